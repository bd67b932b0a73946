import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  execute
} from "./chunk-GKC4T433.js";
import {
  folderOf
} from "./chunk-KMXZLHT7.js";
import {
  inspectProject
} from "./chunk-IGNF7UFV.js";
import {
  __name
} from "./chunk-L77EYN5P.js";

// src/cli/inspect-folder.ts
import { tmpdir } from "node:os";
function inspectFolder(words, options, { env, signal }) {
  const start = /* @__PURE__ */ __name((command, args, more) => execute(command, args, { env: {}, ...more }), "start");
  return inspectProject({
    root: folderOf(words),
    go: { execute: start, signal, path: env.PATH ?? "", temp: tmpdir() },
    ...options.main !== void 0 && { main: options.main },
    ...options.module !== void 0 && { module: options.module }
  });
}
__name(inspectFolder, "inspectFolder");

export {
  inspectFolder
};
