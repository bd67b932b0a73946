/**
 * The scripts that bring Go's caches in and out of a mount: inside the builder, on the Go stage's own base image, or
 * beside it. POSIX sh with the options that busybox and GNU have in common; what they print after `go-image` is read
 * back. Archives are in /.go-image/ and come out in /out, unless GO_IMAGE_IN and GO_IMAGE_OUT name other folders;
 * GO_IMAGE_RUN tells runs apart. Marks and times are those of transfer.ts.
 */

/** Newer than this file: added by this build, or used by it in a census. */
export const STAMP = '.go-image-stamp'
/** Newer than this file: came after the base. */
export const BASE_STAMP = '.go-image-base'
/** Holds a word of the probe, by which a folder found elsewhere is known to be the mount. */
export const SENTINEL = '.go-image-sentinel'

/**
 * What comes in is put here first, so that the cache never has the half of it, nor what is not good; and two runs that
 * unpack into one mount do not meet. The name of the run follows.
 */
const INCOMING = '.go-image-incoming-'

/** Tests of find that pass over what other runs have just now: it may be gone before find is through with it. */
const PASS_OVER = `-name '${INCOMING}*' -prune -o`

/** Arguments of grep for the names of what is ours in a mount. */
export const MARKS = `-e '^[.]go-image-'`

/**
 * Whoever may write into a mount may write into what is made in it: root makes it, and the mount's options (uid, gid,
 * mode) may have been meant for another user. A cache folder that go cannot write into would fail the build.
 */
const OPENNESS = `# Makes a folder like the one that it is in
made() {
  if [ -d "$1" ]; then return; fi
  made "$(dirname "$1")"
  mkdir -p "$1"
  if [ "$(id -u)" != 0 ]; then return; fi
  like=$(stat -c '%u:%g %a' "$(dirname "$1")")
  if [ "\${like% *}" != 0:0 ]; then chown "\${like% *}" "$1"; fi
  chmod "\${like#* }" "$1"
}
# Gives what is in a folder to whoever may write into it
settled() {
  if [ "$(id -u)" != 0 ]; then return; fi
  owner=$(stat -c %u:%g "$1")
  if [ "$owner" != 0:0 ]; then find "$1" ${PASS_OVER} -exec chown "$owner" {} +; fi
  case $(stat -c %a "$1") in *[2367]) find "$1" ${PASS_OVER} -exec chmod a+rwX {} + ;; esac
}`

/**
 * For each pair of kind and folder `go-image KIND warm|empty`, then the step's mounts as the kernel names them
 * (proc(5), /proc/PID/mountinfo). The first word goes into each folder as sentinel.
 */
export const PROBE = `set -eu
${OPENNESS}
word=$1
shift
while [ $# -gt 0 ]; do
  if [ -n "$(ls -A "$2" 2>/dev/null | grep -v ${MARKS} | head -n 1)" ]; then echo "go-image $1 warm"; else echo "go-image $1 empty"; fi
  made "$2"
  rm -f "$2/${SENTINEL}" # may be another user's
  echo "$word" >"$2/${SENTINEL}"
  shift 2
done
sed 's/^/go-image mount /' /proc/self/mountinfo
`

/** A folder `ROOT/./PART` is a cache at ROOT of which the mount is only PART; the marks are in the mount. */
const SPLIT = `case $2 in */./*) root=\${2%%/./*} part=\${2#*/./}/ ;; *) root=$2 part= ;; esac`

/** A run that was killed may have left something. */
const SWEEP = `find . -maxdepth 1 -name '${INCOMING}*' -mmin +60 -exec rm -rf {} + 2>/dev/null || true`

/** What RECEIVE prints when it has the pipe open. */
export const OPENED = 'go-image receiving'

/**
 * For one name (KIND or KIND-NUMBER) and folder: unpacks the archive that comes through the named pipe GO_IMAGE_PIPE beside
 * the cache, for UNPACK to put it in place. What a run of more than an hour ago left there is removed.
 */
export const RECEIVE = `set -eu
${OPENNESS}
made "$2"
cd "$2"
${SWEEP}
mkdir -m 700 "${INCOMING}$GO_IMAGE_RUN"
cd "${INCOMING}$GO_IMAGE_RUN"
exec <"$GO_IMAGE_PIPE"
echo "${OPENED}"
case $(tar --version 2>/dev/null) in *GNU*) pieces='-b 256' ;; *) pieces= ;; esac # of 128 KiB, not 10
case $1 in build*) tar -xmof - $pieces ;; *) tar -xof - $pieces ;; esac
cat >/dev/null # what fills the last record, for whoever writes it
`

/** For one name and folder: removes what RECEIVE has unpacked there. */
export const DISCARD = `cd "$2" 2>/dev/null || exit 0
chmod -R u+w "${INCOMING}$GO_IMAGE_RUN" 2>/dev/null || true
rm -rf "${INCOMING}$GO_IMAGE_RUN"
`

