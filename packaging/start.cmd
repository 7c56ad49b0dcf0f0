@echo off
rem The same as start.sh, for Windows 10 and 11. Written with care, not run by us yet: see README.md.
setlocal
cd /d "%~dp0.."
call packaging\set-up.cmd || exit /b 1
.venv\Scripts\python.exe main.py --demo %*
