import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  readSource,
  reportOfDiff
} from "./chunk-73K4LDCE.js";
import {
  rendered
} from "./chunk-7RKOP3VT.js";
import "./chunk-Z6M67WSK.js";
import {
  diffImages
} from "./chunk-HQX67FW5.js";
import "./chunk-ZH5PFBIT.js";
import "./chunk-JR47DU2G.js";
import "./chunk-XKAZMFME.js";
import "./chunk-AU4MNPSW.js";
import "./chunk-GGLHXDP5.js";
import "./chunk-GKC4T433.js";
import "./chunk-JARR3KQP.js";
import {
  VERSION
} from "./chunk-NCP553QR.js";
import "./chunk-XB74SI2F.js";
import {
  exactly,
  json
} from "./chunk-KMXZLHT7.js";
import "./chunk-EIAKX6NL.js";
import "./chunk-VDBOFADO.js";
import "./chunk-AKOVMDGN.js";
import "./chunk-4PQ7ZB5M.js";
import "./chunk-UT4CUW2Z.js";
import "./chunk-UUQY4CUZ.js";
import "./chunk-JKRFVU7G.js";
import "./chunk-RPTUHRE5.js";
import "./chunk-KZXV7NL4.js";
import {
  __name
} from "./chunk-L77EYN5P.js";

// src/cli/verbs/diff.ts
var diff = /* @__PURE__ */ __name(async (words, options, terminal) => {
  const [base, head] = exactly(2, words, "diff BASE HEAD");
  const { platform = "" } = options;
  const [before, after] = await Promise.all([
    readSource(base, platform, terminal),
    readSource(head, platform, terminal)
  ]);
  const report = reportOfDiff({ name: head, before, after, version: VERSION, baseName: base });
  const format = options.json ? "json" : options.format ?? "text";
  return terminal.print(format === "json" ? json(diffImages(before, after)) : rendered(report, format, terminal));
}, "diff");
export {
  diff
};
