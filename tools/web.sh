#!/usr/bin/env bash
# Builds the pages into assistant/web/dist when their sources have changed; "check" checks their types instead.
set -euo pipefail
cd "$(dirname "$0")/../assistant/web"

command -v node >/dev/null 2>&1 && command -v npm >/dev/null 2>&1 || {
  echo "Node.js is missing: install version 20 or newer with npm (https is not needed at run time, only for this build)" >&2
  exit 1
}
major=$(node --version | sed -E 's/v([0-9]+).*/\1/')
[ "$major" -ge 20 ] || { echo "Node.js $(node --version) is too old: version 20 or newer is needed" >&2; exit 1; }

if [ ! -f node_modules/.lock.sha256 ] || [ "$(cat node_modules/.lock.sha256)" != "$(sha256sum < package-lock.json)" ]; then
  npm ci --no-audit --no-fund --loglevel=error
  sha256sum < package-lock.json > node_modules/.lock.sha256
fi
if [ "${1:-}" = check ]; then exec npm run --silent check; fi

wanted=$(find src public ./*.html desk ./*.json ./*.ts -type f -print0 2>/dev/null | sort -z | xargs -0 sha256sum | sha256sum)
[ -f dist/.sources.sha256 ] && [ "$(cat dist/.sources.sha256)" = "$wanted" ] && exit 0
npm run --silent build
echo "$wanted" > dist/.sources.sha256
