import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  isFileInside,
  readInside
} from "./chunk-KZXV7NL4.js";
import {
  UserError,
  __name
} from "./chunk-L77EYN5P.js";

// src/go/below.ts
function isAtOrBelow(path, above) {
  return path === above || path.startsWith(above === "/" ? above : `${above}/`);
}
__name(isAtOrBelow, "isAtOrBelow");

// src/go/wildcard.ts
import { posix } from "node:path";
function wildcard(pattern, negation) {
  const chars = [...pattern];
  const pieces = [];
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at];
    if (char === "*") {
      if (pieces.at(-1) !== "*") pieces.push("*");
    } else if (char === "?") pieces.push(() => true);
    else if (char === "[") {
      const set = readSet(chars, at + 1, negation);
      if (set === null) return null;
      pieces.push(set.test);
      at = set.end;
    } else {
      const literal = char === "\\" ? chars[++at] : char;
      if (literal === void 0) return null;
      pieces.push((other) => other === literal);
    }
  }
  return (name) => matches(pieces, [...name]);
}
__name(wildcard, "wildcard");
function readSet(chars, start, negation) {
  const negated = negation.includes(chars[start] ?? " ");
  const ranges = [];
  let at = negated ? start + 1 : start;
  const bare = /* @__PURE__ */ __name((char) => negation === "^" && (char === "]" || char === "-"), "bare");
  const one = /* @__PURE__ */ __name(() => chars[at] === "\\" ? chars[++at] : bare(chars[at]) ? void 0 : chars[at], "one");
  while (chars[at] !== "]" || ranges.length === 0) {
    const low = one();
    if (low === void 0) return null;
    let high = low;
    at++;
    if (chars[at] === "-" && chars[at + 1] !== "]") {
      at++;
      high = one();
      if (high === void 0) return null;
      at++;
    }
    ranges.push([low, high]);
  }
  return { test: /* @__PURE__ */ __name((char) => ranges.some(([low, high]) => low <= char && char <= high) !== negated, "test"), end: at };
}
__name(readSet, "readSet");
function matches(pieces, chars) {
  let piece = 0;
  let star = -1;
  let resume = 0;
  let at = 0;
  while (at < chars.length) {
    const next = pieces[piece];
    if (next === "*") {
      star = piece++;
      resume = at;
    } else if (next?.(chars[at])) {
      piece++;
      at++;
    } else if (star >= 0) {
      piece = star + 1;
      at = ++resume;
    } else return false;
  }
  while (pieces[piece] === "*") piece++;
  return piece === pieces.length;
}
__name(matches, "matches");
function fixedPart(pattern) {
  const glob = pattern.search(/[*?[\\]/);
  return glob < 0 ? pattern : posix.dirname(`${pattern.slice(0, glob)}x`);
}
__name(fixedPart, "fixedPart");

// src/go/facts/gitignore.ts
import { posix as posix2 } from "node:path";
function gitIgnore(files) {
  const known = /* @__PURE__ */ new Map();
  const rulesOf = /* @__PURE__ */ __name((folder) => {
    let rules = known.get(folder);
    if (rules === void 0) {
      const file = posix2.join(folder, ".gitignore");
      rules = parseRules(files.read(file) ?? "", file);
      known.set(folder, rules);
    }
    return rules;
  }, "rulesOf");
  return (path, isFolder) => {
    const names = path.split("/");
    for (let length = 1; length <= names.length; length++) {
      const evidence = lastMatch(names.slice(0, length), isFolder || length < names.length, rulesOf);
      if (evidence !== null) return evidence;
    }
    return null;
  };
}
__name(gitIgnore, "gitIgnore");
function lastMatch(names, isFolder, rulesOf) {
  for (let depth = names.length - 1; depth >= 0; depth--) {
    const inside = names.slice(depth);
    const rule = rulesOf(names.slice(0, depth).join("/") || ".").findLast(
      ({ segments, foldersOnly }) => (isFolder || !foldersOnly) && matchesPath(segments, inside)
    );
    if (rule !== void 0) return rule.negated ? null : rule.evidence;
  }
  return null;
}
__name(lastMatch, "lastMatch");
function parseRules(text, file) {
  return text.split("\n").flatMap((raw, index) => {
    const line = raw.replace(/\r$/, "").trimEnd();
    if (line === "" || line.startsWith("#")) return [];
    const negated = line.startsWith("!");
    const pattern = negated ? line.slice(1) : line;
    const foldersOnly = pattern.endsWith("/");
    const path = foldersOnly ? pattern.slice(0, -1) : pattern;
    const anchored = path.includes("/") ? path.replace(/^\//, "") : `**/${path}`;
    const segments = anchored.split("/").map((segment) => segment === "**" ? null : wildcard(segment, "!^"));
    const malformed = segments.some((segment, at) => segment === null && anchored.split("/")[at] !== "**");
    return malformed ? [] : [{ negated, foldersOnly, segments, evidence: { file, line: index + 1, text: line } }];
  });
}
__name(parseRules, "parseRules");
function matchesPath(segments, names) {
  if (segments.at(-1) === null && names.length < segments.length) return false;
  let segment = 0;
  let star = -1;
  let resume = 0;
  let at = 0;
  while (at < names.length) {
    const next = segments[segment];
    if (next === null) {
      star = segment++;
      resume = at;
    } else if (next?.(names[at])) {
      segment++;
      at++;
    } else if (star >= 0) {
      segment = star + 1;
      at = ++resume;
    } else return false;
  }
  while (segments[segment] === null) segment++;
  return segment === segments.length;
}
__name(matchesPath, "matchesPath");

// src/go/tokens.ts
var PAIRS = /* @__PURE__ */ new Set([":=", "==", "!=", "<=", ">=", "+=", "-=", "*=", "/=", "&&", "||", "++", "--", "<-", "..."]);
var NEWLINE = 10;
var QUOTE = 34;
var APOSTROPHE = 39;
var SLASH = 47;
var STAR = 42;
var BACKSLASH = 92;
var BACKQUOTE = 96;
function goTokens(text) {
  let at = text.charCodeAt(0) === 65279 ? 1 : 0;
  let line = 1;
  return () => {
    while (at < text.length && isBlank(text.charCodeAt(at))) at++;
    const offset = at;
    const started = line;
    if (at >= text.length) return { kind: "end", text: "", line, offset };
    const code = text.charCodeAt(at);
    if (code === NEWLINE) {
      at++;
      line++;
      return { kind: "newline", text: "", line: started, offset };
    }
    const kind = kindAt(text, at, code);
    at = endOf(text, at, kind, code);
    const token = text.slice(offset, at);
    if ((kind === "comment" || kind === "string") && token.includes("\n")) line += token.split("\n").length - 1;
    return { kind, text: token, line: started, offset };
  };
}
__name(goTokens, "goTokens");
function kindAt(text, at, code) {
  if (isLetter(code)) return "name";
  if (isDigit(code)) return "number";
  if (code === QUOTE || code === BACKQUOTE) return "string";
  if (code === APOSTROPHE) return "rune";
  if (code === SLASH) {
    const next = text.charCodeAt(at + 1);
    if (next === SLASH || next === STAR) return "comment";
  }
  return "symbol";
}
__name(kindAt, "kindAt");
function endOf(text, start, kind, code) {
  if (kind === "name" || kind === "number") {
    let at = start + 1;
    while (at < text.length && (isLetter(text.charCodeAt(at)) || isDigit(text.charCodeAt(at)))) at++;
    return at;
  }
  if (kind === "comment") {
    if (text.charCodeAt(start + 1) === STAR) return endAfter(text, "*/", start + 2);
    const end = text.indexOf("\n", start);
    return end < 0 ? text.length : end;
  }
  if (code === BACKQUOTE) return endAfter(text, "`", start + 1);
  if (kind === "string" || kind === "rune") return quotedEnd(text, start, code);
  for (const length of [3, 2]) if (PAIRS.has(text.slice(start, start + length))) return start + length;
  return start + 1;
}
__name(endOf, "endOf");
function endAfter(text, mark, from) {
  const end = text.indexOf(mark, from);
  return end < 0 ? text.length : end + mark.length;
}
__name(endAfter, "endAfter");
function quotedEnd(text, start, quote) {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === NEWLINE) return at;
    at += code === BACKSLASH && text.charCodeAt(at + 1) !== NEWLINE ? 2 : 1;
  }
  return text.length;
}
__name(quotedEnd, "quotedEnd");
function isBlank(code) {
  return code === 32 || code === 9 || code === 13;
}
__name(isBlank, "isBlank");
function isDigit(code) {
  return code >= 48 && code <= 57;
}
__name(isDigit, "isDigit");
function isLetter(code) {
  return code >= 97 && code <= 122 || code >= 65 && code <= 90 || code === 95 || code > 127;
}
__name(isLetter, "isLetter");
function depthChange(symbol) {
  if (symbol === "(" || symbol === "[" || symbol === "{") return 1;
  return symbol === ")" || symbol === "]" || symbol === "}" ? -1 : 0;
}
__name(depthChange, "depthChange");

