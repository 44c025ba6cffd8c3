#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks what a desktop, a software centre and a packager read: that it says the same everywhere,
that it is what they ask for, and that it lands where they look.

Takes the source folder, the build folder and the program. Prints TAP.
"""

import configparser
import datetime
import json
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

SOURCE, BUILD, PROGRAM = (pathlib.Path(argument).resolve() for argument in sys.argv[1:4])
ID = "io.github.groupcast.Groupcast"

PERMISSIONS = ["--share=network", "--share=ipc", "--socket=fallback-x11", "--socket=wayland",
               "--device=dri"]

# Below the prefix.
INSTALLED = {
    "bin/groupcast",
    f"share/applications/{ID}.desktop",
    "share/bash-completion/completions/groupcast",
    f"share/dbus-1/services/{ID}.service",
    f"share/glib-2.0/schemas/{ID}.gschema.xml",
    f"share/icons/hicolor/scalable/apps/{ID}.svg",
    f"share/icons/hicolor/symbolic/apps/{ID}-symbolic.svg",
    "share/licenses/groupcast/LICENSE",
    "share/man/man1/groupcast.1",
    f"share/metainfo/{ID}.metainfo.xml",
    "share/zsh/site-functions/_groupcast",
}


def run(*command, **keywords):
    """Runs a program, which must be a success, and returns what it printed."""
    done = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False, **keywords)
    assert done.returncode == 0, f"{command}:\n{done.stdout}"
    return done.stdout


def read_desktop_entry(path):
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read(path, encoding="utf-8")
    return entry


def read_installed(build):
    """What "meson install" would install, below the prefix."""
    plan = json.loads((build / "meson-info/intro-installed.json").read_text())
    options = json.loads((build / "meson-info/intro-buildoptions.json").read_text())
    prefix = next(option["value"] for option in options if option["name"] == "prefix")
    return {str(pathlib.Path(path).relative_to(prefix)) for path in plan.values()}


def get_version():
    return json.loads((BUILD / "meson-info/intro-projectinfo.json").read_text())["version"]


def read_metainfo():
    return ElementTree.parse(BUILD / "data" / f"{ID}.metainfo.xml").getroot()


def read_manifest():
    return json.loads((SOURCE / "flatpak" / f"{ID}.json").read_text())


def list_options(*command):
    """The long options that --help tells of, but for those of the library."""
    options = re.findall(r"^  (?:-\w, )?(--[a-z-]+)", run(PROGRAM, *command, "--help"), re.MULTILINE)
    return set(options) - {"--help-all", "--help-gapplication"}


def test_id():
    entry = read_desktop_entry(BUILD / "data" / f"{ID}.desktop")
    assert entry["Desktop Entry"]["Icon"] == ID

    metainfo = read_metainfo()
    assert metainfo.findtext("id") == ID
    assert metainfo.findtext("launchable") == f"{ID}.desktop"
    assert metainfo.find("launchable").get("type") == "desktop-id"

    service = read_desktop_entry(BUILD / "data" / f"{ID}.service")["D-BUS Service"]
    assert service["Name"] == ID
    assert service["Exec"].endswith("/bin/groupcast --gapplication-service")

    schema = ElementTree.parse(BUILD / "data" / f"{ID}.gschema.xml").find("schema")
    assert schema.get("id") == ID
    assert schema.get("path") == "/" + ID.replace(".", "/") + "/"

    resources = ElementTree.parse(SOURCE / "src/ui/groupcast.gresource.xml")
    for resource in resources.iter("gresource"):
        assert (resource.get("prefix") + "/").startswith("/" + ID.replace(".", "/") + "/")

    assert read_manifest()["id"] == ID
    assert f'id={ID}\n' in (SOURCE / "flatpak/common.sh").read_text()
    assert len(ID.split(".")) <= 5 and ID.rsplit(".", 1)[0].islower()


def test_version():
    version = get_version()
    releases = read_metainfo().findall("releases/release")
    assert releases[0].get("version") == version
    assert run(PROGRAM, "--version") == f"Groupcast {version}\n"
    assert f'"Groupcast {version}"' in (BUILD / "data/groupcast.1").read_text()
    assert f'"tag": "v{version}"' in (SOURCE / "README.md").read_text()
    for image in read_metainfo().iter("image"):
        assert f"/v{version}/" in image.text


def test_releases():
    """The newest first, each with a date and a word on what is new."""
    releases = read_metainfo().findall("releases/release")
    versions = [tuple(int(part) for part in release.get("version").split("."))
                for release in releases]
    assert versions == sorted(versions, reverse=True)
    dates = [datetime.date.fromisoformat(release.get("date")) for release in releases]
    assert dates == sorted(dates, reverse=True)
    for release in releases:
        assert len("".join(release.find("description").itertext()).strip()) > 20


def test_words():
    metainfo = read_metainfo()
    name, summary = metainfo.findtext("name"), metainfo.findtext("summary")
    assert len(name) <= 15 and name == name.capitalize()
    assert 10 <= len(summary) <= 35, len(summary)
    assert not summary.endswith(".") and summary.split()[0] not in ("A", "An", "The")
    assert name not in summary

    paragraphs = metainfo.findall("description/p")
    assert len(" ".join(paragraphs[0].text.split())) >= 80
    assert len(metainfo.findall("description/ul/li")) <= 10

    assert metainfo.findtext("metadata_license") == "CC0-1.0"
    assert metainfo.findtext("project_license") == "GPL-3.0-or-later"
    assert "GNU GENERAL PUBLIC LICENSE" in (SOURCE / "LICENSE").read_text()
    assert metainfo.find("developer").get("id") and metainfo.findtext("developer/name")
    assert metainfo.find("content_rating").get("type") == "oars-1.1"
    assert metainfo.findtext("translation") == "groupcast"
    assert metainfo.findtext("provides/binary") == "groupcast"
    assert metainfo.findtext("requires/display_length") == "360"
    assert len(metainfo.findall("keywords/keyword")) >= 3
    assert {url.get("type") for url in metainfo.findall("url")} == {
        "homepage", "bugtracker", "vcs-browser", "contribute", "translate"}


def get_luminance(colour):
    """Relative luminance, as WCAG defines it."""
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
                        for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_brand_colours():
    """One for a light and one for a dark page, each of which its text can be read on."""
    colours = {colour.get("scheme_preference"): colour.text
               for colour in read_metainfo().findall("branding/color")}
    assert set(colours) == {"light", "dark"}
    assert 1.05 / (get_luminance(colours["dark"]) + 0.05) >= 7
    assert (get_luminance(colours["light"]) + 0.05) / 0.05 >= 7


def test_screenshots():
    screenshots = read_metainfo().findall("screenshots/screenshot")
    assert 3 <= len(screenshots) <= 6
    assert [shot.get("type") for shot in screenshots].count("default") == 1
    for shot in screenshots:
        caption, image = shot.findtext("caption"), shot.findtext("image")
        assert caption and not caption.endswith("."), caption

        picture = (SOURCE / "data/screenshots" / image.rsplit("/", 1)[1]).read_bytes()
        assert picture.startswith(b"\x89PNG\r\n\x1a\n")
        width, height = struct.unpack(">II", picture[16:24])
        assert 300 <= width <= 1000 and 300 <= height <= 700, (image, width, height)


def test_desktop_entry():
    entry = read_desktop_entry(BUILD / "data" / f"{ID}.desktop")
    main = entry["Desktop Entry"]
    assert main["Exec"] == "groupcast %U"
    assert "Network" in main["Categories"].split(";")
    assert main["Keywords"].endswith(";")
    assert main["MimeType"] == "x-scheme-handler/udp;"
    assert main["StartupNotify"] == "true"
    assert main["DBusActivatable"] == "true"
    assert main["StartupWMClass"] == "groupcast"

    # Of these, the window has an action of the same name.
    code = (SOURCE / "src/ui/gc-application.c").read_text()
    names = main["Actions"].rstrip(";").split(";")
    assert names == ["join-group", "new-window"]
    for name in names:
        action = entry[f"Desktop Action {name}"]
        assert action["Name"] and action["Exec"].startswith("groupcast --")
        assert f'.name = "{name}"' in code


def test_manifest():
    manifest = read_manifest()
    assert manifest["runtime"] == "org.gnome.Platform" and manifest["sdk"] == "org.gnome.Sdk"
    assert manifest["runtime-version"] == "51"
    assert manifest["command"] == "groupcast"
    assert manifest["finish-args"] == PERMISSIONS
    assert list(manifest) == ["id", "runtime", "runtime-version", "sdk", "command", "finish-args",
                              "modules"]

    module, = manifest["modules"]
    assert module["buildsystem"] == "meson" and module["run-tests"]
    source, = module["sources"]
    assert source["type"] == "dir" and source["path"] == ".."
    assert "share=network" not in json.dumps(manifest["modules"])

    text = (SOURCE / "flatpak" / f"{ID}.json").read_text()
    assert text == json.dumps(manifest, indent=2) + "\n"


def test_installed():
    """Into a folder of a packager's, each file where it belongs and nothing else."""
    assert read_installed(BUILD) == INSTALLED

    with tempfile.TemporaryDirectory() as folder:
        run("meson", "install", "-C", BUILD, "--no-rebuild", "--destdir", folder)
        files = {str(path.relative_to(folder)) for path in pathlib.Path(folder).rglob("*")
                 if path.is_file()}
    prefix = min(files, key=len).removesuffix("bin/groupcast")
    files = {path.removeprefix(prefix) for path in files}
    assert files == INSTALLED, files ^ INSTALLED


