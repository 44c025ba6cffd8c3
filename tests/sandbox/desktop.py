# SPDX-License-Identifier: GPL-3.0-or-later
"""What a window needs to open, and who looks at it and presses its buttons.

To be imported by a program that runs on a session bus of its own. Widgets are found by the names
that a screen reader says, over the accessibility bus, which a sandbox lets through.
"""

import os
import pathlib
import subprocess
import time

import gi
from Xlib import X, XK
from Xlib import display as xdisplay
from Xlib.ext import xtest

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  (after the version)

PATIENCE = 20  # seconds


def wait_until(condition, what):
    """Returns what the condition returns, once it is true."""
    end = time.monotonic() + PATIENCE
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for {what}")
        time.sleep(0.05)


class X11:
    """A display of the X Window System that nobody sees."""

    def __init__(self, folder):
        number = folder / "display"
        with open(number, "w", encoding="ascii") as file:
            self.server = subprocess.Popen(
                ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x1024x24", "-nolisten", "tcp"],
                stdout=file, stderr=subprocess.DEVNULL)
        wait_until(lambda: number.read_text().endswith("\n"), "a display")
        self.environment = {"DISPLAY": ":" + number.read_text().strip()}

    def press(self, *keys):
        """Presses keys together, in the window that the pointer is over from the start."""
        display = xdisplay.Display(self.environment["DISPLAY"])
        codes = [display.keysym_to_keycode(XK.string_to_keysym(key)) for key in keys]
        for code in codes:
            xtest.fake_input(display, X.KeyPress, code)
        for code in reversed(codes):
            xtest.fake_input(display, X.KeyRelease, code)
        display.sync()
        display.close()

    def take_picture(self, path):
        subprocess.run(["import", "-window", "root", str(path)], check=True,
                       env=os.environ | self.environment)

    def close(self):
        self.server.terminate()
        self.server.wait()


class Wayland:
    """A Wayland compositor that nobody sees."""

    def __init__(self, folder):
        self.folder = folder
        name = "groupcast-test"
        self.server = subprocess.Popen(
            ["weston", "--backend=headless-backend.so", "--use-pixman", "--debug",
             "--width=1280", "--height=1024", "--idle-time=0", "--socket=" + name],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        socket = pathlib.Path(os.environ["XDG_RUNTIME_DIR"]) / name
        wait_until(socket.exists, "a compositor")
        self.environment = {"WAYLAND_DISPLAY": name}

    def take_picture(self, path):
        subprocess.run(["weston-screenshooter"], check=True, cwd=self.folder,
                       env=os.environ | self.environment)
        next(self.folder.glob("wayland-screenshot-*.png")).rename(path)

    def close(self):
        self.server.terminate()
        self.server.wait()


def children(node):
    """A node that goes away while it is looked at has none."""
    try:
        return [node.get_child_at_index(i) for i in range(node.get_child_count())]
    except GLib.Error:
        return []


def walk(node):
    yield node
    for child in children(node):
        if child is not None:
            yield from walk(child)


def get_actions(node):
    try:
        return [Atspi.Action.get_action_name(node, i)
                for i in range(Atspi.Action.get_n_actions(node))]
    except GLib.Error:
        return []


class Window:
    """The window of the one program on the bus."""

    def __init__(self):
        self.frame = wait_until(self.look_for_frame, "a window")

    @staticmethod
    def look_for_frame():
        for program in children(Atspi.get_desktop(0)):
            for window in children(program) if program is not None else []:
                if window is not None and window.get_role() == Atspi.Role.FRAME:
                    return window
        return None

    def look(self, name, interface=None):
        """The first widget of that name, or one that has the interface, if it is there."""
        for node in walk(self.frame):
            try:
                if node.get_name() == name and \
                        (interface is None or interface in node.get_interfaces()):
                    return node
            except GLib.Error:
                pass
        return None

    def find(self, name, interface=None):
        return wait_until(lambda: self.look(name, interface), f"“{name}”")

    def press(self, name):
        node = wait_until(lambda: next((node for node in walk(self.frame)
                                        if node.get_name() == name and
                                        "click" in get_actions(node)), None), f"button “{name}”")
        Atspi.Action.do_action(node, get_actions(node).index("click"))

    def fill(self, name, text):
        Atspi.EditableText.set_text_contents(self.find(name, "EditableText"), text)
