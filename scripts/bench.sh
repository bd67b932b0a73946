#!/usr/bin/env bash
# Measures this action against its peers in one sitting, on this machine, and prints ratios.
#
#   ./scripts/bench.sh [rebuild|overhead] [--yes] [--runs N] [--build-push-action DIR] [--json]
#   ./scripts/bench.sh cache --yes [--quick] [--ways WAY,WAY…] [--shared] [--json]
#   ./scripts/bench.sh memory [--json]
#   ./scripts/bench.sh image [--runs N] [--json]
#   ./scripts/bench.sh share [--json]
#   ./scripts/bench.sh check [--json]
#
# rebuild   a one-line change to examples/notes on a fresh builder: without any cache, with layer caches only, and with
#           this action. Empties the builder's cache between runs (docker buildx prune --all), so it asks for --yes.
# overhead  the whole step where everything is cached already: raw buildx, docker/build-push-action from a checkout of
#           it in DIR, and this action with comment, caches, checks and measuring on.
#
# cache     a change in a leaf package and one in main of a small program over large modules (scripts/bench/large), on
#           a fresh builder: cold, layer caches, copying trees in and out, this action's ways, and go build on this
#           machine with the image around it. Half an hour; --quick leaves the change in main out, --ways takes some of
#           cold,layer,copy-tree,portable,direct,runner,go-build,ko (ko where it is installed), and --shared leaves
#           what else the builder has alone, so that only the mounts are fresh (not for layer).
#
# memory    the most that the action's own process takes with a cache of two gigabytes. Five minutes.
#
# image     reading an image: a small service, one of 100 MB and a toolchain of 1 GB, from a docker archive and from a
#           registry on this machine, against dive as a CI tool and against what crane and skopeo (where it is
#           installed) only fetch and unpack; then again with the layers known, what a registry sends twice, and what
#           measuring adds to a build. Some minutes; dive and crane come from the Go module proxy.
#
# share     how large a difference may become, as a share of its base, before the default branch writes a new base:
#           rates measured here, then simulated pushes with the action's own decisions (docs/cache-share.md). Two
#           or three minutes, without Docker; the first run compiles for some minutes more and keeps two gigabytes
#           in the temporary folder.
#
# check     the Dockerfile check on all fixtures and 500 generated files, against hadolint from PyPI: time of a file, of
#           all and from start to end, and memory. Half a minute, without Docker; needs python3 for hadolint.
#
# Without a name it runs the first two.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/npm.sh
source scripts/npm.sh
install_packages >&2
if [ "${1:-}" != share ] && [ "${1:-}" != check ]; then
  ./scripts/setup-docker.sh >&2
  if [ "${1:-}" = image ]; then ./scripts/base-images.sh golang:1.27-trixie >&2; fi
  ./scripts/base-images.sh golang:1.26-alpine golang:1.27-alpine gcr.io/distroless/static-debian13:nonroot >&2
fi
exec "$(action_node)" --no-warnings scripts/bench/bench.ts "$@"
