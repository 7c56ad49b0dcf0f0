#!/usr/bin/env bash
# Sets up what is missing, then runs every check and all tests; pytest's own summary is the last thing printed.
# Options go to pytest.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. packaging/set-up.sh

set_up
if ! command -v pdftotext >/dev/null; then
  missing=(poppler-utils)
  install_system "${missing[@]}"
fi

# Tests write real files and wait until the disk has them: files in memory keep that waiting short.
if [ -w /dev/shm ] && [ "$(df -Pk /dev/shm | awk 'NR == 2 { print $4 }')" -gt 4000000 ]; then
  TMPDIR="$(mktemp -d /dev/shm/chuangjian-tests-XXXXXX)"
  export TMPDIR
  trap 'rm -rf "$TMPDIR"' EXIT
fi

unset DISPLAY WAYLAND_DISPLAY
export QT_QPA_PLATFORM=offscreen
bin=.venv/bin
failed=0
check() { # name, command …
  printf '== %s\n' "$1"
  "${@:2}" || { printf '== %s: FAILED\n' "$1"; failed=1; }
}
check 'style' $bin/ruff check .
check 'format' $bin/ruff format --check .
check 'types' $bin/pyright
check 'imports' $bin/lint-imports --no-logo

# The domain is pure arithmetic and rules: nothing of it may go untried by its own tests. They do not run twice.
rest=()
if [ "$#" = 0 ]; then
  rest=(--ignore=tests/domain)
  check 'domain, every line and branch' $bin/python -m pytest tests/domain -q -n auto --cov=chuangjian_desktop/domain \
    --cov-report=term-missing:skip-covered --cov-fail-under=100
fi

# Coverage of all the rest takes as long again as the tests: it is measured when asked for.
measured=()
if [ "${1-}" = --coverage ]; then
  shift
  measured=(--cov --cov-report=term)
fi
printf '== tests\n'
mkdir -p build
status=0
$bin/python -m pytest -n auto --dist loadfile --durations=10 "${measured[@]}" "${rest[@]}" "$@" 2>&1 | tee build/pytest.txt || status=$?
if [ "$failed" = 1 ] || [ "$status" != 0 ]; then
  [ "$failed" = 0 ] || printf '== a check before the tests failed, see above\n'
  tail -n 1 build/pytest.txt
  exit 1
fi
