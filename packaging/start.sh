#!/usr/bin/env bash
# Sets up what is missing, then starts the program on the demo city. Without a display it makes the same round
# headless, and says where its sheets, notices and screenshots are. Options go to the program.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. packaging/set-up.sh

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  set_up $window
  exec .venv/bin/python main.py --demo "$@"
fi

set_up
export QT_QPA_PLATFORM=offscreen
place=$PWD/demo
if [ ! -d "$place" ]; then
  mkdir -p build
  rm -rf build/demo
  .venv/bin/python main.py demo build/demo >&2
  mv build/demo "$place"
fi
.venv/bin/python main.py screenshots "$place/office.cjdb" --out "$place/screenshots" >&2

cat <<END
没有显示器，已在后台走完演示城市的一轮测评（without a display, the demo round was made headless）:
  工作文件 workspaces      $place/office.cjdb, team-*.cjdb
  评分表、台账、通知书 documents  $place/documents/
  界面截图 screenshots     $place/screenshots/
END
find "$place/documents" "$place/screenshots" -type f | sort
