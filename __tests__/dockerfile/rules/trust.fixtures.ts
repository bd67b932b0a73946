import {type Fixtures, lines} from './sample.ts'

const SUM = {'go.sum': 'x\n'}

export const TRUST_FIXTURES = {
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
        name: 'a key that apk trusts from then on',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN wget -q -O /etc/apk/keys/a.rsa.pub https://example.com/a.rsa.pub && go build .',
        ),
        ...{line: 2, severity: 'info', says: 'trusted unread'},
      },
      {
        name: 'a key that gpg only unpacks',
        dockerfile: lines(
          'FROM golang:1.26',
          'ADD https://example.com/key.asc key.asc',
          'RUN gpg -o key.pgp --dearmor key.asc && go build .',
        ),
        ...{line: 2, severity: 'warning'},
      },
      {
        name: 'a file that is kept',
        dockerfile: lines('FROM golang:1.26', 'RUN curl -fo /LICENSE https://example.com/main/LICENSE && go build .'),
        ...{line: 2, severity: 'info', says: 'is kept without a checksum'},
      },
      {
        name: 'an archive for one architecture',
        dockerfile: lines(
          'FROM golang:1.26',
          'ARG TARGETARCH',
          'RUN if [ "$TARGETARCH" = arm64 ]; then wget -O- https://example.com/t.tgz | tar -xz; fi && go build .',
        ),
        ...{line: 3, severity: 'warning', says: 'unpacked'},
      },
      {
        name: 'beside a program that something else has compiled',
        dockerfile: lines(
          'FROM alpine:3.24',
          'RUN wget -O- https://example.com/t.tgz | tar -xz',
          'COPY app /usr/local/bin/',
          'ENTRYPOINT ["app"]',
        ),
        ...{line: 2, severity: 'warning'},
      },
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
        name: 'a page that is printed, or thrown away',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN curl -s https://example.com/version && curl -so /dev/null https://example.com/ && go build .',
        ),
      },
      {
        name: 'a signature is verified',
        dockerfile: lines(
          'FROM golang:1.26',
          'RUN curl -fLO https://example.com/t.tgz && gpg --batch --verify t.asc t.tgz && tar -xf t.tgz && go build .',
        ),
      },
      {
        name: 'a Dockerfile for another program',
        dockerfile: lines('FROM alpine:3.24', 'RUN wget -O- https://example.com/t.tgz | tar -xz', 'COPY web /web'),
      },
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
} satisfies Record<string, Fixtures>
