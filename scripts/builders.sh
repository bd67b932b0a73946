#!/usr/bin/env bash
# Makes what the end-to-end tests need for builders that are not the Docker Engine's own.
#
#   scripts/builders.sh
#
# - buildkitd and buildctl of a pinned release, for `docker buildx create --driver remote`
# - the image local/buildkit, for `--driver docker-container --driver-opt image=local/buildkit,network=host`
# - the content of a registry with the stand-ins of base-images.sh: such builders do not see the local image store
#
# Only builds: __tests__/e2e/builders.ts starts registries and builders and ends them. Everything lands in
# .tools/builders, where the next run finds it without network. What this machine cannot have is said, with the tests
# that are skipped for it, and is no failure.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly BUILDKIT=v0.25.2 # as scripts/builders/buildkit/go.mod has it, which pins everything else
readonly PARTS=$PWD/.tools/builders
readonly IMAGE=local/buildkit
readonly WAIT_SECONDS=15

work=        # temporary folder, removed at the end
registry_pid= # of the registry that is being filled

main() {
  work=$(mktemp -d)
  trap clean_up EXIT
  mkdir -p "$PARTS"
  require_machine
  programs
  registry_program
  base_images
  builder_image
}

say() { printf '▸ builders: %s\n' "$*"; }

# What is missing is not this script's to mend: the tests say "skipped" for the same reason.
skip() {
  say "$*, so the tests on builders of the drivers remote and docker-container will be skipped"
  exit 0
}

clean_up() {
  if [[ -n $registry_pid ]]; then kill "$registry_pid" 2>/dev/null || true; fi
  rm -rf "$work"
}

require_machine() {
  local program
  [[ $(uname -s) == Linux ]] || skip "buildkitd runs on Linux only, this is $(uname -s)"
  [[ $EUID -eq 0 ]] || sudo -n true 2>/dev/null || skip "buildkitd needs root or passwordless sudo"
  for program in docker go runc; do
    command -v "$program" >/dev/null || skip "$program was not found"
  done
  [[ -n $(docker version --format '{{.Server.Version}}' 2>/dev/null) ]] || skip "no Docker Engine answers"
}

# ---- programs ----

programs() {
  local wanted began=$SECONDS
  wanted=$(cat scripts/builders/buildkit/go.{mod,sum} | sha256sum)
  if [[ -x $PARTS/bin/buildctl && $(cat "$PARTS/bin/sum" 2>/dev/null) == "$wanted" ]]; then
    say "buildkitd $BUILDKIT is there"
    return
  fi
  # The version is what `docker buildx inspect` shows.
  if ! (cd scripts/builders/buildkit && CGO_ENABLED=0 GOWORK=off GOTOOLCHAIN=auto GOFLAGS='-mod=readonly -buildvcs=false' \
    go build -trimpath -ldflags="-s -w -X github.com/moby/buildkit/version.Version=$BUILDKIT" -o "$work/bin/" \
    github.com/moby/buildkit/cmd/buildkitd github.com/moby/buildkit/cmd/buildctl) 2>"$work/go.log"; then
    tail -n 3 "$work/go.log" >&2
    skip "buildkitd $BUILDKIT could not be built"
  fi
  echo "$wanted" >"$work/bin/sum"
  rm -rf "${PARTS:?}/bin"
  mv "$work/bin" "$PARTS/bin"
  say "built buildkitd and buildctl $BUILDKIT in $((SECONDS - began)) s"
}

registry_program() {
  local program
  program=$(scripts/registry.sh program 2>"$work/registry.log") || skip "$(tail -n 1 "$work/registry.log")"
  ln -sfn "$program" "$PARTS/docker-registry"
  say "the registry is $program"
}

# ---- base images ----

# What base-images.sh could pull, these builders can pull too. Its stand-ins go into the registry.
base_images() {
  local image digest address='' count=0 begun=$SECONDS
  mkdir -p "$PARTS/registry"
  while read -r image; do
    digest=$(docker image inspect --format '{{.Id}}' "$image")
    count=$((count + 1))
    if [[ $(cat "$(link_of "$image")" 2>/dev/null) == "$digest" ]]; then continue; fi
    if [[ -z $address ]]; then
      start_registry
      address=$(registry_address)
    fi
    push "$image" "$address"
  done < <(stand_ins)
  if ((count == 0)); then
    say "no stand-in is here (scripts/base-images.sh makes them where no registry answers): builders pull base images"
  else
    say "the registry has $count stand-in images ($((SECONDS - begun)) s)"
  fi
}

