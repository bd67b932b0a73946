import {expect, test} from '@jest/globals'
import {parseReference} from '../../../src/image/source/reference.ts'

const id = '0a'.repeat(32)

test.each([
  ['oci:out', {kind: 'oci', path: 'out', tag: null}],
  ['oci:/a/b', {kind: 'oci', path: '/a/b', tag: null}],
  ['oci:out:v1', {kind: 'oci', path: 'out', tag: 'v1'}],
  ['oci:out:docker.io/acme/app:v1', {kind: 'oci', path: 'out', tag: 'docker.io/acme/app:v1'}],
  ['oci:out:', {kind: 'oci', path: 'out', tag: null}],
  ['oci-archive:image.tar.gz', {kind: 'oci-archive', path: 'image.tar.gz', tag: null}],
  ['docker-archive:image.tar:acme/app:v1', {kind: 'docker-archive', path: 'image.tar', tag: 'acme/app:v1'}],
  ['docker:app:dev', {kind: 'engine', id: 'app:dev'}],
  ['docker-daemon:app:dev', {kind: 'engine', id: 'app:dev'}],
  [`docker:sha256:${id}`, {kind: 'engine', id: `sha256:${id}`}],
  ['docker://app:dev', {kind: 'registry', image: {full: 'docker.io/library/app:dev'}}],
  ['ghcr.io/acme/app', {kind: 'registry', image: {full: 'ghcr.io/acme/app:latest'}}],
  ['localhost:5000/app:v1', {kind: 'registry', image: {full: 'localhost:5000/app:v1'}}],
  ['app', {kind: 'either', id: 'app', image: {full: 'docker.io/library/app:latest'}}],
  ['acme/app:v1', {kind: 'either', id: 'acme/app:v1', image: {full: 'docker.io/acme/app:v1'}}],
  ['oci', {kind: 'either', id: 'oci', image: {full: 'docker.io/library/oci:latest'}}],
  ['abcdef123456', {kind: 'either', id: 'abcdef123456', image: {full: 'docker.io/library/abcdef123456:latest'}}],
  [id, {kind: 'either', id, image: null}],
  [`sha256:${id}`, {kind: 'either', id: `sha256:${id}`, image: null}],
])('%s is read as what it is', (written, reference) => {
  expect(parseReference(written)).toMatchObject(reference)
})

test.each([
  ['', 'names have lower-case letters'],
  ['oci:', 'after oci: comes the path'],
  ['oci::v1', 'after oci: comes the path'],
  ['docker:', '"" is no name'],
  ['docker:--output=x', 'is no name'],
  ['docker://', 'names have lower-case letters'],
  ['./image.tar', 'a path needs to be told what is there'],
  ['/image.tar', 'a path needs to be told what is there'],
  ['--all', 'names have lower-case letters'],
  ['https://ghcr.io/acme/app', 'names have lower-case letters'],
  ['Acme/App:v1', 'names have lower-case letters'],
])('%j is an error that lists the forms', (written, why) => {
  expect(() => parseReference(written)).toThrow(why)
  expect(() => parseReference(written)).toThrow('Write oci:DIR[:TAG], oci-archive:FILE')
})