// src/go/ports.ts
var LISTEN_CALLS = /* @__PURE__ */ new Set([
  "ListenAndServe",
  "ListenAndServeTLS",
  "Run",
  "RunTLS",
  "Start",
  "StartTLS",
  "Listen",
  "ListenTLS"
]);
var PORT_VARIABLES = /* @__PURE__ */ new Set(["PORT", "HTTP_PORT", "SERVER_PORT", "LISTEN_PORT", "APP_PORT"]);
var FLAG_NAME = /^(?:(?:http|web|server|listen|bind)[-_.]?)?(?:addr|address|port|listen|bind|listen[-_]address|bind[-_]address)$/i;
var MAY_LISTEN = /ListenAndServe|\bAddr\s*[:=]|PORT["`,]|\.(?:Run|Start|Listen)(?:TLS)?\(\s*"|[("](?:[\w.-]*(?:addr|address|port|listen|bind))"/i;
function listenPorts(tokens) {
  const ports = [];
  tokens.forEach((_, at) => {
    for (const { rank, read } of SIGNS) {
      const found = read(tokens, at);
      if (found !== null && !ports.some(({ port }) => port === found.port)) ports.push({ ...found, rank });
    }
  });
  return ports.sort((a, b) => a.rank - b.rank);
}
__name(listenPorts, "listenPorts");
var FLAG_RANK = 3;
var SIGNS = [
  { rank: 0, read: listenCall },
  { rank: 1, read: serverAddress },
  { rank: 2, read: environmentDefault },
  { rank: 2, read: structTagDefault },
  { rank: FLAG_RANK, read: flagDefault }
];
function listenCall(tokens, at) {
  if (!LISTEN_CALLS.has(tokens[at].text) || tokens[at - 1]?.text !== "." || tokens[at + 1]?.text !== "(") return null;
  return addressAfter(tokens, at + 2, 4);
}
__name(listenCall, "listenCall");
function serverAddress(tokens, at) {
  if (tokens[at].text !== "Addr") return null;
  const next = tokens[at + 1]?.text;
  if (next === ":" && literalType(tokens, at) === "Server") return addressAfter(tokens, at + 2, 1);
  const bare = /^["`]:/.test(tokens[at + 2]?.text ?? "");
  return next === "=" && tokens[at - 1]?.text === "." && bare ? addressAfter(tokens, at + 2, 1) : null;
}
__name(serverAddress, "serverAddress");
var LITERAL_TOKENS = 500;
function literalType(tokens, inside) {
  const start = Math.max(inside - LITERAL_TOKENS, 0);
  let depth = 0;
  for (let at = inside - 1; at > start; at--) {
    if (tokens[at].kind === "symbol") depth += depthChange(tokens[at].text);
    if (depth > 0) return tokens[at - 1].text;
  }
  return null;
}
__name(literalType, "literalType");
function environmentDefault(tokens, at) {
  const { kind, text } = tokens[at];
  if (kind !== "string" || !PORT_VARIABLES.has(text.slice(1, -1)) || tokens[at - 1]?.text !== "(") return null;
  return /env/i.test(tokens[at - 2]?.text ?? "") ? defaultAfter(tokens, at + 1, 40) : null;
}
__name(environmentDefault, "environmentDefault");
function structTagDefault(tokens, at) {
  const { kind, text, line } = tokens[at];
  if (kind !== "string" || text[0] !== "`") return null;
  const name = /\benv(?:config)?:"([A-Z_]+)/.exec(text)?.[1];
  const port = portOf(/[dD]efault:"(?:[\w.]*:)?(\d{2,5})"/.exec(text)?.[1]);
  return name !== void 0 && PORT_VARIABLES.has(name) && port !== null ? { port, line } : null;
}
__name(structTagDefault, "structTagDefault");
function flagDefault(tokens, at) {
  const { kind, text } = tokens[at];
  if (kind !== "string" || !FLAG_NAME.test(text.slice(1, -1))) return null;
  const previous = tokens[at - 1]?.text;
  return previous === "(" || previous === "," ? defaultAfter(tokens, at + 1, 12) : null;
}
__name(flagDefault, "flagDefault");
function addressAfter(tokens, start, reach) {
  for (const { kind, text, line } of tokens.slice(start, start + reach)) {
    if (text === ")" || text === ";" || text === "{") return null;
    const match = kind === "string" ? /^["`][\w.[\]:-]*:(\d{1,5})["`]$/.exec(text) : null;
    const port = portOf(match?.[1]);
    if (port !== null) return { port, line };
  }
  return null;
}
__name(addressAfter, "addressAfter");
function defaultAfter(tokens, start, reach) {
  for (const { kind, text, line } of tokens.slice(start, start + reach)) {
    if (text === "func") return null;
    const match = kind === "string" ? /^["`](?:[\w.[\]:-]*:)?(\d{2,5})["`]$/.exec(text) : kind === "number" ? /^(\d{2,5})$/.exec(text) : null;
    const port = portOf(match?.[1]);
    if (port !== null) return { port, line };
  }
  return null;
}
__name(defaultAfter, "defaultAfter");
function portOf(digits) {
  const port = Number(digits ?? 0);
  return port >= 1 && port <= 65535 ? port : null;
}
__name(portOf, "portOf");

// src/go/string-literal.ts
var ESCAPES = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  "\\": 92,
  '"': 34
};
var HEX_DIGITS = { x: 2, u: 4, U: 8 };
function unquoteGo(literal) {
  if (literal.length < 2) return null;
  const quote = literal[0];
  if (quote !== literal.at(-1)) return null;
  const body = literal.slice(1, -1);
  if (quote === "`") return body.includes("`") ? null : body.replaceAll("\r", "");
  if (quote !== '"' || body.includes("\n")) return null;
  if (!body.includes("\\")) return body.includes('"') ? null : body;
  return unescaped(body);
}
__name(unquoteGo, "unquoteGo");
function unescaped(body) {
  const parts = [];
  let at = 0;
  while (at < body.length) {
    if (body[at] === '"') return null;
    if (body[at] !== "\\") {
      const next = body.slice(at).search(/[\\"]/);
      const end = next < 0 ? body.length : at + next;
      parts.push(Buffer.from(body.slice(at, end)));
      at = end;
      continue;
    }
    const found = readEscape(body, at + 1);
    if (found === null) return null;
    parts.push(found.bytes);
    at = found.end;
  }
  return Buffer.concat(parts).toString("utf8");
}
__name(unescaped, "unescaped");
function readEscape(body, at) {
  const letter = body[at];
  if (letter === void 0) return null;
  const simple = ESCAPES[letter];
  if (simple !== void 0) return { bytes: Buffer.from([simple]), end: at + 1 };
  const digits = HEX_DIGITS[letter];
  if (digits !== void 0) {
    const text = body.slice(at + 1, at + 1 + digits);
    if (text.length < digits || !/^[0-9a-fA-F]+$/.test(text)) return null;
    const value = Number.parseInt(text, 16);
    if (letter === "x") return { bytes: Buffer.from([value]), end: at + 3 };
    if (value > 1114111 || value >= 55296 && value <= 57343) return null;
    return { bytes: Buffer.from(String.fromCodePoint(value)), end: at + 1 + digits };
  }
  const octal = body.slice(at, at + 3);
  if (!/^[0-3][0-7]{2}$/.test(octal)) return null;
  return { bytes: Buffer.from([Number.parseInt(octal, 8)]), end: at + 3 };
}
__name(readEscape, "readEscape");

// src/go/source.ts
function readHeader(text) {
  const next = goTokens(text);
  let token = next();
  let comments = [];
  let newlines = 0;
  while (token.kind === "comment" || token.kind === "newline") {
    newlines = token.kind === "newline" ? newlines + 1 : 0;
    if (token.kind === "comment") comments.push(token);
    if (newlines > 1) comments = [];
    token = next();
  }
  if (token.text !== "package") return null;
  const preamble = text.slice(0, token.offset);
  const name = next();
  if (name.kind !== "name") return null;
  const { imports, last } = readImports(next);
  return { packageName: name.text, preamble, imports, comment: commentText(comments), complete: last.kind !== "end" };
}
__name(readHeader, "readHeader");
function readImports(next) {
  const imports = [];
  let inBlock = false;
  let inImport = false;
  let name = null;
  for (; ; ) {
    const token = next();
    if (token.kind === "end") return { imports, last: token };
    if (token.kind === "newline" || token.kind === "comment") continue;
    if (token.kind === "string") {
      const path = unquoteGo(token.text);
      if (path !== null) imports.push({ path, name, line: token.line });
      name = null;
      inImport = inBlock;
    } else if (token.text === "(" && inImport) {
      inBlock = true;
    } else if (token.text === ")" && inBlock) {
      inBlock = false;
      inImport = false;
    } else if (token.text === "import" && !inImport) {
      inImport = true;
    } else if (token.text !== ";" && !inImport) {
      return { imports, last: token };
    } else if (token.kind === "name" || token.text === ".") {
      name = token.text;
    }
  }
}
__name(readImports, "readImports");
function commentText(comments) {
  return comments.filter(({ text }) => !/^\/\/(?:go:|\s*\+build)/.test(text)).map(({ text }) => (text.startsWith("//") ? text.slice(2) : text.slice(2, -2)).trim()).join("\n");
}
__name(commentText, "commentText");
function readBody(text) {
  const next = goTokens(text);
  const tokens = [];
  const embeds = [];
  for (let token = next(); token.kind !== "end"; token = next()) {
    if (token.kind !== "comment") tokens.push(token);
    else if (/^\/\/go:embed[ \t]/.test(token.text)) {
      const patterns = embedPatterns(token.text.slice("//go:embed".length));
      if (patterns.length > 0) embeds.push({ patterns, line: token.line, text: token.text.trimEnd() });
    }
  }
  return { ...topLevel(tokens), embeds, ports: listenPorts(tokens) };
}
__name(readBody, "readBody");
function embedPatterns(text) {
  const patterns = [];
  for (const [word] of text.matchAll(/"(?:[^"\\]|\\.)*"?|`[^`]*`?|[^\s"`]\S*/g)) {
    const pattern = /^["`]/.test(word) ? unquoteGo(word) : word;
    if (pattern !== null && pattern !== "") patterns.push(pattern);
  }
  return patterns;
}
__name(embedPatterns, "embedPatterns");
function topLevel(tokens) {
  let funcMain = null;
  const stringVariables = [];
  let depth = 0;
  for (let at = 0; at < tokens.length; at++) {
    const { text, kind, line } = tokens[at];
    if (kind === "symbol") depth += depthChange(text);
    if (depth !== 0 || kind !== "name") continue;
    if (text === "func" && tokens[at + 1]?.text === "main" && tokens[at + 2]?.text === "(") funcMain ??= line;
    if (text === "var") at = readVariables(tokens, at + 1, stringVariables) - 1;
  }
  return { funcMain, stringVariables };
}
__name(topLevel, "topLevel");
function readVariables(tokens, start, found) {
  if (tokens[start]?.text !== "(") return readVariable(tokens, start, found);
  let at = start + 1;
  while (at < tokens.length && tokens[at].text !== ")") {
    const { kind, text } = tokens[at];
    at = kind === "newline" || text === ";" ? at + 1 : Math.max(readVariable(tokens, at, found), at + 1);
  }
  return at + 1;
}
__name(readVariables, "readVariables");
function readVariable(tokens, start, found) {
  const end = statementEnd(tokens, start);
  const statement = tokens.slice(start, end).filter(({ kind }) => kind !== "newline");
  const equals = statement.findIndex(({ text }) => text === "=");
  const left = equals < 0 ? statement : statement.slice(0, equals);
  const names = left.filter(({ kind }, index) => kind === "name" && (index === 0 || left[index - 1].text === ","));
  const type = left.slice(names.length * 2 - 1);
  if (type.length > 0 && !(type.length === 1 && type[0].text === "string")) return end;
  const values = equals < 0 ? null : splitValues(statement.slice(equals + 1));
  names.forEach(({ text, line }, index) => {
    if (values === null ? type.length > 0 : isConstantString(values[index] ?? [])) found.push({ name: text, line });
  });
  return end;
}
__name(readVariable, "readVariable");
function statementEnd(tokens, start) {
  let depth = 0;
  for (let at = start; at < tokens.length; at++) {
    const { kind, text } = tokens[at];
    if (kind === "symbol") depth += depthChange(text);
    if (depth < 0) return at;
    if (depth === 0 && text === ";") return at;
    if (depth === 0 && kind === "newline" && !/^(?:[-+*/=,.|&]|:=|&&|\|\|)$/.test(tokens[at - 1]?.text ?? "")) return at;
  }
  return tokens.length;
}
__name(statementEnd, "statementEnd");
function splitValues(tokens) {
  const values = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === "symbol") depth += depthChange(token.text);
    if (depth === 0 && token.text === ",") values.push([]);
    else values.at(-1).push(token);
  }
  return values;
}
__name(splitValues, "splitValues");
function isConstantString(value) {
  return value.length % 2 === 1 && value.every((token, i) => i % 2 === 0 ? token.kind === "string" : token.text === "+");
}
__name(isConstantString, "isConstantString");

// src/go/workspace.ts
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, posix as posix3, relative } from "node:path";

// src/go/modfile-lexer.ts
function syntaxError(file, line, message) {
  return file.endsWith("go.work") ? new UserError("go-work-syntax", `${file}:${line}: ${message}`) : new UserError("go-mod-syntax", `${file}:${line}: ${message}`);
}
__name(syntaxError, "syntaxError");
function parseModSyntax(text, file) {
  const rows = text.split("\n").map((row, index) => readRow(row, index + 1, file));
  const statements = [];
  let before = [];
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    if (row.tokens.length === 0) {
      before = row.comment === null ? [] : [...before, row.comment];
      continue;
    }
    const header = blockHeader(row.tokens);
    if (header === null) {
      statements.push({ kind: "line", line: row.line, tokens: row.tokens, before, suffix: row.comment });
    } else if (header.closed) {
      statements.push({ kind: "block", line: row.line, tokens: header.tokens, before, lines: [] });
    } else {
      const block = readBlock(rows, index + 1, file, row.line);
      statements.push({ kind: "block", line: row.line, tokens: header.tokens, before, lines: block.lines });
      index = block.end;
    }
    before = [];
  }
  return statements;
}
__name(parseModSyntax, "parseModSyntax");
function blockHeader(tokens) {
  const size = tokens.length;
  if (size > 1 && tokens[size - 1] === "(") return { tokens: tokens.slice(0, -1), closed: false };
  if (size > 2 && tokens[size - 2] === "(" && tokens[size - 1] === ")")
    return { tokens: tokens.slice(0, -2), closed: true };
  return null;
}
__name(blockHeader, "blockHeader");
function readBlock(rows, start, file, opened) {
  const lines = [];
  let before = [];
  for (let index = start; index < rows.length; index++) {
    const row = rows[index];
    if (row.tokens[0] === ")") {
      if (row.tokens.length > 1) {
        throw syntaxError(
          file,
          row.line,
          `found "${row.tokens[1]}" after the closing parenthesis; start a new line there`
        );
      }
      return { lines, end: index };
    }
    if (row.tokens.length > 0) {
      lines.push({ line: row.line, tokens: row.tokens, before, suffix: row.comment });
      before = [];
    } else if (row.comment !== null) {
      before.push(row.comment);
    } else if (before.length === 0 ? lines.length > 0 : before.at(-1) !== "") {
      before.push("");
    }
  }
  throw syntaxError(file, opened, 'this block is never closed; add a line with ")"');
}
__name(readBlock, "readBlock");
function readRow(row, line, file) {
  const tokens = [];
  let at = 0;
  while (at < row.length) {
    const char = row[at];
    if (char === " " || char === "	" || char === "\r") {
      at++;
    } else if (row.startsWith("//", at)) {
      return { line, tokens, comment: row.slice(at).replace(/\r$/, "") };
    } else if (row.startsWith("/*", at)) {
      throw syntaxError(file, line, "found a /* comment; only // comments are known here");
    } else {
      const end = tokenEnd(row, at, line, file);
      tokens.push(row.slice(at, end));
      at = end;
    }
  }
  return { line, tokens, comment: null };
}
__name(readRow, "readRow");
function tokenEnd(row, start, line, file) {
  const first = row[start];
  if ("()[]{},".includes(first)) return start + 1;
  if (first === '"' || first === "`") return stringEnd(row, start, line, file);
  let at = start;
  while (at < row.length && !row.startsWith("//", at)) {
    if (row.startsWith("/*", at)) throw syntaxError(file, line, "found a /* comment; only // comments are known here");
    const char = String.fromCodePoint(row.codePointAt(at));
    if (!isWordCharacter(char)) break;
    at += char.length;
  }
  if (at > start) return at;
  const code = row.codePointAt(start).toString(16).toUpperCase().padStart(4, "0");
  throw syntaxError(file, line, `found the invisible or control character U+${code}; remove it`);
}
__name(tokenEnd, "tokenEnd");
function stringEnd(row, start, line, file) {
  const quote = row[start];
  for (let at = start + 1; at < row.length; at++) {
    if (row[at] === quote) return at + 1;
    if (row[at] === "\\" && quote === '"') at++;
  }
  throw syntaxError(file, line, `a string starts with ${quote} and does not end on its line; close it with ${quote}`);
}
__name(stringEnd, "stringEnd");
function isWordCharacter(char) {
  return !"()[]{},".includes(char) && /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(char);
}
__name(isWordCharacter, "isWordCharacter");

