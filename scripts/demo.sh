#!/usr/bin/env bash
# Runs the main job for real: the built action as a step of a push to main, then of a pull request, on an example or on
# a Go project of yours.
#
#   ./scripts/demo.sh          examples/notes; the pull request adds a dependency
#   ./scripts/demo.sh DIR      your project, in a copy; the pull request changes a comment
set -euo pipefail
cd "$(dirname "$0")/.."
repository=$PWD
project=${1:-}
if [ -n "$project" ]; then project=$(cd "$OLDPWD" && cd "$project" && pwd); fi

# shellcheck source=scripts/npm.sh
source scripts/npm.sh
install_packages
./scripts/setup-docker.sh
node=$(action_node)
read -r -a images <<<"$("$node" --no-warnings scripts/demo/images.ts "${project:-$repository/examples/notes}")"
if [ "${#images[@]}" -gt 0 ]; then ./scripts/base-images.sh "${images[@]}"; fi
exec "$node" --no-warnings scripts/demo/demo.ts "$project"
