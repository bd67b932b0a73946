import * as core from '@actions/core'

const AsyncFunction = (async () => {}).constructor

/** Runs the script in one of the inputs. `load` imports a package of this repository, which starts too slowly to be always there. */
export async function run(input) {
  await new AsyncFunction('core', 'load', core.getInput(input))(core, name => import(name))
}
