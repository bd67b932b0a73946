import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  bytes,
  duration,
  githubStore,
  info,
  init_core,
  init_errors,
  init_shared_chunk,
  init_state,
  init_store,
  init_units,
  messageOf,
  readPostState,
  warning
} from "./shared.js";

// src/post.ts
init_shared_chunk();
init_core();
init_store();
init_units();
init_errors();
init_state();
import { rm, stat } from "node:fs/promises";
var store = githubStore(process.env.RUNNER_TEMP ?? "/tmp");
try {
  for (const { name, key, file } of readPostState().saves) {
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
