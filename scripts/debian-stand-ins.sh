# Stand-ins that C needs: Debian itself, golang's images on it, and distroless with C libraries. Sourced by
# base-images.sh, whose functions it uses. All packages come from the mirror of this machine, and are checked
# against Debian's own keys: by debootstrap here, by apt in the builds.
# shellcheck shell=bash disable=SC2154 # work is the temporary folder of base-images.sh

# Labels: builders.sh leaves these images out, and add_platforms reads which platforms they are for.
readonly FROM_DEBIAN=org.opencontainers.image.vendor=Debian
readonly FOR_PLATFORMS=org.opencontainers.image.description
SCRIPTS=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly SCRIPTS

# The scm variant of buildpack-deps, as far as Go builds use it, and what golang adds
# (docker-library/golang, Dockerfile-linux.template).
readonly C_PACKAGES='g++ gcc libc6-dev make pkg-config'
readonly GOLANG_PACKAGES="ca-certificates git openssh-client $C_PACKAGES"

# base/config.bzl and cc/config.bzl of GoogleContainerTools/distroless, and what static is made of.
readonly DISTROLESS_STATIC='base-files netbase tzdata media-types'
readonly -A DISTROLESS_PACKAGES=(
  [base]="$DISTROLESS_STATIC libc6 libssl3t64 libzstd1 zlib1g"
  [cc]="$DISTROLESS_STATIC libc6 libssl3t64 libzstd1 zlib1g libgomp1 libstdc++6 libgcc-s1 gcc-14-base"
)

# Prints the code name in a tag: 1.27-trixie → trixie. Fails where there is none.
debian_suite() { grep -oE '\b(bookworm|trixie)\b' <<<"$1"; }

# Tags as on Docker Hub: trixie, trixie-slim, bookworm-20260921-slim. Without documents and translations, as slim is.
debian_stand_in() {
  local image=$1 suite
  suite=$(debian_suite "$2") || fail "$image: the tag names no Debian release" "name one: debian:trixie-slim"
  mkdir -p "$work/debian"
  debian_tree "$suite" >"$work/debian/tree.tar"
  build "$image" --label "$FROM_DEBIAN" "$work/debian" <<'END'
FROM scratch
ADD tree.tar /
CMD ["bash"]
END
  announce "$image" "debootstrap, minbase"
}

# A tar file on standard output. debootstrap is taken from its package and is not installed; it runs as root.
debian_tree() {
  local suite=$1 tree=$work/tree
  require wget "install the package wget: debootstrap downloads with it"
  unpack_package debootstrap "$work/debootstrap"
  unpack_package debian-archive-keyring "$work/keyring"
  # Suites are links to one script, which an older debootstrap has for the newest suite too.
  as_root env "DEBOOTSTRAP_DIR=$work/debootstrap/usr/share/debootstrap" \
    "$work/debootstrap/usr/sbin/debootstrap" --variant=minbase \
    --keyring="$work/keyring/usr/share/keyrings/debian-archive-keyring.gpg" \
    "$suite" "$tree" "$(debian_mirror)" sid >"$work/debootstrap.log" 2>&1 ||
    fail "debootstrap of Debian $suite failed" "$(tail -n 5 "$work/debootstrap.log")"
  # As in the official image: downloaded packages do not stay in a layer.
  as_root tee "$tree/etc/apt/apt.conf.d/docker-clean" >/dev/null <<'END'
DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin || true"; };
END
  as_root tar -C "$tree" -c --one-file-system --exclude='./dev/*' --exclude=./etc/resolv.conf --exclude=./etc/hostname \
    --exclude='./usr/share/doc/*' --exclude='./usr/share/man/*' --exclude='./usr/share/locale/*' \
    --exclude='./var/cache/apt/*' --exclude='./var/lib/apt/lists/*' .
  as_root rm -rf --one-file-system "$tree"
}

# The one that this machine's apt uses for Debian, if it does.
debian_mirror() {
  local uri
  # shellcheck disable=SC2016 # $(REPO_URI) is apt's own syntax
  uri=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' 2>/dev/null | head -n 1)
  echo "${uri:-http://deb.debian.org/debian}"
}

