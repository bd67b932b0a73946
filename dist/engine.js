import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  folderStore,
  init_log,
  init_run,
  init_shared_chunk,
  init_store,
  run,
  terminalLog
} from "./shared.js";

// src/cli/engine.ts
init_shared_chunk();
init_store();
init_run();
init_log();
export {
  folderStore,
  run,
  terminalLog
};
