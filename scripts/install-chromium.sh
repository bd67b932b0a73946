#!/usr/bin/env bash
# Sees to a Chromium for the tests of the HTML report. Does nothing where one is there; installs Debian's package where
# it may, as root or with passwordless sudo; else says so, and those tests are skipped.
set -euo pipefail

for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then
    echo "▸ chromium: $(command -v "$name") is there"
    exit 0
  fi
done

run_as_root=()
if [[ $EUID -ne 0 ]]; then run_as_root=(sudo -n); fi
# Ubuntu's package of this name is a snap, which does not start on most runners; those have google-chrome.
if ! grep -qs '^ID=debian' /etc/os-release || ! "${run_as_root[@]}" true 2>/dev/null; then
  echo "▸ chromium: none here and none that may be installed, so the tests of the HTML report will be skipped"
  exit 0
fi
echo "▸ chromium: installing Debian's package"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! "${run_as_root[@]}" sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium' >"$log" 2>&1; then
  tail -n 3 "$log" >&2
  echo "▸ chromium: could not be installed, so the tests of the HTML report will be skipped"
fi
