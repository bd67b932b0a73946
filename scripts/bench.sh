#!/usr/bin/env bash
# Measures this action against its peers in one sitting, on this machine, and prints ratios.
#
#   ./scripts/bench.sh [rebuild|overhead] [--yes] [--runs N] [--build-push-action DIR] [--json]
#
# rebuild   a one-line change to examples/notes on a fresh builder: without any cache, with layer caches only, and with
#           this action. Empties the builder's cache between runs (docker buildx prune --all), so it asks for --yes.
# overhead  the whole step where everything is cached already: raw buildx, docker/build-push-action from a checkout of
#           it in DIR, and this action with comment, caches, checks and measuring on.
#
# Without a name it runs both.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/npm.sh
source scripts/npm.sh
install_packages >&2
./scripts/setup-docker.sh >&2
./scripts/base-images.sh golang:1.26-alpine golang:1.27-alpine gcr.io/distroless/static-debian13:nonroot >&2
exec "$(action_node)" --no-warnings scripts/bench/bench.ts "$@"
