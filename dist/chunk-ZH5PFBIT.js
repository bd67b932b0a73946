import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  NOT_SHOWN,
  byDifference,
  bytesByModule,
  codeAndTable,
  difference as difference2,
  hasCauses,
  largestOf,
  moduleOf,
  rangeOf,
  shownLine,
  sparkline,
  trendOf,
  versionOf,
  versionsOf,
  whySentences,
  whyText
} from "./chunk-JR47DU2G.js";
import {
  blobUrl,
  code,
  codeBlock,
  commitName,
  commitUrl,
  details,
  joined,
  link,
  md,
  place,
  prose,
  runWord,
  safeUrl,
  shortCommit,
  table,
  text
} from "./chunk-AU4MNPSW.js";
import {
  causes,
  difference,
  distanceWords,
  findingCounts,
  flawWords,
  isUnchanged,
  leading,
  overBudget,
  overWords,
  standings
} from "./chunk-XB74SI2F.js";
import {
  lineIndex,
  splitFile
} from "./chunk-UT4CUW2Z.js";
import {
  age,
  boolean,
  bytes,
  count,
  delta,
  deltaBeside,
  duration,
  isNoise,
  maxLength,
  minValue,
  nullable,
  number,
  object,
  optional,
  percent,
  picklist,
  pipe,
  safeParse,
  string
} from "./chunk-JKRFVU7G.js";
import {
  __name,
  plain,
  plainLines,
  shortened,
  shortenedInside
} from "./chunk-L77EYN5P.js";

// src/report/badge.ts
function renderBadge(report) {
  const label = "image size";
  if (report.build.outcome !== "success")
    return { schemaVersion: 1, label, message: "build failed", color: "red", isError: true };
  const lead = leading(standings(report));
  if (lead === null) return { schemaVersion: 1, label, message: "not measured", color: "lightgrey" };
  const color = overBudget(report.budgets) ? "red" : report.budgets.length > 0 ? "brightgreen" : "blue";
  return { schemaVersion: 1, label, message: bytes(lead.after.download), color };
}
__name(renderBadge, "renderBadge");

// src/report/budget-text.ts
var longestName = 100;
var longestSentence = 300;
var mostNotes = 5;
function budgetNotes(report) {
  const passed = report.budgets.find(({ ok, override }) => !ok && override !== null)?.override ?? null;
  const changes = report.budgetChanges.filter(({ before }) => before !== null);
  const notes = [
    passed === null ? null : md`Over budget, let pass by ${overrideName(passed)}`,
    ...changes.slice(0, mostNotes).map(budgetChange),
    changes.length > mostNotes ? md`${text(count(changes.length - mostNotes, "more budget"))} changed` : null
  ].filter((note) => note !== null);
  return notes.length ? md`**Budgets** ${joined(notes, " \xB7 ")}` : null;
}
__name(budgetNotes, "budgetNotes");
function overrideName({ by, name, reason: reason2 }) {
  if (by === "label") return md`the label ${code(shortened(name, longestName))}`;
  const why3 = reason2 === null ? md`` : md`: ${text(shortened(reason2, longestSentence))}`;
  return md`${code(shortened(name, longestName))} in the commit message${why3}`;
}
__name(overrideName, "overrideName");
function budgetChange({ input, name, before, after }) {
  const what = md`${code(input)} ${text(shortened(name, longestName))}`;
  const was = text(shortened(before ?? "", 40));
  return after === null ? md`${what} ${was} is gone` : md`${what} is ${text(shortened(after, 40))}, was ${was}`;
}
__name(budgetChange, "budgetChange");
function budgetCell(verdict3) {
  const { part, file } = verdict3;
  const where = file === null ? null : md`(${code(shortened(file, 40))})`;
  return joined([part === "download" ? null : text(part), budgetShare(verdict3), where], " ");
}
__name(budgetCell, "budgetCell");
function budgetShare({ input, ok, actual, limit, written }) {
  const allowed = text(shortened(written, 40));
  if (input === "size-increase") {
    const grown = actual > 0 ? md`${text(delta(actual, 0))}` : md`no growth`;
    return ok ? md`${grown}, ${allowed} allowed` : md`**${grown}**, ${allowed} allowed`;
  }
  if (limit <= 0) return md`**over** ${allowed}`;
  const share = (ok ? Math.floor : Math.ceil)(actual / limit * 100);
  return ok ? md`${share} % of ${allowed}` : md`**${share} % of ${allowed}**`;
}
__name(budgetShare, "budgetShare");

// src/report/fit.ts
import { Buffer } from "node:buffer";
function fitted(draft, limit) {
  for (let kept = draft.sections.length; kept >= 0; kept--) {
    const document = assembled(draft, kept, draft.rows);
    if (fits(document, limit)) return document;
  }
  for (let rows = draft.rows - 1; rows >= 0; rows--) {
    const document = assembled(draft, 0, rows);
    if (fits(document, limit)) return document;
  }
  if (fits(draft.shortest, limit)) return draft.shortest;
  throw new RangeError(`A limit of ${limit} bytes has no room for a report`);
}
__name(fitted, "fitted");
function assembled({ sections: sections2, folds, before, after, unfold }, kept, rows) {
  const folded2 = folds(sections2.slice(0, kept)).map(({ title, body, open }) => details(title, body, unfold && open));
  const leftOut = sections2.slice(kept).map(({ name }) => name);
  const parts = [before(rows), folded2.length ? joined(folded2, "\n") : null, after(leftOut)];
  return joined(
    parts.map((part) => part === "" ? null : part),
    "\n\n"
  );
}
__name(assembled, "assembled");
function fits(document, limit) {
  return Buffer.byteLength(document) <= limit;
}
__name(fits, "fits");

// src/report/folds.ts
function togetherByTheme(sections2) {
  const themes = [...new Set(sections2.map(({ theme }) => theme))];
  return themes.map((theme) => {
    const [first, ...others] = sections2.filter((each) => each.theme === theme);
    return {
      ...first,
      title: [first.title, ...others.map(({ name, beside }) => beside ?? name)].join(" \xB7 "),
      body: joined([first.body, ...others.map(({ title, body }) => md`**${text(title)}**\n\n${body}`)], "\n\n")
    };
  });
}
__name(togetherByTheme, "togetherByTheme");

// src/report/head.ts
var longestName2 = 100;
var longestSentence2 = 300;
var MOST_BULLETS = 3;
function headline(report) {
  return md`### ${imageName(report)} · ${joined(verdict(report), " \xB7 ")}`;
}
__name(headline, "headline");
function platformTable(report, rows) {
  const all = standings(report);
  if (all.length === 0 || isUnchanged(report)) return null;
  const budgets = all.some((each) => each.budgets.length > 0);
  const binaries = all.some(({ binary }) => binary !== null);
  const columns3 = [
    { title: "", align: "left" },
    { title: "download", align: "right" },
    { title: "on disk", align: "right" },
    ...binaries ? [{ title: "binary", align: "right" }] : [],
    ...budgets ? [{ title: "budget", align: "right" }] : []
  ];
  const shown = all.slice(0, rows);
  const cut = all.length - shown.length;
  return joined(
    [
      shown.length ? table(
        columns3,
        shown.map((each) => platformRow(each, { budgets, binaries, compared: report.baseline.found }))
      ) : null,
      cut > 0 ? md`${text(count(cut, "more platform"))}` : null
    ],
    "\n\n"
  );
}
__name(platformTable, "platformTable");
function reason(report) {
  if (report.build.outcome !== "success") return failure(report);
  const lead = leading(standings(report));
  if (lead === null) return bullets(report.warnings.slice(0, 3));
  if (overBudget(report.budgets)) return lookAt(report, lead);
  if (!report.baseline.found) return md`No baseline: ${prose(shortened(report.baseline.why, longestSentence2))}`;
  return why(report, lead);
}
__name(reason, "reason");
function footer(report, leftOut) {
  const { source, baseline, facts } = report;
  const against = baseline.found ? commitName(source, baseline.commit, baseline.ref) : null;
  const apart = baseline.found ? distanceWords(baseline, source.pullRequest !== null) : null;
  const when = baseline.found ? age(baseline.created, report.created) : null;
  const compression = [...new Set(facts?.platforms.map((each) => each.compression))].join(", ");
  const commit = commitName(source, source.commit, null);
  const parts = [
    against === null ? null : md`against ${joined([against, when === null ? null : text(when), apart === null ? null : text(apart)], ", ")}`,
    commit === null ? null : md`for commit ${commit}`,
    facts === null ? null : md`from the image's manifests, ${text(shortened(compression, longestName2))}`,
    leftOut.length ? md`left out for length: ${text(leftOut.join(", "))}` : null,
    source.runUrl === null ? null : link(text(runWord(source.runUrl)), source.runUrl)
  ];
  const line = joined(parts, " \xB7 ");
  return line === "" ? line : md`<sub>${line}</sub>`;
}
__name(footer, "footer");
function imageName(report) {
  return code(shortened(report.image.name, longestName2));
}
__name(imageName, "imageName");
function bullets(sentences, longest = longestSentence2) {
  return sentences.length ? joined(
    sentences.map((each) => md`- ${prose(shortened(each, longest))}`),
    "\n"
  ) : null;
}
__name(bullets, "bullets");
function verdict(report) {
  const { build, source, dockerfile: dockerfile3 } = report;
  if (build.outcome === "failure") {
    const step = build.failure?.step ?? null;
    const where = place(source, dockerfile3.path, build.failure?.line ?? null);
    const at = [step === null ? null : code(shortened(step, longestName2)), build.failure?.line == null ? null : where];
    const found = joined(at, " ");
    return [found === "" ? md`**build failed**` : md`**build failed** at ${found}`];
  }
  const flaws = flawWords(dockerfile3);
  const flawed = flaws === null ? [] : [md`**${text(flaws)}**`];
  const all = standings(report);
  const lead = leading(all);
  if (lead === null) return [md`built in ${text(duration(build.seconds))}, size not measured`, ...flawed];
  const over = overBudget(report.budgets);
  return [...over === null ? [] : [overLine(over)], size(lead, all.length > 1), ...flawed];
}
__name(verdict, "verdict");
function overLine(verdict3) {
  return md`**${text(overWords(verdict3))}**${verdict3.override === null ? md`` : md`, let pass`}`;
}
__name(overLine, "overLine");
function size({ platform, before, after }, several) {
  const download = md`download ${text(bytes(after.download))}`;
  const named = several ? md`${download} on ${text(platform)}` : download;
  if (before === null) return named;
  const { download: more2, disk } = difference(before, after);
  if (!isNoise(more2)) {
    const share = percent(before.download, after.download);
    return md`${named}, **${joined([text(delta(more2)), share === null ? null : md`(${text(share)})`], " ")}**`;
  }
  return isNoise(disk) ? md`${named}, unchanged` : md`${named}, unchanged, **${text(delta(disk))} on disk**`;
}
__name(size, "size");
function platformRow({ platform, before, after, binary, budgets }, has) {
  const figure2 = /* @__PURE__ */ __name((was, is) => {
    if (is === null) return md`gone, was ${text(bytes(was ?? 0))}`;
    const now = text(bytes(is));
    if (was === null) return before === null && has.compared ? md`${now} new` : now;
    const difference3 = deltaBeside(is - was, is);
    return difference3 === "=" ? md`${now} =` : md`${now} **${text(difference3)}**`;
  }, "figure");
  const of = /* @__PURE__ */ __name((kind) => figure2(before?.[kind] ?? null, after?.[kind] ?? null), "of");
  return [
    text(shortened(platform, longestName2)),
    of("download"),
    of("disk"),
    ...has.binaries ? [binary === null ? md`–` : figure2(binary.before, binary.after)] : [],
    ...has.budgets ? [joined(budgets.map(budgetCell), "<br>")] : []
  ];
}
__name(platformRow, "platformRow");
function why(report, lead) {
  const diff = report.diff?.platforms.find(({ platform }) => platform === lead.platform);
  const base = diff?.layers.filter(({ part }) => part === "base") ?? [];
  const sameBase = base.length > 0 && base.every(({ kind }) => kind === "same") ? [md`base image unchanged`] : [];
  if (hasCauses(diff)) {
    const more2 = difference(diff.before, diff.after).disk;
    const sentences = [...whySentences(report, diff.causes, diff.programs), ...sameBase];
    return joined([md`**Why ${text(delta(more2, 0))} on disk:** ${joined(sentences, " \xB7 ")}`, doubts(diff)], "\n\n");
  }
  const found = causes(diff);
  if (diff === void 0) return null;
  if (found.length === 0) return doubts(diff);
  const line = md`**Why** ${joined([...found.map((each) => cause(report, each)), ...sameBase], " \xB7 ")}`;
  return joined([line, doubts(diff)], "\n\n");
}
__name(why, "why");
function doubts({ caveats }) {
  const [first, ...others] = caveats;
  if (first === void 0) return null;
  const more2 = others.length === 0 ? null : md`(${text(count(others.length, "more remark"))} in the report)`;
  return joined([prose(shortened(first, longestSentence2)), more2], " ");
}
__name(doubts, "doubts");
function lookAt(report, lead) {
  const diff = report.diff?.platforms.find(({ platform }) => platform === lead.platform);
  const grown = hasCauses(diff) ? whySentences(
    report,
    diff.causes.filter(({ bytes: bytes2 }) => bytes2 > 0),
    diff.programs,
    MOST_BULLETS
  ) : causes(diff).filter(({ bytes: { download, disk } }) => download > 0 || disk > 0).map((each) => cause(report, each));
  if (grown.length) {
    const bullets2 = [...grown.slice(0, MOST_BULLETS), joined(grown.slice(MOST_BULLETS), " \xB7 ")];
    return md`**Look at**\n${joined(
      bullets2.map((each) => each === "" ? null : md`- ${each}`),
      "\n"
    )}`;
  }
  const layers3 = report.facts?.platforms.find(({ platform }) => platform === lead.platform)?.layers ?? [];
  const largest = layers3.toSorted((a, b) => b.downloadBytes - a.downloadBytes).slice(0, 3);
  if (largest.length === 0) return null;
  const line = /* @__PURE__ */ __name((layer) => md`- ${instruction(report, layer.instruction, layer.part === "own" ? layer.line : null)} **${text(bytes(layer.downloadBytes))}**${layer.part === "base" ? md`, from the base image` : md``}`, "line");
  return md`**Look at** the largest layers\n${joined(largest.map(line), "\n")}`;
}
__name(lookAt, "lookAt");
function cause(report, each) {
  const { download, disk } = each.bytes;
  const amount = isNoise(download) ? md`**${text(delta(disk))}** on disk only` : md`**${text(delta(download))}**${isNoise(disk) ? md`` : md` (${text(delta(disk))} on disk)`}`;
  if (each.what === "rest") return md`rest ${amount}`;
  if (each.what === "others") return md`${text(count(each.count, "other layer"))} ${amount}`;
  if (each.what === "base") return md`base image, ${each.changed} of ${text(count(each.total, "layer"))} ${amount}`;
  const layer = instruction(report, each.instruction, each.line);
  if (each.kind === "added") return md`new layer ${layer} ${amount}`;
  if (each.kind === "removed") return md`without ${layer} ${amount}`;
  return md`${layer} ${amount}`;
}
__name(cause, "cause");
function instruction(report, written, line, longest = longestName2) {
  const where = line === null ? null : place(report.source, report.dockerfile.path, line);
  return joined([code(shortened(written, longest)), where], " ");
}
__name(instruction, "instruction");
function failure({ build }) {
  const lines = plainLines((build.failure?.lines ?? []).join("\n")).filter((line) => line !== "");
  return lines.length ? codeBlock(
    lines.slice(-12).map((line) => shortened(line, longestSentence2)).join("\n")
  ) : null;
}
__name(failure, "failure");

// src/report/capped-table.ts
function capped(columns3, items, row3, room3, noun) {
  const shown = items.slice(0, room3.rows);
  return joined([table(columns3, shown.map(row3)), more(items.length - shown.length, noun)], "\n\n");
}
__name(capped, "capped");
function more(number3, noun) {
  return number3 > 0 ? md`and ${text(count(number3, `more ${noun}`))}` : null;
}
__name(more, "more");
function emphasis(written) {
  return written === "=" ? md`=` : md`**${text(written)}**`;
}
__name(emphasis, "emphasis");
function size2(count2) {
  return count2 == null ? md`–` : text(bytes(count2));
}
__name(size2, "size");

// src/report/caches-section.ts
var hits = {
  exact: "exact key",
  older: "older key",
  none: "nothing",
  warm: "was there already",
  off: "off"
};
function caches(report, room3) {
  const { build } = report;
  if (build.steps.total === 0 && report.caches.length === 0) return [];
  if (isUnchanged(report) && !room3.full) return [];
  const how = build.outcome === "success" ? "Built in" : build.outcome === "failure" ? "Failed after" : "Cancelled after";
  const steps = `${build.steps.cached} of ${count(build.steps.total, "step")} cached`;
  const columns3 = cacheColumns.filter(({ full }) => room3.full || !full);
  const row3 = /* @__PURE__ */ __name((cache) => columns3.map(({ cell }) => cell(cache, room3)), "row");
  const body = report.caches.length ? joined([capped(columns3, report.caches, row3, room3, "cache"), ...ledgerParagraphs(report.ledger)], "\n\n") : md`No Go cache was used in this build.`;
  return [{ name: "caches", title: `${how} ${duration(build.seconds)}, ${steps}`, body, open: true }];
}
__name(caches, "caches");
var cacheColumns = [
  {
    ...{ title: "cache", align: "left" },
    cell: /* @__PURE__ */ __name(({ kind, key }, room3) => room3.full ? md`${text(kind)} ${code(shortenedInside(key, room3.cell))}` : text(kind), "cell")
  },
  {
    ...{ title: "restored from", align: "left" },
    cell: /* @__PURE__ */ __name(({ hit, matchedKey }, room3) => matchedKey === null || hit === "exact" ? text(hits[hit]) : md`${text(hits[hit])} ${code(shortenedInside(matchedKey, room3.full ? room3.cell : 40))}`, "cell")
  },
  { title: "bytes", align: "right", cell: /* @__PURE__ */ __name(({ restoredBytes }) => size2(restoredBytes), "cell") },
  { title: "lookup", align: "right", full: true, cell: /* @__PURE__ */ __name(({ seconds }) => time(seconds.lookup), "cell") },
  { title: "download", align: "right", full: true, cell: /* @__PURE__ */ __name(({ seconds }) => time(seconds.download), "cell") },
  {
    ...{ title: "in", align: "right" },
    cell: /* @__PURE__ */ __name(({ seconds }, room3) => time(room3.full ? seconds.in : sum(seconds.download, seconds.in)), "cell")
  },
  { title: "found", align: "right", full: true, cell: /* @__PURE__ */ __name(({ hits: hits2 }) => number2(hits2), "cell") },
  { title: "added", align: "right", full: true, cell: /* @__PURE__ */ __name(({ added: added2 }) => number2(added2), "cell") },
  { title: "pack", align: "right", full: true, cell: /* @__PURE__ */ __name(({ seconds }) => time(seconds.pack), "cell") },
  { title: "out", align: "right", cell: /* @__PURE__ */ __name(({ seconds }) => time(seconds.out), "cell") },
  { title: "upload, last time", align: "right", full: true, cell: /* @__PURE__ */ __name(({ seconds }) => time(seconds.upload), "cell") },
  {
    ...{ title: "saved", align: "right" },
    cell: /* @__PURE__ */ __name(({ savedBytes }) => savedBytes === 0 ? md`nothing new` : size2(savedBytes), "cell")
  },
  { title: "verdict", align: "left", cell: /* @__PURE__ */ __name(({ verdict: verdict3 }, room3) => prose(shortened(verdict3, room3.cell)), "cell") }
];
function number2(value) {
  return text(value === null ? "\u2013" : value.toLocaleString("en"));
}
__name(number2, "number");
function ledgerParagraphs(ledger) {
  if (ledger === null) return [];
  const { steps, without, verdict: verdict3, advice } = ledger;
  const before = without === null ? "" : `, ${duration(without.seconds)} without caches${ofCommit(without.commit)}`;
  return [
    prose(`Go's caches: ${verdict3}. The steps that use them took ${duration(steps)}${before}.`),
    ...advice === null ? [] : [prose(advice)]
  ];
}
__name(ledgerParagraphs, "ledgerParagraphs");
function ofCommit(commit) {
  return commit === null ? "" : ` (commit ${shortCommit(commit)})`;
}
__name(ofCommit, "ofCommit");
function time(seconds) {
  return seconds === null ? md`–` : text(duration(seconds));
}
__name(time, "time");
function sum(a, b) {
  return a === null && b === null ? null : (a ?? 0) + (b ?? 0);
}
__name(sum, "sum");

