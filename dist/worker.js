import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
var __knownSymbol = (name, symbol) => (symbol = Symbol[name]) ? symbol : /* @__PURE__ */ Symbol.for("Symbol." + name);
var __typeError = (msg) => {
  throw TypeError(msg);
};
var __using = (stack, value, async) => {
  if (value != null) {
    if (typeof value !== "object" && typeof value !== "function") __typeError("Object expected");
    var dispose, inner;
    if (async) dispose = value[__knownSymbol("asyncDispose")];
    if (dispose === void 0) {
      dispose = value[__knownSymbol("dispose")];
      if (async) inner = dispose;
    }
    if (typeof dispose !== "function") __typeError("Object not disposable");
    if (inner) dispose = function() {
      try {
        inner.call(this);
      } catch (e) {
        return Promise.reject(e);
      }
    };
    stack.push([async, dispose, value]);
  } else if (async) {
    stack.push([async]);
  }
  return value;
};
var __callDispose = (stack, error, hasError) => {
  var E = typeof SuppressedError === "function" ? SuppressedError : function(e, s, m, _) {
    return _ = Error(m), _.name = "SuppressedError", _.error = e, _.suppressed = s, _;
  };
  var fail = (e) => error = hasError ? new E(e, error, "An error was suppressed during disposal") : (hasError = true, e);
  var next = (it) => {
    while (it = stack.pop()) {
      try {
        var result = it[1] && it[1].call(it[2]);
        if (it[0]) return Promise.resolve(result).then(next, (e) => (fail(e), next()));
      } catch (e) {
        fail(e);
      }
    }
    if (hasError) throw error;
  };
  return next();
};

// src/image/layer/worker.ts
import { MessagePort, parentPort, workerData } from "node:worker_threads";

// src/image/layer/pump.ts
import { once } from "node:events";
var PIECE = 256 * 1024;
async function* receive(port) {
  let before = null;
  for (let next = once(port, "message"); ; ) {
    const [message] = await next;
    if ("end" in message) return;
    if ("error" in message) throw new Error(message.error);
    next = once(port, "message");
    port.postMessage("taken");
    yield message.piece;
    before?.buffer.transfer?.(0);
    before = message.piece;
  }
}

// src/image/layer/read-here.ts
import { join } from "node:path";
import { threadId } from "node:worker_threads";

// src/image/layer/read-layer.ts
import { createHash as createHash2 } from "node:crypto";
import zlib3 from "node:zlib";

// src/image/go/elf.ts
import { endianness } from "node:os";

// src/image/go/printable.ts
function printable(text2) {
  return text2.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}

// src/image/go/elf.ts
var ET_EXEC = 2;
var ET_DYN = 3;
var PT_LOAD = 1;
var PT_DYNAMIC = 2;
var PT_INTERP = 3;
var PF_X = 1;
var PF_W = 2;
var SHF_WRITE = 1;
var SHF_ALLOC = 2;
var SHF_EXECINSTR = 4;
var SHT_NOBITS = 8;
var MAX_SEGMENTS = 512;
var MAX_SECTIONS = 4096;
var MAX_NAMES = 1 << 20;
function readElf(file) {
  const head = file.read(0, 64);
  if (head.length < 52 || head.readUInt32BE(0) !== 2135247942) return null;
  const [wordBytes, bigEndian] = [head[4] === 2 ? 8 : 4, head[5] === 2];
  if (head[4] === 0 || head[4] > 2 || head[5] === 0 || head[5] > 2 || head.length < (wordBytes === 8 ? 64 : 52))
    return null;
  const elf = { file, wordBytes, bigEndian, type: 0, segments: [], headersEnd: 0, sections: [] };
  elf.type = u16(elf, head, 16);
  if (elf.type !== ET_EXEC && elf.type !== ET_DYN) return null;
  const at = wordBytes === 8 ? { programs: 32, sections: 40, sizes: 54 } : { programs: 28, sections: 32, sizes: 42 };
  const [programs, entryBytes2, count] = [
    word(elf, head, at.programs),
    u16(elf, head, at.sizes),
    u16(elf, head, at.sizes + 2)
  ];
  elf.segments = readSegments(elf, programs, entryBytes2, count);
  elf.headersEnd = programs + entryBytes2 * count;
  elf.sections = readSections(elf, word(elf, head, at.sections), {
    entryBytes: u16(elf, head, at.sizes + 4),
    count: u16(elf, head, at.sizes + 6),
    names: u16(elf, head, at.sizes + 8)
  });
  return elf;
}
function readSegments(elf, offset, entryBytes2, count) {
  const wide = elf.wordBytes === 8;
  if (entryBytes2 < (wide ? 56 : 32) || count > MAX_SEGMENTS) return [];
  const table = bytesAt(elf, offset, entryBytes2 * count);
  if (!table) return [];
  const all = Array.from({ length: count }, (_, index) => {
    const at = index * entryBytes2;
    return {
      type: u32(elf, table, at),
      flags: u32(elf, table, at + (wide ? 4 : 24)),
      offset: word(elf, table, at + (wide ? 8 : 4)),
      address: word(elf, table, at + (wide ? 16 : 8)),
      fileBytes: word(elf, table, at + (wide ? 32 : 16))
    };
  });
  return all.filter((segment) => segment.offset + segment.fileBytes <= elf.file.size);
}
function readSections(elf, offset, { entryBytes: entryBytes2, count, names }) {
  const wide = elf.wordBytes === 8;
  if (offset === 0 || entryBytes2 < (wide ? 64 : 40) || count > MAX_SECTIONS || names >= count) return [];
  const table = bytesAt(elf, offset, entryBytes2 * count);
  if (!table) return [];
  const all = Array.from({ length: count }, (_, index) => {
    const at = index * entryBytes2;
    return {
      nameOffset: u32(elf, table, at),
      type: u32(elf, table, at + 4),
      flags: word(elf, table, at + 8),
      address: word(elf, table, at + (wide ? 16 : 12)),
      offset: word(elf, table, at + (wide ? 24 : 16)),
      fileBytes: word(elf, table, at + (wide ? 32 : 20))
    };
  });
  const { offset: namesAt, fileBytes } = all[names];
  const text2 = fileBytes <= MAX_NAMES ? bytesAt(elf, namesAt, fileBytes) : null;
  if (!text2) return [];
  return all.slice(1).map(({ nameOffset, ...section }) => ({
    name: textAt(text2, nameOffset, 128) ?? "",
    ...section,
    fileBytes: section.type === SHT_NOBITS ? 0 : section.fileBytes
  })).filter((section) => section.fileBytes === 0 || section.offset + section.fileBytes <= elf.file.size);
}
var WINDOW = 256 * 1024;
function bytesAt(elf, offset, length) {
  return allOf(elf, elf.file.read, offset, length);
}
function windowAt(elf, offset, length) {
  return allOf(elf, elf.file.window, offset, length);
}
function allOf({ file }, read2, offset, length) {
  if (!Number.isSafeInteger(offset + length) || offset < 0 || length < 0 || offset + length > file.size) return null;
  const bytes = read2(offset, length);
  return bytes.length === length ? bytes : null;
}
function placeOf(elf, address) {
  for (const segment of elf.segments) {
    const into = address - segment.address;
    if (segment.type === PT_LOAD && into >= 0 && into < segment.fileBytes)
      return { offset: segment.offset + into, left: segment.fileBytes - into };
  }
  return null;
}
function memoryAt(elf, address, length) {
  const place = placeOf(elf, address);
  return place && length <= place.left ? bytesAt(elf, place.offset, length) : null;
}
function textAt(bytes, at, longest) {
  if (at < 0 || at >= bytes.length) return null;
  const end = bytes.indexOf(0, at);
  return end < 0 || end - at > longest ? null : printable(bytes.toString("utf8", at, end));
}
function u16(elf, bytes, at) {
  return elf.bigEndian ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at);
}
function u32(elf, bytes, at) {
  return elf.bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
}
function word(elf, bytes, at) {
  if (elf.wordBytes === 4) return u32(elf, bytes, at);
  const [high, low] = elf.bigEndian ? [at, at + 4] : [at + 4, at];
  return u32(elf, bytes, high) * 4294967296 + u32(elf, bytes, low);
}
function hostWords(elf, bytes) {
  const foreign = elf.bigEndian !== (endianness() === "BE");
  if (!foreign && bytes.byteOffset % 4 === 0) return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2);
  const copy = Uint8Array.from(bytes.subarray(0, bytes.length & ~3));
  if (foreign) Buffer.from(copy.buffer).swap32();
  return new Uint32Array(copy.buffer);
}

