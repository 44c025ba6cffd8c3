#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens the window of the installed Flatpak and uses it as a person would.

Runs on a session bus of its own. What it proves is the name of one of the functions here.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from desktop import Wayland, Window, X11, wait_until
from gi.repository import Gio, GLib

ID = "io.github.groupcast.Groupcast"
PEERS = pathlib.Path(__file__).resolve().parent.parent / "support"


class Session:
    """A display, and what runs on it."""

    def __init__(self, display):
        self.folder = pathlib.Path(tempfile.mkdtemp(dir=os.environ["XDG_RUNTIME_DIR"]))
        self.display = display(self.folder)
        self.processes = []
        os.environ.pop("DISPLAY", None)
        os.environ.pop("WAYLAND_DISPLAY", None)
        os.environ.update(self.display.environment)
        Gio.bus_get_sync(Gio.BusType.SESSION).call_sync(
            "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
            "UpdateActivationEnvironment", GLib.Variant("(a{ss})", (self.display.environment,)),
            None, Gio.DBusCallFlags.NONE, -1)

    def start(self, *arguments):
        """Starts a program of the host, and returns a function that reads its next line."""
        process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
        self.processes.append(process)
        return process.stdout.readline

    def open_window(self, *arguments):
        self.processes.append(subprocess.Popen(["flatpak", "run", "--user", *arguments]))
        return Window()

    def close(self):
        subprocess.run(["flatpak", "kill", ID], check=False, stderr=subprocess.DEVNULL)
        for process in self.processes:
            process.terminate()
            process.wait()
        self.display.close()
        shutil.rmtree(self.folder)


def send(group, text):
    subprocess.run([sys.executable, PEERS / "peer-sender.py", group, "--interface", "lo",
                    "--text", text], check=True, stdout=subprocess.DEVNULL)


def use(session, picture):
    """Joins, shows a message of the host, and sends one that the host receives."""
    hear = session.start(sys.executable, PEERS / "peer-receiver.py", "239.255.3.2", "5000",
                         "--interface", "lo")
    assert hear() == "ready\n"

    window = session.open_window(ID)
    window.fill("Group to join", "239.255.3.1%lo:5000")
    window.press("Join")
    window.find("Joined on lo")
    send("239.255.3.1:5000", "a greeting from the host")
    window.find("a greeting from the host")
    window.find("1 message")

    window.fill("Source address", "127.0.0.1:3000")
    window.fill("Add targets", "239.255.3.2%lo:5000 239.255.3.1%lo:5000")
    window.press("Add")
    window.fill("Message", "for {group} from the sandbox")
    window.press("Send")
    assert hear() == "127.0.0.1:3000 " + b"for 239.255.3.2 from the sandbox".hex() + "\n"
    window.find("Sent to 2 targets")
    window.find("for 239.255.3.1 from the sandbox")
    session.display.take_picture(picture)


def cut_off(session, picture):
    """Without a network it says so, and how to give it one."""
    window = session.open_window("--unshare=network", ID, "239.255.3.1%lo:5000")
    window.find("No network: this Flatpak may not use it, and nobody outside it hears or is "
                f"heard; allow it with “flatpak override --user --share=network {ID}”")
    window.find("Copy Command")
    window.find("Joined on lo")
    send("239.255.3.1:5000", "nobody hears this")
    session.display.take_picture(picture)
    assert window.look("nobody hears this") is None


def export(session, picture):
    """Writes to the one file that the portal gives it, and may write to no other."""
    documents = session.folder / "documents"
    say = session.start(sys.executable, pathlib.Path(__file__).with_name("portal.py"), documents,
                        ID, f"/run/user/{os.getuid()}/doc")
    assert say() == "ready\n"

    window = session.open_window(ID, "239.255.3.1%lo:5000")
    window.find("Joined on lo")
    send("239.255.3.1:5000", "exported")
    window.find("exported")
    session.display.press("Control_L", "s")
    assert say() == "Export Messages: 239.255.3.1_lo_5000.txt\n"
    window.find("1 message written to 239.255.3.1_lo_5000.txt")
    session.display.take_picture(picture)

    file = documents / "by-app" / ID / "1" / "239.255.3.1_lo_5000.txt"
    assert file.read_text(encoding="utf-8").endswith(" 239.255.3.1:5000 exported\n")


def link(session, picture):
    """A link starts it by the bus, and joins what it leads to."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    bus.call_sync(ID, "/" + ID.replace(".", "/"), "org.freedesktop.Application", "Open",
                  GLib.Variant("(asa{sv})", (["udp://@239.255.3.3:5000"], {})), None,
                  Gio.DBusCallFlags.NONE, -1)
    window = Window()
    window.find("239.255.3.3:5000")
    wait_until(lambda: window.look("Joined on lo"), "the group of the link")
    session.display.take_picture(picture)


def main():
    proofs = {proof.__name__: proof for proof in (use, cut_off, export, link)}
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("display", choices=["x11", "wayland"])
    parser.add_argument("proof", choices=proofs)
    parser.add_argument("picture", type=pathlib.Path)
    options = parser.parse_args()

    session = Session(X11 if options.display == "x11" else Wayland)
    try:
        proofs[options.proof](session, options.picture)
    except AssertionError:
        session.display.take_picture(options.picture)
        raise
    finally:
        session.close()


if __name__ == "__main__":
    main()
