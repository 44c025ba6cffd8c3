#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Proves that the Flatpak builds, installs, and does its job in its sandbox.

For tests/flatpak, which gives it an ordinary user, a network with nobody else on it, and a folder:
CHECKOUT is a copy of the sources, RUNTIMES a repository with the runtime, PICTURES where to put
what the window showed. Prints TAP.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
PEERS = HERE.parent / "support"
ID = "io.github.groupcast.Groupcast"
MESSAGE = "This message is for {group}:{port} receivers"
PATIENCE = 60  # seconds

# X11 as a fallback is written as both.
PERMISSIONS = """[Context]
shared=network;ipc;
sockets=x11;wayland;fallback-x11;
devices=dri;
"""

INSTALLED = [
    f"applications/{ID}.desktop",
    f"dbus-1/services/{ID}.service",
    f"icons/hicolor/scalable/apps/{ID}.svg",
    f"icons/hicolor/symbolic/apps/{ID}-symbolic.svg",
]


def run(*arguments, **keywords):
    """Runs a program to its end, which must be a success, and returns what it printed."""
    done = subprocess.run([str(argument) for argument in arguments], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          timeout=600, check=False, **keywords)
    assert done.returncode == 0, f"{arguments[0]} {done.returncode}:\n{done.stdout[-8000:]}"
    return done.stdout


class Program:
    """A program that runs in the background."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen([str(argument) for argument in arguments],
                                        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)

    def __enter__(self):
        return self

    def __exit__(self, *_exception):
        self.process.terminate()
        self.process.communicate()

    def finish(self):
        output, complaint = self.process.communicate(timeout=PATIENCE)
        assert self.process.returncode == 0, complaint
        return output


class Receiver(Program):
    """The program's own command, in its sandbox; it has joined when this returns."""

    def __init__(self, group, interface="lo"):
        super().__init__("flatpak", "run", "--user", ID, "receive", group, "--count", 1,
                         "--timeout", 20, "--format", "json", "--interface", interface)
        line = self.process.stderr.readline()
        assert line.startswith("Listening"), line + self.process.stderr.read()

    def get(self):
        message = json.loads(self.finish())
        return f"{message['source']}:{message['source_port']}", message["text"]


class Peer(Program):
    """A receiver of the host that has nothing to do with this program."""

    def __init__(self, group):
        address, port = group.split(":")
        super().__init__(sys.executable, PEERS / "peer-receiver.py", address, port,
                         "--interface", "lo")
        assert self.process.stdout.readline() == "ready\n"

    def get(self):
        source, data = self.process.stdout.readline().split()
        return source, bytes.fromhex(data).decode()


def send_from_host(source, targets):
    """To each its own message, from the same socket address."""
    for target in targets:
        run(sys.executable, PEERS / "peer-sender.py", target, "--bind", source, "--interface", "lo",
            "--text", expected(target))


def send_from_sandbox(source, targets):
    run("flatpak", "run", "--user", ID, "send", "--from", source, "--interface", "lo",
        "--to", *targets, MESSAGE)


def expected(target):
    group, port = target.split(":")
    return MESSAGE.format(group=group, port=port)


def check_exchange(send, source, targets, receivers):
    """Each receiver, a kind of one and its group, gets the message that is for it."""
    opened = [kind(group) for kind, group in receivers]
    try:
        send(source, targets)
        for receiver, (_kind, group) in zip(opened, receivers):
            sender, text = receiver.get()
            assert text == expected(group), text
            assert sender == source or source.startswith(":") and sender.endswith(source), sender
    finally:
        for receiver in opened:
            receiver.__exit__()


def check_scenario(source, targets, groups):
    """With the receivers inside and the sender outside, and the other way round."""
    check_exchange(send_from_host, source, targets, [(Receiver, group) for group in groups])
    check_exchange(send_from_sandbox, source, targets, [(Peer, group) for group in groups])


