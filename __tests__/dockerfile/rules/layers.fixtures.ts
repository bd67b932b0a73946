import {type Fixtures, lines} from './sample.ts'

const then = (...rest: string[]) =>
  lines(
    'FROM golang:1.26 AS build',
    'COPY . /src',
    'RUN cd /src && CGO_ENABLED=0 go build -o /out/app .',
    'FROM alpine:3.23',
    'WORKDIR /srv',
    ...rest,
  )

export const LAYERS_FIXTURES = {
  'A-07': {
    bad: [
      {
        name: 'chmod of the program to another mode',
        dockerfile: then('COPY --from=build /out/app .', 'RUN chmod 550 app'),
        ...{line: 7, under: 'chmod 550 app', severity: 'info', says: 'stores what line 6 brings a second time'},
        fixed: true,
      },
      {
        name: 'chown to a number, which keeps the group of root, before another command',
        dockerfile: then('COPY --from=build /out/app /srv/app', 'RUN chown 1001 /srv/app && mkdir /data'),
        ...{line: 7, under: 'chown 1001 /srv/app', fixed: true},
      },
      {
        name: 'chown to a name that is made after the copy',
        dockerfile: then('COPY --from=build /out/app /srv/app', 'RUN adduser -D me && chown me /srv/app'),
        ...{line: 7, fixed: false},
      },
      {
        name: 'a step between them that may use the file',
        dockerfile: then('COPY --from=build /out/app /srv/app', 'RUN /srv/app init', 'RUN chown 1001 /srv/app'),
        ...{line: 8, fixed: false},
      },
      {
        name: 'chown of the folder that it is in',
        dockerfile: then('COPY --from=build /out/app /srv/', 'RUN adduser -D me && chown -R me:me /srv', 'USER me'),
        ...{line: 7, under: 'chown -R me:me /srv', says: 'line 6'},
      },
      {
        name: 'a program that make has built',
        dockerfile: then('COPY --from=build /go/bin/thanos /bin/thanos', 'RUN chown 1001 /bin/thanos'),
        ...{line: 7, fixed: false},
      },
    ],
    good: [{name: '--chown', dockerfile: then('COPY --from=build --chown=1001:0 /out/app .')}],
    nearMiss: [
      {
        name: 'what go build has made so already: the layer stays empty',
        dockerfile: then(
          'COPY --from=build /out/app .',
          'RUN chmod +x app && chmod 0755 /srv/app && chown -R root:root /srv',
        ),
      },
      {
        name: 'the owner that COPY has given it',
        dockerfile: then('COPY --from=build --chown=me:me /out/app .', 'RUN chown -R me:me /srv'),
      },
      {
        name: 'a folder for data',
        dockerfile: then('COPY --from=build /out/app .', 'RUN mkdir /data && chown -R 1001 /data'),
      },
      {
        name: 'the folder alone, without what is in it',
        dockerfile: then('COPY --from=build /out/app .', 'RUN chown 1001 /srv'),
      },
      {
        name: 'a small script',
        dockerfile: then('COPY --from=build /usr/bin/run.sh .', 'COPY start.sh .', 'RUN chmod +x run.sh start.sh'),
      },
      {
        name: 'in the step that compiles, which is a stage of its own',
        dockerfile: lines(
          'FROM golang:1.26 AS build',
          'RUN go build -o /app . && chmod 755 /app',
          'FROM scratch',
          'COPY --from=build /app /app',
        ),
      },
    ],
  },
} satisfies Record<string, Fixtures>
