#!/usr/bin/env node
import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  ownFolder
} from "./chunk-JNWG25UB.js";
import {
  VERSION
} from "./chunk-NCP553QR.js";
import {
  UserError,
  __name,
  explain,
  plainLines
} from "./chunk-L77EYN5P.js";

// src/cli.ts
import { readFileSync, writeSync } from "node:fs";
import module from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";

// src/cli/help.ts
var HELP = `go-image: Go container images, fast and measured

  go-image inspect [DIR] [--main PKG] [--module DIR]
      What the Go project in DIR is, and which program would go into the image; exit code 1 where none can be built yet.
  go-image dockerfile [DIR] [--main PKG] [--base NAME|REF] [--bases FILE.json]
                      [--style mount|layer|portable] [--write [--force]]
                      [--go-tags LIST] [--go-ldflags=FLAGS] [--go-gcflags=FLAGS]
                      [--goamd64 v1|v2|v3|v4] [--gofips140 VERSION] [--upx]
                      [--test CHECKS]... [--secret id=ID]... [--ssh ID]...
      Prints the Dockerfile that would be built; --write puts it, with reasons and digests, and .dockerignore into DIR.
  go-image check [DIR] [-f FILE] [--target STAGE] [--build-arg K=V] [--platform LIST] [--fix | --diff] [--prove]
                 [--format text|json|sarif|github] [--fail-on error|warning|never]
      What is wrong with the Dockerfile in DIR, as it builds the Go program of DIR. --fix mends what is safe to mend,
      --diff prints that as a patch, and --prove builds both before that, and compares them. Exit code 1 for an error, unless --fail-on says otherwise.
  go-image build [DIR] [-t TAG] [-f FILE] [--platform LIST] [--target STAGE] [--build-arg K=V]
                 [--builder NAME] [--cache-dir DIR] [--baseline auto|IMAGE|FILE.json|off]
                 [--size-budget [PLATFORM] [PART] SIZE]... [--size-increase [PLATFORM] [PART] SIZE]...
                 [--test CHECKS]... [--secret id=ID,src=FILE|env=NAME]... [--ssh ID[=KEY]]...
      Builds the image with Go's caches from a local folder, measures it and compares it with the last build.
  go-image measure IMAGE [--platform LIST]
      What is in IMAGE, and how large it is: REGISTRY/NAME, NAME (of the local engine, else of Docker Hub), docker:NAME,
      oci:DIR[:TAG], oci-archive:FILE[:TAG] or docker-archive:FILE[:NAME].
  go-image diff BASE HEAD [--platform LIST] [--format text|json|markdown|html]
      What changed between two images, or two saved reports (report.json).
  go-image render REPORT.json --format markdown|summary|text|html|sarif|junit|badge
      The comment, job summary, text, HTML page, findings, gate or badge of a saved report; - reads standard input.

Every verb takes --json. Exit code 0: done; 1: the build, image or check failed; 2: wrong use.
`;

// src/cli/verbs.ts
var VERBS = {
  inspect: /* @__PURE__ */ __name(async () => (await import("./inspect-BN5ZUZES.js")).inspect, "inspect"),
  dockerfile: /* @__PURE__ */ __name(async () => (await import("./dockerfile-W6NUOYDA.js")).dockerfile, "dockerfile"),
  check: /* @__PURE__ */ __name(async () => (await import("./check-H373ZN25.js")).check, "check"),
  build: /* @__PURE__ */ __name(async () => (await import("./build-V56N2RMZ.js")).build, "build"),
  measure: /* @__PURE__ */ __name(async () => (await import("./measure-VQINSGIW.js")).measure, "measure"),
  diff: /* @__PURE__ */ __name(async () => (await import("./diff-TK6UDNRF.js")).diff, "diff"),
  render: /* @__PURE__ */ __name(async () => (await import("./render-7OM6Y6RM.js")).render, "render")
};

// src/cli.ts
var cancelled = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => cancelled.abort(new Error(`cancelled by ${signal}`)));
process.stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? 0 : 1));
async function main(argv) {
  const [verb, ...rest] = argv;
  if (verb === void 0 || verb === "help" || verb === "--help" || verb === "-h") return print(HELP);
  if (verb === "--version") return print(VERSION);
  const load = Object.hasOwn(VERBS, verb) ? VERBS[verb] : void 0;
  if (!load) throw new UserError("usage", `There is no verb "${verb}"; there are ${Object.keys(VERBS).join(", ")}.`);
  const { values, positionals } = readArguments(rest);
  if (values.help) return print(HELP);
  keepCompiled();
  const run = await load();
  return await run(positionals, values, {
    print,
    complain: /* @__PURE__ */ __name((text) => void writeSync(2, text), "complain"),
    signal: cancelled.signal,
    env: process.env,
    terminal: { color: Boolean(process.stdout.isTTY) && !process.env.NO_COLOR, width: process.stdout.columns ?? 100 },
    // A terminal of this kind cannot draw a line again; CI systems that lend one keep every state of it.
    screen: process.stderr.isTTY && process.env.TERM !== "dumb" && !process.env.CI ? { width: /* @__PURE__ */ __name(() => process.stderr.columns ?? 80, "width") } : null,
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
        "size-budget": { type: "string", multiple: true },
        "size-increase": { type: "string", multiple: true },
        baseline: { type: "string" },
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
function keepCompiled() {
  try {
    module.enableCompileCache?.(join(ownFolder(process.env), "compiled"));
  } catch {
  }
}
__name(keepCompiled, "keepCompiled");
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
