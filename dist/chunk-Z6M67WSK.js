import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  bytesByModule,
  difference,
  hasCauses,
  largestOf,
  sparkline,
  trendOf,
  versionOf,
  whyText
} from "./chunk-JR47DU2G.js";
import {
  shortCommit
} from "./chunk-AU4MNPSW.js";
import {
  causes,
  distanceWords,
  findingCounts,
  flawWords,
  leading,
  overBudget,
  overWords,
  standings
} from "./chunk-XB74SI2F.js";
import {
  age,
  bytes,
  count,
  delta,
  deltaBeside,
  duration,
  isNoise,
  percent
} from "./chunk-JKRFVU7G.js";
import {
  __name,
  plain,
  plainLines,
  shortened,
  shortenedInside
} from "./chunk-L77EYN5P.js";

// src/report/terminal-lines.ts
function tone(difference2) {
  return isNoise(difference2) ? {} : { style: difference2 > 0 ? "yellow" : "green" };
}
__name(tone, "tone");
function heading(text) {
  return [{ text, style: "bold" }];
}
__name(heading, "heading");
function indented(lines) {
  return lines.map((line) => [{ text: "  " }, ...line]);
}
__name(indented, "indented");
function grid(rows, right) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => width(row[column]?.text ?? ""))));
  return rows.map(
    (row) => row.flatMap((cell, column) => {
      const gap = { text: " ".repeat((widths[column] ?? 0) - width(cell.text)) };
      const separator = { text: column === 0 ? "" : "  " };
      return right.includes(column) ? [separator, gap, cell] : [separator, cell, gap];
    })
  );
}
__name(grid, "grid");
function paragraph(prefix, text, limit) {
  const wide = prefix.reduce((sum, piece) => sum + width(piece.text), 0);
  const beside = wide <= limit / 2;
  const indent = { text: " ".repeat(beside ? wide : 4) };
  const lines = broken(text, Math.max(limit - width(indent.text), 20));
  if (!beside) return [prefix, ...lines.map((line) => [indent, { text: line }])];
  return lines.map((line, index) => [...index === 0 ? prefix : [indent], { text: line }]);
}
__name(paragraph, "paragraph");
function broken(text, room) {
  const lines = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === void 0 || width(last) + 1 + width(word) > room) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
__name(broken, "broken");
function clipped(line, limit) {
  const whole = line.map(({ text }) => text).join("").trimEnd();
  const fits = width(whole) <= limit;
  let room = fits ? width(whole) : Math.max(limit - 1, 0);
  const kept = line.map((piece) => {
    const points = Array.from(piece.text).slice(0, room);
    room -= points.length;
    return { ...piece, text: points.join("") };
  });
  return fits ? kept : [...kept, { text: "\u2026" }];
}
__name(clipped, "clipped");
function width(text) {
  return Array.from(text).length;
}
__name(width, "width");
var codes = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39] };
function painted(line, color) {
  const paint = /* @__PURE__ */ __name(({ text, style }) => color && style && text.trim() !== "" ? `\x1B[${codes[style][0]}m${text}\x1B[${codes[style][1]}m` : text, "paint");
  return line.map(paint).join("").trimEnd();
}
__name(painted, "painted");

