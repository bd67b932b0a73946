import {CannotProve} from './refusal.ts'
import type {RunnerGo} from './release.ts'

/**
 * Variables of the go command that change the program: https://pkg.go.dev/cmd/go#hdr-Environment_variables. Each is
 * set to the stage's value; the empty string is as good as unset (cmd/go/internal/cfg, Getenv), so that what the runner
 * sets has no say.
 */
const DECIDING = [
  ...['CGO_ENABLED', 'GOOS', 'GOARCH', 'GOFLAGS', 'GOEXPERIMENT', 'GOFIPS140', 'GODEBUG', 'GO111MODULE', 'GOWORK'],
  ...['GO386', 'GOAMD64', 'GOARM', 'GOARM64', 'GOMIPS', 'GOMIPS64', 'GOPPC64', 'GORISCV64', 'GOWASM'],
]

/** Only where modules come from; go.sum decides what they are. The runner's own is kept where the stage sets none. */
const FETCHING = ['GOPROXY', 'GOSUMDB', 'GOPRIVATE', 'GONOPROXY', 'GONOSUMDB', 'GOVCS', 'GOAUTH']

/** Places in the container, which the runner has elsewhere, and what goes unused without cgo. */
const LOCAL =
  /^(GOCACHE|GOMODCACHE|GOPATH|GOTMPDIR|GOBIN|GOROOT|GOTELEMETRY\w*|GOLANG_VERSION|GOMAXPROCS|GOGC|GOMEMLIMIT|GOOGLE_\w+)$/

export function goEnvironment(
  variables: ReadonlyMap<string, string>,
  go: RunnerGo,
  line: number,
): Record<string, string> {
  const env: Record<string, string> = {}
  for (const name of DECIDING) env[name] = variables.get(name) ?? ''
  for (const [name, value] of variables) {
    if (FETCHING.includes(name)) env[name] = value
    else if (name === 'GOTOOLCHAIN' && value === 'local') continue
    else if (/^(GO[A-Z0-9]|CGO_E)/.test(name) && !DECIDING.includes(name) && !LOCAL.test(name))
      throw new CannotProve(`${name} is not followed`, line)
  }
  if (env.GOWORK !== '' && env.GOWORK !== 'off') throw new CannotProve(`GOWORK=${env.GOWORK} is not followed`, line)
  if (/["']/.test(env.GOFLAGS!)) throw new CannotProve('GOFLAGS has quotes', line)
  return {...env, GOENV: 'off', GOTOOLCHAIN: 'local', GOROOT: go.goroot, GO_EXTLINK_ENABLED: ''}
}
