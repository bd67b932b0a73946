#!/usr/bin/env bash
# Puts nektos/act, a runner for GitHub workflows, into .tools/ for the end-to-end tests. Needs Go; pinned, so that a
# test means the same tomorrow. Does nothing when it is there.
set -euo pipefail
cd "$(dirname "$0")/.."
readonly version=v0.2.89

if [ -x .tools/act ] && .tools/act --version | grep -qF "${version#v}"; then
  echo "▸ act: $version is there"
  exit 0
fi
if ! command -v go >/dev/null; then
  echo "▸ act: Go was not found, so the workflow tests will be skipped (https://go.dev/dl)"
  exit 0
fi
echo "▸ act: building $version (a minute or two)"
mkdir -p .tools
if ! GOBIN=$PWD/.tools GOFLAGS=-mod=mod GOTOOLCHAIN=auto go install "github.com/nektos/act@$version" 2>.tools/act.log; then
  tail -n 3 .tools/act.log >&2
  echo "▸ act: could not be built, so the workflow tests will be skipped"
fi
