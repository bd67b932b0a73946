#!/usr/bin/env bash
# How often the Dockerfile check is right, and how much it finds, on the public Dockerfiles that were read by hand for
# docs/precision (see docs/precision.md). Not part of the tests: it needs the network, minutes and gigabytes.
#
#   ./scripts/precision.sh [--from 'DIR/{owner}/{name}.git'] [--trees DIR] [--only WORD] [--list [--rule ID]…] [--strict] [--json]
#
# Clones each repository from GitHub, or takes the one that --from names, and keeps its files in --trees. --list says what
# the check and the reader do not agree on. --strict leaves the second looks out.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/npm.sh
source scripts/npm.sh
install_packages >&2
exec "$(action_node)" --no-warnings scripts/precision/precision.ts "$@"
