import {childEnvironment, type Execute, execute} from '../runner/exec.ts'

/** Programs with the environment of this process, which end with it. */
export function startWith(env: NodeJS.ProcessEnv, signal: AbortSignal): Execute {
  const childEnv = childEnvironment(env, {layerCacheToken: false})
  return (command, args, more) => execute(command, args, {env: childEnv, signal, ...more})
}
