/** What to write so that a build may fetch private modules, in the words of the inputs. */

/** Why a written Dockerfile does not sign in. */
export type Missing = {kind: 'nothing given'; host: string} | {kind: 'portable'; isGiven: boolean} | {kind: 'no host'}

type Forge = {
  /** User name that goes with a token. */
  login: string
  /** Where its SSH host keys are published. */
  keys: string
}

/** To add a public server, add a line. */
const FORGES: Readonly<Record<string, Forge>> = {
  'github.com': {
    login: 'x-access-token',
    keys: 'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/githubs-ssh-key-fingerprints',
  },
  'gitlab.com': {login: 'oauth2', keys: 'https://docs.gitlab.com/user/gitlab_com/#ssh-known_hosts-entries'},
  'bitbucket.org': {login: 'x-token-auth', keys: 'https://bitbucket.org/site/ssh'},
}

const PAGE = 'docs/private-modules.md'

/** A sentence or two for the end of a warning. `host` has the first of the modules. */
export function howToGive(missing: Missing): string {
  switch (missing.kind) {
    case 'portable':
      return `\`style: portable\` has no mounts, so that no step of it can have a secret: use \`style: mount\` or \`style: layer\` (${PAGE}).`
    case 'no host':
      return `The build is given \`ssh\`, and no host of a private module is known: name it in \`build-args\`, GOPRIVATE=git.example.com (${PAGE}).`
    case 'nothing given': {
      const {login} = forge(missing.host)
      const netrc = `netrc=machine ${missing.host} login ${login} password \${{ secrets.MODULES_TOKEN }}`
      return [
        `Give the build a token, \`secrets: ${netrc}\`, or an SSH key,`,
        `\`ssh: default=PATH\` with \`secret-files: known_hosts=PATH\` (${PAGE}).`,
        'It needs neither when the modules are vendored, or come from a proxy that GOPROXY in `build-args` names.',
      ].join(' ')
    }
  }
}

/** For a build that is given SSH and not by which keys it knows the hosts. */
export function howToKnow(hosts: readonly string[]): string {
  const sources = hosts.map(host => `${host}: ${forge(host).keys}`).join('; ')
  return [
    `The build is given \`ssh\` and no secret known_hosts, which the Dockerfile requires: another server could pass for ${hosts.join(', ')}.`,
    `Put the keys into a file and add \`secret-files: known_hosts=PATH\` (${sources}).`,
  ].join(' ')
}

function forge(host: string): Forge {
  if (Object.hasOwn(FORGES, host)) return FORGES[host]!
  return {login: 'USER', keys: `\`ssh-keyscan ${host}\`, compared with what its administrators say`}
}
