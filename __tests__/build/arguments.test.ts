import {describe, expect, test} from '@jest/globals'
import {type BuildPlan, buildArguments} from '../../src/build/arguments.ts'
import {readCsvRecord} from '../../src/build/csv.ts'
import {readInputs} from '../../src/inputs.ts'

const container = {name: 'b', driver: 'docker-container', exportsLayout: true, platform: 'linux/amd64', nodes: []}
const runUrl = 'https://github.com/acme/ledger/actions/runs/7'

function argumentsOf(given: Record<string, string>, different: Partial<BuildPlan> = {}): string[] {
  const {build} = readInputs(name => given[name] ?? '')
  return buildArguments({
    inputs: build,
    builder: container,
    context: '.',
    file: build.file,
    tags: build.tags,
    buildArgs: [],
    labels: [],
    secretFiles: [],
    secretEnvs: [],
    metadataFile: '/t/metadata.json',
    layout: null,
    source: {runUrl, private: false},
    noDefaultAttestations: true,
    ...different,
  })
}

/** What is between the fixed start and the fixed end. */
function flagsOf(given: Record<string, string>, different: Partial<BuildPlan> = {}): string[] {
  return argumentsOf(given, different)
    .filter(argument => argument !== '--metadata-file=/t/metadata.json')
    .slice(3, -2)
}

const valuesOf = (flag: string, args: string[]) =>
  args.filter(argument => argument.startsWith(`--${flag}=`)).map(argument => argument.slice(flag.length + 3))

test('without any input, only the metadata file and the context are named', () => {
  expect(argumentsOf({})).toEqual([
    'buildx',
    'build',
    '--progress=plain',
    '--metadata-file=/t/metadata.json',
    '--',
    '.',
  ])
})

// The cases of docker/build-push-action __tests__/context.test.ts: what it says as two words is one here.
describe('the flags are those of docker/build-push-action', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['build args', {'build-args': 'A=1,2\n"B=x\ny"'}, ['--build-arg=A=1,2', '--build-arg=B=x\ny']],
    ['tags', {tags: 'name/app:7.4, name/app:latest'}, ['--tag=name/app:7.4', '--tag=name/app:latest']],
    [
      'labels and an output',
      {labels: 'a.title=buildkit\na.description=concurrent, cache-efficient', outputs: 'type=local,dest=./release-out'},
      [
        '--label=a.title=buildkit',
        '--label=a.description=concurrent, cache-efficient',
        '--output=type=local,dest=./release-out',
      ],
    ],
    ['platforms', {platforms: 'linux/amd64,linux/arm64'}, ['--platform=linux/amd64,linux/arm64']],
    ['the output of a folder', {outputs: '.'}, ['--output=.']],
    [
      'file, builder, network and push',
      {file: './test/Dockerfile', builder: 'b', network: 'host', push: 'true'},
      ['--builder=b', '--file=./test/Dockerfile', '--network=host', '--push'],
    ],
    [
      'hosts, cgroup, shared memory and limits',
      {
        'add-hosts': 'docker:10.180.0.1\nfoo:10.0.0.1',
        'cgroup-parent': 'foo',
        'shm-size': '2g',
        ulimit: 'nofile=1024:1024\nnproc=3',
      },
      [
        '--add-host=docker:10.180.0.1',
        '--add-host=foo:10.0.0.1',
        '--cgroup-parent=foo',
        '--shm-size=2g',
        '--ulimit=nofile=1024:1024',
        '--ulimit=nproc=3',
      ],
    ],
    [
      'annotations',
      {annotations: 'a=www\nindex:b=x\nmanifest-descriptor[linux/amd64]:c=z'},
      ['--annotation=a=www', '--annotation=index:b=x', '--annotation=manifest-descriptor[linux/amd64]:c=z'],
    ],
    [
      'an output with quoted names',
      {outputs: 'type=image,"name=localhost:5000/a,localhost:5000/b",push-by-digest=true,push=true'},
      ['--output=type=image,"name=localhost:5000/a,localhost:5000/b",push-by-digest=true,push=true'],
    ],
    [
      'layer caches',
      {'cache-from': 'type=gha\nuser/app:cache', 'cache-to': 'type=gha,mode=max'},
      ['--cache-from=type=gha', '--cache-from=user/app:cache', '--cache-to=type=gha,mode=max'],
    ],
    [
      'what is left',
      {
        allow: 'network.host',
        call: 'check',
        'build-contexts': 'a=../a',
        'no-cache-filters': 'x,y',
        ssh: 'default',
        target: 't',
      },
      [
        '--allow=network.host',
        '--build-context=a=../a',
        '--call=check',
        '--no-cache-filter=x',
        '--no-cache-filter=y',
        '--ssh=default',
        '--target=t',
      ],
    ],
    ['the switches', {load: 'true', pull: 'true', 'no-cache': 'true'}, ['--load', '--no-cache', '--pull']],
  ])('%s', (_, given, expected) => {
    expect(flagsOf(given)).toEqual(expected)
  })
})

