#!/usr/bin/env node
import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  VERSION,
  causes,
  childEnvironment,
  commentMarker,
  describeCandidates,
  diffImages,
  execute,
  findingCounts,
  inspectProject,
  leading,
  measureLayout,
  overBudget,
  plain,
  plainLines,
  readFacts,
  readInputs,
  readReport,
  renderComment,
  renderSummary,
  run,
  shortCommit,
  shortened,
  standings,
  terminalLog,
  writeDockerfile
} from "./chunk-4GVSFZAE.js";
import {
  UserError,
  __name,
  age,
  bytes,
  count,
  delta,
  deltaBeside,
  duration,
  explain,
  folderStore,
  isNoise,
  percent
} from "./chunk-CEGFFR6G.js";

// src/cli.ts
import { readFileSync, writeSync } from "node:fs";
import { parseArgs } from "node:util";

// src/cli/verbs.ts
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { homedir, tmpdir as tmpdir2 } from "node:os";
import { join as join2, resolve } from "node:path";

// src/report/of-diff.ts
function reportOfDiff(options) {
  const { name, before, after, version, baseName } = options;
  const created = (/* @__PURE__ */ new Date(0)).toISOString();
  return {
    schema: 1,
    tool: { name: "go-image", version },
    created,
    image: { name, tags: [], digest: null, id: null },
    source: { server: null, repository: null, commit: null, ref: null, pullRequest: null, runUrl: null },
    project: null,
    dockerfile: { origin: "repository", path: null, text: null, findings: [] },
    build: { outcome: "success", seconds: 0, steps: { total: 0, cached: 0 }, failure: null },
    caches: [],
    facts: after,
    baseline: before ? { found: true, commit: null, ref: baseName ?? null, created, why: "named on the command line" } : { found: false, why: "nothing to compare with" },
    diff: diffImages(before, after),
    budgets: [],
    decisions: [],
    timeline: [],
    warnings: []
  };
}
__name(reportOfDiff, "reportOfDiff");

