/** Sections about one thing in one fold, so that a comment has few lines while all of it is closed. */
import {joined, md, text} from './markdown.ts'
import type {Section} from './sections.ts'

/** The theme stands where its first section does; the other ones have their title above them. */
export function togetherByTheme(sections: readonly Section[]): Section[] {
  const themes = [...new Set(sections.map(({theme}) => theme))]
  return themes.map(theme => {
    const [first, ...others] = sections.filter(each => each.theme === theme)
    return {
      ...first!,
      title: [first!.title, ...others.map(({name, beside}) => beside ?? name)].join(' · '),
      body: joined([first!.body, ...others.map(({title, body}) => md`**${text(title)}**\n\n${body}`)], '\n\n'),
    }
  })
}
