#!/usr/bin/env bash
# Sets this machine up and runs every check and test of the project. The last line is the result.
#
#   ./scripts/test.sh
#
# A check that fails does not stop the others. Needs Node.js, Go and git; Docker and base images are seen to by
# setup-docker.sh and base-images.sh. What is there already is not fetched again.
# shellcheck disable=SC2317 # phases call functions by name
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/npm.sh
source scripts/npm.sh

readonly OLDEST_NODE=20
results=$(mktemp -d)
readonly results
trap 'rm -rf "$results"' EXIT

passed=0 failed=0 skipped=0
ran=0    # tests that ran, checks not counted
status=0 # exit code of the last phase
times=()

main() {
  set_up 'packages' packages
  if ((status != 0)); then finish; fi # nothing else can run
  set_up 'Docker' ./scripts/setup-docker.sh
  set_up 'emulation of other platforms' emulation
  set_up 'base images' ./scripts/base-images.sh
  set_up 'act, an independent runner' ./scripts/install-act.sh
  set_up 'Chromium' ./scripts/install-chromium.sh
  check 'types' npm run --silent typecheck
  check 'lint' npm run --silent lint
  check 'README tables' node scripts/readme.js --check
  tests 'unit tests' test
  check 'dist/ is what src/ gives' dist_is_fresh
  check 'dist/ builds to the same bytes again' dist_is_reproducible
  tests 'end-to-end tests' test:e2e
  finish
}

# ---- phases ----

# $1: name, then the command. A plain statement, because in a condition bash would go on after a failure inside it.
phase() {
  local name=$1 began=$SECONDS
  shift
  printf '\n▸ %s\n' "$name"
  set +e
  (
    set -e
    "$@"
  )
  status=$?
  set -e
  times+=("$(printf '%4d s  %s' $((SECONDS - began)) "$name")")
}

# Counts only when it fails.
set_up() {
  phase "$@"
  if ((status != 0)); then fail "$1"; fi
}

# Counts as one.
check() {
  phase "$@"
  if ((status == 0)); then passed=$((passed + 1)); else fail "$1"; fi
}

fail() {
  failed=$((failed + 1))
  printf '✗ %s failed\n' "$1"
}

# $1: name, $2: npm script that runs jest
tests() {
  local file=$results/$2.json p=0 f=0 s=0
  phase "$1" npm run --silent "$2" -- --json "--outputFile=$file"
  if [[ -s $file ]]; then read -r p f s < <(jest_counts "$file"); fi
  # A test file that cannot be loaded, or jest itself, fails without a failed test.
  if ((status != 0 && f == 0)); then f=1; fi
  if ((f > 0)); then printf '✗ %s failed\n' "$1"; fi
  passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s)) ran=$((ran + p + f))
}

# Passed, failed and skipped tests of a jest report.
jest_counts() {
  node -e '
    const report = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"))
    const failed = report.numFailedTests + report.numRuntimeErrorTestSuites
    console.log(report.numPassedTests, failed, report.numPendingTests + report.numTodoTests)
  ' "$1"
}

finish() {
  printf '\n▸ time\n'
  printf '%s\n' "${times[@]}"
  if ((ran == 0)); then printf '\n✗ no test ran\n'; fi
  printf '\n%d passed, %d failed' "$passed" "$failed"
  if ((skipped > 0)); then printf ', %d skipped' "$skipped"; fi
  printf '\n'
  if ((failed > 0 || ran == 0)); then exit 1; fi
  exit 0
}

# ---- what is checked ----

packages() {
  if ! command -v node >/dev/null || ! node -e "process.exit(parseInt(process.versions.node) < $OLDEST_NODE ? 1 : 0)"; then
    echo "Node.js $OLDEST_NODE or newer was not found: install it (https://nodejs.org) and run this again." >&2
    return 1
  fi
  install_packages
}

# Where it cannot be, the tests that need it say so.
emulation() { ./scripts/emulation.sh || true; }

dist_is_fresh() {
  local before untracked
  before=$(dist_sums)
  npm run --silent build
  if [[ $(dist_sums) != "$before" ]]; then
    echo "dist/ was not what src/ gives; it has been built afresh: commit it." >&2
    return 1
  fi
  if ! in_git rev-parse --is-inside-work-tree >/dev/null 2>&1; then return; fi
  untracked=$(in_git ls-files --others --exclude-standard -- dist)
  if [[ -n $untracked ]] || ! in_git diff --exit-code --stat -- dist; then
    printf 'dist/ is not as it was committed:\n%s\nCommit it.\n' "$untracked" >&2
    return 1
  fi
}

dist_is_reproducible() {
  local before
  before=$(dist_sums)
  npm run --silent build
  [[ $(dist_sums) == "$before" ]] || {
    echo "Two builds of the same sources differ." >&2
    return 1
  }
}

dist_sums() {
  if [[ -d dist ]]; then find dist -type f -exec sha256sum {} + | sort -k 2; fi
}

# The work tree may belong to another user than the one who runs the tests.
in_git() { git -c "safe.directory=$PWD" "$@"; }

main "$@"