// src/report/contents-sections.ts
var COMMENT_ROWS = 10;
var SUMMARY_ROWS = 100;
var COMMENT_PROGRAMS = 2;
var SUMMARY_PROGRAMS = 5;
function ofPlatforms(part) {
  return (report, room3) => {
    if (isUnchanged(report) && !room3.full) return [];
    const lead = leading(standings(report));
    const all = (report.diff?.platforms ?? []).filter(({ before, after }) => before !== null && after !== null);
    const cut = { ...room3, rows: Math.min(room3.rows, room3.full ? SUMMARY_ROWS : COMMENT_ROWS) };
    return all.filter(({ platform }) => room3.full || platform === lead?.platform).flatMap((diff) => {
      const section = part(diff, cut);
      if (section === null) return [];
      const of = room3.full && all.length > 1 ? ` of ${shortened(diff.platform, 60)}` : "";
      return [{ ...section, name: `${section.name}${of}`, title: `${section.title}${of}`, open: false }];
    });
  };
}
__name(ofPlatforms, "ofPlatforms");
var sizeColumns = [
  { title: "before", align: "right" },
  { title: "after", align: "right" },
  { title: "", align: "right" }
];
var figures = /* @__PURE__ */ __name(({ before, after }) => [
  size2(before),
  size2(after),
  emphasis(delta(difference2({ before, after }), 0))
], "figures");
var moduleColumns = [
  { title: "", align: "left" },
  { title: "module", align: "left" },
  { title: "version", align: "left" },
  ...sizeColumns
];
var packageColumns = [{ title: "package", align: "left" }, ...sizeColumns];
var settingColumns = [
  { title: "setting", align: "left" },
  { title: "before", align: "left" },
  { title: "after", align: "left" }
];
var modulesAndPackages = ofPlatforms(({ programs: programs2 }, room3) => {
  const changed = programs2.filter(({ modules: modules2, packages: packages2, settings: settings2 }) => modules2.length + packages2.length + settings2.length);
  if (changed.length === 0) return null;
  const body = eachProgram(changed, room3, (program) => {
    const { modules: modules2, packages: packages2, settings: settings2 } = program;
    return joined(
      [
        modules2.length ? capped(moduleColumns, modules2, (each) => moduleRow(each, room3), room3, "module") : null,
        packages2.length ? capped(packageColumns, packages2, (each) => sizeRow(each.path, each, room3, md`of no package`), room3, "package") : null,
        settings2.length ? capped(settingColumns, settings2, (each) => valuesRow(each.key, each, room3), room3, "setting") : null
      ],
      "\n\n"
    );
  });
  const note = md`Bytes of machine code and function table. Types, strings and data are of no package.`;
  return {
    name: "modules and packages",
    title: `Go modules and packages: ${moduleCounts(changed)}`,
    body: joined([body, note], "\n\n")
  };
});
function eachProgram(programs2, room3, body) {
  const shown = programs2.slice(0, room3.full ? SUMMARY_PROGRAMS : COMMENT_PROGRAMS);
  const named = /* @__PURE__ */ __name((program) => programs2.length > 1 ? md`**${code(shortenedInside(`/${program.path}`, 100))}**\n\n${body(program)}` : body(program), "named");
  return joined([...shown.map(named), more(programs2.length - shown.length, "program")], "\n\n");
}
__name(eachProgram, "eachProgram");
function moduleRow({ path, version, before, after }, room3) {
  const [was, is] = [version.before, version.after];
  const sign = was === is ? md`~` : is === null ? md`−` : was === null ? md`+` : md`~`;
  const versions = was === null || is === null || was === is ? is ?? was ?? "" : `${was} \u2192 ${is}`;
  return [
    sign,
    path === "std" ? md`standard library` : code(shortenedInside(path, room3.cell)),
    text(shortened(versions, room3.cell)),
    ...figures({
      before: was === null && before === 0 ? null : before,
      after: is === null && after === 0 ? null : after
    })
  ];
}
__name(moduleRow, "moduleRow");
function moduleCounts(programs2) {
  const [release] = programs2.flatMap(({ goRelease }) => goRelease ?? []);
  const modules2 = new Map(programs2.flatMap((program) => program.modules.map((module) => [module.path, module])));
  modules2.delete("std");
  const versions = [...modules2.values()].map(({ version }) => version);
  const counts = [
    [versions.filter(({ before, after }) => before === null && after !== null).length, "added"],
    [versions.filter(({ before, after }) => before !== null && after === null).length, "removed"],
    [versions.filter(({ before, after }) => before !== null && after !== null && before !== after).length, "updated"]
  ];
  const parts = [
    ...release ? [`Go ${goVersion(release.before)} \u2192 ${goVersion(release.after)}`] : [],
    ...counts.flatMap(([number3, what]) => number3 > 0 ? [`${number3} ${what}`] : [])
  ];
  return parts.length ? parts.join(", ") : "the same modules";
}
__name(moduleCounts, "moduleCounts");
function goVersion(release) {
  return shortened(release.replace(/^go(?=\d)/, ""), 40);
}
__name(goVersion, "goVersion");
var imageFiles = ofPlatforms(({ files: files3 }, room3) => {
  if (files3 === null) return null;
  const { added: added2, changed, removed } = files3;
  const counts = [
    [added2.count, "added"],
    [removed.count, "removed"],
    [changed.count, "changed"]
  ];
  const total = counts.reduce((sum3, [number3]) => sum3 + number3, 0);
  if (total === 0) return null;
  const columns3 = [{ title: "", align: "left" }, { title: "file", align: "left" }, ...sizeColumns];
  const shown = allFiles(files3).slice(0, room3.rows);
  const rows = shown.map((file) => [file.sign, ...sizeRow(`/${file.path}`, file, room3)]);
  const body = joined([table(columns3, rows), more(total - shown.length, "file")], "\n\n");
  const title = counts.flatMap(([number3, what]) => number3 > 0 ? [`${count(number3, what, what)}`] : []).join(", ");
  return { name: "files", title: `Files in the image: ${title}`, beside: `files: ${title}`, body };
});
function allFiles({ added: added2, changed, removed }) {
  return [
    ...added2.files.map((file) => ({ ...file, sign: md`+` })),
    ...changed.files.map((file) => ({ ...file, sign: md`~` })),
    ...removed.files.map((file) => ({ ...file, sign: md`−` }))
  ].toSorted(byDifference);
}
__name(allFiles, "allFiles");
var imageSettings = ofPlatforms(({ settings: settings2 }, room3) => {
  if (settings2.length === 0) return null;
  const body = capped(settingColumns, settings2, (each) => valuesRow(each.name, each, room3), room3, "setting");
  const title = `${settings2.length} changed`;
  return { name: "settings", title: `Settings of the image: ${title}`, beside: `settings: ${title}`, body };
});
var sectionColumns = [{ title: "section", align: "left" }, { title: "holds", align: "left" }, ...sizeColumns];
var embeddedColumns = [{ title: "embedded file", align: "left" }, ...sizeColumns];
var programSections = ofPlatforms(({ programs: programs2 }, room3) => {
  const changed = programs2.filter(({ sections: sections3, embedded: embedded2 }) => sections3.length + embedded2.length);
  if (changed.length === 0) return null;
  const body = eachProgram(changed, room3, (program) => {
    const { sections: sections3, embedded: embedded2 } = program;
    const row3 = /* @__PURE__ */ __name((each) => {
      const [name, ...sizes] = sizeRow(each.name, each, room3, md`in no section`);
      return [name, text(shortened(each.kind, 20)), ...sizes];
    }, "row");
    return joined(
      [
        sections3.length ? capped(sectionColumns, sections3, row3, room3, "section") : null,
        embedded2.length ? capped(embeddedColumns, embedded2, (each) => sizeRow(each.path, each, room3), room3, "file") : null
      ],
      "\n\n"
    );
  });
  const sections2 = changed.reduce((sum3, program) => sum3 + program.sections.length, 0);
  const embedded = changed.reduce((sum3, program) => sum3 + program.embedded.length, 0);
  const also = embedded > 0 ? `, ${count(embedded, "embedded file")}` : "";
  return {
    name: "sections of the program",
    title: `Sections of the program: ${sections2} changed${also}`,
    body
  };
});
function sizeRow(name, sizes, room3, unnamed = md``) {
  return [
    name === "" ? unnamed : code(shortenedInside(name, room3.cell)),
    ...figures({ before: sizes.before, after: sizes.after })
  ];
}
__name(sizeRow, "sizeRow");
function valuesRow(name, values, room3) {
  const shown = /* @__PURE__ */ __name((value) => value === null || value === "" ? md`–` : code(shortened(value, room3.cell)), "shown");
  return [code(shortenedInside(name, room3.cell)), shown(values.before), shown(values.after)];
}
__name(valuesRow, "valuesRow");

// src/report/gantt.ts
var keyword = /^(?:gantt|title|section|dateformat|axisformat|tickinterval|weekday|weekend|includes|excludes|todaymarker|inclusiveenddates|topaxis|click|acc|%%)/i;
var MOST = 200;
function ganttChart(spans) {
  const drawn = spans.filter(({ start, end }) => Number.isFinite(start) && end >= start);
  if (drawn.length === 0) return null;
  const zero = Math.min(...drawn.map(({ start }) => start));
  const milliseconds = /* @__PURE__ */ __name((seconds) => Math.round((seconds - zero) * 1e3), "milliseconds");
  const tasks = drawn.toSorted((a, b) => a.start - b.start).slice(0, MOST).map(
    ({ name, start, end }) => `  ${taskName(name)} ${duration(end - start)} :${milliseconds(start)}, ${milliseconds(end)}`
  );
  return ["gantt", "  dateFormat x", "  axisFormat %s s", ...tasks].join("\n");
}
__name(ganttChart, "ganttChart");
function taskName(name) {
  const safe = shortened(plain(plain(name).replace(/[^\p{L}\p{N} ./_+-]/gu, " ")), 40);
  return safe === "" ? "step" : keyword.test(safe) ? `the ${safe}` : safe;
}
__name(taskName, "taskName");

// src/report/image-sections.ts
var MOST_ROWS = 30;
var MOST_PROGRAMS = 3;
var imageContents = /* @__PURE__ */ __name((report, room3) => {
  const facts = leadingFacts(report);
  const isCompared = report.diff?.platforms.some(({ files: files3 }) => files3 !== null) ?? false;
  if (!room3.full || isCompared || !facts?.contents) return [];
  const cut = { ...room3, rows: Math.min(room3.rows, MOST_ROWS) };
  return [...programs(facts.contents, cut), ...files(facts.contents, cut)];
}, "imageContents");
function leadingFacts(report) {
  const lead = leading(standings(report));
  return report.facts?.platforms.find(({ platform }) => platform === lead?.platform) ?? null;
}
__name(leadingFacts, "leadingFacts");
var moduleColumns2 = [
  { title: "module", align: "left" },
  { title: "version", align: "left" },
  { title: "code", align: "right" }
];
var packageColumns2 = [
  { title: "package", align: "left" },
  { title: "code", align: "right" }
];
var fileColumns = [
  { title: "file", align: "left" },
  { title: "bytes", align: "right" }
];
function programs({ programs: all }, room3) {
  return all.slice(0, MOST_PROGRAMS).map((program) => {
    const { path, modules: modules2, packages: packages2, goRelease } = program;
    const name = shortenedInside(`/${path}`, 100);
    const ranked = packages2.toSorted((a, b) => codeAndTable(b) - codeAndTable(a));
    const body = [
      modules2.length ? capped(moduleColumns2, byCode(program), (each) => moduleRow2(each, room3), room3, "module") : null,
      ranked.length ? capped(packageColumns2, ranked, (each) => packageRow(each, room3), room3, "package") : null
    ];
    const title = `Go modules and packages of ${name}: ${count(modules2.length, "module")}, ${shortened(goRelease, 40)}`;
    return { name: `modules of ${name}`, title, body: joined(body, "\n\n"), open: false };
  });
}
__name(programs, "programs");
function byCode(program) {
  const code2 = bytesByModule(program);
  return program.modules.map((module) => ({ module, bytes: code2.get(module.path) ?? 0 })).toSorted((a, b) => b.bytes - a.bytes);
}
__name(byCode, "byCode");
function moduleRow2({ module, bytes: count2 }, room3) {
  return [code(shortenedInside(module.path, room3.cell)), text(shortened(versionOf(module), room3.cell)), size2(count2)];
}
__name(moduleRow2, "moduleRow");
function packageRow(each, room3) {
  const name = each.path === "" ? md`of no package` : code(shortenedInside(each.path, room3.cell));
  return [name, size2(codeAndTable(each))];
}
__name(packageRow, "packageRow");
function files({ files: all, leftOut }, room3) {
  if (all.length === 0) return [];
  const largest = all.toSorted((a, b) => b.bytes - a.bytes);
  const row3 = /* @__PURE__ */ __name(({ path, bytes: count2 }) => [code(shortenedInside(`/${path}`, room3.cell)), size2(count2)], "row");
  const total = all.length + leftOut.files;
  return [
    {
      name: "files",
      title: `Files in the image: ${count(total, "file")}`,
      body: capped(fileColumns, largest, row3, room3, "file"),
      open: false
    }
  ];
}
__name(files, "files");
var standsOut = /* @__PURE__ */ __name((report, room3) => {
  const { contents } = leadingFacts(report) ?? {};
  if (!contents) return [];
  const { secrets, setuid, wasted, wastedBytes } = contents;
  const path = /* @__PURE__ */ __name((of) => code(shortenedInside(`/${of}`, room3.cell)), "path");
  const secretLines = secrets.map(
    (each) => joined(
      [
        path(each.path),
        prose(shortened(each.what, room3.cell)),
        each.removed ? md`removed, and still in a layer` : null
      ],
      " \xB7 "
    )
  );
  const others = room3.full ? [
    ...setuid.map(
      (each) => md`${path(each.path)} · runs as another user or group, mode ${text(each.mode.toString(8))}`
    ),
    ...wasted.map((each) => md`${path(each.path)} · ${text(bytes(each.bytes))} replaced or removed by a later layer`)
  ] : [];
  const lines = [...secretLines, ...others];
  if (lines.length === 0) return [];
  const shown = lines.slice(0, room3.full ? MOST_ROWS * 3 : MOST_ROWS);
  const what = [
    secrets.length ? count(secrets.length, "file that looks like a secret", "files that look like secrets") : null,
    room3.full && setuid.length ? count(setuid.length, "setuid file") : null,
    room3.full && wastedBytes > 0 ? `${bytes(wastedBytes)} hidden in lower layers` : null
  ].filter((part) => part !== null);
  const list = joined(
    shown.map((line) => md`- ${line}`),
    "\n"
  );
  return [{ name: "what stands out", title: `What stands out: ${what.join(", ")}`, body: list, open: true }];
}, "standsOut");

// src/report/layers-section.ts
function layers(report, room3) {
  if (report.facts === null || isUnchanged(report) && !room3.full) return [];
  const platforms = report.facts.platforms;
  const lead = leading(standings(report));
  return platforms.filter(({ platform, layers: all }) => all.length > 0 && (room3.full || platform === lead?.platform)).map((facts) => {
    const of = platforms.length > 1 ? ` of ${shortened(facts.platform, 60)}` : "";
    const diff = report.diff?.platforms.find(({ platform }) => platform === facts.platform);
    const { what, body } = diff?.before && diff.after ? changedLayers(report, diff, room3) : allLayers(report, facts, room3);
    return { name: `layers${of}`, title: `Layers${of}: ${what}`, body, open: true };
  });
}
__name(layers, "layers");
var changeColumns = [
  { title: "", align: "left" },
  { title: "layer", align: "left" },
  { title: "before", align: "right" },
  { title: "after", align: "right" },
  { title: "download", align: "right" },
  { title: "on disk", align: "right" }
];
var factColumns = [
  { title: "layer", align: "left" },
  { title: "download", align: "right" },
  { title: "on disk", align: "right" }
];
var signs = {
  same: md`=`,
  changed: md`~`,
  added: md`+`,
  removed: md`−`,
  moved: md`↕`,
  rebased: md`=`
};
function changedLayers(report, { layers: all }, room3) {
  const changed = all.filter(({ kind }) => kind !== "same").length;
  const present = all.filter(({ after }) => after !== null).length;
  const row3 = /* @__PURE__ */ __name((layer) => {
    const more2 = difference(layer.before, layer.after);
    return [
      signs[layer.kind],
      layerName(report, layer, room3),
      size2(layer.before?.download),
      size2(layer.after?.download),
      emphasis(delta(more2.download)),
      emphasis(delta(more2.disk))
    ];
  }, "row");
  const what = `${changed} of ${present} changed`;
  return { what, body: capped(changeColumns, listed(all, room3), row3, room3, "layer") };
}
__name(changedLayers, "changedLayers");
function allLayers(report, { layers: all }, room3) {
  const base = all.filter(({ part }) => part === "base").length;
  const asSame = all.map(
    ({ part, instruction: written, line, downloadBytes: download, diskBytes: disk }) => ({
      kind: "same",
      part,
      instruction: written,
      line,
      before: null,
      after: { download, disk }
    })
  );
  const row3 = /* @__PURE__ */ __name((layer) => [
    layerName(report, layer, room3),
    size2(layer.after?.download),
    size2(layer.after?.disk)
  ], "row");
  const what = base === 0 ? String(all.length) : `${all.length}, ${base} of them from the base image`;
  return { what, body: capped(factColumns, listed(asSame, room3), row3, room3, "layer") };
}
__name(allLayers, "allLayers");
function listed(layers3, room3) {
  if (room3.full) return layers3;
  const isSameBase = /* @__PURE__ */ __name(({ part, kind }) => part === "base" && kind === "same", "isSameBase");
  const same = layers3.filter(isSameBase);
  const rest = layers3.filter((layer) => !isSameBase(layer));
  const [first] = same;
  const folded2 = first && same.length > 1 ? [{ ...first, ...added(same), together: same.length }, ...rest] : layers3;
  if (folded2.length <= room3.rows) return folded2;
  return folded2.toSorted((a, b) => Number(a.kind === "same") - Number(b.kind === "same"));
}
__name(listed, "listed");
function added(layers3) {
  const side = /* @__PURE__ */ __name((which) => layers3.reduce((total, layer) => {
    const size3 = layer[which];
    if (size3 === null) return total;
    return { download: (total?.download ?? 0) + size3.download, disk: (total?.disk ?? 0) + size3.disk };
  }, null), "side");
  return { before: side("before"), after: side("after") };
}
__name(added, "added");
function layerName(report, { instruction: written, line, part, together }, room3) {
  if (together !== void 0) return md`base image, ${text(count(together, "layer"))}`;
  const name = instruction(report, written, part === "own" ? line : null, room3.cell);
  return part === "base" ? md`base ${name}` : name;
}
__name(layerName, "layerName");

