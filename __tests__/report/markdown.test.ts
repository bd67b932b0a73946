import {describe, expect, test} from '@jest/globals'
import {code, codeBlock, details, html, link, md, prose, table, text} from '../../src/report/markdown.ts'

// Each expectation was rendered once with cmark-gfm, GitHub's own parser, and showed the left side as literal text.

describe('inline text', () => {
  test.each([
    ['plain words, 9.42 MB (+13.5 %)', 'plain words, 9.42 MB (+13.5 %)'],
    ['a|b', 'a&#124;b'],
    ['a\\|b\\', 'a&#92;&#124;b&#92;'],
    ['*a* **b** _c_ ~~d~~', '\\*a\\* \\*\\*b\\*\\* \\_c\\_ \\~\\~d\\~\\~'],
    ['[x](javascript:1)', '\\[x\\](javascript:1)'],
    ['![x](y)', '\\!\\[x\\](y)'],
    ['[^1] [ ]', '\\[^1\\] \\[ \\]'],
    ['<img src=x onerror=alert(1)>', '&#60;img src=x onerror=alert(1)&#62;'],
    ['<!-- go-image:x -->', '&#60;\\!-- go-image:x --&#62;'],
    ['&lt; &copy;', '&#38;lt; &#38;copy;'],
    ['`a`', '\\`a\\`'],
    ['@octocat @org/team a@b.c', '<span>@</span>octocat <span>@</span>org/team a<span>@</span>b.c'],
    ['#123 o/r#4 # head', '<span>#</span>123 o/r<span>#</span>4 \\# head'],
    ['GH-1 gh-1 JIRA-12', 'GH<span>-</span>1 gh<span>-</span>1 JIRA<span>-</span>12'],
    ['debian-12', 'debian-12'],
    ['https://evil.example', 'https<span>:</span>//evil.example'],
    ['www.evil.example', 'www<span>.</span>evil.example'],
    [':tada: a:b', '<span>:</span>tada: a:b'],
    ['$x$', '<span>$</span>x<span>$</span>'],
    ['- item', '\\- item'],
    ['+ item', '\\+ item'],
    ['+1.12 MB', '+1.12 MB'],
    ['1. item', '1\\. item'],
    ['1) item', '1\\) item'],
    ['1.5', '1.5'],
    ['---', '\\---'],
    ['===', '\\==='],
    ['> [!NOTE]', '&#62; \\[\\!NOTE\\]'],
    ['a\r\n\r\n# b', 'a \\# b'],
  ])('%j is written %j', (raw, expected) => {
    expect(text(raw)).toBe(expected)
  })
})

describe('a code span', () => {
  test.each([
    ['', ''],
    ['go build', '`go build`'],
    ['@octocat #1 https://evil.example :tada:', '`@octocat #1 https://evil.example :tada:`'],
    ['a`b', '``a`b``'],
    ['a``b`c', '```a``b`c```'],
    ['`', '`` ` ``'],
    ['`a', '`` `a ``'],
    ['a`', '`` a` ``'],
    ['two\nlines', '`two lines`'],
    ['a | b', '<code>a &#124; b</code>'],
    ['a\\|b', '<code>a&#92;&#124;b</code>'],
    ['<!--x-->', '<code>&#60;&#33;&#45;&#45;x&#45;&#45;&#62;</code>'],
    ['|a@b.c', '<code>&#124;a<span>&#64;</span>b&#46;c</code>'],
  ])('of %j is %j', (raw, expected) => {
    expect(code(raw)).toBe(expected)
  })
})

describe('prose', () => {
  test.each([
    ['`ARG A` before `go mod`: slow_build', '`ARG A` before `go mod`: slow\\_build'],
    ['an odd ` one', 'an odd \\` one'],
    ['`a|b`', '<code>a&#124;b</code>'],
    ['``', '\\`\\`'],
    ['@octocat `@octocat`', '<span>@</span>octocat `@octocat`'],
  ])('%j becomes %j', (raw, expected) => {
    expect(prose(raw)).toBe(expected)
  })
})

describe('a link', () => {
  test.each([
    ['https://example.com/a (b)|c', '[x](https://example.com/a%20%28b%29%7Cc)'],
    ['https://example.com/?a=1&b=2', '[x](https://example.com/?a=1&amp;b=2)'],
    ['https://example.com/_a_*b*', '[x](https://example.com/%5Fa%5F%2Ab%2A)'],
    ['javascript:alert(1)', 'x'],
    ['data:text/html,x', 'x'],
    ['//example.com', 'x'],
    ['not a url', 'x'],
    ['https://github.com@evil.example/', 'x'],
    [`https://example.com/${'a'.repeat(2_000)}`, 'x'],
    [null, 'x'],
  ])('to %j is %j', (url, expected) => {
    expect(link(md`x`, url)).toBe(expected)
  })
})

describe('a code block', () => {
  test('has a fence longer than any of its content', () => {
    expect(codeBlock('a\n````\nb\n', 'go')).toBe('`````go\na\n````\nb\n`````')
  })

  test('becomes <pre> where its text could pose as the hidden marker', () => {
    expect(codeBlock('<!-- x -->\n\n</pre>')).toBe('<pre>&#60;!-- x --&#62;\n\n&#60;/pre&#62;</pre>')
  })
})

test('text between tags keeps its meaning and calls nobody', () => {
  expect(html('<b> "x" & #1 @octocat *a*')).toBe(
    '&#60;b&#62; &#34;x&#34; &#38; <span>#</span>1 <span>@</span>octocat *a*',
  )
  expect(details('</summary>', md`body`)).toBe('<details><summary>&#60;/summary&#62;</summary>\n\nbody\n\n</details>')
})

test('a table keeps its number of cells whatever they hold', () => {
  const columns = [
    {title: '', align: 'left'},
    {title: 'a|b', align: 'right'},
  ] as const
  expect(table([...columns], [[text('|'), code('x||y')]])).toBe(
    '| | a&#124;b |\n|:--|--:|\n| &#124; | <code>x&#124;&#124;y</code> |',
  )
})
