import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  FLAG_RANK,
  MAY_LISTEN,
  canonicalVersion,
  depthChange,
  fixedPart,
  fromRoot,
  gitIgnore,
  goTokens,
  isAtOrBelow,
  isDirectoryPath,
  isOutside,
  parseGoMod,
  readBody,
  readHeader,
  readWorkspace,
  repositoryOf,
  unquoteGo,
  wildcard,
  workspaceWarnings
} from "./chunk-RPTUHRE5.js";
import {
  headOf,
  isFileInside,
  leadsTo,
  readInside
} from "./chunk-KZXV7NL4.js";
import {
  UserError,
  __name,
  plain
} from "./chunk-L77EYN5P.js";

// src/go/facts/files.ts
import { readdirSync, realpathSync, statSync } from "node:fs";
var TEXT_BYTES = 256 * 1024;
function checkoutFiles(root) {
  const top = realpathSync(root);
  const known = /* @__PURE__ */ new Map();
  const inside = /* @__PURE__ */ __name((path) => {
    const real = known.get(path);
    if (real !== void 0) return real;
    const found = leadsTo(top, path);
    known.set(path, found);
    return found;
  }, "inside");
  const kind = /* @__PURE__ */ __name((path) => {
    const real = inside(path);
    const stat = real === null ? void 0 : statSync(real, { throwIfNoEntry: false });
    if (stat?.isFile()) return "file";
    return stat?.isDirectory() ? "folder" : null;
  }, "kind");
  return {
    kind,
    names: /* @__PURE__ */ __name((folder) => {
      const real = inside(folder);
      return real === null ? [] : namesOf(real);
    }, "names"),
    read: /* @__PURE__ */ __name((path) => {
      const real = inside(path);
      return real === null ? null : headOf(real, TEXT_BYTES);
    }, "read")
  };
}
__name(checkoutFiles, "checkoutFiles");
function namesOf(folder) {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
__name(namesOf, "namesOf");

// src/go/chosen.ts
function chosenMains(decision) {
  if (decision.kind === "build") return [decision.main];
  return decision.kind === "build-several" ? decision.mains : [];
}
__name(chosenMains, "chosenMains");
function moduleDirsOf(mains) {
  return [...new Set(mains.map(({ moduleDir }) => moduleDir))];
}
__name(moduleDirsOf, "moduleDirsOf");

// src/go/candidates.ts
var LISTED = 30;
function shown(dir) {
  return dir === "." ? "." : `./${dir}`;
}
__name(shown, "shown");
function place({ file, line }) {
  return `${file}:${line}`;
}
__name(place, "place");
function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}
__name(count, "count");
function saidBy(mainsBy) {
  return mainsBy.goList ? "go list agrees" : `by the sources alone: ${mainsBy.why}`;
}
__name(saidBy, "saidBy");
function describeCandidates(decision) {
  const { candidates, code, suggestion } = decision;
  const inModules = new Set(candidates.map(({ moduleDir }) => moduleDir)).size;
  const what = code === "module-ambiguous" ? `repository has ${count(candidates.length, "command")} in ${inModules} modules` : `module has ${count(candidates.length, "command")}`;
  const dir = shown((suggestion?.main ?? candidates[0]).dir);
  return [
    `This ${what}; say which one goes into the image.`,
    ...candidateLines(candidates),
    ...suggestion === null ? [] : [`${dir} comes first because ${suggestion.reason}.`],
    `Add to the step${suggestion === null ? ", for example" : ""}:   with: { main: ${dir} }`,
    code === "module-ambiguous" ? "For an image of another one too, add a step with its main and an image of its own." : "For several, list them in main: without target, the image has all; with target: NAME, that one."
  ].join("\n");
}
__name(describeCandidates, "describeCandidates");
function candidateLines(mains) {
  const listed = mains.slice(0, LISTED);
  const width = Math.max(...listed.map(({ dir }) => shown(dir).length));
  return [
    ...listed.map((main) => `  ${shown(main.dir).padEnd(width)}  ${whatItIs(main)}`),
    ...mains.length > LISTED ? [`  and ${mains.length - LISTED} more`] : []
  ];
}
__name(candidateLines, "candidateLines");
function whatItIs({ ports: [port], synopsis: synopsis2, shipping, reason, evidence }) {
  if (!shipping) return reason;
  if (port !== void 0) return `server; listens on :${port.port} (${place(port.evidence)})`;
  return synopsis2 === void 0 ? `program (${place(evidence)})` : `${synopsis2} (${place(evidence)})`;
}
__name(whatItIs, "whatItIs");

// src/go/suggest.ts
var SIBLING = /^(?:d|[-_]?(?:server|daemon|service|srv|api|agent|worker|controller|operator|proxy))$/;
function suggest(candidates, names, all = candidates) {
  for (const { name, of } of names) {
    const [main2, ...others2] = candidates.filter((one) => programOf(one) === name);
    if (main2 === void 0 || others2.length > 0) continue;
    if (candidates.some((one) => isSibling(programOf(one), name))) continue;
    return { main: main2, reason: `it has the name of the ${of}` };
  }
  const [main, ...others] = candidates.filter(({ ports }) => ports.length > 0);
  if (main === void 0 || others.length > 0) return null;
  const isAlone = all.every((one) => one === main || one.ports.length === 0);
  const among = isAlone ? "" : ", of those that the repository builds or releases";
  return { main, reason: `it is the only one that listens on a port${among}` };
}
__name(suggest, "suggest");
function programOf({ importPath }) {
  return importPath.replace(/\/v(?:[2-9]|[1-9]\d+)$/, "").split("/").at(-1);
}
__name(programOf, "programOf");
function isSibling(program, name) {
  return program.startsWith(name) && SIBLING.test(program.slice(name.length));
}
__name(isSibling, "isSibling");

// src/go/inspect.ts
import { statSync as statSync4 } from "node:fs";
import { join as join7, posix as posix24 } from "node:path";

// src/go/asked.ts
import { posix as posix3 } from "node:path";

// src/go/refusals.ts
import { posix as posix2 } from "node:path";

// src/go/legacy/refuse.ts
import { statSync as statSync2 } from "node:fs";
import { join } from "node:path";

// src/go/legacy/module-path.ts
import { readdirSync as readdirSync2 } from "node:fs";

// src/go/origin.ts
import { posix, relative } from "node:path";
function pathFromOrigin(root) {
  const repository = repositoryOf(root);
  const path = repository === null ? null : repositoryPath(repository);
  return path === null ? null : posix.join(path, relative(repository, root));
}
__name(pathFromOrigin, "pathFromOrigin");
function repositoryName(root) {
  const repository = repositoryOf(root);
  const path = repository === null ? null : repositoryPath(repository);
  return path === null ? null : posix.basename(path);
}
__name(repositoryName, "repositoryName");
function repositoryPath(repository) {
  const config = readInside(repository, ".git/config");
  return config === null ? null : originPath(config);
}
__name(repositoryPath, "repositoryPath");
function originPath(config) {
  let inOrigin = false;
  for (const line of config.split("\n")) {
    const row = line.trim();
    if (row.startsWith("[")) inOrigin = row === '[remote "origin"]';
    const url = inOrigin ? /^url\s*=\s*(\S+)$/.exec(row)?.[1] : void 0;
    if (url === void 0) continue;
    const address = /^(?:https?|ssh|git):\/\/(?:[^/@]*@)?([\w.-]+)(?::\d+)?\/(.+)$/.exec(url);
    const [, host, path] = address ?? /^(?:[\w.-]+@)?([\w.-]+):(?!\/)(.+)$/.exec(url) ?? [];
    return host === void 0 ? null : `${host}/${path.replace(/\/$/, "").replace(/\.git$/, "")}`;
  }
  return null;
}
__name(originPath, "originPath");

// src/go/legacy/module-path.ts
var MOST_FILES = 50;
function isModulePath(path) {
  return /^[A-Za-z0-9][\w.~-]*(?:\/[\w~][\w.~-]*)*$/.test(path) && path.length <= 200;
}
__name(isModulePath, "isModulePath");
function guessModulePath(root, named) {
  const guesses = [
    importComment(root),
    named && { path: named.own, source: `the project's own path in ${named.file}` },
    ofOrigin(root)
  ];
  return guesses.find((guess) => guess !== null && isModulePath(guess.path)) ?? null;
}
__name(guessModulePath, "guessModulePath");
function importComment(root) {
  const files = readdirSync2(root).filter((name) => name.endsWith(".go") && !name.endsWith("_test.go")).slice(0, MOST_FILES);
  for (const file of files) {
    const text = readInside(root, file) ?? "";
    const found = /^package[ \t]+[^ \t\r\n/]+[ \t]+\/\/[ \t]+import[ \t]+"([^"\n]+)"[ \t]*\r?$/m.exec(text);
    if (found !== null) {
      const line = text.slice(0, found.index).split("\n").length;
      return { path: found[1], source: `the import comment of ${file}:${line}` };
    }
  }
  return null;
}
__name(importComment, "importComment");
function ofOrigin(root) {
  const path = pathFromOrigin(root);
  return path === null ? null : { path, source: "the remote origin in .git/config" };
}
__name(ofOrigin, "ofOrigin");

