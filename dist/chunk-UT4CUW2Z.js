import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  __name
} from "./chunk-L77EYN5P.js";

// src/dockerfile/expand.ts
var LONGEST_VALUE = 128 * 1024;
var MOST_DEPTH = 20;
var VARIABLE = /\\\$|\$(?:(\w+)|\{(\w+)(:?[-+]|\})?)/y;
function expand(text, values) {
  if (!text.includes("$")) return text;
  const whole = read(text, 0, values, 0);
  return whole === null || whole.end < text.length ? text : whole.text;
}
__name(expand, "expand");
function read(text, at, values, depth) {
  if (depth > MOST_DEPTH) return null;
  const pieces = [];
  let room = LONGEST_VALUE;
  while (at < text.length && (depth === 0 || text[at] !== "}")) {
    const next = readVariable(text, at, values, depth);
    if (next === null) return null;
    pieces.push(next.text);
    room -= next.text.length;
    if (room < 0) return null;
    at = next.end;
  }
  return depth > 0 && at === text.length ? null : { text: pieces.join(""), end: at };
}
__name(read, "read");
function readVariable(text, at, values, depth) {
  VARIABLE.lastIndex = at;
  const [match, plain, braced, operator] = VARIABLE.exec(text) ?? [];
  if (match === void 0) {
    let end2 = at + 1;
    while (end2 < text.length && !/[$\\}]/.test(text[end2])) end2++;
    return { text: text.slice(at, end2), end: end2 };
  }
  const end = at + match.length;
  if (match === "\\$") return { text: "$", end };
  const own = values.get(plain ?? braced) ?? "";
  if (plain !== void 0 || operator === "}") return { text: own, end };
  const word = read(text, end, values, depth + 1);
  if (word === null) return null;
  const after = word.end + 1;
  if (operator === void 0) return { text: text.slice(at, after), end: after };
  if (operator.endsWith("-")) return { text: own || word.text, end: after };
  return { text: own && word.text, end: after };
}
__name(readVariable, "readVariable");

// src/dockerfile/lines.ts
function lineIndex(text) {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const offset = /* @__PURE__ */ __name((line) => starts[line - 1] ?? text.length, "offset");
  return {
    count: starts.length,
    offset,
    place: /* @__PURE__ */ __name((wanted) => {
      const at = Math.min(Math.max(wanted, 0), text.length);
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (starts[middle] <= at) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: at - starts[low] + 1 };
    }, "place"),
    text: /* @__PURE__ */ __name((line) => text.slice(offset(line), offset(line + 1)).replace(/\r?\n$/, ""), "text")
  };
}
__name(lineIndex, "lineIndex");
function lineEnd(text, at) {
  const newline = text.indexOf("\n", at);
  return newline < 0 ? text.length : newline;
}
__name(lineEnd, "lineEnd");

