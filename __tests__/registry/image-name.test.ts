import {describe, expect, test} from '@jest/globals'
import {parseImageName} from '../../src/registry/image-name.ts'

const digest = `sha256:${'0a'.repeat(32)}`

describe('the name of an image', () => {
  test.each([
    ['golang', 'docker.io/library/golang:latest', 'https://registry-1.docker.io', false],
    ['golang:1.27-alpine', 'docker.io/library/golang:1.27-alpine', 'https://registry-1.docker.io', false],
    ['acme/app', 'docker.io/acme/app:latest', 'https://registry-1.docker.io', false],
    ['docker.io/golang', 'docker.io/library/golang:latest', 'https://registry-1.docker.io', true],
    ['index.docker.io/acme/app', 'docker.io/acme/app:latest', 'https://registry-1.docker.io', true],
    ['ghcr.io/acme/app:v1', 'ghcr.io/acme/app:v1', 'https://ghcr.io', true],
    [`ghcr.io/acme/app@${digest}`, `ghcr.io/acme/app@${digest}`, 'https://ghcr.io', true],
    [`ghcr.io/acme/app:v1@${digest}`, `ghcr.io/acme/app:v1@${digest}`, 'https://ghcr.io', true],
    ['localhost/app', 'localhost/app:latest', 'http://localhost', true],
    ['localhost:5000/app', 'localhost:5000/app:latest', 'http://localhost:5000', true],
    ['127.0.0.1:5000/a/b_c/d__e/f--g', '127.0.0.1:5000/a/b_c/d__e/f--g:latest', 'http://127.0.0.1:5000', true],
    ['[::1]:5000/app', '[::1]:5000/app:latest', 'http://[::1]:5000', true],
    ['registry:5000/app', 'registry:5000/app:latest', 'https://registry:5000', true],
    ['Registry/app', 'Registry/app:latest', 'https://Registry', true],
    ['registry/app', 'docker.io/registry/app:latest', 'https://registry-1.docker.io', false],
  ])('%s is %s', (written, full, origin, hasRegistry) => {
    expect(parseImageName(written)).toMatchObject({full, hasRegistry, repository: {origin}})
  })

  test.each([
    '',
    'App',
    'a//b',
    '/app',
    'app/',
    'app:',
    'app:-x',
    `app:${'x'.repeat(129)}`,
    'app@sha256:abc',
    `app@sha512:${'0'.repeat(128)}`,
    `app@${digest.toUpperCase()}`,
    'acme/../app',
    'https://ghcr.io/app',
    'user:secret@ghcr.io/app',
    '-evil.example/app',
    'ghcr.io:port/app',
    'app\n',
    'ghcr.io/app?x=1',
    `ghcr.io/${'a'.repeat(256)}`,
    'a/'.repeat(100_000),
  ])('is not %.40j', written => {
    expect(parseImageName(written)).toBeNull()
  })
})
