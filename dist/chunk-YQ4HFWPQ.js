import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  diffImages,
  measureBuild,
  measureLayout,
  measureNamed,
  readFactsFile
} from "./chunk-HQX67FW5.js";
import {
  contentOf,
  excerptsOf,
  isResolvedComment,
  isWorthTelling,
  partOf,
  renderBadge,
  renderHtml,
  renderJunit,
  renderSummary
} from "./chunk-ZH5PFBIT.js";
import {
  History,
  describeOverrun,
  judge,
  overruns,
  readFacts,
  readPrograms,
  withBuild
} from "./chunk-JR47DU2G.js";
import {
  anyRunExecuted,
  buildContext,
  builderSide,
  cachesIn,
  cachesInLines,
  cachesOut,
  cachesOutLines,
  clean,
  decisionLines,
  describeLayerFailure,
  describeTrust,
  dockerfileLines,
  dockerfileSteps,
  escaped,
  findGoCacheMounts,
  findSlowSteps,
  followProgress,
  imageLines,
  inspectBuilder,
  isBranchEvent,
  isDefaultBranch,
  isExport,
  judgeRun,
  ledgerLines,
  ledgerToStore,
  nameImage,
  namedContexts,
  noteRelease,
  outputsOf,
  ownPlatform,
  projectLines,
  readLedger,
  readProject,
  readRunnerCaches,
  runnerSide,
  shortRef,
  spansNodes,
  startHelp,
  startVoice,
  stepsDone,
  surveyGoCacheMounts,
  triggerRisk,
  trustOf
} from "./chunk-264VTIL4.js";
import {
  buildText
} from "./chunk-XKAZMFME.js";
import {
  md,
  prose,
  text
} from "./chunk-AU4MNPSW.js";
import {
  QUALITY_STAGE,
  gitTokenSecret,
  givenIds,
  goingTo,
  planSecrets,
  presentFiles,
  readBases,
  readSecrets,
  stampValues,
  writeFromCheckout,
  writeSecrets
} from "./chunk-B4AVES6Q.js";
import {
  inTime
} from "./chunk-HNOMRKUH.js";
import {
  demandProgram
} from "./chunk-AWNBONL7.js";
import {
  applyFixes,
  checkDockerfile,
  proveFixes
} from "./chunk-ZCFSZA2V.js";
import {
  renderSarif
} from "./chunk-JARR3KQP.js";
import {
  describeFindings,
  failingFindings,
  flagChoices
} from "./chunk-UG7WS7NH.js";
import {
  BUDGET_INPUTS,
  BUDGET_PARTS,
  nameOf,
  readBudgets
} from "./chunk-XB74SI2F.js";
import {
  SETTINGS_FILE,
  annotationsOfBudgets,
  inspectorOf,
  readSettings,
  readSubject
} from "./chunk-OKIPWZVI.js";
import {
  RULES,
  contextRow,
  contextText
} from "./chunk-VDBOFADO.js";
import {
  OPAQUE,
  before,
  copyWords,
  goPlaces,
  isGolang,
  isRoot,
  knownVariables,
  mountFields,
  mountTarget,
  overlaps,
  reachedStages,
  readRunScript,
  readShell,
  runsAsRoot,
  stageUses,
  userAt,
  userNumbers,
  variablesAt,
  workdirAt
} from "./chunk-4PQ7ZB5M.js";
import {
  expand,
  lineage,
  parseDockerfile,
  rootImage,
  stageVariables,
  targetStage
} from "./chunk-UT4CUW2Z.js";
import {
  readIgnoreFile
} from "./chunk-UUQY4CUZ.js";
import {
  age,
  array,
  boolean,
  count,
  duration,
  literal,
  maxLength,
  maxValue,
  minValue,
  nullable,
  number,
  object,
  optional,
  parse,
  picklist,
  pipe,
  regex,
  safeInteger,
  safeParse,
  string,
  tuple,
  unknown
} from "./chunk-JKRFVU7G.js";
import {
  chosenMains,
  importPathOf,
  isBuilt,
  moduleDirsOf,
  nameMatches,
  readCheckout
} from "./chunk-IGNF7UFV.js";
import {
  canonicalVersion,
  readHeader
} from "./chunk-RPTUHRE5.js";
import {
  headOf,
  readInside,
  realPath
} from "./chunk-KZXV7NL4.js";
import {
  UserError,
  __name,
  messageOf,
  plain,
  shortened
} from "./chunk-L77EYN5P.js";

// src/run.ts
import { mkdir as mkdir7 } from "node:fs/promises";

// src/image/known-layers.ts
import { closeSync, openSync, readSync } from "node:fs";
import { open, writeFile } from "node:fs/promises";
import { join } from "node:path";
var NAME = "layers.ndjson";
var MOST_BYTES = 5e7;
var MOST_LAYERS = 1e3;
var MOST_HEAD = 1e6;
var MOST_ENTRIES = 1e6;
var whole = pipe(number(), safeInteger(), minValue(0));
var Head = object({
  schema: literal(1),
  layers: pipe(
    array(tuple([pipe(string(), regex(/^sha256:[0-9a-f]{64}$/)), pipe(whole, maxValue(MOST_BYTES))])),
    maxLength(MOST_LAYERS)
  )
});
var KINDS = ["file", "folder", "symlink", "hardlink", "device", "fifo"];
var NONE = { layers: /* @__PURE__ */ new Map(), file: null, places: [] };
async function readKnownLayers(imageKey, store, temp, help) {
  return await help.attempt("What is known of layers could not be read", NONE, async () => {
    const file = join(temp, NAME);
    const matched = await store.restore(NAME, `${prefix(imageKey)}none`, [prefix(imageKey)], file);
    return matched === null ? NONE : await openKept(file);
  });
}
__name(readKnownLayers, "readKnownLayers");
async function layersToStore(used, kept2, {
  imageKey,
  context,
  temp
}) {
  const known = new Set(kept2.places.map(({ diffId }) => diffId));
  if (used.every(({ diffId }) => known.has(diffId))) return [];
  const fresh = used.map((contents) => ({ diffId: contents.diffId, line: Buffer.from(lineOf(contents)) }));
  const lines2 = [];
  let total = 0;
  const add = /* @__PURE__ */ __name((diffId, length, line) => {
    if (total + length > MOST_BYTES || lines2.length >= MOST_LAYERS) return;
    const content = lines2.some((each) => each.diffId === diffId) ? null : line();
    if (content === null) return;
    lines2.push({ diffId, line: content });
    total += length;
  }, "add");
  for (const { diffId, line } of fresh) add(diffId, line.length, () => line);
  for (const place of kept2.places) add(place.diffId, place.length, () => readLine(kept2.file, place));
  const head = { schema: 1, layers: lines2.map(({ diffId, line }) => [diffId, line.length]) };
  const file = join(temp, `new-${NAME}`);
  await writeFile(file, Buffer.concat([Buffer.from(`${JSON.stringify(head)}
`), ...lines2.map(({ line }) => line)]));
  return [
    {
      name: NAME,
      key: `${prefix(imageKey)}${context.commit?.slice(0, 12) ?? "none"}.${context.runId}.${context.runAttempt}`,
      file
    }
  ];
}
__name(layersToStore, "layersToStore");
function prefix(imageKey) {
  return `go-image-layers-1-${clean(imageKey)}-`;
}
__name(prefix, "prefix");
async function openKept(file) {
  const head = await readHead(file);
  const places = [];
  let start = head.length + 1;
  for (const [diffId, length] of parse(Head, JSON.parse(head.toString("utf8"))).layers) {
    places.push({ diffId, start, length });
    start += length;
  }
  const byId = new Map(places.map((place) => [place.diffId, place]));
  return {
    ...{ file, places },
    layers: {
      has: /* @__PURE__ */ __name((diffId) => byId.has(diffId), "has"),
      get: /* @__PURE__ */ __name((diffId) => {
        const place = byId.get(diffId);
        const line = place && readLine(file, place);
        return line ? contentsOfLine(line, diffId) ?? void 0 : void 0;
      }, "get")
    }
  };
}
__name(openKept, "openKept");
async function readHead(file) {
  const handle = await open(file);
  try {
    const buffer = Buffer.alloc(MOST_HEAD);
    const { bytesRead } = await handle.read(buffer, 0, MOST_HEAD, 0);
    const end = buffer.subarray(0, bytesRead).indexOf("\n");
    if (end < 0) throw new Error("it does not begin with a list of layers");
    return buffer.subarray(0, end);
  } finally {
    await handle.close();
  }
}
__name(readHead, "readHead");
function readLine(file, { start, length }) {
  if (file === null) return null;
  const descriptor = openSync(file, "r");
  try {
    const buffer = Buffer.allocUnsafe(length);
    return readSync(descriptor, buffer, 0, length, start) === length ? buffer : null;
  } finally {
    closeSync(descriptor);
  }
}
__name(readLine, "readLine");
function lineOf({ diffId, bytes, entries, programs }) {
  const rows = entries.map(({ path, kind, bytes: size, mode, target, crc }) => [
    ...[path, KINDS.indexOf(kind), size, mode, target ?? 0, crc ?? 0]
  ]);
  return `${JSON.stringify({ diffId, bytes, entries: rows, programs })}
`;
}
__name(lineOf, "lineOf");
function contentsOfLine(line, diffId) {
  try {
    const { diffId: own, bytes, entries, programs } = JSON.parse(line.toString("utf8"));
    if (own !== diffId || !isSize(bytes) || !Array.isArray(entries) || entries.length > MOST_ENTRIES) return null;
    const read = entries.map(entryOf);
    return read.includes(null) ? null : { diffId, bytes, entries: read, programs: readPrograms(programs) };
  } catch {
    return null;
  }
}
__name(contentsOfLine, "contentsOfLine");
function entryOf(row) {
  if (!Array.isArray(row)) return null;
  const [path, kindNumber, bytes, mode, target, crc] = row;
  const kind = typeof kindNumber === "number" ? KINDS[kindNumber] : void 0;
  if (!isPath(path) || kind === void 0 || !isSize(bytes) || !isSize(mode) || mode > 4095) return null;
  if (target !== 0 && (typeof target !== "string" || target.length > 1e4)) return null;
  if (kind === "hardlink" && !isPath(target)) return null;
  if (crc !== 0 && (typeof crc !== "string" || !/^[0-9a-f]{8}$/.test(crc))) return null;
  return { ...{ path, kind, bytes, mode }, ...target !== 0 && { target }, ...crc !== 0 && { crc } };
}
__name(entryOf, "entryOf");
function isPath(path) {
  if (typeof path !== "string" || path.length > 1e4) return false;
  return path === "" || !/(?:^|\/)\.{0,2}(?:\/|$)/.test(path);
}
__name(isPath, "isPath");
function isSize(value) {
  return Number.isSafeInteger(value) && value >= 0;
}
__name(isSize, "isSize");

// src/run-build.ts
import { rm } from "node:fs/promises";
import { join as join9 } from "node:path";

// src/build/csv.ts
function csvRecord(fields) {
  return Object.entries(fields).map(([key, value]) => csvField(`${key}=${value}`)).join(",");
}
__name(csvRecord, "csvRecord");
function csvField(field) {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
__name(csvField, "csvField");
function readCsvRecord(record) {
  const fields = [...record.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    (match) => match[1]?.replaceAll('""', '"') ?? match[2] ?? ""
  );
  return new Map(
    fields.map((field) => {
      const at = field.indexOf("=");
      return at < 0 ? [field.trim(), ""] : [field.slice(0, at).trim().toLowerCase(), field.slice(at + 1)];
    })
  );
}
__name(readCsvRecord, "readCsvRecord");

// src/build/arguments.ts
function buildArguments(plan2) {
  const { inputs } = plan2;
  const each = /* @__PURE__ */ __name((flag, values) => values.map((value) => `--${flag}=${value}`), "each");
  const one = /* @__PURE__ */ __name((flag, value) => value === "" ? [] : [`--${flag}=${value}`], "one");
  return [
    "buildx",
    "build",
    "--progress=plain",
    ...one("builder", inputs.builder),
    ...each("add-host", inputs.addHosts),
    ...each("allow", inputs.allow),
    ...each("annotation", inputs.annotations),
    ...each("build-arg", [...plan2.buildArgs, ...inputs.buildArgs]),
    ...each("build-context", inputs.buildContexts),
    ...each("cache-from", inputs.cacheFrom),
    ...each("cache-to", inputs.cacheTo),
    ...one("call", inputs.call),
    ...one("cgroup-parent", inputs.cgroupParent),
    ...each("secret", plan2.secretEnvs.map(csvRecord)),
    ...one("file", plan2.file),
    ...each("label", [...plan2.labels, ...inputs.labels]),
    ...each("no-cache-filter", inputs.noCacheFilters),
    ...each("output", outputs(plan2)),
    ...one("platform", inputs.platforms.join(",")),
    ...each("attest", attestations(plan2)),
    ...each(
      "secret",
      plan2.secretFiles.map(({ id, path }) => csvRecord({ id, src: path }))
    ),
    ...one("shm-size", inputs.shmSize),
    ...each("ssh", inputs.ssh),
    ...each("tag", plan2.tags),
    ...one("target", inputs.target),
    ...each("ulimit", inputs.ulimit),
    ...inputs.load ? ["--load"] : [],
    `--metadata-file=${plan2.metadataFile}`,
    ...one("network", inputs.network),
    ...inputs.noCache ? ["--no-cache"] : [],
    ...inputs.pull ? ["--pull"] : [],
    ...inputs.push ? ["--push"] : [],
    "--",
    plan2.context
  ];
}
__name(buildArguments, "buildArguments");
function outputs(plan2) {
  const { inputs, builder, layout } = plan2;
  if (inputs.call !== "") return inputs.outputs;
  const asked = inputs.outputs.length > 0 || inputs.load || inputs.push;
  const kept2 = asked || builder.driver !== "docker" ? [] : ["type=image"];
  return [...inputs.outputs, ...kept2, ...layout === null ? [] : [layoutOutput(inputs.outputs, layout)]];
}
__name(outputs, "outputs");
function layoutOutput(userOutputs, dest) {
  const published = userOutputs.map(readCsvRecord).find((fields) => /^(image|registry|oci|docker)$/.test(fields.get("type") ?? ""));
  const alike = ["compression", "compression-level", "force-compression", "oci-mediatypes", "rewrite-timestamp"].filter((name) => published?.has(name)).map((name) => [name, published.get(name)]);
  return csvRecord({ type: "oci", tar: "false", dest, ...Object.fromEntries(alike) });
}
__name(layoutOutput, "layoutOutput");
function attestations({ inputs, builder, source, noDefaultAttestations }) {
  const typeOf = /* @__PURE__ */ __name((attest) => readCsvRecord(attest).get("type"), "typeOf");
  const provenance = inputs.attests.find((attest) => typeOf(attest) === "provenance");
  const sbom = inputs.attests.find((attest) => typeOf(attest) === "sbom");
  const loads = inputs.load || inputs.outputs.some((output) => readCsvRecord(output).get("type") === "docker");
  const builderId = source.runUrl ? `builder-id=${source.runUrl}` : "";
  const withBuilder = /* @__PURE__ */ __name((attest) => builderId === "" || readCsvRecord(attest).has("builder-id") ? attest : `${attest},${builderId}`, "withBuilder");
  const result = [];
  if (inputs.provenance !== "") result.push(provenanceInput(inputs.provenance, withBuilder));
  else if (provenance) result.push(withBuilder(provenance));
  else if (!noDefaultAttestations && builder.exportsLayout && !loads && inputs.call === "" && source.runUrl)
    result.push(withBuilder(`type=provenance,mode=${source.private ? "min,inline-only=true" : "max"}`));
  if (inputs.sbom !== "") result.push(`type=sbom,${booleanAttribute(inputs.sbom)}`);
  else if (sbom) result.push(sbom);
  return [...result, ...inputs.attests.filter((attest) => attest !== provenance && attest !== sbom)];
}
__name(attestations, "attestations");
function provenanceInput(value, withBuilder) {
  const attribute = booleanAttribute(value);
  if (attribute === "disabled=true") return "type=provenance,disabled=true";
  return withBuilder(attribute === "disabled=false" ? "type=provenance" : `type=provenance,${attribute}`);
}
__name(provenanceInput, "provenanceInput");
function booleanAttribute(value) {
  if (/^(true|1|t)$/i.test(value)) return "disabled=false";
  if (/^(false|0|f)$/i.test(value)) return "disabled=true";
  return value;
}
__name(booleanAttribute, "booleanAttribute");

// src/build/build.ts
import { readFile } from "node:fs/promises";
async function build(args, metadataFile, execute, log, onExport = () => {
}) {
  const progress = followProgress();
  let exporting = false;
  const { exitCode, seconds, stderr } = await log.foreign(
    (print) => log.watch(
      (passed) => buildText(passed, stepsDone(progress.steps())),
      () => execute("docker", args, {
        onLine: /* @__PURE__ */ __name((line, stream) => {
          print(line);
          if (stream !== "stderr") return;
          progress.read(line);
          if (exporting || !isExport(line)) return;
          exporting = true;
          onExport(progress.steps());
        }, "onLine")
      })
    )
  );
  const steps = progress.steps();
  const own = dockerfileSteps(steps);
  const failed = exitCode === 0 ? null : steps.find((step) => step.error !== null) ?? null;
  return {
    steps,
    metadata: exitCode === 0 ? await readMetadata(metadataFile) : {},
    error: exitCode === 0 ? null : (
      // buildx refuses wrong flags in its first line, without `ERROR:`, and its usage follows
      progress.failure() ?? failed?.error ?? (stderr.split("\n").find(Boolean) || `exit code ${exitCode}`)
    ),
    report: {
      outcome: exitCode === 0 ? "success" : "failure",
      seconds,
      steps: { total: own.length, cached: own.filter((step) => step.cached).length },
      failure: exitCode === 0 ? null : {
        step: failed?.name ?? null,
        line: progress.failedLine(),
        lines: (failed?.lines ?? []).filter((line) => line.trim() !== "").slice(-12)
      }
    }
  };
}
__name(build, "build");
async function readMetadata(file) {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return {};
  }
}
__name(readMetadata, "readMetadata");
function imageId(metadata) {
  return text2(metadata["containerimage.config.digest"]) ?? text2(metadata["containerimage.digest"]);
}
__name(imageId, "imageId");
function imageDigest(metadata) {
  return text2(metadata["containerimage.digest"]);
}
__name(imageDigest, "imageDigest");
function text2(value) {
  return typeof value === "string" ? value : null;
}
__name(text2, "text");

// src/build/failure.ts
var SHOWN_LINES = 8;
var STEP_LENGTH = 120;
var FOREIGN = /\bexec format error\b/i;
var EMULATION = "This builder cannot run programs of that platform. Put docker/setup-qemu-action before this step; or, much faster, let the stage run on the builder with `FROM --platform=$BUILDPLATFORM`, and Go compile for GOOS=$TARGETOS GOARCH=$TARGETARCH.";
function describeFailure({ failure }, error) {
  if (!failure || failure.step === null || failure.lines.length === 0) return `The build failed: ${error}`;
  const step = failure.step.replace(/\s+/g, " ");
  const shown2 = step.length > STEP_LENGTH ? `${step.slice(0, STEP_LENGTH)}\u2026` : step;
  const [, exitCode] = /exit code: (\d+)/.exec(error) ?? [];
  const how = exitCode === void 0 ? "failed" : `ended with exit code ${exitCode}`;
  const last = failure.lines.slice(-SHOWN_LINES);
  return [`${shown2} ${how}:`, ...last, ...last.some((line) => FOREIGN.test(line)) ? [EMULATION] : []].join("\n");
}
__name(describeFailure, "describeFailure");

// src/build/materials.ts
var Material = object({ uri: string(), digest: object({ sha256: pipe(string(), regex(/^[0-9a-f]{64}$/)) }) });
var Provenance = object({
  materials: optional(array(unknown()), []),
  buildDefinition: optional(object({ resolvedDependencies: optional(array(unknown()), []) }))
});
var IMAGE = /^pkg:docker\/([^@?]+)(?:@([^?]+))?(?:\?|$)/;
function imageRows(metadata) {
  const images = Object.entries(metadata).filter(([key]) => key.startsWith("buildx.build.provenance")).flatMap(([, provenance]) => materialsOf(provenance)).flatMap((material) => {
    const read = safeParse(Material, material);
    return read.success ? imageOf(read.output) : [];
  });
  return [...new Set(images)].map((choice) => {
    return { what: "image", choice, reason: "what its tag meant for this build", evidence: [] };
  });
}
__name(imageRows, "imageRows");
function materialsOf(provenance) {
  const read = safeParse(Provenance, provenance);
  return read.success ? [...read.output.materials, ...read.output.buildDefinition?.resolvedDependencies ?? []] : [];
}
__name(materialsOf, "materialsOf");
function imageOf({ uri, digest }) {
  const [, name, tag] = IMAGE.exec(uri) ?? [];
  if (name === void 0) return [];
  try {
    const reference = [name, ...tag === void 0 ? [] : [tag]].map(decodeURIComponent).join(":");
    return [`${reference.replace(/:sha256:[0-9a-f]{64}$/, "")}@sha256:${digest.sha256}`];
  } catch {
    return [];
  }
}
__name(imageOf, "imageOf");

// src/build/test-failure.ts
import { lstat } from "node:fs/promises";
import { join as join2, posix as posix2, relative } from "node:path";