class Proof:
    """Each method whose name begins with "test_" is a case, in this order."""

    def __init__(self, options):
        self.checkout = options.checkout
        self.runtimes = options.runtimes
        self.pictures = options.pictures
        self.home = pathlib.Path(os.environ["HOME"])
        self.installation = pathlib.Path(os.environ["FLATPAK_USER_DIR"])

    def run_on_bus(self, *arguments, **keywords):
        """On a session bus that can start the accessibility bus and the program, nothing else."""
        services = self.home / "services"
        services.mkdir(exist_ok=True)
        for path in (pathlib.Path("/usr/share/dbus-1/services/org.a11y.Bus.service"),
                     self.installation / "exports/share/dbus-1/services" / f"{ID}.service"):
            if path.exists():
                shutil.copy(path, services)
        config = self.home / "session-bus.conf"
        template = (HERE / "session-bus.conf.in").read_text(encoding="utf-8")
        config.write_text(template.replace("@SERVICES@", str(services)), encoding="utf-8")
        return run("dbus-run-session", f"--config-file={config}", "--", *arguments, **keywords)

    def open_window(self, display, proof):
        picture = self.pictures / f"{proof}-{display}.png"
        self.run_on_bus("/usr/bin/python3", HERE / "window.py", display, proof, picture)
        assert picture.stat().st_size > 10000

    # An ordinary user, without a terminal

    def test_user(self):
        assert os.getuid() != 0
        assert os.environ["CI"] == "true"
        assert not os.isatty(0)

    def test_install(self):
        run("flatpak", "remote-add", "--user", "--if-not-exists", "--no-gpg-verify", "local",
            f"file://{self.runtimes}")
        output = run(self.checkout / "flatpak/install")
        print("\n".join("# " + line for line in output.splitlines()
                        if line.startswith(("Ok:", "Fail:", "Skipped:"))))
        assert f"flatpak run {ID}" in output
        assert f"flatpak uninstall --user --delete-data {ID}" in output

        permissions = run("flatpak", "info", "--user", "--show-permissions", ID)
        assert permissions.strip() == PERMISSIONS.strip(), permissions
        for path in INSTALLED:
            assert (self.installation / "exports/share" / path).exists(), path

    # From and to the host, over loopback

    def test_receive(self):
        with Receiver("239.255.2.1:5000") as receiver:
            send_from_host("127.0.0.1:3000", ["239.255.2.1:5000"])
            assert receiver.get()[1] == expected("239.255.2.1:5000")

    def test_send(self):
        with Peer("239.255.2.2:5000") as peer:
            send_from_sandbox("127.0.0.1:3000", ["239.255.2.2:5000"])
            assert peer.get() == ("127.0.0.1:3000", expected("239.255.2.2:5000"))

    def test_two_sandboxes(self):
        with Receiver("239.255.2.3:5000") as receiver:
            send_from_sandbox("127.0.0.1:3000", ["239.255.2.3:5000"])
            assert receiver.get()[1] == expected("239.255.2.3:5000")

    def test_one_group_many_receivers(self):
        check_scenario("127.0.0.1:3000", ["224.0.0.1:5000"], ["224.0.0.1:5000"] * 3)
        check_exchange(send_from_sandbox, "127.0.0.1:3000", ["224.0.0.1:5000"],
                       [(Receiver, "224.0.0.1:5000"), (Peer, "224.0.0.1:5000")])

    def test_one_group_several_ports(self):
        groups = ["224.0.0.1:5000", "224.0.0.1:5001"]
        check_scenario("127.0.0.1:3000", groups, groups)

    def test_several_groups_any_source(self):
        groups = ["224.0.0.1:5000", "224.0.0.2:5000"]
        check_scenario(":3000", groups, groups)

    def test_no_network(self):
        with Peer("239.255.2.4:5000") as peer:
            output = run("flatpak", "run", "--user", "--unshare=network", ID, "send",
                         "--to", "239.255.2.4:5000", "--interface", "lo", "nobody hears this")
            assert "No network: this Flatpak may not use it" in output
            assert "flatpak override --user --share=network " + ID in output
            send_from_host("127.0.0.1:3000", ["239.255.2.4:5000"])
            assert peer.get()[1] == expected("239.255.2.4:5000")

    # The window

    def test_window_x11(self):
        self.open_window("x11", "use")

    def test_window_wayland(self):
        self.open_window("wayland", "use")

    def test_window_no_network(self):
        self.open_window("x11", "cut_off")

    def test_window_export(self):
        self.open_window("x11", "export")

    def test_window_link(self):
        self.open_window("x11", "link")

    def test_own_folder(self):
        """Settings are kept, and nowhere but in the program's own folder."""
        settings = self.home / ".var/app" / ID / "config/glib-2.0/settings/keyfile"
        assert "239.255.3.1%lo:5000" in settings.read_text(encoding="utf-8")

        own = (f".var/app/{ID}/", ".cache/groupcast-flatpak/", "services/", "session-bus.conf")
        others = [str(path.relative_to(self.home)) for path in self.home.rglob("*")
                  if path.is_file()]
        others = [path for path in others if not path.startswith(own) and "roupcast" in path]
        assert not others, others

    # From one file, and gone again

    def test_bundle(self):
        bundle = self.home / "groupcast.flatpak"
        run(self.checkout / "flatpak/bundle", bundle)

        empty = self.home / "empty"
        environment = os.environ | {"FLATPAK_USER_DIR": str(empty)}
        try:
            run("flatpak", "remote-add", "--user", "--no-gpg-verify", "local",
                f"file://{self.runtimes}", env=environment)
            # As flatpak/install does for the sake of parental controls.
            self.run_on_bus("sh", "-c", "DBUS_SYSTEM_BUS_ADDRESS=$DBUS_SESSION_BUS_ADDRESS "
                            "exec flatpak install --user -y --noninteractive \"$1\"", "sh", bundle,
                            env=environment)
            output = run("flatpak", "run", "--user", ID, "--version", env=environment)
            assert output.splitlines()[-1].startswith("Groupcast "), output
        finally:
            shutil.rmtree(empty)
            bundle.unlink()

    def test_remove(self):
        self.run_on_bus("flatpak", "uninstall", "--user", "-y", "--noninteractive",
                        "--delete-data", ID)
        assert not (self.home / ".var/app" / ID).exists()
        left = [path for folder in ("app", "exports", "runtime", "repo/refs")
                for path in (self.installation / folder).rglob("*")
                if path.is_file() and ID in str(path)]
        assert not left, left


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkout", type=pathlib.Path)
    parser.add_argument("runtimes", type=pathlib.Path)
    parser.add_argument("pictures", type=pathlib.Path)
    proof = Proof(parser.parse_args())

    cases = [name for name in vars(Proof) if name.startswith("test_")]
    print(f"1..{len(cases)}", flush=True)
    failed = False
    for number, name in enumerate(cases, 1):
        start = time.monotonic()
        try:
            getattr(proof, name)()
            result = "ok"
        except Exception:  # pylint: disable=broad-except
            print("\n".join("# " + line for line in traceback.format_exc().splitlines()))
            result, failed = "not ok", True
        title = name.removeprefix("test_").replace("_", "-")
        print(f"{result} {number} /flatpak/{title} ({time.monotonic() - start:.1f} s)", flush=True)

    sys.exit(failed)


if __name__ == "__main__":
    main()