// src/report/trend-section.ts
var MOST_BUILDS = 30;
var listed2 = 10;
var columns = [
  { title: "build", align: "left" },
  { title: "on", align: "left" },
  { title: "download", align: "right" },
  { title: "on disk", align: "right" },
  { title: "Go programs", align: "right" },
  { title: "download grew by", align: "right" }
];
function trend(report, room3) {
  const lead = leading(standings(report));
  const points = lead === null || !room3.full ? [] : trendOf(report.trend, lead.platform, MOST_BUILDS);
  if (lead === null || points.length < 2) return [];
  const of = (report.facts?.platforms.length ?? 0) > 1 ? ` of ${shortened(lead.platform, 60)}` : "";
  const rows = points.map((point, index) => row(report, point, points[index - 1] ?? null)).slice(-listed2);
  return [
    {
      name: "trend",
      title: `Trend${of}: the last ${count(points.length, "build")} of the default branch`,
      body: joined([chart(points), table(columns, rows.toReversed())], "\n\n"),
      // GitHub draws a diagram with no width where its section is folded.
      open: true
    }
  ];
}
__name(trend, "trend");
function row(report, point, before) {
  const { commit, created, download, disk, binary } = point;
  return [
    commitName(report.source, commit, null) ?? md`–`,
    text(created.slice(0, 10)),
    text(bytes(download)),
    text(bytes(disk)),
    binary === null ? md`–` : text(bytes(binary)),
    before === null ? md`–` : text(delta(download - before.download))
  ];
}
__name(row, "row");
function chart(points) {
  const sizes = points.map(({ download }) => download);
  const { low, high } = rangeOf(sizes);
  const { unit, size: size3 } = high < 1e6 ? { unit: md`kB`, size: 1e3 } : { unit: md`MB`, size: 1e6 };
  const bottom = Math.floor(low / size3 * 1e3) / 1e3;
  const top = Math.ceil(high / size3 * 1e3) / 1e3;
  const line = sizes.map((value) => md`${Math.round(value / size3 * 1e3) / 1e3}`);
  return md`\`\`\`mermaid
xychart-beta
  x-axis "builds, the newest on the right" 1 --> ${points.length}
  y-axis "download, ${unit}" ${bottom} --> ${top}
  line [${joined(line, ", ")}]
\`\`\``;
}
__name(chart, "chart");

// src/report/sections.ts
var sections = [
  [layers, "image"],
  [modulesAndPackages, "go"],
  [imageFiles, "image"],
  [imageSettings, "image"],
  [standsOut, "contents"],
  [findings, "dockerfile"],
  [warnings, "warnings"],
  [identity, "image"],
  [caches, "build"],
  [programSections, "go"],
  [imageContents, "contents"],
  [trend, "history"],
  [timeline, "build"],
  [decisions, "build"],
  [writtenDockerfile, "build"]
];
function sectionsOf(report, room3) {
  return sections.flatMap(([section, theme]) => section(report, room3).map((each) => ({ ...each, theme })));
}
__name(sectionsOf, "sectionsOf");
function findings(report, room3) {
  const { findings: all, path } = report.dockerfile;
  const shown = room3.full ? all : all.filter(({ severity }) => severity !== "info");
  if (shown.length === 0) return [];
  const columns3 = [
    { title: "rule", align: "left" },
    { title: "line", align: "left" },
    { title: "finding", align: "left" },
    ...room3.full ? [{ title: "instead", align: "left" }] : []
  ];
  const row3 = /* @__PURE__ */ __name(({ rule, severity, url, line, message, remedy }) => [
    md`${text(severity === "info" ? "note" : severity)} ${link(code(shortened(rule, 60)), url)}`,
    place(report.source, path, line) ?? md``,
    prose(shortened(message, room3.cell * 2)),
    ...room3.full ? [prose(shortened(remedy ?? "", room3.cell * 2))] : []
  ], "row");
  const ranked = shown.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  return [
    {
      name: "findings",
      title: `Dockerfile: ${findingCounts(all)}`,
      body: capped(columns3, ranked, row3, room3, "finding"),
      open: true
    }
  ];
}
__name(findings, "findings");
var severities = ["error", "warning", "info"];
function warnings(report, room3) {
  const shown = report.warnings.slice(0, room3.rows);
  const list = bullets(shown, room3.cell * 4);
  if (list === null) return [];
  const body = joined([list, more(report.warnings.length - shown.length, "warning")], "\n\n");
  return [{ name: "warnings", title: count(report.warnings.length, "warning"), body, open: true }];
}
__name(warnings, "warnings");
function identity(report, room3) {
  if (!room3.full) return [];
  const { image, facts, baseline, source } = report;
  const rows = [
    ...image.tags.map((tag) => [md`tag`, code(shortened(tag, room3.cell))]),
    ...image.digest === null ? [] : [[md`digest`, code(shortened(image.digest, room3.cell))]],
    ...image.id === null ? [] : [[md`image ID`, code(shortened(image.id, room3.cell))]],
    ...(facts?.platforms ?? []).map(({ platform, manifestDigest }) => [
      md`manifest of ${text(shortened(platform, 60))}`,
      code(shortened(manifestDigest, room3.cell))
    ]),
    baseline.found ? [
      md`baseline`,
      joined([commitName(source, baseline.commit, baseline.ref), prose(shortened(baseline.why, room3.cell))], " \xB7 ")
    ] : [md`baseline`, md`none: ${prose(shortened(baseline.why, room3.cell))}`]
  ];
  const columns3 = [
    { title: "", align: "left" },
    { title: "", align: "left" }
  ];
  return [{ name: "image", title: "Image", body: capped(columns3, rows, (row3) => row3, room3, "row"), open: false }];
}
__name(identity, "identity");
function timeline(report, room3) {
  const chart2 = room3.full ? ganttChart(report.timeline.slice(0, 60)) : null;
  return chart2 === null ? [] : [{ name: "timeline", title: "Timeline", body: codeBlock(chart2, "mermaid"), open: true }];
}
__name(timeline, "timeline");
function decisions(report, room3) {
  if (report.decisions.length === 0 || isUnchanged(report) && !room3.full) return [];
  const columns3 = [
    { title: "what", align: "left" },
    { title: "choice", align: "left" },
    { title: "why", align: "left" }
  ];
  const row3 = /* @__PURE__ */ __name(({ what, choice, reason: reason2, evidence }) => [
    text(shortened(what, room3.cell)),
    code(shortened(choice, room3.cell)),
    joined(
      [
        prose(shortened(reason2, room3.cell)),
        ...evidence.slice(0, room3.full ? 20 : 3).map(({ file, line }) => place(report.source, file, line))
      ],
      " \xB7 "
    )
  ], "row");
  const title = `${count(report.decisions.length, "choice")} made without asking`;
  const body = capped(columns3, report.decisions, row3, room3, "choice");
  return [{ name: "choices", title, beside: title, body, open: false }];
}
__name(decisions, "decisions");
function writtenDockerfile(report, room3) {
  const { text: written } = report.dockerfile;
  if (written === null || isUnchanged(report) && !room3.full) return [];
  return [
    {
      name: "the Dockerfile",
      title: "The Dockerfile that was written for this build",
      beside: "the Dockerfile that was written",
      body: codeBlock(written, "dockerfile"),
      open: false
    }
  ];
}
__name(writtenDockerfile, "writtenDockerfile");

// src/report/comment.ts
var COMMENT_LIMIT = 65536;
var room = { rows: 30, cell: 120, full: false };
var platformRows = 6;
function renderComment(report, options) {
  const { marker, limit = COMMENT_LIMIT } = options;
  if (!/^<!-- (?:(?!--)[^\n>])+ -->$/.test(marker)) throw new TypeError(`Not an HTML comment on one line: ${marker}`);
  const first = marker;
  return fitted(
    {
      sections: sectionsOf(report, room),
      folds: togetherByTheme,
      rows: platformRows,
      unfold: false,
      before: /* @__PURE__ */ __name((rows) => joined([first, headline(report), platformTable(report, rows), budgetNotes(report), reason(report)], "\n\n"), "before"),
      after: /* @__PURE__ */ __name((leftOut) => footer(report, leftOut), "after"),
      shortest: md`${first}\n\nThis report is too long for a comment; the summary of its run has it.`
    },
    limit
  );
}
__name(renderComment, "renderComment");

// src/report/worth-telling.ts
function isWorthTelling(report, { mode, threshold }) {
  if (mode === "always" || needsAttention(report)) return true;
  const platforms = report.diff?.platforms ?? [];
  const change = Math.max(
    0,
    ...platforms.map(({ before, after }) => Math.abs((after?.download ?? 0) - (before?.download ?? 0)))
  );
  if (!report.baseline.found) return mode === "auto";
  if (threshold !== null) return change >= threshold;
  if (mode === "on-change") return !isNoise(change);
  return platforms.some(({ layers: layers3 }) => layers3.some(({ kind }) => kind !== "same"));
}
__name(isWorthTelling, "isWorthTelling");
function isResolved(report) {
  return report.baseline.found && isUnchanged(report) && !needsAttention(report);
}
__name(isResolved, "isResolved");
function needsAttention({ build, budgets, dockerfile: dockerfile3 }) {
  return build.outcome !== "success" || budgets.some(({ ok }) => !ok) || (dockerfile3.failing ?? 0) > 0 || dockerfile3.findings.some(({ severity }) => severity === "error");
}
__name(needsAttention, "needsAttention");

// src/report/comment-parts.ts
import { Buffer as Buffer2 } from "node:buffer";
var COMMENT_MARKER = "<!-- go-image -->";
var END = "<!-- go-image:end -->";
var MOST_PARTS = 256;
var SMALLEST_PART = 2e3;
var Meta = object({
  /** Image, job and the values of its matrix. */
  key: pipe(string(), maxLength(400)),
  /** Numbers of the run and of its attempt: a later one has the last word. */
  run: pipe(number(), minValue(0)),
  attempt: pipe(number(), minValue(0)),
  commit: nullable(pipe(string(), maxLength(64))),
  name: pipe(string(), maxLength(200)),
  /** `flawed`: the step fails with findings on the Dockerfile. */
  state: picklist(["failed", "over", "flawed", "measured", "unmeasured"]),
  /** Bytes of the leading platform; `before` is null without a baseline. */
  download: nullable(object({ before: nullable(number()), after: number() })),
  disk: nullable(object({ before: nullable(number()), after: number() })),
  /** As the baseline, and nothing to look at. */
  resolved: optional(boolean(), false)
});
function partOf(report, { runId, runAttempt }) {
  const { image, source } = report;
  const name = image.part || image.name;
  const lead = leading(standings(report));
  const figures2 = /* @__PURE__ */ __name((kind) => lead === null ? null : { before: lead.before?.[kind] ?? null, after: lead.after[kind] }, "figures");
  const meta = {
    key: shortened(source.job === "" ? name : `${name} ${source.job}`, 400),
    run: Number(runId) || 0,
    attempt: Number(runAttempt) || 0,
    commit: source.commit,
    name: shortened(name, 200),
    state: stateOf(report),
    ...{ download: figures2("download"), disk: figures2("disk"), resolved: isResolved(report) }
  };
  return { meta, body: renderComment(report, { marker: startMarker(meta), limit: COMMENT_LIMIT - 1e3 }) };
}
__name(partOf, "partOf");
function stateOf({ build, budgets, dockerfile: dockerfile3, facts }) {
  if (build.outcome !== "success") return "failed";
  if (overBudget(budgets)) return "over";
  if ((dockerfile3.failing ?? 0) > 0) return "flawed";
  return (facts?.platforms.length ?? 0) === 0 ? "unmeasured" : "measured";
}
__name(stateOf, "stateOf");
function contentOf(parts, create) {
  const keys = new Set(parts.map(({ meta }) => meta.key));
  return {
    marker: COMMENT_MARKER,
    merge: /* @__PURE__ */ __name((bodies) => create || bodies.some((body) => partsOf(body).some(({ meta }) => keys.has(meta.key))) ? withParts(bodies, parts) : null, "merge"),
    holds: /* @__PURE__ */ __name((body) => parts.every((part) => hasPart(body, part)), "holds"),
    isShared: /* @__PURE__ */ __name((body) => partsOf(body).some(({ meta }) => !keys.has(meta.key)), "isShared")
  };
}
__name(contentOf, "contentOf");
function isResolvedComment(body) {
  const parts = partsOf(body);
  return parts.length > 0 && parts.every(({ meta }) => meta.resolved);
}
__name(isResolvedComment, "isResolvedComment");
function withParts(bodies, parts) {
  const latest = /* @__PURE__ */ new Map();
  for (const each of [...bodies.flatMap(partsOf), ...parts]) {
    const known = latest.get(each.meta.key);
    if (known === void 0 || !isLater(known.meta, each.meta)) latest.set(each.meta.key, each);
  }
  const all = [...latest.values()].toSorted((a, b) => a.meta.key < b.meta.key ? -1 : 1);
  return documentOf(all.slice(0, MOST_PARTS));
}
__name(withParts, "withParts");
function hasPart(comment, { meta, body }) {
  const found = partsOf(comment).find((each) => each.meta.key === meta.key);
  return found !== void 0 && (isLater(found.meta, meta) || visiblePart(found.body) === visiblePart(body));
}
__name(hasPart, "hasPart");
function visiblePart(body) {
  return body.split("\n<details")[0].split("\n\n<sub>")[0];
}
__name(visiblePart, "visiblePart");
function partsOf(comment) {
  const parts = [];
  const lines = comment.replaceAll("\r\n", "\n").split("\n");
  let start = null;
  for (const [index, line] of lines.entries()) {
    const meta = metaOf(line);
    if (meta !== null) start = { meta, from: index };
    else if (line === END && start !== null) {
      parts.push({ meta: start.meta, body: lines.slice(start.from, index).join("\n").trimEnd() });
      start = null;
    }
  }
  return parts;
}
__name(partsOf, "partsOf");
function documentOf(parts) {
  const [only] = parts;
  const whole = parts.length === 1 ? [COMMENT_MARKER, closed(only.body)].join("\n") : [COMMENT_MARKER, overview(parts), ...parts.map((part) => folded(part, parts))].join("\n\n");
  if (Buffer2.byteLength(whole) <= COMMENT_LIMIT) return whole;
  const longest = parts.reduce((a, b) => b.body.length > a.body.length ? b : a);
  const shorter = withoutLastSection(longest.body);
  const rest = shorter === null ? { ...longest, body: longest.body.split("\n", 1)[0] } : { ...longest, body: shorter };
  if (rest.body === longest.body) throw new RangeError(`A comment has no room for ${parts.length} images`);
  return documentOf(parts.map((part) => part === longest ? rest : part));
}
__name(documentOf, "documentOf");
var CUT = "<sub>cut for length: the summary of its run has all of it</sub>";
function withoutLastSection(body) {
  const at = body.lastIndexOf("\n<details");
  const end = body.indexOf("\n</details>", at);
  if (at === -1 || end === -1 || body.length < SMALLEST_PART) return null;
  const shorter = body.slice(0, at) + body.slice(end + "\n</details>".length);
  return shorter.includes(CUT) ? shorter : `${shorter}

${CUT}`;
}
__name(withoutLastSection, "withoutLastSection");
function closed(body) {
  return `${body}

${END}`;
}
__name(closed, "closed");
function folded({ meta, body }, parts) {
  const latest = newest(parts);
  const wrong = ["failed", "over", "flawed"].includes(meta.state);
  const name = shortened(shownName(meta, parts), 150);
  if (isOutdated(meta, latest)) return details(`${name} \xB7 ${outdated(meta)}`, closed(body));
  const size3 = meta.download === null ? stateWords[meta.state] : `download ${bytes(meta.download.after)}`;
  return details(`${name} \xB7 ${size3}`, closed(body), wrong);
}
__name(folded, "folded");
function overview(parts) {
  const latest = newest(parts);
  const current = parts.filter(({ meta }) => !isOutdated(meta, latest));
  const having = /* @__PURE__ */ __name((state) => current.filter(({ meta }) => meta.state === state).length, "having");
  const grown = current.reduce((sum3, { meta: { download } }) => sum3 + grownBy(download), 0);
  const verdicts = [
    having("failed") ? md`**${text(count(having("failed"), "build"))} failed**` : null,
    having("over") ? md`**${text(String(having("over")))} over budget**` : null,
    having("flawed") ? md`**${text(String(having("flawed")))} with findings that fail**` : null,
    isNoise(grown) ? md`download unchanged` : md`download **${text(delta(grown))}** in all`
  ];
  const rows = parts.map(({ meta }) => row2(meta, latest, shownName(meta, parts)));
  const head = md`### ${text(count(parts.length, "image"))} · ${joined(verdicts, " \xB7 ")}`;
  return joined([head, table(columns2, rows)], "\n\n");
}
__name(overview, "overview");
var columns2 = [
  { title: "", align: "left" },
  { title: "download", align: "right" },
  { title: "on disk", align: "right" },
  { title: "", align: "left" }
];
var stateWords = {
  failed: "build failed",
  over: "over budget",
  flawed: "findings fail it",
  measured: "",
  unmeasured: "not measured"
};
function shownName({ key, name }, parts) {
  return parts.filter(({ meta }) => meta.name === name).length > 1 ? key : name;
}
__name(shownName, "shownName");
function row2(meta, latest, shown) {
  const name = code(shortened(shown, 100));
  if (isOutdated(meta, latest)) return [name, md``, md``, text(outdated(meta))];
  const words = text(stateWords[meta.state]);
  return [name, figure(meta.download), figure(meta.disk), words === "" ? words : md`**${words}**`];
}
__name(row2, "row");
function figure(size3) {
  if (size3 === null) return md``;
  const now = text(bytes(size3.after));
  if (size3.before === null) return now;
  const more2 = deltaBeside(size3.after - size3.before, size3.after);
  return more2 === "=" ? md`${now} =` : md`${now} **${text(more2)}**`;
}
__name(figure, "figure");
function grownBy(size3) {
  return size3 === null || size3.before === null ? 0 : size3.after - size3.before;
}
__name(grownBy, "grownBy");
function outdated({ commit }) {
  return ["of an earlier commit", shortCommit(commit)].filter((part) => part !== null).join(", ");
}
__name(outdated, "outdated");
function isOutdated({ commit }, latest) {
  return commit !== latest.commit;
}
__name(isOutdated, "isOutdated");
function newest(parts) {
  return parts.map(({ meta }) => meta).reduce((a, b) => isLater(b, a) ? b : a);
}
__name(newest, "newest");
function isLater(a, b) {
  return a.run === b.run ? a.attempt > b.attempt : a.run > b.run;
}
__name(isLater, "isLater");
function startMarker(meta) {
  return `<!-- go-image:part ${Buffer2.from(JSON.stringify(meta)).toString("base64")} -->`;
}
__name(startMarker, "startMarker");
function metaOf(line) {
  const [, encoded] = /^<!-- go-image:part ([\w+/=]{1,6000}) -->$/.exec(line) ?? [];
  if (encoded === void 0) return null;
  try {
    const read = safeParse(Meta, JSON.parse(Buffer2.from(encoded, "base64").toString()));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}
__name(metaOf, "metaOf");

// src/report/html/words.ts
var LONGEST_PATH = 120;
function said(text2) {
  return { text: text2 };
}
__name(said, "said");
function coded(text2) {
  return { text: text2, code: true };
}
__name(coded, "coded");
function linked(text2, url) {
  const href = url === null ? null : safeUrl(url);
  return href === null ? text2 : { ...text2, href };
}
__name(linked, "linked");
function placed(source, file, line) {
  if (file === null) return line === null ? null : said(`line ${line}`);
  const label = `${shortenedInside(file, LONGEST_PATH)}${line === null ? "" : `:${line}`}`;
  return linked(coded(label), blobUrl(source, file, line));
}
__name(placed, "placed");
function ofCommit2(source, commit, ref) {
  const name = [ref, shortCommit(commit)].filter((part) => part !== null).join("@");
  return name === "" ? null : linked(coded(shortenedInside(name, LONGEST_PATH)), commitUrl(source, commit));
}
__name(ofCommit2, "ofCommit");
function revealedIn(value) {
  if (typeof value === "string") return plainLines(value).join("\n");
  if (Array.isArray(value)) return value.map(revealedIn);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, revealedIn(each)]));
}
__name(revealedIn, "revealedIn");

