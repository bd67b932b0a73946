/** A server on this machine by TLS under another host name, with a certificate that nobody trusts unasked. */
import {execFileSync} from 'node:child_process'
import {readFileSync} from 'node:fs'
import {type AddressInfo, connect} from 'node:net'
import path from 'node:path'
import tls from 'node:tls'

export type TlsFront = {
  /** `https://127.0.0.1:PORT`; the certificate is for `host` alone. */
  url: string
  /** PEM file of the certificate, as NODE_EXTRA_CA_CERTS takes it. */
  authority: string
  close: () => Promise<void>
}

export async function startTlsFront(
  upstream: string,
  {folder, host}: {folder: string; host: string},
): Promise<TlsFront> {
  const [key, authority] = [path.join(folder, 'front.key'), path.join(folder, 'front.pem')]
  const names = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`]
  const how = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2']
  execFileSync('openssl', [...how, ...names, '-keyout', key, '-out', authority], {stdio: 'pipe'})
  const {hostname, port} = new URL(upstream)
  const open = new Set<tls.TLSSocket>()
  const server = tls.createServer({key: readFileSync(key), cert: readFileSync(authority)}, client => {
    open.add(client)
    const target = connect(Number(port), hostname)
    target.pipe(client).pipe(target)
    target.on('error', () => client.destroy())
    client.on('error', () => target.destroy()).on('close', () => open.delete(client))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    ...{url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, authority},
    close: () => {
      for (const client of open) client.destroy()
      return new Promise(resolve => server.close(() => resolve()))
    },
  }
}
