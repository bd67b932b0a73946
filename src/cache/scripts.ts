/**
 * The scripts that bring Go's caches in and out of a mount: inside the builder, on the Go stage's own base image, or
 * beside it. POSIX sh with the options that busybox and GNU have in common; what they print after `go-image` is read
 * back. Archives are in /.go-image/ and come out in /out, unless GO_IMAGE_IN and GO_IMAGE_OUT name other folders. Marks
 * and times are those of transfer.ts.
 */

/** Newer than this file: added by this build, or used by it in a census. */
export const STAMP = '.go-image-stamp'
/** Newer than this file: came after the base. */
export const BASE_STAMP = '.go-image-base'
/** Holds a word of the probe, by which a folder found elsewhere is known to be the mount. */
export const SENTINEL = '.go-image-sentinel'

const MARKS = `-e '^${STAMP}$' -e '^${BASE_STAMP}$' -e '^${SENTINEL}$'`

/**
 * For each pair of kind and folder `go-image KIND warm|empty`, then the step's mounts as the kernel names them
 * (proc(5), /proc/PID/mountinfo). The first word goes into each folder as sentinel.
 */
export const PROBE = `set -eu
word=$1
shift
while [ $# -gt 0 ]; do
  if [ -n "$(ls -A "$2" 2>/dev/null | grep -v ${MARKS} | head -n 1)" ]; then echo "go-image $1 warm"; else echo "go-image $1 empty"; fi
  mkdir -p "$2"
  echo "$word" >"$2/${SENTINEL}"
  shift 2
done
sed 's/^/go-image mount /' /proc/self/mountinfo
`

/**
 * For each kind, folder and age (fresh or census): unpacks KIND.tar, then KIND-difference.tar where there is one.
 *
 * Entries of the build cache are made minutes old and trim.txt fresh: cmd/go marks an entry as used only when its time
 * is over an hour old, and trims only when trim.txt is over a day old (cmd/go/internal/cache/cache.go, markUsed and
 * Trim), so the build touches nothing but what it adds. In a census they are two hours old and the marks are wanted.
 * The marks are half minutes apart because busybox's find -newer compares whole seconds. Of modules, the files of the
 * download cache are enough: a module's tree is found by its hash.
 */
export const UNPACK = `set -eu
in=\${GO_IMAGE_IN:-/.go-image/}
now=$(date +%s)
# $1: kind, $2: how many seconds old, then tests for find
age() {
  if [ "$1" = build ]; then where=.; else where=cache/download; fi
  past=$((now - $2))
  shift 2
  if [ -d "$where" ]; then find "$where" -type f "$@" -exec touch -c -d "@$past" {} +; fi
}
while [ $# -gt 0 ]; do
  mkdir -p "$2"
  cd "$2"
  if [ "$3" = census ]; then base=7200 difference=7200; else base=120 difference=60; fi
  if [ "$1" = build ]; then options=-xmf; else options=-xf; fi
  tar $options "\${in}$1.tar"
  age "$1" "$base"
  touch -d "@$((now - 90))" "${BASE_STAMP}"
  if [ -e "\${in}$1-difference.tar" ]; then
    tar -xmf "\${in}$1-difference.tar"
    age "$1" "$difference" -newer "${BASE_STAMP}"
  fi
  if [ "$1" = build ]; then echo "$now" >trim.txt; fi
  touch -d "@$((now - 30))" "${STAMP}"
  echo "go-image $1 unpacked"
  shift 3
done
`

/**
 * For each kind, folder, what (count, all, difference or used) and zips or no-zips: \`go-image KIND ADDED TOTAL STAMPED\`,
 * and KIND.tar of what go reads again. Counted are compile results (-a index entries) and modules (.ziphash). Module zips
 * serve only \`go mod download\`. Modules that are used are those that KIND.keep lists, as \`path@version\` in the escaped
 * form of file names; without that file, all.
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
counted() { grep -c -- "$1" || true; }
downloads() {
  find cache/download -type f "$@" ! -name '*.lock' $skip
}
trees() {
  sed -n 's|^cache/download/\\(.*\\)/@v/\\(.*\\)[.]ziphash$|\\1@\\2|p' | while IFS= read -r tree; do if [ -d "$tree" ]; then echo "$tree"; fi; done
}
names() {
  case $1-$2 in
  build-all) ls -A | grep -e '^[0-9a-f][0-9a-f]$' -e '^README$' -e '^testexpire.txt$' ;;
  build-difference) find . -type f -newer "${BASE_STAMP}" -path './[0-9a-f][0-9a-f]/*' ;;
  build-used) find . -type f -newer "${STAMP}" -path './[0-9a-f][0-9a-f]/*' ;;
  modules-all)
    ls -A | grep -v ${MARKS} -e '^cache$' || true
    downloads
    ;;
  modules-difference)
    downloads -newer "${BASE_STAMP}" | trees
    downloads -newer "${BASE_STAMP}"
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
  kind=$1 dir=$2 what=$3
  if [ "$4" = zips ]; then skip=; else skip='! -name *.zip'; fi
  shift 4
  added=0 total=0 stamped=no
  if cd "$dir" 2>/dev/null; then
    if [ "$kind" = build ]; then mark='-a$'; else mark='[.]ziphash$'; fi
    total=$(find . -type f | counted "$mark")
    if [ -e "${STAMP}" ]; then
      stamped=yes
      added=$(find . -type f -newer "${STAMP}" | counted "$mark")
    else
      added=$total
    fi
    if [ "$what" = used ] || { [ "$what" != count ] && [ "$added" -gt 0 ]; }; then
      # busybox cannot unpack into go's read-only folders unless it is root
      if [ "$kind" = modules ]; then find . -type d ! -perm -200 -exec chmod u+w {} + || true; fi
      pack "$kind" "$what"
    fi
  fi
  echo "go-image $kind $added $total $stamped"
done
`