// src/go/module-version.ts
var NUMBER = "(?:0|[1-9]\\d*)";
var PRERELEASE = `(?:${NUMBER}|\\d*[A-Za-z-][0-9A-Za-z-]*)`;
var VERSION = new RegExp(
  `^v(${NUMBER})(?:\\.(${NUMBER})(?:\\.(${NUMBER})(-${PRERELEASE}(?:\\.${PRERELEASE})*)?(\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?)?)?$`
);
function canonicalVersion(version) {
  const match = VERSION.exec(version);
  if (match === null) return null;
  const [, major, minor = "0", patch = "0", prerelease = "", build = ""] = match;
  return `v${major}.${minor}.${patch}${prerelease}${build === "+incompatible" ? build : ""}`;
}
__name(canonicalVersion, "canonicalVersion");
function pathMajor(path) {
  if (path.startsWith("gopkg.in/")) {
    const match2 = /^.+(\.v(?:0|[1-9]\d*)(?:-unstable)?)$/s.exec(path);
    return match2 === null ? null : match2[1];
  }
  const match = /^.+(\/v([\d.]*))$/s.exec(path);
  if (match === null || match[2] === "") return "";
  const number = match[2];
  if (number.includes(".") || number.startsWith("0") || number === "1") return null;
  return match[1];
}
__name(pathMajor, "pathMajor");
function majorMismatch(version, suffix) {
  const wanted = suffix.replace(/^[./]/, "").replace(/-unstable$/, "");
  if (wanted === "v1" && version.startsWith("v0.0.0-")) return null;
  const major = version.slice(0, version.indexOf("."));
  if (suffix === "") {
    if (major === "v0" || major === "v1" || version.endsWith("+incompatible")) return null;
    return `the path has no /${major} at its end, so the version must be v0 or v1`;
  }
  return major === wanted ? null : `the path ends in ${suffix}, so the version must start with ${wanted}`;
}
__name(majorMismatch, "majorMismatch");