// src/report/html/head.ts
function headOf(report) {
  const all = standings(report);
  const lead = leading(all);
  const change = lead?.before ? difference(lead.before, lead.after) : null;
  return {
    name: report.image.name,
    ...verdict2(report),
    figure: lead === null ? null : bytes(lead.after.download),
    label: lead === null ? "size not measured" : `download${all.length > 1 ? ` on ${lead.platform}` : ""}`,
    change: lead?.before ? changeText(lead.before.download, lead.after.download, change.disk) : "",
    direction: directionOf(change === null ? 0 : isNoise(change.download) ? change.disk : change.download),
    platforms: platformTable2(report, all),
    why: why2(report, lead),
    origin: origin(report)
  };
}
__name(headOf, "headOf");
function verdict2(report) {
  const { build, budgets } = report;
  if (build.outcome === "failure") {
    const { line = null } = build.failure ?? {};
    const at = line === null ? "" : ` at ${report.dockerfile.path ?? "Dockerfile"}:${line}`;
    return { tone: "bad", verdict: `build failed${at}` };
  }
  const over = overBudget(budgets);
  const flaws = flawWords(report.dockerfile);
  const fails = over !== null && over.override === null || (report.dockerfile.failing ?? 0) > 0;
  const within = budgets.length > 0 ? "within budget" : "";
  const budget2 = over === null ? within : `${overWords(over)}${over.override === null ? "" : ", let pass"}`;
  const isGood = within !== "" && over === null && flaws === null;
  return {
    tone: fails ? "bad" : isGood ? "good" : "neutral",
    verdict: [budget2, flaws ?? ""].filter((each) => each !== "").join(" \xB7 ")
  };
}
__name(verdict2, "verdict");
function changeText(before, after, disk) {
  const more2 = after - before;
  if (isNoise(more2)) return isNoise(disk) ? "unchanged" : `unchanged, ${delta(disk)} on disk`;
  const share = percent(before, after);
  return `${delta(more2)}${share === null ? "" : ` (${share})`}`;
}
__name(changeText, "changeText");
function directionOf(difference3) {
  if (isNoise(difference3)) return "same";
  return difference3 > 0 ? "more" : "less";
}
__name(directionOf, "directionOf");
function platformTable2(report, all) {
  const binaries = all.some(({ binary }) => binary !== null);
  const budgets = all.some((standing) => standing.budgets.length > 0);
  const columns3 = [
    { title: "platform", kind: "text" },
    { title: "download", kind: "size" },
    { title: "on disk", kind: "size" },
    ...binaries ? [{ title: "binary", kind: "size" }] : [],
    ...budgets ? [{ title: "budget", kind: "text" }] : []
  ];
  const rows = all.map(({ platform, before, after, binary, budgets: verdicts }) => {
    const size3 = /* @__PURE__ */ __name((was, is) => is === null ? null : { bytes: is, change: was === null ? null : is - was }, "size");
    return [
      said(
        after === null ? `${platform}, gone` : before === null && report.baseline.found ? `${platform}, new` : platform
      ),
      size3(before?.download ?? null, after?.download ?? null),
      size3(before?.disk ?? null, after?.disk ?? null),
      ...binaries ? [size3(binary?.before ?? null, binary?.after ?? null)] : [],
      ...budgets ? [said(verdicts.map(budgetText).join(", "))] : []
    ];
  });
  return { noun: "platform", columns: columns3, rows };
}
__name(platformTable2, "platformTable");
function budgetText({ input, ok, actual, limit, written }) {
  if (input === "size-increase") return `${delta(actual, 0)}, ${written} allowed${ok ? "" : ": over"}`;
  if (limit <= 0) return `over ${written}`;
  const share = (ok ? Math.floor : Math.ceil)(actual / limit * 100);
  return `${share} % of ${written}${ok ? "" : ": over"}`;
}
__name(budgetText, "budgetText");
function why2(report, lead) {
  const { build, warnings: warnings3, baseline } = report;
  const nothing = { title: "Why", causes: [], notes: [], log: [] };
  if (build.outcome === "failure") {
    const log = plainLines((build.failure?.lines ?? []).join("\n")).filter((line) => line !== "");
    const step = build.failure?.step ?? null;
    return { ...nothing, title: "What failed", causes: step === null ? [] : [{ bytes: null, text: coded(step) }], log };
  }
  if (lead === null) return { ...nothing, notes: warnings3.slice(0, 3) };
  if (!baseline.found) return { ...nothing, notes: [`No baseline yet: ${baseline.why}`] };
  const diff = report.diff?.platforms.find(({ platform }) => platform === lead.platform);
  if (diff === void 0) return nothing;
  const notes = diff.caveats;
  if (hasCauses(diff)) {
    const sentences = whyText(diff);
    const found2 = diff.causes.map(({ bytes: size3 }, index) => ({ bytes: size3, text: said(sentences[index]) }));
    return {
      ...nothing,
      title: `Why ${delta(difference(diff.before, diff.after).disk, 0)} on disk`,
      causes: found2,
      notes
    };
  }
  const found = causes(diff).map((each) => ({ bytes: each.bytes.download, text: said(causeText(each)) }));
  return { ...nothing, title: found.length === 0 ? "Nothing to explain" : "Why", causes: found, notes };
}
__name(why2, "why");
function causeText(cause2) {
  const disk = isNoise(cause2.bytes.disk) ? "" : `, ${delta(cause2.bytes.disk)} on disk`;
  if (cause2.what === "rest") return `rest${disk}`;
  if (cause2.what === "others") return `${count(cause2.count, "other layer")}${disk}`;
  if (cause2.what === "base") return `base image, ${cause2.changed} of ${count(cause2.total, "layer")}${disk}`;
  const prefix = { same: "", changed: "", added: "new: ", removed: "gone: ", moved: "moved: ", rebased: "" }[cause2.kind];
  return `${prefix}${cause2.instruction}${disk}`;
}
__name(causeText, "causeText");
function origin({ source, baseline, build, created, facts }) {
  const against = baseline.found ? ofCommit2(source, baseline.commit, baseline.ref) : null;
  const when = baseline.found ? age(baseline.created, created) : null;
  const commit = ofCommit2(source, source.commit, null);
  return [
    ...commit === null ? [] : [plainLink(commit, `commit ${commit.text}`)],
    ...against === null ? [] : [plainLink(against, `against ${against.text}${when === null ? "" : `, ${when}`}`)],
    ...build.seconds > 0 ? [said(`${build.outcome === "success" ? "built in" : "stopped after"} ${duration(build.seconds)}`)] : [],
    ...facts === null ? [] : [said(`from ${facts.source}`)],
    ...source.runUrl === null ? [] : [linked(said(`the ${runWord(source.runUrl)}`), source.runUrl)]
  ];
}
__name(origin, "origin");
function plainLink({ href }, text2) {
  return { text: text2, ...href !== void 0 && { href } };
}
__name(plainLink, "plainLink");

// src/report/html/sections-image.ts
function perPlatform(report, of) {
  const diffs = new Map((report.diff?.platforms ?? []).map((diff) => [diff.platform, diff]));
  const present = (report.facts?.platforms ?? []).map((facts) => ({ facts, diff: diffs.get(facts.platform) ?? null }));
  const gone = [...diffs.values()].filter(({ platform }) => !present.some(({ facts }) => facts.platform === platform));
  const all = [...present, ...gone.map((diff) => ({ facts: null, diff }))];
  return all.flatMap((platform) => {
    const name = platform.facts?.platform ?? platform.diff?.platform ?? "";
    return of(platform).map((table2) => {
      const caption = [...all.length > 1 ? [name] : [], ...table2.caption === void 0 ? [] : [table2.caption]];
      return { block: "table", ...table2, ...caption.length > 0 && { caption: caption.join(", ") } };
    });
  });
}
__name(perPlatform, "perPlatform");
var SIDES = [
  { title: "before", kind: "bytes" },
  { title: "after", kind: "bytes" },
  { title: "change", kind: "change" }
];
function sides(before, after) {
  return [before, after, (after ?? 0) - (before ?? 0)];
}
__name(sides, "sides");
var layerKinds = {
  same: "unchanged",
  changed: "changed",
  added: "added",
  removed: "removed",
  moved: "moved",
  rebased: "same files, other base"
};
function layers2(report) {
  const named = /* @__PURE__ */ __name((instruction2) => coded(instruction2 === "" ? "a layer without instruction" : instruction2), "named");
  const where = /* @__PURE__ */ __name((part, line) => part === "base" ? said("base image") : placed(report.source, report.dockerfile.path, line), "where");
  const blocks = perPlatform(report, ({ facts, diff }) => {
    const name = [
      { title: "layer", kind: "text" },
      { title: "made by", kind: "text" }
    ];
    const figures2 = [
      { title: "download", kind: "size" },
      { title: "on disk", kind: "size" }
    ];
    if (diff?.before || facts === null) {
      const columns4 = [...name, { title: "compared", kind: "text" }, ...figures2];
      const size3 = /* @__PURE__ */ __name((before = 0, after = 0) => ({ bytes: after, change: after - before }), "size");
      const rows2 = (diff?.layers ?? []).map(({ instruction: instruction2, part, line, kind, before, after }) => [
        ...[named(instruction2), where(part, line), said(layerKinds[kind])],
        ...[size3(before?.download, after?.download), size3(before?.disk, after?.disk)]
      ]);
      return [{ noun: "layer", columns: columns4, rows: rows2 }];
    }
    const columns3 = [...name, ...figures2];
    const rows = facts.layers.map((layer) => [
      ...[named(layer.instruction), where(layer.part, layer.line)],
      ...[layer.downloadBytes, layer.diskBytes].map((bytes2) => ({ bytes: bytes2, change: null }))
    ]);
    return rows.length === 0 ? [] : [{ noun: "layer", columns: columns3, rows }];
  });
  return { id: "layers", title: "Layers", blocks };
}
__name(layers2, "layers");
function files2(report) {
  const blocks = perPlatform(report, ({ facts, diff }) => {
    if (diff?.files) {
      const { added: added2, removed, changed } = diff.files;
      const groups = [
        { name: "added", group: added2 },
        { name: "removed", group: removed },
        { name: "changed", group: changed }
      ].filter(({ group }) => group.count > 0);
      const rows2 = groups.flatMap(
        ({ name, group }) => group.files.map(({ path, before, after }) => [coded(`/${path}`), said(name), ...sides(before, after)])
      );
      const columns4 = [{ title: "file", kind: "text" }, { title: "what", kind: "text" }, ...SIDES];
      const caption2 = groups.map(({ name, group }) => `${count(group.count, "file")} ${name}`).join(", ");
      return rows2.length === 0 ? [] : [{ caption: caption2, noun: "file", columns: columns4, rows: rows2 }];
    }
    if (!facts?.contents) return [];
    const { files: all, leftOut } = facts.contents;
    const largest = largestOf(all, MOST_FILES);
    const rows = largest.map((file) => [coded(`/${file.path}`), file.bytes]);
    const total = all.length + leftOut.files;
    const caption = `${largest.length < total ? `The largest of ${count(total, "file")}` : count(total, "file")}`;
    const columns3 = [
      { title: "file", kind: "text" },
      { title: "bytes", kind: "bytes" }
    ];
    return rows.length === 0 ? [] : [{ caption, noun: "file", columns: columns3, rows }];
  });
  return { id: "files", title: "Files", blocks };
}
__name(files2, "files");
var MOST_FILES = 200;
var moduleName = /* @__PURE__ */ __name((path) => path === "std" ? said("standard library") : coded(path), "moduleName");
var CODE_NOTE = "Bytes of machine code and its part of the function table; data of a package cannot be told.";
function modules(report) {
  const version = { title: "version", kind: "text" };
  const blocks = perPlatform(report, (platform) => {
    const changed = changedPrograms(platform);
    if (changed !== null) {
      const columns4 = [{ title: "module", kind: "text" }, version, ...SIDES];
      return tables(
        changed,
        columns4,
        "module",
        ({ modules: all }) => all.map(({ path, version: { before: was, after: is }, before, after }) => [
          ...[moduleName(path), said(was === is || was === null ? is ?? "" : `${was} \u2192 ${is ?? "gone"}`)],
          ...sides(was === null && before === 0 ? null : before, is === null && after === 0 ? null : after)
        ])
      );
    }
    const columns3 = [{ title: "module", kind: "text" }, version, { title: "code", kind: "bytes" }];
    return tables(platform.facts?.contents?.programs ?? [], columns3, "module", (program) => {
      const versions = versionsOf(program);
      const code2 = bytesByModule(program);
      const paths = [.../* @__PURE__ */ new Set([...code2.keys(), ...versions.keys()])];
      return paths.map((path) => [moduleName(path), said(versions.get(path) ?? "own code"), code2.get(path) ?? 0]).toSorted((a, b) => Number(b[2]) - Number(a[2]));
    });
  });
  return { id: "modules", title: "Go modules", lead: CODE_NOTE, blocks };
}
__name(modules, "modules");
function packages(report) {
  const blocks = perPlatform(report, (platform) => {
    const changed = changedPrograms(platform);
    const named = /* @__PURE__ */ __name((path) => path === "" ? said("no package") : coded(path), "named");
    const name = [
      { title: "package", kind: "text" },
      { title: "module", kind: "text" }
    ];
    if (changed !== null)
      return tables(
        changed,
        [...name, ...SIDES],
        "package",
        ({ packages: all }) => all.map(({ path, module, before, after }) => [
          ...[named(path), module === null ? null : moduleName(module), ...sides(before, after)]
        ])
      );
    const columns3 = [...name, { title: "code", kind: "bytes" }, { title: "functions", kind: "number" }];
    return tables(
      platform.facts?.contents?.programs ?? [],
      columns3,
      "package",
      ({ packages: all }) => all.toSorted((a, b) => codeAndTable(b) - codeAndTable(a)).map((each) => [
        ...[named(each.path), each.module === null ? null : moduleName(each.module)],
        ...[codeAndTable(each), each.functions]
      ])
    );
  });
  return { id: "packages", title: "Go packages", lead: CODE_NOTE, blocks };
}
__name(packages, "packages");
function changedPrograms({ diff }) {
  return diff?.files ? diff.programs : null;
}
__name(changedPrograms, "changedPrograms");
function tables(programs2, columns3, noun, rowsOf) {
  return programs2.map((program) => ({ program, rows: rowsOf(program) })).filter(({ rows }) => rows.length > 0).map(({ program, rows }) => ({ noun, columns: columns3, rows, ...programs2.length > 1 && { caption: `/${program.path}` } }));
}
__name(tables, "tables");
function settings(report) {
  const columns3 = ["setting", "before", "after"].map((title) => ({ title, kind: "text" }));
  const row3 = /* @__PURE__ */ __name((name, before, after) => [
    ...[said(name), before === null ? null : coded(before), after === null ? null : coded(after)]
  ], "row");
  const blocks = perPlatform(report, ({ diff }) => {
    const image = (diff?.settings ?? []).map(({ name, before, after }) => row3(name, before, after));
    const build = tables(
      diff?.programs ?? [],
      columns3,
      "setting",
      ({ settings: all }) => all.map(({ key, before, after }) => row3(key, before, after))
    ).map((table2) => ({ ...table2, caption: `build settings of ${table2.caption ?? "the program"}` }));
    return [...image.length === 0 ? [] : [{ noun: "setting", columns: columns3, rows: image }], ...build];
  });
  return { id: "settings", title: "Settings that changed", blocks };
}
__name(settings, "settings");
function standsOut2(report) {
  const columns3 = [
    { title: "file", kind: "text" },
    { title: "what", kind: "text" },
    { title: "bytes", kind: "bytes" }
  ];
  const blocks = perPlatform(report, ({ facts }) => {
    if (!facts?.contents) return [];
    const { secrets, setuid, wasted, wastedBytes } = facts.contents;
    const removed = /* @__PURE__ */ __name((isRemoved) => isRemoved ? "; removed, and still in a layer" : "", "removed");
    const rows = [
      ...secrets.map((each) => [
        ...[coded(`/${each.path}`), said(`looks like a secret: ${each.what}${removed(each.removed)}`), null]
      ]),
      ...setuid.map((each) => [
        ...[coded(`/${each.path}`), said(`runs as another user or group, mode ${each.mode.toString(8)}`), null]
      ]),
      ...wasted.map((each) => [coded(`/${each.path}`), said("replaced or removed by a later layer"), each.bytes])
    ];
    const caption = wastedBytes > 0 ? { caption: `${bytes(wastedBytes)} hidden by later layers` } : {};
    return rows.length === 0 ? [] : [{ ...caption, noun: "file", columns: columns3, rows }];
  });
  return { id: "stands-out", title: "What stands out", blocks };
}
__name(standsOut2, "standsOut");