// src/report/contents-text.ts
var ROWS = 10;
var LONGEST_NAME = 60;
var LONGEST_VALUE = 30;
var BLOCKS = [
  ({ programs: programs2 }) => {
    const rows = programs2.flatMap(
      ({ modules }) => modules.map(({ path, version: { before, after }, ...bytes2 }) => {
        const about = before === after ? after ?? "" : before === null ? `${after}, new` : after === null ? `${before}, gone` : `${before} \u2192 ${after}`;
        return { name: path === "std" ? "standard library" : path, about, bytes: difference(bytes2) };
      })
    );
    return block("Go modules", rows);
  },
  ({ programs: programs2 }) => block(
    "Packages",
    programs2.flatMap(({ packages }) => packages.map((each) => named(sized(each), "of no package")))
  ),
  ({ files: files2 }) => {
    if (files2 === null) return block("Files", []);
    const { added, changed, removed } = files2;
    const told = [
      ...added.files.map((file) => ({ ...sized(file), about: "new" })),
      ...changed.files.map(sized),
      ...removed.files.map((file) => ({ ...sized(file), about: "gone" }))
    ].map((row) => ({ ...row, name: `/${row.name}` }));
    return { ...block("Files", told), total: added.count + changed.count + removed.count };
  },
  ({ programs: programs2 }) => block(
    "Sections",
    programs2.flatMap(
      ({ sections }) => sections.map((each) => ({ ...named(sized({ ...each, path: each.name }), "in no section"), about: each.kind }))
    )
  )
];
function contentsBlocks(report) {
  const lead = leading(standings(report));
  const diff = report.diff?.platforms.find(({ platform }) => platform === lead?.platform);
  if (!diff?.before || !diff.after) return [];
  return [settings(diff), ...BLOCKS.map((read) => shown(read(diff)))];
}
__name(contentsBlocks, "contentsBlocks");
function sized({ path, ...sizes }) {
  return { name: path, bytes: difference({ before: sizes.before, after: sizes.after }) };
}
__name(sized, "sized");
function named(row, unnamed) {
  return row.name === "" ? { ...row, name: unnamed } : row;
}
__name(named, "named");
function block(title2, rows) {
  return { title: title2, rows, total: rows.length };
}
__name(block, "block");
function shown({ title: title2, rows, total }) {
  if (total === 0) return [];
  const largest = rows.toSorted((a, b) => Math.abs(b.bytes) - Math.abs(a.bytes)).slice(0, ROWS);
  const lines = largest.map(({ name, about = "", bytes: bytes2 }) => [
    { text: delta(bytes2, 0), ...tone(bytes2) },
    { text: shortenedInside(plain(name), LONGEST_NAME) },
    { text: shortened(plain(about), LONGEST_NAME), style: "dim" }
  ]);
  const left = total - largest.length;
  const more2 = left > 0 ? [[{ text: `  and ${count(left, "more change")}`, style: "dim" }]] : [];
  return [heading(`${title2}: ${count(total, "change")}`), ...indented(grid(lines, [0])), ...more2];
}
__name(shown, "shown");
function settings({ settings: ofImage, programs: programs2 }) {
  const all = [...ofImage, ...programs2.flatMap((program2) => program2.settings.map((each) => ({ ...each, name: each.key })))];
  if (all.length === 0) return [];
  const value = /* @__PURE__ */ __name((text) => shortened(plain(text ?? "") || "\u2013", LONGEST_VALUE), "value");
  const rows = all.slice(0, ROWS).map(({ name, before, after }) => [
    { text: shortenedInside(plain(name), LONGEST_VALUE) },
    { text: `${value(before)} \u2192 ${value(after)}` }
  ]);
  return [heading(`Settings: ${count(all.length, "change")}`), ...indented(grid(rows, []))];
}
__name(settings, "settings");