// src/go/modfile-directives.ts
var GO_VERSION = /^[1-9]\d*\.(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))?(?:[a-z]+\d+)?$/;
var TOOLCHAIN = /^default$|^go1(?:$|\.)/;
function failAt(directive, message) {
  throw syntaxError(directive.file, directive.at.line, message);
}
__name(failAt, "failAt");
function onlyArgument(directive, example) {
  const { verb, args } = directive;
  if (args.length === 1) return args[0];
  const found = args.length === 0 ? "has nothing after it" : `has ${args.length} arguments`;
  return failAt(directive, `${verb} ${found}; write one, for example: ${verb} ${example}`);
}
__name(onlyArgument, "onlyArgument");
function stringOf(directive, token) {
  if (token.startsWith('"')) {
    return unquoteGo(token) ?? failAt(directive, `${token} is not a valid quoted string; check its escapes`);
  }
  if (/["'`]/.test(token)) failAt(directive, `${token} contains a quote; write it bare or inside "double quotes"`);
  return token;
}
__name(stringOf, "stringOf");
function versionOf(directive, path, token) {
  const written = stringOf(directive, token);
  const version = canonicalVersion(written);
  if (version !== null) return version;
  return failAt(directive, `${path} has the version "${written}"; it must be of the form v1.2.3`);
}
__name(versionOf, "versionOf");
function checkMajor(directive, path, version) {
  const major = pathMajor(path);
  if (major === null) failAt(directive, `"${path}" is not a valid module path: its major version suffix is malformed`);
  const problem = version === null ? null : majorMismatch(version, major);
  if (problem !== null) failAt(directive, `${path} ${version}: ${problem}`);
}
__name(checkMajor, "checkMajor");
function readGoLine(directive, earlier) {
  refuseRepeat(directive, earlier);
  const version = onlyArgument(directive, "1.27");
  if (!GO_VERSION.test(version)) failAt(directive, `"${version}" is not a Go version; write it like 1.27 or 1.27.3`);
  return { version, line: directive.at.line };
}
__name(readGoLine, "readGoLine");
function readToolchain(directive, earlier) {
  refuseRepeat(directive, earlier);
  const name = onlyArgument(directive, "go1.27.3");
  if (!TOOLCHAIN.test(name)) failAt(directive, `"${name}" is not a toolchain; write it like go1.27.3, or default`);
  return { name, line: directive.at.line };
}
__name(readToolchain, "readToolchain");
function refuseRepeat(directive, earlier) {
  if (earlier !== null) {
    failAt(directive, `a second ${directive.verb} line; the first is on line ${earlier.line}, keep one of them`);
  }
}
__name(refuseRepeat, "refuseRepeat");
function readGodebug(directive) {
  const argument = onlyArgument(directive, "http2client=0");
  const equals = argument.indexOf("=");
  if (equals < 0 || /["'`,]/.test(argument)) {
    failAt(directive, `godebug ${argument} is not of the form key=value, for example http2client=0`);
  }
  return { key: argument.slice(0, equals), value: argument.slice(equals + 1), line: directive.at.line };
}
__name(readGodebug, "readGodebug");
function readReplace(directive) {
  const { args, at } = directive;
  const arrow = args[1] === "=>" ? 1 : 2;
  if (args[arrow] !== "=>" || args.length < arrow + 2 || args.length > arrow + 3) {
    failAt(
      directive,
      'replace is written "module/path [v1.2.3] => other/module v1.4.0" or "module/path [v1.2.3] => ../folder"'
    );
  }
  const oldPath = stringOf(directive, args[0]);
  const oldVersion = arrow === 2 ? versionOf(directive, oldPath, args[1]) : null;
  checkMajor(directive, oldPath, oldVersion);
  const newPath = stringOf(directive, args[arrow + 1]);
  const newVersion = args.length === arrow + 3 ? versionOf(directive, newPath, args[arrow + 2]) : null;
  checkReplacement(directive, newPath, newVersion);
  return { old: { path: oldPath, version: oldVersion }, new: { path: newPath, version: newVersion }, line: at.line };
}
__name(readReplace, "readReplace");
function checkReplacement(directive, path, version) {
  if (isDirectoryPath(path)) {
    if (version !== null) failAt(directive, `the folder ${path} cannot have a version; remove ${version}`);
    if (path.includes("\\"))
      failAt(directive, `${path} is a Windows path; write it with / so that it works on Linux too`);
    return;
  }
  if (version !== null) return;
  if (path.includes("@")) failAt(directive, `write the replacement as "path version", not "${path}"`);
  failAt(directive, `the replacement ${path} has no version; add one, or start it with ./ or ../ if it is a folder`);
}
__name(checkReplacement, "checkReplacement");
function isDirectoryPath(path) {
  return path === "." || path === ".." || /^(?:\.{0,2}[/\\]|[A-Za-z]:)/.test(path);
}
__name(isDirectoryPath, "isDirectoryPath");
function directiveComment(at, blockBefore) {
  const own = at.suffix === null ? at.before : [...at.before, at.suffix];
  const comments = own.length > 0 ? own : blockBefore;
  return comments.filter((comment) => comment !== "").map((comment) => comment.slice(2).trim()).join("\n");
}
__name(directiveComment, "directiveComment");
function unknownDirective(directive, known) {
  const near = known.find((word) => distance(word, directive.verb) <= 2);
  const remedy = near === void 0 ? `the known ones are ${known.join(", ")}` : `did you mean "${near}"?`;
  return failAt(directive, `unknown directive "${directive.verb}"; ${remedy}`);
}
__name(unknownDirective, "unknownDirective");
function distance(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[to.length];
}
__name(distance, "distance");

// src/go/gowork.ts
var DIRECTIVES = {
  go: {
    read: /* @__PURE__ */ __name((work, directive) => {
      work.go = readGoLine(directive, work.go);
    }, "read"),
    block: false
  },
  toolchain: {
    read: /* @__PURE__ */ __name((work, directive) => {
      work.toolchain = readToolchain(directive, work.toolchain);
    }, "read"),
    block: false
  },
  godebug: {
    read: /* @__PURE__ */ __name((work, directive) => {
      work.godebug.push(readGodebug(directive));
    }, "read"),
    block: true
  },
  use: { read: readUse, block: true },
  replace: {
    read: /* @__PURE__ */ __name((work, directive) => {
      work.replace.push(readReplace(directive));
    }, "read"),
    block: true
  }
};
function parseGoWork(text, file) {
  const work = { go: null, toolchain: null, godebug: [], use: [], replace: [] };
  for (const statement of parseModSyntax(text, file)) {
    const verb = statement.tokens[0];
    const at = { line: statement.line, tokens: statement.tokens, before: statement.before, suffix: null };
    const header = { file, verb, args: statement.tokens.slice(1), at };
    const entry = Object.hasOwn(DIRECTIVES, verb) ? DIRECTIVES[verb] : null;
    if (entry === null) unknownDirective(header, Object.keys(DIRECTIVES));
    if (statement.kind === "line") {
      entry.read(work, header);
      continue;
    }
    if (!entry.block || header.args.length > 0) {
      throw syntaxError(
        file,
        statement.line,
        `"${statement.tokens.join(" ")}" cannot open a block; write it on one line`
      );
    }
    for (const line of statement.lines) entry.read(work, { file, verb, args: line.tokens, at: line });
  }
  return work;
}
__name(parseGoWork, "parseGoWork");
function readUse(work, directive) {
  work.use.push({ path: stringOf(directive, onlyArgument(directive, "./service")), line: directive.at.line });
}
__name(readUse, "readUse");

// src/go/workspace.ts
function readWorkspace(root) {
  const text = readInside(root, "go.work");
  if (text === null) return null;
  const work = parseGoWork(text, "go.work");
  const uses = work.use.map(({ path }) => fromRoot(root, ".", path));
  for (const [index, { path, line }] of work.use.entries()) {
    const dir = uses[index];
    if (isOutside(dir) || isFileInside(root, posix3.join(dir, "go.mod"))) continue;
    throw new UserError(
      "go-work-member",
      `go.work:${line}: use ${path}: there is no go.mod in that folder; correct the path or remove the line`
    );
  }
  return { work, uses };
}
__name(readWorkspace, "readWorkspace");
function fromRoot(root, dir, path) {
  const inside = isAbsolute(path) ? relative(root, path) : posix3.join(dir, path);
  return inside.replace(/\/$/, "") || ".";
}
__name(fromRoot, "fromRoot");
function isOutside(dir) {
  return /^\.\.(?:\/|$)/.test(dir);
}
__name(isOutside, "isOutside");
function repositoryOf(root) {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
    if (folder === dirname(folder)) return null;
  }
}
__name(repositoryOf, "repositoryOf");
function workspaceWarnings(root, workspace) {
  const repository = repositoryOf(root);
  if (repository === null) return [];
  return workspace === null ? workspaceAbove(root, repository) : ignoredWorkspace(root, repository);
}
__name(workspaceWarnings, "workspaceWarnings");
function workspaceAbove(root, repository) {
  for (let folder = root; folder !== repository; ) {
    folder = dirname(folder);
    const text = readInside(repository, posix3.join(relative(repository, folder), "go.work"));
    if (text === null) continue;
    const above = relative(root, folder);
    const uses = [...text.matchAll(/^[ \t]*(?:use[ \t]+)?(\.[\w./-]*)[ \t\r]*$/gm)].map((match) => match[1]);
    const inside = relative(folder, root);
    const used = uses.map((path) => posix3.normalize(path)).some((path) => isAtOrBelow(path, inside));
    if (!used) return [];
    return [
      `${above}/go.work uses this folder but is outside the build context, so that the program is built without it; to build with it, set the context to ${above} and name the module.`
    ];
  }
  return [];
}
__name(workspaceAbove, "workspaceAbove");
function ignoredWorkspace(root, repository) {
  if (root !== repository) return [];
  const rows = readInside(root, ".gitignore")?.split("\n") ?? [];
  const line = rows.findLastIndex((row) => leavesOutGoWork(row.trim().replace(/^!/, ""))) + 1;
  if (line === 0 || rows[line - 1].startsWith("!") || isTracked(root)) return [];
  return [
    `go.work is left out of git (.gitignore:${line}), so that a checkout elsewhere does not have it: the modules are built one by one there.`
  ];
}
__name(ignoredWorkspace, "ignoredWorkspace");
function leavesOutGoWork(pattern) {
  return ["go.work", "go.work*", "go.*", "*.work"].includes(pattern.replace(/^(?:\*\*)?\//, ""));
}
__name(leavesOutGoWork, "leavesOutGoWork");
function isTracked(root) {
  const index = join(root, ".git", "index");
  if (!statSync(index, { throwIfNoEntry: false })?.isFile()) return true;
  return readFileSync(index).includes("\x07go.work\0");
}
__name(isTracked, "isTracked");

// src/go/gomod.ts
var DIRECTIVES2 = {
  module: { read: readModule, block: true },
  go: {
    read: /* @__PURE__ */ __name((mod, directive) => {
      mod.go = readGoLine(directive, mod.go);
    }, "read"),
    block: false
  },
  toolchain: {
    read: /* @__PURE__ */ __name((mod, directive) => {
      mod.toolchain = readToolchain(directive, mod.toolchain);
    }, "read"),
    block: false
  },
  godebug: {
    read: /* @__PURE__ */ __name((mod, directive) => {
      mod.godebug.push(readGodebug(directive));
    }, "read"),
    block: true
  },
  require: { read: readRequire, block: true },
  exclude: {
    read: /* @__PURE__ */ __name((mod, directive) => {
      mod.exclude.push(readModuleVersion(directive));
    }, "read"),
    block: true
  },
  replace: {
    read: /* @__PURE__ */ __name((mod, directive) => {
      mod.replace.push(readReplace(directive));
    }, "read"),
    block: true
  },
  retract: { read: readRetract, block: true },
  tool: {
    read: /* @__PURE__ */ __name((mod, directive) => {
      mod.tool.push(readPath(directive, "example.com/cmd/tool"));
    }, "read"),
    block: true
  },
  ignore: {
    read: /* @__PURE__ */ __name((mod, directive) => {
      mod.ignore.push(readPath(directive, "./node_modules"));
    }, "read"),
    block: true
  }
};
function parseGoMod(text, file) {
  const mod = {
    module: null,
    go: null,
    toolchain: null,
    godebug: [],
    require: [],
    exclude: [],
    replace: [],
    retract: [],
    tool: [],
    ignore: []
  };
  for (const statement of parseModSyntax(text, file)) {
    const verb = statement.tokens[0];
    const entry = Object.hasOwn(DIRECTIVES2, verb) ? DIRECTIVES2[verb] : null;
    const header = { file, verb, args: statement.tokens.slice(1), at: headerLine(statement) };
    if (entry === null) unknownDirective(header, Object.keys(DIRECTIVES2));
    if (statement.kind === "line") {
      entry.read(mod, header, []);
      continue;
    }
    if (!entry.block || header.args.length > 0) {
      throw syntaxError(
        file,
        statement.line,
        `"${statement.tokens.join(" ")}" cannot open a block; ${blockRemedy(verb)}`
      );
    }
    for (const at of statement.lines) entry.read(mod, { file, verb, args: at.tokens, at }, statement.before);
  }
  return mod;
}
__name(parseGoMod, "parseGoMod");
function headerLine(statement) {
  return { line: statement.line, tokens: statement.tokens, before: statement.before, suffix: statement.suffix ?? null };
}
__name(headerLine, "headerLine");
function blockRemedy(verb) {
  return DIRECTIVES2[verb].block ? `write "${verb} ("` : `write it on one line: ${verb} VALUE`;
}
__name(blockRemedy, "blockRemedy");
function readModule(mod, directive, blockBefore) {
  refuseRepeat(directive, mod.module);
  const path = stringOf(directive, onlyArgument(directive, "example.com/acme/ledger"));
  const comment = directiveComment(directive.at, blockBefore);
  const deprecated = /(?:^|\n\n)Deprecated: *(.*?)(?:$|\n\n)/s.exec(comment);
  mod.module = { path, deprecated: deprecated?.[1] || null, line: directive.at.line };
}
__name(readModule, "readModule");
function readRequire(mod, directive) {
  const comment = directive.at.suffix?.slice(2).trim() ?? "";
  mod.require.push({ ...readModuleVersion(directive), indirect: /^indirect(?:$|;\s)/.test(comment) });
}
__name(readRequire, "readRequire");
function readModuleVersion(directive) {
  const { verb, args, at } = directive;
  if (args.length !== 2)
    failAt(directive, `${verb} takes a module path and a version: ${verb} example.com/module v1.2.3`);
  const path = stringOf(directive, args[0]);
  const version = versionOf(directive, path, args[1]);
  checkMajor(directive, path, version);
  return { path, version, line: at.line };
}
__name(readModuleVersion, "readModuleVersion");
function readRetract(mod, directive, blockBefore) {
  const { args, at } = directive;
  const range = args[0] === "[" && args.length === 5 && args[2] === "," && args[4] === "]";
  if (!range && (args.length !== 1 || args[0] === "[" || args[0] === "(")) {
    failAt(directive, "retract takes one version or a range: retract v1.2.3, or retract [v1.2.0, v1.2.5]");
  }
  const low = stringOf(directive, args[range ? 1 : 0]);
  const high = range ? stringOf(directive, args[3]) : low;
  mod.retract.push({ low, high, rationale: directiveComment(at, blockBefore) || null, line: at.line });
}
__name(readRetract, "readRetract");
function readPath(directive, example) {
  return { path: stringOf(directive, onlyArgument(directive, example)), line: directive.at.line };
}
__name(readPath, "readPath");

export {
  isAtOrBelow,
  wildcard,
  fixedPart,
  canonicalVersion,
  unquoteGo,
  isDirectoryPath,
  parseGoMod,
  gitIgnore,
  goTokens,
  depthChange,
  MAY_LISTEN,
  FLAG_RANK,
  readHeader,
  readBody,
  readWorkspace,
  fromRoot,
  isOutside,
  repositoryOf,
  workspaceWarnings
};
