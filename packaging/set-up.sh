# Read in by start.sh and test.sh (bash): system libraries, virtual environment, packages.
# Does nothing that has been done already, and needs no network then.

need() { missing+=("$1"); }
say() { printf '%s\n' "$*" >&2; }
give_up() { say "$*"; exit 1; }

# Library names are asked, not package names: a distribution may rename its packages (libglib2.0-0t64).
drawing="libEGL.so.1=libegl1 libGL.so.1=libgl1 libxkbcommon.so.0=libxkbcommon0 libdbus-1.so.3=libdbus-1-3
  libfontconfig.so.1=libfontconfig1 libglib-2.0.so.0=libglib2.0-0"
window="libxkbcommon-x11.so.0=libxkbcommon-x11-0 libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4
  libxcb-image.so.0=libxcb-image0 libxcb-keysyms.so.1=libxcb-keysyms1 libxcb-randr.so.0=libxcb-randr0
  libxcb-render-util.so.0=libxcb-render-util0 libxcb-shape.so.0=libxcb-shape0
  libxcb-xinerama.so.0=libxcb-xinerama0 libxcb-xkb.so.1=libxcb-xkb1"

find_python() {
  local name
  python=
  for name in python3 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
      python=$name
      return 0
    fi
  done
  return 1
}

find_missing() {
  local pair present
  missing=()
  present=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p)
  for pair in "$@"; do
    grep -q -F "${pair%%=*} " <<<"$present" || need "${pair##*=}"
  done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    env DEBIAN_FRONTEND=noninteractive "$@"
  elif command -v sudo >/dev/null; then
    sudo env DEBIAN_FRONTEND=noninteractive "$@"
  else
    give_up "Run this as root, or install by hand: ${missing[*]}"
  fi
}

install_system() {
  [ "$#" -gt 0 ] || return 0
  command -v apt-get >/dev/null || give_up "Without apt-get, install by hand what corresponds to: $*"
  say "Installing system packages: $*"
  as_root apt-get update -q >&2 || say "The package lists could not be refreshed; trying with those at hand."
  as_root apt-get install -q -y --no-install-recommends "$@" >&2 ||
    give_up "These system packages are missing and could not be installed: $*"
}

install_python() {
  local version
  if ! find_python; then
    missing=(python3 python3-venv)
    command -v python3 >/dev/null && missing=(python3.11 python3.11-venv)
    install_system "${missing[@]}"
    find_python || give_up "Python 3.11 or newer is needed and this system does not offer it."
  fi
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    missing=("python$version-venv")
    install_system "${missing[@]}"
  fi
}

install_packages() {
  local stamp=.venv/installed.txt wanted
  if ! .venv/bin/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    install_python
    "$python" -m venv --clear .venv
  fi
  wanted="$(sha256sum <requirements.lock) $(.venv/bin/python -V) $PWD"
  if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$wanted" ]; then
    say "Installing what requirements.lock names (some 250 MB the first time)"
    .venv/bin/python -m pip install --disable-pip-version-check --no-input -q --require-hashes -r requirements.lock >&2
    printf '%s\n' "$wanted" >"$stamp"
  fi
}

# set_up [soname=package …]: libraries for drawing, further ones as named.
set_up() {
  find_missing $drawing "$@"
  install_system "${missing[@]}"
  install_packages
}
