#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sends datagrams to multicast groups, with nothing but the standard library.

Prints "from ADDRESS:PORT" before it sends, and "sent N" at the end.
"""

import argparse
import socket
import struct


def split(text):
    """Takes ADDRESS:PORT apart; an IPv6 address is in brackets, either may be missing."""
    address, _, port = text.rpartition(":")
    return address.strip("[]"), int(port)


def choose_interface(sock, interface):
    index = socket.if_nametoindex(interface)
    if sock.family == socket.AF_INET6:
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, index)
    else:
        member = struct.pack("=4s4si", bytes(4), bytes(4), index)
        sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, member)


def get_payloads(options):
    if options.hex is not None:
        return [bytes.fromhex(options.hex)]
    if options.text is not None:
        return [options.text.encode()]
    return [i.to_bytes(4, "big").ljust(options.size, b".") for i in range(options.count)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("targets", nargs="+", metavar="GROUP:PORT")
    parser.add_argument("--bind", default=":0", metavar="[ADDRESS]:PORT")
    parser.add_argument("--interface", help="its name")
    parser.add_argument("--hex")
    parser.add_argument("--text")
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--size", type=int, default=4)
    options = parser.parse_args()

    targets = [split(target) for target in options.targets]
    family = socket.AF_INET6 if ":" in targets[0][0] else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_DGRAM)
    if options.interface is not None:
        choose_interface(sock, options.interface)
    sock.bind(split(options.bind))
    address = sock.getsockname()
    print(f"from {address[0]}:{address[1]}", flush=True)

    sent = 0
    for payload in get_payloads(options):
        for target in targets:
            sock.sendto(payload, target)
            sent += 1
    print(f"sent {sent}")


if __name__ == "__main__":
    main()