/** `merge FROM TO`: moves what TO lacks, and removes the rest; folders that both have are gone through. */
const MERGE = `merge() (
  mv -n -- "$1"/* "$2/" 2>/dev/null || true
  for one in "$1"/*; do
    name=\${one##*/}
    if [ ! -e "$one" ]; then continue; fi
    if [ ! -e "$2/$name" ]; then echo "could not be moved: $name" >&2; exit 1; fi
    if [ -d "$one" ] && [ ! -L "$2/$name" ] && [ -d "$2/$name" ]; then merge "$one" "$2/$name"; fi
  done
)`

/**
 * For each name (KIND or KIND-NUMBER), folder and age (fresh or census): unpacks NAME.tar, or puts in place what RECEIVE
 * has unpacked, without the paths that NAME.dropped lists; then unpacks NAME-difference.tar where there is one.
 *
 * Entries of the build cache are made minutes old and trim.txt fresh: cmd/go marks an entry as used only when its time
 * is over an hour old, and trims only when trim.txt is over a day old (cmd/go/internal/cache/cache.go, markUsed and
 * Trim), so the build touches nothing but what it adds. In a census they are two hours old and the marks are wanted.
 * The marks are half minutes apart because busybox's find -newer compares whole seconds. Of modules, the files of the
 * download cache are enough: a module's tree is found by its hash.
 */
export const UNPACK = `set -eu
${OPENNESS}
${MERGE}
in=\${GO_IMAGE_IN:-/.go-image/}
now=$(date +%s)
# $1: kind, $2: how many seconds old, then tests for find
age() {
  if [ "$1" = build ]; then where=.; else where=cache/download; fi
  past=$((now - $2))
  shift 2
  if [ -d "$where" ]; then find "$where" ${PASS_OVER} -type f "$@" -exec touch -c -d "@$past" {} +; fi
}
unpack() {
  ${SPLIT}
  made "$root/\${part%/}"
  cd "$root"
  kind=\${1%%-*}
  if [ "$3" = census ]; then base=7200 difference=7200; else base=120 difference=60; fi
  if [ "$kind" = build ]; then options=-xmof; else options=-xof; fi
  incoming=${INCOMING}$GO_IMAGE_RUN
  if [ -n "$part" ]; then # of the rest there is only a frame, on another file system
    tar $options "\${in}$1.tar"
  else
    if [ ! -d "$incoming" ]; then
      ${SWEEP}
      mkdir -m 700 "$incoming"
      tar $options "\${in}$1.tar" -C "$incoming" || { rm -rf "$incoming"; exit 1; }
    fi
    # A folder that is moved or emptied must be writable, but for root.
    if [ "$(id -u)" != 0 ]; then find "$incoming" -type d ! -perm -200 -exec chmod u+w {} +; fi
    if [ -e "\${in}$1.dropped" ]; then
      while IFS= read -r path; do rm -rf "./$incoming/$path"; done <"\${in}$1.dropped"
    fi
    merge "$incoming" .
    rm -rf "$incoming"
  fi
  age "$kind" "$base"
  touch -d "@$((now - 90))" "$part${BASE_STAMP}"
  if [ -e "\${in}$1-difference.tar" ]; then
    # Another run may make the same file between two steps of tar; not twice.
    tar -xmof "\${in}$1-difference.tar" 2>/dev/null || tar -xmof "\${in}$1-difference.tar"
    age "$kind" "$difference" -newer "$part${BASE_STAMP}"
  fi
  if [ "$kind" = build ]; then echo "$now" >trim.txt; fi
  touch -d "@$((now - 30))" "$part${STAMP}"
  settled "./$part"
}
# Side by side: two cores unpack faster than one
jobs= failed=0
while [ $# -gt 0 ]; do
  (unpack "$1" "$2" "$3") &
  jobs="$jobs $!"
  shift 3
done
for job in $jobs; do wait "$job" || failed=1; done
exit "$failed"
`

/**
 * For each name (KIND or KIND-NUMBER), folder, what (count, all, difference or used) and zips or no-zips:
 * \`go-image NAME ADDED TOTAL STAMPED\`, and NAME.tar of what go reads again. Counted are compile results (-a index
 * entries) and modules (.ziphash). Module zips serve only \`go mod download\`. Go toolchains, which lie among the modules
 * and are in no go.sum, stay behind. Modules that are used are those that
 * modules.keep lists, as \`path@version\` in the escaped form of file names; without that file, all.
 *
 * \`go-image hits NAME COUNT\`: results that the build read, by their access times; left out after a census, whose marks
 * count them with what was added, and where the file system keeps none (noatime), which shows on the stamp. Restored files are older than their change time, so that relatime too notes
 * the first read (Linux, fs/inode.c, relatime_need_update).
 *
 * In an archive of modules the trees come before the hashes: go takes a tree without its .ziphash for incomplete
 * (cmd/go/internal/modfetch, DownloadDir), so that an archive that breaks off leaves nothing half. Names are handed to
 * tar as a list where it takes one; busybox may be built without -T, and gets them as arguments. Module paths have
 * neither white space nor globs (golang.org/x/mod/module, CheckPath).
 */
