import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  buildsGo,
  builtPrograms,
  copiesInto,
  programName,
  readModel,
  tooLargeText,
  tooManyInstructions,
  walkContext
} from "./chunk-VDBOFADO.js";
import {
  parseDockerfile
} from "./chunk-UT4CUW2Z.js";
import {
  readIgnoreFile
} from "./chunk-UUQY4CUZ.js";
import {
  array,
  bytes,
  custom,
  getDotPath,
  maxLength,
  nonEmpty,
  optional,
  pipe,
  record,
  safeParse,
  strictObject,
  string,
  trim,
  union
} from "./chunk-JKRFVU7G.js";
import {
  checkoutFiles,
  inspectSources
} from "./chunk-IGNF7UFV.js";
import {
  readInside
} from "./chunk-KZXV7NL4.js";
import {
  UserError,
  __name,
  plain,
  shortened
} from "./chunk-L77EYN5P.js";

// src/dockerfile/check/fingerprint.ts
import { createHash } from "node:crypto";
function withFingerprints(findings, text) {
  const lines2 = text.split(/\r?\n/);
  const seen = /* @__PURE__ */ new Map();
  return findings.map((finding) => {
    const { rule, line: line2 } = finding;
    const key = `${rule}\0${(line2 === null ? "" : lines2[line2 - 1] ?? "").replace(/\s+/g, "")}`;
    const number = seen.get(key) ?? 0;
    seen.set(key, number + 1);
    return { ...finding, fingerprint: createHash("sha256").update(`${key}\0${number}`).digest("hex").slice(0, 16) };
  });
}
__name(withFingerprints, "withFingerprints");

// src/dockerfile/check/rule.ts
var SEVERITIES = ["error", "warning", "info"];

// src/dockerfile/check/settings.ts
var SETTINGS_FILE = ".go-image.json";
var reasons = pipe(
  custom((value) => typeof value === "object" && value !== null && !Array.isArray(value), "Expected reasons"),
  record(string(), pipe(string(), trim(), nonEmpty()))
);
var line = pipe(string(), maxLength(200));
var lines = union([line, pipe(array(line), maxLength(100))]);
var schema = strictObject({
  check: optional(strictObject({ ignore: optional(reasons, {}) }), {}),
  size: optional(strictObject({ budget: optional(lines, []), increase: optional(lines, []) }), {})
});
function readSettings(text) {
  if (text === null) return null;
  const wrong = /* @__PURE__ */ __name((problem) => ({ ignore: /* @__PURE__ */ new Map(), size: { budget: [], increase: [] }, problem }), "wrong");
  let document;
  try {
    document = JSON.parse(text);
  } catch {
    return wrong("it is no JSON");
  }
  const result = safeParse(schema, document, { abortEarly: true });
  if (result.success) {
    const { check, size } = result.output;
    return {
      ignore: new Map(Object.entries(check.ignore ?? {})),
      size: { budget: [size.budget ?? []].flat(), increase: [size.increase ?? []].flat() },
      problem: null
    };
  }
  const [issue] = result.issues;
  const path = shortened(plain(getDotPath(issue) ?? "its top"), 100);
  return wrong(
    `at ${path}: expected ${issue.expected ?? "rules with a reason each"}, found ${shortened(plain(issue.received), 60)}`
  );
}
__name(readSettings, "readSettings");

// src/dockerfile/check/suppress.ts
var COMMENT = /^\s*go-image\s+ignore=([\w-]+(?:,[\w-]+)*)\s*(.*)$/;
function readSuppressions(dockerfile) {
  return [...readSkips(dockerfile), ...readComments(dockerfile)];
}
__name(readSuppressions, "readSuppressions");
function readSkips({ directives }) {
  return directives.filter(({ name }) => name === "check").flatMap(({ value, line: line2 }) => {
    const names = /(?:^|;)\s*skip=([^;]*)/.exec(value)?.[1]?.split(",").map((name) => name.trim()) ?? [];
    const rules = names.filter((name) => name === "all" || /^[A-Z]-\d+$/.test(name));
    return rules.length === 0 ? [] : [{ rules, reason: "", line: line2, from: 1, to: Number.MAX_SAFE_INTEGER }];
  });
}
__name(readSkips, "readSkips");
function readComments({ comments, preamble, stages }) {
  const instructions = [...preamble, ...stages.flatMap(({ from, instructions: own }) => [from, ...own])];
  const first = instructions[0]?.line ?? 1;
  const commented = new Set(comments.map((comment) => comment.line));
  return comments.flatMap(({ text, line: line2 }) => {
    const [, rules, reason = ""] = COMMENT.exec(text) ?? [];
    if (rules === void 0) return [];
    const common = { rules: rules.split(","), reason, line: line2 };
    const next = instructions.find((each) => each.endLine >= line2);
    const isAbove = next !== void 0 && between(line2, next.line, commented);
    if (next === void 0 || line2 < first && !isAbove) return [{ ...common, from: 1, to: Number.MAX_SAFE_INTEGER }];
    return [{ ...common, from: next.line, to: next.endLine }];
  });
}
__name(readComments, "readComments");
function between(line2, instruction, commented) {
  for (let at = line2 + 1; at < instruction; at++) if (!commented.has(at)) return false;
  return true;
}
__name(between, "between");

