#!/usr/bin/env bash
# Makes sure that base images can be built upon, also where no registry can be reached.
#
#   scripts/base-images.sh [IMAGE...]
#
# For each image: one that is here already is left alone (no network is used), one whose registry
# answers is pulled, and for any other a stand-in is built under the official name. BuildKit's
# docker driver resolves FROM from the local image store, so Dockerfiles need no change. A stand-in
# has what the official image promises to a Go build and nothing more: builders are busybox, without
# gcc and package manager, but for those whose tag names a Debian release. This script and
# debian-stand-ins.sh are the only places that know about stand-ins. Where the engine emulates other
# platforms, those of Debian are for these too.
#
# local/golang-with-apk:1.27-alpine is golang:1.27-alpine with an apk that can install a C compiler:
# the official image where its registry answers.
set -euo pipefail
# shellcheck source=scripts/debian-stand-ins.sh
source "$(dirname "${BASH_SOURCE[0]}")/debian-stand-ins.sh"

readonly PURE_GO_IMAGES=(golang:1.27-alpine golang:1.26-alpine golang:1.26 gcr.io/distroless/static-debian13:nonroot alpine:3.22)
readonly C_IMAGES=(
  debian:trixie-slim golang:1.27-trixie local/golang-with-apk:1.27-alpine gcr.io/distroless/{base,cc}-debian13:nonroot
)
readonly PROBE_SECONDS=10
readonly STAND_IN_PLATFORMS=linux/amd64,linux/arm64,linux/arm/v7

# What a registry says when it answers and the image is not to be had.
readonly REFUSALS='not found|manifest unknown|denied|unauthorized|toomanyrequests'

declare -A registry_state=() # host → answers|silent, asked once per run
work=                        # temporary folder, removed at the end

main() {
  local image
  require_engine
  work=$(mktemp -d)
  trap 'rm -rf "$work" 2>/dev/null || as_root rm -rf --one-file-system "$work"' EXIT # debootstrap's tree is root's
  if (($# == 0)); then set -- "${PURE_GO_IMAGES[@]}" "${C_IMAGES[@]}"; fi
  for image in "$@"; do
    provide "$image"
  done
}

provide() {
  local image=$1
  if [[ $image == scratch ]]; then return; fi
  if docker image inspect "$image" >/dev/null 2>&1; then
    say "$image is here already"
  elif [[ $image == local/golang-with-apk:* ]]; then
    golang_with_apk "$image" "$(tag_of "$image")"
  elif registry_answers "$image"; then
    say "$image: pulling"
    docker pull --quiet "$image" >/dev/null || fail "$image could not be pulled" "check the name and \`docker login $(registry_host "$image")\`"
  else
    build_stand_in "$image"
  fi
  add_platforms "$image"
}

say() { printf '▸ base image: %s\n' "$*"; }

# $1: what was found, $2: the remedy.
fail() {
  printf '✗ base image: %s\n  %s\n' "$1" "${2//$'\n'/$'\n'  }" >&2
  exit 1
}

as_root() {
  if [[ $EUID -eq 0 ]]; then "$@"; else sudo -n "$@"; fi
}

require_engine() {
  if [[ -z $(docker version --format '{{.Server.Version}}' 2>/dev/null) ]]; then
    fail "no Docker Engine answers $(id -un)" "run scripts/setup-docker.sh"
  fi
}

# ---- registries ----

# golang:1.27 → docker.io, gcr.io/distroless/static → gcr.io, localhost:5000/app → localhost:5000
registry_host() {
  local first=${1%%/*}
  if [[ $1 == */* && ($first == *[.:]* || $first == localhost) ]]; then echo "$first"; else echo docker.io; fi
}

registry_answers() {
  local host output
  host=$(registry_host "$1")
  if [[ -z ${registry_state[$host]:-} ]]; then
    registry_state[$host]=silent
    if output=$(timeout "$PROBE_SECONDS" docker buildx imagetools inspect "$1" 2>&1) || grep -qE "$REFUSALS" <<<"$output"; then
      registry_state[$host]=answers
    fi
  fi
  [[ ${registry_state[$host]} == answers ]]
}

# ---- stand-ins ----

build_stand_in() {
  local image=$1 name
  name=${image#docker.io/}
  name=${name#library/}
  case $name in
    *@sha256:*) fail "$image: no registry answers, and a digest cannot be stood in for" "name the image by tag only" ;;
    golang | golang:*) golang_stand_in "$image" "$(tag_of "$name")" ;;
    alpine | alpine:*) alpine_stand_in "$image" "$(tag_of "$name")" ;;
    debian | debian:*) debian_stand_in "$image" "$(tag_of "$name")" ;;
    gcr.io/distroless/static | gcr.io/distroless/static[:-]*) distroless_stand_in "$image" ;;
    gcr.io/distroless/base-*) distroless_with_c "$image" base ;;
    gcr.io/distroless/cc-*) distroless_with_c "$image" cc ;;
    *) fail "$image: no registry answers, and there is no stand-in for it" \
      "stand-ins exist for golang, alpine, debian and gcr.io/distroless/{static,base,cc}; load others with \`docker load\`" ;;
  esac
}

