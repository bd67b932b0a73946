import {createHash} from 'node:crypto'
import {finishedPage} from './page.js'

/** Jest transformer for page.html of the HTML report. The page is made of more files than the one that jest looks at. */
export default {
  process: () => ({code: `module.exports = ${JSON.stringify(finishedPage())}`}),
  getCacheKey: () => createHash('sha256').update(finishedPage()).digest('hex'),
}