// src/image/go/build-information.ts
var MAGIC = Buffer.from("\xFF Go buildinf:", "latin1");
var ALIGN = 16;
var HEADER = 32;
var INLINE = 2;
var BIG_ENDIAN = 1;
var MAX_TEXT = 4 << 20;
var MAX_RELEASE = 256;
var MAX_SEARCH = 64 << 20;
function readBuildInformation(elf) {
  let left = MAX_SEARCH;
  for (const { offset, fileBytes } of placesToLook(elf)) {
    const at = findMagic(elf, offset, Math.min(fileBytes, left));
    left -= Math.min(fileBytes, left);
    const found = at === null ? null : readBlock(elf, at);
    if (found) return found;
  }
  return null;
}
function placesToLook(elf) {
  const named = elf.sections.filter(({ name }) => name === ".go.buildinfo");
  if (named.length > 0) return named;
  return elf.segments.filter(({ type, flags }) => type === PT_LOAD && (flags & (PF_X | PF_W)) === PF_W);
}
function findMagic(elf, offset, length) {
  const end = offset + length;
  for (let start = offset; start < end; start += WINDOW) {
    const bytes = windowAt(elf, start, Math.min(WINDOW + MAGIC.length, end - start));
    for (let at = bytes?.indexOf(MAGIC) ?? -1; bytes && at >= 0; at = bytes.indexOf(MAGIC, at + 1))
      if ((start + at) % ALIGN === 0) return start + at;
  }
  return null;
}
function readBlock(elf, offset) {
  const header = bytesAt(elf, offset, HEADER);
  if (!header) return null;
  const [wordBytes, flags] = [header[14], header[15]];
  if ((flags & INLINE) !== 0) {
    const release3 = readPrefixed(elf, offset + HEADER, MAX_RELEASE);
    const text3 = release3 && readPrefixed(elf, release3.end, MAX_TEXT);
    return release3 && withoutFrame(release3.bytes, text3?.bytes ?? null);
  }
  if (wordBytes !== elf.wordBytes) return null;
  const pointers = { ...elf, bigEndian: (flags & BIG_ENDIAN) !== 0 };
  const release2 = readGoString(pointers, word(pointers, header, 16), MAX_RELEASE);
  const text2 = readGoString(pointers, word(pointers, header, 16 + wordBytes), MAX_TEXT);
  return release2 && withoutFrame(release2, text2);
}
function withoutFrame(release2, framed) {
  if (release2.length === 0) return null;
  const whole2 = framed && framed.length >= 33 && framed[framed.length - 17] === 10;
  const text2 = whole2 ? framed.toString("utf8", 16, framed.length - 16) : "";
  return { goRelease: printable(release2.toString("utf8")), text: framed ? text2 : null };
}
function readPrefixed(elf, offset, longest) {
  const head = bytesAt(elf, offset, Math.min(10, elf.file.size - offset));
  let length = 0;
  for (const [index, byte] of head?.entries() ?? []) {
    length += (byte & 127) * 2 ** (7 * index);
    if (byte >= 128) continue;
    const bytes = length <= longest ? bytesAt(elf, offset + index + 1, length) : null;
    return bytes && { bytes, end: offset + index + 1 + length };
  }
  return null;
}
function readGoString(elf, address, longest) {
  const header = memoryAt(elf, address, 2 * elf.wordBytes);
  const length = header ? word(elf, header, elf.wordBytes) : 0;
  return header && length <= longest ? memoryAt(elf, word(elf, header, 0), length) : null;
}

// src/dockerfile/check/secret-files.ts
var SECRET_NAME = /(?:^|_)(?:TOKEN|PASSWORD|PASSWD|SECRET|PAT|API_?KEY|ACCESS_KEY|PRIVATE_KEY|SSH_KEY|CREDENTIALS)$/i;

