#!/usr/bin/env bash
# Makes .venv with Python 3.10 and every package of requirements.lock; does nothing when that is so already.
set -euo pipefail
cd "$(dirname "$0")/.."

find_python() {
  local candidate
  for candidate in "${PYTHON:-}" python3.10 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10*/bin/python3.10 /usr/local/bin/python3.10; do
    [ -n "$candidate" ] || continue
    if "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null; then echo "$candidate"; return; fi
  done
  command -v uv >/dev/null 2>&1 && uv python find 3.10 2>/dev/null && return
  return 1
}

stamp=.venv/requirements.sha256
wanted=$(cat requirements.lock pyproject.toml | sha256sum)
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && exit 0

python=$(find_python) || {
  echo "Python 3.10 is missing: install it (apt install python3.10 python3.10-venv, or pyenv install 3.10) or name it with PYTHON=/path/to/python3.10" >&2
  exit 1
}
echo "environment: $($python --version), $(grep -c == requirements.lock) packages"
[ -x .venv/bin/python ] || "$python" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-warn-script-location --require-hashes --use-pep517 \
  -r requirements.lock 2> >(grep -vE '^WARNING: Location|DEPRECATION' >&2)
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . \
  2> >(grep -vE '^WARNING: Location|DEPRECATION' >&2)
echo "$wanted" > "$stamp"