// src/dockerfile/check/check.ts
var RULE_PAGES = "docs/rules";
function checkSubject(subject, rules, pages) {
  const { dockerfile } = subject.model;
  const { settings } = subject;
  const isGo = buildsGo(subject);
  const elsewhere = subject.model.stages.flatMap(({ runs }) => runs.flatMap(({ commands }) => commands.filter(isElsewhere)));
  const all = rules.filter((rule) => isGo || rule.anyFile).flatMap(
    (rule) => rule.find(subject).map((problem) => findingOf(rule, mendable(problem, elsewhere), dockerfile.lines, pages))
  );
  const suppressions = readSuppressions(dockerfile);
  const used = /* @__PURE__ */ new Set();
  const findings = [];
  const suppressed = [];
  for (const finding of distinct(all).sort(byPlace)) {
    const by = suppressions.find((each) => isSilencedBy(finding, each));
    const decided = settings?.ignore.get(finding.rule);
    if (by !== void 0) {
      used.add(by);
      suppressed.push({ finding, reason: by.reason });
    } else if (decided !== void 0) suppressed.push({ finding, reason: decided });
    else findings.push(finding);
  }
  if (settings?.problem != null)
    findings.push(
      ofSettings(
        "warning",
        `${SETTINGS_FILE} does not count: ${settings.problem}`,
        "Mend it: docs/check.md has its form."
      )
    );
  const known = new Set(rules.map(({ id }) => id));
  for (const rule of settings?.ignore.keys() ?? [])
    if (!known.has(rule))
      findings.push(
        ofSettings("info", `${SETTINGS_FILE} silences ${rule}, and there is no such rule`, "Take the line out.")
      );
  for (const each of suppressions) if (!used.has(each) && !each.rules.includes("all")) findings.push(unused(each));
  return { findings: withFingerprints(findings.sort(byPlace), dockerfile.text), suppressed };
}
__name(checkSubject, "checkSubject");
function isElsewhere({ words: [first, second] }) {
  return first !== void 0 && first.start === second?.start;
}
__name(isElsewhere, "isElsewhere");
function mendable(problem, elsewhere) {
  const { fix, ...rest } = problem;
  const meets = /* @__PURE__ */ __name((edit) => elsewhere.some(({ start, end }) => edit.start <= end && start <= edit.end), "meets");
  return fix?.edits.some(meets) ? rest : problem;
}
__name(mendable, "mendable");
function findingOf(rule, problem, lines2, pages) {
  const { fix } = problem;
  return {
    rule: rule.id,
    severity: atMost(problem.severity ?? rule.severity, rule.severity),
    ...placesOf(problem.at, lines2),
    message: problem.message,
    remedy: problem.remedy,
    evidence: (problem.evidence ?? []).map(({ file, line: line2 }) => ({ file, line: line2 })),
    url: pages === null ? null : `${pages}/${rule.id}.md`,
    fingerprint: null,
    fix: fix ? { title: fix.title, edits: fix.edits.map(({ text, ...range }) => ({ ...placesOf(range, lines2), text })) } : null
  };
}
__name(findingOf, "findingOf");
function atMost(severity, limit) {
  return SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(limit) ? limit : severity;
}
__name(atMost, "atMost");
function placesOf({ start, end }, lines2) {
  const from = lines2.place(start);
  const to = lines2.place(Math.max(start, end));
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}
__name(placesOf, "placesOf");
function distinct(findings) {
  return [...new Map(findings.map((each) => [`${each.rule} ${each.line} ${each.column} ${each.message}`, each])).values()];
}
__name(distinct, "distinct");
function byPlace(one, other) {
  return (one.line ?? 0) - (other.line ?? 0) || (one.column ?? 0) - (other.column ?? 0) || SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) || (one.rule < other.rule ? -1 : 1);
}
__name(byPlace, "byPlace");
function isSilencedBy({ rule, line: line2 }, { rules, from, to }) {
  return (rules.includes(rule) || rules.includes("all")) && line2 !== null && line2 >= from && line2 <= to;
}
__name(isSilencedBy, "isSilencedBy");
function ofSettings(severity, message, remedy) {
  return {
    ...{ rule: "settings", severity, line: null, column: null, endLine: null, endColumn: null },
    ...{ message, remedy, evidence: [{ file: SETTINGS_FILE, line: 1 }], url: null, fingerprint: null, fix: null }
  };
}
__name(ofSettings, "ofSettings");
function unused({ rules, line: line2 }) {
  return {
    ...{ rule: "unused-ignore", severity: "info", line: line2, column: null, endLine: line2, endColumn: null },
    message: `The comment silences ${rules.join(", ")}, and nothing of that is found here`,
    ...{ remedy: "Take the comment out.", evidence: [], url: null, fingerprint: null, fix: null }
  };
}
__name(unused, "unused");

