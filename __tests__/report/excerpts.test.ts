import {expect, test} from '@jest/globals'
import {excerptsOf} from '../../src/report/excerpts.ts'
import {pageData} from '../../src/report/html/data.ts'
import {sampleFinding, sampleReport} from './sample.ts'

const file = (lines: number) => Array.from({length: lines}, (_, index) => `RUN step ${index + 1}`).join('\n')
const at = (line: number | null, endLine = line) => sampleFinding({line, endLine})
const numbers = (text: string, ...findings: ReturnType<typeof at>[]) =>
  excerptsOf(text, findings).map(({from, lines}) => [from, from + lines.length - 1])

test.each([
  ['two lines above and below it', [at(10)], [[8, 12]]],
  ['all the lines it is about', [at(10, 12)], [[8, 14]]],
  ['one excerpt of two that are close', [at(10), at(14)], [[8, 16]]],
  [
    'two of two that are not, in the order of the file',
    [at(20), at(4)],
    [
      [2, 6],
      [18, 22],
    ],
  ],
  ['nothing above the file', [at(1)], [[1, 3]]],
  ['nothing below it', [at(30)], [[28, 30]]],
  ['nothing for a finding on the whole file', [at(null)], []],
  ['nothing for a line that is not there', [at(99)], []],
  ['not the whole file again', [at(1, 30)], [[1, 15]]],
])('findings have %s', (_, findings, expected) => {
  expect(numbers(file(30), ...findings)).toEqual(expected)
})

test('of very many findings the first ones have their lines, and a long line is cut', () => {
  const text = Array.from({length: 9_000}, () => `RUN ${'x '.repeat(5_000)}`).join('\n')
  const excerpts = excerptsOf(
    text,
    Array.from({length: 500}, (_, index) => at(9 * index + 3)),
  )
  expect(excerpts.flatMap(({lines}) => lines)).toHaveLength(400)
  expect(JSON.stringify(excerpts).length).toBeLessThan(400 * 320)
})

test.each([
  ['ENV LEDGER_TOKEN=hunter2', 'ENV LEDGER_TOKEN=(not shown)'],
  ['ENV LEDGER_TOKEN hunter2', 'ENV LEDGER_TOKEN (not shown)'],
  ['ARG API_KEY="hunter2 and more"', 'ARG API_KEY=(not shown)'],
  ["RUN export DB_PASSWORD='hunter2' && make", 'RUN export DB_PASSWORD=(not shown)'],
  ['RUN TOKEN=${TOKEN:-hunter2} make', 'RUN TOKEN=(not shown)'],
  ['RUN curl -H "Authorization: Bearer hunter2" https://example.com', 'RUN curl -H "Authorization:(not shown)'],
  ['RUN curl -H "PRIVATE-TOKEN: hunter2" x', 'RUN curl -H "PRIVATE-TOKEN: (not shown)'],
  ['RUN curl -u me:hunter2 https://example.com', 'RUN curl -u (not shown)'],
  ['RUN curl --user=me:hunter2 x', 'RUN curl --user=(not shown)'],
  ['RUN git clone https://me:hunter2@example.com/x', 'RUN git clone https(not shown)'],
  ['RUN go get --token hunter2', 'RUN go get --token (not shown)'],
  ['RUN echo hunter2 | docker login --password-stdin', '(not shown)'],
  ["RUN echo 'root:hunter2' | chpasswd", '(not shown)'],
  ['RUN echo "machine x login me password hunter2" > ~/.netrc', '(not shown)'],
  ['COPY <<EOF /etc/app.json', 'COPY <<EOF /etc/app.json'],
  ['{"password": "hunter2"}', '{"password": (not shown)'],
  ['RUN echo ghp_hunter2 > /x', 'RUN echo (not shown)'],
  ['RUN ./login xoB7hunter2QmZ0aaaaaaaaaaaaaaaaaaaaaa', 'RUN ./login (not shown)'],
  ['RUN go build -ldflags "-X main.apiKey=hunter2" .', 'RUN go build -ldflags "-X main.apiKey=(not shown)'],
])('what looks secret in "%s" is not shown, nor what follows', (line, shown) => {
  const [{lines} = {lines: []}] = excerptsOf(line, [at(1)])
  expect(lines).toEqual([shown])
})

test.each([
  ['ARG TOKEN'],
  ['ENV CGO_ENABLED=0 GOFLAGS=-trimpath'],
  ['RUN --mount=type=secret,id=token,env=API_TOKEN go build .'],
  ['RUN --mount=type=cache,target=/root/.cache/go-build,id=go-build,sharing=locked go build -o /app .'],
  ['RUN GITHUB_TOKEN=$(cat /run/secrets/token) go mod download'],
  ['RUN NPM_TOKEN="${NPM_TOKEN}" npm ci'],
  ['FROM golang:1.27@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef AS build'],
  ['COPY --from=tokenizer /usr/share/passwordless /x'],
  ['LABEL org.opencontainers.image.authors=acme'],
  ['RUN adduser --uid 65532 app'],
])('"%s" is shown as it is', line => {
  expect(excerptsOf(line, [at(1)])).toEqual([{from: 1, lines: [line]}])
})

test.each([
  ['a value on the next line', 'RUN export \\\n  TOKEN=\\\n  hunter2 \\\n  && make\nRUN make'],
  ['a key in a here-document', 'RUN cat <<EOF\n-----BEGIN PRIVATE KEY-----\nhunter2\nEOF\nRUN make'],
  ['a value in quotes over two lines', 'ENV API_KEY="a\\\nhunter2"\nRUN make\nRUN make\nRUN make'],
])('%s is hidden with the rest of its instruction, and no more', (_, text) => {
  const shown = excerptsOf(text, [at(2, 5)]).flatMap(({lines}) => lines)
  expect(shown.join('\n')).not.toContain('hunter2')
  expect(shown.at(-1)).toBe('RUN make')
})

test('a line that is made to be slow is looked at in no time', () => {
  const attacks = [
    'a'.repeat(1e6),
    '=:'.repeat(5e5),
    'login '.repeat(2e5),
    ' '.repeat(1e6),
    '"-'.repeat(5e5),
    'A1a'.repeat(3e5),
  ]
  const start = performance.now()
  for (const attack of attacks) excerptsOf(`ENV ${attack}`, [at(1)])
  expect(performance.now() - start).toBeLessThan(2_000)
})

test('the page has the lines beside each finding', () => {
  const {excerpts, findings} = {
    excerpts: [{from: 8, lines: ['# eight', 'RUN nine \\', '  ten', 'RUN eleven']}],
    findings: [at(9, 10), at(40)],
  }
  const dockerfile = {origin: 'repository' as const, path: 'Dockerfile', text: null, excerpts, findings, failing: null}
  const [block] = pageData(sampleReport({dockerfile})).sections.find(({id}) => id === 'findings')!.blocks
  expect(block).toMatchObject({
    findings: [
      {code: {from: 8, lines: ['# eight', 'RUN nine \\', '  ten', 'RUN eleven'], marked: [9, 10]}},
      {code: null},
    ],
  })
})
