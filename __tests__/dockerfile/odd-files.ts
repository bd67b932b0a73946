/**
 * Dockerfiles that readers disagree about. `lines` are keyword, first and last line of each instruction as BuildKit has
 * them, null for a file that it refuses: __tests__/e2e/parser.test.ts asks the engine, split.test.ts our reader.
 */
export type OddFile = {
  name: string
  text: string
  lines: [keyword: string, line: number, endLine: number][] | null
}

const FROM: [string, number, number] = ['FROM', 1, 1]
const after = (...rest: [string, number, number][]) => [FROM, ...rest]
const odd = (name: string, body: string, lines: OddFile['lines']): OddFile => ({
  ...{name, lines},
  text: `FROM scratch\n${body}`,
})

export const ODD_FILES: OddFile[] = [
  odd('a continued line', 'RUN a \\\n  b\nLABEL c=d\n', after(['RUN', 2, 3], ['LABEL', 4, 4])),
  odd('blanks after the backslash', 'RUN a \\  \n b\nLABEL c=d\n', after(['RUN', 2, 3], ['LABEL', 4, 4])),
  odd('two backslashes, which continue nothing', 'RUN a \\\\\nLABEL c=d\n', after(['RUN', 2, 2], ['LABEL', 3, 3])),
  odd('three backslashes, which do not either', 'RUN a \\\\\\\nLABEL c=d\n', after(['RUN', 2, 2], ['LABEL', 3, 3])),
  odd('an empty line after a backslash', 'CMD a \\\n\nLABEL b=c\n', after(['CMD', 2, 4])),
  odd('a backslash at the end of the file', 'CMD a \\', after(['CMD', 2, 2])),
  odd(
    'a comment between continued lines',
    'RUN a \\\n# x \\\n&& b\nLABEL c=d\n',
    after(['RUN', 2, 4], ['LABEL', 5, 5]),
  ),
  odd(
    'a backslash, a comment with another and a here-document',
    'RUN \\\n # x \\\n cat <<EOF\na\nEOF\nLABEL c=d\n',
    after(['RUN', 2, 6], ['LABEL', 7, 7]),
  ),
  odd('a keyword on two lines', 'LA\\\nBEL c=d\nCMD a\n', after(['LABEL', 2, 3], ['CMD', 4, 4])),
  odd('blanks before keywords', '  RUN a\n\tLABEL c=d \n', after(['RUN', 2, 2], ['LABEL', 3, 3])),
  odd('a space that does not break before the keyword', '\u00a0RUN a\n', after(['RUN', 2, 2])),
  odd('a number before a here-document', 'RUN 3<<EOF cat\na\nEOF\n', after(['RUN', 2, 4])),
  odd(
    'a here-document on a continued line',
    'RUN <<EOF \\\n true\na\nEOF\nLABEL c=d\n',
    after(['RUN', 2, 5], ['LABEL', 6, 6]),
  ),
  odd(
    'a here-document with quotes inside of its name',
    'RUN cat <<E"O"F\na\nEOF\nLABEL c=d\n',
    after(['RUN', 2, 4], ['LABEL', 5, 5]),
  ),
  odd(
    'a here-document and a redirect',
    'RUN cat <<EOF >/x\na\nEOF\nLABEL c=d\n',
    after(['RUN', 2, 4], ['LABEL', 5, 5]),
  ),
  odd(
    'a here-document whose end is alone on its line',
    'RUN <<EOF\na\n EOF\nEOF \nEOF\nLABEL c=d\n',
    after(['RUN', 2, 6], ['LABEL', 7, 7]),
  ),
  odd('tabs before the end of <<-', 'RUN <<-"EOF"\n\ta\n\tEOF\nLABEL c=d\n', after(['RUN', 2, 4], ['LABEL', 5, 5])),
  odd('several here-documents', 'RUN <<A <<B\na\nA\nb\nB\nLABEL c=d\n', after(['RUN', 2, 6], ['LABEL', 7, 7])),
  odd(
    'a here-document of COPY',
    'COPY <<a <<b /x/\nin a\na\nRUN b\nb\nLABEL c=d\n',
    after(['COPY', 2, 6], ['LABEL', 7, 7]),
  ),
  odd(
    'a here-document of ONBUILD',
    'ONBUILD RUN <<EOF\na\nEOF\nLABEL c=d\n',
    after(['ONBUILD', 2, 4], ['LABEL', 5, 5]),
  ),
  odd('<< in quotes', 'RUN echo "a <<EOF b"\nLABEL c=d\n', after(['RUN', 2, 2], ['LABEL', 3, 3])),
  odd('<<<', 'RUN cat <<<EOF\nLABEL c=d\n', after(['RUN', 2, 2], ['LABEL', 3, 3])),
  odd('<< in JSON', 'RUN ["cat", "<<EOF"]\nLABEL c=d\n', after(['RUN', 2, 2], ['LABEL', 3, 3])),
  {
    name: 'CRLF',
    text: 'FROM scratch\r\nRUN <<EOF\r\na\r\nEOF\r\nRUN a \\\r\n  # c \\\r\n b\r\n',
    lines: after(['RUN', 2, 4], ['RUN', 5, 7]),
  },
  {
    name: 'a byte order mark and another escape character',
    text: '\uFEFF# escape=`\nFROM scratch\nRUN a `\n b\n',
    lines: [
      ['FROM', 2, 2],
      ['RUN', 3, 4],
    ],
  },
  {
    name: 'all three directives',
    text: '# check=skip=all\n# escape=`\nFROM scratch\nRUN a `\n b\n',
    lines: [
      ['FROM', 3, 3],
      ['RUN', 4, 5],
    ],
  },
  {
    name: 'an escape character after a comment',
    text: '# x\n# escape=`\nFROM scratch\nRUN a `\nLABEL a=b\n',
    lines: [
      ['FROM', 3, 3],
      ['RUN', 4, 4],
      ['LABEL', 5, 5],
    ],
  },
  odd('invalid UTF-8 read as text, and NUL', 'CMD a\uFFFD\0b\nLABEL a=b\n', after(['CMD', 2, 2], ['LABEL', 3, 3])),
  odd('a here-document without its end', 'RUN <<EOF\na\n', null),
  odd('a shift of the shell', 'RUN echo $((1 << N))\n', null),
  odd('a semicolon that belongs to the name', 'RUN cat <<EOF; true\na\nEOF\nLABEL c=d\n', null),
  odd('<< inside of a word', 'RUN cat<<EOF\na\nEOF\n', null),
  {
    name: 'a shebang, after which no directive counts',
    text: '#!/x\n# escape=`\nFROM scratch\nRUN a `\n b\n',
    lines: null,
  },
  {name: 'a long line', text: `FROM scratch\nCMD ${'x'.repeat(65_600)}\n`, lines: null},
  {name: 'carriage returns alone', text: 'FROM scratch\rRUN a\r', lines: null},
]
