#!/usr/bin/env bash
# Makes sure that the engine runs programs of linux/arm64 and linux/arm/v7, for tests that compile C there.
#
#   scripts/emulation.sh
#
# Does nothing where it runs them already. Else installs Debian's or Ubuntu's qemu-user-static, unless it is there, and
# registers it with the kernel (root or passwordless sudo). A registration that is there is left as it is. It holds
# until the machine is started anew. Where it cannot be done, the last line says why and the exit code is 1.
set -euo pipefail

readonly PLATFORMS=(linux/arm64 linux/arm/v7)
readonly BINFMT=/proc/sys/fs/binfmt_misc

# How the kernel knows a program: the first 20 bytes of its ELF header and which bits of them count
# (https://gitlab.com/qemu-project/qemu/-/blob/master/scripts/qemu-binfmt-conf.sh).
readonly -A PROCESSORS=([linux/arm64]=aarch64 [linux/arm/v7]=arm)
readonly -A MAGIC=(
  [aarch64]='\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00'
  [arm]='\x7fELF\x01\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x28\x00'
)
readonly MASK='\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff'

main() {
  local platform missing=()
  for platform in "${PLATFORMS[@]}"; do
    if ! engine_runs "$platform"; then missing+=("$platform"); fi
  done
  if ((${#missing[@]} == 0)); then
    say "the engine runs ${PLATFORMS[*]} already, nothing to do"
    return
  fi
  require_linux
  mount_binfmt
  for platform in "${missing[@]}"; do
    register "$platform"
  done
  for platform in "${missing[@]}"; do
    engine_runs "$platform" || refuse "$platform is registered and the engine still does not run it; is the engine on this machine?"
  done
}

say() { printf '▸ emulation: %s\n' "$*"; }

refuse() {
  say "$*"
  exit 1
}

as_root() {
  if [[ $EUID -eq 0 ]]; then "$@"; else sudo -n "$@"; fi
}

# BuildKit lists a platform when it could start a program of it (util/archutil of moby/buildkit). The builder named
# like the docker context is the engine's own.
engine_runs() {
  docker buildx inspect "$(docker context show)" 2>/dev/null |
    sed -n 's/^Platforms: *//p' | tr -d '* ' | tr , '\n' | grep -qx "$1"
}

require_linux() {
  [[ $(uname -s) == Linux ]] || refuse "the kernel of $(uname -s) runs no programs of other processors"
  as_root true 2>/dev/null || refuse "an emulator is registered by root only, and $(id -un) has no passwordless sudo"
}

mount_binfmt() {
  if [[ -e $BINFMT/register ]]; then return; fi
  as_root mount -t binfmt_misc binfmt_misc "$BINFMT" 2>/dev/null ||
    refuse "this kernel or container does not allow binfmt_misc at $BINFMT"
  say "mounted $BINFMT"
}

# $1: platform
register() {
  local cpu=${PROCESSORS[$1]} emulator
  emulator=$(emulator_of "$cpu") || install_emulators
  # The package registers its programs itself where systemd or binfmt-support is.
  if engine_runs "$1"; then return; fi
  if [[ -e $BINFMT/qemu-$cpu ]]; then
    refuse "$BINFMT/qemu-$cpu is there and containers cannot use it: it needs the flag F and a static emulator"
  fi
  emulator=${emulator:-$(emulator_of "$cpu")} || refuse "the package has no static qemu-$cpu"
  # F: the kernel keeps the emulator open, so that a container need not have it
  # (https://docs.kernel.org/admin-guide/binfmt-misc.html).
  printf ':qemu-%s:M::%s:%s:%s:F' "$cpu" "${MAGIC[$cpu]}" "$MASK" "$emulator" |
    as_root tee "$BINFMT/register" >/dev/null 2>&1 || refuse "the kernel takes no registration for $cpu"
  say "registered $emulator for $1"
}

# Prints the path of a static emulator; newer releases have no other and leave the suffix out.
emulator_of() {
  command -v "qemu-$1-static" && return
  command -v "qemu-$1" >/dev/null && ! ldd "$(command -v "qemu-$1")" >/dev/null 2>&1 && command -v "qemu-$1"
}

install_emulators() {
  local package
  command -v apt-get >/dev/null || refuse "there is no static qemu here, and no apt-get to install it with"
  for package in qemu-user-static qemu-user; do
    apt-cache show "$package" >/dev/null 2>&1 || as_root apt-get update -qq >/dev/null 2>&1 || true
    if as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1; then
      say "installed $package"
      return
    fi
  done
  refuse "qemu-user-static could not be installed"
}

main "$@"
