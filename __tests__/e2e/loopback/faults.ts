/** What can go wrong between the action and GitHub, on demand. */
import {setTimeout as sleep} from 'node:timers/promises'
import type {Exchange, Refuse} from './exchange.ts'

export type Fault = FaultKind & {
  /** Name of a route, see ROUTES in github.ts. */
  route: string
  /** How many requests are hit, 1 unless told. */
  times?: number
}

type FaultKind =
  /** Answers with this status. `retryAfter` in seconds goes into the header of that name. */
  | {kind: 'status'; status: number; message?: string; retryAfter?: number}
  /** Is silent for so many milliseconds (until the client gives up when null), then answers normally. */
  | {kind: 'stall'; milliseconds: number | null}
  /** Announces the whole blob and breaks the connection after so many bytes of it. */
  | {kind: 'truncate'; bytes: number}
  /** Breaks the connection before any answer. */
  | {kind: 'reset'}

export type Faults = {add: (fault: Fault) => void; take: (route: string) => Fault | undefined}

export function createFaults(): Faults {
  const pending: {fault: Fault; left: number}[] = []
  return {
    add: fault => void pending.push({fault, left: fault.times ?? 1}),
    take: route => {
      const found = pending.find(({fault, left}) => fault.route === route && left > 0)
      if (found !== undefined) found.left -= 1
      return found?.fault
    },
  }
}

/** True when the request has had its answer, or never will. */
export async function applyFault(fault: Fault, exchange: Exchange, refuse: Refuse): Promise<boolean> {
  switch (fault.kind) {
    case 'status':
      exchange.request.resume()
      refuse(
        exchange,
        fault.status,
        fault.message ?? 'injected fault',
        fault.retryAfter === undefined ? {} : {'retry-after': fault.retryAfter},
      )
      return true
    case 'stall':
      if (fault.milliseconds === null) {
        await new Promise(resolve => exchange.response.once('close', resolve))
        return true
      }
      await sleep(fault.milliseconds)
      return false
    case 'truncate':
      exchange.cutAfter = fault.bytes
      return false
    case 'reset':
      exchange.request.socket.destroy()
      return true
  }
}
