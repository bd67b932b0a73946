import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  wildcard
} from "./chunk-RPTUHRE5.js";
import {
  __name
} from "./chunk-L77EYN5P.js";

// src/dockerfile/ignored.ts
import { posix } from "node:path";
function readIgnoreFile(text) {
  const patterns = text.replace(/^\uFEFF/, "").split("\n").flatMap(
    (line, index) => line.startsWith("#") || line.trim() === "" ? [] : [{ ...readPattern(line), line: index + 1, text: line.trim() }]
  );
  const none = patterns.map(() => false);
  const folders = /* @__PURE__ */ new Map();
  const resultsOfFolder = /* @__PURE__ */ __name((path) => {
    const before = folders.get(path);
    if (before) return before;
    const results = resultsOf(path);
    folders.set(path, results);
    return results;
  }, "resultsOfFolder");
  const resultsOf = /* @__PURE__ */ __name((path) => {
    const slash = path.lastIndexOf("/");
    const inherited = slash < 0 ? none : resultsOfFolder(path.slice(0, slash));
    let ignored = false;
    return patterns.map(({ negated, matches }, index) => {
      const match = inherited[index] || negated === ignored && matches(path);
      if (match) ignored = !negated;
      return match;
    });
  }, "resultsOf");
  return (path) => {
    const last = patterns[resultsOf(path).lastIndexOf(true)];
    return last === void 0 || last.negated ? null : { line: last.line, text: last.text };
  };
}
__name(readIgnoreFile, "readIgnoreFile");
function readPattern(line) {
  let text = line.trim();
  const negated = text.startsWith("!");
  if (negated) text = text.slice(1).trim();
  text = posix.normalize(text).replace(/(?<=.)\/$/, "");
  if (text.length > 1) text = text.replace(/^\//, "");
  if (!negated && text.startsWith("!")) return { negated: true, matches: compile(text.slice(1)) };
  return { negated, matches: compile(text) };
}
__name(readPattern, "readPattern");
function compile(pattern) {
  const suffix = /^\*\*([^*?[\]\\]*)$/.exec(pattern)?.[1];
  if (suffix !== void 0) return (path) => path.endsWith(suffix) || suffix[0] === "/" && path === suffix.slice(1);
  if (!/[*?[\]\\]/.test(pattern)) return (path) => path === pattern;
  const ending = /^\*\*\/\*([^*?[\]\\/]*)$/.exec(pattern)?.[1];
  if (ending !== void 0) return (path) => path.endsWith(ending);
  const pieces = readPieces(pattern);
  if (pieces === null) return () => false;
  const [literal = ""] = pattern.split(/[*?\\]|\*\*\/|\[.*\]/).sort((a, b) => b.length - a.length);
  const plain = literal.replace(/^\//, "");
  return (path) => path.includes(plain) && follow(pieces, path);
}
__name(compile, "compile");
function readPieces(pattern) {
  const pieces = [];
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === "*" && pattern[at + 1] === "*") {
      at += pattern[at + 2] === "/" ? 2 : 1;
      pieces.push(at + 1 >= pattern.length ? "anything" : "folders");
    } else if (char === "*") pieces.push("name");
    else if (char === "?") pieces.push((found) => found !== "/");
    else if (char === "[" || char === "\\") {
      const end = char === "[" ? pattern.indexOf("]", at + 2) : at + 1;
      const test = end < 0 ? null : wildcard(pattern.slice(at, end + 1), "^");
      if (test === null) return null;
      pieces.push(test);
      at = end;
    } else pieces.push((found) => found === char);
  }
  return pieces;
}
__name(readPieces, "readPieces");
function follow(pieces, path) {
  let states = /* @__PURE__ */ new Set();
  let within = /* @__PURE__ */ new Set();
  const enter = /* @__PURE__ */ __name((into, begun, state) => {
    if (into.has(state)) return;
    into.add(state);
    const piece = pieces[state];
    if (piece === "folders") begun.add(state);
    if (typeof piece === "string") enter(into, begun, state + 1);
  }, "enter");
  enter(states, within, 0);
  for (const char of path) {
    const next = /* @__PURE__ */ new Set();
    const begun = new Set(within);
    for (const state of states) {
      const piece = pieces[state];
      if (piece === "anything" || piece === "name" && char !== "/") enter(next, begun, state);
      else if (typeof piece === "function" && piece(char)) enter(next, begun, state + 1);
    }
    if (char === "/") for (const state of within) enter(next, begun, state + 1);
    states = next;
    within = begun;
    if (states.size + within.size === 0) return false;
  }
  return states.has(pieces.length);
}
__name(follow, "follow");