export const PACK = `set -eu
in=\${GO_IMAGE_IN:-/.go-image/}
out=\${GO_IMAGE_OUT:-/out}
mkdir -p "$out"
toolchains=cache/download/golang.org/toolchain
counted() { grep -v "^$toolchains/" | grep -c -- "$1" || true; }
downloads() {
  find cache/download -type f "$@" ! -name '*.lock' ! -name '.go-image-*' ! -path "$toolchains/*" $skip
}
read_since() {
  limit=$(stat -c %Y "$1")
  cat "$1" >/dev/null
  if [ "$(stat -c %X "$1")" -le "$limit" ]; then return; fi
  find . ${PASS_OVER} -type f -name '*-a' -exec stat -c %X {} + | awk -v limit="$limit" '$1 > limit {count++} END {print count + 0}'
}
trees() {
  sed -n 's|^cache/download/\\(.*\\)/@v/\\(.*\\)[.]ziphash$|\\1@\\2|p' | while IFS= read -r tree; do if [ -d "$tree" ]; then echo "$tree"; fi; done
}
names() {
  case \${1%%-*}-$2 in
  build-all) ls -A | grep -e '^[0-9a-f][0-9a-f]$' -e '^README$' -e '^testexpire.txt$' ;;
  build-difference) find . ${PASS_OVER} -type f -newer "$part${BASE_STAMP}" -path './[0-9a-f][0-9a-f]/*' -print ;;
  build-used) find . ${PASS_OVER} -type f -newer "$part${STAMP}" -path './[0-9a-f][0-9a-f]/*' -print ;;
  modules-all)
    ls -A | grep -v ${MARKS} -e '^cache$' -e '^golang[.]org$' || true
    ls -A golang.org 2>/dev/null | grep -v '^toolchain@' | sed 's|^|golang.org/|'
    downloads
    ;;
  modules-difference)
    downloads -newer "$part${BASE_STAMP}" | trees
    downloads -newer "$part${BASE_STAMP}"
    ;;
  modules-used)
    if [ ! -e "\${in}modules.keep" ]; then names modules all; return; fi
    while IFS= read -r kept; do if [ -d "$kept" ]; then echo "$kept"; fi; done <"\${in}modules.keep"
    while IFS= read -r kept; do
      for end in info mod zip ziphash; do
        file="cache/download/\${kept%@*}/@v/\${kept##*@}.$end"
        if [ "$end-$skip" != "zip-! -name *.zip" ] && [ -e "$file" ]; then echo "$file"; fi
      done
    done <"\${in}modules.keep"
    ;;
  esac
}
pack() {
  (
    set -f
    names "$1" "$2" >"$out/$1.list"
    if [ -s "$out/$1.list" ] && ! tar -cf "$out/$1.tar" -T "$out/$1.list" 2>/dev/null; then
      tar -cf "$out/$1.tar" -- $(cat "$out/$1.list")
    fi
    rm -f "$out/$1.list"
  )
}
while [ $# -gt 0 ]; do
  name=$1 what=$3
  kind=\${name%%-*}
  ${SPLIT}
  if [ "$4" = zips ]; then skip=; else skip='! -name *.zip'; fi
  shift 4
  added=0 total=0 stamped=no hits=
  if cd "$root" 2>/dev/null; then
    if [ "$kind" = build ]; then where=. mark='-a$'; else where=cache/download mark='[.]ziphash$'; fi
    total=$(find "$where" ${PASS_OVER} -type f -print 2>/dev/null | counted "$mark")
    if [ -e "$part${STAMP}" ]; then
      stamped=yes
      if [ "$kind-$what" != build-used ] && [ "$kind" = build ]; then hits=$(read_since "$part${STAMP}" 2>/dev/null || true); fi
      added=$(find "$where" ${PASS_OVER} -type f -newer "$part${STAMP}" -print 2>/dev/null | counted "$mark")
    else
      added=$total
    fi
    if [ "$what" = used ] || { [ "$what" != count ] && [ "$added" -gt 0 ]; }; then
      # busybox cannot unpack into go's read-only folders unless it is root
      if [ "$kind" = modules ]; then find . -type d ! -perm -200 -exec chmod u+w {} + || true; fi
      pack "$name" "$what"
    fi
  fi
  echo "go-image $name $added $total $stamped"
  if [ -n "$hits" ]; then echo "go-image hits $name $((hits > added ? hits - added : 0))"; fi
done
`
