# Stand-ins that C needs: Debian itself, golang's images on it, and distroless with C libraries. Sourced by
# base-images.sh, whose functions it uses. All packages come from the mirror of this machine, and are checked
# against Debian's own keys: by debootstrap here, by apt in the builds.
# shellcheck shell=bash disable=SC2154 # work is the temporary folder of base-images.sh

# A label: builders.sh leaves these images out.
readonly FROM_DEBIAN=org.opencontainers.image.vendor=Debian

# The scm variant of buildpack-deps, as far as Go builds use it, and what golang adds
# (docker-library/golang, Dockerfile-linux.template).
readonly GOLANG_PACKAGES='ca-certificates git openssh-client g++ gcc libc6-dev make pkg-config'

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

# distroless/base and distroless/cc of Debian 13. For this machine's own platform: it is made in a RUN.
distroless_with_c() {
  local image=$1 packages=${DISTROLESS_PACKAGES[$2]} parent=debian:trixie-slim
  [[ $image == *-debian13:* ]] || fail "$image: there is a stand-in for -debian13 only" "name gcr.io/distroless/$2-debian13:nonroot"
  provide "$parent"
  new_root
  # dpkg-deb unpacks, and no script of a package runs. os-release is a link there, which a copy would follow.
  build_distroless "$image" 13 "FROM $parent AS packages
WORKDIR /packages
RUN apt-get update -qq && apt-get download -qq -o APT::Sandbox::User=root $packages
RUN for file in *.deb; do dpkg-deb -x \"\$file\" /tree; done && cd /tree && rm -rf etc/os-release usr/share/doc usr/share/man
FROM scratch
COPY --from=packages /tree /" --label "$FROM_DEBIAN"
  announce "$image" "Debian's ${packages// /, } and CA certificates"
}
