import type {PageData} from '../page-data.ts'
import {element} from './dom.ts'
import {explorer} from './explorer.ts'
import {headElement} from './head.ts'
import {sectionElement} from './sections.ts'

const {head, platforms, sections} = JSON.parse(document.getElementById('data')!.textContent!) as PageData
const drawn = platforms.filter(({root}) => root.children !== undefined && root.children.length > 0)

document.title = `${head.name}: container image report`
document
  .getElementById('report')!
  .replaceChildren(
    headElement(head),
    ...(drawn.length > 0 ? [explorer(drawn)] : []),
    ...sections.map(sectionElement),
    element('footer', {}, 'Everything in this report is in this file; it asks no network for anything.'),
  )
