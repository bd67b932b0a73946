import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  __name,
  array,
  getState,
  object,
  parse,
  saveState,
  string
} from "./chunk-XTJYSXLH.js";

// src/runner/state.ts
var PostState = object({
  saves: array(object({ name: string(), key: string(), file: string() }))
});
var NAME = "go-image";
function savePostState(state) {
  saveState(NAME, JSON.stringify(state));
}
__name(savePostState, "savePostState");
function readPostState() {
  const text = getState(NAME);
  return text === "" ? { saves: [] } : parse(PostState, JSON.parse(text));
}
__name(readPostState, "readPostState");

export {
  savePostState,
  readPostState
};
