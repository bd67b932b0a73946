import {expect, test} from '@jest/globals'
import {secretEntries, secretIds} from '../../src/cli/secret-options.ts'
import {UserError} from '../../src/runner/errors.ts'

test.each([
  ['id=netrc,src=/home/me/.netrc', 'netrc', ['netrc=/home/me/.netrc'], []],
  ['src=a=b,id=known_hosts', 'known_hosts', ['known_hosts=a=b'], []],
  ['id=netrc,env=NETRC', 'netrc', [], ['netrc=NETRC']],
  ['id=netrc', 'netrc', [], ['netrc=netrc']],
  ['id=netrc,"src=a, b"', 'netrc', ['netrc=a, b'], []],
])('--secret %s', (value, id, files, variables) => {
  expect(secretIds([value])).toEqual([id])
  expect(secretEntries([value], 'src')).toEqual(files)
  expect(secretEntries([value], 'env')).toEqual(variables)
})

test.each(['', 'netrc', 'id=', 'id=a b', 'src=x', 'id=a,src=b,env=c', 'id=a,value=hunter2', 'id=a\nid=b', '"id=a'])(
  '--secret %j is wrong use, which is not repeated: it may be the secret itself',
  value => {
    expect(() => secretIds([value])).toThrow(UserError)
    expect(() => secretIds([value])).toThrow(/^--secret reads id=ID,src=FILE or id=ID,env=NAME\.$/)
  },
)

test('no option is no secret', () => {
  expect([secretIds(undefined), secretEntries(undefined, 'src')]).toEqual([[], []])
})
