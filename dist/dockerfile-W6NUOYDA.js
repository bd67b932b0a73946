import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  inspectFolder
} from "./chunk-SIWVXXKD.js";
import {
  writeFiles
} from "./chunk-ZJHJSQZO.js";
import {
  givenIds,
  readBases,
  writeFromCheckout
} from "./chunk-B4AVES6Q.js";
import {
  inTime
} from "./chunk-HNOMRKUH.js";
import {
  demandProgram
} from "./chunk-AWNBONL7.js";
import {
  startWith
} from "./chunk-GGLHXDP5.js";
import "./chunk-GKC4T433.js";
import {
  readInputs
} from "./chunk-UG7WS7NH.js";
import "./chunk-XB74SI2F.js";
import {
  folderOf,
  inputFrom,
  json,
  secretIds
} from "./chunk-KMXZLHT7.js";
import "./chunk-EIAKX6NL.js";
import "./chunk-UUQY4CUZ.js";
import {
  object,
  parse,
  pipe,
  regex,
  string,
  unknown
} from "./chunk-JKRFVU7G.js";
import "./chunk-IGNF7UFV.js";
import "./chunk-RPTUHRE5.js";
import "./chunk-KZXV7NL4.js";
import {
  __name,
  plain
} from "./chunk-L77EYN5P.js";

// src/cli/keep-dockerfile.ts
import { join } from "node:path";

// src/build/pin.ts
var PATIENCE_MS = 15e3;
var Inspected = object({
  manifest: object({ digest: pipe(string(), regex(/^sha256:[0-9a-f]{64}$/)) }),
  image: unknown()
});
async function askRegistry(reference, signal, execute) {
  const args = ["buildx", "imagetools", "inspect", "--format={{json .}}", "--", reference];
  return await inTime(PATIENCE_MS, signal, async (limit) => {
    const { exitCode, stdout } = await execute("docker", args, { signal: limit });
    if (exitCode !== 0) return null;
    const { manifest, image } = parse(Inspected, JSON.parse(stdout));
    const release = /"GOLANG_VERSION=(1\.\d[\w.]*)"/.exec(JSON.stringify(image))?.[1] ?? null;
    return { digest: manifest.digest, release };
  });
}
__name(askRegistry, "askRegistry");

// src/dockerfile/pins.ts
function pinnable({ images }) {
  const references = /* @__PURE__ */ new Set([images.builder, images.test, images.base]);
  return [...references].filter((reference) => reference !== "scratch" && !reference.includes("@"));
}
__name(pinnable, "pinnable");
function withPins(written, known) {
  const { images, release } = written;
  const tags = new Map(
    [images.builder, images.test].map((image) => [
      image,
      image.replace(/:[^-]+/, `:${known.get(image)?.release ?? release}`)
    ])
  );
  const tagOf = /* @__PURE__ */ __name((reference) => tags.get(reference) ?? reference, "tagOf");
  const pinned = /* @__PURE__ */ __name((reference) => [tagOf(reference), known.get(reference)?.digest].filter(Boolean).join("@"), "pinned");
  const isImage = /* @__PURE__ */ __name((text) => Object.values(images).includes(text), "isImage");
  return {
    ...written,
    dockerfile: written.dockerfile.replace(
      /^(FROM (?:--\S+ )?)(\S+)/gm,
      (line, start, reference) => isImage(reference) ? start + pinned(reference) : line
    ),
    choices: written.choices.map(
      (row) => isImage(row.choice) ? { ...row, choice: tagOf(row.choice), reason: withHow(row.reason, known.has(row.choice)) } : row
    )
  };
}
__name(withPins, "withPins");
function withHow(reason, isPinned) {
  return isPinned ? `${reason}; pinned by digest` : reason;
}
__name(withHow, "withHow");
function differOnlyInPins(a, b) {
  return withoutPins(a) === withoutPins(b);
}
__name(differOnlyInPins, "differOnlyInPins");
function withoutPins(text) {
  return text.replace(/@sha256:[0-9a-f]{64}\b/g, "").replaceAll("; pinned by digest", "").replace(/\b(golang:1\.\d+)\.\d+\b/g, "$1");
}
__name(withoutPins, "withoutPins");
var PIN_ADVICE = `Images are pinned by digest. Without a bot that moves them, they get no security fixes:
  Renovate, in renovate.json:  {"extends": ["config:recommended"]}
  Dependabot, in .github/dependabot.yml:
    version: 2
    updates: [{package-ecosystem: docker, directory: /, schedule: {interval: weekly}}]
`;