// src/go/release.ts
import { posix as posix2 } from "node:path";
var MAINTAINED = [
  { minor: 26, patch: 11 },
  { minor: 27, patch: 4 }
];
var NEWEST = MAINTAINED.at(-1);
var OLDEST_MAINTAINED = `1.${MAINTAINED[0].minor}`;
var NEWEST_MAINTAINED = `1.${NEWEST.minor}`;
function builderRelease(module, workspace = null) {
  if (workspace?.uses.includes(module.dir) && (workspace.go !== null || workspace.toolchain !== null))
    return releaseOf({ ...workspace, file: workspace.file });
  return releaseOf({ ...module, file: posix2.join(module.dir, "go.mod") });
}
__name(builderRelease, "builderRelease");
function newestRelease(modules, workspace) {
  const releases = modules.map((module) => builderRelease(module, workspace));
  return releases.sort((a, b) => compare(parseVersion(b.newest), parseVersion(a.newest)))[0];
}
__name(newestRelease, "newestRelease");
function releaseOf(module) {
  const go = module.go === null ? null : parseVersion(module.go);
  const toolchain = module.toolchain === null ? null : parseVersion(module.toolchain.replace(/^go/, "").split("-", 1)[0]);
  if (toolchain !== null && (go === null || compare(toolchain, go) >= 0)) {
    const evidence2 = evidenceOf(module, module.lines.toolchain, `toolchain ${module.toolchain}`);
    const tag = tagOf(toolchain);
    return { tag, exact: isRelease(toolchain), newest: tag, reason: "the toolchain line names it", evidence: evidence2 };
  }
  const evidence = evidenceOf(module, module.lines.go, `go ${module.go}`);
  return { ...fromGoLine(module.go, go), evidence };
}
__name(releaseOf, "releaseOf");
function fromGoLine(written, go) {
  const newestTag = `1.${NEWEST.minor}`;
  const newest = `${newestTag}.${NEWEST.patch}`;
  if (go === null) {
    const found = written === null ? "there is no go line" : `go ${written} is not a release of Go 1`;
    return { tag: newestTag, exact: false, newest, reason: `${found}; the newest maintained Go builds it` };
  }
  const tagged = tagOf(go);
  if (go.minor > NEWEST.minor)
    return { tag: tagged, exact: isRelease(go), newest: tagged, reason: `the go line asks for ${tagged}` };
  const maintained = MAINTAINED.find(({ minor }) => minor === go.minor);
  if (maintained === void 0) {
    const reason = `Go 1.${go.minor} gets no security fixes any more; ${newestTag} builds it, and the go line still sets the language version`;
    return { tag: newestTag, exact: false, newest, reason };
  }
  const tag = `1.${go.minor}`;
  const ofMinor = { tag, exact: false, newest: `${tag}.${Math.max(maintained.patch, go.patch ?? 0)}` };
  if (tagged === tag) return { ...ofMinor, reason: `the go line asks for ${tag}; the tag moves to its newest patch` };
  return { ...ofMinor, reason: `the go line asks for ${tagged} or newer; golang:${tag} is its newest patch` };
}
__name(fromGoLine, "fromGoLine");
function parseVersion(text) {
  const match = /^1\.(\d+)(?:\.(\d+))?((?:rc|beta)\d+)?$/.exec(text);
  if (match === null) return null;
  return { minor: Number(match[1]), patch: match[2] === void 0 ? null : Number(match[2]), prerelease: match[3] ?? "" };
}
__name(parseVersion, "parseVersion");
function tagOf({ minor, patch, prerelease }) {
  return `1.${minor}${patch === null ? "" : `.${patch}`}${prerelease}`;
}
__name(tagOf, "tagOf");
function isRelease({ minor, patch, prerelease }) {
  return patch !== null || prerelease !== "" || minor < 21;
}
__name(isRelease, "isRelease");
function isMaintained(release) {
  const version = parseVersion(release);
  return version !== null && version.prerelease === "" && MAINTAINED.some(({ minor }) => minor === version.minor);
}
__name(isMaintained, "isMaintained");
function compareReleases(one, other) {
  const a = parseVersion(one);
  const b = parseVersion(other);
  return a === null || b === null ? null : compare(a, b);
}
__name(compareReleases, "compareReleases");
function compare(a, b) {
  const rank = /* @__PURE__ */ __name(({ patch, prerelease }) => patch !== null ? patch + 2 : prerelease !== "" ? 1 : 0, "rank");
  return a.minor - b.minor || rank(a) - rank(b) || (a.prerelease < b.prerelease ? -1 : a.prerelease > b.prerelease ? 1 : 0);
}
__name(compare, "compare");
function evidenceOf({ file }, line, text) {
  return line === null ? null : { file, line, text };
}
__name(evidenceOf, "evidenceOf");

export {
  OLDEST_MAINTAINED,
  NEWEST_MAINTAINED,
  newestRelease,
  isMaintained,
  compareReleases,
  readIgnoreFile
};
