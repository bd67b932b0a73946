/** The benchmarks of scripts/bench.sh. Every figure is the wall time of a whole step (main and post) or command. */
import {parseArgs} from 'node:util'
import {measureCaches, readWays} from './cache.ts'
import {measureCheck} from './check.ts'
import {measureImages} from './image.ts'
import {measureMemory} from './memory.ts'
import {measureOverhead} from './overhead.ts'
import {measureRebuild} from './rebuild.ts'
import {printRows} from './rows.ts'
import {measureShares} from './share.ts'

const {positionals, values} = parseArgs({
  allowPositionals: true,
  options: {
    json: {type: 'boolean', default: false},
    yes: {type: 'boolean', default: false},
    quick: {type: 'boolean', default: false},
    shared: {type: 'boolean', default: false},
    ways: {type: 'string'},
    runs: {type: 'string', default: '7'},
    'build-push-action': {type: 'string'},
  },
})
const [what] = positionals
if (what === 'cache') {
  const changes: ('leaf' | 'main')[] = values.quick ? ['leaf'] : ['leaf', 'main']
  const rows = await measureCaches({yes: values.yes, changes, ways: readWays(values.ways), shared: values.shared})
  if (values.json) console.log(JSON.stringify({schema: 1, rows}, null, 2))
  process.exit()
}
if (what === 'memory') {
  const rows = await measureMemory()
  if (values.json) console.log(JSON.stringify({schema: 1, rows}, null, 2))
  process.exit()
}
if (what === 'check') {
  const rows = await measureCheck()
  if (values.json) console.log(JSON.stringify({schema: 1, rows}, null, 2))
  process.exit()
}
if (what === 'image') {
  const result = await measureImages(Number(values.runs))
  if (values.json) console.log(JSON.stringify({schema: 1, ...result}, null, 2))
  process.exit()
}
if (what === 'share') {
  const result = await measureShares()
  if (values.json) console.log(JSON.stringify({schema: 1, ...result}, null, 2))
  process.exit()
}
if (what !== undefined && what !== 'rebuild' && what !== 'overhead') {
  console.error(`There is no benchmark "${what}"; there are rebuild, overhead, cache, memory, image, share and check.`)
  process.exit(2)
}
const rows = [
  ...(what === 'overhead' ? [] : await measureRebuild(values)),
  ...(what === 'rebuild' ? [] : await measureOverhead({...values, runs: Number(values.runs)})),
]
if (values.json) console.log(JSON.stringify({schema: 1, rows}, null, 2))
else printRows(rows)
