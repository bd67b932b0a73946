import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  checkFile
} from "./chunk-OP3LM3HH.js";
import {
  renderSarif
} from "./chunk-JARR3KQP.js";
import {
  VERSION
} from "./chunk-NCP553QR.js";
import {
  readInputs
} from "./chunk-UG7WS7NH.js";
import {
  findingCounts
} from "./chunk-XB74SI2F.js";
import {
  folderOf,
  inputFrom,
  json
} from "./chunk-KMXZLHT7.js";
import "./chunk-EIAKX6NL.js";
import {
  annotationsOf,
  inspectorOf
} from "./chunk-OKIPWZVI.js";
import {
  RULES,
  contextText
} from "./chunk-VDBOFADO.js";
import "./chunk-AKOVMDGN.js";
import "./chunk-4PQ7ZB5M.js";
import "./chunk-UT4CUW2Z.js";
import "./chunk-UUQY4CUZ.js";
import "./chunk-JKRFVU7G.js";
import "./chunk-IGNF7UFV.js";
import "./chunk-RPTUHRE5.js";
import "./chunk-KZXV7NL4.js";
import {
  UserError,
  __name,
  plain,
  shortened
} from "./chunk-L77EYN5P.js";

// src/report/findings-text.ts
var COLORS = { error: 31, warning: 33, info: 36 };
function findingsText(findings, options) {
  const { file, color } = options;
  if (findings.length === 0) return `${plain(file)}: no findings
`;
  const lines = options.text.split(/\r?\n/);
  const blocks = findings.map((finding) => block(finding, lines, options).join("\n"));
  const fixable = findings.filter(({ fix }) => fix !== null).length;
  const counts = findingCounts([...findings]);
  const last = fixable === 0 ? counts : `${counts}; ${fixable} can be mended by go-image check --fix`;
  return `${blocks.join("\n\n")}

${painted(`${plain(file)}: ${last}`, 1, color)}
`;
}
__name(findingsText, "findingsText");
function block(finding, lines, { file, color, width }) {
  const { severity, rule, line, column, message, remedy, evidence, fix } = finding;
  const place = [plain(file), line, line === null ? null : column].filter((part) => part !== null).join(":");
  const head = `${place} ${painted(severity, COLORS[severity], color)} ${plain(rule)}  ${plain(message)}`;
  const proof = evidence.filter((each) => each.file !== file || each.line !== line).map((each) => `${plain(each.file)}:${each.line}`);
  return [
    head,
    ...line === null ? [] : excerpt(finding, lines, width),
    ...proof.length === 0 ? [] : [`  because of ${proof.join(", ")}`],
    ...remedy === null ? [] : [`  ${painted(fix === null ? "remedy:" : "fix:", 2, color)} ${plain(remedy)}`]
  ];
}
__name(block, "block");
function excerpt({ line, column, endLine, endColumn }, lines, width) {
  const text = lines[line - 1] ?? "";
  const number = `${line} \u2502 `.padStart(7);
  const room = Math.max(width - number.length, 20);
  const indent = text.length - text.trimStart().length;
  const skipped = column !== null && column - indent > room ? column - Math.floor(room / 2) : indent;
  const shown = shortened(plain(text.slice(skipped)).replaceAll("	", " "), room);
  if (column === null) return [`${number}${shown}`];
  const from = column - 1 - skipped;
  const to = endLine === line && endColumn !== null ? endColumn - 1 - skipped : shown.length;
  const carets = "^".repeat(Math.max(Math.min(to, room) - from, 1));
  return [`${number}${shown}`, `${"\u2502 ".padStart(7)}${" ".repeat(from)}${carets}`];
}
__name(excerpt, "excerpt");
function painted(text, code, color) {
  return color ? `\x1B[${code}m${text}\x1B[0m` : text;
}
__name(painted, "painted");

// src/report/workflow-commands.ts
function workflowCommands(annotations) {
  return annotations.map(({ level, message, place }) => {
    const { file, startLine, endLine, startColumn, endColumn, title } = place;
    const named = { title, file, line: startLine, endLine, col: startColumn, endColumn };
    const properties = Object.entries(named).filter(([, value]) => value !== void 0);
    const list = properties.map(([name, value]) => `${name}=${property(String(value))}`).join(",");
    return `::${level} ${list}::${data(message)}
`;
  }).join("");
}
__name(workflowCommands, "workflowCommands");
function data(text) {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
__name(data, "data");
function property(text) {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
__name(property, "property");

// src/cli/verbs/check.ts
var check = /* @__PURE__ */ __name(async (words, options, terminal) => {
  const { build, gate } = readInputs((name) => inputFrom(options, name));
  const { buildArgs, target, platforms } = build;
  const wanted = {
    ...{ folder: folderOf(words), file: options.file ?? "", buildArgs, target, platforms },
    ...{ today: (/* @__PURE__ */ new Date()).toISOString().slice(0, 10), readFile: terminal.readFile },
    inspect: inspectorOf(folderOf(words))
  };
  const checked = await checkFile(wanted);
  const mending = options.fix || options.diff ? await import("./mending-M2L542ZE.js") : null;
  const mended = mending === null ? null : await mending.mendAsAsked(checked, wanted, options, terminal);
  if (options.diff) return terminal.print(mended.patch);
  const now = mended === null ? checked : { ...checked, ...mended };
  terminal.print(findingsAs(options.json ? "json" : options.format ?? "text", now, terminal));
  const failing = gate.failOn === "warning" ? ["error", "warning"] : gate.failOn === "error" ? ["error"] : [];
  return now.findings.some(({ severity }) => failing.includes(severity)) ? 1 : 0;
}, "check");
function findingsAs(format, checked, { terminal }) {
  const { file, text, findings, suppressed, context } = checked;
  if (format === "text") {
    const sent = context === null ? [] : contextText(context).map((line) => `${line}
`);
    return `${findingsText(findings, { file, text, ...terminal })}${sent.join("")}`;
  }
  if (format === "json") return json({ schema: 1, file, findings, suppressed, context });
  if (format === "sarif") return json(renderSarif(findings, { file, rules: RULES, version: VERSION, suppressed }));
  if (format === "github") return workflowCommands(annotationsOf(findings, file));
  throw new UserError("usage", `--format is "${format}"; it can be text, json, sarif or github.`);
}
__name(findingsAs, "findingsAs");
export {
  check
};