// src/report/excerpts.ts
var AROUND = 2;
var MOST_OF_ONE = 12;
var MOST_LINES = 400;
var LONGEST_LINE = 300;
function linesAround({ line, endLine }) {
  if (line === null) return null;
  const last = Math.min(Math.max(line, endLine ?? line), line + MOST_OF_ONE);
  return { from: Math.max(1, line - AROUND), line, last, to: last + AROUND };
}
__name(linesAround, "linesAround");
function excerptsOf(text2, findings3) {
  const wanted = /* @__PURE__ */ new Set();
  const lines = lineIndex(text2);
  for (const finding of findings3) {
    const { from, to } = linesAround(finding) ?? { from: 1, to: 0 };
    for (let line = from; line <= Math.min(to, lines.count) && wanted.size < MOST_LINES; line++) wanted.add(line);
  }
  if (wanted.size === 0) return [];
  const hidden = hiddenLines(text2);
  const excerpts = [];
  for (const line of [...wanted].toSorted((a, b) => a - b)) {
    const shown = hidden.has(line) ? NOT_SHOWN : shortened(shownLine(lines.text(line)), LONGEST_LINE);
    const before = excerpts.at(-1);
    if (before !== void 0 && before.from + before.lines.length === line) before.lines.push(shown);
    else excerpts.push({ from: line, lines: [shown] });
  }
  return excerpts;
}
__name(excerptsOf, "excerptsOf");
function hiddenLines(text2) {
  const hidden = /* @__PURE__ */ new Set();
  const lines = lineIndex(text2);
  for (const { line, endLine } of splitFile(text2, lines).instructions) {
    let inSecret = false;
    for (let each = line; each <= endLine; each++) {
      if (inSecret) hidden.add(each);
      inSecret ||= shownLine(lines.text(each)) !== lines.text(each);
    }
  }
  return hidden;
}
__name(hiddenLines, "hiddenLines");

// src/report/html/sections-run.ts
function warnings2({ warnings: all }) {
  const blocks = all.length === 0 ? [] : [{ block: "list", items: all }];
  return { id: "warnings", title: count(all.length, "warning"), blocks };
}
__name(warnings2, "warnings");
function timeline2({ timeline: all }) {
  const spans = all.filter(({ start, end }) => end >= start).toSorted((a, b) => a.start - b.start);
  const blocks = spans.length === 0 ? [] : [{ block: "timeline", spans }];
  return { id: "timeline", title: "Timeline", blocks };
}
__name(timeline2, "timeline");
var trendColumns = [
  { title: "build", kind: "text" },
  { title: "on", kind: "text" },
  { title: "download", kind: "bytes" },
  { title: "download grew by", kind: "change" },
  { title: "on disk", kind: "bytes" },
  { title: "Go programs", kind: "bytes" }
];
function trend2(report) {
  const lead = leading(standings(report));
  const points = lead === null ? [] : trendOf(report.trend, lead.platform, MOST_BUILDS);
  const title = `Trend: the last ${count(points.length, "build")} of the default branch`;
  if (lead === null || points.length < 2) return { id: "trend", title, blocks: [] };
  const rows = points.map(({ commit, created, download, disk, binary }, index) => {
    const before = points[index - 1];
    const grew = before === void 0 ? null : download - before.download;
    return [ofCommit2(report.source, commit, null), said(created.slice(0, 10)), download, grew, disk, binary];
  });
  const drawn = `${lead.platform}, download, the newest on the right: ${sparkline(points.map(({ download }) => download))}`;
  return {
    ...{ id: "trend", title },
    blocks: [
      { block: "list", items: [drawn] },
      { block: "table", noun: "build", columns: trendColumns, rows: rows.toReversed() }
    ]
  };
}
__name(trend2, "trend");
function findings2(report) {
  const { findings: all, path } = report.dockerfile;
  const lines = knownLines(report.dockerfile);
  const order = ["error", "warning", "info"];
  const found = all.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity)).map((finding) => {
    const { severity, rule, url, line, message, remedy } = finding;
    return {
      severity: severity === "info" ? "note" : severity,
      rule: linked(coded(rule), url),
      place: placed(report.source, path ?? (line === null ? null : "Dockerfile"), line),
      ...{ message, remedy, code: codeAt(lines, finding) }
    };
  });
  const title = found.length === 0 ? "Dockerfile" : `Dockerfile: ${findingCounts(all)}`;
  return { id: "findings", title, blocks: found.length === 0 ? [] : [{ block: "findings", findings: found }] };
}
__name(findings2, "findings");
function knownLines({ text: text2, excerpts }) {
  const parts = text2 === null ? excerpts : [{ from: 1, lines: text2.split("\n") }];
  return new Map(parts.flatMap(({ from, lines }) => lines.map((line, index) => [from + index, line])));
}
__name(knownLines, "knownLines");
function codeAt(lines, finding) {
  const place2 = linesAround(finding);
  if (place2 === null || !lines.has(place2.line)) return null;
  const numbers = Array.from({ length: place2.to - place2.from + 1 }, (_, index) => place2.from + index);
  const shown = numbers.filter((number3) => lines.has(number3));
  return {
    from: shown[0],
    lines: shown.map((number3) => lines.get(number3)),
    marked: shown.filter((number3) => number3 >= place2.line && number3 <= place2.last)
  };
}
__name(codeAt, "codeAt");
var cacheColumns2 = [
  { title: "cache", kind: "text", cell: /* @__PURE__ */ __name(({ kind }) => said(kind), "cell") },
  { title: "restored from", kind: "text", cell: /* @__PURE__ */ __name(({ hit }) => said(hits[hit]), "cell") },
  { title: "restored", kind: "bytes", cell: /* @__PURE__ */ __name(({ restoredBytes }) => restoredBytes, "cell") },
  { title: "lookup", kind: "seconds", cell: /* @__PURE__ */ __name(({ seconds }) => seconds.lookup, "cell") },
  { title: "download", kind: "seconds", cell: /* @__PURE__ */ __name(({ seconds }) => seconds.download, "cell") },
  { title: "in", kind: "seconds", cell: /* @__PURE__ */ __name(({ seconds }) => seconds.in, "cell") },
  { title: "found", kind: "number", cell: /* @__PURE__ */ __name((cache) => cache.hits, "cell") },
  { title: "added", kind: "number", cell: /* @__PURE__ */ __name(({ added: added2 }) => added2, "cell") },
  { title: "pack", kind: "seconds", cell: /* @__PURE__ */ __name(({ seconds }) => seconds.pack, "cell") },
  { title: "out", kind: "seconds", cell: /* @__PURE__ */ __name(({ seconds }) => seconds.out, "cell") },
  { title: "upload, last time", kind: "seconds", cell: /* @__PURE__ */ __name(({ seconds }) => seconds.upload, "cell") },
  { title: "saved", kind: "bytes", cell: /* @__PURE__ */ __name(({ savedBytes }) => savedBytes, "cell") },
  { title: "verdict", kind: "text", cell: /* @__PURE__ */ __name(({ verdict: verdict3 }) => said(verdict3), "cell") }
];
function caches2({ build, caches: all, ledger }) {
  const used = cacheColumns2.filter(({ cell }) => all.some((cache) => cell(cache) !== null));
  const { cached, total } = build.steps;
  const built2 = total === 0 ? [] : [`${cached} of ${count(total, "step")} of the Dockerfile came from the layer cache.`];
  const notes = [...built2, ...ledgerLines(ledger)];
  const columns3 = used.map(({ title, kind }) => ({ title, kind }));
  const rows = all.map((cache) => used.map(({ cell }) => cell(cache)));
  return {
    ...{ id: "caches", title: "Go's caches" },
    blocks: [
      ...rows.length === 0 ? [] : [{ block: "table", noun: "cache", columns: columns3, rows }],
      ...rows.length === 0 ? [] : [keysOf(all)],
      ...notes.length === 0 ? [] : [{ block: "list", items: notes }]
    ]
  };
}
__name(caches2, "caches");
function keysOf(all) {
  const columns3 = ["cache", "key", "matched", "what differs"].map((title) => ({ title, kind: "text" }));
  const rows = all.map(({ kind, key, matchedKey, changed }) => [
    ...[said(kind), coded(key), matchedKey === null ? null : coded(matchedKey)],
    changed.length === 0 ? null : said(changed.map((each) => `${each.name} ${each.before} \u2192 ${each.after}`).join(", "))
  ]);
  return { block: "table", caption: "Keys", noun: "key", columns: columns3, rows };
}
__name(keysOf, "keysOf");
function ledgerLines(ledger) {
  if (ledger === null) return [];
  const { steps, without, verdict: verdict3, advice } = ledger;
  const before = without === null ? "" : `, ${duration(without.seconds)} without caches`;
  const sentence = `Ledger: ${verdict3}. The steps that use the caches took ${duration(steps)}${before}.`;
  return [sentence, ...advice === null ? [] : [advice]];
}
__name(ledgerLines, "ledgerLines");
function choices(report) {
  const columns3 = ["what", "choice", "why", "evidence"].map((title) => ({ title, kind: "text" }));
  const rows = report.decisions.map(({ what, choice, reason: reason2, evidence }) => {
    const [first] = evidence;
    const more2 = evidence.length > 1 ? ` and ${count(evidence.length - 1, "more place")}` : "";
    const place2 = first === void 0 ? null : placed(report.source, first.file, first.line);
    return [said(what), coded(choice), said(reason2), place2 === null ? null : { ...place2, text: `${place2.text}${more2}` }];
  });
  const blocks = rows.length === 0 ? [] : [{ block: "table", noun: "choice", columns: columns3, rows }];
  return { id: "choices", title: "Choices made without asking", blocks };
}
__name(choices, "choices");
function dockerfile({ dockerfile: { text: text2, origin: origin2 } }) {
  const title = origin2 === "written" ? "The Dockerfile that was written for this build" : "Dockerfile";
  const blocks = text2 === null ? [] : [{ block: "code", code: { from: 1, lines: text2.trimEnd().split("\n"), marked: [] } }];
  return { id: "dockerfile", title, blocks };
}
__name(dockerfile, "dockerfile");
function measured(report) {
  const { image, facts, baseline, source, tool, created } = report;
  const commit = baseline.found ? ofCommit2(source, baseline.commit, baseline.ref) : null;
  const rows = [
    ...image.tags.map((tag) => [said("tag"), coded(tag)]),
    ...image.digest === null ? [] : [[said("digest"), coded(image.digest)]],
    ...image.id === null ? [] : [[said("image ID"), coded(image.id)]],
    ...(facts?.platforms ?? []).map(({ platform, manifestDigest, compression, layers: layers3 }) => {
      const own = bytes(layers3.filter(({ part }) => part === "own").reduce((sum3, { diskBytes }) => sum3 + diskBytes, 0));
      const text2 = `${manifestDigest}, ${compression}, ${count(layers3.length, "layer")}, ${own} of it not from the base`;
      return [said(platform), coded(text2)];
    }),
    ...facts === null ? [] : [[said("read from"), said(facts.source)]],
    ...commit === null ? [] : [[said("baseline"), commit]],
    [said("baseline"), said(baseline.found ? baseline.why : `none: ${baseline.why}`)],
    [said("made by"), said(`${tool.name} ${tool.version}, ${created}`)]
  ];
  const columns3 = [
    { title: "what", kind: "text" },
    { title: "value", kind: "text" }
  ];
  const lead = "Download is the sum of the different compressed layers in the manifest; on disk is the sum of all layers unpacked. MB is 10\u2076 bytes.";
  return { id: "measured", title: "How it was measured", lead, blocks: [{ block: "table", noun: "row", columns: columns3, rows }] };
}
__name(measured, "measured");

// src/report/html/sections.ts
var makers = [
  ...[warnings2, timeline2, trend2, layers2, files2, modules, packages, settings, standsOut2],
  ...[findings2, caches2, choices, dockerfile, measured]
];
function sectionsOf2(report) {
  return makers.map((make) => make(report)).filter(({ blocks }) => blocks.length > 0);
}
__name(sectionsOf2, "sectionsOf");

// src/report/html/folders.ts
var DEEPEST = 40;
function folderTree(leaves) {
  const root = { folders: /* @__PURE__ */ new Map(), nodes: [] };
  for (const { path, node } of leaves) {
    const parts = path.split("/").filter((part) => part !== "");
    const deep = parts.slice(0, -1);
    const folders = deep.length > DEEPEST ? [...deep.slice(0, DEEPEST - 1), deep.slice(DEEPEST - 1).join("/")] : deep;
    const folder = folders.reduce((parent, name) => {
      const found = parent.folders.get(name) ?? { folders: /* @__PURE__ */ new Map(), nodes: [] };
      parent.folders.set(name, found);
      return found;
    }, root);
    folder.nodes.push({ ...node, name: parts.at(-1) ?? path });
  }
  return childrenOf(root);
}
__name(folderTree, "folderTree");
function childrenOf({ folders, nodes }) {
  return [...[...folders].map(([name, folder]) => folderNode(name, folder)), ...nodes];
}
__name(childrenOf, "childrenOf");
function folderNode(name, folder) {
  const [only, ...others] = folder.folders;
  if (only !== void 0 && others.length === 0 && folder.nodes.length === 0)
    return folderNode(`${name}/${only[0]}`, only[1]);
  return { name, kind: "folder", children: childrenOf(folder) };
}
__name(folderNode, "folderNode");

// src/report/html/nodes.ts
function leaf(name, kind, bytes2, was, about) {
  return { name, kind, bytes: bytes2, ...was !== bytes2 && { was }, ...about !== void 0 && { about } };
}
__name(leaf, "leaf");
function sum2(nodes, side) {
  return nodes.reduce((total, { children, bytes: bytes2 = 0, was = bytes2 }) => {
    if (children !== void 0) return total + sum2(children, side);
    return total + (side === "was" ? was : bytes2);
  }, 0);
}
__name(sum2, "sum");

// src/report/html/tree-program.ts
var SECTIONS = [
  {
    ...{ name: "code of no Go package", kinds: ["code", "functions"], without: "packages" },
    about: "C and assembly code, padding, and what the function table has besides its functions"
  },
  {
    ...{ name: "constants", kinds: ["constants"], without: "embedded" },
    about: "strings and other read-only data"
  },
  {
    name: "type descriptors",
    about: "for interfaces, reflection and the garbage collector",
    kinds: ["types"],
    without: null
  },
  { name: "variables", about: "initialised data", kinds: ["data"], without: null },
  { name: "debug information", about: "DWARF; -ldflags=-w leaves it out", kinds: ["debug"], without: null },
  { name: "symbol table", about: "names for tools; -ldflags=-s leaves it out", kinds: ["symbols"], without: null },
  { name: "headers and other sections", about: "and what is in no section", kinds: ["other"], without: null }
];
function programNode(program, change, was) {
  const { path, bytes: bytes2, goRelease, packed } = program;
  const about = packed === null ? `Go program, ${goRelease}` : `Go program, packed with ${packed}`;
  const isNew = change !== null && change.before === null;
  const before = isNew ? 0 : change?.before ?? was;
  if (program.packages.length === 0 && program.sections.length === 0) return leaf(path, "program", bytes2, before, about);
  const sides2 = /* @__PURE__ */ __name((items, changed) => isNew ? items.map((each) => ({ ...each, was: 0 })) : twoSided(items, changed), "sides");
  const modules2 = moduleNodes(program, change, isNew);
  const embedded = sides2(program.embedded, change?.embedded ?? []).map(
    (each) => leaf(each.path, "embedded", each.bytes, each.was)
  );
  const sections2 = sectionNodes(program, change, isNew, { packages: modules2, embedded });
  const group = { name: "embedded files", kind: "embedded", about: "go:embed", children: embedded };
  const children = [...modules2, ...embedded.length > 0 ? [group] : [], ...sections2];
  return { name: path, kind: "program", about, children };
}
__name(programNode, "programNode");
function removedProgram(path, bytes2) {
  return leaf(path, "program", 0, bytes2, "Go program");
}
__name(removedProgram, "removedProgram");
function twoSided(items, changed) {
  const sizes = /* @__PURE__ */ new Map();
  for (const { path, bytes: bytes2 } of items) {
    const before = sizes.get(path)?.bytes ?? 0;
    sizes.set(path, { path, bytes: before + bytes2, was: before + bytes2 });
  }
  for (const { path, before } of changed) sizes.set(path, { path, bytes: sizes.get(path)?.bytes ?? 0, was: before ?? 0 });
  return [...sizes.values()];
}
__name(twoSided, "twoSided");
function moduleNodes(program, change, isNew) {
  const own = program.mainModule?.path ?? null;
  const packages2 = program.packages.map((each) => ({
    ...{ path: each.path, bytes: codeAndTable(each) },
    module: moduleOf(program, each)
  }));
  const gone = (change?.packages ?? []).filter(({ after }) => after === null);
  const moduleOfPath = new Map([
    ...gone.map(({ path, module }) => [path, path === "main" ? own : module]),
    ...packages2.map(({ path, module }) => [path, module])
  ]);
  const sized = isNew ? packages2.map((each) => ({ ...each, was: 0 })) : twoSided(packages2, change?.packages ?? []);
  const byModule = /* @__PURE__ */ new Map();
  for (const each of sized) {
    const module = moduleOfPath.get(each.path) ?? null;
    const together = byModule.get(module) ?? [];
    together.push(each);
    byModule.set(module, together);
  }
  const versions = new Map(program.modules.map((module) => [module.path, versionOf(module)]));
  const changes = new Map((change?.modules ?? []).map(({ path, version }) => [path, version]));
  return [...byModule].map(([module, all]) => {
    const kind = moduleKind(module, own);
    const children = all.map(({ path, bytes: bytes2, was }) => leaf(path === "" ? "no package" : path, kind, bytes2, was));
    const now = module === "std" ? program.goRelease : versions.get(module ?? "") ?? null;
    const about = aboutModule(module, own, now, changes.get(module ?? "")?.before ?? null);
    return { name: moduleName2(module), kind, ...about !== null && { about }, children };
  });
}
__name(moduleNodes, "moduleNodes");
function moduleKind(module, own) {
  if (module === "std") return "standard-library";
  if (module === null) return "section";
  return module === own ? "own" : "dependency";
}
__name(moduleKind, "moduleKind");
function moduleName2(module) {
  if (module === "std") return "standard library";
  return module ?? "packages of no module";
}
__name(moduleName2, "moduleName");
function aboutModule(module, own, now, before) {
  if (module !== null && module === own) return "own code";
  if (now === null) return before;
  return before !== null && before !== now ? `${before} \u2192 ${now}` : now;
}
__name(aboutModule, "aboutModule");
function sectionNodes({ sections: sections2 }, change, isNew, told) {
  const kinds = new Map(sections2.map(({ name, kind }) => [name, kind]));
  for (const { name, kind } of change?.sections ?? []) if (!kinds.has(name)) kinds.set(name, kind);
  const named = sections2.map(({ name, bytes: bytes2 }) => ({ path: name, bytes: bytes2 }));
  const changed = (change?.sections ?? []).map(({ name, ...sizes }) => ({ path: name, ...sizes }));
  const all = isNew ? named.map((each) => ({ ...each, was: 0 })) : twoSided(named, changed);
  return SECTIONS.flatMap(({ name, about, kinds: wanted, without }) => {
    const mine = all.filter(({ path }) => wanted.includes(kinds.get(path) ?? "other"));
    const toldOf = without === null ? [] : told[without];
    const left = /* @__PURE__ */ __name((side) => Math.max(0, mine.reduce((total, each) => total + each[side], 0) - sum2(toldOf, side)), "left");
    return left("bytes") === 0 && left("was") === 0 ? [] : [leaf(name, "section", left("bytes"), left("was"), about)];
  });
}
__name(sectionNodes, "sectionNodes");

