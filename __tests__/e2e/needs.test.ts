import {mkdirSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {expect, test} from '@jest/globals'
import {writeFromCheckout} from '../../src/dockerfile/from-checkout.ts'
import {readRuntimeFiles} from '../../src/dockerfile/runtime-files.ts'
import {writeDockerfile} from '../../src/dockerfile/write.ts'
import {inspectProject} from '../../src/go/inspect.ts'
import {DOCKERFILE_STYLES} from '../../src/inputs.ts'
import {execute} from '../../src/runner/exec.ts'
import {writeTree} from '../go/tree.ts'

const env = {PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? ''}

const MAIN = `package main

import (
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"time"
)

func main() {
	zone, err := time.LoadLocation("Europe/Berlin")
	fmt.Println(err, time.Date(2026, 7, 1, 12, 0, 0, 0, time.UTC).In(zone).Format("15:04 MST"))
	known, err := user.Lookup("nonroot")
	fmt.Println(err, known.Uid, known.HomeDir)
	own, err := user.Current()
	fmt.Println(err, own.Username)
	temporary, err := os.CreateTemp("", "x")
	fmt.Println(err, filepath.Dir(temporary.Name()))
	text, err := os.ReadFile("config.yml")
	fmt.Println(err, string(text))
	pages, err := filepath.Glob("templates/*.html")
	fmt.Println(err, pages)
	entries, err := os.ReadDir("templates")
	fmt.Println(err, len(entries))
	fmt.Println(os.WriteFile("state.db", nil, 0o600))
}
`

const FILES = {
  'go.mod': 'module example.com/app\n\ngo 1.26.0\n',
  'main.go': MAIN,
  'config.yml': 'rate: 19',
  'templates/index.html': '<p>',
  'templates/a*[b].pem': 'secret',
  'templates/ab.html': '<b>',
  'templates/.env': 'secret',
}

const docker = async (...args: string[]) => {
  const {exitCode, stdout, stderr} = await execute('docker', args, {env})
  expect([exitCode, exitCode === 0 ? '' : stderr]).toEqual([0, ''])
  return stdout
}

test.each([
  ...DOCKERFILE_STYLES.map(style => ({base: 'scratch', style})),
  {base: 'distroless', style: 'mount' as const},
])(
  'a program finds its files, zones, user and temporary folder on $base with style $style',
  async ({base, style}) => {
    await using tree = writeTree(FILES)
    // As a checkout under umask 077 has them.
    await execute('chmod', ['-R', 'go=', join(tree.root, 'templates'), join(tree.root, 'config.yml')], {env})
    const project = await inspectProject({root: tree.root})
    const runtimeFiles = readRuntimeFiles(tree.root, project.facts, null)
    const {dockerfile, ignore, warnings} = writeDockerfile(project, {base, buildArgs: [], style, runtimeFiles})
    expect(warnings).toEqual([])
    await using written = writeTree({Dockerfile: dockerfile, 'Dockerfile.dockerignore': ignore})
    const tag = `go-image-e2e/needs:${base}-${style}`
    const file = join(written.root, 'Dockerfile')
    await docker('buildx', 'build', '--provenance=false', '--load', `--tag=${tag}`, `--file=${file}`, '--', tree.root)
    try {
      const options = ['--rm', '--network=none', '--cap-drop=ALL', '--env=USER=', '--env=HOME=']
      expect((await docker('run', ...options, tag)).trim().split('\n')).toEqual([
        '<nil> 14:00 CEST',
        '<nil> 65532 /home/nonroot',
        '<nil> nonroot',
        '<nil> /tmp',
        '<nil> rate: 19',
        '<nil> [templates/ab.html templates/index.html]',
        '<nil> 2',
        '<nil>',
      ])
    } finally {
      await docker('image', 'rm', '--force', tag)
    }
  },
  300_000,
)

test("with a .dockerignore of the repository's own, the build goes on without what that hides", async () => {
  await using tree = writeTree({...FILES, '.dockerignore': 'templates\n*.md\n'})
  const project = await inspectProject({root: tree.root})
  const {dockerfile, choices, ownIgnore} = writeFromCheckout(tree.root, project, {base: 'scratch', buildArgs: []})
  expect(ownIgnore).toBe(true)
  expect(choices).toContainEqual(expect.objectContaining({choice: 'templates is not copied'}))
  await using written = writeTree({Dockerfile: dockerfile})
  const tag = 'go-image-e2e/needs:own-ignore'
  const file = join(written.root, 'Dockerfile')
  await docker('buildx', 'build', '--provenance=false', '--load', `--tag=${tag}`, `--file=${file}`, '--', tree.root)
  const said = await docker('run', '--rm', '--network=none', tag)
  await docker('image', 'rm', '--force', tag)
  expect(said.split('\n').slice(4, 7)).toEqual([
    ...['<nil> rate: 19', '<nil> []', 'open templates: no such file or directory 0'],
  ])
}, 120_000)

test('the files are the same layer from two checkouts', async () => {
  const layers = await Promise.all(
    [0o22, 0o27].map(async mask => {
      await using tree = writeTree({})
      const before = process.umask(mask)
      for (const [path, text] of Object.entries(FILES)) {
        mkdirSync(dirname(join(tree.root, path)), {recursive: true})
        writeFileSync(join(tree.root, path), text)
      }
      process.umask(before)
      const project = await inspectProject({root: tree.root})
      const runtimeFiles = readRuntimeFiles(tree.root, project.facts, null)
      const {dockerfile, ignore} = writeDockerfile(project, {base: 'scratch', buildArgs: [], runtimeFiles})
      await using written = writeTree({Dockerfile: dockerfile, 'Dockerfile.dockerignore': ignore})
      const file = join(written.root, 'Dockerfile')
      const tag = `go-image-e2e/needs:umask-${mask}`
      const options = ['--provenance=false', '--load', `--tag=${tag}`, `--file=${file}`]
      await docker('buildx', 'build', ...options, '--', tree.root)
      const found = await docker('image', 'inspect', '--format={{json .RootFS.Layers}}', tag)
      await docker('image', 'rm', '--force', tag)
      return (JSON.parse(found) as string[])[1]
    }),
  )
  expect(layers[0]).toBe(layers[1])
}, 300_000)
