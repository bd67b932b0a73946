import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  bytes,
  count,
  isNoise
} from "./chunk-JKRFVU7G.js";
import {
  UserError,
  __name,
  shortened
} from "./chunk-L77EYN5P.js";

// src/report/verdict.ts
function standings(report) {
  const diffs = report.diff?.platforms ?? [];
  const budgetsOf = /* @__PURE__ */ __name((platform) => report.budgets.filter((each) => each.platform === platform), "budgetsOf");
  const present = (report.facts?.platforms ?? []).map((facts) => {
    const { platform, downloadBytes, diskBytes } = facts;
    const diff = diffs.find((each) => each.platform === platform);
    return {
      platform,
      before: diff?.before ?? null,
      after: { download: downloadBytes, disk: diskBytes },
      binary: programBytes(facts, diff),
      budgets: budgetsOf(platform)
    };
  });
  const gone = diffs.filter(({ platform, after }) => after === null && !present.some((each) => each.platform === platform)).map(({ platform, before }) => ({ platform, before, after: null, binary: null, budgets: [] }));
  return [...present, ...gone];
}
__name(standings, "standings");
function programBytes({ contents, layers }, diff) {
  const own = (contents?.programs ?? []).filter(({ layer }) => layers[layer]?.part === "own");
  if (own.length === 0) return null;
  const after = own.reduce((sum, { bytes: bytes2 }) => sum + bytes2, 0);
  if (!diff?.before || diff.files === null) return { before: null, after };
  const changed = diff.programs.filter(({ part }) => part === "own");
  return { after, before: changed.reduce((sum, change) => sum - (change.after ?? 0) + (change.before ?? 0), after) };
}
__name(programBytes, "programBytes");
function leading(all) {
  const present = all.filter((each) => each.after !== null);
  const [first = null] = present.toSorted((a, b) => excess(b.budgets) - excess(a.budgets) || growth(b) - growth(a));
  return first;
}
__name(leading, "leading");
function overBudget(budgets) {
  const rank = /* @__PURE__ */ __name(({ input, override }) => (override === null ? 0 : 2) + (input === "size-budget" ? 0 : 1), "rank");
  const [worst = null] = budgets.filter(({ ok }) => !ok).toSorted((a, b) => rank(a) - rank(b) || b.actual - b.limit - (a.actual - a.limit));
  return worst;
}
__name(overBudget, "overBudget");
var partWords = {
  download: "",
  disk: " on disk",
  binary: " of Go programs",
  own: " of own layers"
};
function overWords({ input, part, actual, limit }) {
  const what = input === "size-budget" ? "over budget" : "over the allowed growth";
  return `${what}${partWords[part]} by ${bytes(actual - limit)}`;
}
__name(overWords, "overWords");
function flawWords({ failing, findings }) {
  if (failing !== null && failing > 0)
    return `${count(failing, "finding")} in the Dockerfile ${failing === 1 ? "fails" : "fail"} the step`;
  const errors = findings.filter(({ severity }) => severity === "error").length;
  return errors === 0 ? null : `${count(errors, "error")} in the Dockerfile`;
}
__name(flawWords, "flawWords");
function distanceWords({ how, distance }, ofPullRequest) {
  if (how === "ancestor" && distance !== null) return `${count(distance, "commit")} before this change starts`;
  if (how === "newest" && ofPullRequest) return "not where this change starts";
  return how === "rebuilt" ? "built for this comparison" : null;
}
__name(distanceWords, "distanceWords");
function isUnchanged(report) {
  const all = standings(report);
  return report.build.outcome === "success" && all.length > 0 && report.budgets.every(({ ok }) => ok) && all.every(
    ({ before, after }) => before && after && isNoise(after.download - before.download) && isNoise(after.disk - before.disk)
  );
}
__name(isUnchanged, "isUnchanged");
var named = 3;
function causes(diff) {
  if (!diff?.before || !diff.after) return [];
  const moved = diff.layers.filter(({ kind }) => kind !== "same");
  const base = diff.layers.filter(({ part }) => part === "base");
  const movedBase = moved.filter(({ part }) => part === "base");
  const own = moved.filter(({ part }) => part === "own").map((change) => ({
    what: "layer",
    kind: change.kind,
    instruction: change.instruction,
    line: change.line,
    bytes: difference(change.before, change.after)
  }));
  const all = movedBase.length ? [...own, { what: "base", changed: movedBase.length, total: base.length, bytes: total(movedBase.map(layerDelta)) }] : own;
  const heavy = all.filter(({ bytes: bytes2 }) => !isNoise(bytes2.download) || !isNoise(bytes2.disk)).toSorted(byWeight);
  const others = heavy.slice(named);
  const rest = minus(difference(diff.before, diff.after), total(heavy.map(({ bytes: bytes2 }) => bytes2)));
  return [
    ...heavy.slice(0, named),
    ...others.length ? [{ what: "others", count: others.length, bytes: total(others.map(({ bytes: bytes2 }) => bytes2)) }] : [],
    ...isNoise(rest.download) ? [] : [{ what: "rest", bytes: rest }]
  ];
}
__name(causes, "causes");
function findingCounts(findings) {
  return ["error", "warning", "info"].map((severity) => ({ severity, number: findings.filter((each) => each.severity === severity).length })).filter(({ number }) => number > 0).map(({ severity, number }) => count(number, severity === "info" ? "note" : severity)).join(", ");
}
__name(findingCounts, "findingCounts");
function difference(before, after) {
  return minus(after ?? nothing, before ?? nothing);
}
__name(difference, "difference");
var nothing = { download: 0, disk: 0 };
function layerDelta({ before, after }) {
  return difference(before, after);
}
__name(layerDelta, "layerDelta");
function minus(a, b) {
  return { download: a.download - b.download, disk: a.disk - b.disk };
}
__name(minus, "minus");
function total(parts) {
  return parts.reduce((sum, { download, disk }) => ({ download: sum.download + download, disk: sum.disk + disk }), nothing);
}
__name(total, "total");
function byWeight(a, b) {
  return Math.abs(b.bytes.download) - Math.abs(a.bytes.download) || Math.abs(b.bytes.disk) - Math.abs(a.bytes.disk);
}
__name(byWeight, "byWeight");
function excess(budgets) {
  const worst = overBudget(budgets);
  return worst === null ? 0 : Math.max(worst.actual - worst.limit, Number.MIN_VALUE);
}
__name(excess, "excess");
function growth({ before, after }) {
  return before && after ? after.download - before.download : 0;
}
__name(growth, "growth");