tag_of() {
  if [[ $1 == *:* ]]; then echo "${1##*:}"; else echo latest; fi
}

announce() { say "no registry answers: built a stand-in for $1 ($2)"; }

# $1: image, then options and the context of `docker buildx build`; the Dockerfile is standard input.
# The builder named like the docker context is the one that shares the local image store.
build() {
  local image=$1 log=$work/build.log
  shift
  docker buildx build --builder "$(docker context show)" --provenance=false --progress=plain --file - \
    --label "org.opencontainers.image.title=stand-in for $image" --tag "$image" "$@" >"$log" 2>&1 ||
    fail "$image: its stand-in could not be built" "$(tail -n 20 "$log")"
}

# Tags as on Docker Hub: 1.27, 1.27.3-alpine3.23, 1.26-bookworm, alpine, latest.
golang_stand_in() {
  local image=$1 tag=$2 release goroot suite
  require go "install Go (https://go.dev/dl/) and keep it on PATH; the toolchain comes through it"
  release=$(newest_go_release "$tag")
  [[ -n $release ]] || fail "$image: the Go module proxy lists no release for the tag $tag" \
    "check the tag, and that \`go list -m -versions golang.org/toolchain\` works here"
  goroot=$(go_toolchain "$release") || fail "$image: Go $release could not be fetched" "check \`go env GOPROXY\`"
  if suite=$(debian_suite "$tag"); then
    golang_on_debian "$image" "$suite" "$release" "$goroot"
    return
  fi
  busybox_root "$(os_of_golang_tag "$tag")"
  build_golang "$image" "$release" "$goroot" 'FROM scratch'
  announce "$image" "busybox + Go $release, pure Go only"
}

# $1: image, $2: Go release, $3: its folder, $4: the lines that the Dockerfile begins with, then options.
build_golang() {
  local image=$1 release=$2 goroot=$3 begin=$4
  shift 4
  mkdir -p "$work/root/go/src" "$work/root/go/bin"
  chmod 1777 "$work"/root/go{,/src,/bin}
  build "$image" "$@" --build-context "go=$goroot" "$work/root" <<END
$begin
COPY . /
COPY --from=go . /usr/local/go/
$(golang_settings "$release")
END
}

# $1: Go release
golang_settings() {
  cat <<END
ENV GOLANG_VERSION=$1 GOTOOLCHAIN=local GOPATH=/go \\
    PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
WORKDIR /go
CMD ["/bin/sh"]
END
}

os_of_golang_tag() {
  if [[ $1 == *alpine* ]]; then echo alpine; else echo debian; fi
}

# The exact release for a tag: 1.27.3-alpine → 1.27.3, 1.27 → its newest patch, latest → the newest.
# Releases are those of the module golang.org/toolchain (v0.0.1-go1.27.3.linux-amd64).
newest_go_release() {
  local wanted
  wanted=$(grep -oE '^[0-9]+(\.[0-9]+)*((rc|beta)[0-9]+)?' <<<"$1") || wanted=1
  in_empty_folder go list -m -versions golang.org/toolchain |
    tr ' ' '\n' |
    sed -n "s/^v0\.0\.1-go\(.*\)\.linux-$(go env GOHOSTARCH)\$/\1/p" |
    awk -v wanted="$wanted" '$0 == wanted || (index($0, wanted ".") == 1 && !/rc|beta/)' |
    sort --version-sort | tail -n 1
}

# Prints the folder of a Go release, downloaded into the module cache unless it is there.
go_toolchain() { GOTOOLCHAIN=go$1 in_empty_folder go env GOROOT; }

# No go.mod or go.work of the caller's may have a say.
in_empty_folder() {
  mkdir -p "$work/empty"
  (cd "$work/empty" && GOWORK=off GOFLAGS=-mod=mod "$@")
}

alpine_stand_in() {
  local image=$1 version=''
  if [[ $2 == [0-9]* ]]; then version=$2; fi
  busybox_root alpine "$version"
  build "$image" "$work/root" <<'END'
FROM scratch
COPY . /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
CMD ["/bin/sh"]
END
  announce "$image" "busybox, no apk"
}

# Debian's own packages, unpacked: what distroless/static is made of. No RUN, so every platform can
# be built on any machine.
distroless_stand_in() {
  local image=$1 release=13 package
  if [[ $image =~ -debian([0-9]+) ]]; then release=${BASH_REMATCH[1]}; fi
  new_root
  for package in $DISTROLESS_STATIC; do
    unpack_package "$package" "$work/root"
  done
  rm -rf "$work"/root/usr/share/{doc,man,lintian,bug}
  build_distroless "$image" "$release" 'FROM scratch' --platform "$(stand_in_platforms)"
  announce "$image" "Debian's ${DISTROLESS_STATIC// /, } and CA certificates; $(stand_in_platforms)"
}

