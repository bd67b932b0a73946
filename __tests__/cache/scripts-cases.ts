import {describe, expect, test} from '@jest/globals'
import {DISCARD, PACK, PROBE, RECEIVE, STAMP, UNPACK} from '../../src/cache/scripts.ts'

/** Runs a program of sh in a fresh folder `$T`; resolves with what it printed. */
export type Shell = (program: string) => Promise<{exitCode: number; stdout: string; stderr: string}>

/**
 * What the scripts promise, on a userland of its own: they run on whatever image the Go stage stands on. The absolute
 * folders of the scripts are moved below `$T`; nothing else of them is changed.
 */
export function describeScripts(userland: string, shell: Shell): void {
  const moved = (script: string) => script.replaceAll('/.go-image/', '$T/in/').replace(/\/out\b/g, '$T/out')
  const write = (name: string, script: string) =>
    `cat >"$T/${name}.sh" <<'END_OF_SCRIPT'\n${moved(script)}END_OF_SCRIPT`
  const setUp = [
    'set -eu',
    'export T',
    'mkdir -p "$T/in"',
    ...[write('probe', PROBE), write('unpack', UNPACK), write('pack', PACK)],
    ...[write('receive', RECEIVE), write('discard', DISCARD), 'export GO_IMAGE_RUN=one'],
    'probe() { sh "$T/probe.sh" "$@"; }',
    'unpack() { sh "$T/unpack.sh" "$@"; }',
    'pack() { sh "$T/pack.sh" "$@" >"$T/said"; grep -v " hits " "$T/said"; }',
    // One compile result is an index entry and its output; one module has zip, hash and extracted tree.
    'result() { mkdir -p "$1/$2"; echo index >"$1/$2/$2$3-a"; echo output >"$1/$2/$2$3-d"; }',
    'module() { mkdir -p "$1/cache/download/$2/@v" "$1/$2@v1"; d="$1/cache/download/$2/@v"; for e in info mod zip ziphash lock; do echo $e >"$d/v1.$e"; done; echo code >"$1/$2@v1/a.go"; }',
  ].join('\n')

  async function lines(...program: string[]): Promise<string[]> {
    const {exitCode, stdout, stderr} = await shell(`${setUp}\n${program.join('\n')}\n`)
    expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, ''])
    return stdout.split('\n').filter(line => line !== '')
  }

  describe(`on ${userland}`, () => {
    test('probing tells a folder with something in it from one without', async () => {
      const program = [
        'mkdir -p "$T/empty" "$T/stamped" "$T/full" "$T/hidden"',
        `touch "$T/stamped/${STAMP}" "$T/full/x" "$T/hidden/.x"`,
        'probe word a "$T/missing" b "$T/empty" c "$T/stamped" d "$T/full" e "$T/hidden" | grep -v mount',
      ]
      expect(await lines(...program)).toEqual([
        'go-image a empty',
        'go-image b empty',
        'go-image c empty',
        'go-image d warm',
        'go-image e warm',
      ])
    })

    test('a first build is packed whole, without what go does not read again', async () => {
      const program = [
        'result "$T/b" 00 aa; result "$T/b" ff bb',
        'mkdir -p "$T/b/fuzz/x"; echo f >"$T/b/fuzz/x/y"; date +%s >"$T/b/trim.txt"; echo readme >"$T/b/README"',
        'module "$T/m" example.com/x; module "$T/m" github.com/Azure/y',
        'pack build "$T/b" all no-zips modules "$T/m" all no-zips',
        'tar -tf "$T/out/build.tar" | grep -v "/$" | sort',
        'tar -tf "$T/out/modules.tar" | grep -v "/$" | sort',
      ]
      expect(await lines(...program)).toEqual([
        'go-image build 2 2 no',
        'go-image modules 2 2 no',
        ...['00/00aa-a', '00/00aa-d', 'README', 'ff/ffbb-a', 'ff/ffbb-d'],
        ...['info', 'mod', 'ziphash'].map(end => `cache/download/example.com/x/@v/v1.${end}`),
        ...['info', 'mod', 'ziphash'].map(end => `cache/download/github.com/Azure/y/@v/v1.${end}`),
        ...['example.com/x@v1/a.go', 'github.com/Azure/y@v1/a.go'],
      ])
    })

    test('module zips go in where they are wanted, locks never', async () => {
      const found = await lines(
        'module "$T/m" example.com/x',
        'pack modules "$T/m" all zips',
        'tar -tf "$T/out/modules.tar" | grep "@v/v1" | sort',
      )
      expect(found).toEqual([
        'go-image modules 1 1 no',
        ...['info', 'mod', 'zip', 'ziphash'].map(end => `cache/download/example.com/x/@v/v1.${end}`),
      ])
    })

    test('toolchains that go fetched for itself are neither counted nor packed', async () => {
      const found = await lines(
        'module "$T/m" golang.org/toolchain; module "$T/m" golang.org/x/text; module "$T/m" example.com/x',
        'pack modules "$T/m" all zips',
        'tar -tf "$T/out/modules.tar" | grep -e "[.]go$" -e ziphash | sort; tar -tf "$T/out/modules.tar" | grep -c toolchain || true',
        'rm -r "$T/m/example.com" "$T/m/golang.org/x" "$T/m/cache/download/example.com" "$T/m/cache/download/golang.org/x"',
        'rm "$T/out/modules.tar"; pack modules "$T/m" all zips; ls "$T/out"',
      )
      expect(found).toEqual([
        'go-image modules 2 2 no',
        ...['example.com/x', 'golang.org/x/text'].map(name => `cache/download/${name}/@v/v1.ziphash`),
        ...['example.com/x', 'golang.org/x/text'].map(name => `${name}@v1/a.go`),
        ...['0', 'go-image modules 0 0 no'],
      ])
    })

    test("a module's hash comes after its files, so that half an archive is a miss and not half a module", async () => {
      const found = await lines(
        'module "$T/m" zz.example/x; module "$T/m" aa.example/x',
        'pack modules "$T/m" all zips',
        'tar -tf "$T/out/modules.tar" | grep -e ziphash -e "[.]go$"',
      )
      expect(found.slice(1).map(line => (line.endsWith('.go') ? 'file' : 'hash'))).toEqual([
        'file',
        'file',
        'hash',
        'hash',
      ])
    })

    describe('what is received', () => {
      const packed = [
        'result "$T/b" 00 aa; result "$T/b" ff bb; module "$T/m" example.com/x; module "$T/m" example.com/y',
        'pack build "$T/b" all no-zips modules "$T/m" all no-zips >/dev/null',
        'receive() { GO_IMAGE_PIPE=$1; export GO_IMAGE_PIPE; shift; sh "$T/receive.sh" "$@" | grep -v receiving || true; }',
        'received() { receive "$T/out/build.tar" build "$T/new/b"; receive "$T/out/modules.tar" modules "$T/new/m"; }',
      ]

      test('is not in the cache before it is put in place, and nothing of it stays beside', async () => {
        const found = await lines(
          ...packed,
          'received; probe word build "$T/new/b" modules "$T/new/m" | grep -v mount',
          'unpack build "$T/new/b" fresh modules "$T/new/m" fresh',
          'cat "$T/new/b/00/00aa-d" "$T/new/m/example.com/x@v1/a.go"; ls -A "$T/new/b" "$T/new/m" | grep incoming || true',
          'pack build "$T/new/b" all no-zips modules "$T/new/m" all no-zips',
        )
        expect(found).toEqual([
          ...['go-image build empty', 'go-image modules empty'],
          ...['output', 'code', 'go-image build 0 2 yes', 'go-image modules 0 2 yes'],
        ])
      })

      test('is put in place without what is listed', async () => {
        const found = await lines(
          ...packed,
          'received; printf "%s\\n" example.com/x@v1 cache/download/example.com/x/@v/v1.ziphash >"$T/in/modules.dropped"',
          'unpack modules "$T/new/m" fresh; ls "$T/new/m/example.com"; ls "$T/new/m/cache/download/example.com/x/@v"',
        )
        expect(found).toEqual(['y@v1', 'v1.info', 'v1.mod'])
      })

      test('changes nothing that is there', async () => {
        const found = await lines(
          ...packed,
          'result "$T/new/b" 00 cc; mkdir -p "$T/new/b/ff"; echo mine >"$T/new/b/ff/ffbb-d"; module "$T/new/m" example.com/x; echo mine >"$T/new/m/example.com/x@v1/a.go"',
          'received; unpack build "$T/new/b" fresh modules "$T/new/m" fresh',
          'ls "$T/new/b/00" "$T/new/b/ff" | grep -e "-[ad]$"; cat "$T/new/b/ff/ffbb-d" "$T/new/m/example.com/x@v1/a.go" "$T/new/m/example.com/y@v1/a.go"; ls -A "$T/new/b" | grep incoming || true',
        )
        expect(found).toEqual([
          ...['00aa-a', '00aa-d', '00cc-a', '00cc-d'],
          ...['ffbb-a', 'ffbb-d', 'mine', 'mine', 'code'],
        ])
      })

      test('takes a difference after it', async () => {
        const found = await lines(
          ...packed,
          'received; mkdir "$T/d"; result "$T/d" 11 dd; tar -cf "$T/in/build-difference.tar" -C "$T/d" 11',
          'unpack build "$T/new/b" fresh; ls "$T/new/b"; pack build "$T/new/b" all no-zips',
        )
        expect(found).toEqual([...['00', '11', 'ff', 'trim.txt'], 'go-image build 0 3 yes'])
      })

      test('neither touches nor counts what another run has beside the cache just now', async () => {
        const found = await lines(
          ...packed,
          'received; GO_IMAGE_RUN=other receive "$T/out/build.tar" build "$T/new/b"; other=$T/new/b/.go-image-incoming-other',
          'chmod 755 "$other"; touch -t 200001010000 "$other/00/00aa-a" "$other/00/00aa-d"; result "$other" 00 ee',
          'unpack build "$T/new/b" fresh; pack build "$T/new/b" difference no-zips',
          'if [ "$(stat -c %Y "$other/00/00aa-a")" -lt 1000000000 ]; then echo untouched; fi; if [ -e "$T/out/build.tar" ]; then tar -tf "$T/out/build.tar" | grep ee || true; fi',
        )
        expect(found).toEqual(['go-image build 0 2 yes', 'untouched'])
      })

      test('leaves nothing when it breaks off, is discarded, or was left an hour ago', async () => {
        const found = await lines(
          ...packed,
          'head -c 1100 "$T/out/build.tar" >"$T/half"; GO_IMAGE_PIPE=$T/half sh "$T/receive.sh" build "$T/new/b" 2>/dev/null || echo refused',
          'sh "$T/discard.sh" build "$T/new/b"; ls -A "$T/new/b"',
          'received; GO_IMAGE_RUN=other sh "$T/discard.sh" build "$T/new/b"; sh "$T/discard.sh" modules "$T/new/m"; ls -A "$T/new/b" "$T/new/m" | grep -o incoming',
          'touch -d "@$(($(date +%s) - 7200))" "$T/new/b"/.go-image-incoming-*; GO_IMAGE_RUN=two receive "$T/out/build.tar" build "$T/new/b"; ls -A "$T/new/b"',
        )
        expect(found).toEqual(['go-image receiving', 'refused', 'incoming', '.go-image-incoming-two'])
      })
    })

    test('what is unpacked is there, stamped, and counts as nothing added', async () => {
      const program = [
        'result "$T/b" 00 aa; module "$T/m" example.com/x',
        'pack build "$T/b" all no-zips modules "$T/m" all no-zips >/dev/null; mv "$T/out/build.tar" "$T/out/modules.tar" "$T/in/"',
        'unpack build "$T/new/b" fresh modules "$T/new/m" fresh',
        'cat "$T/new/b/00/00aa-d" "$T/new/m/example.com/x@v1/a.go"',
        'pack build "$T/new/b" all no-zips modules "$T/new/m" all no-zips; ls "$T/out"',
      ]
      expect(await lines(...program)).toEqual([
        ...['output', 'code'],
        ...['go-image build 0 1 yes', 'go-image modules 0 1 yes'],
      ])
    })

    test('the build cache looks used just now, so that go neither marks nor trims its entries', async () => {
      const found = await lines(
        'result "$T/b" 00 aa; touch -t 200001010000 "$T/b/00/00aa-a"',
        'pack build "$T/b" all no-zips >/dev/null; mv "$T/out/build.tar" "$T/in/"',
        'unpack build "$T/new" fresh >/dev/null',
        'find "$T/new" -name "00aa-a" -mmin -10 | wc -l | tr -d " "',
        '[ $(($(date +%s) - $(cat "$T/new/trim.txt"))) -lt 60 ] && echo fresh',
      )
      expect(found).toEqual(['1', 'fresh'])
    })

    test('what a build reads is counted, where the file system tells', async () => {
      const found = await lines(
        'result "$T/b" 00 aa; result "$T/b" 11 bb; result "$T/b" 22 cc',
        'pack build "$T/b" all no-zips >/dev/null; mv "$T/out/build.tar" "$T/in/"',
        'unpack build "$T/new" fresh >/dev/null',
        'cat "$T/new/00/00aa-a" "$T/new/11/11bb-a" "$T/new/11/11bb-d" >/dev/null; result "$T/new" 33 dd; cat "$T/new/33/33dd-a" >/dev/null',
        'pack build "$T/new" count no-zips; grep " hits " "$T/said"',
        // A stamp that shows no access stands for a file system that notes none.
        `touch -a -d "@9999999999" "$T/new/${STAMP}"; touch -m -d "@9999999999" "$T/new/${STAMP}"`,
        'pack build "$T/new" count no-zips; grep -c " hits " "$T/said" || true',
      )
      expect(found).toEqual(['go-image build 1 4 yes', 'go-image hits build 2', 'go-image build 0 4 yes', '0'])
    })

    test('of a module cache of which the mount is only a part, the whole is the frame and the mount has the marks', async () => {
      const found = await lines(
        'module "$T/m" example.com/x',
        'pack modules "$T/m/./cache" all zips >/dev/null; mv "$T/out/modules.tar" "$T/in/"',
        'unpack modules "$T/new/./cache" fresh',
        `ls -A "$T/new/cache" | grep -e stamp -e base; ls "$T/new/cache/download/example.com/x/@v"`,
        'module "$T/new" example.com/y; pack modules "$T/new/./cache" difference zips',
        'tar -tf "$T/out/modules.tar" | grep "@v/" | sort',
      )
      expect(found).toEqual([
        ...['.go-image-base', '.go-image-stamp', 'v1.info', 'v1.mod', 'v1.zip'],
        ...['v1.ziphash', 'go-image modules 1 2 yes'],
        ...['info', 'mod', 'zip', 'ziphash'].map(end => `cache/download/example.com/y/@v/v1.${end}`),
      ])
    })

    test('what a build adds is counted, and all is packed with it, without the stamp', async () => {
      const found = await lines(
        'result "$T/b" 00 aa; pack build "$T/b" all no-zips >/dev/null; mv "$T/out/build.tar" "$T/in/"',
        'unpack build "$T/new" fresh >/dev/null; sleep 1; result "$T/new" 11 cc; result "$T/new" 00 dd',
        'pack build "$T/new" all no-zips; tar -tf "$T/out/build.tar" | grep -c -e "-a$"; tar -tf "$T/out/build.tar" | grep -c stamp || true',
      )
      expect(found).toEqual(['go-image build 2 3 yes', '3', '0'])
    })

    test('a difference holds all that came since the base, over several builds', async () => {
      const found = await lines(
        'result "$T/b" 00 aa; module "$T/m" example.com/base',
        'pack build "$T/b" all no-zips modules "$T/m" all no-zips >/dev/null; mv "$T"/out/*.tar "$T/in/"',
        'unpack build "$T/1/b" fresh modules "$T/1/m" fresh >/dev/null; result "$T/1/b" 11 first; module "$T/1/m" example.com/first',
        'pack build "$T/1/b" difference no-zips modules "$T/1/m" difference no-zips',
        'for k in build modules; do mv "$T/out/$k.tar" "$T/in/$k-difference.tar"; done',
        'unpack build "$T/2/b" fresh modules "$T/2/m" fresh >/dev/null; result "$T/2/b" 22 second; module "$T/2/m" example.com/second',
        'pack build "$T/2/b" difference no-zips modules "$T/2/m" difference no-zips',
        'tar -tf "$T/out/build.tar" | sed "s|^[.]/||" | sort; tar -tf "$T/out/modules.tar" | grep -e "[.]go$" -e ziphash | sort',
      )
      expect(found).toEqual([
        ...['go-image build 1 2 yes', 'go-image modules 1 2 yes', 'go-image build 1 3 yes', 'go-image modules 1 3 yes'],
        ...['11/11first-a', '11/11first-d', '22/22second-a', '22/22second-d'],
        ...['first', 'second'].map(name => `cache/download/example.com/${name}/@v/v1.ziphash`),
        ...['first', 'second'].map(name => `example.com/${name}@v1/a.go`),
      ])
    })

    test('after a census only what was used or added is packed, and the modules that are still listed', async () => {
      const found = await lines(
        'result "$T/b" 00 used; result "$T/b" 11 stale; module "$T/m" example.com/kept; module "$T/m" example.com/gone',
        'pack build "$T/b" all no-zips modules "$T/m" all no-zips >/dev/null; mv "$T"/out/*.tar "$T/in/"',
        'unpack build "$T/1/b" census modules "$T/1/m" census >/dev/null',
        'find "$T/1/b" -name "11stale-a" -mmin +60 | wc -l | tr -d " "',
        'touch "$T"/1/b/00/*; result "$T/1/b" 22 added; echo "example.com/kept@v1" >"$T/in/modules.keep"',
        'pack build "$T/1/b" used no-zips modules "$T/1/m" used no-zips',
        'tar -tf "$T/out/build.tar" | sed "s|^[.]/||" | sort; tar -tf "$T/out/modules.tar" | grep -v "/$" | sort',
      )
      expect(found).toEqual([
        '1',
        ...['go-image build 2 3 yes', 'go-image modules 0 2 yes'],
        ...['00/00used-a', '00/00used-d', '22/22added-a', '22/22added-d'],
        ...['info', 'mod', 'ziphash'].map(end => `cache/download/example.com/kept/@v/v1.${end}`),
        'example.com/kept@v1/a.go',
      ])
    })

    test('counting packs nothing', async () => {
      expect(await lines('result "$T/b" 00 aa', 'pack build "$T/b" count no-zips; ls "$T/out"')).toEqual([
        'go-image build 1 1 no',
      ])
    })

    test('folders that are missing or empty are counted as empty, not as a failure', async () => {
      const found = await lines(
        'mkdir "$T/e"',
        'pack build "$T/missing" all no-zips modules "$T/e" all zips; ls "$T/out"',
      )
      expect(found).toEqual(['go-image build 0 0 no', 'go-image modules 0 0 no'])
    })

    test('a broken archive fails, and leaves no stamp that would call the rest complete', async () => {
      const {exitCode, stdout} = await shell(
        `${setUp}\nhead -c 3000 /dev/urandom >"$T/in/build.tar"\nunpack build "$T/new" fresh || echo failed\nls -A "$T/new"\n`,
      )
      expect([exitCode, stdout.split('\n').filter(Boolean)]).toEqual([0, ['failed']])
    })

    test('odd names are carried as they are', async () => {
      const found = await lines(
        'module "$T/m" "example.com/!upper/x+y~z"; mkdir -p "$T/m/-rf"; echo dash >"$T/m/-rf/a.go"',
        'pack modules "$T/m" all no-zips; mv "$T/out/modules.tar" "$T/in/"',
        'unpack modules "$T/new" fresh; cat "$T/new/-rf/a.go" "$T/new/example.com/!upper/x+y~z@v1/a.go"',
      )
      expect(found).toEqual(['go-image modules 1 1 no', 'dash', 'code'])
    })

    test('what root unpacks belongs to the owner of the mount, and so does the folder it is made in', async () => {
      const found = await lines(
        'result "$T/b" 00 aa; module "$T/m" example.com/x',
        'pack build "$T/b" all no-zips modules "$T/m" all no-zips >/dev/null; mv "$T"/out/*.tar "$T/in/"',
        // Whoever is not root has no other owner to give: the mount is then theirs already.
        'mkdir "$T/mount"; chmod 0750 "$T/mount"; if [ "$(id -u)" = 0 ]; then chown 1234:4321 "$T/mount"; fi',
        'probe word build "$T/mount/go-build" modules "$T/mount/pkg/mod" >/dev/null',
        'unpack build "$T/mount/go-build" fresh modules "$T/mount/pkg/mod" fresh >/dev/null',
        'find "$T/mount" -exec stat -c %u:%g {} + | sort -u >"$T/owners"; stat -c %u:%g "$T/mount" | cmp - "$T/owners" && echo same owner',
        'if [ "$(id -u)" = 0 ]; then stat -c %a "$T/mount/go-build" "$T/mount/pkg/mod"; else echo 750 750 | tr " " "\\n"; fi',
      )
      expect(found).toEqual(['same owner', '750', '750'])
    })

    test('in a mount that everybody may write into, everybody may write into what root unpacks', async () => {
      const found = await lines(
        'result "$T/b" 00 aa; pack build "$T/b" all no-zips >/dev/null; mv "$T"/out/*.tar "$T/in/"',
        'mkdir "$T/mount"; chmod 0777 "$T/mount"; probe word build "$T/mount/go-build" >/dev/null',
        'unpack build "$T/mount/go-build" fresh >/dev/null',
        // Those who are not root are the ones who write.
        'if [ "$(id -u)" = 0 ]; then find "$T/mount" ! -perm -006; else find "$T/mount" ! -perm -600; fi | wc -l | tr -d " "',
      )
      expect(found).toEqual(['0'])
    })

    test('folders that go made read-only can be unpacked', async () => {
      const found = await lines(
        'module "$T/m" example.com/x; chmod 0555 "$T/m/example.com/x@v1"; chmod 0444 "$T/m/example.com/x@v1/a.go"',
        'pack modules "$T/m" all no-zips; mv "$T/out/modules.tar" "$T/in/"; unpack modules "$T/new" fresh; cat "$T/new/example.com/x@v1/a.go"',
        'chmod -R u+w "$T"',
      )
      expect(found).toEqual(['go-image modules 1 1 no', 'code'])
    })
  })
}
