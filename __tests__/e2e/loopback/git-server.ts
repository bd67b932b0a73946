/** A git server by SSH in the network of the builder's containers, in the place of a host such as github.com. */
import {execFileSync} from 'node:child_process'
import {chmodSync, mkdirSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'

export type GitServer = {
  /** IP address, on the network that build steps have; the port is 22. */
  address: string
  /** File of the one key that may read, in the format of OpenSSH. */
  key: string
  /** `TYPE KEY` of the server: with a name before it, a line of known_hosts. */
  hostKey: string
  /** What sshd has logged. */
  log: () => string
  close: () => void
}

const IMAGE = 'go-image-e2e/git-server'

/** `*` is no password; an account with `!`, as it is made, may not sign in by key either. */
const DOCKERFILE = `FROM golang:1.27-trixie
RUN apt-get update && apt-get install -y --no-install-recommends openssh-server && rm -rf /var/lib/apt/lists/*
RUN useradd --password '*' --shell /usr/bin/git-shell git && mkdir -p /run/sshd
COPY --chown=git repositories /
CMD ["sh", "-c", "\\
  ssh-keygen -q -t ed25519 -N '' -C host -f /etc/ssh/host && ssh-keygen -q -t ed25519 -N '' -C deploy -f /etc/ssh/deploy && \\
  exec /usr/sbin/sshd -D -e -o HostKey=/etc/ssh/host -o AuthorizedKeysFile=/etc/ssh/deploy.pub -o PasswordAuthentication=no"]
`

/** Serves repositories by their path, each with one commit and the tag v1.0.0; the keys are new each time. */
export function startGitServer(folder: string, repositories: Record<string, Record<string, string>>): GitServer {
  const context = join(folder, 'git-server')
  for (const [path, files] of Object.entries(repositories)) {
    const work = join(folder, 'work', path)
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(work, name)), {recursive: true})
      writeFileSync(join(work, name), text)
    }
    git(work, 'init', '--quiet')
    git(work, 'add', '.')
    git(work, 'commit', '--quiet', '--message=One')
    git(work, 'tag', 'v1.0.0')
    git(work, 'clone', '--quiet', '--bare', work, join(context, 'repositories', path))
  }
  docker(['buildx', 'build', '--load', `--tag=${IMAGE}`, '--file=-', context], DOCKERFILE)
  const container = docker(['run', '--detach', '--rm', IMAGE])
  const read = (file: string) => docker(['exec', container, 'cat', file])
  docker(['exec', container, 'sh', '-c', 'until [ -s /etc/ssh/deploy.pub ]; do sleep 0.1; done'])
  const key = join(folder, 'deploy-key')
  writeFileSync(key, `${read('/etc/ssh/deploy')}\n`)
  chmodSync(key, 0o600)
  return {
    address: docker(['inspect', '--format={{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}', container]),
    key,
    hostKey: read('/etc/ssh/host.pub').split(' ').slice(0, 2).join(' '),
    log: () => execFileSync('sh', ['-c', 'docker logs "$0" 2>&1', container], {encoding: 'utf8'}),
    close() {
      docker(['rm', '--force', container])
      docker(['image', 'rm', '--force', IMAGE])
    },
  }
}

function git(folder: string, ...args: string[]): void {
  const author = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com']
  execFileSync('git', ['-C', folder, ...author, ...args], {stdio: 'pipe'})
}

function docker(args: string[], input = ''): string {
  return execFileSync('docker', args, {input, encoding: 'utf8', stdio: 'pipe'}).trim()
}
