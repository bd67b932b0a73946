import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  __name
} from "./chunk-L77EYN5P.js";

// src/runner/patience.ts
async function inTime(ms, signal, ask) {
  try {
    return await ask(AbortSignal.any([signal, AbortSignal.timeout(ms)]));
  } catch {
    signal.throwIfAborted();
    return null;
  }
}
__name(inTime, "inTime");

export {
  inTime
};
