# shellcheck shell=sh disable=SC2034,SC2154 # variables of, and for, those who source this
# Sourced by src/run, tests/run and .ci/run, which set $top to the root of the checkout:
# installs what is missing, builds, and says nothing when all is well.

build_packages='gcc meson ninja-build pkg-config libgtk-4-dev libadwaita-1-dev libjson-glib-dev
  libpcre2-dev libglib2.0-bin libgtk-4-bin gettext desktop-file-utils adwaita-icon-theme librsvg2-common
  fonts-cantarell fonts-dejavu-core'
test_packages='appstream at-spi2-core dbus-bin dbus-daemon groff-base iproute2 libxtst-dev python3
  socat xauth xvfb zsh'
flatpak_packages='at-spi2-core bubblewrap dbus-bin dbus-daemon elfutils flatpak flatpak-builder
  gir1.2-atspi-2.0 imagemagick iproute2 ostree python3 python3-gi python3-xlib weston
  xdg-dbus-proxy xvfb'
sanitizer_packages='clang libclang-rt-14-dev llvm'

# quietly COMMAND...: shows what the command prints only if it fails.
quietly ()
{
  log=$(mktemp)
  status=0
  "$@" >"$log" 2>&1 </dev/null || status=$?
  [ "$status" -eq 0 ] || cat "$log" >&2
  rm -f "$log"
  return "$status"
}

# as_root COMMAND...: runs it directly if we are root, else with sudo.
as_root ()
{
  if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

# can_be_root: whether as_root has a chance; sudo may ask for a password only on a terminal.
can_be_root ()
{
  [ "$(id -u)" -eq 0 ] && return 0
  command -v sudo >/dev/null || return 1
  sudo -n true 2>/dev/null || [ -t 2 ]
}

# missing PACKAGE...: prints those that are not installed.
missing ()
{
  installed=$(dpkg-query -W -f '/${db:Status-Status} ${Package}/' "$@" 2>/dev/null || true)
  for package; do
    case $installed in
      *"/installed $package/"*) ;;
      *) printf '%s ' "$package" ;;
    esac
  done
}

# prepare PACKAGE...: installs what is missing of these Debian packages.
prepare ()
{
  if ! command -v dpkg-query >/dev/null; then
    # Another system: its own packages may well do.
    if command -v meson >/dev/null &&
       pkg-config --exists gtk4 libadwaita-1 json-glib-1.0 2>/dev/null; then
      return 0
    fi
    echo "Please install what these Debian packages hold:" "$@" >&2
    return 1
  fi

  packages=$(missing "$@")
  [ -n "$packages" ] || return 0
  if ! can_be_root; then
    echo "Please install these packages, which only root can do: $packages" >&2
    return 1
  fi

  echo "Installing $packages" >&2
  quietly as_root apt-get update -q || return 1
  # shellcheck disable=SC2086 # a list of words
  quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y \
    --no-install-recommends -o DPkg::Lock::Timeout=300 $packages
}

# build FOLDER [SETUP-OPTION...]: sets the build folder up if it is new, or if what it may look
# for has just been installed, and compiles.
build ()
{
  folder=$1
  shift
  if [ ! -f "$folder/build.ninja" ]; then
    quietly meson setup "$@" "$folder" "$top" || return 1
  elif [ -n "${packages-}" ]; then
    quietly meson setup --reconfigure "$folder" "$top" || return 1
  fi
  quietly meson compile -C "$folder"
}
