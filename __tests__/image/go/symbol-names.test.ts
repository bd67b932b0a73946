import {expect, test} from '@jest/globals'
import {isAlsoOf, packageOfSymbol} from '../../../src/image/go/symbol-names.ts'

const OF_PACKAGES: [string, string][] = [
  ['main.main', 'main'],
  ['main.main.func1', 'main'],
  ['main.init.0', 'main'],
  ['main.glob..func1', 'main'],
  ['runtime.gcenable.gowrap1', 'runtime'],
  ['net/http.(*Server).Serve.deferwrap1', 'net/http'],
  ['net/http.HandlerFunc.ServeHTTP', 'net/http'],
  ['github.com/me/app/internal/x.Run', 'github.com/me/app/internal/x'],
  ['gopkg.in/yaml%2ev3.(*parser).parse', 'gopkg.in/yaml.v3'],
  ['example.com/caf%c3%a9.F', 'example.com/café'],
  ['go.uber.org/zap.New', 'go.uber.org/zap'],
  ['gopkg.in/type.F', 'gopkg.in/type'],
  ['vendor/golang.org/x/net/http2/hpack.(*Decoder).Write', 'vendor/golang.org/x/net/http2/hpack'],
  ['cmd/compile/internal/ssa.Compile', 'cmd/compile/internal/ssa'],
  ['slices.SortFunc[go.shape.[]example.com/a/b.T,go.shape.struct { X net/http.Header }]', 'slices'],
  ['example.com/m.(*Map[go.shape.string,example.com/k%2ev1.Key]).Get', 'example.com/m'],
  ['sync/atomic.(*Pointer[example.com/a/b.T]).Load', 'sync/atomic'],
  ['main._cgoexp_4a5b_callback', 'main'],
  ['type:.eq.net/http.Request', 'net/http'],
  ['type..hash.example.com/x.Key', 'example.com/x'],
]
test.each(OF_PACKAGES)('%s is of the package %s', (symbol, path) => {
  expect(packageOfSymbol(symbol)).toBe(path)
})

const OF_NONE = [
  'memeqbody',
  '_cgo_4a5b_Cfunc_twice',
  'type:.eq.[2]string',
  'type:.eq.struct { Name net/http.Header; _ example.com/x.T }',
  'go:(*struct { sync.Mutex; net/url.URL }).Lock',
  'go.(*struct { sync.Mutex }).Lock',
  'go:buildid',
  '_.goready.func1',
  '.hidden',
  'runtime/cgo(.text)',
  '',
  `${'a/'.repeat(400)}b.F`,
]
test.each(OF_NONE)('%s is of no package', symbol => {
  expect(packageOfSymbol(symbol)).toBe('')
})

test('the fast way never says otherwise, and says most', () => {
  const symbols = [...OF_PACKAGES.map(([symbol]) => symbol), ...OF_NONE]
  // What only looks like another's: a package below it, one that begins like it, a method of a type with its name.
  const likely = symbols.flatMap(symbol => [`${symbol}/v2.F`, `${symbol}x.F`, `${symbol}.v3.f`, `${symbol}[a/b.T]`])
  // And a type called like what stands behind the dot of another package.
  const unescaped = symbols.map(symbol => symbol.replaceAll('%2e', '.'))
  const all = [...symbols, ...likely, ...unescaped]
  let said = 0
  for (const path of new Set(all.map(packageOfSymbol)))
    for (const symbol of path === '' ? [] : all)
      if (isAlsoOf(symbol, path)) {
        said++
        expect([symbol, packageOfSymbol(symbol)]).toEqual([symbol, path])
      }
  expect(said).toBeGreaterThan(50)
  expect(isAlsoOf('net/http.(*Server).Serve', 'net/http')).toBe(true)
})