# $1: image, $2: Debian's number, $3: the lines that the Dockerfile begins with, then options. The tag
# `nonroot` is the same image with another user.
build_distroless() {
  local image=$1 release=$2 begin=$3 user=0 home=/
  shift 3
  if [[ $(tag_of "$image") == nonroot* ]]; then user=65532 home=/home/nonroot; fi
  write_accounts nonroot
  write_ca_bundle
  write_os_release debian Distroless "$release"
  mkdir -p "$work/root/home/nonroot"
  chmod 700 "$work/root/home/nonroot"
  build "$image" "$@" --build-arg "USER_ID=$user" --build-arg "HOME_DIR=$home" "$work/root" <<END
$begin
COPY --exclude=home/nonroot . /
COPY --chown=65532:65532 home/nonroot /home/nonroot
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
ARG USER_ID HOME_DIR
USER \$USER_ID
WORKDIR \$HOME_DIR
END
}

# The classic image store holds one platform per image; the containerd store holds all of them.
stand_in_platforms() {
  if docker info --format '{{.DriverStatus}}' | grep -q io.containerd.snapshotter; then
    echo "$STAND_IN_PLATFORMS"
  else
    docker version --format '{{.Server.Os}}/{{.Server.Arch}}'
  fi
}

# ---- file trees ----

# An empty $work/root for the next image.
new_root() {
  rm -rf "$work/root"
  mkdir -p "$work"/root/{etc/ssl/certs,tmp,root}
  chmod 1777 "$work/root/tmp"
  chmod 700 "$work/root/root"
}

# A shell and the usual commands: one static busybox with a link for each of its applets.
# $1: the ID that os-release shows, $2: its VERSION_ID, if known.
busybox_root() {
  local applet applets
  new_root
  unpack_package busybox-static "$work/busybox"
  mkdir -p "$work"/root/{bin,sbin,usr/bin,usr/sbin,usr/local/bin,home,var/tmp,proc,sys,dev}
  chmod 1777 "$work/root/var/tmp"
  cp "$work"/busybox/{,usr/}bin/busybox "$work/root/bin/" 2>/dev/null || true # one of the two exists
  applets=$("$work/root/bin/busybox" --list-full)
  for applet in $applets; do
    if [[ $applet != bin/busybox ]]; then ln -s /bin/busybox "$work/root/$applet"; fi
  done
  write_accounts
  write_ca_bundle
  write_os_release "$1" "stand-in for $1" "${2:-}"
}

# $1: nonroot, to add the account that distroless has.
write_accounts() {
  local etc=$work/root/etc
  printf '%s\n' 'root:x:0:0:root:/root:/bin/sh' 'nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin' >"$etc/passwd"
  printf '%s\n' 'root:x:0:' 'nobody:x:65534:' >"$etc/group"
  if [[ ${1:-} == nonroot ]]; then
    echo 'nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin' >>"$etc/passwd"
    echo 'nonroot:x:65532:' >>"$etc/group"
  fi
}

# This machine's own bundle: where a proxy with its own CA stands in front of the network, builds
# must trust it too.
write_ca_bundle() {
  local bundle=/etc/ssl/certs/ca-certificates.crt
  [[ -e $bundle ]] || fail "this machine has no CA bundle at $bundle" "install the package ca-certificates"
  cp --dereference "$bundle" "$work/root/etc/ssl/certs/ca-certificates.crt"
}

# $1: ID, $2: PRETTY_NAME, $3: VERSION_ID, which may be empty
write_os_release() {
  local file=$work/root/etc/os-release
  rm -f "$file" # in Debian's base-files a link
  printf 'ID=%s\nPRETTY_NAME="%s"\n' "$1" "$2" >"$file"
  if [[ -n $3 ]]; then printf 'VERSION_ID="%s"\n' "$3" >>"$file"; fi
}

# $1: package, $2: folder. Nothing is installed on this machine.
unpack_package() {
  local package=$1 folder=$2 file
  file=$(fetch_package "$package")
  mkdir -p "$folder"
  dpkg-deb -x "$file" "$folder"
}

# Prints the path of the package's file.
fetch_package() {
  local package=$1 folder=$work/packages
  require apt-get "stand-ins are made from Debian packages: run this on Debian or Ubuntu, or where a registry can be reached"
  mkdir -p "$folder"
  if ! compgen -G "$folder/${package}_*" >/dev/null; then
    if ! apt-cache show --no-all-versions "$package" >/dev/null 2>&1; then as_root apt-get update -qq >&2; fi
    # As root apt would want to drop to its own user, who may not write to the temporary folder.
    (cd "$folder" && apt-get download -qq -o APT::Sandbox::User="$(id -un)" "$package" >&2) ||
      fail "the package $package could not be downloaded" "check \`apt-get download $package\`"
  fi
  compgen -G "$folder/${package}_*"
}

require() {
  command -v "$1" >/dev/null || fail "$1 is missing" "$2"
}

main "$@"