def test_development():
    """The variant for development shares no file and no name with the release."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        run("meson", "setup", "--native-file", SOURCE / "data/development.ini", folder, SOURCE)
        installed = read_installed(folder)
        assert not installed & INSTALLED, installed & INSTALLED
        assert {path.replace("groupcast-devel", "groupcast").replace(f"{ID}.Devel", ID)
                for path in installed} == INSTALLED

        run("meson", "compile", "-C", folder, f"{ID}.Devel.desktop", f"{ID}.Devel.metainfo.xml")
        entry = read_desktop_entry(folder / "data" / f"{ID}.Devel.desktop")["Desktop Entry"]
        assert entry["Icon"] == f"{ID}.Devel" and entry["Exec"] == "groupcast-devel %U"
        metainfo = ElementTree.parse(folder / "data" / f"{ID}.Devel.metainfo.xml")
        assert metainfo.findtext("id") == f"{ID}.Devel"


def complete(*words):
    """What bash offers for the last of these words."""
    script = """
      . "$1"; shift
      COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
      _groupcast
      printf '%s\\n' "${COMPREPLY[@]}"
    """
    return set(run("bash", "-c", script, "bash", BUILD / "data/groupcast",
                   "groupcast", *words).split())


def test_help():
    """Every option is in the manual and is completed."""
    manual = (BUILD / "data/groupcast.1").read_text().replace("\\-", "-")
    zsh = (BUILD / "data/_groupcast").read_text()
    for command in ([], ["receive"], ["send"]):
        options = list_options(*command)
        assert len(options) >= 4, options
        for option in options:
            assert option in manual, option
            assert option in zsh, option
        offered = complete(*command, "--")
        assert offered == options, offered ^ options

    assert complete("re") == {"receive"}
    assert complete("receive", "--format", "j") == {"json"}
    assert "lo" in complete("send", "--interface", "")


def test_shells():
    run("bash", "-n", BUILD / "data/groupcast")
    if shutil.which("zsh"):
        run("zsh", "-n", BUILD / "data/_groupcast")


def test_manual():
    if not shutil.which("groff"):
        return "no groff"
    assert run("groff", "-man", "-Tutf8", "-ww", "-z", BUILD / "data/groupcast.1") == ""
    return None


def main():
    tests = {name: test for name, test in globals().items() if name.startswith("test_")}
    print(f"1..{len(tests)}")
    failed = False
    for number, (name, test) in enumerate(tests.items(), 1):
        title = "/meta/" + name.removeprefix("test_").replace("_", "-")
        try:
            skipped = test()
            print(f"ok {number} {title}" + (f" # SKIP {skipped}" if skipped else ""))
        except Exception as error:  # pylint: disable=broad-except
            failed = True
            line = error.__traceback__.tb_next.tb_lineno
            print(f"# line {line}: {type(error).__name__}: {error}".replace("\n", "\n# "))
            print(f"not ok {number} {title}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
