import type {Fact} from '../project.ts'
import {type Detector, factOf, type Ground, type PlacedUse} from './ground.ts'

/** With "" as folder, these use $TMPDIR or /tmp: https://pkg.go.dev/os#TempDir. */
const CREATE = ['os.CreateTemp', 'os.MkdirTemp', 'io/ioutil.TempFile', 'io/ioutil.TempDir']

/** What is over 32 MB of a form, or over the limit given, goes to a file of os.CreateTemp (mime/multipart/formdata.go). */
const UPLOADS = ['.ParseMultipartForm', '.FormFile', '.MultipartForm']

export const TEMP_FOLDER: Detector = {reads: [...CREATE, 'os.TempDir', ...UPLOADS], find: findTempFolder}

function findTempFolder({uses}: Ground): Fact[] {
  const signs = uses.flatMap(signOf)
  if (signs.length === 0) return []
  const says = signs.some(({upload}) => !upload)
    ? 'It writes temporary files: /tmp must be there and writable, or TMPDIR must name a folder that is.'
    : 'Large uploads go through temporary files: /tmp must be there and writable, or TMPDIR must name a folder that is.'
  return [factOf({kind: 'temp-folder', subject: '/tmp', says}, signs)]
}

function signOf(use: PlacedUse) {
  const {what, evidence} = use
  if (what === 'os.TempDir') return [{certain: false, upload: false, evidence}]
  if (CREATE.includes(what)) return use.arguments[0] === '' ? [{certain: true, upload: false, evidence}] : []
  return UPLOADS.includes(what) ? [{certain: false, upload: true, evidence}] : []
}