describe('a hostile value', () => {
  test.each([
    'add-hosts',
    'allow',
    'annotations',
    'build-args',
    'build-contexts',
    'builder',
    'cache-from',
    'cache-to',
    'call',
    'cgroup-parent',
    'file',
    'labels',
    'network',
    'no-cache-filters',
    'outputs',
    'provenance',
    'sbom',
    'shm-size',
    'ssh',
    'target',
    'ulimit',
  ])('of %s stays within its own flag', name => {
    const plain = argumentsOf({[name]: 'x'})
    const hostile = argumentsOf({[name]: '--push'})
    expect(hostile).toHaveLength(plain.length)
    expect(hostile).not.toContain('--push')
    expect(hostile.filter(argument => argument.includes('--push'))).toEqual([
      expect.stringMatching(/^--[a-z-]+=.*--push/),
    ])
  })

  test('of the context stands after the end of the flags', () => {
    expect(argumentsOf({}, {context: '--push'}).slice(-2)).toEqual(['--', '--push'])
  })

  test('in a secret cannot add a field to its record', () => {
    const [value = ''] = valuesOf(
      'secret',
      argumentsOf({}, {secretFiles: [{id: 'a,env=GITHUB_TOKEN', path: '/t/"x"\n,type=env', value: null}]}),
    )
    expect([...readCsvRecord(value)]).toEqual([
      ['id', 'a,env=GITHUB_TOKEN'],
      ['src', '/t/"x"\n,type=env'],
    ])
  })
})

test('secrets name files and variables, never values', () => {
  const args = argumentsOf(
    {},
    {
      secretFiles: [{id: 'token', path: '/t/secrets/0', value: 'hidden'}],
      secretEnvs: [{id: 'npm', env: 'NPM_TOKEN'}],
    },
  )
  expect(valuesOf('secret', args)).toEqual(['id=npm,env=NPM_TOKEN', 'id=token,src=/t/secrets/0'])
})

test('a build argument of the user comes after our own, and so wins', () => {
  expect(valuesOf('build-arg', argumentsOf({'build-args': 'A=2'}, {buildArgs: ['A=1']}))).toEqual(['A=1', 'A=2'])
  expect(valuesOf('label', argumentsOf({labels: 'a=2'}, {labels: ['a=1']}))).toEqual(['a=1', 'a=2'])
})

