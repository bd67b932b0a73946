import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  childEnvironment,
  execute
} from "./chunk-GKC4T433.js";
import {
  __name
} from "./chunk-L77EYN5P.js";

// src/cli/start.ts
function startWith(env, signal) {
  const childEnv = childEnvironment(env, { layerCacheToken: false });
  return (command, args, more) => execute(command, args, { env: childEnv, signal, ...more });
}
__name(startWith, "startWith");

export {
  startWith
};
