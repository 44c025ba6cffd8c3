#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for the portals by which a sandboxed program is given a file.

As on a desktop, the program asks org.freedesktop.portal.FileChooser for a file to write, somebody
chooses, and the folder of the document portal then holds that one file. Here it is a plain folder,
since FUSE cannot be had everywhere, and whoever is asked takes the name that is offered. Prints
"ready", and each request.
"""

import pathlib
import sys

from gi.repository import Gio, GLib

DESKTOP = """
<node>
  <interface name="org.freedesktop.portal.FileChooser">
    <method name="SaveFile">
      <arg type="s" name="parent_window" direction="in"/>
      <arg type="s" name="title" direction="in"/>
      <arg type="a{sv}" name="options" direction="in"/>
      <arg type="o" name="handle" direction="out"/>
    </method>
    <property name="version" type="u" access="read"/>
  </interface>
</node>
"""

DOCUMENTS = """
<node>
  <interface name="org.freedesktop.portal.Documents">
    <method name="GetMountPoint">
      <arg type="ay" name="path" direction="out"/>
    </method>
    <property name="version" type="u" access="read"/>
  </interface>
</node>
"""


class Portal:
    """Both portals, over one folder."""

    def __init__(self, folder, application, seen_as):
        self.folder = folder
        self.application = application
        self.seen_as = seen_as

    def save_file(self, connection, sender, title, options):
        token = options["handle_token"]
        peer = sender[1:].replace(".", "_")
        handle = f"/org/freedesktop/portal/desktop/request/{peer}/{token}"
        name = options["current_name"]
        document = self.folder / "by-app" / self.application / "1"
        document.mkdir(parents=True)
        print(f"{title}: {name}", flush=True)

        def respond():
            connection.emit_signal(sender, handle, "org.freedesktop.portal.Request", "Response",
                                   GLib.Variant("(ua{sv})", (0, {
                                       "uris": GLib.Variant("as", [f"file://{self.seen_as}/1/{name}"]),
                                   })))
            return GLib.SOURCE_REMOVE

        # Once the program knows by which path to expect it.
        GLib.idle_add(respond)
        return GLib.Variant("(o)", (handle,))

    def call(self, connection, sender, _path, _interface, method, parameters, invocation):
        if method == "GetMountPoint":
            reply = GLib.Variant("(ay)", (bytes(self.folder) + b"\0",))
        else:
            _parent, title, options = parameters.unpack()
            reply = self.save_file(connection, sender, title, options)
        invocation.return_value(reply)

    @staticmethod
    def get_property(_connection, _sender, _path, _interface, _name):
        return GLib.Variant("u", 3)


def main():
    folder, application, seen_as = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    (folder / "by-app" / application).mkdir(parents=True, exist_ok=True)
    portal = Portal(folder, application, seen_as)

    connection = Gio.bus_get_sync(Gio.BusType.SESSION)
    for path, xml in (("/org/freedesktop/portal/desktop", DESKTOP),
                      ("/org/freedesktop/portal/documents", DOCUMENTS)):
        for interface in Gio.DBusNodeInfo.new_for_xml(xml).interfaces:
            connection.register_object(path, interface, portal.call, portal.get_property, None)
    for name in ("org.freedesktop.portal.Documents", "org.freedesktop.portal.Desktop"):
        Gio.bus_own_name_on_connection(connection, name, Gio.BusNameOwnerFlags.NONE, None, None)
    connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                         "GetId", None, None, Gio.DBusCallFlags.NONE, -1)
    print("ready", flush=True)
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
