#!/usr/bin/env bash
# Makes sure that a Docker Engine with buildx answers, and changes nothing when one does.
#
#   scripts/setup-docker.sh
#
# Debian and Ubuntu: installs the distribution's packages (root or passwordless sudo) and starts
# the engine, through systemd where that runs, by hand elsewhere. Other systems: says what to do.
# Safe to run again at any time, also when the engine was installed earlier and has only stopped.
set -euo pipefail

readonly DAEMON_JSON=/etc/docker/daemon.json
readonly DATA_ROOT=/var/lib/docker
readonly ENGINE_LOG=/var/log/dockerd.log
readonly ENGINE_PID=/var/run/docker.pid
readonly CONTAINERD_PID=/var/run/docker/containerd/containerd.pid
readonly WAIT_SECONDS=60
readonly START_SECONDS=5 # an engine whose process is not there by then has given up

main() {
  if engine_answers && buildx_answers; then
    say "$(versions) already answer, nothing to do"
    return
  fi
  refuse_remote_engine
  require_root
  if ! command -v dockerd >/dev/null || ! buildx_answers; then
    install
  fi
  start
  wait_until_ready
  say "$(versions) answer"
}

say() { printf '▸ docker: %s\n' "$*"; }

# $1: what was found, $2: the remedy.
fail() {
  printf '✗ docker: %s\n  %s\n' "$1" "${2//$'\n'/$'\n'  }" >&2
  exit 1
}

as_root() {
  if [[ $EUID -eq 0 ]]; then "$@"; else sudo -n "$@"; fi
}

# The server's version, not the exit code of `docker info`: old clients exit 0 without an engine.
engine_answers() {
  [[ -n $(timeout 10 "$@" docker version --format '{{.Server.Version}}' 2>/dev/null) ]]
}

# Its process is there, whether it answers yet or not. pgrep is not on every machine.
engine_runs() { grep -qsx dockerd /proc/[0-9]*/comm; }

engine_answers_root() { [[ $EUID -ne 0 ]] && engine_answers sudo -n; }

buildx_answers() { docker buildx version >/dev/null 2>&1; }

versions() {
  local buildx
  buildx=$(docker buildx version | awk '{print $2}')
  echo "Docker Engine $(docker version --format '{{.Server.Version}}') and buildx $buildx"
}

