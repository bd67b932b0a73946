import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  __name,
  bytes,
  childEnvironment,
  duration,
  execute,
  info,
  init_core,
  init_errors,
  init_exec,
  init_open_store,
  init_shared_chunk,
  init_state,
  init_units,
  messageOf,
  openStore,
  readPostState,
  warning
} from "./shared.js";

// src/post.ts
init_shared_chunk();
init_core();
init_open_store();
init_units();
init_errors();
init_exec();
init_state();
import { rm, stat } from "node:fs/promises";
try {
  const { env } = process;
  const childEnv = childEnvironment(env, { layerCacheToken: false });
  const state = readPostState();
  const store = openStore(state.store, {
    ...{ env, temp: env.RUNNER_TEMP ?? "/tmp" },
    execute: /* @__PURE__ */ __name((command, args, options) => execute(command, args, { env: childEnv, ...options }), "execute")
  });
  for (const { name, key, file } of state.saves) {
    try {
      const started = performance.now();
      const { size } = await stat(file);
      const saved = await store.save(name, key, file);
      const seconds = (performance.now() - started) / 1e3;
      info(saved ? `\u25B8 Saved  ${key} \xB7 ${bytes(size)} in ${duration(seconds)}` : `\u25B8 Not saved  ${key}`);
      await rm(file, { force: true });
    } catch (error) {
      warning(`${key} could not be saved: ${messageOf(error)}`);
    }
  }
} catch (error) {
  warning(`Go's caches could not be saved: ${messageOf(error)}`);
}
process.exit();
