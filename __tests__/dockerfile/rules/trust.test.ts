import {TRUST_RULES} from '../../../src/dockerfile/rules/trust.ts'
import {type Fixtures, lines, testRules} from './harness.ts'

const SUM = {'go.sum': 'x\n'}

testRules(TRUST_RULES, {
  'S-02': {
    bad: [
      {
        name: 'ssh takes any server',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN GIT_SSH_COMMAND="ssh" && echo "StrictHostKeyChecking no" >> /root/.ssh/config && go build .',
        ),
        ...{line: 2, under: 'echo "StrictHostKeyChecking no"', severity: 'warning'},
      },
      {
        name: 'git takes any certificate',
        dockerfile: lines('FROM golang:1.26', 'ENV GIT_SSL_NO_VERIFY=1', 'RUN go build .'),
        ...{line: 2, under: 'GIT_SSL_NO_VERIFY=1', severity: 'warning'},
      },
      {
        name: 'git is configured to',
        dockerfile: lines('FROM golang:1.26', 'RUN git config --global http.sslVerify false && go build .'),
        ...{line: 2, severity: 'warning', says: 'any certificate'},
      },
      {
        name: 'the checksum database is off, with a go.sum',
        dockerfile: lines('FROM golang:1.26', 'ENV GOSUMDB=off', 'RUN go build .'),
        files: SUM,
        ...{line: 2, severity: 'info'},
      },
    ],
    good: [
      {
        name: 'private modules are named',
        dockerfile: lines('FROM golang:1.26', 'ENV GOPRIVATE=git.acme.com', 'RUN go build .'),
      },
    ],
    nearMiss: [
      {
        name: 'a setting that is only passed on, and one that is empty',
        dockerfile: lines('FROM golang:1.26', 'ARG GOSUMDB', 'ENV GOSUMDB=$GOSUMDB GOINSECURE=""', 'RUN go build .'),
      },
      {
        name: 'the check is turned on',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN git config --global http.sslVerify true && ssh -o StrictHostKeyChecking=yes h || go build .',
        ),
      },
    ],
  },
  'S-08': {
    bad: [
      {
        name: 'ADD of an address',
        dockerfile: lines('FROM golang:1.26', 'ADD https://example.com/tool.tgz /tmp/', 'RUN go build .'),
        ...{line: 2, under: 'https://example.com/tool.tgz', severity: 'warning', says: 'example.com'},
      },
      {
        name: 'a script in a shell',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN curl -sSfL https://example.com/install.sh | sh -s -- -b /bin && go build .',
        ),
        ...{line: 2, under: 'curl -sSfL https://example.com/install.sh', says: 'runs unread'},
      },
      {
        name: 'an archive that is unpacked',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN curl -Lo t.tgz https://example.com/t.tgz && tar -xf t.tgz && go build .',
        ),
        ...{line: 2, says: 'unpacked or run'},
      },
    ],
    good: [
      {
        name: 'ADD with a checksum',
        dockerfile: lines(
          'FROM golang:1.26',
          'ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/t.tgz /',
          'RUN go build .',
        ),
      },
    ],
    nearMiss: [
      {
        name: 'the download is compared',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN curl -Lo t.tgz https://example.com/t.tgz && echo "abc  t.tgz" | sha256sum -c && tar -xf t.tgz && go build .',
        ),
      },
      {
        name: 'ADD that a later step compares',
        dockerfile: lines(
          'FROM golang:1.26',
          'ADD https://example.com/lib.a /lib/',
          'RUN sha256sum /lib/lib.a | grep abc',
          'RUN go build .',
        ),
      },
      {
        name: 'ADD of a local file, and of a repository at a commit',
        dockerfile: lines(
          'FROM golang:1.26',
          'ADD main.go /',
          'ADD https://github.com/acme/x.git#v1 /x',
          'RUN go build .',
        ),
      },
      {
        name: 'a request to the program itself',
        dockerfile: lines('FROM golang:1.26', 'RUN go build . && curl -s http://localhost:80/x | sh'),
      },
    ],
  },
} satisfies Record<string, Fixtures>)