// src/image/secret-values.ts
var OTHER_NAME = /pass|auth(?!or)|cred|dsn|secret|token|key$|salt|cookie|session|signature/i;
var VALUE = /:\/\/[^\s/@]{0,200}:[^\s/@]{1,200}@|-----BEGIN |\b(?:gh[pousr]_|github_pat_|glpat-|AKIA|ASIA|xox[abpr]-|AIza|eyJ[\w-]{8})/;
var OPTION = /--?[\w-]{0,40}(?:password|passwd|secret|token|api-?key)(?:=|["\s,])/i;
function looksSecret(name, value) {
  return SECRET_NAME.test(name) || OTHER_NAME.test(name) || VALUE.test(value) || OPTION.test(value);
}
var NOT_SHOWN = "(not shown)";
function shownEntry(entry) {
  const at = entry.indexOf("=");
  if (at < 0) return VALUE.test(entry) ? NOT_SHOWN : entry;
  const [name, value] = [entry.slice(0, at), entry.slice(at + 1)];
  return value !== "" && looksSecret(name, value) ? `${name}=${NOT_SHOWN}` : entry;
}
function shownWords(line) {
  return line.replace(/[^\s'"=]{1,200}=[^\s'"]+/g, shownEntry);
}

// src/image/go/unquote.ts
var ESCAPE = /\\(?:[0-7]{3}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[abfnrtv\\"])/;
var SIMPLE = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "	",
  v: "\v",
  "\\": "\\",
  '"': '"'
};
function unquote(literal) {
  const [quote, inner] = [literal[0], literal.slice(1, -1)];
  if (literal.length < 2 || literal.at(-1) !== quote) return null;
  if (quote === "`") return inner.includes("`") ? null : inner.replaceAll("\r", "");
  const [plain, escapes] = [inner.split(ESCAPE), inner.match(new RegExp(ESCAPE, "g")) ?? []];
  if (quote !== '"' || plain.some((piece) => /["\\\n]/.test(piece))) return null;
  return Buffer.concat(plain.flatMap((piece, index) => [Buffer.from(piece), bytesOf(escapes[index] ?? "")])).toString();
}
function bytesOf(sequence) {
  const [kind, digits] = [sequence[1] ?? "", sequence.slice(2)];
  if (sequence.length <= 2) return Buffer.from(SIMPLE[kind] ?? "");
  if (kind === "x") return Buffer.of(Number.parseInt(digits, 16));
  if (kind !== "u" && kind !== "U") return Buffer.of(Number.parseInt(sequence.slice(1), 8) & 255);
  const code = Number.parseInt(digits, 16);
  return Buffer.from(code <= 1114111 ? String.fromCodePoint(code) : "\uFFFD");
}

// src/image/go/build-list.ts
var MAX_LINES = 2e4;
var MAX_SETTINGS = 1e3;
var LONGEST_SETTING = 64 * 1024;
function readBuildList(text2) {
  const list = { mainPackage: "", mainModule: null, modules: [], settings: [] };
  let last = null;
  for (const line of text2.split("\n").slice(0, MAX_LINES)) {
    const tab = line.indexOf("	");
    const [word2, rest] = [line.slice(0, tab), line.slice(tab + 1)];
    if (word2 === "path") list.mainPackage = printable(rest);
    else if (word2 === "mod" || word2 === "dep") {
      const version = readVersion(rest);
      last = version && { ...version, replacedBy: null };
      if (word2 === "mod") list.mainModule = last;
      else if (last) list.modules.push(last);
    } else if (word2 === "=>") {
      if (last) last.replacedBy = readVersion(rest);
      last = null;
    } else if (word2 === "build" && list.settings.length < MAX_SETTINGS) {
      const setting = readSetting(rest);
      if (setting) list.settings.push({ ...setting, value: shownWords(setting.value) });
    }
  }
  return list;
}
function readVersion(columns) {
  const [path, version, sum, ...more] = columns.split("	").map(printable);
  if (!path || version === void 0 || more.length > 0) return null;
  return { path, version, sum: sum || null };
}
function readSetting(text2) {
  if (text2.length > LONGEST_SETTING) return null;
  const [, quotedKey, plainKey, rawValue] = /^(?:("(?:[^"\\]|\\.)*"|`[^`]*`)|([^="`][^=]*))=(.*)$/su.exec(text2) ?? [];
  const key = quotedKey === void 0 ? plainKey : unquote(quotedKey);
  const value = /^["`]/.test(rawValue ?? "") ? unquote(rawValue) : rawValue;
  return key == null || value == null ? null : { key: printable(key), value: printable(value) };
}

// src/image/go/dynamic.ts
var DT_RELA = 7;
var DT_RELASZ = 8;
var DT_NEEDED = 1;
var DT_STRTAB = 5;
var DT_STRSZ = 10;
var MAX_TABLE = 64 * 1024;
var MAX_NAMES2 = 16 << 20;
var MAX_LIBRARIES = 256;
function readDynamic(elf) {
  const entries = readEntries(elf);
  const values = new Map(entries.filter(([tag]) => tag !== DT_NEEDED));
  const size = values.get(DT_STRSZ) ?? 0;
  const names = size <= MAX_NAMES2 ? memoryAt(elf, values.get(DT_STRTAB) ?? 0, size) : null;
  const needed = entries.filter(([tag]) => tag === DT_NEEDED).slice(0, MAX_LIBRARIES);
  return { values, libraries: names ? needed.flatMap(([, at]) => textAt(names, at, 1024) ?? []) : [] };
}
function readEntries(elf) {
  const segment = elf.segments.find(({ type }) => type === PT_DYNAMIC);
  const table = segment && bytesAt(elf, segment.offset, Math.min(segment.fileBytes, MAX_TABLE));
  const entries = [];
  if (!table) return entries;
  for (let at = 0; at + 2 * elf.wordBytes <= table.length; at += 2 * elf.wordBytes) {
    const tag = word(elf, table, at);
    if (tag === 0) break;
    entries.push([tag, word(elf, table, at + elf.wordBytes)]);
  }
  return entries;
}

// src/image/go/embedded.ts
import { createHash } from "node:crypto";

// src/image/go/embed-tables.ts
var HEADER_WORDS = 3;
var MAX_SLICES = 1e5;
var MAX_FILES = 5e4;
var LONGEST_NAME = 1024;
var MAX_SEARCH2 = 512 << 20;
var MAX_RELOCATIONS = 128 << 20;
function entryBytes(elf) {
  return 4 * elf.wordBytes + 16;
}
function findEmbedTables(elf, dynamic) {
  const relocated = elf.type === ET_DYN ? findRelocated(elf, dynamic) : [];
  const tables = readTables(elf, relocated.length > 0 ? relocated : findInPlace(elf));
  const targets = /* @__PURE__ */ new Map();
  if (relocated.length > 0) {
    const places = new Set(tables.flatMap(({ start, files }) => addressPlaces(elf, start, files)));
    eachRelative(elf, dynamic, (at, target) => places.has(at) && targets.set(at, target));
  }
  return tables.map(({ start, files, bytes }) => ({
    ...{ files, bytes },
    addressIn: (at) => targets.get(start + at) ?? word(elf, bytes, at)
  }));
}
function addressPlaces(elf, start, files) {
  return Array.from({ length: 2 * files }, (_, index) => {
    return start + (index >> 1) * entryBytes(elf) + (index & 1) * 2 * elf.wordBytes;
  });
}
function readTables(elf, slices) {
  const size = elf.wordBytes;
  let room = MAX_FILES;
  return slices.flatMap((address) => {
    const start = address + HEADER_WORDS * size;
    const head = memoryAt(elf, address, (HEADER_WORDS + 2) * size);
    const [files, capacity, , nameBytes] = head ? [1, 2, 3, 4].map((index) => word(elf, head, index * size)) : [];
    if (!files || files !== capacity || !nameBytes || nameBytes > LONGEST_NAME || files > room) return [];
    const bytes = memoryAt(elf, start, files * entryBytes(elf));
    if (bytes) room -= files;
    return bytes ? [{ start, files, bytes }] : [];
  });
}
function findRelocated(elf, dynamic) {
  const found = [];
  eachRelative(elf, dynamic, (at, target) => {
    if (target === at + HEADER_WORDS * elf.wordBytes && found.length < MAX_SLICES) found.push(at);
  });
  return found;
}
function eachRelative(elf, { values }, visit) {
  const size = elf.wordBytes;
  const place = placeOf(elf, values.get(DT_RELA) ?? 0);
  const length = Math.min(values.get(DT_RELASZ) ?? 0, place?.left ?? 0, MAX_RELOCATIONS);
  const step = WINDOW - WINDOW % (3 * size);
  for (let start = 0; start < length; start += step) {
    const bytes = windowAt(elf, place.offset + start, Math.min(step, length - start));
    for (let at = 0; bytes && at + 3 * size <= bytes.length; at += 3 * size) {
      const symbol = size === 4 ? u32(elf, bytes, at + 4) >>> 8 : u32(elf, bytes, at + (elf.bigEndian ? 8 : 12));
      if (symbol === 0) visit(word(elf, bytes, at), word(elf, bytes, at + 2 * size));
    }
  }
}
function findInPlace(elf) {
  const found = [];
  let left = MAX_SEARCH2;
  for (const { offset, address, fileBytes } of elf.segments.filter(
    ({ type, flags }) => type === PT_LOAD && !(flags & PF_X)
  )) {
    const length = Math.min(fileBytes, left);
    left -= length;
    for (let start = 0; start < length && address % elf.wordBytes === 0; start += WINDOW) {
      const bytes = windowAt(elf, offset + start, Math.min(WINDOW, length - start));
      if (bytes) eachSelfPointer(elf, bytes, address + start, (at) => found.length < MAX_SLICES && found.push(at));
    }
  }
  return found;
}
function eachSelfPointer(elf, bytes, address, visit) {
  const words = hostWords(elf, bytes);
  const step = elf.wordBytes / 4;
  const low = step === 2 && !elf.bigEndian ? 0 : step - 1;
  let target = address + HEADER_WORDS * elf.wordBytes;
  for (let index = 0; index + step <= words.length; index += step, target += elf.wordBytes) {
    if (words[index + low] !== target >>> 0) continue;
    const high = step === 2 ? words[index + 1 - low] : 0;
    if (high * 4294967296 + words[index + low] === target) visit(target - HEADER_WORDS * elf.wordBytes);
  }
}

// src/image/go/embedded.ts
var MAX_FILES2 = 2e4;
function readEmbedded(elf, dynamic) {
  const proved = /* @__PURE__ */ new Map();
  const provedBy = prover(elf);
  for (const table of findEmbedTables(elf, dynamic)) {
    for (const { path, address, bytes, hash } of readEntries2(elf, table)) {
      if (proved.size > MAX_FILES2) break;
      if (provedBy(address, bytes, hash)) proved.set(`${address} ${path}`, { path, bytes });
    }
  }
  const files = [...proved.values()].slice(0, MAX_FILES2);
  return {
    files: files.sort((a, b) => a.path < b.path ? -1 : a.path > b.path ? 1 : a.bytes - b.bytes),
    unread: proved.size > MAX_FILES2 ? [`More than ${MAX_FILES2} embedded files; the rest is left out.`] : []
  };
}
function readEntries2(elf, { files, bytes, addressIn }) {
  const size = elf.wordBytes;
  const entries = [];
  for (let at = 0; at < files * entryBytes(elf); at += entryBytes(elf)) {
    const nameBytes = word(elf, bytes, at + size);
    const name = nameBytes > 0 && nameBytes <= LONGEST_NAME ? memoryAt(elf, addressIn(at), nameBytes) : null;
    if (!name) return [];
    const [path, length] = [printable(name.toString()), word(elf, bytes, at + 3 * size)];
    const hash = bytes.subarray(at + 4 * size, at + 4 * size + 16);
    if (!path.endsWith("/")) entries.push({ path, address: addressIn(at + 2 * size), bytes: length, hash });
  }
  return entries;
}
function prover(elf) {
  const known = /* @__PURE__ */ new Map();
  let left = elf.file.size;
  return (address, bytes, hash) => {
    const key = `${address} ${bytes}`;
    let hashes = known.get(key);
    if (!hashes) {
      const place = bytes === 0 ? { offset: 0, left: 0 } : placeOf(elf, address);
      if (!place || bytes > place.left || bytes > left) return false;
      left -= bytes;
      hashes = hashesOf(elf, place.offset, bytes);
      known.set(key, hashes);
    }
    return hashes.some((candidate) => candidate.equals(hash.subarray(1)));
  };
}
function hashesOf(elf, offset, bytes) {
  const [plain, prefixed] = [createHash("sha256"), createHash("sha256").update(Buffer.of(1))];
  for (let start = 0; start < bytes; start += WINDOW) {
    const chunk = windowAt(elf, offset + start, Math.min(WINDOW, bytes - start));
    for (const hash of [plain, prefixed]) hash.update(chunk ?? Buffer.alloc(0));
  }
  const sum = plain.digest();
  return [sum, sum.map((byte) => byte ^ 255), prefixed.digest()].map((hash) => Buffer.from(hash.subarray(1, 16)));
}

// src/image/go/find-function-table.ts
var FORMS = /* @__PURE__ */ new Map([
  [4294967280, 40],
  [4294967281, 44]
]);
var NAMES = [".gopclntab", ".data.rel.ro.gopclntab"];
var MAGIC_BYTES = 6;
var MAX_CANDIDATES = 1e3;
function findFunctionTable(elf) {
  const named = elf.sections.find(({ name }) => NAMES.includes(name));
  if (named) return readHeader(elf, named.offset, named.fileBytes);
  const left = { bytes: elf.file.size, candidates: MAX_CANDIDATES };
  for (const { offset, fileBytes } of placesToLook2(elf)) {
    const found = search(elf, offset, fileBytes, left);
    if (found) return found;
  }
  return null;
}
function placesToLook2(elf) {
  if (elf.sections.length > 0)
    return elf.sections.filter(({ flags }) => (flags & SHF_ALLOC) !== 0 && (flags & SHF_EXECINSTR) === 0);
  const loads = elf.segments.filter(({ type }) => type === PT_LOAD);
  const code = loads.filter(({ flags }) => (flags & PF_X) !== 0);
  return [...loads.filter((load) => !code.includes(load)), ...code];
}
function search(elf, offset, length, left) {
  for (let start = offset; start < offset + length && left.bytes > 0; start += WINDOW) {
    const bytes = windowAt(elf, start, Math.min(WINDOW + MAGIC_BYTES - 1, offset + length - start)) ?? Buffer.alloc(0);
    left.bytes -= bytes.length;
    for (const magic of FORMS.keys()) {
      const pattern = Buffer.alloc(MAGIC_BYTES);
      if (elf.bigEndian) pattern.writeUInt32BE(magic);
      else pattern.writeUInt32LE(magic);
      for (let at = bytes.indexOf(pattern); at >= 0 && left.candidates > 0; at = bytes.indexOf(pattern, at + 1)) {
        left.candidates -= 1;
        const table = readHeader(elf, start + at, offset + length - start - at);
        if (table) return table;
      }
    }
  }
  return null;
}
function readHeader(elf, offset, room) {
  const headerBytes2 = 8 + 8 * elf.wordBytes;
  const header = headerBytes2 <= room ? bytesAt(elf, offset, headerBytes2) : null;
  const recordBytes = header && FORMS.get(u32(elf, header, 0));
  if (!header || !recordBytes || header[4] !== 0 || header[5] !== 0) return null;
  if (![1, 2, 4].includes(header[6]) || header[7] !== elf.wordBytes) return null;
  const field = (index) => word(elf, header, 8 + index * elf.wordBytes);
  const [functions, namesAt, unitsAt, filesAt, positionsAt, recordsAt] = [0, 3, 4, 5, 6, 7].map(field);
  const order = [headerBytes2, namesAt, unitsAt, filesAt, positionsAt, recordsAt, recordsAt + 8 * functions + 4, room];
  if (functions === 0 || order.some((at, index) => index > 0 && at < order[index - 1])) return null;
  const [first, last] = [0, functions - 1].map((index) => bytesAt(elf, offset + recordsAt + 8 * index, 12));
  if (!first || !last) return null;
  const lastAt = recordsAt + u32(elf, last, 4);
  const record = lastAt + recordBytes <= room ? bytesAt(elf, offset + lastAt, recordBytes) : null;
  if (!record || u32(elf, first, 0) > u32(elf, first, 8) || u32(elf, first, 4) < 8 * functions + 4) return null;
  const end = lastAt + recordBytes + 4 * (u32(elf, record, 28) + record[recordBytes - 1]);
  return end > room ? null : { offset, functions, quantum: header[6], namesAt, unitsAt, positionsAt, recordsAt, end, recordBytes };
}

// src/runner/memory.ts
function freeMemory({ buffer, byteLength }) {
  if (buffer.byteLength === byteLength && buffer instanceof ArrayBuffer) buffer.transfer?.(0);
}
function takingTurns(bytes) {
  const buffers = [];
  let calls = 0;
  return () => {
    const turn = calls++ % 2;
    buffers[turn] ??= Buffer.allocUnsafeSlow(bytes);
    return buffers[turn];
  };
}

// src/image/go/code-bytes.ts
function codeBytesReader(positions, quantum) {
  let left = 2 * positions.length;
  return (pcsp) => {
    if (pcsp === 0) return null;
    let code = 0;
    let number2 = 0;
    let shift = 1;
    let isDepth = true;
    for (let at = pcsp; at < positions.length && left > 0; at++, left--) {
      const byte = positions[at];
      number2 += (byte & 127) * shift;
      shift *= 128;
      if (byte >= 128) continue;
      if (isDepth && number2 === 0 && at > pcsp) return code;
      if (!isDepth) code += number2 * quantum;
      number2 = 0;
      shift = 1;
      isDepth = !isDepth;
    }
    return null;
  };
}

// src/image/go/functions.ts
var MAX_BYTES = 64 << 20;
var TOO_LARGE = ["The function table is larger than 64 MiB."];
var DAMAGED = ["The function table is damaged."];
var NO_UNIT = 4294967295;
function readFunctions(elf, table, each) {
  const { namesAt, unitsAt, positionsAt, recordsAt } = table;
  if (unitsAt - namesAt + table.end - positionsAt > MAX_BYTES) return TOO_LARGE;
  const names = bytesAt(elf, table.offset + namesAt, unitsAt - namesAt);
  const positions = bytesAt(elf, table.offset + positionsAt, recordsAt - positionsAt);
  const bytes = bytesAt(elf, table.offset + recordsAt, table.end - recordsAt);
  const starts = new Uint8Array(positions?.length ?? 0);
  try {
    const records = bytes && readRecords(elf, bytes, table);
    return names && positions && records ? readParts(table, { names, positions, starts, records }, each) : DAMAGED;
  } finally {
    for (const part of [names, positions, bytes, starts]) if (part) freeMemory(part);
  }
}
function readParts(table, { names, positions, starts, records }, each) {
  const codeBytesOf = codeBytesReader(positions, table.quantum);
  const positionBytesOf = positionBytesReader(starts, records);
  let namesBytes = 0;
  for (let index = 0; index < table.functions; index++) {
    const at = records.places[index];
    const toNext = records.words[2 * index + 2] - records.words[2 * index];
    const nameAt = records.words[at + NAME];
    const nameEnd = endOfName(names, nameAt);
    namesBytes += nameEnd + 1 - nameAt;
    if (toNext < 0 || nameAt >= names.length || nameEnd < 0 || namesBytes > names.length) return DAMAGED;
    const codeBytes = Math.min(toNext, codeBytesOf(records.words[at + POSITIONS]) ?? toNext);
    const tableBytes = 8 + 4 * records.lengthOf(at) + nameEnd + 1 - nameAt + positionBytesOf(at);
    const inGo = records.words[at + UNIT] !== NO_UNIT;
    each(inGo ? names.toString("latin1", nameAt, nameEnd) : "", codeBytes, tableBytes);
  }
  return [];
}
function endOfName(names, from) {
  for (let at = from; at < names.length; at++) if (names[at] === 0) return at;
  return -1;
}
var [NAME, POSITIONS, MORE_POSITIONS, UNIT] = [1, 4, 7, 8];
function readRecords(elf, bytes, { functions, recordBytes }) {
  const words = hostWords(elf, bytes);
  const fixed = recordBytes / 4;
  const lastByte = (value) => elf.bigEndian ? value & 255 : value >>> 24;
  const lengthOf = (at) => fixed + words[at + MORE_POSITIONS] + lastByte(words[at + fixed - 1]);
  const places = new Uint32Array(functions);
  let used = 0;
  for (let index = 0; index < functions; index++) {
    const at = words[2 * index + 1] / 4;
    if (!Number.isInteger(at) || at + fixed > words.length) return null;
    used += lengthOf(at);
    if (at + lengthOf(at) > words.length || used > words.length) return null;
    places[index] = at;
  }
  return { words, places, lengthOf, fixed };
}
function positionBytesReader(starts, { words, places, fixed }) {
  const position = (at, index) => words[index < 3 ? at + POSITIONS + index : at + fixed + index - 3];
  const count = (at) => 3 + words[at + MORE_POSITIONS];
  const [START, TAKEN] = [1, 2];
  for (const at of places) for (let index = 0; index < count(at); index++) starts[position(at, index)] = START;
  return (at) => {
    let bytes = 0;
    for (let index = 0; index < count(at); index++) {
      const start = position(at, index);
      if (start === 0 || starts[start] !== START) continue;
      starts[start] = TAKEN;
      let end = start + 1;
      while (end < starts.length && starts[end] === 0) end += 1;
      bytes += end - start;
    }
    return bytes;
  };
}

// src/image/go/linking.ts
var PT_PHDR = 6;
var PT_GNU_EH_FRAME = 1685382480;
var DT_FLAGS_1 = 1879048187;
var DF_1_PIE = 134217728;
var OF_C_LINKERS = [".init", ".init_array", ".eh_frame", ".comment"];
function readLinking(elf, dynamic) {
  const named = (matches) => elf.sections.some(({ name }) => matches(name));
  const segment = (wanted) => elf.segments.some(({ type }) => type === wanted);
  const external = elf.sections.length > 0 ? named((name) => OF_C_LINKERS.includes(name)) : segment(PT_GNU_EH_FRAME) || !segment(PT_PHDR);
  return {
    mode: external ? "external" : "internal",
    pie: elf.type === ET_DYN && (segment(PT_INTERP) || ((dynamic.values.get(DT_FLAGS_1) ?? 0) & DF_1_PIE) !== 0),
    libraries: dynamic.libraries,
    symbols: named((name) => name === ".symtab"),
    debug: named((name) => /^\.z?debug_info$/.test(name))
  };
}

// src/image/go/symbol-names.ts
var OF_A_TYPE = /^type[:.]\.(?:eq|hash)\./;
var ENDS_OF_PATH = "([{ ,*<";
var END_OF_PATH = new RegExp(`[${ENDS_OF_PATH}]`);
var LONGEST_PATH = 512;
var OF_NO_PACKAGE = /* @__PURE__ */ new Set(["go", "type", "_"]);
function packageOfSymbol(symbol) {
  const name = symbol.startsWith("type") ? symbol.replace(OF_A_TYPE, "") : symbol;
  if (name.startsWith("go:") || name.startsWith("type:")) return "";
  const end = name.search(END_OF_PATH);
  const head = end < 0 ? name : name.slice(0, end);
  const dot = head.indexOf(".", head.lastIndexOf("/") + 1);
  const path = dot <= 0 ? "" : head.slice(0, dot);
  return OF_NO_PACKAGE.has(path) || path.length > LONGEST_PATH ? "" : unescapePath(path);
}
function isAlsoOf(symbol, path) {
  if (!symbol.startsWith(path) || symbol[path.length] !== ".") return false;
  if (path.includes(".", path.lastIndexOf("/") + 1)) return false;
  for (let at = path.length + 1; at < symbol.length; at++) {
    const char = symbol[at];
    if (char === "/") return false;
    if (ENDS_OF_PATH.includes(char)) return true;
  }
  return true;
}
function unescapePath(path) {
  if (!path.includes("%")) return path;
  const bytes = path.replace(/%([\da-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString();
}

// src/image/go/packages.ts
var MAX_PACKAGES = 2e4;
function packageSums() {
  const sums = /* @__PURE__ */ new Map();
  const sumOf = (own) => {
    const known = sums.get(own);
    if (known) return known;
    const path = sums.size < MAX_PACKAGES ? own : "";
    const sum = sums.get(path) ?? { path, codeBytes: 0, tableBytes: 0, functions: 0 };
    sums.set(path, sum);
    return sum;
  };
  let last = null;
  return {
    add(symbol, codeBytes, tableBytes) {
      const sum = last !== null && isAlsoOf(symbol, last.path) ? last : sumOf(packageOfSymbol(symbol));
      last = sum;
      sum.codeBytes += codeBytes;
      sum.tableBytes += tableBytes;
      sum.functions += 1;
    },
    packages(build) {
      const moduleOf = modulesByPath(build);
      return [...sums.values()].map(({ path, ...sum }) => ({ path: printable(path), module: moduleOf(path), ...sum })).sort((a, b) => b.codeBytes - a.codeBytes || (a.path < b.path ? -1 : 1));
    }
  };
}
function modulesByPath({ mainPackage, mainModule, modules }) {
  const paths = new Set([...mainModule ? [mainModule] : [], ...modules].map(({ path }) => path));
  return (packagePath) => {
    if (packagePath === "") return null;
    for (let path = packagePath === "main" ? mainPackage : packagePath; path !== ""; path = parentOf(path))
      if (paths.has(path)) return path;
    if (packagePath === "main") return mainModule?.path ?? null;
    return packagePath.split("/", 1)[0].includes(".") ? null : "std";
  };
}
function parentOf(path) {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

// src/image/go/sections.ts
var KINDS = [
  [/^(?:\.data\.rel\.ro)?\.gopclntab$/, "functions"],
  [/^(?:\.data\.rel\.ro)?\.(?:typelink|itablink|go\.type)$/, "types"],
  [/^\.z?debug_/, "debug"],
  [/^(?:\.data\.rel\.ro)?\.gosymtab$/, "symbols"],
  [/^\.(?:symtab|strtab|dynsym|dynstr|hash|gnu\.hash|gnu\.version|gnu\.version_r|gnu_debuglink)$/, "symbols"],
  [/^\.data\.rel\.ro(?:\.go\.func)?$/, "constants"],
  [/^\.(?:comment|shstrtab|note\..*|rela?(?:\..*)?|relr\..*|go\.buildinfo|interp|dynamic)$/, "other"]
];
function kindOf({ name, flags }) {
  const known = KINDS.find(([pattern]) => pattern.test(name));
  if (known) return known[1];
  if ((flags & SHF_EXECINSTR) !== 0) return "code";
  if ((flags & SHF_WRITE) !== 0) return "data";
  return (flags & SHF_ALLOC) !== 0 ? "constants" : "other";
}
function measureSections(elf, table) {
  const parts = [];
  let [end, counted] = [0, 0];
  const known = elf.sections.length > 0 ? elf.sections : elf.segments.filter(({ type }) => type === PT_LOAD).map(asSection);
  const inFile2 = known.filter(({ fileBytes }) => fileBytes > 0).sort((a, b) => a.offset - b.offset);
  for (const section of inFile2) {
    const start = Math.max(section.offset, end);
    end = Math.max(end, section.offset + section.fileBytes);
    if (end <= start) continue;
    counted += end - start;
    parts.push(...withoutTable({ name: section.name, bytes: end - start, kind: kindOf(section) }, start, table));
  }
  const rest = elf.file.size - counted;
  return rest > 0 ? [...parts, { name: "", bytes: rest, kind: "other" }] : parts;
}
function asSection({ flags, ...segment }) {
  const [writable, code] = [(flags & PF_W) !== 0, (flags & PF_X) !== 0];
  const sectionFlags = SHF_ALLOC | (writable ? SHF_WRITE : 0) | (code ? SHF_EXECINSTR : 0);
  return { ...segment, name: `r${writable ? "w" : "-"}${code ? "x" : "-"}`, flags: sectionFlags };
}
function withoutTable(part, start, table) {
  const inside = table && table.offset >= start && table.offset + table.end <= start + part.bytes;
  if (!inside || part.kind === "functions") return [part];
  return [
    { ...part, bytes: part.bytes - table.end },
    { name: ".gopclntab", bytes: table.end, kind: "functions" }
  ];
}

// src/image/go/upx.ts
var MARK = Buffer.from("UPX!");
function isPackedByUpx(elf) {
  if (elf.sections.length > 0) return false;
  const information = bytesAt(elf, elf.headersEnd, 12);
  return information?.subarray(4, 8).equals(MARK) === true;
}

// src/image/go/program.ts
function readGoProgram(file, path) {
  const elf = readElf(file);
  if (!elf) return null;
  if (isPackedByUpx(elf)) return packed(path, file.size);
  const information = readBuildInformation(elf);
  if (!information) return null;
  const build = readBuildList(information.text ?? "");
  const dynamic = readDynamic(elf);
  const table = findFunctionTable(elf);
  const sums = packageSums();
  const unreadFunctions = table ? readFunctions(elf, table, sums.add) : ["No function table of Go 1.18 or newer was found."];
  const packages = sums.packages(build);
  const embeds = packages.length === 0 || packages.some((one) => one.path === "embed");
  const embedded = embeds ? readEmbedded(elf, dynamic) : { files: [], unread: [] };
  return {
    ...{ path, bytes: file.size, goRelease: information.goRelease, ...build, packed: null },
    linking: readLinking(elf, dynamic),
    sections: measureSections(elf, table),
    packages,
    embedded: embedded.files,
    unread: [
      ...elf.sections.length === 0 ? ["The section headers were stripped, so sizes are told by segment."] : [],
      ...information.text === null ? ["The build list could not be read."] : [],
      ...unreadFunctions,
      ...embedded.unread
    ]
  };
}
function packed(path, bytes) {
  return {
    ...{ path, bytes, packed: "upx", goRelease: "", mainPackage: "", mainModule: null, modules: [], settings: [] },
    linking: { mode: "internal", pie: false, libraries: [], symbols: false, debug: false },
    sections: [{ name: "", bytes, kind: "other" }],
    ...{ packages: [], embedded: [], unread: ["UPX packed the program; nothing but its size can be read."] }
  };
}

// src/image/layer/crc.ts
function crcOfZeros(crc, zeros) {
  let power = X_8;
  let factor = ONE;
  for (let left = zeros; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) factor = multiply(factor, power);
    power = multiply(power, power);
  }
  return ~multiply(factor, ~crc) >>> 0;
}
var GENERATOR = 3988292384;
var ONE = 2147483648;
var X_8 = 8388608;
function multiply(a, b) {
  let product = 0;
  let shifted = b;
  for (let bit = 31; bit >= 0; bit--) {
    if (a >>> bit & 1) product ^= shifted;
    shifted = shifted & 1 ? shifted >>> 1 ^ GENERATOR : shifted >>> 1;
  }
  return product >>> 0;
}

// src/image/layer/decompress.ts
import { pipeline as pipeline2 } from "node:stream/promises";
import zlib2 from "node:zlib";

// src/image/layer/gunzip.ts
import { pipeline } from "node:stream/promises";
import zlib from "node:zlib";
var MAGIC2 = [31, 139, 8];
var LONGEST_HEADER = 128 * 1024;
var TRAILER = 8;
function isGzip(start) {
  return start.length >= MAGIC2.length && MAGIC2.every((byte, at) => start[at] === byte);
}
async function gunzip(pieces, start, options2, consume) {
  const gunzipAll = async (from, rest) => {
    await pipeline(joined(from, rest), zlib.createGunzip(options2), consume);
  };
  let first = start;
  while (headerBytes(first) === null && first.length < LONGEST_HEADER) {
    const next = await pieces.next();
    if (next.done) break;
    first = Buffer.concat([first, next.value]);
  }
  const header = headerBytes(first);
  if (header === null) return await gunzipAll(first, pieces);
  try {
    const inflate = zlib.createInflateRaw(options2);
    const consuming = consume(inflate);
    const ahead = oneAhead(pieces);
    const feeding = feed(inflate, first.subarray(header), ahead).catch((error) => {
      inflate.destroy(error);
      throw error;
    });
    await Promise.allSettled([consuming, feeding]);
    const bytes = await consuming;
    const { size, more } = await readTrailer(await feeding, ahead);
    if (size !== bytes % 2 ** 32) throw new Error("incorrect length check");
    if (more !== null && more[0] !== 0) return await gunzipAll(more, ahead);
    for (let next = await ahead.next(); !next.done; ) next = await ahead.next();
  } catch (error) {
    pieces.return?.().catch(() => {
    });
    throw error;
  }
}
async function readTrailer(start, pieces) {
  let found = Buffer.from(start);
  while (found.length < TRAILER) {
    const next2 = await pieces.next();
    if (next2.done) throw new Error("unexpected end of file");
    found = Buffer.concat([found, next2.value]);
  }
  const size = found.readUInt32LE(4);
  if (found.length > TRAILER) return { size, more: found.subarray(TRAILER) };
  const next = await pieces.next();
  return { size, more: next.done ? null : next.value };
}
function oneAhead(pieces) {
  let coming = null;
  return {
    ask() {
      coming ??= pieces.next();
      coming.catch(() => {
      });
    },
    next() {
      const next = coming ?? pieces.next();
      coming = null;
      return next;
    }
  };
}
function headerBytes(start) {
  const [CHECKSUM, EXTRA, NAME2, COMMENT, UNKNOWN] = [2, 4, 8, 16, 32];
  const flags = start[3];
  if (flags === void 0 || flags >= UNKNOWN) return null;
  let at = 10;
  if (flags & EXTRA) at += start.length < at + 2 ? start.length : 2 + start.readUInt16LE(at);
  for (const flag of [NAME2, COMMENT]) {
    if (!(flags & flag)) continue;
    const zero = start.indexOf(0, at);
    at = zero < 0 ? start.length : zero + 1;
  }
  if (flags & CHECKSUM) at += 2;
  return at < start.length ? at : null;
}
async function feed(inflate, start, pieces) {
  const over = new Promise((resolve) => {
    inflate.once("close", resolve);
  });
  let fed = 0;
  for (let piece = start; ; ) {
    fed += piece.length;
    const used = new Promise((resolve) => {
      inflate.write(piece, () => resolve());
    });
    pieces.ask();
    await Promise.race([used, over]);
    if (inflate.destroyed || inflate.bytesWritten < fed) return piece.subarray(inflate.bytesWritten - fed);
    const next = await pieces.next();
    if (next.done) {
      inflate.end();
      return Buffer.alloc(0);
    }
    piece = next.value;
  }
}
async function* joined(start, pieces) {
  try {
    if (start.length > 0) yield start;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  } finally {
    await pieces.return?.();
  }
}

// src/image/layer/feed.ts
function whole(bytes, of) {
  return { bytes, pass: null, of };
}
function feed2(reader, consumed = () => {
}) {
  let step = reader.next();
  let filled = 0;
  let block = Buffer.allocUnsafe(512);
  const take = (piece) => {
    const { bytes, pass } = step.value;
    filled += piece.length;
    if (pass !== null) {
      pass(piece);
      return filled === bytes ? EMPTY : null;
    }
    if (piece.length === bytes) return piece;
    if (block.length < bytes) block = Buffer.concat([block], bytes);
    piece.copy(block, filled - piece.length);
    return filled === bytes ? block.subarray(0, bytes) : null;
  };
  const proceed = (bytes) => {
    step = reader.next(bytes);
    filled = 0;
    while (!step.done && step.value.bytes === 0) step = reader.next(EMPTY);
  };
  return {
    write(piece) {
      for (let at = 0; at < piece.length && !step.done; ) {
        const length = Math.min(step.value.bytes - filled, piece.length - at);
        const bytes = take(piece.subarray(at, at + length));
        at += length;
        if (bytes === null) continue;
        consumed(at);
        proceed(bytes);
      }
    },
    end() {
      if (!step.done && (step.value.of !== null || filled > 0 && step.value.pass === null))
        throw new Error(`truncated in ${step.value.of ?? "a header"}`);
    }
  };
}
var EMPTY = Buffer.alloc(0);

// src/image/layer/zstd-frames.ts
function frameKind(magic) {
  if (magic === 4247762216) return "data";
  return magic >>> 4 === 25481893 ? "skippable" : null;
}
function frameCutter() {
  let offset = 0;
  let ends = [];
  const frames = feed2(readFrames(), (at) => {
    offset = at;
  });
  function* readFrames() {
    for (; ; ) {
      const kind = frameKind((yield whole(4, null)).readUInt32LE());
      if (kind === "data") yield* readFrame();
      else if (kind === "skippable") yield skip((yield whole(4, FRAME)).readUInt32LE());
      else throw new Error("no zstd frame where one should begin");
      ends.push(offset);
    }
  }
  return {
    cut(piece) {
      ends = [];
      frames.write(piece);
      const starts = [0, ...ends];
      return starts.map((start, index) => piece.subarray(start, ends[index])).filter((part) => part.length > 0);
    },
    end: frames.end
  };
}
var FRAME = "a zstd frame";
function skip(bytes) {
  return { bytes, pass: () => {
  }, of: FRAME };
}
function* readFrame() {
  const descriptor = (yield whole(1, FRAME))[0];
  const singleSegment = (descriptor & 32) !== 0;
  const sizeBytes = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6];
  yield skip((singleSegment ? 0 : 1) + [0, 1, 2, 4][descriptor & 3] + sizeBytes);
  for (let last = false; !last; ) {
    const header = (yield whole(3, FRAME)).readUIntLE(0, 3);
    last = (header & 1) !== 0;
    yield skip((header >> 1 & 3) === 1 ? 1 : header >> 3);
  }
  if ((descriptor & 4) !== 0) yield skip(4);
}

// src/image/layer/decompress.ts
var CHUNK = 512 * 1024;
async function decompress(blob, take) {
  const pieces = blob[Symbol.asyncIterator]();
  const start = await firstPiece(pieces);
  const consume = async (tar) => {
    let bytes = 0;
    for await (const piece of tar) {
      bytes += piece.length;
      take(piece);
      release(piece);
    }
    return bytes;
  };
  const compression = compressionOf(start);
  if (compression === "gzip") await gunzip(pieces, start, BUFFERS, consume);
  else if (compression === "zstd") await pipeline2(cutAtFrames(joined(start, pieces)), zstdDecompress(), consume);
  else for await (const piece of joined(start, pieces)) take(piece);
  return compression;
}
var BUFFERS = { chunkSize: CHUNK, writableHighWaterMark: 1, readableHighWaterMark: 2 * CHUNK };
function release({ buffer, byteOffset, length }) {
  if (byteOffset + length === CHUNK && buffer.byteLength === CHUNK) freeMemory(new Uint8Array(buffer));
}
function compressionOf(start) {
  if (isGzip(start)) return "gzip";
  if (start.length < 4) return "none";
  return frameKind(start.readUInt32LE()) === null ? "none" : "zstd";
}
async function firstPiece(pieces) {
  let start = Buffer.alloc(0);
  while (start.length < 4) {
    const next = await pieces.next();
    if (next.done) break;
    start = start.length === 0 && next.value.length >= 4 ? next.value : Buffer.concat([start, next.value]);
  }
  return start;
}
async function* cutAtFrames(pieces) {
  const cutter = frameCutter();
  for await (const piece of pieces) yield* cutter.cut(piece);
  cutter.end();
}
function zstdDecompress() {
  if (typeof zlib2.createZstdDecompress !== "function")
    throw new Error(`layers compressed with zstd need Node 22.15 or newer; this is ${process.version}`);
  return zlib2.createZstdDecompress(BUFFERS);
}

// src/image/layer/spool.ts
import { closeSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
var SMALLEST_PROGRAM = 128 * 1024;
var LARGEST_PROGRAM = 8 * 1024 ** 3;
var IN_MEMORY = 1024 * 1024;
var BUILD_INFO = Buffer.from("\xFF Go buildinf:", "latin1");
var RARE = BUILD_INFO.subarray(2, 9);
var UPX = Buffer.from("UPX!");
var FIRST_PAGE = 4096;
var ELF = Buffer.from("\x7FELF", "latin1");
function wantsSpool(first, at, size) {
  return at === 0 && size >= SMALLEST_PROGRAM && size <= LARGEST_PROGRAM && first.indexOf(ELF) === 0;
}
function programSpool(shelf, size) {
  let isProgram = false;
  let tail = EMPTY2;
  let end = 0;
  if (size > IN_MEMORY) shelf.file ??= openSync(shelf.path, "w+", 384);
  else shelf.memory ??= Buffer.allocUnsafeSlow(IN_MEMORY);
  const { file, memory } = size > IN_MEMORY ? { file: shelf.file, memory: null } : { file: null, memory: shelf.memory };
  const search2 = (piece, at) => {
    if (at < FIRST_PAGE && piece.subarray(0, FIRST_PAGE - at).includes(UPX)) isProgram = true;
    const seam = end === at ? Buffer.concat([tail, piece.subarray(0, BUILD_INFO.length)]) : EMPTY2;
    if (hasBuildInfo(piece) || seam.includes(BUILD_INFO)) isProgram = true;
    tail = Buffer.concat([tail, piece.subarray(-BUILD_INFO.length)]).subarray(-BUILD_INFO.length);
  };
  const fillWithZeros = (to) => {
    if (memory !== null) memory.fill(0, end, to);
    else {
      ftruncateSync(file, end);
      ftruncateSync(file, to);
    }
  };
  return {
    piece(piece, at) {
      if (!isProgram) search2(piece, at);
      if (at > end) fillWithZeros(at);
      if (memory !== null) piece.copy(memory, at);
      else writeSync(file, piece, 0, piece.length, at);
      end = at + piece.length;
    },
    file() {
      if (!isProgram) return null;
      if (end < size) fillWithZeros(size);
      return memory === null ? inFile(file, size, shelf) : inMemory(memory, size);
    }
  };
}
function hasBuildInfo(piece) {
  for (let at = piece.indexOf(RARE); at >= 0; at = piece.indexOf(RARE, at + 1))
    if (at >= 2 && piece.subarray(at - 2, at - 2 + BUILD_INFO.length).equals(BUILD_INFO)) return true;
  return false;
}
function closeShelf({ file }) {
  if (file !== null) closeSync(file);
}
var EMPTY2 = Buffer.alloc(0);
function inMemory(memory, size) {
  const read2 = (offset, length) => memory.subarray(Math.min(offset, size), Math.min(offset + length, size));
  return { size, read: read2, window: read2 };
}
function inFile(file, size, shelf) {
  const lengthFrom = (offset, length) => Math.max(Math.min(length, size - offset), 0);
  const readInto = (content, offset, length) => content.subarray(0, readSync(file, content, 0, length, offset));
  return {
    size,
    read(offset, wanted) {
      const length = lengthFrom(offset, wanted);
      return readInto(Buffer.allocUnsafeSlow(length), offset, length);
    },
    window(offset, wanted) {
      const length = lengthFrom(offset, wanted);
      if (shelf.window === null || shelf.window.length < length) shelf.window = Buffer.allocUnsafeSlow(length);
      return readInto(shelf.window, offset, length);
    }
  };
}

// src/image/layer/pax.ts
var NAMES2 = /* @__PURE__ */ new Set(["path", "linkpath", "GNU.sparse.name"]);
function readPax(content) {
  const records = /* @__PURE__ */ new Map();
  const sparse = [];
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(32, at);
    const length = space === -1 ? Number.NaN : decimal(content.subarray(at, space));
    const end = at + length;
    const equals = content.indexOf(61, space);
    if (!(end <= content.length) || equals === -1 || equals >= end || content[end - 1] !== 10)
      throw new Error("a pax header cannot be read");
    const key = content.toString("latin1", space + 1, equals);
    const value = content.subarray(equals + 1, end - 1);
    if (NAMES2.has(key) && value.includes(0)) throw new Error("a name in a pax header has a zero in it");
    if (key === "GNU.sparse.offset" || key === "GNU.sparse.numbytes") sparse.push(value.toString("latin1"));
    else if (value.length === 0) records.delete(key);
    else records.set(key, Buffer.from(value));
    at = end;
  }
  return sparse.length === 0 ? records : records.set("GNU.sparse.map", Buffer.from(sparse.join(",")));
}
function decimal(bytes) {
  const digits = bytes.length > 16 ? "" : bytes.toString("latin1");
  const value = /^\d+$/.test(digits) ? Number(digits) : Number.NaN;
  return Number.isSafeInteger(value) ? value : Number.NaN;
}

// src/image/layer/tar-header.ts
import { isUtf8 } from "node:buffer";
var BLOCK = 512;
function readHeader2(block) {
  checkSum(block);
  const format = formatOf(block);
  const prefixEnd = format === "ustar" ? 500 : format === "star" ? 476 : 345;
  const prefix = block[345] === 0 ? EMPTY3 : text(block, 345, prefixEnd);
  const name = text(block, 0, 100);
  return {
    type: String.fromCharCode(block[156]),
    name: prefix.length === 0 ? name : Buffer.concat([prefix, SLASH, name]),
    link: block[157] === 0 ? EMPTY3 : text(block, 157, 257),
    size: number(block, 124, 12),
    mode: number(block, 100, 8),
    isGnu: format === "gnu"
  };
}
var SLASH = Buffer.from("/");
var EMPTY3 = Buffer.alloc(0);
var [USTA, TAR_ZERO, R_GNU] = ["usta", "tar\0", "r  \0"].map((word2) => Buffer.from(word2).readUInt32BE());
var R_ZERO = Buffer.from("r\0").readUInt16BE();
function formatOf(block) {
  if (block.readUInt32BE(257) !== USTA) return "v7";
  const magic = block.readUInt32BE(261);
  if (magic === R_GNU) return "gnu";
  if (magic >>> 16 !== R_ZERO) return "v7";
  return block.readUInt32BE(508) === TAR_ZERO ? "star" : "ustar";
}
function checkSum(block) {
  let unsigned = 8 * 32;
  for (let at = 0; at < 148; at++) unsigned += block[at];
  for (let at = 156; at < BLOCK; at++) unsigned += block[at];
  const sum = number(block, 148, 8);
  if (sum === unsigned) return;
  const high = block.filter((byte, at) => byte >= 128 && (at < 148 || at >= 156)).length;
  if (sum !== unsigned - 256 * high) throw new Error("the checksum of a header is wrong");
}
function number(block, from, length) {
  const value = block[from] & 128 ? base256(block, from, length) : octal(block, from, from + length);
  if (!Number.isSafeInteger(value)) throw new Error("a number in a header cannot be read");
  return value;
}
function base256(block, from, length) {
  if (block[from] & 64) return Number.NaN;
  let value = block[from] & 63;
  for (let at = from + 1; at < from + length; at++) value = value * 256 + block[at];
  return value;
}
function octal(block, from, end) {
  const [SPACE, ZERO, EIGHT] = [32, 48, 56];
  let at = from;
  let value = 0;
  while (at < end && (block[at] === SPACE || block[at] === 0)) at++;
  for (; at < end && block[at] >= ZERO && block[at] < EIGHT; at++) value = value * 8 + block[at] - ZERO;
  while (at < end && block[at] === SPACE) at++;
  return at === end || block[at] === 0 ? value : Number.NaN;
}
function text(block, from = 0, to = block.length) {
  const zero = block.indexOf(0, from);
  return block.subarray(from, zero === -1 || zero > to ? to : zero);
}
function nameOf(bytes) {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  return bytes.toString("latin1").replace(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
}
function cleanPath(name) {
  if (!UNCLEAN.test(name)) return name;
  const parts = [];
  for (const part of name.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}
var UNCLEAN = /^\/|\/$|\/\/|^\.|\/\./;

// src/image/layer/sparse.ts
var MAX_RUNS = 1e5;
var PART = "the map of a sparse file";
function* readOldMap(header) {
  const runs = [];
  const size = number(header, 483, 12);
  const add = (block, from, count) => {
    for (let at = from; at < from + count * 24 && block[at] !== 0; at += 24)
      runs.push({ offset: number(block, at, 12), length: number(block, at + 12, 12) });
  };
  add(header, 386, 4);
  for (let more = header[482] !== 0; more; ) {
    if (runs.length > MAX_RUNS) throw new Error("a sparse file has too many parts");
    const block = yield whole(BLOCK, PART);
    add(block, 0, 21);
    more = block[504] !== 0;
  }
  return { size, runs, used: 0 };
}
function* readPaxMap(pax) {
  const version = `${pax.get("GNU.sparse.major") ?? ""}.${pax.get("GNU.sparse.minor") ?? ""}`;
  const map = pax.get("GNU.sparse.map");
  const size = decimal(pax.get("GNU.sparse.size") ?? pax.get("GNU.sparse.realsize") ?? Buffer.alloc(0));
  if (version === "1.0") return yield* readMapInContent(size);
  if (map === void 0 || ![".", "0.0", "0.1"].includes(version)) return null;
  return { size, runs: runsOf(map.toString("latin1").split(",")), used: 0 };
}
function* readMapInContent(size) {
  const lines = [];
  let used = 0;
  let rest = "";
  let wanted = 1;
  while (lines.length < wanted) {
    const block = yield whole(BLOCK, PART);
    used += BLOCK;
    const found = (rest + block.toString("latin1")).split("\n");
    rest = found.pop();
    for (const line of found) {
      if (lines.length === wanted) break;
      lines.push(line);
      if (lines.length === 1) wanted = 1 + 2 * decimal(Buffer.from(line));
    }
    if (!(wanted <= 2 * MAX_RUNS) || rest.length > BLOCK) throw new Error(`${PART} cannot be read`);
  }
  return { size, runs: runsOf(lines.slice(1)), used };
}
function runsOf(numbers) {
  if (numbers.length % 2 !== 0 || numbers.length > 2 * MAX_RUNS) throw new Error(`${PART} cannot be read`);
  const values = numbers.map((each) => decimal(Buffer.from(each)));
  return values.flatMap((offset, at) => at % 2 === 0 ? [{ offset, length: values[at + 1] }] : []);
}
function checkMap({ size, runs }, dataBytes) {
  let end = 0;
  let data = 0;
  for (const { offset, length } of runs) {
    if (!(offset >= end && offset + length <= size)) throw new Error(`${PART} is wrong`);
    end = offset + length;
    data += length;
  }
  if (!Number.isSafeInteger(size) || data !== dataBytes) throw new Error(`${PART} is wrong`);
}

// src/image/layer/tar.ts
var MAX_EXTENDED = 1024 * 1024;
var MAX_PATH = 4096;
var KINDS2 = {
  "\0": "file",
  0: "file",
  1: "hardlink",
  2: "symlink",
  3: "device",
  4: "device",
  5: "folder",
  6: "fifo",
  7: "file",
  S: "file"
};
var NOTHING = { pax: /* @__PURE__ */ new Map(), name: null, link: null };
function* readTar(visit, limits) {
  let extended = NOTHING;
  let headers = 0;
  let names = 0;
  for (; ; ) {
    const block = yield whole(BLOCK, null);
    if (isZero(block)) return yield* readEnd();
    const header = readHeader2(block);
    if (++headers > 4 * limits.entries) throw new Error(`more than ${limits.entries} entries`);
    if (header.type in EXTENDED) {
      extended = yield* readExtended(header, extended);
      continue;
    }
    const kind = KINDS2[header.type];
    const { pax } = extended;
    const size = pax.has("size") ? decimal(pax.get("size")) : header.size;
    if (!Number.isSafeInteger(size)) throw new Error("a size in a pax header cannot be read");
    const entry = kind === void 0 ? null : entryOf(kind, header, extended);
    const content = entry === null || entry.kind === "file" ? size : 0;
    const map = yield* readMap(header, block, extended.pax);
    names += entry === null ? 0 : entry.path.length + (entry.target?.length ?? 0);
    if (names > limits.names) throw new Error(`names of more than ${limits.names} characters`);
    const sink = entry === null ? null : visit(entry.kind === "file" ? { ...entry, bytes: map?.size ?? content } : entry);
    yield* readContent(sink, content - (map?.used ?? 0), map);
    if (content % BLOCK > 0) yield skip2(BLOCK - content % BLOCK, PADDING);
    extended = NOTHING;
  }
}
var CONTENT = "the content of a file";
var PADDING = "the padding of a file";
function skip2(bytes, of) {
  return { bytes, pass: () => {
  }, of };
}
function* readEnd() {
  const second = yield whole(BLOCK, null);
  if (!isZero(second)) throw new Error("one block of zeros between entries");
  yield skip2(Number.POSITIVE_INFINITY, null);
}
function isZero(block) {
  return block.equals(ZEROS);
}
var ZEROS = Buffer.alloc(BLOCK);
var EXTENDED = {
  x: (content, before) => ({ ...before, pax: readPax(content) }),
  // For all entries that follow: Go's reader, and so the runtimes, leave it alone.
  g: (_, before) => before,
  L: (content, before) => ({ ...before, name: Buffer.from(text(content)) }),
  K: (content, before) => ({ ...before, link: Buffer.from(text(content)) })
};
function* readExtended(header, before) {
  if (header.size > MAX_EXTENDED) throw new Error(`an extended header of ${header.size} bytes`);
  const content = yield whole(header.size, "an extended header");
  const after = EXTENDED[header.type](content, before);
  if (header.size % BLOCK > 0) yield skip2(BLOCK - header.size % BLOCK, "an extended header");
  return after;
}
function* readMap(header, block, pax) {
  if (KINDS2[header.type] !== "file") return null;
  if (header.type !== "S") return pax.size === 0 ? null : yield* readPaxMap(pax);
  if (!header.isGnu) throw new Error("a sparse file in a format that has none");
  return yield* readOldMap(Buffer.from(block));
}
function entryOf(kind, header, { pax, name, link }) {
  const raw = nameOf(pax.get("GNU.sparse.name") ?? name ?? pax.get("path") ?? header.name);
  const target = nameOf(link ?? pax.get("linkpath") ?? header.link);
  if (raw.length > MAX_PATH || target.length > MAX_PATH) throw new Error(`a name of more than ${MAX_PATH} characters`);
  const known = header.type === "\0" && raw.endsWith("/") ? "folder" : kind;
  const entry = { path: cleanPath(raw), kind: known, bytes: 0, mode: header.mode & 4095 };
  if (known === "symlink") return { ...entry, target };
  return known === "hardlink" ? { ...entry, target: cleanPath(target) } : entry;
}
function* readContent(sink, bytes, map) {
  if (map !== null) checkMap(map, bytes);
  for (const { offset, length } of map?.runs ?? [{ offset: 0, length: bytes }]) {
    let at = offset;
    const pass = (piece) => {
      sink?.piece(piece, at);
      at += piece.length;
    };
    yield { bytes: length, pass, of: CONTENT };
  }
  sink?.end();
}

// src/image/layer/read-layer.ts
var LIMITS = {
  entries: 5e5,
  names: 64 * 1024 * 1024,
  bytes: 64e9,
  ratio: 250,
  freeBytes: 2e9,
  programs: 500
};
async function readLayer(layer, blob, { temporary, limits }) {
  const files = filesOf(temporary, limits);
  try {
    return await read(layer, blob, files, limits);
  } catch (error) {
    throw new Error(`the layer ${layer.digest} cannot be read: ${error.message}`);
  } finally {
    files.close();
  }
}
async function read(layer, blob, files, limits) {
  const tar = feed2(readTar(files.visit, limits));
  const stored = createHash2("sha256");
  const unpacked = createHash2("sha256");
  let storedBytes = 0;
  let bytes = 0;
  async function* counted() {
    for await (const piece of blob) {
      stored.update(piece);
      storedBytes += piece.length;
      if (storedBytes > layer.size) throw new Error(`it has more than the ${layer.size} bytes that the manifest says`);
      yield Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    }
  }
  const compression = await decompress(counted(), (piece) => {
    bytes += piece.length;
    if (bytes > limits.bytes || bytes > limits.freeBytes && bytes > limits.ratio * layer.size)
      throw new Error(`it unpacks to more than ${bytes} bytes, from ${layer.size}`);
    unpacked.update(piece);
    tar.write(piece);
  });
  tar.end();
  if (storedBytes !== layer.size) throw new Error(`it has ${storedBytes} bytes, and the manifest says ${layer.size}`);
  expectDigest("its content hashes", stored.digest("hex"), layer.digest);
  expectDigest("it unpacks", unpacked.digest("hex"), layer.diffId);
  const contents = { diffId: layer.diffId, bytes, entries: files.entries, programs: files.programs };
  return { contents, compression, remarks: files.remarks };
}
function expectDigest(what, found, expected) {
  if (`sha256:${found}` !== expected) throw new Error(`${what} to sha256:${found}, not ${expected}`);
}
function filesOf(temporary, limits) {
  const entries = [];
  const programs = [];
  const remarks = [];
  let spool = null;
  const shelf = { path: temporary, memory: null, file: null, window: null };
  let tried = 0;
  const readProgram = ({ path }) => {
    const file = spool?.file() ?? null;
    if (file === null) return;
    const program = tried++ < limits.programs ? readGoProgram(file, path) : null;
    if (program !== null) programs.push(program);
    if (tried === limits.programs + 1) remarks.push(`of its Go programs only ${limits.programs} were read`);
  };
  const visit = (found) => {
    const entry = found;
    if (entry.path === "") return null;
    entries.push(entry);
    if (entries.length > limits.entries) throw new Error(`it has more than ${limits.entries} entries`);
    if (entry.bytes === 0) return null;
    let crc = 0;
    let end = 0;
    return {
      piece(piece, at) {
        if (at > end) crc = crcOfZeros(crc, at - end);
        crc = zlib3.crc32(piece, crc);
        if (end === 0 && wantsSpool(piece, at, entry.bytes)) spool = programSpool(shelf, entry.bytes);
        spool?.piece(piece, at);
        end = at + piece.length;
      },
      end() {
        if (end < entry.bytes) crc = crcOfZeros(crc, entry.bytes - end);
        entry.crc = crc.toString(16).padStart(8, "0");
        readProgram(entry);
        spool = null;
      }
    };
  };
  return { entries, programs, remarks, visit, close: () => closeShelf(shelf) };
}

// src/image/layer/source.ts
import { open } from "node:fs/promises";
var CHUNK2 = 1024 * 1024;
async function* bytesOf2(source) {
  var _stack = [];
  try {
    if (!("file" in source)) return yield* source;
    const { file, start, end } = source;
    const handle = __using(_stack, await open(file), true);
    const next = takingTurns(CHUNK2);
    for (let at = start; at < end; ) {
      const buffer = next();
      const { bytesRead } = await handle.read(buffer, 0, Math.min(CHUNK2, end - at), at);
      if (bytesRead === 0) return;
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}

// src/image/layer/read-here.ts
async function readHere(layer, source, { folder, limits, signal }) {
  const bytes = bytesOf2(source);
  const temporary = join(folder, `${threadId}`);
  return await readLayer(layer, signal === void 0 ? bytes : until(signal, bytes), { temporary, limits });
}
async function* until(signal, bytes) {
  let end = () => {
  };
  const ended = new Promise((_, reject) => {
    end = () => reject(signal.reason);
    signal.addEventListener("abort", end);
  });
  ended.catch(() => {
  });
  try {
    signal.throwIfAborted();
    for (; ; ) {
      const { done, value } = await Promise.race([bytes.next(), ended]);
      if (done) return;
      yield value;
    }
  } finally {
    signal.removeEventListener("abort", end);
    bytes.return(void 0).catch(() => {
    });
  }
}

// src/image/layer/worker.ts
var options = workerData;
parentPort.on("message", async ({ layer, source }) => {
  parentPort.postMessage(await answer(layer, source));
});
async function answer(layer, source) {
  try {
    return { read: await readHere(layer, source instanceof MessagePort ? receive(source) : source, options) };
  } catch (error) {
    return { error: error.message };
  }
}