// src/report/image-text.ts
var ROWS2 = 10;
var LAYERS = 20;
var PROGRAMS = 3;
var PLATFORMS = 20;
var LONGEST_NAME2 = 60;
function imageBlocks(report) {
  const facts = leadingFacts(report);
  if (facts === null) return [];
  const { contents } = facts;
  const isCompared = report.diff?.platforms.some(({ before, after }) => before !== null && after !== null) ?? false;
  if (isCompared) return contents === null ? [] : [secretsAlone(contents)];
  const of = (report.facts?.platforms.length ?? 0) > 1 ? ` of ${shortened(plain(facts.platform), LONGEST_NAME2)}` : "";
  const others = otherPlatforms(report, facts);
  if (contents === null) return [layers(facts, of), others];
  return [layers(facts, of), ...programs(contents), files(contents), standsOut(contents), others];
}
__name(imageBlocks, "imageBlocks");
function leadingFacts(report) {
  const lead = leading(standings(report));
  return report.facts?.platforms.find(({ platform }) => platform === lead?.platform) ?? null;
}
__name(leadingFacts, "leadingFacts");
function layers({ layers: all }, of) {
  const rows = all.slice(0, LAYERS).map(({ downloadBytes, diskBytes, instruction, part, line }) => [
    { text: bytes(downloadBytes) },
    { text: `${bytes(diskBytes)} on disk`, style: "dim" },
    { text: plain(instruction), ...part === "base" && { style: "dim" } },
    { text: line === null ? "" : `line ${line}`, style: "dim" }
  ]);
  const base = all.filter(({ part }) => part === "base").length;
  const title2 = `Layers${of}: ${all.length}${base > 0 ? `, ${base} of the base image` : ""}`;
  return [heading(title2), ...indented(grid(rows, [0, 1])), ...more(all.length - rows.length, "layer")];
}
__name(layers, "layers");
function programs({ programs: all }) {
  const largest = all.toSorted((one, other) => other.bytes - one.bytes);
  const left = all.length - PROGRAMS;
  return [...largest.slice(0, PROGRAMS).map(program), more(left, "Go program", "")];
}
__name(programs, "programs");
function program(of) {
  const { path, bytes: size, goRelease, modules, packed, unread } = of;
  const facts = [bytes(size), shortened(plain(goRelease), LONGEST_NAME2), count(modules.length, "module")];
  const title2 = heading(`Go program ${shortenedInside(`/${plain(path)}`, LONGEST_NAME2)}: `);
  const head = [...title2, { text: packed === null ? facts.join(", ") : `${bytes(size)}, packed with UPX` }];
  const weighed = byCode(of);
  const rows = weighed.slice(0, ROWS2).map(({ name, version, code }) => [
    { text: bytes(code) },
    { text: shortenedInside(plain(name), LONGEST_NAME2) },
    { text: shortened(plain(version), LONGEST_NAME2), style: "dim" }
  ]);
  const remarks = unread.map((sentence) => [{ text: `  ${plain(sentence)}`, style: "yellow" }]);
  return [head, ...indented(grid(rows, [0])), ...more(weighed.length - rows.length, "module"), ...remarks];
}
__name(program, "program");
function byCode(program2) {
  const code = bytesByModule(program2);
  const versions = new Map(program2.modules.map((module) => [module.path, versionOf(module)]));
  return [...code].map(([path, size]) => ({
    name: path === "std" ? "standard library" : path,
    version: path === "std" ? program2.goRelease : versions.get(path) ?? "",
    code: size
  })).toSorted((one, other) => other.code - one.code || (one.name < other.name ? -1 : 1));
}
__name(byCode, "byCode");
function otherPlatforms({ facts }, lead) {
  const others = (facts?.platforms ?? []).filter((each) => each !== lead);
  if (others.length === 0) return [];
  const rows = others.slice(0, PLATFORMS).map(({ platform, layers: all, contents }) => [
    { text: shortened(plain(platform), LONGEST_NAME2) },
    { text: [count(all.length, "layer"), ...contents === null ? [] : inside(contents)].join(", ") }
  ]);
  return [heading("Other platforms"), ...indented(grid(rows, [])), ...more(others.length - rows.length, "platform")];
}
__name(otherPlatforms, "otherPlatforms");
function inside(contents) {
  const { programs: all, files: told, leftOut, setuid } = contents;
  const releases = [...new Set(all.map(({ goRelease }) => shortened(plain(goRelease), LONGEST_NAME2)))].filter(Boolean);
  return [
    ...all.length === 0 ? [] : [
      count(all.length, "Go program"),
      bytes(all.reduce((sum, one) => sum + one.bytes, 0)),
      ...releases.length === 1 ? releases : []
    ],
    count(told.length + leftOut.files, "file"),
    ...titleOfSecrets(contents),
    ...setuid.length > 0 ? [count(setuid.length, "setuid file")] : []
  ];
}
__name(inside, "inside");
function files({ files: all, leftOut }) {
  const total = all.length + leftOut.files;
  if (total === 0) return [];
  const rows = largestOf(all, ROWS2).map(({ path, bytes: size }) => [{ text: bytes(size) }, { text: pathOf(path) }]);
  return [heading(`Files: ${count(total, "file")}`), ...indented(grid(rows, [0])), ...more(total - rows.length, "file")];
}
__name(files, "files");
function standsOut(contents) {
  const { secrets, setuid, wasted, wastedBytes } = contents;
  const others = [
    ...setuid.slice(0, ROWS2).map(({ path, mode }) => [
      { text: pathOf(path) },
      { text: `runs as another user or group, mode ${mode.toString(8)}`, style: "dim" }
    ]),
    ...wasted.slice(0, ROWS2).map(({ path, bytes: size }) => [
      { text: pathOf(path) },
      { text: `${bytes(size)} replaced or removed by a later layer`, style: "dim" }
    ])
  ];
  const titles = [
    ...titleOfSecrets(contents),
    ...setuid.length > 0 ? [count(setuid.length, "setuid file")] : [],
    ...wastedBytes > 0 ? [`${bytes(wastedBytes)} hidden in lower layers`] : []
  ];
  if (titles.length === 0) return [];
  const shown2 = Math.min(secrets.length, ROWS2) + others.length;
  const left = secrets.length + setuid.length + wasted.length - shown2;
  const rows = grid([...secretRows(contents), ...others], []);
  return [heading(`What stands out: ${titles.join(", ")}`), ...indented(rows), ...more(left, "file")];
}
__name(standsOut, "standsOut");
function secretsAlone(contents) {
  const [title2] = titleOfSecrets(contents);
  if (title2 === void 0) return [];
  const rows = grid(secretRows(contents), []);
  return [heading(`What stands out: ${title2}`), ...indented(rows), ...more(contents.secrets.length - ROWS2, "file")];
}
__name(secretsAlone, "secretsAlone");
function titleOfSecrets({ secrets }) {
  return secrets.length === 0 ? [] : [count(secrets.length, "file that looks like a secret", "files that look like secrets")];
}
__name(titleOfSecrets, "titleOfSecrets");
function secretRows({ secrets }) {
  return secrets.slice(0, ROWS2).map(({ path, what, removed }) => [
    { text: pathOf(path), style: "yellow" },
    { text: `${plain(what)}${removed ? ", removed, and still in a layer" : ""}` }
  ]);
}
__name(secretRows, "secretRows");
function pathOf(path) {
  return shortenedInside(`/${plain(path)}`, LONGEST_NAME2);
}
__name(pathOf, "pathOf");
function more(left, what, indent = "  ") {
  return left > 0 ? [[{ text: `${indent}and ${count(left, `more ${what}`)}`, style: "dim" }]] : [];
}
__name(more, "more");

