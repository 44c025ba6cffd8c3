#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Receives a multicast group the way tutorials do, with nothing but the standard library.

Prints "ready" when it has joined, and then for each datagram SOURCE:PORT and its bytes in
hexadecimal digits.
"""

import argparse
import ipaddress
import socket
import struct


def is_address(text):
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def open_ipv4(group, port, interface):
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind((group, port))

    address, index = "0.0.0.0", 0
    if interface is not None and is_address(interface):
        address = interface
    elif interface is not None:
        index = socket.if_nametoindex(interface)
    member = struct.pack("=4s4si", socket.inet_aton(group), socket.inet_aton(address), index)
    sock.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
    return sock


def open_ipv6(group, port, interface):
    sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    index = socket.if_nametoindex(interface) if interface is not None else 0
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind((group, port, 0, index))

    member = struct.pack("@16sI", socket.inet_pton(socket.AF_INET6, group), index)
    sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, member)
    return sock


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("group")
    parser.add_argument("port", type=int)
    parser.add_argument("--interface", help="its name or, with IPv4, its address")
    options = parser.parse_args()

    opener = open_ipv6 if ":" in options.group else open_ipv4
    sock = opener(options.group, options.port, options.interface)
    print("ready", flush=True)

    while True:
        data, source = sock.recvfrom(65536)
        print(f"{source[0]}:{source[1]} {data.hex()}", flush=True)


if __name__ == "__main__":
    main()