# $1: image, $2: code name, $3: Go release, $4: its folder
golang_on_debian() {
  local image=$1 parent=debian:$2-slim
  provide "$parent"
  new_root
  write_ca_bundle
  build_golang "$image" "$3" "$4" "FROM $parent
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends $GOLANG_PACKAGES && rm -rf /var/lib/apt/lists/*" \
    --label "$FROM_DEBIAN"
  announce "$image" "Debian $2 with gcc, g++, pkg-config, git and ssh + Go $3"
}

# Only the compiler and the C library are those of Alpine in effect: gcc links with musl, Debian's build of it, by
# the wrapper of musl-tools. It shows how a program is linked, and nothing of Alpine's own packages.
# $1: image, $2: tag of golang that it stands for
golang_with_apk() {
  local image=$1 official=golang:$2 parent=golang:${2%%-*}-trixie
  if registry_answers "$official"; then
    docker pull --quiet "$official" >/dev/null && docker tag "$official" "$image"
    return
  fi
  provide "$parent"
  mkdir -p "$work/empty"
  build "$image" --label "$FROM_DEBIAN" --platform "$(docker version --format '{{.Server.Os}}/{{.Server.Arch}}')" "$work/empty" <<END
FROM $parent
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends musl-tools && rm -rf /var/lib/apt/lists/* \\
  && ln -s /usr/bin/musl-gcc /usr/local/bin/gcc
COPY --chmod=755 <<'APK' /sbin/apk
#!/bin/sh
# A stand-in: adds nothing, and says so. There is no C++ for musl here, though g++ is taken for installed.
[ "\$1" = add ] || { echo "apk (stand-in): only add is known" >&2; exit 1; }
shift
for word; do
  case \$word in
    --no-cache) ;;
    gcc | g++ | musl-dev) echo "apk (stand-in): \$word is here already, Debian's" ;;
    *) echo "apk (stand-in): no package \$word" >&2; exit 1 ;;
  esac
done
APK
END
  announce "$image" "Debian's gcc and musl + Go; apk finds gcc and musl-dev installed and has no other package"
}

# distroless/base and distroless/cc of Debian 13.
distroless_with_c() {
  local image=$1 packages=${DISTROLESS_PACKAGES[$2]} parent=debian:trixie-slim platforms
  platforms=$(stand_in_platforms)
  [[ $image == *-debian13:* ]] || fail "$image: there is a stand-in for -debian13 only" "name gcr.io/distroless/$2-debian13:nonroot"
  provide "$parent"
  new_root
  # os-release is a link there, which a copy would follow.
  build_distroless "$image" 13 "FROM --platform=\$BUILDPLATFORM $parent AS packages
ARG TARGETARCH
COPY --from=scripts unpack-debian.sh /
RUN sh /unpack-debian.sh \$TARGETARCH alone $packages && cd /tree && rm -rf etc/os-release etc/apt var/lib/apt var/lib/dpkg
FROM scratch
COPY --from=packages /tree /" --label "$FROM_DEBIAN" --label "$FOR_PLATFORMS=$platforms" \
    --platform "$platforms" --build-context "scripts=$SCRIPTS"
  announce "$image" "Debian's ${packages// /, } and CA certificates; $platforms"
}

# ---- other platforms ----

# Builds a stand-in of ours once more, for the platforms that the engine emulates (emulation.sh) as well.
# $1: image, which is here for this machine's own platform
add_platforms() {
  local image=$1 platforms
  [[ $(label_of "$image" "${FROM_DEBIAN%=*}") == Debian ]] || return 0
  platforms=$(runnable_platforms)
  if [[ $platforms != *,* ]] || has_platforms "$image" "$platforms"; then return; fi
  # The image is good without them, and tests that need them say so.
  (
    case $image in
      debian:*) unpacked_debian "$image" "$platforms" '' '' 'CMD ["bash"]' ;;
      golang:*) unpacked_golang "$image" "$platforms" ;;
      gcr.io/*) build_stand_in "$image" ;;
    esac
  ) || say "$image stays as it was, without ${platforms#*,}"
}

label_of() { docker image inspect --format "{{index .Config.Labels \"$2\"}}" "$1" 2>/dev/null; }

# $2: platforms with commas between them
has_platforms() {
  local platform here
  here=,$(label_of "$1" "$FOR_PLATFORMS"),
  for platform in ${2//,/ }; do
    [[ $here == *,$platform,* ]] || return 1
  done
}

# Those of stand-ins that the engine can run a program of.
runnable_platforms() {
  local platform runs
  runs=,$(docker buildx inspect "$(docker context show)" | sed -n 's/^Platforms: *//p' | tr -d '* '),
  for platform in $(stand_in_platforms | tr , ' '); do
    if [[ $runs == *,$platform,* ]]; then echo "$platform"; fi
  done | paste -sd ,
}

# Go is this machine's own there: an emulated one takes minutes for what takes it seconds, and the module proxy has
# none for arm. go.env tells it the platform, as it tells the official image of arm/v7 its GOARM.
unpacked_golang() {
  local image=$1 platforms=$2 release
  release=$(docker image inspect --format '{{range .Config.Env}}{{println .}}{{end}}' "$image" | sed -n 's/^GOLANG_VERSION=//p')
  unpacked_debian "$image" "$platforms" "$C_PACKAGES" \
    'RUN cp -a --parents /go /usr/local/go /etc/ssl/certs/ca-certificates.crt /tree \
  && printf "GOARCH=%s\\nGOARM=7\\nCGO_ENABLED=1\\n" $TARGETARCH >>/tree/usr/local/go/go.env' \
    "$(golang_settings "$release")"
  say "$image: its Go is this machine's own on every platform, set to compile for that platform"
}

# $1: image, $2: its platforms, $3: Debian packages, $4: lines that go on in /tree, $5: the last lines of the platform's
unpacked_debian() {
  local image=$1 platforms=$2 arch own
  own=$(docker version --format '{{.Server.Arch}}')
  mkdir -p "$work/empty"
  build "$image" --label "$FROM_DEBIAN" --label "$FOR_PLATFORMS=$platforms" --platform "$platforms" \
    --build-context "scripts=$SCRIPTS" "$work/empty" <<END
ARG TARGETARCH
FROM --platform=\$BUILDPLATFORM $image AS own
FROM own AS unpacking
ARG TARGETARCH
COPY --from=scripts unpack-debian.sh /
RUN sh /unpack-debian.sh \$TARGETARCH system $3
$4
FROM scratch AS unpacked
COPY --from=unpacking /tree /
$5
$(for arch in amd64 arm64 arm; do echo "FROM $([[ $arch == "$own" ]] && echo own || echo unpacked) AS $arch"; done)
FROM \$TARGETARCH
END
  say "$image: now for $platforms; on others than its own it is Debian's packages whose scripts have not run"
}
