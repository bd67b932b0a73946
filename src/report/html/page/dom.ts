/** Elements of the page. Text of the report gets in as text nodes and as http(s) addresses, and in no other way. */
import type {Text} from '../page-data.ts'

type Attributes = Record<string, string | number | boolean | (() => void)>
export type Content = globalThis.Node | string | null

/** Attributes that are functions are listeners: `click`. Those that are false are left out. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...content: Content[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(key, value)
    else if (value !== false) made.setAttribute(key, value === true ? '' : String(value))
  }
  made.append(...content.filter(each => each !== null))
  return made
}

export function written({text, href, code}: Text): HTMLElement {
  const label = code ? element('code', {}, text) : prose(text)
  const {protocol} = href === undefined || !URL.canParse(href) ? {protocol: ''} : new URL(href)
  if (protocol !== 'https:' && protocol !== 'http:') return label
  return element('a', {href: href!, rel: 'noopener noreferrer'}, label)
}

/** A sentence whose `quoted` words are code. */
export function prose(text: string): HTMLElement {
  const parts = text.split(/(?<!`)`([^`]+)`(?!`)/)
  return element('span', {}, ...parts.map((part, index) => (index % 2 === 1 ? element('code', {}, part) : part)))
}
