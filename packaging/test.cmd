@echo off
rem The same as test.sh, for Windows 10 and 11. Written with care, not run by us yet: see README.md.
setlocal
cd /d "%~dp0.."
call packaging\set-up.cmd || exit /b 1
set "QT_QPA_PLATFORM=offscreen"
set "PYTHONUTF8=1"
set "CJ_FAILED=0"
.venv\Scripts\ruff.exe check . || set "CJ_FAILED=1"
.venv\Scripts\ruff.exe format --check . || set "CJ_FAILED=1"
.venv\Scripts\pyright.exe || set "CJ_FAILED=1"
.venv\Scripts\lint-imports.exe --no-logo || set "CJ_FAILED=1"
.venv\Scripts\python.exe -m pytest %* || set "CJ_FAILED=1"
exit /b %CJ_FAILED%
