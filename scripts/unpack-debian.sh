#!/bin/sh
# Unpacks Debian's packages for a platform into /tree. debian-stand-ins.sh runs it in a container of Debian, with the
# programs of that container, so that nothing is emulated. apt checks the packages against Debian's keys.
#
#   unpack-debian.sh GOARCH alone PACKAGE...    these and no other
#   unpack-debian.sh GOARCH system PACKAGE...   with all that they depend on, what is essential, and apt itself
#
# No script of a package runs, and before trixie /bin stays apart from /usr/bin. dpkg there takes those of a system for
# installed, so that apt-get can add to them.
set -eu

tree=/tree cache=/tmp/packages
arch=$1 kind=$2
shift 2
if [ "$arch" = arm ]; then arch=armhf; fi # Debian's name for arm/v7
dpkg=$tree/var/lib/dpkg

mkdir -p "$dpkg/info" $tree/var/lib/apt/lists/partial $tree/etc/apt $cache/partial
: >"$dpkg/status"
cat >/tmp/apt.conf <<END
APT::Architecture "$arch";
APT::Architectures { "$arch"; };
APT::Sandbox::User "root";
Dir::State "$tree/var/lib/apt";
Dir::State::status "$dpkg/status";
Dir::Cache::archives "$cache";
DPkg::Post-Invoke { };
END
export APT_CONFIG=/tmp/apt.conf
apt-get update -qq
if [ "$kind" = alone ]; then
  cd $cache && apt-get download -qq "$@"
else
  apt-get install -qq --yes --no-install-recommends --download-only '?essential' apt "$@"
fi
rm -rf $tree/var/lib/apt/lists/*

# $1: file. What dpkg notes of an installed package.
note() {
  package=$(dpkg-deb --field "$1" Package)
  if [ "$(dpkg-deb --field "$1" Multi-Arch)" = same ]; then package=$package:$arch; fi
  sed 's,^\.,,; s,/$,,; s,^$,/.,' /tmp/names >"$dpkg/info/$package.list"
  { dpkg-deb --field "$1" | sed '/^Package:/a Status: install ok installed' && echo; } >>"$dpkg/status"
}

for file in "$cache"/*.deb; do
  dpkg-deb --vextract "$file" $tree >/tmp/names
  if [ "$kind" = system ]; then note "$file"; fi
done
if [ "$kind" = system ]; then
  echo 1 >"$dpkg/info/format"
  cp -r /etc/apt/. $tree/etc/apt
  # Scripts of base-passwd and mawk would make these.
  cp $tree/usr/share/base-passwd/passwd.master $tree/etc/passwd
  cp $tree/usr/share/base-passwd/group.master $tree/etc/group
  ln -s mawk $tree/usr/bin/awk
fi
rm -rf $tree/usr/share/doc $tree/usr/share/man $tree/usr/share/locale
