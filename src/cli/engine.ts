/** What `go-image build` needs and no other verb: a file of its own in dist/, because it brings the cache client along. */
export {folderStore} from '../cache/store.ts'
export {run} from '../run.ts'
export {terminalLog} from '../runner/log.ts'
