import {describe, expect, test} from '@jest/globals'
import {foldersOf, parseMountInfo} from '../../src/cache/mountinfo.ts'

/** As a RUN step on the docker driver prints it: the mount is a bind of a snapshot's folder. */
const step = parseMountInfo([
  '1432 1411 0:72 / / rw,relatime - overlay overlay rw,lowerdir=/a,upperdir=/b,workdir=/c',
  '1437 1432 254:0 /var/lib/docker/snap\\040shots/17/fs /go/pkg/mod rw,relatime - ext4 /dev/vda rw',
  // Made with uid: BuildKit's own folder `cache` is under it, in a lower folder.
  '1438 1432 0:48 /cache /with/uid rw,relatime master:2 - overlay overlay rw,lowerdir=/snap/1/fs,upperdir=/snap\\0542/fs,workdir=/w',
  '1439 1432 0:81 / /read/only ro,relatime - overlay overlay ro,lowerdir=/a:/b',
  '1440 1432 0:82 / /in/memory rw - tmpfs tmpfs rw',
])

describe('the folder behind a mount', () => {
  test('is the same path for who has the root of that file system', () => {
    const host = parseMountInfo([
      '24 1 254:0 / / rw,relatime - ext4 /dev/vda rw',
      '25 24 0:5 / /dev rw - devtmpfs d rw',
    ])
    expect(foldersOf('/go/pkg/mod', step, host)).toEqual(['/var/lib/docker/snap shots/17/fs'])
  })

  test('is found below a mount of a part of it, such as a builder’s volume', () => {
    const builder = parseMountInfo(['30 1 254:0 /var/lib/docker /state rw - ext4 /dev/vda rw'])
    expect(foldersOf('/go/pkg/mod', step, builder)).toEqual(['/state/snap shots/17/fs'])
  })

  test('is in the upper folder of an overlay, by its name for the builder', () => {
    expect(foldersOf('/with/uid', step, [])).toEqual(['/snap,2/fs/cache'])
  })

  test('is not guessed: nobody else has it, nothing can be written into it, or there is no such mount', () => {
    const other = parseMountInfo([
      '24 1 8:1 / / rw - ext4 /dev/sda1 rw',
      '25 24 254:0 /var/lib/docker/snap /x rw - ext4 /dev/vda rw',
    ])
    expect(foldersOf('/go/pkg/mod', step, other)).toEqual([])
    expect(foldersOf('/read/only', step, parseMountInfo(['1 1 0:81 / / rw - overlay o rw']))).toEqual([])
    expect(foldersOf('/in/memory', step, parseMountInfo(['1 1 0:82 / / rw - tmpfs t rw']))).toEqual([])
    expect(foldersOf('/nowhere', step, other)).toEqual([])
  })

  test('lines that cannot be read are passed over', () => {
    expect(parseMountInfo(['', 'nonsense', '1 2 3'])).toEqual([])
  })
})