// src/report/annotations.ts
var MOST = { error: 6, warning: 8 };
var MOST_BUDGETS = 3;
function annotationsOf(findings, file) {
  return ["error", "warning"].flatMap((level) => {
    const all = findings.filter(({ severity }) => severity === level);
    const shown = all.slice(0, all.length > MOST[level] ? MOST[level] - 1 : MOST[level]);
    const rest = all.length - shown.length;
    const annotations = shown.map((finding) => ({ level, message: messageOf(finding), place: placeOf(finding, file) }));
    if (rest === 0) return annotations;
    const rules = [...new Set(all.slice(shown.length).map(({ rule }) => plain(rule)))].join(", ");
    const message = `${rest} more ${level}s are in the job summary: ${rules}`;
    return [...annotations, { level, message, place: { title: "Dockerfile", ...file !== null && { file: plain(file) } } }];
  });
}
__name(annotationsOf, "annotationsOf");
function annotationsOfBudgets(report) {
  const { image, dockerfile } = report;
  const broken = report.budgets.filter(({ ok }) => !ok).toSorted((a, b) => b.actual - b.limit - (a.actual - a.limit));
  return broken.slice(0, MOST_BUDGETS).map((verdict) => {
    const cause = heaviest(report, verdict.platform);
    const excess = `${bytes(verdict.actual - verdict.limit)} over \`${verdict.input}\` ${plain(verdict.written)}`;
    const grown = cause === null ? "" : `. ${cause.said}`;
    const { path } = dockerfile;
    const at = path === null ? {} : { file: plain(path), startLine: cause?.line ?? 1 };
    const name = [image.name, verdict.platform].map((each) => shortened(plain(each), 100)).join(" on ");
    return { level: "error", message: `${name} is ${excess}${grown}`, place: { title: "Image size", ...at } };
  });
}
__name(annotationsOfBudgets, "annotationsOfBudgets");
function heaviest({ diff }, platform) {
  const of = diff?.platforms.find((each) => each.platform === platform);
  const grown = (of?.layers ?? []).flatMap(({ line: line2, part, before, after }) => {
    if (line2 === null || part !== "own" || after === null) return [];
    return [{ line: line2, size: after.download, more: after.download - (before?.download ?? 0) }];
  });
  const [first] = grown.toSorted((a, b) => b.more - a.more);
  if (first === void 0 || first.more <= 0) return null;
  return of?.before ? { line: first.line, said: `The layer of this line grew by ${bytes(first.more)}` } : { line: first.line, said: `The layer of this line has ${bytes(first.size)}` };
}
__name(heaviest, "heaviest");
function messageOf({ message, remedy }) {
  return plain(remedy === null ? message : `${message}. ${remedy}`);
}
__name(messageOf, "messageOf");
function placeOf({ rule, line: line2, column, endLine, endColumn }, file) {
  const isOneLine = line2 !== null && line2 === endLine && column !== null && endColumn !== null;
  return {
    title: plain(rule),
    ...file !== null && { file: plain(file) },
    ...line2 !== null && { startLine: line2 },
    ...endLine !== null && { endLine },
    ...isOneLine && { startColumn: column, endColumn }
  };
}
__name(placeOf, "placeOf");

