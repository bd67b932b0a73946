import {describe, expect, test} from '@jest/globals'
import {PACK, PROBE, STAMP, UNPACK} from '../../src/cache/scripts.ts'

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
    'probe() { sh "$T/probe.sh" "$@"; }',
    'unpack() { sh "$T/unpack.sh" "$@"; }',
    'pack() { sh "$T/pack.sh" "$@"; }',
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
        'probe a "$T/missing" b "$T/empty" c "$T/stamped" d "$T/full" e "$T/hidden"',
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
        'pack build "$T/b" no-zips modules "$T/m" no-zips',
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
        'pack modules "$T/m" all',
        'tar -tf "$T/out/modules.tar" | grep "@v/v1" | sort',
      )
      expect(found).toEqual([
        'go-image modules 1 1 no',
        ...['info', 'mod', 'zip', 'ziphash'].map(end => `cache/download/example.com/x/@v/v1.${end}`),
      ])
    })

    test("a module's hash comes after its files, so that half an archive is a miss and not half a module", async () => {
      const found = await lines(
        'module "$T/m" zz.example/x; module "$T/m" aa.example/x',
        'pack modules "$T/m" all',
        'tar -tf "$T/out/modules.tar" | grep -e ziphash -e "[.]go$"',
      )
      expect(found.slice(1).map(line => (line.endsWith('.go') ? 'file' : 'hash'))).toEqual([
        'file',
        'file',
        'hash',
        'hash',
      ])
    })

    test('what is unpacked is there, stamped, and counts as nothing added', async () => {
      const program = [
        'result "$T/b" 00 aa; module "$T/m" example.com/x',
        'pack build "$T/b" no-zips modules "$T/m" no-zips >/dev/null; mv "$T/out/build.tar" "$T/out/modules.tar" "$T/in/"',
        'unpack build "$T/new/b" modules "$T/new/m"',
        'cat "$T/new/b/00/00aa-d" "$T/new/m/example.com/x@v1/a.go"',
        'pack build "$T/new/b" no-zips modules "$T/new/m" no-zips; ls "$T/out"',
      ]
      expect(await lines(...program)).toEqual([
        ...['go-image build unpacked', 'go-image modules unpacked', 'output', 'code'],
        ...['go-image build 0 1 yes', 'go-image modules 0 1 yes'],
      ])
    })

    test('the build cache looks used just now, so that go neither marks nor trims its entries', async () => {
      const found = await lines(
        'result "$T/b" 00 aa; touch -t 200001010000 "$T/b/00/00aa-a"',
        'pack build "$T/b" no-zips >/dev/null; mv "$T/out/build.tar" "$T/in/"',
        'unpack build "$T/new" >/dev/null',
        'find "$T/new" -name "00aa-a" -mmin -10 | wc -l | tr -d " "',
        '[ $(($(date +%s) - $(cat "$T/new/trim.txt"))) -lt 60 ] && echo fresh',
      )
      expect(found).toEqual(['1', 'fresh'])
    })

    test('what a build adds is counted, and all is packed with it, without the stamp', async () => {
      const found = await lines(
        'result "$T/b" 00 aa; pack build "$T/b" no-zips >/dev/null; mv "$T/out/build.tar" "$T/in/"',
        'unpack build "$T/new" >/dev/null; sleep 1; result "$T/new" 11 cc; result "$T/new" 00 dd',
        'pack build "$T/new" no-zips; tar -tf "$T/out/build.tar" | grep -c -e "-a$"; tar -tf "$T/out/build.tar" | grep -c stamp || true',
      )
      expect(found).toEqual(['go-image build 2 3 yes', '3', '0'])
    })

    test('counting packs nothing', async () => {
      expect(await lines('result "$T/b" 00 aa', 'pack build "$T/b" count; ls "$T/out"')).toEqual([
        'go-image build 1 1 no',
      ])
    })

    test('folders that are missing or empty are counted as empty, not as a failure', async () => {
      const found = await lines('mkdir "$T/e"', 'pack build "$T/missing" no-zips modules "$T/e" all; ls "$T/out"')
      expect(found).toEqual(['go-image build 0 0 no', 'go-image modules 0 0 no'])
    })

    test('a broken archive fails, and leaves no stamp that would call the rest complete', async () => {
      const {exitCode, stdout} = await shell(
        `${setUp}\nhead -c 3000 /dev/urandom >"$T/in/build.tar"\nunpack build "$T/new" || echo failed\nls -A "$T/new"\n`,
      )
      expect([exitCode, stdout.split('\n').filter(Boolean)]).toEqual([0, ['failed']])
    })

    test('odd names are carried as they are', async () => {
      const found = await lines(
        'module "$T/m" "example.com/!upper/x+y~z"; mkdir -p "$T/m/-rf"; echo dash >"$T/m/-rf/a.go"',
        'pack modules "$T/m" no-zips; mv "$T/out/modules.tar" "$T/in/"',
        'unpack modules "$T/new"; cat "$T/new/-rf/a.go" "$T/new/example.com/!upper/x+y~z@v1/a.go"',
      )
      expect(found).toEqual(['go-image modules 1 1 no', 'go-image modules unpacked', 'dash', 'code'])
    })

    test('folders that go made read-only can be unpacked', async () => {
      const found = await lines(
        'module "$T/m" example.com/x; chmod 0555 "$T/m/example.com/x@v1"; chmod 0444 "$T/m/example.com/x@v1/a.go"',
        'pack modules "$T/m" no-zips; mv "$T/out/modules.tar" "$T/in/"; unpack modules "$T/new"; cat "$T/new/example.com/x@v1/a.go"',
        'chmod -R u+w "$T"',
      )
      expect(found).toEqual(['go-image modules 1 1 no', 'go-image modules unpacked', 'code'])
    })
  })
}
