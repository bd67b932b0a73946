import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  rendered
} from "./chunk-7RKOP3VT.js";
import "./chunk-Z6M67WSK.js";
import "./chunk-ZH5PFBIT.js";
import {
  readReport
} from "./chunk-JR47DU2G.js";
import "./chunk-AU4MNPSW.js";
import "./chunk-JARR3KQP.js";
import "./chunk-XB74SI2F.js";
import {
  exactly,
  json,
  readJson
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

// src/cli/verbs/render.ts
var render = /* @__PURE__ */ __name(async (words, options, terminal) => {
  const [file] = exactly(1, words, "render REPORT.json --format markdown|summary|text|html|sarif|junit|badge");
  const report = readReport(readJson(file, terminal));
  return terminal.print(options.json ? json(report) : rendered(report, options.format ?? "markdown", terminal));
}, "render");
export {
  render
};
