import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  __name
} from "./chunk-L77EYN5P.js";

// src/cli/own-folder.ts
import { homedir } from "node:os";
import { join } from "node:path";
function ownFolder({ XDG_CACHE_HOME }) {
  return join(XDG_CACHE_HOME ?? join(homedir(), ".cache"), "go-image");
}
__name(ownFolder, "ownFolder");

export {
  ownFolder
};
