/** Prints the images that a build of a Go project starts from, on one line. */
import {randomUUID} from 'node:crypto'
import {mkdir, rm} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join, resolve} from 'node:path'
import {chooseDockerfile} from '../../src/dockerfile/choose.ts'
import {rootImage} from '../../src/dockerfile/parse.ts'
import {inspectProject} from '../../src/go/inspect.ts'
import {readInputs} from '../../src/inputs.ts'

const folder = resolve(process.argv[2] ?? '.')
const temp = join(tmpdir(), `go-image-${randomUUID()}`)
await mkdir(temp)
try {
  const {model} = await chooseDockerfile({
    source: {kind: 'folder', path: folder},
    workspace: folder,
    inputs: readInputs(name => process.env[`DEMO_${name.toUpperCase()}`] ?? ''),
    project: await inspectProject({root: folder, ...(process.env.DEMO_MAIN && {main: process.env.DEMO_MAIN})}),
    temp,
    today: new Date(),
  })
  const images = new Set(model?.stages.map(rootImage).filter(image => image !== 'scratch' && !image.includes('$')))
  console.log([...images].join(' '))
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
} finally {
  await rm(temp, {recursive: true, force: true})
}