// src/report/html/tree.ts
var REST = "tar headers and what is not listed";
function platformTree(facts, diff) {
  const compared = diff?.before && diff.after ? diff : null;
  const { platform, base } = facts;
  const layers3 = layerParts(facts, compared);
  const own = layers3.filter(({ part }) => part === "own").map(({ node }) => node);
  const ofBase = layers3.filter(({ part }) => part === "base").map(({ node }) => node);
  const name = base === null ? "base image" : `base image ${base.name}`;
  const children = [...ofBase.length > 0 ? [{ name, kind: "base", children: ofBase }] : [], ...own];
  const root = { name: "image", kind: "image", children };
  return {
    ...{ platform, isCompared: compared !== null && hasChange(root), root },
    notes: notesOf(facts, compared)
  };
}
__name(platformTree, "platformTree");
function layerParts(facts, diff) {
  const { layers: layers3, contents } = facts;
  const changes = diff?.layers ?? [];
  const removed = changes.slice(layers3.length);
  const gone = goneParts(diff);
  const home = homeOfGone(changes);
  const parts = layers3.map((layer, index) => {
    const was = diff === null ? layer.diskBytes : changes[index]?.before?.disk ?? 0;
    const { part, instruction: instruction2, diskBytes } = layer;
    const name = instruction2 === "" ? "a layer without instruction" : instruction2;
    if (contents === null || diff?.files === null) return { part, node: leaf(name, "layer", diskBytes, was) };
    const inside = insideOf(facts, index, diff);
    const children = [...inside, ...home === index ? gone : []];
    return { part, node: { name, kind: "layer", children: withRest(children, diskBytes, was) } };
  });
  const removedParts = removed.map(({ part, instruction: instruction2, before }, at) => {
    const name = instruction2 === "" ? "a layer without instruction" : instruction2;
    const bytes2 = before?.disk ?? 0;
    if (home !== layers3.length + at) return { part, node: leaf(name, "layer", 0, bytes2) };
    return { part, node: { name, kind: "layer", children: withRest(gone, 0, bytes2) } };
  });
  if (home !== null || gone.length === 0) return [...parts, ...removedParts];
  const taken = takenFromRests([...parts, ...removedParts], sum2(gone, "was"));
  const group = { name: "files that are gone", kind: "folder", about: "in which layer they were is not known" };
  return [...taken, { part: "own", node: { ...group, children: gone } }];
}
__name(layerParts, "layerParts");
function insideOf({ contents }, index, diff) {
  const { files: files3, programs: programs2 } = contents;
  const wasOf = earlierSizes(diff?.files ?? null);
  const ofProgram = new Map(programs2.filter(({ layer }) => layer === index).map((each) => [each.path, each]));
  const present = files3.filter((file) => file.layer === index && (file.bytes > 0 || wasOf.has(file.path)));
  const leaves = present.map((file) => {
    const program = ofProgram.get(file.path);
    if (program === void 0) return { path: file.path, node: fileNode(file, wasOf) };
    const change = diff?.programs.find(({ path }) => path === file.path) ?? null;
    return { path: file.path, node: programNode(program, change, wasOf.get(file.path) ?? file.bytes) };
  });
  return folderTree(leaves);
}
__name(insideOf, "insideOf");
function fileNode({ path, bytes: bytes2 }, wasOf) {
  return leaf(path, "file", bytes2, wasOf.get(path) ?? bytes2);
}
__name(fileNode, "fileNode");
function earlierSizes(changes) {
  const listed3 = [...changes?.added.files ?? [], ...changes?.changed.files ?? []];
  return new Map(listed3.map(({ path, before }) => [path, before ?? 0]));
}
__name(earlierSizes, "earlierSizes");
function goneParts(diff) {
  const added2 = new Set(diff?.files?.added.files.map(({ path }) => path));
  const moved = new Set((diff?.programs ?? []).flatMap(({ path, before }) => added2.has(path) ? before ?? [] : []));
  const removed = diff?.files?.removed.files ?? [];
  const gone = removed.filter(({ before }) => before !== null && before > 0 && !moved.has(before));
  const programs2 = new Set((diff?.programs ?? []).filter(({ after }) => after === null).map(({ path }) => path));
  return folderTree(
    gone.map(({ path, before }) => ({
      path,
      node: programs2.has(path) ? removedProgram(path, before) : leaf(path, "file", 0, before)
    }))
  );
}
__name(goneParts, "goneParts");
function homeOfGone(changes) {
  const places = changes.flatMap(({ kind }, index) => kind === "changed" || kind === "removed" ? [index] : []);
  return places.length === 1 ? places[0] : null;
}
__name(homeOfGone, "homeOfGone");
function withRest(children, bytes2, was) {
  const rest = Math.max(0, bytes2 - sum2(children, "bytes"));
  const wasRest = Math.max(0, was - sum2(children, "was"));
  return rest === 0 && wasRest === 0 ? children : [...children, leaf(REST, "rest", rest, wasRest)];
}
__name(withRest, "withRest");
function takenFromRests(parts, bytes2) {
  const rests = parts.flatMap(({ node }) => node.children?.filter(({ kind }) => kind === "rest") ?? [node]);
  let left = bytes2;
  const now = /* @__PURE__ */ new Map();
  for (const rest of rests.toSorted((a, b) => sum2([b], "was") - sum2([a], "was"))) {
    const was = sum2([rest], "was");
    const taken = Math.min(was, left);
    left -= taken;
    if (taken > 0) now.set(rest, leaf(rest.name, rest.kind, rest.bytes ?? 0, was - taken));
  }
  return parts.map(({ part, node }) => {
    const { children } = node;
    if (children === void 0) return { part, node: now.get(node) ?? node };
    return { part, node: { ...node, children: children.map((each) => now.get(each) ?? each) } };
  });
}
__name(takenFromRests, "takenFromRests");
function hasChange({ was, children }) {
  return was !== void 0 || (children?.some(hasChange) ?? false);
}
__name(hasChange, "hasChange");
function notesOf({ contents }, diff) {
  const unlisted = Object.values(diff?.files ?? {}).some(({ count: count2, files: files3 }) => count2 > files3.length);
  const unread = contents?.programs.flatMap(({ path, packed, unread: why3 }) => [
    ...packed === null ? [] : [`/${path} is packed with ${packed}: what is in it cannot be read.`],
    ...why3.map((sentence) => `/${path}: ${sentence}`)
  ]);
  return [
    ...contents === null ? ["Only sizes were read of this image: the boxes are its layers."] : [],
    ...diff !== null && contents !== null && diff.files === null ? ["Only sizes were read of the older image: the boxes are layers."] : [],
    ...unlisted ? ["Of very many changed files the report lists the largest; the others are drawn as unchanged."] : [],
    ...contents && contents.leftOut.files > 0 ? [`${contents.leftOut.files} small files are not listed one by one.`] : [],
    ...unread ?? []
  ];
}
__name(notesOf, "notesOf");

// src/report/html/data.ts
function pageData(report) {
  const diffs = report.diff?.platforms ?? [];
  const platforms = (report.facts?.platforms ?? []).map(
    (facts) => platformTree(facts, diffs.find(({ platform }) => platform === facts.platform) ?? null)
  );
  return revealedIn({ head: headOf(report), platforms, sections: sectionsOf2(report) });
}
__name(pageData, "pageData");

