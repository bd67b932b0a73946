/** What the mounted form of the direct way runs, as root on the machine of the engine. POSIX sh, with util-linux. */
import {OPENNESS} from './scripts.ts'

/** Files and folders in the folder GO_IMAGE_SPACE of one cache. */
export const IMAGE = 'image.squashfs'
export const SAMPLE = 'sample.squashfs'
export const UPPER = 'upper'

/** `mounted FILE FOLDER`: the image, with what is written kept in `upper`. Leaves nothing where it fails. */
const MOUNTED = `space=$GO_IMAGE_SPACE
mounted() {
  mount -t squashfs -o ro,nodev,nosuid,loop "$space/$1" "$space/lower" || return 1
  if mount -t overlay -o "nodev,nosuid,lowerdir=$space/lower,upperdir=$space/${UPPER},workdir=$space/work" go-image "$2"; then return; fi
  umount "$space/lower"
  return 1
}
`

/**
 * For one name and folder: \`go-image mountable UID GID MODE\` where an image can be mounted there, the engine sees it and
 * nothing of it is left; the three are the folder's, the mode in octal. Fails with the reason otherwise. The sample is
 * mounted, whose only file holds GO_IMAGE_WORD.
 *
 * An engine may have mounts of its own (mount_namespaces(7)): all that are here must see ours.
 */
export const TRY_MOUNT = `set -eu
${OPENNESS}
${MOUNTED}
case $2$space in *[!A-Za-z0-9/._-]*) echo "a path that mount would not read as it is" >&2; exit 1 ;; esac
made "$2"
like=$(stat -c '%u %g %a' "$2")
mkdir -p "$space/lower" "$space/${UPPER}" "$space/work"
owner=\${like% *}
chown "\${owner% *}:\${owner#* }" "$space/${UPPER}"
chmod "\${like##* }" "$space/${UPPER}"
mounted ${SAMPLE} "$2"
engines=0 seen=0
for comm in $(grep -lx dockerd /proc/[0-9]*/comm 2>/dev/null); do
  engines=$((engines + 1))
  if grep -qF " $2 " "\${comm%/comm}/mountinfo"; then seen=$((seen + 1)); fi
done
word=$(cat "$2/sample" 2>/dev/null || true)
umount "$2"
umount "$space/lower"
if [ "$word" != "$GO_IMAGE_WORD" ]; then echo "what was mounted did not show" >&2; exit 1; fi
if [ "$engines" = 0 ] || [ "$engines" != "$seen" ]; then echo "the engine does not see mounts that are made here" >&2; exit 1; fi
echo "go-image mountable $like"
`

/** For one name and folder: mounts the image there. */
export const MOUNT = `set -eu
${MOUNTED}
mounted ${IMAGE} "$2"
`

/**
 * For each space and folder: what MOUNT mounted is gone, and the space too. Lazily, as a build that was cancelled may
 * still have it.
 */
export const UNMOUNT = `set -u
while [ $# -gt 0 ]; do
  umount -l "$2" 2>/dev/null
  umount -l "$1/lower" 2>/dev/null
  rm -rf --one-file-system "$1"
  shift 2
done
`
