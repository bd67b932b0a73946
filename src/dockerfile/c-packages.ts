/** Which Debian packages hold a C library. */

/** Code names of the Debian releases that bases stand on, as in the tags of golang's images. */
export type DebianRelease = 'trixie' | 'bookworm'

export type CPackages = {
  /** As for `-l`, and as for pkg-config. */
  names: readonly string[]
  /** With the headers, for the build stage; null where the C compiler brings them. */
  build: string | null
  /** With the shared library, for the final stage; a release that is missing does not have it. */
  run: Readonly<Partial<Record<DebianRelease, readonly string[]>>>
}

/** Of the package of the same name in both releases. */
const both = (...run: string[]): CPackages['run'] => ({trixie: run, bookworm: run})
/** Packages that were renamed, mostly for 64-bit times (https://wiki.debian.org/ReleaseGoals/64bit-time). */
const each = (trixie: string, bookworm: string): CPackages['run'] => ({trixie: [trixie], bookworm: [bookworm]})

/**
 * Libraries that a written Dockerfile can install; add a line for one more. Each `-dev` package was unpacked, and has
 * `libNAME.so` or `NAME.pc` for every name and release that is here; the packages in `run` are those it depends on
 * (Debian's package index of trixie and bookworm, on 2026-11-21).
 */