// src/report/html/page/page.html
var page_default = '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; script-src \'sha256-BvIA6LflJ1aKhTdUzwEFztetlGuxIKyLl1mxK+N7SlQ=\'; style-src \'sha256-VO/r3BPUFsm2XbXIZPra4ObaTKWdk4bzECHxrtO+EEM=\'; base-uri \'none\'; form-action \'none\'">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n<title>Container image report</title>\n<style>:root{color-scheme:light dark;--ground: #fff;--group: #f4f5f7;--text: #1c2128;--quiet: #57606a;--line: #dfe3e8;--accent: #1f5fc4;--bad: #b3261e;--bad-ground: #fbe9e7;--good: #1a6b4a;--good-ground: #e3f3eb;--plain-ground: #eef1f5;--box: #dfe4ea;--base: #ccd2da;--rest: #eceff3;--own: #8fb4ee;--dependency: #b9d0f5;--library: #d9e5f9;--section: #e3dff0;--more-1: #fbe3d3;--more-2: #f6c4a6;--more-3: #ee9d78;--less-1: #d3ebe4;--less-2: #a8d8c8;--less-3: #74bfa7;--more: #a23b12;--less: #1a6b55}@media screen and (prefers-color-scheme:dark){:root{--ground: #14171c;--group: #1b1f26;--text: #e4e8ee;--quiet: #9ba6b4;--line: #303742;--accent: #82b1ff;--bad: #ff9a8f;--bad-ground: #43211e;--good: #7fd6ae;--good-ground: #173529;--plain-ground: #262c35;--box: #343c48;--base: #262c35;--rest: #20252d;--own: #2c5596;--dependency: #284470;--library: #263651;--section: #39344d;--more-1: #4c3228;--more-2: #70412d;--more-3: #975231;--less-1: #233f38;--less-2: #255548;--less-3: #2a6f5c;--more: #ffab85;--less: #7dd6bb}}*{box-sizing:border-box}.switch[hidden]{display:none}body{margin:0;background:var(--ground);color:var(--text);font:15px/1.5 -apple-system,system-ui,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif;-webkit-text-size-adjust:100%}main{max-width:1320px;margin:0 auto;padding:20px 28px 48px}h1,h2,h3,p,ol,ul,figure,fieldset{margin:0;padding:0;border:0}h1{font-size:15px;font-weight:600;overflow-wrap:anywhere;color:var(--quiet)}h2{font-size:16px;font-weight:600;margin-bottom:10px;overflow-wrap:anywhere}h3{font-size:13px;font-weight:600;margin:14px 0 6px;color:var(--quiet);overflow-wrap:anywhere}section{margin-top:40px}a{color:var(--accent);text-underline-offset:2px;overflow-wrap:anywhere}code,pre{font:.87em/1.55 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}code{overflow-wrap:anywhere}button,input,select{font:inherit;color:inherit}button{background:none;border:0;padding:0;cursor:pointer;text-align:inherit}:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}.more{color:var(--more)}.less{color:var(--less)}.lead,.notes,.origin,footer{color:var(--quiet);font-size:13.5px}.lead{margin:-6px 0 10px}.origin{margin-top:2px;overflow-wrap:anywhere}.verdict{display:flex;flex-wrap:wrap;align-items:baseline;gap:4px 14px;margin-top:6px}.size{font-size:38px;line-height:1.15;font-weight:650;letter-spacing:-.02em}.size+.label{margin-left:-6px}.label{color:var(--quiet);overflow-wrap:anywhere}.change{font-size:20px;font-weight:600}.change.same{color:var(--quiet);font-weight:400}.badge{padding:2px 10px;border-radius:999px;font-size:13.5px;font-weight:600;background:var(--plain-ground);overflow-wrap:anywhere}.badge.bad{color:var(--bad);background:var(--bad-ground)}.badge.good{color:var(--good);background:var(--good-ground)}.reasons{display:grid;grid-template-columns:minmax(0,1fr) fit-content(58%);gap:12px 40px;margin-top:12px;align-items:start}.reasons>*{min-width:0}.reasons>:only-child{grid-column:1 / -1}.why ul{list-style:none}.why li{display:flex;gap:12px;padding:0;overflow-wrap:anywhere}.why .figure{flex:0 0 5.6em;text-align:right;font-weight:600;font-variant-numeric:tabular-nums}.why p{color:var(--quiet);margin-top:4px;overflow-wrap:anywhere}.why h2{margin-bottom:4px}.explorer{margin-top:16px}.explorer>h2{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.bar{display:flex;flex-wrap:wrap;align-items:center;gap:8px 16px;margin-bottom:8px;min-height:34px}.bar nav{flex:1 1 260px;min-width:0}.bar ol{display:flex;flex-wrap:wrap;list-style:none;font-size:14px;row-gap:2px}.bar li{max-width:100%;overflow-wrap:anywhere}.bar li+li:before{content:"\\203a";color:var(--quiet);margin:0 8px}.bar li button{color:var(--accent);overflow-wrap:anywhere}.bar li button:hover{text-decoration:underline}.bar [aria-current]{font-weight:600}select,input[type=search]{background:var(--ground);border:1px solid var(--line);border-radius:7px;padding:5px 9px;min-width:0}input[type=search]{width:100%}input::placeholder{color:var(--quiet);opacity:1}.switch{display:inline-flex;border:1px solid var(--line);border-radius:8px;padding:2px;background:var(--group)}.switch label{cursor:pointer;position:relative}.switch input{position:absolute;opacity:0;inset:0;margin:0;cursor:pointer}.switch span{display:block;padding:3px 14px;border-radius:6px;font-size:13.5px;color:var(--quiet)}.switch input:checked+span{background:var(--ground);color:var(--text);font-weight:600;box-shadow:0 0 0 1px var(--line)}.switch input:focus-visible+span{outline:2px solid var(--accent);outline-offset:1px}.split{display:grid;grid-template-columns:minmax(0,1.75fr) minmax(320px,1fr);gap:20px}.treemap{position:relative;height:clamp(340px,52vh,620px)}canvas{display:block;width:100%;height:100%;cursor:pointer;border-radius:4px;touch-action:manipulation}.empty{position:absolute;inset:45% 0 auto;text-align:center;color:var(--quiet)}.mark{position:absolute;top:0;left:0;pointer-events:none;box-shadow:inset 0 0 0 2px var(--accent);border-radius:2px}.tip{position:absolute;top:0;left:0;z-index:2;pointer-events:none;max-width:min(340px,90%);padding:7px 11px;border-radius:8px;background:var(--ground);border:1px solid var(--line);box-shadow:0 6px 20px #0000002e;font-size:13px;line-height:1.4}.tip strong,.tip span{display:block;overflow-wrap:anywhere}.tip span{color:var(--quiet)}.tip strong+span{color:var(--text)}.legend{display:flex;flex-wrap:wrap;gap:2px 16px;list-style:none;margin-top:8px;font-size:12.5px;color:var(--quiet)}.legend .box{display:inline-block;width:11px;height:11px;border-radius:2px;margin-right:6px;vertical-align:-1px;border:1px solid var(--line)}.parts{display:flex;flex-direction:column;min-width:0;height:clamp(372px,calc(52vh + 32px),652px)}.parts-table{flex:1;min-height:0}.parts-table .table{display:flex;flex-direction:column;height:100%}.parts-table .wide{flex:1;overflow:auto}.parts thead th{position:sticky;top:0;background:var(--ground);z-index:1}.part{overflow-wrap:anywhere}.part button{color:var(--accent);overflow-wrap:anywhere}.part button:hover{text-decoration:underline}.part small{display:block;color:var(--quiet);font-size:12px;line-height:1.35}.notes p{margin-top:8px}.search{margin-bottom:6px;max-width:340px}.parts .search{max-width:none}.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:13.5px}th,td{padding:5px 14px 5px 0;text-align:left;vertical-align:top;font-weight:400;border-bottom:1px solid var(--line);overflow-wrap:anywhere}th:last-child,td:last-child{padding-right:2px}td:not(.figure){min-width:7.5em}th[scope=row]{min-width:10em}.reasons th[scope=row]{min-width:7.8em}thead th{color:var(--quiet);white-space:nowrap;font-size:12.5px}thead button:hover{color:var(--text)}th[aria-sort] button{color:var(--text);font-weight:600}th[aria-sort=ascending] button:after{content:" \\2191"}th[aria-sort=descending] button:after{content:" \\2193"}.figure{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}thead .figure button{text-align:right}.none{color:var(--quiet)}button.more{color:var(--accent);font-size:13.5px;padding:6px 0;align-self:start}button.more:hover{text-decoration:underline}.list{padding-left:1.2em}.list li{margin:3px 0;overflow-wrap:anywhere}.timeline{list-style:none;font-size:13.5px}.timeline li{display:grid;grid-template-columns:minmax(90px,170px) 1fr 5.5em;gap:14px;align-items:center;padding:2px 0}.timeline .name{overflow-wrap:anywhere}.timeline .track{position:relative;height:14px;background:linear-gradient(var(--line),var(--line)) 0 50% / 100% 1px no-repeat}.timeline .span{position:absolute;top:1px;height:12px;min-width:2px;border-radius:3px;background:var(--accent)}.timeline .when{text-align:right;font-variant-numeric:tabular-nums;color:var(--quiet)}.timeline .axis .track{display:flex;justify-content:space-between;background:none;color:var(--quiet);font-size:12px;height:auto}.findings article{border-left:2px solid var(--line);padding:2px 0 2px 16px;margin:14px 0}.findings p{overflow-wrap:anywhere}.rule{font-size:13.5px}.rule .error{color:var(--bad)}.rule .warning{color:var(--more)}.rule .note,.remedy{color:var(--quiet)}pre{margin:8px 0 0;padding:10px 14px;background:var(--group);border-radius:8px;overflow-x:auto;font-size:12.5px}pre code{font-size:inherit;overflow-wrap:normal}.line{display:block}.gutter{color:var(--quiet);user-select:none}.marked{font-weight:600}.marked .gutter{color:var(--accent)}footer{margin-top:44px;padding-top:12px;border-top:1px solid var(--line)}@media(max-width:860px){main{padding:18px 16px 36px}.reasons,.split{grid-template-columns:minmax(0,1fr)}.treemap{height:min(62vh,420px)}.parts{height:auto}.parts-table .wide{max-height:60vh}.size{font-size:32px}section{margin-top:32px}.timeline li{grid-template-columns:minmax(80px,110px) 1fr 4.6em;gap:8px}}@media(max-width:520px){th,td{padding-right:10px}td:not(.figure){min-width:5.5em}th[scope=row]{min-width:8em}table{font-size:12.5px}}@media print{:root{color-scheme:light;--text: #000;--quiet: #444;--line: #ccc;--bad-ground: #fff;--good-ground: #fff;--plain-ground: #fff}*{print-color-adjust:exact}main{max-width:none;padding:0;font-size:10pt}main .search,main button.more,main .switch,main select,main .mark,main .tip{display:none}.split{display:block}.treemap{height:300px;break-inside:avoid}.parts{height:auto;margin-top:12px}main .parts-table .wide,.wide{overflow:visible;max-height:none}pre{white-space:pre-wrap}tr,article,.timeline li{break-inside:avoid}h2,h3{break-after:avoid}}@media(forced-colors:active){.mark{outline:2px solid Highlight}.timeline .span{background:Highlight}.switch input:checked+span{outline:2px solid Highlight}}</style>\n</head>\n<body>\n<main id="report"><noscript>A script in this file draws the report; it is turned off here. report.json has the same facts.</noscript></main>\n<script type="application/json" id="data">"data goes here"</script>\n<script>"use strict";(()=>{function a(e,n={},...t){let r=document.createElement(e);for(let[i,o]of Object.entries(n))typeof o=="function"?r.addEventListener(i,o):o!==!1&&r.setAttribute(i,o===!0?"":String(o));return r.append(...t.filter(i=>i!==null)),r}function L({text:e,href:n,code:t}){let r=t?a("code",{},e):T(e),{protocol:i}=n===void 0||!URL.canParse(n)?{protocol:""}:new URL(n);return i!=="https:"&&i!=="http:"?r:a("a",{href:n,rel:"noopener noreferrer"},r)}function T(e){let n=e.split(/(?<!`)`([^`]+)`(?!`)/);return a("span",{},...n.map((t,r)=>r%2===1?a("code",{},t):t))}var U=[{name:"kB",size:1e3},{name:"MB",size:1e6},{name:"GB",size:1e9}];function M(e){let n=Math.abs(e),t=e<0?"\\u2212":"";if(Math.round(n)<1e3){let i=Math.round(n);return`${i===0?"":t}${i} B`}let r=U.find(({size:i})=>Q(n/i)<1e3)??U.at(-1);return`${t}${Ne(n/r.size)} ${r.name}`}function C(e,n=1e3){return B(e,n)?"=":e>0?`+${M(e)}`:M(e)}function Z(e,n,t=1e3){let r=C(e,t),i=X(M(n));return X(r)===i?r.slice(0,-i.length-1):r}function B(e,n=1e3){return e===0||Math.abs(e)<=n}function z(e){let n=Math.round(e*10)/10;if(n<=0)return"0 s";if(n<10)return`${n.toFixed(1)} s`;let t=Math.round(e);if(t<60)return`${t} s`;if(t<3600)return J(Math.floor(t/60),"min",t%60,"s");let r=Math.round(e/60);return J(Math.floor(r/60),"h",r%60,"min")}function $(e,n,t=`${n}s`){return`${N(e)} ${e===1?n:t}`}function N(e){return String(e).replace(/\\B(?=(\\d{3})+$)/g,",")}function Q(e){return Number(e.toPrecision(3))}function Ne(e){let n=Q(e);return n>=100?String(Math.round(n)):n.toFixed(n>=10?1:2)}function X(e){return e.split(" ")[1]??""}function J(e,n,t,r){return t===0?`${e} ${n}`:`${e} ${n} ${t} ${r}`}function P(e,n=null){let{name:t,kind:r,about:i=null,bytes:o=0,was:s=o}=e,l={name:t,kind:r,about:i,parent:n,children:[],now:o,was:s};return e.children===void 0||(l.children=e.children.map(u=>P(u,l)),l.now=ne(l.children,"now"),l.was=ne(l.children,"was")),l}function R(e){return e.parent===null?[e]:[...R(e.parent),e]}var ee={now:new WeakMap,was:new WeakMap};function j(e,n){let t=ee[n].get(e);if(t!==void 0)return t;let r=e.children.filter(i=>i[n]>0).toSorted((i,o)=>o[n]-i[n]);return ee[n].set(e,r),r}function te(e,n,t){let r=n.toLowerCase(),i=[],o=e.children.toReversed();for(;o.length>0&&i.length<t;){let s=o.pop();s.name.toLowerCase().includes(r)&&i.push(s);for(let l of s.children.toReversed())o.push(l)}return i}function ne(e,n){return e.reduce((t,r)=>t+r[n],0)}var _e={image:"--box",base:"--base",layer:"--box",folder:"--box",file:"--box",program:"--own",own:"--own",dependency:"--dependency","standard-library":"--library",section:"--section",embedded:"--section",rest:"--rest"},re=[{color:"--own",name:"own Go code"},{color:"--dependency",name:"dependencies"},{color:"--library",name:"standard library"},{color:"--section",name:"data of the program"},{color:"--box",name:"files"},{color:"--base",name:"base image"},{color:"--rest",name:"not listed"}],ie=[{color:"--more-3",name:"+ new, or by over a quarter"},{color:"--more-1",name:"+ grew"},{color:"--box",name:"unchanged"},{color:"--less-1",name:"\\u2212 shrank"},{color:"--less-3",name:"\\u2212 gone, or by over a quarter"}];function D(e,n){if(n)return Re(e);for(let t=e;t!==null;t=t.parent)if(t.kind==="base")return"--base";return _e[e.kind]}function Re({now:e,was:n}){if(e===n)return"--box";let t=Math.abs(e-n)/Math.max(1,n),r=t>.25?3:t>.05?2:1;return e>n?`--more-${r}`:`--less-${r}`}function H(e){let{label:n,noun:t,columns:r,first:i,step:o}=e,s=e.sortedBy??null,l="",u=i,c=a("tbody"),f=r.map(({title:v,isFigure:S},k)=>{let b=a("button",{type:"button",click:()=>g(k)},v);return a("th",{scope:"col",...S&&{class:"figure"}},b)}),h=a("table",{},a("caption",{class:"unseen"},n));h.append(a("thead",{},a("tr",{},...f)),c);let m=a("button",{type:"button",class:"more",click:()=>E()}),x=a("span",{class:"unseen","aria-live":"polite"}),y=a("input",{type:"search",placeholder:"Search","aria-label":`Search: ${n}`});y.addEventListener("input",()=>{l=y.value.trim().toLowerCase(),u=i,d(),x.textContent=`${$(p().length,t)} found`});let p=()=>e.rows.filter(v=>l===""||v.words.toLowerCase().includes(l)),g=v=>{let S=r[v].isFigure;s=s?.column===v?{column:v,isDown:!s.isDown}:{column:v,isDown:S},d()},E=()=>{u+=o,d()},d=()=>{let v=ze(p(),s);if(c.replaceChildren(...v.slice(0,u).map(({cells:k})=>Be(k,r))),v.length===0){let k=a("td",{colspan:r.length,class:"none"},l===""?"Nothing":"Nothing found");c.append(a("tr",{},k))}m.hidden=v.length<=u;let S=v.length-u;m.textContent=`Show ${$(Math.min(o,S),`more ${t}`)}${S>o?` of ${N(S)}`:""}`;for(let[k,b]of f.entries())s?.column===k?b.setAttribute("aria-sort",s.isDown?"descending":"ascending"):b.removeAttribute("aria-sort")};d();let w=a("div",{class:"wide"},h),I=e.search?a("div",{class:"search"},y,x):null;return a("div",{class:"table"},I,w,m)}function Be(e,n){let t=e.map(({content:r,tone:i},o)=>{let s=[n[o].isFigure?"figure":"",i??""].filter(u=>u!=="").join(" "),l=s===""?{}:{class:s};return o===0?a("th",{scope:"row",...l},r()):a("td",l,r())});return a("tr",{},...t)}function ze(e,n){if(n===null)return e;let{column:t,isDown:r}=n;return e.toSorted((i,o)=>{let[s,l]=[i.cells[t].key,o.cells[t].key];if(s===null||l===null)return+(s===null)-+(l===null);let u=typeof s=="number"&&typeof l=="number"?s-l:`${s}`<`${l}`?-1:1;return r?-u:u})}function Ae(e){var n=0,t=e.children,r=t&&t.length;if(!r)n=1;else for(;--r>=0;)n+=t[r].value;e.value=n}function Oe(){return this.eachAfter(Ae)}function De(e,n){let t=-1;for(let r of this)e.call(n,r,++t,this);return this}function He(e,n){for(var t=this,r=[t],i,o,s=-1;t=r.pop();)if(e.call(n,t,++s,this),i=t.children)for(o=i.length-1;o>=0;--o)r.push(i[o]);return this}function Ve(e,n){for(var t=this,r=[t],i=[],o,s,l,u=-1;t=r.pop();)if(i.push(t),o=t.children)for(s=0,l=o.length;s<l;++s)r.push(o[s]);for(;t=i.pop();)e.call(n,t,++u,this);return this}function Fe(e,n){let t=-1;for(let r of this)if(e.call(n,r,++t,this))return r}function qe(e){return this.eachAfter(function(n){for(var t=+e(n.data)||0,r=n.children,i=r&&r.length;--i>=0;)t+=r[i].value;n.value=t})}function We(e){return this.eachBefore(function(n){n.children&&n.children.sort(e)})}function Pe(e){for(var n=this,t=je(n,e),r=[n];n!==t;)n=n.parent,r.push(n);for(var i=r.length;e!==t;)r.splice(i,0,e),e=e.parent;return r}function je(e,n){if(e===n)return e;var t=e.ancestors(),r=n.ancestors(),i=null;for(e=t.pop(),n=r.pop();e===n;)i=e,e=t.pop(),n=r.pop();return i}function Ke(){for(var e=this,n=[e];e=e.parent;)n.push(e);return n}function Ge(){return Array.from(this)}function Ye(){var e=[];return this.eachBefore(function(n){n.children||e.push(n)}),e}function Ue(){var e=this,n=[];return e.each(function(t){t!==e&&n.push({source:t.parent,target:t})}),n}function*Xe(){var e=this,n,t=[e],r,i,o;do for(n=t.reverse(),t=[];e=n.pop();)if(yield e,r=e.children)for(i=0,o=r.length;i<o;++i)t.push(r[i]);while(t.length)}function oe(e,n){e instanceof Map?(e=[void 0,e],n===void 0&&(n=Qe)):n===void 0&&(n=Ze);for(var t=new A(e),r,i=[t],o,s,l,u;r=i.pop();)if((s=n(r.data))&&(u=(s=Array.from(s)).length))for(r.children=s,l=u-1;l>=0;--l)i.push(o=s[l]=new A(s[l])),o.parent=r,o.depth=r.depth+1;return t.eachBefore(nn)}function Je(){return oe(this).eachBefore(en)}function Ze(e){return e.children}function Qe(e){return Array.isArray(e)?e[1]:null}function en(e){e.data.value!==void 0&&(e.value=e.data.value),e.data=e.data.data}function nn(e){var n=0;do e.height=n;while((e=e.parent)&&e.height<++n)}function A(e){this.data=e,this.depth=this.height=0,this.parent=null}A.prototype=oe.prototype={constructor:A,count:Oe,each:De,eachAfter:Ve,eachBefore:He,find:Fe,sum:qe,sort:We,path:Pe,ancestors:Ke,descendants:Ge,leaves:Ye,links:Ue,copy:Je,[Symbol.iterator]:Xe};function se(e,n,t,r,i){for(var o=e.children,s,l=-1,u=o.length,c=e.value&&(r-n)/e.value;++l<u;)s=o[l],s.y0=t,s.y1=i,s.x0=n,s.x1=n+=s.value*c}function tn(e,n){this._=e,this.parent=null,this.children=null,this.A=null,this.a=this,this.z=0,this.m=0,this.c=0,this.s=0,this.t=null,this.i=n}tn.prototype=Object.create(A.prototype);function ae(e,n,t,r,i){for(var o=e.children,s,l=-1,u=o.length,c=e.value&&(i-t)/e.value;++l<u;)s=o[l],s.x0=n,s.x1=r,s.y0=t,s.y1=t+=s.value*c}var le=(1+Math.sqrt(5))/2;function ue(e,n,t,r,i,o){for(var s=[],l=n.children,u,c,f=0,h=0,m=l.length,x,y,p=n.value,g,E,d,w,I,v,S;f<m;){x=i-t,y=o-r;do g=l[h++].value;while(!g&&h<m);for(E=d=g,v=Math.max(y/x,x/y)/(p*e),S=g*g*v,I=Math.max(d/S,S/E);h<m;++h){if(g+=c=l[h].value,c<E&&(E=c),c>d&&(d=c),S=g*g*v,w=Math.max(d/S,S/E),w>I){g-=c;break}I=w}s.push(u={value:g,dice:x<y,children:l.slice(f,h)}),u.dice?se(u,t,r,i,p?r+=y*g/p:o):ae(u,t,r,p?t+=x*g/p:i,o),p-=g,f=h}return s}var ce=(function e(n){function t(r,i,o,s,l){ue(n,r,i,o,s,l)}return t.ratio=function(r){return e((r=+r)>1?r:1)},t})(le);var Vn=(function e(n){function t(r,i,o,s,l){if((u=r._squarify)&&u.ratio===n)for(var u,c,f,h,m=-1,x,y=u.length,p=r.value;++m<y;){for(c=u[m],f=c.children,h=c.value=0,x=f.length;h<x;++h)c.value+=f[h].value;c.dice?se(c,i,o,s,p?o+=(l-o)*c.value/p:l):ae(c,i,o,p?i+=(s-i)*c.value/p:s,l),p-=c.value}else r._squarify=u=ue(n,r,i,o,s,l),u.ratio=n}return t.ratio=function(r){return e((r=+r)>1?r:1)},t})(le);var rn=20,fe=14,F=19,V=2;function he(e,n,t,r){let i=[],o=[{item:e,inside:{x0:0,y0:0,x1:t,y1:r}}];for(let s=o.pop();s!==void 0;s=o.pop())for(let l of on(s.item,n,s.inside)){let u=l.item===null?null:sn(l),c=u===null||j(l.item,n).length===0;i.push({...l,isLeaf:c,header:!c&&pe(l)}),c||o.push({item:l.item,inside:u})}return i}function on(e,n,{x0:t,y0:r,x1:i,y1:o}){let s=j(e,n),l=(i-t)*(o-r)/e[n],u=s.findIndex(p=>p[n]*l<rn),c=u===-1?s:s.slice(0,u),f=u===-1?[]:s.slice(u),h={x0:0,y0:0,x1:0,y1:0},m=c.map(p=>({...h,value:p[n],item:p,count:1})),x=f.reduce((p,g)=>p+g[n],0);f.length>0&&m.push({...h,value:x,item:f.length===1?f[0]:null,count:f.length});let y={value:e[n],children:m};return ce(y,t,r,i,o),m.map(({value:p,...g})=>({...g,parent:e,bytes:p,header:!1,isLeaf:!0}))}function pe({x0:e,y0:n,x1:t,y1:r}){return t-e>=48&&r-n>=F*2}function sn(e){let n=pe(e)?F:V,t={x0:e.x0+V,y0:e.y0+n,x1:e.x1-V,y1:e.y1-V};return t.x1-t.x0<fe||t.y1-t.y0<fe?null:t}function me(e,n,t){return e.findLast(({x0:r,y0:i,x1:o,y1:s})=>n>=r&&n<o&&t>=i&&t<s)??null}function ge(e,n,t){let r=e.filter(({isLeaf:u})=>u);if(n===null)return r.toSorted((u,c)=>c.bytes-u.bytes)[0]??null;let[i,o]=de(n);return r.flatMap(u=>{let[c,f]=de(u),h={left:i-c,right:c-i,up:o-f,down:f-o}[t],m=Math.abs(t==="left"||t==="right"?f-o:c-i);return h>.5?[{box:u,cost:h+3*m}]:[]}).reduce((u,c)=>u===null||c.cost<u.cost?c:u,null)?.box??n}function de({x0:e,y0:n,x1:t,y1:r}){return[(e+t)/2,(n+r)/2]}function ye(e,n){let t=e.item!==null&&e.item.children.length>0?e.item:e.parent;return t===n?null:t}var xe=0;function O({now:e,was:n}){if(B(e-n,xe))return"";let t=n===0?", new":e===0?", gone":"";return`${C(e-n,xe)}${t}`}function q(e,n){if(n<=0)return"";let t=e/n*100;return t===0?"0 %":t<.1?"< 0.1 %":`${t<10?t.toFixed(1):Math.round(t)} %`}function we(e){return R(e).slice(0,-1).map(({name:n})=>n).join(" \\u203A ")}function be(e,n,t){let r=O(e),i=R(e)[0],o=[`${M(e[n])}${r===""?"":` \\xB7 ${r}`}`,`${q(e[n],t[n])} of ${t.name}${t===i?"":`, ${q(e[n],i[n])} of the image`}`,...e.about===null?[]:[e.about]];return{title:e.name,lines:o}}function ve(e,n,t){return{title:$(e,"smaller part"),lines:[`${M(n)} of ${t.name}`]}}var an={ArrowLeft:"left",ArrowRight:"right",ArrowUp:"up",ArrowDown:"down"},K=\'-apple-system, system-ui, "Segoe UI", Roboto, sans-serif\';function Ee(e){let n=a("canvas",{tabindex:0,role:"application","aria-roledescription":"treemap","aria-describedby":"treemap-keys","aria-label":"Treemap of the image; the table has the same parts"}),t=a("div",{class:"mark",hidden:!0}),r=a("div",{class:"tip",hidden:!0,"aria-hidden":"true"}),i=a("div",{class:"unseen","aria-live":"polite"}),o="Arrow keys move, Enter zooms in, Escape zooms out.",s=a("p",{class:"empty",hidden:!0}),l=a("div",{class:"treemap"},n,s,t,r,i);l.append(a("p",{id:"treemap-keys",class:"unseen"},o));let u=null,c=[],f=null,h=0,m=()=>{if(h=0,u===null)return;let{clientWidth:d,clientHeight:w}=n;c=u.root[u.side]>0?he(u.root,u.side,d,w):[],fn(n,c,u),s.hidden=c.length>0,s.textContent=u.side==="was"?"None of this was in the older image.":"None of this is in the image any more.",n.dataset.boxes=String(c.length),n.dataset.drawn=String(Number(n.dataset.drawn??0)+1)},x=()=>{h===0&&(h=requestAnimationFrame(m))},y=(d,w)=>{if(f=d,t.hidden=r.hidden=d===null,d===null||u===null)return;un(t,d);let I=ln(d,u);r.replaceChildren(a("strong",{},I.title),...I.lines.map(v=>a("span",{},v))),cn(r,d,n),w&&(i.textContent=[I.title,...I.lines].join(", "))},p=d=>{let w=d===null||u===null?null:ye(d,u.root);w!==null&&e.zoom(w)},g=({offsetX:d,offsetY:w})=>me(c,d,w);return n.addEventListener("pointermove",d=>y(g(d),!1)),n.addEventListener("pointerleave",()=>y(null,!1)),n.addEventListener("click",d=>p(g(d))),n.addEventListener("blur",()=>y(null,!1)),n.addEventListener("keydown",d=>{let w=an[d.key];if(w!==void 0)y(ge(c,f,w),!0);else if(d.key==="Enter")p(f);else if(d.key==="Escape"||d.key==="Backspace")e.leave();else return;d.preventDefault()}),new ResizeObserver(x).observe(n),matchMedia("(prefers-color-scheme: dark)").addEventListener("change",x),matchMedia("print").addEventListener("change",m),{figure:l,show:d=>{u=d,y(null,!1),x()}}}function ln({item:e,count:n,bytes:t,parent:r},{side:i,root:o}){return e===null?ve(n,t,r):be(e,i,o)}function un(e,{x0:n,y0:t,x1:r,y1:i}){e.style.transform=`translate(${n}px, ${t}px)`,e.style.width=`${r-n}px`,e.style.height=`${i-t}px`}function cn(e,{x0:n,y0:t,x1:r,y1:i},o){let{offsetWidth:s,offsetHeight:l}=e,u=Math.max(0,Math.min((n+r-s)/2,o.clientWidth-s)),c=Math.min(i,t+120)+6,f=c+l>o.clientHeight&&t-l-6>-40?t-l-6:c;e.style.transform=`translate(${u}px, ${f}px)`}function fn(e,n,{isCompared:t}){let{clientWidth:r,clientHeight:i}=e,o=devicePixelRatio;e.width=Math.round(r*o),e.height=Math.round(i*o);let s=e.getContext("2d");if(s===null)return;let l=getComputedStyle(e),u=new Map,c=f=>{let h=u.get(f)??l.getPropertyValue(f);return u.set(f,h),h};s.scale(o,o),s.textBaseline="middle";for(let f of n){let{x0:h,y0:m,x1:x,y1:y,item:p,isLeaf:g}=f;s.fillStyle=c(g?p===null?"--rest":D(p,t):"--group"),s.fillRect(h+.5,m+.5,Math.max(.5,x-h-1),Math.max(.5,y-m-1)),g||(s.strokeStyle=c("--line"),s.strokeRect(h+.5,m+.5,x-h-1,y-m-1));let E={name:p?.name??`${N(f.count)} smaller`,change:p&&t?O(p):""},d=dn(s,f,{...E,text:c("--text"),quiet:c("--quiet")});g&&!d&&E.change!==""&&hn(s,f,E.change.slice(0,1),c("--text"))}}function dn(e,n,{name:t,change:r,text:i,quiet:o}){let{x0:s,y0:l,header:u,isLeaf:c}=n,f=n.y1-l,h=c&&r!==""&&f<30?11:0,m=n.x1-s-10-h;if(m<30||f<15||!(c||u))return!1;let x=[M(n.bytes),r].filter(d=>d!=="").join("  "),y=u?l+F/2+1:l+11;e.fillStyle=i,e.font=`${u?"600 ":""}11.5px ${K}`;let p=pn(e,t,s+6,y,m);e.fillStyle=u?o:i,e.font=`11px ${K}`;let g=d=>e.measureText(d).width<=(u?m-p-8:m);if(u&&e.fillText([x,M(n.bytes)].find(g)??"",s+14+p,y),!c||f<32)return!1;let E=g(x)?[x]:[M(n.bytes),...f>=46?[r]:[]].filter(g);for(let[d,w]of E.entries())e.fillText(w,s+6,l+26+d*14);return E.some(d=>d.endsWith(r))}function hn(e,{x0:n,y0:t,x1:r,y1:i},o,s){r-n<13||i-t<13||(e.fillStyle=s,e.font=`11px ${K}`,e.fillText(o,r-10,i-7))}function pn(e,n,t,r,i){let o=n.slice(0,200),s=e.measureText(o).width;if(s<=i)return e.fillText(o,t,r),s;let l=Math.floor(o.length*i/s)-1;if(l<3)return 0;let u=o.slice(-l),c=o.includes("/")?`\\u2026${u.slice(Math.max(0,u.indexOf("/")))}`:`${o.slice(0,l)}\\u2026`;return e.fillText(c,t,r,i),i}var mn=500;function Se(e){let n=e.map(({root:b,..._})=>({..._,root:P(b)})),t=n[0],r=t.root,i="now",o="now",s="",l=a("ol"),u=a("div",{class:"bar"},a("nav",{"aria-label":"Place in the image"},l)),c=a("ul",{class:"legend"}),f=a("div",{class:"notes"}),h=a("input",{type:"search",placeholder:"Search in all parts","aria-label":"Search in all parts"}),m=a("div",{class:"parts-table"}),x=a("span",{class:"unseen","aria-live":"polite"}),y=Ee({zoom:b=>p(b),leave:()=>r.parent!==null&&p(r.parent)}),p=b=>{r=b,s=h.value="",g()},g=()=>{y.show({root:r,side:o,isCompared:t.isCompared}),l.replaceChildren(...R(r).map(b=>gn(b,b===r,d))),E()},E=()=>{let b=s===""?r.children:te(r,s,mn),_=s!=="";x.textContent=_?`${$(b.length,"part")} found`:"",m.replaceChildren(bn({items:b,isSearch:_,current:r,side:o,isCompared:t.isCompared},d))},d=b=>{p(b),m.querySelector("tbody button, thead button")?.focus()},w=b=>{t=n[b],r=t.root,o=t.isCompared?i:"now",I.hidden=!t.isCompared;let _=t.isCompared?ie:re.filter(({color:W})=>Me(t.root,W));c.replaceChildren(..._.map(yn)),f.replaceChildren(...t.notes.map(W=>a("p",{},W))),p(t.root)},I=wn(b=>{o=i=b,g()});h.addEventListener("input",()=>{s=h.value.trim(),E()}),n.length>1&&u.append(xn(n,w)),u.append(I),w(0);let v=a("div",{class:"parts"},a("div",{class:"search"},h,x),m),S=a("div",{class:"split"},a("div",{},y.figure,c),v),k=a("h2",{},"What is in it");return a("section",{class:"explorer"},k,u,S,f)}function gn(e,n,t){return n?a("li",{},a("span",{"aria-current":"location"},e.name)):a("li",{},a("button",{type:"button",click:()=>t(e)},e.name))}function yn({color:e,name:n}){let t=a("span",{class:"box","aria-hidden":"true"});return t.style.background=`var(${e})`,a("li",{},t,n)}function Me(e,n){return e.children.length===0?e.now>0&&D(e,!1)===n:e.children.some(t=>Me(t,n))}function xn(e,n){let t=e.map(({platform:i},o)=>a("option",{value:o},i)),r=a("select",{"aria-label":"Platform"},...t);return r.addEventListener("change",()=>n(Number(r.value))),r}function wn(e){let t=[{side:"was",name:"Before"},{side:"now",name:"After"}].map(({side:r,name:i})=>{let o=a("input",{type:"radio",name:"side",value:r,checked:r==="now"});return o.addEventListener("change",()=>e(r)),a("label",{},o,a("span",{},i))});return a("fieldset",{class:"switch"},a("legend",{class:"unseen"},"Image"),...t)}function bn({items:e,isSearch:n,current:t,side:r,isCompared:i},o){let s=[{title:"part",isFigure:!1},{title:"size",isFigure:!0},...i?[{title:"change",isFigure:!0}]:[],{title:"share",isFigure:!0}],l=f=>{let{now:h,was:m}=f,x=f.children.length>0,y=O(f),p=()=>{let d=x?a("button",{type:"button",click:()=>o(f)},f.name):f.name,w=n?we(f):f.about;return a("span",{class:"part"},d,w===null?null:a("small",{},w))},g=h===m?{}:{tone:h>m?"more":"less"},E={content:()=>M(f[r]),key:f[r]};return{words:f.name,cells:[{content:p,key:f.name},E,...i?[{content:()=>y===""?"=":y,key:h-m,...g}]:[],{content:()=>q(f[r],t[r]),key:f[r]}]}},u=`${n?"Found in":"Parts of"} ${t.name}`,c={column:1,isDown:!0};return H({label:u,noun:"part",columns:s,rows:e.map(l),first:100,step:500,search:!1,sortedBy:c})}var Ie=12,vn=30,G=200;function ke({id:e,title:n,lead:t,blocks:r}){let i=a("h2",{id:`${e}-title`},n),o=t===void 0?null:a("p",{class:"lead"},t),s=r.map(l=>En[l.block](l,n));return a("section",{id:e,"aria-labelledby":`${e}-title`},i,o,...s)}var En={table:(e,n)=>Y(e,n),timeline:({spans:e})=>$n(e),findings:({findings:e})=>Tn(e),code:({code:e},n)=>$e(e,n),list:({items:e})=>a("ul",{class:"list"},...e.map(n=>a("li",{},T(n))))};function Y(e,n){let{caption:t,noun:r,columns:i,rows:o}=e,s=t===void 0?n:`${n}: ${t}`,l=H({label:s,noun:r,first:Ie,step:G,search:o.length>Ie,columns:i.map(({title:u,kind:c})=>({title:u,isFigure:c!=="text"})),rows:o.map(u=>Sn(u,i))});return t===void 0?l:a("div",{},a("h3",{},t),l)}function Sn(e,n){return{words:e.flatMap(r=>r!==null&&typeof r=="object"&&"text"in r?r.text:[]).join(" "),cells:e.map((r,i)=>Mn(r,n[i].kind))}}function Mn(e,n){if(e===null)return{content:()=>n==="text"?"":"\\u2013",key:null};if(typeof e=="object"&&"bytes"in e)return{content:()=>In(e),key:e.bytes};if(typeof e=="object")return{content:()=>L(e),key:e.text};let t=n!=="change"||e===0?{}:{tone:e>0?"more":"less"};return{content:()=>kn(e,n),key:e,...t}}function In({bytes:e,change:n}){let t=n===null||B(n)?"same":n>0?"more":"less",r=n===null?null:a("span",{class:t},` ${Z(n,e)}`);return a("span",{},M(e),r)}function kn(e,n){return n==="change"?C(e,0):n==="seconds"?z(e):n==="bytes"?M(e):N(e)}function $n(e){let n=e.reduce((s,{start:l})=>Math.min(s,l),Number.POSITIVE_INFINITY),t=Math.max(.001,e.reduce((s,{end:l})=>Math.max(s,l),n)-n),r=e.map(({name:s,start:l,end:u})=>{let c=a("span",{class:"span"});c.style.left=`${(l-n)/t*100}%`,c.style.width=`${(u-l)/t*100}%`;let f=`${z(u-l)}`,h=a("span",{class:"unseen"},` from ${z(l-n)}, `);return a("li",{},a("span",{class:"name"},T(s)),a("span",{class:"track","aria-hidden":"true"},c),a("span",{class:"when"},h,f))}),i=a("li",{class:"axis","aria-hidden":"true"}),o=a("span",{class:"track"},a("span",{},"0 s"),a("span",{},z(t)));return i.append(a("span",{class:"name"}),o,a("span",{class:"when"})),a("ol",{class:"timeline"},...r,i)}function Tn(e){let n=a("div",{class:"findings"}),t=a("button",{type:"button",class:"more",click:()=>i(G)}),r=0,i=o=>{n.append(...e.slice(r,r+o).map(Ln)),r+=o,t.hidden=e.length<=r,t.textContent=`Show ${$(Math.min(G,e.length-r),"more finding")}`};return i(vn),a("div",{},n,t)}function Ln({severity:e,rule:n,place:t,message:r,remedy:i,code:o}){let s=a("p",{class:"rule"},a("strong",{class:e},e)," ",L(n));return t!==null&&s.append(" ",L(t)),a("article",{},s,a("p",{},T(r)),i===null?null:a("p",{class:"remedy"},T(i)),o===null?null:$e(o,t?.text??"Dockerfile"))}function $e({from:e,lines:n,marked:t},r){let i=new Set(t),o=n.map((s,l)=>{let u=e+l,c=i.has(u)?"\\u25B8":" ",f=a("span",{class:"gutter","aria-hidden":"true"},`${c}${String(u).padStart(4)}  `);return a("span",{class:i.has(u)?"line marked":"line"},f,`${s}\n`)});return a("pre",{tabindex:0,role:"group","aria-label":r},a("code",{},...o))}function Te(e){let{name:n,figure:t,label:r,change:i,direction:o,verdict:s,tone:l,platforms:u,why:c,origin:f}=e,h=a("p",{class:"verdict"},t===null?null:a("strong",{class:"size"},t),a("span",{class:"label"},r),i===""?null:a("span",{class:`change ${o}`},i),s===""?null:a("span",{class:`badge ${l}`},s)),m=a("p",{class:"origin"},...f.flatMap((y,p)=>[p>0?" \\xB7 ":null,L(y)])),x=a("div",{class:"reasons"},Cn(c),u.rows.length===0?null:Y(u,"Platforms"));return a("header",{},a("h1",{},n),h,m,x)}function Cn({title:e,causes:n,notes:t,log:r}){if(n.length+t.length+r.length===0)return null;let i=n.map(({bytes:o,text:s})=>{let l=o===null||o===0?"same":o>0?"more":"less",u=o===null?null:a("span",{class:`figure ${l}`},C(o,0));return a("li",{},u,L(s))});return a("div",{class:"why"},a("h2",{},e),i.length===0?null:a("ul",{},...i),...t.map(o=>a("p",{},T(o))),r.length===0?null:a("pre",{tabindex:0,role:"group","aria-label":"Output of the step"},r.join(`\n`)))}var{head:Ce,platforms:Nn,sections:_n}=JSON.parse(document.getElementById("data").textContent),Le=Nn.filter(({root:e})=>e.children!==void 0&&e.children.length>0);document.title=`${Ce.name}: container image report`;document.getElementById("report").replaceChildren(Te(Ce),...Le.length>0?[Se(Le)]:[],..._n.map(ke),a("footer",{},"Everything in this report is in this file; it asks no network for anything."));})();</script>\n</body>\n</html>\n';

