/** The first lines of the page: verdict, platforms, and why. */
import {delta} from '../../units.ts'
import type {Head, Why} from '../page-data.ts'
import {element, prose, written} from './dom.ts'
import {tableElement} from './sections.ts'

export function headElement(head: Head): HTMLElement {
  const {name, figure, label, change, direction, verdict, tone, platforms, why, origin} = head
  const facts = element(
    'p',
    {class: 'verdict'},
    figure === null ? null : element('strong', {class: 'size'}, figure),
    element('span', {class: 'label'}, label),
    change === '' ? null : element('span', {class: `change ${direction}`}, change),
    verdict === '' ? null : element('span', {class: `badge ${tone}`}, verdict),
  )
  const from = element(
    'p',
    {class: 'origin'},
    ...origin.flatMap((text, index) => [index > 0 ? ' · ' : null, written(text)]),
  )
  const sides = element(
    'div',
    {class: 'reasons'},
    whyElement(why),
    platforms.rows.length === 0 ? null : tableElement(platforms, 'Platforms'),
  )
  return element('header', {}, element('h1', {}, name), facts, from, sides)
}

function whyElement({title, causes, notes, log}: Why): HTMLElement | null {
  if (causes.length + notes.length + log.length === 0) return null
  const rows = causes.map(({bytes, text}) => {
    const tone = bytes === null || bytes === 0 ? 'same' : bytes > 0 ? 'more' : 'less'
    const figure = bytes === null ? null : element('span', {class: `figure ${tone}`}, delta(bytes, 0))
    return element('li', {}, figure, written(text))
  })
  return element(
    'div',
    {class: 'why'},
    element('h2', {}, title),
    rows.length === 0 ? null : element('ul', {}, ...rows),
    ...notes.map(note => element('p', {}, prose(note))),
    log.length === 0
      ? null
      : element('pre', {tabindex: 0, role: 'group', 'aria-label': 'Output of the step'}, log.join('\n')),
  )
}