// src/build/problems.ts
import { posix } from "node:path";
var ROOT = "/src/";
var LONGEST_LINE = 2e3;
var MOST_LINES = 6;
var LONGEST_MESSAGE = 300;
var COMPILER = /^(?:vet: )?([^\s:]+\.go):(\d+):\d+: (.+)$/;
var LOGGED = /^( +)([^\s:/]+\.go):(\d+): (.*)$/;
var RESULT = /^( *)--- (FAIL|PASS|SKIP|BENCH): (\S+)/;
var PACKAGE = /^(FAIL|ok {2}|\? {3})\t(\S+)/;
var FRAME = /^(?:\t| {6})([^\s:]+\.go):(\d+)(?: \+0x[0-9a-f]+)?$/;
function readProblems(lines2, module) {
  const reading = { drafts: [], logged: [], test: null, fault: null, open: null };
  for (const whole2 of lines2) {
    const line = whole2.slice(0, LONGEST_LINE);
    if (reading.open !== null && line.startsWith(reading.open.prefix)) {
      const { draft } = reading.open;
      if (draft.lines.length < MOST_LINES) draft.lines.push(line);
      continue;
    }
    reading.open = null;
    readLine2(line, reading, module);
  }
  return distinct(reading.drafts);
}
__name(readProblems, "readProblems");
function readLine2(line, reading, module) {
  const { drafts, test } = reading;
  const begin = /* @__PURE__ */ __name((file2, at2, message2) => {
    const draft = { file: file2, line: Number(at2), lines: [message2], test: reading.test?.name ?? null };
    drafts.push(draft);
    return draft;
  }, "begin");
  const [, indent, result, testName] = RESULT.exec(line) ?? [];
  if (testName !== void 0) {
    reading.test = result === "FAIL" ? { name: plain(testName), indent: `${indent}    ` } : null;
    return;
  }
  const [, state, importPath] = PACKAGE.exec(line) ?? [];
  if (importPath !== void 0) {
    const folder = state === "FAIL" ? folderOf(importPath, module) : null;
    for (const { draft, name: name2 } of reading.logged) draft.file = folder === null ? null : posix.join(folder, name2);
    Object.assign(reading, { logged: [], test: null, fault: null });
    return;
  }
  const [, path, at, message] = COMPILER.exec(line) ?? [];
  if (path !== void 0) {
    reading.open = { draft: begin(placeOf(path, module), at, message), prefix: "	" };
    return;
  }
  const [, blanks, name, logLine, said] = LOGGED.exec(line) ?? [];
  if (name !== void 0 && test !== null && blanks === test.indent) {
    if (name === "testing.go" && said === "race detected during execution of test") return;
    const draft = begin(null, logLine, said);
    reading.logged.push({ draft, name });
    reading.open = { draft, prefix: `${blanks}    ` };
    return;
  }
  if (line.startsWith("panic: ")) reading.fault = line;
  else if (line === "WARNING: DATA RACE") reading.fault = "data race; both of its stacks are in the log";
  const [, frame, frameLine] = reading.fault === null ? [] : FRAME.exec(line) ?? [];
  const file = frame === void 0 ? null : frameOf(frame, module);
  if (file === null) return;
  begin(file, frameLine, reading.fault);
  reading.fault = null;
}
__name(readLine2, "readLine");
function folderOf(importPath, { dir, path }) {
  if (importPath === path) return dir;
  return importPath.startsWith(`${path}/`) ? inContext(posix.join(dir, importPath.slice(path.length + 1))) : null;
}
__name(folderOf, "folderOf");
function placeOf(name, { dir }) {
  if (name.startsWith(ROOT)) return inContext(name.slice(ROOT.length));
  return name.startsWith("/") ? null : inContext(posix.join(dir, name));
}
__name(placeOf, "placeOf");
function frameOf(name, module) {
  if (name.startsWith("/")) return placeOf(name, module);
  const folder = folderOf(posix.dirname(name), module);
  return folder === null ? null : posix.join(folder, posix.basename(name));
}
__name(frameOf, "frameOf");
function inContext(path) {
  const normal = posix.normalize(path);
  return normal === ".." || normal.startsWith("../") || new RegExp("\\p{C}", "u").test(normal) ? null : normal;
}
__name(inContext, "inContext");
function distinct(drafts) {
  const first = /* @__PURE__ */ new Map();
  for (const { file, line, lines: lines2, test } of drafts) {
    if (file === null) continue;
    const shown2 = lines2.map((one) => shortened(plain(one), LONGEST_MESSAGE)).filter((one) => one !== "");
    const problem = { file, line, message: shown2.join("\n"), test };
    const key = `${file}:${line} ${problem.message}`;
    if (!first.has(key)) first.set(key, problem);
  }
  return [...first.values()];
}
__name(distinct, "distinct");

// src/build/test-failure.ts
var MOST_ANNOTATIONS = 9;
var SHOWN_LINES2 = 8;
var NO_PROXY = /^go: .*(?:module lookup disabled|dial tcp|i\/o timeout|no such host|connection refused|proxyconnect|tls: |x509: |[45]\d\d )/;
async function testFailure(steps, { inputs, context, source, project }) {
  const { checks } = inputs;
  if (checks.length === 0 || source.kind !== "folder" || project === null) return null;
  const failed = steps.find(({ name, error }) => error !== null && isQualityStep(name));
  if (failed === void 0) return null;
  const lines2 = failed.lines.filter((line) => line.trim() !== "");
  const tool = checks.find(({ tool: tool2 }) => tool2 && failed.name.includes(`go install ${tool2.package}@`));
  if (tool) return { sentence: describeMissingTool(tool.name, lines2), annotations: [] };
  const title = titleOf(failed.name, checks);
  if (title === null) return null;
  const problems = await inCheckout(readProblems(failed.lines, checkedModule(project, failed.name)), source.path);
  const folder = relative(context.workspace, source.path);
  const annotations = problems.slice(0, MOST_ANNOTATIONS).map(({ file, line, message, test }) => ({
    message,
    place: { file: join2(folder, file), startLine: line, title: test === null ? title : `${title}: ${test}` }
  }));
  return { sentence: describe(title, problems.length, lines2), annotations };
}
__name(testFailure, "testFailure");
function checkedModule({ decision, modules }, step) {
  const dirs = moduleDirsOf(chosenMains(decision));
  const dir = dirs.find((other) => step.includes(` ${goingTo(posix2.join("/src", other))}`)) ?? dirs[0] ?? ".";
  return { dir, path: modules.find((module) => module.dir === dir)?.path ?? "" };
}
__name(checkedModule, "checkedModule");
function isQualityStep(name) {
  return new RegExp(`^\\[(?:\\S+ )?${QUALITY_STAGE} \\d+/\\d+\\] `).test(name);
}
__name(isQualityStep, "isQualityStep");
function titleOf(step, checks) {
  const check = checks.find(({ name, command }) => name !== "run" && step.endsWith(` ${command}`));
  if (check) return check.name;
  return / \[(?:"[^"]*", )*"\/bin\/sh", "-c", /.test(step) ? "run" : null;
}
__name(titleOf, "titleOf");
async function inCheckout(problems, context) {
  const files = [...new Set(problems.map(({ file }) => file))];
  const found = await Promise.all(
    files.map(async (file) => (await lstat(join2(context, file)).catch(() => null))?.isFile() ? [file] : [])
  );
  const there = new Set(found.flat());
  return problems.filter(({ file }) => there.has(file));
}
__name(inCheckout, "inCheckout");
function describe(title, problems, lines2) {
  const more = problems - MOST_ANNOTATIONS;
  const found = problems === 0 ? "" : `, ${count(problems, "problem")}${more > 0 ? `, ${more} of them only in the log` : ""}`;
  return [`The check \`${title}\` failed${found}; no image was made.`, ...lines2.slice(-SHOWN_LINES2).map(plain)].join(
    "\n"
  );
}
__name(describe, "describe");
function describeMissingTool(name, lines2) {
  const said = lines2.findLast((line) => NO_PROXY.test(line));
  const why = said === void 0 ? ["It did not compile:", ...lines2.slice(-SHOWN_LINES2).map(plain)] : [
    "It comes from the Go module proxy, which did not answer as it should. Name yours with `GOPROXY` in `build-args`.",
    plain(said)
  ];
  return [`\`${name}\` could not be installed for the input \`test\`; no image was made.`, ...why].join("\n");
}
__name(describeMissingTool, "describeMissingTool");

// src/compile/hand-in.ts
import { join as join7 } from "node:path";

// src/compile/compile.ts
import { existsSync as existsSync2 } from "node:fs";
import { chmod, copyFile, mkdir as mkdir2, realpath as realpath2, stat as stat3, utimes, writeFile as writeFile3 } from "node:fs/promises";
import { dirname as dirname2, join as join5 } from "node:path";

// src/compile/layout.ts
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename, stat, writeFile as writeFile2 } from "node:fs/promises";
import { join as join3 } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

// src/compile/refusal.ts
var CannotProve = class extends Error {
  static {
    __name(this, "CannotProve");
  }
  line;
  constructor(reason, line = null) {
    super(reason);
    this.line = line;
  }
};
function asRefusal(error) {
  if (error instanceof CannotProve) return { kind: "refuse", reason: error.message, line: error.line };
  throw error;
}
__name(asRefusal, "asRefusal");

