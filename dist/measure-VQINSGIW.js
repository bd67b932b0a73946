import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  readSource,
  reportOfDiff
} from "./chunk-73K4LDCE.js";
import {
  renderImage
} from "./chunk-Z6M67WSK.js";
import "./chunk-HQX67FW5.js";
import "./chunk-JR47DU2G.js";
import "./chunk-XKAZMFME.js";
import "./chunk-AU4MNPSW.js";
import "./chunk-GGLHXDP5.js";
import "./chunk-GKC4T433.js";
import {
  VERSION
} from "./chunk-NCP553QR.js";
import "./chunk-XB74SI2F.js";
import {
  exactly,
  json
} from "./chunk-KMXZLHT7.js";
import "./chunk-EIAKX6NL.js";
import "./chunk-AKOVMDGN.js";
import "./chunk-UT4CUW2Z.js";
import "./chunk-JKRFVU7G.js";
import "./chunk-KZXV7NL4.js";
import {
  __name
} from "./chunk-L77EYN5P.js";

// src/cli/verbs/measure.ts
var measure = /* @__PURE__ */ __name(async (words, options, terminal) => {
  const [image] = exactly(1, words, "measure IMAGE");
  const facts = await readSource(image, options.platform ?? "", terminal);
  const report = reportOfDiff({ name: image, before: null, after: facts, version: VERSION });
  return terminal.print(options.json ? json(facts) : renderImage(report, terminal.terminal));
}, "measure");
export {
  measure
};
