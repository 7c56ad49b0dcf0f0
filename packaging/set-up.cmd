@echo off
rem Called by start.cmd and test.cmd: virtual environment and packages. Not run by us yet: see README.md.
set "CJ_PYTHON="
py -3.11 -c "pass" >nul 2>nul && set "CJ_PYTHON=py -3.11"
if not defined CJ_PYTHON python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "CJ_PYTHON=python"
if not defined CJ_PYTHON (
  echo Python 3.11 or newer is needed. 需要 Python 3.11 或更新版本。
  exit /b 1
)
if not exist .venv\Scripts\python.exe (
  %CJ_PYTHON% -m venv .venv || exit /b 1
)
fc /b requirements.lock .venv\installed.lock >nul 2>nul && exit /b 0
.venv\Scripts\python.exe -m pip install --disable-pip-version-check --no-input -q --require-hashes -r requirements.lock || exit /b 1
copy /y requirements.lock .venv\installed.lock >nul
exit /b 0