// src/dockerfile/check/subject.ts
import { existsSync, lstatSync, readlinkSync } from "node:fs";
import { basename, dirname, join, posix, relative, resolve } from "node:path";
var LINUX = /* @__PURE__ */ new Map([
  ["TARGETOS", "linux"],
  ["BUILDOS", "linux"]
]);
async function readSubject(options) {
  const { text, path, buildArgs, target, file, platforms, today } = options;
  const refuse = /* @__PURE__ */ __name((reason) => {
    if (reason !== null) throw new UserError("file-unreadable", `${file} is not checked: ${reason}.`);
  }, "refuse");
  refuse(tooLargeText(text));
  const dockerfile = parseDockerfile(text, buildArgs, LINUX);
  refuse(tooManyInstructions(dockerfile));
  const model = readModel(dockerfile, { buildArgs, target });
  if (model === null) return null;
  const context = options.context === null ? null : contextFiles(options.context, path);
  const programs = builtPrograms(model, context);
  const mains = new Set(programs.flatMap(({ dir }) => dir === null ? [] : [dir]));
  let sources = await options.inspect([...mains]);
  if (programs.length === 0 && sources?.project.decision.kind === "choose") {
    const copied = copiedMains(model, sources.project);
    if (copied.length === 1) sources = await options.inspect(copied);
  }
  const { project = null, packages = [] } = sources ?? {};
  const link = linkAt(path);
  const settings = options.context === null ? null : readSettings(readInside(options.context, SETTINGS_FILE));
  return {
    model,
    file,
    ...link && { link },
    ...settings && { settings },
    project,
    packages,
    programs,
    context,
    platforms,
    today
  };
}
__name(readSubject, "readSubject");
function linkAt(path) {
  if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return null;
  const to = readlinkSync(path);
  const target = resolve(dirname(path), to);
  const leavesFolder = /^\.\.(\/|$)/.test(relative(dirname(path), target));
  const hasOwnIgnore = !leavesFolder && existsSync(`${target}.dockerignore`) && !existsSync(`${path}.dockerignore`);
  return { to, leavesFolder, hasOwnIgnore };
}
__name(linkAt, "linkAt");
function copiedMains(model, { mains }) {
  const names = new Set(
    copiesInto(model, model.target.stage).flatMap(({ sources }) => sources.map((source) => posix.basename(source)))
  );
  return mains.filter(({ importPath }) => names.has(programName(importPath))).map(({ dir }) => dir);
}
__name(copiedMains, "copiedMains");
async function inspectFor(root, mains) {
  const asWhole = /* @__PURE__ */ __name(() => inspectSources({ root }).catch(() => null), "asWhole");
  if (mains.length === 0) return asWhole();
  return inspectSources({ root, main: mains.map((dir) => `./${dir}`).join("\n") }).catch(asWhole);
}
__name(inspectFor, "inspectFor");
function inspectorOf(root) {
  const known = /* @__PURE__ */ new Map();
  return (mains) => {
    const key = mains.join("\0");
    const answer = known.get(key) ?? inspectFor(root, mains);
    known.set(key, answer);
    return answer;
  };
}
__name(inspectorOf, "inspectorOf");
function contextFiles(root, dockerfile) {
  const files = checkoutFiles(root);
  const beside = relative(root, join(dirname(dockerfile), `${basename(dockerfile)}.dockerignore`));
  const name = !beside.startsWith("..") && existsSync(join(root, beside)) ? beside : ".dockerignore";
  const text = readInside(root, name);
  const ignore = text === null ? null : { file: name, keepsOut: readIgnoreFile(text) };
  let walked = null;
  const walk = /* @__PURE__ */ __name(() => {
    walked ??= walkContext(root, ignore?.keepsOut ?? null, !(text ?? "").includes("!"));
    return walked;
  }, "walk");
  return { files, ignore, has: /* @__PURE__ */ __name((path) => isThere(files, path) && ignore?.keepsOut(path) == null, "has"), walk };
}
__name(contextFiles, "contextFiles");
function isThere(files, path) {
  return files.kind(path) !== null;
}
__name(isThere, "isThere");

export {
  withFingerprints,
  SETTINGS_FILE,
  readSettings,
  RULE_PAGES,
  checkSubject,
  annotationsOf,
  annotationsOfBudgets,
  readSubject,
  inspectorOf
};