export const C_PACKAGES: readonly CPackages[] = [
  {names: ['stdc++', 'gcc_s'], build: null, run: both()},
  {names: ['atomic'], build: null, run: both('libatomic1')},
  {names: ['gomp'], build: null, run: both('libgomp1')},
  {names: ['acl', 'libacl'], build: 'libacl1-dev', run: both('libacl1')},
  {names: ['asound', 'alsa'], build: 'libasound2-dev', run: each('libasound2t64', 'libasound2')},
  {names: ['assuan', 'libassuan'], build: 'libassuan-dev', run: each('libassuan9', 'libassuan0')},
  {names: ['btrfs'], build: 'libbtrfs-dev', run: each('libbtrfs0t64', 'libbtrfs0')},
  {names: ['bz2'], build: 'libbz2-dev', run: both('libbz2-1.0')},
  {names: ['cap', 'libcap'], build: 'libcap-dev', run: both('libcap2')},
  {names: ['cephfs'], build: 'libcephfs-dev', run: both('libcephfs2')},
  {names: ['curl', 'libcurl'], build: 'libcurl4-openssl-dev', run: each('libcurl4t64', 'libcurl4')},
  {names: ['devmapper'], build: 'libdevmapper-dev', run: both('libdevmapper1.02.1')},
  {names: ['ffi', 'libffi'], build: 'libffi-dev', run: both('libffi8')},
  {names: ['freetype', 'freetype2'], build: 'libfreetype-dev', run: both('libfreetype6')},
  {names: ['git2', 'libgit2'], build: 'libgit2-dev', run: each('libgit2-1.9', 'libgit2-1.5')},
  {names: ['gpg-error'], build: 'libgpg-error-dev', run: both('libgpg-error0')},
  {names: ['gpgme'], build: 'libgpgme-dev', run: each('libgpgme11t64', 'libgpgme11')},
  {names: ['heif', 'libheif'], build: 'libheif-dev', run: both('libheif1')},
  {names: ['jpeg', 'libjpeg'], build: 'libjpeg62-turbo-dev', run: both('libjpeg62-turbo')},
  {names: ['ldap', 'lber'], build: 'libldap-dev', run: each('libldap2', 'libldap-2.5-0')},
  {names: ['leptonica'], build: 'libleptonica-dev', run: {trixie: ['libleptonica6']}},
  {names: ['lept'], build: 'libleptonica-dev', run: {bookworm: ['liblept5']}},
  {names: ['lz4', 'liblz4'], build: 'liblz4-dev', run: both('liblz4-1')},
  {names: ['lzma', 'liblzma'], build: 'liblzma-dev', run: both('liblzma5')},
  {
    ...{names: ['MagickWand', 'MagickCore'], build: 'libmagickwand-dev'},
    run: each('libmagickwand-7.q16-10', 'libmagickwand-6.q16-6'),
  },
  {names: ['mariadb', 'libmariadb', 'mariadbclient'], build: 'libmariadb-dev', run: both('libmariadb3')},
  {names: ['mysqlclient'], build: 'libmariadb-dev-compat', run: both('libmariadb3')},
  {names: ['netfilter_queue', 'libnetfilter_queue'], build: 'libnetfilter-queue-dev', run: both('libnetfilter-queue1')},
  {names: ['nl-3', 'libnl-3.0'], build: 'libnl-3-dev', run: both('libnl-3-200')},
  {names: ['olm'], build: 'libolm-dev', run: both('libolm3')},
  {names: ['opus'], build: 'libopus-dev', run: both('libopus0')},
  {names: ['pam'], build: 'libpam0g-dev', run: both('libpam0g')},
  {names: ['pcap', 'libpcap'], build: 'libpcap-dev', run: each('libpcap0.8t64', 'libpcap0.8')},
  {names: ['png', 'libpng', 'png16', 'libpng16'], build: 'libpng-dev', run: each('libpng16-16t64', 'libpng16-16')},
  {names: ['pq', 'libpq'], build: 'libpq-dev', run: both('libpq5')},
  {names: ['rados'], build: 'librados-dev', run: both('librados2')},
  {names: ['rbd'], build: 'librbd-dev', run: both('librbd1')},
  {names: ['rdkafka'], build: 'librdkafka-dev', run: both('librdkafka1')},
  {names: ['rocksdb'], build: 'librocksdb-dev', run: each('librocksdb9.10', 'librocksdb7.8')},
  {names: ['seccomp', 'libseccomp'], build: 'libseccomp-dev', run: both('libseccomp2')},
  {names: ['selinux', 'libselinux'], build: 'libselinux1-dev', run: both('libselinux1')},
  {names: ['snappy'], build: 'libsnappy-dev', run: both('libsnappy1v5')},
  {names: ['sodium', 'libsodium'], build: 'libsodium-dev', run: both('libsodium23')},
  {names: ['sqlite3'], build: 'libsqlite3-dev', run: both('libsqlite3-0')},
  {names: ['ssl', 'crypto', 'openssl', 'libssl', 'libcrypto'], build: 'libssl-dev', run: each('libssl3t64', 'libssl3')},
  {names: ['systemd', 'libsystemd'], build: 'libsystemd-dev', run: both('libsystemd0')},
  // It recognizes nothing without the data of a language; English is the one that it takes unasked.
  {names: ['tesseract'], build: 'libtesseract-dev', run: both('libtesseract5', 'tesseract-ocr-eng')},
  {names: ['udev', 'libudev'], build: 'libudev-dev', run: both('libudev1')},
  {names: ['usb-1.0', 'libusb-1.0'], build: 'libusb-1.0-0-dev', run: both('libusb-1.0-0')},
  {names: ['uuid'], build: 'uuid-dev', run: both('libuuid1')},
  {names: ['vips'], build: 'libvips-dev', run: each('libvips42t64', 'libvips42')},
  {names: ['webp', 'libwebp'], build: 'libwebp-dev', run: both('libwebp7')},
  {names: ['webpdemux', 'libwebpdemux'], build: 'libwebp-dev', run: both('libwebpdemux2')},
  {names: ['webpmux', 'libwebpmux'], build: 'libwebp-dev', run: both('libwebpmux3')},
  {names: ['xml2', 'libxml-2.0'], build: 'libxml2-dev', run: both('libxml2')},
  {names: ['xslt', 'libxslt'], build: 'libxslt1-dev', run: both('libxslt1.1')},
  {names: ['z', 'zlib'], build: 'zlib1g-dev', run: both('zlib1g')},
  {names: ['zmq', 'libzmq'], build: 'libzmq3-dev', run: both('libzmq5')},
  {names: ['zstd', 'libzstd'], build: 'libzstd-dev', run: both('libzstd1')},
]

/** Null for a library that is not known. */
export function packagesOf(library: string): CPackages | null {
  return C_PACKAGES.find(({names}) => names.includes(library)) ?? null
}