// src/go/legacy/locks.ts
function readGopkgLock(text) {
  const projects = [];
  let current = null;
  for (const line of text.split("\n")) {
    if (/^\s*\[\[/.test(line)) {
      current = line.trim() === "[[projects]]" ? {} : null;
      if (current !== null) projects.push(current);
    } else if (/^\s*\[[a-z]/.test(line)) current = null;
    const [, key, value] = /^\s*(name|revision|source) = "([^"\\]*)"\s*$/.exec(line) ?? [];
    if (current !== null && key !== void 0) current[key] = value;
  }
  return { own: null, pins: pinsOf(projects, { path: "name", revision: "revision", source: "source" }) };
}
__name(readGopkgLock, "readGopkgLock");
function readGlideLock(text) {
  const imports = [];
  for (const line of text.split("\n")) {
    const [, dash, key, value] = /^\s*(- )?\s*(name|version|repo): ['"]?([^'"\s]+)['"]?\s*$/.exec(line) ?? [];
    if (key === void 0) continue;
    if (dash !== void 0) imports.push({});
    const current = imports.at(-1);
    if (current !== void 0) current[key] = value;
  }
  return { own: null, pins: pinsOf(imports, { path: "name", revision: "version", source: "repo" }) };
}
__name(readGlideLock, "readGlideLock");
function readGodeps(text) {
  return readJson(text, { own: "ImportPath", list: "Deps" }, { path: "ImportPath", revision: "Rev", source: "" });
}
__name(readGodeps, "readGodeps");
function readVendorJson(text) {
  return readJson(text, { own: "rootPath", list: "package" }, { path: "path", revision: "revision", source: "" });
}
__name(readVendorJson, "readVendorJson");
function readManifest(text) {
  return readJson(text, { own: "", list: "dependencies" }, { path: "importpath", revision: "revision", source: "" });
}
__name(readManifest, "readManifest");
function readVendorConf(text) {
  const rows = text.split("\n").map((line) => line.replace(/#.*/, "").trim().split(/\s+/));
  const own = rows.find(([path, ...rest]) => path !== "" && rest.length === 0)?.[0] ?? null;
  const fields = rows.flatMap(
    ([path = "", revision, source]) => revision === void 0 ? [] : [{ path, revision, ...source !== void 0 && { source } }]
  );
  return { own, pins: pinsOf(fields, { path: "path", revision: "revision", source: "source" }) };
}
__name(readVendorConf, "readVendorConf");
function readJson(text, { own, list: list2 }, names) {
  const document = objectOf(parsed(text));
  const items = document[list2];
  const path = document[own];
  return {
    own: typeof path === "string" ? path : null,
    pins: pinsOf(Array.isArray(items) ? items.map(objectOf) : [], names)
  };
}
__name(readJson, "readJson");
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
__name(parsed, "parsed");
function objectOf(value) {
  return typeof value === "object" && value !== null ? value : {};
}
__name(objectOf, "objectOf");
function pinsOf(items, names) {
  return items.flatMap((item) => {
    const [path, revision, source] = [item[names.path], item[names.revision], item[names.source]];
    if (typeof path !== "string" || typeof revision !== "string") return [];
    return [{ path, revision, source: typeof source === "string" && source !== "" ? source : null }];
  });
}
__name(pinsOf, "pinsOf");

// src/go/legacy/tools.ts
var LEGACY_TOOLS = [
  { name: "dep", files: ["Gopkg.lock", "Gopkg.toml"], lock: "Gopkg.lock", read: readGopkgLock },
  { name: "vndr", files: ["vendor.conf"], lock: "vendor.conf", read: readVendorConf },
  { name: "govendor", files: ["vendor/vendor.json"], lock: "vendor/vendor.json", read: readVendorJson },
  {
    ...{ name: "Glide", files: ["glide.lock", "glide.yaml"], lock: "glide.lock", read: readGlideLock },
    own: { file: "glide.yaml", line: /^package: *['"]?([^'"\s]+)['"]?\s*$/m }
  },
  { name: "gvt", files: ["vendor/manifest"], lock: "vendor/manifest", read: readManifest },
  { name: "godep", files: ["Godeps/Godeps.json"], lock: "Godeps/Godeps.json", read: readGodeps }
];

// src/go/legacy/refuse.ts
var SHOWN = 10;
function refuseLegacy(root) {
  for (const tool of LEGACY_TOOLS) {
    const file = tool.files.find((name) => isFileInside(root, name));
    if (file === void 0) continue;
    const text = readInside(root, tool.lock);
    const { own, pins } = text === null ? { own: null, pins: [] } : tool.read(text);
    const told = tool.own === void 0 ? null : tool.own.line.exec(readInside(root, tool.own.file) ?? "")?.[1] ?? null;
    const named = own !== null ? { file: tool.lock, own } : told !== null ? { file: tool.own.file, own: told } : null;
    const what = `There is no go.mod, but ${file} of ${tool.name}, which the go command does not read.`;
    const reason = migration(what, root, guessModulePath(root, named), { file: tool.lock, pins });
    return { kind: "refuse", code: "before-modules", reason, evidence: [{ file, line: 1 }] };
  }
  return null;
}
__name(refuseLegacy, "refuseLegacy");
function refuseGopath(root, files) {
  const what = `There is no go.mod, but ${count(files, ".go file")}.`;
  const reason = migration(what, root, guessModulePath(root, null), { file: "", pins: [] });
  return { kind: "refuse", code: "gopath-only", reason, evidence: [] };
}
__name(refuseGopath, "refuseGopath");
function migration(what, root, path, lock) {
  const pins = commandsOf(lock.pins);
  const hidden = pins.length - SHOWN;
  const vendor = statSync2(join(root, "vendor"), { throwIfNoEntry: false })?.isDirectory() ?? false;
  return [
    `${what} Run here, and commit what changed:`,
    `  go mod init ${path?.path ?? "MODULE/PATH"}`,
    ...pins.slice(0, SHOWN).map((command) => `  ${command}`),
    ...hidden > 0 ? [`  \u2026 and ${hidden} more for the rest of ${lock.file}`] : [],
    "  go mod tidy",
    ...vendor ? ["  go mod vendor"] : [],
    originOf(path)
  ].join("\n");
}
__name(migration, "migration");
function originOf(path) {
  if (path === null) return "MODULE/PATH is what other code imports it by, for example github.com/acme/app.";
  return `The module path is from ${path.source}.`;
}
__name(originOf, "originOf");
function commandsOf(pins) {
  const commands = pins.flatMap(({ path, revision, source }) => {
    const repository = repositoryPath2(path);
    if (!isModulePath(repository) || !/^[A-Za-z0-9][\w.+-]{0,99}$/.test(revision)) return [];
    const fork = source === null ? null : source.replace(/^\w+:\/\//, "").replace(/\.git$/, "");
    if (fork === null || fork === repository || !isModulePath(fork)) return [`go get ${repository}@${revision}`];
    return [`go mod edit -replace=${repository}=${fork}@${revision}`];
  });
  return [...new Set(commands)];
}
__name(commandsOf, "commandsOf");
function repositoryPath2(path) {
  const length = { "github.com": 3, "bitbucket.org": 3, "golang.org": 3 }[path.split("/", 1)[0]];
  return path.split("/").slice(0, length).join("/");
}
__name(repositoryPath2, "repositoryPath");

// src/go/refusals.ts
var SHOWN2 = 5;
function refuseWithoutModule({ root, scan, warnings }) {
  const legacy = refuseLegacy(root);
  if (legacy !== null) return legacy;
  const [unreadable] = warnings;
  if (unreadable === void 0 && scan.strayFiles > 0) return refuseGopath(root, scan.strayFiles);
  const found = unreadable ?? "There is no go.mod and no Go file here.";
  const reason = `${found} Point the context to the folder that has the go.mod.`;
  return { kind: "refuse", code: "no-go-mod", reason, evidence: [] };
}
__name(refuseWithoutModule, "refuseWithoutModule");
function refuseWithoutMain(mains, modules, checkout) {
  const evidence = mains.map((main) => main.evidence);
  const others = notBuilt(modules, checkout);
  if (mains.length > 0) {
    const listed = mains.slice(0, SHOWN2).map((main) => `${shown(main.dir)} (${main.reason})`);
    const rest = mains.length > SHOWN2 ? ` and ${mains.length - SHOWN2} more` : "";
    const found = `No program here goes into an image; there is only ${listed.join(", ")}${rest}.`;
    const remedy = `To build one all the same, add to the step:   with: { main: ${shown(mains[0].dir)} }`;
    const reason2 = [found, ...others.map(({ says }) => says), remedy].join(" ");
    return { kind: "refuse", code: "no-main", reason: reason2, evidence: [...evidence, ...others.flatMap((one) => one.evidence)] };
  }
  const [module] = modules;
  const what = modules.length === 1 ? `The module ${module.path} is a library` : `The ${modules.length} modules here are libraries`;
  const reason = [
    `${what}: no package main with a func main that linux builds.`,
    ...others.map(({ says }) => says),
    "An image needs a program; point the context to a folder that has one."
  ].join(" ");
  const line = { file: posix2.join(module.dir, "go.mod"), line: module.lines.module, text: `module ${module.path}` };
  return { kind: "refuse", code: "no-main", reason, evidence: [line, ...others.flatMap((one) => one.evidence)] };
}
__name(refuseWithoutMain, "refuseWithoutMain");
function notBuilt(modules, { scan }) {
  const dirs = new Set(modules.map(({ dir }) => dir));
  const elsewhere = scan.leftOut.filter(({ moduleDir, systems }) => dirs.has(moduleDir) && systems.length > 0);
  const empty = scan.packages.filter(
    ({ name, funcMain, moduleDir }) => name === "main" && funcMain === null && dirs.has(moduleDir)
  );
  return [
    ...elsewhere.slice(0, SHOWN2).map((program) => ({ says: `${onlyFor(program)}.`, evidence: [program.evidence] })),
    ...empty.slice(0, SHOWN2).map(({ dir }) => ({ says: `${shown(dir)} is package main, but has no func main.`, evidence: [] })),
    ...scan.hiddenExamples.slice(0, 1).map((dir) => ({ says: `The go command leaves out the examples in ${shown(dir)}.`, evidence: [] }))
  ];
}
__name(notBuilt, "notBuilt");
function onlyFor({ dir, systems, evidence }) {
  const listed = systems.slice(0, SHOWN2).join(", ");
  return `${shown(dir)} is built only for ${listed}${systems.length > SHOWN2 ? " and others" : ""} (${place(evidence)})`;
}
__name(onlyFor, "onlyFor");

// src/go/asked.ts
function findModule(input, modules) {
  const dir = folderOf(input);
  const found = modules.find((module) => module.dir === dir || module.path === input);
  if (found !== void 0) return found;
  const first = modules.slice(0, LISTED);
  const width = Math.max(...first.map((module) => shown(module.dir).length));
  const listed = first.map((module) => `  ${shown(module.dir).padEnd(width)}  ${module.path}`);
  if (modules.length > LISTED) listed.push(`  and ${modules.length - LISTED} more`);
  throw new UserError(
    "module-unknown",
    [`The input module is "${input}", but these are the modules here:`, ...listed].join("\n")
  );
}
__name(findModule, "findModule");
function findMain(input, module, checkout, mains) {
  const dir = folderOf(input);
  const found = mains.find((main) => main.importPath === input || main.dir === dir) ?? mains.find((main) => module !== null && main.dir === posix3.join(module.dir, dir));
  if (found !== void 0) return found;
  throw new UserError(
    "main-unknown",
    `The input main is "${input}", but ${whatStandsAt(dir, checkout)}. ${existing(mains)}`
  );
}
__name(findMain, "findMain");
function whatStandsAt(dir, { scan }) {
  const found = scan.packages.find((one) => one.dir === dir);
  const program = scan.leftOut.find((one) => one.dir === dir && one.systems.length > 0);
  if (program !== void 0 && found?.funcMain == null) return onlyFor(program);
  if (found === void 0) return "no Go package that linux builds is there";
  return found.name === "main" ? "that package has no func main" : `that is package ${found.name}, not package main`;
}
__name(whatStandsAt, "whatStandsAt");
function existing(mains) {
  if (mains.length === 0) return "There is no program here at all.";
  return ["These programs exist:", ...candidateLines(mains)].join("\n");
}
__name(existing, "existing");
function folderOf(input) {
  return posix3.normalize(input).replace(/(?<=.)\/$/, "");
}
__name(folderOf, "folderOf");

// src/go/named-by.ts
import { posix as posix4 } from "node:path";
var SIGNS = [
  { says: "ko makes an image of it", file: /^\.ko\.ya?ml$/, folders: [], words: mainsOfYaml, image: true },
  {
    ...{ says: "a Dockerfile compiles it", file: /^(?:[\w.-]+\.)?dockerfile(?:\.[\w.-]+)?$/i },
    ...{ folders: ["build", "build/package", "deploy", "deployments", "docker"], words: compiledByRun, image: true }
  },
  {
    ...{ says: "GoReleaser releases it", file: /^\.?goreleaser\.ya?ml$/, folders: [".config"] },
    ...{ words: mainsOfYaml, image: false }
  },
  { says: "the README installs it", file: /^readme(?:\.md)?$/i, folders: [], words: installed, image: false }
];
var MOST_FILES2 = 20;
var MOST_LINE = 1e3;
function shippedAmong(candidates, files) {
  for (const sign of SIGNS) {
    const named = namedBy(sign, candidates, files);
    const [only, ...others] = candidates.filter((main) => named.has(main));
    if (only === void 0) continue;
    const mains = [only, ...others];
    const leftOut = candidates.some((main) => !named.has(main) && main.ports.length > 0);
    const isClient = !sign.image && only.ports.length === 0 && leftOut;
    if (others.length > 0 || isClient) return { mains, reason: null };
    return { mains, reason: `${sign.says} (${place(named.get(only))})` };
  }
  return { mains: candidates, reason: null };
}
__name(shippedAmong, "shippedAmong");
function namedBy({ file, folders, words, image }, candidates, files) {
  const paths = [".", ...folders].flatMap(
    (dir) => files.names(dir).filter((name) => file.test(name)).map((name) => posix4.join(dir, name))
  );
  const found = paths.slice(0, MOST_FILES2).flatMap((path) => {
    const entries2 = words(files.read(path) ?? "").map(
      (entry) => entry.flatMap(({ text, line }) => {
        const main = candidates.find((one) => isNamed(one, text));
        return main === void 0 ? [] : [[main, { file: path, line }]];
      })
    );
    return image && entries2.some((entry) => entry.length === 0) ? [] : entries2.flat();
  });
  return new Map(found.toReversed());
}
__name(namedBy, "namedBy");
function isNamed({ importPath, dir, moduleDir }, text) {
  const path = text.replace(/\/(?:[\w.-]+\.go|\*(?:\.go)?)$/, "").replace(/^\.\//, "").replace(/\/$/, "");
  return path !== "." && path !== "" && [importPath, dir, posix4.relative(moduleDir, dir)].includes(path);
}
__name(isNamed, "isNamed");
function mainsOfYaml(text) {
  const words = [];
  let item = { indent: Number.POSITIVE_INFINITY, dir: ".", main: null };
  const end = /* @__PURE__ */ __name((indent) => {
    if (item.main !== null) words.push([{ ...item.main, text: posix4.join(item.dir, item.main.text) }]);
    item = { indent, dir: ".", main: null };
  }, "end");
  for (const [index, row] of linesOf(text).entries()) {
    const indent = row.search(/\S/);
    if (/^\s*- /.test(row) && indent <= item.indent) end(indent);
    else if (/^[^\s#-]/.test(row)) end(Number.POSITIVE_INFINITY);
    const [, key, value = ""] = /^[\s-]*(main|dir):\s*["']?([\w./-]+)["']?\s*(?:#.*)?$/.exec(row) ?? [];
    if (key === "dir") item.dir = value;
    if (key === "main") item.main = { text: value, line: index + 1 };
  }
  end(0);
  return words;
}
__name(mainsOfYaml, "mainsOfYaml");
function compiledByRun(text) {
  const commands = [];
  let command = null;
  let inRun = false;
  for (const [index, row] of linesOf(text).entries()) {
    if (row.trimStart().startsWith("#")) continue;
    if (!inRun) command = null;
    inRun ||= /^\s*RUN\s/i.test(row);
    if (!inRun) continue;
    const words = row.split(/[\s"';&|()\\]+/).filter((word) => word !== "");
    for (const [at, word] of words.entries()) {
      const before = words[at - 1];
      if (before === "go" && /^(?:build|install)$/.test(word)) {
        command = [];
        commands.push(command);
      } else if (before !== "-o") command?.push({ text: word, line: index + 1 });
    }
    inRun = row.trimEnd().endsWith("\\");
  }
  return commands.filter((words) => !words.some(({ text: text2 }) => text2.includes("@"))).map((words) => words.filter(({ text: text2 }) => text2.includes("/")));
}
__name(compiledByRun, "compiledByRun");
function installed(text) {
  return linesOf(text).flatMap((row, index) => {
    const path = /\bgo install (?:-\S+ )*([\w.~/-]+)@/.exec(row)?.[1];
    return path === void 0 ? [] : [[{ text: path, line: index + 1 }]];
  });
}
__name(installed, "installed");
function linesOf(text) {
  return text.split("\n").map((line) => line.slice(0, MOST_LINE));
}
__name(linesOf, "linesOf");

// src/go/decide.ts
function decide(asked, module, checkout, mains) {
  if (checkout.modules.length === 0) return refuseWithoutModule(checkout);
  const pool = module === null ? mains : mains.filter(({ moduleDir }) => moduleDir === module.dir);
  if (asked.main !== void 0) {
    const words = asked.main.split(/[,\n]/).map((word) => word.trim());
    const names = words.some((word) => word !== "") ? words.filter((word) => word !== "") : [""];
    const found = [...new Set(names.map((name) => findMain(name, module, checkout, pool)))];
    const reason = `the input main names ${found.length === 1 ? "it" : "them"}: ${names.join(", ")}`;
    if (found.length > 1) return { kind: "build-several", mains: found, reason };
    const [main] = found;
    return { kind: "build", main, moduleDir: main.moduleDir, reason };
  }
  const shipping = preferRoot(pool.filter((main) => main.shipping));
  if (shipping.length === 1) {
    const [main] = shipping;
    return { kind: "build", main, moduleDir: main.moduleDir, reason: buildReason(main, module, mains) };
  }
  if (shipping.length === 0) return refuseWithoutMain(pool, module === null ? checkout.modules : [module], checkout);
  return choose(shipping, checkout);
}
__name(decide, "decide");
function choose(shipping, { root, modules }) {
  const inModules = new Set(shipping.map(({ moduleDir }) => moduleDir));
  const found = `${count(shipping.length, "command")}${inModules.size > 1 ? ` in ${inModules.size} modules` : ""}`;
  const repository = repositoryName(root);
  const module = modules.find(({ dir }) => inModules.has(dir));
  const named = shippedAmong(shipping, checkoutFiles(root));
  const suggestion = named.reason !== null ? { main: named.mains[0], reason: named.reason } : suggest(
    named.mains,
    [
      ...repository === null ? [] : [{ name: repository, of: "repository" }],
      // Each of several modules may have a program of its own name.
      ...inModules.size > 1 ? [] : [{ name: programOf({ importPath: module.path }), of: "module" }]
    ],
    shipping
  );
  const first = suggestion === null ? named.mains : [suggestion.main];
  return {
    kind: "choose",
    code: inModules.size > 1 ? "module-ambiguous" : "main-ambiguous",
    candidates: [.../* @__PURE__ */ new Set([...first, ...named.mains, ...shipping])],
    suggestion,
    reason: `${found}, and nothing says which one goes into the image`
  };
}
__name(choose, "choose");
function preferRoot(shipping) {
  const atRoot = shipping.filter(({ moduleDir }) => moduleDir === ".");
  return atRoot.length > 0 ? atRoot : shipping;
}
__name(preferRoot, "preferRoot");
function buildReason(main, module, mains) {
  const where = module === null ? "" : ` of the module ${module.path}, which the input module names`;
  const others = mains.filter((other) => other !== main && other.moduleDir === main.moduleDir).length;
  const inNested = mains.some((other) => other.shipping && other.moduleDir !== main.moduleDir);
  if (others > 0)
    return `the only command that ships${where}; not ${count(others, "example, tool or test", "examples, tools or tests")}`;
  return inNested && module === null ? "the only command of the root module" : `the only command${where}`;
}
__name(buildReason, "buildReason");

// src/go/facts/c-libraries.ts
import { posix as posix6 } from "node:path";

// src/go/cgo-modules.ts
var NEEDS_CGO = [
  { path: "github.com/mattn/go-sqlite3", why: "a stub without cgo: every connection fails", libraries: [] },
  { path: "github.com/rqlite/go-sqlite3", why: "a stub without cgo: every connection fails", libraries: [] },
  { path: "github.com/mutecomm/go-sqlcipher", why: "compiles SQLCipher", libraries: [] },
  { path: "gorm.io/driver/sqlite", why: "uses github.com/mattn/go-sqlite3", libraries: [] },
  {
    path: "github.com/golang-migrate/migrate/v4/database/sqlite3",
    why: "uses github.com/mattn/go-sqlite3",
    libraries: []
  },
  { path: "github.com/tursodatabase/go-libsql", why: "binds libSQL", libraries: [] },
  { path: "github.com/confluentinc/confluent-kafka-go", why: "binds librdkafka", libraries: [] },
  { path: "github.com/marcboeker/go-duckdb", why: "binds DuckDB", libraries: ["stdc++"] },
  { path: "github.com/duckdb/duckdb-go", why: "binds DuckDB", libraries: ["stdc++"] },
  { path: "github.com/linxGnu/grocksdb", why: "binds RocksDB", libraries: ["rocksdb"] },
  { path: "github.com/tecbot/gorocksdb", why: "binds RocksDB", libraries: ["rocksdb"] },
  { path: "github.com/h2non/bimg", why: "binds libvips", libraries: ["vips"] },
  { path: "github.com/davidbyttow/govips", why: "binds libvips", libraries: ["vips"] },
  { path: "gopkg.in/gographics/imagick.v2", why: "binds ImageMagick", libraries: ["MagickWand"] },
  { path: "gopkg.in/gographics/imagick.v3", why: "binds ImageMagick", libraries: ["MagickWand"] },
  { path: "gocv.io/x/gocv", why: "binds OpenCV", libraries: ["opencv_core"] },
  { path: "github.com/otiai10/gosseract", why: "binds Tesseract", libraries: ["tesseract"] },
  { path: "github.com/kolesa-team/go-webp", why: "binds libwebp", libraries: ["webp"] },
  { path: "github.com/google/gopacket/pcap", why: "binds libpcap", libraries: ["pcap"] },
  { path: "github.com/gopacket/gopacket/pcap", why: "binds libpcap", libraries: ["pcap"] },
  { path: "github.com/pebbe/zmq4", why: "binds ZeroMQ", libraries: ["zmq"] },
  { path: "github.com/libgit2/git2go", why: "binds libgit2", libraries: ["git2"] },
  { path: "github.com/miekg/pkcs11", why: "loads PKCS #11 modules", libraries: [] },
  { path: "github.com/proglottis/gpgme", why: "binds GPGME", libraries: ["gpgme"] },
  { path: "github.com/seccomp/libseccomp-golang", why: "binds libseccomp", libraries: ["seccomp"] },
  { path: "github.com/coreos/go-systemd/v22/sdjournal", why: "loads libsystemd", libraries: ["systemd"] },
  { path: "github.com/godror/godror", why: "loads the Oracle client", libraries: ["clntsh"] },
  { path: "github.com/bytecodealliance/wasmtime-go", why: "binds Wasmtime", libraries: [] },
  { path: "github.com/smacker/go-tree-sitter", why: "compiles Tree-sitter", libraries: [] },
  { path: "github.com/tree-sitter/go-tree-sitter", why: "compiles Tree-sitter", libraries: [] }
];
function cgoModule(importPath) {
  return NEEDS_CGO.find(({ path }) => isAtOrBelow(importPath, path)) ?? null;
}
__name(cgoModule, "cgoModule");

// src/go/constraints.ts
var KNOWN_OS = new Set(
  "aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos".split(
    " "
  )
);
var UNIX_OS = new Set("aix android darwin dragonfly freebsd hurd illumos ios linux netbsd openbsd solaris".split(" "));
var KNOWN_ARCH = new Set(
  "386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm".split(
    " "
  )
);
function isBuilt(name, header, target) {
  if (name.startsWith("_") || name.startsWith(".")) return false;
  return nameMatches(name, target) && headerMatches(header, target);
}
__name(isBuilt, "isBuilt");
function systemsOf(name, header) {
  return [...KNOWN_OS].filter((os) => {
    const arch = os === "js" || os === "wasip1" ? "wasm" : "amd64";
    return os !== "linux" && isBuilt(name, header, { os, arch, cgo: true });
  });
}
__name(systemsOf, "systemsOf");
function nameMatches(name, target) {
  const stem = name.split(".", 1)[0];
  if (!stem.includes("_")) return true;
  const words = stem.split("_").slice(1);
  if (words.at(-1) === "test") words.pop();
  const last = words.at(-1) ?? "";
  const previous = words.at(-2) ?? "";
  if (KNOWN_ARCH.has(last) && KNOWN_OS.has(previous)) return tagMatches(last, target) && tagMatches(previous, target);
  return !KNOWN_OS.has(last) && !KNOWN_ARCH.has(last) ? true : tagMatches(last, target);
}
__name(nameMatches, "nameMatches");
function headerMatches(header, target) {
  if (!header.includes("build")) return true;
  const { goBuild, plusBuild } = constraintLines(header);
  if (goBuild.length > 1) return false;
  if (goBuild.length === 1) return evaluate(goBuild[0], target) ?? false;
  return plusBuild.every((line) => evaluatePlusBuild(line, target));
}
__name(headerMatches, "headerMatches");
function constraintLines(header) {
  const goBuild = [];
  const plusBuild = [];
  let waiting = [];
  let ended = false;
  let inBlock = false;
  for (const raw of header.split("\n").slice(0, -1)) {
    let line = raw.trim();
    if (line === "" && !ended) {
      plusBuild.push(...waiting);
      waiting = [];
      continue;
    }
    if (!inBlock) {
      const expression = /^\/\/go:build(?:\s+(.*))?$/.exec(line);
      if (expression) goBuild.push(expression[1] ?? "");
      const legacy = /^\/\/\s*\+build(?:\s+(.*))?$/.exec(line);
      if (legacy && !ended) waiting.push(legacy[1] ?? "");
    }
    if (!line.startsWith("//")) ended = true;
    while (line !== "" && (inBlock || !line.startsWith("//"))) {
      if (inBlock) {
        const close = line.indexOf("*/");
        if (close < 0) break;
        inBlock = false;
        line = line.slice(close + 2).trim();
      } else if (line.startsWith("/*")) {
        inBlock = true;
        line = line.slice(2);
      } else {
        return { goBuild, plusBuild };
      }
    }
  }
  return { goBuild, plusBuild };
}
__name(constraintLines, "constraintLines");
var MOST_TERMS = 1e3;
function evaluate(expression, target) {
  const tokens = expression.match(/[()!]|&&|\|\||[\p{L}\p{Nd}_.]+|[^\s]/gu) ?? [];
  let at = 0;
  let terms = 0;
  const or = /* @__PURE__ */ __name(() => {
    let value2 = and();
    while (tokens[at] === "||") {
      at++;
      const right = and();
      value2 = value2 === null || right === null ? null : value2 || right;
    }
    return value2;
  }, "or");
  const and = /* @__PURE__ */ __name(() => {
    let value2 = not();
    while (tokens[at] === "&&") {
      at++;
      const right = not();
      value2 = value2 === null || right === null ? null : value2 && right;
    }
    return value2;
  }, "and");
  const not = /* @__PURE__ */ __name(() => {
    if (++terms > MOST_TERMS) {
      at = tokens.length;
      return null;
    }
    if (tokens[at] !== "!") return atom();
    at++;
    const value2 = atom();
    return value2 === null ? null : !value2;
  }, "not");
  const atom = /* @__PURE__ */ __name(() => {
    const token = tokens[at++];
    if (token === "(") {
      const value2 = or();
      return tokens[at++] === ")" ? value2 : null;
    }
    return token !== void 0 && /^[\p{L}\p{Nd}_.]+$/u.test(token) ? tagMatches(token, target) : null;
  }, "atom");
  const value = or();
  return at === tokens.length ? value : null;
}
__name(evaluate, "evaluate");
function evaluatePlusBuild(line, target) {
  return line.split(/\s+/).filter((option) => option !== "").some(
    (option) => option.split(",").every((term) => {
      const tag = term.replace(/^!/, "");
      if (!/^[\p{L}\p{Nd}_.]+$/u.test(tag)) return tagMatches("ignore", target);
      return tagMatches(tag, target) !== term.startsWith("!");
    })
  );
}
__name(evaluatePlusBuild, "evaluatePlusBuild");
function tagMatches(tag, target) {
  if (tag === "cgo") return target.cgo;
  if (tag === target.os || tag === target.arch || tag === "gc") return true;
  if (tag === "unix") return UNIX_OS.has(target.os);
  if (tag === "amd64.v1") return target.arch === "amd64";
  if (tag === "arm64.v8.0") return target.arch === "arm64";
  const release = /^go1\.([1-9]\d*)$/.exec(tag);
  if (release) return Number(release[1]) <= (target.goMinor ?? Number.POSITIVE_INFINITY);
  return target.tags?.includes(tag) ?? false;
}
__name(tagMatches, "tagMatches");

// src/go/scan.ts
import { closeSync, openSync, readdirSync as readdirSync4, readFileSync, readSync, realpathSync as realpathSync2, statSync as statSync3 } from "node:fs";
import { join as join3, posix as posix5, sep } from "node:path";

// src/go/embed.ts
import { existsSync, lstatSync, readdirSync as readdirSync3 } from "node:fs";
import { join as join2 } from "node:path";
function embedMatches(folder, pattern) {
  const all = pattern.startsWith("all:");
  const segments = pattern.slice(all ? "all:".length : 0).split("/");
  if (segments.some((segment) => segment === "" || segment === "." || segment === "..")) return false;
  const paths = expand(folder, segments);
  return paths.length > 0 && paths.every((path) => isEmbeddable(path, all));
}
__name(embedMatches, "embedMatches");
function expand(folder, segments) {
  let paths = [folder];
  for (const [index, segment] of segments.entries()) {
    if (index > 0) paths = paths.filter((path) => statOf(path)?.isDirectory());
    const glob = /[*?[\\]/.test(segment);
    const matches = wildcard(segment, "^");
    paths = paths.flatMap((path) => {
      if (!glob) return [join2(path, segment)];
      return entries(path).filter(({ name }) => matches?.(name)).map(({ name }) => join2(path, name));
    });
  }
  return paths;
}
__name(expand, "expand");
function isEmbeddable(path, all) {
  const stat = statOf(path);
  if (stat?.isFile()) return true;
  return stat?.isDirectory() === true && !existsSync(join2(path, "go.mod")) && hasFile(path, all);
}
__name(isEmbeddable, "isEmbeddable");
function statOf(path) {
  try {
    return lstatSync(path);
  } catch {
    return null;
  }
}
__name(statOf, "statOf");
function hasFile(folder, all) {
  return entries(folder).some((entry) => {
    if (!all && /^[._]/.test(entry.name)) return false;
    if (entry.isFile()) return true;
    const path = join2(folder, entry.name);
    return entry.isDirectory() && !existsSync(join2(path, "go.mod")) && hasFile(path, all);
  });
}
__name(hasFile, "hasFile");
function entries(folder) {
  try {
    return readdirSync3(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
__name(entries, "entries");

// src/go/scan.ts
var OTHERS = /^(?:package\.json|sqlc\.(?:json|ya?ml)|.*\.(?:pgo|proto|templ))$/;
var HEAD_BYTES = 16 * 1024;
var BODY_BYTES = 4 * 1024 * 1024;
var TARGETS = ["amd64", "arm64"].map((arch) => ({
  withCgo: { os: "linux", arch, cgo: true },
  withoutCgo: { os: "linux", arch, cgo: false }
}));
function scanProject(root, ignoresOf = () => []) {
  const scan = {
    ...{ packages: [], moduleDirs: [], generators: [], directives: [], strayFiles: 0, others: [] },
    ...{ leftOut: [], toolImports: [], hiddenExamples: [] }
  };
  const walk = { root, realRoot: realpathSync2(root), scan, ignoresOf, buffer: Buffer.allocUnsafe(HEAD_BYTES) };
  visit(walk, ".", null);
  return scan;
}
__name(scanProject, "scanProject");
function visit(walk, dir, parent) {
  const entries2 = list(join3(walk.root, dir));
  let module = parent;
  for (const { name } of entries2.filter((entry) => entry.isFile() && OTHERS.test(entry.name))) {
    walk.scan.others.push(posix5.join(dir, name));
  }
  if (parent !== "ignored" && entries2.some((entry) => entry.name === "go.mod" && !entry.isDirectory())) {
    module = { dir, ignores: walk.ignoresOf(dir) };
    walk.scan.moduleDirs.push(dir);
  }
  if (module !== "ignored") {
    const files = entries2.filter((entry) => isGoFile(walk, dir, entry)).map((entry) => entry.name);
    if (files.length > 0) readPackage(walk, dir, module, files);
  }
  for (const entry of entries2) {
    if (entry.isDirectory() && /^_examples?$/.test(entry.name))
      walk.scan.hiddenExamples.push(posix5.join(dir, entry.name));
    if (!entry.isDirectory() || isSkipped(entry.name)) continue;
    const child = posix5.join(dir, entry.name);
    visit(walk, child, module !== null && isIgnored(child, module) ? "ignored" : module);
  }
}
__name(visit, "visit");
function list(folder) {
  try {
    const entries2 = readdirSync4(folder, { withFileTypes: true });
    return entries2.filter(({ name }) => !new RegExp("\\p{Cc}", "u").test(name)).sort((a, b) => a.name < b.name ? -1 : 1);
  } catch {
    return [];
  }
}
__name(list, "list");
function isSkipped(name) {
  return /^[._]/.test(name) || name === "vendor" || name === "testdata" || name === "node_modules";
}
__name(isSkipped, "isSkipped");
function isIgnored(dir, module) {
  if (module === "ignored") return true;
  const inside = posix5.relative(module.dir, dir);
  return module.ignores.some((ignore) => {
    const path = posix5.normalize(ignore).replace(/\/$/, "");
    return inside === path || !ignore.startsWith("./") && inside.endsWith(`/${path}`);
  });
}
__name(isIgnored, "isIgnored");
function isGoFile(walk, dir, entry) {
  if (!entry.name.endsWith(".go") || entry.name.endsWith("_test.go") || /^[._]/.test(entry.name)) return false;
  return isRegular(walk, dir, entry);
}
__name(isGoFile, "isGoFile");
function isRegular(walk, dir, entry) {
  if (entry.isFile()) return true;
  if (!entry.isSymbolicLink()) return false;
  try {
    const target = realpathSync2(join3(walk.root, dir, entry.name));
    return target.startsWith(walk.realRoot + sep) && statSync3(target).isFile();
  } catch {
    return false;
  }
}
__name(isRegular, "isRegular");
function readPackage(walk, dir, module, files) {
  if (module === null) {
    walk.scan.strayFiles += files.length;
    return;
  }
  const found = {
    dir,
    moduleDir: module.dir,
    name: "",
    files: [],
    imports: /* @__PURE__ */ new Map(),
    importsC: [],
    withoutCgo: null,
    funcMain: null,
    synopsis: null,
    embeds: [],
    stringVariables: [],
    ports: []
  };
  for (const name of files) readFile(walk, found, name);
  if (found.name === "") return;
  found.ports.sort((a, b) => a.rank - b.rank);
  walk.scan.packages.push(found);
}
__name(readPackage, "readPackage");
function readFile(walk, found, name) {
  const file = posix5.join(found.dir, name);
  const path = join3(walk.root, file);
  let { text, whole } = readHead(path, walk.buffer);
  let header = readHeader(text);
  if (!whole && !header?.complete) {
    text = readWhole(path);
    whole = true;
    header = readHeader(text);
  }
  if (header === null || header.packageName === "documentation") return;
  if (text.includes("//go:generate")) findGenerators(walk, found.dir, file, text);
  const withCgo = TARGETS.some((target) => isBuilt(name, header.preamble, target.withCgo));
  const importC = header.imports.find(({ path: path2 }) => path2 === "C");
  const withoutCgo = !importC && TARGETS.some((target) => isBuilt(name, header.preamble, target.withoutCgo));
  if (!withCgo && !withoutCgo) {
    noteLeftOut(walk, found, { name, file, header }, whole ? text : readWhole(path));
    return;
  }
  if (importC && withCgo) found.importsC.push({ file, line: importC.line, text: 'import "C"' });
  if (withoutCgo && !withCgo) found.withoutCgo ??= { file, line: 1 };
  if (found.name === "") found.name = header.packageName;
  found.synopsis ??= synopsis(header);
  found.files.push({ file, imports: header.imports });
  for (const { path: path2, line } of header.imports) {
    if (!found.imports.has(path2)) found.imports.set(path2, { file, line, text: `import "${path2}"` });
  }
  const embeds = header.imports.some(({ path: path2 }) => path2 === "embed");
  if (header.packageName !== "main" && !embeds && !MAY_LISTEN.test(text)) return;
  addBody(walk, found, file, whole ? text : readWhole(path));
}
__name(readFile, "readFile");
function noteLeftOut({ scan }, { dir, moduleDir }, { name, file, header }, text) {
  if (/^\/\/go:build tools?$|^\/\/ \+build tools?$/m.test(header.preamble)) {
    for (const { path, line: line2 } of header.imports) {
      scan.toolImports.push({ path, evidence: { file, line: line2, text: `import _ "${path}"` } });
    }
  }
  const line = header.packageName === "main" ? readBody(text).funcMain : null;
  if (line !== null)
    scan.leftOut.push({ dir, moduleDir, systems: systemsOf(name, header.preamble), evidence: { file, line } });
}
__name(noteLeftOut, "noteLeftOut");
function addBody(walk, found, file, text) {
  const body = readBody(text);
  const lines = text.split("\n");
  const at = /* @__PURE__ */ __name((line) => ({ file, line, text: lines[line - 1]?.trim() ?? "" }), "at");
  if (body.funcMain !== null && found.name === "main") found.funcMain ??= at(body.funcMain);
  for (const { name, line } of body.stringVariables) found.stringVariables.push({ name, evidence: at(line) });
  for (const { port, rank, line } of body.ports) found.ports.push({ port, rank, evidence: at(line) });
  for (const { patterns, line, text: text2 } of body.embeds) {
    const folder = join3(walk.root, found.dir);
    const missing = patterns.filter((pattern) => !embedMatches(folder, pattern));
    found.embeds.push({ dir: found.dir, patterns, missing, evidence: { file, line, text: text2 } });
  }
}
__name(addBody, "addBody");
function readHead(path, buffer) {
  let descriptor;
  try {
    descriptor = openSync(path, "r");
  } catch {
    return { text: "", whole: true };
  }
  try {
    const size = readSync(descriptor, buffer, 0, buffer.length, 0);
    return { text: buffer.toString("utf8", 0, size), whole: size < buffer.length };
  } finally {
    closeSync(descriptor);
  }
}
__name(readHead, "readHead");
function wholeReader() {
  const buffer = Buffer.allocUnsafe(HEAD_BYTES);
  return (path) => {
    const { text, whole } = readHead(path, buffer);
    return whole ? text : readWhole(path);
  };
}
__name(wholeReader, "wholeReader");
function readWhole(path) {
  if (statSync3(path).size <= BODY_BYTES) return readFileSync(path, "utf8");
  return readHead(path, Buffer.allocUnsafe(BODY_BYTES)).text;
}
__name(readWhole, "readWhole");
function findGenerators(walk, dir, file, text) {
  text.split("\n").forEach((row, index) => {
    const directive = /^\/\/go:generate[ \t]+(.*)$/.exec(row);
    if (directive === null) return;
    const place2 = { file, line: index + 1, text: row.trim() };
    walk.scan.directives.push({ command: directive[1].trim(), dir, evidence: place2 });
    const match = /^\/\/go:generate\s+go\s+run\s+(?:-\S+\s+)*(\S+)/.exec(row);
    if (match === null) return;
    walk.scan.generators.push({ argument: match[1], dir, evidence: place2 });
  });
}
__name(findGenerators, "findGenerators");
function synopsis({ comment }) {
  const paragraph = comment.split(/\n\s*\n/, 1)[0].replace(/\s+/g, " ").trim();
  if (paragraph === "" || /^(?:copyright|all rights reserved|code generated|spdx-)/i.test(paragraph)) return null;
  const sentence = /^.*?[.!?](?=\s|$)/.exec(paragraph)?.[0] ?? paragraph;
  return sentence.length > 100 ? `${sentence.slice(0, 97).trimEnd()}\u2026` : sentence;
}
__name(synopsis, "synopsis");

// src/go/facts/ground.ts
var MOST_EVIDENCE = 5;
function factOf(fact, signs) {
  const sorted = [...signs].sort((a, b) => Number(b.certain) - Number(a.certain));
  const evidence = sorted.slice(0, MOST_EVIDENCE).map((sign) => sign.evidence);
  return { ...fact, certain: sorted[0].certain, evidence };
}
__name(factOf, "factOf");
function factsBySubject(signs, fact) {
  const subjects = /* @__PURE__ */ new Map();
  for (const sign of signs) {
    const own = subjects.get(sign.subject);
    if (own === void 0) subjects.set(sign.subject, [sign]);
    else own.push(sign);
  }
  return [...subjects].map(([subject, own]) => factOf({ subject, ...fact(subject, own) }, own));
}
__name(factsBySubject, "factsBySubject");
function importOf(packages, path) {
  for (const { imports } of packages) {
    for (const [imported, evidence] of imports) {
      if (isAtOrBelow(imported, path)) return evidence;
    }
  }
  return null;
}
__name(importOf, "importOf");

// src/go/facts/c-libraries.ts
var OF_LIBC = /* @__PURE__ */ new Set(["c", "dl", "m", "pthread", "resolv", "rt", "util"]);
var MOST_LINE2 = 1e3;
var C_LIBRARIES = { reads: [], find: findLibraries };
function findLibraries({ main, packages, files }) {
  if (main === null) return [];
  const signs = packages.filter(({ withoutCgo }) => withoutCgo === null).flatMap((found) => [...directiveSigns(found, files), ...moduleSigns(found)]);
  return factsBySubject(signs, (subject, [first]) => ({
    kind: "c-library",
    says: `It needs the C library ${subject} (${first.asked}) to compile, and its shared object in the image.`
  }));
}
__name(findLibraries, "findLibraries");
function moduleSigns({ imports }) {
  return [...imports].flatMap(
    ([path, evidence]) => (cgoModule(path)?.libraries ?? []).map((subject) => ({ subject, asked: `by ${path}`, certain: false, evidence }))
  );
}
__name(moduleSigns, "moduleSigns");
function directiveSigns({ dir, files: sources }, files) {
  return sources.filter(({ imports }) => imports.some(({ path }) => path === "C")).flatMap(
    ({ file }) => (files.read(file) ?? "").split("\n").flatMap((text, index) => {
      const evidence = { file, line: index + 1, text: text.trim().slice(0, MOST_LINE2) };
      return librariesOf(evidence.text, dir, files).map((sign) => ({ ...sign, certain: true, evidence }));
    })
  );
}
__name(directiveSigns, "directiveSigns");
function librariesOf(line, dir, files) {
  const match = /^(?:\/\/|\/\*)?\s*#cgo\s([^:]*):(.*)$/.exec(line);
  if (match === null) return [];
  const constraint = match[1].trim().split(/\s+/);
  const verb = constraint.pop();
  if (constraint.length > 0 && !TARGETS.some(({ withCgo }) => evaluatePlusBuild(constraint.join(" "), withCgo))) return [];
  const words = match[2].trim().split(/\s+/);
  if (verb === "pkg-config") {
    return words.filter((word) => /^\w/.test(word)).map((word) => ({ subject: word.replace(/[<>=].*$/, ""), asked: `pkg-config: ${word}` }));
  }
  return verb === "LDFLAGS" ? linked(words, dir, files) : [];
}
__name(librariesOf, "librariesOf");
function linked(words, dir, files) {
  const folders = words.filter((word) => word.startsWith("-L")).map((word) => sourceFolder(word.slice(2), dir));
  const found = [];
  let isStatic = words.includes("-static");
  for (const word of words) {
    if (/^-Wl,-B(?:static|dynamic)$/.test(word)) isStatic = word === "-Wl,-Bstatic";
    const subject = /^-l([\w+.-]+)$/.exec(word)?.[1];
    if (subject === void 0 || isStatic || OF_LIBC.has(subject)) continue;
    const archive = folders.find(
      (folder) => folder !== null && files.kind(posix6.join(folder, `lib${subject}.a`)) !== null
    );
    if (archive && files.kind(posix6.join(archive, `lib${subject}.so`)) === null) continue;
    found.push({ subject, asked: word });
  }
  return found;
}
__name(linked, "linked");
function sourceFolder(path, dir) {
  const inside = /^\$\{SRCDIR\}(.*)$/.exec(path)?.[1];
  return inside === void 0 ? null : posix6.join(dir, inside);
}
__name(sourceFolder, "sourceFolder");

// src/go/facts/certificates.ts
var OWN_ROOTS = [
  "golang.org/x/crypto/x509roots/fallback",
  "github.com/breml/rootcerts",
  "github.com/gwatts/rootcerts"
];
var CLIENTS = [
  "cloud.google.com/go",
  "github.com/aws/aws-sdk-go",
  "github.com/aws/aws-sdk-go-v2/config",
  "github.com/aws/aws-sdk-go-v2/service",
  "github.com/Azure/azure-sdk-for-go",
  "github.com/Azure/azure-sdk-for-go/sdk/azidentity",
  "github.com/bwmarrin/discordgo",
  "github.com/cloudflare/cloudflare-go",
  "github.com/coreos/go-oidc",
  "github.com/DataDog/datadog-api-client-go",
  "github.com/digitalocean/godo",
  "github.com/getsentry/sentry-go",
  "github.com/go-acme/lego",
  "github.com/go-telegram-bot-api/telegram-bot-api",
  "github.com/google/go-containerregistry/pkg/v1/remote",
  "github.com/google/go-github",
  "github.com/minio/minio-go",
  "github.com/openai/openai-go",
  "github.com/sashabaranov/go-openai",
  "github.com/slack-go/slack",
  "github.com/stripe/stripe-go",
  "github.com/twilio/twilio-go",
  "gitlab.com/gitlab-org/api/client-go",
  "golang.org/x/crypto/acme/autocert",
  "golang.org/x/oauth2",
  "google.golang.org/api"
];
var REQUESTS = {
  "net/http.Get": 0,
  "net/http.Head": 0,
  "net/http.Post": 0,
  "net/http.PostForm": 0,
  "net/http.NewRequest": 1,
  "net/http.NewRequestWithContext": 2
};
var OTHER_SIGNS = [
  "net/http.DefaultClient",
  "net/http.Client",
  "crypto/tls.Dial",
  "crypto/tls.DialWithDialer",
  "crypto/tls.Dialer",
  "google.golang.org/grpc/credentials.NewClientTLSFromCert",
  "net/smtp.SendMail"
];
var SYSTEM_ROOTS = "crypto/x509.SystemCertPool";
var CERTIFICATES = {
  reads: [...Object.keys(REQUESTS), ...OTHER_SIGNS, SYSTEM_ROOTS],
  find: findCertificates
};
function findCertificates({ packages, uses, main }) {
  if (main === null || OWN_ROOTS.some((path) => importOf(packages, path) !== null)) return [];
  const libraries = CLIENTS.flatMap((path) => {
    const evidence = importOf(packages, path);
    return evidence === null ? [] : [{ certain: false, evidence }];
  });
  const signs = [...uses.flatMap(signOf), ...libraries];
  if (signs.length === 0) return [];
  const says = signs.some(({ certain }) => certain) ? "It asks servers by https and trusts them by the CA certificates of the image." : "It seems to be a client of https servers, which it trusts by the CA certificates of the image.";
  return [factOf({ kind: "certificates", subject: "/etc/ssl/certs/ca-certificates.crt", says }, signs)];
}
__name(findCertificates, "findCertificates");
function signOf(use) {
  const { what, evidence } = use;
  if (what === SYSTEM_ROOTS) return [{ certain: true, evidence }];
  if (OTHER_SIGNS.includes(what)) return [{ certain: false, evidence }];
  const index = REQUESTS[what];
  if (index === void 0) return [];
  const url = use.arguments[index] ?? null;
  if (url === null) return [{ certain: false, evidence }];
  const local = /^https:\/\/(?:localhost|127\.|\[::1\])/i.test(url);
  return /^https:\/\//i.test(url) && !local ? [{ certain: true, evidence }] : [];
}
__name(signOf, "signOf");

// src/go/facts/embedded.ts
import { posix as posix8 } from "node:path";

// src/go/facts/package-json.ts
import { posix as posix7 } from "node:path";
var BUILD_SCRIPT = /^(?:build|bundle|compile|css|dist|export|generate|prod|production|release)(?:$|[:_-])/;
var OUTPUT_FLAG = /^(?:--(?:outdir|out-dir|outfile|output|output-path|dist-dir|dest|dir|file)|-o|-d)(?:=(.*))?$/i;
var CONFIGURATION = /^(?:(?:vite|webpack|rollup|svelte|nuxt|next|vue|astro|rspack|rsbuild|esbuild)[\w.-]*\.[cm]?[jt]s|angular\.json)$/;
var OUTPUT_KEY = /\b(?:outDir|outdir|outputPath|outputDir|distDir|path|dir|pages|outfile|file)["']?\s*[:=]([^\n]{1,300})/g;
var USUAL = ["dist", "build", "out", ".output/public", "public/build", "www"];
var MANAGERS = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"]
];
var MOST_MATCHES = 200;
function frontendOutputs(file, files) {
  const text = files.read(file) ?? "";
  const dir = posix7.dirname(file);
  const scripts = scriptsOf(text);
  const build = scripts.find(([name]) => name === "build") ?? scripts.find(([name]) => BUILD_SCRIPT.test(name));
  const manager = MANAGERS.find(([lock]) => files.kind(posix7.join(dir, lock)) === "file")?.[1] ?? "npm";
  const of = /* @__PURE__ */ __name((path, stated2, script, more) => ({
    ...{
      path: posix7.join(dir, path).replace(/(?<=.)\/$/, ""),
      stated: stated2,
      script,
      builds: BUILD_SCRIPT.test(script),
      manager
    },
    evidence: [lineOf(text, file, `"${script}"`), ...more]
  }), "of");
  const byFlag = scripts.flatMap(([name, command]) => flagValues(command).map((path) => of(path, true, name, [])));
  if (build === void 0) return byFlag;
  const byConfiguration = files.names(dir).filter((name) => CONFIGURATION.test(name)).flatMap((name) => configured(posix7.join(dir, name), files)).map(({ path, evidence }) => of(path, true, build[0], [evidence]));
  return [...byFlag, ...byConfiguration, ...USUAL.map((path) => of(path, false, build[0], []))];
}
__name(frontendOutputs, "frontendOutputs");
function scriptsOf(text) {
  try {
    const document = JSON.parse(text);
    const scripts = document?.scripts;
    if (typeof scripts !== "object" || scripts === null) return [];
    return Object.entries(scripts).filter((entry) => typeof entry[1] === "string");
  } catch {
    return [];
  }
}
__name(scriptsOf, "scriptsOf");
function flagValues(command) {
  const words = command.split(/\s+/).map((word) => word.replace(/^["']|["']$/g, ""));
  return words.flatMap((word, index) => {
    const flag = OUTPUT_FLAG.exec(word);
    const value = flag && (flag[1]?.replace(/^["']|["']$/g, "") ?? words[index + 1]);
    return value && !/^[-/~$]/.test(value) ? [value] : [];
  });
}
__name(flagValues, "flagValues");
function configured(file, files) {
  const text = files.read(file) ?? "";
  const found = [];
  for (const match of text.matchAll(OUTPUT_KEY)) {
    const parts = [...match[1].matchAll(/["'`]([^"'`]*)["'`]/g)].map(([, part]) => part);
    const path = parts.join("/");
    if (path === "" || /^[/~$]/.test(path)) continue;
    const line = text.slice(0, match.index).split("\n").length;
    found.push({ path, evidence: { file, line, text: match[0].trim() } });
    if (found.length === MOST_MATCHES) break;
  }
  return found;
}
__name(configured, "configured");
function lineOf(text, file, part) {
  const lines = text.split("\n");
  const index = lines.findIndex((line) => line.includes(part));
  return index < 0 ? { file, line: 1 } : { file, line: index + 1, text: lines[index].trim().slice(0, 200) };
}
__name(lineOf, "lineOf");

// src/go/facts/embedded.ts
var EMBEDDED = { reads: [], find: findEmbedded };
var MOST_PACKAGES = 200;
var MOST_PLACES = 500;
function findEmbedded({ packages, files, ignored: ignore, scan }) {
  const places = packages.flatMap(({ embeds }) => embeds.flatMap((embed) => embed.patterns.map((pattern) => ({ embed, pattern })))).slice(0, MOST_PLACES).map(({ embed, pattern }) => placeOf(embed, pattern, files, ignore));
  if (places.length === 0) return [];
  const outputs = scan.others.filter((path) => posix8.basename(path) === "package.json").slice(0, MOST_PACKAGES).flatMap((path) => frontendOutputs(path, files));
  const facts = places.flatMap((place2) => {
    const open = place2.missing || place2.ignored !== null || place2.placeholder !== null;
    const made = open ? madeBy(place2.path, outputs) : builtInside(place2, outputs, files, ignore);
    if (made !== null) return [frontendFact(place2, made, open)];
    return place2.missing || place2.ignored !== null ? [missingFact(place2, files, scan.directives)] : [];
  });
  return facts.filter(
    ({ kind, subject }, at) => at === facts.findIndex((one) => one.kind === kind && one.subject === subject)
  );
}
__name(findEmbedded, "findEmbedded");
function builtInside({ path }, outputs, files, ignore) {
  return outputs.find(({ path: output, stated: stated2, builds }) => {
    if (!stated2 || !builds || !output.startsWith(`${path}/`)) return false;
    return files.kind(output) === null || ignore(output, true) !== null;
  }) ?? null;
}
__name(builtInside, "builtInside");
function placeOf(embed, pattern, files, ignore) {
  const path = posix8.join(embed.dir, fixedPart(pattern.replace(/^all:/, "")));
  const isFolder = files.kind(path) === "folder" || !/\.\w+$/.test(path);
  const inside = /* @__PURE__ */ __name(() => ignore(`${path}/index.html`, false) ?? ignore(`${path}/assets`, true), "inside");
  const ignored = ignore(path, isFolder) ?? (isFolder ? inside() : null);
  const placeholder = isFolder && path !== embed.dir ? placeholderIn(path, files) : null;
  return { path, pattern, embed, missing: embed.missing.includes(pattern), ignored, placeholder };
}
__name(placeOf, "placeOf");
var PLACEHOLDER = /^(?:\..*|empty.*|index\.html?|placeholder.*|readme.*|.*\.(?:md|txt))$/i;
function placeholderIn(folder, files) {
  const names = files.names(folder);
  const only = names.length > 0 && names.length <= 3 && names.every((name) => PLACEHOLDER.test(name));
  return only && names.every((name) => files.kind(posix8.join(folder, name)) === "file") ? names.join(", ") : null;
}
__name(placeholderIn, "placeholderIn");
function madeBy(path, outputs) {
  const covers = /* @__PURE__ */ __name(({ path: output, stated: stated2 }) => isAtOrBelow(path, output) || stated2 && output.startsWith(`${path}/`), "covers");
  return outputs.find((output) => output.stated && covers(output)) ?? outputs.find(covers) ?? null;
}
__name(madeBy, "madeBy");
function frontendFact(place2, { path: output, script, manager, evidence }, open) {
  const { path, pattern, embed, missing, ignored, placeholder } = place2;
  const [built, ...more] = evidence;
  const state = missing ? "no file of it is in this checkout" : !open ? `${output} is not in the repository` : placeholder !== null ? `this checkout has only ${placeholder} of it` : "git ignores it";
  return {
    kind: "frontend",
    subject: path,
    certain: missing,
    says: `//go:embed ${pattern} wants what "${manager} run ${script}" of ${built.file} makes, and ${state}.`,
    evidence: [embed.evidence, built, ...more, ...ignored === null ? [] : [ignored]]
  };
}
__name(frontendFact, "frontendFact");
function missingFact(place2, files, directives) {
  const { path, pattern, embed, missing, ignored } = place2;
  const directive = directives.find(({ dir }) => dir === embed.dir)?.evidence ?? null;
  const made = lineNaming(path, "Makefile", files);
  const state = missing ? "matches no file of this checkout, so that go build stops" : "names files that git ignores, so that other checkouts do not have them";
  const hint = made !== null ? ` ${made.file}:${made.line} names it.` : directive !== null ? ` A //go:generate line of the package (${directive.file}:${directive.line}) may write it.` : "";
  return {
    kind: "embed-missing",
    subject: path,
    certain: missing,
    says: `//go:embed ${pattern} ${state}.${hint}`,
    evidence: [embed.evidence, ...[ignored, made ?? directive].filter((evidence) => evidence !== null)]
  };
}
__name(missingFact, "missingFact");
function lineNaming(path, file, files) {
  const lines = (files.read(file) ?? "").split("\n");
  const index = lines.findIndex((line) => line.includes(path) && !/\brm\b/.test(line));
  return index < 0 ? null : { file, line: index + 1, text: lines[index].trim().slice(0, 200) };
}
__name(lineNaming, "lineNaming");

// src/go/facts/generated.ts
import { posix as posix13 } from "node:path";

// src/go/reach.ts
import { posix as posix9 } from "node:path";
function importPathOf(module, dir) {
  return posix9.join(module.path, posix9.relative(module.dir, dir));
}
__name(importPathOf, "importPathOf");
function reachability(packages, modules, workspace) {
  const inModule = new Map(modules.map(({ dir }) => [dir, []]));
  for (const found of packages) inModule.get(found.moduleDir)?.push(found);
  const ofModule = /* @__PURE__ */ new Map();
  const members = new Set(workspace?.uses ?? []);
  const visibleFrom = /* @__PURE__ */ __name((dir) => {
    const known = ofModule.get(dir);
    if (known !== void 0) return known;
    const own = modules.find((module) => module.dir === dir);
    const used = /* @__PURE__ */ new Map([[own.dir, own.path]]);
    for (const { dir: dir2, path } of members.has(own.dir) ? modules : []) {
      if (members.has(dir2)) used.set(dir2, path);
    }
    const inWorkspace = members.has(own.dir) ? workspace?.localReplaces ?? [] : [];
    for (const { path, dir: dir2 } of [...own.localReplaces, ...inWorkspace]) used.set(dir2, path);
    const byPath = /* @__PURE__ */ new Map();
    for (const [dir2, path] of used) {
      for (const found of inModule.get(dir2) ?? []) byPath.set(importPathOf({ dir: dir2, path }, found.dir), found);
    }
    ofModule.set(dir, byPath);
    return byPath;
  }, "visibleFrom");
  return (start) => {
    const byPath = visibleFrom(start.moduleDir);
    const reached = /* @__PURE__ */ new Set([start]);
    for (const found of reached) {
      for (const path of found.imports.keys()) {
        const next = byPath.get(path);
        if (next !== void 0) reached.add(next);
      }
    }
    return [...reached];
  };
}
__name(reachability, "reachability");
function cgoEvidence(reached) {
  return reached.flatMap(({ imports, importsC, withoutCgo }) => [
    ...withoutCgo === null ? importsC : [],
    ...withoutCgo === null ? [...imports].filter(([path]) => cgoModule(path) !== null).map(([, evidence]) => evidence) : []
  ]);
}
__name(cgoEvidence, "cgoEvidence");

// src/go/facts/imported-folders.ts
import { posix as posix10 } from "node:path";
function importedFolders(ground) {
  const owners = /* @__PURE__ */ new Map();
  return (path, importing) => {
    const from = ground.main?.moduleDir ?? importing.moduleDir;
    const known = owners.get(from) ?? ownersFor(from, ground);
    owners.set(from, known);
    return folderOf2(path, known, ground);
  };
}
__name(importedFolders, "importedFolders");
function ownersFor(moduleDir, { modules, goMods, workspace }) {
  const from = modules.find(({ dir }) => dir === moduleDir);
  if (from === void 0) return [];
  const inWorkspace = workspace?.uses.includes(from.dir) ? workspace.uses : [];
  const here = [
    ...modules.filter(({ dir }) => dir === from.dir || inWorkspace.includes(dir)).map(({ path, dir }) => ({ path, dir })),
    ...from.localReplaces.filter(({ dir }) => modules.some((module) => module.dir === dir))
  ];
  const elsewhere = (goMods.get(from.dir)?.require ?? []).map(({ path }) => ({ path, dir: null }));
  return [...here, ...elsewhere].sort((a, b) => b.path.length - a.path.length);
}
__name(ownersFor, "ownersFor");
function folderOf2(path, owners, { modules }) {
  const fits = /* @__PURE__ */ __name((owner2) => isAtOrBelow(path, owner2.path), "fits");
  if (!owners.some((owner2) => owner2.dir !== null && fits(owner2))) return null;
  const owner = owners.find(fits);
  if (owner.dir === null) return null;
  const ownerDir = owner.dir;
  const dir = posix10.join(ownerDir, path.slice(owner.path.length + 1));
  const nested = modules.some(
    (module) => module.dir !== ownerDir && module.dir !== "." && within(dir, module.dir, ownerDir)
  );
  return nested ? null : dir;
}
__name(folderOf2, "folderOf");
function within(dir, folder, owner) {
  return isAtOrBelow(dir, folder) && (owner === "." || folder.startsWith(`${owner}/`));
}
__name(within, "within");

// src/go/facts/missing-names.ts
import { posix as posix12 } from "node:path";

// src/go/facts/outputs.ts
import { posix as posix11 } from "node:path";
var TEST_DOUBLES = /^(?:counterfeiter|minimock|mockery|mockgen|moq|pegomock)$/;
var TOOLS = {
  stringer: /* @__PURE__ */ __name(({ dir, words }) => stated(dir, words) ?? typed(dir, words, "_string.go"), "stringer"),
  wire: /* @__PURE__ */ __name(({ dir }) => [{ path: posix11.join(dir, "wire_gen.go") }], "wire"),
  // `bpf2go [flags] ident source.c`: a file for each architecture or byte order, named ident_bpfel.go, ident_x86_bpfel.go.
  bpf2go: /* @__PURE__ */ __name(({ dir, words }) => {
    const ident = words.filter((word) => !word.startsWith("-")).find((_, at, all) => /\.c$/.test(all[at + 1] ?? ""));
    if (ident === void 0) return [];
    const start = `${ident.toLowerCase()}_`;
    return [
      {
        path: posix11.join(dir, `${start}bpfel.go`),
        exists: /* @__PURE__ */ __name((names) => names.some((name) => name.startsWith(start) && name.endsWith(".go")), "exists")
      }
    ];
  }, "bpf2go")
};
function directiveOutputs({ command, dir, evidence }) {
  const words = command.split(/\s+/).map((word) => word.replace(/^["'`]|["'`]$/g, ""));
  const at = toolIndex(words);
  const tool = toolName(words[at] ?? "");
  if (TEST_DOUBLES.test(tool)) return [];
  const given = { dir, words: words.slice(at + 1) };
  const outputs = TOOLS[tool]?.(given) ?? stated(dir, given.words) ?? [];
  return outputs.map((output) => ({ ...output, by: tool, evidence }));
}
__name(directiveOutputs, "directiveOutputs");
function mentionedFolders({ command, dir }) {
  return command.split(/[\s=,:"']+/).flatMap((word) => {
    if (!/^[\w./-]+$/.test(word)) return [];
    const path = posix11.join(dir, word);
    return [path, posix11.dirname(path)];
  });
}
__name(mentionedFolders, "mentionedFolders");
function toolIndex(words) {
  let at = words.findIndex((word) => !/^\w+=|^env$/.test(word));
  if (words[at] === "go" && /^(?:run|tool)$/.test(words[at + 1] ?? "")) {
    at += 2;
    while (words[at]?.startsWith("-")) at++;
  }
  return at;
}
__name(toolIndex, "toolIndex");
function toolName(word) {
  return posix11.basename(word.replace(/@.*$/, "").replace(/\/v\d+$/, ""));
}
__name(toolName, "toolName");
var OUTPUT_FLAG2 = /^--?(?:o|out|output|output-file|destination)(?:=(.*))?$/;
function stated(dir, words) {
  const paths = words.flatMap((word, at) => {
    const flag = OUTPUT_FLAG2.exec(word);
    const value = flag && (flag[1] ?? words[at + 1]);
    return value && /^[\w./-]+\.go$/.test(value) && !value.endsWith("_test.go") && !value.startsWith("/") ? [value] : [];
  });
  return paths.length === 0 ? null : paths.map((path) => ({ path: posix11.join(dir, path) }));
}
__name(stated, "stated");
function typed(dir, words, ending) {
  const at = words.findIndex((word) => /^--?type(?:=|$)/.test(word));
  const value = at < 0 ? void 0 : words[at].split("=")[1] ?? words[at + 1];
  const first = value?.split(",")[0];
  return first && /^\w+$/.test(first) ? [{ path: posix11.join(dir, `${first.toLowerCase()}${ending}`) }] : [];
}
__name(typed, "typed");
function sourceOutputs(path, importPath, files) {
  const evidence = { file: path, line: 1 };
  if (path.endsWith(".templ")) return { path: path.replace(/\.templ$/, "_templ.go"), by: "templ generate", evidence };
  const option = path.endsWith(".proto") ? goPackageOf(path, files) : null;
  if (option === null || option.importPath !== importPath) return null;
  const exists = /* @__PURE__ */ __name((names) => names.some((name) => name.endsWith(".pb.go")), "exists");
  return { path: path.replace(/\.proto$/, ".pb.go"), by: "protoc", evidence: option.evidence, exists };
}
__name(sourceOutputs, "sourceOutputs");
function goPackageOf(path, files) {
  const lines = (files.read(path) ?? "").split("\n");
  const line = lines.findIndex((text) => /^\s*option\s+go_package\b/.test(text));
  const value = line < 0 ? void 0 : /=\s*"([^";]+)/.exec(lines[line].slice(0, 500))?.[1];
  return value === void 0 ? null : { importPath: value, evidence: { file: path, line: line + 1, text: lines[line].trim() } };
}
__name(goPackageOf, "goPackageOf");

// src/go/facts/missing-names.ts
var MOST_NAMES = 3;
var MOST_PACKAGES2 = 50;
var WHOLE_FILE = 25e4;
function missingNames(ground) {
  const { packages, scan, files } = ground;
  const written = writtenInto(packages, scan.directives);
  if (written.size === 0) return [];
  const folderOf3 = importedFolders(ground);
  const used = /* @__PURE__ */ new Map();
  for (const importing of packages) {
    for (const { file, imports } of importing.files) {
      for (const { path, name } of imports) {
        const dir = folderOf3(path, importing);
        const found = dir === null || dir === importing.dir ? void 0 : written.get(dir)?.found;
        if (found === void 0) continue;
        used.set(found.dir, [...used.get(found.dir) ?? [], ...usesOf(name ?? found.name, file, files)]);
      }
    }
  }
  return [...used].flatMap(([dir, uses]) => factsOf(written.get(dir), uses, files));
}
__name(missingNames, "missingNames");
function writtenInto(packages, directives) {
  const byDir = new Map(packages.map((found) => [found.dir, found]));
  const written = /* @__PURE__ */ new Map();
  for (const directive of directives) {
    for (const dir of [directive.dir, ...mentionedFolders(directive)]) {
      const found = byDir.get(dir);
      if (found !== void 0 && !written.has(dir) && written.size < MOST_PACKAGES2) written.set(dir, { found, directive });
    }
  }
  return written;
}
__name(writtenInto, "writtenInto");
function factsOf({ found: { dir, name }, directive }, uses, files) {
  const declared = declaredIn(dir, files);
  if (declared === null) return [];
  const missing = new Map(uses.toReversed().flatMap((use) => declared.has(use.name) ? [] : [[use.name, use]]));
  const first = [...missing.values()].toReversed().slice(0, MOST_NAMES);
  if (first.length === 0) return [];
  const more = missing.size > first.length ? ` and ${missing.size - first.length} more` : "";
  const names = `${first.map((use) => `${name}.${use.name}`).join(", ")}${more}`;
  const verb = missing.size === 1 ? ["is", "it"] : ["are", "them"];
  return [
    {
      ...{ kind: "generated", subject: dir, certain: false },
      says: `${names} ${verb[0]} used, and no Go file of ${dir} declares ${verb[1]}. The //go:generate line ${place(directive.evidence)} may write ${verb[1]}.`,
      evidence: [...first.map(({ evidence }) => evidence), directive.evidence]
    }
  ];
}
__name(factsOf, "factsOf");
function usesOf(local, file, files) {
  const text = wholeText(file, files);
  if (text === null || local === "." || local === "_") return [];
  const tokens = tokensOf(text);
  const lines = text.split("\n");
  const uses = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== "name" || token.text !== local || tokens[at - 1]?.text === ".") continue;
    const [dot, name] = [tokens[at + 1], tokens[at + 2]];
    if (dot?.kind === "string" || tokens[at - 1]?.text === "package") continue;
    if (dot?.text !== "." || name?.kind !== "name") return [];
    if (new RegExp("^\\p{Lu}", "u").test(name.text)) {
      const line = lines[token.line - 1]?.trim().slice(0, 200) ?? "";
      uses.push({ name: name.text, evidence: { file, line: token.line, text: line } });
    }
  }
  return uses;
}
__name(usesOf, "usesOf");
function declaredIn(dir, files) {
  const declared = /* @__PURE__ */ new Set();
  for (const name of files.names(dir).filter((one) => one.endsWith(".go") && !one.endsWith("_test.go"))) {
    const text = wholeText(posix12.join(dir, name), files);
    if (text === null) return null;
    let braces = 0;
    let before = null;
    for (const token of tokensOf(text)) {
      if (token.kind === "symbol" && token.text === "{") braces++;
      if (token.kind === "symbol" && token.text === "}") braces--;
      if (token.kind === "name" && braces === 0 && (before === null || mayDeclare(before))) declared.add(token.text);
      before = token;
    }
  }
  return declared;
}
__name(declaredIn, "declaredIn");
function mayDeclare({ kind, text }) {
  return kind === "newline" || /^(?:func|type|var|const|[(,;])$/.test(text);
}
__name(mayDeclare, "mayDeclare");
function wholeText(file, files) {
  const text = files.read(file);
  return text === null || Buffer.byteLength(text) > WHOLE_FILE ? null : text;
}
__name(wholeText, "wholeText");
function tokensOf(text) {
  const next = goTokens(text);
  const tokens = [];
  for (let token = next(); token.kind !== "end"; token = next()) if (token.kind !== "comment") tokens.push(token);
  return tokens;
}
__name(tokensOf, "tokensOf");

// src/go/facts/generated.ts
var GENERATED = { reads: [], find: findGenerated };
function findGenerated(ground) {
  const files = missingFiles(ground);
  const told = new Set(files.map(({ subject }) => posix13.dirname(subject)));
  return [...missingPackages(ground), ...files, ...missingNames(ground).filter(({ subject }) => !told.has(subject))];
}
__name(findGenerated, "findGenerated");
var MOST_SOURCES = 500;
var MOST_MISSING = 50;
function missingPackages(ground) {
  const { packages, files, ignored: ignore } = ground;
  const seen = new Set(ground.scan.packages.map(({ dir }) => dir));
  const folderOf3 = importedFolders(ground);
  const found = [];
  for (const importing of packages) {
    for (const [path, evidence] of importing.imports) {
      const dir = folderOf3(path, importing);
      if (dir === null || seen.has(dir)) continue;
      seen.add(dir);
      if (files.names(dir).some((name) => name.endsWith(".go") && !name.endsWith("_test.go"))) continue;
      const made = madeBy2(dir, path, ground);
      const ignored = ignore(dir, true) ?? ignore(posix13.join(dir, "x.go"), false);
      const maker = made === null ? "" : ` ${made.by} makes it.`;
      found.push({
        kind: "generated",
        subject: dir,
        certain: true,
        says: `${path} is imported, and ${dir} has no Go file, so that go build stops.${maker}`,
        evidence: [evidence, ...[made?.evidence, ignored].filter((one) => one !== null && one !== void 0)]
      });
      if (found.length === MOST_MISSING) return found;
    }
  }
  return found;
}
__name(missingPackages, "missingPackages");
function madeBy2(dir, importPath, { scan, files }) {
  const sources = scan.others.slice(0, MOST_SOURCES);
  for (const path of sources.filter((other) => other.endsWith(".proto"))) {
    const option = goPackageOf(path, files);
    if (option?.importPath === importPath) return { by: `protoc, from ${path},`, evidence: option.evidence };
  }
  for (const path of sources.filter((other) => /(?:^|\/)sqlc\.\w+$/.test(other))) {
    const lines = (files.read(path) ?? "").split("\n");
    const line = lines.findIndex((text) => {
      const out = /["']?\bout["']?\s*:\s*["']?([\w./-]+)/.exec(text.slice(0, 500))?.[1];
      return out !== void 0 && posix13.join(posix13.dirname(path), out).replace(/\/$/, "") === dir;
    });
    if (line >= 0) return { by: "sqlc generate", evidence: { file: path, line: line + 1, text: lines[line].trim() } };
  }
  const templ = sources.find((path) => path.endsWith(".templ") && posix13.dirname(path) === dir);
  if (templ !== void 0) return { by: "templ generate", evidence: { file: templ, line: 1 } };
  const directive = scan.directives.find((one) => mentionedFolders(one).includes(dir));
  return directive === void 0 ? null : { by: "go generate", evidence: directive.evidence };
}
__name(madeBy2, "madeBy");
function missingFiles({ packages, modules, scan, files, ignored: ignore }) {
  const byDir = new Map(packages.map((found) => [found.dir, found]));
  const ofDirectives = scan.directives.filter(({ dir }) => byDir.has(dir)).flatMap(directiveOutputs);
  const ofSources = scan.others.slice(0, MOST_SOURCES).flatMap((path) => {
    const found = byDir.get(posix13.dirname(path));
    const module = modules.find(({ dir }) => dir === found?.moduleDir);
    return found && module ? sourceOutputs(path, importPathOf(module, found.dir), files) ?? [] : [];
  });
  const missing = [...ofDirectives, ...ofSources].filter((output) => isMissing(output, byDir, files.names));
  const first = new Map(missing.toReversed().map((output) => [output.path, output]));
  return [...first.values()].slice(0, MOST_MISSING).map(({ path, by, evidence }) => {
    const ignored = ignore(path, false);
    return {
      kind: "generated",
      subject: path,
      certain: false,
      says: `${by} writes ${path}, which is not in this checkout.`,
      evidence: [evidence, ...ignored === null ? [] : [ignored]]
    };
  });
}
__name(missingFiles, "missingFiles");
function isMissing({ path, exists }, byDir, namesOf2) {
  const folder = posix13.dirname(path);
  if (!byDir.has(folder)) return false;
  const names = namesOf2(folder);
  return exists === void 0 ? !names.includes(posix13.basename(path)) : !exists(names);
}
__name(isMissing, "isMissing");

// src/go/facts/health.ts
var COMMAND = /^health(?:[-_]?(?:check|probe)|z)?(?:[-_]client)?$/;
var FLAG = /^health[-_]?(?:check|probe)$|^healthz?[-_]client$/;
var SIGNS2 = {
  "os.Args": { argument: 0, dashes: "" },
  "flag.NewFlagSet": { argument: 0, dashes: "" },
  "github.com/spf13/cobra.Command.Use": { argument: 0, dashes: "" },
  "github.com/traefik/paerser/cli.Command.Name": { argument: 0, dashes: "" },
  "github.com/urfave/cli.Command.Name": { argument: 0, dashes: "" },
  "github.com/urfave/cli/v2.Command.Name": { argument: 0, dashes: "" },
  "github.com/urfave/cli/v3.Command.Name": { argument: 0, dashes: "" },
  ".Command": { argument: 0, dashes: "" },
  "flag.Bool": { argument: 0, dashes: "-" },
  "flag.BoolVar": { argument: 1, dashes: "-" },
  "github.com/spf13/pflag.Bool": { argument: 0, dashes: "--" },
  "github.com/spf13/pflag.BoolVar": { argument: 1, dashes: "--" },
  "github.com/urfave/cli/v2.BoolFlag.Name": { argument: 0, dashes: "--" },
  "github.com/urfave/cli/v3.BoolFlag.Name": { argument: 0, dashes: "--" }
};
var HEALTH = { reads: Object.keys(SIGNS2), find: findHealth };
function findHealth({ main, uses }) {
  const signs = uses.flatMap((use) => {
    const subject = commandOf(use);
    const certain = use.what === "os.Args" && use.dir === main?.dir;
    return subject === null ? [] : [{ subject, certain, evidence: use.evidence }];
  });
  return factsBySubject(signs, (subject) => ({
    kind: "health",
    says: `It has "${subject}", which a HEALTHCHECK of the image can run.`
  }));
}
__name(findHealth, "findHealth");
function commandOf({ what, arguments: values }) {
  const sign = SIGNS2[what];
  const name = sign && values[sign.argument]?.split(/\s/, 1)[0];
  if (!sign || !name) return null;
  const bare = name.replace(/^--?/, "");
  if (sign.dashes === "" && bare === name) return COMMAND.test(name) ? name : null;
  return FLAG.test(bare) ? `${sign.dashes}${name}` : null;
}
__name(commandOf, "commandOf");

// src/go/facts/private-modules.ts
import { posix as posix15 } from "node:path";

// src/go/facts/ci-files.ts
import { posix as posix14 } from "node:path";
var FILE = /^(?:(?:.*\.)?dockerfile(?:\..*)?|makefile|taskfile\.ya?ml|justfile|\.gitlab-ci\.yml|\.envrc|\.goreleaser\.ya?ml)$/i;
var WAYS = [
  // With a user before the host. Without one it turns git:// into https:// and the like.
  { way: "git's insteadOf", shows: /* @__PURE__ */ __name((line) => /insteadOf/i.test(line) && line.includes("@"), "shows") },
  { way: "a .netrc", shows: /* @__PURE__ */ __name((line) => /\.netrc\b|\bmachine \S+ login\b/.test(line), "shows") },
  { way: "an SSH key", shows: /* @__PURE__ */ __name((line) => /\bwebfactory\/ssh-agent\b|--mount=type=ssh\b/.test(line), "shows") },
  { way: "GOAUTH", shows: /* @__PURE__ */ __name((line) => /\bGOAUTH\b/.test(line), "shows") }
];
var MOST_FILES3 = 100;
var MOST_LINE3 = 1e3;
var MOST_SIGNS = 50;
function privateFetching(folders, files) {
  const found = { patterns: [], ways: [] };
  const paths = [
    ...files.names(".github/workflows").filter((name) => /\.ya?ml$/.test(name)).map((name) => `.github/workflows/${name}`),
    ...[...new Set(folders)].flatMap(
      (dir) => files.names(dir).filter((name) => FILE.test(name)).map((name) => posix14.join(dir, name))
    )
  ];
  for (const file of paths.slice(0, MOST_FILES3)) readSigns(file, files.read(file) ?? "", found);
  return found;
}
__name(privateFetching, "privateFetching");
function readSigns(file, text, { patterns, ways }) {
  const lines = text.split("\n").map((line) => line.slice(0, MOST_LINE3));
  for (const [index, line] of lines.entries()) {
    if (line.trimStart().startsWith("#")) continue;
    const evidence = { file, line: index + 1 };
    const value = /\bGO(?:PRIVATE|NOSUMDB|NOPROXY)["']?\s?(?:[:?]?=|:)\s?["']?([^\s"'#&;\\]+)/.exec(line)?.[1] ?? "";
    for (const pattern of value.split(",")) {
      if (isPattern(pattern) && patterns.length < MOST_SIGNS) patterns.push({ pattern, evidence });
    }
    const way = WAYS.find(({ shows }) => shows(line))?.way;
    if (way === void 0 || ways.length === MOST_SIGNS) continue;
    ways.push({ way, line, secret: secretIn(lines.slice(index, index + 5).join("\n")), evidence });
  }
}
__name(readSigns, "readSigns");
function isPattern(text) {
  return /^[\w*?[\]./-]+$/.test(text) && text.includes(".");
}
__name(isPattern, "isPattern");
function secretIn(text) {
  const secret = /\bsecrets\.(\w+)/.exec(text) ?? /\bid=([\w-]+)/.exec(text);
  return secret?.[1] ?? /\$\{?([A-Z][A-Z0-9_]*(?:TOKEN|PAT|KEY|PASSWORD|SECRET|CREDENTIALS)[A-Z0-9_]*)\b/.exec(text)?.[1] ?? null;
}
__name(secretIn, "secretIn");

// src/go/facts/private-modules.ts
var PRIVATE_MODULES = { reads: [], find: findPrivateModules };
var INTERNAL_HOST = /\.(?:corp|home|internal|intranet|lan|local|localdomain|private)$/;
var OWN_SERVER = /^(?:bitbucket|ghe|git|gitea|github|gitlab|stash)\./;
var PUBLIC_SERVERS = /* @__PURE__ */ new Set([
  ...["bitbucket.org", "gitea.com", "github.com", "gitlab.com", "git.apache.org", "git.kernel.org", "git.sr.ht"],
  ...["git.zx2c4.com", "gitlab.freedesktop.org", "gitlab.gnome.org", "gitlab.torproject.org"]
]);
var SHARED_HOSTS = /* @__PURE__ */ new Set(["bitbucket.org", "github.com", "gitlab.com"]);
var MOST_MODULES = 50;
function findPrivateModules({ main, modules, goMods, workspace, files }) {
  const uses = workspace?.uses ?? [];
  const dirs = main !== null && uses.includes(main.moduleDir) ? uses : [main?.moduleDir];
  const asking = modules.filter(({ dir }) => main === null || dirs.includes(dir));
  const fetching = privateFetching([".", ...asking.map(({ dir }) => dir)], files);
  const facts = /* @__PURE__ */ new Map();
  for (const module of asking) {
    const here = /* @__PURE__ */ new Set([
      ...module.localReplaces.map(({ path }) => path),
      ...modules.filter(({ dir }) => uses.includes(dir)).map(({ path }) => path)
    ]);
    for (const { path, version, line } of goMods.get(module.dir)?.require ?? []) {
      const reason = here.has(path) || facts.has(path) ? null : whyPrivate(path, module, fetching);
      if (reason === null || facts.size === MOST_MODULES) continue;
      const required = { file: posix15.join(module.dir, "go.mod"), line, text: `${path} ${version}` };
      facts.set(path, privateFact(path, reason, required, fetching));
    }
  }
  return [...facts.values()];
}
__name(findPrivateModules, "findPrivateModules");
function whyPrivate(path, module, { patterns, ways }) {
  const named = patterns.find(({ pattern }) => matchesPrefix(pattern, path));
  if (named !== void 0) return { certain: true, says: "GOPRIVATE names it", evidence: [named.evidence] };
  const [host = "", owner] = path.split("/");
  if (INTERNAL_HOST.test(host)) return { certain: true, says: `${host} is no public name`, evidence: [] };
  if (OWN_SERVER.test(host) && !PUBLIC_SERVERS.has(host) || /\.git(?:\/|$)/.test(path)) {
    return { certain: false, says: "its server seems to be an own one", evidence: [] };
  }
  const [ownHost, ownOwner] = module.path.split("/");
  const signedIn = ways.find(({ line }) => line.includes(host));
  if (!SHARED_HOSTS.has(host) || host !== ownHost || owner !== ownOwner || signedIn === void 0) return null;
  return {
    certain: false,
    says: `it has the owner of this module, and ${signedIn.evidence.file} signs in to ${host}`,
    evidence: []
  };
}
__name(whyPrivate, "whyPrivate");
function privateFact(path, { certain, says, evidence }, required, { ways }) {
  const [host = ""] = path.split("/");
  const way = ways.find(({ line }) => line.includes(host)) ?? ways[0];
  const fetched = way === void 0 ? "Nothing here says how it is fetched." : `It is fetched with ${way.way}${way.secret === null ? "" : ` and ${way.secret}`} (${way.evidence.file}:${way.evidence.line}).`;
  return {
    kind: "private-module",
    subject: path,
    certain,
    says: `${path} ${certain ? "is" : "seems to be"} private: ${says}. ${fetched}`,
    evidence: [required, ...evidence, ...way === void 0 ? [] : [way.evidence]]
  };
}
__name(privateFact, "privateFact");
function matchesPrefix(pattern, path) {
  const globs = pattern.replace(/\/$/, "").split("/");
  const elements = path.split("/");
  return globs.length <= elements.length && globs.every((glob, at) => wildcard(glob, "^")?.(elements[at]) ?? false);
}
__name(matchesPrefix, "matchesPrefix");

// src/go/facts/profiles.ts
import { posix as posix16 } from "node:path";
var PROFILES = { reads: [], find: findProfiles };
function findProfiles({ main, mains, scan }) {
  if (main === null || scan.others.includes(posix16.join(main.dir, "default.pgo"))) return [];
  const ofOthers = new Set(mains.map(({ dir }) => posix16.join(dir, "default.pgo")));
  return scan.others.filter((path) => path.endsWith(".pgo") && !ofOthers.has(path)).map((path) => ({
    kind: "pgo-elsewhere",
    subject: path,
    certain: true,
    says: `go build does not use the profile ${path}: it is not ${posix16.join(main.dir, "default.pgo")}. Move it there, or build with -pgo=${path}.`,
    evidence: [{ file: path, line: 1 }]
  }));
}
__name(findProfiles, "findProfiles");

// src/go/facts/program-files.ts
import { join as join4 } from "node:path";

// src/go/facts/link-variables.ts
var VERSION_NAMES = /* @__PURE__ */ new Set([
  ...["version", "appversion", "buildversion"],
  ...["commit", "gitcommit", "buildcommit", "gitsha", "githash", "commitsha", "commithash", "revision", "gitrevision"],
  ...["date", "builddate", "buildtime", "commitdate"]
]);
var STAMP_PACKAGE = /version|build|release/i;
var COMMAND_PACKAGE = /^(?:about|app|cli|cmd|command|commands|info|meta)$/;
var LONG_NAME = /^(?:app|build|git|commit).|^version$/;
var MAY_STAMP = new RegExp(`^[ \\t]*(?:var[ \\t]+)?(?:\\w+, *)*(?:${[...VERSION_NAMES].join("|")})\\b`, "im");
function linkVariablesOf(text, file, found, main, paths) {
  if (!MAY_STAMP.test(text)) return [];
  const own = found.dir === main.dir;
  const module = paths.find(({ dir }) => dir === found.moduleDir);
  if (module === void 0) return [];
  const lines = text.split("\n");
  return readBody(text).stringVariables.filter(({ name }) => isStamp(name.toLowerCase(), own ? null : found.name)).map(({ name, line }) => ({
    importPath: own ? "main" : importPathOf(module, found.dir),
    name,
    evidence: { file, line, text: lines[line - 1]?.trim() ?? "" }
  }));
}
__name(linkVariablesOf, "linkVariablesOf");
function isStamp(name, packageName) {
  if (!VERSION_NAMES.has(name)) return false;
  if (packageName === null || STAMP_PACKAGE.test(packageName)) return true;
  return COMMAND_PACKAGE.test(packageName) && LONG_NAME.test(name);
}
__name(isStamp, "isStamp");

// src/go/facts/blocks.ts
var HEAD_TOKENS = 200;
function* blocksOf(tokens) {
  const open = [];
  const braces = [];
  const heads = /* @__PURE__ */ new Map();
  let entry = null;
  let caseEnd = -1;
  for (const [at, { kind, text }] of tokens.entries()) {
    const block = open.at(-1);
    if (text === "{" && kind === "symbol") {
      const head = heads.get(at);
      braces.push(at);
      open.push({ foreign: (block?.foreign ?? false) || (head?.foreign ?? false), subject: head?.subject ?? null });
    } else if (text === "}" && kind === "symbol") {
      open.pop();
      braces.pop();
      if (open.length === 0) entry = null;
    } else if (kind === "name" || kind === "string") {
      if (kind === "name") {
        if (text === "func" && open.length === 0) entry = /^(?:main|init)$/.test(tokens[at + 1]?.text ?? "");
        else if (text === "if" || text === "switch") readHead2(tokens, at, heads);
        else if ((text === "case" || text === "default") && block && block.subject !== null) {
          caseEnd = endOfCase(tokens, at);
          if (block.subject === "runtime.GOOS") {
            block.foreign = (open.at(-2)?.foreign ?? false) || excludesLinux(tokens.slice(at + 1, caseEnd));
          }
        }
      }
      const always = open.length === 0 && entry === null || open.length === 1 && entry === true;
      const subject = at < caseEnd ? block?.subject ?? null : null;
      yield { at, foreign: block?.foreign ?? false, always, subject, braces };
    }
  }
}
__name(blocksOf, "blocksOf");
function readHead2(tokens, at, heads) {
  const last = Math.min(at + HEAD_TOKENS, tokens.length);
  let depth = 0;
  for (let end = at + 1; end < last; end++) {
    const { text } = tokens[end];
    if (text === "(" || text === "[") depth++;
    else if (text === ")" || text === "]") depth--;
    else if (text === "{" && depth === 0) {
      const head = tokens.slice(at + 1, end).map((token) => token.text).join("");
      if (tokens[at].text === "switch") heads.set(end, { foreign: false, subject: head });
      else heads.set(end, { foreign: isForeign(head), subject: null });
      return;
    } else if (depth < 0) return;
  }
}
__name(readHead2, "readHead");
function isForeign(condition) {
  if (condition.includes("||")) return false;
  const match = /(?:^|&&|;)runtime\.GOOS(==|!=)["`](\w+)["`]/.exec(condition);
  return match !== null && match[1] === "==" !== (match[2] === "linux");
}
__name(isForeign, "isForeign");
function endOfCase(tokens, at) {
  const end = tokens.slice(at, at + HEAD_TOKENS).findIndex(({ text }) => text === ":");
  return end < 0 ? at : at + end;
}
__name(endOfCase, "endOfCase");
function excludesLinux(values) {
  const strings = values.filter(({ kind }) => kind === "string").map(({ text }) => text.slice(1, -1));
  return strings.length > 0 && !strings.includes("linux");
}
__name(excludesLinux, "excludesLinux");

// src/go/facts/uses.ts
function wantedOf(rows) {
  const names = /* @__PURE__ */ new Map();
  const methods = /* @__PURE__ */ new Set();
  for (const row of rows) {
    const dot = row.indexOf(".", row.lastIndexOf("/") + 1);
    if (dot === 0) methods.add(row.slice(1));
    else names.set(row.slice(0, dot), (names.get(row.slice(0, dot)) ?? /* @__PURE__ */ new Set()).add(row.slice(dot + 1)));
  }
  const texts = [...names].map(([path, found]) => [path, afterDot(found)]);
  return { names, methods, text: { names: new Map(texts), methods: afterDot(methods) } };
}
__name(wantedOf, "wantedOf");
function afterDot(names) {
  const words = new Set([...names].map((name) => name.split(".")[0]));
  return new RegExp(`\\.\\s*(?:${[...words].join("|")})\\b`);
}
__name(afterDot, "afterDot");
function readUses(text, imports, wanted) {
  if (!mayUse(text, imports, wanted)) return [];
  const next = goTokens(text);
  const tokens = [];
  for (let token = next(); token.kind !== "end"; token = next()) if (token.kind !== "comment") tokens.push(token);
  const constants = stringConstants(tokens);
  const packages = packageNames(imports);
  const uses = [];
  for (const { at, foreign, always, subject, braces } of blocksOf(tokens)) {
    if (foreign) continue;
    const { line } = tokens[at];
    const found = usedAt(tokens, at, { packages, wanted, constants, subject, braces });
    if (found !== null) uses.push({ ...found, always, line });
  }
  return uses;
}
__name(readUses, "readUses");
function mayUse(text, imports, { text: { names, methods } }) {
  return imports.some(({ path }) => names.get(path)?.test(text)) || methods.test(text);
}
__name(mayUse, "mayUse");
function usedAt(tokens, at, file) {
  const { kind, text } = tokens[at];
  if (kind === "string") return comparedArgument(tokens, at, file.subject) ?? literalField(tokens, at, file);
  if (kind !== "name") return null;
  const before = tokens[at - 1]?.text;
  if (before !== ".") return null;
  const path = tokens[at - 3]?.text === "." ? void 0 : file.packages.get(tokens[at - 2]?.text ?? "");
  const called = tokens[at + 1]?.text === "(";
  const given = /* @__PURE__ */ __name(() => called ? argumentsAt(tokens, at + 1, file) : [], "given");
  if (path !== void 0) {
    return file.wanted.names.get(path)?.has(text) ? { what: `${path}.${text}`, arguments: given() } : null;
  }
  return called && file.wanted.methods.has(text) ? { what: `.${text}`, arguments: given() } : null;
}
__name(usedAt, "usedAt");
function comparedArgument(tokens, at, subject) {
  const compared = tokens[at - 1]?.text === "==" && /^os\.Args\[1\]$/.test(
    tokens.slice(Math.max(at - 7, 0), at - 1).map(({ text }) => text).join("")
  );
  const value = compared || subject === "os.Args[1]" ? unquoteGo(tokens[at].text) : null;
  return value === null ? null : { what: "os.Args", arguments: [value] };
}
__name(comparedArgument, "comparedArgument");
function literalField(tokens, at, file) {
  const { packages, wanted, braces } = file;
  if (tokens[at - 1]?.text !== ":" || tokens[at - 2]?.kind !== "name") return null;
  for (const open of braces.slice(-3).reverse()) {
    const type = tokens[open - 1];
    if (type === void 0) return null;
    if (type.kind !== "name") continue;
    const path = tokens[open - 2]?.text === "." ? packages.get(tokens[open - 3]?.text ?? "") : void 0;
    const name = `${type.text}.${tokens[at - 2].text}`;
    const value = path !== void 0 && wanted.names.get(path)?.has(name) ? unquoteGo(tokens[at].text) : null;
    return value === null ? null : { what: `${path}.${name}`, arguments: [value] };
  }
  return null;
}
__name(literalField, "literalField");
var ARGUMENT_TOKENS = 100;
function argumentsAt(tokens, open, { constants, packages }) {
  const values = [[]];
  let depth = 0;
  for (const token of tokens.slice(open + 1, open + ARGUMENT_TOKENS)) {
    depth += depthChange(token.text);
    if (depth < 0) break;
    if (token.kind === "newline") continue;
    if (depth === 0 && token.text === ",") values.push([]);
    else values.at(-1).push(token);
  }
  if (values.at(-1).length === 0) values.pop();
  return values.map((value) => constantOf(value, constants) ?? joined(value, constants, packages));
}
__name(argumentsAt, "argumentsAt");
function constantOf(tokens, constants) {
  if (tokens.length % 2 === 0) return null;
  let value = "";
  for (const [index, { kind, text }] of tokens.entries()) {
    if (index % 2 === 1) {
      if (text !== "+") return null;
      continue;
    }
    const part = kind === "string" ? unquoteGo(text) : constants.get(text);
    if (part === null || part === void 0) return null;
    value += part;
  }
  return value;
}
__name(constantOf, "constantOf");
function joined(tokens, constants, packages) {
  const [name, dot, method, open, ...rest] = tokens;
  if (dot?.text !== "." || method?.text !== "Join" || open?.text !== "(" || rest.pop()?.text !== ")") return null;
  if (!/^(?:path|path\/filepath)$/.test(packages.get(name.text) ?? "")) return null;
  const parts = rest.filter(({ text }) => text !== ",").map((token) => constantOf([token], constants));
  return parts.includes(null) ? null : parts.join("/");
}
__name(joined, "joined");
function packageNames(imports) {
  return new Map(imports.map(({ path, name }) => [name ?? nameOf(path), path]));
}
__name(packageNames, "packageNames");
function nameOf(path) {
  const elements = path.replace(/\/v\d+$/, "").split("/");
  return elements.at(-1).replace(/\.v\d+$/, "");
}
__name(nameOf, "nameOf");
function stringConstants(tokens) {
  const found = /* @__PURE__ */ new Map();
  let block = false;
  tokens.forEach(({ kind, text }, at) => {
    if (text === "const" && kind === "name") block = tokens[at + 1]?.text === "(";
    else if (text === ")") block = false;
    if (kind !== "name" || tokens[at + 1]?.text !== "=" || tokens[at + 2]?.kind !== "string") return;
    const after = tokens[at + 3];
    if (after !== void 0 && after.kind !== "newline" && after.text !== ";" && after.text !== ")") return;
    if (!block && tokens[at - 1]?.text !== "const") return;
    const value = unquoteGo(tokens[at + 2].text);
    if (value !== null) found.set(text, value);
  });
  return found;
}
__name(stringConstants, "stringConstants");

// src/go/facts/program-files.ts
var MOST_LINE4 = 200;
function readProgram(root, { main, packages, modules }, wanted) {
  const uses = [];
  const linkVariables = [];
  const read = wholeReader();
  for (const found of packages) {
    for (const { file, imports } of found.files) {
      const text = read(join4(root, file));
      linkVariables.push(...linkVariablesOf(text, file, found, main, modules));
      const inFile = readUses(text, imports, wanted);
      if (inFile.length === 0) continue;
      const lines = text.split("\n");
      for (const use of inFile) {
        const line = lines[use.line - 1]?.trim().slice(0, MOST_LINE4) ?? "";
        uses.push({ ...use, dir: found.dir, evidence: { file, line: use.line, text: line } });
      }
    }
  }
  return { uses, linkVariables };
}
__name(readProgram, "readProgram");

// src/go/facts/programs.ts
var CALLS = {
  "os/exec.Command": { argument: 0, starts: true },
  "os/exec.CommandContext": { argument: 1, starts: true },
  "os/exec.LookPath": { argument: 0, starts: false }
};
var NOT_OF_A_CONTAINER = /* @__PURE__ */ new Set([
  ...["cmd", "explorer", "ioreg", "open", "osascript", "pbcopy", "pbpaste", "powershell", "pwsh", "reg", "rundll32"],
  ...["sc", "security", "start", "sw_vers", "taskkill", "wmic"],
  ...["sensible-browser", "wslview", "x-www-browser", "xclip", "xdg-open", "xsel"]
]);
var ABSOLUTE_ELSEWHERE = /^\/(?!(?:bin|opt|sbin|usr)\/)/;
var PROGRAMS = { reads: Object.keys(CALLS), find: findPrograms };
function findPrograms({ uses }) {
  const signs = uses.flatMap((use) => {
    const call = CALLS[use.what];
    const subject = call && use.arguments[call.argument];
    if (!subject || NOT_OF_A_CONTAINER.has(subject) || /\.exe$|^\/proc\/|^\s*$/i.test(subject)) return [];
    return [{ subject, certain: call.starts && !ABSOLUTE_ELSEWHERE.test(subject), evidence: use.evidence }];
  });
  return factsBySubject(signs, (subject, own) => ({
    kind: "exec",
    says: own.some(({ certain }) => certain) ? `It starts the program ${subject}, and fails there when the image does not have it.` : `It may start the program ${subject}.`
  }));
}
__name(findPrograms, "findPrograms");

// src/go/facts/runtime-files.ts
import { posix as posix17 } from "node:path";
var CALLS2 = {
  "os.Open": 0,
  "os.ReadFile": 0,
  "os.ReadDir": 0,
  "os.DirFS": 0,
  "io/ioutil.ReadFile": 0,
  "io/ioutil.ReadDir": 0,
  "path/filepath.Glob": 0,
  "path/filepath.Walk": 0,
  "path/filepath.WalkDir": 0,
  "net/http.Dir": 0,
  "net/http.ServeFile": 2,
  "html/template.ParseFiles": "all",
  "html/template.ParseGlob": 0,
  "text/template.ParseFiles": "all",
  "text/template.ParseGlob": 0,
  ".ParseFiles": "all",
  ".ParseGlob": 0,
  ".LoadHTMLFiles": "all",
  ".LoadHTMLGlob": 0,
  ".Static": 1,
  ".StaticFile": 1,
  "github.com/spf13/viper.SetConfigFile": 0,
  "github.com/spf13/viper.AddConfigPath": 0,
  ".SetConfigFile": 0,
  ".AddConfigPath": 0,
  "github.com/golang-migrate/migrate/v4.New": 0,
  "github.com/golang-migrate/migrate/v4.NewWithDatabaseInstance": 0,
  "github.com/pressly/goose/v3.Up": 1
};
var NOT_SHIPPED = /(?:^|\/)(?:go\.(?:mod|sum|work)|\.env(?:\..*)?|\.git)$|\.go$/;
var RUNTIME_FILES = { reads: Object.keys(CALLS2), find: findRuntimeFiles };
function findRuntimeFiles(ground) {
  const { packages, uses, main } = ground;
  if (main === null) return [];
  const embeds = packages.flatMap((found) => found.embeds);
  const signs = uses.flatMap(
    (use) => pathsOf(use).flatMap((opens) => {
      const subject = existing2(opens, ground, main.moduleDir, main.dir);
      if (subject === null) return [];
      if (!use.always && isEmbedded(subject, embeds)) return [];
      return [{ subject, opens, certain: use.always && use.what[0] !== ".", evidence: use.evidence }];
    })
  );
  const paths = /* @__PURE__ */ new Map();
  for (const sign of signs) {
    const key = `${sign.subject}\0${sign.opens}`;
    const own = paths.get(key);
    if (own === void 0) paths.set(key, [sign]);
    else own.push(sign);
  }
  return [...paths.values()].map((own) => {
    const { subject, opens } = own[0];
    const says = `It reads ${opens} when it runs, relative to the folder that it is started in; ${subject} of the repository is that.`;
    return { ...factOf({ kind: "runtime-file", subject, says }, own), opens };
  });
}
__name(findRuntimeFiles, "findRuntimeFiles");
function pathsOf({ what, arguments: values }) {
  const index = CALLS2[what];
  if (index === void 0) return [];
  const given = index === "all" ? values : [values[index] ?? null];
  return given.flatMap((value) => {
    if (value === null) return [];
    const path = posix17.normalize(fixedPart(value.replace(/^file:\/\//, ""))).replace(/(?<=.)\/$/, "");
    return path === "." || /^(?:\.\.(?:\/|$)|[/~\\])/.test(path) || NOT_SHIPPED.test(path) ? [] : [path];
  });
}
__name(pathsOf, "pathsOf");
function existing2(path, { files }, ...folders) {
  const places = [folders[0], ".", ...folders.slice(1)].map((folder) => posix17.join(folder, path));
  return places.find((place2) => files.kind(place2) !== null) ?? null;
}
__name(existing2, "existing");
function isEmbedded(path, embeds) {
  return embeds.some(
    ({ dir, patterns }) => patterns.some((pattern) => {
      const inside = posix17.join(dir, fixedPart(pattern.replace(/^all:/, "")));
      return isAtOrBelow(path, inside) || isAtOrBelow(inside, path);
    })
  );
}
__name(isEmbedded, "isEmbedded");

// src/go/facts/temp-folder.ts
var CREATE = ["os.CreateTemp", "os.MkdirTemp", "io/ioutil.TempFile", "io/ioutil.TempDir"];
var UPLOADS = [".ParseMultipartForm", ".FormFile", ".MultipartForm"];
var TEMP_FOLDER = { reads: [...CREATE, "os.TempDir", ...UPLOADS], find: findTempFolder };
function findTempFolder({ uses }) {
  const signs = uses.flatMap(signOf2);
  if (signs.length === 0) return [];
  const says = signs.some(({ upload }) => !upload) ? "It writes temporary files: /tmp must be there and writable, or TMPDIR must name a folder that is." : "Large uploads go through temporary files: /tmp must be there and writable, or TMPDIR must name a folder that is.";
  return [factOf({ kind: "temp-folder", subject: "/tmp", says }, signs)];
}
__name(findTempFolder, "findTempFolder");
function signOf2(use) {
  const { what, evidence } = use;
  if (what === "os.TempDir") return [{ certain: false, upload: false, evidence }];
  if (CREATE.includes(what)) return use.arguments[0] === "" ? [{ certain: true, upload: false, evidence }] : [];
  return UPLOADS.includes(what) ? [{ certain: false, upload: true, evidence }] : [];
}
__name(signOf2, "signOf");

// src/go/facts/users.ts
var LOOKUPS = {
  "os/user.Current": "/etc/passwd",
  "os/user.Lookup": "/etc/passwd",
  "os/user.LookupId": "/etc/passwd",
  "os/user.LookupGroup": "/etc/group",
  "os/user.LookupGroupId": "/etc/group"
};
var USERS = { reads: Object.keys(LOOKUPS), find: findUsers };
function findUsers({ uses }) {
  const signs = uses.flatMap(({ what, evidence }) => {
    const subject = LOOKUPS[what];
    return subject === void 0 ? [] : [{ subject, certain: what !== "os/user.Current", evidence }];
  });
  return factsBySubject(signs, (subject, own) => ({
    kind: "users",
    says: own.some(({ certain }) => certain) ? `It looks up names in ${subject}.` : `It asks who it runs as: without a line in ${subject}, USER and HOME must be set.`
  }));
}
__name(findUsers, "findUsers");

// src/go/facts/zones.ts
var BUILT_IN = ["", "UTC", "Local"];
var ZONES = { reads: ["time.LoadLocation"], find: findZones };
function findZones({ packages, uses }) {
  if (importOf(packages, "time/tzdata") !== null) return [];
  const signs = uses.filter(({ what }) => what === "time.LoadLocation").map((use) => ({ name: use.arguments[0] ?? null, evidence: use.evidence })).filter(({ name }) => name === null || !BUILT_IN.includes(name)).map((sign) => ({ ...sign, certain: sign.name !== null }));
  if (signs.length === 0) return [];
  const names = [...new Set(signs.flatMap(({ name }) => name ?? []))];
  const says = names.length > 0 ? `It loads the time zone ${names.slice(0, 3).join(", ")} from the database of the image.` : "It loads a time zone that is named when it runs from the database of the image.";
  return [factOf({ kind: "zones", subject: "/usr/share/zoneinfo", says }, signs)];
}
__name(findZones, "findZones");

// src/go/facts/find.ts
var DETECTORS = [
  CERTIFICATES,
  ZONES,
  USERS,
  TEMP_FOLDER,
  PROGRAMS,
  RUNTIME_FILES,
  EMBEDDED,
  GENERATED,
  PRIVATE_MODULES,
  HEALTH,
  PROFILES,
  C_LIBRARIES
];
var MOST_FACTS = 100;
var WANTED = wantedOf(DETECTORS.flatMap(({ reads }) => reads));
function findFacts(root, checkout, main, mains, packages) {
  const { modules, goMods, workspace, scan } = checkout;
  const { uses, linkVariables } = main === null ? { uses: [], linkVariables: [] } : readProgram(root, { main, packages, modules }, WANTED);
  const files = checkoutFiles(root);
  const ground = { main, mains, packages, uses, modules, goMods, workspace, scan, files, ignored: gitIgnore(files) };
  const facts = DETECTORS.flatMap(({ find }) => find(ground).slice(0, MOST_FACTS)).map((fact) => ({
    ...fact,
    says: plain(fact.says)
  }));
  return { facts, linkVariables };
}
__name(findFacts, "findFacts");

// src/go/facts/of-several.ts
function findFactsOfAll(root, checkout, mains, programs) {
  const [one, ...others] = programs.map(({ main, reached }) => findFacts(root, checkout, main, mains, reached));
  if (one === void 0) return findFacts(root, checkout, null, mains, checkout.scan.packages);
  return others.length === 0 ? one : merged([one, ...others]);
}
__name(findFactsOfAll, "findFactsOfAll");
function merged(found) {
  const facts = /* @__PURE__ */ new Map();
  for (const fact of found.flatMap(({ facts: facts2 }) => facts2)) {
    const key = `${fact.kind} ${fact.subject}`;
    const known = facts.get(key);
    facts.set(key, known === void 0 ? fact : both(known, fact));
  }
  const variables = /* @__PURE__ */ new Map();
  for (const variable of found.flatMap(({ linkVariables }) => linkVariables))
    variables.set(`${place(variable.evidence)} ${variable.name}`, variable);
  const elsewhere = /* @__PURE__ */ __name((fact) => found.every(({ facts: facts2 }) => facts2.some((one) => one.kind === fact.kind && one.subject === fact.subject)), "elsewhere");
  return {
    facts: [...facts.values()].filter((fact) => fact.kind !== "pgo-elsewhere" || elsewhere(fact)),
    linkVariables: [...variables.values()]
  };
}
__name(merged, "merged");
function both(one, other) {
  const stronger = other.certain && !one.certain ? other : one;
  const places = new Map([...stronger.evidence, ...one.evidence, ...other.evidence].map((at) => [place(at), at]));
  return { ...stronger, evidence: [...places.values()].slice(0, MOST_EVIDENCE) };
}
__name(both, "both");

// src/go/go-list.ts
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { isAbsolute, join as join5, relative as relative2 } from "node:path";
var PATIENCE_MS = 8e3;
var MOST_MODULES2 = 10;
var MOST_PROGRAMS = 200;
async function listMains(checkout, go) {
  const { scan, modules, workspace } = checkout;
  const withPrograms = modules.filter(
    ({ dir }) => scan.packages.some((one) => one.moduleDir === dir && one.funcMain !== null)
  );
  if (withPrograms.length > MOST_MODULES2) return { dirs: null, why: `more than ${MOST_MODULES2} modules have programs` };
  const root = await realpath(checkout.root);
  const home = await mkdtemp(join5(go.temp, "go-list-"));
  const env = environment(go.path, root, home);
  const workOf = /* @__PURE__ */ __name((dir) => workspace?.uses.includes(dir) ? join5(root, workspace.file) : "off", "workOf");
  const signal = AbortSignal.any([go.signal, AbortSignal.timeout(PATIENCE_MS)]);
  const template = '{{if eq .Name "main"}}{{.Dir}}{{end}}';
  const args = ["list", "-e", "-find", "-buildvcs=false", "-f", template, "--"];
  try {
    const answers = await Promise.all(
      withPrograms.map(
        ({ dir }) => go.execute("go", [...args, ...patternsOf(dir, checkout)], {
          ...{ cwd: join5(root, dir), env: { ...env, GOWORK: workOf(dir) }, signal }
        })
      )
    );
    const failed = answers.find(({ exitCode }) => exitCode !== 0);
    if (failed !== void 0) return { dirs: null, why: whyItFailed(failed.stderr) };
    const lines = answers.flatMap(({ stdout }) => stdout.split("\n")).filter((line) => line !== "");
    return { dirs: new Set(lines.map((line) => relative2(root, line) || ".")) };
  } catch (error) {
    if (go.signal.aborted) throw error;
    const isMissing2 = error.code === "ENOENT";
    return { dirs: null, why: isMissing2 ? "no Go on this machine" : "go list did not answer in time" };
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
__name(listMains, "listMains");
function patternsOf(moduleDir, { scan }) {
  const dirs = scan.packages.filter((one) => one.moduleDir === moduleDir && one.funcMain !== null).map(({ dir }) => `./${relative2(moduleDir, dir)}`);
  const isPlain = dirs.every((dir) => /^[\w./+~-]+$/.test(dir) && !dir.includes("..."));
  return isPlain && dirs.length <= MOST_PROGRAMS ? dirs : ["./..."];
}
__name(patternsOf, "patternsOf");
function environment(path, root, home) {
  const isTheirs = /* @__PURE__ */ __name((folder) => !relative2(root, folder).startsWith(".."), "isTheirs");
  const folders = path.split(":").filter((folder) => isAbsolute(folder) && !isTheirs(folder));
  return {
    ...{ PATH: folders.join(":"), TMPDIR: home, GOCACHE: join5(home, "build"), GOMODCACHE: join5(home, "mod") },
    ...{ GOENV: "off", GOFLAGS: "-mod=readonly", GOTOOLCHAIN: "local", GOPROXY: "off", GOVCS: "*:off", GOSUMDB: "off" },
    // An index of the standard library would be made for this one question: 0.5 s instead of 0.15 s in a small module.
    GODEBUG: "goindex=0",
    ...{ GO111MODULE: "on", GOOS: "linux", GOARCH: "amd64" },
    // Files that import "C" are of the program too; those for the case without cgo alone are left to the scan.
    CGO_ENABLED: "1"
  };
}
__name(environment, "environment");
function whyItFailed(stderr) {
  const [, needed, here] = /requires go >= ([\d.]+)[^\n]*running go ([\d.]+)/.exec(stderr) ?? [];
  return needed === void 0 ? "go list failed" : `go ${needed} is asked for, and Go ${here} is here`;
}
__name(whyItFailed, "whyItFailed");

// src/go/mains.ts
import { posix as posix19 } from "node:path";

// src/go/shipping.ts
import { posix as posix18 } from "node:path";
function usersOf(scan, tools) {
  const generators = scan.generators.map(({ argument, dir, evidence }) => ({ path: whatRuns(argument, dir), evidence }));
  return { tools: firstOf(tools), toolImports: firstOf(scan.toolImports), generators: firstOf(generators) };
}
__name(usersOf, "usersOf");
function firstOf(places) {
  return new Map(places.toReversed().map(({ path, evidence }) => [path, evidence]));
}
__name(firstOf, "firstOf");
function whatRuns(argument, dir) {
  const path = argument.endsWith(".go") ? posix18.dirname(argument) : argument;
  return /^\.{1,2}(?:\/|$)/.test(path) ? shown(posix18.join(dir, path).replace(/\/$/, "")) : path;
}
__name(whatRuns, "whatRuns");
var FOLDERS = [
  { names: ["example", "examples", "sample", "samples", "demo", "demos"], what: "example" },
  {
    names: [
      ...["test", "tests", "testing", "testdata", "testutil", "testutils", "testcmd", "e2e", "integration", "fuzz"],
      ...["mock", "mocks", "fake", "fakes", "conformance"]
    ],
    what: "test program"
  },
  { names: ["bench", "benches", "benchmark", "benchmarks"], what: "benchmark" },
  { names: ["tools", "tool", "devtools", "hack", "contrib", "ci"], what: "developer tool" },
  { names: ["scripts", "script", "magefiles"], what: "script" },
  { names: ["gen", "generate", "generator", "generators", "codegen"], what: "generator" },
  { names: ["doc", "docs", "documentation", "website"], what: "program of the documentation" }
];
var NAMES = [
  { name: /^(?:gen|generate|codegen)[-_]|^gen(?:docs?|man|manpages?|completions?)$/, what: "generator" },
  { name: /[-_](?:gen|generator|codegen)$|(?:code|docs?|data|schema|mock|stub)gen$/, what: "generator" },
  { name: /^protoc-gen-/, what: "plugin of protoc" },
  { name: /bench(?:mark)?$|^load-?(?:test|gen)(?:er|erator)?$/, what: "benchmark" },
  { name: /^(?:mock|fake|dummy)[-_]|[-_](?:mock|fake|test)$/, what: "test program" }
];
function whyNotShipping(program, users, below = ".") {
  if (program.dir === ".") return null;
  const segments = posix18.relative(below, program.dir).split("/");
  const own = standsInCmd(segments) ? segments.length - 1 : segments.length;
  for (const segment of segments.slice(0, own)) {
    const what = folderKind(segment) ?? (/[-_](?:e2e|tests?)$/i.test(segment) ? "test program" : null);
    if (what !== null) return `${what}: in a folder named ${segment}`;
  }
  const inner = segments.indexOf("internal", 1);
  if (inner !== -1 && !segments.includes("cmd", inner) && program.ports.length === 0) {
    return `developer tool: internal to ${segments.slice(0, inner).join("/")}`;
  }
  const { tools, toolImports, generators } = users;
  const tool = tools.get(program.importPath);
  if (tool !== void 0) return `developer tool: named by a tool line (${place(tool)})`;
  const imported = toolImports.get(program.importPath);
  if (imported !== void 0) return `developer tool: imported for the build tag tools (${place(imported)})`;
  const generator = generators.get(shown(program.dir)) ?? generators.get(program.importPath);
  return generator === void 0 ? null : `generator: run by //go:generate (${place(generator)})`;
}
__name(whyNotShipping, "whyNotShipping");
function whyRatherNot({ dir }) {
  const segments = dir.split("/");
  if (/(?:^|\/)internal\/cmd\//.test(dir)) return "developer tool: in a folder internal/cmd";
  const name = segments.at(-1);
  const what = standsInCmd(segments) ? folderKind(name) : null;
  const row = NAMES.find((row2) => row2.name.test(name));
  const kind = what ?? row?.what;
  return kind === void 0 ? null : `${kind}: named ${name}`;
}
__name(whyRatherNot, "whyRatherNot");
function standsInCmd(segments) {
  return segments.at(-2) === "cmd";
}
__name(standsInCmd, "standsInCmd");
function folderKind(name) {
  return FOLDERS.find(({ names }) => names.includes(name.toLowerCase()))?.what ?? null;
}
__name(folderKind, "folderKind");

// src/go/mains.ts
var MOST_REACHED = 200;
function mainsOf(checkout, { asked, listed }) {
  const { scan, modules } = checkout;
  const programCount = scan.packages.filter(({ funcMain }) => funcMain !== null).length;
  const programs = modules.flatMap(
    (module) => scan.packages.filter(({ moduleDir, funcMain }) => moduleDir === module.dir && funcMain !== null).filter(({ dir, withoutCgo }) => listed.dirs === null || listed.dirs.has(dir) || withoutCgo !== null).map((found) => {
      const { dir } = found;
      const ports = portsOf(programCount > MOST_REACHED ? [found] : checkout.reach(found));
      return { module, found, dir, importPath: importPathOf(module, dir), ports };
    })
  );
  const reasons = whyNot(programs, checkout, asked);
  const shipping = /* @__PURE__ */ new Map();
  for (const [index, { module }] of programs.entries()) {
    if (reasons[index] === null) shipping.set(module, (shipping.get(module) ?? 0) + 1);
  }
  return programs.map(({ module, found, dir, importPath, ports }, index) => ({
    importPath,
    dir,
    moduleDir: module.dir,
    shipping: reasons[index] === null,
    reason: reasons[index] ?? shippingReason(shipping.get(module), scan.moduleDirs.length),
    evidence: found.funcMain,
    versionVariables: found.stringVariables.filter(({ name }) => VERSION_NAMES.has(name.toLowerCase())),
    ports,
    ...found.synopsis !== null && { synopsis: found.synopsis }
  }));
}
__name(mainsOf, "mainsOf");
function whyNot(programs, { scan, goMods }, asked) {
  const tools = [...goMods].flatMap(
    ([dir, mod]) => mod.tool.filter(({ path }) => `${path}/`.startsWith(`${mod.module?.path}/`)).map(({ path, line }) => ({ path, evidence: { file: posix19.join(dir, "go.mod"), line } }))
  );
  const users = usersOf(scan, tools);
  const certain = programs.map(
    (program) => whyNotShipping(program, users, program.module === asked ? program.module.dir : ".")
  );
  const weak = programs.map(
    (program, index) => certain[index] ?? (program.ports.length > 0 ? null : whyRatherNot(program))
  );
  const rivals = /* @__PURE__ */ __name((index) => asked === null || programs[index].module === asked, "rivals");
  return weak.some((reason, index) => reason === null && rivals(index)) ? weak : certain;
}
__name(whyNot, "whyNot");
function shippingReason(inModule, modules) {
  if (inModule > 1) return `one of ${inModule} commands`;
  return modules > 1 ? "the only command of its module" : "the only command";
}
__name(shippingReason, "shippingReason");
function portsOf([own, ...others]) {
  const imported = others.flatMap(({ ports: ports2 }) => ports2).filter(({ rank }) => rank < FLAG_RANK).sort((a, b) => a.rank - b.rank);
  const ports = [];
  for (const { port, evidence } of [...own.ports, ...imported]) {
    if (!ports.some((known) => known.port === port)) ports.push({ port, evidence });
  }
  return ports;
}
__name(portsOf, "portsOf");

// src/go/modules.ts
import { posix as posix21 } from "node:path";

// src/go/vendor.ts
import { posix as posix20 } from "node:path";
function usesVendor({ members, work }, modules) {
  if (modules === null) return false;
  const go = (work === null ? members[0].mod.go : work.go)?.version;
  if (go === void 0 || isBefore114(go)) return false;
  return /^## workspace\b/.test(modules) === (work !== null);
}
__name(usesVendor, "usesVendor");
function vendorProblems(loaded, modules) {
  const vendored = readModulesText(modules);
  const { members, work } = loaded;
  const goMod = work === null ? "go.mod" : "a go.mod";
  const replaces = replacesOf(loaded);
  const problems = [];
  for (const { mod } of members) {
    for (const required2 of mod.require) {
      if (vendored.get(keyOf(required2))?.explicit) continue;
      problems.push(`${nameOf2(required2)} is required in go.mod, but not marked as explicit in vendor/modules.txt`);
    }
  }
  const own = new Set(members.flatMap(({ mod }) => mod.module === null ? [] : [mod.module.path]));
  for (const [key, { old, replacement }] of replaces) {
    const marked = vendored.get(key)?.replacement ?? null;
    if (marked === null && own.has(old.path) && old.version === null) continue;
    if (marked === null) problems.push(`${nameOf2(old)} is replaced, but not marked as replaced in vendor/modules.txt`);
    else if (keyOf(marked) !== keyOf(replacement))
      problems.push(
        `${nameOf2(old)} is replaced by ${nameOf2(replacement)}, but by ${nameOf2(marked)} in vendor/modules.txt`
      );
  }
  const required = new Set(members.flatMap(({ mod }) => mod.require.map(keyOf)));
  for (const { module, explicit, used, replacement } of vendored.values()) {
    if (used && explicit && !required.has(keyOf(module)))
      problems.push(`${nameOf2(module)} is marked as explicit in vendor/modules.txt, but not required in ${goMod}`);
    const isReplaced = replaces.has(keyOf(module)) || replaces.has(keyOf({ path: module.path, version: null }));
    if (replacement !== null && !isReplaced)
      problems.push(`${nameOf2(module)} is marked as replaced in vendor/modules.txt, but not replaced in ${goMod}`);
  }
  return problems;
}
__name(vendorProblems, "vendorProblems");
function isBefore114(go) {
  const [major, minor] = go.split(".").map((part) => Number.parseInt(part, 10));
  return major < 1 || major === 1 && minor < 14;
}
__name(isBefore114, "isBefore114");
function readModulesText(text) {
  const vendored = /* @__PURE__ */ new Map();
  let current = null;
  for (const line of text.split("\n")) {
    if (line.startsWith("# ")) current = readModuleLine(line, vendored);
    else if (current === null) continue;
    else if (line.startsWith("## ")) {
      const words = line.slice(3).split(";");
      if (words.some((word) => word.trim() === "explicit")) current.explicit = true;
    } else if (/^\S+$/.test(line.trim())) current.used = true;
  }
  return vendored;
}
__name(readModulesText, "readModulesText");
function readModuleLine(line, vendored) {
  const [, path, second, ...rest] = line.trim().split(/\s+/);
  if (path === void 0 || second === void 0) return null;
  const version = canonicalVersion(second) === null ? null : second;
  if (version === null && second !== "=>") return null;
  const module = { path, version };
  const found = vendored.get(keyOf(module)) ?? { module, explicit: false, replacement: null, used: false };
  vendored.set(keyOf(module), found);
  const [newPath, newVersion, ...more] = version === null ? rest : rest[0] === "=>" ? rest.slice(1) : [];
  const isFolder = newVersion === void 0;
  if (newPath !== void 0 && more.length === 0 && (isFolder || canonicalVersion(newVersion) !== null))
    found.replacement = { path: newPath, version: newVersion ?? null };
  return found;
}
__name(readModuleLine, "readModuleLine");
function replacesOf({ members, work }) {
  const replaces = /* @__PURE__ */ new Map();
  const add = /* @__PURE__ */ __name(({ old, new: replacement }, dir) => {
    if (replaces.has(keyOf(old))) return;
    replaces.set(keyOf(old), { old, replacement: dir === null ? replacement : seenFrom(dir, replacement) });
  }, "add");
  for (const replace of work?.replace ?? []) add(replace, null);
  for (const { dir, mod } of members) {
    for (const replace of mod.replace) add(replace, work === null ? null : dir);
  }
  return replaces;
}
__name(replacesOf, "replacesOf");
function seenFrom(dir, replacement) {
  if (replacement.version !== null || replacement.path.startsWith("/")) return replacement;
  const path = posix20.join(dir, replacement.path).replace(/(?<=.)\/$/, "");
  return { path: isDirectoryPath(path) ? path : `./${path}`, version: null };
}
__name(seenFrom, "seenFrom");
function keyOf({ path, version }) {
  return `${path}@${version ?? ""}`;
}
__name(keyOf, "keyOf");
function nameOf2(module) {
  return module.version === null ? module.path : keyOf(module);
}
__name(nameOf2, "nameOf");

// src/go/modules.ts
function readCheckout(root, wanted) {
  const workspace = readWorkspace(root);
  const warnings = workspaceWarnings(root, workspace);
  const goMods = /* @__PURE__ */ new Map();
  const needed = /* @__PURE__ */ new Set([".", ...workspace?.uses ?? [], ...wanted === void 0 ? [] : [posix21.normalize(wanted)]]);
  const scan = scanProject(root, (dir) => {
    try {
      const file = posix21.join(dir, "go.mod");
      const text = readInside(root, file);
      if (text === null) throw new UserError("go-mod-syntax", `${file}: this is no file of the checkout`);
      const mod = parseGoMod(text, file);
      if (mod.module === null && !needed.has(dir)) return [];
      if (mod.module === null) throw withoutModuleLine(file);
      goMods.set(dir, mod);
      return mod.ignore.map(({ path }) => path);
    } catch (error) {
      if (!(error instanceof UserError) || needed.has(dir)) throw error;
      warnings.push(`${error.message} (this module is left out)`);
      return [];
    }
  });
  const members = (workspace?.uses ?? []).flatMap((dir) => goMods.has(dir) ? [{ dir, mod: goMods.get(dir) }] : []);
  const work = workspace?.work ?? null;
  const ofWorkspace = work !== null && usesVendor({ members, work }, readInside(root, VENDORED));
  const modules = [...goMods].map(([dir, mod]) => {
    const own = { members: [{ dir, mod }], work: null };
    const isMember = members.some((member) => member.dir === dir);
    const vendor = isMember ? ofWorkspace : usesVendor(own, readInside(root, posix21.join(dir, VENDORED)));
    return { ...readModule(root, dir, mod), vendor };
  });
  const packages = scan.packages.filter(({ moduleDir }) => goMods.has(moduleDir));
  const told = workspace && {
    ...{ file: "go.work", uses: workspace.uses, vendor: ofWorkspace },
    ...releaseLines(workspace.work),
    sum: isFileInside(root, "go.work.sum"),
    localReplaces: localReplaces(root, ".", workspace.work.replace)
  };
  return {
    ...{ root, scan: { ...scan, packages }, modules, goMods, workspace: told, work, warnings },
    reach: reachability(packages, modules, told)
  };
}
__name(readCheckout, "readCheckout");
var VENDORED = "vendor/modules.txt";
function withoutModuleLine(file) {
  return new UserError(
    "go-mod-syntax",
    `${file}: no module line was found; add one, for example: module example.com/app`
  );
}
__name(withoutModuleLine, "withoutModuleLine");
function readModule(root, dir, mod) {
  const { lines, ...release } = releaseLines(mod);
  return {
    dir,
    path: mod.module.path,
    ...release,
    goSum: isFileInside(root, posix21.join(dir, "go.sum")),
    localReplaces: localReplaces(root, dir, mod.replace),
    lines: { module: mod.module.line, ...lines }
  };
}
__name(readModule, "readModule");
function releaseLines({ go, toolchain }) {
  const named = toolchain?.name === "default" ? null : toolchain;
  return {
    ...{ go: go?.version ?? null, toolchain: named?.name ?? null },
    lines: { go: go?.line ?? null, toolchain: named?.line ?? null }
  };
}
__name(releaseLines, "releaseLines");
function localReplaces(root, dir, replaces) {
  return replaces.filter((replace) => replace.new.version === null && isDirectoryPath(replace.new.path)).map(({ old, new: replacement, line }) => ({ path: old.path, dir: fromRoot(root, dir, replacement.path), line }));
}
__name(localReplaces, "localReplaces");

// src/go/obstacles.ts
import { posix as posix23 } from "node:path";

// src/go/wider-context.ts
import { join as join6, posix as posix22, relative as relative3, resolve } from "node:path";
function widerContext(root, needed, moduleDir) {
  const levels = needed.split("/").filter((part) => part === "..").length;
  const context = resolve(root, ...Array.from({ length: levels }, () => ".."));
  const repository = repositoryOf(root);
  if (repository !== null && relative3(repository, context).startsWith(".."))
    return "It is not in this repository either, so that no checkout has it: put it into the repository, or require a published version.";
  const module = relative3(context, join6(root, moduleDir));
  return `Set the context ${count(levels, "folder")} up, to ${posix22.basename(context)}, and add to the step:   module: ${module}`;
}
__name(widerContext, "widerContext");

// src/go/obstacles.ts
function obstaclesOf(main, reached, checkout) {
  const module = checkout.modules.find(({ dir }) => dir === main.moduleDir);
  const loaded = loadedWith(module, checkout);
  const outside = loaded.work === null ? [] : workspaceOutside(module, checkout);
  if (outside.length > 0) return outside;
  if (module.vendor) return inconsistentVendor(loaded, module, checkout);
  const needs = needsOf(reached, loaded);
  return [...unreachableFolders(needs, module, checkout), ...missingSums(needs, loaded, checkout)];
}
__name(obstaclesOf, "obstaclesOf");
function loadedWith(module, { goMods, workspace, work }) {
  const of = /* @__PURE__ */ __name((dir) => goMods.has(dir) ? [{ dir, mod: goMods.get(dir) }] : [], "of");
  const isMember = workspace?.uses.includes(module.dir) ?? false;
  return isMember ? { members: workspace.uses.flatMap(of), work } : { members: of(module.dir), work: null };
}
__name(loadedWith, "loadedWith");
function workspaceOutside(module, { root, workspace, work }) {
  const outside = (workspace?.uses ?? []).flatMap((dir, index) => isOutside(dir) ? [{ dir, index }] : []);
  const [first] = outside;
  if (first === void 0) return [];
  const { path, line } = work.use[first.index];
  const message = `go.work:${line} uses ${path}, which is outside the build context. ${widerContext(root, first.dir, module.dir)}`;
  return [{ code: "go-work-outside", message, evidence: [{ file: "go.work", line }] }];
}
__name(workspaceOutside, "workspaceOutside");
function inconsistentVendor(loaded, module, { root }) {
  const file = posix23.join(loaded.work === null ? module.dir : ".", "vendor/modules.txt");
  const problems = vendorProblems(loaded, readInside(root, file) ?? "");
  if (problems.length === 0) return [];
  const rest = problems.length > 1 ? `, and ${count(problems.length - 1, "more difference")}` : "";
  const command = loaded.work === null ? "go mod vendor" : "go work vendor";
  const message = `${file} does not agree with ${loaded.work === null ? "go.mod" : "the workspace"}: ${problems[0]}${rest}. Run "${command}" and commit the folder vendor.`;
  return [{ code: "vendor-inconsistent", message, evidence: [{ file, line: 1 }] }];
}
__name(inconsistentVendor, "inconsistentVendor");
function unreachableFolders(needs, module, checkout) {
  const { root } = checkout;
  for (const { file, localReplaces: localReplaces2 } of replacing(module, checkout)) {
    for (const { path, dir, line } of localReplaces2) {
      const need = needs.find((one) => one.module === path);
      if (need === void 0) continue;
      const at = { file, line };
      const what = `${place(at)} replaces ${path}, which ${place(need.evidence)} imports, with the folder ${dir}`;
      const evidence = [at, need.evidence];
      if (isOutside(dir)) {
        const message = `${what}; that is outside the build context. ${widerContext(root, dir, module.dir)}`;
        return [{ code: "replace-outside", message, evidence }];
      }
      if (isFileInside(root, posix23.join(dir, "go.mod"))) continue;
      const isSubmodule = readInside(root, ".gitmodules")?.includes(`path = ${dir}
`) ?? false;
      const remedy = isSubmodule ? "It is a git submodule; set submodules: true at actions/checkout." : "Commit that folder, or correct the line.";
      return [{ code: "replace-missing", message: `${what}; there is no go.mod there. ${remedy}`, evidence }];
    }
  }
  return [];
}
__name(unreachableFolders, "unreachableFolders");
var goModOf = /* @__PURE__ */ __name(({ dir, localReplaces: localReplaces2 }) => ({ file: posix23.join(dir, "go.mod"), localReplaces: localReplaces2 }), "goModOf");
function replacing(module, { modules, workspace, work }) {
  if (!workspace?.uses.includes(module.dir)) return [goModOf(module)];
  const won = new Set(work.replace.filter(({ old }) => old.version === null).map(({ old }) => old.path));
  const members = modules.filter(({ dir }) => workspace.uses.includes(dir)).map(goModOf);
  return [
    workspace,
    ...members.map((one) => ({ ...one, localReplaces: one.localReplaces.filter(({ path }) => !won.has(path)) }))
  ];
}
__name(replacing, "replacing");
function missingSums(needs, { members, work }, { root, modules }) {
  const isThere = /* @__PURE__ */ __name((dir) => modules.some((module) => module.dir === dir && module.goSum), "isThere");
  if (members.some(({ dir }) => isThere(dir)) || work !== null && isFileInside(root, "go.work.sum")) return [];
  const replaces = [...work?.replace ?? [], ...members.flatMap(({ mod }) => mod.replace)];
  const folders = new Set(replaces.filter((one) => one.new.version === null).map((one) => one.old.path));
  const need = needs.find(({ module }) => !folders.has(module));
  if (need === void 0) return [];
  const file = posix23.join(members[0].dir, "go.sum");
  const message = `${place(need.evidence)} imports a package of ${need.module}, but there is no ${file}. Run "go mod tidy" and commit go.sum; make sure that .gitignore does not leave it out.`;
  return [{ code: "no-go-sum", message, evidence: [need.evidence] }];
}
__name(missingSums, "missingSums");
function needsOf(reached, { members }) {
  const own = members.flatMap(({ mod }) => mod.module === null ? [] : [mod.module.path]);
  const required = new Set(members.flatMap(({ mod }) => mod.require.map(({ path }) => path)));
  const known = /* @__PURE__ */ new Set([...own, ...required]);
  const needs = /* @__PURE__ */ new Map();
  for (const { imports } of reached) {
    for (const [path, evidence] of imports) {
      const module = providerOf(path, known);
      if (module !== null && required.has(module) && !own.includes(module) && !needs.has(module))
        needs.set(module, { module, evidence });
    }
  }
  return [...needs.values()];
}
__name(needsOf, "needsOf");
function providerOf(importPath, modules) {
  for (let path = importPath; path !== "." && path !== "/"; path = posix23.dirname(path)) {
    if (modules.has(path)) return path;
  }
  return null;
}
__name(providerOf, "providerOf");
function replaceWarnings({ root, modules, workspace }, obstacles) {
  const told = new Set(obstacles.flatMap(({ evidence }) => evidence.map(({ file }) => file)));
  return [...workspace === null ? [] : [workspace], ...modules.map(goModOf)].flatMap(({ file, localReplaces: localReplaces2 }) => {
    if (told.has(file)) return [];
    const missing = localReplaces2.filter(({ dir }) => isOutside(dir) || !isFileInside(root, posix23.join(dir, "go.mod")));
    const [first, ...others] = missing;
    if (first === void 0) return [];
    const why = isOutside(first.dir) ? "which is outside the build context; set the context to a folder that holds both" : "which has no go.mod in this checkout";
    const more = others.length > 0 ? ` (${count(others.length, "more line")} like it)` : "";
    return [`${file}:${first.line} replaces ${first.path} with the folder ${first.dir}, ${why}${more}.`];
  });
}
__name(replaceWarnings, "replaceWarnings");

// src/go/inspect.ts
async function inspectProject(options) {
  return (await inspectSources(options)).project;
}
__name(inspectProject, "inspectProject");
async function inspectSources(options) {
  const { root } = options;
  if (!statSync4(root, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UserError("no-folder", `${root} is not a folder; check out the repository first, or correct the context.`);
  }
  const checkout = readCheckout(root, options.module);
  const listed = options.go ? await listMains(checkout, options.go) : { dirs: null, why: "go list was not asked" };
  const { modules, workspace, warnings, scan } = checkout;
  const asked = options.module === void 0 || modules.length === 0 ? null : findModule(options.module, modules);
  const mains = mainsOf(checkout, { asked, listed });
  const decision = decide(options, asked, checkout, mains);
  const programs = chosenMains(decision).map((main) => ({ main, reached: reachedFrom(main, checkout) }));
  const reached = programs.length === 0 ? scan.packages : [...new Set(programs.flatMap((program) => program.reached))];
  const cgo = programs.length === 0 ? [] : cgoEvidence(reached);
  const obstacles = programs.flatMap((program) => obstaclesOf(program.main, program.reached, checkout));
  const project = {
    schema: 1,
    modules,
    workspace,
    mains,
    mainsBy: listed.dirs === null ? { goList: false, why: listed.why } : { goList: true },
    decision,
    obstacles,
    cgo: { needed: cgo.length > 0, evidence: cgo },
    embeds: reached.flatMap(({ embeds }) => embeds),
    packages: reached.map(({ dir }) => dir),
    ...findFactsOfAll(root, checkout, mains, programs),
    pgo: programs.flatMap(({ main }) => ifThere(root, posix24.join(main.dir, "default.pgo")) ?? []),
    ownDockerfile: ifThere(root, "Dockerfile"),
    warnings: [...warnings, ...replaceWarnings(checkout, obstacles)]
  };
  return { project, packages: reached };
}
__name(inspectSources, "inspectSources");
function reachedFrom({ dir }, { scan, reach }) {
  return reach(scan.packages.find((found) => found.dir === dir));
}
__name(reachedFrom, "reachedFrom");
function ifThere(root, path) {
  return statSync4(join7(root, path), { throwIfNoEntry: false })?.isFile() ? path : null;
}
__name(ifThere, "ifThere");

export {
  checkoutFiles,
  cgoModule,
  chosenMains,
  moduleDirsOf,
  shown,
  place,
  saidBy,
  describeCandidates,
  programOf,
  isBuilt,
  nameMatches,
  importPathOf,
  readCheckout,
  inspectProject,
  inspectSources
};