// src/dockerfile/instruction.ts
var WITH_JSON = /^(ADD|CMD|COPY|ENTRYPOINT|RUN|SHELL|VOLUME)$/;
var WITH_HEREDOC = /^(ADD|COPY|RUN)$/;
var LEADING_FLAGS = /^(--[\w-]+(=("[^"]*"|"(?![^"]*")|[^\s"])*)?\s+)+/;
var BLANK = /[ \t\r\n\v\f]/;
function readInstruction(text, start, escapeChar, comment) {
  const { joined, pieces, end } = joinLines(text, start, escapeChar, comment);
  const word = /^\S*/.exec(joined.text)[0].toUpperCase();
  const { flags, rest } = readFlags(joined, word.length, escapeChar);
  const body = trimmed(joined, rest);
  const inner = /^(HEALTHCHECK|ONBUILD)$/.test(word) ? /^(\w+)\s+/.exec(body.text) : null;
  const does = inner?.[1]?.toUpperCase() ?? word;
  const json = WITH_JSON.test(does) ? jsonWords(body.text.slice(inner?.[0].length ?? 0)) : null;
  const { heredocs, last } = json === null && WITH_HEREDOC.test(does) ? readHeredocs(text, body.text, end) : { heredocs: [], last: end };
  return {
    keyword: word,
    args: [
      onOneLine(pieces),
      ...heredocs.map(
        ({ body: lines }) => lines.text.split("\n").map((line) => line.trim()).join(" ")
      )
    ].join(" ").trim(),
    ...{ flags, start, end: last, body, json, heredocs }
  };
}
__name(readInstruction, "readInstruction");
function onOneLine(pieces) {
  return pieces.map((piece) => piece.trim()).join(" ").replace(/^\S+\s*/, "").replace(LEADING_FLAGS, "");
}
__name(onOneLine, "onOneLine");
function joinLines(text, start, escapeChar, comment) {
  const pieces = [];
  const offsets = [];
  let end = start;
  for (let at = start; at < text.length; ) {
    const newline = lineEnd(text, at);
    const line = text.slice(at, newline).replace(/\r$/, "");
    end = at + line.length;
    const skipped = at === start ? null : /^\s*(#|$)/.exec(line);
    if (skipped?.[1] === "#") comment({ start: at + skipped[0].length - 1, end: at + line.trimEnd().length });
    const from = at;
    at = newline + 1;
    if (skipped) continue;
    const kept = withoutEscape(line, escapeChar);
    pieces.push(kept);
    for (let index = 0; index < kept.length; index++) offsets.push(from + index);
    if (kept.length === line.length) break;
  }
  offsets.push(offsets.length === 0 ? start : offsets.at(-1) + 1);
  return { joined: { text: pieces.join(""), offsets }, pieces, end };
}
__name(joinLines, "joinLines");
function withoutEscape(line, escapeChar) {
  const end = line.replace(/[ \t]+$/, "");
  return end.endsWith(escapeChar) && !end.endsWith(escapeChar + escapeChar) ? end.slice(0, -1) : line;
}
__name(withoutEscape, "withoutEscape");
function trimmed(placed, from, to = placed.text.length) {
  let start = from;
  let end = to;
  while (start < end && BLANK.test(placed.text[start])) start++;
  while (end > start && BLANK.test(placed.text[end - 1])) end--;
  return part(placed, start, end);
}
__name(trimmed, "trimmed");
function part({ text, offsets }, start, end) {
  const last = end > start ? offsets[end - 1] + 1 : offsets[start];
  return { text: text.slice(start, end), offsets: [...offsets.slice(start, end), last] };
}
__name(part, "part");
function rangeIn({ offsets }, start, end) {
  return { start: offsets[start], end: end > start ? offsets[end - 1] + 1 : offsets[start] };
}
__name(rangeIn, "rangeIn");
function readFlags(joined, from, escapeChar) {
  const { text } = joined;
  const flags = [];
  let at = from;
  for (; ; ) {
    while (at < text.length && BLANK.test(text[at])) at++;
    if (!text.startsWith("--", at)) return { flags, rest: at };
    const start = at;
    let quote = "";
    for (; at < text.length && (quote !== "" || !BLANK.test(text[at])); at++) {
      const char = text[at];
      if (char === escapeChar) at++;
      else if (quote === char) quote = "";
      else if (quote === "" && (char === '"' || char === "'")) quote = char;
    }
    at = Math.min(at, text.length);
    const word = text.slice(start, at);
    if (word === "--") return { flags, rest: at };
    const equals = word.indexOf("=");
    const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
    flags.push({ name, value: equals < 0 ? "" : word.slice(equals + 1), ...rangeIn(joined, start, at) });
  }
}
__name(readFlags, "readFlags");
function jsonWords(text) {
  if (!text.startsWith("[")) return null;
  try {
    const words = JSON.parse(text);
    return Array.isArray(words) && words.every((word) => typeof word === "string") ? words : null;
  } catch {
    return null;
  }
}
__name(jsonWords, "jsonWords");
var SHELL_WORD = /(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/gs;
var HEREDOC = /^(\d*)<<(-?)([^<]+)$/;
function readHeredocs(text, line, end) {
  const heredocs = [];
  const words = line.includes("<<") ? line.match(SHELL_WORD) ?? [] : [];
  if (words.length > 0 && /["']/.test(line.replace(SHELL_WORD, ""))) return { heredocs, last: end };
  let last = end;
  for (const word of words) {
    const [, descriptor = "", tabs, written] = HEREDOC.exec(word) ?? [];
    const name = written?.replace(/["']/g, "") ?? "";
    if (name === "") continue;
    const pieces = [];
    const offsets = [];
    let at = lineEnd(text, last) + 1;
    for (let isClosed = false; at < text.length && !isClosed; ) {
      const newline = lineEnd(text, at);
      const next = Math.min(newline + 1, text.length);
      const whole = text.slice(at, next);
      const tabbed = tabs === "-" ? /^\t*/.exec(whole)[0].length : 0;
      const kept = whole.slice(tabbed);
      isClosed = kept.replace(/\r?\n$/, "") === name;
      if (!isClosed) {
        pieces.push(kept);
        for (let index = 0; index < kept.length; index++) offsets.push(at + tabbed + index);
      }
      last = at + whole.replace(/\r?\n$/, "").length;
      at = next;
    }
    offsets.push(offsets.length === 0 ? last : offsets.at(-1) + 1);
    heredocs.push({ name, descriptor, body: { text: pieces.join(""), offsets } });
  }
  return { heredocs, last };
}
__name(readHeredocs, "readHeredocs");

// src/dockerfile/split.ts
var DIRECTIVE = /^\s*#\s*(syntax|escape|check)\s*=\s*(\S.*)/is;
function splitFile(text, lines) {
  const { directives, escapeChar, next } = readDirectives(text);
  const comments = [];
  const instructions = [];
  const comment = /* @__PURE__ */ __name((range) => {
    const written = text.slice(range.start + 1, range.end).trim();
    comments.push({ ...range, text: written, line: lines.place(range.start).line });
  }, "comment");
  for (let at = next; at < text.length; ) {
    const end = lineEnd(text, at);
    const start = at + (text.slice(at, end).match(/^\s*/)?.[0].length ?? 0);
    at = end + 1;
    if (start >= end) continue;
    if (text[start] === "#") {
      comment({ start, end: start + text.slice(start, end).trimEnd().length });
      continue;
    }
    const instruction = readInstruction(text, start, escapeChar, comment);
    const [line, endLine] = [lines.place(instruction.start).line, lines.place(instruction.end).line];
    instructions.push({ ...instruction, line, endLine });
    at = lineEnd(text, instruction.end) + 1;
  }
  return { escapeChar, directives, comments, instructions };
}
__name(splitFile, "splitFile");
function readDirectives(text) {
  const directives = [];
  let at = text.startsWith("\uFEFF") ? 1 : 0;
  while (at < text.length) {
    const end = lineEnd(text, at);
    const [, name, value] = DIRECTIVE.exec(text.slice(at, end)) ?? [];
    if (name === void 0) break;
    directives.push({ name: name.toLowerCase(), value: value.trim(), line: directives.length + 1 });
    at = end + 1;
  }
  const isBackquote = directives.some(({ name, value }) => name === "escape" && value === "`");
  return { directives, escapeChar: isBackquote ? "`" : "\\", next: at };
}
__name(readDirectives, "readDirectives");

// src/dockerfile/parse.ts
function parseDockerfile(text, buildArgs = [], automatic = /* @__PURE__ */ new Map()) {
  const given = new Map(buildArgs.filter((arg) => arg.includes("=")).map(splitPair));
  const globals = new Map([...automatic].map(([name, value]) => [name, given.get(name) ?? value]));
  const stages = [];
  const preamble = [];
  const lines = lineIndex(text);
  const { escapeChar, directives, comments, instructions } = splitFile(text, lines);
  for (const instruction of instructions) {
    if (instruction.keyword === "FROM") stages.push(readStage(instruction, stages, globals));
    else if (stages.length > 0) stages.at(-1).instructions.push(instruction);
    else {
      preamble.push(instruction);
      if (instruction.keyword === "ARG") readGlobalArgs(instruction.args, given, globals);
    }
  }
  return { text, lines, escapeChar, directives, comments, preamble, stages };
}
__name(parseDockerfile, "parseDockerfile");
function lineage(stage) {
  const found = [];
  for (let at = stage; at !== null; at = at.parent) found.push(at);
  return found;
}
__name(lineage, "lineage");
function rootImage(stage) {
  return lineage(stage).at(-1).base;
}
__name(rootImage, "rootImage");
function targetStage(dockerfile, target) {
  if (dockerfile === null || target === "") return dockerfile?.stages.at(-1) ?? null;
  const named = dockerfile.stages.findLast((stage) => stage.name?.toLowerCase() === target.toLowerCase());
  return named ?? (/^\d+$/.test(target) ? dockerfile.stages[Number(target)] ?? null : null);
}
__name(targetStage, "targetStage");
function stageVariables(stage, until, buildArgs, image = {}) {
  const given = new Map(buildArgs.filter((arg) => arg.includes("=")).map(splitPair));
  const env = new Map(Object.entries(image));
  const args = /* @__PURE__ */ new Map();
  const current = { get: /* @__PURE__ */ __name((name) => env.get(name) ?? args.get(name), "get") };
  for (const { instructions } of lineage(stage).reverse())
    for (const instruction of instructions) {
      if (instruction === until) return new Map([...args, ...env]);
      const { keyword, args: written } = instruction;
      if (keyword === "ENV") {
        const set = readPairs(written).map(([name, value]) => [name, expand(value, current)]);
        for (const [name, value] of set) env.set(name, value);
      }
      if (keyword === "ARG") {
        const set = readWords(written).map(
          ([name, value]) => [name, given.get(name) ?? (value === null ? stage.globals.get(name) : expand(value, current))]
        );
        for (const [name, value] of set) if (value !== void 0) args.set(name, value);
      }
    }
  return new Map([...args, ...env]);
}
__name(stageVariables, "stageVariables");
function readStage(instruction, stages, globals) {
  const [image = "", as, name] = instruction.args.split(/\s+/);
  const base = expand(image, globals);
  const parent = stages.findLast((stage) => stage.name !== null && stage.name.toLowerCase() === base.toLowerCase());
  return {
    name: as?.toUpperCase() === "AS" && name !== void 0 ? name : null,
    base,
    parent: parent ?? null,
    platform: instruction.flags.find((flag) => flag.name === "platform")?.value ?? null,
    line: instruction.line,
    from: instruction,
    globals,
    instructions: []
  };
}
__name(readStage, "readStage");
function readGlobalArgs(args, given, globals) {
  for (const [name, value] of readWords(args)) {
    const set = given.get(name) ?? expand(value ?? "", globals);
    if (set !== "") globals.set(name, set);
  }
}
__name(readGlobalArgs, "readGlobalArgs");
function readPairs(args) {
  const [, name, value = ""] = /^([^\s=]+)(?:\s+(.*))?$/s.exec(args) ?? [];
  return name === void 0 ? readWords(args).map(([word, set]) => [word, set ?? ""]) : [[name, value]];
}
__name(readPairs, "readPairs");
function namesIn(args) {
  return readPairs(args).map(([name]) => name);
}
__name(namesIn, "namesIn");
function readWords(args) {
  return [...args.matchAll(/([\w.-]+)(?:=((?:"(?:[^"\\]|\\.)*"|'[^']*'|\\.|[^\s"'\\])*))?/g)].map((match) => [
    match[1],
    match[2]?.replace(
      /"((?:[^"\\]|\\.)*)"|'([^']*)'/g,
      (_, double, single) => double ?? single ?? ""
    ) ?? null
  ]);
}
__name(readWords, "readWords");
function splitPair(text) {
  const at = text.indexOf("=");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}
__name(splitPair, "splitPair");

export {
  LONGEST_VALUE,
  expand,
  lineIndex,
  LEADING_FLAGS,
  rangeIn,
  splitFile,
  parseDockerfile,
  lineage,
  rootImage,
  targetStage,
  stageVariables,
  readPairs,
  namesIn
};
