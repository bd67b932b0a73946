#!/usr/bin/env node
import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  HELP,
  UserError,
  VERBS,
  VERSION,
  __name,
  explain,
  init_errors,
  init_plain,
  init_shared_chunk,
  init_verbs,
  init_version,
  plainLines
} from "./shared.js";

// src/cli.ts
init_shared_chunk();
init_verbs();
init_plain();
init_errors();
init_version();
import { readFileSync, writeSync } from "node:fs";
import { parseArgs } from "node:util";
var cancelled = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => cancelled.abort(new Error(`cancelled by ${signal}`)));
process.stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? 0 : 1));
async function main(argv) {
  const [verb, ...rest] = argv;
  if (verb === void 0 || verb === "help" || verb === "--help" || verb === "-h") return print(HELP);
  if (verb === "--version") return print(VERSION);
  const run = Object.hasOwn(VERBS, verb) ? VERBS[verb] : void 0;
  if (!run) throw new UserError("usage", `There is no verb "${verb}"; there are ${Object.keys(VERBS).join(", ")}.`);
  const { values, positionals } = readArguments(rest);
  if (values.help) return print(HELP);
  return await run(positionals, values, {
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
        bases: { type: "string" },
        style: { type: "string" },
        "go-tags": { type: "string" },
        "go-ldflags": { type: "string" },
        "go-gcflags": { type: "string" },
        goamd64: { type: "string" },
        gofips140: { type: "string" },
        upx: { type: "boolean" },
        test: { type: "string", multiple: true },
        secret: { type: "string", multiple: true },
        ssh: { type: "string", multiple: true },
        write: { type: "boolean" },
        force: { type: "boolean" },
        file: { type: "string", short: "f" },
        tag: { type: "string", short: "t", multiple: true },
        platform: { type: "string" },
        target: { type: "string" },
        "build-arg": { type: "string", multiple: true },
        builder: { type: "string" },
        "cache-dir": { type: "string" },
        "size-budget": { type: "string" },
        "size-increase": { type: "string" },
        format: { type: "string" },
        fix: { type: "boolean" },
        diff: { type: "boolean" },
        prove: { type: "boolean" },
        "fail-on": { type: "string" }
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
    writeSync(2, `go-image: ${plainLines(explain(error)).join("\n")}
`);
    process.exitCode = error instanceof UserError && /^(usage$|input-)/.test(error.code) ? 2 : 1;
  }
}