// src/report/text.ts
function renderText(report, options) {
  const { color, width: width2 } = options;
  const blocks = [
    title(report),
    failure(report),
    platforms(report),
    why(report),
    findings(report, width2),
    caches(report),
    warnings(report, width2),
    origin(report)
  ];
  return blocks.filter((block) => block.length > 0).map((block) => block.map((line) => painted(clipped(line, width2), color)).join("\n")).join("\n\n").concat("\n");
}
__name(renderText, "renderText");
function title(report) {
  const { build } = report;
  const name = { text: label(report.image.name, 80), style: "bold" };
  const line = /* @__PURE__ */ __name((...pieces) => [[name, { text: "  " }, ...pieces]], "line");
  if (build.outcome === "cancelled")
    return line({ text: `build cancelled after ${duration(build.seconds)}`, style: "yellow" });
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
  const what = over?.input === "size-increase" ? "over the allowed growth" : "over budget";
  const verdict = over ? [{ text: `${what} by ${bytes(over.actual - over.limit)}`, style: "red" }, { text: " \xB7 " }] : [];
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
  const rows = all.map(({ platform, before, after, budgets }) => {
    const figures = ["download", "disk"].flatMap((kind) => {
      if (after === null) return [{ text: "gone", style: "dim" }, { text: "" }];
      const more = before === null ? 0 : after[kind] - before[kind];
      return [
        { text: bytes(after[kind]) },
        before === null ? { text: "" } : { text: deltaBeside(more, after[kind]), ...tone(more) }
      ];
    });
    const budget = budgets.map(({ input, ok, actual, limit, written }) => ({
      text: input === "size-increase" ? `${delta(actual, 0)} of ${label(written)} growth` : `${share(actual, limit, ok)} of ${label(written)}`,
      ok
    }));
    const verdict = {
      text: budget.map((each) => each.text).join(", "),
      ...budget.every((each) => each.ok) ? {} : { style: "red" }
    };
    return [{ text: label(platform) }, ...figures, ...withBudgets ? [verdict] : []];
  });
  const head = ["", "download", "", "on disk", "", ...withBudgets ? ["budget"] : []];
  return grid([head.map((text) => ({ text, style: "dim" })), ...rows], [1, 2, 3, 4]);
}
__name(platforms, "platforms");
function why(report) {
  const lead = leading(standings(report));
  if (lead === null) return [];
  if (!report.baseline.found) return [[{ text: `No baseline yet: ${plain(report.baseline.why)}` }]];
  const found = causes(report.diff?.platforms.find(({ platform }) => platform === lead.platform));
  if (found.length === 0) return [];
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
  return [heading("Why"), ...indented(grid(rows, [0, 1]))];
}
__name(why, "why");
function causeName(cause) {
  if (cause.what === "rest") return "rest";
  if (cause.what === "others") return count(cause.count, "other layer");
  if (cause.what === "base") return `base image, ${cause.changed} of ${count(cause.total, "layer")}`;
  const prefix = { same: "", changed: "", added: "new: ", removed: "gone: " }[cause.kind];
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
function origin({ baseline, created, facts }) {
  const name = baseline.found ? [baseline.ref, shortCommit(baseline.commit)].filter((part) => part !== null).join("@") : "";
  const parts = [
    name === "" ? null : `against ${plain(name)}`,
    baseline.found ? age(baseline.created, created) : null,
    facts === null ? null : `from ${plain(facts.source)}`
  ];
  const text = parts.filter((part) => part !== null).join(", ");
  return text === "" ? [] : [[{ text, style: "dim" }]];
}
__name(origin, "origin");
function comparison(before, after) {
  const more = after - before;
  if (isNoise(more)) return { text: "unchanged" };
  const share2 = percent(before, after);
  return { text: `${delta(more)}${share2 === null ? "" : ` (${share2})`}`, ...tone(more) };
}
__name(comparison, "comparison");
function share(actual, limit, ok) {
  return limit > 0 ? `${(ok ? Math.floor : Math.ceil)(actual / limit * 100)} %` : "over";
}
__name(share, "share");
function tone(difference) {
  return isNoise(difference) ? {} : { style: difference > 0 ? "yellow" : "green" };
}
__name(tone, "tone");
function label(name, longest = 40) {
  return shortened(plain(name), longest);
}
__name(label, "label");
function fileName({ dockerfile }) {
  return label(dockerfile.path ?? "Dockerfile", 60);
}
__name(fileName, "fileName");
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

// src/cli/images.ts
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
async function measureImage(source, execute2) {
  const [, kind, place] = /^(oci|oci-archive):(.+)$/.exec(source) ?? [];
  if (kind === "oci") return await layoutFacts(place, source);
  const folder = await mkdtemp(join(tmpdir(), "go-image-"));
  try {
    const archive = kind === "oci-archive" ? place : await saved(source, folder, execute2);
    const { exitCode, stderr } = await execute2("tar", ["-xf", archive, "-C", folder]);
    if (exitCode !== 0) throw new UserError("image-unreadable", `${source} cannot be unpacked: ${stderr.trim()}`);
    return await layoutFacts(folder, source);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
__name(measureImage, "measureImage");
async function layoutFacts(folder, source) {
  try {
    return await measureLayout(folder, { source, stage: null });
  } catch (error) {
    throw new UserError("image-unreadable", `${source} is not a readable OCI layout: ${error.message}`);
  }
}
__name(layoutFacts, "layoutFacts");
async function saved(image, folder, execute2) {
  const archive = join(folder, "image.tar");
  const { exitCode, stderr } = await execute2("docker", ["image", "save", `--output=${archive}`, "--", image]);
  if (exitCode !== 0)
    throw new UserError("image-missing", `The image "${image}" cannot be read from the local engine: ${stderr.trim()}`);
  return archive;
}
__name(saved, "saved");

// src/cli/project-text.ts
function projectText(project) {
  const { modules, workspace, decision, embeds, cgo, ownDockerfile, pgo, warnings: warnings2 } = project;
  const lines = [
    ...modules.map((module) => [
      "module",
      `${module.path}${module.go ? ` (go ${module.go})` : ""} \xB7 ${module.dir === "." ? "" : `${module.dir}/`}go.mod:${module.lines.module}`
    ]),
    ...workspace ? [["work", `${workspace.file} uses ${workspace.uses.join(", ")}`]] : []
  ];
  if (decision.kind === "build") {
    const { main: main2 } = decision;
    lines.push([
      "main",
      `${main2.dir === "." ? "." : `./${main2.dir}`} \xB7 ${decision.reason} \xB7 ${main2.evidence.file}:${main2.evidence.line}`
    ]);
    for (const { name, evidence } of main2.versionVariables)
      lines.push(["version", `main.${name} \xB7 ${evidence.file}:${evidence.line}`]);
    for (const { port, evidence } of main2.ports) lines.push(["port", `${port} \xB7 ${evidence.file}:${evidence.line}`]);
  }
  lines.push(["cgo", cgo.needed ? cgo.evidence.map(({ file, line }) => `${file}:${line}`).join(", ") : "not needed"]);
  for (const { patterns, missing, evidence } of embeds)
    lines.push([
      "embed",
      `${patterns.join(" ")} \xB7 ${evidence.file}:${evidence.line}${missing.length > 0 ? ` \xB7 MISSING ${missing.join(" ")}` : ""}`
    ]);
  if (pgo) lines.push(["pgo", pgo]);
  if (ownDockerfile) lines.push(["file", `${ownDockerfile} \xB7 the repository's own`]);
  for (const warning of warnings2) lines.push(["warning", warning]);
  const text = lines.map(([name, value]) => `${name.padEnd(8)} ${value}`).join("\n");
  if (decision.kind === "choose") return `${text}

${describeCandidates(decision)}`;
  if (decision.kind === "refuse") return `${text}

${decision.reason}`;
  return text;
}
__name(projectText, "projectText");

// src/cli/verbs.ts
var HELP = `go-image: Go container images, fast and measured

  go-image inspect [DIR] [--main PKG] [--module DIR]
      What the Go project in DIR is, and which program would go into the image.
  go-image dockerfile [DIR] [--main PKG] [--base distroless|scratch|alpine|REF] [--write]
      Prints the Dockerfile that would be built; --write puts it and its ignore file into DIR.
  go-image build [DIR] [-t TAG] [-f FILE] [--platform LIST] [--target STAGE] [--build-arg K=V]
                 [--builder NAME] [--cache-dir DIR] [--size-budget SIZE] [--size-increase SIZE]
      Builds the image with Go's caches from a local folder, measures it and compares it with the last build.
  go-image measure IMAGE
      Sizes and layers of IMAGE: a name in the local engine, oci:DIR or oci-archive:FILE.
  go-image diff BASE HEAD [--format text|json|markdown]
      What changed between two images, or two saved reports (report.json).
  go-image render REPORT.json --format markdown|summary|text
      The comment, job summary or text of a saved report; - reads standard input.

Every verb takes --json. Exit code 0: done; 1: the build, image or check failed; 2: wrong use.
`;
var VERBS = {
  async inspect(words, options, { print: print2 }) {
    const project = await inspectFolder(words, options);
    print2(options.json ? json(project) : projectText(project));
    return project.decision.kind === "build" ? 0 : 1;
  },
  async dockerfile(words, options, { print: print2, complain }) {
    const project = await inspectFolder(words, options);
    const { decision } = project;
    if (decision.kind === "choose") throw new UserError(decision.code, describeCandidates(decision));
    if (decision.kind === "refuse") throw new UserError(decision.code, decision.reason);
    const buildArgs = options["build-arg"] ?? [];
    const written = writeDockerfile(project, { base: options.base ?? "distroless", buildArgs });
    if (options.write) {
      const folder = folderOf(words);
      for (const [name, text] of [
        ["Dockerfile", written.dockerfile],
        ["Dockerfile.dockerignore", written.ignore]
      ])
        await writeFile(join2(folder, name), text, { flag: "wx" }).catch((error) => {
          throw new UserError(
            "file-exists",
            error.code === "EEXIST" ? `${join2(folder, name)} exists already; it is left as it is.` : error.message
          );
        });
      complain(`wrote Dockerfile and Dockerfile.dockerignore in ${folder}
`);
      return 0;
    }
    return print2(options.json ? json({ schema: 1, ...written }) : written.dockerfile);
  },
  async build(words, options, terminal) {
    const folder = folderOf(words);
    const inputs = readInputs((name) => inputFrom(options, name));
    const cacheFolder = options["cache-dir"] ?? join2(terminal.env.XDG_CACHE_HOME ?? join2(homedir(), ".cache"), "go-image");
    const store = folderStore(cacheFolder);
    const log = terminalLog(terminal.complain, terminal.env.GO_IMAGE_DEBUG !== void 0);
    const env = childEnvironment(terminal.env, { layerCacheToken: false });
    const outcome = await run(inputs, localContext(folder), {
      log,
      execute: /* @__PURE__ */ __name((command, args, more) => execute(command, args, { env, signal: terminal.signal, ...more }), "execute"),
      signal: terminal.signal,
      store,
      temp: join2(tmpdir2(), `go-image-${randomUUID()}`),
      now: /* @__PURE__ */ __name(() => /* @__PURE__ */ new Date(), "now"),
      mask: /* @__PURE__ */ __name(() => {
      }, "mask"),
      octokit: null,
      writeSummary: /* @__PURE__ */ __name(async () => {
      }, "writeSummary"),
      noDefaultAttestations: false,
      version: VERSION
    });
    for (const { name, key, file } of outcome.saves) await store.save(name, key, file);
    terminal.print(options.json ? json(outcome.report) : renderText(outcome.report, terminal.terminal));
    if (outcome.failure !== null) terminal.complain(`go-image: ${outcome.failure}
`);
    return outcome.failure === null ? 0 : 1;
  },
  async measure(words, options, terminal) {
    const [image] = exactly(1, words, "measure IMAGE");
    const facts = await readSource(image, terminal);
    const report = reportOfDiff({ name: image, before: null, after: facts, version: VERSION });
    return terminal.print(options.json ? json(facts) : renderText(report, terminal.terminal));
  },
  async diff(words, options, terminal) {
    const [base, head] = exactly(2, words, "diff BASE HEAD");
    const [before, after] = await Promise.all([readSource(base, terminal), readSource(head, terminal)]);
    const report = reportOfDiff({ name: head, before, after, version: VERSION, baseName: base });
    const format = options.json ? "json" : options.format ?? "text";
    return terminal.print(format === "json" ? json(diffImages(before, after)) : rendered(report, format, terminal));
  },
  async render(words, options, terminal) {
    const [file] = exactly(1, words, "render REPORT.json --format markdown|summary|text");
    const report = readReport(readJson(file, terminal));
    return terminal.print(options.json ? json(report) : rendered(report, options.format ?? "markdown", terminal));
  }
};
function rendered(report, format, { terminal }) {
  if (format === "markdown") return renderComment(report, { marker: commentMarker(report.image.name) });
  if (format === "summary") return renderSummary(report);
  if (format === "text") return renderText(report, terminal);
  throw new UserError("usage", `--format is "${format}"; it can be text, markdown, summary or json.`);
}
__name(rendered, "rendered");
function inspectFolder(words, options) {
  return inspectProject({
    root: folderOf(words),
    ...options.main !== void 0 && { main: options.main },
    ...options.module !== void 0 && { module: options.module }
  });
}
__name(inspectFolder, "inspectFolder");
function folderOf(words) {
  if (words.length > 1) throw new UserError("usage", `Expected one folder, found ${words.join(" ")}.`);
  return resolve(words[0] ?? ".");
}
__name(folderOf, "folderOf");
function exactly(count2, words, usage) {
  if (words.length === count2) return words;
  throw new UserError("usage", `Usage: go-image ${usage}`);
}
__name(exactly, "exactly");
function inputFrom(options, name) {
  if (name === "tags") return (options.tag ?? []).join("\n");
  if (name === "platforms") return options.platform ?? "";
  if (name === "build-args") return (options["build-arg"] ?? []).join("\n");
  const value = options[name];
  return typeof value === "string" ? value : "";
}
__name(inputFrom, "inputFrom");
function localContext(folder) {
  return {
    ...{ server: null, api: "", repository: null, event: "local", ref: "", commit: null, runUrl: null },
    ...{ runId: `${Date.now()}`, pullRequest: null, workspace: folder, temp: tmpdir2(), cacheMode: null }
  };
}
__name(localContext, "localContext");
async function readSource(source, terminal) {
  if (!source.endsWith(".json")) {
    const env = childEnvironment(terminal.env, { layerCacheToken: false });
    return await measureImage(
      source,
      (command, args, more) => execute(command, args, { env, signal: terminal.signal, ...more })
    );
  }
  const document = readJson(source, terminal);
  if (typeof document === "object" && document !== null && "platforms" in document) return readFacts(document);
  const { facts } = readReport(document);
  if (facts === null) throw new UserError("no-facts", `${source} is the report of a build that was not measured.`);
  return facts;
}
__name(readSource, "readSource");
function readJson(file, { readFile }) {
  try {
    return JSON.parse(readFile(file));
  } catch (error) {
    throw new UserError("file-unreadable", `${file} cannot be read: ${error.message}`);
  }
}
__name(readJson, "readJson");
function json(value) {
  return JSON.stringify(value, null, 2);
}
__name(json, "json");

// src/cli.ts
var cancelled = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => cancelled.abort(new Error(`cancelled by ${signal}`)));
process.stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? 0 : 1));
async function main(argv) {
  const [verb, ...rest] = argv;
  if (verb === void 0 || verb === "help" || verb === "--help" || verb === "-h") return print(HELP);
  if (verb === "--version") return print(VERSION);
  const run2 = Object.hasOwn(VERBS, verb) ? VERBS[verb] : void 0;
  if (!run2) throw new UserError("usage", `There is no verb "${verb}"; there are ${Object.keys(VERBS).join(", ")}.`);
  const { values, positionals } = readArguments(rest);
  if (values.help) return print(HELP);
  return await run2(positionals, values, {
    print,
    complain: /* @__PURE__ */ __name((text) => void writeSync(2, text), "complain"),
    signal: cancelled.signal,
    env: process.env,
    terminal: { color: Boolean(process.stdout.isTTY) && !process.env.NO_COLOR, width: process.stdout.columns ?? 100 },
    readFile: /* @__PURE__ */ __name((path) => readFileSync(path === "-" ? 0 : path, "utf8"), "readFile")
  });
}
__name(main, "main");
function readArguments(args) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        json: { type: "boolean" },
        help: { type: "boolean", short: "h" },
        main: { type: "string" },
        module: { type: "string" },
        base: { type: "string" },
        write: { type: "boolean" },
        file: { type: "string", short: "f" },
        tag: { type: "string", short: "t", multiple: true },
        platform: { type: "string" },
        target: { type: "string" },
        "build-arg": { type: "string", multiple: true },
        builder: { type: "string" },
        "cache-dir": { type: "string" },
        "size-budget": { type: "string" },
        "size-increase": { type: "string" },
        format: { type: "string" }
      }
    });
  } catch (error) {
    throw new UserError("usage", error.message);
  }
}
__name(readArguments, "readArguments");
function print(text) {
  process.stdout.write(text.endsWith("\n") ? text : `${text}
`);
  return 0;
}
__name(print, "print");
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (cancelled.signal.aborted) process.exitCode = 130;
  else {
    writeSync(2, `go-image: ${explain(error)}
`);
    process.exitCode = error instanceof UserError && /^(usage$|input-)/.test(error.code) ? 2 : 1;
  }
}
