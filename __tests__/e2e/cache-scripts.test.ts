import {execute} from '../../src/runner/exec.ts'
import {describeScripts} from '../cache/scripts-cases.ts'

const env = {PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? ''}

for (const image of ['golang:1.27-alpine', 'golang:1.26'])
  for (const user of ['0', '1000'])
    describeScripts(`${image} as user ${user}`, program =>
      execute('docker', ['run', '--rm', '-i', '--network=none', `--user=${user}`, image, 'sh', '-s'], {
        env,
        input: `T=$(mktemp -d)\n${program}`,
      }),
    )