stand_ins() {
  local image label=org.opencontainers.image vendor title
  while read -r image; do
    read -r vendor title < <(
      docker image inspect --format "{{or (index .Config.Labels \"$label.vendor\") \"-\"}} {{index .Config.Labels \"$label.title\"}}" "$image" 2>/dev/null
    ) || continue
    # Those of Debian are large, and builders here compile no C. Copies that tests tagged otherwise keep the label.
    if [[ $vendor == - && $title == "stand-in for $image" ]]; then echo "$image"; fi
  done < <(docker image ls --format '{{.Repository}}:{{.Tag}}' | grep -v '<none>')
}

# golang:1.27 → library/golang:1.27, gcr.io/distroless/static:nonroot → distroless/static:nonroot: the name on a mirror.
name_on_mirror() {
  case $1 in
    *.*/*) echo "${1#*/}" ;;
    */*) echo "$1" ;;
    *) echo "library/$1" ;;
  esac
}

# Where the registry keeps the digest of a tag.
link_of() {
  local name
  name=$(name_on_mirror "$1")
  echo "$PARTS/registry/docker/registry/v2/repositories/${name%:*}/_manifests/tags/${name##*:}/current/link"
}

# The engine takes a registry on loopback without TLS. $2: address
push() {
  local target
  target=$2/$(name_on_mirror "$1")
  docker tag "$1" "$target"
  if ! docker push --quiet "$target" >"$work/push.log" 2>&1; then
    docker rmi "$target" >/dev/null
    skip "$1 could not be pushed to $target: $(tail -n 1 "$work/push.log")"
  fi
  docker rmi "$target" >/dev/null # the tag alone; the image has its own name still
}

start_registry() {
  local began=$SECONDS
  cat >"$work/registry.yml" <<YAML
version: 0.1
log: {accesslog: {disabled: true}}
storage: {filesystem: {rootdirectory: $PARTS/registry}}
http: {addr: "127.0.0.1:0"}
YAML
  OTEL_TRACES_EXPORTER=none "$PARTS/docker-registry" serve "$work/registry.yml" >"$work/registry.log" 2>&1 </dev/null &
  registry_pid=$!
  until [[ -n $(registry_address) ]]; do
    if ((SECONDS - began >= WAIT_SECONDS)); then skip "the registry does not start: $(tail -n 1 "$work/registry.log")"; fi
    sleep 0.1
  done
}

# The port is the system's choice.
registry_address() { sed -n 's/.*listening on \(127[0-9.]*:[0-9]*\).*/\1/p' "$work/registry.log" | head -n 1; }

# ---- local/buildkit ----

# What moby/buildkit has and a build of these tests needs: buildkitd, buildctl (buildx calls it in the container), runc
# with its libraries, a shell, CA certificates.
builder_image() {
  local sum library
  sum=$(cat "$PARTS/bin/sum" "$(command -v runc)" scripts/builders.sh | sha256sum | cut -d ' ' -f 1)
  if [[ $(docker image inspect --format '{{index .Config.Labels "sum"}}' "$IMAGE" 2>/dev/null) == "$sum" ]]; then
    say "the image $IMAGE is there"
    return
  fi
  mkdir -p "$work"/root/{bin,usr/bin,etc/ssl/certs,tmp,var/lib/buildkit}
  cp "$PARTS"/bin/build{kitd,ctl} "$(command -v runc)" "$work/root/usr/bin/"
  ldd "$(command -v runc)" 2>/dev/null | grep -oE '/[^ ]+' | while read -r library; do
    cp --dereference --parents "$library" "$work/root/"
  done
  cp --dereference /etc/ssl/certs/ca-certificates.crt "$work/root/etc/ssl/certs/" || true
  add_shell
  # The builder named like the docker context is the one that shares the local image store.
  if ! docker buildx build --builder "$(docker context show)" --provenance=false --label "sum=$sum" --tag "$IMAGE" \
    --file - "$work/root" >"$work/image.log" 2>&1 <<'END'; then
FROM scratch
COPY . /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
VOLUME /var/lib/buildkit
ENTRYPOINT ["buildkitd"]
END
    tail -n 5 "$work/image.log" >&2
    skip "the image $IMAGE could not be built"
  fi
  say "built the image $IMAGE"
}

# Debian's busybox-static with a link for each of its applets.
add_shell() {
  local busybox applet
  (cd "$work" && apt-get download -qq -o APT::Sandbox::User="$(id -un)" busybox-static >/dev/null 2>&1 &&
    dpkg-deb -x busybox-static_*.deb busybox) || skip "the package busybox-static could not be downloaded"
  busybox=$(find "$work/busybox" -path '*bin/busybox' -type f)
  cp "$busybox" "$work/root/bin/busybox"
  for applet in $("$busybox" --list); do
    if [[ $applet != busybox ]]; then ln -s busybox "$work/root/bin/$applet"; fi
  done
}

main "$@"
