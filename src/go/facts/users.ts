import type {Fact} from '../project.ts'
import {type Detector, factsBySubject, type Ground} from './ground.ts'

/** Functions of os/user and the file that they read without cgo (os/user/lookup_unix.go, lookup_stubs.go). */
const LOOKUPS: Readonly<Record<string, string>> = {
  'os/user.Current': '/etc/passwd',
  'os/user.Lookup': '/etc/passwd',
  'os/user.LookupId': '/etc/passwd',
  'os/user.LookupGroup': '/etc/group',
  'os/user.LookupGroupId': '/etc/group',
}

export const USERS: Detector = {reads: Object.keys(LOOKUPS), find: findUsers}

function findUsers({uses}: Ground): Fact[] {
  const signs = uses.flatMap(({what, evidence}) => {
    const subject = LOOKUPS[what]
    // Without the file, Current is content with $USER and $HOME.
    return subject === undefined ? [] : [{subject, certain: what !== 'os/user.Current', evidence}]
  })
  return factsBySubject(signs, (subject, own) => ({
    kind: 'users',
    says: own.some(({certain}) => certain)
      ? `It looks up names in ${subject}.`
      : `It asks who it runs as: without a line in ${subject}, USER and HOME must be set.`,
  }))
}
