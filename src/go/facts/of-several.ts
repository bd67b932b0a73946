/** The facts of the programs that are built together. */
import {place} from '../candidates.ts'
import type {Checkout} from '../modules.ts'
import type {Fact, LinkVariable, MainPackage} from '../project.ts'
import type {GoPackage} from '../scan.ts'
import {findFacts} from './find.ts'
import {MOST_EVIDENCE} from './ground.ts'

type Facts = ReturnType<typeof findFacts>

/** `programs`: each with the packages that it reaches. Without any, what is true of the repository as a whole. */
export function findFactsOfAll(
  root: string,
  checkout: Checkout,
  mains: readonly MainPackage[],
  programs: readonly {main: MainPackage; reached: readonly GoPackage[]}[],
): Facts {
  const [one, ...others] = programs.map(({main, reached}) => findFacts(root, checkout, main, mains, reached))
  if (one === undefined) return findFacts(root, checkout, null, mains, checkout.scan.packages)
  return others.length === 0 ? one : merged([one, ...others])
}

/** What one program needs all need together; a fact that several have is told once, with the evidence of each. */
function merged(found: readonly Facts[]): Facts {
  const facts = new Map<string, Fact>()
  for (const fact of found.flatMap(({facts}) => facts)) {
    const key = `${fact.kind} ${fact.subject}`
    const known = facts.get(key)
    facts.set(key, known === undefined ? fact : both(known, fact))
  }
  const variables = new Map<string, LinkVariable>()
  for (const variable of found.flatMap(({linkVariables}) => linkVariables))
    variables.set(`${place(variable.evidence)} ${variable.name}`, variable)
  // What is elsewhere for one program may be beside another.
  const elsewhere = (fact: Fact) =>
    found.every(({facts}) => facts.some(one => one.kind === fact.kind && one.subject === fact.subject))
  return {
    facts: [...facts.values()].filter(fact => fact.kind !== 'pgo-elsewhere' || elsewhere(fact)),
    linkVariables: [...variables.values()],
  }
}

function both(one: Fact, other: Fact): Fact {
  const stronger = other.certain && !one.certain ? other : one
  const places = new Map([...stronger.evidence, ...one.evidence, ...other.evidence].map(at => [place(at), at]))
  return {...stronger, evidence: [...places.values()].slice(0, MOST_EVIDENCE)}
}
