/** The benchmarks of scripts/bench.sh. Every figure is the wall time of a whole step (main and post) or command. */
import {parseArgs} from 'node:util'
import {measureOverhead} from './overhead.ts'
import {measureRebuild} from './rebuild.ts'

const {positionals, values} = parseArgs({
  allowPositionals: true,
  options: {
    json: {type: 'boolean', default: false},
    yes: {type: 'boolean', default: false},
    runs: {type: 'string', default: '7'},
    'build-push-action': {type: 'string'},
  },
})
const [what] = positionals
if (what === 'overhead') await measureOverhead({...values, runs: Number(values.runs)})
else if (what === 'rebuild') await measureRebuild(values)
else {
  console.error('Say what to measure: ./scripts/bench.sh rebuild|overhead')
  process.exitCode = 2
}
