/** The benchmarks of scripts/bench.sh. Every figure is the wall time of a whole step (main and post) or command. */
import {parseArgs} from 'node:util'
import {measureCaches} from './cache.ts'
import {measureOverhead} from './overhead.ts'
import {measureRebuild} from './rebuild.ts'
import {printRows} from './rows.ts'

const {positionals, values} = parseArgs({
  allowPositionals: true,
  options: {
    json: {type: 'boolean', default: false},
    yes: {type: 'boolean', default: false},
    quick: {type: 'boolean', default: false},
    runs: {type: 'string', default: '7'},
    'build-push-action': {type: 'string'},
  },
})
const [what] = positionals
if (what === 'cache') {
  const rows = await measureCaches({yes: values.yes, changes: values.quick ? ['leaf'] : ['leaf', 'main']})
  if (values.json) console.log(JSON.stringify({schema: 1, rows}, null, 2))
  process.exit()
}
if (what !== undefined && what !== 'rebuild' && what !== 'overhead') {
  console.error(`There is no benchmark "${what}"; there are rebuild, overhead and cache.`)
  process.exit(2)
}
const rows = [
  ...(what === 'overhead' ? [] : await measureRebuild(values)),
  ...(what === 'rebuild' ? [] : await measureOverhead({...values, runs: Number(values.runs)})),
]
if (values.json) console.log(JSON.stringify({schema: 1, rows}, null, 2))
else printRows(rows)