// src/report/html/render.ts
var ROOM = '"data goes here"';
function renderHtml(report) {
  const [before, after] = page_default.split(ROOM);
  return `${before}${inScript(JSON.stringify(pageData(report)))}${after}`;
}
__name(renderHtml, "renderHtml");
function inScript(json) {
  return json.replaceAll("<", "\\u003c");
}
__name(inScript, "inScript");

// src/report/junit.ts
function renderJunit(report) {
  const cases = [built(report), ...report.budgets.map(budget), ...dockerfile2(report)];
  const failures = cases.filter(({ failure: failure2 }) => failure2 !== null).length;
  const { name } = report.image;
  const counts = `tests="${cases.length}" failures="${failures}" time="${report.build.seconds.toFixed(3)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="go-image" ${counts}>`,
    `  <testsuite name="${xml(plain(name))}" ${counts} timestamp="${xml(report.created.slice(0, 19))}">`,
    ...cases.flatMap((each) => element(name, each)),
    "  </testsuite>",
    "</testsuites>",
    ""
  ].join("\n");
}
__name(renderJunit, "renderJunit");
function built({ build }) {
  const { failure: failure2, outcome, seconds } = build;
  const said2 = failure2?.lines.join("\n") ?? "";
  return {
    ...{ name: "build", seconds, output: said2 },
    failure: outcome === "success" ? null : failure2?.step ?? "the build failed"
  };
}
__name(built, "built");
function budget({ input, platform, ok, actual, limit, written, override }) {
  const figure2 = input === "size-budget" ? bytes(actual) : delta(actual, 0);
  return {
    ...{ name: `${input} ${written} on ${platform}`, seconds: 0, output: `${figure2} of ${written}` },
    failure: ok || override !== null ? null : `${figure2} is ${bytes(actual - limit)} over ${written}`
  };
}
__name(budget, "budget");
function dockerfile2({ dockerfile: { origin: origin2, path, findings: findings3, failing } }) {
  if (origin2 === "written") return [];
  const lines = findings3.map(({ rule, severity, line, message }) => `${line ?? ""} ${severity} ${rule} ${plain(message)}`);
  const failed = failing === null ? findings3.some(({ severity }) => severity === "error") : failing > 0;
  return [
    {
      ...{ name: path ?? "Dockerfile", seconds: 0, output: lines.join("\n") },
      failure: failed ? findingCounts(findings3) : null
    }
  ];
}
__name(dockerfile2, "dockerfile");
function element(suite, { name, seconds, failure: failure2, output }) {
  const attributes = `name="${xml(plain(name))}" classname="${xml(plain(suite))}" time="${seconds.toFixed(3)}"`;
  const inside = [
    ...failure2 === null ? [] : [`      <failure message="${xml(plain(failure2))}"/>`],
    ...output === "" ? [] : [`      <system-out>${xml(plainLines(output).join("\n"))}</system-out>`]
  ];
  return inside.length === 0 ? [`    <testcase ${attributes}/>`] : [`    <testcase ${attributes}>`, ...inside, "    </testcase>"];
}
__name(element, "element");
function xml(text2) {
  const allowed = text2.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
  return allowed.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
__name(xml, "xml");

// src/report/summary.ts
var SUMMARY_LIMIT = 1024 * 1024 - 1e3;
var room2 = { rows: 1e3, cell: 300, full: true };
var platformRows2 = 100;
function renderSummary(report, options = {}) {
  return fitted(
    {
      sections: sectionsOf(report, room2),
      folds: /* @__PURE__ */ __name((sections2) => sections2, "folds"),
      rows: platformRows2,
      unfold: true,
      before: /* @__PURE__ */ __name((rows) => joined([headline(report), platformTable(report, rows), budgetNotes(report), reason(report)], "\n\n"), "before"),
      after: /* @__PURE__ */ __name((leftOut) => footer(report, leftOut), "after"),
      shortest: md`This report is too long for a summary.`
    },
    options.limitBytes ?? SUMMARY_LIMIT
  );
}
__name(renderSummary, "renderSummary");

export {
  excerptsOf,
  renderBadge,
  renderComment,
  isWorthTelling,
  COMMENT_MARKER,
  partOf,
  contentOf,
  isResolvedComment,
  renderHtml,
  renderJunit,
  SUMMARY_LIMIT,
  renderSummary
};
