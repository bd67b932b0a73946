import Sequencer from '@jest/test-sequencer'

/**
 * End-to-end tests that take a minute or more alone, the longest first. Without times of its own, as after a checkout,
 * Jest begins with the largest file; `projects` and `adopt` are short files, and would keep one worker busy at the end.
 */
const LONGEST = ['builders', 'projects', 'action', 'adopt', 'layers', 'concurrent', 'act', 'runner-caches', 'job-end']

function rank({path}) {
  const place = LONGEST.findIndex(name => path.endsWith(`/e2e/${name}.test.ts`))
  return place === -1 ? LONGEST.length : place
}

/** A class, because Jest makes an instance of it (jestjs.io/docs/configuration#testsequencer-string). */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort(tests).sort((one, other) => rank(one) - rank(other))
  }
}