describe('attestations', () => {
  const id = `builder-id=${runUrl}`
  test.each<[string, Record<string, string>, Partial<BuildPlan>, string[]]>([
    ['of a public repository have full provenance', {}, {}, [`type=provenance,mode=max,${id}`]],
    [
      'of a private repository have the least that can be read inline',
      {},
      {source: {runUrl, private: true}},
      [`type=provenance,mode=min,inline-only=true,${id}`],
    ],
    ['are left out where the user turned defaults off', {}, {noDefaultAttestations: true}, []],
    ['are left out where the image is loaded', {load: 'true'}, {}, []],
    ['are left out for the docker exporter', {outputs: 'type=docker'}, {}, []],
    ['are left out on a laptop', {}, {source: {runUrl: null, private: false}}, []],
    [
      'are left out where the image store has none',
      {},
      {builder: {...container, driver: 'docker', exportsLayout: false}},
      [],
    ],
    ['follow provenance: true', {provenance: 'true'}, {}, [`type=provenance,disabled=false,${id}`]],
    ['follow provenance: false', {provenance: 'false'}, {}, ['type=provenance,disabled=true']],
    ['follow a mode', {provenance: 'mode=max'}, {}, [`type=provenance,mode=max,${id}`]],
    ['keep a builder of the user', {provenance: 'builder-id=foo'}, {}, ['type=provenance,builder-id=foo']],
    ['follow provenance on load too', {provenance: 'mode=min', load: 'true'}, {}, [`type=provenance,mode=min,${id}`]],
    [
      'follow sbom: true',
      {sbom: 'true', provenance: 'false'},
      {},
      ['type=provenance,disabled=true', 'type=sbom,disabled=false'],
    ],
    [
      'follow sbom: false',
      {sbom: 'false', provenance: 'false'},
      {},
      ['type=provenance,disabled=true', 'type=sbom,disabled=true'],
    ],
    [
      'follow the generator of sbom',
      {sbom: 'generator=docker/scout', provenance: 'false'},
      {},
      ['type=provenance,disabled=true', 'type=sbom,generator=docker/scout'],
    ],
    [
      'let provenance win over attests',
      {attests: 'type=provenance,mode=min', provenance: 'mode=max'},
      {},
      [`type=provenance,mode=max,${id}`],
    ],
    ['take provenance from attests', {attests: 'type=provenance,mode=min'}, {}, [`type=provenance,mode=min,${id}`]],
    [
      'take others from attests as they are',
      {attests: 'type=sbom,generator=x\ntype=other,a=b', provenance: 'false'},
      {},
      ['type=provenance,disabled=true', 'type=sbom,generator=x', 'type=other,a=b'],
    ],
  ])('%s', (_, given, different, expected) => {
    const args = argumentsOf(given, {noDefaultAttestations: false, ...different})
    expect(valuesOf('attest', args).map(normal)).toEqual(expected.map(normal))
  })

  /** `type=provenance` alone is `disabled=false` to buildx. */
  const normal = (attest: string) => attest.replace(',disabled=false', '')
})

describe('the layout that is measured', () => {
  const outputsOf = (given: Record<string, string>, different: Partial<BuildPlan> = {}) =>
    valuesOf('output', argumentsOf(given, {layout: '/t/layout', ...different}))
  const layout = 'type=oci,tar=false,dest=/t/layout'

  test('comes beside what the user asked for', () => {
    expect(outputsOf({outputs: 'type=local,dest=out'})).toEqual(['type=local,dest=out', layout])
    expect(outputsOf({push: 'true'})).toEqual([layout])
  })

  test('is compressed like the published image', () => {
    expect(
      outputsOf({
        outputs: 'type=image,push=true,compression=zstd,compression-level=9,force-compression=true,oci-mediatypes=true',
      })[1],
    ).toBe(`${layout},compression=zstd,compression-level=9,force-compression=true,oci-mediatypes=true`)
    expect(outputsOf({outputs: 'type=local,dest=out,compression=zstd'})[1]).toBe(layout)
  })

  test('does not end the docker driver keeping the image, which it does only without outputs', () => {
    const docker = {name: 'default', driver: 'docker', exportsLayout: true, platform: 'linux/amd64', nodes: []}
    expect(outputsOf({}, {builder: docker})).toEqual(['type=image', layout])
    expect(outputsOf({load: 'true'}, {builder: docker})).toEqual([layout])
    expect(outputsOf({}, {builder: container})).toEqual([layout])
    expect(outputsOf({}, {builder: {...docker, exportsLayout: false}, layout: null})).toEqual(['type=image'])
  })

  test('is left out of a call, which builds nothing', () => {
    expect(outputsOf({call: 'check'})).toEqual([])
  })

  test('survives a folder with a comma in its name', () => {
    expect(outputsOf({}, {layout: '/t,x/layout'})).toEqual(['type=oci,tar=false,"dest=/t,x/layout"'])
  })
})
