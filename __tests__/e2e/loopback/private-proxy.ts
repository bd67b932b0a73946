/** A module proxy with a login, by HTTPS: the go command sends what netrc has to no other (cmd/go/internal/auth). */
import {execFileSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import https from 'node:https'
import type {AddressInfo} from 'node:net'
import {join, normalize} from 'node:path'

export type PrivateProxy = {
  /** `https://127.0.0.1:PORT` */
  url: string
  /** PEM file of the authority that vouches for it. */
  authority: string
  /** What the requests were answered with. */
  answers: {path: string; status: number}[]
  close: () => Promise<void>
}

/** Serves `folder`, laid out as golang.org/ref/mod#goproxy-protocol, to who signs in as `login`. */
export async function startPrivateProxy(
  folder: string,
  {login, password}: {login: string; password: string},
): Promise<PrivateProxy> {
  const [key, authority] = [join(folder, 'key.pem'), join(folder, 'authority.pem')]
  const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  const how = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  execFileSync('openssl', [...how, ...names, '-keyout', key, '-out', authority], {stdio: 'pipe'})
  const expected = `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`
  const answers: PrivateProxy['answers'] = []
  const server = https.createServer({key: readFileSync(key), cert: readFileSync(authority)}, (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'https://127.0.0.1').pathname)
    const {status, body} = request.headers.authorization === expected ? fileOf(join(folder, 'modules', path)) : DENIED
    answers.push({path, status})
    response.writeHead(status, status === 401 ? {'www-authenticate': 'Basic realm="modules"'} : {}).end(body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    ...{url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, authority, answers},
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}

const DENIED = {status: 401, body: Buffer.from('sign in')}

function fileOf(file: string): {status: number; body: Buffer} {
  try {
    return {status: 200, body: readFileSync(file)}
  } catch {
    return {status: 404, body: Buffer.from('not found')}
  }
}
