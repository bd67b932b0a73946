#!/usr/bin/env bash
# Makes sure that a container registry (Debian's docker-registry) answers on this machine's loopback interface.
#
#   scripts/registry.sh [program]
#
# Prints its address, `127.0.0.1:PORT`, as the last line of the standard output; with `program` it starts nothing and
# prints the path of the program, for tests that start registries of their own. Safe to run again at any time: what is
# installed or runs already is used. The package is unpacked into a folder, not installed, which
# needs no privileges once apt knows its lists. Exit code 3: this machine cannot have one, with the reason on the standard error.
#
# GO_IMAGE_REGISTRY_PORT   5000 unless set
# GO_IMAGE_REGISTRY_DIR    program, configuration, log and content; ~/.cache/go-image/registry unless set
set -euo pipefail

readonly PORT=${GO_IMAGE_REGISTRY_PORT:-5000}
readonly DIR=${GO_IMAGE_REGISTRY_DIR:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/go-image/registry}
readonly DATA=$DIR/$PORT
readonly ADDRESS=127.0.0.1:$PORT
readonly WAIT_SECONDS=15
readonly CANNOT=3

main() {
  if [[ ${1:-} == program ]]; then
    program
    return
  fi
  if [[ $# -gt 0 ]]; then
    printf '✗ registry: unknown argument %s; the only one is: program\n' "$1" >&2
    exit 2
  fi
  if answers; then
    say "a registry answers at $ADDRESS already, nothing to do"
  else
    start
  fi
  echo "$ADDRESS"
}

# The standard output is for the address.
say() { printf '▸ registry: %s\n' "$*" >&2; }

cannot() {
  printf '✗ registry: %s\n' "$*" >&2
  exit "$CANNOT"
}

# Any registry says what it speaks, also one that wants a login.
answers() {
  local headers
  headers=$(curl --silent --noproxy '*' --max-time 3 --output /dev/null --dump-header - "http://$ADDRESS/v2/") || return
  [[ ${headers,,} == *'docker-distribution-api-version: registry/2'* ]]
}

# ---- the program ----

program() {
  installed && return
  install
  installed || cannot "docker-registry was installed, but there is no such program"
}

installed() {
  command -v docker-registry && return
  [[ -x $DIR/package/usr/bin/docker-registry ]] && echo "$DIR/package/usr/bin/docker-registry"
}

install() {
  command -v apt-get >/dev/null || cannot "docker-registry is not on PATH, and this system has no apt-get to fetch it with"
  if ! known && [[ $EUID -eq 0 ]]; then
    say "updating the package lists"
    apt-get update -qq >&2 || cannot "apt-get could not update the package lists"
  fi
  known || cannot "docker-registry is not on PATH, and apt-get does not know such a package"
  say "fetching Debian's docker-registry into $DIR"
  fetch
}

known() { [[ $(apt-cache policy docker-registry 2>/dev/null) == *'Candidate: '[0-9]* ]]; }

# Unpacked, not installed: the package would start a service and make a user. The program is static but for libc.
fetch() {
  local folder output
  mkdir -p "$DIR"
  folder=$(mktemp -d "$DIR/fetch-XXXXXX")
  chmod 755 "$folder" # apt's download user must get in
  if ! output=$(cd "$folder" && apt-get download -qq docker-registry 2>&1) ||
    ! output=$(dpkg-deb -x "$folder"/docker-registry_*.deb "$folder/package" 2>&1); then
    rm -rf "$folder"
    cannot "docker-registry could not be fetched: $(tail -n 3 <<<"$output")"
  fi
  # Another run may have been faster; its copy is as good.
  mv -T "$folder/package" "$DIR/package" 2>/dev/null || true
  rm -rf "$folder"
}

# ---- the process ----

start() {
  local program began=$SECONDS
  program=$(program)
  mkdir -p "$DATA/content"
  # The packaged configuration demands a password.
  cat >"$DATA/config.yml" <<YAML
version: 0.1
log: {level: warn, accesslog: {disabled: true}}
storage: {filesystem: {rootdirectory: $DATA/content}, delete: {enabled: true}}
http: {addr: "$ADDRESS"}
YAML
  say "starting $program (log in $DATA/log)"
  # A session of its own, with no file of ours open: it outlives this script and its terminal.
  OTEL_TRACES_EXPORTER=none setsid --fork "$program" serve "$DATA/config.yml" >>"$DATA/log" 2>&1 </dev/null
  until answers; do
    if ((SECONDS - began >= WAIT_SECONDS)); then
      cannot "it does not answer at $ADDRESS after $WAIT_SECONDS s; the last lines of its log: $(tail -n 3 "$DATA/log")"
    fi
    sleep 0.1
  done
}

main "$@"
