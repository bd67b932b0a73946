import {execute} from '../../src/runner/exec.ts'
import {describeScripts} from '../cache/scripts-cases.ts'

const env = {PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? ''}

for (const [image, user] of [
  ['golang:1.27-alpine', '0'],
  ['golang:1.27-alpine', '1000'],
  ['golang:1.26', '0'],
] as const)
  describeScripts(`${image} as user ${user}`, program =>
    execute('docker', ['run', '--rm', '-i', '--network=none', `--user=${user}`, image, 'sh', '-s'], {
      env,
      input: `T=$(mktemp -d)\n${program}`,
    }),
  )
