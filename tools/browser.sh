#!/usr/bin/env bash
# Finds a Chromium and a Chinese font for the browser tests; installs Debian's where it may.
set -euo pipefail
have_browser() { command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1; }
have_font() { ! command -v fc-list >/dev/null 2>&1 || fc-list :lang=zh | grep -q .; }
have_browser && have_font && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk fontconfig >/dev/null
  exit 0
fi
echo "Chromium and a Chinese font are missing: apt install chromium fonts-noto-cjk" >&2
exit 1
