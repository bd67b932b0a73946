/**
 * Preloaded into a step (`node --import`): Azure's blob hosts are on the loopback interface. @actions/cache downloads in
 * parallel ranges from such host names only.
 */
import dns from 'node:dns'
import {syncBuiltinESMExports} from 'node:module'

type Callback = (error: null, address: string | dns.LookupAddress[], family?: number) => void

const lookup = dns.lookup as (host: string, options: dns.LookupOptions, callback: Callback) => void

dns.lookup = ((host: string, options: dns.LookupOptions, callback: Callback): void => {
  if (!host.endsWith('.blob.core.windows.net')) lookup(host, options, callback)
  else if (options.all) callback(null, [{address: '127.0.0.1', family: 4}])
  else callback(null, '127.0.0.1', 4)
}) as typeof dns.lookup
syncBuiltinESMExports()