// src/compile/layout.ts
var OCI = "application/vnd.oci.image";
async function writeLayout(folder, images) {
  await mkdir(join3(folder, "blobs", "sha256"), { recursive: true });
  const manifests = [];
  for (const { platform, programs } of images) {
    const { os, arch: architecture, variant } = platform;
    const own = { os, architecture, ...variant !== "" && { variant } };
    const layer = await writeBlob(folder, `${OCI}.layer.v1.tar`, Readable.from(tar(programs)));
    const config = await writeJson(folder, `${OCI}.config.v1+json`, {
      ...own,
      config: {},
      rootfs: { type: "layers", diff_ids: [layer.digest] }
    });
    const mediaType2 = `${OCI}.manifest.v1+json`;
    const manifest = await writeJson(folder, mediaType2, { schemaVersion: 2, mediaType: mediaType2, config, layers: [layer] });
    manifests.push({ ...manifest, platform: own });
  }
  const mediaType = `${OCI}.index.v1+json`;
  const [only, other] = manifests;
  const index = await writeJson(folder, mediaType, { schemaVersion: 2, mediaType, manifests });
  await writeFile2(join3(folder, "index.json"), JSON.stringify({ schemaVersion: 2, mediaType, manifests: [index] }));
  await writeFile2(join3(folder, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
  return other === void 0 ? only.digest : index.digest;
}
__name(writeLayout, "writeLayout");
function writeJson(folder, mediaType, value) {
  return writeBlob(folder, mediaType, Readable.from([Buffer.from(JSON.stringify(value))]));
}
__name(writeJson, "writeJson");
async function writeBlob(folder, mediaType, content) {
  const hash = createHash("sha256");
  const partial = join3(folder, "partial");
  content.on("data", (chunk) => hash.update(chunk));
  await pipeline(content, createWriteStream(partial));
  const digest = hash.digest("hex");
  const { size } = await stat(partial);
  await rename(partial, join3(folder, "blobs", "sha256", digest));
  return { mediaType, digest: `sha256:${digest}`, size };
}
__name(writeBlob, "writeBlob");
async function* tar(programs) {
  for (const { output, file, time } of programs) {
    const { size } = await stat(file);
    yield header(output.slice(1), size, time);
    for await (const chunk of createReadStream(file)) yield chunk;
    yield Buffer.alloc((512 - size % 512) % 512);
  }
  yield Buffer.alloc(1024);
}
__name(tar, "tar");
function header(name, size, time) {
  if (Buffer.byteLength(name) > 100) throw new CannotProve(`the path /${name} is longer than a tar header takes`);
  const block = Buffer.alloc(512);
  const octal = /* @__PURE__ */ __name((value, width) => `${value.toString(8).padStart(width - 1, "0")}\0`, "octal");
  block.write(name, 0);
  block.write(octal(493, 8) + octal(0, 8) + octal(0, 8) + octal(size, 12) + octal(time, 12), 100);
  block.write("        0", 148);
  block.write("ustar\x0000", 257, "latin1");
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}
__name(header, "header");

// src/compile/sources.ts
import { existsSync } from "node:fs";
import { readdir, readFile as readFile2, realpath, stat as stat2 } from "node:fs/promises";
import { dirname, join as join4, posix as posix3, relative as relative2, sep } from "node:path";
var FILES = [
  ...["GoFiles", "CgoFiles", "CFiles", "CXXFiles", "MFiles", "HFiles", "FFiles", "SFiles"],
  ...["SwigFiles", "SwigCXXFiles", "SysoFiles", "EmbedFiles"]
];
var LISTED_FIELDS = ["Dir", "ImportPath", "Standard", "Module", ...FILES].join(",");
function readListed(output) {
  return JSON.parse(`[${output.trim().replace(/\n}\n{/g, "\n},\n{")}]`);
}
__name(readListed, "readListed");
async function proveSources(packages, options) {
  const { plan: plan2, dockerfile } = options;
  const context = await realpath(options.context);
  const ignored = await ignoreFile(context, dockerfile);
  const used = await filesOf(packages, { context, modules: options.modules, cwd: join4(context, options.cwd) });
  const covered = await coverage(plan2, context);
  for (const path of used) {
    if (ignored(path)) throw new CannotProve(`${path} is not in the build context: .dockerignore leaves it out`);
    if (!covered(path)) throw new CannotProve(`${path} is not copied into the stage that compiles`);
    if (await realpath(join4(context, path)) !== join4(context, ...path.split("/")))
      throw new CannotProve(`${path} is a link`);
  }
  const isThere = /* @__PURE__ */ __name((path) => !ignored(path) && covered(path), "isThere");
  for (const path of await filesNamed("go.mod", context, "."))
    if (!isThere(path) && await anyFile(context, posix3.dirname(path), isThere))
      throw new CannotProve(`${path} is not in the stage that compiles, and other files of its folder are`);
  for (const { output, line } of plan2.commands) {
    const path = posix3.relative(plan2.root, output);
    if (!path.startsWith("..") && existsSync(join4(context, path)))
      throw new CannotProve(`the program is put where the sources have ${path}`, line);
  }
}
__name(proveSources, "proveSources");
async function ignoreFile(context, dockerfile) {
  for (const file of [`${dockerfile}.dockerignore`, join4(context, ".dockerignore")])
    if (existsSync(file)) return readIgnoreFile(await readFile2(file, "utf8"));
  return () => null;
}
__name(ignoreFile, "ignoreFile");
async function filesOf(packages, { context, modules, cwd }) {
  const used = /* @__PURE__ */ new Set();
  const add = /* @__PURE__ */ __name((path) => used.add(relative2(context, path).split(sep).join("/")), "add");
  const addIfThere = /* @__PURE__ */ __name((path) => existsSync(path) && add(path), "addIfThere");
  for (const { Dir, ImportPath, Standard, Module, ...files } of packages) {
    if (Standard || isBelow(Dir, modules)) continue;
    const folder = await realpath(Dir);
    if (!isBelow(folder, context))
      throw new CannotProve(`the package ${ImportPath} is in ${Dir}, outside of the build context`);
    for (const kind of FILES) for (const name of files[kind] ?? []) add(join4(folder, name));
    addIfThere(join4(folder, "default.pgo"));
    if (Module?.GoMod !== void 0 && isBelow(await realpath(dirname(Module.GoMod)), context)) {
      const module = await realpath(dirname(Module.GoMod));
      for (const name of ["go.mod", "go.sum", "vendor/modules.txt"]) addIfThere(join4(module, name));
    }
  }
  for (let folder = cwd; isBelow(folder, context); folder = dirname(folder))
    for (const name of ["go.work", "go.work.sum", "vendor/modules.txt"]) addIfThere(join4(folder, name));
  return used;
}
__name(filesOf, "filesOf");
async function filesNamed(name, context, folder) {
  const entries = await readdir(join4(context, folder), { withFileTypes: true });
  const below = await Promise.all(
    entries.filter((entry) => entry.isDirectory() && entry.name !== ".git").map((entry) => filesNamed(name, context, posix3.join(folder, entry.name)))
  );
  return [...entries.filter((entry) => entry.name === name).map((entry) => posix3.join(folder, entry.name)), ...below.flat()];
}
__name(filesNamed, "filesNamed");
async function anyFile(context, folder, accept) {
  for (const entry of await readdir(join4(context, folder), { withFileTypes: true })) {
    const path = posix3.join(folder, entry.name);
    if (entry.isDirectory() ? await anyFile(context, path, accept) : accept(path)) return true;
  }
  return false;
}
__name(anyFile, "anyFile");
async function coverage({ root, copies }, context) {
  const rules = await Promise.all(copies.map((copy) => coverageOf(copy, root, context)));
  return (path) => rules.some((covers) => covers(path));
}
__name(coverage, "coverage");
async function coverageOf(copy, root, context) {
  const { source, destination: destination2, line } = copy;
  const elsewhere = /* @__PURE__ */ __name(() => new CannotProve(`the COPY of ${source} puts it elsewhere than the context has it`, line), "elsewhere");
  const landing = posix3.join(root, posix3.dirname(source));
  if (source.includes("*")) {
    if (posix3.normalize(destination2) !== `${root}/`) throw elsewhere();
    const pattern = new RegExp(`^${source.replace(/[.]/g, "\\.").replace("*", "[^/]*")}$`);
    for (const entry of await readdir(context, { withFileTypes: true }))
      if (pattern.test(entry.name) && !entry.isFile()) throw elsewhere();
    return (path) => pattern.test(path);
  }
  const found = await stat2(join4(context, source)).catch(() => null);
  if (found === null) throw new CannotProve(`the COPY of ${source} finds nothing`, line);
  if (found.isDirectory()) {
    if (posix3.join(destination2, "/") !== posix3.join(root, source, "/")) throw elsewhere();
    return (path) => source === "." || path.startsWith(`${source}/`);
  }
  const file = destination2.endsWith("/") ? posix3.join(destination2, posix3.basename(source)) : destination2;
  if (file !== posix3.join(landing, posix3.basename(source))) throw elsewhere();
  return (path) => path === source;
}
__name(coverageOf, "coverageOf");
function isBelow(path, folder) {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
__name(isBelow, "isBelow");

// src/compile/compile.ts
async function compileOnRunner(plan2, options, execute) {
  try {
    return await compile(plan2, options, execute);
  } catch (error) {
    return asRefusal(error);
  }
}
__name(compileOnRunner, "compileOnRunner");
async function compile(plan2, options, execute) {
  const context = await realpath2(options.context);
  const folder = join5(options.temp, "compiled");
  const work = plan2.commands.map((command) => {
    const cwd = join5(context, command.cwd);
    const env = {
      ...options.env,
      ...command.env,
      ...command.env.GOWORK === "" && { GOWORK: workspace(context, cwd) },
      PWD: cwd
    };
    const file = join5(folder, command.platform.name.replaceAll("/", "-"), command.output);
    return { command, cwd, env, file };
  });
  const go = /* @__PURE__ */ __name((step, args) => runGo(join5(plan2.go.goroot, "bin", "go"), args, step, options, execute), "go");
  const started = performance.now();
  for (const step of work) {
    const { args } = step.command;
    const list = ["list", "-deps", `-json=${LISTED_FIELDS}`, ...args.slice(1)];
    const [modules, listed] = [await go(step, ["env", "GOMODCACHE"]), await go(step, list)];
    const places = { plan: plan2, context, dockerfile: options.dockerfile, cwd: step.command.cwd, modules: modules.trim() };
    await proveSources(readListed(listed), places);
  }
  const proved = performance.now();
  for (const step of work) {
    const { command, file } = step;
    await mkdir2(dirname2(file), { recursive: true });
    await go(step, ["build", "-o", file, ...command.args.slice(1)]);
    await chmod(file, 493);
    if (command.time !== null) await utimes(file, command.time, command.time);
  }
  const built = performance.now();
  return {
    kind: "compiled",
    ...await handIn(plan2, work, options),
    programs: await Promise.all(
      work.map(async ({ command, file }) => ({
        ...{ platform: command.platform.name, output: command.output, file },
        bytes: (await stat3(file)).size
      }))
    ),
    seconds: { sources: (proved - started) / 1e3, build: (built - proved) / 1e3 }
  };
}
__name(compile, "compile");
function workspace(context, cwd) {
  for (let folder = cwd; isBelow(folder, context); folder = dirname2(folder))
    if (existsSync2(join5(folder, "go.work"))) return join5(folder, "go.work");
  return "off";
}
__name(workspace, "workspace");
async function runGo(program, args, step, { onLine }, execute) {
  const { exitCode, stdout, stderr } = await execute(program, args, {
    ...{ cwd: step.cwd, env: step.env },
    onLine: /* @__PURE__ */ __name((line, stream) => stream === "stderr" && onLine?.(line), "onLine")
  }).catch((error) => {
    if (error.code !== "ENOENT") throw error;
    throw new CannotProve(`${program} or the folder ${step.cwd} does not exist`, step.command.line);
  });
  if (exitCode === 0) return stdout;
  const reason = stderr.split("\n").find((line) => line !== "" && !line.startsWith("go: downloading")) ?? `exit code ${exitCode}`;
  throw new CannotProve(`\`go ${args[0]}\` failed on the runner: ${reason}`, step.command.line);
}
__name(runGo, "runGo");
async function handIn(plan2, work, { temp, dockerfile: original }) {
  const platforms = [...new Map(work.map(({ command: { platform } }) => [platform.name, platform])).values()];
  const images = platforms.map((platform) => ({
    platform,
    programs: work.filter(({ command }) => command.platform.name === platform.name).map(({ command, file }) => ({ output: command.output, file, time: command.time ?? now() }))
  }));
  const layout = join5(temp, "compiled-layout");
  const digest = await writeLayout(layout, images);
  let dockerfile = null;
  if (plan2.dockerfile !== null) {
    dockerfile = join5(temp, "Dockerfile.compiled");
    await writeFile3(dockerfile, plan2.dockerfile);
    const ignore = ".dockerignore";
    if (existsSync2(original + ignore)) await copyFile(original + ignore, dockerfile + ignore);
  }
  return { contexts: [`${plan2.stage}=oci-layout://${layout}@${digest}`], dockerfile };
}
__name(handIn, "handIn");
function now() {
  return Math.floor(Date.now() / 1e3);
}
__name(now, "now");

// src/compile/commands.ts
import { posix as posix4 } from "node:path";

// src/compile/environment.ts
var DECIDING = [
  ...["CGO_ENABLED", "GOOS", "GOARCH", "GOFLAGS", "GOEXPERIMENT", "GOFIPS140", "GODEBUG", "GO111MODULE", "GOWORK"],
  ...["GO386", "GOAMD64", "GOARM", "GOARM64", "GOMIPS", "GOMIPS64", "GOPPC64", "GORISCV64", "GOWASM"]
];
var FETCHING = ["GOPROXY", "GOSUMDB", "GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOVCS", "GOAUTH"];
var LOCAL = /^(GOCACHE|GOMODCACHE|GOPATH|GOTMPDIR|GOBIN|GOROOT|GOTELEMETRY\w*|GOLANG_VERSION|GOMAXPROCS|GOGC|GOMEMLIMIT|GOOGLE_\w+)$/;
function goEnvironment(variables, go, line) {
  const env = {};
  for (const name of DECIDING) env[name] = variables.get(name) ?? "";
  for (const [name, value] of variables) {
    if (FETCHING.includes(name)) env[name] = value;
    else if (name === "GOTOOLCHAIN" && value === "local") continue;
    else if (/^(GO[A-Z0-9]|CGO_E)/.test(name) && !DECIDING.includes(name) && !LOCAL.test(name))
      throw new CannotProve(`${name} is not followed`, line);
  }
  if (env.GOWORK !== "" && env.GOWORK !== "off") throw new CannotProve(`GOWORK=${env.GOWORK} is not followed`, line);
  if (/["']/.test(env.GOFLAGS)) throw new CannotProve("GOFLAGS has quotes", line);
  return { ...env, GOENV: "off", GOTOOLCHAIN: "local", GOROOT: go.goroot, GO_EXTLINK_ENABLED: "" };
}
__name(goEnvironment, "goEnvironment");

// src/compile/flags.ts
var any = /* @__PURE__ */ __name(() => true, "any");
var FLAGS = {
  trimpath: { isBoolean: true, accepts: /* @__PURE__ */ __name((value) => value === "true", "accepts") },
  buildvcs: { isBoolean: true, accepts: /* @__PURE__ */ __name((value) => value === "false", "accepts") },
  v: { isBoolean: true, accepts: any },
  x: { isBoolean: true, accepts: any },
  a: { isBoolean: true, accepts: any },
  o: { accepts: any },
  p: { accepts: any },
  tags: { accepts: any },
  ldflags: { accepts: linkerFlagsAreEqual },
  gcflags: { accepts: /* @__PURE__ */ __name((value) => !/[/$]/.test(value), "accepts") },
  mod: { accepts: /* @__PURE__ */ __name((value) => value === "readonly" || value === "vendor", "accepts") },
  modcacherw: { isBoolean: true, accepts: any },
  installsuffix: { accepts: any },
  pgo: { accepts: /* @__PURE__ */ __name((value) => value === "auto" || value === "off", "accepts") },
  buildmode: { accepts: /* @__PURE__ */ __name((value) => value === "exe" || value === "default", "accepts") }
};
var WHY = {
  race: "the race detector needs cgo",
  buildvcs: "the commit is stamped from .git, which the build in Docker sees another way",
  mod: "-mod=mod may choose other versions than go.sum names"
};
function readBuildFlags(words, inherited, line) {
  const seen = /* @__PURE__ */ new Map();
  const flags = [];
  for (const word of inherited) readFlag([word], 0, line, seen);
  let at = 0;
  while (at < words.length && /^-./.test(words[at])) {
    const { name, length } = readFlag(words, at, line, seen);
    if (name !== "o" && name !== "v" && name !== "x") flags.push(...words.slice(at, at + length));
    at += length;
  }
  if (!seen.has("trimpath"))
    throw new CannotProve("go build has no -trimpath, so that the folders of the machine get into the program", line);
  if (!seen.has("buildvcs")) throw new CannotProve(`go build has no -buildvcs=false: ${WHY.buildvcs}`, line);
  const output = seen.get("o");
  if (output === void 0) throw new CannotProve("go build has no -o", line);
  return { flags, output, packages: words.slice(at) };
}
__name(readBuildFlags, "readBuildFlags");
function readFlag(words, at, line, seen) {
  const [, name = "", equals, written2 = ""] = /^--?([^=]+)(=)?(.*)$/s.exec(words[at]) ?? [];
  const rule = Object.hasOwn(FLAGS, name) ? FLAGS[name] : null;
  const why = Object.hasOwn(WHY, name) ? `: ${WHY[name]}` : "";
  if (rule === null) throw new CannotProve(`go build has -${name}, which is not followed${why}`, line);
  const length = equals === void 0 && !rule.isBoolean ? 2 : 1;
  const value = equals ? written2 : rule.isBoolean ? "true" : words[at + 1];
  if (value === void 0) throw new CannotProve(`go build has -${name} without a value`, line);
  if (!rule.accepts(value)) throw new CannotProve(`go build has -${name}=${value}, which is not followed${why}`, line);
  seen.set(name, value);
  return { name, length };
}
__name(readFlag, "readFlag");
function linkerFlagsAreEqual(value) {
  const fields = splitQuoted(value);
  if (fields === null) return false;
  for (let at = 0; at < fields.length; at++) {
    const [, name = "", equals, rest] = /^--?(\w+)(=)?(.*)$/s.exec(fields[at]) ?? [];
    if (/^[sw]$/.test(name) && (!equals || /^(true|false|0|1)$/.test(rest))) continue;
    if (!/^(X|buildid|extldflags)$/.test(name)) return false;
    if (!equals && fields[++at] === void 0) return false;
  }
  return true;
}
__name(linkerFlagsAreEqual, "linkerFlagsAreEqual");
function splitQuoted(text4) {
  const fields = [];
  const field = /\s*(?:'([^']*)'|"([^"]*)"|([^\s'"]\S*))(?=\s|$)/y;
  const trimmed = text4.trimEnd();
  while (field.lastIndex < trimmed.length) {
    const match = field.exec(trimmed);
    if (match === null) return null;
    fields.push(match[1] ?? match[2] ?? match[3]);
  }
  return fields;
}
__name(splitQuoted, "splitQuoted");

// src/compile/script.ts
function variablesOf(stage, run2, buildArgs) {
  const known = stageVariables(stage, run2, buildArgs);
  const declared = /* @__PURE__ */ new Map();
  for (const { stage: at, instruction } of before(stage, run2)) {
    const { keyword, args } = instruction;
    if (keyword !== "ARG" && keyword !== "ENV") continue;
    const now2 = stageVariables(at, instruction, buildArgs);
    const unknown2 = [...args.matchAll(/(?<!\\)\$\{?(\w+)/g)].map(([, name]) => name).find((name) => !now2.has(name) && !declared.has(name));
    const names = keyword === "ENV" && /^\w+\s/.test(args) ? [args.split(/\s/)[0]] : [...args.matchAll(/(?:^|\s)(\w+)(?==|\s|$)/g)].map(([, name]) => name);
    for (const name of names) {
      if (/^BUILD(PLATFORM|OS|ARCH|VARIANT)$/.test(name) && !known.has(name)) continue;
      if (unknown2 === void 0) declared.set(name, known.get(name) ?? "");
      else if (/^(GO|CGO)/.test(name))
        throw new CannotProve(`${name} depends on $${unknown2}, which is not known here`, instruction.line);
      else declared.delete(name);
    }
  }
  return declared;
}
__name(variablesOf, "variablesOf");
function scriptOf({ line, endLine, args }, text4) {
  if (args.startsWith("[")) throw new CannotProve("the RUN is in the exec form", line);
  const lines2 = text4.split(/\r?\n/).slice(line - 1, endLine);
  return lines2.filter((part, index) => index === 0 || !/^\s*(#|$)/.test(part)).map((part) => part.replace(/\\[ \t]*$/, "")).join("").replace(/^\s*RUN\s+/i, "").replace(/^(--[\w-]+(=("[^"]*"|\S)*)?\s+)+/, "").trim();
}
__name(scriptOf, "scriptOf");

// src/compile/shell.ts
var FOLLOWED = /* @__PURE__ */ new Set([
  "Command",
  "Literal",
  "SingleQuoted",
  "DoubleQuoted",
  "SimpleExpansion",
  "ParameterExpansion"
]);
function readScript(script, variables, line) {
  const refuse = /* @__PURE__ */ __name((what) => {
    throw new CannotProve(`the RUN has shell syntax that is not followed: ${what}`, line);
  }, "refuse");
  const strange = firstStrange(script);
  if (strange !== null) refuse(strange);
  const { commands, syntax, isBroken, runsOthers } = readShell(script, { variables, folder: null });
  if (isBroken || runsOthers || [...syntax].some((kind) => !FOLLOWED.has(kind))) refuse("a keyword");
  if (commands.length === 0 || commands.some(({ words }) => words.length === 0)) refuse("a command without words");
  return commands.map(({ words, assignments }) => {
    const all = [...words, ...assignments.map(({ value }) => value)];
    const unknown2 = all.flatMap((word) => word.variables).find((name) => !variables.has(name));
    if (unknown2 !== void 0) refuse(`$${unknown2}, which no ARG or ENV of the stage sets`);
    const open2 = all.find(({ text: text4 }) => text4.includes(OPAQUE));
    if (open2 !== void 0) refuse(open2.raw.slice(0, MOST_SHOWN));
    if (words.some(({ isSplit }) => isSplit)) refuse("an unquoted variable with white space or a pattern in it");
    return {
      assignments: assignments.map(({ name, value }) => [name, value.text]),
      words: words.map(({ text: text4 }) => text4)
    };
  });
}
__name(readScript, "readScript");
var VARIABLE = String.raw`\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*(?:(?:#|:-|-|:\+|\+)[\w./:-]*)?\})`;
var QUOTED = String.raw`'[^']*'|"(?:[^"\\\x60$]|\\["\\$]|${VARIABLE})*"`;
var PLAIN = String.raw`[^\s;&|<>()\x60*?[\]{}\\$'"~]`;
var TOKEN = new RegExp(`[ \\t]+|&&|(?![#!])(?:${PLAIN}|${QUOTED}|${VARIABLE})+`, "y");
var MOST_SHOWN = 40;
function firstStrange(script) {
  for (let at = 0; at < script.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    if (TOKEN.test(script)) continue;
    const next = script[at];
    if (/\s/.test(next)) return "a line break";
    const end = script.indexOf(next, at + 1);
    if (/['"]/.test(next))
      return end < 0 ? "a quote without its end" : script.slice(at, Math.min(end + 1, at + MOST_SHOWN));
    return next === "$" ? script.slice(at, at + 12).trim() : next;
  }
  return null;
}
__name(firstStrange, "firstStrange");

// src/compile/commands.ts
function commandsFor(stage, platform, root, dockerfile, options) {
  const platformArguments = [
    `TARGETPLATFORM=${platform.name}`,
    `TARGETOS=${platform.os}`,
    `TARGETARCH=${platform.arch}`,
    `TARGETVARIANT=${platform.variant}`
  ];
  const buildArgs = [...platformArguments, ...options.buildArgs];
  const commands = [];
  for (const { stage: at, instruction } of before(stage, null)) {
    if (instruction.keyword !== "RUN") continue;
    const { line } = instruction;
    const variables = variablesOf(at, instruction, buildArgs);
    const workdir = workdirAt(at, instruction, buildArgs);
    if (workdir === null) throw new CannotProve("the WORKDIR cannot be told", line);
    for (const command of readScript(scriptOf(instruction, dockerfile.text), variables, line)) {
      const [program, verb] = command.words;
      if (program === "touch") reproduceTouch(command, commands, workdir, line);
      else if (program === "go" && verb === "mod" && /^(download|verify)( -x)?$/.test(command.words.slice(2).join(" "))) {
        if (command.assignments.length > 0) throw new CannotProve("go mod with an environment of its own", line);
      } else if (program === "go" && verb === "build") {
        const place = { root, workdir, stage, platform, line };
        commands.push(readGoBuild(command, variables, place, options));
      } else
        throw new CannotProve(
          `the RUN has \`${command.words.slice(0, 3).join(" ")}\`, and only go build is followed`,
          line
        );
    }
  }
  const inSources = commands.find(({ output }) => isWithin(output, root));
  if (commands.length > 1 && inSources)
    throw new CannotProve("one of several programs is put among the sources", inSources.line);
  const outputs2 = commands.map(({ output }) => output);
  const other = commands.find(({ output }, index) => outputs2.some((one, at) => at !== index && isWithin(one, output)));
  if (other) throw new CannotProve(`two programs are put into ${other.output}`, other.line);
  return commands;
}
__name(commandsFor, "commandsFor");
var FOLDERS = /^\/(?:(?:usr\/)?(?:local\/)?(?:s?bin|lib|src|share)?|usr\/local\/go(?:\/.*)?|usr\/local\/etc|opt|tmp|home|root|go(?:\/(?:bin|src|pkg))?|etc|var(?:\/\w+)?|dev|proc|sys|run|srv|mnt|media)$/;
function readGoBuild(command, variables, { root, workdir, stage, platform, line }, { go }) {
  const env = goEnvironment(new Map([...variables, ...command.assignments]), go, line);
  const read = readBuildFlags(command.words.slice(2), env.GOFLAGS.split(/\s+/).filter(Boolean), line);
  refuseDefaults(env, stage, platform, line);
  const cwd = posix4.relative(root, workdir);
  if (!isWithin(workdir, root)) throw new CannotProve(`go build runs in ${workdir}, outside of the sources`, line);
  const output = posix4.resolve(workdir, read.output);
  if (read.output.endsWith("/") || /^\.*$/.test(posix4.basename(read.output)) || FOLDERS.test(output) || isWithin(workdir, output) || isWithin(root, output))
    throw new CannotProve(`-o ${read.output} is a folder; name the program too`, line);
  return {
    ...{ platform, env, cwd, output, line, time: null },
    args: ["build", ...read.flags, ...packageOf(read, workdir, root, line)]
  };
}
__name(readGoBuild, "readGoBuild");
function refuseDefaults(env, stage, platform, line) {
  if (env.CGO_ENABLED !== "0") throw new CannotProve("cgo is not switched off: CGO_ENABLED=0 is missing", line);
  const own = stage.platform === null || /^\$(TARGETPLATFORM|\{TARGETPLATFORM\})$/.test(stage.platform);
  if (lineage(stage).at(-1) !== stage && (env.GOOS === "" || env.GOARCH === ""))
    throw new CannotProve("GOOS and GOARCH are those of the stage below", line);
  if (!own && (env.GOOS === "" || env.GOARCH === ""))
    throw new CannotProve(`GOOS and GOARCH are not set, and --platform is ${stage.platform}`, line);
  env.GOOS ||= platform.os;
  env.GOARCH ||= platform.arch;
  if (own && env.GOARCH === "arm" && env.GOARM === "")
    throw new CannotProve("GOARM is not set, and the image for arm has a default of its own", line);
}
__name(refuseDefaults, "refuseDefaults");
function packageOf({ packages }, workdir, root, line) {
  const [path = ".", more] = packages;
  if (more !== void 0 || !/^\.(\.?\/|$)/.test(path) || /\.\.\.|\.go$|[@*]/.test(path))
    throw new CannotProve(
      `go build of \`${packages.join(" ")}\` is not followed; one folder like ./cmd/server is`,
      line
    );
  if (!isWithin(posix4.resolve(workdir, path), root)) throw new CannotProve(`${path} is outside of the sources`, line);
  return [path];
}
__name(packageOf, "packageOf");
function reproduceTouch({ words, assignments }, commands, workdir, line) {
  const [, option, time, file, more] = words;
  const touched = commands.find(({ output }) => output === posix4.resolve(workdir, file ?? ""));
  const seconds = /^@(\d{1,10})$/.exec(time ?? "")?.[1];
  if (option !== "-d" || seconds === void 0 || more !== void 0 || !touched || assignments.length > 0)
    throw new CannotProve(`\`${words.join(" ")}\` is not followed; \`touch -d @0 PROGRAM\` is`, line);
  touched.time = Number(seconds);
}
__name(reproduceTouch, "reproduceTouch");
function isWithin(path, folder) {
  return path === folder || path.startsWith(folder === "/" ? "/" : `${folder}/`);
}
__name(isWithin, "isWithin");

// src/compile/copies.ts
import { posix as posix6 } from "node:path";

// src/compile/stage.ts
import { posix as posix5 } from "node:path";

// src/compile/release.ts
import { mkdir as mkdir3 } from "node:fs/promises";
import { join as join6 } from "node:path";
function releaseOfReference(reference) {
  if (reference.includes("@")) return null;
  return /:(1\.\d+(?:\.\d+|(?:rc|beta)\d+))(?:-[\w.-]+)?$/.exec(reference)?.[1] ?? null;
}
__name(releaseOfReference, "releaseOfReference");
async function probeRelease(reference, driver, execute) {
  const asks = [
    ...driver === "docker" ? [["image", "inspect", "--format={{json .Config}}", "--", reference]] : [],
    ["buildx", "imagetools", "inspect", "--format={{json .Image}}", reference]
  ];
  for (const args of asks) {
    const { exitCode, stdout } = await execute("docker", args);
    const found = new Set([...stdout.matchAll(/"GOLANG_VERSION=([\w.]+)"/g)].map(([, release]) => release));
    if (exitCode === 0 && found.size === 1) return [...found][0];
  }
  return null;
}
__name(probeRelease, "probeRelease");
async function findGo(release, options, execute) {
  const cwd = join6(options.temp, "no-module");
  await mkdir3(cwd, { recursive: true });
  const { GOROOT: _, ...env } = options.env;
  for (const toolchain of ["local", `go${release}`]) {
    const answer = await execute("go", ["env", "GOVERSION", "GOROOT"], {
      cwd,
      env: { ...env, GOTOOLCHAIN: toolchain, GOWORK: "off", GOFLAGS: "" }
    }).catch(() => null);
    const [version, goroot] = answer?.exitCode === 0 ? answer.stdout.split("\n") : [];
    if (version === `go${release}` && goroot) return { version, goroot };
  }
  return null;
}
__name(findGo, "findGo");

// src/compile/stage.ts
function stageThatCompiles(dockerfile, target) {
  const last = targetStage(dockerfile, target);
  if (last === null) throw new CannotProve(`the Dockerfile has no stage "${target}"`);
  const compiling = reachedStages(dockerfile, last).filter((stage2) => stage2.instructions.some(mayCompile));
  const [stage, other] = compiling;
  if (stage === void 0) throw new CannotProve("no stage of the build runs `go build`");
  if (other !== void 0)
    throw new CannotProve(`two stages compile, on lines ${stage.line} and ${other.line}`, other.line);
  return stage;
}
__name(stageThatCompiles, "stageThatCompiles");
function mayCompile({ keyword, args }) {
  return keyword === "RUN" && /\bgo["',\s]+(.*\s)?["']?(build|install)\b/s.test(args);
}
__name(mayCompile, "mayCompile");
function stageName(stage, { dockerfile, buildContexts }) {
  const name = stage.name?.toLowerCase() ?? "";
  if (name === "") throw new CannotProve("the stage that compiles has no name: write `FROM \u2026 AS build`", stage.line);
  if (!/^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/.test(name))
    throw new CannotProve(`the stage name "${name}" cannot be that of a build context`, stage.line);
  const twice = dockerfile.stages.find((other) => other !== stage && other.name?.toLowerCase() === name);
  if (twice) throw new CannotProve(`two stages have the name "${name}"`, twice.line);
  const built = dockerfile.stages.find((other) => other.base.toLowerCase().replace(/:latest$/, "") === name);
  if (built) throw new CannotProve(`another stage is built on "${name}", not only on its program`, built.line);
  const bases = /* @__PURE__ */ new Set([name, ...lineage(stage).flatMap(({ name: own, base }) => [base, own?.toLowerCase() ?? base])]);
  const replaced = buildContexts.map((context) => context.split("=")[0].toLowerCase()).find((context) => bases.has(context));
  if (replaced !== void 0) throw new CannotProve(`the input \`build-contexts\` replaces ${replaced}`, stage.line);
  return name;
}
__name(stageName, "stageName");
function goOf(stage, { go, stageRelease }) {
  const image = rootImage(stage);
  const { line } = lineage(stage).at(-1);
  if (!isGolang(stage)) throw new CannotProve(`the stage is built on ${image}, not on the official golang image`, line);
  const release = stageRelease ?? releaseOfReference(image);
  if (release === null)
    throw new CannotProve(`${image} does not tell its exact Go release; a tag like golang:1.27.3-alpine does`, line);
  if (go === null) throw new CannotProve(`the runner has no Go ${release}`, line);
  if (go.version !== `go${release}`)
    throw new CannotProve(`${image} has Go ${release} and the runner ${go.version}: they must be the same`, line);
  return go;
}
__name(goOf, "goOf");
var HARMLESS = /* @__PURE__ */ new Set([
  "ARG",
  "ENV",
  "WORKDIR",
  "LABEL",
  "EXPOSE",
  "USER",
  "COPY",
  "RUN",
  "CMD",
  "ENTRYPOINT",
  "MAINTAINER",
  "STOPSIGNAL"
]);
function refuseOtherInstructions(stage, buildArgs) {
  let compiled = false;
  for (const { stage: at, instruction } of before(stage, null)) {
    const { keyword, args, line } = instruction;
    if (!HARMLESS.has(keyword)) throw new CannotProve(`${keyword} is not followed in the stage that compiles`, line);
    if (keyword === "ARG" && at !== stage)
      throw new CannotProve("an ARG of the stage below may be in force or not", line);
    if (keyword === "USER" && !isRoot(args))
      throw new CannotProve("the program belongs to another user than root", line);
    if (keyword === "ENV" && /(^|\s)PATH[=\s]/.test(args) && !/PATH[=\s]["']?\$\{?PATH\b/.test(args))
      throw new CannotProve("PATH may name another go", line);
    if (compiled && (keyword === "COPY" || keyword === "RUN") && !mayCompile(instruction))
      throw new CannotProve(`a ${keyword} after go build may change the program`, line);
    compiled ||= mayCompile(instruction);
    for (const name of buildArgs.filter((arg) => !arg.includes("=")))
      if (keyword === "ARG" && new RegExp(`(^|\\s)${name}(=|\\s|$)`).test(args))
        throw new CannotProve(`the build argument ${name} has its value from the environment`, line);
  }
}
__name(refuseOtherInstructions, "refuseOtherInstructions");
function refuseOtherUses(dockerfile, stage, target, outputs2) {
  const last = targetStage(dockerfile, target);
  if (last === stage) throw new CannotProve("the image is the stage that compiles itself", stage.line);
  const reached = new Set(reachedStages(dockerfile, last));
  let used = false;
  for (const { of, by, instruction, sources } of stageUses(dockerfile)) {
    if (of !== stage || !reached.has(by)) continue;
    used = true;
    if (instruction.keyword !== "COPY")
      throw new CannotProve(`line ${instruction.line} uses the stage other than by COPY`, instruction.line);
    for (const source of sources) {
      const path = posix5.resolve("/", source);
      if (/[$*?[\\]/.test(source) || !outputs2.has(path))
        throw new CannotProve(`COPY --from takes ${source}, which go build did not make`, instruction.line);
    }
  }
  if (!used) throw new CannotProve("nothing is copied from the stage that compiles", stage.line);
}
__name(refuseOtherUses, "refuseOtherUses");

// src/compile/copies.ts
function sourcesOf(stage, buildArgs) {
  const copies = before(stage, null).flatMap(({ stage: at, instruction }) => {
    const workdir = workdirAt(at, instruction, buildArgs) ?? "";
    if (instruction.keyword === "COPY") return readCopy(instruction, workdir);
    return instruction.keyword === "RUN" && mayCompile(instruction) ? readBinds(instruction, workdir) : [];
  });
  const whole2 = copies.find(({ source }) => source === ".");
  const module = copies.find(({ source, destination: destination2 }) => /^go\.(mod|\*)$/.test(source) && destination2.endsWith("/"));
  const root = posix6.normalize((whole2 ?? module)?.destination ?? "").replace(/(?<=.)\/$/, "");
  if (root === ".") throw new CannotProve("where the sources are in the stage cannot be told", stage.line);
  if (root === "/" || root === "/go") throw new CannotProve(`the sources are copied into ${root}`, stage.line);
  return { root, copies };
}
__name(sourcesOf, "sourcesOf");
function readCopy({ args, flags, line }, workdir) {
  const other = flags.find(({ name }) => name !== "link");
  if (other) throw new CannotProve(`COPY --${other.name} is not followed in the stage that compiles`, line);
  const words = copyWords(args);
  if (words.length < 2 || /["'$<\\]/.test(words.join("")))
    throw new CannotProve("the COPY has variables or quotes", line);
  const destination2 = words.at(-1);
  const absolute = posix6.join(posix6.resolve("/", workdir, destination2), /(^|\/)\.{0,2}$/.test(destination2) ? "/" : "");
  return words.slice(0, -1).map((word) => {
    const source = posix6.normalize(word).replace(/^\/+/, "").replace(/\/$/, "") || ".";
    if (source.startsWith("..")) throw new CannotProve("the COPY leaves the context", line);
    if (/[*?[]/.test(source) && !/^[\w-]*\.?\*\.?[\w-]+$|^go\.\*$/.test(source))
      throw new CannotProve(`the COPY has the pattern ${source}, which is not followed`, line);
    return { source, destination: absolute, line };
  });
}
__name(readCopy, "readCopy");
function readBinds({ flags, line }, workdir) {
  return flags.flatMap(({ name, value }) => {
    if (name !== "mount") throw new CannotProve(`RUN --${name} is not followed`, line);
    const fields = mountFields(value);
    const type = fields.get("type") ?? "bind";
    if (type === "cache" && !fields.has("from")) return [];
    const source = fields.get("source") ?? fields.get("src") ?? ".";
    if (type !== "bind" || fields.has("from") || posix6.resolve("/", source) !== "/" || value.includes("$"))
      throw new CannotProve(`the mount ${value} is not followed`, line);
    return [{ source: ".", destination: `${posix6.resolve("/", workdir, mountTarget(fields))}/`, line }];
  });
}
__name(readBinds, "readBinds");

// src/compile/platform.ts
var ARCHITECTURES = {
  x86_64: "amd64",
  "x86-64": "amd64",
  aarch64: "arm64",
  i386: "386",
  armhf: "arm"
};
function readPlatform(text4) {
  const [os = "", written2 = "", given2 = "", more] = text4.toLowerCase().split("/");
  const arch = ARCHITECTURES[written2] ?? written2;
  if (os !== "linux" || arch === "" || more !== void 0)
    throw new CannotProve(`the platform "${text4}" is not one of Linux`);
  const usual = { amd64: "v1", arm64: "v8" };
  const variant = arch === "arm" ? given2.replace(/^(?=\d)/, "v") || "v7" : usual[arch] === given2.replace(/^(?=\d)/, "v") ? "" : given2;
  return { os, arch, variant, name: [os, arch, ...variant === "" ? [] : [variant]].join("/") };
}
__name(readPlatform, "readPlatform");

// src/compile/plan.ts
function compileStage(dockerfile, target) {
  try {
    const stage = stageThatCompiles(dockerfile, target);
    return { stage, release: releaseOfReference(rootImage(stage)) };
  } catch (error) {
    return asRefusal(error);
  }
}
__name(compileStage, "compileStage");
function planCompile(options) {
  try {
    return plan(options);
  } catch (error) {
    return asRefusal(error);
  }
}
__name(planCompile, "planCompile");
function plan(options) {
  const { dockerfile, target, buildArgs } = options;
  refuseDirectives(dockerfile.text);
  const stage = stageThatCompiles(dockerfile, target);
  const name = stageName(stage, options);
  const go = goOf(stage, options);
  refuseOtherInstructions(stage, buildArgs);
  const platforms = options.platforms.map(readPlatform);
  const { root, copies } = sourcesOf(stage, buildArgs);
  const commands = platforms.flatMap((platform) => commandsFor(stage, platform, root, dockerfile, options));
  const outputs2 = new Set(commands.map(({ output }) => output));
  refuseOtherUses(dockerfile, stage, target, outputs2);
  const crossing = stage.platform !== null && !/^\$(\{TARGETPLATFORM\}|TARGETPLATFORM)$/.test(stage.platform);
  return {
    ...{ kind: "compile", stage: name, line: stage.line, go, root, copies, commands },
    dockerfile: platforms.length > 1 && crossing ? withoutPlatform(dockerfile.text, stage) : null
  };
}
__name(plan, "plan");
function refuseDirectives(text4) {
  for (const [index, line] of text4.split(/\r?\n/).entries()) {
    const [, name = "", value = ""] = /^#\s*(\w+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === "") return;
    if (/^escape$/i.test(name) && value !== "\\") throw new CannotProve("the Dockerfile sets another escape", index + 1);
    if (/^syntax$/i.test(name) && !/^(docker\.io\/)?docker\/dockerfile(:1(\.\d+)*)?(@sha256:\w+)?$/.test(value))
      throw new CannotProve(`the Dockerfile is read by another frontend, ${value}`, index + 1);
  }
}
__name(refuseDirectives, "refuseDirectives");
function withoutPlatform(text4, stage) {
  const lines2 = text4.split("\n");
  const from = lines2[stage.line - 1];
  const changed = from.replace(/--platform=\S+\s+/, "");
  if (changed === from) throw new CannotProve("the FROM goes over several lines", stage.line);
  lines2[stage.line - 1] = changed;
  return lines2.join("\n");
}
__name(withoutPlatform, "withoutPlatform");

// src/compile/hand-in.ts
async function readyToCompile(options, execute) {
  const { plan: plan2, dockerfile, folder, env, temp } = options;
  const refused = /* @__PURE__ */ __name((reason) => ({ kind: "refuse", reason, line: null }), "refused");
  if (folder === null || dockerfile === null) return refused("the context is not on this machine");
  if (plan2.inputs.platforms.length === 0 && plan2.builder.driver !== "docker")
    return refused("without the input `platforms` only the docker driver\u2019s platform is known");
  const { target } = plan2.inputs;
  const found = compileStage(dockerfile, target);
  if ("kind" in found) return found;
  const stageRelease = found.release ?? await probeRelease(rootImage(found.stage), plan2.builder.driver, execute);
  if (stageRelease === null) return refused(`the Go release of ${rootImage(found.stage)} is not known`);
  const go = await findGo(stageRelease, { env, temp }, execute);
  if (go === null) return refused(`Go ${stageRelease}, which the stage has, is not on this machine`);
  const { buildContexts } = plan2.inputs;
  const buildArgs = [...plan2.buildArgs, ...plan2.inputs.buildArgs];
  const platforms = plan2.inputs.platforms.length > 0 ? plan2.inputs.platforms : [ownPlatform()];
  const planned = planCompile({ dockerfile, target, platforms, buildArgs, buildContexts, go, stageRelease });
  if (planned.kind === "refuse") return planned;
  const asked = { go: join7(go.goroot, "bin", "go"), cwd: temp, env: { ...env, GOROOT: go.goroot, ...ALONE } };
  return { kind: "ready", planned, caches: await readRunnerCaches(asked, execute) };
}
__name(readyToCompile, "readyToCompile");
var ALONE = { GOTOOLCHAIN: "local", GOWORK: "off", GOFLAGS: "" };
async function handInCompiled({ planned, caches }, options, execute) {
  const { plan: plan2, folder, temp, onLine } = options;
  const env = {
    ...options.env,
    ...caches && { GOMODCACHE: caches.modules, ...caches.build !== null && { GOCACHE: caches.build } }
  };
  const done = await compileOnRunner(planned, { context: folder, dockerfile: plan2.file, env, temp, onLine }, execute);
  if (done.kind === "refuse") return done;
  return {
    kind: "handed",
    plan: {
      ...plan2,
      file: done.dockerfile ?? plan2.file,
      inputs: { ...plan2.inputs, buildContexts: [...plan2.inputs.buildContexts, ...done.contexts] }
    },
    seconds: done.seconds
  };
}
__name(handInCompiled, "handInCompiled");

// src/compile/where.ts
var IN_DOCKER = { ready: null, choice: [] };
async function decideWhere(plan2, { dockerfile, source }, { execute, env, temp }) {
  const options = { plan: plan2, env, temp, dockerfile: dockerfile.model, folder: folderOf2(source) };
  const ready = await readyToCompile(options, execute);
  if (ready.kind === "refuse") return { ready: null, choice: [inDocker(ready, dockerfile)] };
  const { go, stage } = ready.planned;
  return { ready, choice: [onRunner(`${go.version}, handed in as stage ${stage}`)] };
}
__name(decideWhere, "decideWhere");
async function compileThere(ready, plan2, { dockerfile, source }, { log, execute, env, temp }) {
  const handed = await log.group(
    "\u25B8 Compile  on the runner",
    () => log.foreign((onLine) => handInCompiled(ready, { plan: plan2, env, temp, onLine, folder: folderOf2(source) }, execute))
  );
  if (handed.kind === "refuse") return { plan: plan2, seconds: null, choice: inDocker(handed, dockerfile) };
  const seconds = handed.seconds.sources + handed.seconds.build;
  const { go, stage } = ready.planned;
  const choice = onRunner(`${go.version} in ${seconds.toFixed(1)} s, handed in as stage ${stage}`);
  return { plan: handed.plan, seconds, choice };
}
__name(compileThere, "compileThere");
function folderOf2(source) {
  return source.kind === "folder" ? source.path : null;
}
__name(folderOf2, "folderOf");
function onRunner(reason) {
  return { what: "compile", choice: "on the runner", reason, evidence: [] };
}
__name(onRunner, "onRunner");
function inDocker({ reason, line }, { shownPath }) {
  const evidence = line === null || shownPath === null ? [] : [{ file: shownPath, line }];
  return { what: "compile", choice: "in Docker", reason, evidence };
}
__name(inDocker, "inDocker");

// src/size/baseline.ts
import { readFile as readFile3, writeFile as writeFile4 } from "node:fs/promises";
import { join as join8 } from "node:path";

// src/runner/commits.ts
var PATIENCE_MS = 1e4;
async function mergeBaseOf({ octokit, owner, repo, signal }, base, head) {
  return await inTime(PATIENCE_MS, signal, async (limit) => {
    const asked = { owner, repo, basehead: `${base}...${head}`, per_page: 1, request: { signal: limit } };
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead(asked);
    return data.merge_base_commit.sha;
  });
}
__name(mergeBaseOf, "mergeBaseOf");
async function commitsFrom({ octokit, owner, repo, signal }, sha) {
  return await inTime(PATIENCE_MS, signal, async (limit) => {
    const { data } = await octokit.rest.repos.listCommits({ owner, repo, sha, per_page: 100, request: { signal: limit } });
    return data.map((commit) => commit.sha);
  });
}
__name(commitsFrom, "commitsFrom");
async function commitNamed({ octokit, owner, repo, signal }, ref) {
  return await inTime(PATIENCE_MS, signal, async (limit) => {
    try {
      return (await octokit.rest.repos.getCommit({ owner, repo, ref, per_page: 1, request: { signal: limit } })).data.sha;
    } catch (error) {
      const { status } = error;
      if (status === 404 || status === 422) return "none";
      throw error;
    }
  });
}
__name(commitNamed, "commitNamed");
async function messageOfCommit({ octokit, owner, repo, signal }, ref) {
  return await inTime(PATIENCE_MS, signal, async (limit) => {
    const { data } = await octokit.rest.repos.getCommit({ owner, repo, ref, per_page: 1, request: { signal: limit } });
    return data.commit.message;
  });
}
__name(messageOfCommit, "messageOfCommit");
async function labelsOfPull({ octokit, owner, repo, signal }, pull) {
  return await inTime(PATIENCE_MS, signal, async (limit) => {
    const asked = { owner, repo, issue_number: pull, per_page: 100, request: { signal: limit } };
    return (await octokit.rest.issues.listLabelsOnIssue(asked)).data.map(({ name }) => name);
  });
}
__name(labelsOfPull, "labelsOfPull");
async function labelsOfMerged({ octokit, owner, repo, signal }, sha) {
  return await inTime(PATIENCE_MS, signal, async (limit) => {
    const asked = { owner, repo, commit_sha: sha, per_page: 10, request: { signal: limit } };
    const { data } = await octokit.rest.repos.listPullRequestsAssociatedWithCommit(asked);
    return data.filter((pull) => pull.merged_at !== null).flatMap((pull) => pull.labels.map(({ name }) => name));
  });
}
__name(labelsOfMerged, "labelsOfMerged");

// src/size/ancestry.ts
var PATIENCE_MS2 = 4e3;
var NEAREST = 8;
var COMMIT = /^[0-9a-f]{40,64}$/;
var UNKNOWN = { commit: null, what: "", ancestors: [] };
async function findAncestry(repository) {
  const start = await findStart(repository);
  if (start === null) return UNKNOWN;
  return { ...start, ancestors: await firstParents(repository, start.commit) };
}
__name(findAncestry, "findAncestry");
async function ancestryOf(repository, name) {
  const places = [name, `refs/remotes/origin/${name}`, `refs/tags/${name}`];
  const local = await Promise.all(places.map((place) => commitAt(repository, place)));
  const asked = local[1] ?? local[2] ?? local[0] ?? (repository.hub && await commitNamed(repository.hub, name));
  if (asked === "none")
    throw new UserError(
      "baseline-unknown",
      `Input \`baseline\` is "${name}", and this repository has no commit, branch or tag of that name. An image is given with its tag, such as ${name}:latest.`
    );
  if (asked === null) throw new Error(`the checkout does not have \`${name}\`, and GitHub could not be asked`);
  return { commit: asked, what: `\`${name}\``, ancestors: await firstParents(repository, asked) };
}
__name(ancestryOf, "ancestryOf");
async function listedAncestors({ hub }, commit) {
  const listed = hub === null ? null : await commitsFrom(hub, commit);
  return (listed ?? []).filter((sha) => sha !== commit);
}
__name(listedAncestors, "listedAncestors");
async function findStart(repository) {
  const { context } = repository;
  if (context.event === "local" || context.ref.startsWith("refs/tags/")) return null;
  const head = await commitAt(repository, "HEAD");
  const isOurs = head !== null && (head === context.sha || head === context.commit);
  const parents = isOurs ? await parentsOf(repository, head) : [];
  if (isDefaultBranch(context)) {
    if (context.event !== "push") return isOurs ? { commit: head, what: "this commit when it was built before" } : null;
    return parents[0] === void 0 ? null : { commit: parents[0], what: "the commit before this one" };
  }
  return context.pullRequest === null ? await branchStart(repository, isOurs) : await pullRequestStart(repository, context.pullRequest, parents, isOurs);
}
__name(findStart, "findStart");
async function pullRequestStart(repository, { baseSha, baseRef, headSha }, parents, isOurs) {
  if (parents.length === 2 && parents[1] === headSha)
    return { commit: parents[0], what: `the commit of \`${baseRef}\` that this pull request is merged with` };
  const what = `the merge base with \`${baseRef}\``;
  const found = (isOurs ? await mergeBase(repository, [`refs/remotes/origin/${baseRef}`, baseSha]) : null) ?? (repository.hub && await mergeBaseOf(repository.hub, baseSha, headSha));
  if (found !== null && COMMIT.test(found)) return { commit: found, what };
  return COMMIT.test(baseSha) ? { commit: baseSha, what: "the commit this pull request is based on" } : null;
}
__name(pullRequestStart, "pullRequestStart");
async function branchStart(repository, isOurs) {
  const { context, hub } = repository;
  const branch = context.repository?.defaultBranch ?? null;
  if (branch === null || context.sha === null) return null;
  const found = (isOurs ? await mergeBase(repository, [`refs/remotes/origin/${branch}`]) : null) ?? (hub && await mergeBaseOf(hub, branch, context.sha));
  return found !== null && COMMIT.test(found) ? { commit: found, what: `the merge base with \`${branch}\`` } : null;
}
__name(branchStart, "branchStart");
async function mergeBase(repository, others) {
  if (await git(repository, "rev-parse", "--is-shallow-repository") !== "false") return null;
  const known = await Promise.all(others.map((other2) => commitAt(repository, other2)));
  const other = known.find((commit) => commit !== null);
  const found = other ? await git(repository, "merge-base", "HEAD", other) : null;
  return found !== null && COMMIT.test(found) ? found : null;
}
__name(mergeBase, "mergeBase");
async function parentsOf(repository, commit) {
  const text4 = await git(repository, "cat-file", "commit", commit) ?? "";
  const head = text4.split("\n\n", 1)[0].split("\n");
  return head.flatMap((line) => /^parent ([0-9a-f]{40,64})$/.exec(line)?.[1] ?? []);
}
__name(parentsOf, "parentsOf");
async function firstParents(repository, commit) {
  const listed = await git(repository, "rev-list", "--first-parent", `--max-count=${NEAREST}`, commit, "--");
  const before2 = (listed ?? "").split("\n").filter((line) => COMMIT.test(line) && line !== commit);
  return before2.length > 0 ? before2 : (await parentsOf(repository, commit)).slice(0, 1);
}
__name(firstParents, "firstParents");
async function commitAt(repository, name) {
  if (name === "") return null;
  const found = await git(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`);
  return found !== null && COMMIT.test(found) ? found : null;
}
__name(commitAt, "commitAt");
async function git({ folder, execute, signal }, ...args) {
  return await inTime(PATIENCE_MS2, signal, async (limit) => {
    const { exitCode, stdout } = await execute("git", ["-C", folder, ...args], { signal: limit });
    return exitCode === 0 ? stdout.trim() : null;
  });
}
__name(git, "git");

// src/size/budget-changes.ts
var text3 = pipe(string(), maxLength(200));
var KnownBudget = object({
  input: picklist(BUDGET_INPUTS),
  platform: nullable(text3),
  part: picklist(BUDGET_PARTS),
  written: text3
});
function budgetChanges(before2, after) {
  const same = /* @__PURE__ */ __name((a, b) => a.input === b.input && a.part === b.part && a.platform === b.platform, "same");
  const now2 = after.map((budget) => {
    const older = before2.find((each) => same(each, budget));
    return { input: budget.input, name: nameOf(budget), before: older?.written ?? null, after: budget.written };
  });
  const gone = before2.filter((budget) => !after.some((each) => same(each, budget))).map((budget) => ({ input: budget.input, name: nameOf(budget), before: budget.written, after: null }));
  return [...now2.filter((change) => change.before !== change.after), ...gone];
}
__name(budgetChanges, "budgetChanges");

// src/size/stored-baseline.ts
var NAME2 = "baseline.json";
var MOST_BYTES2 = 12e6;
function baselineKey(imageKey, commit, runId) {
  return `${commitPrefix(imageKey, commit)}${runId}`;
}
__name(baselineKey, "baselineKey");
function commitPrefix(imageKey, commit) {
  return `${imagePrefix(imageKey)}${commit}-`;
}
__name(commitPrefix, "commitPrefix");
function imagePrefix(imageKey) {
  return `go-image-size-1-${imageKey.replace(/[^\w.+:@/]+/g, "_").slice(0, 200)}-`;
}
__name(imagePrefix, "imagePrefix");
function writeStored(stored) {
  const slim = { ...stored, facts: { ...stored.facts, platforms: stored.facts.platforms.map(slimmed) } };
  const text4 = JSON.stringify(slim);
  if (text4.length <= MOST_BYTES2) return text4;
  const platforms = slim.facts.platforms.map((platform) => ({ ...platform, contents: null }));
  return JSON.stringify({ ...slim, facts: { ...slim.facts, platforms } });
}
__name(writeStored, "writeStored");
function slimmed(platform) {
  const { contents } = platform;
  return contents === null ? platform : { ...platform, contents: { ...contents, wasted: [], secrets: [] } };
}
__name(slimmed, "slimmed");
function readStored(document) {
  const { created, commit, ref, version, facts, findings, budgets, history } = document ?? {};
  if (typeof created !== "string" || Number.isNaN(Date.parse(created)) || typeof ref !== "string")
    throw new Error("the stored baseline is damaged");
  const prints = Array.isArray(findings) ? findings.filter((print) => typeof print === "string").slice(0, 1e4) : null;
  const judged = safeParse(pipe(array(KnownBudget), maxLength(200)), budgets);
  const builds = safeParse(History, history);
  return {
    ...{ schema: 1, created, commit: typeof commit === "string" ? commit : null, ref, facts: readFacts(facts) },
    ...typeof version === "string" && { version },
    ...prints !== null && { findings: prints },
    ...judged.success && { budgets: judged.output },
    ...builds.success && { history: builds.output }
  };
}
__name(readStored, "readStored");

// src/size/baseline.ts
async function findBaseline(input, imageKey, context, machine, help) {
  const stored = await help.attempt(
    "The baseline could not be read",
    nothing("the baseline could not be read"),
    () => findStored(imageKey, context, machine)
  );
  const none = /* @__PURE__ */ __name((why) => ({ ...stored, baseline: { found: false, why }, facts: null, rebuild: null }), "none");
  switch (input.kind) {
    case "auto":
      return { ...stored, rebuild: null };
    case "rebuild":
      if (stored.rebuild?.commit == null)
        help.warn("Input `baseline` is rebuild, and nothing tells which commit to build.");
      return stored;
    case "off":
      return none("input `baseline` is off");
    case "file": {
      const { facts, created, commit, version } = readFactsFile(input.path, context.workspace);
      const when = created ?? machine.now().toISOString();
      return { ...none(""), facts, baseline: given({ commit, ref: input.path, created: when, version }) };
    }
    case "image":
      return await help.attempt(
        `The baseline \`${input.source}\` could not be measured`,
        none("it could not be measured"),
        async () => {
          const facts = await machine.measureImage(input.source);
          const created = facts.platforms.find(({ settings }) => settings?.created)?.settings?.created;
          const when = created && !Number.isNaN(Date.parse(created)) ? created : machine.now().toISOString();
          return { ...none(""), facts, baseline: given({ commit: null, ref: input.source, created: when, version: null }) };
        }
      );
    case "commit":
      return await namedCommit(input.name, imageKey, { context, ...machine }, machine, help, none);
  }
}
__name(findBaseline, "findBaseline");
async function baselineToStore(measured, imageKey, context, machine) {
  const { facts, findings, budgets, history } = measured;
  if (facts === null || !isComparedWith(context)) return [];
  const { commit, ref, runId } = context;
  const file = join8(machine.temp, `new-${NAME2}`);
  const created = machine.now().toISOString();
  const stored = {
    ...{ schema: 1, created, commit, ref, version: machine.version, facts },
    findings: findings.flatMap(({ fingerprint }) => fingerprint ?? []),
    budgets: budgets.map(({ input, platform, part, written: written2 }) => ({ input, platform, part, written: written2 })),
    history: withBuild(history, commit, created, facts)
  };
  await writeFile4(file, writeStored(stored));
  return [{ name: NAME2, key: baselineKey(imageKey, commit ?? "none", runId), file }];
}
__name(baselineToStore, "baselineToStore");
function isComparedWith(context) {
  return context.event === "local" || isDefaultBranch(context) && isBranchEvent(context.event);
}
__name(isComparedWith, "isComparedWith");
async function findStored(imageKey, context, machine) {
  const repository = { context, ...machine };
  const start = await findAncestry(repository);
  const found = await lookUp(imageKey, start, repository, machine);
  if (found === null) return { ...nothing(notYet(context)), rebuild: start };
  const { facts, findings, budgets, history } = found.stored;
  return {
    ...{ baseline: describe2(found, start, machine), facts, rebuild: start },
    findings: findings ? new Set(findings) : null,
    budgets: budgets ?? null,
    history: history ?? []
  };
}
__name(findStored, "findStored");
async function lookUp(imageKey, start, repository, machine) {
  const newest = await restore(imageKey, start, [imagePrefix(imageKey)], machine);
  if (newest === null || newest.how !== "newest" || start.commit === null) return newest;
  const builds = new Set(newest.stored.history?.map(({ commit }) => commit));
  const listed = await listedAncestors(repository, start.commit);
  const index = listed.findIndex((commit) => builds.has(commit));
  if (index < 0) return newest;
  const nearest = { ...start, commit: listed[index], ancestors: [] };
  const older = await restore(imageKey, nearest, [], machine);
  return older === null ? newest : { ...older, how: "ancestor", distance: index + 1 };
}
__name(lookUp, "lookUp");
async function restore(imageKey, { commit, ancestors }, others, { store, temp }) {
  const file = join8(temp, NAME2);
  const wanted = commit === null ? [] : [commit, ...ancestors].map((each) => commitPrefix(imageKey, each));
  const prefixes = [...wanted, ...others];
  const matched = await store.restore(NAME2, `${prefixes[0]}none`, prefixes, file);
  if (matched === null) return null;
  const stored = readStored(JSON.parse(await readFile3(file, "utf8")));
  const index = wanted.findIndex((prefix2) => matched.startsWith(prefix2));
  if (index < 0) return { stored, how: "newest", distance: null };
  return { stored, how: index === 0 ? "exact" : "ancestor", distance: index };
}
__name(restore, "restore");
async function namedCommit(name, imageKey, repository, machine, help, none) {
  try {
    const start = await ancestryOf(repository, name);
    const found = await restore(imageKey, start, [], machine);
    if (found === null)
      return none(`no build of \`${name}\` (${start.commit?.slice(0, 7)}) or shortly before it is stored`);
    return { ...none(""), facts: found.stored.facts, baseline: describe2(found, start, machine) };
  } catch (error) {
    if (error instanceof UserError) throw error;
    const why = `the baseline \`${name}\` could not be read`;
    return await help.attempt(`The baseline \`${name}\` could not be read`, none(why), () => Promise.reject(error));
  }
}
__name(namedCommit, "namedCommit");
function describe2({ stored, how, distance }, start, { now: now2, version }) {
  const measuredBy = stored.version ?? null;
  const newest = stored.ref === "" ? "the last build" : "the newest build of the default branch";
  const which = {
    exact: start.what,
    ancestor: `${count(distance ?? 0, "commit")} before ${start.what}, the nearest that was measured`,
    newest: start.commit === null ? newest : `${newest} (neither ${start.what} nor one shortly before it is stored)`
  }[how];
  const when = age(stored.created, now2().toISOString());
  const by = measuredBy === null || measuredBy === version ? "" : ` by go-image ${measuredBy}`;
  return {
    ...{ found: true, commit: stored.commit, ref: shortRef(stored.ref), created: stored.created },
    ...{ why: `${which}, measured ${when}${by}`, how, distance, measuredBy }
  };
}
__name(describe2, "describe");
function given(known) {
  const { version, ...rest } = known;
  return { found: true, ...rest, why: "given by input `baseline`", how: "given", distance: null, measuredBy: version };
}
__name(given, "given");
function nothing(why) {
  return {
    ...{ baseline: { found: false, why }, facts: null, findings: null, budgets: null, history: [] },
    rebuild: null
  };
}
__name(nothing, "nothing");
function notYet(context) {
  const branch = context.repository?.defaultBranch;
  return branch ? `it is stored by the next push to \`${branch}\`` : "the next build compares with this one";
}
__name(notYet, "notYet");

// src/run-prepare.ts
async function prepare(run2, { own, dockerfile, source, image }, { side, trust }) {
  const { inputs, context, machine, timeline, help, say } = run2;
  const { log, execute, signal, store, temp, env, rulePages } = machine;
  const { origin, shownPath, text: text4 } = dockerfile;
  const repository = repositoryOf(source.kind === "folder" ? source.path : context.workspace, context, machine);
  const measureImage = /* @__PURE__ */ __name(async (name) => (await measureNamed(name, "", { execute, env, signal, watch: log.watch })).facts, "measureImage");
  const [{ findings, context: sent }, found, kept2, earlier, way] = await log.group(
    "\u25B8 Looking up baseline and caches",
    () => Promise.all([
      timeline.measure("checks", () => checkDockerfile({ own, shownPath, inputs, rulePages, execute, help })),
      timeline.measure(
        "baseline",
        () => findBaseline(inputs.baseline, image.part, context, { ...machine, ...repository, measureImage }, help)
      ),
      readKnownLayers(image.part, store, temp, help),
      side.caches.length > 0 ? readLedger(image.key, store, temp, help) : [],
      bringIn(run2, side, trust)
    ])
  );
  noteRelease(side.caches, side.goRelease, earlier);
  const excerpts = own === null || findings.length === 0 ? [] : excerptsOf(await own.text(), findings);
  const checked = { origin, path: shownPath, text: text4, excerpts, findings };
  say([
    ...dockerfileLines(checked),
    ...sent ? contextText(sent) : [],
    ...cachesInLines(side.caches.map((cache) => cache.report))
  ]);
  return { dockerfile: checked, sent, found, kept: kept2, earlier, way, repository };
}
__name(prepare, "prepare");
function bringIn({ context, timeline }, { caches, tools }, trust) {
  return timeline.measure("caches in", () => cachesIn(caches, trust, context, tools));
}
__name(bringIn, "bringIn");
function repositoryOf(folder, context, { execute, signal, octokit }) {
  const { repository } = context;
  const hub = octokit && repository && { octokit, owner: repository.owner, repo: repository.name, signal };
  return { context, execute, signal, hub, folder };
}
__name(repositoryOf, "repositoryOf");

// src/run-build.ts
async function buildImage(run2, sources, planned, prepared) {
  const { machine, timeline, help, say } = run2;
  const { log, execute, temp } = machine;
  const { trust, layers } = planned;
  const compiled = await compile2(run2, sources, planned, prepared);
  const { plan: plan2, side, way, compileSeconds } = compiled;
  let packing = null;
  const takeOut = /* @__PURE__ */ __name((steps) => {
    const ran = compileSeconds !== null || anyRunExecuted(steps);
    packing ??= timeline.measure(
      "caches out",
      () => cachesOut(side.caches, trust, ran, way, sources.read.keep, side.tools)
    );
    packing.catch(() => {
    });
  }, "takeOut");
  if (compileSeconds !== null) takeOut([]);
  const start = layers.usesService ? (command, args, options) => execute(command, args, { ...options, env: machine.layerCacheEnv }) : execute;
  const built = await log.group(
    "\u25B8 Build  docker buildx build",
    () => timeline.measure("build", async () => {
      await writeSecrets(plan2.secretFiles);
      return await build(buildArguments(plan2), plan2.metadataFile, start, log, takeOut);
    })
  ).finally(() => rm(join9(temp, "secrets"), { recursive: true, force: true }));
  const images = imageRows(built.metadata);
  say(decisionLines(images));
  const failure = await failureOf(built, run2, sources);
  if (failure === null) {
    const layerFailure = describeLayerFailure(built.steps);
    if (layerFailure !== null) help.warn(layerFailure);
    takeOut(built.steps);
  }
  const { sent } = prepared;
  const decisions = [...compiled.decisions, ...images, ...sent ? [contextRow(sent)] : []];
  return { ...built, failure, plan: plan2, side, decisions, compileSeconds, packing };
}
__name(buildImage, "buildImage");
async function compile2(run2, sources, { plan: plan2, where, side, trust, ofBuilder, decided }, { way, earlier }) {
  const { ready } = where;
  if (ready === null) return { plan: plan2, side, way, compileSeconds: null, decisions: decided(where.choice, side) };
  const { machine, timeline, say } = run2;
  const compiled = await timeline.measure("compile", () => compileThere(ready, plan2, sources, machine));
  const { seconds, choice } = compiled;
  if (seconds !== null)
    return { plan: compiled.plan, side, way, compileSeconds: seconds, decisions: decided([choice], side) };
  const ofDocker = await ofBuilder();
  say(decisionLines([choice]));
  const opened = await bringIn(run2, ofDocker, trust);
  noteRelease(ofDocker.caches, ofDocker.goRelease, earlier);
  say(cachesInLines(ofDocker.caches.map((cache) => cache.report)));
  return { plan: plan2, side: ofDocker, way: opened, compileSeconds: null, decisions: decided([choice], ofDocker) };
}
__name(compile2, "compile");
async function failureOf({ report, steps, error }, { inputs, context, machine }, { source, read }) {
  if (report.outcome === "success") return null;
  const untested = await testFailure(steps, { inputs, context, source, project: read.project });
  for (const { message, place } of untested?.annotations ?? []) machine.log.error(message, place);
  return untested?.sentence ?? describeFailure(report, error ?? "unknown");
}
__name(failureOf, "failureOf");

// src/run-baseline.ts
import { mkdir as mkdir6, rm as rm2 } from "node:fs/promises";
import { join as join13 } from "node:path";

// src/build/commit-time.ts
var PATIENCE_MS3 = 4e3;
async function commitTime(folder, execute, signal) {
  return await inTime(PATIENCE_MS3, signal, async (limit) => {
    const args = ["-C", folder, "log", "-1", "--no-show-signature", "--format=%ct"];
    const { exitCode, stdout } = await execute("git", args, { signal: limit });
    const seconds = /^\d{1,11}$/.exec(stdout.trim())?.[0];
    return exitCode === 0 && seconds !== void 0 ? new Date(Number(seconds) * 1e3) : null;
  });
}
__name(commitTime, "commitTime");

// src/build/commit-tree.ts
import { mkdir as mkdir4, realpath as realpath3 } from "node:fs/promises";
import { isAbsolute, join as join10, relative as relative3 } from "node:path";
async function writeCommitTree(commit, where) {
  const { folder, target, execute } = where;
  const env = { ...where.env, GIT_INDEX_FILE: where.index };
  const git2 = /* @__PURE__ */ __name(async (dir, ...args) => {
    const { exitCode, stdout, stderr } = await execute("git", ["-C", dir, ...args], { env });
    if (exitCode !== 0) throw new Error(`git ${args[0]}: ${stderr.trim() || `exit code ${exitCode}`}`);
    return stdout.trim();
  }, "git");
  const isThere = await git2(folder, "cat-file", "-e", `${commit}^{commit}`).then(
    () => true,
    () => false
  );
  if (!isThere) await git2(folder, "fetch", "--quiet", "--depth=1", "--no-tags", "origin", commit);
  await git2(folder, "read-tree", commit);
  const top = await git2(folder, "rev-parse", "--show-toplevel");
  const workspace2 = await realpath3(where.workspace);
  const below = relative3(workspace2, top);
  const isBelow2 = !below.startsWith("..") && !isAbsolute(below);
  const tree = isBelow2 ? join10(target, below) : target;
  await mkdir4(tree, { recursive: true });
  await git2(top, "checkout-index", "--all", `--prefix=${tree}/`);
  return isBelow2 ? target : join10(target, relative3(top, workspace2));
}
__name(writeCommitTree, "writeCommitTree");

// src/build/plan.ts
import { join as join11 } from "node:path";

// src/build/labels.ts
function ociLabels(context, facts) {
  const { server, repository, commit } = context;
  const page = server !== null && repository !== null ? `${server}/${repository.owner}/${repository.name}` : null;
  const labels = {
    title: repository?.name ?? null,
    description: repository?.description ?? null,
    url: page,
    source: page,
    version: facts.version,
    created: facts.created?.toISOString().replace(".000Z", "Z") ?? null,
    revision: commit,
    licenses: repository?.license ?? null
  };
  const given2 = new Set(facts.given.map((label) => label.split("=")[0]));
  return Object.entries(labels).map(([key, value]) => [`org.opencontainers.image.${key}`, value]).flatMap(([key, value]) => value === null || given2.has(key) ? [] : [`${key}=${plain(value)}`]);
}
__name(ociLabels, "ociLabels");

// src/build/tags.ts
function tagsFor(image, context) {
  return tagNames(context).map((tag) => `${image}:${tag}`);
}
__name(tagsFor, "tagsFor");
function tagNames(context) {
  if (context.pullRequest) return [`pr-${context.pullRequest.number}`];
  const name = shortRef(context.ref);
  if (context.ref.startsWith("refs/tags/")) {
    const [, version, minor, prerelease] = /^v?((\d+\.\d+)\.\d+(-[0-9A-Za-z.-]+)?)$/.exec(name) ?? [];
    if (!version) return [tagName(name)];
    return prerelease ? [version] : [version, minor, "latest"];
  }
  if (context.ref.startsWith("refs/heads/")) {
    const commit = context.commit ? [`sha-${context.commit.slice(0, 7)}`] : [];
    return [tagName(name), ...commit];
  }
  return ["local"];
}
__name(tagNames, "tagNames");
function tagName(name) {
  return name.replace(/[^\w.-]+/g, "-").replace(/^[.-]+/, "").slice(0, 128) || "unnamed";
}
__name(tagName, "tagName");
function versionFor(context) {
  const name = shortRef(context.ref);
  const commit = context.commit?.slice(0, 12);
  const version = context.ref.startsWith("refs/tags/") ? name : commit ?? "dev";
  return version.replace(/[^\w.+-]+/g, "-");
}
__name(versionFor, "versionFor");

// src/build/plan.ts
function planBuild(options) {
  const { inputs, context, source, builder, temp, warn } = options;
  const given2 = readSecrets("secrets", inputs.build.secrets, warn);
  const ownToken = { token: inputs.githubToken, server: context.server, secrets: given2 };
  const secrets = [...given2, ...source.kind === "remote" && source.ofThisRepository ? gitTokenSecret(ownToken) : []];
  const exportsLayout = builder.exportsLayout && inputs.build.call === "" && !spansNodes(builder, inputs.build.platforms);
  const isGiven = /* @__PURE__ */ __name((name) => inputs.build.buildArgs.some((arg) => arg.split("=")[0] === name), "isGiven");
  const version = versionFor(context);
  const { created, written: written2 } = options;
  return {
    inputs: { ...inputs.build, buildContexts: namedContexts(inputs.build.buildContexts, context) },
    builder,
    context: source.kind === "folder" ? source.path : source.url,
    file: options.dockerfile ?? inputs.build.file,
    tags: inputs.build.tags.length > 0 || inputs.image === "" ? inputs.build.tags : tagsFor(inputs.image, context),
    buildArgs: [
      ...stampValues(written2 ?? "", { version, commit: context.commit, created }).filter(
        (arg) => !isGiven(arg.split("=", 1)[0])
      ),
      ...written2 !== null && !options.hasEpoch && !isGiven("SOURCE_DATE_EPOCH") ? epochArgument(context, created) : []
    ],
    labels: written2 !== null ? ociLabels(context, { version, created, given: inputs.build.labels }) : [],
    secretFiles: [
      ...planSecrets(secrets, join11(temp, "secrets"), options.mask),
      ...presentFiles(readSecrets("secret-files", inputs.build.secretFiles, warn), warn)
    ],
    secretEnvs: readSecrets("secret-envs", inputs.build.secretEnvs, warn).map(({ id, value }) => ({ id, env: value })),
    metadataFile: join11(temp, "metadata.json"),
    layout: exportsLayout ? join11(temp, "layout") : null,
    source: {
      runUrl: context.runUrl && `${context.runUrl}/attempts/${context.runAttempt}`,
      private: context.repository?.private ?? false
    },
    noDefaultAttestations: options.noDefaultAttestations
  };
}
__name(planBuild, "planBuild");
function epochArgument({ ref }, created) {
  if (created === null || !ref.startsWith("refs/tags/")) return [];
  return [`SOURCE_DATE_EPOCH=${created.getTime() / 1e3}`];
}
__name(epochArgument, "epochArgument");

// src/dockerfile/choose.ts
import { copyFile as copyFile2, mkdir as mkdir5, readFile as readFile4, writeFile as writeFile5 } from "node:fs/promises";
import { basename, join as join12, relative as relative4, resolve } from "node:path";

// src/dockerfile/adopt/reach.ts
import { posix as posix8 } from "node:path";

// src/dockerfile/adopt/step-commands.ts
import { posix as posix7 } from "node:path";
var WITH_PATHS = new Set(
  "rm mv cp ln chmod chown chgrp find tar touch mkdir rmdir install ls cat du test [ stat gzip unzip rsync sed tee head tail".split(
    " "
  )
);
var HARMLESS2 = new Set(
  "cd echo printf true false : set export unset umask date git apk apt apt-get sha256sum md5sum file strip upx ldd wc sort tr cut grep awk basename dirname uname id whoami sleep pwd exit xx-verify xx-apk xx-apt xx-info update-ca-certificates readelf".split(
    " "
  )
);
var COMPILING = /* @__PURE__ */ new Set(["build", "install", "test", "vet", "run"]);
var WITHOUT_MODULES = /* @__PURE__ */ new Set(["version", "env", "clean", "fmt", "help", "telemetry", "mod init", "mod edit"]);
function outputsOf2({ words }) {
  return words.flatMap((word, index) => {
    const [, value] = /^--?(?:o|coverprofile|outputdir)=(.*)$/s.exec(word) ?? [];
    if (value !== void 0) return [value];
    return /^--?(o|coverprofile|outputdir)$/.test(word) ? [words[index + 1] ?? ""] : [];
  }).filter((path) => !path.startsWith(OPAQUE));
}
__name(outputsOf2, "outputsOf");
function exported(words) {
  return /^(export|readonly|unset|read|local)$/.test(words[0] ?? "") ? words.slice(1).map((word) => word.split("=")[0]) : [];
}
__name(exported, "exported");
function exportedValue(commands, name) {
  const words = commands.filter(({ words: words2 }) => words2[0] === "export").flatMap(({ words: words2 }) => words2);
  const alone = commands.filter(({ words: words2 }) => words2.length === 0).flatMap(({ assignments }) => assignments);
  return words.findLast((word) => word.startsWith(`${name}=`))?.slice(name.length + 1) ?? alone.findLast(([set]) => set === name)?.[1];
}
__name(exportedValue, "exportedValue");
function goVerb({ words }) {
  if (!/^((\/usr\/local\/go\/bin\/)?go|xx-go)$/.test(words[0] ?? "")) return null;
  let at = 1;
  if (words[at] === "-C") at += 2;
  else if (words[at]?.startsWith("-C=")) at += 1;
  const verb = words[at] ?? "help";
  return verb === "mod" || verb === "work" ? `${verb} ${words[at + 1] ?? ""}` : verb;
}
__name(goVerb, "goVerb");
function isCompiling(command) {
  return COMPILING.has(goVerb(command) ?? "");
}
__name(isCompiling, "isCompiling");
function needsModules(command) {
  const verb = goVerb(command);
  return verb !== null && !WITHOUT_MODULES.has(verb);
}
__name(needsModules, "needsModules");
function isKnown(command) {
  const [name = ""] = command.words;
  if (command.words.length === 0) return true;
  const go = goVerb(command);
  if (go !== null) return !go.includes(OPAQUE);
  if (name === "find" && command.words.some((word) => /^-(exec|execdir|ok)$/.test(word))) return false;
  return HARMLESS2.has(name) || WITH_PATHS.has(posix7.basename(name));
}
__name(isKnown, "isKnown");
function shown({ words }) {
  const text4 = words.join(" ").replaceAll(OPAQUE, "\u2026");
  return text4.length > 60 ? `${text4.slice(0, 59)}\u2026` : text4;
}
__name(shown, "shown");

// src/dockerfile/adopt/step.ts
function isCompilingStep(step) {
  return step.commands?.some((command) => goVerb(command) !== null) ?? false;
}
__name(isCompilingStep, "isCompilingStep");
function isAfter(later, step) {
  return before(later.stage, later.run).some(({ instruction }) => instruction === step.run);
}
__name(isAfter, "isAfter");
function readStep(text4, stage, run2, buildArgs) {
  const variables = variablesAt(stage, run2, buildArgs);
  const places = goPlaces(stage, run2, buildArgs);
  const lines2 = text4.split("\n").slice(run2.line - 1, run2.endLine);
  const raw = lines2.join("\n");
  const step = { stage, run: run2, raw, places, variables, workdir: workdirAt(stage, run2, buildArgs) };
  const unread = /* @__PURE__ */ __name((reason2) => ({ ...step, commands: null, unread: reason2 }), "unread");
  const shell = before(stage, run2).findLast(({ instruction }) => instruction.keyword === "SHELL")?.instruction.args;
  if (shell && !/^\[\s*"(\/(usr\/)?bin\/)?(ba|da|a)?sh"/.test(shell)) return unread(`SHELL is ${shell}`);
  const home = places.build?.endsWith("/.cache/go-build") ? places.build.slice(0, -"/.cache/go-build".length) : void 0;
  const known = knownVariables(stage, run2, buildArgs);
  if (!known.has("HOME") && home) known.set("HOME", home);
  const { commands, reason } = readRunScript(lines2, known, step.workdir);
  return commands === null ? unread(reason) : { ...step, commands, unread: "" };
}
__name(readStep, "readStep");

// src/dockerfile/adopt/reach.ts
function touches(step, folder) {
  if (step.commands === null) return /\.cache|go-build|GOCACHE|pkg\/mod|GOMODCACHE/.test(step.raw) ? "RUN" : null;
  for (const command of step.commands) {
    const [name = "", ...words] = command.words;
    if (name === "cd") continue;
    if (name === "rm" && words.some((word) => /^-\w*f/.test(word)) && !isCompilingStep(step)) continue;
    const paths = [
      ...command.redirects.filter((path) => !/^(\d|-|\/dev\/\w+)$/.test(path)),
      ...WITH_PATHS.has(posix8.basename(name)) ? words.filter((word) => !/^-\w*$/.test(word)) : [],
      ...goVerb(command) === null ? [] : outputsOf2(command)
    ];
    if (paths.some((path) => mayReach(path, command.folder, folder))) return shown(command);
  }
  return null;
}
__name(touches, "touches");
function mayReach(word, cwd, folder) {
  const at = word.indexOf(OPAQUE);
  const known = at < 0 ? word : word.slice(0, at);
  if (known === "" || !known.startsWith("/") && cwd === null) return true;
  const path = known.startsWith("/") ? known : posix8.join(cwd, known);
  if (at < 0) return overlaps(posix8.normalize(path), folder);
  const begin = posix8.normalize(path);
  return folder.startsWith(begin) || begin === `${folder}/` || isInside(posix8.dirname(`${begin}x`), folder);
}
__name(mayReach, "mayReach");
function isInside(path, folder) {
  const relative6 = posix8.relative(folder, path);
  return relative6 === "" || !(relative6 === ".." || relative6.startsWith("../"));
}
__name(isInside, "isInside");
function readsOnward(stage, folder, { uses, buildArgs }) {
  const use = uses.find(
    ({ of, by, instruction, sources }) => lineage(of).includes(stage) && sources.some((source) => {
      const known = knownVariables(by, instruction, buildArgs);
      const path = source.replace(/\$(?:(\w+)|\{(\w+)\}|\{[^}]*\})/g, (_, plain2, braced) => known.get(plain2 ?? braced ?? "") ?? OPAQUE).replace(/[*?[]/g, OPAQUE);
      return mayReach(`/${path}`, "/", folder);
    })
  );
  return use?.instruction.line ?? null;
}
__name(readsOnward, "readsOnward");
function destination(stage, instruction, buildArgs) {
  const to = expand(copyWords(instruction.args).at(-1) ?? "", variablesAt(stage, instruction, buildArgs));
  if (to.startsWith("/")) return posix8.normalize(to);
  const workdir = workdirAt(stage, instruction, buildArgs);
  return workdir && posix8.join(workdir, to);
}
__name(destination, "destination");

// src/dockerfile/adopt/native-libraries.ts
var C_TOOLCHAIN = /^(musl-dev|libc6-dev|libc-dev|linux-libc-dev|linux-headers)$/;
function usesNativeLibraries(step, file) {
  const isOff = /* @__PURE__ */ __name((command) => (command.assignments.find(([name]) => name === "CGO_ENABLED")?.[1] ?? exportedValue(step.commands, "CGO_ENABLED") ?? step.variables.get("CGO_ENABLED")) === "0", "isOff");
  if (step.commands.filter(isCompiling).every(isOff)) return null;
  const reason = "cgo may use C libraries that this line brings, and Go's cache does not see their changes";
  for (const { stage, instruction } of before(step.stage, step.run)) {
    const { line } = instruction;
    if (instruction.keyword === "COPY" || instruction.keyword === "ADD") {
      const to = destination(stage, instruction, file.buildArgs);
      if (to && /^\/(usr\/)?(local\/)?(lib|include)/.test(to)) return { reason, line };
    }
    if (instruction.keyword !== "RUN") continue;
    const earlier = file.steps.find((candidate) => candidate.run === instruction);
    if (/\b(make\s+install|cmake|ninja|meson|\.\/configure)\b/.test(instruction.args)) return { reason, line };
    const packages = earlier?.commands?.filter(
      ({ words }) => /^(apk|apt|apt-get|dnf|yum|microdnf|xx-apk|xx-apt)$/.test(words[0] ?? "")
    );
    const isLibrary = /* @__PURE__ */ __name((word) => /-(dev|devel|static)(=|$)/.test(word) && !C_TOOLCHAIN.test(word.split("=")[0]), "isLibrary");
    if (packages?.some(({ words }) => words.some(isLibrary))) return { reason, line };
    if (earlier?.commands === null && /-dev(el)?\b/.test(instruction.args)) return { reason, line };
  }
  const same = step.commands.some(
    ({ words }) => words.some((word) => /-(dev|devel)$/.test(word) && !C_TOOLCHAIN.test(word))
  );
  return same ? { reason, line: step.run.line } : null;
}
__name(usesNativeLibraries, "usesNativeLibraries");

// src/dockerfile/adopt/same-step.ts
import { posix as posix9 } from "node:path";
var MOVES = /^(GOCACHE|GOMODCACHE|GOPATH|HOME|XDG_CACHE_HOME|GOENV|GOCACHEPROG)$/;
function refuseLocally(step, folder) {
  const { commands, run: run2 } = step;
  if (commands === null) return step.unread;
  if (!/^[\w./@+-]+$/.test(folder)) return `a mount cannot be written on "${folder}"`;
  for (const { name, value } of run2.flags) {
    if (name !== "mount") continue;
    const target = expand(mountTarget(mountFields(value)), step.variables);
    const path = target.startsWith("/") ? target : step.workdir && posix9.join(step.workdir, target);
    if (path === null || overlaps(path, folder)) return `it has another mount on ${target || "WORKDIR"}`;
  }
  if (step.variables.get("GOCACHEPROG")) return "GOCACHEPROG is set";
  for (const command of commands) {
    const set = [...command.assignments.map(([name]) => name), ...exported(command.words)];
    const moved = set.find((name) => MOVES.test(name));
    if (moved) return `the step sets ${moved} itself`;
    const go = goVerb(command);
    const { words } = command;
    if (go === "clean" && words.some((word) => /^--?(cache|modcache|testcache|fuzzcache)$/.test(word)))
      return `\`${shown(command)}\` empties what the mount keeps`;
    if (go === "list" && words.some((word) => /^--?export/.test(word)))
      return "`go list -export` names files of the cache";
    if (go === "env" && words.some((word) => /^--?[wu]$/.test(word) || /CACHE|GOPATH/.test(word)))
      return `\`${shown(command)}\` asks for or changes where the caches are`;
    if (!isKnown(command)) return `what \`${shown(command)}\` does in the same step is not in the Dockerfile`;
  }
  const reader = touches(step, folder);
  return reader && `\`${reader}\` in the same step would meet the mount`;
}
__name(refuseLocally, "refuseLocally");

// src/dockerfile/adopt/build-cache.ts
function refuseBuild(step, compiling, file) {
  const { stage, run: run2, places } = step;
  const no = /* @__PURE__ */ __name((reason, line = run2.line) => ({ reason, line }), "no");
  if (file.final.has(stage)) return no("its stage is the final image, which would lack the files of the build cache");
  if (places.build === null) return no(places.reason ?? "GOCACHE is not known");
  if (!runsAsRoot(stage, run2, file.buildArgs) && userNumbers(stage, run2, file.buildArgs).uid === null)
    return no(`the number of ${describeUser(userAt(stage, run2))} is not in the Dockerfile`);
  for (const earlier of file.steps)
    if (isAfter(step, earlier) && /\bgo\s+env\s+-w\b[^;&|]*(GOCACHE|GOMODCACHE|GOPATH|GOFLAGS)/.test(earlier.raw))
      return no("go env -w changes settings that ENV does not show", earlier.run.line);
  if (step.workdir && step.workdir !== "/" && isInside(places.build, step.workdir))
    return no("the build cache lies among the sources");
  const local = refuseLocally(step, places.build);
  if (local) return no(local);
  if (hasFlagA((step.variables.get("GOFLAGS") ?? "").split(" ")))
    return no("GOFLAGS has -a, which compiles everything anew");
  for (const command of step.commands) {
    const go = goVerb(command);
    if (go === null) continue;
    const flags = command.assignments.find(([name]) => name === "GOFLAGS")?.[1] ?? "";
    if (hasFlagA(command.words) || hasFlagA(flags.split(" ")))
      return no("-a compiles everything anew, a cache serves nothing");
    if (go === "test" && !command.words.some((word) => /^--?(c|count)(=|$)/.test(word)))
      return no("go test would answer from the cache instead of running the tests (-count=1 runs them)");
    if (command.words.some((word) => /^--?(x|v|n|json)(=|$)/.test(word)) && isWritten(step.commands))
      return no("what it prints is kept in a file, and depends on what is cached");
  }
  const native = usesNativeLibraries(step, file);
  if (native) return no(native.reason, native.line);
  const onward = readsOnward(stage, places.build, file);
  if (onward) return no(`the build cache is copied onward in line ${onward}`);
  for (const { instruction } of before(stage, run2))
    if (instruction.keyword === "COPY" || instruction.keyword === "ADD") {
      const to = destination(stage, instruction, file.buildArgs);
      if (to && isInside(to, places.build)) return no("the Dockerfile itself puts files into GOCACHE", instruction.line);
    }
  for (const later of file.steps) {
    if (later === step || !isAfter(later, step) || compiling.includes(later) && !refuseLocally(later, places.build))
      continue;
    const reader = touches(later, places.build);
    if (reader !== null) return no(`line ${later.run.line} reads the build cache`);
  }
  return null;
}
__name(refuseBuild, "refuseBuild");
function describeUser(user) {
  return user === "" ? "the image's user" : `user "${user}"`;
}
__name(describeUser, "describeUser");
function hasFlagA(words) {
  return words.some((word) => /^--?a(=true)?$/.test(word));
}
__name(hasFlagA, "hasFlagA");
function isWritten(commands) {
  const isFile = /* @__PURE__ */ __name((path) => !/^(\d|-|\/dev\/\w+)$/.test(path), "isFile");
  return commands.some(({ words, redirects }) => words[0] === "tee" || redirects.some(isFile));
}
__name(isWritten, "isWritten");

// src/dockerfile/adopt/insert.ts
function insert(text4, changes, options) {
  const lines2 = text4.split("\n");
  const added2 = [...changes].map(([step, kinds]) => {
    const mount = kinds.map((kind) => mountFlag(step, kind, options.buildArgs)).join(" ");
    const at = step.run.line - 1;
    lines2[at] = lines2[at].replace(
      /^(\uFEFF?\s*RUN(?:\s+--[\w-]+(?:=(?:"[^"]*"|[^\s\\"])*)?(?=\s))*)/i,
      (_, head) => `${head} ${mount}`
    );
    return { line: step.run.line, kinds, mount };
  });
  added2.sort((one, other) => one.line - other.line);
  const adopted2 = lines2.join("\n");
  return { text: adopted2, added: added2, model: parseDockerfile(adopted2, options.buildArgs) };
}
__name(insert, "insert");
function isPlaced(before2, after, line, mount) {
  const runOf = /* @__PURE__ */ __name(({ stages }) => stages.flatMap(({ instructions }) => instructions).find((instruction) => instruction.line === line), "runOf");
  const [old, changed] = [runOf(before2), runOf(after)];
  const added2 = mount.split(" ").map((flag) => flag.replace("--mount=", ""));
  const values = changed?.flags.map(({ value }) => value) ?? [];
  return old?.args === changed?.args && values.length === (old?.flags.length ?? 0) + added2.length && added2.every((value) => values.includes(value));
}
__name(isPlaced, "isPlaced");
function mountFlag(step, kind, buildArgs) {
  const name = kind === "modules" ? "gomod" : "gobuild";
  const place = step.places[kind];
  if (runsAsRoot(step.stage, step.run, buildArgs)) return `--mount=type=cache,id=${name},target=${place}`;
  const { uid, gid } = userNumbers(step.stage, step.run, buildArgs);
  return `--mount=type=cache,id=${name}-${uid},target=${place},uid=${uid}${gid === null ? "" : `,gid=${gid}`}`;
}
__name(mountFlag, "mountFlag");

// src/dockerfile/adopt/modules.ts
var FETCHING2 = /^(GO(PROXY|PRIVATE|NOPROXY|NOSUMDB|SUMDB|INSECURE|AUTH|VCS)|NETRC|GIT_\w+|\w+_PROXY|\w+_proxy)$/;
function refuseModules(family, wanting, file) {
  const folder = wanting[0].places.modules;
  if (folder === null)
    return { reason: wanting[0].places.reason ?? "GOMODCACHE is not known", line: wanting[0].run.line };
  const mountsOf = /* @__PURE__ */ __name(({ run: run2 }) => run2.flags.filter(({ name, value }) => name === "mount" && /type=(secret|ssh)/.test(value)).map(({ value }) => value).sort().join(" "), "mountsOf");
  for (const step of wanting) {
    const no = /* @__PURE__ */ __name((reason) => ({ reason, line: step.run.line }), "no");
    if (file.final.has(step.stage)) return no("a stage of the final image uses them");
    if (step.places.modules !== folder) return no("GOMODCACHE is not the same in every step");
    if (!runsAsRoot(step.stage, step.run, file.buildArgs)) return no("the step does not run as root");
    const local = refuseLocally(step, folder);
    if (local) return no(local);
    if (step.commands.some(({ words }) => words.includes("-mod=vendor")) || /-mod=vendor/.test(step.variables.get("GOFLAGS") ?? ""))
      return no("they are vendored");
    if (step.run.flags.some(({ name, value }) => name === "network" && value === "none"))
      return no("a step without network uses them");
    if (step.variables.get("GOPROXY") === "off") return no("GOPROXY is off");
    if (mountsOf(step) !== mountsOf(wanting[0])) return no("not every step that needs them has the same secrets");
    const set = step.commands.flatMap(({ words, assignments }) => [
      ...assignments.map(([name]) => name),
      ...exported(words)
    ]);
    const fetching = set.find((name) => FETCHING2.test(name));
    if (fetching) return no(`${fetching} is set in one step alone`);
    const isDownload = !step.commands.some(isCompiling);
    const other = step.commands.find(
      (command) => goVerb(command) === null && !/^(cd|set|true|:|mkdir)$/.test(command.words[0] ?? "")
    );
    if (isDownload && other) return no(`\`${shown(other)}\` may set up what only this step's download has`);
    if (/pkg\/mod|GOMODCACHE|cache\/download/.test(step.raw)) return no("the step names the module cache");
  }
  for (const step of family) {
    const { run: run2 } = step;
    if (wanting.includes(step)) continue;
    const isLater = wanting.some((other) => isAfter(step, other));
    if (/pkg\/mod|GOMODCACHE/.test(step.raw)) return { reason: "the step names the module cache", line: run2.line };
    if (!isLater) continue;
    if (step.commands === null) return { reason: step.unread, line: run2.line };
    const unknown2 = step.commands.find((command) => !isKnown(command));
    if (unknown2) return { reason: `\`${shown(unknown2)}\` may need them`, line: run2.line };
    if (/netrc|gitconfig|git-credentials|\.ssh|git\s+config/.test(step.raw))
      return { reason: "credentials change after the download", line: run2.line };
    if (touches(step, folder)) return { reason: "the step reads them", line: run2.line };
  }
  for (const stage of new Set(family.map((step) => step.stage))) {
    const onward = readsOnward(stage, folder, file);
    if (onward) return { reason: "they are copied onward", line: onward };
    for (const at of lineage(stage))
      for (const instruction of at.instructions) {
        if (instruction.keyword !== "COPY" && instruction.keyword !== "ADD") continue;
        const to = destination(at, instruction, file.buildArgs);
        const isWhole = to === "/" && !file.uses.some((use) => use.instruction === instruction);
        if (to === null || overlaps(to, folder) && !isWhole)
          return { reason: "the Dockerfile itself puts files there", line: instruction.line };
      }
  }
  return null;
}
__name(refuseModules, "refuseModules");

// src/dockerfile/adopt/adopt.ts
function adoptDockerfile(text4, model, options) {
  const { buildArgs } = options;
  const target = targetStage(model, options.target);
  if (target === null) return kept(`the Dockerfile has no stage "${options.target}"`, null);
  const stages = reachedStages(model, target);
  const refusal2 = refuseFile(text4, stages, options);
  if (refusal2) return { kind: "kept", ...refusal2 };
  const own = surveyGoCacheMounts(model, buildArgs, options.target);
  const steps = stages.flatMap(
    (stage) => stage.instructions.filter(({ keyword }) => keyword === "RUN").map((run2) => readStep(text4, stage, run2, buildArgs))
  );
  const compiling = steps.filter((step) => step.commands?.some((command) => isCompiling(command)));
  if (compiling.length === 0) {
    const hidden = steps.find((step) => step.commands === null && /\bgo\b/.test(step.raw));
    return hidden ? kept(hidden.unread, hidden.run.line) : kept("no RUN runs go build, install, test, vet or run", null);
  }
  const final = new Set(lineage(target));
  const uses = stageUses(model).filter((use) => stages.includes(use.by));
  const file = { steps, final, uses, buildArgs };
  const has = /* @__PURE__ */ __name((kind) => own.mounts.some((mount) => mount.kind === kind), "has");
  if (own.excluded.length > 0 && own.mounts.length === 0)
    return kept(`it has a cache mount of its own: ${own.excluded[0].reason}`, own.excluded[0].line);
  if (has("build") && has("modules")) return kept("it has cache mounts of its own", own.mounts[0].line);
  const left = [];
  const changes = /* @__PURE__ */ new Map();
  if (!has("build"))
    for (const step of compiling) {
      const reason = refuseBuild(step, compiling, file);
      if (reason) left.push(reason);
      else changes.set(step, ["build"]);
    }
  const notes = [];
  if (!has("modules") && (has("build") || changes.size > 0))
    for (const bottom of new Set(steps.map((step) => lineage(step.stage).at(-1)))) {
      const family = steps.filter((step) => lineage(step.stage).at(-1) === bottom);
      const wanting = family.filter((step) => step.commands?.some(needsModules));
      if (!wanting.some((step) => has("build") || changes.has(step))) continue;
      const refused = refuseModules(family, wanting, file);
      if (refused) {
        left.push({ ...refused, reason: `no mount for the modules: ${refused.reason}` });
        continue;
      }
      for (const step of wanting) changes.set(step, [...changes.get(step) ?? [], "modules"]);
      const download = wanting.find((step) => !step.commands?.some(isCompiling));
      if (download)
        notes.push(
          `modules of line ${download.run.line} are in the mount, not in a layer: when that layer is cached and the mount is empty, the compile step downloads them`
        );
    }
  if (changes.size === 0) return { kind: "kept", ...left[0] };
  const inserted = insert(text4, changes, options);
  const misplaced = inserted.added.find(({ line, mount }) => !isPlaced(model, inserted.model, line, mount));
  if (misplaced) return kept("flags cannot be put into its first line", misplaced.line);
  const mounts = findGoCacheMounts(inserted.model, buildArgs, options.target);
  return { kind: "adopted", text: inserted.text, added: inserted.added, left, notes, mounts };
}
__name(adoptDockerfile, "adoptDockerfile");
function kept(reason, line) {
  return { kind: "kept", reason, line };
}
__name(kept, "kept");
function refuseFile(text4, stages, { buildContexts = [] }) {
  const directives = /^(?:\uFEFF?#![^\n]*\n)?(?:\s*#\s*\w+\s*=[^\n]*\n)*/.exec(text4)?.[0] ?? "";
  const syntax = /^\s*#\s*syntax\s*=\s*(\S+)/im.exec(directives)?.[1];
  if (syntax && !/^(docker\.io\/)?docker\/dockerfile:(1|1\.([2-9]|\d\d)(\.\d+)?|latest)(-labs)?(@.*)?$/.test(syntax))
    return { reason: `its syntax ${syntax} may not know cache mounts`, line: 1 };
  if (/^\s*#\s*escape\s*=\s*`/im.test(directives)) return { reason: "its escape character is `", line: 1 };
  const named = new Set(buildContexts.map((context) => context.split("=")[0].toLowerCase()));
  for (const stage of stages) {
    for (const name of [stage.name, stage.base])
      if (name && named.has(name.toLowerCase())) return { reason: `a build context replaces "${name}"`, line: stage.line };
    const trigger = stage.instructions.find(({ keyword }) => keyword === "ONBUILD");
    if (trigger) return { reason: "ONBUILD adds steps that are not in the file", line: trigger.line };
  }
  return null;
}
__name(refuseFile, "refuseFile");
function describeAdoption(adoption, file) {
  const at = /* @__PURE__ */ __name((line) => line === null ? [] : [{ file, line }], "at");
  const left = /* @__PURE__ */ __name(({ reason, line }) => ({
    ...{ what: "cache mounts", choice: "none added", reason, evidence: at(line) }
  }), "left");
  if (adoption.kind === "kept") return [left(adoption)];
  return [
    ...adoption.added.map(
      ({ line, kinds, mount }) => ({
        ...{ what: "cache mounts", choice: "added in a temporary copy", evidence: at(line) },
        reason: `${kinds.join(", ")}; to have them in the file: RUN ${mount}`
      })
    ),
    ...adoption.left.map(left),
    ...adoption.notes.map((note) => ({ what: "cache mounts", choice: "note", reason: note, evidence: [] }))
  ];
}
__name(describeAdoption, "describeAdoption");

// src/dockerfile/choose.ts
async function chooseDockerfile(options) {
  const { source, workspace: workspace2, inputs } = options;
  const { file } = inputs.build;
  if (source.kind === "remote") {
    demandNoChecks(inputs, "of the Git context");
    return {
      ...{ origin: "repository", path: null, buildPath: null, shownPath: null, text: null, model: null },
      ...{ choices: [], warnings: [] }
    };
  }
  const path = file === "" ? join12(source.path, "Dockerfile") : resolve(workspace2, file);
  const text4 = await readFile4(path, "utf8").catch((error) => {
    if (error.code === "ENOENT") return null;
    throw new UserError("file-unreadable", `The Dockerfile ${path} cannot be read: ${error.message}`);
  });
  if (text4 === null && file !== "")
    throw new UserError(
      "file-missing",
      `Input \`file\` is "${file}", which does not exist. Correct it, or leave it out to have a Dockerfile written.`
    );
  if (text4 === null) return await written(options, source.path);
  demandNoChecks(inputs, relative4(workspace2, path));
  return await adopted({ path, text: text4, shownPath: relative4(workspace2, path) }, options);
}
__name(chooseDockerfile, "chooseDockerfile");
function demandNoChecks({ checks }, which) {
  if (checks.length === 0) return;
  throw new UserError(
    "test-own-dockerfile",
    `Input \`test\` is for a Dockerfile that this action writes, and the Dockerfile ${which} is yours. Leave the input out, and test in a stage of that file or on the runner with \`mode: caches\` (docs/go-test.md).`
  );
}
__name(demandNoChecks, "demandNoChecks");
var ANY_PLATFORM = { platforms: [], builderPlatform: "linux/amd64" };
async function adopted({ path, text: text4, shownPath }, { inputs, temp }) {
  const { buildArgs, target, buildContexts, call } = inputs.build;
  const model = parseDockerfile(text4, buildArgs);
  const own = { origin: "repository", path, shownPath, text: null, warnings: [] };
  const unused = flagChoices(inputs.goFlags).map((row) => ({
    ...row,
    choice: "not used",
    reason: "the Dockerfile is yours"
  }));
  const wanted = inputs.cacheMounts === "add" && inputs.cache !== "off" && call === "" && !inputs.build.noCache;
  if (!wanted || findGoCacheMounts(model, buildArgs, target, ANY_PLATFORM).length > 0)
    return { ...own, buildPath: path, model, choices: unused };
  const adoption = adoptDockerfile(text4, model, { buildArgs, target, buildContexts });
  const choices = [...describeAdoption(adoption, shownPath), ...unused];
  if (adoption.kind === "kept") return { ...own, buildPath: path, model, choices };
  const folder = join12(temp, "adopted");
  const buildPath = join12(folder, basename(path));
  await mkdir5(folder, { recursive: true });
  await writeFile5(buildPath, adoption.text);
  await copyFile2(`${path}.dockerignore`, `${buildPath}.dockerignore`).catch((error) => {
    if (error.code !== "ENOENT") throw error;
  });
  return { ...own, buildPath, model: parseDockerfile(adoption.text, buildArgs), choices };
}
__name(adopted, "adopted");
async function written({ project, inputs, temp, workspace: workspace2, today }, folder) {
  if (project === null) throw new UserError("no-go-mod", `There is neither a Dockerfile nor a go.mod in ${folder}.`);
  demandProgram(project);
  const { buildArgs } = inputs.build;
  const { base, style, goFlags, checks } = inputs;
  const bases = await readBases(inputs.bases, workspace2);
  const options = { base, bases, style, goFlags, checks, buildArgs, given: givenIds(inputs.build), today };
  const { dockerfile, ignore, ownIgnore, choices, warnings } = writeFromCheckout(folder, project, options);
  const path = join12(temp, "Dockerfile");
  await writeFile5(path, dockerfile);
  if (!ownIgnore) await writeFile5(`${path}.dockerignore`, ignore);
  const model = parseDockerfile(dockerfile, buildArgs);
  demandTarget(model, inputs.build.target);
  return { origin: "written", path, buildPath: path, shownPath: null, text: dockerfile, model, choices, warnings };
}
__name(written, "written");
function demandTarget(model, target) {
  if (targetStage(model, target) !== null) return;
  const programs = model.stages.flatMap(({ name, base }) => base === "base" && name !== null ? [name] : []);
  const remedy = programs.length > 0 ? `it can be ${programs.join(", ")}, or empty for an image with all programs.` : "leave it out: the Dockerfile that is written has one program, and the image is of that.";
  throw new UserError("target-unknown", `Input \`target\` is "${shortened(plain(target), 80)}"; ${remedy}`);
}
__name(demandTarget, "demandTarget");

// src/run-baseline.ts
async function rebuiltBaseline(found, how, help) {
  const { commit = null, what = "" } = found.rebuild ?? {};
  if (commit === null) return found;
  const { log, now: now2, version } = how.machine;
  return await help.attempt(
    `The baseline ${commit.slice(0, 7)} could not be built`,
    found,
    () => log.group(`\u25B8 Build the baseline  ${commit.slice(0, 7)}`, async () => {
      const { facts, seconds } = await buildBaseline(commit, how);
      const why = `${what}, built for this comparison in ${duration(seconds)}`;
      const known = { commit, ref: how.context.pullRequest?.baseRef ?? null, created: now2().toISOString(), why };
      return {
        ...found,
        facts,
        baseline: { found: true, ...known, how: "rebuilt", distance: 0, measuredBy: version }
      };
    })
  );
}
__name(rebuiltBaseline, "rebuiltBaseline");
async function buildBaseline(commit, how) {
  const { machine, builder, known } = how;
  const { execute, signal, log, env } = machine;
  const started = performance.now();
  const temp = join13(machine.temp, "baseline");
  try {
    await mkdir6(temp, { recursive: true });
    const workspace2 = await writeCommitTree(commit, {
      ...{ folder: how.folder, workspace: how.context.workspace, target: join13(temp, "tree") },
      ...{ index: join13(temp, "index"), execute, env }
    });
    const context = { ...how.context, workspace: workspace2, commit, sha: commit };
    const inputs = withoutEffects(how.inputs);
    const source = await buildContext(inputs.build.context, context);
    if (source.kind !== "folder") throw new Error("its build context is not a folder of the checkout");
    const help = startHelp({ ...log, warning: /* @__PURE__ */ __name((message) => log.info(message), "warning") }, signal);
    const { project } = await readProject(source, inputs, help, { execute, signal, path: env.PATH ?? "", temp });
    const dockerfile = await chooseDockerfile({ source, workspace: workspace2, inputs, project, temp, today: machine.now() });
    const plan2 = planBuild({
      ...{ inputs, context, source, builder, temp, mask: machine.mask, warn: help.warn, noDefaultAttestations: true },
      ...{ dockerfile: dockerfile.buildPath, written: dockerfile.text, hasEpoch: env.SOURCE_DATE_EPOCH !== void 0 },
      created: dockerfile.origin === "written" ? await commitTime(how.folder, execute, signal) : null
    });
    if (plan2.layout === null) throw new Error("this builder cannot export an OCI layout");
    await writeSecrets(plan2.secretFiles);
    const built = await build(buildArguments(plan2), plan2.metadataFile, execute, log);
    if (built.report.outcome !== "success") throw new Error(built.error ?? "the build failed");
    const stage = targetStage(dockerfile.model, inputs.build.target);
    const { facts } = await measureLayout(plan2.layout, { source: `commit ${commit}`, stage, known, temp });
    return { facts, seconds: (performance.now() - started) / 1e3 };
  } finally {
    await rm2(temp, { recursive: true, force: true });
  }
}
__name(buildBaseline, "buildBaseline");
function withoutEffects(inputs) {
  const nothing2 = { push: false, load: false, outputs: [], tags: [], cacheTo: [], attests: [], sbom: "", call: "" };
  return { ...inputs, image: "", checks: [], build: { ...inputs.build, ...nothing2, provenance: "false" } };
}
__name(withoutEffects, "withoutEffects");

// src/size/explain.ts
import { posix as posix12, relative as relative5 } from "node:path";

// src/go/dependency-imports.ts
import { readdirSync } from "node:fs";
import { join as join14, posix as posix10 } from "node:path";
var HEAD_BYTES = 16 * 1024;
var MORE_BYTES = 1024 * 1024;
var MOST_FILES = 5e3;
var IMPORT_PATH = /^[\w~-][\w.~+-]*(?:\/[\w~-][\w.~+-]*)*$/;
function dependencyImports(sources) {
  const known = /* @__PURE__ */ new Map();
  const byPath = new Map(sources.modules.map((module) => [module.path, module]));
  return (importPath) => {
    const found = known.get(importPath);
    if (found !== void 0) return found;
    const folder = IMPORT_PATH.test(importPath) ? folderOf3(sources, byPath, importPath) : null;
    const imports = folder === null ? null : importsIn(folder, sources.target);
    known.set(importPath, imports);
    return imports;
  };
}
__name(dependencyImports, "dependencyImports");
function moduleOfPackage(byPath, importPath) {
  for (let path = importPath; path !== "."; path = posix10.dirname(path)) {
    const module = byPath.get(path);
    if (module !== void 0) return module;
    if (path === "/") return null;
  }
  return null;
}
__name(moduleOfPackage, "moduleOfPackage");
function folderOf3({ root, vendor, moduleCache }, byPath, importPath) {
  if (vendor !== null) return realPath(root, posix10.join(vendor, importPath));
  const module = moduleOfPackage(byPath, importPath);
  if (moduleCache === null || module === null) return null;
  const { path, version } = module.replacedBy ?? module;
  if (canonicalVersion(version) === null || !IMPORT_PATH.test(path)) return null;
  const inside = posix10.join(`${escaped(path)}@${escaped(version)}`, importPath.slice(module.path.length));
  return realPath(moduleCache, inside);
}
__name(folderOf3, "folderOf");
function importsIn(folder, target) {
  const files = goFilesOf(folder);
  if (files === null) return null;
  const imports = /* @__PURE__ */ new Set();
  for (const { name } of files.slice(0, MOST_FILES)) {
    const header2 = headerOf(join14(folder, name));
    if (header2 === null || header2.packageName === "documentation") continue;
    const needsCgo = header2.imports.some(({ path }) => path === "C");
    if (needsCgo && !target.cgo || !isBuilt(name, header2.preamble, target)) continue;
    for (const { path } of header2.imports) imports.add(path);
  }
  return [...imports];
}
__name(importsIn, "importsIn");
function headerOf(file) {
  const header2 = readHeader(headOf(file, HEAD_BYTES) ?? "");
  return header2?.complete ? header2 : readHeader(headOf(file, MORE_BYTES) ?? "");
}
__name(headerOf, "headerOf");
function goFilesOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter(
      (entry) => entry.isFile() && entry.name.endsWith(".go") && !entry.name.endsWith("_test.go")
    );
  } catch {
    return null;
  }
}
__name(goFilesOf, "goFilesOf");
function moduleCacheOf(env) {
  if (env.GOMODCACHE) return env.GOMODCACHE;
  const [goPath] = (env.GOPATH ?? "").split(":");
  if (goPath) return join14(goPath, "pkg/mod");
  return env.HOME ? join14(env.HOME, "go/pkg/mod") : null;
}
__name(moduleCacheOf, "moduleCacheOf");

// src/go/wanted-by.ts
import { posix as posix11 } from "node:path";
var MOST_PACKAGES = 5e3;
function wantedBy(checkout, program, wanted, importsOf) {
  const found = /* @__PURE__ */ new Map();
  const modules = new Map(program.modules.map((module) => [module.path, module]));
  const moduleOf = /* @__PURE__ */ __name((path) => moduleOfPackage(modules, path)?.path ?? null, "moduleOf");
  const own = ownImports(checkout, program);
  for (const { path, ...place } of own) {
    const module = moduleOf(path);
    if (module !== null && wanted.has(module) && !found.has(module)) found.set(module, { ...place, through: null });
  }
  const reached = /* @__PURE__ */ new Map();
  for (const { path, ...place } of own) {
    const module = moduleOf(path);
    if (module !== null && !reached.has(path)) reached.set(path, { ...place, through: module });
  }
  for (const [path, way] of reached) {
    if (found.size === wanted.size || reached.size > MOST_PACKAGES) break;
    for (const next of importsOf(path) ?? []) {
      const module = moduleOf(next);
      if (module === null || reached.has(next)) continue;
      reached.set(next, way);
      if (wanted.has(module) && !found.has(module)) found.set(module, way);
    }
  }
  return found;
}
__name(wantedBy, "wantedBy");
function ownImports({ scan, modules, reach }, { mainPackage, target }) {
  const byDir = new Map(modules.map((module) => [module.dir, module]));
  const pathOf = /* @__PURE__ */ __name(({ moduleDir, dir }) => importPathOf(byDir.get(moduleDir), dir), "pathOf");
  const main = scan.packages.find((found) => pathOf(found) === mainPackage && found.name === "main");
  if (main === void 0) return [];
  return reach(main).flatMap(
    (found) => (
      // The checkout is read for several architectures at once.
      found.files.flatMap(
        ({ file, imports }) => nameMatches(posix11.basename(file), target) ? imports.map(({ path, line }) => ({ path, package: pathOf(found), file, line })) : []
      )
    )
  );
}
__name(ownImports, "ownImports");

// src/size/explain.ts
async function explained(diff, facts, from) {
  const { source, workspace: workspace2, env, help } = from;
  if (source.kind === "remote" || !diff.platforms.some(({ causes }) => causes.some(isNewModule))) return diff;
  return await help.attempt("Who wants the new modules could not be read", diff, async () => {
    const checkout = readCheckout(source.path);
    const folder = relative5(workspace2, source.path);
    const answer = /* @__PURE__ */ __name((program, wanted) => ask(checkout, moduleCacheOf(env), program, wanted), "answer");
    return withWantedBy(diff, facts, answer, folder.startsWith("..") ? "" : folder);
  });
}
__name(explained, "explained");
function withWantedBy(diff, facts, ask2, folder = "") {
  const platforms = diff.platforms.map((platform) => {
    const programs = facts.platforms.find((each) => each.platform === platform.platform)?.contents?.programs ?? [];
    const answers = programs.map((program) => {
      const wanted = platform.causes.filter((cause) => isNewModule(cause) && cause.program === program.path);
      const modules = new Set(wanted.map(({ subject }) => subject));
      return { path: program.path, found: modules.size === 0 ? null : ask2(program, modules) };
    });
    const causes = platform.causes.map((cause) => {
      const answer = answers.find(({ path }) => path === cause.program)?.found?.get(cause.subject);
      if (!isNewModule(cause) || !answer) return cause;
      return { ...cause, wantedBy: { ...answer, file: posix12.join(folder, answer.file) } };
    });
    return { ...platform, causes };
  });
  return { ...diff, platforms };
}
__name(withWantedBy, "withWantedBy");
function isNewModule({ kind }) {
  return kind === "module-added";
}
__name(isNewModule, "isNewModule");
function ask(checkout, moduleCache, program, wanted) {
  const { modules, workspace: workspace2, root, scan } = checkout;
  const dirs = new Map(modules.map((module2) => [module2.dir, module2]));
  const main = scan.packages.find(({ moduleDir, dir }) => importPathOf(dirs.get(moduleDir), dir) === program.mainPackage);
  const module = main && dirs.get(main.moduleDir);
  const vendor = module?.vendor ? `${workspace2?.uses.includes(module.dir) ? "." : module.dir}/vendor` : null;
  const target = targetOf(program);
  const importsOf = dependencyImports({ root, vendor, moduleCache, modules: program.modules, target });
  return wantedBy(checkout, { ...program, target }, wanted, importsOf);
}
__name(ask, "ask");
function targetOf({ settings }) {
  const of = /* @__PURE__ */ __name((key) => settings.find((setting) => setting.key === key)?.value, "of");
  return {
    ...{ os: of("GOOS") ?? "linux", arch: of("GOARCH") ?? "amd64", cgo: of("CGO_ENABLED") === "1" },
    tags: (of("-tags") ?? "").split(/[\s,]+/).filter((tag) => tag !== "")
  };
}
__name(targetOf, "targetOf");

// src/size/override.ts
var TRAILER = "Size-Increase-OK";
var PATIENCE_MS4 = 4e3;
async function letPass(verdicts, label, where) {
  if (label === "" || overruns(verdicts).length === 0) return verdicts;
  const [labels, message] = await Promise.all([labelsOf(where), messageOf2(where)]);
  return overridden(verdicts, findOverride(labels, message, label));
}
__name(letPass, "letPass");
var QUEUED = /^refs\/heads\/gh-readonly-queue\/.+\/pr-(\d{1,10})-[0-9a-f]+$/;
async function labelsOf({ context, hub }) {
  const { pullRequest, sha, ref } = context;
  const queued = QUEUED.exec(ref)?.[1];
  if (queued !== void 0) return (hub && await labelsOfPull(hub, Number(queued))) ?? [];
  if (pullRequest !== null) return (hub && await labelsOfPull(hub, pullRequest.number)) ?? pullRequest.labels;
  return hub && sha !== null && await labelsOfMerged(hub, sha) || [];
}
__name(labelsOf, "labelsOf");
async function messageOf2({ context, folder, execute, signal, hub }) {
  const { message, commit } = context;
  if (message !== null || commit === null) return message;
  const local = await inTime(PATIENCE_MS4, signal, async (limit) => {
    const args = ["-C", folder, "log", "-1", "--no-show-signature", "--format=%B", "--end-of-options", commit, "--"];
    const { exitCode, stdout } = await execute("git", args, { signal: limit });
    return exitCode === 0 ? stdout : null;
  });
  return local ?? (hub && await messageOfCommit(hub, commit));
}
__name(messageOf2, "messageOf");
function findOverride(labels, message, label) {
  if (labels.includes(label)) return { by: "label", name: label, reason: null };
  const reason = message === null ? "" : trailer(message);
  return reason === "" ? null : { by: "trailer", name: TRAILER, reason };
}
__name(findOverride, "findOverride");
function overridden(verdicts, override) {
  return verdicts.map((verdict) => verdict.ok ? verdict : { ...verdict, override });
}
__name(overridden, "overridden");
function trailer(message) {
  const paragraphs = message.replaceAll("\r", "").trim().split(/\n[ \t]*\n/);
  const lines2 = paragraphs.length > 1 ? paragraphs.at(-1).split("\n") : [];
  if (!lines2.every((line, index) => /^[\w-]+:/.test(line) || index > 0 && /^\s/.test(line))) return "";
  const found = lines2.findLast((line) => line.toLowerCase().startsWith(`${TRAILER.toLowerCase()}:`));
  return found === void 0 ? "" : shortened(plain(found.slice(TRAILER.length + 1)), 200);
}
__name(trailer, "trailer");

// src/run-compare.ts
async function compareImage(compared, help) {
  const { facts, found, limits, source, inputs, context, machine, repository, created, timeline } = compared;
  const changes = found.budgets === null ? [] : budgetChanges(found.budgets, limits);
  if (facts === null)
    return { baseline: found.baseline, diff: null, budgets: [], budgetChanges: changes, trend: found.history };
  const before2 = inputs.baseline.kind === "rebuild" ? await timeline.measure("baseline build", () => rebuiltBaseline(found, { ...compared, ...repository }, help)) : found;
  const places = { source, workspace: context.workspace, env: machine.env, help };
  const diff = await timeline.measure("compare", () => explained(diffImages(before2.facts, facts), facts, places));
  const { verdicts, unjudged } = judge(limits, before2.facts, facts);
  for (const sentence of unjudged) help.warn(sentence);
  return {
    baseline: before2.baseline,
    diff,
    budgets: await letPass(verdicts, inputs.sizeOverrideLabel, repository),
    budgetChanges: changes,
    trend: isComparedWith(context) ? withBuild(found.history, context.commit, created, facts) : found.history
  };
}
__name(compareImage, "compareImage");

// src/build/layers.ts
import { createHash as createHash2 } from "node:crypto";
var WHAT = "layer cache";
function planLayers(options) {
  const { inputs } = options.plan;
  if (options.mode === "off") return layerPlan(options.plan, {}, []);
  if (inputs.cacheFrom.length + inputs.cacheTo.length > 0) return scoped(options);
  return added(options);
}
__name(planLayers, "planLayers");
function layerScope(imageKey, platforms, builder) {
  const built = platforms.length > 0 ? [...platforms].sort() : [builder.platform ?? "builder"];
  const written2 = `go-image-${imageKey}-${built.map((platform) => platform.replaceAll("/", "_")).join("+")}`;
  const allowed = written2.replace(/[^\w.+:@/-]+/g, "_").slice(0, 200);
  if (allowed === written2) return allowed;
  return `${allowed}-${createHash2("sha256").update(written2).digest("hex").slice(0, 12)}`;
}
__name(layerScope, "layerScope");
function scoped({ plan: plan2, imageKey }) {
  const { cacheFrom, cacheTo, platforms } = plan2.inputs;
  const scope = layerScope(imageKey, platforms, plan2.builder);
  const withScope = /* @__PURE__ */ __name((record) => `${record},${csvField(`scope=${scope}`)}`, "withScope");
  const unscoped = [...cacheFrom, ...cacheTo].filter(isUnscoped);
  const names = [...new Set(unscoped.map((record) => cacheFrom.includes(record) ? "cache-from" : "cache-to"))];
  const choice = {
    what: WHAT,
    choice: `scope ${scope}`,
    reason: `${names.map((name) => `\`${name}\``).join(" and ")} with type=gha and no scope: BuildKit's default is one name for all images of a repository, which is read as well`,
    evidence: []
  };
  return layerPlan(
    plan2,
    {
      cacheFrom: cacheFrom.flatMap((record) => isUnscoped(record) ? [withScope(record), record] : [record]),
      cacheTo: cacheTo.map((record) => isUnscoped(record) ? withScope(record) : record)
    },
    unscoped.length > 0 ? [choice] : []
  );
}
__name(scoped, "scoped");
function added(options) {
  const { plan: plan2, dockerfile, trust, env, imageKey, now: now2 } = options;
  const { buildArgs, target, buildContexts, call, noCache, platforms } = plan2.inputs;
  const { model, shownPath } = dockerfile;
  const isWanted = call === "" && !noCache && hasService(env) && (trust.restore || trust.save);
  if (!isWanted || dockerfile.origin !== "repository" || model === null) return layerPlan(plan2, {}, []);
  const evidence = /* @__PURE__ */ __name((lines2) => lines2.slice(0, 3).map((line) => ({ file: shownPath ?? "Dockerfile", line })), "evidence");
  const none = /* @__PURE__ */ __name((reason, lines2) => layerPlan(plan2, {}, [{ what: WHAT, choice: "none added", reason, evidence: evidence(lines2) }]), "none");
  const { steps, goLines } = findSlowSteps(model, { buildArgs, target, buildContexts });
  const served = steps.filter((step) => step.afterContext === null);
  const updating = steps.find((step) => step.updates);
  const [first] = served;
  if (updating) return none(`${updating.what} would be held back with its layer`, [updating.line]);
  if (first === void 0) return none(describeUnserved(steps, goLines), lines(steps, goLines));
  if (spansNodes(plan2.builder, platforms))
    return none("several nodes build it, and each would overwrite what another has saved", [first.line]);
  if (!canSave(plan2.builder))
    return none(
      `the builder (driver ${plan2.builder.driver}) cannot save layers; docker/setup-buildx-action makes one that would keep ${first.what}`,
      [first.line]
    );
  const isMax = served.some((step) => !step.inImage);
  if (isMax && goLines.length > 0 && !hasBuildMount(model, buildArgs, target, goLines))
    return none(
      "it would have to keep every stage, and Go's compile results lie in a layer without a cache mount",
      goLines
    );
  const mode = isMax ? "max" : "min";
  const scope = `${layerScope(imageKey, platforms, plan2.builder)}-${weekOf(now2)}`;
  return layerPlan(
    plan2,
    {
      cacheFrom: trust.restore ? [csvRecord({ type: "gha", scope })] : [],
      cacheTo: trust.save ? [csvRecord({ type: "gha", scope, mode, "ignore-error": "true" })] : []
    },
    [
      {
        what: WHAT,
        choice: `${describeTrust2(trust)}, scope ${scope}${trust.save ? `, mode=${mode}` : ""}`,
        reason: `${[...new Set(served.map(({ what }) => what))].join(", ")}: Go's caches do not help there`,
        evidence: evidence(served.map(({ line }) => line))
      }
    ]
  );
}
__name(added, "added");
function describeTrust2({ restore: restore2, save }) {
  return restore2 ? save ? "restore and save" : "restore only" : "save only";
}
__name(describeTrust2, "describeTrust");
function describeUnserved([first], goLines) {
  if (first)
    return `${first.what} runs again at each commit, because line ${first.afterContext} takes in the whole context`;
  return goLines.length > 0 ? "only Go takes long in it, and Go's own caches do that better" : "no step of it takes long";
}
__name(describeUnserved, "describeUnserved");
function lines(steps, goLines) {
  return steps.length > 0 ? steps.map(({ line }) => line) : goLines;
}
__name(lines, "lines");
function hasBuildMount(model, buildArgs, target, goLines) {
  return findGoCacheMounts(model, buildArgs, target).some(({ kind, line }) => kind === "build" && goLines.includes(line));
}
__name(hasBuildMount, "hasBuildMount");
function weekOf(now2) {
  const monday = new Date(now2);
  monday.setUTCDate(now2.getUTCDate() - (now2.getUTCDay() + 6) % 7);
  return monday.toISOString().slice(0, 10);
}
__name(weekOf, "weekOf");
function canSave({ driver, exportsLayout }) {
  return /^(docker|docker-container|kubernetes|remote)$/.test(driver) && exportsLayout;
}
__name(canSave, "canSave");
function hasService(env) {
  return Boolean(env.ACTIONS_RUNTIME_TOKEN && (env.ACTIONS_RESULTS_URL || env.ACTIONS_CACHE_URL));
}
__name(hasService, "hasService");
function isUnscoped(record) {
  return isGitHub(record) && !readCsvRecord(record).has("scope");
}
__name(isUnscoped, "isUnscoped");
function isGitHub(record) {
  return readCsvRecord(record).get("type") === "gha";
}
__name(isGitHub, "isGitHub");
function layerPlan(plan2, caches, choices) {
  const inputs = { ...plan2.inputs, ...caches };
  const given2 = plan2.inputs.cacheTo.length > 0;
  return {
    plan: { ...plan2, inputs },
    usesService: [...inputs.cacheFrom, ...inputs.cacheTo].some(isGitHub),
    input: inputs.cacheTo.length === 0 ? null : given2 ? "cache-to" : "layer-cache",
    choices
  };
}
__name(layerPlan, "layerPlan");

// src/build/own-dockerfile.ts
import { readFile as readFile5 } from "node:fs/promises";
function ownDockerfile({ dockerfile, inputs, source, today }) {
  const { path, shownPath } = dockerfile;
  if (dockerfile.origin === "written" || path === null || source.kind === "remote") return null;
  const { buildArgs, target, platforms } = inputs;
  const context = source.path;
  const inspect = inspectorOf(context);
  const read = /* @__PURE__ */ __name((text4) => readSubject({
    ...{ text: text4, path, file: shownPath ?? path, context, buildArgs, target, platforms },
    ...{ inspect, today: today.toISOString().slice(0, 10) }
  }), "read");
  let whole2 = null;
  let first = null;
  return {
    ...{ path, context },
    text: /* @__PURE__ */ __name(() => {
      whole2 ??= readFile5(path, "utf8");
      return whole2;
    }, "text"),
    subjectOf: /* @__PURE__ */ __name((text4) => {
      first ??= { text: text4, subject: read(text4) };
      return first.text === text4 ? first.subject : read(text4);
    }, "subjectOf")
  };
}
__name(ownDockerfile, "ownDockerfile");

// src/size/budget-file.ts
function budgetsOf(inputs, root) {
  const settings = root === null ? null : readSettings(readInside(root, SETTINGS_FILE));
  if (settings?.problem)
    throw new UserError(
      "settings-invalid",
      `${SETTINGS_FILE} cannot be read: ${settings.problem}. It may hold budgets for the size, so that nothing is built without it.`
    );
  const { budget = [], increase = [] } = settings?.size ?? {};
  const given2 = { "size-budget": budget, "size-increase": increase };
  return ["size-budget", "size-increase"].flatMap(
    (input) => inputs[input].length > 0 ? inputs[input] : readBudgets(input, given2[input], SETTINGS_FILE)
  );
}
__name(budgetsOf, "budgetsOf");

// src/run-plan.ts
async function readSources({ inputs, context, machine, timeline, help, say }) {
  const { execute, signal, temp, env } = machine;
  const source = await buildContext(inputs.build.context, context);
  const limits = budgetsOf(inputs.budgets, source.kind === "folder" ? source.path : null);
  const builderAnswer = timeline.measure("builder", () => inspectBuilder(inputs.build.builder, execute));
  builderAnswer.catch(() => {
  });
  const read = await timeline.measure(
    "inspect",
    () => readProject(source, inputs, help, { execute, signal, path: env.PATH ?? "", temp })
  );
  say(projectLines(read.summary));
  const dockerfile = await timeline.measure(
    "dockerfile",
    () => chooseDockerfile({
      ...{ source, workspace: context.workspace, inputs, project: read.project, temp },
      today: machine.now()
    })
  );
  for (const warning of dockerfile.warnings) help.warn(warning);
  const own = ownDockerfile({ dockerfile, inputs: inputs.build, source, today: machine.now() });
  const builder = await builderAnswer;
  return { source, limits, read, builder, dockerfile, own, image: nameImage(inputs, read.summary, context) };
}
__name(readSources, "readSources");
async function planRun({ inputs, context, machine, timeline, help, say }, { source, read, builder, dockerfile, image }) {
  const { execute, signal, temp, env } = machine;
  const written2 = dockerfile.origin === "written";
  const planned = planBuild({
    ...{ inputs, context, source, builder, temp, mask: machine.mask },
    created: written2 && source.kind === "folder" ? await commitTime(source.path, execute, signal) : null,
    hasEpoch: env.SOURCE_DATE_EPOCH !== void 0,
    ...{ dockerfile: dockerfile.buildPath, written: dockerfile.text },
    noDefaultAttestations: machine.noDefaultAttestations,
    warn: help.warn
  });
  const trust = trustOf(inputs, context);
  const layers = planLayers({
    ...{ plan: planned, mode: inputs.layerCache, imageKey: image.key, dockerfile, trust },
    ...{ env: machine.layerCacheEnv, now: machine.now() }
  });
  const where = inputs.compile === "runner" && planned.inputs.call === "" ? await timeline.measure("find go", () => decideWhere(planned, { dockerfile, source }, machine)) : IN_DOCKER;
  const shared = { inputs, context, imageKey: image.key, trust, help, sums: read, machine };
  const ofBuilder = /* @__PURE__ */ __name(() => builderSide(shared, { plan: layers.plan, dockerfile, builder }), "ofBuilder");
  const side = where.ready ? runnerSide(shared, where.ready.caches) : await ofBuilder();
  const decided = /* @__PURE__ */ __name((compile3, { left, caches }) => [
    ...read.decisions,
    ...dockerfile.choices,
    ...compile3,
    ...layers.choices,
    ...left,
    ...caches.length > 0 ? [describeTrust(trust)] : []
  ], "decided");
  say(decisionLines(decided(where.choice, side)));
  return { plan: layers.plan, layers, where, trust, side, ofBuilder, decided };
}
__name(planRun, "planRun");

// src/runner/comments.ts
import { setTimeout as wait } from "node:timers/promises";
var ATTEMPTS = 20;
var SETTLING = { shortest: 1200, longest: 3e3 };
async function keepComment(octokit, place, content, settling = SETTLING) {
  try {
    let done = "unchanged";
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const started = performance.now();
      const found = await findComments(octokit, place, content.marker);
      const [first] = found;
      const isSettled = first !== void 0 && found.length === 1 && attempt > 1 && content.holds(bodyOf(first));
      const body = isSettled ? bodyOf(first) : content.merge(found.map(bodyOf));
      if (body === null) return { done: "skipped", ...placeOf2(first) };
      if (first && found.length === 1 && bodyOf(first) === body) return { done, ...placeOf2(first) };
      const written2 = await write(octokit, place, found, body);
      if (written2 !== null) {
        done = first === void 0 || done === "created" ? "created" : "updated";
        if (done === "updated" && !content.isShared(body)) return { done, ...placeOf2(written2) };
      }
      const share = content.isShared(body) ? 1 : 0.25;
      const drawn = share * (settling.shortest + Math.random() * (settling.longest - settling.shortest));
      await wait(Math.max(drawn, 3 * (performance.now() - started)));
    }
    throw new Error(`other jobs wrote into the comment ${ATTEMPTS} times while this one did`);
  } catch (error) {
    const why = refusal(error, "comments");
    if (why === null) throw error;
    return { done: "refused", why };
  }
}
__name(keepComment, "keepComment");
function placeOf2(comment) {
  return { url: comment?.html_url ?? null, node: comment?.node_id ?? null };
}
__name(placeOf2, "placeOf");
async function write(octokit, place, found, body) {
  const { owner, repo } = place;
  const [first, ...twins] = found;
  if (first === void 0) return (await octokit.rest.issues.createComment({ ...place, body })).data;
  const existed = /* @__PURE__ */ __name(async (change) => {
    try {
      await change;
      return true;
    } catch (error) {
      if (error.status !== 404) throw error;
      const now2 = await findComments(octokit, place, body.split("\n", 1)[0]);
      if (now2.some(({ id }) => id === first.id)) throw error;
      return false;
    }
  }, "existed");
  if (!await existed(octokit.rest.issues.updateComment({ owner, repo, comment_id: first.id, body }))) return null;
  for (const { id } of twins)
    await octokit.rest.issues.deleteComment({ owner, repo, comment_id: id }).catch((error) => {
      if (error.status !== 404) throw error;
    });
  return first;
}
__name(write, "write");
function bodyOf({ body }) {
  return body?.replaceAll("\r\n", "\n") ?? "";
}
__name(bodyOf, "bodyOf");
function refusal(error, what) {
  const { status } = error;
  if (status !== 403 && status !== 404 && status !== 401) return null;
  return `the token may not write ${what} here (HTTP ${status}); the job needs \`permissions: pull-requests: write\`, and pull requests from forks never get it`;
}
__name(refusal, "refusal");
async function findComments(octokit, place, marker) {
  const found = [];
  let login;
  for await (const { data } of octokit.paginate.iterator(octokit.rest.issues.listComments, { ...place, per_page: 100 }))
    for (const comment of data) {
      if (bodyOf(comment).split("\n", 1)[0] !== marker) continue;
      login ??= await ownLogin(octokit);
      if (login === null ? comment.user?.type === "Bot" : comment.user?.login === login) found.push(comment);
    }
  return found.toSorted((a, b) => a.id - b.id);
}
__name(findComments, "findComments");
async function ownLogin(octokit) {
  try {
    return (await octokit.rest.users.getAuthenticated()).data.login;
  } catch {
    return null;
  }
}
__name(ownLogin, "ownLogin");

// src/runner/reviews.ts
async function patchOfFile(octokit, place, file) {
  for await (const { data } of octokit.paginate.iterator(octokit.rest.pulls.listFiles, { ...place, per_page: 100 }))
    for (const { filename, patch } of data) if (filename === file) return patch ?? null;
  return null;
}
__name(patchOfFile, "patchOfFile");
async function suggest(octokit, place, { file, commit, suggestions }) {
  try {
    const made = await madeBefore(octokit, place);
    const fresh = suggestions.filter(({ marker }) => !made.some((body) => body.includes(marker)));
    if (fresh.length === 0) return { done: "nothing" };
    await octokit.rest.pulls.createReview({
      ...place,
      commit_id: commit,
      event: "COMMENT",
      comments: fresh.map(({ from, to, body }) => ({
        ...{ path: file, body, line: to, side: "RIGHT" },
        ...from < to && { start_line: from, start_side: "RIGHT" }
      }))
    });
    return { done: "suggested", count: fresh.length };
  } catch (error) {
    const why = refusal(error, "reviews");
    if (why === null) throw error;
    return { done: "refused", why };
  }
}
__name(suggest, "suggest");
async function madeBefore(octokit, place) {
  const bodies = [];
  const pages = octokit.paginate.iterator(octokit.rest.pulls.listReviewComments, { ...place, per_page: 100 });
  for await (const { data } of pages) bodies.push(...data.map(({ body }) => body));
  return bodies;
}
__name(madeBefore, "madeBefore");

// src/report/suggestions.ts
var MOST = 10;
function suggestionsOf(findings, written2, { changed, shown: shown2 }) {
  return findings.flatMap((finding) => {
    const { fix, line, fingerprint } = finding;
    if (fix === null || line === null || fingerprint === null) return [];
    const from = Math.min(...fix.edits.map((edit) => edit.line));
    const to = Math.max(
      ...fix.edits.map((edit) => Math.max(edit.line, edit.endColumn === 1 ? edit.endLine - 1 : edit.endLine))
    );
    const lines2 = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    if (!lines2.every((each) => shown2.has(each)) || ![line, ...lines2].some((each) => changed.has(each))) return [];
    const replaced = linesAfter(written2, finding, from, to);
    if (replaced.includes("```")) return [];
    const marker = `<!-- go-image:suggest:${fingerprint} -->`;
    const words = md`**${text(finding.rule)}** ${prose(finding.message)}.`;
    return [{ from, to, marker, body: `${marker}
${words}

\`\`\`suggestion
${replaced}\`\`\`
` }];
  }).slice(0, MOST);
}
__name(suggestionsOf, "suggestionsOf");
function linesAfter(text4, finding, from, to) {
  const before2 = text4.split("\n");
  const after = applyFixes(text4, [finding]).text.split("\n");
  const rest = before2.length - to;
  const lines2 = after.slice(from - 1, after.length - rest);
  return lines2.map((line) => `${line.replace(/\r$/, "")}
`).join("");
}
__name(linesAfter, "linesAfter");
function readPatch(patch) {
  const changed = /* @__PURE__ */ new Set();
  const shown2 = /* @__PURE__ */ new Map();
  let at = 0;
  for (const line of patch.split("\n")) {
    const hunk = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line);
    if (hunk) at = Number(hunk[1]);
    else if (line.startsWith("+") || line.startsWith(" ")) {
      if (line.startsWith("+")) changed.add(at);
      shown2.set(at++, line.slice(1));
    }
  }
  return { changed, shown: shown2 };
}
__name(readPatch, "readPatch");
function fits(text4, { shown: shown2 }) {
  const lines2 = text4.split("\n");
  return [...shown2].every(([line, written2]) => lines2[line - 1]?.replace(/\r$/, "") === written2.replace(/\r$/, ""));
}
__name(fits, "fits");

// src/report/offer-fixes.ts
async function offerFixes({ findings, text: read, file, context, octokit, log }, help) {
  const { pullRequest, repository } = context;
  if (!pullRequest || !repository || findings.every(({ fix }) => fix === null)) return;
  await help.attempt("Fixes could not be suggested", void 0, async () => {
    const place = { owner: repository.owner, repo: repository.name, pull_number: pullRequest.number };
    const [text4, written2] = await Promise.all([read(), patchOfFile(octokit, place, file)]);
    if (written2 === null) return;
    const patch = readPatch(written2);
    if (!fits(text4, patch)) {
      log.info("\u25B8 Suggestions  none: the default branch has changed the Dockerfile since, so that the lines differ");
      return;
    }
    const suggestions = suggestionsOf(findings, text4, patch);
    const result = await suggest(octokit, place, { file, commit: pullRequest.headSha, suggestions });
    if (result.done === "refused") log.notice(`No suggestions: ${result.why}.`, { title: "Go Image" });
    else if (result.done === "suggested") log.info(`\u25B8 Suggestions  ${result.count} on the pull request`);
  });
}
__name(offerFixes, "offerFixes");

// src/report/publish.ts
import { writeFile as writeFile6 } from "node:fs/promises";
import { join as join15 } from "node:path";

// src/runner/hide-comment.ts
var ATTEMPTS2 = 3;
var QUESTION = `query ($id: ID!) {
  node(id: $id) { ... on IssueComment { body isMinimized minimizedReason } }
}`;
var HIDE = `mutation ($id: ID!) {
  minimizeComment(input: {subjectId: $id, classifier: RESOLVED}) { minimizedComment { isMinimized } }
}`;
var SHOW = `mutation ($id: ID!) {
  unminimizeComment(input: {subjectId: $id}) { unminimizedComment { isMinimized } }
}`;
var Answer = object({
  node: nullable(object({ body: string(), isMinimized: boolean(), minimizedReason: nullable(string()) }))
});
async function hideResolved(octokit, id, isResolved) {
  try {
    for (let attempt = 1; attempt <= ATTEMPTS2; attempt++) {
      const { node } = parse(Answer, await octokit.graphql(QUESTION, { id }));
      if (node === null || node.isMinimized && node.minimizedReason !== "resolved") return null;
      const hidden = isResolved(node.body.replaceAll("\r\n", "\n"));
      if (hidden === node.isMinimized) return null;
      await octokit.graphql(hidden ? HIDE : SHOW, { id });
    }
    return null;
  } catch (error) {
    return messageOf(error).split("\n").join(" ");
  }
}
__name(hideResolved, "hideResolved");

// src/report/publish.ts
async function publish(report, options, help) {
  const reportFile = join15(options.temp, "report.json");
  const [junitFile, badgeFile] = [join15(options.temp, "junit.xml"), join15(options.temp, "badge.json")];
  await writeFile6(reportFile, JSON.stringify(report, null, 2));
  await writeFile6(junitFile, renderJunit(report));
  await writeFile6(badgeFile, JSON.stringify(renderBadge(report)));
  const htmlFile = await help.attempt(
    "The HTML report could not be written",
    null,
    () => writeHtml(report, options.temp)
  );
  const sarifFile = await writeSarif(report, options);
  for (const { level, message, place } of annotationsOfBudgets(report)) options.log[level](message, place);
  const comment = await help.attempt("The comment could not be written", null, () => commentOn(report, options));
  if (comment?.done === "refused")
    options.log.notice(`No comment: ${comment.why}. The job summary has the same text.`, { title: "Go Image" });
  else if (comment?.url) options.log.info(`\u25B8 Report  comment ${comment.done}: ${comment.url}`);
  if (options.hide && options.octokit && comment && comment.done !== "refused" && comment.node !== null) {
    const why = await hideResolved(options.octokit, comment.node, isResolvedComment);
    if (why !== null) help.warn(`The comment could not be hidden or shown: ${why}`);
  }
  const reason = comment?.done === "refused" ? `

> [!NOTE]
> No comment was written: ${comment.why}.
` : "";
  await help.attempt(
    "The job summary could not be written",
    void 0,
    () => options.writeSummary(`${renderSummary(report)}${reason}
`)
  );
  return {
    reportFile,
    htmlFile,
    junitFile,
    badgeFile,
    sarifFile,
    commentUrl: comment && comment.done !== "refused" ? comment.url : null
  };
}
__name(publish, "publish");
async function writeHtml(report, temp) {
  const file = join15(temp, "report.html");
  await writeFile6(file, renderHtml(report));
  return file;
}
__name(writeHtml, "writeHtml");
async function writeSarif({ dockerfile, tool }, { temp, rules }) {
  const { origin, path, findings } = dockerfile;
  if (origin === "written" || path === null) return null;
  const file = join15(temp, "findings.sarif");
  await writeFile6(file, JSON.stringify(renderSarif(findings, { file: path, rules, version: tool.version }), null, 2));
  return file;
}
__name(writeSarif, "writeSarif");
async function commentOn(report, { mode, threshold, context, octokit }) {
  const { pullRequest, repository, runId, runAttempt } = context;
  if (mode === "never" || !pullRequest || !repository || !octokit) return null;
  return await keepComment(
    octokit,
    { owner: repository.owner, repo: repository.name, issue_number: pullRequest.number },
    contentOf([partOf(report, { runId, runAttempt })], isWorthTelling(report, { mode, threshold }))
  );
}
__name(commentOn, "commentOn");

// src/run-report.ts
function assembleReport({ inputs, context, machine, timeline, help }, found) {
  const { sources, prepared, built, compared, failing, facts, created, ledger, decisions } = found;
  const { image, read } = sources;
  return {
    schema: 1,
    tool: { name: "go-image", version: machine.version },
    created,
    image: {
      ...{ name: image.name, tags: built.plan.tags, part: image.part },
      ...{ digest: imageDigest(built.metadata), id: imageId(built.metadata) }
    },
    source: {
      server: context.server,
      repository: context.repository && `${context.repository.owner}/${context.repository.name}`,
      commit: context.commit,
      ref: context.ref === "" ? null : shortRef(context.ref),
      pullRequest: context.pullRequest?.number ?? null,
      ...{ runUrl: jobAddress(context.runUrl, inputs.checkRunId), job: context.job }
    },
    project: read.summary,
    dockerfile: { ...prepared.dockerfile, failing },
    build: built.report,
    caches: built.side.caches.map((cache) => cache.report),
    ledger,
    facts,
    ...compared,
    decisions,
    timeline: timeline.spans,
    warnings: help.warnings
  };
}
__name(assembleReport, "assembleReport");
async function showReport(report, { steps, sources, built }) {
  const { inputs, context, machine, help } = steps;
  const { temp, octokit, writeSummary, log } = machine;
  const { own, dockerfile } = sources;
  const { path, shownPath } = dockerfile;
  const published = await publish(
    report,
    {
      ...{ temp, mode: inputs.comment, threshold: inputs.commentThreshold, hide: inputs.commentHide },
      ...{ context, octokit, writeSummary, log, rules: RULES }
    },
    help
  );
  const { findings } = report.dockerfile;
  if (inputs.suggest && octokit && own !== null && shownPath !== null)
    await offerFixes({ findings, text: own.text, file: shownPath, context, octokit, log }, help);
  return {
    ...outputsOf(report),
    metadata: built.failure === null ? JSON.stringify(built.metadata, null, 2) : "",
    dockerfile: path ?? "",
    report: published.reportFile,
    html: published.htmlFile ?? "",
    ...{ sarif: published.sarifFile ?? "", junit: published.junitFile, badge: published.badgeFile },
    "comment-url": published.commentUrl ?? ""
  };
}
__name(showReport, "showReport");
function jobAddress(runUrl, checkRunId) {
  return runUrl === null || checkRunId === null ? runUrl : `${runUrl}/job/${checkRunId}`;
}
__name(jobAddress, "jobAddress");

// src/run.ts
async function run(inputs, context, machine) {
  const steps = { inputs, context, machine, ...startVoice(machine) };
  const { timeline, help, say } = steps;
  const { execute, temp } = machine;
  await mkdir7(temp, { recursive: true });
  const risk = triggerRisk(context);
  if (risk !== null) help.warn(risk);
  const sources = await readSources(steps);
  const planned = await planRun(steps, sources);
  const prepared = await prepare(steps, sources, planned);
  const built = await buildImage(steps, sources, planned, prepared);
  const succeeded = built.failure === null;
  const { image, own, dockerfile, limits } = sources;
  const { kept: kept2, found, earlier } = prepared;
  const stage = targetStage(dockerfile.model, inputs.build.target);
  const [saves, measured] = await Promise.all([
    built.packing ?? [],
    succeeded ? timeline.measure("measure", () => measureBuild(built.plan.layout, { stage, known: kept2.layers, temp }, help)) : null
  ]);
  const facts = measured?.facts ?? null;
  const { caches, goRelease } = built.side;
  const ledger = succeeded ? judgeRun(
    {
      ...{ caches, goRelease, context, steps: built.steps, spans: timeline.spans, now: machine.now() },
      layerInput: planned.layers.input,
      ...built.compileSeconds !== null && { compileSeconds: built.compileSeconds }
    },
    earlier
  ) : { report: null, runs: earlier };
  say([...cachesOutLines(caches.map((cache) => cache.report)), ...ledgerLines(ledger.report)]);
  const created = machine.now().toISOString();
  const compared = await compareImage({ ...steps, ...sources, ...prepared, facts, created, known: kept2.layers }, help);
  const proved = inputs.prove && succeeded ? await timeline.measure(
    "prove",
    () => help.attempt("The fixes could not be proved", null, () => proveFixes({ own, inputs: inputs.build, execute }))
  ) : null;
  if (proved !== null) say(decisionLines([proved]));
  const { findings, path } = prepared.dockerfile;
  const failing = failingFindings(findings, found.findings, inputs.gate);
  const gated = describeFindings(failing, found.findings, inputs.gate, path ?? "Dockerfile");
  const report = assembleReport(steps, {
    ...{ sources, prepared, built, facts, compared, created, failing: failing.length, ledger: ledger.report },
    decisions: [...built.decisions, ...proved === null ? [] : [proved]]
  });
  say(imageLines(report));
  const outputs2 = await showReport(report, { steps, sources, built });
  return {
    report,
    outputs: outputs2,
    saves: [
      ...saves,
      ...await baselineToStore(
        { facts, findings, budgets: limits, history: found.history },
        image.part,
        context,
        machine
      ),
      ...measured && isComparedWith(context) ? await layersToStore(measured.layers, kept2, { imageKey: image.part, context, temp }) : [],
      ...succeeded ? await ledgerToStore(ledger.runs, image.key, context, planned.trust, temp) : []
    ],
    failure: built.failure ?? joined([
      describeOverrun(compared.budgets, compared.diff, context.pullRequest && inputs.sizeOverrideLabel),
      gated
    ])
  };
}
__name(run, "run");
function joined(failures) {
  const all = failures.filter((failure) => failure !== null);
  return all.length === 0 ? null : all.join("\n");
}
__name(joined, "joined");

export {
  keepComment,
  hideResolved,
  run
};