// src/size/amount.ts
var UNITS = {
  "": 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3
};
var LIKE = "a size reads like 12 MB, 500 kB or 11.5 MiB";
function parseSize(input, written) {
  const size = sizeIn(written);
  if (size === null) throw new UserError("input-size", `Input \`${input}\` is "${written}"; ${LIKE}.`);
  return size;
}
__name(parseSize, "parseSize");
function sizeIn(written) {
  const [, figure = "", unit = ""] = /^\+?\s*(\d+(?:\.\d+)?)\s*([a-zA-Z]*)$/.exec(written) ?? [];
  const scale = Object.hasOwn(UNITS, unit.toLowerCase()) ? UNITS[unit.toLowerCase()] : Number.NaN;
  const bytes2 = Math.round(Number(figure) * scale);
  return figure === "" || !Number.isSafeInteger(bytes2) ? null : { bytes: bytes2, written };
}
__name(sizeIn, "sizeIn");
function amountIn(written) {
  const percent = Number(/^\+?\s*(\d+(?:\.\d+)?)\s*%$/.exec(written)?.[1] ?? Number.NaN);
  return Number.isFinite(percent) ? { percent, written } : sizeIn(written);
}
__name(amountIn, "amountIn");

// src/size/budget-lines.ts
var BUDGET_PARTS = ["download", "disk", "binary", "own"];
var BUDGET_INPUTS = ["size-budget", "size-increase"];
var PLATFORM = /^[a-z0-9]+\/[a-z0-9_.]+(?:\/[a-z0-9_.]+)?$/i;
var MOST_LINES = 100;
function readBudgets(input, lines, file) {
  const where = file === null ? `Input \`${input}\`` : `${input} in ${file}`;
  const fail = /* @__PURE__ */ __name((what) => new UserError("input-size", `${where} ${what}`), "fail");
  const written = lines.map((line) => line.trim()).filter((line) => line !== "");
  if (written.length > MOST_LINES) throw fail(`has ${written.length} lines, more than ${MOST_LINES}.`);
  const budgets = written.map((line) => {
    const budget = readLine(input, line, file);
    if (budget !== null) return budget;
    const amounts = input === "size-increase" ? "12 MB, 500 kB or 11.5 MiB, or 5 %" : "12 MB, 500 kB or 11.5 MiB";
    throw fail(
      `is "${shortened(line, 80)}"; a size reads like ${amounts}. Before it there may be a platform, such as linux/arm64, and one of ${BUDGET_PARTS.join(", ")}.`
    );
  });
  const names = budgets.map(nameOf);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== void 0) throw fail(`sets ${twice} twice. Leave one of the lines out.`);
  return budgets;
}
__name(readBudgets, "readBudgets");
function nameOf({ platform, part }) {
  return platform === null ? part : `${platform} ${part}`;
}
__name(nameOf, "nameOf");
function readLine(input, line, file) {
  const words = line.split(/\s+/);
  const platform = PLATFORM.test(words[0] ?? "") ? words.shift() : null;
  const part = BUDGET_PARTS.find((name) => name === words[0]);
  if (part !== void 0) words.shift();
  const amount = words.join(" ");
  const limit = input === "size-increase" ? amountIn(amount) : sizeIn(amount);
  if (limit === null) return null;
  const { written, ...rest } = limit;
  return { input, platform, part: part ?? "download", limit: rest, written, file };
}
__name(readLine, "readLine");

export {
  standings,
  leading,
  overBudget,
  overWords,
  flawWords,
  distanceWords,
  isUnchanged,
  causes,
  findingCounts,
  difference,
  parseSize,
  BUDGET_PARTS,
  BUDGET_INPUTS,
  readBudgets,
  nameOf
};