# An engine somewhere else is its owner's to start: installing one here would not help.
refuse_remote_engine() {
  local host=${DOCKER_HOST:-}
  if [[ -z $host || $host == unix:///var/run/docker.sock ]] || engine_answers; then return; fi
  fail "no engine answers at DOCKER_HOST=$host" "start that engine, or unset DOCKER_HOST to use one on this machine"
}

require_root() {
  if [[ $(uname -s) != Linux ]]; then
    fail "no Docker Engine with buildx answers on this $(uname -s) machine" \
      "install and start Docker Desktop (https://docs.docker.com/desktop/), then run this script again"
  fi
  if ! as_root true 2>/dev/null; then
    fail "no Docker Engine with buildx answers, and $(id -un) may not install one" \
      "run this script as root or with passwordless sudo, or follow https://docs.docker.com/engine/install/"
  fi
}

# ---- install ----

install() {
  if ! command -v apt-get >/dev/null; then
    fail "Docker Engine or buildx is missing and this system has no apt-get" \
      "install both as https://docs.docker.com/engine/install/ says, then run this script again"
  fi
  turn_on_containerd_store
  local packages output
  if is_bookworm && ! has_docker_ce; then
    add_forky
    packages=(docker.io/forky docker-cli/forky docker-buildx/forky containerd/forky runc iptables)
  fi
  say "updating the package lists"
  as_root apt-get update -qq
  if [[ -z ${packages+set} ]]; then
    mapfile -t packages < <(distribution_packages)
  fi
  say "installing ${packages[*]}"
  output=$(as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${packages[@]}" 2>&1) ||
    fail "apt-get could not install ${packages[*]}" "$(tail -n 15 <<<"$output")"
}

# Docker's own packages (docker-ce) conflict with the distribution's.
has_docker_ce() { dpkg-query -W -f '${Status}' docker-ce 2>/dev/null | grep -q 'ok installed'; }

distribution_packages() {
  if has_docker_ce; then
    echo docker-buildx-plugin
    return
  fi
  printf '%s\n' docker.io docker-buildx iptables
  # Debian splits the client off from docker.io; Ubuntu does not.
  if apt-cache policy docker-cli | grep -q 'Candidate: [0-9]'; then echo docker-cli; fi
}

# Debian 12 packages an engine without buildx.
is_bookworm() {
  # shellcheck source=/dev/null
  [[ $(. /etc/os-release && echo "$ID:${VERSION_CODENAME:-}") == debian:bookworm ]]
}

# Debian forky's engine has buildx and installs beside bookworm. The low pin keeps every other
# package where it is: nothing comes from forky unless it is asked for by name.
add_forky() {
  local uri
  # shellcheck disable=SC2016 # $(REPO_URI) is apt's own syntax
  uri=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Codename: bookworm' 2>/dev/null | head -n 1)
  if [[ -z $uri ]]; then fail 'apt knows no mirror of Debian bookworm.' 'Add one to /etc/apt/sources.list.d and run this again.'; fi
  write_if_different /etc/apt/sources.list.d/forky.sources <<END
Types: deb
URIs: $uri
Suites: forky
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
END
  write_if_different /etc/apt/preferences.d/forky <<'END'
Package: *
Pin: release n=forky
Pin-Priority: 50
END
}

# Docker 29's default image store; 28 has it behind this switch. It is what lets a local image be
# multi-platform. Never changed for an engine that has a configuration or images of its own: the
# other store's images would seem to vanish.
turn_on_containerd_store() {
  if [[ -e $DAEMON_JSON ]] || as_root test -e "$DATA_ROOT/image"; then return; fi
  write_if_different "$DAEMON_JSON" <<<'{"features": {"containerd-snapshotter": true}}'
}

# Standard input becomes the file $1.
write_if_different() {
  local content
  content=$(cat)
  if [[ -e $1 && $(cat "$1") == "$content" ]]; then return; fi
  say "writing $1"
  as_root mkdir -p "$(dirname "$1")"
  as_root tee "$1" <<<"$content" >/dev/null
}

# ---- start ----

start() {
  if engine_answers || engine_answers_root; then return; fi
  if [[ -d /run/systemd/system ]]; then
    say "starting the engine (systemctl start docker)"
    as_root systemctl start docker || true # wait_until_ready shows the journal
  elif engine_runs; then
    say "an engine is starting already, waiting for it"
  else
    start_by_hand
  fi
}

# A new session, with no file of ours open: the engine outlives this script and its terminal.
start_by_hand() {
  remove_stale_pid_file "$ENGINE_PID" dockerd
  remove_stale_pid_file "$CONTAINERD_PID" containerd
  say "starting the engine (dockerd, log in $ENGINE_LOG)"
  as_root sh -c "cd / && exec setsid --fork dockerd >>'$ENGINE_LOG' 2>&1 </dev/null"
}

# An engine that was killed leaves its pid files. When another process has got that number since,
# dockerd takes it for a running engine and refuses to start. $1: file, $2: the program it is of.
remove_stale_pid_file() {
  local pid
  pid=$(as_root cat "$1" 2>/dev/null) || return 0
  if [[ $(cat "/proc/$pid/comm" 2>/dev/null) == "$2" ]]; then return; fi
  say "removing the stale $1"
  as_root rm -f "$1"
}

wait_until_ready() {
  local began=$SECONDS waited
  until engine_answers; do
    waited=$((SECONDS - began))
    if ((waited >= WAIT_SECONDS)) || { ((waited >= START_SECONDS)) && ! engine_runs; }; then
      explain_silence "$waited"
    fi
    sleep 0.5
  done
  if ! buildx_answers; then
    fail "the engine answers, but \`docker buildx version\` does not" \
      "$(docker buildx version 2>&1 | head -n 1); check that $(command -v docker) sees the buildx plugin (docker info lists it)"
  fi
}

# $1: seconds waited
explain_silence() {
  if engine_answers_root; then
    fail "the engine answers root, but not $(id -un)" \
      "run: sudo usermod -aG docker $(id -un), then log in again"
  fi
  fail "the engine does not answer after $1 s; the last lines of its log:" "$(engine_log)"
}

engine_log() {
  if [[ -d /run/systemd/system ]]; then
    as_root journalctl -u docker -n 5 --no-pager
  else
    as_root tail -n 5 "$ENGINE_LOG"
  fi
}

main "$@"
