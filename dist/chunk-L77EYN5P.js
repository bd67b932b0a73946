import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __knownSymbol = (name, symbol) => (symbol = Symbol[name]) ? symbol : /* @__PURE__ */ Symbol.for("Symbol." + name);
var __typeError = (msg) => {
  throw TypeError(msg);
};
var __name = (target, value) => __defProp(target, "name", { value, configurable: true });
var __require = /* @__PURE__ */ ((x) => typeof require !== "undefined" ? require : typeof Proxy !== "undefined" ? new Proxy(x, {
  get: (a, b) => (typeof require !== "undefined" ? require : a)[b]
}) : x)(function(x) {
  if (typeof require !== "undefined") return require.apply(this, arguments);
  throw Error('Dynamic require of "' + x + '" is not supported');
});
var __commonJS = (cb, mod) => function __require2() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));
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

// src/runner/errors.ts
var UserError = class extends Error {
  static {
    __name(this, "UserError");
  }
  name = "UserError";
  /** Stable identifier; `docs/errors/<code>.md` explains it. */
  code;
  constructor(code, message, options) {
    super(message, options);
    this.code = code;
  }
};
var MACHINE = {
  ENOSPC: "The disk is full. Free space before this step, for example with `docker system prune`.",
  EDQUOT: "The disk quota is used up. Free space before this step.",
  EACCES: "A file may not be read or written by the user of this step.",
  EPERM: "The operation is not allowed to the user of this step.",
  EROFS: "The file system is read-only."
};
function explain(error) {
  if (error instanceof UserError) return `${error.message}
More: docs/errors/${error.code}.md`;
  const remedy = MACHINE[error?.code ?? ""];
  if (remedy !== void 0) return `${messageOf(error)}
${remedy}`;
  return `This is a bug in Go Image, please report it.
${error instanceof Error ? error.stack : String(error)}`;
}
__name(explain, "explain");
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
__name(messageOf, "messageOf");

// src/report/plain.ts
var terminalSequence = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\))/g;
var invisible = /[\p{Cc}\p{Cf}]/gu;
function plain(text) {
  return revealed(withoutTerminalSequences(text).replace(/\s+/g, " ").trim());
}
__name(plain, "plain");
function plainLines(text) {
  return withoutTerminalSequences(text).split(/\r\n|[\n\r\u2028\u2029]/).map((line) => revealed(line.replaceAll("	", "    ")).trimEnd());
}
__name(plainLines, "plainLines");
function shortened(text, max) {
  if (text.length <= max) return text;
  const points = Array.from(text.slice(0, (max + 1) * 2));
  return points.length <= max ? text : `${points.slice(0, max - 1).join("")}\u2026`;
}
__name(shortened, "shortened");
function shortenedInside(text, max) {
  const points = Array.from(text);
  if (points.length <= max) return text;
  const head = Math.ceil((max - 1) / 2);
  return `${points.slice(0, head).join("")}\u2026${points.slice(points.length - (max - 1 - head)).join("")}`;
}
__name(shortenedInside, "shortenedInside");
function withoutTerminalSequences(text) {
  return text.toWellFormed().replace(terminalSequence, "");
}
__name(withoutTerminalSequences, "withoutTerminalSequences");
function revealed(text) {
  return text.replace(
    invisible,
    (character) => `\u27E8U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}\u27E9`
  );
}
__name(revealed, "revealed");

export {
  __name,
  __require,
  __commonJS,
  __export,
  __toESM,
  __using,
  __callDispose,
  UserError,
  explain,
  messageOf,
  plain,
  plainLines,
  shortened,
  shortenedInside
};
