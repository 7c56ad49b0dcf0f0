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

printf '== tests\n'
mkdir -p build
rm -f .coverage .coverage.*
status=0
[ "$#" = 0 ] || set -- --cov-fail-under=0 "$@"
$bin/python -m pytest -n auto --dist loadfile --cov --cov-report=term --durations=10 "$@" 2>&1 | tee build/pytest.txt || status=$?

# The domain is pure arithmetic and rules: nothing of it may go untried. Asked only when everything ran.
if [ "$status" = 0 ] && [ "$#" = 0 ] &&
  ! $bin/coverage report --include='chuangjian_desktop/domain/*' --fail-under=100 >build/domain.txt 2>&1; then
  printf '== chuangjian_desktop/domain is not covered wholly:\n'
  cat build/domain.txt
  status=1
fi
if [ "$failed" = 1 ] || [ "$status" != 0 ]; then
  [ "$failed" = 0 ] || printf '== a check before the tests failed, see above\n'
  tail -n 1 build/pytest.txt
  exit 1
fi