// src/dockerfile/reasons.ts
var COMPILE = /^RUN (?!.*go mod download|apt-get |apk |chmod |mkdir )/;
var FILES = / AS files$/;
var INSTRUCTIONS = {
  builder: /^FROM .* AS build$/,
  ...{ "runtime-file": FILES, zones: FILES, users: FILES, "temp-folder": FILES },
  certificates: /^COPY .*\/ca-certificates\.crt /,
  "private-module": /^RUN --mount=type=(?:secret,id=netrc|ssh),/,
  test: /^FROM .* AS test$/,
  style: /^FROM .* AS build$/,
  ...{ version: /^ARG VERSION=/, commit: /^ARG COMMIT=/, date: /^ARG DATE=/ },
  cgo: COMPILE,
  pgo: COMPILE,
  ...{ tags: COMPILE, ldflags: COMPILE, gcflags: COMPILE, goamd64: COMPILE, gofips140: COMPILE, upx: COMPILE },
  base: /^FROM (?!base( |$))(?!.* AS build$)/,
  user: /^USER /,
  port: /^EXPOSE /,
  targets: /^FROM base$/,
  entrypoint: /^ENTRYPOINT /
};
function withReasons(dockerfile2, choices) {
  const lines = dockerfile2.split("\n");
  const comments = /* @__PURE__ */ new Map();
  for (const { what, choice, reason, evidence } of choices) {
    const instruction = INSTRUCTIONS[what];
    const index = instruction ? lines.findLastIndex((line) => instruction.test(line)) : -1;
    if (index === -1) continue;
    const at = evidence.map(({ file, line }) => `${file}:${line}`).join(", ");
    const comment = plain(`# ${what} ${choice}: ${reason}${at === "" ? "" : ` (${at})`}`);
    comments.set(index, [...comments.get(index) ?? [], comment]);
  }
  return lines.flatMap((line, index) => [...comments.get(index) ?? [], line]).join("\n");
}
__name(withReasons, "withReasons");

// src/cli/keep-dockerfile.ts
var OUTCOMES = {
  written: "wrote",
  unchanged: "unchanged:",
  kept: "left as it is (--force replaces it):"
};
async function keepDockerfile(folder, written, how) {
  const { force, execute, signal, complain } = how;
  const images = pinnable(written);
  const answers = await Promise.all(
    images.map(async (image) => ({ image, said: await askRegistry(image, signal, execute) }))
  );
  const known = new Map(answers.flatMap(({ image, said }) => said === null ? [] : [[image, said]]));
  const { dockerfile: dockerfile2, choices, ignore } = withPins(written, known);
  const text = withReasons(dockerfile2, choices);
  const files = [
    { name: "Dockerfile", text, optional: false, isSame: /* @__PURE__ */ __name((before) => differOnlyInPins(before, text), "isSame") },
    { name: ".dockerignore", text: ignore, optional: true }
  ];
  const outcomes = await writeFiles(folder, files, force);
  for (const { name, outcome } of outcomes) complain(`${OUTCOMES[outcome]} ${join(folder, name)}
`);
  if (outcomes[0]?.outcome !== "written") return;
  const unknown2 = images.filter((image) => !known.has(image));
  if (unknown2.length > 0) complain(`No registry answered for ${unknown2.join(" and ")}: written without a digest.
`);
  if (known.size > 0) complain(PIN_ADVICE);
}
__name(keepDockerfile, "keepDockerfile");

// src/cli/verbs/dockerfile.ts
var dockerfile = /* @__PURE__ */ __name(async (words, options, terminal) => {
  const project = await inspectFolder(words, options, terminal);
  const { print, complain, env, signal } = terminal;
  demandProgram(project);
  const { base, bases: file, style, goFlags, checks, build } = readInputs((name) => inputFrom(options, name));
  const bases = await readBases(file, process.cwd());
  const { buildArgs } = build;
  const replaceIgnore = options.write === true && options.force === true;
  const given = { ...givenIds(build), secrets: secretIds(options.secret) };
  const how = { base, bases, style, goFlags, checks, buildArgs, given, today: /* @__PURE__ */ new Date() };
  const { ownIgnore, ...written } = writeFromCheckout(folderOf(words), project, how, replaceIgnore);
  if (!options.json) for (const warning of written.warnings) complain(`warning: ${warning}
`);
  if (options.write) {
    const { force = false } = options;
    await keepDockerfile(folderOf(words), written, { force, execute: startWith(env, signal), signal, complain });
    return 0;
  }
  return print(options.json ? json({ schema: 1, ...written, ownIgnore }) : written.dockerfile);
}, "dockerfile");
export {
  dockerfile
};