// src/report/text.ts
function renderText(report, options) {
  const { width: width2 } = options;
  return joined(
    [
      title(report),
      failure(report),
      platforms(report),
      why(report, width2),
      ...contentsBlocks(report),
      ...imageBlocks(report),
      trend(report, width2),
      findings(report, width2),
      caches(report),
      warnings(report, width2),
      origin(report)
    ],
    options
  );
}
__name(renderText, "renderText");
function renderImage(report, options) {
  return joined([title(report), platforms(report), ...imageBlocks(report), origin(report)], options);
}
__name(renderImage, "renderImage");
function joined(blocks, { color, width: width2 }) {
  return blocks.filter((block2) => block2.length > 0).map((block2) => block2.map((line) => painted(clipped(line, width2), color)).join("\n")).join("\n\n").concat("\n");
}
__name(joined, "joined");
function title(report) {
  const { build } = report;
  const name = { text: label(report.image.name, 80), style: "bold" };
  const flaws = build.outcome === "success" ? flawWords(report.dockerfile) : null;
  const flawed = flaws === null ? [] : [[{ text: `  ${flaws}`, style: "red" }]];
  const line = /* @__PURE__ */ __name((...pieces) => [[name, { text: "  " }, ...pieces], ...flawed], "line");
  if (build.outcome === "failure") {
    const { step = null, line: at = null } = build.failure ?? {};
    const where = { text: at === null ? "" : ` at ${fileName(report)}:${at}` };
    const instruction = step === null ? [] : [[{ text: `  ${plain(step)}` }]];
    return [...line({ text: "build failed", style: "red" }, where), ...instruction];
  }
  const all = standings(report);
  const lead = leading(all);
  if (lead === null) return line({ text: `built in ${duration(build.seconds)}, size not measured` });
  const over = overBudget(report.budgets);
  const size = `download ${bytes(lead.after.download)}${all.length > 1 ? ` on ${label(lead.platform)}` : ""}`;
  const change = lead.before ? [{ text: ", " }, comparison(lead.before.download, lead.after.download)] : [];
  const verdict = over ? [{ text: overWords(over), style: "red" }, { text: over.override === null ? " \xB7 " : ", let pass \xB7 " }] : [];
  return line(...verdict, { text: size }, ...change);
}
__name(title, "title");
function failure({ build }) {
  if (build.outcome !== "failure") return [];
  const lines = plainLines((build.failure?.lines ?? []).join("\n")).filter((line) => line !== "");
  return lines.slice(-20).map((line) => [{ text: "  \u2502 ", style: "dim" }, { text: line }]);
}
__name(failure, "failure");
function platforms(report) {
  const all = standings(report);
  if (all.length === 0) return [];
  const withBudgets = all.some(({ budgets }) => budgets.length > 0);
  const withBinaries = all.some(({ binary }) => binary !== null);
  const rows = all.map(({ platform, before, after, binary, budgets }) => {
    const figures = [
      ...["download", "disk"].map((kind) => ({ was: before?.[kind] ?? null, is: after?.[kind] ?? null })),
      ...withBinaries ? [{ was: binary?.before ?? null, is: binary?.after ?? null }] : []
    ].flatMap(({ was, is }) => {
      if (is === null) return [{ text: after === null ? "gone" : "\u2013", style: "dim" }, { text: "" }];
      return [{ text: bytes(is) }, was === null ? { text: "" } : { text: deltaBeside(is - was, is), ...tone(is - was) }];
    });
    const budget = budgets.map(({ input, part, ok, actual, limit, written }) => {
      const name = part === "download" ? "" : `${part} `;
      const used = input === "size-increase" ? delta(actual, 0) : share(actual, limit, ok);
      return { text: `${name}${used} of ${label(written)}${input === "size-increase" ? " growth" : ""}`, ok };
    });
    const verdict = {
      text: budget.map((each) => each.text).join(", "),
      ...budget.every((each) => each.ok) ? {} : { style: "red" }
    };
    return [{ text: label(platform) }, ...figures, ...withBudgets ? [verdict] : []];
  });
  const binaryHead = withBinaries ? ["binary", ""] : [];
  const head = ["", "download", "", "on disk", "", ...binaryHead, ...withBudgets ? ["budget"] : []];
  const right = [1, 2, 3, 4, ...withBinaries ? [5, 6] : []];
  return grid([head.map((text) => ({ text, style: "dim" })), ...rows], right);
}
__name(platforms, "platforms");
function why(report, width2) {
  const lead = leading(standings(report));
  if (lead === null) return [];
  if (!report.baseline.found) return [[{ text: `No baseline: ${plain(report.baseline.why)}` }]];
  const diff = report.diff?.platforms.find(({ platform }) => platform === lead.platform);
  if (hasCauses(diff)) return [heading("Why, on disk"), ...ofCauses(diff, width2), ...doubts(diff, width2)];
  const found = causes(diff);
  if (diff === void 0) return [];
  if (found.length === 0) return doubts(diff, width2);
  const rows = found.map((cause) => {
    const { download, disk } = cause.bytes;
    return [
      { text: delta(download), ...tone(download) },
      { text: isNoise(disk) ? "" : `${delta(disk)} on disk`, style: "dim" },
      { text: causeName(cause) },
      {
        text: "line" in cause && cause.line !== null ? `${fileName(report)}:${cause.line}` : "",
        style: "dim"
      }
    ];
  });
  return [heading("Why"), ...indented(grid(rows, [0, 1])), ...doubts(diff, width2)];
}
__name(why, "why");
function ofCauses(diff, width2) {
  const figures = diff.causes.map(({ bytes: bytes2 }) => [{ text: delta(bytes2, 0), ...tone(bytes2) }]);
  const sentences = whyText(diff);
  return indented(grid(figures, [0])).flatMap(
    (figure, index) => paragraph([...figure, { text: "  " }], sentences[index], width2)
  );
}
__name(ofCauses, "ofCauses");
function doubts({ caveats }, width2) {
  return caveats.flatMap((caveat) => paragraph([{ text: "  note  ", style: "yellow" }], plain(caveat), width2));
}
__name(doubts, "doubts");
function trend(report, width2) {
  const lead = leading(standings(report));
  const points = lead === null ? [] : trendOf(report.trend, lead.platform, Math.max(8, Math.min(30, width2 - 70)));
  if (points.length < 2) return [];
  const [first, last] = [points[0], points.at(-1)];
  const sizes = `${bytes(first.download)} \u2192 ${bytes(last.download)}`;
  const builds = `the last ${points.length} builds of the default branch`;
  return [
    [
      { text: "Trend  ", style: "bold" },
      { text: sparkline(points.map(({ download }) => download)) },
      { text: `  ${sizes}, ${builds}` }
    ]
  ];
}
__name(trend, "trend");
function causeName(cause) {
  if (cause.what === "rest") return "rest";
  if (cause.what === "others") return count(cause.count, "other layer");
  if (cause.what === "base") return `base image, ${cause.changed} of ${count(cause.total, "layer")}`;
  const prefix = { same: "", changed: "", added: "new: ", removed: "gone: ", moved: "moved: ", rebased: "" }[cause.kind];
  return `${prefix}${plain(cause.instruction)}`;
}
__name(causeName, "causeName");
var severityStyles = { error: "red", warning: "yellow", info: "dim" };
function findings(report, width2) {
  const { findings: all } = report.dockerfile;
  if (all.length === 0) return [];
  const rows = all.map(({ severity, rule, line }) => [
    { text: severity === "info" ? "note" : severity, style: severityStyles[severity] },
    { text: label(rule) },
    { text: `${fileName(report)}${line === null ? "" : `:${line}`}`, style: "dim" }
  ]);
  const lines = indented(grid(rows, [])).flatMap(
    (prefix, index) => paragraph([...prefix, { text: "  " }], plain(all[index].message), width2)
  );
  return [heading(`Dockerfile: ${findingCounts(all)}`), ...lines];
}
__name(findings, "findings");
function caches({ build, caches: all }) {
  if (build.steps.total === 0 && all.length === 0) return [];
  const rows = all.map(({ kind, hit, restoredBytes, verdict }) => [
    { text: kind },
    { text: hit },
    { text: restoredBytes === null ? "\u2013" : bytes(restoredBytes) },
    { text: plain(verdict) }
  ]);
  const how = build.outcome === "success" ? "Built in" : "Stopped after";
  const steps = `${build.steps.cached} of ${count(build.steps.total, "step")} cached`;
  return [heading(`${how} ${duration(build.seconds)}, ${steps}`), ...indented(grid(rows, [2]))];
}
__name(caches, "caches");
function warnings({ warnings: all }, width2) {
  return all.flatMap((warning) => paragraph([{ text: "warning  ", style: "yellow" }], plain(warning), width2));
}
__name(warnings, "warnings");
function origin({ baseline, created, facts, source }) {
  const name = baseline.found ? [baseline.ref, shortCommit(baseline.commit)].filter((part) => part !== null).join("@") : "";
  const parts = [
    name === "" ? null : `against ${plain(name)}`,
    baseline.found ? age(baseline.created, created) : null,
    baseline.found ? distanceWords(baseline, source.pullRequest !== null) : null,
    facts === null ? null : `from ${plain(facts.source)}`
  ];
  const text = parts.filter((part) => part !== null).join(", ");
  return text === "" ? [] : [[{ text, style: "dim" }]];
}
__name(origin, "origin");
function comparison(before, after) {
  const more2 = after - before;
  if (isNoise(more2)) return { text: "unchanged" };
  const share2 = percent(before, after);
  return { text: `${delta(more2)}${share2 === null ? "" : ` (${share2})`}`, ...tone(more2) };
}
__name(comparison, "comparison");
function share(actual, limit, ok) {
  return limit > 0 ? `${(ok ? Math.floor : Math.ceil)(actual / limit * 100)} %` : "over";
}
__name(share, "share");
function label(name, longest = 40) {
  return shortened(plain(name), longest);
}
__name(label, "label");
function fileName({ dockerfile }) {
  return label(dockerfile.path ?? "Dockerfile", 60);
}
__name(fileName, "fileName");

export {
  renderText,
  renderImage
};
