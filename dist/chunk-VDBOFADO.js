import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  SECRET_NAME,
  SNIFFED_BYTES,
  isEnvironmentFile,
  isSample,
  mayBeSecret,
  secretByName,
  secretIn,
  secretSetting
} from "./chunk-AKOVMDGN.js";
import {
  HUB,
  OPAQUE,
  PLATFORM_ARGUMENTS,
  before,
  copyWords,
  isGolang,
  isRoot,
  knownVariables,
  mountFields,
  mountTarget,
  overlaps,
  placesInRun,
  reachedStages,
  readRunMount,
  readShell,
  runsAsRoot,
  unknownVariable,
  userAt,
  userNumbers,
  variablesAt,
  workdirAt
} from "./chunk-4PQ7ZB5M.js";
import {
  expand,
  lineIndex,
  lineage,
  namesIn,
  parseDockerfile,
  rangeIn,
  rootImage,
  targetStage
} from "./chunk-UT4CUW2Z.js";
import {
  NEWEST_MAINTAINED,
  OLDEST_MAINTAINED,
  compareReleases,
  isMaintained,
  readIgnoreFile
} from "./chunk-UUQY4CUZ.js";
import {
  bytes,
  count,
  grouped
} from "./chunk-JKRFVU7G.js";
import {
  gitIgnore,
  isAtOrBelow,
  isOutside,
  parseGoMod,
  readBody,
  readHeader,
  wildcard
} from "./chunk-RPTUHRE5.js";
import {
  headOf
} from "./chunk-KZXV7NL4.js";
import {
  __name,
  plain
} from "./chunk-L77EYN5P.js";

// src/dockerfile/check/context-report.ts
import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

// src/dockerfile/check/context-use.ts
import { posix as posix2 } from "node:path";

// src/dockerfile/check/copy.ts
import { posix } from "node:path";
function readCopy(dockerfile, stage, instruction, buildArgs) {
  const variables = variablesAt(stage, instruction, buildArgs);
  const value = /* @__PURE__ */ __name((text) => expand(text.replace(/^(["'])(.*)\1$/, "$2"), variables), "value");
  const words2 = instruction.json ?? copyWords(instruction.body.text).filter((word) => !/^\d*<</.test(word));
  const written2 = words2.at(-1) ?? "";
  const sources = words2.slice(0, -1).map(value);
  const isKnown = unknownVariable(written2, stage, instruction, buildArgs) === null;
  const flag = /* @__PURE__ */ __name((name2) => instruction.flags.find((each) => each.name === name2), "flag");
  const from = flag("from")?.value;
  return {
    ...{ stage, instruction, sources },
    origin: from === void 0 ? { kind: "context" } : originOf(dockerfile, stage, from, instruction, buildArgs),
    destination: isKnown ? absolute(value(written2), workdirAt(stage, instruction, buildArgs)) : null,
    intoFolder: sources.length > 1 || /\/$|^\.{1,2}$|\/\.{1,2}$/.test(written2),
    keepsParents: flag("parents") !== void 0 && flag("parents").value !== "false"
  };
}
__name(readCopy, "readCopy");
function originOf(dockerfile, stage, from, instruction, buildArgs) {
  if (unknownVariable(from, stage, instruction, buildArgs) !== null) return { kind: "unknown" };
  const name2 = expand(from, variablesAt(stage, instruction, buildArgs));
  const earlier = dockerfile.stages.slice(0, dockerfile.stages.indexOf(stage));
  const named = earlier.findLast((each) => each.name?.toLowerCase() === name2.toLowerCase());
  const found = named ?? (/^\d+$/.test(name2) ? earlier[Number(name2)] : void 0);
  return found ? { kind: "stage", stage: found } : { kind: "image", reference: name2 };
}
__name(originOf, "originOf");
function absolute(path, folder) {
  if (path.startsWith("/")) return clean(path);
  return folder === null ? null : clean(posix.join(folder, path));
}
__name(absolute, "absolute");
function clean(path) {
  return posix.normalize(path).replace(/(?<=.)\/$/, "");
}
__name(clean, "clean");
function landsAt({ sources, destination, intoFolder, keepsParents }, path) {
  if (destination === null) return null;
  for (const source of sources) {
    if (/^(https?|git|ssh):\/\/|^git@/.test(source)) continue;
    const top = clean(source.replace(/^\/+/, "").replace(/\/\.\//, "/")).replace(/^\.$/, "");
    if (top === "" || top === "*" || top === "**") return posix.join(destination, path);
    const matched = coveredBy(top, path);
    if (matched === null) continue;
    if (keepsParents) return posix.join(destination, path);
    const rest = path.slice(matched.length).replace(/^\//, "");
    if (rest !== "") return posix.join(destination, rest);
    return intoFolder ? posix.join(destination, posix.basename(path)) : destination;
  }
  return null;
}
__name(landsAt, "landsAt");
function coveredBy(pattern, path) {
  if (!/[*?[\\]/.test(pattern)) return isAtOrBelow(path, pattern) ? pattern : null;
  const wanted = pattern.split("/");
  const parts = path.split("/");
  if (wanted.includes("**")) {
    const rest = wanted.slice(wanted.indexOf("**") + 1);
    const name2 = rest.at(-1);
    return name2 === void 0 || wildcard(name2, "^")?.(parts.at(-1)) ? path : null;
  }
  if (parts.length < wanted.length) return null;
  const isMatch = wanted.every((part, index) => wildcard(part, "^")?.(parts[index]) ?? false);
  return isMatch ? parts.slice(0, wanted.length).join("/") : null;
}
__name(coveredBy, "coveredBy");
var MOST_PLACES = 50;
var MOST_STAGES = 50;
function contextPathIn(dockerfile, stage, until, path, buildArgs, ofStages = /* @__PURE__ */ new Map()) {
  const found = [];
  for (const { stage: at, instruction } of before(stage, until)) {
    if (instruction.keyword !== "COPY" && instruction.keyword !== "ADD") continue;
    const copy = readCopy(dockerfile, at, instruction, buildArgs);
    for (const there of pathsInOrigin(dockerfile, copy.origin, path, buildArgs, ofStages)) {
      const lands = landsAt(copy, there.replace(/^\//, ""));
      if (lands !== null) found.push(lands);
    }
  }
  if (until?.keyword === "RUN")
    for (const flag of until.flags.filter(({ name: name2 }) => name2 === "mount")) {
      const fields = mountFields(expand(flag.value, variablesAt(stage, until, buildArgs)));
      if ((fields.get("type") ?? "bind") !== "bind") continue;
      const from = fields.get("from");
      const origin = from === void 0 ? { kind: "context" } : originOf(dockerfile, stage, from, until, buildArgs);
      const target = absolute(mountTarget(fields) || ".", workdirAt(stage, until, buildArgs));
      const source = clean(`/${fields.get("source") ?? fields.get("src") ?? ""}`);
      for (const there of pathsInOrigin(dockerfile, origin, path, buildArgs, ofStages)) {
        const inOrigin = clean(`/${there}`);
        if (target !== null && isAtOrBelow(inOrigin, source))
          found.push(posix.join(target, posix.relative(source, inOrigin)));
      }
    }
  return [...new Set(found)].slice(0, MOST_PLACES);
}
__name(contextPathIn, "contextPathIn");
function pathsInOrigin(dockerfile, origin, path, buildArgs, ofStages) {
  if (origin.kind === "context") return [path];
  if (origin.kind !== "stage") return [];
  const known9 = ofStages.get(origin.stage);
  if (known9 !== void 0 || ofStages.size > MOST_STAGES) return known9 ?? [];
  ofStages.set(origin.stage, []);
  const found = contextPathIn(dockerfile, origin.stage, null, path, buildArgs, ofStages);
  ofStages.set(origin.stage, found);
  return found;
}
__name(pathsInOrigin, "pathsInOrigin");

// src/dockerfile/check/context-use.ts
var ELSEWHERE = /^(https?|git|ssh):\/\/|^git@/;
var known = /* @__PURE__ */ new WeakMap();
function contextUses(model) {
  const uses = known.get(model) ?? readUses(model);
  known.set(model, uses);
  return uses;
}
__name(contextUses, "contextUses");
function readUses(model) {
  return model.stages.filter(({ isReached }) => isReached).flatMap(({ stage }) => stage.instructions.flatMap((instruction) => usesOf(model, stage, instruction)));
}
__name(readUses, "readUses");
function usesOf(model, stage, instruction) {
  const { keyword } = instruction;
  if (keyword === "RUN") return mountsOf(model, stage, instruction);
  if (keyword !== "COPY" && keyword !== "ADD") return [];
  const { origin } = readCopy(model.dockerfile, stage, instruction, model.buildArgs);
  if (origin.kind !== "context") return [];
  const excluded = instruction.flags.filter(({ name: name2 }) => name2 === "exclude").map(({ value }) => value);
  const excludes = readIgnoreFile(excluded.join("\n"));
  return sourceWords(instruction).filter(({ text }) => !ELSEWHERE.test(text)).map(({ text, ...at }) => ({
    ...{ stage, instruction, at, isMount: false, excludes },
    source: knownPath(text, model, stage, instruction)
  }));
}
__name(usesOf, "usesOf");
function mountsOf(model, stage, instruction) {
  return instruction.flags.flatMap((flag) => {
    const fields = mountFields(flag.value);
    if (flag.name !== "mount" || (fields.get("type") ?? "bind") !== "bind" || fields.has("from")) return [];
    const source = knownPath(fields.get("source") ?? fields.get("src") ?? ".", model, stage, instruction);
    return [{ stage, instruction, at: flag, source, isMount: true, excludes: /* @__PURE__ */ __name(() => null, "excludes") }];
  });
}
__name(mountsOf, "mountsOf");
function sourceWords({ body, json }) {
  if (json) return json.slice(0, -1).map((text) => ({ text, ...rangeIn(body, 0, body.text.length) }));
  return [...body.text.matchAll(/\S+/g)].map((match) => ({
    text: match[0].replace(/^(["'])(.*)\1$/, "$2"),
    ...rangeIn(body, match.index, match.index + match[0].length)
  })).slice(0, -1).filter(({ text }) => !/^\d*<</.test(text));
}
__name(sourceWords, "sourceWords");
function knownPath(written2, { buildArgs }, stage, instruction) {
  if (unknownVariable(written2, stage, instruction, buildArgs) !== null) return null;
  const variables = variablesAt(stage, instruction, buildArgs);
  if ([...written2.matchAll(/\$\{?(\w+)/g)].some(([, name2]) => !variables.get(name2))) return null;
  const path = expand(written2, variables);
  return clean(posix2.join("/", path.replace(/\/\.\//, "/"))).slice(1) || ".";
}
__name(knownPath, "knownPath");
function isWhole({ source }) {
  return source === "." || source === "*" || source === "**";
}
__name(isWhole, "isWhole");
function brings(use, path) {
  const { source, excludes } = use;
  if (source === null || excludes(path) !== null) return false;
  return isWhole(use) || coveredBy(source, path) !== null || isAtOrBelow(source, path);
}
__name(brings, "brings");

// src/dockerfile/check/go-command.ts
import { posix as posix3 } from "node:path";
var BOOLEAN = new Set(
  "a asan benchmem buildvcs c cover deps e failfast f find fix fullpath h help i json linkshared m modcacherw msan n race retracted short test trimpath t u v versions w work x".split(
    " "
  )
);
var GROUPS = /* @__PURE__ */ new Set(["mod", "work", "tool", "telemetry"]);
var PROGRAM = /^(xx-)?go(\d+(\.\d+)*)?$/;
function readGoCommand(command) {
  const [program, ...rest] = command.words;
  const name2 = program === void 0 ? "" : posix3.basename(program.text);
  if (!PROGRAM.test(name2)) return null;
  const words2 = [...rest];
  let { folder } = command;
  const chdir = /* @__PURE__ */ __name((to) => {
    if (to === void 0 || to.includes(OPAQUE)) folder = null;
    else folder = to.startsWith("/") ? posix3.normalize(to) : folder === null ? null : posix3.join(folder, to);
  }, "chdir");
  if (/^--?C$/.test(words2[0]?.text ?? "")) {
    chdir(words2[1]?.text);
    words2.splice(0, 2);
  }
  let verb = words2.shift()?.text ?? "";
  if (GROUPS.has(verb) && words2[0] !== void 0 && !words2[0].text.startsWith("-")) verb += ` ${words2.shift().text}`;
  const flags = /* @__PURE__ */ new Map();
  for (const word of (command.environment.get("GOFLAGS") ?? "").split(/\s+/)) {
    const [, flag, value] = /^--?([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (flag !== void 0) flags.set(flag, { value: value ?? "true", word: null });
  }
  let at = 0;
  for (; at < words2.length; at++) {
    const word = words2[at];
    const [, flag, equals, value] = /^--?([A-Za-z][\w.-]*)(=)?(.*)$/s.exec(word.text) ?? [];
    if (flag === void 0) break;
    if (equals || BOOLEAN.has(flag)) flags.set(flag, { value: equals ? value : "true", word });
    else flags.set(flag, { value: words2[++at]?.text ?? "", word: words2[at] ?? word });
  }
  const into = flags.get("C");
  if (into) chdir(into.value);
  return { command, verb, flags, args: words2.slice(at), folder, isXx: name2.startsWith("xx-") };
}
__name(readGoCommand, "readGoCommand");
function rangeOf({ command: { words: words2 } }) {
  return { start: words2[0].start, end: words2.at(-1).end };
}
__name(rangeOf, "rangeOf");
function compiles({ verb, flags }) {
  return /^(build|install|test|vet|run|tool)$/.test(verb) && !flags.has("n");
}
__name(compiles, "compiles");
function makesProgram({ verb, flags }) {
  return verb === "build" || verb === "install" || verb === "test" && flags.has("c");
}
__name(makesProgram, "makesProgram");
function downloads({ verb }) {
  return verb === "mod download";
}
__name(downloads, "downloads");
function isOfVersion({ verb, args }) {
  return /^(install|run)$/.test(verb) && (args[0]?.text.includes("@") ?? false);
}
__name(isOfVersion, "isOfVersion");
function compilesProject(go) {
  return compiles(go) && !isOfVersion(go) && !go.flags.has("modfile");
}
__name(compilesProject, "compilesProject");
function linkerFlags({ flags }) {
  const fields = (flags.get("ldflags")?.value ?? "").match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
  const all = fields.map((field) => field.replace(/^(["'])(.*)\1$/s, "$2"));
  return all.flatMap((field, index) => {
    if (/^--?(X|extldflags|linkmode|extld)$/.test(field)) return [`${field}=${all[index + 1] ?? ""}`];
    return /^--?(X|extldflags|linkmode|extld)$/.test(all[index - 1] ?? "") ? [] : [field];
  });
}
__name(linkerFlags, "linkerFlags");

// src/dockerfile/check/presence.ts
import { posix as posix5 } from "node:path";

// src/dockerfile/check/image.ts
var OFFICIAL = new RegExp(`^${HUB}(?=[^/]+$)`);
var NOTHING = {
  ...{ go: null, libc: "unknown", release: null, shell: null, certificates: null, zones: null, users: null },
  ...{ user: null, packages: null }
};
var DEBIAN = { 11: "bullseye", 12: "bookworm", 13: "trixie" };
var CODENAME = /(?:^|-)(stretch|buster|bullseye|bookworm|trixie|forky)(?=-|$)/;
function readBaseImage(stage) {
  const bottom2 = lineage(stage).at(-1);
  const written2 = bottom2.from.args.split(/\s+/)[0] ?? "";
  const hasHole = /\$/.test(written2) && /(^|[/:])$|::|^:|--|-$|:-/.test(rootImage(stage));
  if (!hasHole) return describeImage(rootImage(stage));
  const { kind, name: name2, user, shell } = describeImage(rootImage(stage).replace(/:[^/]*$/, ""));
  return /\$/.test(written2.replace(/:[^/]*$/, "")) || !/^(golang|alpine|debian|ubuntu)$/.test(kind) ? describeImage("") : { ...describeImage(""), kind, name: name2, user, shell };
}
__name(readBaseImage, "readBaseImage");
function describeImage(reference) {
  const [withTag = "", digest = null] = reference.split("@");
  const [, path = "", tag = null] = /^(.*?)(?::([^:/]+))?$/.exec(withTag);
  const name2 = path.replace(OFFICIAL, "");
  const found = known2(name2, tag ?? "");
  return { reference, name: name2, tag, digest, ...found };
}
__name(describeImage, "describeImage");
function known2(name2, tag) {
  const codename = CODENAME.exec(tag)?.[1] ?? null;
  const full = { shell: true, users: true, user: "0" };
  if (name2 === "scratch")
    return {
      ...{ kind: "scratch", ...NOTHING, libc: "none", shell: false, certificates: false, zones: false },
      ...{ users: false, user: "0" }
    };
  if (name2 === "golang") {
    if (/windowsservercore|nanoserver/.test(tag)) return { kind: "unknown", ...NOTHING };
    const go = /^(\d+\.\d+(?:\.\d+)?(?:(?:rc|beta)\d+)?)(?=-|$)/.exec(tag)?.[1] ?? null;
    const alpine = /(?:^|-)alpine(\d+\.\d+)?/.exec(tag);
    if (alpine)
      return {
        kind: "golang",
        ...full,
        go,
        libc: "musl",
        release: alpine[1] ?? null,
        certificates: true,
        zones: false,
        packages: "apk"
      };
    return {
      kind: "golang",
      ...full,
      go,
      libc: "glibc",
      release: codename,
      certificates: true,
      zones: true,
      packages: "apt"
    };
  }
  if (name2 === "alpine")
    return {
      ...{ kind: "alpine", ...NOTHING, ...full, libc: "musl", release: /^(\d+\.\d+)/.exec(tag)?.[1] ?? null },
      ...{ certificates: true, zones: false, packages: "apk" }
    };
  if (name2 === "debian" || name2 === "ubuntu" || name2 === "buildpack-deps")
    return {
      ...{ kind: name2 === "ubuntu" ? "ubuntu" : "debian", ...NOTHING, ...full, libc: "glibc" },
      ...{
        release: codename ?? (/^(\d+)/.exec(tag)?.[1] && name2 === "debian" ? DEBIAN[/^(\d+)/.exec(tag)[1]] ?? null : null)
      },
      ...{ certificates: name2 === "buildpack-deps", zones: name2 === "debian", packages: "apt" }
    };
  if (name2 === "busybox")
    return {
      ...{ kind: "busybox", ...NOTHING, ...full, certificates: false, zones: false },
      libc: /musl/.test(tag) ? "musl" : /glibc/.test(tag) ? "glibc" : "unknown"
    };
  const distroless = /(?:^|\/)distroless\/(static|base|base-nossl|cc)(?:-debian(\d+))?$/.exec(name2);
  if (distroless) {
    const [, variant, debian = ""] = distroless;
    return {
      ...{
        kind: "distroless",
        ...NOTHING,
        libc: variant === "static" ? "none" : "glibc",
        release: DEBIAN[debian] ?? null
      },
      ...{ shell: /debug/.test(tag), certificates: true, zones: true, users: true },
      user: /nonroot/.test(tag) ? "65532" : "0"
    };
  }
  if (/^cgr\.dev\/[\w.-]+\/(static|glibc-dynamic|wolfi-base|busybox|go)$/.test(name2) || name2 === "chainguard/static") {
    const isStatic = /\/static$/.test(name2);
    return {
      ...{ kind: "chainguard", ...NOTHING, libc: isStatic ? "none" : "glibc", certificates: true, users: true },
      ...{
        zones: isStatic ? true : null,
        shell: isStatic ? false : null,
        user: /\/(static|glibc-dynamic)$/.test(name2) ? "65532" : null
      },
      packages: /wolfi-base$/.test(name2) ? "apk" : null
    };
  }
  if (/(^|\/)(ubi\d+|fedora|centos|rockylinux|almalinux|amazonlinux)(\/|$|-)/.test(name2))
    return {
      kind: "redhat",
      ...NOTHING,
      libc: "glibc",
      packages: "dnf",
      certificates: /micro/.test(name2) ? null : true,
      shell: true,
      // Those that are for a language have a user of their own, 1001.
      user: /(^|\/)(ubi(-minimal|-micro|-init)?|ubi\d+|fedora|centos|rockylinux|almalinux|amazonlinux)$/.test(name2) ? "0" : null
    };
  return { kind: "unknown", ...NOTHING };
}
__name(known2, "known");
function isNewestGo({ kind, tag, digest }) {
  return kind === "golang" && digest === null && (tag === null || /^(latest|alpine|bookworm|trixie|1|1-\w+)$/.test(tag));
}
__name(isNewestGo, "isNewestGo");

// src/dockerfile/check/run.ts
import { posix as posix4 } from "node:path";
var SHELL = /^(\/(usr\/)?bin\/)?(ba|da|a|k|z)?sh$/;
var WRAPPERS = {
  ...{ sudo: /^-[ughpCT]$/, env: /^-[uCS]$/, nice: /^-n$/, timeout: /^-[ks]$/, xargs: /^-[nPIELsd]$/ },
  ...{ time: /^-[of]$/, exec: /^-a$/, command: /^$/, nohup: /^$/, gosu: /^$/, "su-exec": /^$/, ionice: /^-[cn]$/ }
};
function readRun(stage, instruction, buildArgs) {
  const folder = workdirAt(stage, instruction, buildArgs);
  const variables = environmentAt(stage, instruction, buildArgs);
  const { script, words: words2, isForeign } = scriptOf(stage, instruction);
  const start = { variables, folder };
  let commands = [];
  let isBroken = false;
  if (words2) commands = [execCommand(words2, instruction, start)];
  else if (script) {
    const read = readShell(script.text, start);
    commands = read.commands.map((command) => placed(command, script));
    isBroken = read.isBroken || read.runsOthers;
  }
  commands = commands.flatMap((command) => unwrapped(command, 0));
  return {
    ...{ stage, instruction, commands, folder, isForeign, isBroken },
    go: commands.flatMap((command) => readGoCommand(command) ?? []),
    mounts: instruction.flags.filter((flag) => flag.name === "mount").map((flag) => ({ ...readRunMount(flag.value, stage, instruction, buildArgs), range: flag })),
    network: instruction.flags.find((flag) => flag.name === "network")?.value ?? "",
    user: expand(userAt(stage, instruction), variablesAt(stage, instruction, buildArgs))
  };
}
__name(readRun, "readRun");
function environmentAt(stage, instruction, buildArgs) {
  const known9 = knownVariables(stage, instruction, buildArgs);
  const open = /* @__PURE__ */ new Set();
  for (const { instruction: each } of before(stage, instruction)) {
    const { keyword, args } = each;
    if (keyword !== "ENV" && keyword !== "ARG") continue;
    const isPairs = keyword === "ARG" || /^[\w.-]+=/.test(args);
    const written2 = keyword === "ARG" ? /(?<!\S)([A-Za-z_]\w*)/g : /(?<!\S)([A-Za-z_]\w*)(?==)/g;
    const names2 = isPairs ? [...args.matchAll(written2)].map(([, name2]) => name2) : args.split(/\s/, 1);
    const isOpen = [...args.matchAll(/\$\{?(\w+)/g)].some(([, name2]) => open.has(name2));
    for (const name2 of names2)
      if (isOpen || !known9.has(name2)) open.add(name2);
      else open.delete(name2);
  }
  return new Map([...known9, ...[...open].map((name2) => [name2, OPAQUE])]);
}
__name(environmentAt, "environmentAt");
function scriptOf(stage, instruction) {
  const { body, json, heredocs } = instruction;
  const nothing = { script: null, words: null };
  if (json) return { ...nothing, words: json, isForeign: false };
  const shell = before(stage, instruction).findLast(({ instruction: each }) => each.keyword === "SHELL" && each.json);
  if (shell && !SHELL.test(shell.instruction.json[0] ?? "")) return { ...nothing, isForeign: true };
  const [first] = heredocs;
  if (first && /^\d*<<-?\S+$/.test(body.text)) {
    const isForeign = /^#!(?!.*\b(ba|da|a)?sh\b)/.test(first.body.text);
    return { words: null, script: isForeign ? null : first.body, isForeign };
  }
  return { words: null, script: withHeredocs(body, heredocs), isForeign: false };
}
__name(scriptOf, "scriptOf");
function withHeredocs(body, heredocs) {
  const pieces = [body.text];
  const offsets = body.offsets.slice(0, -1);
  const end = body.offsets.at(-1);
  for (const { name: name2, body: lines } of heredocs) {
    pieces.push("\n", lines.text, name2);
    offsets.push(end, ...lines.offsets.slice(0, -1));
    for (let index = 0; index < name2.length; index++) offsets.push(lines.offsets.at(-1));
  }
  return { text: pieces.join(""), offsets: [...offsets, heredocs.at(-1)?.body.offsets.at(-1) ?? end] };
}
__name(withHeredocs, "withHeredocs");
function execCommand(words2, { body }, { variables, folder }) {
  const range = rangeIn(body, 0, body.text.length);
  return {
    ...range,
    words: words2.map((word) => ({ text: word, raw: word, variables: [], ...range })),
    ...{ assignments: [], redirects: [], certain: true, pipedTo: null, folder, environment: variables }
  };
}
__name(execCommand, "execCommand");
function placed(command, script) {
  const at = /* @__PURE__ */ __name((value) => ({ ...value, ...rangeIn(script, value.start, value.end) }), "at");
  return Object.assign(command, {
    ...rangeIn(script, command.start, command.end),
    words: command.words.map(at),
    assignments: command.assignments.map((each) => ({ ...at(each), value: at(each.value) })),
    redirects: command.redirects.map((each) => ({ ...each, target: each.target && at(each.target) }))
  });
}
__name(placed, "placed");
function unwrapped(command, depth) {
  const [program, ...rest] = command.words;
  const name2 = program === void 0 ? "" : posix4.basename(program.text);
  if (depth > 4) return [command];
  if (SHELL.test(name2) && /^-\w*c$/.test(rest.find((word) => !/^-o$|^pipefail$/.test(word.text))?.text ?? "")) {
    const at2 = rest.findIndex((word) => /^-\w*c$/.test(word.text));
    const script = rest[at2 + 1];
    if (script === void 0) return [command];
    const inner = readShell(script.text, { variables: command.environment, folder: command.folder }).commands;
    const range = { start: script.start, end: script.end };
    return inner.flatMap((each) => unwrapped(inPlace(each, range, command.certain), depth + 1));
  }
  const values = Object.hasOwn(WRAPPERS, name2) ? WRAPPERS[name2] : null;
  if (values === null) return [command];
  let at = 0;
  const added = /* @__PURE__ */ new Map();
  while (at < rest.length) {
    const { text } = rest[at];
    const [, variable, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? [];
    const isOptions = text.startsWith("-") || text === OPAQUE && name2 === "env";
    if (variable !== void 0 && name2 !== "xargs") added.set(variable, value);
    else if (!isOptions) break;
    at += values.test(text) ? 2 : 1;
  }
  const words2 = rest.slice(name2 === "timeout" || name2 === "gosu" || name2 === "su-exec" ? at + 1 : at);
  if (words2.length === 0) return [command];
  const environment = added.size === 0 ? command.environment : new Map([...command.environment, ...added]);
  return unwrapped({ ...command, words: words2, environment }, depth + 1);
}
__name(unwrapped, "unwrapped");
function inPlace(command, range, certain) {
  const at = /* @__PURE__ */ __name((word) => ({ ...word, ...range }), "at");
  return Object.assign(command, {
    ...range,
    words: command.words.map(at),
    assignments: command.assignments.map((each) => ({ ...each, ...range, value: at(each.value) })),
    certain: command.certain && certain
  });
}
__name(inPlace, "inPlace");

// src/dockerfile/check/model.ts
function readModel(dockerfile, options) {
  const { buildArgs } = options;
  const last = targetStage(dockerfile, options.target);
  if (last === null) return null;
  const reached = new Set(reachedStages(dockerfile, last));
  const final = new Set(lineage(last));
  const stages = dockerfile.stages.map((stage) => {
    const of = /* @__PURE__ */ __name((keywords) => stage.instructions.filter(({ keyword }) => keywords.test(keyword)), "of");
    return {
      stage,
      ...{ isReached: reached.has(stage), isFinal: final.has(stage) },
      runs: of(/^RUN$/).map((run) => readRun(stage, run, buildArgs)),
      copies: of(/^(COPY|ADD)$/).map((copy) => readCopy(dockerfile, stage, copy, buildArgs)),
      image: readBaseImage(stage)
    };
  });
  return { dockerfile, buildArgs, stages, target: stages.find(({ stage }) => stage === last) };
}
__name(readModel, "readModel");
function reachedRuns({ stages }) {
  return stages.filter(({ isReached }) => isReached).flatMap(({ runs }) => runs);
}
__name(reachedRuns, "reachedRuns");
function modelOf({ stages }, stage) {
  return stages.find((each) => each.stage === stage);
}
__name(modelOf, "modelOf");
function earlierRuns(model, run) {
  const chain = lineage(run.stage).reverse();
  return chain.flatMap((stage) => modelOf(model, stage).runs).filter((each) => each.stage !== run.stage || each.instruction.start < run.instruction.start);
}
__name(earlierRuns, "earlierRuns");
function earlierCopies(model, stage, before2) {
  return lineage(stage).reverse().flatMap((each) => modelOf(model, each).copies).filter((copy) => copy.stage !== stage || copy.instruction.start < before2.start);
}
__name(earlierCopies, "earlierCopies");

// src/dockerfile/check/shipped.ts
function shippedPrograms({ model, programs }) {
  const { stage } = model.target;
  const found = programs.flatMap((program2) => {
    const { run, go, output } = program2;
    return output === null ? [] : placesIn(model, stage, run.stage, output, /* @__PURE__ */ new Map()).map((at) => ({ run, go, program: program2, ...at }));
  });
  if (found.length > 0) return found;
  const makers = model.stages.filter(({ isReached }) => isReached).flatMap(({ runs }) => runs.flatMap((run) => run.go.filter(isOfTheProject).map((go) => ({ run, go }))));
  const [only, ...others] = makers;
  if (only === void 0 || others.length > 0) return [];
  const copy = copiesInto(model, stage).find(
    ({ origin }) => origin.kind === "stage" && lineage(origin.stage).includes(only.run.stage)
  );
  const isOwn3 = lineage(stage).includes(only.run.stage);
  const program = programs.find(({ go }) => go === only.go) ?? null;
  if (program?.output != null || copy === void 0 && !isOwn3) return [];
  return [{ ...only, program, path: null, copy: copy ?? null }];
}
__name(shippedPrograms, "shippedPrograms");
function isOfTheProject(go) {
  return makesProgram(go) && go.verb !== "test" && !go.args.some(({ text }) => text.includes("@"));
}
__name(isOfTheProject, "isOfTheProject");
var MOST_PLACES2 = 50;
function placesIn(model, stage, from, path, known9) {
  const before2 = known9.get(stage);
  if (before2 !== void 0) return before2;
  const found = /* @__PURE__ */ new Map();
  if (lineage(stage).includes(from)) found.set(path, { path, copy: null });
  for (const copy of copiesInto(model, stage)) {
    if (copy.origin.kind !== "stage" || found.size >= MOST_PLACES2) continue;
    for (const inner of placesIn(model, copy.origin.stage, from, path, known9)) {
      const lands = landsAt(copy, inner.path.slice(1));
      if (lands !== null) found.set(lands, { path: lands, copy });
    }
  }
  known9.set(stage, [...found.values()]);
  return known9.get(stage);
}
__name(placesIn, "placesIn");
function copiesInto(model, stage) {
  return lineage(stage).reverse().flatMap((each) => modelOf(model, each).copies);
}
__name(copiesInto, "copiesInto");

// src/dockerfile/check/presence.ts
var ARCHIVE = /\.(tar|tgz|txz|tbz2?|tar\.\w+)$/i;
var REMOTE = /^(https?|git|ssh):\/\/|^git@/;
function mayHold(subject, stage, path) {
  if (copiesInto(subject.model, stage).some((copy) => mayBring(subject, copy, path))) return true;
  return before(stage, null).some(({ instruction: { keyword, args, json } }) => {
    if (keyword !== "VOLUME" && keyword !== "WORKDIR") return false;
    return (json ?? args.split(/\s+/)).some((folder) => {
      if (folder.includes("$") || isAtOrBelow(clean(folder), path)) return true;
      return keyword === "VOLUME" && isAtOrBelow(path, clean(folder));
    });
  });
}
__name(mayHold, "mayHold");
function mayBring(subject, copy, path) {
  const { destination, sources, instruction } = copy;
  if (destination === null) return true;
  if (isAtOrBelow(destination, path)) return true;
  const rest = destination === "/" ? path.slice(1) : path.slice(destination.length + 1);
  if (!isAtOrBelow(path, destination) && destination !== "/") return false;
  if (instruction.heredocs.some(({ name: name2 }) => name2 === rest)) return true;
  return sources.some((source) => {
    if (REMOTE.test(source) || instruction.keyword === "ADD" && ARCHIVE.test(source)) return true;
    if (copy.keepsParents || /[*?[]/.test(source)) return true;
    const kind = kindOf(subject, copy, source);
    if (kind === "file") return posix5.basename(source) === rest;
    if (kind === "folder" && copy.origin.kind === "context")
      return subject.context.files.kind(posix5.join(clean(`/${source}`).slice(1), rest)) !== null;
    return true;
  });
}
__name(mayBring, "mayBring");
function kindOf(subject, { origin }, source) {
  const path = clean(`/${source}`);
  if (origin.kind === "context") return subject.context?.files.kind(path.slice(1) || ".") ?? null;
  if (origin.kind === "stage") {
    const own = lineage(origin.stage);
    if (subject.programs.some(({ run, output }) => output === path && own.includes(run.stage))) return "file";
  }
  return /\.(crt|pem|sh|ya?ml|json|toml|txt|conf|html)$/.test(path) || path === "/etc/passwd" ? "file" : null;
}
__name(kindOf, "kindOf");
function runsInto({ model }, stage) {
  return lineage(stage).reverse().flatMap((each) => modelOf(model, each).runs);
}
__name(runsInto, "runsInto");
function mayMake(subject, stage, name2) {
  return runsInto(subject, stage).some((run) => {
    if (run.isForeign || run.isBroken || name2.test(textOf(run))) return true;
    return run.commands.some(({ words: words2 }) => isOpaque(words2.map(({ text }) => text)));
  });
}
__name(mayMake, "mayMake");
function names(subject, stage, name2) {
  return runsInto(subject, stage).some((run) => name2.test(textOf(run)));
}
__name(names, "names");
function textOf({ instruction: { body, heredocs } }) {
  return [body.text, ...heredocs.map((each) => each.body.text)].join("\n");
}
__name(textOf, "textOf");
function isOpaque([program = "", first = ""]) {
  if (/^(make|mage|task|just|bazel|goreleaser|nix|python3?|perl|node|eval|\.|source)$/.test(posix5.basename(program)))
    return true;
  if (/^(ba|da|a)?sh$/.test(posix5.basename(program))) return !first.startsWith("-");
  return /^\.{0,2}\/(?!(usr\/)?s?bin\/)/.test(program) || program.includes("\0");
}
__name(isOpaque, "isOpaque");

// src/dockerfile/behind/make-command.ts
import { posix as posix8 } from "node:path";

// src/dockerfile/behind/context-file.ts
import { posix as posix7 } from "node:path";

// src/dockerfile/check/built.ts
import { posix as posix6 } from "node:path";
function builtPrograms(model, context) {
  return model.stages.flatMap(
    ({ runs }) => runs.flatMap(
      (run) => run.go.filter(makesProgram).flatMap((go) => {
        const packages = go.args.length === 0 ? ["."] : go.args.map(({ text }) => text);
        const files = packages.filter((name2) => /\.go$|\/\*$/.test(name2));
        const named = files.length > 0 ? [folderOf(files[0])] : packages;
        return named.flatMap((name2) => programOf(model, context, run, go, name2, named.length));
      })
    )
  );
}
__name(builtPrograms, "builtPrograms");
function folderOf(file) {
  const folder = posix6.dirname(file);
  return /^[./]/.test(folder) ? folder : `./${folder}`;
}
__name(folderOf, "folderOf");
function programOf(model, context, run, go, name2, count2) {
  if (name2.endsWith("...") || name2.includes("@")) return [];
  const folder = go.folder;
  const isPath = /^\.{0,2}(\/|$)|^\.\.?$/.test(name2);
  let dir = null;
  const isFolder = /* @__PURE__ */ __name((path) => context === null || context.files.kind(path) === "folder", "isFolder");
  if (folder !== null && !name2.includes(OPAQUE)) {
    if (isPath) dir = contextPathOf(model, run, clean(name2.startsWith("/") ? name2 : posix6.join(folder, name2)), isFolder);
    else dir = dirOfImport(contextPathOf(model, run, folder, isFolder), name2, context);
  }
  const last = dir !== null && dir !== "." ? posix6.basename(dir) : isPath ? null : posix6.basename(name2);
  return [{ run, go, dir, output: outputOf(run, go, last ?? nameOfModule(dir, context), count2, model) }];
}
__name(programOf, "programOf");
function programName(importPath) {
  return posix6.basename(importPath.replace(/\/v\d+$/, ""));
}
__name(programName, "programName");
function nameOfModule(dir, context) {
  const path = dir === "." ? modulePath("go.mod", context) : null;
  return path === null ? null : programName(path);
}
__name(nameOfModule, "nameOfModule");
function modulePath(file, context) {
  const text = context?.files.read(file);
  return text == null ? null : /^\s*module\s+"?([^\s"]+)/m.exec(text)?.[1] ?? null;
}
__name(modulePath, "modulePath");
function dirOfImport(folder, name2, context) {
  for (let at = folder; at !== null; at = at === "." ? null : posix6.dirname(at)) {
    const path = modulePath(posix6.join(at, "go.mod"), context);
    if (path !== null) return isAtOrBelow(name2, path) ? posix6.join(at, posix6.relative(path, name2)) : null;
  }
  return null;
}
__name(dirOfImport, "dirOfImport");
function outputOf({ stage, instruction }, go, name2, count2, model) {
  const { verb, flags, folder, command } = go;
  if (verb === "install") {
    const { environment } = command;
    const variables = variablesAt(stage, instruction, model.buildArgs);
    const gopath = environment.get("GOPATH") ?? variables.get("GOPATH");
    const bin = environment.get("GOBIN") ?? (gopath ? posix6.join(gopath, "bin") : null);
    return bin === null || name2 === null || bin.includes(OPAQUE) ? null : posix6.join(bin, name2);
  }
  const written2 = flags.get("o")?.value;
  if (written2?.includes(OPAQUE)) return null;
  const inFolder = /* @__PURE__ */ __name((path) => path.startsWith("/") ? clean(path) : folder === null ? null : clean(posix6.join(folder, path)), "inFolder");
  if (written2 === void 0) return name2 === null || count2 > 1 ? null : inFolder(name2);
  if (!/\/$|^\.{1,2}$/.test(written2) && count2 === 1) return inFolder(written2);
  return name2 === null ? null : inFolder(posix6.join(written2, name2));
}
__name(outputOf, "outputOf");
function contextPathOf(model, { stage, instruction }, path, isFolder = () => true) {
  const { dockerfile, buildArgs } = model;
  for (const flag of instruction.flags.filter(({ name: name2 }) => name2 === "mount")) {
    const fields = mountFields(expand(flag.value, variablesAt(stage, instruction, buildArgs)));
    const from = fields.get("from");
    if ((fields.get("type") ?? "bind") !== "bind") continue;
    if (from !== void 0 && originOf(dockerfile, stage, from, instruction, buildArgs).kind !== "context") continue;
    const workdir = instruction === null ? null : readFolder(model, stage, instruction);
    const target = mountTarget(fields) || ".";
    const place = target.startsWith("/") ? clean(target) : workdir === null ? null : clean(posix6.join(workdir, target));
    const source = clean(`/${fields.get("source") ?? fields.get("src") ?? ""}`);
    if (place !== null && isAtOrBelow(path, place)) return relative(posix6.join(source, posix6.relative(place, path)));
  }
  const copies = before(stage, instruction).filter(({ instruction: each }) => each.keyword === "COPY" || each.keyword === "ADD").map(({ stage: at, instruction: each }) => readCopy(dockerfile, at, each, buildArgs));
  for (const copy of copies.reverse()) {
    const found = sourceOf(copy, path, copy.origin.kind === "context" ? isFolder : () => true);
    if (found === null) continue;
    if (copy.origin.kind === "context") return found;
    if (copy.origin.kind !== "stage") return null;
    const end = { stage: copy.origin.stage, instruction: copy.origin.stage.from };
    return contextPathOf(model, { ...end }, clean(`/${found}`), isFolder);
  }
  return null;
}
__name(contextPathOf, "contextPathOf");
function readFolder(model, stage, instruction) {
  const own = model.stages.find((each) => each.stage === stage);
  return own?.runs.find((run) => run.instruction === instruction)?.folder ?? null;
}
__name(readFolder, "readFolder");
function sourceOf({ sources, destination }, path, isFolder) {
  if (destination === null || !isAtOrBelow(path, destination)) return null;
  const rest = posix6.relative(destination, path);
  for (const source of sources) {
    if (/[*?[]/.test(source)) continue;
    if (/\.(mod|sum|work|go)$/.test(source) || !isFolder(relative(`/${source}`))) continue;
    return relative(posix6.join(`/${source}`, rest));
  }
  return null;
}
__name(sourceOf, "sourceOf");
function relative(path) {
  return clean(path).replace(/^\//, "") || ".";
}
__name(relative, "relative");

// src/dockerfile/behind/context-file.ts
function contextFileAt(model, context, run, path) {
  const own = earlierCopies(model, run.stage, run.instruction).filter(({ origin }) => origin.kind === "context").flatMap((copy) => copy.sources.map(fromRoot).filter((source) => landsAt(copy, source) === path)).at(-1);
  const dir = own === void 0 ? contextPathOf(model, run, posix7.dirname(path)) : null;
  const file = own ?? (dir === null ? null : posix7.join(dir, posix7.basename(path)));
  return file !== null && context.files.kind(file) === "file" && context.has(file) ? file : null;
}
__name(contextFileAt, "contextFileAt");
function fromRoot(source) {
  return posix7.normalize(source).replace(/^\/+/, "");
}
__name(fromRoot, "fromRoot");

// src/dockerfile/behind/makefile.ts
var MOST_LINES = 5e3;
var MOST_LINE = 2e3;
function readMakefile(text) {
  const variables = /* @__PURE__ */ new Map();
  const rules = /* @__PURE__ */ new Map();
  const unsure = /* @__PURE__ */ new Set();
  const rows = logicalRows(text);
  let first = null;
  let open = [];
  let depth = 0;
  let defined = null;
  for (const { row, line } of rows) {
    const [, begun] = /^ *define +([A-Za-z_]\w*)/.exec(row) ?? [];
    if (begun !== void 0 && defined === null) {
      defined = { name: begun, line, body: [] };
      continue;
    }
    if (defined !== null) {
      const { name: name3, body } = defined;
      if (!/^ *endef\b/.test(row)) body.push(row);
      else if (body.length === 1) variables.set(name3, { operator: "=", value: body[0].trim(), line: defined.line });
      if (!/^ *endef\b/.test(row)) continue;
      if (body.length !== 1 || depth > 0) unsure.add(name3);
      defined = null;
      continue;
    }
    if (row.startsWith("	") && open.length > 0) {
      for (const name3 of open) rules.get(name3).recipe.push({ text: row.trim(), line });
      continue;
    }
    if (/^ *if(n?eq|n?def)\b/.test(row)) depth++;
    if (/^ *endif\b/.test(row)) depth--;
    const plain2 = /^(?:export +)?([A-Za-z_]\w*) *(\+=|\?=|!=|:{1,3}=|=)(.*)$/.exec(row);
    const set = /^(?:[^:=#]*:)?[ \t]*(?:(?:export|override) +)?([A-Za-z_]\w*) *[+?:!]{0,3}=/.exec(row)?.[1];
    const [, name2, operator, value] = plain2 ?? [];
    const isSecond = set !== void 0 && operator !== "+=" && variables.has(set);
    if (set !== void 0 && (plain2 === null || operator === "!=" || depth > 0 || isSecond)) unsure.add(set);
    if (name2 !== void 0) {
      const text2 = value.replace(/#.*/, "").trim();
      const known9 = operator === "+=" ? variables.get(name2) : void 0;
      variables.set(
        name2,
        known9 ? { ...known9, value: `${known9.value} ${text2}` } : { operator, value: text2, line }
      );
      continue;
    }
    const colon = row.indexOf(":");
    const targets = row.slice(0, Math.max(colon, 0)).trim();
    const needs = row.slice(colon + 1).replace(/[;#].*/, "");
    if (!/^[\w./%$(){} -]+$/.test(targets) || needs.includes("=")) continue;
    open = targets.split(/ +/);
    for (const target of open) {
      if (!rules.has(target)) rules.set(target, { needs: [], recipe: [] });
      rules.get(target).needs.push(
        ...needs.replace(/[;#].*/, "").split(/\s+/).filter(Boolean)
      );
    }
    first ??= open.find((target) => !target.startsWith(".")) ?? null;
  }
  const includes = rows.flatMap(({ row }) => {
    const [, names2] = /^[ \t]*[-s]?include\b(.*)$/.exec(row) ?? [];
    return names2 === void 0 ? [] : names2.trim().split(/[ \t]+/);
  });
  return { variables, open: unsure, includes, rules, first };
}
__name(readMakefile, "readMakefile");
function withIncluded(own, files) {
  const variables = new Map(own.variables);
  const open = new Set(own.open);
  const rules = new Map(own.rules);
  const unread = new Set(own.includes);
  for (const { name: name2, file, text } of files) {
    const other = readMakefile(text);
    unread.delete(name2);
    for (const each of other.includes) unread.add(each);
    for (const each of other.open) open.add(each);
    for (const [each, value] of other.variables) if (!variables.has(each)) variables.set(each, { ...value, file });
    for (const [each, { needs, recipe }] of other.rules)
      if (!rules.get(each)?.recipe.length) rules.set(each, { needs, recipe: recipe.map((row) => ({ ...row, file })) });
  }
  return { ...own, variables, open, rules, includes: [...unread] };
}
__name(withIncluded, "withIncluded");
function logicalRows(text) {
  const found = [];
  let isOpen = false;
  for (const [index, whole] of text.split("\n").slice(0, MOST_LINES).entries()) {
    const row = whole.slice(0, MOST_LINE).replace(/\r$/, "");
    const last = found.at(-1);
    const part = row.replace(/\\$/, " ");
    if (isOpen && last !== void 0 && last.row.length < MOST_LINE) last.row += part.trimStart();
    else found.push({ row: part, line: index + 1 });
    isOpen = row.endsWith("\\");
  }
  return found;
}
__name(logicalRows, "logicalRows");

// src/dockerfile/behind/make-command.ts
var MOST_INCLUDES = 10;
function readMakeCommand(model, context, run, command) {
  const [program, ...rest] = command.words.map(({ text: text2 }) => text2);
  if (program === void 0 || !/^g?make$/.test(posix8.basename(program))) return null;
  if (command.folder === null) return null;
  const into = rest.indexOf("-C");
  const folder = clean(posix8.join(command.folder, into < 0 ? "." : rest[into + 1] ?? "."));
  const words2 = rest.filter((word, index) => !word.startsWith("-") && (into < 0 || index !== into + 1));
  if (rest.some((word) => /^(-f|--file|--makefile|-e|--environment-overrides)/.test(word)) || folder.includes(OPAQUE))
    return null;
  const file = ["GNUmakefile", "makefile", "Makefile"].map((name2) => contextFileAt(model, context, run, posix8.join(folder, name2))).find((path) => path !== null);
  const text = file == null ? null : context.files.read(file);
  if (text === null || file == null) return null;
  const given = new Map(words2.filter((word) => word.includes("=")).map((word) => pair(word)));
  const makefile = wholeMakefile(model, context, run, { text, folder });
  const phony = new Set(makefile.rules.get(".PHONY")?.needs);
  const isFile = /* @__PURE__ */ __name((target) => !phony.has(target) && context.files.kind(posix8.join(posix8.dirname(file), target)) === "file", "isFile");
  const asked2 = words2.filter((word) => !word.includes("=")).map((word) => targetLike(word, makefile));
  const targets = asked2.filter((target) => target !== null);
  return targets.length < asked2.length ? null : { command, targets, given, folder, file, makefile, isFile };
}
__name(readMakeCommand, "readMakeCommand");
var known3 = /* @__PURE__ */ new WeakMap();
function wholeMakefile(model, context, run, { text, folder }) {
  const ofRun = known3.get(run) ?? /* @__PURE__ */ new Map();
  known3.set(run, ofRun);
  const before2 = ofRun.get(folder);
  if (before2 !== void 0) return before2;
  const own = readMakefile(text);
  const included = own.includes.slice(0, MOST_INCLUDES).flatMap((name2) => {
    const path = contextFileAt(model, context, run, clean(posix8.join(folder, name2)));
    const content = path === null ? null : context.files.read(path);
    return path === null || content === null ? [] : [{ name: name2, file: path, text: content }];
  });
  const whole = withIncluded(own, included);
  ofRun.set(folder, whole);
  return whole;
}
__name(wholeMakefile, "wholeMakefile");
function targetLike(word, { rules }) {
  const [start = "", end, ...more] = word.split(OPAQUE);
  if (end === void 0) return word;
  const like = /* @__PURE__ */ __name((name2) => name2.length > start.length + end.length && name2.startsWith(start) && name2.endsWith(end), "like");
  return start === "" || more.length > 0 ? null : [...rules.keys()].find(like) ?? null;
}
__name(targetLike, "targetLike");
function pair(word) {
  const at = word.indexOf("=");
  return [word.slice(0, at).replace(/[:?+]$/, ""), word.slice(at + 1)];
}
__name(pair, "pair");

// src/dockerfile/behind/recipes.ts
var MOST_DEPTH = 8;
var MOST_TEXT = 8e3;
var MOST_LINES2 = 300;
var MOST_EXPANSIONS = 5e3;
var OF_WORDS = /^(strip|subst|patsubst|word|firstword|lastword|addprefix|addsuffix) /;
var WHICH_GO = /^shell (which|command -v|type -p) go$/;
var FINDS = /^\$\((shell find|wildcard) /;
var NOWHERE = { line: 0 };
function recipesFor({ makefile, targets, given, isFile, command }) {
  const { variables, open, includes, rules, first } = makefile;
  let left = MOST_EXPANSIONS;
  let calls = [];
  const call = /* @__PURE__ */ __name((text, { line, file }) => {
    calls.push({ text, line, ...file !== void 0 && { file } });
    return OPAQUE;
  }, "call");
  const expanded = /* @__PURE__ */ __name((name2, depth) => {
    if (left-- <= 0) return OPAQUE;
    const own = variables.get(name2);
    const asked2 = command.environment.get(name2);
    if (given.has(name2)) return given.get(name2);
    if (name2 === "MAKE") return "make";
    if (own === void 0)
      return open.has(name2) || asked2 === void 0 && includes.length > 0 ? OPAQUE : asked2 ?? "";
    if (own.operator === "?=" && asked2 !== void 0) return open.has(name2) ? OPAQUE : asked2;
    if (open.has(name2) && asked2 !== void 0) return OPAQUE;
    if (own.operator === "!=") return call(own.value, own);
    const value = depth > MOST_DEPTH ? OPAQUE : put(own.value, depth + 1, "", own);
    return open.has(name2) ? OPAQUE : value;
  }, "expanded");
  const put = /* @__PURE__ */ __name((text, depth, target, place) => {
    let out = "";
    for (let at = 0; at < text.length; ) {
      if (out.length > MOST_TEXT) return OPAQUE;
      const next = text[at + 1];
      if (text[at] !== "$" || next === void 0) out += text[at++];
      else if (next === "$") {
        out += "$";
        at += 2;
      } else if (next === "(" || next === "{") {
        const end = closing(text, at + 1);
        out += inside(text.slice(at + 2, end), depth, place);
        at = end + 1;
      } else {
        out += next === "@" ? target : /\w/.test(next) ? expanded(next, depth) : OPAQUE;
        at += 2;
      }
    }
    return out;
  }, "put");
  const inside = /* @__PURE__ */ __name((inner, depth, place) => {
    if (/^[\w.-]+$/.test(inner)) return expanded(inner, depth);
    if (WHICH_GO.test(inner)) return "go";
    if (/^shell\s/.test(inner)) return call(inner.slice("shell".length).trim(), place);
    if (OF_WORDS.test(inner) && depth <= MOST_DEPTH) put(inner, depth + 1, "", place);
    return OPAQUE;
  }, "inside");
  const known9 = new Map(
    [...rules].flatMap(([name2, rule]) => words(put(name2, 0, "", NOWHERE)).map((each) => [each, rule]))
  );
  const patterns = [...known9.keys()].filter((name2) => name2.includes("%"));
  const seen = /* @__PURE__ */ new Set();
  const found = [];
  let isWhole2 = true;
  const isFound = /* @__PURE__ */ __name((need) => FINDS.test(variables.get(/^\$[({](\w+)[)}]$/.exec(need)?.[1] ?? "")?.value ?? ""), "isFound");
  const visit = /* @__PURE__ */ __name((name2) => {
    const rule = known9.get(name2) ?? known9.get(patterns.find((each) => isLike(name2, each)) ?? "");
    if (seen.has(name2) || name2 === "|" || isFile(name2)) return;
    seen.add(name2);
    if (rule === void 0 || found.length > MOST_LINES2) isWhole2 = false;
    if (rule === void 0 || found.length > MOST_LINES2) return;
    for (const need of rule.needs.filter((each) => !isFound(each)))
      for (const each of words(put(need, 0, name2, NOWHERE))) visit(each);
    for (const each of rule.recipe) {
      calls = [];
      found.push({ ...each, text: bare(put(bare(each.text), 0, name2, each)), calls });
    }
  }, "visit");
  for (const target of targets.length > 0 ? targets : first === null ? [] : words(put(first, 0, "", NOWHERE)).slice(0, 1))
    visit(target);
  const ofGo = [...given.keys(), ...variables.keys(), ...open].filter((name2) => /^(GO|CGO_)/.test(name2));
  const environment = new Map([...command.environment, ...ofGo.map((name2) => [name2, expanded(name2, 0)])]);
  return { lines: found.slice(0, MOST_LINES2), environment, isWhole: isWhole2 };
}
__name(recipesFor, "recipesFor");
function words(text) {
  return text.split(/\s+/).filter(Boolean);
}
__name(words, "words");
function isLike(name2, pattern) {
  const [start = "", end = ""] = pattern.split("%");
  return name2.length > start.length + end.length && name2.startsWith(start) && name2.endsWith(end) && pattern !== "%";
}
__name(isLike, "isLike");
function closing(text, from) {
  const [open, close] = text[from] === "(" ? ["(", ")"] : ["{", "}"];
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === open) depth++;
    else if (text[at] === close && --depth === 0) return at;
  }
  return text.length;
}
__name(closing, "closing");
function bare(text) {
  return text.replace(/^[@+\s-]{1,20}/, "");
}
__name(bare, "bare");

// src/dockerfile/behind/scripts.ts
import { posix as posix9 } from "node:path";
var MOST_TEXT2 = 1e5;
function isShell(program) {
  return /^(ba|da|a|k|z)?sh$/.test(posix9.basename(program));
}
__name(isShell, "isShell");
function scriptOf2(model, context, run, { words: words2, folder }) {
  const [program = "", ...rest] = words2.map(({ text: text2 }) => text2);
  const name2 = isShell(program) ? rest.find((word) => !/^[-+]/.test(word)) : program.includes("/") ? program : void 0;
  if (name2 === void 0 || folder === null || name2.includes(OPAQUE)) return null;
  const file = contextFileAt(model, context, run, posix9.resolve(folder, name2));
  const text = file === null ? null : context.files.read(file);
  if (text === null || text.length > MOST_TEXT2 || text.includes("\0") || /^#!(?!.{0,80}\b(ba|da|a|k|z)?sh\b)/.test(text))
    return null;
  return { file, text };
}
__name(scriptOf2, "scriptOf");
var MOST_ASKED = 20;
var FUNCTION = /^(?:function )?([A-Za-z_]\w{0,60}) ?(?:\(\))? ?\n?\{/gm;
function askedFunctions(text, { words: words2 }, commands) {
  const bodies = /* @__PURE__ */ new Map();
  for (const { 1: name2 = "", index } of text.matchAll(FUNCTION)) {
    const end = text.indexOf("\n}", index);
    if (end > 0 && !bodies.has(name2)) bodies.set(name2, { start: index, end });
  }
  const asked2 = /* @__PURE__ */ new Set();
  let names2 = words2.slice(1).map((word) => word.text);
  while (names2.length > 0 && asked2.size < MOST_ASKED) {
    const found = new Set(names2.flatMap((name2) => bodies.get(name2) ?? []).filter((range) => !asked2.has(range)));
    for (const range of found) asked2.add(range);
    const inside = commands.filter(({ start }) => [...found].some((range) => isIn(range, start)));
    names2 = inside.flatMap((each) => each.words[0]?.text ?? []);
  }
  return [...asked2];
}
__name(askedFunctions, "askedFunctions");
function isIn({ start, end }, offset) {
  return start <= offset && offset < end;
}
__name(isIn, "isIn");

// src/dockerfile/behind/follow.ts
var MOST_DEPTH2 = 3;
var MOST_COMMANDS = 500;
var MOST_LOOKS = 100;
var known4 = /* @__PURE__ */ new WeakMap();
function follow(subject, run) {
  const { context } = subject;
  const before2 = known4.get(run);
  if (before2 !== void 0 && before2.context === context) return before2.followed;
  const followed = followAnew(subject, run);
  known4.set(run, { context, followed });
  return followed;
}
__name(follow, "follow");
function followAnew(subject, run) {
  const commands = [];
  const files = /* @__PURE__ */ new Set();
  let isWhole2 = !run.isForeign && !run.isBroken;
  let looks = 0;
  const visit = /* @__PURE__ */ __name((command, from, depth) => {
    if (!leadsElsewhere(command)) return;
    const isEnough2 = depth >= MOST_DEPTH2 || commands.length > MOST_COMMANDS || ++looks > MOST_LOOKS;
    const { scripts, isAll } = isEnough2 ? NOTHING2 : scriptsOf(subject, run, command);
    if (!isAll) isWhole2 = false;
    for (const { file, lineOf, calls, commands: own } of scripts) {
      files.add(file);
      for (const each of own) {
        const certain = each.certain && from.certain;
        commands.push({ command: { ...each, certain }, via: from.via, file, line: lineOf(each), calls });
        visit(each, { via: from.via, certain }, depth + 1);
      }
    }
  }, "visit");
  for (const via of run.commands) visit(via, { via, certain: true }, 0);
  return { commands, files: [...files], isWhole: isWhole2 };
}
__name(followAnew, "followAnew");
function leadsElsewhere(command) {
  const [program = "", ...rest] = command.words.map(({ text }) => text);
  if (readGoCommand(command) !== null) return false;
  return isOpaque([program, ...rest]) || isShell(program) || /^[\w.-]+\//.test(program);
}
__name(leadsElsewhere, "leadsElsewhere");
var NOTHING2 = { scripts: [], isAll: false };
function scriptsOf({ model, context }, run, command) {
  if (context === null) return NOTHING2;
  const made = readMakeCommand(model, context, run, command);
  if (made !== null) {
    const { lines: lines2, environment, isWhole: isWhole2 } = recipesFor(made);
    const scripts = lines2.map(({ text: text2, line, calls, file: file2 = made.file }) => ({
      ...commandsOf(text2, { variables: environment, folder: made.folder }),
      ...{ file: file2, lineOf: /* @__PURE__ */ __name(() => line, "lineOf"), calls: calls.map((call) => ({ ...call, file: call.file ?? made.file })) }
    }));
    return { scripts, isAll: isWhole2 && scripts.length > 0 && scripts.every(({ isBroken: isBroken2 }) => !isBroken2) };
  }
  const script = scriptOf2(model, context, run, command);
  if (script === null) return NOTHING2;
  const { file, text } = script;
  const { commands, isBroken } = commandsOf(text, { variables: command.environment, folder: command.folder });
  const asked2 = askedFunctions(text, command, commands);
  const isAsked = /* @__PURE__ */ __name(({ start }) => asked2.some((range) => isIn(range, start)), "isAsked");
  const lines = lineIndex(text);
  const own = {
    commands: commands.map((each) => ({ ...each, certain: each.certain || isAsked(each) })),
    ...{ file, lineOf: /* @__PURE__ */ __name(({ start }) => lines.place(start).line, "lineOf"), calls: [] }
  };
  return { scripts: [own], isAll: !isBroken };
}
__name(scriptsOf, "scriptsOf");
function commandsOf(text, start) {
  const { commands, isBroken } = readShell(text, start);
  return { commands: commands.flatMap((command) => afterUnknown(command) ?? unwrapped(command, 0)), isBroken };
}
__name(commandsOf, "commandsOf");
function afterUnknown(command) {
  const [first, ...rest] = command.words;
  if (first?.text !== OPAQUE || rest.every(({ text }) => text === OPAQUE)) return null;
  const inner = unwrapped({ ...command, words: [{ ...first, text: "env" }, ...rest] }, 0);
  return inner.some((each) => readGoCommand(each) !== null || leadsElsewhere(each)) ? inner : null;
}
__name(afterUnknown, "afterUnknown");

// src/dockerfile/check/script.ts
function textOf2({ instruction: { body, heredocs } }) {
  const [first] = heredocs;
  return first && /^\d*<<-?\S+$/.test(body.text) ? first.body : body;
}
__name(textOf2, "textOf");
function inScript(run) {
  return textOf2(run).text;
}
__name(inScript, "inScript");
function scriptAfter(run, offset) {
  const { text, offsets } = textOf2(run);
  const at = offsets.findIndex((each) => each >= offset);
  return at < 0 ? "" : text.slice(at);
}
__name(scriptAfter, "scriptAfter");
function scriptBefore(run, offset) {
  const { text, offsets } = textOf2(run);
  const at = offsets.findIndex((each) => each >= offset);
  return at < 0 ? text : text.slice(0, at);
}
__name(scriptBefore, "scriptBefore");

// src/dockerfile/check/git-version.ts
var ASKS = /\bgit\s+(?:-C\s+\S+\s+)?(?:describe|rev-parse|log|tag|show|rev-list|status|diff|symbolic-ref|branch|submodule)\b|-buildvcs=true|\bgoreleaser\b|\bmage\b/;
var SCRIPT = /^(?:\.\/)?([\w./-]{1,200}\.(?:sh|bash))$/;
var MAKE = /^(make|gmake|task|just|mage)$/;
function gitQuestion(subject) {
  const { model, file, context } = subject;
  const runs = reachedRuns(model);
  const direct = runs.find((run) => ASKS.test(inScript(run)));
  if (direct) return { file, line: direct.instruction.line, isAssigned: false };
  for (const path of new Set(runs.flatMap((run) => [...follow(subject, run).files, ...guessed(run)]))) {
    const lines = (context?.files.read(path) ?? "").split("\n");
    const at = lines.findIndex((line) => ASKS.test(line));
    if (at >= 0) return { file: path, line: at + 1, isAssigned: /^\w+\s*[:?]?:?=/.test(lines[at]) };
  }
  return null;
}
__name(gitQuestion, "gitQuestion");
function guessed({ commands }) {
  return commands.flatMap(({ words: words2 }) => {
    const texts = words2.slice(0, 3).map(({ text }) => text);
    return MAKE.test(texts[0] ?? "") ? ["Makefile", "makefile", "GNUmakefile", "Taskfile.yml", "justfile", "magefile.go"] : texts.flatMap((text) => SCRIPT.exec(text)?.[1] ?? []);
  });
}
__name(guessed, "guessed");
function asksGit(subject) {
  return gitQuestion(subject) !== null || reachedRuns(subject.model).some(({ isForeign }) => isForeign);
}
__name(asksGit, "asksGit");

// src/dockerfile/check/context-report.ts
var MOST_FILES = 2e4;
var MOST_SNIFFED = 200;
var HEAVIEST = 5;
var NEVER_NEEDED = [
  ...[".DS_Store", ".direnv", ".idea", ".terraform", ".venv", ".vscode", "node_modules"]
];
function walkContext(root, ignore, isSure) {
  const files = [];
  const sizeOf = /* @__PURE__ */ __name((path) => lstatSync(join(root, path), { throwIfNoEntry: false })?.size ?? 0, "sizeOf");
  const secrets = [];
  const folders = [""];
  let seen = 0;
  let sniffed = 0;
  for (let folder = folders.pop(); folder !== void 0; folder = folders.pop()) {
    for (const entry of entriesOf(join(root, folder))) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (new RegExp("\\p{Cc}", "u").test(entry.name)) continue;
      if (entry.isDirectory() && !(isSure && ignore?.(path) != null)) folders.push(path);
      if (!entry.isFile()) continue;
      if (++seen > MOST_FILES) return { files, sizeOf, secrets, complete: false };
      if (ignore?.(path) != null) continue;
      files.push(path);
      if (!mayBeSecret(path) || ++sniffed > MOST_SNIFFED) continue;
      const kind = secretIn(path, headOf(join(root, path), SNIFFED_BYTES) ?? "");
      if (kind !== null) secrets.push({ path, kind });
    }
  }
  return { files, sizeOf, secrets, complete: true };
}
__name(walkContext, "walkContext");
function entriesOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
__name(entriesOf, "entriesOf");
function contextReport(subject) {
  const uses = contextUses(subject.model);
  const walk = uses.length === 0 ? void 0 : subject.context?.walk?.();
  return walk === void 0 ? null : reportContext(walk, uses, asksGit(subject));
}
__name(contextReport, "contextReport");
function reportContext({ files, sizeOf, secrets, complete }, uses, wantsGit) {
  const isSent = /* @__PURE__ */ __name((path) => uses.some((use) => brings(use, path)), "isSent");
  const sent = files.filter(isSent).map((path) => ({ path, bytes: sizeOf(path) }));
  const leaked = secrets.filter(({ path }) => isSent(path)).sort(byPath);
  const junk = NEVER_NEEDED.filter((name2) => sent.some(({ path }) => path.split("/").includes(name2)));
  const hasGit = !wantsGit && sent.some(({ path }) => path.startsWith(".git/"));
  return {
    ...{ bytes: total(sent), files: sent.length, heaviest: heaviestOf(sent), secrets: [...leaked], complete },
    missing: [
      ...hasGit ? [".git"] : [],
      ...junk.map((name2) => `**/${name2}`),
      ...leaked.map(({ path }) => literally(path))
    ]
  };
}
__name(reportContext, "reportContext");
function heaviestOf(sent) {
  const sums = /* @__PURE__ */ new Map();
  for (const { path, bytes: size } of sent) {
    const parts = path.split("/").slice(0, -1);
    const names2 = parts.length === 0 ? ["."] : [parts[0], ...parts.length > 1 ? [`${parts[0]}/${parts[1]}`] : []];
    for (const folder of names2) {
      const sum = sums.get(folder) ?? { bytes: 0, files: 0 };
      sums.set(folder, { bytes: sum.bytes + size, files: sum.files + 1 });
    }
  }
  const sorted = [...sums].map(([folder, sum]) => ({ folder, ...sum })).sort((a, b) => b.bytes - a.bytes || byFolder(a, b));
  const isInside = /* @__PURE__ */ __name((inner, outer) => inner.startsWith(`${outer}/`), "isInside");
  return sorted.filter((each) => !sorted.some((other) => isInside(other.folder, each.folder) && other.bytes > 0.9 * each.bytes)).filter((each, at, all) => !all.slice(0, at).some((other) => isInside(each.folder, other.folder))).slice(0, HEAVIEST);
}
__name(heaviestOf, "heaviestOf");
function byFolder(one, other) {
  return one.folder < other.folder ? -1 : 1;
}
__name(byFolder, "byFolder");
function byPath(one, other) {
  return one.path < other.path ? -1 : 1;
}
__name(byPath, "byPath");
function total(files) {
  return files.reduce((sum, file) => sum + file.bytes, 0);
}
__name(total, "total");
function literally(path) {
  return path.replace(/[*?[\]\\]/g, "\\$&");
}
__name(literally, "literally");
function contextRow({ bytes: size, files, heaviest, missing, complete }) {
  const folders = heaviest.map(({ folder, bytes: part }) => `${plain(folder)} ${bytes(part)}`).join(", ");
  const lacking = missing.length > 0 ? `; lines that the ignore file lacks: ${missing.map(plain).join(", ")}` : "";
  return {
    what: "build context",
    choice: `${complete ? "" : "at least "}${bytes(size)} in ${count(files, "file")}`,
    reason: `what the Dockerfile asks for, after the ignore file${folders === "" ? "" : `: ${folders}`}${lacking}`,
    evidence: []
  };
}
__name(contextRow, "contextRow");
function contextText(report) {
  const { heaviest, secrets, missing, complete } = report;
  const atLeast2 = complete ? "" : "at least ";
  const folders = heaviest.map(({ folder, bytes: size }) => `${plain(folder)} ${bytes(size)}`);
  return [
    `Build context: ${atLeast2}${bytes(report.bytes)} in ${count(report.files, "file")}${folders.length > 0 ? ` (${folders.join(", ")})` : ""}`,
    ...secrets.slice(0, HEAVIEST).map(({ path, kind }) => `  ${plain(path)}: ${kind}`),
    ...secrets.length > HEAVIEST ? [`  and ${grouped(secrets.length - HEAVIEST)} more with keys or passwords`] : [],
    ...missing.length > 0 ? ["  lines that the ignore file lacks:", ...missing.map((line) => `    ${plain(line)}`)] : []
  ];
}
__name(contextText, "contextText");

// src/dockerfile/rules/after-linking.ts
import { posix as posix10 } from "node:path";

// src/dockerfile/check/edits.ts
function addFlag({ start, keyword }, flag) {
  const at = start + keyword.length;
  return { start: at, end: at, text: ` ${flag}` };
}
__name(addFlag, "addFlag");
function replace({ start, end }, text) {
  return { start, end, text };
}
__name(replace, "replace");
function lineEnd(text) {
  return /\r\n/.test(text) ? "\r\n" : "\n";
}
__name(lineEnd, "lineEnd");
function wordRange({ body, json }, word) {
  const padded = ` ${body.text.replace(/[ \t]/g, " ")} `;
  const at = padded.indexOf(` ${word} `);
  if (json !== null || at < 0 || padded.includes(` ${word} `, at + 1)) return null;
  return rangeIn(body, at, at + word.length);
}
__name(wordRange, "wordRange");
function insert(at, text) {
  return { start: at, end: at, text };
}
__name(insert, "insert");
function addLines({ text }, { start }, lines) {
  const indent = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  const end = text.includes("\r\n") ? "\r\n" : "\n";
  return insert(start, lines.map((line) => `${line}${end}${indent}`).join(""));
}
__name(addLines, "addLines");
function removeInstruction({ start, end }, text) {
  const next = /^[ \t]*\r?\n/.exec(text.slice(end));
  return { start, end: end + (next?.[0].length ?? 0), text: "" };
}
__name(removeInstruction, "removeInstruction");
function removeStep(instruction, { text, comments }) {
  const isAbout = comments.some(
    ({ line }) => line === instruction.line - 1 || line >= instruction.line && line <= instruction.endLine
  );
  return isAbout ? null : [removeInstruction(instruction, text)];
}
__name(removeStep, "removeStep");
function removeFlag(flag, text) {
  const gap = /^(?:[ \t]|\\\r?\n)+/.exec(text.slice(flag.end, flag.end + 200));
  return gap === null || text[flag.end + gap[0].length] === "#" ? null : { start: flag.start, end: flag.end + gap[0].length, text: "" };
}
__name(removeFlag, "removeFlag");
function addStepBefore({ start, line }, steps, { text, comments }) {
  if (comments.some((comment) => comment.line === line - 1)) return null;
  return [insert(start, steps.map((step) => `${step}${lineEnd(text)}`).join(""))];
}
__name(addStepBefore, "addStepBefore");
function removeWord({ start, end }, text) {
  const lineStart = text.lastIndexOf("\n", start) + 1;
  const newline = text.indexOf("\n", end);
  const lineEnd2 = newline < 0 ? text.length : newline;
  const left = text.slice(lineStart, start).trim();
  const right = text.slice(end, lineEnd2).trim();
  if (right !== "" && (left !== "" || right !== "\\"))
    return /[ \t]/.test(text[end]) ? [{ start, end: end + 1, text: "" }] : null;
  if (left !== "") return [{ start: start - 1, end, text: "" }];
  return right === "\\" && newline >= 0 ? [{ start: lineStart, end: lineEnd2 + 1, text: "" }] : null;
}
__name(removeWord, "removeWord");
function addGoFlag({ command: { words: words2 }, verb }, flag, text) {
  const word = words2.find((each) => each.text === verb);
  return word !== void 0 && standsIn(text, word) ? insert(word.end, ` ${flag}`) : null;
}
__name(addGoFlag, "addGoFlag");
function standsIn(text, { start, end, raw }) {
  return text.slice(start, end) === raw;
}
__name(standsIn, "standsIn");
function removeCommand(run, command, text) {
  const { instruction, commands, isBroken } = run;
  const at = commands.indexOf(command);
  if (isBroken || !command.certain || !command.words.every((word) => standsIn(text, word))) return null;
  if (commands.length === 1) return instruction.heredocs.length > 0 ? null : removeInstruction(instruction, text);
  const previous = commands[at - 1];
  const next = commands[at + 1];
  if (previous !== void 0)
    return isChained(previous, command, text) ? replace({ start: previous.end, end: command.end }, "") : null;
  const isAtStart = instruction.body.offsets[0] === command.start;
  return isAtStart && next !== void 0 && isChained(command, next, text) ? replace({ start: command.start, end: next.start }, "") : null;
}
__name(removeCommand, "removeCommand");
function isChained({ end }, { start }, text) {
  return end <= start && /^(?:[ \t]|\\[ \t]*\r?\n)*&&(?:[ \t]|\\[ \t]*\r?\n)*$/.test(text.slice(end, start));
}
__name(isChained, "isChained");
function moveStepBefore(step, other, { text, comments }) {
  if (comments.some(({ line }) => line === step.line - 1 || line === other.line - 1)) return null;
  return [insert(other.start, `${text.slice(step.start, step.end)}${lineEnd(text)}`), removeInstruction(step, text)];
}
__name(moveStepBefore, "moveStepBefore");

// src/dockerfile/check/in-image.ts
var MOST_QUESTIONS = 200;
function programsInImage(subject) {
  const { model, programs } = subject;
  return programs.filter(
    ({ run, output, ...program }) => isOwn(subject, program) && arrives(model, run.stage, output, /* @__PURE__ */ new Set())
  );
}
__name(programsInImage, "programsInImage");
function isOwn({ project }, { dir, go }) {
  const isOfModule = /* @__PURE__ */ __name((name2) => (project?.modules ?? []).some(({ path }) => isAtOrBelow(name2, path)), "isOfModule");
  return dir !== null || go.args.every(({ text }) => /^[./]|\.go$|\/\*$/.test(text) || isOfModule(text));
}
__name(isOwn, "isOwn");
function isTaken(model, stage) {
  return arrives(model, stage, null, /* @__PURE__ */ new Set());
}
__name(isTaken, "isTaken");
function arrives(model, stage, path, asked2) {
  if (modelOf(model, stage).isFinal) return true;
  const question = `${stage.line} ${path}`;
  if (asked2.has(question) || asked2.size > MOST_QUESTIONS) return false;
  asked2.add(question);
  return model.stages.filter(({ isReached }) => isReached).flatMap(({ copies }) => copies).some((copy) => {
    if (copy.origin.kind !== "stage" || !lineage(copy.origin.stage).includes(stage)) return false;
    const lands = path === null ? null : landsAt(copy, path.replace(/^\/+/, ""));
    return (path === null || lands !== null) && arrives(model, copy.stage, lands, asked2);
  });
}
__name(arrives, "arrives");

// src/dockerfile/rules/after-linking.ts
function callsOf({ model }, program) {
  return model.stages.filter(({ isReached }) => isReached).flatMap(({ runs }) => runs).flatMap((run) => run.commands.map((command) => ({ run, command }))).filter(({ command: { words: words2 } }) => words2[0] !== void 0 && posix10.basename(words2[0].text) === program);
}
__name(callsOf, "callsOf");
function programIn(subject, { words: words2, folder }) {
  const paths = words2.slice(1).map(({ text }) => text.startsWith("/") ? text : posix10.join(folder ?? "/", text));
  return subject.programs.find(({ output }) => output !== null && paths.includes(output));
}
__name(programIn, "programIn");
function rangeOfCommand({ words: words2 }) {
  return { start: words2[0].start, end: words2.at(-1).end };
}
__name(rangeOfCommand, "rangeOfCommand");
var packed = {
  id: "B-10",
  severity: "warning",
  title: "The program is packed with UPX",
  why: "A packed program hides its build information and its modules from vulnerability scanners, virus scanners report it, and it unpacks itself into memory at each start. Layers are compressed by the registry anyway.",
  source: "https://trivy.dev/latest/docs/coverage/language/golang/",
  find: /* @__PURE__ */ __name((subject) => callsOf(subject, "upx").flatMap(({ run, command }) => {
    const program = programIn(subject, command);
    const isTest = command.words.some(({ text }) => /^(-t|--test|-l|--list|-V|--version|-d|--decompress)$/.test(text));
    if (isTest || program === void 0 && programsInImage(subject).length === 0) return [];
    const writesOther = command.words.some(({ text }) => /^-o/.test(text));
    const edit = writesOther ? null : removeCommand(run, command, subject.model.dockerfile.text);
    const problem = {
      at: rangeOfCommand(command),
      ...!command.certain && { severity: "info" },
      message: "UPX hides from vulnerability scanners which Go and which modules are in the program, and virus scanners report it; a registry compresses the layer anyway",
      remedy: "Leave upx out, and build with -ldflags=-s"
    };
    return [edit === null ? problem : { ...problem, fix: { title: "Leave upx out", edits: [edit] } }];
  }), "find")
};
var stripped = {
  id: "B-11",
  severity: "info",
  title: "`strip` on a Go program",
  why: "The linker of Go leaves symbols out with `-ldflags=-s`. `strip` does not know the layout of Go programs: some versions of it have written broken ones.",
  source: "https://github.com/golang/go/issues/67261",
  find: /* @__PURE__ */ __name((subject) => callsOf(subject, "strip").flatMap(({ run, command }) => {
    const program = programIn(subject, command);
    if (program === void 0) return [];
    const isStripped2 = linkerFlags(program.go).some((field) => /^--?s(=true|=1)?$/.test(field));
    const writesOther = command.words.some(({ text }) => /^-o/.test(text));
    const edit = isStripped2 && !writesOther ? removeCommand(run, command, subject.model.dockerfile.text) : null;
    const problem = {
      at: rangeOfCommand(command),
      message: isStripped2 ? "`strip` finds nothing more in a program that is built with -ldflags=-s, and some versions of it have broken Go programs" : "`strip` does not know the layout of Go programs, and some versions of it have broken them: the linker leaves symbols out itself",
      remedy: isStripped2 ? "Leave strip out" : "Leave strip out, and build with -ldflags=-s"
    };
    return [edit === null ? problem : { ...problem, fix: { title: "Leave strip out", edits: [edit] } }];
  }), "find")
};
var AFTER_LINKING_RULES = [packed, stripped];

// src/dockerfile/rules/architecture.ts
var OWN_ARGUMENT = /^(GO)?ARCH$|^TARGET_(GO)?ARCH$|^(GO|BUILD)_?ARCH$/;
var unlabelled = {
  id: "P-07",
  severity: "warning",
  title: "The image says another architecture than its program has",
  why: "The architecture in the configuration of an image is that of the platform that is built, whatever GOARCH is. A machine that trusts it pulls an image that cannot start.",
  source: "https://docs.docker.com/build/building/multi-platform/",
  whyNoFix: "Another architecture in the image than before can be in use somewhere.",
  find: /* @__PURE__ */ __name(({ model, platforms }) => {
    const { stage: target } = model.target;
    const isNamed = /(^|[/:_-])(arm|aarch|ppc|s390|riscv|i386)\w*/.test(model.target.image.reference);
    if (target.platform !== null || platforms.length > 0 || isNamed) return [];
    return model.stages.filter(({ isReached }) => isReached).flatMap(
      ({ stage, runs }) => runs.flatMap((run) => {
        if (stage.platform !== null) return [];
        const go = run.go.find((each) => makesProgram(each) && !each.isXx && each.command.certain);
        if (go === void 0) return ownArgument(stage, run.commands);
        const arch = go.command.environment.get("GOARCH");
        if (arch !== void 0 && /^(arm64|arm|386|ppc64le|s390x|riscv64)$/.test(arch) && !isArgument(stage, "GOARCH"))
          return [
            {
              at: rangeOf(go),
              message: `The program is for ${arch}, and without --platform the image says the architecture of the machine that builds it`,
              remedy: `Write ARG TARGETARCH and GOARCH=$TARGETARCH, and build with --platform=linux/${arch}`
            }
          ];
        return ownArgument(stage, [go.command]);
      })
    );
  }, "find")
};
function ownArgument(stage, commands) {
  for (const { words: words2, assignments } of commands) {
    if (!/^(go|make|env)$/.test(words2[0]?.text ?? "")) continue;
    const written2 = [
      ...assignments.flatMap(({ name: name2, value }) => name2 === "GOARCH" ? value.variables : []),
      ...words2.flatMap(({ raw, variables }) => /^["']?GOARCH=/.test(raw) ? variables : []),
      ...words2[0].text === "go" && isArgument(stage, "GOARCH") ? ["GOARCH"] : [],
      // make build.$ARCH, make ARCH=$ARCH
      ...words2[0].text === "make" ? words2.flatMap(({ variables }) => variables) : []
    ];
    const own = written2.find((name2) => OWN_ARGUMENT.test(name2) && isArgument(stage, name2));
    if (own === void 0) continue;
    const problem = {
      at: { start: words2[0].start, end: words2.at(-1).end },
      severity: "info",
      message: `${own} is a build argument of its own: another value without --platform makes an image that says the wrong architecture`,
      remedy: "Write ARG TARGETARCH and GOARCH=$TARGETARCH in its place, which --platform sets."
    };
    return [problem];
  }
  return [];
}
__name(ownArgument, "ownArgument");
function isArgument(stage, name2) {
  return stage.instructions.some(
    ({ keyword, args }) => keyword === "ARG" && args.split(/\s+/).some((word) => word.split("=")[0] === name2)
  );
}
__name(isArgument, "isArgument");
var ARCHITECTURE_RULES = [unlabelled];

// src/dockerfile/check/go-variables.ts
function setBefore({ dockerfile }, { command }, assignments) {
  const first = command.words[0];
  const isThere = dockerfile.text.slice(first.start, first.end) === first.raw;
  const before2 = dockerfile.text.slice(command.start, first.start);
  const isAlone = command.start === first.start || /^(\w+=\S*(\s|\\\r?\n)+)+$/.test(before2);
  return isThere && isAlone ? insert(command.start, `${assignments} `) : null;
}
__name(setBefore, "setBefore");
function declareBefore({ dockerfile }, { stage, instruction }, names2) {
  const missing = names2.filter((name2) => !isDeclared({ stage, instruction }, name2));
  return missing.length === 0 ? [] : [addLines(dockerfile, instruction, [`ARG ${missing.join(" ")}`])];
}
__name(declareBefore, "declareBefore");
function isDeclared({ stage, instruction }, name2) {
  const pattern = new RegExp(`(^|\\s)${name2}(=|\\s|$)`);
  return lineage(stage).some(
    (at) => at.instructions.some(
      ({ keyword, args, start }) => /^(ARG|ENV)$/.test(keyword) && (at !== stage || start < instruction.start) && pattern.test(args)
    )
  );
}
__name(isDeclared, "isDeclared");
function declaredIn(instructions) {
  const found = /* @__PURE__ */ new Map();
  for (const instruction of instructions.filter(({ keyword }) => keyword === "ARG"))
    for (const word of instruction.args.split(/\s+/)) {
      const name2 = word.split("=")[0];
      if (/^[A-Za-z_]\w*$/.test(name2) && !found.has(name2)) found.set(name2, instruction);
    }
  return found;
}
__name(declaredIn, "declaredIn");

// src/dockerfile/check/start.ts
function startOf({ stage }) {
  const all = before(stage, null);
  const last = /* @__PURE__ */ __name((keyword) => all.findLast(({ instruction }) => instruction.keyword === keyword) ?? null, "last");
  const entrypoint = last("ENTRYPOINT");
  const command = last("CMD");
  const isReset = entrypoint && command && entrypoint.stage !== command.stage && all.indexOf(command) < all.indexOf(entrypoint);
  return { entrypoint: entrypoint?.instruction ?? null, command: isReset ? null : command?.instruction ?? null };
}
__name(startOf, "startOf");
function startWords(target) {
  const { entrypoint, command } = startOf(target);
  const instruction = entrypoint ?? command;
  if (!instruction?.json || instruction.json.length === 0) return null;
  return { words: entrypoint ? [...instruction.json, ...command?.json ?? []] : instruction.json, instruction };
}
__name(startWords, "startWords");
function programIndex(words2) {
  if (!/(^|\/)(tini|dumb-init|catatonit)$/.test(words2[0] ?? "")) return 0;
  return words2.findIndex((word, index) => index > 0 && !word.startsWith("-"));
}
__name(programIndex, "programIndex");
function startFolder(model, { stage, image }) {
  const written2 = workdirAt(stage, null, model.buildArgs);
  if (written2 !== null || before(stage, null).some(({ instruction }) => instruction.keyword === "WORKDIR")) return written2;
  return folderOf2(image);
}
__name(startFolder, "startFolder");
function folderOf2({ kind, user }) {
  if (kind === "distroless") return user === "0" ? "/" : "/home/nonroot";
  return /^(scratch|alpine|debian|ubuntu|busybox)$/.test(kind) ? "/" : null;
}
__name(folderOf2, "folderOf");
function userOf(model, { stage, image }) {
  const last = before(stage, null).findLast(({ instruction: instruction2 }) => instruction2.keyword === "USER");
  if (last === void 0) return { user: image.user, instruction: null, open: null };
  const { instruction, stage: at } = last;
  if (unknownVariable(instruction.args, at, instruction, model.buildArgs) !== null)
    return { user: null, instruction, open: null };
  const user = expand(instruction.args, variablesAt(at, instruction, model.buildArgs));
  if (user.split(":")[0] !== "") return { user, instruction, open: null };
  return { user: null, instruction, open: /^\$\{?(\w+)\}?$/.exec(instruction.args)?.[1] ?? null };
}
__name(userOf, "userOf");
function imageRange({ from }) {
  return rangeIn(from.body, 0, /^\S*/.exec(from.body.text)[0].length);
}
__name(imageRange, "imageRange");
function baseRange(stage) {
  return imageRange(lineage(stage).at(-1));
}
__name(baseRange, "baseRange");
function bodyRange({ body }) {
  return rangeIn(body, 0, body.text.length);
}
__name(bodyRange, "bodyRange");
function jsonWordRange({ body }, index) {
  const match = [...body.text.matchAll(/"(?:[^"\\]|\\.)*"/g)][index];
  return match === void 0 ? null : rangeIn(body, match.index, match.index + match[0].length);
}
__name(jsonWordRange, "jsonWordRange");
function startedProgram({ model }) {
  const start = startWords(model.target);
  if (start === null) return plainProgram(model.target);
  const index = programIndex(start.words);
  const word = start.words[index] ?? "";
  const at = jsonWordRange(start.instruction, index);
  return at === null || word === "" || word.includes("$") ? null : { word, at, instruction: start.instruction };
}
__name(startedProgram, "startedProgram");
function plainProgram(target) {
  const { entrypoint, command } = startOf(target);
  const instruction = entrypoint ?? command;
  if (!instruction || instruction.json) return null;
  const [, before2 = "", word] = /^(exec\s+)?(\.{0,2}\/[\w./-]+)(\s+[\w./:=@,-]+)*$/.exec(instruction.body.text) ?? [];
  if (word === void 0) return null;
  return { word, at: rangeIn(instruction.body, before2.length, before2.length + word.length), instruction };
}
__name(plainProgram, "plainProgram");

// src/dockerfile/rules/without-effect.ts
var OF_GO = /^(CGO_ENABLED|GO(AMD64|ARCH|ARM|ARM64|EXPERIMENT|FIPS140|FLAGS|INSECURE|NOPROXY|NOSUMDB|OS|PRIVATE|PROXY|SUMDB|TOOLCHAIN|WORK|111MODULE))$/;
function withoutEffect({ model: { dockerfile } }) {
  const { preamble, stages } = dockerfile;
  const taken2 = [...preamble, ...stages.flatMap(({ from, instructions }) => [from, ...instructions])];
  return preamble.flatMap((instruction) => {
    if (instruction.keyword !== "ARG") return [];
    return [...declaredIn([instruction]).keys()].flatMap((name2) => {
      const pattern = new RegExp(`(?<![\\w.])${name2}(?!\\w)`);
      if (!OF_GO.test(name2) || taken2.some((each) => each !== instruction && pattern.test(each.args))) return [];
      return [
        {
          at: bodyRange(instruction),
          severity: "info",
          message: `${name2} has no effect: it is declared for FROM lines only, and no stage takes it over`,
          remedy: `Write ARG ${name2} in the stage that compiles`
        }
      ];
    });
  });
}
__name(withoutEffect, "withoutEffect");

// src/dockerfile/rules/arguments.ts
var SCOPE = "https://docs.docker.com/reference/dockerfile/#scope";
var PLATFORMS = "https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope";
var USE = /(?<![\\$])\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(\}|[^}]?))/g;
var MOST_TEXT3 = 64 * 1024;
function unsetVariables({ model }, isMeant) {
  return model.stages.flatMap(({ stage, isReached, image, runs }) => {
    if (!isReached || image.kind === "unknown") return [];
    const found = /* @__PURE__ */ new Map();
    for (const instruction of stage.instructions.filter(({ keyword }) => keyword === "ENV"))
      for (const { name: name2, at } of usesIn(instruction))
        if (isMeant(name2) && !found.has(name2) && !isDeclared({ stage, instruction }, name2))
          found.set(name2, { name: name2, at, run: { stage, instruction, commands: [] } });
    for (const run of runs) {
      if (run.isForeign || run.isBroken || run.instruction.json) continue;
      const text = textOf(run);
      if (text.length > MOST_TEXT3) continue;
      for (const { name: name2, at } of usesIn(run.instruction))
        if (isMeant(name2) && !found.has(name2) && !isSet(run, name2, text)) found.set(name2, { name: name2, at, run });
    }
    return [...found.values()];
  });
}
__name(unsetVariables, "unsetVariables");
function usesIn({ body, heredocs }) {
  const of = /* @__PURE__ */ __name((placed2) => {
    const quoted = singleQuoted(placed2.text);
    return [...placed2.text.matchAll(USE)].flatMap((match) => {
      const [whole, plain2, braced, operator = ""] = match;
      if (/[-=+?:]/.test(operator) || quoted.has(match.index)) return [];
      return [{ name: plain2 ?? braced, at: rangeIn(placed2, match.index, match.index + whole.length) }];
    });
  }, "of");
  return [body, ...heredocs.map((each) => each.body)].flatMap(of);
}
__name(usesIn, "usesIn");
function singleQuoted(text) {
  const found = /* @__PURE__ */ new Set();
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === "$" && quote === "'") found.add(at);
    if (char === "\n") quote = "";
    else if (char === "\\" && quote !== "'") at++;
    else if (quote === char) quote = "";
    else if (quote === "" && (char === "'" || char === '"')) quote = char;
  }
  return found;
}
__name(singleQuoted, "singleQuoted");
function isSet(run, name2, text) {
  if (isDeclared(run, name2)) return true;
  if (run.commands.some(({ words: words2 }) => /^(\.|source|eval)$/.test(words2[0]?.text ?? ""))) return true;
  if (run.mounts.some(({ options }) => new RegExp(`(^|,)env=${name2}(,|$)`).test(options))) return true;
  return new RegExp(`(^|[^\\w$])(${name2}=|(read|for|select|getopts)\\s[^;|&\\n]{0,200}\\b${name2}\\b)`).test(text);
}
__name(isSet, "isSet");
function isVital({ name: name2, run }) {
  return run.commands.some(
    ({ words: words2 }) => words2.some(({ raw, variables }) => variables.includes(name2) && /:\/\/|@v?\$|@\$/.test(raw))
  );
}
__name(isVital, "isVital");
function declaredLater({ stage, instruction }, name2) {
  const pattern = new RegExp(`(^|\\s)${name2}(=|\\s|$)`);
  return stage.instructions.find(
    ({ keyword, start, args }) => keyword === "ARG" && start > instruction.start && pattern.test(args)
  );
}
__name(declaredLater, "declaredLater");
var platformUndeclared = {
  id: "P-05",
  severity: "error",
  buildkit: ["UndefinedVar"],
  title: "A platform argument that the stage does not declare",
  why: "BuildKit sets TARGETARCH and its like only in stages that declare them with ARG. Elsewhere they are empty, and the go command compiles for the platform that it runs on.",
  source: PLATFORMS,
  find: /* @__PURE__ */ __name((subject) => {
    const unset = unsetVariables(subject, (name2) => PLATFORM_ARGUMENTS.test(name2));
    const instructions = [...new Set(unset.map(({ run }) => run.instruction))];
    return instructions.map((instruction) => {
      const together = unset.filter(({ run: run2 }) => run2.instruction === instruction);
      const [{ at, run }] = together;
      const names2 = together.map(({ name: name2 }) => name2);
      const { platform } = lineage(run.stage).at(-1);
      const isOnTarget = platform === null || /TARGETPLATFORM/.test(platform);
      const isHarmless3 = isOnTarget && names2.every((name2) => isOnlyForGo(run, name2));
      const later = declaredLater(run, names2[0]);
      const ends = isHarmless3 ? "the go command takes its own platform" : "the value is empty here";
      const what = names2.map((name2) => `$${name2}`).join(" and ");
      return {
        at,
        severity: isHarmless3 ? "warning" : "error",
        message: `${what}: not declared in this stage${later ? ` before line ${later.line}` : ""}, ${ends}`,
        remedy: `Write ARG ${names2.join(" ")} before this ${instruction.keyword}`,
        evidence: later ? [{ file: subject.file, line: later.line }] : [],
        fix: { title: `Declare ${names2.join(" and ")}`, edits: declareBefore(subject.model, run, names2) }
      };
    });
  }, "find")
};
function isOnlyForGo({ commands, instruction }, name2) {
  if (instruction.keyword === "ENV") return isGoEnvironment(instruction, name2);
  const uses = commands.flatMap(({ words: words2, assignments }) => [
    ...words2.filter(({ variables }) => variables.includes(name2)).map(({ raw }) => raw.split("=")[0]),
    ...assignments.filter(({ value }) => value.variables.includes(name2)).map((each) => each.name)
  ]);
  return uses.length > 0 && uses.every((each) => /^(GOOS|GOARCH|GOARM)$/.test(each));
}
__name(isOnlyForGo, "isOnlyForGo");
function isGoEnvironment({ args }, name2) {
  const uses = args.split(/\s+/).filter((word) => new RegExp(`\\$\\{?${name2}\\b`).test(word));
  return uses.every((word) => /^(GOOS|GOARCH|GOARM)=/.test(word));
}
__name(isGoEnvironment, "isGoEnvironment");
var overridden = {
  id: "P-06",
  severity: "error",
  title: "A default for a platform argument",
  why: "BuildKit gives TARGETARCH and its like their values by itself. A default in ARG wins over them, so that every platform has the same.",
  source: "https://github.com/docker/buildx/issues/510",
  find: /* @__PURE__ */ __name((subject) => {
    const { model, platforms } = subject;
    const reached = model.stages.filter(({ isReached }) => isReached).flatMap(({ stage }) => stage.instructions);
    return [...model.dockerfile.preamble, ...reached].filter(({ keyword }) => keyword === "ARG").flatMap(
      ({ body }) => [...body.text.matchAll(/(?<=^|\s)(\w+)(=([^\s$]+))(?=\s|$)/g)].flatMap((match) => {
        const [whole, name2, equals, value] = match;
        if (!PLATFORM_ARGUMENTS.test(name2)) return [];
        const bare2 = value.replace(/["']/g, "");
        const isWrong = name2.startsWith("TARGET") && platforms.some((platform) => !fits(name2, bare2, platform));
        const start = match.index + name2.length;
        return [
          {
            at: rangeIn(body, match.index, match.index + whole.length),
            severity: isWrong ? "error" : "warning",
            message: `The default ${bare2 || '""'} wins over the value that BuildKit gives ${name2} for each platform`,
            remedy: `Write ARG ${name2}`,
            fix: { title: "Take the default out", edits: [{ ...rangeIn(body, start, start + equals.length), text: "" }] }
          }
        ];
      })
    );
  }, "find")
};
function fits(name2, value, platform) {
  const [os = "", architecture = "", variant = ""] = platform.split("/");
  if (name2 === "TARGETOS") return os === value;
  if (name2 === "TARGETARCH") return architecture === value;
  return name2 === "TARGETVARIANT" ? variant === value : platform === value;
}
__name(fits, "fits");
var PREDEFINED = /^(https?|ftp|no|all)_proxy$/i;
var OF_THE_IMAGE = /^(PATH|HOME|PWD|OLDPWD|HOSTNAME|IFS|GOPATH|GOLANG_VERSION|GOTOOLCHAIN|SHLVL|TERM|USER|SHELL)$/;
var undeclared = {
  id: "H-03",
  severity: "error",
  buildkit: ["UndefinedVar"],
  title: "A build argument that the stage does not declare",
  why: "An ARG before the first FROM is for FROM lines, and one of another stage is for that stage. In a stage that does not declare it, the variable is empty, and the go command does not see it.",
  source: SCOPE,
  find: /* @__PURE__ */ __name((subject) => {
    const { dockerfile } = subject.model;
    const elsewhere2 = declaredIn(
      [dockerfile.preamble, ...dockerfile.stages.map(({ instructions }) => instructions)].flat()
    );
    const isMeant = /* @__PURE__ */ __name((name2) => elsewhere2.has(name2) && !PLATFORM_ARGUMENTS.test(name2) && !PREDEFINED.test(name2) && !OF_THE_IMAGE.test(name2), "isMeant");
    const unset = unsetVariables(subject, isMeant).map((unset2) => {
      const { name: name2, at, run } = unset2;
      const { line } = declaredLater(run, name2) ?? elsewhere2.get(name2);
      const isGlobal = dockerfile.preamble.some((each) => each.line === line);
      return {
        at,
        severity: isVital(unset2) ? "error" : "warning",
        message: `$${name2} is empty here: line ${line} declares it ${isGlobal ? "for FROM lines only" : placeOf(run.stage, line)}`,
        remedy: `Write ARG ${name2} in this stage, before the ${run.instruction.keyword}`,
        evidence: [{ file: subject.file, line }],
        ...isGlobal && { fix: { title: `Declare ${name2}`, edits: declareBefore(subject.model, run, [name2]) } }
      };
    });
    return [...withoutEffect(subject), ...unset];
  }, "find")
};
function placeOf({ instructions }, line) {
  return instructions.some((each) => each.line === line) ? "only after this RUN" : "in another stage";
}
__name(placeOf, "placeOf");
var ARGUMENT_RULES = [platformUndeclared, overridden, undeclared];

// src/dockerfile/behind/go-calls.ts
function goBehind(subject, run) {
  return follow(subject, run).commands.flatMap(({ command, ...place }) => {
    const go = readGoCommand(command);
    return go === null ? [] : [{ run, go, ...place }];
  });
}
__name(goBehind, "goBehind");
var known5 = /* @__PURE__ */ new WeakMap();
function goCalls(subject, run) {
  const ofSubject = known5.get(subject) ?? /* @__PURE__ */ new Map();
  known5.set(subject, ofSubject);
  const before2 = ofSubject.get(run);
  if (before2 !== void 0) return before2;
  const behind = goBehind(subject, run).filter(({ go }) => go.command.certain);
  const calls = run.commands.flatMap((by) => {
    const own = run.go.find(({ command }) => command === by);
    if (own) return [{ go: own, by, at: rangeOf(own), says: `\`go ${own.verb}\``, evidence: [], hasUnknown: false }];
    return behind.filter(({ via }) => via === by).map(({ go, file, line }) => ({
      ...{ go: withoutUnknown(go), by, evidence: [{ file, line }] },
      hasUnknown: go.command.words.some(({ text }) => text.startsWith(OPAQUE)),
      at: { start: by.words[0].start, end: by.words.at(-1).end },
      says: `\`${calledAs(by)}\`, which runs \`go ${go.verb}\` (${file}:${line}),`
    }));
  });
  ofSubject.set(run, calls);
  return calls;
}
__name(goCalls, "goCalls");
function withoutUnknown(go) {
  const { command } = go;
  const words2 = command.words.filter(({ text }) => text !== OPAQUE);
  return words2.length === command.words.length ? go : readGoCommand({ ...command, words: words2 }) ?? go;
}
__name(withoutUnknown, "withoutUnknown");
function calledAs({ words: words2 }) {
  const [program = "", ...rest] = words2.map(({ text }) => text);
  const target = rest.find((word) => /^[\w./-]+$/.test(word) && !word.startsWith("-"));
  return [program, ...target === void 0 ? [] : [target]].join(" ").replaceAll(OPAQUE, "\u2026");
}
__name(calledAs, "calledAs");

// src/dockerfile/check/go-caches.ts
var known6 = /* @__PURE__ */ new WeakMap();
function goCaches(model, run) {
  const before2 = known6.get(run);
  if (before2 !== void 0) return before2;
  const [places = null, ...others] = placesInRun(model.dockerfile, run.stage, run.instruction, model.buildArgs);
  const answer = others.length > 0 ? null : places;
  known6.set(run, answer);
  return answer;
}
__name(goCaches, "goCaches");
function mountOver({ mounts }, folder) {
  return mounts.find(({ type, target }) => type === "cache" && target !== null && isAtOrBelow(folder, target));
}
__name(mountOver, "mountOver");
function mountsOver({ mounts }, folder) {
  return mounts.filter(({ target }) => target !== null && isAtOrBelow(folder, target)).sort((one, other) => other.target.length - one.target.length);
}
__name(mountsOver, "mountsOver");
function canHaveMount(model, { stage, instruction }) {
  return runsAsRoot(stage, instruction, model.buildArgs);
}
__name(canHaveMount, "canHaveMount");

// src/dockerfile/check/modules.ts
import { posix as posix12 } from "node:path";

// src/dockerfile/check/harmless.ts
import { posix as posix11 } from "node:path";
var PROGRAMS = new Set(
  "addgroup adduser apk apt apt-get cd chmod chown command date dnf dpkg-reconfigure echo env export false groupadd id ldconfig locale-gen ls microdnf mkdir printf pwd set sleep test true uname update-ca-certificates useradd whoami which xx-apk xx-apt xx-info yum : [".split(" ")
);
var GO = /* @__PURE__ */ new Set(["version", "mod download", "mod verify", "telemetry", "help", "list", "vet", "test", "clean"]);
function isHarmless({ words: words2, redirects }) {
  if (redirects.some(({ operator, target }) => operator.includes(">") && !/^(\/dev\/\w+|\d+)$/.test(target?.text ?? "")))
    return false;
  const [program, verb = "", second = ""] = words2.map(({ text }) => text);
  if (program === void 0) return true;
  const name2 = posix11.basename(program);
  if (name2 === "go" && verb === "env") return !/^--?[wu]$/.test(second) || words2.slice(3).every(saysWhereFrom);
  if (name2 === "go") return GO.has(verb) || GO.has(`${verb} ${second}`) || isToolInstall(words2.slice(1));
  if (name2 === "git") return verb === "config" || verb === "--version";
  if (name2 === "rm")
    return words2.slice(1).every(({ text }) => text.startsWith("-") || /^\/(var|tmp|etc|usr)\//.test(text));
  return PROGRAMS.has(name2);
}
__name(isHarmless, "isHarmless");
function saysWhereFrom({ text }) {
  return /^GO(PRIVATE|NOPROXY|NOSUMDB|PROXY|SUMDB|INSECURE)=/.test(text);
}
__name(saysWhereFrom, "saysWhereFrom");
function isToolInstall([verb, ...rest]) {
  return verb?.text === "install" && rest.some(({ text }) => text.includes("@"));
}
__name(isToolInstall, "isToolInstall");
function isHarmlessBeside(run, own) {
  if (run.isForeign || run.isBroken) return false;
  return run.commands.every((command) => own.includes(command) || isHarmless(command));
}
__name(isHarmlessBeside, "isHarmlessBeside");

// src/dockerfile/check/modules.ts
var asked = /* @__PURE__ */ new WeakMap();
function askedOf(subject) {
  const before2 = asked.get(subject);
  if (before2 !== void 0) return before2;
  const fresh = { places: /* @__PURE__ */ new Map(), modules: /* @__PURE__ */ new Map(), mods: /* @__PURE__ */ new Map() };
  asked.set(subject, fresh);
  return fresh;
}
__name(askedOf, "askedOf");
function placesOf(subject, run, path) {
  const { model, context } = subject;
  const { places } = askedOf(subject);
  const ofRun = places.get(run) ?? /* @__PURE__ */ new Map();
  places.set(run, ofRun);
  const before2 = ofRun.get(path);
  if (before2 !== void 0) return before2;
  const isThere = context?.has(path) ?? false;
  const found = isThere ? contextPathIn(model.dockerfile, run.stage, run.instruction, path, model.buildArgs) : [];
  ofRun.set(path, found);
  return found;
}
__name(placesOf, "placesOf");
function moduleAt(subject, run, { folder }) {
  if (folder === null) return null;
  const { modules } = askedOf(subject);
  const key = `${run.instruction.start} ${folder}`;
  if (!modules.has(key)) {
    const nearest = nearestModule(subject, run, folder);
    modules.set(key, nearest !== null && isContextOf(subject, nearest.module.dir) ? nearest : null);
  }
  return modules.get(key);
}
__name(moduleAt, "moduleAt");
function isContextOf({ file, context, programs }, moduleDir) {
  if (programs.some(({ dir }) => dir !== null && context?.files.kind(dir) === null)) return false;
  for (let dir = posix12.dirname(file); dir !== "." && dir !== "/" && !dir.startsWith(".."); dir = posix12.dirname(dir))
    if (context?.files.kind(posix12.join(dir, "go.mod")) === "file") return dir === moduleDir;
  return true;
}
__name(isContextOf, "isContextOf");
function nearestModule(subject, run, folder) {
  const { mods } = askedOf(subject);
  let nearest = null;
  for (const module of subject.project?.modules ?? []) {
    const file = posix12.join(module.dir, "go.mod");
    for (const place of placesOf(subject, run, file)) {
      const at = posix12.dirname(place);
      const isNearer = nearest === null || at.length > nearest.folder.length;
      if (posix12.basename(place) !== "go.mod" || !isAtOrBelow(folder, at) || !isNearer) continue;
      if (!mods.has(file)) mods.set(file, readMod(subject, file));
      const mod = mods.get(file);
      if (mod !== null) nearest = { module, mod, file, folder: at };
    }
  }
  return nearest;
}
__name(nearestModule, "nearestModule");
function readMod({ context }, file) {
  const text = context?.files.read(file);
  try {
    return text == null ? null : parseGoMod(text, file);
  } catch {
    return null;
  }
}
__name(readMod, "readMod");
function fetched({ require: require2, replace: replace2 }) {
  const folders = new Set(replace2.filter((each) => each.new.version === null).map((each) => each.old.path));
  return require2.filter(({ path }) => !folders.has(path));
}
__name(fetched, "fetched");
function mayHoldMore({ model }, run, until) {
  const { stage, instruction } = run;
  if (earlierCopies(model, stage, instruction).some(({ origin }) => origin.kind === "image" || origin.kind === "unknown"))
    return true;
  const variables = variablesAt(stage, instruction, model.buildArgs);
  for (const { type, options } of run.mounts) {
    const from = mountFields(expand(options, variables)).get("from");
    if (type !== "bind" || from === void 0) continue;
    if (originOf(model.dockerfile, stage, from, instruction, model.buildArgs).kind !== "context") return true;
  }
  const before2 = run.commands.slice(0, run.commands.indexOf(until.command));
  const earlier = earlierRuns(model, run);
  if ([run, ...earlier].some(({ isForeign, isBroken }) => isForeign || isBroken)) return true;
  return ![...before2, ...earlier.flatMap(({ commands }) => commands)].every(isHarmless);
}
__name(mayHoldMore, "mayHoldMore");
function usesVendor(subject, run, go, found) {
  const told = go.flags.get("mod")?.value;
  if (told !== void 0) return told === "vendor";
  if (found === null || !isVendorDefault(found.mod)) return false;
  const { dir } = found.module;
  const top = found.module.vendor && !subject.context?.has(posix12.join(dir, "vendor/modules.txt")) ? "." : dir;
  return placesOf(subject, run, posix12.join(top, "vendor/modules.txt")).some((place) => {
    const above = posix12.dirname(posix12.dirname(place));
    return isAtOrBelow(found.folder, above);
  });
}
__name(usesVendor, "usesVendor");
function isVendorDefault({ go }) {
  const [major = 0, minor = 0] = (go?.version ?? "").split(".").map((part) => Number.parseInt(part, 10));
  return major > 1 || major === 1 && minor >= 14;
}
__name(isVendorDefault, "isVendorDefault");
function importOf({ packages }, { module }, paths) {
  const wanted = new Set(paths);
  for (const { moduleDir, imports } of packages)
    for (const [imported, { file, line }] of moduleDir === module.dir ? imports : [])
      for (let path = imported; path !== "." && path !== "/"; path = posix12.dirname(path))
        if (wanted.has(path)) return { path, evidence: { file, line } };
  return null;
}
__name(importOf, "importOf");
function workspaceAt(subject, run, { folder, command }) {
  const { workspace } = subject.project ?? {};
  if (folder === null || workspace == null || !/^(auto)?$/.test(command.environment.get("GOWORK") ?? "")) return null;
  const above = placesOf(subject, run, workspace.file).filter((place) => posix12.basename(place) === "go.work");
  const folders = above.map((place) => posix12.dirname(place)).filter((at) => isAtOrBelow(folder, at));
  return folders.sort((one, other) => other.length - one.length)[0] ?? null;
}
__name(workspaceAt, "workspaceAt");

// src/dockerfile/check/sources.ts
import { posix as posix13 } from "node:path";
var MANIFEST = /^go\.(mod|sum|work|work\.sum|\*|mo\?|su\?|mod\*|sum\*|su\[m\]|mo\[d\]|wor\[k\]|work\*)$/;
var MOST_PACKAGES = 200;
function sourcesBefore(subject, { stage, instruction }) {
  return earlierCopies(subject.model, stage, instruction).find((copy) => bringsSources(subject, copy)) ?? null;
}
__name(sourcesBefore, "sourcesBefore");
function bringsSources({ packages, project }, copy) {
  if (copy.origin.kind !== "context") return false;
  if (copy.sources.some((source) => /^(\.?\/?|\.\/\.|\*|\.\/\*)$/.test(source))) return true;
  const replaced = (project?.modules ?? []).flatMap(({ localReplaces }) => localReplaces.map(({ dir }) => dir));
  return packages.slice(0, MOST_PACKAGES).filter(({ dir }) => !replaced.some((folder) => isAtOrBelow(dir, folder))).some(({ files }) => files[0] !== void 0 && landsAt(copy, files[0].file) !== null);
}
__name(bringsSources, "bringsSources");
function sourcesMounted({ mounts }) {
  return mounts.some(({ type, options }) => {
    const fields = mountFields(options);
    return type === "bind" && !fields.has("from") && /^(\.?\/?)$/.test(fields.get("source") ?? fields.get("src") ?? "");
  });
}
__name(sourcesMounted, "sourcesMounted");
function hasSources(model, run) {
  const bound = run.mounts.some(({ type, options }) => {
    const fields = mountFields(options);
    return type === "bind" && !fields.has("from") && !isManifest(fields.get("source") ?? fields.get("src") ?? "");
  });
  return bound || earlierCopies(model, run.stage, run.instruction).some((copy) => carries(model, copy, 0));
}
__name(hasSources, "hasSources");
function carries(model, { origin, sources }, depth) {
  if (origin.kind === "context") return sources.some((source) => !isManifest(source));
  if (origin.kind !== "stage" || depth > 8) return false;
  const { stage } = origin;
  return [...modelOf(model, stage).copies, ...earlierCopies(model, stage, stage.from)].some(
    (copy) => carries(model, copy, depth + 1)
  );
}
__name(carries, "carries");
function isManifest(path) {
  return MANIFEST.test(posix13.basename(path));
}
__name(isManifest, "isManifest");

// src/dockerfile/rules/build-cache.ts
var withoutBuildCache = {
  id: "C-01",
  severity: "warning",
  title: "Compiles without a cache mount for the build cache",
  why: "Without a cache mount on GOCACHE, each change of a source file compiles every package again, the standard library and all dependencies among them.",
  source: "https://docs.docker.com/build/cache/optimize/#use-cache-mounts",
  anyFile: true,
  find: /* @__PURE__ */ __name((subject) => reachedRuns(subject.model).flatMap((run) => noBuildCache(subject, run)), "find")
};
function noBuildCache(subject, run) {
  const { model } = subject;
  const call = compiling(subject, run);
  const build = goCaches(model, run)?.build ?? null;
  if (call === void 0 || !isUncached(subject, run, build)) return [];
  const earlier = earlierRuns(model, run);
  if (earlier.some((each) => isUncached(subject, each, build) || isWarming(subject, each))) return [];
  const found = moduleAt(subject, run, call.go);
  const modules = found === null ? [] : fetched(found.mod);
  const count2 = modules.length > 1 ? `, those of ${modules.length} modules among them` : "";
  const later = reachedRuns(model).filter(
    (each) => each !== run && lineage(each.stage).includes(run.stage) && isUncached(subject, each, build)
  );
  const all = [run, ...later];
  const mount = `--mount=type=cache,target=${build}`;
  const isSafe = all.every((each) => canHaveMount(model, each) && !modelOf(model, each.stage).isFinal);
  const others = later.map(({ instruction }) => instruction.line).join(", ");
  const isAlso = others && `, in line ${others} too`;
  const evidence = [...call.evidence, ...count2 ? [{ file: found.file, line: modules[0].line }] : []];
  const fix = {
    title: `Mount a cache on ${build}`,
    edits: all.map(({ instruction }) => addFlag(instruction, mount))
  };
  return [
    {
      at: call.at,
      // Where the image has its cache, and who it runs as, is not in the file.
      ...build === null && { severity: "info" },
      message: `${call.says} has no cache mount on ${build ?? "GOCACHE"}: every change of the sources compiles all packages again${count2}`,
      remedy: build === null ? `Write RUN --mount=type=cache,target=DIR with the folder that \`go env GOCACHE\` prints there${isAlso}` : `Write RUN ${mount}${isAlso}`,
      ...evidence.length > 0 && { evidence },
      ...isSafe && build !== null && { fix }
    }
  ];
}
__name(noBuildCache, "noBuildCache");
function compiling(subject, run) {
  return goCalls(subject, run).find(({ go }) => compilesProject(go));
}
__name(compiling, "compiling");
function isUncached(subject, run, build) {
  const { model } = subject;
  const places = goCaches(model, run);
  if (compiling(subject, run) === void 0 || places?.build !== build || !hasSources(model, run)) return false;
  if (build === null) return !run.mounts.some(({ type }) => type === "cache");
  return mountsOver(run, build).length === 0 && !run.mounts.some(({ target }) => target?.endsWith("/go-build"));
}
__name(isUncached, "isUncached");
function isWarming(subject, run) {
  return compiling(subject, run) !== void 0 && !hasSources(subject.model, run);
}
__name(isWarming, "isWarming");
var BUILD_CACHE_RULES = [withoutBuildCache];

// src/dockerfile/rules/build-flags.ts
import { posix as posix14 } from "node:path";

// src/dockerfile/check/purpose.ts
var DEBUG = /debug|delve|(?<![a-z\d])(dlv|dev(el(op(ment)?)?)?|test(s|ing)?|e2e|race|cover(age)?|lint)(?![a-z\d])/i;
function forDebugging({ model, file }) {
  return [file, model.target.stage.name ?? "", commandOf(model.target.stage)].some((text) => DEBUG.test(text));
}
__name(forDebugging, "forDebugging");
function commandOf(stage) {
  const instructions = before(stage, null).map(({ instruction }) => instruction);
  const last = /* @__PURE__ */ __name((keyword) => instructions.findLast((each) => each.keyword === keyword)?.args ?? "", "last");
  return `${last("ENTRYPOINT")} ${last("CMD")}`.trim();
}
__name(commandOf, "commandOf");

// src/dockerfile/rules/build-flags.ts
function shippingCommands(subject) {
  const programs = programsInImage(subject).filter(({ go, run }) => {
    const { image } = subject.model.stages.find(({ stage }) => stage === run.stage);
    return /^(build|install)$/.test(go.verb) && hasNoFlags(image) && !hasUnknownFlags(subject, go);
  });
  return [...new Set(programs.map(({ go }) => go))];
}
__name(shippingCommands, "shippingCommands");
function hiddenCommands({ model, context, project }) {
  return model.stages.filter(({ stage, isReached, image }) => isReached && hasNoFlags(image) && isTaken(model, stage)).flatMap(
    ({ runs }) => runs.flatMap((run) => {
      const all = goBehind({ model, context }, run).filter(({ go }) => isOwnBuild(go));
      const isClear = all.every(({ go }) => go.command.certain && !hasUnknownFlags({ model }, go));
      const [only] = all;
      return project === null || only === void 0 || !isClear ? [] : [only];
    })
  );
}
__name(hiddenCommands, "hiddenCommands");
function hasNoFlags({ kind }) {
  return /^(golang|alpine|debian|ubuntu|redhat)$/.test(kind);
}
__name(hasNoFlags, "hasNoFlags");
function isOwnBuild(go) {
  const { verb, args } = go;
  if (!compilesProject(go)) return false;
  return verb === "build" || verb === "install" && args.every(({ text }) => /^\.{0,2}(\/|$)/.test(text));
}
__name(isOwnBuild, "isOwnBuild");
function hasUnknownFlags({ model }, { command }) {
  if (command.words.some(({ text }) => text.startsWith(OPAQUE))) return true;
  if ((command.environment.get("GOFLAGS") ?? "").includes(OPAQUE)) return true;
  const isOpen = /* @__PURE__ */ __name((text) => text.startsWith("GOFLAGS=") || text.split("=", 1)[0].includes(OPAQUE), "isOpen");
  return model.stages.some(
    ({ runs }) => runs.some(
      ({ go }) => go.some(({ verb, flags, args }) => {
        const words2 = [flags.get("w")?.value ?? "", ...args.map(({ text }) => text)];
        return verb === "env" && flags.has("w") && words2.some(isOpen);
      })
    )
  );
}
__name(hasUnknownFlags, "hasUnknownFlags");
function isUnoptimised({ flags }) {
  return /(^|[\s=])-N\b/.test(flags.get("gcflags")?.value ?? "");
}
__name(isUnoptimised, "isUnoptimised");
var withSymbols = {
  id: "B-01",
  severity: "info",
  title: "The program keeps its symbol table and debug information",
  why: "Without `-s` the linker adds a symbol table and DWARF, which only a debugger reads: a third of the bytes of a program. Stack traces of a panic do not need them.",
  source: "https://pkg.go.dev/cmd/link",
  find: /* @__PURE__ */ __name((subject) => [
    ...shippingCommands(subject).flatMap((go) => {
      if (!keepsSymbols(go) || forDebugging(subject) || isStripped(subject, go)) return [];
      const edit = stripEdit(go, subject.model.dockerfile.text);
      const problem = {
        at: rangeOf(go),
        message: `\`go ${go.verb}\` writes a symbol table and debug information into the program: about a third of its bytes, which nothing in an image reads`,
        remedy: go.flags.has("ldflags") ? 'Put -s before the other linker flags: -ldflags="-s \u2026"' : "Add -ldflags=-s"
      };
      return [edit === null ? problem : { ...problem, fix: { title: "Leave them out with -ldflags=-s", edits: [edit] } }];
    }),
    ...hiddenCommands(subject).filter(({ go }) => keepsSymbols(go) && !forDebugging(subject)).map(({ go, via, file, line }) => ({
      at: rangeOfCommand2(via),
      message: `\`go ${go.verb}\` of ${file}:${line} writes a symbol table and debug information into the program: about a third of its bytes, which nothing in an image reads`,
      remedy: `Add -ldflags=-s in ${file}`,
      evidence: [{ file, line }]
    }))
  ], "find")
};
function rangeOfCommand2({ words: words2 }) {
  return { start: words2[0].start, end: words2.at(-1).end };
}
__name(rangeOfCommand2, "rangeOfCommand");
function isStripped({ programs, model }, go) {
  const outputs = programs.flatMap((program) => program.go === go && program.output !== null ? [program.output] : []);
  const calls = model.stages.flatMap(({ runs }) => runs.flatMap(({ commands }) => commands));
  return calls.some(
    ({ words: [program, ...rest], folder }) => /^(\/usr\/bin\/)?strip$/.test(program?.text ?? "") && rest.some(({ text }) => outputs.includes(posix14.resolve(folder ?? "/", text)))
  );
}
__name(isStripped, "isStripped");
function keepsSymbols(go) {
  const fields = linkerFlags(go);
  const isUnknown = fields.some((field) => field.includes(OPAQUE) && !/^--?X=/.test(field));
  if (isUnknown || isUnoptimised(go)) return false;
  return !fields.some((field) => /^--?[sw](=true|=1)?$/.test(field));
}
__name(keepsSymbols, "keepsSymbols");
function stripEdit(go, text) {
  const given = go.flags.get("ldflags");
  if (given === void 0) return addGoFlag(go, "-ldflags=-s", text);
  const { word, value } = given;
  if (word === null || !value.startsWith("-") || !standsIn(text, word)) return null;
  const before2 = /^(?:--?ldflags=)?["']/.exec(word.raw)?.[0];
  return before2 === void 0 ? null : insert(word.start + before2.length, "-s ");
}
__name(stripEdit, "stripEdit");
var withPaths = {
  id: "B-02",
  severity: "info",
  title: "The program has the paths of the build stage in it",
  why: "Without `-trimpath` the folder of the sources is part of the program. The same sources in another folder give another program, and a build cache of another folder does not fit.",
  source: "https://pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies",
  find: /* @__PURE__ */ __name((subject) => [
    ...shippingCommands(subject).flatMap((go) => {
      if (go.flags.has("trimpath") || isUnoptimised(go) || forDebugging(subject)) return [];
      if (isBeforeTrimpath(subject, ({ runs }) => runs.some((run) => run.go.includes(go)))) return [];
      const mayAskForPaths = subject.packages.some(({ imports }) => imports.has("runtime"));
      const isKnown = isOfGolang(subject, go);
      const edit = mayAskForPaths || !isKnown ? null : addGoFlag(go, "-trimpath", subject.model.dockerfile.text);
      const folder = go.folder === null ? "the folder of the sources" : go.folder;
      const problem = {
        at: rangeOf(go),
        message: `\`go ${go.verb}\` writes ${folder} into the program: the same sources in another folder give other bytes`,
        remedy: "Add -trimpath"
      };
      return [edit === null ? problem : { ...problem, fix: { title: "Add -trimpath", edits: [edit] } }];
    }),
    ...hiddenCommands(subject).filter(({ go }) => !go.flags.has("trimpath") && !isUnoptimised(go) && !forDebugging(subject)).filter(({ run }) => !isBeforeTrimpath(subject, ({ stage }) => stage === run.stage)).map(({ go, via, file, line }) => ({
      at: rangeOfCommand2(via),
      message: `\`go ${go.verb}\` of ${file}:${line} writes the folder of the sources into the program: the same sources in another folder give other bytes`,
      remedy: `Add -trimpath in ${file}`,
      evidence: [{ file, line }]
    }))
  ], "find")
};
function isOfGolang({ model }, go) {
  return model.stages.some(({ image, runs }) => image.kind === "golang" && runs.some((run) => run.go.includes(go)));
}
__name(isOfGolang, "isOfGolang");
function isBeforeTrimpath({ model }, holds) {
  return (compareReleases(model.stages.find(holds)?.image.go ?? "1.13", "1.13") ?? 0) < 0;
}
__name(isBeforeTrimpath, "isBeforeTrimpath");
var FOR_TESTS = [
  {
    ...{ flag: "-race", source: "https://go.dev/doc/articles/race_detector#Runtime_Overheads" },
    isSet: /* @__PURE__ */ __name(({ flags }) => flags.get("race")?.value === "true", "isSet"),
    cost: "the race detector makes it 2 to 20 times slower and needs 5 to 10 times the memory"
  },
  {
    ...{ flag: "-cover", source: "https://go.dev/doc/build-cover" },
    isSet: /* @__PURE__ */ __name(({ flags }) => flags.get("cover")?.value === "true", "isSet"),
    cost: "it counts every block that it runs, and warns at its end when GOCOVERDIR is not set"
  },
  {
    ...{ flag: "-gcflags with -N", source: "https://pkg.go.dev/cmd/compile" },
    isSet: isUnoptimised,
    cost: "the compiler leaves all optimisation out"
  }
];
var forTests = {
  id: "B-07",
  severity: "warning",
  title: "The program that ships is built for tests or a debugger",
  why: "The race detector, coverage counters and `-gcflags=-N` are for tests and debuggers: they cost a program in production many times its time or memory.",
  source: FOR_TESTS[0].source,
  whyNoFix: "Some images are debug images on purpose.",
  find: /* @__PURE__ */ __name((subject) => {
    if (forDebugging(subject)) return [];
    return shippingCommands(subject).flatMap((go) => {
      const found = FOR_TESTS.find(({ isSet: isSet2 }) => isSet2(go));
      if (found === void 0) return [];
      const { word = null } = go.flags.get(found.flag.slice(1).split(" ")[0]) ?? {};
      return [
        {
          at: word ?? rangeOf(go),
          message: `${found.flag} is in the program that the image ships: ${found.cost}`,
          remedy: `Leave ${found.flag} out here, and build the debug variant in a stage of its own`
        }
      ];
    });
  }, "find")
};
var BUILD_FLAG_RULES = [withSymbols, withPaths, forTests];

// src/dockerfile/rules/build-times.ts
var CHANGING = /\$\(\s*date\b|`\s*date\b|\$RANDOM\b|\$\(\s*uuidgen\b|\$\(\s*openssl +rand\b/;
var CHANGING_CALL = /^(?:\S*\/)?(?:date|uuidgen|openssl +rand)\b/;
var IS_FIXED = /SOURCE_DATE_EPOCH|git log|git show|\bdate\b[^|;&)`]{0,200}\s(?:--reference|--date|-\w{0,3}[rd]\b)/;
var changingStamp = {
  id: "B-08",
  severity: "info",
  title: "The time of the build is in the program",
  why: "A date or a random number of the build makes other bytes of the same sources each time: nobody can build the image again and compare.",
  source: "https://reproducible-builds.org/docs/source-date-epoch/",
  whyNoFix: "The time has to come from whoever starts the build.",
  find: /* @__PURE__ */ __name((subject) => reachedRuns(subject.model).flatMap((run) => [
    ...run.go.flatMap((go) => {
      const word = linkedWord(go);
      const said = word && setBy(word, run.commands).find(({ text }) => isChanging(text));
      return word && said ? [stampProblem(word, `\`go ${go.verb}\``, said.text)] : [];
    }),
    ...stampsBehind(subject, run)
  ]), "find")
};
function isChanging(text) {
  return CHANGING.test(text) && !IS_FIXED.test(text);
}
__name(isChanging, "isChanging");
function linkedWord(go) {
  const isOpen = linkerFlags(go).some((field) => field === OPAQUE || /^--?X=/.test(field) && field.includes(OPAQUE));
  return isOpen ? go.flags.get("ldflags")?.word ?? null : null;
}
__name(linkedWord, "linkedWord");
function stampProblem(at, who, text, place = "") {
  const what = /date/.test(text) ? "the time of the build" : "a random value";
  return {
    at,
    message: `${who} writes ${what}${place} into the program: the same sources give other bytes each time`,
    remedy: "Take the time of the commit, given with --build-arg: git log -1 --format=%cI"
  };
}
__name(stampProblem, "stampProblem");
function stampsBehind(subject, run) {
  const { commands } = follow(subject, run);
  const found = goBehind(subject, run).flatMap((behind) => {
    const stamp = stampOf(behind, commands);
    return stamp === null ? [] : [{ via: behind.via, stamp }];
  });
  return found.filter(({ via }, index) => found.findIndex((other) => other.via === via) === index).map(({ via, stamp: { text, file, line } }) => {
    const at = { start: via.words[0].start, end: via.words.at(-1).end };
    const problem = stampProblem(at, `\`${calledAs(via)}\``, text, ` (${file}:${line})`);
    return { ...problem, evidence: [{ file, line }] };
  });
}
__name(stampsBehind, "stampsBehind");
function stampOf({ go, file, line, via, calls }, commands) {
  const word = linkedWord(go);
  if (word === null || !go.command.certain) return null;
  const called = calls.find(({ text }) => CHANGING_CALL.test(text) && !IS_FIXED.test(text));
  if (called !== void 0) return called;
  const beside = commands.filter((each) => each.file === file && each.via === via);
  const own = setBy(
    word,
    beside.map(({ command }) => command)
  ).find(({ text }) => isChanging(text));
  if (own === void 0) return null;
  return { text: own.text, file, line: beside.find(({ command }) => command === own.by)?.line ?? line };
}
__name(stampOf, "stampOf");
var MOST_NESTED = 5;
function setBy(word, commands) {
  const found = [{ text: word.raw, by: null }];
  let names2 = new Set(word.variables);
  for (let depth = 0; depth < MOST_NESTED && names2.size > 0; depth++) {
    const values = commands.flatMap((by) => valuesOf(by, names2).map((value) => ({ value, by })));
    found.push(...values.map(({ value, by }) => ({ text: value.raw, by })));
    names2 = new Set(values.flatMap(({ value }) => value.variables));
  }
  return found;
}
__name(setBy, "setBy");
function valuesOf({ words: words2, assignments }, names2) {
  const exported = words2.filter(({ raw }) => names2.has(/^(\w+)=/.exec(raw)?.[1] ?? ""));
  return [...assignments.filter(({ name: name2 }) => names2.has(name2)).map(({ value }) => value), ...exported];
}
__name(valuesOf, "valuesOf");
var BUILD_TIME_RULES = [changingStamp];

// src/dockerfile/rules/cache-mounts.ts
import { posix as posix15 } from "node:path";
var TARGET = /((?:^|,)\s*(?:target|dst|destination)=)([^,\s]*)/i;
var elsewhere = {
  id: "C-02",
  severity: "warning",
  title: "A cache mount is not where Go has its cache",
  why: "Go keeps compile results in GOCACHE and modules in GOMODCACHE. Where they are follows from ENV, from HOME and from the user of the step; a mount elsewhere is never written.",
  source: "https://pkg.go.dev/cmd/go#hdr-Build_and_test_caching",
  anyFile: true,
  find: /* @__PURE__ */ __name((subject) => reachedRuns(subject.model).flatMap((run) => mountsElsewhere(subject, run)), "find")
};
var NAMED = [
  { kind: "build", name: "GOCACHE", pattern: /\/(go-build|gocache|go-cache)$/, uses: compiles },
  {
    kind: "modules",
    name: "GOMODCACHE",
    pattern: /\/pkg\/mod$|\/go\/pkg$/,
    uses: /* @__PURE__ */ __name((go) => compiles(go) || downloads(go), "uses")
  }
];
function mountsElsewhere(subject, run) {
  const { model } = subject;
  const places = goCaches(model, run);
  if (places === null) return [];
  return NAMED.flatMap(({ kind, name: name2, pattern, uses }) => {
    const place = places[kind];
    const go = goCalls(subject, run).find((call) => uses(call.go))?.go;
    if (place === null || go === void 0 || mountsOver(run, place).length > 0) return [];
    const mount = run.mounts.find((each) => each.type === "cache" && pattern.test(writtenTarget(each)));
    if (mount === void 0 || run.commands.some((command) => namesFolder(command.words, mount.target))) return [];
    const ofHome = mount.target === null && isEmptyHome(model, run, mount);
    if (mount.target === null ? !ofHome : isAtOrBelow(mount.target, place)) return [];
    const where = ofHome ? "$HOME is empty here, because only ENV and ARG count" : `it mounts ${mount.target}`;
    const edit = retarget(mount, place);
    return [
      {
        at: mount.range,
        message: `The cache mount is not on ${name2}: ${where}, and \`go ${go.verb}\` uses ${place}`,
        remedy: `Write target=${place}`,
        ...canHaveMount(model, run) && edit && { fix: { title: `Mount ${place}`, edits: [edit] } }
      }
    ];
  });
}
__name(mountsElsewhere, "mountsElsewhere");
function namesFolder(words2, folder) {
  return folder !== null && words2.some(({ text }) => text.includes(folder) || text.includes("GOFLAGS"));
}
__name(namesFolder, "namesFolder");
function writtenTarget({ options }) {
  return TARGET.exec(options)?.[2]?.replace(/\/$/, "") ?? "";
}
__name(writtenTarget, "writtenTarget");
function isEmptyHome(model, { stage, instruction }, mount) {
  const written2 = writtenTarget(mount);
  if (!/^\$(HOME\b|\{HOME\})/.test(written2) || !isGolang(stage)) return false;
  return unknownVariable(written2, stage, instruction, model.buildArgs) === "HOME";
}
__name(isEmptyHome, "isEmptyHome");
function retarget({ range, options }, place) {
  if (mountFields(options).has("id") && /\$/.test(options.replace(TARGET, ""))) return null;
  const [all, name2 = ""] = TARGET.exec(options) ?? [];
  if (all === void 0) return null;
  return replace(range, `--mount=${options.replace(TARGET, () => `${name2}${place}`)}`);
}
__name(retarget, "retarget");
var withoutGo = {
  id: "C-04",
  severity: "info",
  title: "A mount of a Go cache on a step that runs no go command",
  why: "Nothing in the step reads or writes the cache; the mount only makes a reader look for what it is for.",
  source: "https://docs.docker.com/reference/dockerfile/#run---mounttypecache",
  find: /* @__PURE__ */ __name(({ model }) => reachedRuns(model).flatMap((run) => {
    const { go, commands, isForeign, isBroken, mounts } = run;
    if (go.length > 0 || commands.length === 0 || isForeign || isBroken || !commands.every(isHarmless)) return [];
    const places = goCaches(model, run);
    return mounts.filter(({ type, target }) => type === "cache" && target !== null).filter(({ target }) => target === places?.build || target === places?.modules).filter(({ target }) => !commands.some(({ words: words2 }) => namesFolder(words2, target))).map(({ range, target }) => {
      const edit = removeFlag(range, model.dockerfile.text);
      return {
        at: range,
        message: `No command of this step uses the cache on ${target}`,
        remedy: "Take the mount out",
        ...edit && { fix: { title: "Take the mount out", edits: [edit] } }
      };
    });
  }), "find")
};
var overPrograms = {
  id: "C-05",
  severity: "warning",
  title: "A cache mount lies over the programs that go install writes",
  why: "A mount on GOPATH has `bin` in it. What the step installs stays in the cache and is not in the image, and what earlier steps installed cannot be seen.",
  source: "https://pkg.go.dev/cmd/go#hdr-Compile_and_install_packages_and_dependencies",
  find: /* @__PURE__ */ __name((subject) => reachedRuns(subject.model).flatMap((run) => hiddenPrograms(subject, run)), "find")
};
function hiddenPrograms({ model, file }, run) {
  const places = goCaches(model, run);
  if (!places?.modules?.endsWith("/pkg/mod")) return [];
  const bin = `${places.modules.slice(0, -"/pkg/mod".length)}/bin`;
  const mount = run.mounts.find(
    ({ type, target, refused }) => type === "cache" && refused === null && target !== null && isAtOrBelow(bin, target)
  );
  if (mount === void 0 || run.commands.some(({ environment }) => environment.has("GOBIN"))) return [];
  const use = laterUse(model, run, bin) ?? earlierProgram(model, run, bin, mount.identity);
  if (use === null) return [];
  const edit = places.build && isAtOrBelow(places.build, mount.target) ? null : retarget(mount, places.modules);
  return [
    {
      at: mount.range,
      message: `The mount on ${mount.target} lies over ${bin}: ${use.says}`,
      remedy: `Write target=${places.modules}`,
      evidence: [{ file, line: use.line }],
      ...edit && canHaveMount(model, run) && { fix: { title: `Mount ${places.modules} alone`, edits: [edit] } }
    }
  ];
}
__name(hiddenPrograms, "hiddenPrograms");
function laterUse(model, run, bin) {
  const go = run.go.find(({ verb }) => verb === "install");
  if (go === void 0 || run.commands.slice(run.commands.indexOf(go.command) + 1).some(movesPrograms)) return null;
  const installers = lineage(run.stage).flatMap((stage) => modelOf(model, stage).runs);
  if (installers.some((each) => each !== run && each.go.some(({ verb }) => verb === "install" || verb === "build")))
    return null;
  for (const { isReached, copies } of model.stages)
    for (const { origin, sources, instruction } of isReached ? copies : []) {
      if (origin.kind !== "stage" || !lineage(origin.stage).includes(run.stage)) continue;
      const source = sources.find((each) => isAtOrBelow(posix15.join("/", each), bin));
      if (source !== void 0)
        return {
          says: `\`go install\` writes into the cache, and line ${instruction.line} finds no ${source}`,
          line: instruction.line
        };
    }
  return null;
}
__name(laterUse, "laterUse");
function movesPrograms({ words: words2 }) {
  return words2.some(({ text }) => /\bbin\b/.test(text) || text.includes(OPAQUE));
}
__name(movesPrograms, "movesPrograms");
function earlierProgram(model, run, bin, identity) {
  const installed3 = lineage(run.stage).flatMap((stage) => modelOf(model, stage).runs).filter((each) => each.stage !== run.stage || each.instruction.start < run.instruction.start).filter((each) => !mountsOver(each, bin).some((other) => other.identity === identity));
  for (const each of installed3)
    for (const go of each.go.filter(isOfVersion).filter(({ verb }) => verb === "install")) {
      const names2 = go.args.map(({ text }) => posix15.basename(text.split("@")[0].replace(/\/v\d+$/, "")));
      const used = names2.find((name2) => run.commands.some(({ words: words2 }) => words2[0]?.text === name2));
      const line = each.instruction.line;
      if (used !== void 0) return { says: `\`${used}\`, which line ${line} installs there, cannot be found`, line };
    }
  return null;
}
__name(earlierProgram, "earlierProgram");
var notWritable = {
  id: "C-08",
  severity: "warning",
  title: "A cache mount that the user of the step cannot write",
  why: 'A new cache mount belongs to root with mode 0755 unless uid, gid or mode say otherwise, so that the go command of another user gets "permission denied".',
  source: "https://github.com/moby/buildkit/issues/1237",
  find: /* @__PURE__ */ __name(({ model, file }) => reachedRuns(model).flatMap((run) => {
    const { user, stage, instruction, commands } = run;
    if (user === "" || /\$/.test(user) || isRoot(user) || !run.go.some((go) => compiles(go) || downloads(go))) return [];
    if (/\bsudo\b/.test(instruction.args) || commands.length === 0) return [];
    const places = goCaches(model, run);
    const { uid, gid } = userNumbers(stage, instruction, model.buildArgs);
    const owned = uid === null ? null : `uid=${uid}${gid === null ? "" : `,gid=${gid}`}`;
    const ofUser = userLine(run);
    return [places?.build, places?.modules].flatMap((place) => place ? mountsOver(run, place).slice(0, 1) : []).filter(({ type, options }) => type === "cache" && !/(^|,)(uid|gid|mode|from)=/.test(options)).map((mount) => {
      const fix = owned && {
        title: `Give the mount to user ${uid}`,
        edits: [replace(mount.range, `--mount=${mount.options},${owned}`)]
      };
      return {
        at: mount.range,
        message: `The mount belongs to root, and the step runs as ${user}: Go cannot write into ${mount.target}`,
        remedy: `Add ${owned ?? "uid= and gid= with the numbers of that user"}`,
        ...ofUser !== null && { evidence: [{ file, line: ofUser }] },
        ...fix && mount.refused === null && { fix }
      };
    });
  }), "find")
};
function userLine({ stage, instruction }) {
  const own = stage.instructions.findLast(({ keyword, start }) => keyword === "USER" && start < instruction.start);
  return own?.line ?? null;
}
__name(userLine, "userLine");
var CACHE_MOUNT_RULES = [elsewhere, withoutGo, overPrograms, notWritable];

// src/dockerfile/rules/cache-order.ts
var INSTALLERS = [
  { program: /^(apk|xx-apk)$/, verb: /^add$/, needs: null, cache: /\/var\/cache\/apk|\/etc\/apk/ },
  { program: /^(apt|apt-get|xx-apt|xx-apt-get)$/, verb: /^install$/, needs: null, cache: /\/var\/cache\/apt/ },
  { program: /^(dnf|yum|microdnf|tdnf)$/, verb: /^install$/, needs: null, cache: /\/var\/cache/ },
  { program: /^npm$/, verb: /^(ci|install|i)$/, needs: /package/, cache: /npm/ },
  { program: /^(yarn|pnpm)$/, verb: /^install$/, needs: /package/, cache: /yarn|pnpm|store/ },
  { program: /^go$/, verb: /^install$/, needs: null, cache: /./ }
];
var repeatedInstall = {
  id: "H-05",
  severity: "warning",
  title: "Installs packages after the sources are copied",
  why: "A layer is made again when one before it has changed, and COPY . . changes with each commit. What is installed after it is installed again each time.",
  source: "https://docs.docker.com/build/cache/optimize/#order-your-layers",
  find: /* @__PURE__ */ __name((subject) => {
    const { model } = subject;
    const files = subject.packages.flatMap(({ files: own }) => own.slice(0, 1).map(({ file }) => file)).slice(0, 200);
    const whole = contextUses(model).filter(
      (use) => !use.isMount && (isWhole(use) || files.some((file) => brings(use, file)))
    );
    return model.stages.filter(({ isReached }) => isReached).flatMap(({ runs }) => runs.flatMap((run) => installAfter(subject, run, whole).slice(0, 1)));
  }, "find")
};
function installAfter(subject, run, whole) {
  const stages = lineage(run.stage);
  const copy = whole.find(
    ({ stage, instruction }) => stages.includes(stage) && (stage !== run.stage || instruction.start < run.instruction.start)
  );
  if (copy === void 0 || run.isForeign) return [];
  const { file } = subject;
  const { line } = copy.instruction;
  const edits = copy.stage === run.stage ? movedUp(subject, run, copy.instruction) : null;
  return run.commands.flatMap((command) => {
    const what = installed(run, command);
    if (what === null) return [];
    const { start } = command.words[0];
    return [
      {
        at: { start, end: command.words[1]?.end ?? command.end },
        message: `\`${what}\` runs again for each change of ${isWhole(copy) ? "any file" : "the sources"}, because line ${line} copies ${isWhole(copy) ? "all of them" : "them"} first`,
        remedy: /^(npm|yarn|pnpm)/.test(what) ? `Write COPY package*.json ./ and RUN ${what} before line ${line}.` : `Write this in a RUN of its own before line ${line}.`,
        evidence: [{ file, line }],
        ...edits && { fix: { title: `Install before line ${line}`, edits } }
      }
    ];
  });
}
__name(installAfter, "installAfter");
var OF_SYSTEM = ["/bin", "/boot", "/etc", "/lib", "/lib64", "/root", "/sbin", "/tmp", "/usr", "/var"];
var SOURCES = ["/usr/src", "/usr/local/src"];
function movedUp({ model }, { stage, instruction, commands, isBroken }, copy) {
  const isPlain2 = instruction.flags.length + instruction.heredocs.length === 0 && instruction.json === null;
  if (!isPlain2 || isBroken || !commands.every(isOfSystem)) return null;
  const { instructions } = stage;
  const between = instructions.slice(instructions.indexOf(copy), instructions.indexOf(instruction));
  const isAside = between.every((each) => {
    if (each.keyword === "WORKDIR") return true;
    const destination = modelOf(model, stage).copies.find((one) => one.instruction === each)?.destination ?? "/";
    const isSources = SOURCES.some((folder) => isAtOrBelow(destination, folder));
    return each.keyword === "COPY" && (isSources || ![...OF_SYSTEM, "/"].some((top) => inOrOver(destination, top)));
  });
  return isAside ? moveStepBefore(instruction, copy, model.dockerfile) : null;
}
__name(movedUp, "movedUp");
function inOrOver(path, top) {
  return top === "/" ? path === "/" : isAtOrBelow(path, top);
}
__name(inOrOver, "inOrOver");
function isOfSystem({ words: words2, redirects, assignments }) {
  const [program = "", ...rest] = words2.map(({ text }) => text);
  if (redirects.length > 0 || words2.some(({ variables }) => variables.length > 0)) return false;
  if (program === "rm")
    return rest.every((text) => text.startsWith("-") || /^\/var\/(lib\/apt\/lists|cache)\//.test(text));
  const isManager = INSTALLERS.some((each) => each.needs === null && each.program.test(program) && program !== "go");
  return isManager && assignments.every(({ name: name2 }) => name2 === "DEBIAN_FRONTEND");
}
__name(isOfSystem, "isOfSystem");
function installed({ mounts }, { words: words2, certain }) {
  const [program = "", ...rest] = words2.map(({ text }) => text);
  const found = INSTALLERS.find((each) => each.program.test(program));
  const verb = found && rest.find((text) => found.verb.test(text));
  if (!certain || found === void 0 || verb === void 0) return null;
  if (mounts.some(({ type, target }) => type === "cache" && found.cache.test(target ?? ""))) return null;
  const names2 = rest.slice(rest.indexOf(verb) + 1).filter((text) => !text.startsWith("-"));
  if (names2.some((text) => /[/\\]|\0|\.(apk|deb|rpm)$/.test(text) && !text.includes("@")) && program !== "npm")
    return null;
  if (program === "go" && (names2.length === 0 || !names2.every((text) => /^[\w.-]+\.[a-z]+\/\S+@\S+$/.test(text))))
    return null;
  return program === "go" || names2.length > 0 || found.needs !== null ? `${program} ${verb}` : null;
}
__name(installed, "installed");
var ORDER_RULES = [repeatedInstall];

// src/dockerfile/rules/caches.ts
import { posix as posix16 } from "node:path";

// src/dockerfile/check/limits.ts
var MOST_LINE_BYTES = 65535;
var MOST_CHARACTERS = 256 * 1024;
var MOST_INSTRUCTIONS = 500;
var MOST_VARIABLES = 500;
function tooLargeText(text) {
  if (text.length > MOST_CHARACTERS) return tooMany(text.length, MOST_CHARACTERS, "characters");
  const lines = text.split("\n");
  const long = lines.findIndex((line) => line.length * 3 > MOST_LINE_BYTES && Buffer.byteLength(line) > MOST_LINE_BYTES);
  return long < 0 ? null : `line ${long + 1} has more than the ${MOST_LINE_BYTES} bytes that BuildKit accepts`;
}
__name(tooLargeText, "tooLargeText");
function tooManyInstructions({ preamble, stages }) {
  const all = [...preamble, ...stages.flatMap(({ from, instructions }) => [from, ...instructions])];
  const variables = all.filter(({ keyword }) => keyword === "ENV" || keyword === "ARG");
  return tooMany(all.length, MOST_INSTRUCTIONS, "instructions") ?? tooMany(variables.flatMap(({ args }) => namesIn(args)).length, MOST_VARIABLES, "variables");
}
__name(tooManyInstructions, "tooManyInstructions");
function tooMany(count2, most, what) {
  return count2 > most ? `it has ${count2} ${what}, and at most ${most} are read` : null;
}
__name(tooMany, "tooMany");

// src/dockerfile/rules/caches.ts
var downloadedElsewhere = {
  id: "C-03",
  severity: "error",
  title: "Compiles without the mount that the modules were downloaded into",
  why: "What a RUN writes into a cache mount is not in its layer. A later RUN without that mount does not see it: it downloads every module again, and fails where it has no network. With the mount and without network it still fails on a builder that has the layer of the download and an empty mount.",
  source: "https://docs.docker.com/reference/dockerfile/#run---mounttypecache",
  find: /* @__PURE__ */ __name((subject) => reachedRuns(subject.model).flatMap((run) => notFromDownload(subject, run)), "find")
};
function notFromDownload(subject, run) {
  const { model, file } = subject;
  const go = run.go.find(compilesProject);
  const modules = goCaches(model, run)?.modules;
  if (go === void 0 || !modules || run.go.slice(0, run.go.indexOf(go)).some(downloads)) return [];
  const found = moduleAt(subject, run, go);
  if (found !== null && fetched(found.mod).length === 0 || usesVendor(subject, run, go, found)) return [];
  const earlier = earlierRuns(model, run);
  const download = earlier.find((each) => each.go.some(downloads) && mountOver(each, modules));
  const inLayer = /* @__PURE__ */ __name((each) => each.go.some((go2) => downloads(go2) && !mountOver(each, modules) || /vendor$/.test(go2.verb)), "inLayer");
  if (download === void 0 || earlier.some(inLayer)) return [];
  const { line } = download.instruction;
  const theirs = mountOver(download, modules);
  const [own = null] = mountsOver(run, modules);
  const isOffline = run.network === "none" || go.command.environment.get("GOPROXY") === "off";
  const problem = { at: rangeOf(go), evidence: [{ file, line }] };
  const mount = `--mount=${theirs.options}`;
  const isIntoLayer = isHarmlessBeside(download, []);
  const isElsewhere = reachedRuns(model).some((each) => each !== download && each !== run && mountOver(each, modules));
  if (own === null) {
    const fix = { title: `Mount the module cache of line ${line}`, edits: [addFlag(run.instruction, mount)] };
    return [
      {
        ...problem,
        severity: isOffline && go.command.certain && found !== null ? "error" : "warning",
        message: `\`go ${go.verb}\` cannot see the modules that line ${line} downloaded into a cache mount: ${isOffline ? "without network it fails" : "it downloads them again in each build"}`,
        // With the mount it would fail where the mount is empty.
        remedy: isOffline ? `Take the mount out of line ${line}` : `Write RUN ${mount} here too`,
        ...isOffline ? withoutMounts([theirs], line, isIntoLayer && !isElsewhere, model) : canHaveMount(model, run) && theirs.refused === null && { fix }
      }
    ];
  }
  if (own.type !== "cache" || own.refused !== null || theirs.refused !== null) return [];
  if (own.identity !== theirs.identity)
    return [
      {
        ...{ at: own.range, severity: "warning", evidence: problem.evidence },
        message: `This is another cache than the one that line ${line} downloads the modules into, so \`go ${go.verb}\` downloads them again`,
        remedy: `Write ${mount} in both`,
        ...oneCache(own, theirs, model.dockerfile.text)
      }
    ];
  if (!isOffline) return [];
  return [
    {
      ...{ ...problem, severity: "warning" },
      message: `\`go ${go.verb}\` has no network and takes its modules from the mount that line ${line} fills: where that step comes from the layer cache and the mount is empty, it fails`,
      remedy: `Take the mount out of line ${line}, so that the modules are in its layer, and out of this RUN`,
      ...withoutMounts([theirs, own], line, isIntoLayer && !isElsewhere, model)
    }
  ];
}
__name(notFromDownload, "notFromDownload");
function withoutMounts(mounts, line, isSure, model) {
  const edits = mounts.flatMap(({ range }) => removeFlag(range, model.dockerfile.text) ?? []);
  if (!isSure || edits.length < mounts.length) return {};
  return { fix: { title: `Keep the modules in the layer of line ${line}`, edits } };
}
__name(withoutMounts, "withoutMounts");
function oneCache(own, theirs, text) {
  const isSame = own.type === theirs.type && own.target === theirs.target && theirs.refused === null;
  const isOpen = [own, theirs].some(({ range }) => text.slice(range.start, range.end).includes("$"));
  const isPlain2 = ["from", "readonly", "ro"].every((name2) => !mountFields(theirs.options).has(name2));
  if (!isSame || isOpen || !isPlain2) return {};
  return { fix: { title: "Keep them in one cache", edits: [replace(own.range, `--mount=${theirs.options}`)] } };
}
__name(oneCache, "oneCache");
var downloadIntoMount = {
  id: "C-11",
  severity: "warning",
  title: "A step of its own downloads modules into a cache mount",
  why: "Its only result is the content of the mount, which belongs to the builder. On another builder the layer cache brings the step back as done while the mount is empty, so that the step that compiles downloads after all, and needs the network and the credentials for it.",
  source: "https://docs.docker.com/reference/dockerfile/#run---mounttypecache",
  anyFile: true,
  find: /* @__PURE__ */ __name((subject) => reachedRuns(subject.model).flatMap((run) => lostDownload(subject, run)), "find")
};
function lostDownload(subject, run) {
  const { model, file } = subject;
  const go = run.go.find(downloads);
  const modules = modulesOf(model, run);
  const mount = modules ? mountOver(run, modules) : void 0;
  if (go === void 0 || !mount || run.go.some(compiles)) return [];
  const isSame = /* @__PURE__ */ __name((each) => mountOver(each, modules)?.identity === mount.identity, "isSame");
  const users = reachedRuns(model).filter(
    (each) => each !== run && lineage(each.stage).includes(run.stage) && (each.stage !== run.stage || each.instruction.start > run.instruction.start) && (goCalls(subject, each).some(({ go: go2 }) => compilesProject(go2)) || isSame(each) && each.go.length === 0)
  );
  const after = users.filter(isSame);
  const [first] = after;
  const isKnown = goCaches(model, run)?.modules != null;
  if (first === void 0 || after.length < users.length) return [];
  if (isKnown && after.some(({ network }) => network === "none")) return [];
  const missing = credentials(run).filter((each) => !credentials(first).some((other) => other.name === each.name));
  const line = first.instruction.line;
  const evidence = [{ file, line }];
  if (missing.length > 0)
    return [
      {
        ...{ at: rangeOf(go), evidence },
        message: `Modules are downloaded into a cache mount with ${missing.map(({ name: name2 }) => name2).join(" and ")}, which line ${line} does not have: where this step comes from the layer cache and the mount is empty, line ${line} downloads them and is refused`,
        remedy: `Give line ${line} --mount=${missing.map(({ options }) => options).join(" --mount=")} too, and take this step out`
      }
    ];
  const isAlone = isHarmlessBeside(run, [go.command]) && !run.go.some(({ verb }) => verb === "mod verify");
  const isRead = goCalls(subject, first).length > 0;
  const edits = isAlone && isRead && after.length === 1 ? removeStep(run.instruction, model.dockerfile) : null;
  return [
    {
      ...{ at: rangeOf(go), evidence, severity: "info" },
      message: `The download leaves nothing in its layer: where the layer cache brings this step back and the mount is empty, line ${line} downloads the modules itself`,
      remedy: `Take the step out, since line ${line} has the same mount, or download without the mount`,
      ...edits && { fix: { title: "Take the step out", edits } }
    }
  ];
}
__name(lostDownload, "lostDownload");
function modulesOf(model, run) {
  const named = run.mounts.find(({ type, target }) => type === "cache" && target?.endsWith("/pkg/mod"));
  return goCaches(model, run)?.modules ?? named?.target ?? null;
}
__name(modulesOf, "modulesOf");
function credentials({ mounts }) {
  return mounts.filter(({ type }) => type === "secret" || type === "ssh").map(({ type, options, target }) => {
    const id = mountFields(options).get("id") ?? target;
    return { name: type === "ssh" ? "an SSH agent" : `the secret ${id ?? ""}`.trim(), options };
  });
}
__name(credentials, "credentials");
var apart = {
  id: "C-10",
  severity: "info",
  title: "Two steps keep the same Go cache in two places",
  why: "A cache mount is found by its id, which is its target unless it is given. Steps of two stages, or of two Dockerfiles, with different ids download the same modules once each. In one stage, where the later step waits for what the earlier one downloaded, it is C-03.",
  source: "https://docs.docker.com/reference/dockerfile/#run---mounttypecache",
  // Of all stages: several targets of one file share a builder.
  find: /* @__PURE__ */ __name((subject) => {
    const { model, file } = subject;
    const own = moduleCaches(model);
    const inFile = own.flatMap(({ mount, run, key }) => {
      const other = own.find((each) => each.key === key);
      if (other.mount.identity === mount.identity) return [];
      if (lineage(run.stage).includes(other.run.stage)) return [];
      const { line } = other.run.instruction;
      return [{ ...keptTwice(mount, other.mount, file, line), ...oneCache(mount, other.mount, model.dockerfile.text) }];
    });
    return inFile.length > 0 ? inFile : besideFile(subject, own);
  }, "find")
};
function moduleCaches(model) {
  return model.stages.flatMap(({ runs }) => runs).flatMap((run) => {
    const modules = goCaches(model, run)?.modules;
    const [mount] = modules ? mountsOver(run, modules) : [];
    if (mount?.type !== "cache" || mount.target !== modules || mount.refused !== null) return [];
    return [{ mount, run, key: `${run.user} ${modules}` }];
  });
}
__name(moduleCaches, "moduleCaches");
function keptTwice(mount, other, file, line, where = `line ${line}`) {
  return {
    ...{ at: mount.range, evidence: [{ file, line }] },
    message: `The modules are kept a second time: ${where} has them in a cache of another id`,
    remedy: `Write --mount=${other.options} in both`
  };
}
__name(keptTwice, "keptTwice");
var MOST_BESIDE = 5;
function besideFile({ context, file, model }, own) {
  const folder = posix16.dirname(file);
  if (context === null || own.length === 0 || /^(\.\.|\/)/.test(folder)) return [];
  const names2 = context.files.names(folder).filter((name2) => /^([\w.-]+\.)?Dockerfile(\.[\w.-]+)?$/.test(name2) && !name2.endsWith(".dockerignore")).filter((name2) => name2 !== posix16.basename(file)).slice(0, MOST_BESIDE);
  for (const path of names2.map((name2) => posix16.join(folder, name2))) {
    const text = context.files.read(path) ?? "";
    const dockerfile = tooLargeText(text) === null ? parseDockerfile(text) : null;
    if (dockerfile === null || tooManyInstructions(dockerfile) !== null) continue;
    const read = readModel(dockerfile, { buildArgs: model.buildArgs, target: "" });
    const theirs = read === null ? [] : moduleCaches(read);
    for (const { mount, key } of own) {
      const same = theirs.filter((each) => each.key === key);
      if (same.length === 0 || same.some((each) => each.mount.identity === mount.identity)) continue;
      const { line } = same[0].run.instruction;
      return [keptTwice(mount, same[0].mount, path, line, `${path}:${line}`)];
    }
  }
  return [];
}
__name(besideFile, "besideFile");
var CACHE_RULES = [downloadedElsewhere, downloadIntoMount, apart];

// src/dockerfile/rules/context.ts
import { posix as posix17 } from "node:path";

// src/dockerfile/check/git-ignored.ts
var known7 = /* @__PURE__ */ new WeakMap();
function gitIgnored(context) {
  const before2 = known7.get(context);
  if (before2) return before2;
  const read = gitIgnore(context.files);
  known7.set(context, read);
  return read;
}
__name(gitIgnored, "gitIgnored");

// src/dockerfile/rules/context.ts
var WORTH_SAYING = 2e6;
var NEVER_COMPILED = [".github", "README.md", "LICENSE", "docs", "docker-compose.yml", "compose.yaml"];
function wholeUse({ model }) {
  return contextUses(model).find(isWhole);
}
__name(wholeUse, "wholeUse");
var noIgnoreFile = {
  id: "X-01",
  severity: "warning",
  title: "The whole context is taken, and there is no ignore file",
  why: "Each edit of a README or a workflow changes the context, and compiles again. What lies in the folder by chance, such as a .env, gets into a layer.",
  source: "https://docs.docker.com/build/concepts/context/#dockerignore-files",
  whyNoFix: "A fix changes the Dockerfile, and this is a file beside it: `go-image dockerfile` prints one.",
  find: /* @__PURE__ */ __name((subject) => {
    const { context } = subject;
    const use = wholeUse(subject);
    if (context === null || use === void 0 || !isEmpty(context)) return [];
    const ignoreFile = context.ignore?.file;
    const isThere = /* @__PURE__ */ __name((name2) => context.files.kind(name2) !== null, "isThere");
    const without = NEVER_COMPILED.filter(isThere);
    const hasGit = isThere(".git");
    if (!hasGit && without.length === 0) return [];
    const leavesGit = hasGit && !asksGit(subject);
    const lines = [...leavesGit ? [".git"] : [], ...without.filter((name2) => !isEmbedded(subject, name2))];
    const named = leavesGit ? ".git" : lines[0] ?? "any file";
    return [
      {
        at: use.at,
        message: `${ignoreFile === void 0 ? "There is no .dockerignore" : `${ignoreFile} is empty`} and the whole context is taken: each change of ${named} alone runs this step and all after it again`,
        remedy: `Write ${ignoreFile ?? "a .dockerignore"} with ${[...lines, "**/.env"].join(", ")}, each on a line of its own.`
      }
    ];
  }, "find")
};
function isEmpty({ ignore, files }) {
  return ignore === null || (files.read(ignore.file) ?? "#x").split("\n").every((line) => /^\s*(#|$)/.test(line) && line !== "#x");
}
__name(isEmpty, "isEmpty");
function isEmbedded({ project }, path) {
  const paths = (project?.embeds ?? []).flatMap(
    ({ dir, patterns }) => patterns.map((pattern) => posix17.join(dir, pattern.replace(/^all:/, "")))
  );
  return paths.some((each) => isAtOrBelow(each, path) || isAtOrBelow(path, each) || each === ".");
}
__name(isEmbedded, "isEmbedded");
var unneeded = {
  id: "X-02",
  severity: "warning",
  title: "The context has secrets or much that the build does not need",
  why: "All that COPY . takes is sent to the builder, is part of the key of the layer, and lies in it.",
  source: "https://docs.docker.com/build/concepts/context/#dockerignore-files",
  whyNoFix: "A fix changes the Dockerfile, and these are lines of the ignore file.",
  find: /* @__PURE__ */ __name((subject) => {
    const use = wholeUse(subject);
    const { context } = subject;
    const walk = use === void 0 ? void 0 : context?.walk?.();
    if (use === void 0 || walk === void 0 || context === null) return [];
    const file = context.ignore?.file ?? ".dockerignore";
    const secret = walk.secrets.find(
      ({ path }) => brings(use, path) && gitIgnored(context)(path, false) !== null && !isInImage(subject, path)
    );
    if (secret !== void 0)
      return [
        {
          at: use.at,
          message: `The whole context is taken, and ${secret.path} (${secret.kind}) with it: it stays in a layer of the builder's cache`,
          remedy: `Add to ${file}: ${secret.path}`,
          evidence: [{ file: secret.path, line: 1 }]
        }
      ];
    const report = isEmpty(context) ? null : contextReport(subject);
    if (report === null) return [];
    const [heavy] = report.heaviest.filter(({ folder, bytes: size2 }) => size2 >= WORTH_SAYING && !isUsed(subject, folder));
    if (heavy === void 0) return [];
    const size = `${bytes(heavy.bytes)} in ${count(heavy.files, "file")}`;
    const lines = report.missing.length > 0 && NEVER_NEEDED.includes(heavy.folder) ? `**/${heavy.folder}` : heavy.folder;
    return [
      {
        at: use.at,
        severity: "info",
        message: `${heavy.folder} is ${size} of the ${bytes(report.bytes)} that the build takes, and no package of the program is in it`,
        remedy: `Add to ${file}, if the program does not read it when it runs: ${lines}`
      }
    ];
  }, "find")
};
function isInImage({ model }, path) {
  return contextPathIn(model.dockerfile, model.target.stage, null, path, model.buildArgs).length > 0;
}
__name(isInImage, "isInImage");
function isUsed(subject, folder) {
  const { project, packages, model } = subject;
  if (folder === "." || folder.startsWith(".git") || project === null) return true;
  const isScripted = reachedRuns(model).some(
    ({ commands, isForeign, isBroken }) => isForeign || isBroken || commands.some(({ words: words2 }) => /^(make|cmake|task|mage|npm|yarn)$|\.sh$/.test(words2[0]?.text ?? ""))
  );
  if (isScripted && !/^(\.github|design|docs?|examples?|testdata|tests?|website)(\/|$)/i.test(folder)) return true;
  const isNear2 = /* @__PURE__ */ __name((path) => isAtOrBelow(path, folder) || isAtOrBelow(folder, path), "isNear");
  const parts = folder.split("/");
  return parts.includes("vendor") || packages.some(({ dir }) => isAtOrBelow(dir, folder)) || project.packages.some((dir) => isAtOrBelow(dir, folder)) || project.facts.some(({ kind, subject: about }) => (kind === "runtime-file" || kind === "frontend") && isNear2(about)) || project.modules.some(({ dir }) => dir !== "." && isNear2(dir)) || isEmbedded(subject, folder) || parts.some((name2) => model.dockerfile.text.includes(name2)) || subject.context.files.kind(posix17.join(folder, "package.json")) !== null;
}
__name(isUsed, "isUsed");
var STRAY_ENDING = /^(log|out|test|exe|o|tmp|swp|pem|key)$/;
var rootOnly = {
  id: "X-04",
  severity: "info",
  title: "A line of the ignore file matches less than it seems",
  why: "Unlike in a .gitignore, a pattern is a path from the root of the context: node_modules is that of the root alone, **/node_modules each.",
  source: "https://docs.docker.com/build/concepts/context/#syntax",
  whyNoFix: "A fix changes the Dockerfile, and this is a line of the ignore file.",
  find: /* @__PURE__ */ __name((subject) => {
    const { context } = subject;
    const uses = contextUses(subject.model);
    const text = context?.ignore ? context.files.read(context.ignore.file) : null;
    if (context === null || text === null || uses[0] === void 0) return [];
    const rows = text.split("\n").map((line, index) => ({ pattern: line.trim(), line: index + 1 }));
    const patterns = rows.filter(({ pattern }) => pattern !== "" && !pattern.startsWith("#"));
    const { file } = context.ignore;
    if (patterns.length > 0 && patterns.every(({ pattern }) => pattern.startsWith("!")))
      return [
        {
          at: uses[0].at,
          message: `${file} has lines with ! alone, which let in what nothing keeps out: nothing is ignored`,
          remedy: "Put a line * before them.",
          evidence: [{ file, line: patterns[0].line }]
        }
      ];
    const suspects = patterns.filter(({ pattern }) => mayLetIn(pattern));
    const all = suspects.length === 0 ? [] : context.walk?.().files ?? [];
    const sent = all.filter((path) => uses.some((use) => brings(use, path)));
    for (const { pattern, line } of suspects) {
      const stray = strayOf(pattern, sent);
      if (stray === null || isEmbedded(subject, stray.path)) continue;
      const use = uses.find((each) => brings(each, stray.path));
      return [
        {
          at: use.at,
          message: `${file}:${line} ${pattern} does not keep out ${stray.path}: a pattern is a path from the root of the context`,
          remedy: `Write ${stray.instead} in its place.`,
          evidence: [{ file, line }]
        }
      ];
    }
    return [];
  }, "find")
};
function mayLetIn(pattern) {
  const name2 = pattern.replace(/\/$/, "");
  return /^(\*?\.\w+)$/.test(name2) || NEVER_NEEDED.includes(name2);
}
__name(mayLetIn, "mayLetIn");
function strayOf(pattern, sent) {
  const name2 = pattern.replace(/\/$/, "");
  const found = /* @__PURE__ */ __name((test, instead) => {
    const path = sent.find(test);
    return path === void 0 ? null : { path, instead };
  }, "found");
  const ending = /^\*\.(\w+)$/.exec(name2)?.[1];
  if (ending !== void 0 && STRAY_ENDING.test(ending))
    return found((path) => path.includes("/") && path.endsWith(`.${ending}`), `**/${name2}`);
  const bare2 = /^\.(\w+)$/.exec(name2)?.[1];
  if (bare2 !== void 0 && (STRAY_ENDING.test(bare2) || /^(md|png|jpe?g|txt)$/.test(bare2)))
    return found((path) => path.endsWith(`.${bare2}`), `**/*.${bare2}`);
  const isStray = NEVER_NEEDED.includes(name2) || name2 === ".env";
  return isStray ? found((path) => path.split("/").includes(name2), `**/${name2}`) : null;
}
__name(strayOf, "strayOf");
var shadowed = {
  id: "X-05",
  severity: "info",
  title: "Two ignore files, of which one counts",
  why: "An ignore file with the name of the Dockerfile is used in place of .dockerignore, not besides it.",
  source: "https://docs.docker.com/build/concepts/context/#filename-and-location",
  whyNoFix: "Which of the two files is meant cannot be known.",
  find: /* @__PURE__ */ __name(({ context, model }) => {
    const own = context?.ignore?.file;
    const [use] = contextUses(model);
    if (own === void 0 || own === ".dockerignore" || use === void 0) return [];
    const lost = lostLine(context, own);
    if (lost === null) return [];
    const problem = {
      at: use.at,
      message: `${own} is used and .dockerignore is not, so that ${lost.pattern} of it is sent`,
      remedy: `Copy what should count into ${own}.`,
      evidence: [
        { file: ".dockerignore", line: lost.line },
        { file: own, line: 1 }
      ]
    };
    return [problem];
  }, "find")
};
function lostLine({ files, has }, own) {
  const rows = (files.read(".dockerignore") ?? "").split("\n").map((line, index) => ({ pattern: line.trim(), line: index + 1 }));
  const plain2 = rows.filter(({ pattern }) => /^\/?[\w.][\w./-]*$/.test(pattern) && pattern !== own);
  return plain2.find(({ pattern }) => has(posix17.normalize(pattern.replace(/^\//, "")).replace(/\/$/, ""))) ?? null;
}
__name(lostLine, "lostLine");
var CONTEXT_RULES = [noIgnoreFile, unneeded, rootOnly, shadowed];

// src/dockerfile/rules/context-sources.ts
import { posix as posix22 } from "node:path";

// src/dockerfile/check/made-outside.ts
import { posix as posix18 } from "node:path";
var MOST_FILES2 = 60;
var NAMES = /^(?:(?:GNU)?[Mm]akefile|.*\.mk|\.?goreleaser[\w.-]*\.ya?ml|\.promu[\w.-]*\.yml|[Tt]askfile\.ya?ml|justfile|Jenkinsfile|cloudbuild\.ya?ml|Earthfile|docker-bake\.hcl|\.gitlab-ci\.yml|.*\.(?:sh|bash|bat|ps1))$/;
var FOLDERS = [".", ".github/workflows", ".circleci", "scripts", "script", "hack", "build", "ci", "tools"];
function isMadeOutside({ files }, path) {
  const name2 = posix18.basename(path);
  const candidates = FOLDERS.flatMap((folder) => {
    const own = folder === ".github/workflows" || folder === ".circleci" ? /\.ya?ml$/ : NAMES;
    return files.names(folder).filter((each) => own.test(each)).map((each) => posix18.join(folder, each));
  });
  return candidates.slice(0, MOST_FILES2).some((file) => (files.read(file) ?? "").includes(name2));
}
__name(isMadeOutside, "isMadeOutside");

// src/dockerfile/rules/self-contained.ts
import { posix as posix21 } from "node:path";

// src/dockerfile/check/words.ts
function wordsOf({ body, json }) {
  if (json) return [];
  return [...body.text.matchAll(/\S+/g)].map(({ 0: text, index }) => ({
    text,
    ...rangeIn(body, index, index + text.length)
  }));
}
__name(wordsOf, "wordsOf");
function imageWord(stage) {
  const { from } = lineage(stage).at(-1);
  return wordsOf(from)[0] ?? { text: "", start: from.start, end: from.end };
}
__name(imageWord, "imageWord");

// src/dockerfile/rules/embeds.ts
import { posix as posix20 } from "node:path";

// src/dockerfile/check/stage-files.ts
import { posix as posix19 } from "node:path";
var HARMLESS = new Set(
  "apk apt-get apt update-ca-certificates adduser addgroup useradd groupadd mkdir chmod chown echo printf export set cd test [ true : ls cat pwd env id date which upx strip file ldd readelf sha256sum unset rm go".split(
    " "
  )
);
var HARMLESS_GO = /^(build|install|mod (download|verify|tidy)|env|version|vet|list|clean|fmt|)$/;
var NOWHERE2 = /^(\/dev\/\w+|\d)$/;
var HARMLESS_GIT = /^(config|describe|rev-parse|log|status)$/;
function makesNoOtherFiles(model, stage, until = null) {
  const runs = lineage(stage).flatMap((each) => modelOf(model, each).runs);
  const isBefore = /* @__PURE__ */ __name((run) => until === null || run.stage !== stage || run.instruction.start <= until.start, "isBefore");
  return runs.filter(isBefore).every(isReadWhole) && before(stage, null).every(isNoTrigger);
}
__name(makesNoOtherFiles, "makesNoOtherFiles");
function isNoTrigger({ instruction }) {
  return instruction.keyword !== "ONBUILD";
}
__name(isNoTrigger, "isNoTrigger");
function isReadWhole({ isForeign, isBroken, commands, go }) {
  if (isForeign || isBroken || go.some(({ verb, isXx: isXx2 }) => isXx2 || !HARMLESS_GO.test(verb))) return false;
  return commands.every(isHarmless2);
}
__name(isReadWhole, "isReadWhole");
function isHarmless2({ words: [program, second], redirects }) {
  const writes = redirects.some(({ operator, target }) => /^[>&]/.test(operator) && !NOWHERE2.test(target?.text ?? ""));
  if (writes) return false;
  const name2 = program === void 0 ? "export" : posix19.basename(program.text);
  if (name2 === "git") return HARMLESS_GIT.test(second?.text ?? "");
  return HARMLESS.has(name2);
}
__name(isHarmless2, "isHarmless");

// src/dockerfile/rules/embeds.ts
var MOST_FILES3 = 500;
function fromContext({ model, programs }) {
  return programs.flatMap(
    (program) => program.dir !== null && modelOf(model, program.run.stage).isReached && program.go.command.certain ? [{ ...program, dir: program.dir }] : []
  );
}
__name(fromContext, "fromContext");
var hiddenProfile = {
  id: "B-09",
  severity: "warning",
  title: "The ignore file keeps the profile of the program out",
  why: "`go build` uses a `default.pgo` beside package main without being asked. Kept out of the context it is silently not used, and the program is compiled without profile-guided optimization.",
  source: "https://go.dev/doc/pgo#building",
  whyNoFix: "A fix changes the Dockerfile, and this is a line of the ignore file.",
  find: /* @__PURE__ */ __name((subject) => {
    const { project, context } = subject;
    if (!project || !context?.ignore) return [];
    const { file, keepsOut } = context.ignore;
    return project.pgo.flatMap((pgo) => {
      const line = keepsOut(pgo);
      const program = fromContext(subject).find(({ dir }) => posix20.join(dir, "default.pgo") === pgo);
      const flag = program?.go.flags.get("pgo")?.value ?? "auto";
      if (line === null || program === void 0 || flag !== "auto") return [];
      return [
        {
          at: rangeOf(program.go),
          message: `${file}:${line.line} keeps ${pgo} out, so that \`go ${program.go.verb}\` compiles without its profile and does not say so`,
          remedy: `Add !${pgo} at the end of ${file}`,
          evidence: [
            { file, line: line.line },
            { file: pgo, line: 1 }
          ]
        }
      ];
    });
  }, "find")
};
var hiddenEmbed = {
  id: "B-13",
  severity: "error",
  title: "The ignore file keeps out what a `//go:embed` line needs",
  why: "A pattern of `//go:embed` that matches no file stops `go build`. What the ignore file keeps out is not in the context, also where the repository has it.",
  source: "https://pkg.go.dev/embed#hdr-Directives",
  whyNoFix: "A fix changes the Dockerfile, and this is a line of the ignore file.",
  find: /* @__PURE__ */ __name((subject) => {
    const { project, context } = subject;
    const [program] = fromContext(subject);
    if (!project || !context?.ignore || program === void 0) return [];
    const { file } = context.ignore;
    return project.embeds.flatMap(
      (embed) => embed.patterns.flatMap((pattern) => {
        const hidden2 = hiddenFiles(embed, pattern, context);
        if (hidden2 === null || mayBeMade(subject, program, hidden2.path)) return [];
        const { line } = hidden2.by;
        return [
          {
            at: rangeOf(program.go),
            message: `\`go ${program.go.verb}\` stops with "no matching files found": ${file}:${line} keeps ${hidden2.path} out, and ${embed.evidence.file}:${embed.evidence.line} embeds it`,
            remedy: `Add !${hidden2.path} at the end of ${file}`,
            evidence: [
              { file, line },
              { file: embed.evidence.file, line: embed.evidence.line }
            ]
          }
        ];
      })
    ).slice(0, 3);
  }, "find")
};
function embedsFromOutside(subject) {
  const { project, context } = subject;
  const [program] = fromContext(subject);
  if (!project || !context || program === void 0) return [];
  for (const { dir, missing, evidence } of project.embeds)
    for (const pattern of missing) {
      const path = posix20.join(dir, pattern.replace(/^all:/, ""));
      if (/[*?[\\]/.test(pattern) || mayBeMade(subject, program, path)) continue;
      return [
        {
          at: rangeOf(program.go),
          severity: isMadeOutside(context, path) ? "info" : "warning",
          message: `${path} is not in the repository, and ${evidence.file}:${evidence.line} embeds it: \`go ${program.go.verb}\` works only where somebody has made it before`,
          remedy: `Make it in a stage, and COPY --from that stage before \`go ${program.go.verb}\``,
          evidence: [{ file: evidence.file, line: evidence.line }]
        }
      ];
    }
  return [];
}
__name(embedsFromOutside, "embedsFromOutside");
function hiddenFiles({ dir, patterns, missing }, pattern, { files, ignore }) {
  if (missing.includes(pattern) || !patterns.includes(pattern)) return null;
  const path = posix20.join(dir, pattern.replace(/^all:/, ""));
  const found = /[*?[\\]/.test(pattern) ? matchesOf(path, files) : filesBelow(path, files, pattern.startsWith("all:"));
  if (found === null || found.length === 0) return null;
  let by = null;
  for (const each of found) {
    const line = ignore.keepsOut(each);
    if (line === null) return null;
    by ??= line;
  }
  return { path, by };
}
__name(hiddenFiles, "hiddenFiles");
function matchesOf(path, files) {
  const folder = posix20.dirname(path);
  const matches = wildcard(posix20.basename(path), "^");
  if (matches === null || /[*?[\\]/.test(folder)) return null;
  const found = files.names(folder).filter((name2) => matches(name2));
  const paths = found.map((name2) => posix20.join(folder, name2));
  return found.length > MOST_FILES3 || paths.some((each) => files.kind(each) !== "file") ? null : paths;
}
__name(matchesOf, "matchesOf");
function filesBelow(path, files, all) {
  const queue = [path];
  const found = [];
  for (let at = 0; at < queue.length; at++) {
    if (at > MOST_FILES3 || queue.length > 2 * MOST_FILES3) return null;
    const next = queue[at];
    if (files.kind(next) === "file") found.push(next);
    else for (const name2 of files.names(next)) if (all || !/^[._]/.test(name2)) queue.push(posix20.join(next, name2));
  }
  return found;
}
__name(filesBelow, "filesBelow");
function mayBeMade({ model }, { run, dir }, path) {
  const { stage, instruction } = run;
  if (!makesNoOtherFiles(model, stage, instruction)) return true;
  const sources = contextPathIn(model.dockerfile, stage, instruction, path, model.buildArgs);
  const places = sources.length > 0 ? sources : contextPathIn(model.dockerfile, stage, instruction, dir, model.buildArgs);
  return earlierCopies(model, stage, instruction).some((copy) => {
    if (copy.origin.kind === "context") return copy.sources.length === 0;
    if (copy.destination === null) return true;
    const { destination } = copy;
    if (places.some((place) => isAtOrBelow(place, destination) || isAtOrBelow(destination, place))) return true;
    return landsAt(copy, path) !== null;
  });
}
__name(mayBeMade, "mayBeMade");
var EMBED_RULES = [hiddenProfile, hiddenEmbed];

// src/dockerfile/rules/self-contained.ts
var GORELEASER = [".goreleaser.yaml", ".goreleaser.yml", "goreleaser.yaml", "goreleaser.yml"];
var MAKEFILES = ["Makefile", "makefile", "GNUmakefile"];
var builtOutside = {
  id: "A-05",
  severity: "error",
  title: "The program, or what it embeds, is expected in the context",
  why: "A Dockerfile that copies a compiled program builds only where somebody has compiled it before, and with whatever Go that machine has. One that compiles stops where a file of a `//go:embed` line was not made before.",
  source: "https://docs.docker.com/build/building/multi-stage/",
  whyNoFix: "A compile stage is written by `go-image dockerfile`; here one copy would have to become a file of its own.",
  anyFile: true,
  find: /* @__PURE__ */ __name((subject) => [...expectedPrograms(subject), ...embedsFromOutside(subject)], "find")
};
function expectedPrograms(subject) {
  return subject.model.stages.filter(({ isFinal }) => isFinal).flatMap(({ copies }) => copies).flatMap((copy) => expected(subject, copy));
}
__name(expectedPrograms, "expectedPrograms");
function expected(subject, copy) {
  const { project, context, model, file } = subject;
  const { origin, instruction, stage, sources } = copy;
  if (origin.kind !== "context" || project === null || context === null || instruction.keyword !== "COPY") return [];
  if (unknownVariable(instruction.args, stage, instruction, model.buildArgs) !== null) return [];
  if (/goreleaser/i.test(file) || GORELEASER.some((name2) => context.files.kind(name2) === "file")) return [];
  const names2 = new Set(project.mains.map(({ importPath }) => posix21.basename(importPath.replace(/\/v\d+$/, ""))));
  const command = commandOf(model.target.stage);
  return sources.flatMap((source, index) => {
    const path = posix21.normalize(source.replace(/^\.?\/+/, ""));
    const name2 = posix21.basename(path);
    if (/[*?[:]/.test(source) || context.files.kind(path) !== null || !names2.has(name2)) return [];
    const started = copy.intoFolder ? name2 : posix21.basename(copy.destination ?? name2);
    if (!command.split(/[\s"'[\],]+/).some((word2) => posix21.basename(word2) === started)) return [];
    const by = context.ignore?.keepsOut(path) ?? null;
    const word = wordsOf(instruction)[index];
    const written2 = word?.text ?? source;
    const isCertain = !written2.includes("$");
    if (by !== null && context.ignore !== null && isCertain)
      return [
        {
          at: word ?? instruction,
          message: `This COPY stops the build: ${context.ignore.file}:${by.line} keeps ${path} out of the context, also after it was compiled`,
          remedy: `Add !${path} at the end of ${context.ignore.file}, or compile the program in a stage`,
          evidence: [{ file: context.ignore.file, line: by.line }]
        }
      ];
    const maker = makerOf(subject, path);
    return [
      {
        at: word ?? instruction,
        // What is made before each build, by whatever names it, may be meant so.
        severity: maker === null && isCertain && !isMadeOutside(context, path) ? "warning" : "info",
        message: `${isCertain ? path : written2} is not in the repository: this image builds only where ${maker ? `${maker.file}:${maker.line} has` : "somebody has"} compiled it before`,
        remedy: "Compile it in a stage FROM golang, and COPY --from that stage",
        evidence: maker ? [maker] : []
      }
    ];
  });
}
__name(expected, "expected");
function makerOf({ context }, path) {
  for (const file of MAKEFILES) {
    const rows = context?.files.read(file)?.split("\n") ?? [];
    const line = rows.findIndex((row) => /\bgo build\b/.test(row) && row.includes(path)) + 1;
    if (line > 0) return { file, line };
  }
  return null;
}
__name(makerOf, "makerOf");
var linkedFile = {
  id: "A-06",
  severity: "error",
  title: "The Dockerfile is a link",
  why: "buildx sends the folder that the Dockerfile is named in, and BuildKit reads it there: a link out of that folder leads nowhere. An ignore file is looked for beside the link, not beside what it leads to.",
  source: "https://docs.docker.com/build/concepts/context/#filename-and-location",
  whyNoFix: "What has to change is the link, or the way the build names it.",
  anyFile: true,
  find: /* @__PURE__ */ __name(({ link, file, model }) => {
    if (link === void 0) return [];
    const { start, end } = model.stages[0].stage.from;
    const at = { start, end: Math.min(end, start + "FROM".length) };
    if (link.leavesFolder)
      return [
        {
          at,
          message: `${file} is a link to ${link.to}, out of its folder, where BuildKit cannot read it: the build stops with "no such file"`,
          remedy: "Name the file itself with --file, or put a copy in place of the link"
        }
      ];
    if (!link.hasOwnIgnore) return [];
    return [
      {
        at,
        severity: "warning",
        message: `${file} is a link to ${link.to}, and ${posix21.basename(link.to)}.dockerignore does not count for it: the ignore file is looked for under the name of the link`,
        remedy: `Name the file itself with --file, or link ${posix21.basename(file)}.dockerignore too`
      }
    ];
  }, "find")
};
var SELF_CONTAINED_RULES = [builtOutside, linkedFile];

// src/dockerfile/rules/context-sources.ts
var ignoredNeed = {
  id: "X-03",
  severity: "error",
  title: "The ignore file keeps out what the build needs",
  why: "What the ignore file keeps out is not there for the builder: COPY of it fails, and the go command sees a repository with holes.",
  source: "https://docs.docker.com/build/concepts/context/#dockerignore-files",
  whyNoFix: "A fix changes the Dockerfile, and this is a line of the ignore file.",
  find: /* @__PURE__ */ __name((subject) => {
    const { context } = subject;
    const ignore = context?.ignore;
    if (context === null || !ignore) return [];
    const named = contextUses(subject.model).flatMap(({ source, at, instruction }) => {
      if (source === null || source === "." || /[*?[\\]/.test(source)) return [];
      const line = ignore.keepsOut(source);
      if (line === null || context.files.kind(source) === null || isFilledAgain(subject, source)) return [];
      return [
        {
          at,
          message: `${ignore.file}:${line.line} ${line.text} keeps ${source} out of the context, so that this ${instruction.keyword} fails`,
          remedy: `Add the line !${source} to the end of ${ignore.file}.`,
          evidence: [{ file: ignore.file, line: line.line }]
        }
      ];
    });
    return named.length > 0 ? named : hiddenPackages(subject);
  }, "find")
};
function isFilledAgain({ context }, folder) {
  if (context.files.kind(folder) !== "folder") return false;
  const walk = context.walk?.();
  return walk === void 0 || !walk.complete || walk.files.some((path) => isAtOrBelow(path, folder));
}
__name(isFilledAgain, "isFilledAgain");
function hiddenPackages(subject) {
  const { context, packages, programs, model, project } = subject;
  const { keepsOut, file } = context.ignore;
  const program = programs.find(({ dir, run }) => dir !== null && modelOf(model, run.stage).isReached);
  const use = contextUses(model).find(isWhole);
  if (program === void 0 || use === void 0 || project === null || !isPlain(subject, program.run)) return [];
  const hidden2 = packages.find(
    ({ dir, files }) => files.length > 0 && dir === program.dir && files.every((each) => keepsOut(each.file) !== null)
  );
  const imported = packages.find(({ files }) => files.length > 0 && files.every((each) => keepsOut(each.file) !== null));
  const { decision } = project;
  const isRead = decision.kind === "build" && decision.main.dir === program.dir;
  const found = hidden2 ?? (isRead ? imported : void 0);
  const [first] = found?.files ?? [];
  const line = first === void 0 ? null : keepsOut(first.file);
  if (found === void 0 || line === null) return [];
  return [
    {
      at: rangeOf(program.go),
      message: `${file}:${line.line} ${line.text} keeps the package ${found.dir} out of the context, and the program needs it: \`go ${program.go.verb}\` fails`,
      remedy: `Add the line !${found.dir} to the end of ${file}.`,
      evidence: [
        { file, line: line.line },
        { file: first.file, line: 1 }
      ]
    }
  ];
}
__name(hiddenPackages, "hiddenPackages");
var MAKES_NOTHING = /^(apk|apt|apt-get|cd|set|mkdir|export|echo|git|ls|rm|chmod|chown|adduser|addgroup|useradd|groupadd|update-ca-certificates|upx|strip|go|xx-go|xx-apk|xx-apt|true|pwd|uname|wait)$/;
function isPlain({ model }, run) {
  return [...earlierRuns(model, run), run].every(
    ({ commands, isForeign, isBroken, go }) => !isForeign && !isBroken && go.every(({ verb }) => verb !== "generate" && verb !== "run" && verb !== "tool") && commands.every(({ words: words2 }) => {
      const [program = "", verb = ""] = words2.map(({ text }) => text);
      return words2.length === 0 || MAKES_NOTHING.test(program) && !(program === "git" && /^(clone|fetch|checkout|submodule)$/.test(verb));
    })
  );
}
__name(isPlain, "isPlain");
var MOST_SOURCES = 300;
var GO_SOURCE = /(^|\/)(go\.mod|go\.work|[\w.-]+\.go|cmd|internal|pkg)$/;
var missingSource = {
  id: "X-06",
  severity: "error",
  title: "COPY of a path that the repository does not have",
  why: "BuildKit stops at a source that is not there. A file that lies on one machine alone is in no build of a fresh clone.",
  source: "https://docs.docker.com/reference/dockerfile/#copy",
  whyNoFix: "The file is missing, misspelled or made by another build.",
  find: /* @__PURE__ */ __name((subject) => {
    const { context, file } = subject;
    if (context === null) return [];
    const programs = new Set(expectedPrograms(subject).map(({ at }) => at.start));
    return contextUses(subject.model).filter(({ at }) => !programs.has(at.start)).slice(0, MOST_SOURCES).flatMap(({ source, at, instruction }) => {
      if (source === null || source === "." || /[*?[\\]/.test(source) || context.files.kind(source) !== null)
        return [];
      if (/(^|\/)(go\.sum|go\.work\.sum|vendor|\.git)$/.test(source) || isEnvironmentFile(source)) return [];
      const ignored = gitIgnored(context)(source, false) ?? gitIgnored(context)(source, true);
      const isBeside = context.files.kind(posix22.join(posix22.dirname(file), source)) !== null;
      const isCertain = ignored === null && !isBeside && GO_SOURCE.test(source) && !isMadeOutside(context, source);
      if (!isCertain && isMadeOutside(context, source)) return [];
      const elsewhere2 = GO_SOURCE.test(source) ? sameNameBelow(subject, source) : null;
      const what = elsewhere2 === null ? "is not in the repository" : `is not in the build context, ${elsewhere2} is`;
      return [
        {
          at,
          severity: isCertain ? "error" : ignored === null ? "warning" : "info",
          message: ignored === null ? `${source} ${what}, so that this ${instruction.keyword} fails` : `${source} is in no commit (${ignored.file}:${ignored.line} ${ignored.text}), so that this ${instruction.keyword} fails in a fresh clone`,
          remedy: ignored === null ? "Correct the path, or build with the folder that has it as context." : "Make it in a stage of the Dockerfile, or say in the README what makes it first.",
          evidence: ignored === null ? [] : [{ file: ignored.file, line: ignored.line }]
        }
      ];
    });
  }, "find")
};
function sameNameBelow({ project }, source) {
  const module = posix22.basename(source) === "go.mod" ? project?.modules[0] : void 0;
  return module === void 0 ? null : posix22.join(module.dir, "go.mod");
}
__name(sameNameBelow, "sameNameBelow");
var uncopiedPackage = {
  id: "X-07",
  severity: "error",
  title: "A package of the program is not copied",
  why: "COPY of single folders has to name each package that the program imports: go build stops at the first one that is not in the stage.",
  source: "https://go.dev/ref/mod#resolve-pkg-mod",
  whyNoFix: "The place of the folder beside the others is a guess where they were put with different paths.",
  find: /* @__PURE__ */ __name((subject) => {
    const { model, context, programs } = subject;
    if (context === null || subject.project === null) return [];
    return model.stages.filter(({ isReached }) => isReached).flatMap(({ runs }) => runs).flatMap((run) => {
      const isMaybe = /\|\||\bif\b|\bcase\b|\bfor\b|\bwhile\b/.test(inScript(run));
      const go = run.go.find((each) => makesProgram(each) && !isMaybe);
      if (go === void 0 || !isPlain(subject, run) || !isTraced(subject, run)) return [];
      const missing = missingPackage(subject, run, go, programs.length);
      if (missing === null) return [];
      const { dir, by } = missing;
      return [
        {
          at: rangeOf(go),
          message: `The program needs the package ${dir}${by === null ? "" : `, which ${by.file}:${by.line} imports`}, and no COPY brings it into this stage`,
          remedy: `Write COPY ${dir} ./${dir} before it, or COPY . .`,
          evidence: by === null ? [] : [by]
        }
      ];
    });
  }, "find")
};
function isTraced({ model }, run) {
  return lineage(run.stage).every((stage) => {
    const { copies, image } = modelOf(model, stage);
    const isOnly = copies.every(({ origin, destination }) => destination !== null && origin.kind === "context");
    return isOnly && image.kind === "golang" && stage.instructions.every(({ keyword }) => keyword !== "ONBUILD");
  }) && run.mounts.every(({ type }) => type !== "bind") && contextUses(model).every(({ stage, source }) => stage !== run.stage || source !== null);
}
__name(isTraced, "isTraced");
function missingPackage(subject, run, go, programs) {
  const { model, project, packages, context } = subject;
  const { dockerfile, buildArgs } = model;
  const landing = /* @__PURE__ */ __name((path) => contextPathIn(dockerfile, run.stage, run.instruction, path, buildArgs), "landing");
  const module = project.modules.find(
    ({ dir: dir2 }) => landing(posix22.join(dir2, "go.mod")).some((at) => go.folder !== null && isAtOrBelow(go.folder, posix22.dirname(at)))
  );
  if (module === void 0 || module.vendor) return null;
  const root = posix22.dirname(landing(posix22.join(module.dir, "go.mod"))[0]);
  const placeOf2 = /* @__PURE__ */ __name((path) => posix22.join(root, posix22.relative(module.dir, path)), "placeOf");
  const argument = go.args.length === 1 ? go.args[0].text : go.args.length === 0 ? "." : null;
  if (argument === null || argument.includes("...") || !/^\.{0,2}(\/|$)|^\.$|\.go$/.test(argument) || argument.includes("\0"))
    return null;
  const place = posix22.normalize(posix22.join(go.folder, argument));
  const own = posix22.join(module.dir, posix22.relative(root, place)).replace(/\/$/, "") || ".";
  if (own.startsWith("..")) return null;
  const dir = own.endsWith(".go") ? posix22.dirname(own) : own;
  if (own.endsWith(".go") && context.files.kind(own) === "file" && !landing(own).includes(placeOf2(own)))
    return { dir, by: null };
  if (programs !== 1 || project.decision.kind !== "build" || project.decision.main.dir !== dir) return null;
  for (const { dir: needed, moduleDir, files } of packages) {
    const [first] = files;
    if (first === void 0 || moduleDir !== module.dir || needed === dir) continue;
    if (files.some(({ file }) => landing(file).includes(placeOf2(file)))) continue;
    const path = needed === module.dir ? module.path : `${module.path}/${posix22.relative(module.dir, needed)}`;
    const by = packages.flatMap(({ imports }) => imports.get(path) ?? [])[0];
    if (by !== void 0) return { dir: needed, by: { file: by.file, line: by.line } };
  }
  return null;
}
__name(missingPackage, "missingPackage");
var CONTEXT_SOURCE_RULES = [ignoredNeed, missingSource, uncopiedPackage];

// src/dockerfile/rules/credentials.ts
var CREDENTIAL_FILE = /(?:^|\/)(?:\.netrc|\.git-credentials|\.gitconfig|\.config\/git\/\w+)$/;
var writtenToken = {
  id: "S-04",
  severity: "error",
  title: "Writes a token into a file of a layer",
  why: "git config --global and a .netrc are files in the home folder. What a RUN leaves there is in its layer, and with it the token, whichever way it came in.",
  source: "https://docs.docker.com/build/building/secrets/",
  whyNoFix: "The build has to be started with a secret in its place.",
  anyFile: true,
  find: /* @__PURE__ */ __name(({ model }) => reachedRuns(model).flatMap((run) => {
    const found = run.commands.find((command) => isTokenWritten(command) && !isTakenAway(run, command));
    if (found === void 0) return [];
    const isConfig = found.words[0].text.endsWith("git");
    const where = isConfig ? "the global git configuration" : targetOf(found) ?? "a file";
    const stays = modelOf(model, run.stage).isFinal ? "of the image" : "that the builder's cache keeps";
    const problem = {
      at: { start: found.words[0].start, end: found.words.at(-1).end },
      message: `This writes the token into ${where}, in a layer ${stays}`,
      remedy: isConfig ? "Mount the credentials for the steps that fetch: RUN --mount=type=secret,id=netrc,target=/root/.netrc,required go mod download" : "Write RUN --mount=type=secret,id=netrc,target=/root/.netrc,required on the steps that fetch, and take this out."
    };
    return [problem];
  }), "find")
};
function isTokenWritten(command) {
  const [program, ...rest] = command.words;
  if (program === void 0) return false;
  if (program.text.endsWith("git") && rest[0]?.text === "config" && rest.some(({ text }) => /^--(global|system)$/.test(text)))
    return rest.some(({ text }) => /insteadof/i.test(text)) && rest.some(hasToken);
  const target = targetOf(command);
  return target !== null && CREDENTIAL_FILE.test(target) && rest.some(holdsValue);
}
__name(isTokenWritten, "isTokenWritten");
function hasToken(word) {
  const [, user] = /https?:\/\/([^\s/@]{0,400})@/.exec(word.text) ?? [];
  const isWritten = /https?:\/\/[^\s@/]{0,200}\$[^\s@]{0,200}@/.test(word.raw);
  return (isWritten || (user?.includes(OPAQUE) ?? false)) && isSecretValue(word);
}
__name(hasToken, "hasToken");
function holdsValue(word) {
  return word.text.includes(OPAQUE) && isSecretValue(word);
}
__name(holdsValue, "holdsValue");
function isSecretValue({ variables }) {
  return variables.length === 0 || variables.some((name2) => !/USER(NAME)?$|HOST$|HOME$|OWNER$|ORG$/i.test(name2));
}
__name(isSecretValue, "isSecretValue");
function targetOf({ redirects }) {
  return redirects.find(({ operator }) => operator.startsWith(">"))?.target?.text ?? null;
}
__name(targetOf, "targetOf");
function isTakenAway(run, written2) {
  const file = targetOf(written2) ?? ".gitconfig";
  const name2 = file.slice(file.lastIndexOf("/") + 1);
  if (run.mounts.some(
    ({ target, type }) => type !== "cache" && target !== null && (target.endsWith(name2) || target === "/root")
  ))
    return true;
  return run.commands.some(({ start, words: words2 }) => {
    const texts = words2.map(({ text }) => text);
    if (start <= written2.start) return false;
    if (texts[0] === "rm") return texts.some((text) => text.endsWith(name2));
    return texts[0] === "git" && texts.some((text) => /^--(unset(-all)?|remove-section)$/.test(text));
  });
}
__name(isTakenAway, "isTakenAway");
function accessOf({ model }, run) {
  const all = [...earlierRuns(model, run), run];
  if (all.some(({ mounts }) => mounts.some(({ type }) => type === "ssh" || type === "secret"))) return "mount";
  const copied = modelOf(model, run.stage).copies.some(
    ({ sources }) => sources.some((each) => /netrc|\.ssh|id_|git-?config|credential/.test(each))
  );
  const configured = all.some(
    ({ commands }) => commands.some(
      ({ words: words2, redirects }) => [...words2, ...redirects.flatMap(({ target }) => target ?? [])].some(
        ({ text }) => /insteadof|netrc|git-credentials|credential\.helper|GOAUTH/i.test(text)
      )
    )
  );
  return copied || configured || hasProxy(run) ? "token" : null;
}
__name(accessOf, "accessOf");
function hasProxy({ go }) {
  return go.some(({ command: { environment } }) => {
    const proxy = environment.get("GOPROXY");
    return environment.has("GOAUTH") || proxy !== void 0 && !/^(https:\/\/proxy\.golang\.org|direct|off|,|\|)*$/.test(proxy);
  });
}
__name(hasProxy, "hasProxy");
function fetches(go) {
  const isVendored = go.flags.get("mod")?.value === "vendor";
  return (downloads(go) || compiles(go)) && !isVendored && go.command.certain;
}
__name(fetches, "fetches");
function fetchingRuns({ model }) {
  const seen = /* @__PURE__ */ new Set();
  return reachedRuns(model).flatMap((run) => {
    const go = run.isForeign || run.isBroken ? void 0 : run.go.find(fetches);
    if (go === void 0 || seen.has(run.stage)) return [];
    seen.add(run.stage);
    return [{ run, go }];
  });
}
__name(fetchingRuns, "fetchingRuns");
function privateModule({ project }) {
  if (project === null || project.workspace?.vendor || project.modules.some(({ vendor }) => vendor)) return void 0;
  return project.facts.find(({ kind, certain }) => kind === "private-module" && certain);
}
__name(privateModule, "privateModule");
var noAccess = {
  id: "S-05",
  severity: "warning",
  title: "Private modules without a way to fetch them",
  why: "A private module is in no public proxy. Without credentials the go command asks the public servers and fails.",
  source: "https://go.dev/ref/mod#private-modules",
  whyNoFix: "Which credentials the server takes is for its owner to say.",
  find: /* @__PURE__ */ __name((subject) => {
    const fact = privateModule(subject);
    if (fact === void 0) return [];
    return fetchingRuns(subject).filter(({ run }) => accessOf(subject, run) === null).map(({ run, go }) => ({
      at: rangeOf(go),
      message: `\`go ${go.verb}\` needs ${fact.subject}, which is private, and nothing in line ${run.instruction.line} or before signs in`,
      remedy: `Write RUN --mount=type=secret,id=netrc,target=/root/.netrc,required with GOPRIVATE=${fact.subject} before the command.`,
      evidence: fact.evidence.slice(0, 2)
    }));
  }, "find")
};
var optionalSecret = {
  id: "S-06",
  severity: "info",
  title: "A credential mount that may be absent",
  why: "Without `required` a build that is not given the secret goes on without the file, and fails later with a message about a server that asks for a password.",
  source: "https://docs.docker.com/reference/dockerfile/#run---mounttypesecret",
  whyNoFix: "Builds that do without the credentials, as those of forks may, would stop.",
  find: /* @__PURE__ */ __name(({ model }) => reachedRuns(model).flatMap((run) => {
    if (!run.go.some(fetches) || /(?:\[|test)\s+-[efsr]\s|\bif\b|\|\|/.test(inScript(run))) return [];
    return run.mounts.filter(({ type, options }) => /^(ssh|secret)$/.test(type) && !/(^|,)required(=(1|t|true))?(,|$)/i.test(options)).slice(0, 1).map(({ type, options, range }) => ({
      at: range,
      message: `Without \`required\` a build that lacks this ${type === "ssh" ? "key" : "secret"} fails only where \`go\` is refused by the server`,
      remedy: `Write --mount=${options},required`
    }));
  }), "find")
};
var noGit = {
  id: "S-07",
  severity: "warning",
  title: "Fetches modules with git in an image without git",
  why: "The golang images for Alpine have no git. Modules that come from their server and not from a proxy need it.",
  source: "https://github.com/docker-library/docs/tree/master/golang#golangversion-alpine",
  find: /* @__PURE__ */ __name((subject) => {
    const fact = privateModule(subject);
    return fetchingRuns(subject).flatMap(({ run, go }) => {
      const { image } = modelOf(subject.model, run.stage);
      if (image.kind !== "golang" || image.libc !== "musl" || run.instruction.start < 0) return [];
      const proxy = go.command.environment.get("GOPROXY");
      const needed = fact !== void 0 && proxy === void 0 ? fact.subject : null;
      const isDirect = proxy === "direct" && (subject.project?.modules.some(({ goSum }) => goSum) ?? false);
      if (needed === null && !isDirect) return [];
      const hasGit = [...earlierRuns(subject.model, run), run].some(
        (each) => each.isForeign || each.isBroken || each.commands.some(({ words: words2 }) => isAddingGit(words2.map(({ text }) => text)))
      );
      if (hasGit || modelOf(subject.model, run.stage).copies.some(({ origin }) => origin.kind === "image")) return [];
      const edits = isFirstOfStage(subject, run) ? withGit(subject, run) : null;
      return [
        {
          at: rangeOf(go),
          message: `\`go ${go.verb}\` fetches ${needed ?? "every module"} with git, and ${image.reference} has none`,
          remedy: "Write RUN apk add --no-cache git before it.",
          evidence: needed === null ? [] : fact.evidence.slice(0, 1),
          ...edits && { fix: { title: "Install git before it", edits } }
        }
      ];
    });
  }, "find")
};
function isFirstOfStage(subject, run) {
  return !fetchingRuns(subject).some(
    (each) => each.run.instruction.start < run.instruction.start && lineage(run.stage).includes(each.run.stage)
  );
}
__name(isFirstOfStage, "isFirstOfStage");
function withGit({ model }, { stage, instruction, network, mounts }) {
  const first = stage.instructions.find(({ keyword }) => /^(COPY|ADD|RUN)$/.test(keyword)) ?? instruction;
  const packages = mounts.some(({ type }) => type === "ssh") ? "git openssh-client" : "git";
  if (network === "none" || !runsAsRoot(stage, first, model.buildArgs)) return null;
  return addStepBefore(first, [`RUN apk add --no-cache ${packages}`], model.dockerfile);
}
__name(withGit, "withGit");
function isAddingGit([program = "", ...rest]) {
  return program.endsWith("apk") && rest.includes("add") && rest.some((word) => /^(git|git[@~=<>].*|alpine-sdk|build-base-git)$/.test(word) || word.includes(OPAQUE)) || program.includes("make") || program.endsWith(".sh");
}
__name(isAddingGit, "isAddingGit");
var CREDENTIAL_RULES = [writtenToken, noAccess, optionalSecret, noGit];

// src/dockerfile/rules/downloads.ts
import { posix as posix23 } from "node:path";
var MODULE_DOWNLOADS = "https://go.dev/ref/mod#go-mod-download";
var sourcesFirst = {
  id: "D-01",
  severity: "warning",
  anyFile: true,
  title: "The sources are there before the modules are downloaded",
  why: "A step runs again when anything that was copied before it has changed. With go.mod and go.sum alone before the download, its layer lasts until the requirements change.",
  source: "https://docs.docker.com/build/cache/optimize/#order-your-layers",
  find: /* @__PURE__ */ __name((subject) => reachedRuns(subject.model).flatMap((run) => afterSources(subject, run)), "find")
};
function afterSources(subject, run) {
  const { model, file } = subject;
  const call = goCalls(subject, run).find((each) => fetchesAll(each.go));
  const modules = goCaches(model, run)?.modules;
  if (call === void 0 || !modules || mountsOver(run, modules).length > 0) return [];
  if (earlierRuns(model, run).some((each) => goCalls(subject, each).some(({ go: go2 }) => mayFetch(go2)))) return [];
  const { go } = call;
  const calls = goCalls(subject, run);
  const isBeside = /* @__PURE__ */ __name((each) => each.by === call.by && call.evidence.length > 0, "isBeside");
  if (calls.some((each, at) => compilesProject(each.go) && (at < calls.indexOf(call) || isBeside(each)))) return [];
  const copy = sourcesBefore(subject, run);
  const isBound = sourcesMounted(run);
  const found = moduleAt(subject, run, go);
  if (copy === null && !isBound || found !== null && fetched(found.mod).length === 0) return [];
  if (found === null && !downloads(go)) return [];
  if (usesVendor(subject, run, go, found)) return [];
  const line = copy?.instruction.line ?? run.instruction.line;
  const edits = copy === null || found === null || !downloads(go) ? null : swapped(subject, run, go, copy, found);
  const manifests = subject.project?.workspace ? "go.work and the go.mod and go.sum of each module" : "go.mod and go.sum";
  return [
    {
      at: call.at,
      message: `Every change of the sources downloads ${countOf(found)} again, because line ${line} ${copy === null ? "mounts" : "copies"} them before`,
      remedy: downloads(go) ? `Copy only ${manifests} before this step, and the rest after it` : `Copy only ${manifests}, run go mod download, and copy the rest after it`,
      evidence: [...call.evidence, { file, line }, ...evidenceOf(found)],
      ...edits && { fix: { title: "Download before the sources are copied", edits } }
    }
  ];
}
__name(afterSources, "afterSources");
function fetchesAll({ verb, args }) {
  if (verb === "get") return args.every(({ text }) => /^\.(\/|$)/.test(text));
  return /^mod (download|tidy|vendor)$/.test(verb) && args.length === 0;
}
__name(fetchesAll, "fetchesAll");
function mayFetch(go) {
  return downloads(go) || compilesProject(go) || /^(get|mod (tidy|vendor))$/.test(go.verb) && fetchesAll(go);
}
__name(mayFetch, "mayFetch");
function countOf(found) {
  const modules = found === null ? [] : fetched(found.mod);
  if (modules.length === 1) return modules[0].path;
  return modules.length > 1 ? `the ${modules.length} modules of ${found.file}` : "all modules";
}
__name(countOf, "countOf");
function evidenceOf(found) {
  const [first] = found === null ? [] : fetched(found.mod);
  return first === void 0 ? [] : [{ file: found.file, line: first.line }];
}
__name(evidenceOf, "evidenceOf");
function swapped(subject, run, go, copy, found) {
  const { model, project, context } = subject;
  const { dockerfile } = model;
  const { instruction } = copy;
  const isPlain2 = copy.stage === run.stage && copy.sources.length === 1 && instruction.flags.length + run.instruction.flags.length === 0 && instruction.json === null && isHarmlessBeside(run, [go.command]) && run.go.every(({ verb }) => /^mod (download|verify)$/.test(verb));
  const isAlone = project?.modules.length === 1 && project.workspace === null && found.module.localReplaces.length === 0;
  const { instructions } = run.stage;
  const isNext = instructions.indexOf(run.instruction) === instructions.indexOf(instruction) + 1;
  const isCommented = dockerfile.comments.some(
    ({ line }) => line >= instruction.line - 1 && line <= run.instruction.endLine
  );
  const isHere2 = found.module.dir === "." && landsAt(copy, "go.mod") === posix23.join(found.folder, "go.mod");
  if (!isPlain2 || !isAlone || !isNext || isCommented || !isHere2 || !context?.has("go.sum")) return null;
  const { text } = dockerfile;
  const end = lineEnd(text);
  const written2 = instruction.body.text.trim().split(/\s+/).at(-1);
  const folder = written2.endsWith("/") ? written2 : `${written2}/`;
  const download = text.slice(run.instruction.start, run.instruction.end);
  return [
    insert(instruction.start, `${instruction.keyword} go.mod go.sum ${folder}${end}${download}${end}`),
    removeInstruction(run.instruction, text)
  ];
}
__name(swapped, "swapped");
var noDownload = {
  id: "D-04",
  severity: "info",
  anyFile: true,
  title: "Nothing keeps the downloaded modules",
  why: "The go command downloads modules while it compiles. Without a step of its own before the sources, and without a cache mount on GOMODCACHE, it does so after every change.",
  source: MODULE_DOWNLOADS,
  find: /* @__PURE__ */ __name((subject) => reachedRuns(subject.model).flatMap((run) => downloadsEachTime(subject, run)), "find")
};
var RUNNERS = /^(make|gmake|task|mage|just|bazel|sh|bash|ash|goreleaser|ko|xcaddy)$|\.sh$|^\.{1,2}\//;
function downloadsEachTime(subject, run) {
  const { model } = subject;
  const call = goCalls(subject, run).find((each) => compilesProject(each.go));
  const modules = goCaches(model, run)?.modules ?? null;
  if (call === void 0 || run.network === "none") return [];
  if (modules === null ? run.mounts.length > 0 : mountsOver(run, modules).length > 0) return [];
  const { go } = call;
  const found = moduleAt(subject, run, go);
  if (found === null || fetched(found.mod).length === 0 || !hasSources(model, run)) return [];
  const needed = importOf(
    subject,
    found,
    fetched(found.mod).map(({ path }) => path)
  );
  if (needed === null && call.evidence.length === 0 || usesVendor(subject, run, go, found)) return [];
  const earlier = earlierRuns(model, run);
  const mayDownload = mayHaveDownloaded(subject, run, run.commands.indexOf(call.by)) || earlier.some((each) => mayHaveDownloaded(subject, each, each.commands.length)) || // Before it in the same Makefile: it runs at every change in any case.
  goCalls(subject, run).some((each) => each.evidence.length > 0 && downloads(each.go) && each.by !== call.by);
  if (mayDownload || [run, ...earlier].some(({ isForeign, isBroken }) => isForeign || isBroken)) return [];
  const copies = earlierCopies(model, run.stage, run.instruction);
  const other = /* @__PURE__ */ __name(({ origin, destination }) => origin.kind !== "context" && !isXx(origin) && (destination === null || modules === null || overlaps(destination, modules)), "other");
  if (copies.some(other)) return [];
  const mount = `--mount=type=cache,target=${modules ?? "DIR"}`;
  const isLast = !reachedRuns(model).some(
    (each) => each !== run && lineage(each.stage).includes(run.stage) && each.go.length > 0 && !earlier.includes(each)
  );
  const isPlain2 = modules !== null && isLast && canHaveMount(model, run) && !modelOf(model, run.stage).isFinal && !copiesFrom(subject, run, modules);
  return [
    {
      at: call.at,
      message: `${call.says} downloads ${countOf(found)} after every change of the sources: no earlier step does, and no cache mount keeps them`,
      remedy: `Write RUN ${mount}${modules === null ? " with what `go env GOMODCACHE` prints there" : ""}, or copy go.mod and go.sum and run go mod download before the sources are copied`,
      evidence: [...call.evidence, ...evidenceOf(found)],
      ...isPlain2 && { fix: { title: `Mount a cache on ${modules}`, edits: [addFlag(run.instruction, mount)] } }
    }
  ];
}
__name(downloadsEachTime, "downloadsEachTime");
function mayHaveDownloaded(subject, run, until) {
  const calls = goCalls(subject, run);
  return run.commands.slice(0, until).some((command) => {
    const behind = calls.filter(({ by }) => by === command);
    const verbs = behind.map(({ go }) => go.verb);
    const none = hasSources(subject.model, run) ? /^(version|env|clean|fmt|generate|list)$/ : /^(version|env|clean|fmt|generate|mod tidy)$/;
    if (verbs.length > 0) return verbs.some((verb) => !none.test(verb));
    return RUNNERS.test(command.words[0]?.text ?? "");
  });
}
__name(mayHaveDownloaded, "mayHaveDownloaded");
function isXx(origin) {
  const image = origin.kind === "stage" ? rootImage(origin.stage) : "";
  return /(^|\/)xx(:|@|$)/.test(image) && origin.kind === "stage" && origin.stage.instructions.length === 0;
}
__name(isXx, "isXx");
function copiesFrom({ model }, run, modules) {
  return model.stages.some(
    ({ copies }) => copies.some(
      ({ origin, sources }) => origin.kind === "unknown" || origin.kind === "stage" && lineage(origin.stage).includes(run.stage) && sources.some((source) => overlaps(posix23.join("/", source), modules))
    )
  );
}
__name(copiesFrom, "copiesFrom");
var DOWNLOAD_RULES = [sourcesFirst, noDownload];

// src/dockerfile/rules/end-of-life.ts
var ENDS = {
  // https://alpinelinux.org/releases/
  alpine: {
    ...{ "3.1": "2016-11-01", "3.2": "2017-05-01", "3.3": "2017-11-01", "3.4": "2018-05-01", "3.5": "2018-11-01" },
    ...{ "3.6": "2019-05-01", "3.7": "2019-11-01", "3.8": "2020-05-01", "3.9": "2020-11-01", "3.10": "2021-05-01" },
    ...{ "3.11": "2021-11-01", "3.12": "2022-05-01", "3.13": "2022-11-01", "3.14": "2023-05-01", "3.15": "2023-11-01" },
    ...{ "3.16": "2024-05-23", "3.17": "2024-11-22", "3.18": "2025-05-09", "3.19": "2025-11-01", "3.20": "2026-04-01" },
    ...{ "3.21": "2026-11-01", "3.22": "2027-05-01", "3.23": "2027-11-01", "3.24": "2028-06-01" }
  },
  // The end of LTS, https://wiki.debian.org/LTS: until then packages of the official image get fixes.
  debian: {
    ...{ wheezy: "2018-05-31", jessie: "2020-06-30", stretch: "2022-06-30", buster: "2024-06-30" },
    ...{ bullseye: "2026-08-31", bookworm: "2028-06-30", trixie: "2030-06-30" }
  },
  // The end of standard support, https://ubuntu.com/about/release-cycle; what comes after it is for subscribers.
  ubuntu: {
    // https://canonical.com/blog/ubuntu-14-04-and-16-04-lifecycle-extended-to-ten-years
    ...{ trusty: "2019-04-30", "14.04": "2019-04-30", xenial: "2021-04-30", "16.04": "2021-04-30" },
    ...{ bionic: "2023-05-31", "18.04": "2023-05-31", focal: "2025-05-31", "20.04": "2025-05-31" },
    ...{ mantic: "2024-07-12", "23.10": "2024-07-12", oracular: "2025-07-10", "24.10": "2025-07-10" },
    ...{ plucky: "2026-01-17", "25.04": "2026-01-17", questing: "2026-07-01", "25.10": "2026-07-01" }
  },
  // https://www.centos.org/centos-linux-eol/
  centos: { 5: "2017-03-31", 6: "2020-11-30", 7: "2024-06-30", 8: "2021-12-31" },
  // https://aws.amazon.com/amazon-linux-2/faqs/, and of the first one https://aws.amazon.com/amazon-linux-ami/faqs/
  amazonlinux: { 1: "2023-12-31", 2: "2026-06-30", 2018: "2023-12-31", 2017: "2023-12-31" }
};
var CURRENT = {
  ...{ alpine: "3.24", debian: "trixie", ubuntu: "26.04", amazonlinux: "2023", centos: "" }
};
var endedBase = {
  id: "V-09",
  severity: "warning",
  title: "The release of the base image gets no fixes any more",
  why: "A release that has ended gets no security fixes, and its image is not built again: known holes stay in it.",
  source: "https://alpinelinux.org/releases/",
  whyNoFix: "Packages of another release can have other names and versions.",
  find: /* @__PURE__ */ __name(({ model, today }) => model.stages.filter(({ isReached, stage }) => isReached && stage.parent === null).flatMap(({ stage, image }) => {
    const { system, release } = systemOf(image);
    const ended = release === null ? void 0 : ENDS[system]?.[release];
    if (ended === void 0 || ended >= today) return [];
    const { body } = stage.from;
    const [word = ""] = body.text.split(/\s+/);
    const isShipped = model.stages.some((each) => each.isFinal && each.stage.from === stage.from);
    return [
      {
        at: rangeIn(body, 0, word.length),
        ...isShipped ? {} : { severity: "info" },
        message: `${name(system)} ${release} gets no security fixes since ${ended}${isShipped ? ", and the image stands on it" : ""}`,
        remedy: CURRENT[system] === "" ? "Take a base that is maintained." : `Take ${CURRENT[system]}, or a newer one.`
      }
    ];
  }), "find")
};
function systemOf({ kind, name: image, release, libc, tag }) {
  if (kind === "golang") return { system: libc === "musl" ? "alpine" : "debian", release };
  if (kind === "debian" || kind === "alpine") {
    const old = /^(jessie|wheezy)/.exec(tag ?? "")?.[1] ?? null;
    return { system: kind, release: release ?? old };
  }
  if (kind === "ubuntu") return { system: kind, release: /^(\d\d\.\d\d|[a-z]+)/.exec(tag ?? "")?.[1] ?? null };
  if (/(^|\/)amazonlinux$/.test(image)) return { system: "amazonlinux", release: /^(\d+)/.exec(tag ?? "")?.[1] ?? null };
  if (image === "centos") return { system: "centos", release: /^(?:centos)?(\d)/.exec(tag ?? "")?.[1] ?? null };
  return { system: "scratch", release: null };
}
__name(systemOf, "systemOf");
var NAMES2 = { centos: "CentOS", amazonlinux: "Amazon Linux" };
function name(system) {
  return NAMES2[system] ?? system[0].toUpperCase() + system.slice(1);
}
__name(name, "name");
var END_OF_LIFE_RULES = [endedBase];

// src/dockerfile/check/passed-arguments.ts
import { posix as posix24 } from "node:path";
var WORKFLOWS = ".github/workflows";
var MOST_FILES4 = 50;
var MOST_LINES3 = 5e3;
var MOST_LINE2 = 1e3;
var SCRIPT_FOLDERS = [".", "build", "ci", "hack", "script", "scripts"];
var STEP = {
  ...{ key: "build-args", file: "file", around: null },
  value: /^\s*["']?([A-Za-z_]\w*)=/,
  path: /* @__PURE__ */ __name((_, file) => file, "path")
};
var SERVICE = {
  ...{ key: "args", file: "dockerfile", around: /^\s*build:\s*$/ },
  value: /^\s*(?:-\s*)?["']?([A-Za-z_]\w*)["']?(?:=|:\s|\s*$)/,
  path: posix24.join
};
function passedArguments(context, file) {
  if (context === null) return [];
  const inFolder = /* @__PURE__ */ __name((folder, name2) => context.files.names(folder).filter((each) => name2.test(each)).slice(0, MOST_FILES4).map((each) => posix24.join(folder, each)), "inFolder");
  const workflows = inFolder(WORKFLOWS, /\.ya?ml$/);
  const services = inFolder(".", /^(docker-)?compose[\w.-]*\.ya?ml$/);
  const scripts = SCRIPT_FOLDERS.flatMap((folder) => inFolder(folder, /\.(sh|bash)$/)).slice(0, MOST_FILES4);
  const rows = /* @__PURE__ */ __name((path, pattern) => rowsOf(context, path, pattern), "rows");
  return [
    ...workflows.flatMap((path) => ofYaml(path, rows(path, /build-args/), file, STEP)),
    ...services.flatMap((path) => ofYaml(path, rows(path, /args:/), file, SERVICE)),
    ...[...workflows, "Makefile", "makefile", ...scripts].flatMap(
      (path) => ofCommands(path, rows(path, /build-arg/), file)
    )
  ];
}
__name(passedArguments, "passedArguments");
function rowsOf({ files }, path, pattern) {
  const text = files.read(path) ?? "";
  if (!pattern.test(text)) return [];
  const rows = text.split("\n").slice(0, MOST_LINES3);
  return rows.map((row) => /^\s*#/.test(row) ? "" : row.slice(0, MOST_LINE2));
}
__name(rowsOf, "rowsOf");
function ofYaml(path, rows, dockerfile, form) {
  return rows.flatMap((row, index) => {
    const [, indent, key, value = ""] = /^(\s+)([\w-]+):\s*(.*)$/.exec(row) ?? [];
    if (indent === void 0 || key !== form.key) return [];
    const isBeside = /* @__PURE__ */ __name((other) => indentOf(other) >= indent.length || other.trim() === "", "isBeside");
    const begin = rows.findLastIndex((other, at) => at < index && !isBeside(other)) + 1;
    const after = rows.findIndex((other, at) => at > index && !isBeside(other));
    const block = rows.slice(begin, after < 0 ? rows.length : after);
    const input = /* @__PURE__ */ __name((name2) => block.filter((other) => indentOf(other) === indent.length).flatMap((other) => new RegExp(`^${name2}:\\s*["']?([^"'#]*)`).exec(other.trim())?.[1]?.trim() ?? [])[0], "input");
    const folder = input("context") ?? ".";
    const named = input(form.file);
    if (form.around !== null && !form.around.test(rows[begin - 1] ?? "")) return [];
    if (!isThis(dockerfile, folder, named && form.path(folder, named))) return [];
    const lines = rows.slice(index + 1, after < 0 ? rows.length : after);
    const end = lines.findIndex((other) => other.trim() !== "" && indentOf(other) <= indent.length);
    const listed = lines.slice(0, end < 0 ? lines.length : end).map((text, at) => ({ text, line: index + at + 2 }));
    return [{ text: value, line: index + 1 }, ...listed].flatMap(({ text, line }) => {
      const name2 = form.value.exec(text)?.[1];
      return name2 === void 0 ? [] : [{ name: name2, file: path, line }];
    });
  });
}
__name(ofYaml, "ofYaml");
function indentOf(row) {
  return row.length - row.trimStart().length;
}
__name(indentOf, "indentOf");
function ofCommands(path, rows, dockerfile) {
  const found = [];
  for (let at = 0; at < rows.length; at++) {
    const line = at + 1;
    let command = rows[at];
    while (command.endsWith("\\") && at + 1 < rows.length && command.length < MOST_LINE2)
      command = `${command.slice(0, -1)} ${rows[++at].trim()}`;
    const [, rest] = /\bdocker\s+(?:buildx\s+)?build\s(.*)$/.exec(command) ?? [];
    const folder = /\s(\.[\w./-]*)\s*(?:$|[;&|>)])/.exec(rest ?? "")?.[1];
    const named = /\s(?:-f|--file)[ =]["']?([^\s"']+)/.exec(` ${rest ?? ""}`)?.[1];
    if (rest === void 0 || folder === void 0 || !isThis(dockerfile, folder, named)) continue;
    for (const [, name2 = ""] of rest.matchAll(/--build-arg[= ]["']?([A-Za-z_]\w*)/g))
      found.push({ name: name2, file: path, line });
  }
  return found;
}
__name(ofCommands, "ofCommands");
function isThis(dockerfile, context, file) {
  const path = file ?? posix24.join(context.startsWith("$") ? "." : context, "Dockerfile");
  return !path.includes("$") && posix24.normalize(path) === posix24.normalize(dockerfile);
}
__name(isThis, "isThis");

// src/dockerfile/check/predefined.ts
var PREDEFINED_ARGUMENTS = /^((https?|ftp|no|all)_proxy|BUILDKIT_\w+|SOURCE_DATE_EPOCH|(TARGET|BUILD)(PLATFORM|OS|ARCH|VARIANT)|TARGETSTAGE)$/i;

// src/dockerfile/rules/frontend.ts
var FEATURES = [
  { keyword: /^RUN$/, flag: "mount", since: [1, 2] },
  { keyword: /^(COPY|ADD)$/, flag: "link", since: [1, 4] },
  { keyword: /^ADD$/, flag: "checksum", since: [1, 6] },
  { keyword: /^COPY$/, flag: "parents", since: [1, 20] },
  { keyword: /^(COPY|ADD)$/, flag: "exclude", since: [1, 19] },
  { keyword: /^ADD$/, flag: "unpack", since: [1, 17] }
];
var EVERYWHERE = [1, 5];
var frontendVersion = {
  id: "H-02",
  severity: "warning",
  title: "Uses what its Dockerfile frontend does not know",
  why: "Without a line `# syntax` the frontend is that of the builder, which may be years old; with one, it is the release that is named.",
  source: "https://docs.docker.com/build/buildkit/dockerfile-release-notes/",
  anyFile: true,
  find: /* @__PURE__ */ __name(({ model }) => {
    const { dockerfile, stages } = model;
    const syntax = dockerfile.directives.find(({ name: name2 }) => name2 === "syntax");
    const [, major, minor, labs] = /^(?:docker\.io\/)?docker\/dockerfile:(\d+)\.(\d+)[\d.]*(-labs)?$/.exec(syntax?.value ?? "") ?? [];
    if (syntax !== void 0 && (major === void 0 || labs !== void 0)) return [];
    const known9 = major === void 0 ? EVERYWHERE : [Number(major), Number(minor)];
    for (const instruction of stages.flatMap(({ stage }) => stage.instructions))
      for (const flag of instruction.flags) {
        const needed = FEATURES.find((each) => each.flag === flag.name && each.keyword.test(instruction.keyword));
        if (needed === void 0 || !isLater(needed.since, known9)) continue;
        const since = needed.since.join(".");
        const problem = {
          at: { start: flag.start, end: flag.end },
          severity: syntax === void 0 ? "info" : "warning",
          message: syntax === void 0 ? `${instruction.keyword} --${flag.name} came with frontend ${since}, and no \`# syntax\` asks for it: an older builder stops here` : `${instruction.keyword} --${flag.name} came with frontend ${since}, and line ${syntax.line} asks for ${major}.${minor}, which stops here`,
          remedy: "Write # syntax=docker/dockerfile:1 as the first line."
        };
        const value = syntax && placeOfValue(dockerfile, syntax);
        return [
          value ? { ...problem, fix: { title: "Take a frontend that knows it", edits: [replace(value, NEWEST)] } } : problem
        ];
      }
    return [];
  }, "find")
};
var NEWEST = "docker/dockerfile:1";
function placeOfValue({ text, lines }, { line, value }) {
  const start = text.indexOf(value, lines.offset(line));
  return start < 0 ? null : { start, end: start + value.length };
}
__name(placeOfValue, "placeOfValue");
function isLater([major, minor], [otherMajor, otherMinor]) {
  return major > otherMajor || major === otherMajor && minor > otherMinor;
}
__name(isLater, "isLater");
var MOST_NAMES = 5;
var undeclaredArgument = {
  id: "H-06",
  severity: "info",
  title: "A build argument that no ARG declares",
  why: "A value for a name that the Dockerfile does not declare changes nothing. BuildKit says so at the end of the log only.",
  source: "https://docs.docker.com/reference/dockerfile/#arg",
  whyNoFix: "Either the Dockerfile or the caller has to change.",
  anyFile: true,
  find: /* @__PURE__ */ __name(({ model, context, file }) => {
    const { dockerfile, buildArgs, stages } = model;
    const declared2 = new Set(
      [...dockerfile.preamble, ...stages.flatMap(({ stage }) => stage.instructions)].filter(({ keyword, args }) => keyword === "ARG" || keyword === "ONBUILD" && /^ARG\s/i.test(args)).flatMap(({ args }) => args.replace(/^ARG\s+/i, "").split(/\s+/)).map((word) => word.split("=")[0])
    );
    const [first] = dockerfile.stages;
    const isUnknown = /* @__PURE__ */ __name((name2) => !declared2.has(name2) && !PREDEFINED_ARGUMENTS.test(name2), "isUnknown");
    const given = new Set(buildArgs.map((each) => each.split("=")[0]).filter(isUnknown));
    const passed = passedArguments(context, file).filter(({ name: name2 }) => isUnknown(name2) && !given.has(name2));
    const problems = [...given].map((name2) => {
      const near = [...declared2].find((each) => isNear(each, name2));
      return {
        at: first.from,
        message: `The build argument ${name2} is given, and no ARG declares it: it changes nothing`,
        remedy: near === void 0 ? `Write ARG ${name2} in the stage that needs it, or give it no longer.` : `The file declares ${near}; use one name for both.`
      };
    });
    return passed.length === 0 ? problems : [...problems, passedInVain(passed, first.from)];
  }, "find")
};
function passedInVain(passed, at) {
  const byName3 = new Map(passed.map((each) => [each.name, each]));
  const names2 = [...byName3.keys()].slice(0, MOST_NAMES);
  const [by] = passed;
  const no = names2.length === 1 ? "no ARG declares it: it changes" : "no ARG declares them: they change";
  return {
    at,
    severity: "info",
    message: `${by.file}:${by.line} gives ${names2.join(", ")}, and ${no} nothing`,
    remedy: `Write ARG ${names2[0]} in the stage that needs it, or give it no longer.`,
    evidence: [...byName3.values()].slice(0, MOST_NAMES).map(({ file, line }) => ({ file, line }))
  };
}
__name(passedInVain, "passedInVain");
function isNear(one, other) {
  const plain2 = /* @__PURE__ */ __name((name2) => name2.toUpperCase().replace(/_|GO/g, ""), "plain");
  return plain2(one) === plain2(other);
}
__name(isNear, "isNear");
var FRONTEND_RULES = [frontendVersion, undeclaredArgument];

// src/dockerfile/rules/image-references.ts
function isImage({ kind, name: name2, tag, reference }) {
  return reference !== "" && kind !== "scratch" && (kind !== "unknown" || /[/.]/.test(name2) || tag !== null);
}
__name(isImage, "isImage");
function nameAlone(written2) {
  const name2 = /^(gcr\.io\/distroless\/[\w-]+):[\w.-]*\$/.exec(written2)?.[1];
  return describeImage(name2 ?? "");
}
__name(nameAlone, "nameAlone");
function images({ model, project }) {
  const found = model.stages.filter(({ isReached }) => isReached).map(({ stage, image, runs }) => {
    const compilesWithCgo = runs.some(
      ({ go }) => go.some(({ command: { environment } }) => {
        const set = environment.get("CGO_ENABLED");
        return set === "1" || set === void 0 && project?.cgo.needed === true;
      })
    );
    const word = imageWord(stage);
    return { image: image.reference === "" ? nameAlone(word.text) : image, word, compilesWithCgo };
  }).filter(({ image }) => isImage(image));
  const each = /* @__PURE__ */ new Map();
  for (const one of found) {
    const known9 = each.get(one.word.start);
    each.set(one.word.start, { ...one, compilesWithCgo: one.compilesWithCgo || known9?.compilesWithCgo === true });
  }
  return [...each.values()];
}
__name(images, "images");
function copiedImages({ model }) {
  const copies = model.stages.filter(({ isReached }) => isReached).flatMap((stage) => stage.copies);
  return copies.flatMap(({ origin, instruction }) => {
    const flag = instruction.flags.find(({ name: name2 }) => name2 === "from");
    if (origin.kind !== "image" || flag === void 0) return [];
    const image = describeImage(origin.reference);
    const word = { start: flag.start, end: flag.end, text: flag.value };
    return isImage(image) ? [{ image, word, compilesWithCgo: false }] : [];
  });
}
__name(copiedImages, "copiedImages");
function isArgument2({ text }) {
  return /^\$\{?\w+(:-[^}]*)?\}?$/.test(text);
}
__name(isArgument2, "isArgument");
var MOVING = /^(latest|alpine|slim|lts|current|stable|mainline|edge|rolling)(-(alpine|slim|latest))*$/;
function floats({ kind, name: name2, tag, digest, go }) {
  if (digest !== null || kind === "distroless" || kind === "chainguard") return null;
  const newest = { why: "is whatever image is the newest on the day of the build" };
  const other = ": a new Go compiles without a change of this file";
  if (kind === "golang" && go === null) {
    if (tag === null || !/\d/.test(tag)) return { why: `${newest.why}${other}` };
    if (/^1(-|$)/.test(tag)) return { why: `is the newest Go 1 on the day of the build${other}`, severity: "info" };
    if (/^alpine\d/.test(tag)) return { why: `names a release of Alpine and none of Go${other}` };
    return null;
  }
  if (kind === "golang") return null;
  if (tag === null || tag === "latest" || !name2.includes("/") && MOVING.test(tag)) return newest;
  return null;
}
__name(floats, "floats");
var withoutVersion = {
  id: "V-05",
  severity: "warning",
  title: "The image has no version",
  why: "Without a tag, or with `latest`, the same Dockerfile builds on another image when that is published: another Go, another C library, another system.",
  source: "https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",
  whyNoFix: "The version is for whoever has tested one to say.",
  find: /* @__PURE__ */ __name((subject) => [...images(subject), ...copiedImages(subject)].flatMap(({ image, word }) => {
    const moves = floats(image);
    if (moves === null || isArgument2(word)) return [];
    const wanted = subject.project?.modules[0]?.go?.replace(/^(\d+\.\d+).*/, "$1");
    const variant = image.tag === "latest" ? "" : (image.tag ?? "").replace(/^1(-|$)/, "");
    const remedy = image.kind === "golang" && wanted && isMaintained(wanted) ? `Write ${image.name}:${[wanted, variant].filter(Boolean).join("-")}` : "Write a tag with a version";
    const severity = word.text.includes("$") ? "info" : moves.severity;
    return [{ at: word, ...severity && { severity }, message: `${shown(image)} ${moves.why}`, remedy }];
  }), "find")
};
function shown({ name: name2, tag }) {
  return tag === null ? `${name2} without a tag` : `${name2}:${tag}`;
}
__name(shown, "shown");
var withoutSystem = {
  id: "V-06",
  severity: "info",
  title: "A program with cgo is compiled on a tag without a Debian release",
  why: "golang:1.26 moves to a newer Debian some day. A program with cgo then asks for a newer glibc than its final image has.",
  source: "https://github.com/docker-library/golang/issues/466",
  find: /* @__PURE__ */ __name((subject) => images(subject).flatMap(({ image, word, compilesWithCgo }) => {
    const { kind, libc, release, digest, go, tag } = image;
    if (!compilesWithCgo || kind !== "golang" || libc !== "glibc" || release !== null || digest !== null) return [];
    if (go === null) return [];
    const problem = {
      at: word,
      message: `golang:${tag} does not say which Debian it is, and a program with cgo needs the glibc of that Debian or a newer one`,
      remedy: `Write golang:${go}-trixie`
    };
    const isPlain2 = tag === go && isMaintained(go) && word.text.endsWith(`:${tag}`);
    if (!isPlain2) return [problem];
    return [{ ...problem, fix: { title: "Name the Debian release", edits: [insert(word.end, "-trixie")] } }];
  }), "find")
};
var withoutDigest = {
  id: "V-07",
  severity: "info",
  title: "The image has no digest",
  why: "A tag is moved by whoever publishes it. With a digest the build is on the same bytes each time, and Dependabot or Renovate bring the newer one as a pull request.",
  source: "https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",
  whyNoFix: "The digest of the day is known to the registry alone; Renovate and Dependabot write it and keep it up to date.",
  find: /* @__PURE__ */ __name((subject) => {
    const seen = /* @__PURE__ */ new Set();
    return [...images(subject), ...copiedImages(subject)].flatMap(({ image, word }) => {
      if (image.digest !== null || floats(image) !== null || outdated(image, subject.today) !== null || isArgument2(word))
        return [];
      if (seen.has(image.reference)) return [];
      seen.add(image.reference);
      return [
        {
          at: word,
          message: `${shown(image)} has no digest: the tag may be another image in the next build`,
          remedy: `Write ${image.name}:${image.tag ?? "TAG"}@sha256:\u2026, as docker buildx imagetools inspect prints it`
        }
      ];
    });
  }, "find")
};
var LAST_DAY = { 10: "2022-08-31", 11: "2024-06-10", 12: "2026-09-01" };
var NEWEST_DEBIAN = 13;
function outdated({ kind, name: name2, digest }, today) {
  if (kind !== "distroless") return null;
  const debian = /-debian(\d+)$/.exec(name2)?.[1];
  if (debian === void 0) return digest === null ? "moves from one Debian release to the next without a word" : null;
  const last = Object.hasOwn(LAST_DAY, debian) ? LAST_DAY[debian] : null;
  return last !== null && last < today ? `got its last update on ${last}` : null;
}
__name(outdated, "outdated");
var oldDistroless = {
  id: "V-08",
  severity: "warning",
  title: "The distroless image is not of a maintained Debian release",
  why: "distroless stops the images of a Debian release: their CA certificates, time zones and libraries stay as they are. Names without a release change to another one some day.",
  source: "https://github.com/GoogleContainerTools/distroless/blob/main/SUPPORT_POLICY.md",
  anyFile: true,
  find: /* @__PURE__ */ __name((subject) => images(subject).flatMap(({ image, word }) => {
    const why = outdated(image, subject.today);
    if (why === null) return [];
    const { name: name2, digest } = image;
    const better = `${name2.replace(/-debian\d+$/, "")}-debian${NEWEST_DEBIAN}`;
    const problem = {
      at: word,
      message: `${name2} ${why}: ${/\/static/.test(name2) ? "its CA certificates and time zones" : "its C library and CA certificates"} are part of what ships`,
      remedy: `Write ${better}${image.tag ? `:${image.tag}` : ""}`
    };
    const isSafe = /\/static(-debian\d+)?$/.test(name2) && digest === null && word.text.startsWith(name2);
    if (!isSafe) return [problem];
    const edit = replace({ start: word.start, end: word.start + name2.length }, better);
    return [{ ...problem, fix: { title: `Use ${better}`, edits: [edit] } }];
  }), "find")
};
var IMAGE_REFERENCE_RULES = [withoutVersion, withoutSystem, withoutDigest, oldDistroless];

// src/dockerfile/rules/layers.ts
import { posix as posix25 } from "node:path";
var storedTwice = {
  id: "A-07",
  severity: "info",
  title: "The program is stored a second time to change its mode or owner",
  why: "A layer holds whole files: a chmod or chown that changes a file of an earlier layer stores all of it again.",
  source: "https://docs.docker.com/reference/dockerfile/#copy---chown---chmod",
  find: /* @__PURE__ */ __name((subject) => {
    const { model } = subject;
    const final = model.stages.filter(({ isFinal, isReached }) => isFinal && isReached);
    const copies = final.flatMap((each) => each.copies);
    return final.flatMap(({ runs }) => runs).flatMap((run) => {
      for (const command of run.commands) {
        const { program, to, paths } = changed(command);
        if (paths.length === 0 || NO_CHANGE[program].test(to)) continue;
        const copy = copies.find(
          (each) => each.instruction.start < run.instruction.start && !each.instruction.flags.some(({ name: name2 }) => name2 === program) && programsIn(subject, each).some(
            (place) => paths.some(({ path, isDeep }) => place === path || isDeep && isAtOrBelow(place, path))
          )
        );
        if (copy === void 0) continue;
        const { line } = copy.instruction;
        const edits = onCopy(subject, run, command, copy);
        return [
          {
            at: { start: command.words[0].start, end: command.words.at(-1).end },
            message: `\`${program}\` in a layer of its own stores what line ${line} brings a second time`,
            remedy: `Write COPY --${program}=${flagValue(program, to)} in line ${line} in its place.`,
            evidence: [{ file: subject.file, line }],
            ...edits && { fix: { title: `Let line ${line} do it`, edits } }
          }
        ];
      }
      return [];
    });
  }, "find")
};
var NO_CHANGE = {
  chmod: /^(0?755|[ugoa]*\+r?x|[ugoa]*=rx)$/,
  chown: /^(root|0)?(:(root|0)?)?$/
};
function flagValue(program, to) {
  if (program === "chmod") return to;
  return /^[^:.]+$/.test(to) ? `${to}:0` : to.startsWith(":") ? `0${to}` : to;
}
__name(flagValue, "flagValue");
function onCopy(subject, run, command, copy) {
  const {
    model: { dockerfile },
    programs
  } = subject;
  const { program, to, paths } = changed(command);
  const { origin, sources, destination, intoFolder, instruction, stage } = copy;
  const isPlain2 = program === "chmod" ? /^0?[0-7]{3}$/.test(to) : /^\d+(:\d+)?$/.test(to);
  const [source = "", ...others] = sources;
  const lands = intoFolder && destination !== null ? posix25.join(destination, posix25.basename(source)) : destination;
  const isThisAlone = others.length === 0 && paths.length === 1 && paths[0].path === lands && !paths[0].isDeep;
  const { instructions } = run.stage;
  const isNext = stage === run.stage && instructions.indexOf(instruction) + 1 === instructions.indexOf(run.instruction);
  const isAsRoot = /^(root|0)?(:|$)/.test(run.user);
  if (!isPlain2 || !isThisAlone || !isNext || !isAsRoot || instruction.heredocs.length > 0) return null;
  const isCompiled = programs.some(
    (each) => origin.kind === "stage" && each.run.stage === origin.stage && each.output === posix25.join("/", source)
  );
  if (!isCompiled || run.commands.some((each) => each !== command && !isHarmless(each))) return null;
  const isAbout = dockerfile.comments.some(({ line }) => line === run.instruction.line - 1);
  const removed = isAbout ? null : removeCommand(run, command, dockerfile.text);
  return removed && [addFlag(instruction, `--${program}=${flagValue(program, to)}`), removed];
}
__name(onCopy, "onCopy");
function changed({ words: words2, folder, certain }) {
  const [program = "", ...rest] = words2.map(({ text }) => text);
  if (!certain || !/^ch(mod|own)$/.test(program)) return { program, to: "", paths: [] };
  const isDeep = rest.some((text) => /^-\w*R|^--recursive$/.test(text));
  const [to = "", ...names2] = rest.filter((text) => !/^-[a-zA-Z-]+$/.test(text));
  const paths = names2.flatMap((text) => {
    if (text.includes(OPAQUE) || /[*?[]/.test(text)) return [];
    const path = text.startsWith("/") ? text : folder === null ? null : `${folder}/${text}`;
    return path === null ? [] : [{ path: clean2(path), isDeep }];
  });
  return { program, to: to.replaceAll(OPAQUE, "\u2026"), paths };
}
__name(changed, "changed");
function clean2(path) {
  return path.replace(/\/\.(?=\/|$)/g, "").replace(/\/{2,}/g, "/").replace(/(?<=.)\/$/, "");
}
__name(clean2, "clean");
var SMALL = /\.(sh|bash|py|txt|conf|cfg|ini|ya?ml|json|toml|env|pem|crt|html)$/;
function programsIn({ programs }, copy) {
  const { origin, sources, destination } = copy;
  if (origin.kind !== "stage" || destination === null) return [];
  const compiled = programs.flatMap(({ run, output }) => {
    if (output === null || run.stage !== origin.stage) return [];
    return landsAt(copy, output.slice(1)) ?? [];
  });
  const [source = ""] = sources;
  const name2 = posix25.basename(source);
  const isFile = sources.length === 1 && !/[*?[]|\/$/.test(source) && /\/bin\/[\w-]+$/.test(source) && !SMALL.test(name2);
  const single = isFile ? [copy.intoFolder ? posix25.join(destination, name2) : destination, posix25.join(destination, name2)] : [];
  return [...compiled, ...single];
}
__name(programsIn, "programsIn");
var LAYER_RULES = [storedTwice];

// src/dockerfile/rules/legacy.ts
var TOOLS = {
  dep: { verbs: /^(ensure|init)$/, path: "github.com/golang/dep/cmd/dep" },
  glide: { verbs: /^(install|i|update|up|init)$/, path: "github.com/Masterminds/glide" },
  godep: { verbs: /^(restore|get|save|go)$/, path: "github.com/tools/godep" },
  govendor: { verbs: /^(sync|fetch|install|build|init)$/, path: "github.com/kardianos/govendor" },
  gvt: { verbs: /^(restore|fetch)$/, path: "github.com/FiloSottile/gvt" }
};
var olderTools = {
  id: "D-11",
  severity: "error",
  title: "Dependencies are installed by a tool from before Go modules",
  why: "dep, glide, godep and their like are archived, and the go command does not read what they write. Since Go 1.18 `go get` installs no program either, so that they cannot even be fetched that way.",
  source: "https://go.dev/doc/go-get-install-deprecation",
  whyNoFix: "The lock file of the old tool has to become a go.mod first, outside the Dockerfile.",
  anyFile: true,
  find: /* @__PURE__ */ __name((subject) => reachedRuns(subject.model).flatMap((run) => run.commands.flatMap((command) => olderTool(subject, run, command))), "find")
};
function olderTool(subject, run, command) {
  const [program, verb] = command.words;
  const name2 = program?.text ?? "";
  const tool = Object.hasOwn(TOOLS, name2) ? TOOLS[name2] : null;
  if (tool === null || !tool.verbs.test(verb?.text ?? "")) return [];
  const got = fetchedByGet(subject, run, tool.path);
  const module = subject.project?.modules.find(({ dir }) => dir === ".");
  const besides = module ? `, and go.mod:${module.lines.module} makes it a module already` : "";
  return [
    {
      at: { start: program.start, end: verb.end },
      severity: got !== null && command.certain ? "error" : "warning",
      message: got === null ? `\`${name2} ${verb.text}\` is of a tool that was given up for Go modules${besides}` : `\`${name2}\` is not there: since Go 1.18 \`go get\` in line ${got} installs no program${besides}`,
      remedy: module ? "Take it out, and write go mod download" : "Run go mod init and go mod tidy, commit go.mod and go.sum, and write go mod download here",
      ...module && { evidence: [{ file: "go.mod", line: module.lines.module }] }
    }
  ];
}
__name(olderTool, "olderTool");
function fetchedByGet({ model }, run, path) {
  const { image } = modelOf(model, run.stage);
  const minor = image.kind === "golang" && image.go !== null ? Number(image.go.split(".")[1]) : 0;
  if (minor < 18) return null;
  const runs = [...earlierRuns(model, run), run];
  const others = runs.some(({ commands, isForeign, isBroken }) => {
    const fetches2 = commands.some(({ words: words2 }) => /^(curl|wget|apk|apt|apt-get)$/.test(words2[0]?.text ?? ""));
    return fetches2 || isForeign || isBroken;
  });
  const copied = lineage(run.stage).some(
    (stage) => modelOf(model, stage).copies.some(({ origin }) => origin.kind !== "context")
  );
  const from = runs.find(
    ({ go }) => go.some(
      ({ verb, args, command }) => verb === "get" && command.environment.get("GO111MODULE") !== "off" && args.some(({ text }) => text.split("@")[0] === path)
    )
  );
  return others || copied || from === void 0 ? null : from.instruction.line;
}
__name(fetchedByGet, "fetchedByGet");
var moduleMode = {
  id: "D-12",
  severity: "warning",
  title: "GO111MODULE is set",
  why: "Modules are on since Go 1.16 without it. `off` makes the go command pass go.mod by and look for sources in GOPATH.",
  source: "https://go.dev/ref/mod#mod-commands",
  anyFile: true,
  find: /* @__PURE__ */ __name((subject) => [
    ...subject.model.stages.filter(({ isReached }) => isReached).flatMap(({ stage }) => stage.instructions.flatMap((each) => setByEnv(subject, stage, each))),
    ...reachedRuns(subject.model).flatMap((run) => setByScript(subject, run))
  ], "find")
};
var SETTING = /(?:^|\s)(GO111MODULE[= ]"?(on|off|auto)"?)(?=\s|$)/;
function setByEnv(subject, stage, instruction) {
  const { keyword, body } = instruction;
  const match = keyword === "ENV" || keyword === "ARG" ? SETTING.exec(body.text) : null;
  if (match === null) return [];
  const [all, pair2, value] = match;
  const from = match.index + all.length - pair2.length;
  const { model } = subject;
  const [user] = reachedRuns(model).flatMap((run) => {
    const call = goCalls(subject, run).find(
      ({ go, by }) => compilesProject(go) && [value, OPAQUE].includes(by.environment.get("GO111MODULE"))
    );
    return call === void 0 || !lineage(run.stage).includes(stage) ? [] : [{ run, go: call.go }];
  });
  if (user === void 0) return [];
  const isOnly = body.text.trim() === pair2;
  const at = rangeIn(body, from, from + pair2.length);
  const isPlain2 = pair2.includes("=") && at.end - at.start === pair2.length;
  const edits = isOnly ? removeStep(instruction, model.dockerfile) : isPlain2 ? removeWord(at, model.dockerfile.text) : null;
  return obsolete(subject, user, value, at, edits);
}
__name(setByEnv, "setByEnv");
function setByScript(subject, run) {
  return run.go.flatMap((go) => {
    const set = go.command.assignments.find(({ name: name2 }) => name2 === "GO111MODULE");
    if (set === void 0 || !/^(on|off|auto)$/.test(set.value.text)) return [];
    const { text } = subject.model.dockerfile;
    const edits = text.slice(set.start, set.end).startsWith("GO111MODULE=") ? removeWord(set, text) : null;
    if (set.value.text === "off" && !compilesProject(go)) return [];
    return obsolete(subject, { run, go: run.go.find(compilesProject) ?? go }, set.value.text, set, edits);
  });
}
__name(setByScript, "setByScript");
function obsolete(subject, { run, go }, value, { start, end }, edits) {
  const at = { start, end };
  const found = moduleAt(subject, run, go);
  if (value === "off") {
    if (found === null) return [];
    const { line } = run.instruction;
    return [
      {
        at,
        message: `GO111MODULE=off makes \`go ${go.verb}\` in line ${line} pass ${found.file} by: it looks for every import in GOPATH`,
        remedy: "Take it out",
        evidence: [
          { file: subject.file, line },
          { file: found.file, line: found.module.lines.module }
        ]
      }
    ];
  }
  const { image } = modelOf(subject.model, run.stage);
  const release = image.kind === "golang" ? image.go : null;
  const minor = release === null ? null : Number(release.split(".")[1]);
  const isModern = minor !== null ? minor >= 16 : isNewestGo(image) || atLeast(found?.mod.go?.version ?? "", 21);
  const isOutside2 = go.folder !== null && !isAtOrBelow(go.folder, "/go/src");
  const isFound = found !== null && minor !== null && (minor >= 13 || minor >= 11 && isOutside2);
  if (!isModern && !isFound || value === "auto" && found === null) return [];
  const since = isModern ? "modules are on since Go 1.16" : `${found.file} turns modules on`;
  return [
    {
      ...{ at, severity: "info" },
      message: `GO111MODULE=${value} changes nothing: ${since}`,
      remedy: "Take it out",
      ...edits && { fix: { title: "Take GO111MODULE out", edits } }
    }
  ];
}
__name(obsolete, "obsolete");
function atLeast(version, minor) {
  return Number(/^1\.(\d+)/.exec(version)?.[1] ?? 0) >= minor;
}
__name(atLeast, "atLeast");
var LEGACY_RULES = [olderTools, moduleMode];

// src/dockerfile/rules/link-variables.ts
import { posix as posix26 } from "node:path";
var MOST_FILES5 = 300;
var unknownVariable2 = {
  id: "B-04",
  severity: "warning",
  title: "`-X` sets a variable that is not there",
  why: "The linker says nothing when no string variable has the name that `-X` gives: the program keeps its own value, mostly `dev`. Package main is called main there, whatever its import path.",
  source: "https://pkg.go.dev/cmd/link",
  whyNoFix: "A variable that is set from now on changes what the program says, and two variables can be meant.",
  find: /* @__PURE__ */ __name(({ model, programs, project, context }) => {
    if (project === null || context === null) return [];
    return programs.flatMap(({ go, run, dir }) => {
      if (dir === null || !modelOf(model, run.stage).isReached || !makesNoOtherFiles(model, run.stage, run.instruction))
        return [];
      const isOneOfSeveral = programs.some((other) => other.go === go && other.dir !== dir);
      return linkerFlags(go).flatMap((field) => {
        const [, symbol] = /^--?X=([^=]+)=/.exec(field) ?? [];
        const at = symbol?.lastIndexOf(".") ?? -1;
        if (symbol === void 0 || at <= 0 || symbol.includes(OPAQUE)) return [];
        const path = symbol.slice(0, at);
        const name2 = symbol.slice(at + 1);
        if (path === "main" && isOneOfSeveral) return [];
        const said = whyNot({ path, name: name2, dir, project, context });
        if (said === null) return [];
        return [
          {
            at: go.flags.get("ldflags")?.word ?? rangeOf(go),
            message: `-X ${symbol} sets nothing: ${said.why}`,
            remedy: said.remedy,
            evidence: said.place ? [said.place] : []
          }
        ];
      });
    });
  }, "find")
};
function whyNot({ path, name: name2, dir, project, context }) {
  const folder = path === "main" ? dir : folderOf3(path, project);
  if (folder === null) return cutShort(name2, path, project);
  if (path === "main" && context.files.kind(folder) === null) return null;
  const sources = sourcesIn(folder, context);
  if (sources === null) return null;
  const like = nameLike(name2, path, project);
  if (sources.length === 0 && path === "main") return null;
  if (sources.length === 0)
    return {
      why: `${folder} has no Go package`,
      ...like ?? { remedy: "Name the import path of the package that has it" }
    };
  if (path !== "main" && sources.every(({ packageName }) => packageName === "main")) {
    const declared2 = sources.some(({ text }) => declares(text, name2));
    return {
      why: `${folder} is package main, which the linker knows as main`,
      remedy: declared2 ? `Write -X main.${name2}=\u2026` : "Write main for its import path"
    };
  }
  for (const { file, text } of sources) {
    const constant = !/^\w+$/.test(name2) ? null : new RegExp(`^const[ \\t]+${name2}\\b`, "m").exec(text);
    if (!constant) continue;
    const line = text.slice(0, constant.index).split("\n").length;
    return {
      why: `${name2} is a constant (${file}:${line})`,
      remedy: `Write var instead of const there`,
      place: { file, line }
    };
  }
  if (sources.some(({ text }) => declares(text, name2))) return null;
  return {
    why: `package ${sources[0].packageName} in ${folder === "." ? "the root" : folder} has no variable ${name2}`,
    ...like ?? { remedy: `Declare it there: var ${name2} string` }
  };
}
__name(whyNot, "whyNot");
function cutShort(name2, path, { linkVariables }) {
  const meant = linkVariables.find((each) => each.name === name2 && each.importPath.endsWith(`/${path}`));
  if (meant === void 0) return null;
  const { file, line } = meant.evidence;
  return {
    why: `${path} is no import path, only the end of ${meant.importPath}`,
    ...{ remedy: `Write -X ${meant.importPath}.${name2}=\u2026`, place: { file, line } }
  };
}
__name(cutShort, "cutShort");
function folderOf3(path, { modules }) {
  const [module] = modules.filter((each) => isAtOrBelow(path, each.path)).sort((one, other) => other.path.length - one.path.length);
  return module ? posix26.join(module.dir, posix26.relative(`/${module.path}`, `/${path}`)) : null;
}
__name(folderOf3, "folderOf");
function sourcesIn(folder, { files }) {
  const names2 = files.names(folder).filter((name2) => /^[^_.].*\.go$/.test(name2) && !name2.endsWith("_test.go"));
  if (names2.length > MOST_FILES5) return null;
  return names2.map((name2) => {
    const file = posix26.join(folder, name2);
    const text = files.read(file) ?? "";
    return { file, text, packageName: readHeader(text)?.packageName ?? "" };
  });
}
__name(sourcesIn, "sourcesIn");
function declares(text, name2) {
  if (!/^\w+$/.test(name2)) return true;
  if (readBody(text).stringVariables.some((each) => each.name === name2)) return true;
  return new RegExp(
    `^[ \\t]*(?:(?:var|const)[ \\t]+)?(?:\\w+[ \\t]*,[ \\t]*){0,20}${name2}\\b(?![ \\t]*(?:[(.]|:=))`,
    "m"
  ).test(text);
}
__name(declares, "declares");
function nameLike(name2, path, { linkVariables }) {
  const found = linkVariables.find((each) => each.name.toLowerCase() === name2.toLowerCase());
  if (found === void 0 || found.importPath === path && found.name === name2) return null;
  const { file, line } = found.evidence;
  return { remedy: `Write -X ${found.importPath}.${found.name}=\u2026`, place: { file, line } };
}
__name(nameLike, "nameLike");
var LINK_VARIABLE_RULES = [unknownVariable2];

// src/dockerfile/check/glibc.ts
var OF_RELEASE = {
  ...{ stretch: 24, buster: 28, bullseye: 31, bookworm: 36, trixie: 41 },
  ...{ bionic: 27, "18.04": 27, focal: 31, "20.04": 31, jammy: 35, "22.04": 35, noble: 39, "24.04": 39 },
  ...{ resolute: 43, "26.04": 43 }
};
var OF_RED_HAT = { 7: 17, 8: 28, 9: 34, 10: 39 };
var OF_AMAZON = { 2: 26, 2023: 34 };
var NEW_START = 34;
function glibcOf({ kind, name: name2, tag, release }) {
  const version = /^(\d+(?:\.\d+)?)/.exec(tag ?? "")?.[1] ?? "";
  if (kind === "ubuntu") return OF_RELEASE[/^[a-z]+/.exec(tag ?? "")?.[0] ?? version] ?? null;
  if (kind === "redhat") {
    const [, ubi] = /(?:^|\/)ubi(\d+)(?:\/|$|-)/.exec(name2) ?? [];
    const major = version.split(".")[0];
    return (name2.endsWith("amazonlinux") ? OF_AMAZON[major] : OF_RED_HAT[ubi ?? major]) ?? null;
  }
  return release === null ? null : OF_RELEASE[release] ?? null;
}
__name(glibcOf, "glibcOf");

// src/dockerfile/check/setting.ts
var UNKNOWN = { is: "unknown" };
var BY_XX = /^(GOOS|GOARCH|GOARM|GOAMD64|CGO_ENABLED|CC|CXX)$/;
function goSetting(model, run, go, name2) {
  const { command } = go;
  const value = command.environment.get(name2);
  if (value?.includes(OPAQUE)) return UNKNOWN;
  if (value !== void 0 && value !== "") return { is: "set", value };
  const earlier = run.commands.slice(0, run.commands.indexOf(command));
  if (BY_XX.test(name2) && (go.isXx || isWrapped(model, run))) return UNKNOWN;
  if (run.isBroken || earlier.some(({ words: words2 }) => /^(\.|source|eval)$/.test(words2[0]?.text ?? ""))) return UNKNOWN;
  if (value === void 0 && variablesAt(run.stage, run.instruction, model.buildArgs).has(name2)) return UNKNOWN;
  if (value === void 0 && isDeclared2(run, name2)) return UNKNOWN;
  const written2 = writtenByGoEnv(model, run, name2);
  if (written2 !== null) return written2.includes(OPAQUE) ? UNKNOWN : { is: "set", value: written2 };
  const { kind } = modelOf(model, run.stage).image;
  return kind === "unknown" ? UNKNOWN : { is: "unset" };
}
__name(goSetting, "goSetting");
function isWrapped(model, run) {
  return [...earlierRuns(model, run), run].some(({ go }) => go.some(({ isXx: isXx2, verb }) => isXx2 && verb === "--wrap"));
}
__name(isWrapped, "isWrapped");
function isDeclared2({ stage, instruction }, name2) {
  return before(stage, instruction).some(
    ({ instruction: { keyword, args } }) => keyword === "ARG" && args.split(/\s+/).includes(name2)
  );
}
__name(isDeclared2, "isDeclared");
function writtenByGoEnv(model, run, name2) {
  const all = [...earlierRuns(model, run), run].flatMap((each) => each.go.filter(({ verb }) => verb === "env"));
  const words2 = all.flatMap(({ command }) => command.words.map(({ text }) => text));
  return words2.findLast((word) => word.startsWith(`${name2}=`))?.slice(name2.length + 1) ?? null;
}
__name(writtenByGoEnv, "writtenByGoEnv");

// src/dockerfile/check/linking.ts
var CALLS_LIBC = /^(net|net\/(http|http\/\w+|mail|rpc|rpc\/jsonrpc|smtp|textproto)|os\/user|crypto\/(tls|x509)|expvar|log\/syslog|plugin)$/;
function cgoState(subject, { run, go }) {
  const { model } = subject;
  const set = goSetting(model, run, go, "CGO_ENABLED");
  if (set.is === "unknown") return "unknown";
  if (set.is === "set") return set.value === "0" ? "off" : set.value === "1" ? "on" : "unknown";
  const system = goSetting(model, run, go, "GOOS");
  if (system.is === "set" && system.value !== "linux") return "off";
  const platform = goSetting(model, run, go, "GOARCH");
  if (platform.is === "set" && platform.value !== "amd64") return "unknown";
  return compilerOf(subject, { run });
}
__name(cgoState, "cgoState");
function compilerOf({ model }, { run }) {
  const { kind, libc } = modelOf(model, run.stage).image;
  if (kind !== "golang") return "unknown";
  if (libc === "glibc") return "on";
  if (runsInto({ model }, run.stage).some((each) => /\b(gcc|g\+\+|build-base|alpine-sdk)\b/.test(textOf(each)))) return "on";
  return mayMake({ model }, run.stage, /clang|zig|\bcc\b|musl|toolchain|\$\{?\w+/) ? "unknown" : "off";
}
__name(compilerOf, "compilerOf");
function dynamicLinking(subject, shipped) {
  const { model, project, packages, programs } = subject;
  const { run, go } = shipped;
  const { libc, go: release } = modelOf(model, run.stage).image;
  if (libc !== "glibc" && libc !== "musl") return null;
  const value = /* @__PURE__ */ __name((name2) => go.flags.get(name2)?.value ?? "", "value");
  const tags = value("tags").split(/[\s,]+/);
  const flags = linkerFlags(go).join(" ");
  if ([value("tags"), value("buildmode"), go.command.environment.get("GOFLAGS") ?? ""].some((text) => text.includes(OPAQUE)))
    return null;
  const isOwnVariable = /* @__PURE__ */ __name((text) => text.includes(OPAQUE) && !/-X[= ]/.test(text), "isOwnVariable");
  if (isOwnVariable(flags)) return null;
  const asksStatic = /-static\b/.test(flags);
  if (asksStatic && /-linkmode=external/.test(flags)) return null;
  const state = cgoState(subject, shipped);
  const off = { libc, hasCode: false, canTurnOff: false };
  if (value("buildmode") === "pie" && state === "off")
    return { ...off, because: "-buildmode=pie asks for the dynamic linker", evidence: [], certain: libc === "glibc" };
  if (state !== "on") return null;
  const isOne = project?.decision.kind === "build" && new Set(programs.map(({ dir }) => dir)).size <= 1;
  const canTurnOff = goSetting(model, run, go, "CGO_ENABLED").is === "unset";
  const made = { libc, certain: isOne, canTurnOff: canTurnOff && project?.cgo.needed !== true };
  if (libc === "musl" && release !== null && Number(release.split(".")[1]) < 20) return null;
  const [code] = [...packages.flatMap(({ importsC }) => importsC), ...project?.cgo.evidence ?? []];
  if (code && asksStatic) return null;
  if (code) return { ...made, hasCode: true, because: "C code is linked in", evidence: [code] };
  const isOut = /* @__PURE__ */ __name((path) => (path === "os/user" ? tags.includes("osusergo") : tags.includes("netgo")) || tags.includes("static_build"), "isOut");
  const imports = packages.flatMap((each) => [...each.imports]);
  const standard = imports.find(([path]) => CALLS_LIBC.test(path) && !isOut(path));
  const own = (project?.modules ?? []).map((module) => module.path);
  const other = imports.find(([path]) => /^[^/]*\./.test(path) && !own.some((each) => path.startsWith(each)));
  if (asksStatic && (other !== void 0 || standard === void 0)) return null;
  if (standard) {
    const [path, evidence] = standard;
    return {
      ...made,
      hasCode: false,
      because: `it imports ${path}, which calls libc${asksStatic ? ", and -extldflags counts only with -linkmode=external" : ""}`,
      evidence: [evidence]
    };
  }
  if (tags.includes("netgo") || tags.includes("static_build")) return null;
  if (project !== null && other === void 0) return null;
  const because = other ? `${other[0]} may import net, which calls libc` : "package net calls libc";
  return { ...made, hasCode: false, certain: false, because, evidence: other ? [other[1]] : [] };
}
__name(dynamicLinking, "dynamicLinking");

// src/dockerfile/rules/linking.ts
var RUN_TIME = "https://github.com/golang/go/wiki/cgo";
var LINKERS = {
  glibc: ["/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1"],
  musl: ["/lib/ld-musl-x86_64.so.1", "/lib/ld-musl-aarch64.so.1"]
};
function dynamicPrograms(subject) {
  const { stage } = subject.model.target;
  return shippedPrograms(subject).flatMap((shipped) => {
    const dynamic = dynamicLinking(subject, shipped);
    if (dynamic === null || shipped.copy === null) return [];
    return LINKERS[dynamic.libc].some((path) => mayHold(subject, stage, path)) ? [] : [{ shipped, dynamic }];
  });
}
__name(dynamicPrograms, "dynamicPrograms");
function severityOf({ certain }) {
  return certain ? "error" : "warning";
}
__name(severityOf, "severityOf");
function turnedOff({ model }, { go }, { canTurnOff }) {
  const edit = canTurnOff ? setBefore(model, go, "CGO_ENABLED=0") : null;
  return edit === null ? {} : { fix: { title: "Compile without cgo", edits: [edit] } };
}
__name(turnedOff, "turnedOff");
function remedyOf({ canTurnOff, because }) {
  if (canTurnOff) return "Write CGO_ENABLED=0 before the go command";
  if (because.startsWith("-buildmode"))
    return "Leave -buildmode=pie out, or take a base with the C library of the builder";
  return "Link it statically with -ldflags='-linkmode external -extldflags=-static', or take a base with the C library of the builder";
}
__name(remedyOf, "remedyOf");
var onNothing = {
  id: "L-01",
  severity: "error",
  title: "A dynamically linked program on a base without a C library",
  why: 'scratch and the static images of distroless have no dynamic linker. A program that was linked with cgo ends there with "no such file or directory" before its first line.',
  source: RUN_TIME,
  find: /* @__PURE__ */ __name((subject) => {
    const { image } = subject.model.target;
    if (image.libc !== "none") return [];
    return dynamicPrograms(subject).map(({ shipped, dynamic }) => ({
      at: rangeOf(shipped.go),
      severity: severityOf(dynamic),
      message: `The program needs the dynamic linker of ${dynamic.libc}, which ${image.name} does not have: ${dynamic.because}`,
      remedy: remedyOf(dynamic),
      evidence: dynamic.evidence,
      ...turnedOff(subject, shipped, dynamic)
    }));
  }, "find")
};
var onOtherLibrary = {
  id: "L-02",
  severity: "error",
  title: "A program that is linked with another C library than that of its base",
  why: "Alpine has musl, Debian has glibc, and each has its own dynamic linker. A program that was linked for the one does not start on the other.",
  source: "https://wiki.musl-libc.org/functional-differences-from-glibc.html",
  find: /* @__PURE__ */ __name((subject) => {
    const { image, stage } = subject.model.target;
    if (image.libc !== "glibc" && image.libc !== "musl") return [];
    if (mayMake(subject, stage, /gcompat|libc6-compat|glibc|musl/)) return [];
    return dynamicPrograms(subject).filter(({ dynamic }) => dynamic.libc !== image.libc).map(({ shipped, dynamic }) => ({
      at: rangeOf(shipped.go),
      severity: severityOf(dynamic),
      message: `The program is linked with ${dynamic.libc}, and ${image.name} has ${image.libc}: ${dynamic.because}`,
      remedy: dynamic.canTurnOff ? remedyOf(dynamic) : "Compile on the distribution of the final stage",
      evidence: dynamic.evidence,
      ...turnedOff(subject, shipped, dynamic)
    }));
  }, "find")
};
function doesNotStart(subject, go) {
  const { start } = rangeOf(go);
  return [onNothing, onOtherLibrary].some((rule) => rule.find(subject).some(({ at }) => at.start === start));
}
__name(doesNotStart, "doesNotStart");
var onOlderLibrary = {
  id: "L-03",
  severity: "error",
  title: "A builder with a newer glibc than the base",
  why: 'A program asks for the symbols of the glibc that it was linked with. An older one ends it with "version GLIBC_\u2026 not found".',
  source: "https://github.com/docker-library/golang/issues/466",
  find: /* @__PURE__ */ __name((subject) => {
    const { image } = subject.model.target;
    const own = glibcOf(image);
    if (image.libc !== "glibc" || own === null) return [];
    return dynamicPrograms(subject).flatMap(({ shipped, dynamic }) => {
      const builder = modelOf(subject.model, shipped.run.stage).image;
      const linked = glibcOf(builder);
      if (dynamic.libc !== "glibc" || linked === null || linked <= own) return [];
      const crosses = linked >= NEW_START && own < NEW_START;
      if (!crosses && !dynamic.hasCode) return [];
      const what = /* @__PURE__ */ __name((base) => base.release ?? `${base.name}${base.tag ? `:${base.tag}` : ""}`, "what");
      return [
        {
          at: rangeOf(shipped.go),
          severity: crosses ? severityOf(dynamic) : "warning",
          message: `The program is linked with glibc 2.${linked} of ${what(builder)}, and ${what(image)} has 2.${own}: ${dynamic.because}`,
          remedy: `Take a base with glibc 2.${linked}, or compile on a builder with 2.${own}`,
          evidence: dynamic.evidence,
          ...turnedOff(subject, shipped, dynamic)
        }
      ];
    });
  }, "find")
};
function hasOwnTags({ go }) {
  const tags = (go.flags.get("tags")?.value ?? "").split(/[\s,]+/).filter((tag) => tag !== "");
  return tags.some((tag) => !/^(netgo|osusergo|musl|static|sqlite_\w+|timetzdata)$/.test(tag));
}
__name(hasOwnTags, "hasOwnTags");
function cgoNeed({ project, programs }) {
  const isOne = project?.decision.kind === "build" && new Set(programs.map(({ dir }) => dir)).size <= 1;
  return isOne && project.cgo.needed ? project.cgo.evidence : null;
}
__name(cgoNeed, "cgoNeed");
var withoutCgo = {
  id: "L-04",
  severity: "error",
  title: "Compiles without cgo what needs it",
  why: "With CGO_ENABLED=0, and without a C compiler, the go command leaves C code out. The build then fails, or the program fails where it would call that code.",
  source: "https://pkg.go.dev/cmd/cgo",
  whyNoFix: "With cgo the stage needs a C compiler and the libraries, and the base needs them too.",
  find: /* @__PURE__ */ __name((subject) => {
    const need = cgoNeed(subject);
    const { model } = subject;
    if (need === null) return [];
    return shippedPrograms(subject).flatMap((shipped) => {
      const { go, run } = shipped;
      const set = goSetting(model, run, go, "CGO_ENABLED");
      const lacksCompiler = compilerOf(subject, shipped) === "off" && goSetting(model, run, go, "CC").is === "unset";
      if (!lacksCompiler && !(set.is === "set" && set.value === "0")) return [];
      if (lacksCompiler && set.is === "unknown") return [];
      const isOff = set.is === "set" && set.value === "0";
      const assignment = go.command.assignments.findLast(({ name: name2 }) => name2 === "CGO_ENABLED");
      const [first] = need;
      const what = /"([^"]*)"/.exec(first?.text ?? "")?.[1];
      const because = what === void 0 || what === "C" ? "code of the program is C" : `${what} needs cgo`;
      const install = modelOf(model, run.stage).image.libc === "musl" ? "RUN apk add --no-cache gcc musl-dev" : "";
      const problem = {
        at: isOff && assignment ? assignment : rangeOf(go),
        severity: hasOwnTags(shipped) ? "warning" : "error",
        message: isOff ? `CGO_ENABLED=0 leaves out C code that the program needs: ${because}` : `The stage has no C compiler, and ${because}`,
        remedy: [lacksCompiler ? install : "", "CGO_ENABLED=1"].filter((text) => text !== "").join(", then "),
        evidence: need.slice(0, 5)
      };
      return [{ ...problem, remedy: `Write ${problem.remedy}` }];
    });
  }, "find")
};
var acrossPlatforms = {
  id: "L-05",
  severity: "error",
  title: "cgo for another platform without a compiler for it",
  why: "On $BUILDPLATFORM the C compiler of the builder makes code for the builder. For every other platform cgo needs a cross compiler in CC.",
  source: "https://github.com/tonistiigi/xx#go--cgo",
  whyNoFix: "A cross compiler is a choice, as is a runner for each platform.",
  find: /* @__PURE__ */ __name((subject) => {
    const need = cgoNeed(subject);
    const { model, platforms } = subject;
    if (need === null) return [];
    return shippedPrograms(subject).flatMap((shipped) => {
      const { go, run } = shipped;
      const { from } = lineage(run.stage).at(-1);
      const setting = /* @__PURE__ */ __name((name2) => goSetting(model, run, go, name2), "setting");
      const isCross = from.flags.some(({ name: name2, value }) => name2 === "platform" && /^\$\{?BUILDPLATFORM\b/.test(value));
      if (!isCross || go.isXx || setting("CC").is !== "unset" || setting("GOARCH").is !== "unknown") return [];
      if (mayMake(subject, run.stage, /\bxx-|zig|crossbuild|\bgcc-\w+-linux|go env -w/)) return [];
      const isSet2 = setting("CGO_ENABLED");
      if (isSet2.is === "unknown" || isSet2.is === "set" && isSet2.value === "0" || cgoState(subject, shipped) === "off")
        return [];
      const several = new Set(platforms.map((each) => each.split("/")[1])).size > 1;
      return [
        {
          at: rangeOf(go),
          severity: several && isSet2.is === "set" ? "error" : "warning",
          message: isSet2.is === "set" ? "The C compiler of the builder cannot compile for another platform, and the program needs cgo" : "For another platform than the builder cgo is off, and the program needs it",
          remedy: "Compile with xx-go of tonistiigi/xx and a cross compiler, or take --platform=$BUILDPLATFORM from the FROM",
          evidence: need.slice(0, 5)
        }
      ];
    });
  }, "find")
};
var LINKING_RULES = [onNothing, onOtherLibrary, onOlderLibrary, withoutCgo, acrossPlatforms];

// src/dockerfile/rules/module-commands.ts
import { posix as posix27 } from "node:path";
var changesRequirements = {
  id: "D-09",
  severity: "warning",
  title: "The build changes go.mod",
  why: "`go mod tidy` and `go get` write go.mod and go.sum in the image: what is compiled is then not what the repository says, needs the modules of all tests, and can differ from one day to the next.",
  source: "https://go.dev/ref/mod#go-mod-tidy",
  whyNoFix: "Whether go.mod is tidy without it is known only when the go command has run.",
  anyFile: true,
  find: /* @__PURE__ */ __name((subject) => reachedRuns(subject.model).flatMap((run) => {
    const calls = goCalls(subject, run);
    const hidden2 = calls.filter(({ evidence }) => evidence.length > 0).flatMap((call) => changing(subject, run, call));
    return [
      ...calls.filter(({ evidence }) => evidence.length === 0).flatMap((call) => changing(subject, run, call)),
      ...hidden2.slice(0, 1)
    ];
  }), "find")
};
function changing(subject, run, { go, at, by, evidence }) {
  const isTidy = go.verb === "mod tidy" && !go.flags.has("diff");
  const isGet = go.verb === "get" && !go.flags.has("u") && go.args.every(({ text }) => /^\.{1,2}(\/|$)/.test(text));
  if (!isTidy && !isGet || isGopath(go)) return [];
  const commands = [...earlierRuns(subject.model, run).flatMap((each) => each.commands), ...run.commands];
  if (commands.some(
    ({ words: [program, ...rest] }) => makesGoMod(
      program?.text,
      rest.map(({ text }) => text)
    )
  ))
    return [];
  const after = run.commands.slice(run.commands.indexOf(by) + 1);
  if (after.some(({ words: words2 }) => words2[0]?.text === "git" && /^(diff|status)$/.test(words2[1]?.text ?? ""))) return [];
  const found = moduleAt(subject, run, go);
  if (found === null && subject.project !== null) return [];
  const shown4 = ["go", go.verb, ...go.args.map(({ text }) => text)].join(" ");
  const [place] = evidence;
  const where = place === void 0 ? "" : ` (${place.file}:${place.line})`;
  return [
    {
      at,
      message: `\`${shown4}\`${where} may change ${found?.file ?? "go.mod"} in the image: what is compiled is then not what the repository says`,
      remedy: "Run it before the commit, and write go mod download here",
      evidence: [...evidence, ...found === null ? [] : [{ file: found.file, line: found.module.lines.module }]]
    }
  ];
}
__name(changing, "changing");
function makesGoMod(program, [verb, second = "", ...rest]) {
  if (program === "go") return verb === "mod" && /^(init|edit)$/.test(second) || /^(generate|work)$/.test(verb ?? "");
  return program === "git" ? verb === "clone" : program === "sed" && [second, ...rest].some((word) => word.endsWith("go.mod"));
}
__name(makesGoMod, "makesGoMod");
function isGopath({ command }) {
  return command.environment.get("GO111MODULE") === "off";
}
__name(isGopath, "isGopath");
var unpinned = {
  id: "D-10",
  severity: "error",
  title: "A tool or a module without a version",
  why: "The same Dockerfile installs something else tomorrow, and a layer that is cached keeps the old one. What changes a compiler step or a generator changes the program.",
  source: "https://go.dev/ref/mod#go-install",
  whyNoFix: "The version that works is for whoever has tested one to say.",
  anyFile: true,
  find: /* @__PURE__ */ __name((subject) => reachedRuns(subject.model).flatMap((run) => asOne(run.go.flatMap((go) => withoutVersion2(subject, run, go)))), "find")
};
function asOne(problems) {
  const first = problems.find(({ evidence }) => evidence !== void 0) ?? problems[0];
  if (first === void 0 || problems.length === 1) return problems;
  return [{ ...first, message: `${first.message} (and ${problems.length - 1} more like it in this step)` }];
}
__name(asOne, "asOne");
var MOVING2 = /^(latest|upgrade|patch|master|main|head|trunk|develop)$/i;
function withoutVersion2(subject, run, go) {
  if (isGopath(go)) return [];
  const refused = outsideModule(subject, run, go);
  if (refused !== null) return [refused];
  if (go.verb === "get" && go.flags.has("u"))
    return [
      {
        at: rangeOf(go),
        severity: "warning",
        message: "`go get -u` takes the newest versions of the day instead of those that go.mod names",
        remedy: "Update before the commit, and write go mod download here"
      }
    ];
  if (!/^(install|run|get)$/.test(go.verb)) return [];
  const packages = go.verb === "run" ? go.args.slice(0, 1) : go.args;
  return packages.flatMap((word) => {
    const [path = "", version = ""] = word.text.split("@");
    const isBare = go.verb === "get" && version === "" && isImportPath(path) && moduleAt(subject, run, go) !== null;
    if (isBare)
      return [
        {
          at: word,
          severity: "warning",
          message: `\`go get\` without a version takes ${path} as it is on that day, and writes it into go.mod`,
          remedy: `Take it out: go.mod names the version. A tool is \`go install ${path}@vX.Y.Z\``
        }
      ];
    if (!MOVING2.test(version) || path.includes(OPAQUE)) return [];
    const named = toolVersion(subject, path);
    const says = `@${version} is another version each day, and this layer keeps the one of the day it was made`;
    return [
      {
        at: word,
        // A build argument may give another one.
        severity: word.variables.length > 0 || isForDevelopers(subject) ? "info" : "warning",
        message: named === null ? says : `${says}; ${named.file}:${named.line} has ${named.version}`,
        remedy: `Write ${path}@${named?.version ?? "vX.Y.Z, the version that you have tested"}`,
        ...named !== null && { evidence: [{ file: named.file, line: named.line }] }
      }
    ];
  });
}
__name(withoutVersion2, "withoutVersion");
function isForDevelopers(subject) {
  return forDebugging(subject) || subject.file.includes(".devcontainer/");
}
__name(isForDevelopers, "isForDevelopers");
function isImportPath(path) {
  return /^[\w-]+(\.[\w-]+)+\/[\w./~-]+$/.test(path) && !path.endsWith("...");
}
__name(isImportPath, "isImportPath");
function outsideModule({ model, context }, run, go) {
  const { image } = modelOf(model, run.stage);
  const release = Number(image.go?.split(".")[1] ?? (isNewestGo(image) ? 99 : 0));
  const isSure = go.verb === "get" && image.kind === "golang" && release >= 18 && go.command.certain && context !== null;
  if (!isSure || !go.args.some(({ text }) => isImportPath(text.split("@")[0].replace(/\/\.\.\.$/, "/x")))) return null;
  const earlier = [...earlierRuns(model, run).flatMap(({ commands }) => commands), ...run.commands];
  const before2 = earlier.slice(0, earlier.indexOf(go.command));
  const copies = earlierCopies(model, run.stage, run.instruction);
  const folders = copies.flatMap(({ origin, sources }) => origin.kind === "context" ? sources : ["?"]);
  const mayHaveMod = folders.some(
    (folder) => folder === "?" || context.has(posix27.join(folder, "go.mod")) || /[*?[]/.test(folder)
  );
  if (mayHaveMod || run.mounts.length > 0 || !before2.every(isHarmless)) return null;
  return {
    ...{ at: rangeOf(go), severity: "error" },
    message: "`go get` fails: since Go 1.18 it is an error outside a module, and there is no go.mod in the image",
    remedy: "For a program write go install PATH@VERSION; for a project run go mod init and go mod tidy, and commit both files"
  };
}
__name(outsideModule, "outsideModule");
function toolVersion({ context, project }, path) {
  for (const { dir } of (project?.modules ?? []).slice(0, 20)) {
    const file = dir === "." ? "go.mod" : `${dir}/go.mod`;
    const found = readMod({ context }, file)?.require.find((each) => path === each.path || path.startsWith(`${each.path}/`));
    if (found) return { file, line: found.line, version: found.version };
  }
  return null;
}
__name(toolVersion, "toolVersion");
var cleansCaches = {
  id: "D-13",
  severity: "warning",
  title: "go clean of caches that are not in the image, or stay in it",
  why: "Of a cache mount it empties what the next build needs. In a step of its own it takes nothing out of the layer of an earlier one, and a stage that only a program is copied from is not in the image at all.",
  source: "https://pkg.go.dev/cmd/go#hdr-Remove_object_files_and_cached_files",
  find: /* @__PURE__ */ __name(({ model }) => reachedRuns(model).flatMap(
    (run) => run.go.filter(({ verb, flags }) => verb === "clean" && (flags.has("modcache") || flags.has("cache"))).flatMap((go) => cleaning(model, run, go))
  ), "find")
};
function cleaning(model, run, go) {
  const places = goCaches(model, run);
  const wiped = ["modules", "build"].filter((kind) => go.flags.has(kind === "modules" ? "modcache" : "cache")).flatMap((kind) => {
    const place = places?.[kind];
    return place && mountOver(run, place) ? [place] : [];
  });
  const { isFinal } = modelOf(model, run.stage);
  const isAfterAll = earlierRuns(model, run).some((each) => each.go.some(fills));
  const before2 = run.commands.slice(0, run.commands.indexOf(go.command));
  const isOfThisStep = before2.some(({ words: words2 }) => !/^(cd|set|echo|true|:)$/.test(words2[0]?.text ?? "cd"));
  const edits = takenOut(model, run, go);
  const problem = { at: rangeOf(go), remedy: "Take it out", ...edits && { fix: { title: "Keep the caches", edits } } };
  if (wiped.length > 0)
    return [
      {
        ...problem,
        message: `It empties the cache mount on ${wiped.join(" and ")}, which is not in the image and which the next build needs`
      }
    ];
  const { fix: _, ...withoutFix } = problem;
  if (isFinal)
    return isOfThisStep || !isAfterAll ? [] : [
      {
        ...withoutFix,
        message: "It makes the image no smaller: what earlier steps downloaded and compiled stays in their layers",
        remedy: "Clean in the step that compiles, or copy the program into a stage of its own"
      }
    ];
  return [
    {
      ...problem,
      // Where layers of all stages are exported, it can save some there.
      ...isOfThisStep && { severity: "info" },
      message: "It makes the image no smaller: this stage is not in it, only what is copied out of it"
    }
  ];
}
__name(cleaning, "cleaning");
function fills(go) {
  return compiles(go) || downloads(go) || go.verb === "get";
}
__name(fills, "fills");
function takenOut({ dockerfile }, run, go) {
  const { commands, instruction } = run;
  const at = commands.indexOf(go.command);
  if (commands.length === 1 && !run.isBroken) return removeStep(instruction, dockerfile);
  const previous = commands[at - 1];
  if (previous === void 0 || !go.command.certain || previous.end >= go.command.start) return null;
  const between = dockerfile.text.slice(previous.end, go.command.start);
  const isAnd = /^(?:[ \t]|\\\r?\n){0,200}&&(?:[ \t]|\\\r?\n){0,200}$/.test(between);
  const own = dockerfile.text.slice(go.command.start, go.command.end);
  return isAnd && own.startsWith("go") ? [{ start: previous.end, end: go.command.end, text: "" }] : null;
}
__name(takenOut, "takenOut");
var MODULE_COMMAND_RULES = [changesRequirements, unpinned, cleansCaches];

// src/dockerfile/rules/modules.ts
import { posix as posix28 } from "node:path";
function replacesOf(subject) {
  const told = /* @__PURE__ */ new Set();
  return reachedRuns(subject.model).flatMap(
    (run) => run.go.flatMap((go) => {
      const isDownload2 = downloads(go) && go.args.length === 0;
      if (!isDownload2 && !compilesProject(go) || go.flags.has("modfile")) return [];
      const found = moduleAt(subject, run, go);
      if (found === null || found.module.localReplaces.length === 0 || usesVendor(subject, run, go, found)) return [];
      if (workspaceAt(subject, run, go) !== null || mayHoldMore(subject, run, go)) return [];
      const required = new Set(found.mod.require.map(({ path }) => path));
      const replaces = found.module.localReplaces.filter(({ path }) => {
        const key = `${found.file} ${found.folder} ${path}`;
        if (!required.has(path) || told.has(key) || isBrought(subject, run, found, path)) return false;
        if (!isDownload2 && importOf(subject, found, [path]) === null) return false;
        told.add(key);
        return true;
      });
      return replaces.length === 0 ? [] : [{ run, go, found, replaces }];
    })
  );
}
__name(replacesOf, "replacesOf");
function wantedAt({ module, folder }, dir) {
  return posix28.join(folder, posix28.relative(module.dir, dir), "go.mod");
}
__name(wantedAt, "wantedAt");
function isBrought(subject, run, found, path) {
  const { dir } = found.module.localReplaces.find((each) => each.path === path);
  const wanted = wantedAt(found, dir);
  if (placesOf(subject, run, posix28.join(dir, "go.mod")).includes(wanted)) return true;
  const source = contextPathOf(subject.model, run, posix28.dirname(wanted));
  return source !== null && (subject.context?.has(posix28.join(source, "go.mod")) ?? false);
}
__name(isBrought, "isBrought");
var replacementMissing = {
  id: "D-05",
  severity: "error",
  title: "A folder that replaces a module is not in the image yet",
  why: "The go command reads the go.mod of every required module before it downloads anything, those of folders too.",
  source: "https://go.dev/ref/mod#go-mod-file-replace",
  find: /* @__PURE__ */ __name((subject) => replacesOf(subject).flatMap(({ run, go, found, replaces }) => {
    const missing = replaces.filter(({ dir: dir2 }) => !isOutside(dir2) && subject.context?.has(posix28.join(dir2, "go.mod")));
    const [first] = missing;
    if (first === void 0) return [];
    const { line, path, dir } = first;
    const more = missing.length > 1 ? ` (and ${missing.length - 1} more)` : "";
    const steps = missing.map((each) => `COPY ${each.dir}/go.mod ${posix28.dirname(wantedAt(found, each.dir))}/`);
    const isPlain2 = downloads(go) && !steps.some((step) => /["'\\$[*?#]|\s.*\s.*\s/.test(step));
    const isBound = run.mounts.some(({ type }) => type === "bind");
    const edits = isPlain2 && !isBound ? addStepBefore(run.instruction, steps, subject.model.dockerfile) : null;
    return [
      {
        at: rangeOf(go),
        ...!go.command.certain && { severity: "warning" },
        message: `\`go ${go.verb}\` fails: ${found.file}:${line} replaces ${path} with ./${dir}${more}, which is not in the image yet`,
        remedy: `Write ${steps[0]} before this step`,
        evidence: missing.slice(0, 5).map((each) => ({ file: found.file, line: each.line })),
        ...edits && { fix: { title: "Copy go.mod of what replaces modules", edits } }
      }
    ];
  }), "find")
};
var outside = {
  id: "D-06",
  severity: "error",
  title: "A module is replaced by a folder outside the build context",
  why: "Only files of the build context can be copied or mounted, so that the go command finds nothing at that place.",
  source: "https://docs.docker.com/build/concepts/context/",
  whyNoFix: "The context is chosen where the build is started.",
  find: /* @__PURE__ */ __name((subject) => [
    ...replacesOf(subject).flatMap(({ go, found, replaces }) => {
      const [first] = replaces.filter(({ dir }) => isOutside(dir));
      if (first === void 0) return [];
      return [
        {
          at: rangeOf(go),
          ...!go.command.certain && { severity: "warning" },
          message: `\`go ${go.verb}\` fails: ${found.file}:${first.line} replaces ${first.path} with ${first.dir}, which is outside the build context`,
          remedy: `Build with a context that has both folders, and the Dockerfile given with --file`,
          evidence: [{ file: found.file, line: first.line }]
        }
      ];
    }),
    ...membersOf(subject, (dir) => isOutside(dir)).map(
      ({ go, file, dir }) => ({
        at: rangeOf(go),
        ...!go.command.certain && { severity: "warning" },
        message: `\`go ${go.verb}\` fails: ${file} uses ${dir}, which is outside the build context`,
        remedy: "Write ENV GOWORK=off, or build with a context that has that folder",
        evidence: [{ file, line: 1 }]
      })
    )
  ], "find")
};
var WITH_WORKSPACE = /^(build|install|test|vet|run|list|generate|mod (download|verify|graph|why))$/;
function membersOf(subject, isAsked) {
  const { project, context } = subject;
  const told = /* @__PURE__ */ new Set();
  return reachedRuns(subject.model).flatMap(
    (run) => run.go.flatMap((go) => {
      const at = WITH_WORKSPACE.test(go.verb) && !/@/.test(go.args[0]?.text ?? "") ? workspaceAt(subject, run, go) : null;
      if (at === null || project?.workspace == null || mayHoldMore(subject, run, go)) return [];
      const { file, uses } = project.workspace;
      const missing = uses.filter((dir2) => {
        const wanted = posix28.join(at, posix28.relative(posix28.dirname(file), dir2), "go.mod");
        const source = contextPathOf(subject.model, run, posix28.dirname(wanted));
        if (source !== null && context?.has(posix28.join(source, "go.mod"))) return false;
        return !placesOf(subject, run, posix28.join(dir2, "go.mod")).includes(wanted);
      });
      const dir = missing.find(isAsked);
      if (dir === void 0 || told.has(at)) return [];
      told.add(at);
      return [{ go, file, dir, count: missing.length }];
    })
  );
}
__name(membersOf, "membersOf");
var memberMissing = {
  id: "D-07",
  severity: "error",
  title: "go.work is in the image without all of its members",
  why: "The go command reads the go.mod of every folder that go.work uses, whatever it is asked to build.",
  source: "https://go.dev/ref/mod#workspaces",
  whyNoFix: "The members and GOWORK=off compile other sources, and either can be meant.",
  find: /* @__PURE__ */ __name((subject) => membersOf(subject, (dir) => !isOutside(dir) && subject.context?.files.kind(posix28.join(dir, "go.mod")) === "file").map(
    ({ go, file, dir, count: count2 }) => {
      const ignored = subject.context?.ignore?.keepsOut(posix28.join(dir, "go.mod")) ?? null;
      const more = count2 > 1 ? ` (and ${count2 - 1} more)` : "";
      const why = ignored === null ? "" : `; ${subject.context.ignore.file}:${ignored.line} keeps it out`;
      return {
        at: rangeOf(go),
        ...!go.command.certain && { severity: "warning" },
        message: `\`go ${go.verb}\` fails: ${file} uses ./${dir}${more}, and there is no ${dir}/go.mod in the image${why}`,
        remedy: `Copy go.mod of each member, or write ENV GOWORK=off where one module is enough`,
        evidence: [
          { file, line: 1 },
          ...ignored === null ? [] : [{ file: subject.context.ignore.file, line: ignored.line }]
        ]
      };
    }
  ), "find")
};
var MODULE_RULES = [replacementMissing, outside, memberMissing];

// src/dockerfile/rules/needed-shell.ts
import { posix as posix29 } from "node:path";
var SHELL_WORD = /^(\/(usr\/)?bin\/)?(ba|da|a)?sh$/;
var FETCHERS = /^(curl|wget)$/;
var SHELLS = ["/bin/sh", "/busybox", "/usr/bin/sh", "/bin/bash", "/bin/busybox"];
var withoutShell = {
  id: "R-06",
  severity: "error",
  title: "Needs a shell or a program that the base does not have",
  why: "The shell form runs /bin/sh -c. scratch, distroless and other small bases have no shell, and no curl or wget for a HEALTHCHECK.",
  source: "https://docs.docker.com/reference/dockerfile/#shell-and-exec-form",
  find: /* @__PURE__ */ __name((subject) => {
    const { target } = subject.model;
    const { image, stage } = target;
    if (image.shell === null) return [];
    const all = before(stage, null);
    if (all.some(({ instruction }) => instruction.keyword === "SHELL")) return [];
    const health = all.findLast(({ instruction }) => instruction.keyword === "HEALTHCHECK")?.instruction;
    if (image.shell) return health ? withoutFetcher(subject, health) : [];
    if (SHELLS.some((path) => mayHold(subject, stage, path))) return [];
    const { entrypoint, command } = startOf(target);
    const starts = [entrypoint, command].flatMap((each) => each ? shellOf(each, image.name) : []);
    const runs = target.runs.flatMap((run) => needsShell(run) ? [shellProblem(run.instruction, image.name)] : []);
    return [...starts, ...runs, ...health ? withoutFetcher(subject, health) : []];
  }, "find")
};
function shellOf(instruction, base) {
  const { json } = instruction;
  if (json !== null) return SHELL_WORD.test(json[0] ?? "") ? [shellProblem(instruction, base)] : [];
  if (instruction.body.text === "") return [];
  const words2 = /^\/[\w./-]+( [\w./=:,-]+)*$/.test(instruction.body.text) ? instruction.body.text.split(" ") : null;
  const at = bodyRange(instruction);
  const text = words2 && `[${words2.map((word) => `"${word}"`).join(", ")}]`;
  return [
    {
      ...shellProblem(instruction, base),
      remedy: text ? `Write ${instruction.keyword} ${text}` : 'Write the JSON form: ["/program", "argument"]',
      ...text && { fix: { title: "Start it without a shell", edits: [replace(at, text)] } }
    }
  ];
}
__name(shellOf, "shellOf");
function needsShell({ instruction, mounts }) {
  return instruction.json === null && !mounts.some(({ type }) => type === "bind");
}
__name(needsShell, "needsShell");
function shellProblem(instruction, base) {
  const what = instruction.keyword === "RUN" ? "The build fails here" : "The container does not start";
  return {
    at: bodyRange(instruction),
    message: `${what}: ${instruction.keyword} needs /bin/sh, which ${base} does not have`,
    remedy: instruction.keyword === "RUN" ? "Do this in an earlier stage and copy what comes out" : 'Write the JSON form with the program itself: ["/program", "argument"]'
  };
}
__name(shellProblem, "shellProblem");
function withoutFetcher(subject, health) {
  const { image, stage } = subject.model.target;
  const [, written2 = ""] = /^CMD\s+(.*)$/is.exec(health.body.text) ?? [];
  if (written2 === "") return [];
  const words2 = health.json ?? written2.split(/\s+/);
  const [program = ""] = words2;
  const needsItself = health.json === null || SHELL_WORD.test(program);
  const name2 = FETCHERS.exec(posix29.basename(program))?.[0] ?? (needsItself && /\b(curl|wget)\b/.exec(written2)?.[1]) ?? "";
  const at = bodyRange(health);
  const remedy = 'Give the program a command that checks itself, and write HEALTHCHECK CMD ["/app", "health"]';
  if (image.shell === false && (needsItself || name2)) {
    if (name2 && !needsItself && mayHold(subject, stage, program.startsWith("/") ? program : `/usr/bin/${name2}`))
      return [];
    const missing = needsItself ? "/bin/sh" : name2;
    return [{ at, message: `The health check always fails: ${image.name} does not have ${missing}`, remedy }];
  }
  const lacks = image.kind === "alpine" && name2 === "curl" || (image.kind === "debian" || image.kind === "ubuntu") && name2;
  if (!lacks || image.name === "buildpack-deps" || !name2) return [];
  if (/curl/.test(written2) && /wget/.test(written2)) return [];
  if (mayMake(subject, stage, new RegExp(`\\b${name2}\\b`))) return [];
  if (["/usr/bin", "/bin", "/usr/local/bin"].some((folder) => mayHold(subject, stage, `${folder}/${name2}`))) return [];
  return [
    {
      at,
      severity: "warning",
      message: `The health check always fails: ${image.name} has no ${name2}, and nothing installs it`,
      remedy: image.kind === "alpine" ? "Write wget -q -O /dev/null in its place, which Alpine has" : `Install ${name2}, or ${remedy.toLowerCase()}`
    }
  ];
}
__name(withoutFetcher, "withoutFetcher");
var NEEDED_SHELL_RULES = [withoutShell];

// src/dockerfile/rules/origin.ts
import { posix as posix30 } from "node:path";
var notTheCheckout = {
  id: "A-08",
  severity: "warning",
  title: "Takes sources from elsewhere than the checkout",
  why: "The image of a commit is then built from another one, and a layer in the cache stays as old as it is.",
  source: "https://docs.docker.com/build/concepts/context/",
  whyNoFix: "The checkout has to be built in its place, with other paths and other inputs.",
  anyFile: true,
  find: /* @__PURE__ */ __name((subject) => {
    const paths = (subject.project?.modules ?? []).map(({ path }) => path).filter((path) => path.includes("/") && /^[\w-]+\./.test(path));
    if (paths.length === 0 && !isAllFromElsewhere(subject)) return unpinnedClones(subject);
    const found = reachedRuns(subject.model).flatMap(
      (run) => run.commands.flatMap((command) => {
        const [program = "", verb = "", ...rest] = command.words.map(({ text }) => text);
        const found2 = program === "git" && verb === "clone" ? rest.some((text) => paths.some((path) => isRepositoryOf(text, path))) : program === "go" && /^(install|get)$/.test(verb) && rest.some(
          (text) => paths.length === 0 ? isVersioned(text) : paths.some((path) => isPublished(text, path)) && !isHere(subject, run.stage, text)
        );
        if (!found2 || !command.certain) return [];
        return [
          {
            at: { start: command.words[0].start, end: command.words.at(-1).end },
            message: `This takes the published ${program === "git" ? "repository" : "module"} in place of the checkout: a change is not in the image of its own commit`,
            remedy: "Write COPY . . and go build of the checkout, or build with the repository as context: docker build https://\u2026.git#TAG",
            evidence: (subject.project?.modules ?? []).slice(0, 1).map(({ dir, lines }) => ({ file: posix30.join(dir, "go.mod"), line: lines.module }))
          }
        ];
      })
    );
    return found.length > 0 ? found : unpinnedClones(subject);
  }, "find")
};
function isAllFromElsewhere({ context, model }) {
  return context !== null && contextUses(model).length === 0 && context.files.names(".").some(isGoFile);
}
__name(isAllFromElsewhere, "isAllFromElsewhere");
function isGoFile(name2) {
  return name2.endsWith(".go") && !name2.endsWith("_test.go");
}
__name(isGoFile, "isGoFile");
function isVersioned(text) {
  return /^[\w-]+\.[\w.-]+\/[^@\s]+@\S/.test(text);
}
__name(isVersioned, "isVersioned");
function unpinnedClones({ model }) {
  return reachedRuns(model).flatMap((run) => {
    const script = inScript(run);
    const command = run.commands.find(({ words: words2, certain }) => {
      const [program, verb, ...rest] = words2.map(({ text }) => text);
      return certain && program === "git" && verb === "clone" && rest.some((text) => /^(https?|git|ssh):\/\//.test(text)) && !rest.some((text) => /^(-b|--branch(=.*)?|--revision(=.*)?|-c)$/.test(text));
    });
    const isChosen = /\bgit\b[^;&|\n]{0,200}\s(checkout|reset|switch|fetch|submodule)\s|--branch|\s-b\s/.test(script);
    if (command === void 0 || isChosen) return [];
    return [
      {
        at: { start: command.words[0].start, end: command.words.at(-1).end },
        message: "This takes the newest commit of another repository: two builds of one commit differ, and a layer in the cache stays as old as it is",
        remedy: "Write git clone --branch TAG, or ADD https://\u2026.git#COMMIT."
      }
    ];
  });
}
__name(unpinnedClones, "unpinnedClones");
function isRepositoryOf(address, path) {
  const plain2 = address.replace(/^(https?:\/\/|ssh:\/\/|git:\/\/)?([^@/\s]*@)?/, "").replace(/^([\w.-]+):(?!\/)/, "$1/").replace(/\.git$|\/$/, "");
  return plain2.includes("/") && isAtOrBelow(path.replace(/\/v\d+$/, ""), plain2) && plain2.split("/").length >= 3;
}
__name(isRepositoryOf, "isRepositoryOf");
function isPublished(text, path) {
  const [name2 = "", version] = text.split("@");
  return isAtOrBelow(name2, path) && version !== void 0;
}
__name(isPublished, "isPublished");
function isHere({ model }, stage, text) {
  return !text.includes("@") && modelOf(model, stage).copies.some(({ origin }) => origin.kind === "context");
}
__name(isHere, "isHere");
var noModule = {
  id: "D-14",
  severity: "error",
  title: "Compiles without a go.mod",
  why: "Since Go 1.16 the go command works in modules: without a go.mod it finds no package but those of the standard library.",
  source: "https://go.dev/ref/mod#mod-commands",
  whyNoFix: "Where the module is, or whether there is to be one, is for its author to say.",
  find: /* @__PURE__ */ __name((subject) => {
    const { context, model, project, programs, file } = subject;
    if (context === null || (project?.modules.length ?? 0) > 0 && context.files.kind("go.mod") !== null) return [];
    if (["Gopkg.toml", "Gopkg.lock", "glide.yaml", "Godeps", "vendor"].some((name2) => context.files.kind(name2) !== null))
      return [];
    if (!contextUses(model).some(isWhole)) return [];
    const beside = posix30.dirname(file);
    if (beside !== "." && hasModule(subject, beside)) return [];
    for (const { run, go } of programs) {
      const { image, isReached } = modelOf(model, run.stage);
      const { environment, certain } = go.command;
      const isOld = image.go !== null && Number(image.go.split(".")[1]) < 16;
      if (!isReached || !certain || image.kind !== "golang" || isOld || !makesProgram(go) || go.folder === null)
        continue;
      if (/^(off|auto)$/.test(environment.get("GO111MODULE") ?? "")) continue;
      const all = [...earlierRuns(model, run), run];
      const isMade2 = all.some(
        ({ commands, isForeign, isBroken }) => isForeign || isBroken || commands.some(
          ({ words: words2 }) => /^(git|curl|wget|make|sh|bash|cp|mv|echo|printf|cat)$/.test(words2[0]?.text ?? "") || /^mod init$/.test(
            words2.slice(1, 3).map(({ text }) => text).join(" ")
          )
        )
      );
      const folder = contextPathOf(model, run, go.folder);
      if (isMade2 || folder === null || hasModule(subject, folder)) continue;
      if (go.args.length > 0 && go.args.every(({ text }) => text.endsWith(".go"))) continue;
      const elsewhere2 = project?.modules[0]?.dir;
      return [
        {
          at: rangeOf(go),
          message: `\`go ${go.verb}\` stops with "go.mod file not found": ${elsewhere2 === void 0 ? "the repository has none" : `the one of the repository is in ${elsewhere2}, and this runs above it`}`,
          remedy: elsewhere2 === void 0 ? "Run go mod init and go mod tidy in the repository, and commit go.mod and go.sum." : `Write WORKDIR before it so that it runs in ${elsewhere2}, or build with that folder as context.`,
          ...elsewhere2 === void 0 ? {} : { evidence: [{ file: posix30.join(elsewhere2, "go.mod"), line: 1 }] }
        }
      ];
    }
    return [];
  }, "find")
};
function hasModule({ context }, folder) {
  for (let at = folder; ; at = posix30.dirname(at)) {
    if (context.files.kind(posix30.join(at, "go.mod")) !== null || context.files.kind(posix30.join(at, "go.work")) !== null)
      return true;
    if (at === "." || at === "/") return false;
  }
}
__name(hasModule, "hasModule");
var ORIGIN_RULES = [notTheCheckout, noModule];

// src/dockerfile/rules/outputs.ts
import { posix as posix31 } from "node:path";
var otherPath = {
  id: "A-03",
  severity: "error",
  title: "COPY takes a program from where the stage does not write it",
  why: "COPY of a path that the stage does not have stops the build.",
  source: "https://docs.docker.com/reference/dockerfile/#copy---from",
  find: /* @__PURE__ */ __name((subject) => subject.model.stages.filter(({ isReached }) => isReached).flatMap(({ copies }) => copies).flatMap((copy) => copy.origin.kind === "stage" ? problemsOf(subject, copy, copy.origin.stage) : []), "find")
};
function problemsOf(subject, copy, from) {
  const { model } = subject;
  const { instruction, stage } = copy;
  if (unknownVariable(instruction.args, stage, instruction, model.buildArgs) !== null) return [];
  const outputs = outputsOf(subject, from);
  if (outputs === null || outputs.length === 0) return [];
  return copy.sources.flatMap((source) => {
    const path = clean(`/${source}`);
    if (/[*?[]/.test(source) || outputs.some(({ output }) => isAtOrBelow(output, path))) return [];
    const meant = outputs.find(({ output }) => isLike2(output, path));
    if (meant === void 0 || mayBeThere(subject, from, path)) return [];
    const { line } = meant.run.instruction;
    const word = wordsOf(instruction).find(({ text }) => clean(`/${text}`) === path);
    const problem = {
      at: word ?? instruction,
      message: `${path} is not in ${from.name ? `stage ${from.name}` : "that stage"}: line ${line} writes ${meant.output}, so that this COPY stops the build`,
      remedy: `Copy ${meant.output}`,
      evidence: [{ file: subject.file, line }]
    };
    const keepsName = !copy.intoFolder || posix31.basename(meant.output) === posix31.basename(path);
    if (word === void 0 || outputs.length > 1 || !keepsName) return [problem];
    return [{ ...problem, fix: { title: `Copy ${meant.output}`, edits: [replace(word, meant.output)] } }];
  });
}
__name(problemsOf, "problemsOf");
function outputsOf({ model, context }, from) {
  const chain = lineage(from);
  if (modelOf(model, from).image.kind !== "golang" || !makesNoOtherFiles(model, from)) return null;
  const commands = chain.flatMap((stage) => modelOf(model, stage).runs.flatMap(({ go }) => go.filter(makesProgram)));
  const isKnown = commands.every(({ verb, args, command }) => {
    if (!command.certain || args.some(({ text }) => text.endsWith("..."))) return false;
    return verb === "build" || verb === "install" && !["GOOS", "GOARCH"].some((name2) => command.environment.has(name2));
  });
  if (!isKnown) return null;
  const programs = builtPrograms(model, context).filter(({ run }) => chain.includes(run.stage));
  const outputs = programs.flatMap(({ output, run }) => output === null ? [] : [{ output, run }]);
  return outputs.length === programs.length ? outputs : null;
}
__name(outputsOf, "outputsOf");
function isLike2(output, path) {
  return posix31.basename(output) === posix31.basename(path) || posix31.dirname(output) === posix31.dirname(path);
}
__name(isLike2, "isLike");
var OF_IMAGE = /^\/((go(\/(bin|src|pkg(\/mod)?))?|root|home)$|(etc|usr|lib\d*|s?bin|opt|var|tmp|dev|proc|sys)(\/|$))/;
function mayBeThere({ model, context }, from, path) {
  if (OF_IMAGE.test(path) && !path.startsWith("/usr/local/bin/")) return true;
  const models = lineage(from).map((stage) => modelOf(model, stage));
  const folders = models.flatMap(({ runs }) => runs.map(({ folder }) => folder));
  const words2 = models.flatMap(({ runs }) => runs.flatMap(({ commands }) => commands.flatMap((command) => command.words)));
  if (folders.includes(path) || words2.some(({ text }) => clean(text) === path)) return true;
  return models.flatMap(({ copies }) => copies).some((copy) => {
    const { origin, destination, sources } = copy;
    if (destination === null || isAtOrBelow(destination, path)) return true;
    if (!isAtOrBelow(path, destination) && destination !== "/") return false;
    if (origin.kind !== "context" || context === null || sources.some((source) => UNUSUAL.test(source))) return true;
    return sources.some((source) => {
      const top = clean(`/${source}`).slice(1);
      const inside = [posix31.join(top, posix31.relative(destination, path)), top];
      return inside.some((each) => context.files.kind(each) !== null && landsAt(copy, each) === path);
    });
  });
}
__name(mayBeThere, "mayBeThere");
var UNUSUAL = /[*?[]|:\/\/|^git@/;
var OUTPUT_RULES = [otherPath];

// src/dockerfile/check/target-platform.ts
function architectures({ platforms }) {
  return [...new Set(platforms.flatMap((platform) => platform.split("/")[1] ?? []))];
}
__name(architectures, "architectures");
function bottom(stage) {
  return lineage(stage).at(-1).from;
}
__name(bottom, "bottom");
function platformOf(stage) {
  return bottom(stage).flags.find(({ name: name2 }) => name2 === "platform")?.value ?? null;
}
__name(platformOf, "platformOf");
function isOnBuilder(stage) {
  return /^"?\$\{?BUILDPLATFORM\b/.test(platformOf(stage) ?? "");
}
__name(isOnBuilder, "isOnBuilder");
function programsForTarget(subject) {
  return isForTarget(subject) ? shippedPrograms(subject) : [];
}
__name(programsForTarget, "programsForTarget");
function isForTarget({ model }) {
  const platform = platformOf(model.target.stage);
  return platform === null || /TARGETPLATFORM/.test(platform);
}
__name(isForTarget, "isForTarget");
function hasCgo(model, { run, go }) {
  const set = goSetting(model, run, go, "CGO_ENABLED");
  return set.is === "unknown" || set.is === "set" && set.value !== "0";
}
__name(hasCgo, "hasCgo");
function forTarget({ run, go }, model) {
  if (hasCgo(model, { run, go })) return null;
  const hasSystem = goSetting(model, run, go, "GOOS").is !== "unset";
  const names2 = hasSystem ? ["TARGETARCH"] : ["TARGETOS", "TARGETARCH"];
  const edit = setBefore(model, go, `${hasSystem ? "" : "GOOS=$TARGETOS "}GOARCH=$TARGETARCH`);
  return edit === null ? null : [...declareBefore(model, run, names2), edit];
}
__name(forTarget, "forTarget");

// src/dockerfile/rules/emulation.ts
import { posix as posix33 } from "node:path";

// src/dockerfile/check/builds-go.ts
import { posix as posix32 } from "node:path";
var GO_IMAGE = /(^|\/)(golang|go-toolset)$/;
var INSTALLERS2 = /^(apk|apt|apt-get|dnf|microdnf|yum|zypper)$/;
var GO_PACKAGE = /^(go|golang|golang-go|golang-\d[\d.]*(-go)?)$/;
function buildsGo(subject) {
  const { stages } = subject.model;
  if (stages.some(({ runs }) => runs.some(({ go }) => go.some(compiles)))) return true;
  const reached = stages.filter(({ isReached }) => isReached);
  if (reached.some((each) => isForGo(each) || each.runs.some(installsGo))) return true;
  return prebuiltPrograms(subject).length > 0 || startsProgram(subject);
}
__name(buildsGo, "buildsGo");
function isForGo({ image, copies }) {
  return GO_IMAGE.test(image.name) || copies.some(({ origin, sources }) => origin.kind === "context" && sources.some(isGoMod));
}
__name(isForGo, "isForGo");
function installsGo({ commands }) {
  return commands.some(
    ({ words: [program, ...rest] }) => INSTALLERS2.test(program?.text ?? "") && rest.some(({ text }) => GO_PACKAGE.test(text.split("=")[0]))
  );
}
__name(installsGo, "installsGo");
function isGoMod(source) {
  return posix32.basename(source) === "go.mod";
}
__name(isGoMod, "isGoMod");
function startsProgram(subject) {
  const { model, project } = subject;
  const name2 = posix32.basename(startedProgram(subject)?.word ?? "");
  const isOwn3 = (project?.mains ?? []).some(({ importPath }) => programName(importPath) === name2);
  return isOwn3 && copiesInto(model, model.target.stage).some(
    ({ origin, sources }) => origin.kind === "stage" && sources.some((source) => posix32.basename(source) === name2)
  );
}
__name(startsProgram, "startsProgram");
function prebuiltPrograms(subject) {
  const { model, project, context } = subject;
  const names2 = new Set((project?.mains ?? []).map(({ importPath }) => programName(importPath)));
  const started = startedProgram(subject)?.word;
  const isProgram = /* @__PURE__ */ __name((source, destination) => context?.files.kind(posix32.join("/", source).slice(1)) !== "folder" || destination !== null && started === posix32.join(destination, posix32.basename(source)), "isProgram");
  return copiesInto(model, model.target.stage).filter(({ origin }) => origin.kind === "context").flatMap(({ sources, destination }) => sources.filter((source) => isProgram(source, destination))).map((source) => posix32.basename(source)).filter((name2) => names2.has(name2));
}
__name(prebuiltPrograms, "prebuiltPrograms");
function hiddenBuilds(subject) {
  const { model } = subject;
  return model.stages.filter(({ isReached, image, copies, runs }) => isReached && (isForGo({ image, copies }) || runs.some(installsGo))).flatMap(({ stage }) => modelOf(model, stage).runs).filter((run) => !run.go.some(compiles) && hiddenBuild(run) !== null && mayCompile(subject, run));
}
__name(hiddenBuilds, "hiddenBuilds");
function mayCompile(subject, run) {
  return !follow(subject, run).isWhole || goBehind(subject, run).some(({ go }) => compiles(go));
}
__name(mayCompile, "mayCompile");
var PREPARES = /^(clean|dependencies|download|generate|install-\w+|lint|proto|setup|test|tools?|vendor)$|\bdeps?\b/;
var OF_OTHERS = /^(python3?|perl|node)$|(^|\/)configure$/;
function hiddenBuild({ commands }) {
  for (const { words: words2 } of commands) {
    const [program = "", ...rest] = words2.map(({ text }) => text);
    if (!isOpaque([program, ...rest]) || OF_OTHERS.test(program) || !/^[\w./-]+$/.test(program)) continue;
    const targets = rest.filter((word) => /^[\w./][\w./-]*$/.test(word));
    const target = targets.find((word) => !PREPARES.test(word));
    if (target !== void 0 || targets.length === 0) return [program, target].filter(Boolean).join(" ");
  }
  return null;
}
__name(hiddenBuild, "hiddenBuild");

// src/dockerfile/rules/emulation.ts
var emulated = {
  id: "P-01",
  severity: "warning",
  title: "Compiles under emulation",
  why: "Without --platform=$BUILDPLATFORM the compiler itself runs on the target platform. For every other one than the builder it is emulated, five to twenty times slower, and Go compiles for any platform anyway.",
  source: "https://docs.docker.com/build/building/multi-platform/#cross-compilation",
  find: /* @__PURE__ */ __name((subject) => {
    const { model, platforms, project, file } = subject;
    if (architectures(subject).length < 2 || !isForTarget(subject) || hasNativeRunners(subject)) return [];
    const shipped = shippedPrograms(subject).map(({ run, go }) => ({ run, go, what: `\`go ${go.verb}\`` }));
    const hidden2 = hiddenBuilds(subject).map((run) => ({ run, go: null, what: `\`${hiddenBuild(run)}\`` }));
    const found = /* @__PURE__ */ new Map();
    for (const { run, go, what } of [...shipped, ...hidden2]) {
      const { image, runs } = modelOf(model, run.stage);
      const from = bottom(run.stage);
      const isFixed = !/^("?\$\{?TARGETPLATFORM\b|$)/.test(platformOf(run.stage) ?? "");
      const hasGo = image.kind === "golang" || go === null;
      if (found.has(from) || isFixed || !hasGo || go?.isXx || runs.some((each) => each.go.some(({ isXx: isXx2 }) => isXx2)))
        continue;
      const needsCgo = project?.cgo.needed || go !== null && hasCgo(model, { run, go });
      found.set(from, {
        at: bodyRange(from),
        severity: needsCgo ? "info" : "warning",
        message: `For ${platforms.join(" and ")} ${what} of line ${run.instruction.line} runs emulated on every platform but the builder's`,
        remedy: needsCgo ? "Compile each platform on a runner of its own, or with a cross compiler: xx-go of tonistiigi/xx" : "Write FROM --platform=$BUILDPLATFORM, ARG TARGETOS TARGETARCH in the stage, and GOOS=$TARGETOS GOARCH=$TARGETARCH before the go command",
        evidence: [{ file, line: run.instruction.line }],
        ...go && crossCompiled(subject, run.stage, { run, go })
      });
    }
    return [...found.values()];
  }, "find")
};
var NATIVE_RUNNER = /\bubuntu-\d\d\.\d\d-arm\b/;
var BUILDS_IMAGES = /docker\/build-push-action|docker buildx|docker build\b/;
function hasNativeRunners({ context }) {
  const folder = ".github/workflows";
  const workflows = (context?.files.names(folder) ?? []).filter((name2) => /\.ya?ml$/.test(name2)).slice(0, 100);
  return workflows.some((name2) => {
    const text = context?.files.read(posix33.join(folder, name2)) ?? "";
    return NATIVE_RUNNER.test(text) && BUILDS_IMAGES.test(text);
  });
}
__name(hasNativeRunners, "hasNativeRunners");
var NEUTRAL = /^(go|cd|echo|mkdir|set|true|test|\[|ls|cat)$/;
function crossCompiled({ model }, stage, { run, go }) {
  const setting = /* @__PURE__ */ __name((name2) => goSetting(model, run, go, name2), "setting");
  const cgo = setting("CGO_ENABLED");
  const { runs } = modelOf(model, stage);
  const isNeutral = runs.every(
    (each) => !each.isBroken && !each.isForeign && each.commands.every(({ words: words2 }) => NEUTRAL.test(words2[0]?.text ?? "set"))
  );
  const makers = runs.flatMap((each) => each.go.filter(({ verb }) => !/^(mod|env|version|vet|fmt|list)/.test(verb)));
  const isAlone = lineage(stage).length === 1 && makers.length === 1 && go.verb === "build";
  const isFree = setting("GOOS").is !== "unknown" && setting("GOARCH").is === "unset" && cgo.is === "set";
  if (!isNeutral || !isAlone || !isFree || cgo.is === "set" && cgo.value !== "0") return {};
  const edits = forTarget({ run, go }, model);
  const { from } = stage;
  const at = from.start + from.keyword.length;
  if (edits === null) return {};
  const written2 = from.flags.find(({ name: name2 }) => name2 === "platform");
  const here = "--platform=$BUILDPLATFORM";
  const moved2 = written2 ? replace(written2, here) : insert(at, ` ${here}`);
  return {
    fix: { title: "Compile on the builder for the target", edits: [moved2, ...edits] }
  };
}
__name(crossCompiled, "crossCompiled");

// src/dockerfile/rules/platforms.ts
var MULTI_PLATFORM = "https://docs.docker.com/build/building/multi-platform/#cross-compilation";
var forBuilder = {
  id: "P-02",
  severity: "error",
  title: "A program for the platform of the builder",
  why: 'On --platform=$BUILDPLATFORM the go command compiles for the builder unless GOARCH says otherwise. On every other platform the image then fails with "exec format error".',
  source: MULTI_PLATFORM,
  find: /* @__PURE__ */ __name((subject) => {
    const { model } = subject;
    const several = architectures(subject).length > 1;
    return programsForTarget(subject).flatMap(({ run, go }) => {
      if (!isOnBuilder(run.stage) || go.isXx) return [];
      if (goSetting(model, run, go, "GOARCH").is !== "unset" || setsToEmpty(go)) return [];
      const edits = go.verb === "build" ? forTarget({ run, go }, model) : null;
      return [
        {
          at: rangeOf(go),
          severity: several ? "error" : "warning",
          message: `The stage runs on $BUILDPLATFORM and nothing sets GOARCH: the program is for the builder, whatever platform the image is for`,
          remedy: "Declare ARG TARGETOS TARGETARCH, and write GOOS=$TARGETOS GOARCH=$TARGETARCH before the go command",
          evidence: [{ file: subject.file, line: bottom(run.stage).line }],
          ...edits && { fix: { title: "Compile for the target platform", edits } }
        }
      ];
    });
  }, "find")
};
function setsToEmpty({ command }) {
  return command.assignments.some(({ name: name2, value }) => name2 === "GOARCH" && value.variables.length > 0);
}
__name(setsToEmpty, "setsToEmpty");
var fixed = {
  id: "P-03",
  severity: "error",
  title: "A fixed GOARCH in a build for several platforms",
  why: 'The image of each platform gets a program for the same one. On the others it ends with "exec format error".',
  source: MULTI_PLATFORM,
  find: /* @__PURE__ */ __name((subject) => {
    const { model } = subject;
    const asked2 = architectures(subject);
    return programsForTarget(subject).flatMap(({ run, go }) => {
      const assignment = go.command.assignments.findLast(({ name: name2 }) => name2 === "GOARCH");
      const set = goSetting(model, run, go, "GOARCH");
      if (set.is !== "set" || assignment && assignment.value.variables.length > 0) return [];
      const setting = assignment === void 0 ? settingOf(run.stage, run.instruction) : null;
      if (assignment === void 0 && setting === null || !go.command.certain) return [];
      const wrong = asked2.filter((architecture) => architecture !== set.value);
      const isMeant = asked2.length === 0 && !isOnBuilder(run.stage);
      if (asked2.length > 0 && wrong.length === 0) return [];
      const edits = assignment ? [...declareBefore(model, run, ["TARGETARCH"]), replace(assignment.value, "$TARGETARCH")] : null;
      const isPlain2 = assignment?.value.raw === set.value && !(isOnBuilder(run.stage) && hasCgo(model, { run, go }));
      return [
        {
          at: assignment ?? bodyRange(setting),
          severity: wrong.length > 0 ? "error" : isMeant ? "info" : "warning",
          message: `The program is for ${set.value}${wrong.length > 0 ? `, and the image for ${wrong.join(" and ")} gets it too` : ", on whatever platform the image is built"}`,
          remedy: "Declare ARG TARGETARCH in the stage, and write GOARCH=$TARGETARCH",
          evidence: [{ file: subject.file, line: run.instruction.line }],
          ...edits && isPlain2 && isOwn2(subject, assignment) && { fix: { title: "Compile for the target platform", edits } }
        }
      ];
    });
  }, "find")
};
function isOwn2({ model: { dockerfile } }, { start, end }) {
  return /^GOARCH=[\w$]+$/.test(dockerfile.text.slice(start, end));
}
__name(isOwn2, "isOwn");
function settingOf(stage, before2) {
  const all = lineage(stage).flatMap((at) => at.instructions.filter((each) => at !== stage || each.start < before2.start));
  return all.findLast(({ keyword, args }) => keyword === "ENV" && /(^|\s)GOARCH[= ]\w+/.test(args)) ?? null;
}
__name(settingOf, "settingOf");
var GOARM = `GOARM=\${TARGETVARIANT#v}`;
var withoutVariant = {
  id: "P-04",
  severity: "warning",
  title: "ARMv6 without GOARM",
  why: "A go command for another platform compiles for ARMv7 unless GOARM says otherwise. On ARMv6, such as a Raspberry Pi Zero, that ends with an illegal instruction.",
  source: "https://go.dev/wiki/GoArm",
  find: /* @__PURE__ */ __name((subject) => {
    const old = subject.platforms.find((platform) => /^linux\/arm\/v?[56]$/.test(platform));
    if (old === void 0) return [];
    return programsForTarget(subject).flatMap(({ run, go }) => {
      const { model } = subject;
      if (!isOnBuilder(run.stage) || go.isXx || goSetting(model, run, go, "GOARM").is !== "unset") return [];
      if (goSetting(model, run, go, "GOARCH").is !== "unknown") return [];
      const edit = setBefore(model, go, GOARM);
      return [
        {
          at: rangeOf(go),
          message: `The program for ${old} is compiled for ARMv7, because nothing sets GOARM`,
          remedy: `Declare ARG TARGETVARIANT, and write ${GOARM} before the go command`,
          ...edit && { fix: { title: "Set GOARM", edits: [...declareBefore(model, run, ["TARGETVARIANT"]), edit] } }
        }
      ];
    });
  }, "find")
};
var PLATFORM_RULES = [emulated, forBuilder, fixed, withoutVariant];

// src/dockerfile/rules/ports.ts
import { posix as posix34 } from "node:path";
function exposedPorts({ model }) {
  const found = [];
  for (const { instruction, stage } of before(model.target.stage, null)) {
    if (instruction.keyword !== "EXPOSE") continue;
    if (unknownVariable(instruction.args, stage, instruction, model.buildArgs) !== null) return null;
    const text = expand(instruction.args, variablesAt(stage, instruction, model.buildArgs));
    const ports = [];
    for (const word of text.split(/\s+/)) {
      const [, from, to = from] = /^(\d+)(?:-(\d+))?(?:\/\w+)?$/.exec(word) ?? [];
      if (from === void 0 || Number(to) - Number(from) > 1e3) return null;
      for (let port = Number(from); port <= Number(to); port++) ports.push(port);
    }
    found.push({ instruction, ports });
  }
  return found;
}
__name(exposedPorts, "exposedPorts");
var LOOPBACK = /\b(localhost|127\.0\.0\.1):\d/;
function listenedPorts(subject, wide) {
  const shipped = shippedPrograms(subject);
  const started = startedProgram(subject)?.word;
  const own = shipped.filter(({ path }) => path !== null && path === pathOf(subject, started));
  const [dir = null, ...others] = new Set((own.length > 0 ? own : shipped).map(({ program }) => program?.dir ?? null));
  const named = dir === null && wide ? byName(subject, started) : null;
  const main = named ?? (dir === null ? wide ? onlyProgram(subject) : null : subject.project?.mains.find((each) => each.dir === dir));
  if (!main || others.length > 0) return [];
  const { ports, evidence: start } = main;
  const open = ports.filter(({ evidence: { text = "" } }) => !LOOPBACK.test(text));
  const near = open.filter(({ evidence: { file } }) => posix34.dirname(file) === main.dir);
  if (dir === null) return near.filter(({ evidence: { file } }) => file === start.file);
  const [only, ...more] = open;
  const isLikely = wide && near.length + more.length === 0 && LISTENS.test(only?.evidence.text ?? "");
  return isLikely ? open : near;
}
__name(listenedPorts, "listenedPorts");
function pathOf({ model }, word) {
  const folder = startFolder(model, model.target);
  if (word === void 0 || !word.includes("/") || folder === null && !word.startsWith("/")) return null;
  return posix34.resolve(folder ?? "/", word);
}
__name(pathOf, "pathOf");
function byName({ project }, started) {
  const [only, ...more] = (project?.mains ?? []).filter(
    ({ importPath }) => started !== void 0 && programName(importPath) === posix34.basename(started)
  );
  return more.length === 0 ? only ?? null : null;
}
__name(byName, "byName");
var LISTENS = /\b(ListenAndServe(TLS)?|net\.Listen)\(/;
function onlyProgram(subject) {
  const { project, model } = subject;
  const compiles2 = reachedRuns(model).some(({ go }) => go.some(compilesProject)) || hiddenBuilds(subject).length > 0;
  const [only, ...more] = (project?.mains ?? []).filter(({ shipping }) => shipping);
  return compiles2 && more.length === 0 ? only ?? null : null;
}
__name(onlyProgram, "onlyProgram");
var otherPort = {
  id: "R-09",
  severity: "info",
  title: "EXPOSE does not say what the program listens on",
  why: "EXPOSE is how people and tools learn which port to publish: docker run -P, Compose and platforms read it.",
  source: "https://docs.docker.com/reference/dockerfile/#expose",
  find: /* @__PURE__ */ __name((subject) => {
    const { stage, image } = subject.model.target;
    const exposed = exposedPorts(subject);
    const ports = listenedPorts(subject, exposed?.length === 0);
    const [first] = ports;
    if (first === void 0 || exposed === null || image.kind === "unknown") return [];
    const all = exposed.flatMap((each) => each.ports);
    if (ports.some(({ port }) => all.includes(port))) return [];
    const evidence = [first.evidence];
    const [shown4] = exposed;
    const settings = before(stage, null).filter(({ instruction }) => /^(ENV|CMD|ENTRYPOINT)$/.test(instruction.keyword));
    const text = settings.map(({ instruction }) => instruction.args).join(" ");
    if (shown4 !== void 0) {
      if (all.some((port) => new RegExp(`(?<!\\d)${port}(?!\\d)`).test(text)) || /\bPORT\b|ADDR|LISTEN/.test(text))
        return [];
      return [
        {
          at: bodyRange(shown4.instruction),
          message: `EXPOSE names ${all.slice(0, 3).join(", ")}, and the program seems to listen on ${first.port}`,
          ...{ remedy: `Write EXPOSE ${first.port}`, evidence }
        }
      ];
    }
    if (/\bPORT\b|ADDR|LISTEN|:\d{2,5}\b/.test(text)) return [];
    const { entrypoint, command } = startOf(subject.model.target);
    const start = entrypoint ?? command;
    if (start === null) return [];
    const isHere2 = stage.instructions.includes(start);
    return [
      {
        at: bodyRange(start),
        message: `The program seems to listen on ${first.port}, and no EXPOSE says so`,
        ...{ remedy: `Write EXPOSE ${first.port}`, evidence },
        ...isHere2 && {
          fix: {
            title: `Name port ${first.port}`,
            edits: [addLines(subject.model.dockerfile, start, [`EXPOSE ${first.port}`])]
          }
        }
      }
    ];
  }, "find")
};
var lowPort = {
  id: "R-10",
  severity: "info",
  title: "A port below 1024 for a user who is not root",
  why: 'Docker lets every user listen on every port. Kubernetes with containerd before 2.0 does not: there the program fails with "permission denied".',
  source: "https://github.com/moby/moby/pull/41030",
  whyNoFix: "Whoever publishes the port has to change too.",
  find: /* @__PURE__ */ __name((subject) => {
    const { model } = subject;
    const { user } = userOf(model, model.target);
    const exposed = exposedPorts(subject);
    if (user === null || isRoot(user) || exposed === null) return [];
    if (mayMake(subject, model.target.stage, /setcap/)) return [];
    const listened = listenedPorts(subject, false);
    return exposed.flatMap(({ instruction, ports }) => {
      const low = ports.find(
        (port) => port < 1024 && (listened.length === 0 || listened.some((each) => each.port === port))
      );
      if (low === void 0) return [];
      return [
        {
          at: bodyRange(instruction),
          message: `User ${user} may not listen on port ${low} everywhere: older nodes of Kubernetes keep it for root`,
          remedy: "Listen on a port from 1024 on, such as 8080, and let the publisher map it",
          evidence: listened.filter(({ port }) => port === low).map(({ evidence }) => evidence)
        }
      ];
    });
  }, "find")
};
var PORT_RULES = [otherPort, lowPort];

// src/dockerfile/rules/processors.ts
import { posix as posix35 } from "node:path";
var pinnedProcessors = {
  id: "R-13",
  severity: "info",
  title: "GOMAXPROCS is set by hand",
  why: "Since Go 1.25 the runtime takes GOMAXPROCS from the CPU limit of the container and follows its changes. A value of the image, and automaxprocs, turn that off.",
  source: "https://go.dev/doc/go1.25#container-aware-gomaxprocs",
  whyNoFix: "The number can have been measured.",
  find: /* @__PURE__ */ __name((subject) => {
    const go = languageOf(subject);
    if (go === null || go.minor < 25) return [];
    const remedy = "Leave it out: the runtime follows the CPU limit of the container";
    const evidence = [{ file: go.file, line: go.line }];
    const set = before(subject.model.target.stage, null).filter(({ instruction: { keyword, args } }) => keyword === "ENV" && /(^|\s)GOMAXPROCS[= ]/.test(args)).map(({ instruction }) => ({
      at: bodyRange(instruction),
      message: "GOMAXPROCS of the image turns off that the runtime follows the CPU limit of the container",
      ...{ remedy, evidence }
    }));
    const imported = subject.packages.flatMap(({ imports }) => imports.get("go.uber.org/automaxprocs") ?? []);
    const [first] = shippedPrograms(subject);
    if (imported.length === 0 || first === void 0) return set;
    const message = `The program imports go.uber.org/automaxprocs, which turns off that the runtime of Go 1.${go.minor} follows the CPU limit`;
    const { start, end } = first.go.command;
    return [...set, { at: { start, end }, message, remedy, evidence: imported.slice(0, 5) }];
  }, "find")
};
function languageOf({ project }) {
  if (project === null || project.decision.kind !== "build") return null;
  const { moduleDir } = project.decision;
  const module = project.modules.find(({ dir }) => dir === moduleDir);
  const of = /* @__PURE__ */ __name((go, file, line) => {
    const minor = /^1\.(\d+)/.exec(go ?? "")?.[1];
    return minor === void 0 || line == null ? null : { minor: Number(minor), file, line };
  }, "of");
  if (project.workspace) return of(project.workspace.go, project.workspace.file, project.workspace.lines.go);
  return of(module?.go, posix35.join(moduleDir, "go.mod"), module?.lines.go);
}
__name(languageOf, "languageOf");
var PROCESSOR_RULES = [pinnedProcessors];

// src/dockerfile/rules/recompiles.ts
var everything = {
  id: "C-06",
  severity: "error",
  title: "Go is told not to use its build cache",
  why: "The go command knows by the content of all inputs what is up to date. `-a` compiles every package again all the same, the standard library among them. GOCACHE=off is an error since Go 1.12.",
  source: "https://pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies",
  anyFile: true,
  find: /* @__PURE__ */ __name((subject) => reachedRuns(subject.model).flatMap((run) => {
    const own = run.go.filter(compiles).flatMap((go) => {
      if (go.command.environment.get("GOCACHE") === "off") return [cacheIsOff(go, subject.model.dockerfile.text)];
      const flag = go.flags.get("a");
      const isSet2 = flag !== void 0 && flag.value !== "false";
      return isSet2 ? [rebuildsAll(go, flag, subject.model.dockerfile.text)] : [];
    });
    const hidden2 = goCalls(subject, run).find(
      ({ go, evidence }) => evidence.length > 0 && compiles(go) && /^(true|1)$/.test(go.flags.get("a")?.value ?? "")
    );
    return hidden2 === void 0 ? own : [...own, rebuildsAllElsewhere(hidden2)];
  }), "find")
};
function rebuildsAllElsewhere({ at, by, evidence }) {
  const [{ file, line } = { file: "", line: 0 }] = evidence;
  return {
    ...{ at, severity: "warning", evidence },
    message: `\`${by.words[0].text}\` compiles with -a (${file}:${line}), so every package again, whatever the build cache has`,
    remedy: `Take -a out of ${file}:${line}`
  };
}
__name(rebuildsAllElsewhere, "rebuildsAllElsewhere");
function cacheIsOff({ verb, command }, text) {
  const own = command.assignments.find(({ name: name2 }) => name2 === "GOCACHE");
  const edits = own && removeWord(own, text);
  return {
    at: { start: command.start, end: command.words[1]?.end ?? command.end },
    message: `\`go ${verb}\` fails with GOCACHE=off: "build cache is disabled by GOCACHE=off, but required as of Go 1.12"`,
    remedy: "Take GOCACHE=off out",
    ...edits && { fix: { title: "Compile with a build cache", edits } }
  };
}
__name(cacheIsOff, "cacheIsOff");
function rebuildsAll(go, { word }, text) {
  const says = `\`-a\` compiles every package again, whatever the build cache has`;
  if (word === null)
    return {
      ...{ at: rangeOf(go), severity: "warning" },
      message: `GOFLAGS has -a: ${says.replace("`-a` ", "it ")}`,
      remedy: "Take -a out of GOFLAGS"
    };
  const suffix = go.flags.get("installsuffix")?.word ?? null;
  const edits = flagEdits(go, suffix, text);
  const also = suffix === null ? "" : ", and -installsuffix changes nothing without it";
  return {
    ...{ at: word, severity: "warning" },
    message: `${says}${also}`,
    remedy: `Take -a out${suffix === null ? "" : ", with -installsuffix"}`,
    ...edits && { fix: { title: "Compile only what has changed", edits } }
  };
}
__name(rebuildsAll, "rebuildsAll");
function flagEdits({ command: { words: words2 } }, suffix, text) {
  const edits = [];
  for (const [index, word] of words2.entries()) {
    const isValue = suffix !== null && word === suffix && !/^--?installsuffix=/.test(word.text);
    if (!isValue && !/^--?(a|a=true|installsuffix(=.*)?)$/.test(word.text)) continue;
    const previous = words2[index - 1];
    if (/#/.test(text.slice(previous.end, word.start)) || text.slice(word.start, word.end) !== word.raw) return null;
    edits.push({ start: previous.end, end: word.end, text: "" });
  }
  return edits;
}
__name(flagEdits, "flagEdits");
var changesBeforeDownload = {
  id: "C-07",
  severity: "warning",
  title: "An ARG that changes with each build stands before what is downloaded",
  why: "Every RUN after an ARG has it in its environment, whether it uses it or not. A new version, commit or date downloads all modules again, and an ARG of the target platform downloads them once for each platform.",
  source: "https://docs.docker.com/reference/dockerfile/#impact-on-build-caching",
  anyFile: true,
  find: /* @__PURE__ */ __name((subject) => {
    const problems = reachedRuns(subject.model).flatMap((run) => {
      if (sourcesBefore(subject, run) === null && isFirstInstall(run))
        return volatileBefore(subject, run, "installs all packages");
      const go = run.go.find(downloads);
      const modules = goCaches(subject.model, run)?.modules;
      if (go === void 0 || !modules || mountOver(run, modules)) return [];
      if (sourcesBefore(subject, run) !== null) return [];
      return [...volatileBefore(subject, run, "downloads all modules"), ...platformsBefore(subject, run)];
    });
    return problems.filter(({ at }, index) => problems.findIndex((other) => other.at.start === at.start) === index);
  }, "find")
};
function isFirstInstall(run) {
  return installs(run.instruction) && run.stage.instructions.find(installs) === run.instruction;
}
__name(isFirstInstall, "isFirstInstall");
function installs({ keyword, args }) {
  return keyword === "RUN" && /\b(apk( -\S+)* add|(apt|apt-get|dnf|microdnf|yum)( -\S+)* install)\b/.test(args);
}
__name(installs, "installs");
var STAMP = /^((APP|BUILD|RELEASE|IMAGE|GIT|VCS|SOURCE|PROJECT|SERVICE)_?)?(VERSION|COMMIT|COMMIT_?(HASH|SHA|ID|DATE)|SHA|REVISION|REV|REF|DATE|TIME|TIMESTAMP|TAG|NUMBER|DESCRIBE)$/i;
var MOST_ARGS = 50;
function argsBefore({ stage, instruction }) {
  return lineage(stage).flatMap(
    (of) => of.instructions.filter(({ keyword, start }) => keyword === "ARG" && (of !== stage || start < instruction.start)).map((each) => ({ of, instruction: each, names: namesOf(each) }))
  ).filter(({ names: names2 }) => names2.length <= MOST_ARGS).slice(0, MOST_ARGS);
}
__name(argsBefore, "argsBefore");
function namesOf({ args }) {
  return args.split(/\s+/).map((word) => word.split("=")[0]).filter(Boolean);
}
__name(namesOf, "namesOf");
function volatileBefore({ model, file }, run, does) {
  const args = argsBefore(run).filter(({ names: names3, instruction }) => {
    const isStamp = names3.every((name2) => STAMP.test(name2));
    return isStamp && !names3.some((name2) => usedBetween(name2, instruction, run)) && stampsProgram(names3, run, model);
  });
  const [first] = args;
  if (first === void 0) return [];
  const names2 = args.flatMap((each) => each.names);
  const edits = moved(args, run, model.dockerfile);
  const line = run.instruction.line;
  return [
    {
      at: first.instruction,
      message: `A new value of ${names2.join(", ")} ${does} again in line ${line}, which does not use ${names2.length > 1 ? "them" : "it"}`,
      remedy: `Write ARG ${names2.join(" ")} after line ${run.instruction.endLine}`,
      evidence: [{ file, line }],
      ...edits && { fix: { title: `Declare ${names2.join(", ")} after line ${line}`, edits } }
    }
  ];
}
__name(volatileBefore, "volatileBefore");
function stampsProgram(names2, { stage, instruction }, model) {
  const later = reachedRuns(model).filter(
    (each) => lineage(each.stage).includes(stage) && (each.stage !== stage || each.instruction.start > instruction.start)
  );
  return later.filter((each) => each.go.some(makesProgram) || each.commands.some(({ words: words2 }) => words2[0]?.text === "make")).some((each) => names2.some((name2) => new RegExp(`\\$\\{?${name2}\\b`).test(each.instruction.args)));
}
__name(stampsProgram, "stampsProgram");
function usedBetween(name2, from, { stage, instruction }) {
  const use = new RegExp(`\\$\\{?${name2}\\b`);
  return lineage(stage).some(
    (at) => at.instructions.some(
      (each) => each !== from && (at !== stage || each.start <= instruction.start) && (use.test(each.args) || each.flags.some(({ value }) => use.test(value)))
    )
  );
}
__name(usedBetween, "usedBetween");
function moved(args, run, file) {
  const { stage, instruction } = run;
  const first = Math.min(...args.map((each) => each.instruction.start));
  const between = stage.instructions.filter(({ start }) => start > first && start <= instruction.start);
  const isPlain2 = between.every(({ keyword }) => /^(ARG|COPY|WORKDIR|RUN|ENV|USER|LABEL)$/.test(keyword));
  const runs = between.filter(({ keyword }) => keyword === "RUN").length;
  if (!isPlain2 || runs > 1 || args.some(({ of }) => of !== stage)) return null;
  if (!isHarmlessBeside(run, [])) return null;
  const isCommented = args.some(
    ({ instruction: { line, endLine } }) => file.comments.some((comment) => comment.line >= line - 1 && comment.line <= endLine)
  );
  if (isCommented) return null;
  const texts = args.map((each) => file.text.slice(each.instruction.start, each.instruction.end));
  return [
    ...args.map((each) => removeInstruction(each.instruction, file.text)),
    insert(instruction.end, texts.map((text) => `${lineEnd(file.text)}${text}`).join(""))
  ];
}
__name(moved, "moved");
function platformsBefore({ model, file, platforms }, run) {
  const { stage } = run;
  if (!/^\$\{?BUILD(PLATFORM|OS)/.test(lineage(stage).at(-1).platform ?? "") || platforms.length === 1) return [];
  const found = argsBefore(run).filter(
    ({ names: names3, instruction }) => names3.every((name2) => /^TARGET(PLATFORM|OS|ARCH|VARIANT)$/.test(name2)) && !names3.some((name2) => usedBetween(name2, instruction, run))
  );
  const [first] = found;
  if (first === void 0) return [];
  const names2 = found.flatMap((each) => each.names).join(" ");
  const { line, endLine } = run.instruction;
  const edits = moved(found, run, model.dockerfile);
  const count2 = platforms.length > 1 ? `${platforms.length} times, once for each platform` : "once for each platform";
  return [
    {
      at: first.instruction,
      severity: platforms.length > 1 ? "warning" : "info",
      message: `With ARG ${names2} before it, line ${line} downloads the same modules ${count2}`,
      remedy: `Write ARG ${names2} after line ${endLine}`,
      evidence: [{ file, line }],
      ...edits && { fix: { title: `Declare ${names2} after line ${line}`, edits } }
    }
  ];
}
__name(platformsBefore, "platformsBefore");
var RECOMPILE_RULES = [everything, changesBeforeDownload];

// src/dockerfile/check/setup-go.ts
var FOLDER = ".github/workflows";
var MOST_FILES6 = 50;
var MOST_LINE3 = 500;
var RUNS_TESTS = /\bgo test\b|\bgotestsum\b|\b(make|mage|task|just) .{0,80}(?<![a-z])test/i;
function goVersions(files) {
  const names2 = files.names(FOLDER).filter((name2) => /\.ya?ml$/.test(name2));
  if (names2.length > MOST_FILES6) return null;
  const found = [];
  for (const name2 of names2) {
    const file = `${FOLDER}/${name2}`;
    const rows = (files.read(file) ?? "").split("\n");
    const tests = rows.some((row) => RUNS_TESTS.test(row.slice(0, MOST_LINE3)));
    for (const [index, row] of rows.entries()) {
      const [, key, value] = /^\s*(?:-\s+)?["']?(go-version(?:-file)?)["']?\s*:(.*)$/.exec(row.slice(0, MOST_LINE3)) ?? [];
      if (key === void 0) continue;
      const version = /^\s*["']?(1\.\d+(?:\.\d+|\.x)?)["']?\s*(?:#.*)?$/.exec(value)?.[1];
      if (key !== "go-version" || version === void 0) return null;
      found.push({ version, file, line: index + 1, tests });
    }
  }
  return found;
}
__name(goVersions, "goVersions");

// src/dockerfile/rules/runner-cache.ts
var WORKFLOWS2 = ".github/workflows";
var MOST_FILES7 = 50;
var MOST_LINES4 = 5e3;
var MOST_LINE4 = 1e3;
var BROUGHT = /(?:["']?(?:~|\/home\/runner|\$HOME)\/\.cache\/go-build["']?[ \t]*:|cache-source:[ \t]*["']?(?:~|\/home\/runner|\$HOME)\/\.cache\/go-build)/;
var COMPILES = /(?:^|[\s&;|:])go (?:build|test|vet|install) /;
var PARTS = [
  {
    there: /* @__PURE__ */ __name((cache) => flagOf(cache, "-trimpath"), "there"),
    here: /* @__PURE__ */ __name(({ go }) => `${go.flags.get("trimpath")?.value === "true" ? "with" : "without"} -trimpath`, "here"),
    remedy: /* @__PURE__ */ __name(() => "Write -trimpath in both places, on the runner as GOFLAGS=-trimpath", "remedy")
  },
  {
    there: /* @__PURE__ */ __name((cache) => flagOf(cache, "-race"), "there"),
    here: /* @__PURE__ */ __name(({ go }) => `${go.flags.get("race")?.value === "true" ? "with" : "without"} -race`, "here"),
    remedy: /* @__PURE__ */ __name(() => "Compile on the runner without -race too, before the cache is brought", "remedy")
  },
  { there: releaseOfRunner, here: releaseHere, remedy: /* @__PURE__ */ __name((here) => `Set up ${here} on the runner`, "remedy") },
  {
    there: processorOf,
    here: /* @__PURE__ */ __name(({ subject: { model }, run, go }) => {
      const setting = goSetting(model, run, go, "GOAMD64");
      return setting.is === "unknown" ? null : `GOAMD64=${setting.is === "set" ? setting.value : "v1"}`;
    }, "here"),
    remedy: /* @__PURE__ */ __name((here, there) => `Set ${here === "GOAMD64=v1" ? there : here} in both places, or in none`, "remedy")
  }
];
var otherFlags = {
  id: "C-09",
  severity: "warning",
  title: "The build cache of the runner does not fit the build",
  why: "-trimpath, -race, GOAMD64 and the release of Go are a part of what each compile result depends on. Of 189 packages that were compiled without -trimpath, a build with it could use none, nor the other way round.",
  source: "https://pkg.go.dev/cmd/go#hdr-Build_and_test_caching",
  whyNoFix: "One of the two places has to change, and the other may be the right one.",
  find: /* @__PURE__ */ __name((subject) => runnerCaches(subject.context).flatMap(
    (cache) => reachedRuns(subject.model).flatMap((run) => {
      const build = goCaches(subject.model, run)?.build;
      const go = build && mountOver(run, build) ? run.go.find(compilesProject) : void 0;
      if (go === void 0) return [];
      const { file, brought } = cache;
      return PARTS.flatMap((part) => {
        const there = part.there(cache, subject);
        const here = part.here({ subject, run, go });
        if (there === null || here === null || there.is === here) return [];
        return [
          {
            at: rangeOf(go),
            message: `This compiles ${shown2(here)}, and ${file}:${there.line} ${shown2(there.is)}: nothing fits of the build cache that line ${brought} of that file brings here`,
            remedy: part.remedy(here, there.is),
            evidence: [
              { file, line: there.line },
              { file, line: brought }
            ]
          }
        ];
      }).slice(0, 1);
    })
  ), "find")
};
function shown2(value) {
  return /^with/.test(value) ? value : `with ${value}`;
}
__name(shown2, "shown");
function runnerCaches(context) {
  const names2 = (context?.files.names(WORKFLOWS2) ?? []).filter((name2) => /\.ya?ml$/.test(name2)).slice(0, MOST_FILES7);
  return names2.flatMap((name2) => {
    const file = `${WORKFLOWS2}/${name2}`;
    const text = context.files.read(file) ?? "";
    if (!text.includes("buildkit-cache-dance")) return [];
    const rows = text.split("\n").slice(0, MOST_LINES4).map((row, index) => ({ text: row.trimStart().startsWith("#") ? "" : row.slice(0, MOST_LINE4), line: index + 1 }));
    const brought = rows.find((row) => BROUGHT.test(row.text));
    const compiling3 = rows.filter((row) => COMPILES.test(row.text));
    return brought === void 0 || compiling3.length === 0 ? [] : [{ file, rows, brought: brought.line, compiling: compiling3 }];
  });
}
__name(runnerCaches, "runnerCaches");
function flagOf({ rows, compiling: compiling3 }, flag) {
  const has = /* @__PURE__ */ __name(({ text }) => new RegExp(`(?:^|[\\s"'=:])${flag}(?:[\\s"']|$)`).test(text), "has");
  const flags = rows.filter(({ text }) => /\bGOFLAGS\b/.test(text));
  if (flags.length > 1 || flags.some(({ text }) => text.includes("$"))) return null;
  const { line } = compiling3[0];
  if (flags.some(has)) return { is: `with ${flag}`, line };
  const count2 = compiling3.filter(has).length;
  if (count2 > 0 && count2 < compiling3.length) return null;
  return { is: `${count2 > 0 ? "with" : "without"} ${flag}`, line };
}
__name(flagOf, "flagOf");
function releaseOfRunner({ file }, { context, project }) {
  const own = (goVersions(context.files) ?? []).filter((each) => each.file === file);
  const [first, ...others] = [...new Set(own.map(({ version }) => minorOf(version)))];
  if (first === void 0 || others.length > 0) return null;
  return isEnough(first, project) ? { is: `Go ${first}`, line: own[0].line } : null;
}
__name(releaseOfRunner, "releaseOfRunner");
function releaseHere({ subject: { model, project }, run }) {
  const { go, kind } = modelOf(model, run.stage).image;
  const minor = go === null || kind !== "golang" ? "" : minorOf(go);
  return minor !== "" && isEnough(minor, project) ? `Go ${minor}` : null;
}
__name(releaseHere, "releaseHere");
function isEnough(minor, project) {
  const asked2 = (project?.modules ?? []).flatMap(({ go, toolchain: toolchain2 }) => [go, toolchain2?.replace(/^go/, "") ?? null]);
  return asked2.every((release) => release === null || (compareReleases(minorOf(release), minor) ?? 1) <= 0);
}
__name(isEnough, "isEnough");
function minorOf(release) {
  return /^1\.\d+(?=$|\.\w)/.exec(release)?.[0] ?? "";
}
__name(minorOf, "minorOf");
function processorOf({ rows, compiling: compiling3 }) {
  const set = rows.filter(({ text }) => /\bGOAMD64\b/.test(text));
  if (set.length === 0) return { is: "GOAMD64=v1", line: compiling3[0].line };
  const value = /\bGOAMD64["']?\s*[:=]\s*["']?(v[1-4])\b/.exec(set[0].text)?.[1];
  return value === void 0 || set.length > 1 ? null : { is: `GOAMD64=${value}`, line: set[0].line };
}
__name(processorOf, "processorOf");
var RUNNER_CACHE_RULES = [otherFlags];

// src/dockerfile/rules/runtime.ts
import { posix as posix37 } from "node:path";

// src/dockerfile/check/needed.ts
import { posix as posix36 } from "node:path";
function neededBy(subject, kind) {
  const { project, programs } = subject;
  if (project === null || !/^build/.test(project.decision.kind)) return [];
  if (programs.some(({ output }) => output !== null) && shippedPrograms(subject).length === 0) return [];
  if (programs.length === 0 && reachedRuns(subject.model).some(({ go }) => go.some(isPublished2))) return [];
  const isOne = project.decision.kind === "build" && new Set(programs.map(({ dir }) => dir)).size <= 1;
  const facts = project.facts.filter((fact) => fact.kind === kind);
  return isOne ? facts : facts.map((fact) => ({ ...fact, certain: false }));
}
__name(neededBy, "neededBy");
function isPublished2({ verb, args }) {
  return verb === "install" && args.some(({ text }) => text.includes("@"));
}
__name(isPublished2, "isPublished");
function isBesideMain({ project }, file) {
  const decision = project?.decision;
  return decision?.kind === "build" && posix36.dirname(file) === decision.main.dir;
}
__name(isBesideMain, "isBesideMain");
function isInImage2({ model }, name2) {
  return before(model.target.stage, null).some(
    ({ instruction: { keyword, args } }) => keyword === "ENV" && args.split(/\s+/).some((word) => name2.test(word.split("=")[0]))
  );
}
__name(isInImage2, "isInImage");

// src/dockerfile/rules/runtime.ts
function copyFromGo(subject) {
  const { model } = subject;
  for (const { copy } of shippedPrograms(subject)) {
    if (copy === null || copy.origin.kind !== "stage" || !lineage(model.target.stage).includes(copy.stage)) continue;
    const from = copy.instruction.flags.find(({ name: name2 }) => name2 === "from").value;
    if (modelOf(model, copy.origin.stage).image.kind === "golang") return { start: copy.instruction.start, from };
  }
  return null;
}
__name(copyFromGo, "copyFromGo");
var BUNDLE = "/etc/ssl/certs/ca-certificates.crt";
var ROOTS = ["/etc/ssl", "/etc/pki", "/usr/share/ca-certificates", "/usr/local/share/ca-certificates"];
var withoutCertificates = {
  id: "R-01",
  severity: "error",
  title: "No CA certificates for a client of https servers",
  why: 'Without the certificates of the authorities every https request fails with "x509: certificate signed by unknown authority". scratch and the slim images of Debian have none.',
  source: "https://pkg.go.dev/crypto/x509#SystemCertPool",
  find: /* @__PURE__ */ __name((subject) => {
    const { image, stage } = subject.model.target;
    const [need] = neededBy(subject, "certificates");
    if (need === void 0 || image.certificates !== false || isInImage2(subject, /^SSL_CERT_(FILE|DIR)$/)) return [];
    if (ROOTS.some((path) => mayHold(subject, stage, path))) return [];
    if (mayMake(subject, stage, /cert|curl|wget|openssl|\bgit\b|\.(pem|crt)\b/)) return [];
    const shows = /* @__PURE__ */ __name((sign) => need.evidence.some(({ text = "" }) => sign.test(text)), "shows");
    const isAsked = need.certain && shows(/https:\/\//);
    const isLikely = shows(/^\s*(import\s+)?[\w.]*\s*"[^"]*\.[^"]*\/[^"]*"|\btls\.Dial/);
    if (!isAsked && !isLikely) return [];
    const source = copyFromGo(subject);
    const line = `COPY --from=${source?.from ?? "build"} ${BUNDLE} /etc/ssl/certs/`;
    return [
      {
        at: baseRange(stage),
        severity: isAsked ? "error" : "warning",
        message: isAsked ? `${image.name} has no CA certificates, and the program asks servers by https: every such request fails` : `${image.name} has no CA certificates, and the program seems to be a client of https servers`,
        remedy: `Write ${line}`,
        evidence: need.evidence,
        ...source && {
          fix: {
            title: "Copy the certificates of the build stage",
            edits: [addLines(subject.model.dockerfile, source, [line])]
          }
        }
      }
    ];
  }, "find")
};
var GO_ZONES = "/usr/local/go/lib/time/zoneinfo.zip";
var ZONES = "/usr/share/zoneinfo.zip";
var withoutZones = {
  id: "R-02",
  severity: "warning",
  title: "No time zones for a program that loads them",
  why: "scratch, Alpine and Ubuntu have no time zone database. time.LoadLocation then fails, and TZ counts for nothing.",
  source: "https://pkg.go.dev/time#LoadLocation",
  find: /* @__PURE__ */ __name((subject) => {
    const { image, stage } = subject.model.target;
    if (image.zones !== false || image.kind === "golang") return [];
    if (["/usr/share/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo", GO_ZONES].some(
      (path) => mayHold(subject, stage, path)
    ))
      return [];
    if (mayMake(subject, stage, /tzdata|zoneinfo/) || isInImage2(subject, /^ZONEINFO$/)) return [];
    const shipped = shippedPrograms(subject);
    const hasOwn = /* @__PURE__ */ __name(({ value = "" } = {}) => value.includes("timetzdata") || value.includes(OPAQUE), "hasOwn");
    if (shipped.length === 0 && (hiddenBuilds(subject).length === 0 || makeBringsZones(subject))) return [];
    if (shipped.some(({ go }) => hasOwn(go.flags.get("tags")))) return [];
    if (subject.packages.some(({ imports }) => imports.has("time/tzdata"))) return [];
    const install = installed2(subject);
    const zone = zoneOf(subject);
    if (zone !== null)
      return [
        {
          at: zone.at,
          message: `TZ=${zone.name} has no effect: ${image.name} has no time zones, and the program runs in UTC`,
          remedy: install?.remedy ?? "Import time/tzdata in package main, or build with -tags timetzdata",
          ...install?.edit && { fix: { title: "Install tzdata", edits: [install.edit] } }
        }
      ];
    const [need] = neededBy(subject, "zones");
    if (need === void 0) return [];
    const source = copyFromGo(subject);
    const added = [`COPY --from=${source?.from ?? "build"} ${GO_ZONES} ${ZONES}`, `ENV ZONEINFO=${ZONES}`];
    const edit = install?.edit ?? (source && addLines(subject.model.dockerfile, source, added));
    return [
      {
        at: baseRange(stage),
        message: `${image.name} has no time zones, and the program loads ${need.certain ? "one" : "those that it is told"}: time.LoadLocation fails`,
        remedy: install?.remedy ?? `Write ${added.join(" and ")}`,
        evidence: need.evidence,
        ...edit && { fix: { title: "Bring the time zones along", edits: [edit] } }
      }
    ];
  }, "find")
};
function installed2({ model: { target, dockerfile } }) {
  if (target.image.packages === null) return null;
  const isApk = target.image.packages === "apk";
  const words2 = target.runs.flatMap(({ commands }) => commands.map((command) => command.words));
  const last = words2.find(([program, verb]) => isApk && program?.text === "apk" && verb?.text === "add")?.at(-1);
  const isThere = last !== void 0 && dockerfile.text.slice(last.start, last.end) === last.raw;
  const remedy = isApk ? "Write RUN apk add --no-cache tzdata" : "Install tzdata with apt-get";
  return { remedy, edit: isThere && /^[\w.-]+$/.test(last.raw) ? insert(last.end, " tzdata") : null };
}
__name(installed2, "installed");
function makeBringsZones({ context }) {
  const files = ["Makefile", "makefile", "GNUmakefile"].map((name2) => context?.files.read(name2) ?? "");
  return files.some((text) => /timetzdata|time\/tzdata/.test(text));
}
__name(makeBringsZones, "makeBringsZones");
function zoneOf({ model }) {
  for (const { instruction } of before(model.target.stage, null)) {
    const [, name2 = ""] = instruction.keyword === "ENV" && /(?:^|\s)TZ[= ]["']?([\w/+-]+)/.exec(instruction.args) || [];
    if (name2 !== "" && !/^(Etc\/)?(UTC|GMT|UCT|Zulu)$|^Local$/i.test(name2)) return { name: name2, at: bodyRange(instruction) };
  }
  return null;
}
__name(zoneOf, "zoneOf");
var NOT_IN = {
  alpine: /^(bash|curl|git|ssh|ffmpeg|docker|kubectl|helm|terraform|python3?|node|npm|psql|pg_dump|mysqldump|openssl|rsync|java|convert|jq|make|gcc|go)$/,
  debian: /^(curl|wget|git|ssh|ffmpeg|docker|kubectl|helm|terraform|python3?|node|npm|psql|pg_dump|mysqldump|openssl|rsync|java|convert|jq|make|gcc|go|ip|ping|ps)$/
};
var FOLDERS2 = ["/bin", "/usr/bin", "/usr/local/bin", "/sbin", "/usr/sbin"];
var withoutPrograms = {
  id: "R-04",
  severity: "warning",
  title: "A program that the image has not",
  why: "exec.Command starts another program of the image. Small bases have few or none.",
  source: "https://pkg.go.dev/os/exec#Command",
  whyNoFix: "The base is for its author to choose.",
  find: /* @__PURE__ */ __name((subject) => {
    const { image, stage, copies } = subject.model.target;
    const listed = image.name === "buildpack-deps" ? void 0 : NOT_IN[image.kind];
    const lacks = /* @__PURE__ */ __name((name2) => image.shell === false || (listed?.test(name2) ?? false), "lacks");
    const own = new Set(shippedPrograms(subject).map(({ path }) => posix37.basename(path ?? "")));
    const missing = neededBy(subject, "exec").filter(({ certain, subject: program, evidence }) => {
      const name2 = posix37.basename(program);
      if (!certain || evidence.every(({ file }) => isForTests(subject, file)) || !lacks(name2) || own.has(name2) || !/^[\w.+-]+$/.test(name2))
        return false;
      if (mayMake(subject, stage, new RegExp(`(?<![\\w-])${name2.replace(/[.+]/g, "\\$&")}(?![\\w])`))) return false;
      if (copies.some(({ sources }) => sources.some((source) => source.includes(name2)))) return false;
      const places = program.startsWith("/") ? [program] : FOLDERS2.map((folder) => posix37.join(folder, name2));
      return !places.some((path) => mayHold(subject, stage, path));
    });
    if (missing.length === 0) return [];
    const isOfMain = missing.some(({ evidence }) => evidence.some(({ file }) => isBesideMain(subject, file)));
    const names2 = [...new Set(missing.map((each) => posix37.basename(each.subject)))];
    return [
      {
        at: baseRange(stage),
        severity: isOfMain ? "warning" : "info",
        message: `The program ${isOfMain ? "starts" : "can start"} ${names2.slice(0, 3).join(", ")}, which ${image.name} does not have`,
        remedy: image.packages ? `Install ${names2.join(", ")} in the final stage` : "Take a base that has it, or copy it along",
        evidence: missing.flatMap(({ evidence }) => evidence).slice(0, 5)
      }
    ];
  }, "find")
};
function isForTests({ context }, file) {
  return /^\s*(import\s+)?"testing"/m.test(context?.files.read(file) ?? "");
}
__name(isForTests, "isForTests");
var SETTINGS = /(^|\/)\.env|\.(env|ya?ml|json|toml|ini|conf|cfg|properties|db|sqlite3?|log|pem|crt|key)$|^\/?(data|tmp|logs?|uploads?)(\/|$)/;
var withoutFiles = {
  id: "R-05",
  severity: "warning",
  title: "Files that the program opens are not in the image",
  why: "A program that reads templates, static files or migrations at run time does not find them unless they are copied into its folder.",
  source: "https://docs.docker.com/reference/dockerfile/#copy---from",
  whyNoFix: "A path in the sources does not say what lies there when the container runs.",
  find: /* @__PURE__ */ __name((subject) => {
    const { model } = subject;
    const { stage, image } = model.target;
    const folder = startFolder(model, model.target);
    if (folder === null || image.kind === "unknown") return [];
    const missing = neededBy(subject, "runtime-file").filter(({ subject: path, opens = path, certain }) => {
      const [top = ""] = path.split("/");
      if (!certain && SETTINGS.test(path)) return false;
      if (contextPathIn(model.dockerfile, stage, null, path, model.buildArgs).length > 0) return false;
      if (mayHold(subject, stage, posix37.join(folder, opens))) return false;
      const isNamed = new RegExp(`(?<![\\w])${top.replace(/[^\w]/g, "\\$&")}(?![\\w])`);
      return !model.stages.some((each) => each.isReached && mayMake(subject, each.stage, isNamed));
    });
    return missing.slice(0, 5).map(
      ({ subject: path, opens = path, certain, evidence }) => ({
        at: bodyRange(stage.from),
        severity: certain && !SETTINGS.test(path) ? "warning" : "info",
        message: `The program opens ${opens} in ${folder}, and nothing copies ${path} into the image`,
        remedy: `Write COPY ${path} ${posix37.join(folder, opens)}`,
        evidence
      })
    );
  }, "find")
};
var RUNTIME_RULES = [withoutCertificates, withoutZones, withoutPrograms, withoutFiles];

// src/dockerfile/rules/secret-copies.ts
import { posix as posix38 } from "node:path";

// src/dockerfile/check/bringer.ts
function bringer(model, path) {
  const { dockerfile, buildArgs, target } = model;
  const copies = lineage(target.stage).flatMap((stage) => modelOf(model, stage).copies.toReversed());
  const brought = copies.find((copy) => {
    if (copy.instruction.flags.some(({ name: name2 }) => name2 === "exclude")) return false;
    if (copy.origin.kind === "context") return landsAt(copy, path) !== null;
    if (copy.origin.kind !== "stage") return false;
    const there = contextPathIn(dockerfile, copy.origin.stage, null, path, buildArgs);
    return there.some((each) => landsAt(copy, each.replace(/^\//, "")) !== null);
  });
  return brought ?? null;
}
__name(bringer, "bringer");

// src/dockerfile/rules/secret-copies.ts
var MOST_FILES8 = 300;
function whereabouts({ model }, { stage }) {
  return modelOf(model, stage).isFinal ? "all who can pull the image can read it" : "it stays in a layer of the builder's cache, which exports with mode=max hold too";
}
__name(whereabouts, "whereabouts");
function headOf2(context, path) {
  return context?.files.kind(path) === "file" ? context.files.read(path) : null;
}
__name(headOf2, "headOf");
var copiedKey = {
  id: "S-01",
  severity: "error",
  title: "Copies a private key or credentials",
  why: "What COPY and ADD bring is in a layer for ever, also where a later step removes it. Keys that only the build needs are mounted for the one step that uses them.",
  source: "https://docs.docker.com/build/building/secrets/",
  whyNoFix: "The build has to be started with a secret or a key in its place, and the key be taken for known.",
  anyFile: true,
  find: /* @__PURE__ */ __name((subject) => {
    const named = contextUses(subject.model).flatMap((use) => copiedSecret(subject, use));
    return named.length > 0 ? named : shippedKey(subject);
  }, "find")
};
function copiedSecret(subject, use) {
  const { context } = subject;
  const { source, isMount, at } = use;
  if (source === null || isMount || isSample(source) || /[*?[]/.test(source)) return [];
  const head = headOf2(context, source);
  const isSsh = posix38.basename(source) === ".ssh";
  const kind = head === null ? isSsh ? "private key" : secretByName(source) : secretIn(source, head);
  if (kind === null || kind === "environment file") return [];
  const isPublic = head !== null && context !== null && gitIgnored(context)(source, false) === null;
  const what = kind === "private key" ? "a private key" : "credentials";
  const remedy = /^id_|^\.ssh$/.test(posix38.basename(source)) ? "Write RUN --mount=type=ssh for the step that fetches, build with --ssh default, and take this out." : `Write RUN --mount=type=secret,id=${secretId(source)},target=\u2026 for the step that needs it, or mount it where the image runs, and take this out.`;
  return [
    {
      at,
      severity: isPublic ? "warning" : "error",
      message: isPublic ? known8(source, what) : `${source} is ${what}: ${whereabouts(subject, use)}`,
      remedy,
      ...head === null ? {} : { evidence: [{ file: source, line: 1 }] }
    }
  ];
}
__name(copiedSecret, "copiedSecret");
function known8(path, what) {
  return `${path} is ${what} and gets into a layer; it is in the repository already, so take it for known`;
}
__name(known8, "known");
function shippedKey(subject) {
  const { model, context } = subject;
  if (!mayShipFolders(subject)) return [];
  for (const { path, kind } of context?.walk?.().secrets ?? []) {
    const copy = kind === "private key" ? bringer(model, path) : null;
    if (copy === null) continue;
    const isPublic = gitIgnored(context)(path, false) === null;
    const { body } = copy.instruction;
    return [
      {
        at: rangeIn(body, 0, body.text.length),
        severity: "warning",
        message: isPublic ? known8(path, "a private key") : `${path} is a private key that git ignores, and it gets into the image: all who can pull the image can read it`,
        remedy: `Add it to ${context.ignore?.file ?? ".dockerignore"}, and mount it where the image runs.`,
        evidence: [{ file: path, line: 1 }]
      }
    ];
  }
  return [];
}
__name(shippedKey, "shippedKey");
var OF_BASE = /^\/?(etc\/(ssl|pki|passwd|group)|usr\/(local\/)?share\/(zoneinfo|ca-certificates))(\/|$)/;
function mayShipFolders({ model, programs }) {
  const compiled = new Set(programs.map(({ output }) => output));
  return lineage(model.target.stage).flatMap((stage) => modelOf(model, stage).copies).some(({ origin, sources }) => {
    const isOwn3 = origin.kind === "context" || origin.kind === "stage";
    return isOwn3 && sources.some((source) => !compiled.has(posix38.join("/", source)) && !OF_BASE.test(source));
  });
}
__name(mayShipFolders, "mayShipFolders");
function secretId(path) {
  return posix38.basename(path).replace(/^[._]+/, "").replace(/[^\w-]/g, "_") || "key";
}
__name(secretId, "secretId");
var environmentFile = {
  id: "S-09",
  severity: "error",
  title: "An environment file with secrets gets into the image",
  why: "A .env of a developer holds passwords and tokens. In a layer all who can pull the image can read them, and every environment has the same.",
  source: "https://docs.docker.com/build/building/secrets/",
  whyNoFix: "Whether the program reads the file at its start cannot be known.",
  find: /* @__PURE__ */ __name((subject) => {
    const { context } = subject;
    if (context === null) return [];
    const named = contextUses(subject.model).filter(
      ({ source, isMount }) => source !== null && !isMount && isEnvironmentFile(source) && !/[*?[]/.test(source)
    );
    const found = named.flatMap(({ source, at }) => {
      const judged = bringer(subject.model, source) === null ? null : judgeEnvironment(subject, source);
      return judged === null ? [] : [{ at, ...judged, remedy: REMEDY }];
    });
    return found.length > 0 ? found.slice(0, 1) : taken(subject, context);
  }, "find")
};
function taken(subject, context) {
  const committed = committedElsewhere(subject, context);
  if (committed.length > 0) return committed;
  const copy = bringer(subject.model, ".env");
  const use = copy && contextUses(subject.model).find((each) => isWhole(each) && each.instruction === copy.instruction);
  const ignored = gitIgnored(context)(".env", false);
  if (!use || ignored === null || context.ignore?.keepsOut(".env")) return [];
  const read = secretRead(context, subject.packages);
  if (read === null) return [];
  const { file, line, text } = read;
  return [
    {
      at: use.at,
      severity: "warning",
      message: `A .env, which ${ignored.file}:${ignored.line} keeps out of git, gets into the image of whoever has one: ${file}:${line} reads ${text}`,
      remedy: `Add to ${context.ignore?.file ?? ".dockerignore"}: **/.env`,
      evidence: [
        { file: ignored.file, line: ignored.line },
        { file, line }
      ]
    }
  ];
}
__name(taken, "taken");
var REMEDY = "Take it out, and give the values where the image runs: docker run --env-file .env, or a secret of the cluster.";
function committedElsewhere(subject, context) {
  const copies = subject.model.stages.filter(({ isFinal, isReached }) => isFinal && isReached).flatMap((each) => each.copies);
  for (const { instruction, sources, origin } of copies) {
    const source = sources.find(isEnvironmentFile);
    if (source === void 0 || origin.kind !== "stage") continue;
    const name2 = posix38.basename(source);
    const judged = context.files.kind(name2) === "file" ? judgeEnvironment(subject, name2) : null;
    if (judged === null) continue;
    const from = Math.max(instruction.body.text.indexOf(source), 0);
    const at = instruction.json ? instruction : rangeIn(instruction.body, from, from + source.length);
    return [{ at, ...judged, remedy: REMEDY }];
  }
  return [];
}
__name(committedElsewhere, "committedElsewhere");
function judgeEnvironment({ context, packages }, path) {
  const text = headOf2(context, path);
  const ignored = gitIgnored(context)(path, false);
  if (text !== null && ignored === null) {
    const name2 = secretSetting(text);
    if (name2 === null) return null;
    const line = text.slice(0, text.indexOf(name2)).split("\n").length;
    const message = `${path} with a value for ${name2} gets into the image; it is in the repository already, so take it for known`;
    return { severity: "warning", message, evidence: [{ file: path, line }] };
  }
  const read = secretRead(context, packages);
  if (read === null && ignored === null) return null;
  const why = read === null ? "" : `, and ${read.file}:${read.line} reads ${read.text} from its environment`;
  const evidence = [ignored, read].filter((each) => each !== null).map(({ file, line }) => ({ file, line }));
  const kept = ignored === null ? "is not in the repository" : "is kept out of git";
  return {
    severity: read !== null && ignored !== null ? "error" : "warning",
    message: `${path} ${kept}, so that a fresh clone stops at this line, and from a folder that has it, it gets into the image${why}: all who can pull the image can read it`,
    evidence
  };
}
__name(judgeEnvironment, "judgeEnvironment");
function secretRead({ files }, packages) {
  for (const { file } of packages.flatMap(({ files: own }) => own).slice(0, MOST_FILES8)) {
    const text = files.read(file) ?? "";
    for (const match of text.matchAll(/\b(?:Getenv|LookupEnv)\(\s*"([A-Z0-9_]{1,80})"/g)) {
      const [, name2 = ""] = match;
      if (SECRET_NAME.test(name2) || /(?:^|_)(?:PASS|DSN|DB_URL|DATABASE_URL|APIKEY)$/.test(name2))
        return { file, line: text.slice(0, match.index).split("\n").length, text: name2 };
    }
  }
  return null;
}
__name(secretRead, "secretRead");
var SECRET_COPY_RULES = [copiedKey, environmentFile];

// src/dockerfile/rules/secrets.ts
var NO_SECRET = /PUBLIC|_(?:FILE|PATH|URL|NAME)$/i;
var WITH_PASSWORD = /\b[a-z][a-z+]{2,12}:\/\/[\w.-]{1,40}:[^\s:@/$"'<>{]{1,80}@/;
var PASSWORD_FLAG = /--?[\w-]{0,40}(?:password|passwd|secret|token)(?:=|["\s,]{1,4})(?!["'\s,]*[-$/])[^\s"',$-][^\s"',$]{2,}/i;
var declaredSecret = {
  id: "S-03",
  severity: "error",
  title: "A secret in ARG, ENV or the command",
  why: "ENV is in the configuration of the image. The value of an ARG is in the history of the stage that uses it and in the provenance that BuildKit attaches with mode=max. A secret mount is in neither.",
  source: "https://docs.docker.com/build/building/secrets/",
  whyNoFix: "The build has to be started with a secret in its place.",
  buildkit: ["SecretsUsedInArgOrEnv"],
  anyFile: true,
  find: /* @__PURE__ */ __name((subject) => subject.model.stages.filter(({ isReached }) => isReached).flatMap((model) => declared(subject, model)), "find")
};
function declared({ file }, { stage, runs, isFinal }) {
  return stage.instructions.flatMap((instruction) => {
    const { keyword, body, args } = instruction;
    const whole = rangeIn(body, 0, body.text.length);
    if (/^(ENV|CMD|ENTRYPOINT)$/.test(keyword) && isFinal && WITH_PASSWORD.test(args))
      return [
        {
          at: whole,
          severity: "warning",
          message: `An address with a password is in this ${keyword}, for all who can inspect the image`,
          remedy: "Let the program read it from its environment or a mounted file, and set it where the image runs."
        }
      ];
    if (/^(CMD|ENTRYPOINT)$/.test(keyword) && isFinal && PASSWORD_FLAG.test(args))
      return [
        {
          at: whole,
          severity: "warning",
          message: `The ${keyword} has a password in it, for all who can inspect the image`,
          remedy: "Let the program read it from its environment or a mounted file, and set it where the image runs."
        }
      ];
    if (keyword === "ENV" && isFinal) {
      const match = /(?:^|\s)([A-Za-z_]\w*)=["']?\$\{?([A-Za-z_]\w*)/.exec(args);
      const [, name2 = "", from = ""] = match ?? [];
      const passedOn = SECRET_NAME.test(name2) && !NO_SECRET.test(name2) && isArgument3(stage, from);
      if (!passedOn) return [];
      return [
        {
          at: whole,
          message: `ENV keeps the value of the build argument ${from} in the image, for all who can pull it`,
          remedy: `Take it out, and set ${name2} where the image runs.`
        }
      ];
    }
    if (keyword !== "ARG") return [];
    return [...body.text.matchAll(/(?<=^|\s)([A-Za-z_]\w*)(?=\s|$|=["']?\$)/g)].flatMap(({ 0: name2, index }) => {
      if (!SECRET_NAME.test(name2) || NO_SECRET.test(name2)) return [];
      const used = runs.find(
        ({ commands }) => commands.some(
          ({ words: words2, assignments }) => [...words2, ...assignments.map(({ value }) => value)].some(({ variables }) => variables.includes(name2))
        )
      );
      if (used === void 0) return [];
      const { line } = used.instruction;
      return [
        {
          at: rangeIn(body, index, index + name2.length),
          message: `Line ${line} uses the build argument ${name2}: its value stays in the history of this stage and in the provenance`,
          remedy: `Write RUN --mount=type=secret,id=${name2},env=${name2} in line ${line}, build with --secret id=${name2}, and take this ARG out.`,
          evidence: [{ file, line }]
        }
      ];
    });
  });
}
__name(declared, "declared");
function isArgument3(stage, name2) {
  return stage.instructions.some(
    ({ keyword, args }) => keyword === "ARG" && args.split(/\s+/).some((word) => word === name2 || word.startsWith(`${name2}=`))
  );
}
__name(isArgument3, "isArgument");
var SECRET_RULES = [declaredSecret];

// src/dockerfile/rules/shape.ts
import { posix as posix39 } from "node:path";
var TOOLS2 = new Set(
  "go make air reflex CompileDaemon gow modd gin fresh realize dlv nodemon task mage just tail sleep".split(" ")
);
var RELOADS = /\/(air|reflex|CompileDaemon|gow|modd|gin|fresh|realize|dlv)(@|$)/;
function needsToolchain(subject) {
  const { model, project } = subject;
  const command = commandOf(model.target.stage);
  if (forDebugging(subject) || command === "") return true;
  const started = command.split(/[\s"'[\],;&|]+/).filter(Boolean);
  if (started.some((word) => TOOLS2.has(posix39.basename(word)) || word.endsWith(".sh"))) return true;
  if (started.length === 1 && /^(\/\w+)*\/?(ba|a|z)?sh$/.test(started[0])) return true;
  const finalRuns = model.stages.flatMap(({ isFinal, runs }) => isFinal ? runs : []);
  const words2 = finalRuns.flatMap(({ commands }) => commands.flatMap((each) => each.words));
  const startsOwn = subject.programs.some(({ output }) => output !== null && started[0] === output);
  if (!startsOwn && words2.some(({ text }) => RELOADS.test(text))) return true;
  const isForBuild = !isToolchain(model.target.image) && finalRuns.some(({ go }) => go.some(makesProgram));
  if (!isForBuild && namesToolchain(subject)) return true;
  const facts = project?.facts ?? [];
  if (facts.some(({ kind, subject: program }) => kind === "exec" && /^(go|gofmt|gopls)$/.test(program))) return true;
  return (project?.modules.length ?? 0) === 0 && startsGo(subject);
}
__name(needsToolchain, "needsToolchain");
function namesToolchain({ model }) {
  return lineage(model.target.stage).some(
    ({ instructions }) => instructions.some(({ keyword, args }) => keyword === "ENV" && /\bGOROOT\b|\/go\/bin/.test(args))
  );
}
__name(namesToolchain, "namesToolchain");
var MOST_FILES9 = 50;
function startsGo({ programs, context }) {
  const folders = new Set(programs.flatMap(({ dir }) => dir ?? []));
  const files = [...folders].flatMap((dir) => (context?.files.names(dir) ?? []).map((name2) => posix39.join(dir, name2)));
  return files.filter((file) => file.endsWith(".go")).slice(0, MOST_FILES9).some((file) => /\bexec\.Command(Context)?\((\w+, )?"go(fmt|pls)?"/.test(context?.files.read(file) ?? ""));
}
__name(startsGo, "startsGo");
function isForDevelopers2({ model, file }) {
  return [file, model.target.stage.name ?? ""].some((text) => /dev|debug|test/i.test(text));
}
__name(isForDevelopers2, "isForDevelopers");
function shown3({ name: name2, tag }) {
  return tag ? `${name2}:${tag}` : name2;
}
__name(shown3, "shown");
function bringsToolchain({ origin, sources }) {
  if (origin.kind !== "image" || describeImage(origin.reference).kind !== "golang") return false;
  return sources.some((source) => /^\/usr\/local\/go\/?$/.test(source));
}
__name(bringsToolchain, "bringsToolchain");
function isToolchain({ kind, name: name2 }) {
  return kind === "golang" || kind === "chainguard" && name2.endsWith("/go");
}
__name(isToolchain, "isToolchain");
var toolchainShips = {
  id: "A-01",
  severity: "warning",
  title: "The image is that of the compiler",
  why: "A compiled Go program needs neither the compiler nor the sources. An image with them is hundreds of megabytes larger, and every flaw of its Debian packages is in it.",
  source: "https://docs.docker.com/build/building/multi-stage/",
  whyNoFix: "What the final stage has to have besides the program is for its author to say.",
  find: /* @__PURE__ */ __name((subject) => {
    const { stages, target } = subject.model;
    const brought = stages.filter(({ isFinal }) => isFinal).flatMap(({ copies }) => copies.find(bringsToolchain) ?? []);
    if (brought[0] !== void 0 && !needsToolchain(subject))
      return [
        {
          at: brought[0].instruction.flags.find(({ name: name2 }) => name2 === "from") ?? brought[0].instruction,
          message: "This COPY brings the compiler and the standard library into the image that ships",
          remedy: "Compile in a stage of its own, FROM golang, and COPY --from the program into the final one"
        }
      ];
    const hidden2 = hiddenBuilds(subject).map(({ stage }) => stage);
    const makes = stages.some(
      ({ stage, isFinal, runs }) => isFinal && (hidden2.includes(stage) || runs.some(({ go }) => go.some(makesProgram)))
    );
    const runsSources = /^\[?\s*"?go"?[\s,]+"?run\b/.test(commandOf(target.stage)) && !isForDevelopers2(subject);
    if (isToolchain(target.image) && runsSources)
      return [
        {
          at: imageWord(target.stage),
          message: `The image that ships is ${shown3(target.image)} itself, and \`go run\` compiles the program again at each start`,
          remedy: "Compile with go build in a first stage, and COPY --from the program into a small second one"
        }
      ];
    const isBrought2 = target.copies.some(({ origin }) => origin.kind === "stage");
    if (!isToolchain(target.image) || !(makes || isBrought2) || needsToolchain(subject)) return [];
    return [
      {
        at: imageWord(target.stage),
        message: `The image that ships is ${shown3(target.image)} itself, with the compiler${makes ? ", the sources and the downloaded modules" : " that the program does not need"}`,
        remedy: "Begin a second stage, FROM gcr.io/distroless/static-debian13:nonroot, and COPY --from the program into it"
      }
    ];
  }, "find")
};
var OF_TOOLCHAIN = [
  { path: /^\/usr\/local\/go$/, what: "the compiler and the standard library" },
  { path: /^\/(go|go\/pkg|go\/pkg\/mod)$/, what: "the module cache" },
  { path: /^\/root\/\.cache(\/go-build)?$/, what: "the build cache" }
];
var sourcesShip = {
  id: "A-02",
  severity: "warning",
  title: "The image takes the toolchain or the sources along",
  why: "What the compiler needed is no part of the program: it makes the image larger, and shows the sources to everybody who can pull it.",
  source: "https://docs.docker.com/build/building/multi-stage/",
  whyNoFix: "The sources may have files beside them that the program opens.",
  find: /* @__PURE__ */ __name((subject) => {
    const { model } = subject;
    if (isToolchain(model.target.image) || needsToolchain(subject)) return [];
    if (model.target.runs.some(({ go }) => go.length > 0)) return [];
    return model.stages.filter(({ isFinal }) => isFinal).flatMap(({ copies }) => copies).flatMap((copy) => takenAlong(subject, copy));
  }, "find")
};
var MOST_SOURCES2 = 20;
function takenAlong({ model, project }, copy) {
  const { origin, instruction } = copy;
  if (origin.kind !== "stage") return [];
  const from = modelOf(model, origin.stage);
  const chain = lineage(origin.stage).map((stage) => modelOf(model, stage));
  if (from.image.kind !== "golang" || !chain.some(({ runs }) => runs.some(({ go }) => go.some(compiles)))) return [];
  const programs = chain.flatMap(
    ({ runs }) => runs.flatMap(({ commands }) => commands.map(({ words: words2 }) => words2[0]?.text ?? ""))
  );
  const isCleaned = programs.some((program) => /^(rm|find|mv)$/.test(posix39.basename(program)));
  const known9 = [
    ...(project?.modules ?? []).map(({ dir }) => posix39.join(dir, "go.mod")),
    ...(project?.mains ?? []).map(({ evidence }) => evidence.file)
  ];
  const sources = known9.slice(0, MOST_SOURCES2).flatMap((file) => contextPathIn(model.dockerfile, origin.stage, null, file, model.buildArgs));
  return copy.sources.flatMap((written2) => {
    if (/[*?[$]/.test(written2)) return [];
    const path = clean(`/${written2}`);
    const found = OF_TOOLCHAIN.find((each) => each.path.test(path));
    const source = sources.find((file) => file !== path && isAtOrBelow(file, path));
    const compiled = compiledFolders(chain).find(({ folder }) => isAtOrBelow(folder, path));
    const hasSources2 = (source ?? compiled) !== void 0 && !isCleaned && !copy.keepsParents;
    const what = found?.what ?? (hasSources2 ? "the sources" : null);
    if (what === null) return [];
    const seen = source ? `, with ${posix39.basename(source)} in it` : `, which line ${compiled?.line} compiles`;
    return [
      {
        at: wordsOf(instruction).find(({ text }) => clean(`/${text}`) === path) ?? instruction,
        message: `${path} of ${origin.stage.name ?? "that stage"} is ${what}${found ? "" : seen}: a compiled program does not need them`,
        remedy: "Copy the program alone, and the files that it opens"
      }
    ];
  });
}
__name(takenAlong, "takenAlong");
function compiledFolders(chain) {
  return chain.flatMap(
    ({ runs }) => runs.flatMap(
      ({ go: commands, instruction: { line } }) => commands.flatMap(({ verb, args, folder, command }) => {
        const isOfPath = args.every(({ text }) => /^\.{1,2}($|\/)|^[\w-]+\.go$/.test(text) && !text.endsWith("..."));
        if (verb !== "build" || folder === null || !command.certain || !isOfPath) return [];
        const paths = args.length === 0 ? ["."] : args.map(({ text }) => text.endsWith(".go") ? posix39.dirname(text) : text);
        return paths.map((path) => ({ folder: clean(posix39.join(folder, path)), line }));
      })
    )
  );
}
__name(compiledFolders, "compiledFolders");
var alsoByGoReleaser = {
  id: "A-04",
  severity: "info",
  title: "GoReleaser packages a Dockerfile that compiles",
  why: "GoReleaser builds its images in a folder that has only the programs it has compiled. A Dockerfile that compiles again needs sources that are not there, and makes another program than the release.",
  source: "https://goreleaser.com/errors/docker-build/",
  whyNoFix: "Which of the two is meant to compile cannot be known.",
  find: /* @__PURE__ */ __name(({ model, context, file }) => {
    const named = [".goreleaser.yaml", ".goreleaser.yml", "goreleaser.yaml", "goreleaser.yml"];
    const config = named.find((name2) => context?.files.kind(name2) === "file");
    const rows = (config === void 0 ? null : context?.files.read(config))?.split("\n") ?? [];
    const line = rows.findIndex((row) => /^dockers(_v2)?:\s*$/.test(row)) + 1;
    if (config === void 0 || line === 0) return [];
    const files = rows.flatMap((row) => /^\s+(?:- )?dockerfile:\s*["']?([^\s"'#]+)/.exec(row)?.[1] ?? []);
    if (!(files.length === 0 ? ["Dockerfile"] : files).some((name2) => posix39.normalize(name2) === posix39.normalize(file)))
      return [];
    const brings2 = model.stages.some(({ copies }) => copies.some(({ origin }) => origin.kind === "context"));
    const run = model.stages.filter(({ isReached }) => isReached).flatMap(({ runs }) => runs).find(({ go }) => go.some(makesProgram));
    if (run === void 0 || !brings2) return [];
    return [
      {
        at: { start: run.instruction.start, end: run.instruction.start + run.instruction.keyword.length },
        message: `${config}:${line} builds this Dockerfile in a folder that has only the compiled programs: this step compiles again, from sources that are not there`,
        remedy: "Give GoReleaser a Dockerfile that only copies the program, or leave its dockers section out",
        evidence: [{ file: config, line }]
      }
    ];
  }, "find")
};
var SHAPE_RULES = [toolchainShips, sourcesShip, alsoByGoReleaser];

// src/dockerfile/rules/shell-style.ts
var INDEX = "/var/cache/apk";
var packageIndex = {
  id: "H-01",
  severity: "info",
  title: "apk leaves its package index in the image",
  why: "Without --no-cache, apk keeps the index that it has downloaded in /var/cache/apk: some 2 MB that nothing reads any more.",
  source: "https://github.com/docker-library/docs/tree/master/alpine#how-to-use-this-image",
  find: /* @__PURE__ */ __name(({ model: { stages, dockerfile } }) => stages.filter(
    ({ isFinal, isReached, image }) => isFinal && isReached && (image.packages === "apk" || image.packages === null)
  ).flatMap(({ runs }) => runs).flatMap((run) => {
    const script = inScript(run);
    const isMounted = run.mounts.some(
      ({ target }) => target !== null && (isAtOrBelow(INDEX, target) || target.startsWith(`${INDEX}/`))
    );
    if (isMounted || /rm\s[^;&|]{0,500}\/var\/cache|apk\s+cache\s+clean/.test(script)) return [];
    const calls = run.commands.filter(({ words: words2, certain }) => certain && words2[0]?.text === "apk");
    const keeps = calls.filter(({ words: words2 }) => {
      const texts = words2.map(({ text }) => text);
      return texts.some((text) => /^(add|update|upgrade)$/.test(text)) && !texts.includes("--no-cache");
    });
    const [first] = keeps;
    if (first === void 0) return [];
    const verb = first.words.find(({ text }) => /^(add|update|upgrade)$/.test(text));
    const isPlain2 = keeps.length === 1 && verb.text === "add" && first.words.every(({ text }) => !/^(-U|--update(-cache)?|--cache-dir.*)$/.test(text));
    const update = first.words.find(({ text }) => /^(-U|--update|--update-cache)$/.test(text));
    const edits = update ? [replace(update, "--no-cache")] : [insert(verb.end, " --no-cache")];
    const problem = {
      at: { start: first.words[0].start, end: verb.end },
      message: `\`apk ${verb.text}\` leaves the package index in the image, in ${INDEX}`,
      remedy: verb.text === "update" ? "Take this out, and write apk add --no-cache." : `Write apk ${verb.text} --no-cache`
    };
    const isUseless = verb.text === "update" && calls.every((call) => call === first || isWithoutCache(call));
    const removed = isUseless && keeps.length === 1 ? removeCommand(run, first, dockerfile.text) : null;
    if (removed !== null && calls.length > 1)
      return [{ ...problem, fix: { title: "Leave the index out, which --no-cache fetches itself", edits: [removed] } }];
    const canFix = keeps.length === 1 && verb.text === "add" && (isPlain2 || update !== void 0);
    return [canFix ? { ...problem, fix: { title: "Leave no package index in the layer", edits } } : problem];
  }), "find")
};
function isWithoutCache({ words: words2 }) {
  return words2.some(({ text }) => text === "--no-cache");
}
__name(isWithoutCache, "isWithoutCache");
var unseenFailure = {
  id: "H-04",
  severity: "warning",
  title: "A failed command does not fail the step",
  why: "A step fails when its script does, and a script ends as its last command does. What fails before a `;`, in a pipe or in the background is not seen there.",
  source: "https://docs.docker.com/build/building/best-practices/#using-pipes",
  whyNoFix: "A command that has always failed unseen would stop the build from now on.",
  find: /* @__PURE__ */ __name(({ model }) => reachedRuns(model).flatMap((run) => {
    if (run.isForeign || run.isBroken || run.instruction.json || stopsAtFailure(run)) return [];
    for (const go of run.go.filter(makesProgram)) {
      const how = hidden(run, go);
      if (how === null) continue;
      const { says, remedy } = how;
      return [{ at: rangeOf(go), message: `When \`go ${go.verb}\` fails, the step goes on: ${says}`, remedy }];
    }
    const fetch = run.commands.find((command) => isFetch(command) && goesOn(run, command));
    if (fetch === void 0) return [];
    const [program, verb] = fetch.words;
    const name2 = /^(wget|curl)$/.test(program.text) ? program.text : `${program.text} ${verb.text}`;
    return [
      {
        at: { start: program.start, end: verb.end },
        message: `When \`${name2}\` fails, the step goes on: the command after it is what counts`,
        remedy: "Write && in place of ; or put set -e first."
      }
    ];
  }), "find")
};
var FETCHES = [
  { program: /^apk$/, verb: /^add$/ },
  { program: /^(apt|apt-get|dnf|microdnf|yum)$/, verb: /^install$/ },
  { program: /^(curl|wget)$/, verb: /^https?:/ },
  { program: /^git$/, verb: /^clone$/ }
];
function isFetch({ words: words2, certain }) {
  const [program = "", ...rest] = words2.map(({ text }) => text);
  const known9 = FETCHES.find((each) => each.program.test(program));
  return certain && known9 !== void 0 && rest.some((text) => known9.verb.test(text));
}
__name(isFetch, "isFetch");
function goesOn(run, command) {
  const [, operator, word = ""] = /^[^\S\n]*(;|\n)\s*(\S*)/.exec(scriptAfter(run, command.end)) ?? [];
  return command.pipedTo === null && operator !== void 0 && !/^(fi|esac|\}|\)|done|else|elif|#|)$|^exit\b/.test(word);
}
__name(goesOn, "goesOn");
function stopsAtFailure(run) {
  const shell = before(run.stage, run.instruction).findLast(({ instruction }) => instruction.keyword === "SHELL");
  const hasPipe = run.go.some(({ command }) => command.pipedTo !== null);
  const options = [inScript(run), shell?.instruction.args ?? ""].join("\n");
  if (hasPipe) return /pipefail/.test(options);
  const isSet2 = run.commands.some(
    ({ words: words2 }) => words2[0]?.text === "set" && words2.some(({ text }) => /^-\w*e/.test(text) || text === "errexit")
  );
  return isSet2 || /^#!.*\s-\w*e/.test(inScript(run)) || /"-\w*e\w*"/.test(shell?.instruction.args ?? "");
}
__name(stopsAtFailure, "stopsAtFailure");
function hidden(run, { command }) {
  const after = scriptAfter(run, command.end);
  if (command.pipedTo !== null) {
    const reader = command.pipedTo.words[0]?.text ?? "the next command";
    return {
      says: `in a pipe only ${reader} counts`,
      remedy: 'Put set -o pipefail before it, with a shell that has it: SHELL ["/bin/bash", "-o", "pipefail", "-c"]'
    };
  }
  const next = /^[^\S\n]*(\|\||&&|&|;;?|\n|$)\s*(\S*)/.exec(after);
  const [, operator = "", word = ""] = next ?? [];
  if (operator === "&")
    return { says: "it runs in the background, and `wait` ends with 0", remedy: "Let it run in front." };
  if (operator === "||") {
    const isHidden = /^(true|:|echo)$/.test(word) && !/\bexit\b/.test(after);
    return isHidden ? { says: `\`|| ${word}\` hides it`, remedy: `Take \`|| ${word}\` out.` } : null;
  }
  if (operator !== ";" && operator !== "\n") return null;
  const isLoop = /(?:^|[;&\s])(?:for|while)\s/.test(scriptBefore(run, command.start)) && word === "done";
  if (isLoop) return { says: "of a loop only the last turn counts", remedy: "Put set -e; before the loop." };
  if (!command.certain || /^(fi|esac|\}|\)|done|else|elif|#|)$/.test(word) || /^exit\b/.test(word)) return null;
  return {
    says: "the command after it is what counts",
    remedy: operator === ";" ? "Write && in place of ; or put set -e; first." : "Put a line set -e first."
  };
}
__name(hidden, "hidden");
var SHELL_RULES = [packageIndex, unseenFailure];

// src/dockerfile/check/own-module.ts
import { posix as posix40 } from "node:path";
function isOfOwnModule({ file, context }) {
  const folder = posix40.dirname(file);
  return folder !== "." && context?.files.kind(posix40.join(folder, "go.mod")) === "file";
}
__name(isOfOwnModule, "isOfOwnModule");

// src/dockerfile/check/wants-git.ts
import { posix as posix41 } from "node:path";
var ASKS_GIT = /^(describe|rev-parse|rev-list|log|show|status|tag|diff-index|branch|name-rev|symbolic-ref)$/;
function gitCalls({ commands }) {
  return commands.filter(
    ({ words: [program, ...rest] }) => program !== void 0 && posix41.basename(program.text) === "git" && ASKS_GIT.test(rest.find(({ text }) => !text.startsWith("-"))?.text ?? "")
  );
}
__name(gitCalls, "gitCalls");
function asksForVersion({ words: [program, ...rest], certain }) {
  const isGit = program !== void 0 && posix41.basename(program.text) === "git";
  const asked2 = rest.find(({ text }) => !text.startsWith("-"))?.text ?? "";
  return certain && isGit && /^(describe|rev-parse|log)$/.test(asked2);
}
__name(asksForVersion, "asksForVersion");
var CALLS_GIT = /\bgit\s+(-\S+\s+)*(describe|rev-parse|rev-list|log|show|status|tag|diff|branch|name-rev|symbolic-ref)\b/;
var TELLS_COMMIT = /* @__PURE__ */ new Set([
  ...["github.com/carlmjohnson/versioninfo", "github.com/earthboundkid/versioninfo"],
  ...["github.com/prometheus/common/version", "go.szostok.io/version", "sigs.k8s.io/release-utils/version"]
]);
function mayWantGit(subject, run, go) {
  const { model, context } = subject;
  if (reachedRuns(model).some((each) => gitCalls(each).length > 0)) return true;
  const runs = [...earlierRuns(model, run), run];
  if (runs.some((each) => each.go.some(({ verb }) => /^(run|generate)$/.test(verb)))) return true;
  const behind = runs.filter((each) => !isHarmlessShell(each)).map((each) => follow(subject, each));
  if (behind.some(({ isWhole: isWhole2 }) => !isWhole2)) return true;
  if (!mayHaveGit(subject, run)) return false;
  const files = new Set(behind.flatMap((each) => each.files));
  if ([...files].some((file) => CALLS_GIT.test(context?.files.read(file) ?? ""))) return true;
  return go.flags.get("buildvcs")?.value !== "false" && tellsCommit(subject);
}
__name(mayWantGit, "mayWantGit");
function isHarmlessShell({ commands, isForeign, isBroken }) {
  if (isForeign || isBroken) return false;
  const piped = new Set(commands.flatMap(({ pipedTo }) => pipedTo === null ? [] : [pipedTo]));
  return commands.every((command) => {
    const words2 = command.words.map(({ text }) => text);
    return !isOpaque(words2) || piped.has(command) && /^(ba|da|a)?sh$/.test(words2[0] ?? "") && words2.length === 1;
  });
}
__name(isHarmlessShell, "isHarmlessShell");
function mayHaveGit({ model }, run) {
  const { image } = modelOf(model, run.stage);
  return image.kind !== "golang" || image.packages !== "apk" || mayMake({ model }, run.stage, /\bgit\b|alpine-sdk/);
}
__name(mayHaveGit, "mayHaveGit");
var MOST_SOURCES3 = 100;
function tellsCommit({ packages, context }) {
  if (packages.some(({ imports }) => [...imports.keys()].some((path) => TELLS_COMMIT.has(path)))) return true;
  const files = packages.filter(({ imports }) => imports.has("runtime/debug")).flatMap((each) => each.files);
  if (files.length > MOST_SOURCES3) return true;
  return files.some(({ file }) => context?.files.read(file)?.includes("ReadBuildInfo") ?? true);
}
__name(tellsCommit, "tellsCommit");
var MOST_WORKFLOWS = 50;
function isFromGitHub({ context }) {
  const folder = ".github/workflows";
  const names2 = (context?.files.names(folder) ?? []).filter((name2) => /\.ya?ml$/.test(name2)).slice(0, MOST_WORKFLOWS);
  const texts = names2.map((name2) => context?.files.read(`${folder}/${name2}`) ?? "");
  const builds = texts.filter((text) => /uses: *["']?docker\/build-push-action@/.test(text));
  const isGiven = texts.some((text) => /^\s*context:|\bdocker (buildx )?build\b|docker\/bake-action/m.test(text));
  return builds.length > 0 && !isGiven;
}
__name(isFromGitHub, "isFromGitHub");

// src/dockerfile/rules/stamps.ts
var OF_REPOSITORY = [".git/HEAD", ".git/objects", ".git/refs"];
var gitInBuild = {
  id: "B-03",
  severity: "error",
  title: ".git is in the build, whole or in part",
  why: "Each commit changes .git, so that a COPY which brings it compiles again though no source changed. Of a .git in part, `go build` asks Git for the commit, and stops when Git does not know the folder.",
  source: "https://go.dev/doc/go1.18#go-version",
  find: /* @__PURE__ */ __name((subject) => {
    const { model, context } = subject;
    if (context === null || context.files.kind(".git") !== "folder") return [];
    const found = reachedRuns(model).flatMap((run) => {
      const own = run.go.find((each) => compiles(each) && each.verb !== "vet");
      const behind = own ? void 0 : goBehind({ model, context }, run).find(({ go: go2 }) => compiles(go2) && go2.verb !== "vet");
      const go = own ?? behind?.go;
      if (go === void 0 || contextPathIn(model.dockerfile, run.stage, run.instruction, ".git", model.buildArgs).length === 0)
        return [];
      return context.ignore !== null && hiddenPart(context) !== null ? behind === void 0 ? inPart(subject, run, go, context.ignore.file) : [] : inWhole(subject, run, go, behind === void 0 ? `\`go ${go.verb}\`` : `\`${calledAs(behind.via)}\``);
    });
    return found.filter(({ at }, index) => found.findIndex((other) => other.at.start === at.start) === index);
  }, "find")
};
function hiddenPart({ ignore }) {
  if (ignore?.keepsOut(".git") !== null) return null;
  return OF_REPOSITORY.map((path) => ignore.keepsOut(path)).find((line) => line !== null) ?? null;
}
__name(hiddenPart, "hiddenPart");
function inPart(subject, run, go, file) {
  const { image } = modelOf(subject.model, run.stage);
  const { line, text } = hiddenPart(subject.context);
  const hasGit = image.kind === "golang" && image.packages === "apt";
  const stamps = /^(build|install)$/.test(go.verb) && go.flags.get("buildvcs")?.value !== "false";
  if (!hasGit || !stamps || !go.command.certain) return [];
  const edit = addGoFlag(go, "-buildvcs=false", subject.model.dockerfile.text);
  const problem = {
    at: rangeOf(go),
    message: `\`go ${go.verb}\` stops with "error obtaining VCS status": ${file}:${line} ${text} leaves a .git in the context that is no repository for Git`,
    remedy: `Write .git instead of ${text} in ${file}, or add -buildvcs=false`,
    evidence: [{ file, line }]
  };
  return [edit === null ? problem : { ...problem, fix: { title: "Add -buildvcs=false", edits: [edit] } }];
}
__name(inPart, "inPart");
function inWhole(subject, run, go, said) {
  const { model, context } = subject;
  if (isOfOwnModule(subject)) return [];
  if (context?.ignore?.keepsOut(".git") != null || mayWantGit(subject, run, go)) return [];
  if (go.flags.get("buildvcs")?.value === "true") return [];
  const copy = earlierCopies(model, run.stage, run.instruction).find(
    ({ origin, sources }) => origin.kind === "context" && sources.some((source) => /^(\.|\.\/|\/|\*|\.\/\*)$/.test(source))
  );
  const mount = run.mounts.find(({ type }) => type === "bind");
  const at = copy ? wordsOf(copy.instruction)[0] ?? copy.instruction : mount?.range;
  if (at === void 0) return [];
  return [
    {
      at,
      severity: isFromGitHub(subject) ? "info" : "warning",
      message: `.git comes with the sources: each commit changes it, so that ${said} of line ${run.instruction.line} runs again though no source changed`,
      remedy: `Write a line with .git into ${context?.ignore?.file ?? ".dockerignore"}`
    }
  ];
}
__name(inWhole, "inWhole");
var withoutGit = {
  id: "B-14",
  severity: "warning",
  title: "Git is asked for a version in a build without .git",
  why: "`git describe` in a build needs .git. Without it a `$(git describe)` is empty, nothing stops, and the program says no version.",
  source: "https://docs.docker.com/build/concepts/context/#git-repositories",
  whyNoFix: "The version has to come from whoever starts the build.",
  anyFile: true,
  find: /* @__PURE__ */ __name((subject) => {
    const { model, context } = subject;
    const folders = model.stages.flatMap(({ runs }) => runs.flatMap(({ commands }) => commands.map(({ folder }) => folder)));
    const fetches2 = model.stages.some(
      ({ runs, copies }) => runs.some(({ commands }) => commands.some((command) => isFetch2(command, folders))) || copies.some(({ sources }) => sources.some((source) => /:\/\/|^git@/.test(source)))
    );
    if (fetches2) return [];
    return reachedRuns(model).flatMap((run) => {
      const hasGit = contextPathIn(model.dockerfile, run.stage, run.instruction, ".git/HEAD", model.buildArgs).length > 0;
      const by = context?.ignore?.keepsOut(".git/HEAD") ?? null;
      const mayBeBound = earlierCopies(model, run.stage, run.instruction).some(
        ({ origin, sources, destination }) => destination === null || origin.kind === "unknown" || origin.kind === "image" || sources.some((source) => source.includes(".git"))
      );
      if (hasGit && by === null || mayBeBound && by === null) return [];
      const why = by === null ? "no COPY brings .git into the stage" : `${context.ignore.file}:${by.line} keeps .git out`;
      const evidence = by === null ? [] : [{ file: context.ignore.file, line: by.line }];
      return askingGit(run, subject).map(({ at, what, places }) => ({
        at,
        message: `${what} finds no repository, because ${why}: the version stays empty`,
        remedy: "Give the version with --build-arg and take it from an ARG",
        evidence: [...evidence, ...places]
      }));
    });
  }, "find")
};
function isFetch2({ words: words2 }, folders) {
  if (words2[0]?.text !== "git") return false;
  if (!words2.some(({ text }) => /^(clone|init|fetch|submodule|pull)$/.test(text))) return false;
  const into = words2.at(-1).text;
  const isAside = words2.some(({ text }) => text === "clone") && /^\/[\w./-]+$/.test(into);
  return !isAside || folders.some((folder) => folder === null || isAtOrBelow(folder, into));
}
__name(isFetch2, "isFetch");
function askingGit(run, subject) {
  const own = gitCalls(run).find(({ certain }) => certain);
  if (own !== void 0) {
    const at = { start: own.words[0].start, end: own.words.at(-1).end };
    return [{ at, what: `\`git ${own.words[1]?.text.includes(OPAQUE) ? "\u2026" : own.words[1]?.text ?? ""}\``, places: [] }];
  }
  const builds = goBehind(subject, run).filter(({ go }) => /^(build|install)$/.test(go.verb) && go.command.certain);
  for (const { via, file, line, calls } of builds) {
    const called = calls.find(({ text }) => /\bgit (describe|rev-parse|log)\b/.test(text) && !/\|\||;/.test(text));
    const beside = follow(subject, run).commands.find(
      (each) => each.via === via && each.file === file && each.line <= line && asksForVersion(each.command)
    );
    const place = called ?? beside;
    if (place === void 0) continue;
    const at = { start: via.words[0].start, end: via.words.at(-1).end };
    const places = [{ file: place.file, line: place.line }];
    return [{ at, what: `git of ${place.file}:${place.line}, which \`${calledAs(via)}\` runs,`, places }];
  }
  return [];
}
__name(askingGit, "askingGit");
var STAMP_RULES = [gitInBuild, withoutGit];

// src/dockerfile/rules/start.ts
import { posix as posix43 } from "node:path";

// src/dockerfile/check/installed.ts
import { posix as posix42 } from "node:path";
var PACKAGES = { dlv: "delve" };
var INSTALLERS3 = /^(apk|apt|apt-get|dnf|microdnf|yum|zypper)$/;
function installedElsewhere(subject, path) {
  const { stage } = subject.model.target;
  const name2 = posix42.basename(path);
  if (posix42.dirname(path) !== "/" || !/^[\w-]+$/.test(name2)) return null;
  const brings2 = copiesInto(subject.model, stage).some(
    ({ sources, destination }) => destination === path || sources.some((source) => posix42.basename(source) === name2)
  );
  if (brings2 || names(subject, stage, new RegExp(`(?<![\\w.])/${name2}(?![\\w/])`))) return null;
  const wanted = PACKAGES[name2] ?? name2;
  for (const { words: words2 } of runsInto(subject, stage).flatMap(({ commands }) => commands)) {
    const [program = "", ...rest] = words2.map(({ text }) => text);
    const verb = rest.find((word) => word === "add" || word === "install");
    if (INSTALLERS3.test(program) && verb !== void 0 && rest.some((word) => word.split(/[=~<>]/, 1)[0] === wanted))
      return `${program} ${verb} ${wanted}`;
  }
  return null;
}
__name(installedElsewhere, "installedElsewhere");

// src/dockerfile/rules/start.ts
var SHELL_WORD2 = /^(\/(usr\/)?bin\/)?(ba|da|a)?sh$/;
var relativePath = {
  id: "R-07",
  severity: "warning",
  title: "The program is started by a path that depends on the folder",
  why: "A relative path is looked up in the folder that the container starts in. Another WORKDIR, in the file or with docker run -w, and it does not start.",
  source: "https://docs.docker.com/reference/dockerfile/#entrypoint",
  find: /* @__PURE__ */ __name((subject) => {
    const started = startedProgram(subject);
    if (started === null || isNoProgram(started.word) || !/^[^/]+\//.test(started.word)) return [];
    const { stage } = subject.model.target;
    const folder = startFolder(subject.model, subject.model.target);
    const path = folder === null ? null : posix43.join(folder, started.word);
    if (path === null) return [];
    const isShipped = shippedPrograms(subject).some((each) => each.path === path);
    if (!isShipped && !mayHold(subject, stage, path) && !isMade(subject, path)) return [];
    return [
      {
        at: started.at,
        severity: "info",
        message: `${started.word} is ${path} only as long as the container starts in ${folder}`,
        remedy: `Write "${path}"`,
        fix: { title: "Start it by its whole path", edits: [replace(started.at, written(started, path))] }
      }
    ];
  }, "find")
};
function written({ instruction }, path) {
  return instruction.json ? JSON.stringify(path) : path;
}
__name(written, "written");
var OF_THE_BASE = /^\/(usr\/(local\/)?)?s?bin\/|^\/busybox\//;
var notThere = {
  id: "R-08",
  severity: "error",
  title: "Starts a program that is not in the image",
  why: 'The container ends with "no such file or directory" before the program runs.',
  source: "https://docs.docker.com/reference/dockerfile/#entrypoint",
  find: /* @__PURE__ */ __name((subject) => {
    const { model } = subject;
    const { stage, image } = model.target;
    const started = startedProgram(subject);
    const first = startWords(model.target);
    for (const word of /* @__PURE__ */ new Set([first?.words[0] ?? "", started?.word ?? ""])) {
      const by = installedElsewhere(subject, word);
      const at = word === started?.word ? started.at : first && jsonWordRange(first.instruction, 0);
      if (by !== null && at) return [inPath(word, by, at)];
    }
    if (started === null) return [];
    if (isNoProgram(started.word)) return [severalWords(started)];
    if (SHELL_WORD2.test(started.word)) return [];
    if (image.kind === "unknown") return [];
    if (!started.word.includes("/")) return notInPath(subject, started);
    const folder = startFolder(model, model.target);
    if (folder === null && !started.word.startsWith("/")) return [];
    const path = posix43.join(started.word.startsWith("/") ? "/" : folder, started.word);
    if (image.kind !== "scratch" && OF_THE_BASE.test(path)) return [];
    const shipped = shippedPrograms(subject);
    if (shipped.some((each) => each.path === path || each.path === null)) return [];
    if (mayHold(subject, stage, path) || isMade(subject, path)) return [];
    const [only, ...others] = [...new Set(shipped.map((each) => each.path))];
    const place = only !== void 0 && others.length === 0 ? only : null;
    const { copy } = shipped[0] ?? {};
    return [
      {
        at: started.at,
        severity: "warning",
        message: place ? `The container does not start: the program is ${place}, and ${path} is not in the image` : `The container does not start: nothing puts ${path} into the image`,
        remedy: place ? `Write "${place}"` : `Copy the program to ${path}`,
        evidence: copy ? [{ file: subject.file, line: copy.instruction.line }] : [],
        // What the script does before it starts the program is not known.
        ...place !== null && !path.endsWith(".sh") && {
          fix: { title: "Start the program that is there", edits: [replace(started.at, written(started, place))] }
        }
      }
    ];
  }, "find")
};
function inPath(word, by, at) {
  const name2 = posix43.basename(word);
  return {
    at,
    severity: "warning",
    message: `The container does not start: \`${by}\` puts ${name2} into a folder of PATH, and ${word} is not in the image`,
    remedy: `Write "${name2}"`
  };
}
__name(inPath, "inPath");
function isNoProgram(word) {
  return /^\S+\s+\S/.test(word) || /^[\w.-]+=/.test(word);
}
__name(isNoProgram, "isNoProgram");
function severalWords({ word, at }) {
  const [first = "", ...rest] = word.trim().split(/\s+/);
  return {
    at,
    message: `The container does not start: in the JSON form the first word is the program, and none is called "${word}"`,
    remedy: rest.length > 0 ? `Write ${[first, ...rest].map((each) => JSON.stringify(each)).join(", ")}` : "Write the program first, and set variables with ENV"
  };
}
__name(severalWords, "severalWords");
var IN_PATH = /^(\/usr(\/local)?)?\/s?bin$/;
function notInPath(subject, { word, at }) {
  const { stage, image } = subject.model.target;
  const own = shippedPrograms(subject).filter(({ path }) => path === null || posix43.basename(path) === word);
  const [only, ...others] = new Set(own.map(({ path }) => path));
  if (!only || others.length > 0 || IN_PATH.test(posix43.dirname(only)) || image.kind === "golang") return [];
  if (isInImage2(subject, /^PATH$/) || mayMake(subject, stage, /\bln\b|\bmv\b|\bcp\b|\binstall\b/)) return [];
  if (["/usr/local/bin", "/usr/bin", "/bin"].some((folder) => mayHold(subject, stage, posix43.join(folder, word))))
    return [];
  return [
    {
      at,
      severity: "warning",
      message: `The container does not start: ${word} is looked for in PATH, and the program is ${only}`,
      remedy: `Write "${only}"`,
      fix: { title: "Start it by its whole path", edits: [replace(at, JSON.stringify(only))] }
    }
  ];
}
__name(notInPath, "notInPath");
function isMade(subject, path) {
  const { stage, runs } = subject.model.target;
  const name2 = posix43.basename(path).replace(/[^\w]/g, "\\$&");
  if (mayMake(subject, stage, new RegExp(`(?<![\\w])${name2}(?![\\w])`))) return true;
  const folder = posix43.dirname(path);
  return runs.some(
    (run) => run.commands.some(
      ({ words: words2 }) => words2.some(({ text }) => text.includes("\0") || folder !== "/" && isAtOrBelow(text, folder))
    )
  );
}
__name(isMade, "isMade");
var START_RULES = [relativePath, notThere];

// src/dockerfile/rules/static-linking.ts
var ASKS_LIBC = ["net", "net/http", "net/rpc", "net/smtp", "crypto/tls", "os/user"];
var staticWithCgo = {
  id: "B-12",
  severity: "warning",
  title: "`-extldflags -static` with cgo and net or os/user",
  why: "Go links a program itself when only net and os/user use cgo, and then ignores `-extldflags`: the program stays dynamic. Linked by the C linker, its getaddrinfo still loads libraries of the very glibc it was built with.",
  source: "https://github.com/golang/go/blob/master/src/cmd/cgo/doc.go",
  whyNoFix: "CGO_ENABLED=0 also changes how the program looks up names and users, which works as it is on a base with glibc.",
  find: /* @__PURE__ */ __name((subject) => shippingCommands(subject).flatMap((go) => {
    const fields = linkerFlags(go);
    if (!fields.some((field) => /^--?extldflags=.*-static\b(?!-)/.test(field)) || !usesCgo(go)) return [];
    if (doesNotStart(subject, go)) return [];
    const { image } = subject.model.stages.find(({ stage }) => stage.instructions.some(isAround(go)));
    const tags = new Set((go.flags.get("tags")?.value ?? "").split(/[\s,]+/));
    if (image.libc !== "glibc" || tags.has("netgo") && tags.has("osusergo")) return [];
    if ([...tags].some((tag) => tag.includes(OPAQUE))) return [];
    const place = subject.packages.flatMap(({ imports }) => ASKS_LIBC.flatMap((path) => imports.get(path) ?? [])).find(({ text = "" }) => !tags.has("netgo") || text.includes("os/user"));
    if (place === void 0) return [];
    const isOurs = fields.some((field) => field === "-linkmode=external" || field === "--linkmode=external");
    const needsCgo = subject.project?.cgo.needed === true;
    const { word } = go.flags.get("ldflags");
    return [
      {
        at: word ?? rangeOf(go),
        message: isOurs || needsCgo ? `\`-extldflags -static\` is not all: the program looks up names or users (${place.file}:${place.line}), and glibc loads libraries for that when it runs` : `\`-extldflags -static\` does nothing where only net or os/user (${place.file}:${place.line}) use cgo: Go links the program itself, and it stays dynamic`,
        remedy: needsCgo ? "Add -tags netgo,osusergo" : "Set CGO_ENABLED=0 and leave -extldflags out",
        evidence: [{ file: place.file, line: place.line }]
      }
    ];
  }), "find")
};
function isAround({ command }) {
  return ({ start, end }) => command.start >= start && command.end <= end;
}
__name(isAround, "isAround");
function usesCgo({ command: { environment }, isXx: isXx2 }) {
  const set = environment.get("CGO_ENABLED");
  if (set !== void 0) return set === "1";
  return !isXx2 && !environment.has("GOARCH") && /^(linux)?$/.test(environment.get("GOOS") ?? "");
}
__name(usesCgo, "usesCgo");
var STATIC_LINKING_RULES = [staticWithCgo];

// src/dockerfile/rules/sums.ts
import { posix as posix44 } from "node:path";
var withoutSums = {
  id: "D-02",
  severity: "error",
  title: "go.sum is in the repository and not where the go command needs it",
  why: 'The go command holds each module against go.sum. Without it `go mod download` takes what the proxy has, and `go build` stops with "missing go.sum entry".',
  source: "https://go.dev/ref/mod#go-sum-files",
  find: /* @__PURE__ */ __name((subject) => {
    const all = reachedRuns(subject.model).flatMap(
      (run) => run.go.slice(0, 20).flatMap((go) => {
        const problem = sumMissing(subject, run, go);
        return problem === null ? [] : [{ run, problem }];
      })
    );
    const errors = all.filter(({ problem }) => problem.severity === "error");
    const shown4 = errors.length > 0 ? errors : all;
    return shown4.slice(0, 1).map(({ problem }) => problem);
  }, "find")
};
function sumMissing(subject, run, go) {
  const isDownload2 = downloads(go) && go.args.length === 0;
  if (!isDownload2 && !compilesProject(go) || go.flags.get("mod")?.value === "mod" || go.flags.has("modfile"))
    return null;
  const found = moduleAt(subject, run, go);
  if (found === null || fetched(found.mod).length === 0) return null;
  const sum = posix44.join(found.module.dir, "go.sum");
  if (!found.module.goSum || !subject.context?.has(sum)) return null;
  if (placesOf(subject, run, sum).includes(posix44.join(found.folder, "go.sum"))) return null;
  if (workspaceAt(subject, run, go) !== null || mayHoldMore(subject, run, go)) return null;
  if (usesVendor(subject, run, go, found)) return null;
  const needed = importOf(
    subject,
    found,
    fetched(found.mod).map(({ path }) => path)
  );
  if (!isDownload2 && needed === null) return null;
  const edits = withSum(subject, run, found);
  const at = { ...found, line: fetched(found.mod)[0].line };
  return {
    at: rangeOf(go),
    severity: isDownload2 || !go.command.certain ? "warning" : "error",
    message: isDownload2 ? `\`go mod download\` runs without ${sum}: nothing holds the modules of ${at.file} against the sums of the repository` : `\`go ${go.verb}\` fails without ${sum}: ${needed.evidence.file}:${needed.evidence.line} imports a package of ${needed.path}`,
    remedy: `Write COPY ${found.file} ${sum} before this step`,
    evidence: [{ file: at.file, line: at.line }, ...isDownload2 ? [] : [needed.evidence]],
    ...edits && { fix: { title: "Copy go.sum with go.mod", edits } }
  };
}
__name(sumMissing, "sumMissing");
function withSum({ model }, run, { file, folder }) {
  const copy = earlierCopies(model, run.stage, run.instruction).findLast(
    (each) => each.origin.kind === "context" && landsAt(each, file) === posix44.join(folder, "go.mod")
  );
  const written2 = copy?.sources.find((source) => clean(source.replace(/^\//, "")) === file);
  if (copy === void 0 || !copy.intoFolder || written2 === void 0) return null;
  const at = wordRange(copy.instruction, written2);
  return at && [insert(at.end, ` ${written2.replace(/go\.mod$/, "go.sum")}`)];
}
__name(withSum, "withSum");
var missingFile = {
  id: "D-03",
  severity: "error",
  title: "COPY names a go.sum that the repository does not have",
  why: "COPY fails for a source that is not there, unless its name has a wildcard. A module without requirements has no go.sum; for every other one it belongs into the repository.",
  source: "https://go.dev/ref/mod#go-sum-files",
  find: /* @__PURE__ */ __name((subject) => subject.model.stages.filter(({ isReached }) => isReached).flatMap(({ copies }) => copies).filter(({ origin }) => origin.kind === "context").flatMap((copy) => copy.sources.flatMap((source) => notInCheckout(copy, source, subject))), "find")
};
function notInCheckout(copy, source, subject) {
  const { context } = subject;
  const path = clean(source.replace(/^\/+/, ""));
  const name2 = posix44.basename(path);
  if (context === null || !/^go\.(sum|work\.sum)$/.test(name2) || context.files.kind(path) !== null) return [];
  const file = posix44.join(posix44.dirname(path), "go.mod");
  const beside = name2 === "go.sum" ? file : path.replace(/\.sum$/, "");
  if (!context.has(beside) || !isContextOf(subject, posix44.dirname(path))) return [];
  const mod = name2 === "go.sum" ? readMod({ context }, file) : null;
  const [first] = mod === null ? [] : fetched(mod);
  const at = wordRange(copy.instruction, source);
  const isMade2 = /^\/?(\*\*\/)?(go|\*)\.sum[ \t\r]*$/m.test(context.files.read(".gitignore") ?? "");
  const problem = { at: at ?? copy.instruction, ...isMade2 && { severity: "warning" } };
  if (first !== void 0)
    return [
      {
        ...problem,
        message: `There is no ${path}, so that the step fails; ${file}:${first.line} requires ${first.path}, which needs it`,
        remedy: "Run `go mod tidy` and commit go.sum",
        evidence: [{ file, line: first.line }]
      }
    ];
  const text = copy.instruction.body.text;
  const fix = at !== null && copy.sources.length > 1 && !text.includes("#");
  return [
    {
      ...problem,
      message: `There is no ${path}, so that the step fails${name2 === "go.sum" && mod !== null ? `; ${file} requires no module that needs it` : ""}`,
      remedy: `Take ${source} out`,
      ...fix && !isMade2 && { fix: { title: `Copy without ${source}`, edits: [{ start: at.start, end: at.end + 1, text: "" }] } }
    }
  ];
}
__name(notInCheckout, "notInCheckout");
var SUM_RULES = [withoutSums, missingFile];

// src/dockerfile/rules/targets.ts
import { posix as posix45 } from "node:path";
var IMAGE_FOLDERS = /^\/(|bin|sbin|usr(\/(local\/)?s?bin)?|opt|tmp|root|home|srv|mnt|go(\/bin|\/src)?|dev\/null)$/;
var severalIntoFile = {
  id: "B-05",
  severity: "error",
  title: "Several packages are built into one file",
  why: "`go build -o NAME` with more than one package stops, unless NAME is a folder that exists or ends with a slash.",
  source: "https://pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies",
  find: /* @__PURE__ */ __name((subject) => reachedRuns(subject.model).flatMap(
    (run) => run.go.flatMap((go) => {
      const flag = go.flags.get("o");
      if (go.verb !== "build" || flag === void 0 || !flag.word || !go.command.certain) return [];
      const found = packagesOf(subject, run, go);
      const edits = programAlone(subject, run, go);
      if (found === null || mayBeFolder(subject, run, go, flag.value)) return [];
      return [
        {
          at: rangeOf(go),
          message: `\`go build\` stops with "cannot write multiple packages to non-directory ${flag.value}": ${found.join(" and ")} are two packages`,
          remedy: `Write -o ${flag.value}/ so that each program gets its own name in that folder, or name one package`,
          ...edits && { fix: { title: "Name the only program among them", edits } }
        }
      ];
    })
  ), "find")
};
function programAlone({ project, model }, run, { args, folder }) {
  const at = folder === null ? null : contextPathOf(model, run, folder);
  const [word, ...others] = args;
  if (project === null || at === null || word === void 0 || others.length > 0) return null;
  const start = posix45.join(at, posix45.normalize(word.text).replace(/\/?\.\.\.$/, "") || ".");
  const mains = project.mains.filter(({ dir }) => start === "." || isAtOrBelow(dir, start));
  const isOneModule = project.modules.length === 1 && project.workspace === null;
  if (mains.length !== 1 || !isOneModule || !standsIn(model.dockerfile.text, word)) return null;
  return [replace(word, packagePath(at, mains[0].dir))];
}
__name(programAlone, "programAlone");
function packagePath(from, dir) {
  const path = posix45.relative(from, dir);
  return path === "" ? "." : path.startsWith("..") ? path : `./${path}`;
}
__name(packagePath, "packagePath");
function packagesOf({ packages, context, model }, run, go) {
  const names2 = [...new Set(go.args.map(({ text }) => posix45.normalize(text)))];
  if (names2.some((name2) => name2.includes(OPAQUE) || /[*?{]/.test(name2) || name2.endsWith(".go"))) return null;
  if (names2.length > 1 && names2.every((name2) => !name2.endsWith("..."))) return names2.slice(0, 2);
  const [only = "", ...others] = names2;
  const below = /^(.*?)\/?\.\.\.$/.exec(only)?.[1];
  const folder = go.folder === null ? null : contextPathOf(model, run, go.folder);
  if (below === void 0 || others.length > 0 || folder === null || context === null) return null;
  const start = posix45.join(folder, below || ".");
  const matched = packages.filter(
    ({ dir, files }) => (start === "." || isAtOrBelow(dir, start)) && files.some(({ file }) => context.has(file))
  );
  const module = matched.map(({ moduleDir }) => moduleDir).find((dir) => dir === "." || isAtOrBelow(start, dir));
  const found = matched.filter(({ moduleDir }) => moduleDir === module);
  return found.length < 2 ? null : found.slice(0, 2).map(({ dir }) => `./${dir}`);
}
__name(packagesOf, "packagesOf");
function mayBeFolder({ model, context }, run, go, written2) {
  if (/\/$|^\.{1,2}$|\/\.{1,2}$/.test(written2) || written2.includes(OPAQUE) || go.folder === null) return true;
  const path = posix45.resolve(go.folder, written2);
  if (IMAGE_FOLDERS.test(path) || modelOf(model, run.stage).image.kind !== "golang") return true;
  if (!makesNoOtherFiles(model, run.stage, run.instruction)) return true;
  const runs = model.stages.flatMap(({ runs: own }) => own);
  const isNamed = runs.some(({ commands, folder }) => {
    const others = commands.filter((command) => command !== go.command);
    const words2 = others.flatMap(({ words: own, folder: at }) => own.map(({ text }) => posix45.resolve(at ?? "/", text)));
    return folder !== null && isAtOrBelow(folder, path) || words2.some((word) => isAtOrBelow(word, path));
  });
  const inContext = contextPathOf(model, run, path);
  const copies = earlierCopies(model, run.stage, run.instruction);
  const isCopied = copies.some(({ destination }) => destination === null || isAtOrBelow(destination, path));
  return isNamed || isCopied || inContext !== null && context?.files.kind(inContext) === "folder";
}
__name(mayBeFolder, "mayBeFolder");
var noProgram = {
  id: "B-06",
  severity: "error",
  title: "What is built is no program",
  why: '`go build -o NAME` of a package that is not main writes an archive of compiled code, which cannot be started: "exec format error". Of a folder without Go files it writes nothing and stops.',
  source: "https://pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies",
  find: /* @__PURE__ */ __name((subject) => {
    const { project, context, programs, model } = subject;
    if (project === null || context === null || project.modules.length === 0) return [];
    return programs.flatMap((program) => {
      const { dir, go, run } = program;
      const isReached = modelOf(model, run.stage).isReached && go.command.certain;
      if (dir === null || !isReached || go.verb === "test" || go.args.some(({ text }) => text.endsWith(".go"))) return [];
      if (!makesNoOtherFiles(model, run.stage, run.instruction) || !isOnlyFromContext(subject, program)) return [];
      if (!project.modules.some((module) => module.dir === "." || isAtOrBelow(dir, module.dir))) return [];
      const said = wrongTarget(dir, go, context);
      if (said === null || isBelowFolderOf(subject, dir)) return [];
      const known9 = project.mains.filter(({ shipping }) => shipping).map((main) => `./${main.dir}`);
      const edits = onlyProgram2(subject, program);
      const evidence = project.mains.filter(({ shipping }) => shipping).map((main) => main.evidence);
      return [
        {
          at: go.args.length === 1 ? go.args[0] : rangeOf(go),
          message: said,
          remedy: known9.length > 0 ? `Name a main package: ${known9.slice(0, 3).join(", ")}${known9.length > 3 ? " \u2026" : ""}` : "Name the folder of a main package",
          evidence: evidence.slice(0, 3),
          ...edits && { fix: { title: "Build the program of the repository", edits } }
        }
      ];
    });
  }, "find")
};
function onlyProgram2({ project, model }, { run, go }) {
  const [main, ...others] = project?.mains ?? [];
  const [word] = go.args;
  const at = go.folder === null ? null : contextPathOf(model, run, go.folder);
  if (main === void 0 || others.length > 0 || word === void 0 || at === null) return null;
  if (project.modules.length > 1 || project.workspace !== null) return null;
  const wanted = posix45.resolve(go.folder, posix45.relative(at, main.evidence.file));
  const places = contextPathIn(model.dockerfile, run.stage, run.instruction, main.evidence.file, model.buildArgs);
  if (!places.includes(wanted) || !standsIn(model.dockerfile.text, word)) return null;
  return [replace(word, packagePath(at, main.dir))];
}
__name(onlyProgram2, "onlyProgram");
function isBelowFolderOf({ file, context }, dir) {
  for (let at = posix45.dirname(file); at !== "." && at !== "/" && !at.startsWith(".."); at = posix45.dirname(at))
    if (context?.files.names(posix45.join(at, dir)).some((name2) => name2.endsWith(".go"))) return true;
  return false;
}
__name(isBelowFolderOf, "isBelowFolderOf");
function wrongTarget(dir, go, { files }) {
  const shown4 = dir === "." ? "the root of the repository" : dir;
  if (files.kind(dir) !== "folder") return `\`go ${go.verb}\` stops: ${shown4} is no folder of the repository`;
  const names2 = files.names(dir).filter((name2) => name2.endsWith(".go") && !name2.endsWith("_test.go"));
  const sources = names2.filter((name2) => !/^[_.]/.test(name2));
  if (sources.length === 0) return `\`go ${go.verb}\` stops with "no Go files": ${shown4} has none`;
  if (go.verb !== "build" || !go.flags.has("o")) return null;
  const packages = sources.map((name2) => readHeader(files.read(posix45.join(dir, name2)) ?? "")?.packageName ?? "main");
  const [first] = packages;
  if (packages.includes("main")) return null;
  const into = posix45.normalize(go.flags.get("o").value);
  if (into === (go.args[0] === void 0 ? "" : posix45.normalize(go.args[0].text)))
    return `\`go build\` stops with "no main packages to build": ${shown4} is package ${first}, not main (${posix45.join(dir, sources[0])}:1)`;
  return `\`go build\` writes an archive that cannot be started: ${shown4} is package ${first}, not main (${posix45.join(dir, sources[0])}:1)`;
}
__name(wrongTarget, "wrongTarget");
function isOnlyFromContext({ model, context }, { run, go }) {
  const [name2 = "."] = go.args.map(({ text }) => text);
  if (go.folder === null || go.args.length > 1) return false;
  const place = /^[./]/.test(name2) ? posix45.resolve(go.folder, name2) : go.folder;
  const meeting = earlierCopies(model, run.stage, run.instruction).filter(
    ({ destination, sources }) => !sources.every((source) => /(^|\/)go\.(mod|sum|work|work\.sum|\*)$/.test(source)) && (destination === null || destination === "/" || isAtOrBelow(place, destination) || isAtOrBelow(destination, place))
  );
  const isPlain2 = meeting.every(
    ({ origin, sources }) => origin.kind === "context" && sources.length === 1 && context?.files.kind(sources[0].replace(/^\/+/, "") || ".") != null
  );
  const binds = run.mounts.filter(({ type }) => type === "bind");
  return isPlain2 && meeting.length + binds.length === 1;
}
__name(isOnlyFromContext, "isOnlyFromContext");
var overruled = {
  id: "B-15",
  severity: "warning",
  title: "The Makefile or a script sets CGO_ENABLED to something else",
  why: "A variable of a Makefile wins over the environment, and one that a script sets or that stands in front of a command does too. ENV CGO_ENABLED of the Dockerfile then has no effect on the programs that they compile.",
  source: "https://www.gnu.org/software/make/manual/html_node/Environment.html",
  whyNoFix: "Which of the two values is meant cannot be known.",
  anyFile: true,
  find: /* @__PURE__ */ __name((subject) => reachedRuns(subject.model).flatMap((run) => {
    const builds = goBehind(subject, run).filter(({ go }) => /^(build|install)$/.test(go.verb));
    return [...new Set(builds.map(({ via }) => via))].flatMap((via) => {
      const wanted = via.environment.get("CGO_ENABLED") ?? "";
      const all = builds.filter((each) => each.via === via);
      const set = all[0].go.command.environment.get("CGO_ENABLED") ?? "";
      const isOther = /^[01]$/.test(wanted) && /^[01]$/.test(set) && wanted !== set;
      if (!isOther || !all.every((each) => isFor(each, set))) return [];
      const { file, line } = placeOfSetting(all[0], subject);
      return [
        {
          at: { start: via.words[0].start, end: via.words.at(-1).end },
          message: `The Dockerfile says CGO_ENABLED=${wanted}, but ${file}:${line} sets it to ${set} for \`${calledAs(via)}\`, and that wins`,
          remedy: `Take CGO_ENABLED out of the Dockerfile, or out of ${file}`,
          evidence: [{ file, line }]
        }
      ];
    });
  }), "find")
};
function isFor({ go: { command } }, value) {
  return command.certain && command.environment.get("CGO_ENABLED") === value;
}
__name(isFor, "isFor");
function placeOfSetting({ file, line }, { context }) {
  const rows = (context?.files.read(file) ?? "").split("\n");
  const isSet2 = /* @__PURE__ */ __name((row) => /\bCGO_ENABLED\s*[:?+]{0,3}=/.test(row), "isSet");
  const before2 = rows.slice(0, line).findLastIndex(isSet2);
  const at = before2 >= 0 ? before2 : rows.findIndex(isSet2);
  return { file, line: at < 0 ? line : at + 1 };
}
__name(placeOfSetting, "placeOfSetting");
var TARGET_RULES = [severalIntoFile, noProgram, overruled];

// src/dockerfile/rules/trust.ts
var SUM_DATABASE = {
  says: "modules that go.sum does not name yet are taken without the checksum database",
  remedy: "Take it out, or name the private ones alone in GOPRIVATE."
};
var SETTINGS2 = [
  {
    name: /^GIT_SSL_NO_VERIFY$/,
    value: /^(1|true|yes|on)$/i,
    weakness: {
      says: "git takes any certificate for that of the server",
      remedy: "Add the CA certificate of the server to the image instead."
    }
  },
  {
    name: /^GOINSECURE$/,
    value: /./,
    weakness: {
      says: "the modules that it names come without a checked certificate, or over http",
      remedy: "Add the CA certificate of the server to the image instead."
    }
  },
  { name: /^GOSUMDB$/, value: /^off$/, weakness: SUM_DATABASE },
  { name: /^(GONOSUMDB|GONOSUMCHECK|GOPRIVATE)$/, value: /^(\*|\*\/\*|\*\*)$/, weakness: SUM_DATABASE }
];
var unchecked = {
  id: "S-02",
  severity: "warning",
  title: "Turns off the check of a server or of modules",
  why: "Whoever stands between the builder and the server can then hand in other sources, and the image has them.",
  source: "https://go.dev/ref/mod#environment-variables",
  whyNoFix: "The key or certificate of the server has to come from somewhere that is trusted.",
  find: /* @__PURE__ */ __name((subject) => {
    const settings = subject.model.stages.filter(({ isReached }) => isReached).flatMap(({ stage }) => stage.instructions).flatMap((instruction) => {
      const { keyword, body } = instruction;
      if (keyword !== "ENV") return [];
      return [...body.text.matchAll(/(?<=^|\s)([A-Z_]+)(?:=|\s+)["']?([^\s"']*)/g)].flatMap(
        (match) => weaknessOf(subject, match[1], match[2], rangeIn(body, match.index, match.index + match[0].length))
      );
    });
    const inRuns = reachedRuns(subject.model).flatMap((run) => [
      ...run.commands.flatMap(({ assignments, words: words2 }) => [
        ...assignments.flatMap(({ name: name2, value, start, end }) => weaknessOf(subject, name2, value.text, { start, end })),
        ...(/^(export|go|env)$/.test(words2[0]?.text ?? "") ? words2 : []).flatMap(({ text, start, end }) => {
          const at = text.indexOf("=");
          return at < 0 ? [] : weaknessOf(subject, text.slice(0, at), text.slice(at + 1), { start, end });
        })
      ]),
      ...hostKeys(run)
    ]);
    return [...settings, ...inRuns];
  }, "find")
};
function weaknessOf({ project }, name2, value, at) {
  const found = SETTINGS2.find((each) => each.name.test(name2) && each.value.test(value));
  if (found === void 0) return [];
  const { says, remedy } = found.weakness;
  const isSummed = found.weakness === SUM_DATABASE && project !== null && project.modules.every(({ goSum }) => goSum);
  return [{ at, ...isSummed && { severity: "info" }, message: `With ${name2}=${value} ${says}`, remedy }];
}
__name(weaknessOf, "weaknessOf");
function hostKeys(run) {
  const command = run.commands.find(
    ({ words: words2 }) => words2.some(
      ({ text }, at) => /StrictHostKeyChecking[ =](no|off)\b/i.test(text) || /^(http\.)?sslVerify$/i.test(text) && /^(false|0|no|off)$/i.test(words2[at + 1]?.text ?? "")
    )
  );
  if (command === void 0) return [];
  const isTls = command.words.some(({ text }) => /sslVerify$/i.test(text));
  return [
    {
      at: { start: command.words[0].start, end: command.words.at(-1).end },
      message: isTls ? "git takes any certificate for that of the server: whoever stands between can hand in other sources" : "ssh takes any server for the right one: whoever stands between can hand in other sources",
      remedy: isTls ? "Add the CA certificate of the server to the image instead." : "Put the published keys of the server into /root/.ssh/known_hosts: https://docs.github.com/authentication/keeping-your-account-and-data-secure/githubs-ssh-key-fingerprints"
    }
  ];
}
__name(hostKeys, "hostKeys");
var CHECKS = /\b(?:(?:sha|md5|b2)\d*sum|shasum|gpgv|cosign|minisign|rekor-cli|openssl\s+dgst|checksum|sha256)\b|\bgpg\b[^;&|\n]{0,300}\s--verify/i;
var USES = /^(tar|unzip|gunzip|bsdtar|chmod|install|dpkg|rpm|sh|bash|ash|python3?|mv|cpio)$/;
var SHELLS2 = /^(sh|bash|ash|dash|zsh)$/;
var KEYRING = /^\/(etc\/apk\/keys|usr\/share\/keyrings|etc\/apt\/(keyrings|trusted\.gpg\.d))\//;
var uncheckedDownload = {
  id: "S-08",
  severity: "warning",
  title: "Takes a download without a checksum",
  why: "A file at an address can be another one tomorrow, by mistake or by an attack, and nothing in the build would notice.",
  source: "https://docs.docker.com/reference/dockerfile/#add---checksum",
  whyNoFix: "The checksum has to come from whoever publishes the file.",
  find: /* @__PURE__ */ __name(({ model }) => {
    const added = model.stages.filter(({ isReached }) => isReached).flatMap(
      ({ stage, runs }) => stage.instructions.flatMap((instruction) => {
        const { keyword, flags, body, json, start } = instruction;
        const isCheckedLater = runs.some((run) => run.instruction.start > start && CHECKS.test(inScript(run)));
        if (keyword !== "ADD" || flags.some(({ name: name2 }) => name2 === "checksum") || isCheckedLater) return [];
        const match = /(?<=^|[\s"])https?:\/\/[^\s"]+/.exec(body.text);
        if (match === null || /\.git(#|$)/.test(match[0])) return [];
        const at = json ? instruction : rangeIn(body, match.index, match.index + match[0].length);
        return [
          {
            at,
            message: `ADD takes whatever ${hostOf(match[0])} serves when it runs: no checksum is given`,
            remedy: "Write ADD --checksum=sha256:\u2026 with the hash of the file that you mean."
          }
        ];
      })
    );
    const fetched2 = reachedRuns(model).flatMap((run) => {
      if (run.isForeign || CHECKS.test(inScript(run))) return [];
      const found = run.commands.flatMap((command) => {
        const use = isDownload(command) ? useOf(run, command) : null;
        return use === null ? [] : [{ command, use }];
      });
      const worst = found.find(({ use }) => use !== "kept") ?? found[0];
      return worst === void 0 ? [] : [downloadProblem(worst.command, worst.use)];
    });
    return [...added, ...fetched2];
  }, "find")
};
function isDownload({ words: words2 }) {
  const [program = ""] = words2.map(({ text }) => text);
  const address = addressIn(words2);
  return /^(curl|wget)$/.test(program) && address !== null && !/localhost|127\.0\.0\.1/.test(address);
}
__name(isDownload, "isDownload");
function addressIn(words2) {
  return words2.map(({ text }) => text).find((text) => /^https?:\/\//.test(text)) ?? null;
}
__name(addressIn, "addressIn");
function downloadProblem(command, use) {
  const host = hostOf(addressIn(command.words) ?? "");
  const at = { start: command.words[0].start, end: command.words.at(-1).end };
  const says = {
    run: `A script of ${host} runs unread: it can be another one in the next build`,
    unpacked: `What ${host} serves is unpacked or run without a checksum`,
    trusted: `The key that ${host} serves is trusted unread: packages that it signs are then installed`,
    kept: `What ${host} serves is kept without a checksum: the next build may have another file`
  };
  const remedy = {
    run: "Download a release of a fixed version, compare it with sha256sum -c, and run that.",
    unpacked: 'Add the hash to the file and compare: echo "HASH  FILE" | sha256sum -c, or write ADD --checksum=sha256:HASH URL FILE.',
    trusted: "Write ADD --checksum=sha256:HASH URL FILE, or keep the key in the repository.",
    kept: "Write ADD --checksum=sha256:HASH URL FILE with an address of a fixed version."
  };
  const isLow = use === "trusted" || use === "kept";
  return { at, ...isLow && { severity: "info" }, message: says[use], remedy: remedy[use] };
}
__name(downloadProblem, "downloadProblem");
function useOf({ commands }, command) {
  const to = command.pipedTo?.words.map(({ text }) => text);
  if (to !== void 0) {
    if (SHELLS2.test(to[0] ?? "")) return "run";
    if (to.some((text) => KEYRING.test(text)) || to[0] === "apt-key") return "trusted";
    return USES.test(to[0] ?? "") ? "unpacked" : null;
  }
  const file = fileOf(command);
  if (file === null) return null;
  const isUsed2 = commands.some(({ start, words: words2 }) => {
    const [program = "", ...rest] = words2.map(({ text }) => text);
    return start > command.start && (USES.test(program) || program === file.name) && [program, ...rest].some((text) => text.endsWith(file.name));
  });
  if (KEYRING.test(file.path)) return "trusted";
  return isUsed2 ? "unpacked" : "kept";
}
__name(useOf, "useOf");
function fileOf({ words: words2, redirects }) {
  const texts = words2.map(({ text }) => text);
  const flag = texts.findIndex((text) => /^(-[a-zA-Z]*[oO]|--output|--output-document)$/.test(text));
  const target = redirects.find(({ operator }) => operator.startsWith(">"))?.target?.text;
  const isNamed = flag >= 0 || texts.some((text) => /^(--remote-name(-all)?|-[a-zA-Z]*O[a-zA-Z]*)$/.test(text));
  if (texts[0] === "curl" && target === void 0 && !isNamed) return null;
  const named = flag >= 0 ? texts[flag + 1] : target;
  const isAddress = named === void 0 || /^https?:/.test(named);
  const path = isAddress ? texts.find((text) => /^https?:/.test(text)) : named;
  const name2 = path?.slice(path.lastIndexOf("/") + 1) ?? "";
  const isNone = name2 === "" || name2 === "-" || /^\0*$/.test(name2) || path.startsWith("/dev/");
  return isNone ? null : { path: isAddress ? name2 : path, name: name2 };
}
__name(fileOf, "fileOf");
function hostOf(address) {
  return /https?:\/\/([\w.-]+)/.exec(address)?.[1] ?? "the server";
}
__name(hostOf, "hostOf");
var TRUST_RULES = [unchecked, uncheckedDownload];

// src/dockerfile/rules/root.ts
import { posix as posix46 } from "node:path";
var NONROOT = "65532:65532";
var DROPS = /\b(gosu|su-exec|setpriv|runuser|s6-|s6|supervisord|chroot|sudo)\b|\bsu\s/;
var PRIVILEGED_TOOLS = /\b(iptables|nftables|iproute2|wireguard|fuse3?|libcap|setcap|docker-cli|e2fsprogs|util-linux|ipset|ethtool)\b/;
var PRIVILEGED_IMPORTS = [
  "bazil.org/fuse",
  "github.com/aquasecurity/libbpfgo",
  "github.com/cilium/ebpf",
  "github.com/container-storage-interface/spec",
  "github.com/containerd/containerd",
  "github.com/coreos/go-iptables",
  "github.com/docker/docker/client",
  "github.com/fsouza/go-dockerclient",
  "github.com/google/gopacket",
  "github.com/google/nftables",
  "github.com/gopacket/gopacket",
  "github.com/hanwen/go-fuse",
  "github.com/moby/moby",
  "github.com/opencontainers/runc",
  "github.com/songgao/water",
  "github.com/vishvananda/netlink",
  "github.com/vishvananda/netns",
  "golang.zx2c4.com/wireguard",
  "k8s.io/kubelet",
  "k8s.io/mount-utils"
];
var RELOADS2 = /^(air|CompileDaemon|fresh|gin|gow|modd|nodemon|realize|reflex|wgo)$/;
var NOT_FOR_PRODUCTION = /(^|[/._-])(ci|debug|dev|e2e|examples?|integration|local|tests?|tst)([/._-]|$)/i;
var asRoot = {
  id: "R-11",
  severity: "warning",
  title: "Runs as root",
  why: "A program that is taken over is then root in its container. A Go program needs nothing of root, not even for ports below 1024 in Docker.",
  source: "https://docs.docker.com/build/building/best-practices/#user",
  whyNoFix: "Which files and ports the program needs as root is known only where it runs.",
  find: /* @__PURE__ */ __name((subject) => {
    const { model } = subject;
    const { stage, image } = model.target;
    const { user, instruction, open } = userOf(model, model.target);
    if (!(open || user !== null && isRoot(user)) || image.user === null) return [];
    if (needsRoot(subject) || isOnPurpose(subject)) return [];
    const starts = startsOwnProgram(subject);
    if (starts === "no") return [];
    const isNonroot = image.kind === "distroless" && image.user === "0";
    const remedy = isNonroot && instruction === null ? `Take the tag :nonroot of ${image.name}, or write` : "Write";
    const isGrave = !open && !NOT_FOR_PRODUCTION.test(subject.file) && starts === "yes";
    const base = `${image.name}${image.tag ? `:${image.tag}` : ""}`;
    return [
      {
        at: instruction ? bodyRange(instruction) : imageRange(stage),
        severity: isGrave ? "warning" : "info",
        message: open ? `The program runs as root unless the build gives ${open}, which has no default` : instruction ? "USER makes the program run as root" : `The program runs as root: ${base} starts as root, and no USER says otherwise`,
        remedy: open ? `Give ${open} a default: ARG ${open}=65532` : `${remedy} USER ${NONROOT} before ENTRYPOINT`
      }
    ];
  }, "find")
};
function startsOwnProgram(subject) {
  const { model } = subject;
  const { stage, image } = model.target;
  const { entrypoint, command } = startOf(model.target);
  if (entrypoint === null && command === null) {
    const isHere2 = shippedPrograms(subject).length > 0 || prebuiltPrograms(subject).length > 0 || hiddenBuilds(subject).length > 0;
    const hasHealth = before(stage, null).some(({ instruction }) => instruction.keyword === "HEALTHCHECK");
    const isInstalled = copiesInto(model, stage).some(
      ({ destination }) => /^\/(usr\/(local\/)?)?s?bin\//.test(destination ?? "")
    );
    return isHere2 && (image.kind !== "scratch" || hasHealth || isInstalled) ? "perhaps" : "no";
  }
  const start = startWords(model.target);
  const words2 = start?.words ?? [entrypoint, command].flatMap((each) => each?.body.text.split(/[\s;&|]+/) ?? []);
  if (DROPS.test(words2.join(" ")) || words2.some((word) => RELOADS2.test(posix46.basename(word)))) return "no";
  const scripts = words2.filter((word) => /\.(sh|bash|py)$|entrypoint|(^|\/)init$/.test(word));
  return scripts.every((script) => isPlainScript(subject, script)) && !isShell2(start?.words) ? "yes" : "no";
}
__name(startsOwnProgram, "startsOwnProgram");
function isShell2(words2) {
  return words2 !== void 0 && /^(\/(usr\/)?bin\/)?(ba|da|a)?sh$/.test(words2[programIndex(words2)] ?? "");
}
__name(isShell2, "isShell");
function isPlainScript(subject, word) {
  const { model, context } = subject;
  const { stage } = model.target;
  const folder = startFolder(model, model.target) ?? "/";
  const name2 = posix46.basename(word);
  const isThere = /* @__PURE__ */ __name((path) => {
    const places = contextPathIn(model.dockerfile, stage, null, path, model.buildArgs);
    return places.some((at) => word.includes("/") ? at === posix46.join(word.startsWith("/") ? "/" : folder, word) : true);
  }, "isThere");
  const sources = model.stages.flatMap(({ copies }) => copies).filter(({ origin }) => origin.kind === "context").flatMap((copy) => copy.sources.map((source) => posix46.join("/", source).slice(1) || "."));
  const paths = sources.flatMap((source) => [source, posix46.join(/[*?[]/.test(source) ? posix46.dirname(source) : source, name2)]).filter((path) => posix46.basename(path) === name2);
  const text = paths.filter(isThere).map((path) => context?.files.read(path) ?? null);
  return text.some((each) => each !== null) && text.every((each) => each === null || !DROPS.test(each));
}
__name(isPlainScript, "isPlainScript");
function needsRoot(subject) {
  const { model, packages, programs, context } = subject;
  const { stage } = model.target;
  if (/^(dev|test|debug|ci)/i.test(stage.name ?? "")) return true;
  if (names(subject, stage, DROPS) || names(subject, stage, PRIVILEGED_TOOLS)) return true;
  const isPrivileged = /* @__PURE__ */ __name((path) => PRIVILEGED_IMPORTS.some((each) => isAtOrBelow(path, each)), "isPrivileged");
  if (packages.some(({ imports }) => [...imports.keys()].some(isPrivileged))) return true;
  if (programs.length === 0 && requiredModules(subject).some(isPrivileged)) return true;
  return ["action.yml", "action.yaml"].some((file) => /\busing:\s*["']?docker/.test(context?.files.read(file) ?? ""));
}
__name(needsRoot, "needsRoot");
function requiredModules({ context }) {
  const text = context?.files.read("go.mod") ?? "";
  return [...text.matchAll(/^(?:require)?[ \t]+([\w.-]+\.[\w./-]+) v\S+$/gm)].map(([, path]) => path);
}
__name(requiredModules, "requiredModules");
var SPEAKS_OF_ROOT = /\b(runs?|set|needs?|requires?|must|user)\b[^.]{0,40}(?<![\w/])root\b/i;
function isOnPurpose({ model: { dockerfile, target } }) {
  return dockerfile.comments.some(({ line, text }) => line > target.stage.line && SPEAKS_OF_ROOT.test(text));
}
__name(isOnPurpose, "isOnPurpose");

// src/dockerfile/rules/users.ts
var NONROOT2 = "65532:65532";
var withoutUsers = {
  id: "R-03",
  severity: "error",
  title: "Users or a folder for temporary files that scratch does not have",
  why: "scratch has no /etc/passwd and no /tmp. A container whose user has a name does not start, and lookups of users and temporary files fail.",
  source: "https://docs.docker.com/build/building/base-images/#create-a-base-image",
  find: /* @__PURE__ */ __name((subject) => {
    const { model } = subject;
    const { image, stage } = model.target;
    if (image.kind !== "scratch") return [];
    const found = [];
    const isOfMain = /* @__PURE__ */ __name(({ evidence }) => evidence.some(({ file }) => isBesideMain(subject, file)), "isOfMain");
    const { user, instruction } = userOf(model, model.target);
    const hasUsers = ["/etc/passwd", "/etc/group"].some((path) => mayHold(subject, stage, path));
    const names2 = (user ?? "").split(":").filter((name2) => name2 !== "" && !/^\d+$/.test(name2));
    if (!hasUsers && instruction !== null && names2.length > 0) {
      const at = bodyRange(instruction);
      found.push({
        at,
        message: `Containers do not start: scratch has no /etc/passwd that knows "${names2[0]}"`,
        remedy: `Write USER ${NONROOT2}`,
        fix: { title: "Name the user by number", edits: [replace(at, NONROOT2)] }
      });
    }
    const [lookup] = neededBy(subject, "users");
    if (!hasUsers && lookup?.certain)
      found.push({
        at: baseRange(stage),
        severity: isOfMain(lookup) ? "warning" : "info",
        message: "The program looks up users, and scratch has no /etc/passwd",
        remedy: "Copy /etc/passwd and /etc/group of the build stage, or take gcr.io/distroless/static-debian13:nonroot",
        evidence: lookup.evidence
      });
    const [temporary] = neededBy(subject, "temp-folder");
    if (temporary?.certain && !mayHold(subject, stage, "/tmp") && !isInImage2(subject, /^TMPDIR$/))
      found.push({
        at: baseRange(stage),
        severity: isOfMain(temporary) ? "warning" : "info",
        message: "The program makes temporary files, and scratch has no /tmp",
        remedy: "Write RUN mkdir -p -m 1777 /rootfs/tmp in the build stage, and COPY --from=build /rootfs/ / in the last one",
        evidence: temporary.evidence
      });
    return found;
  }, "find")
};
var NUMBERS = {
  distroless: { nonroot: NONROOT2, nobody: "65534:65534", "nonroot:nonroot": NONROOT2 },
  chainguard: { nonroot: NONROOT2, "nonroot:nonroot": NONROOT2 },
  alpine: { nobody: "65534:65534", "nobody:nobody": "65534:65534", guest: "405:100" },
  debian: { nobody: "65534:65534", "nobody:nogroup": "65534:65534" },
  ubuntu: { nobody: "65534:65534", "nobody:nogroup": "65534:65534", ubuntu: "1000:1000" }
};
var byName2 = {
  id: "R-12",
  severity: "info",
  title: "A user without a number",
  why: 'Kubernetes cannot tell whether a name is root: with runAsNonRoot it refuses the container, "image has non-numeric user".',
  source: "https://kubernetes.io/docs/tasks/configure-pod-container/security-context/",
  find: /* @__PURE__ */ __name((subject) => {
    const { model } = subject;
    const { image, stage } = model.target;
    const { user, instruction } = userOf(model, model.target);
    if (user === null || instruction === null || isRoot(user) || /^\d+(:|$)/.test(user)) return [];
    if (/windows|nanoserver|servercore/i.test(image.reference)) return [];
    if (image.kind === "scratch" && !mayHold(subject, stage, "/etc/passwd")) return [];
    const { uid } = userNumbers(stage, null, model.buildArgs);
    const known9 = NUMBERS[image.kind]?.[user] ?? (user.includes(":") ? null : uid);
    const at = bodyRange(instruction);
    const isWritten = instruction.body.text === user;
    return [
      {
        at,
        message: `Kubernetes refuses "${user}" where runAsNonRoot is set: it wants a number`,
        remedy: known9 ? `Write USER ${known9}` : "Write the number of the user, as in USER 10001",
        ...known9 && isWritten && { fix: { title: "Name the user by number", edits: [replace(at, known9)] } }
      }
    ];
  }, "find")
};
var USER_RULES = [withoutUsers, asRoot, byName2];

// src/dockerfile/rules/vendor.ts
import { posix as posix47 } from "node:path";
var vendored = {
  id: "D-08",
  severity: "error",
  title: "The vendor folder and the build do not go together",
  why: "With vendor/modules.txt beside go.mod the go command compiles from that folder and downloads nothing. Without the folder, -mod=vendor fails.",
  source: "https://go.dev/ref/mod#vendoring",
  anyFile: true,
  find: /* @__PURE__ */ __name((subject) => reachedRuns(subject.model).flatMap((run) => [
    ...run.go.flatMap((go) => {
      const found = moduleAt(subject, run, go);
      if (found === null || found.mod.require.length === 0) return [];
      if (downloads(go) && go.args.length === 0) return needlessDownload(subject, run, go);
      if (go.verb === "mod vendor") return writtenAgain(subject, run, go, found);
      return compilesProject(go) ? vendorMissing(subject, run, go, found) : [];
    }),
    ...passedBy(subject, run)
  ]), "find")
};
function needlessDownload(subject, run, go) {
  const { model, file } = subject;
  const later = reachedRuns(model).filter(
    (each) => lineage(each.stage).includes(run.stage) && (each.stage !== run.stage || each.instruction.start >= run.instruction.start)
  );
  const compiling3 = later.flatMap((each) => each.go.filter(compilesProject).map((by) => ({ each, by })));
  const [first] = compiling3;
  if (first === void 0) return [];
  const isAll = compiling3.every(({ each, by }) => usesVendor(subject, each, by, moduleAt(subject, each, by)));
  const own = [run, ...later].flatMap((each) => each.go.filter((by) => compilesProject(by) || downloads(by)));
  const known9 = own.map(({ command }) => command);
  if (!isAll || !later.every((each) => isHarmlessBeside(each, known9))) return [];
  const { line } = first.each.instruction;
  const isAlone = isHarmlessBeside(run, [go.command]) && run.go.every(downloads);
  const edits = isAlone ? removeStep(run.instruction, model.dockerfile) : null;
  return [
    {
      ...{ at: rangeOf(go), severity: "warning" },
      message: `These modules are not used: \`go ${first.by.verb}\` in line ${line} compiles from the vendor folder`,
      remedy: "Take the download out",
      evidence: [{ file, line }],
      ...edits && { fix: { title: "Take the download out", edits } }
    }
  ];
}
__name(needlessDownload, "needlessDownload");
function writtenAgain(subject, run, go, { module }) {
  const list = posix47.join(module.dir, "vendor/modules.txt");
  if (placesOf(subject, run, list).length === 0 || mayHoldMore(subject, run, go)) return [];
  return [
    {
      ...{ at: rangeOf(go), severity: "warning" },
      message: `The repository has ${posix47.dirname(list)}, and this downloads all modules to write the folder again`,
      remedy: "Take it out, and compile with -mod=vendor",
      evidence: [{ file: list, line: 1 }]
    }
  ];
}
__name(writtenAgain, "writtenAgain");
function passedBy(subject, run) {
  const told = /* @__PURE__ */ new Set();
  return goCalls(subject, run).flatMap(({ go, by, at, says, evidence, hasUnknown }) => {
    const found = moduleAt(subject, run, go);
    if (found === null || !compilesProject(go) || told.has(by) || hasUnknown) return [];
    const { module, mod, file, folder } = found;
    const list = posix47.join(module.dir, "vendor/modules.txt");
    if (go.flags.has("mod") || isVendorDefault(mod) || fetched(mod).length === 0) return [];
    if (!placesOf(subject, run, list).includes(posix47.join(folder, "vendor/modules.txt"))) return [];
    if (evidence.length > 0) told.add(by);
    return [
      {
        ...{ at, severity: "warning" },
        message: `${says} downloads the modules though ${posix47.dirname(list)} has them: it looks there by itself only from \`go 1.14\` on, and ${file} says ${mod.go?.version ?? "nothing"}`,
        remedy: `Write -mod=vendor, or \`go 1.14\` or later in ${file}`,
        evidence: [...evidence, { file, line: module.lines.module }]
      }
    ];
  });
}
__name(passedBy, "passedBy");
function vendorMissing(subject, run, go, { module, folder }) {
  const { context } = subject;
  const list = posix47.join(module.dir, "vendor/modules.txt");
  const flag = go.flags.get("mod");
  const isTold = flag?.value === "vendor";
  if (context === null || !isTold && flag !== void 0) return [];
  const isThere = context.files.kind(list) === "file";
  if (placesOf(subject, run, list).includes(posix47.join(folder, "vendor/modules.txt"))) return [];
  if (placesOf(subject, run, "go.work").length > 0 || mayHoldMore(subject, run, go)) return [];
  const by = context.ignore?.keepsOut(list) ?? null;
  const at = flag?.word ?? rangeOf(go);
  if (isTold && isThere) {
    const why = by === null ? "no step copies it" : `${context.ignore.file}:${by.line} keeps it out of the context`;
    return [
      {
        at,
        ...!go.command.certain && { severity: "warning" },
        message: `\`go ${go.verb} -mod=vendor\` fails: the vendor folder is not in the image, because ${why}`,
        remedy: by === null ? `Copy ${posix47.dirname(list)} too` : `Take "${by.text}" out of ${context.ignore.file}`,
        evidence: by === null ? [] : [{ file: context.ignore.file, line: by.line }]
      }
    ];
  }
  if (isTold)
    return [
      {
        ...{ at, severity: "warning" },
        message: `There is no ${list} in the repository, and without it \`go ${go.verb} -mod=vendor\` fails`,
        remedy: "Take -mod=vendor out, or run `go mod vendor` and commit the folder"
      }
    ];
  if (!isThere || by === null || !module.vendor) return [];
  return [
    {
      ...{ at, severity: "info" },
      message: `Modules are downloaded though the repository has them: ${context.ignore.file}:${by.line} keeps ${posix47.dirname(list)} out of the context`,
      remedy: `Take "${by.text}" out of ${context.ignore.file}, or the vendor folder out of the repository`,
      evidence: [{ file: context.ignore.file, line: by.line }]
    }
  ];
}
__name(vendorMissing, "vendorMissing");
var VENDOR_RULES = [vendored];

// src/dockerfile/rules/versions.ts
import { posix as posix49 } from "node:path";

// src/dockerfile/check/compiling.ts
import { posix as posix48 } from "node:path";
function compiling2({ model, programs, project, context }) {
  const isBrought2 = /* @__PURE__ */ __name(({ stage, runs }, file) => contextPathIn(model.dockerfile, stage, runs.at(-1).instruction, file, model.buildArgs).length > 0, "isBrought");
  const hidden2 = new Set(hiddenBuilds({ model, context }).map(({ stage }) => stage));
  const found = model.stages.flatMap((each) => {
    const behind = each.runs.flatMap((run) => goBehind({ model, context }, run));
    const commands = [...each.runs.flatMap(({ go }) => go), ...behind.map(({ go }) => go)].filter(compiles);
    const { go: release } = each.image;
    if (!each.isReached || release === null || commands.length === 0 && !hidden2.has(each.stage)) return [];
    const dirs = programs.flatMap(({ run, dir }) => run.stage === each.stage && dir !== null ? [dir] : []);
    const modules = (project?.modules ?? []).map(({ dir }) => dir).filter((dir) => isBrought2(each, posix48.join(dir, "go.mod")));
    const [only, ...others] = dirs.length > 0 ? dirs.slice(0, 1) : modules;
    return [{ ...each, release, commands, dir: others.length > 0 ? null : only ?? null }];
  });
  return [...new Map(found.map((each) => [imageWord(each.stage).start, each])).values()];
}
__name(compiling2, "compiling");

// src/dockerfile/rules/versions.ts
function isFromArgument(stage) {
  return imageWord(stage).text.includes("$");
}
__name(isFromArgument, "isFromArgument");
function toolchain({ command }) {
  return command.environment.get("GOTOOLCHAIN") ?? "local";
}
__name(toolchain, "toolchain");
function goLine(project, dir) {
  const module = moduleOf(project, dir);
  if (project === null || module === null) return null;
  const { workspace } = project;
  if (workspace?.uses.includes(module.dir) && workspace.go !== null)
    return wantedBy(workspace.file, workspace.go, workspace.lines.go, "go");
  return wantedBy(posix49.join(module.dir, "go.mod"), module.go, module.lines.go, "go");
}
__name(goLine, "goLine");
function moduleOf(project, dir) {
  const modules = project?.modules ?? [];
  if (dir === null) return null;
  const above = modules.filter((each) => each.dir === "." || isAtOrBelow(dir, each.dir));
  return above.sort((one, other) => other.dir.length - one.dir.length)[0] ?? null;
}
__name(moduleOf, "moduleOf");
function wantedBy(file, release, line, text) {
  return release === null || line === null ? null : { release, file, line, text: `${text} ${release}` };
}
__name(wantedBy, "wantedBy");
function tooOld(subject, { release, commands, dir }) {
  const wanted = goLine(subject.project, dir);
  if (wanted === null || commands.length === 0 || isOfOwnModule(subject)) return null;
  if (commands.some((go) => toolchain(go) !== "local" || !go.command.certain)) return null;
  if (compareReleases(release, "1.21") < 0 && /^\d+\.\d+$/.test(wanted.release)) return null;
  const isShort = /^\d+\.\d+$/.test(release);
  const asked2 = isShort ? wanted.release.replace(/^(\d+\.\d+)\..*$/, "$1") : wanted.release;
  const by = compareReleases(release, asked2);
  return by !== null && by < 0 ? wanted : null;
}
__name(tooOld, "tooOld");
var olderThanGoLine = {
  id: "V-01",
  severity: "error",
  title: "The Go of the image is older than go.mod asks for",
  why: 'The official images set GOTOOLCHAIN=local: Go takes no newer toolchain, and stops with "go.mod requires go >= \u2026".',
  source: "https://go.dev/doc/toolchain",
  find: /* @__PURE__ */ __name((subject) => compiling2(subject).flatMap((each) => {
    const wanted = tooOld(subject, each);
    if (wanted === null) return [];
    const { stage, release, image } = each;
    const word = imageWord(stage);
    const isDefault = isFromArgument(stage);
    const problem = {
      at: word,
      ...isDefault && { severity: "warning" },
      message: `Go ${release} stops: ${wanted.file}:${wanted.line} asks for ${wanted.text}${isDefault ? ", and the default of the ARG is older" : ""}`,
      remedy: `Use golang:${[minorOf2(wanted.release), ...suffixOf(image.tag)].join("-")}`,
      evidence: [{ file: wanted.file, line: wanted.line }]
    };
    const tag = newTag(image.tag, wanted.release);
    if (tag === null || image.digest !== null || isDefault) return [problem];
    const text = `${word.text.slice(0, word.text.lastIndexOf(":") + 1)}${tag}`;
    return [{ ...problem, fix: { title: `Use ${text}`, edits: [replace(word, text)] } }];
  }), "find")
};
function minorOf2(release) {
  return /^\d+\.\d+/.exec(release)[0];
}
__name(minorOf2, "minorOf");
function suffixOf(tag) {
  return (tag ?? "").split("-").slice(1);
}
__name(suffixOf, "suffixOf");
function newTag(tag, release) {
  const [, suffix = ""] = /^\d+\.\d+(?:\.\d+)?(-(?:alpine|trixie|bookworm))?$/.exec(tag ?? "") ?? [null, null];
  return tag === null || suffix === null || !isMaintained(release) ? null : `${minorOf2(release)}${suffix}`;
}
__name(newTag, "newTag");
var downloadedToolchain = {
  id: "V-02",
  severity: "info",
  title: "The build downloads another Go than that of the image",
  why: "With GOTOOLCHAIN=auto, Go downloads the release that go.mod asks for, in each build whose layer is not cached. The tag of the image then says nothing about the Go that compiles.",
  source: "https://go.dev/doc/toolchain#select",
  whyNoFix: "Without it the build stops where go.mod asks for a newer Go than the image has.",
  find: /* @__PURE__ */ __name((subject) => compiling2(subject).flatMap((each) => {
    const { release, commands, dir, stage } = each;
    const go = commands.find((command) => /^(auto|path|[\w.]+\+auto)$/.test(toolchain(command)));
    const module = moduleOf(subject.project, dir);
    if (go === void 0 || module === null) return [];
    const file = posix49.join(module.dir, "go.mod");
    const lines = [
      wantedBy(file, module.toolchain?.replace(/^go/, "") ?? null, module.lines.toolchain, "toolchain"),
      goLine(subject.project, dir)
    ];
    const wanted = lines.find((line) => line !== null && (compareReleases(release, line.release) ?? 0) < 0);
    if (!wanted || toolchain(go).includes(OPAQUE)) return [];
    if (/^\d+\.\d+$/.test(release) && minorOf2(release) === minorOf2(wanted.release)) return [];
    const set = before(stage, null).findLast(({ instruction }) => /\bGOTOOLCHAIN\b/.test(instruction.args))?.instruction;
    return [
      {
        at: set ?? imageWord(stage),
        message: `GOTOOLCHAIN=${toolchain(go)} downloads Go ${wanted.release}, which ${wanted.file}:${wanted.line} asks for, because the image has ${release}`,
        remedy: `Use golang:${minorOf2(wanted.release)} and leave GOTOOLCHAIN out`,
        evidence: [{ file: wanted.file, line: wanted.line }]
      }
    ];
  }), "find")
};
var unmaintained = {
  id: "V-03",
  severity: "warning",
  title: "The Go of the image gets no security fixes any more",
  why: "Each release of Go is maintained until there are two newer ones. What is found in its standard library after that stays in the program.",
  source: "https://go.dev/doc/devel/release#policy",
  whyNoFix: "Old releases of golang.org/x/tools do not compile with newer ones of Go (golang/go#74462), and others may not.",
  find: /* @__PURE__ */ __name((subject) => {
    const found = [...usedStages(subject), ...copiedToolchains(subject)].filter(
      ({ release }) => (compareReleases(minorOf2(release), OLDEST_MAINTAINED) ?? 0) < 0
    );
    const isFirst = /* @__PURE__ */ __name(({ image }, index) => found.findIndex((other) => other.image.reference === image.reference) === index, "isFirst");
    return found.filter(isFirst).map(({ release, image, at }) => ({
      at,
      ...forDebugging(subject) && { severity: "info" },
      message: `Go ${release} gets no security fixes any more: the oldest release that does is ${OLDEST_MAINTAINED}, and the standard library is a part of the program`,
      remedy: `Use ${image.name}:${[NEWEST_MAINTAINED, ...suffixOf(image.tag).filter((word) => !/\d/.test(word))].join("-")}`
    }));
  }, "find")
};
function releaseIn({ go, name: name2, tag }) {
  return go ?? (/\/golang$/.test(name2) ? /^v?(1\.\d+(\.\d+)?)(?=-|$)/.exec(tag ?? "")?.[1] ?? null : null);
}
__name(releaseIn, "releaseIn");
function usedStages(subject) {
  const compiled = new Set(compiling2(subject).map(({ stage }) => stage));
  return subject.model.stages.flatMap(({ stage, image, runs, isReached, isFinal }) => {
    const release = releaseIn(image);
    const mayCompile2 = runs.some(
      ({ go, commands }) => go.some((each) => compiles(each) || each.verb === "get") || commands.some(({ words: words2 }) => isOpaque(words2.map(({ text }) => text)))
    );
    if (!isReached || release === null || !(compiled.has(stage) || mayCompile2 || isFinal)) return [];
    return [{ image, release, at: imageWord(stage) }];
  });
}
__name(usedStages, "usedStages");
function copiedToolchains({ model }) {
  const copies = model.stages.filter(({ isReached }) => isReached).flatMap((stage) => stage.copies);
  return copies.flatMap(({ origin, sources, instruction }) => {
    if (origin.kind !== "image" || !sources.some((source) => /^\/usr\/local\/go\/?$/.test(source))) return [];
    const image = describeImage(origin.reference);
    const release = releaseIn(image);
    const at = instruction.flags.find(({ name: name2 }) => name2 === "from");
    return release === null || at === void 0 ? [] : [{ image, release, at: { start: at.start, end: at.end } }];
  });
}
__name(copiedToolchains, "copiedToolchains");
var otherThanWorkflow = {
  id: "V-04",
  severity: "warning",
  title: "The workflows test with another Go than the image is built with",
  why: "Tests of another release of Go say little about the program that ships: compiler, standard library and GODEBUG defaults differ.",
  source: "https://go.dev/doc/godebug",
  whyNoFix: "Either release can be the one that is meant.",
  find: /* @__PURE__ */ __name((subject) => {
    const setUp = subject.context === null ? null : goVersions(subject.context.files);
    const tested = (setUp ?? []).filter(({ tests }) => tests);
    const [first] = tested;
    if (first === void 0 || setUp === null || isOfOwnModule(subject)) return [];
    return compiling2(subject).flatMap(({ release, stage }) => {
      if (setUp.some(({ version }) => minorOf2(version) === minorOf2(release)) || isFromArgument(stage)) return [];
      return [
        {
          at: imageWord(stage),
          message: `The image is built with Go ${release}, but ${first.file}:${first.line} tests with ${first.version}: what is tested is not what ships`,
          remedy: "Use one release in both, or go-version-file: go.mod in the workflow",
          evidence: tested.slice(0, 3).map(({ file, line }) => ({ file, line }))
        }
      ];
    });
  }, "find")
};
var VERSION_RULES = [olderThanGoLine, downloadedToolchain, unmaintained, otherThanWorkflow];

// src/dockerfile/rules/table.ts
var RULES = [
  ...BUILD_CACHE_RULES,
  ...CACHE_RULES,
  ...LINKING_RULES,
  ...PLATFORM_RULES,
  ...ARGUMENT_RULES,
  ...RUNTIME_RULES,
  ...NEEDED_SHELL_RULES,
  ...START_RULES,
  ...PORT_RULES,
  ...USER_RULES,
  ...PROCESSOR_RULES,
  ...CACHE_MOUNT_RULES,
  ...RECOMPILE_RULES,
  ...RUNNER_CACHE_RULES,
  ...DOWNLOAD_RULES,
  ...SUM_RULES,
  ...MODULE_RULES,
  ...VENDOR_RULES,
  ...MODULE_COMMAND_RULES,
  ...LEGACY_RULES,
  ...SHAPE_RULES,
  ...SELF_CONTAINED_RULES,
  ...OUTPUT_RULES,
  ...BUILD_FLAG_RULES,
  ...STATIC_LINKING_RULES,
  ...AFTER_LINKING_RULES,
  ...TARGET_RULES,
  ...STAMP_RULES,
  ...BUILD_TIME_RULES,
  ...LINK_VARIABLE_RULES,
  ...EMBED_RULES,
  ...VERSION_RULES,
  ...IMAGE_REFERENCE_RULES,
  ...SECRET_COPY_RULES,
  ...SECRET_RULES,
  ...CREDENTIAL_RULES,
  ...TRUST_RULES,
  ...CONTEXT_RULES,
  ...CONTEXT_SOURCE_RULES,
  ...SHELL_RULES,
  ...ORDER_RULES,
  ...FRONTEND_RULES,
  ...END_OF_LIFE_RULES,
  ...LAYER_RULES,
  ...ORIGIN_RULES,
  ...ARCHITECTURE_RULES
];

export {
  readModel,
  copiesInto,
  builtPrograms,
  programName,
  buildsGo,
  tooLargeText,
  tooManyInstructions,
  walkContext,
  contextReport,
  contextRow,
  contextText,
  RULES
};
