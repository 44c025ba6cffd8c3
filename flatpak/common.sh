# shellcheck shell=sh disable=SC2154 # $top is set by those who source this
# Sourced by flatpak/install and flatpak/bundle, which set $top to the root of the checkout.

id=io.github.groupcast.Groupcast
manifest=$top/flatpak/$id.json
branch=stable
cache=${XDG_CACHE_HOME:-$HOME/.cache}/groupcast-flatpak

fail ()
{
  echo "$*" >&2
  exit 1
}

# need PROGRAM PACKAGE: fails unless the program is there.
need ()
{
  command -v "$1" >/dev/null || fail "$1 is missing: please install the package $2"
}

# manifest_value KEY: what the manifest says.
manifest_value ()
{
  sed -n "s/^  \"$1\": \"\\(.*\\)\",\$/\\1/p" "$manifest"
}

platform=$(manifest_value runtime)//$(manifest_value runtime-version)
sdk=$(manifest_value sdk)//$(manifest_value runtime-version)

# find_remote SCOPE: prints the remote that serves the runtime, Flathub if it is one of them.
find_remote ()
{
  remotes=$(flatpak remotes "$1" --columns=name)
  case $remotes in
    *flathub*) remotes="flathub $remotes" ;;
  esac

  for remote in $remotes; do
    if flatpak remote-info "$1" "$remote" "$sdk" >/dev/null 2>&1; then
      echo "$remote"
      return
    fi
  done
}

# install_runtime: installs the runtime and the SDK, unless they are there.
install_runtime ()
{
  if flatpak info "$platform" >/dev/null 2>&1 && flatpak info "$sdk" >/dev/null 2>&1; then
    return
  fi

  for scope in --user --system; do
    remote=$(find_remote "$scope")
    if [ -n "$remote" ]; then
      flatpak install "$scope" -y --noninteractive "$remote" "$platform" "$sdk"
      return
    fi
  done

  fail "No remote serves $platform. Flathub does, and is added by:
  flatpak remote-add --user --if-not-exists flathub https://dl.flathub.org/repo/flathub.flatpakrepo"
}

# with_bus COMMAND...: where there is no system bus, as in a container, Flatpak wants one all the
# same when somebody other than root installs a program, to ask it for parental controls.
with_bus ()
{
  if [ "$(id -u)" -eq 0 ] || [ -n "${DBUS_SYSTEM_BUS_ADDRESS-}" ] ||
     [ -S /run/dbus/system_bus_socket ] || [ -S /var/run/dbus/system_bus_socket ]; then
    "$@"
    return
  fi

  need dbus-run-session dbus
  # shellcheck disable=SC2016 # expanded by the inner shell
  dbus-run-session -- sh -c 'DBUS_SYSTEM_BUS_ADDRESS=$DBUS_SESSION_BUS_ADDRESS exec "$@"' sh "$@"
}

# build [OPTION...]: builds from the checkout, with these options of flatpak-builder too. Nothing
# is written to the checkout.
build ()
{
  need flatpak flatpak
  if command -v flatpak-builder >/dev/null; then
    need eu-strip elfutils
    builder=flatpak-builder
  elif flatpak info org.flatpak.Builder >/dev/null 2>&1; then
    builder='flatpak run org.flatpak.Builder'
  else
    fail 'flatpak-builder is missing: please install the package flatpak-builder, or the' \
      'Flatpak org.flatpak.Builder'
  fi

  install_runtime
  mkdir -p "$cache"
  # No FUSE: it is not to be had everywhere, and only saves time where much is built.
  # shellcheck disable=SC2086 # a list of words
  with_bus $builder --force-clean --disable-rofiles-fuse --state-dir="$cache/state" \
    --default-branch="$branch" "$@" "$cache/build" "$manifest" </dev/null
}
