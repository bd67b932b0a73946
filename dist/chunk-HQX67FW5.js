import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  LONGEST_VALUE,
  MAX_FILES,
  byDifference,
  bytesByModule,
  diffFiles,
  diffLayers,
  diffPrograms,
  diffSettings,
  difference,
  mayBeLeftOut,
  pairPrograms,
  readFacts,
  readReport,
  settingsOf,
  shownEntry,
  shownWords,
  versionsOf
} from "./chunk-JR47DU2G.js";
import {
  PATH,
  RegistryError,
  createTransport,
  dockerCredentials,
  freeMemory,
  getManifest,
  progressText,
  repositoryAt,
  takingTurns
} from "./chunk-XKAZMFME.js";
import {
  isEnvironmentFile,
  isSample,
  secretByName
} from "./chunk-AKOVMDGN.js";
import {
  lineage,
  rootImage
} from "./chunk-UT4CUW2Z.js";
import {
  NOISE_BYTES,
  array,
  boolean,
  getDotPath,
  is,
  maxLength,
  minValue,
  never,
  nullish,
  number,
  object,
  optional,
  pipe,
  record,
  regex,
  safeInteger,
  safeParse,
  string,
  unknown
} from "./chunk-JKRFVU7G.js";
import {
  realPath
} from "./chunk-KZXV7NL4.js";
import {
  UserError,
  __callDispose,
  __name,
  __using,
  messageOf,
  plain
} from "./chunk-L77EYN5P.js";

// src/size/causes-files.ts
var MOST_NAMED = 4;
var HEAVY_BYTES = 1e5;
var MOST_FOLDERS = 3;
function heavyFiles(files) {
  const changed = files.filter((file) => difference(file) !== 0).toSorted(byDifference);
  const heavy = changed.filter((file, index) => index < MOST_NAMED && Math.abs(difference(file)) >= HEAVY_BYTES);
  return [...heavy.map((file) => together([file])), ...byFolder(changed.slice(heavy.length))];
}
__name(heavyFiles, "heavyFiles");
function byFolder(files) {
  let groups = files.some((file) => difference(file) !== 0) ? [files] : [];
  for (; ; ) {
    const apart = groups.map((group) => ({ group, parts: partsOf(group) }));
    const next = apart.find(({ group, parts }) => {
      if (parts.length < 2) return false;
      return folderOf(group) === "" || parts.every(isFolder(group)) && groups.length - 1 + parts.length <= MOST_FOLDERS;
    });
    if (next === void 0) return groups.map(together);
    groups = groups.flatMap((group) => group === next.group ? next.parts : [group]);
  }
}
__name(byFolder, "byFolder");
function isFolder(group) {
  const depth = folderOf(group).length;
  return (part) => part.every(({ path }) => path.slice(depth).includes("/"));
}
__name(isFolder, "isFolder");
function partsOf(group) {
  const depth = folderOf(group).length;
  const parts = /* @__PURE__ */ new Map();
  for (const file of group) {
    const name = file.path.slice(depth).split("/", 1)[0];
    const part = parts.get(name);
    if (part) part.push(file);
    else parts.set(name, [file]);
  }
  return [...parts.values()];
}
__name(partsOf, "partsOf");
function folderOf(group) {
  return group.reduce((common, { path }) => {
    let folder2 = common ?? path.slice(0, path.lastIndexOf("/") + 1);
    while (!path.startsWith(folder2)) folder2 = folder2.slice(0, folder2.lastIndexOf("/", folder2.length - 2) + 1);
    return folder2;
  }, null);
}
__name(folderOf, "folderOf");
function together(group) {
  const [only] = group;
  const path = group.length === 1 ? only.path : folderOf(group);
  const named2 = /* @__PURE__ */ __name((side) => group.some((file) => file[side] !== null) ? path : null, "named");
  return {
    ...{ path, bytes: group.reduce((sum3, file) => sum3 + difference(file), 0) },
    ...{ before: named2("before"), after: named2("after") }
  };
}
__name(together, "together");

// src/size/causes-program.ts
var CHANGES_CODE = [
  ...["-asan", "-asmflags", "-buildmode", "-compiler", "-cover", "-gcflags", "-msan", "-pgo", "-race", "-tags"],
  ...["CGO_ENABLED", "GO386", "GOAMD64", "GOARCH", "GOARM", "GOARM64", "GOEXPERIMENT", "GOFIPS140"],
  ...["GOMIPS", "GOMIPS64", "GOPPC64", "GORISCV64"]
];
function programCauses({ before, after }) {
  return causesWithin({ before, after }).map((cause2) => ({ ...cause2, program: after.path, wantedBy: null }));
}
__name(programCauses, "programCauses");
function causesWithin(pair) {
  const { before, after } = pair;
  const bytes = after.bytes - before.bytes;
  if (before.packed !== after.packed)
    return [{ kind: "setting", bytes, subject: "UPX", before: packing(before), after: packing(after) }];
  if (before.packages.length === 0 || after.packages.length === 0)
    return [{ kind: "file", bytes, subject: after.path, before: before.path, after: after.path }];
  return [...ofCode(pair), ofSymbols(pair), ...ofEmbedded(pair)];
}
__name(causesWithin, "causesWithin");
function packing({ packed: packed3 }) {
  return packed3 === null ? "not packed" : "packed";
}
__name(packing, "packing");
function ofCode(pair) {
  const { before, after } = pair;
  const [oldBytes, newBytes] = [bytesByModule(before), bytesByModule(after)];
  const [oldVersions, newVersions] = [versionsOf(before), versionsOf(after)];
  const causes = [.../* @__PURE__ */ new Set([...newBytes.keys(), ...oldBytes.keys()])].map((path) => {
    const bytes = (newBytes.get(path) ?? 0) - (oldBytes.get(path) ?? 0);
    const versions = { before: oldVersions.get(path) ?? null, after: newVersions.get(path) ?? null };
    if (path === before.mainModule?.path || path === after.mainModule?.path)
      return { kind: "own-code", bytes, subject: path, before: null, after: null };
    if (path === "std") return { kind: "standard-library", bytes, subject: path, ...versions };
    const [was, is2] = versions.before === null && versions.after === null ? [oldBytes.has(path), newBytes.has(path)] : [versions.before !== null, versions.after !== null];
    const kind = was && is2 ? "module-changed" : is2 ? "module-added" : "module-removed";
    return { kind, bytes, subject: path, ...versions };
  });
  return withSetting(pair, causes);
}
__name(ofCode, "ofCode");
function withSetting(pair, causes) {
  const [old, now] = [settingsOf(pair.before), settingsOf(pair.after)];
  const keys = CHANGES_CODE.filter((key) => old.get(key) !== now.get(key));
  const others = causes.filter(({ kind }) => kind !== "own-code");
  const [oldVersions, newVersions] = [versionsOf(pair.before), versionsOf(pair.after)];
  const sameList = oldVersions.size === newVersions.size && [...newVersions].every(([path, version]) => oldVersions.get(path) === version);
  if (keys.length === 0 || !sameList) return causes;
  const valueIn = /* @__PURE__ */ __name((settings) => keys.length === 1 ? settings.get(keys[0])?.slice(0, LONGEST_VALUE) ?? null : null, "valueIn");
  const setting = {
    kind: "setting",
    bytes: others.reduce((sum3, cause2) => sum3 + cause2.bytes, 0),
    subject: keys.join(", "),
    ...{ before: valueIn(old), after: valueIn(now) }
  };
  return [setting, ...causes.filter(({ kind }) => kind === "own-code")];
}
__name(withSetting, "withSetting");
function ofSymbols({ before, after }) {
  const bytes = sizeOf(after, ["debug", "symbols"]) - sizeOf(before, ["debug", "symbols"]);
  return { kind: "symbols", bytes, subject: "symbols", before: has(before), after: has(after) };
}
__name(ofSymbols, "ofSymbols");
function sizeOf({ sections }, kinds) {
  return sections.reduce((sum3, { kind, bytes }) => sum3 + (kinds.includes(kind) ? bytes : 0), 0);
}
__name(sizeOf, "sizeOf");
function has({ linking: { symbols, debug } }) {
  if (symbols && debug) return "symbols and debug information";
  return symbols ? "symbols" : debug ? "debug information" : null;
}
__name(has, "has");
function ofEmbedded({ before, after }) {
  const files = /* @__PURE__ */ new Map();
  const add = /* @__PURE__ */ __name(({ embedded }, side) => {
    for (const { path, bytes } of embedded) {
      const file = files.get(path) ?? { path, before: null, after: null };
      files.set(path, { ...file, [side]: (file[side] ?? 0) + bytes });
    }
  }, "add");
  add(before, "before");
  add(after, "after");
  const changed = [...files.values()].filter((file) => file.before !== file.after);
  return byFolder(changed).map(({ path, ...cause2 }) => ({ kind: "embedded", subject: path, ...cause2 }));
}
__name(ofEmbedded, "ofEmbedded");

// src/size/causes.ts
var MOST_CAUSES = 8;
var LEAST_SHARE = 5e-3;
function causesOf(before, after) {
  const found = [...ofBase(before, after), ...ofOwnLayers(before, after)].toSorted(byWeight);
  const least = Math.max(NOISE_BYTES, Math.abs(found[0]?.bytes ?? 0) * LEAST_SHARE);
  const named2 = found.filter(({ bytes }) => Math.abs(bytes) > least).slice(0, MOST_CAUSES);
  const rest = after.diskBytes - before.diskBytes - total(named2.map(({ bytes }) => bytes));
  return rest === 0 ? named2 : [...named2, cause("rest", rest, "")];
}
__name(causesOf, "causesOf");
function cause(kind, bytes, subject, more = {}) {
  return { kind, bytes, subject, before: null, after: null, program: null, wantedBy: null, ...more };
}
__name(cause, "cause");
function byWeight(a, b) {
  return Math.abs(b.bytes) - Math.abs(a.bytes) || (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0);
}
__name(byWeight, "byWeight");
function ofBase(before, after) {
  const bytes = diskOf(after, "base") - diskOf(before, "base");
  const [was, is2] = [before.base, after.base];
  const renamed = was?.name !== is2?.name;
  const names = renamed ? { before: was?.name ?? null, after: is2?.name ?? null } : { before: was?.digest ?? null, after: is2?.digest ?? null };
  return [cause("base", bytes, is2?.name ?? was?.name ?? "", names)];
}
__name(ofBase, "ofBase");
function diskOf({ layers }, part) {
  return total(layers.map((layer) => layer.part === part ? layer.diskBytes : 0));
}
__name(diskOf, "diskOf");
function ofOwnLayers(before, after) {
  if (before.contents === null || after.contents === null) return [];
  const [old, now] = [ownPart(before, before.contents), ownPart(after, after.contents)];
  const ofPrograms = pairPrograms(old.programs, now.programs).flatMap(({ before: was, after: is2 }) => {
    if (was && is2) return programCauses({ before: was, after: is2 });
    const program = was ?? is2;
    const name = { program: program.path, [was ? "before" : "after"]: program.mainPackage };
    return [cause(was ? "program-removed" : "program-added", is2 ? is2.bytes : -program.bytes, program.path, name)];
  });
  const ofFiles = heavyFiles(bothSides(old, now)).map(({ path, bytes, ...names }) => cause("file", bytes, path, names));
  return [...ofPrograms, ...ofFiles, ofHidden(old, now)];
}
__name(ofOwnLayers, "ofOwnLayers");
function ownPart({ layers }, contents) {
  const isOwn = /* @__PURE__ */ __name((index) => layers[index]?.part === "own", "isOwn");
  const programs = contents.programs.filter(({ layer }) => isOwn(layer));
  const programPaths = new Set(programs.map(({ path }) => path));
  const linked = /* @__PURE__ */ new Set();
  const files = /* @__PURE__ */ new Map();
  for (const { path, bytes, layer, kind } of contents.files) {
    const isProgram = programPaths.has(path);
    if (isProgram && kind !== void 0) linked.add(path);
    if (!isProgram && kind === void 0 && isOwn(layer)) files.set(path, bytes);
  }
  return {
    ...{ contents, files },
    // A second name of a program (a hard link) takes no bytes.
    programs: programs.filter(({ path }) => !linked.has(path)),
    // Those of the base image stay where they are, and are in its size.
    hidden: new Map(contents.wasted.flatMap(({ path, bytes, layers: layers2 }) => layers2.every(isOwn) ? [[path, bytes]] : []))
  };
}
__name(ownPart, "ownPart");
function bothSides(old, now) {
  const changed = [];
  for (const [path, after] of now.files) {
    const before = old.files.get(path) ?? null;
    if (before !== after && (before !== null || !mayBeLeftOut({ bytes: after }, old.contents)))
      changed.push({ path, before, after });
  }
  for (const [path, before] of old.files) {
    if (!now.files.has(path) && !mayBeLeftOut({ bytes: before }, now.contents)) changed.push({ path, before, after: null });
  }
  return changed;
}
__name(bothSides, "bothSides");
function ofHidden({ hidden: before }, { hidden: after }) {
  const more = /* @__PURE__ */ __name((path) => (after.get(path) ?? 0) - (before.get(path) ?? 0), "more");
  const [heaviest = ""] = [.../* @__PURE__ */ new Set([...after.keys(), ...before.keys()])].toSorted(
    (a, b) => Math.abs(more(b)) - Math.abs(more(a)) || (a < b ? -1 : 1)
  );
  return cause("replaced-below", total([...after.values()]) - total([...before.values()]), heaviest);
}
__name(ofHidden, "ofHidden");
function total(values) {
  return values.reduce((sum3, value) => sum3 + value, 0);
}
__name(total, "total");

// src/size/diff-caveats.ts
var DOUBTS = [
  ({ before, after }) => before.compression === after.compression ? [] : [`Layers were ${packed(before)} and are ${packed(after)} now: download sizes do not compare.`],
  ({ before, after }) => {
    if (before.contents === null === (after.contents === null)) return [];
    const side = before.contents === null ? "older" : "newer";
    return [`Only sizes are known of the ${side} image: no files and programs are compared.`];
  },
  ({ before, after }) => {
    const base = /* @__PURE__ */ __name(({ layers }) => layers.flatMap(({ part, diffId }) => part === "base" ? [diffId] : []), "base");
    const isKnown = (before.base?.digest ?? null) !== null && (after.base?.digest ?? null) !== null;
    if (isKnown || base(before).join() === base(after).join()) return [];
    return ["The base image changed, and its digest is not known on both sides."];
  },
  (compared2) => ofEach(
    compared2,
    ({ contents }, side) => contents && contents.leftOut.files > 0 ? [`The ${side} image has very many files: its ${contents.leftOut.files} smallest are not compared.`] : []
  ),
  ({ before, after }) => [...closed(before, "older", after), ...closed(after, "newer", before)],
  otherCompilers
];
function caveatsOf(before, after) {
  if (before.manifestDigest === after.manifestDigest) return [];
  return DOUBTS.flatMap((doubt) => doubt({ before, after }));
}
__name(caveatsOf, "caveatsOf");
function missingPlatform(platform, others, side) {
  return others.length === 0 ? [] : [`The ${side} image has no ${platform}, but ${others.join(", ")}.`];
}
__name(missingPlatform, "missingPlatform");
function ofEach({ before, after }, ask) {
  return [...ask(before, "older"), ...ask(after, "newer")];
}
__name(ofEach, "ofEach");
function packed({ compression: compression2 }) {
  return compression2 === "none" ? "not compressed" : `compressed with ${compression2}`;
}
__name(packed, "packed");
var MOVED = /* @__PURE__ */ new Map([
  [26, "Go 1.26 moved pointer maps from `.rodata` to `.gopclntab`."],
  [27, "Go 1.27 moved type descriptors from `.rodata` to `.go.type`."]
]);
function otherCompilers({ before, after }) {
  const pairs = pairPrograms(ownPrograms(before), ownPrograms(after)).flatMap(({ before: old, after: now }) => {
    const [was, is2] = [minorOf(old), minorOf(now)];
    return was === null || is2 === null || was === is2 ? [] : [compilersDiffer(was, is2)];
  });
  return [...new Set(pairs)];
}
__name(otherCompilers, "otherCompilers");
function compilersDiffer(was, is2) {
  const [older, newer] = [Math.min(was, is2), Math.max(was, is2)];
  const moved = [...MOVED].flatMap(([minor, sentence]) => minor > older && minor <= newer ? [sentence] : []);
  const same = `Programs were by Go 1.${was} and are by Go 1.${is2}: the same sources have another size then, so packages and modules may have changed by it alone.`;
  return [same, ...moved].join(" ");
}
__name(compilersDiffer, "compilersDiffer");
function minorOf(program) {
  const minor = /^go1\.(\d{1,4})(?:\D|$)/.exec(program?.goRelease ?? "")?.[1];
  return minor === void 0 ? null : Number(minor);
}
__name(minorOf, "minorOf");
function ownPrograms({ contents, layers }) {
  return (contents?.programs ?? []).filter(({ layer, packages }) => layers[layer]?.part === "own" && packages.length > 0);
}
__name(ownPrograms, "ownPrograms");
function closed({ contents, layers }, side, other) {
  const same = new Map((other.contents?.programs ?? []).map(({ path, bytes }) => [path, bytes]));
  const programs = (contents?.programs ?? []).filter(
    ({ path, layer, bytes }) => layers[layer]?.part === "own" && same.get(path) !== bytes
  );
  return programs.flatMap(({ path, packed: by, packages }) => {
    if (by !== null) return [`\`${path}\` of the ${side} image is packed with UPX: nothing is known of its inside.`];
    return packages.length === 0 ? [`No function table was read in \`${path}\` of the ${side} image.`] : [];
  });
}
__name(closed, "closed");

// src/size/diff.ts
function diffImages(before, after) {
  const old = new Map((before?.platforms ?? []).map((facts) => [facts.platform, facts]));
  const now = new Map(after.platforms.map((facts) => [facts.platform, facts]));
  const gone = [...old.values()].filter(({ platform }) => !now.has(platform));
  return {
    schema: 1,
    platforms: [
      ...after.platforms.map((facts) => {
        const partner = old.get(facts.platform);
        return partner ? compared(partner, facts) : alone("after", facts, [...old.keys()]);
      }),
      ...gone.map((facts) => alone("before", facts, [...now.keys()]))
    ]
  };
}
__name(diffImages, "diffImages");
function compared(before, after) {
  return {
    platform: after.platform,
    before: { download: before.downloadBytes, disk: before.diskBytes },
    after: { download: after.downloadBytes, disk: after.diskBytes },
    layers: diffLayers(before, after),
    files: before.contents && after.contents && diffFiles(before.contents, after.contents),
    programs: diffPrograms(before, after),
    settings: diffSettings(before.settings, after.settings),
    caveats: caveatsOf(before, after),
    causes: causesOf(before, after)
  };
}
__name(compared, "compared");
function alone(side, facts, others) {
  const { platform, downloadBytes: download, diskBytes: disk } = facts;
  const sizes = { before: null, after: null, [side]: { download, disk } };
  return {
    ...{ platform, ...sizes },
    layers: side === "after" ? diffLayers(null, facts) : diffLayers(facts, null),
    ...{ files: null, programs: [], settings: [], causes: [] },
    caveats: missingPlatform(platform, others, side === "after" ? "older" : "newer")
  };
}
__name(alone, "alone");

// src/image/measure.ts
import { rm as rm2 } from "node:fs/promises";

// src/image/files/secrets.ts
var KNOWN = [
  { path: /(^|\/)\.aws\/credentials$/, kind: "credentials" },
  { path: /(^|\/)\.azure\/(accessTokens|msal_token_cache)\.json$/, kind: "credentials" },
  { path: /(^|\/)\.cargo\/credentials(\.toml)?$/, kind: "credentials" },
  { path: /(^|\/)\.config\/gcloud\/(application_default_credentials\.json|credentials\.db)$/, kind: "credentials" },
  { path: /(^|\/)\.config\/gh\/hosts\.yml$/, kind: "credentials" },
  { path: /(^|\/)\.config\/git\/credentials$/, kind: "credentials" },
  { path: /(^|\/)\.docker\/config\.json$/, kind: "credentials" },
  { path: /(^|\/)\.docker(cfg|configjson)$/, kind: "credentials" },
  { path: /(^|\/)\.kube\/config$/, kind: "credentials" },
  { path: /(^|\/)(kubeconfig|[\w-]+\.kubeconfig)$/, kind: "credentials" },
  { path: /^(root|home\/[^/]+)\/\.npmrc$/, kind: "credentials" },
  { path: /(^|\/)\.pypirc$/, kind: "credentials" },
  { path: /(^|\/)\.terraform\.d\/credentials\.tfrc\.json$/, kind: "credentials" },
  { path: /(^|\/)\.vault-token$/, kind: "credentials" },
  { path: /(^|\/)(gcp-|gcloud-|google-)?service[-_]?account([-_](key|credentials))?\.json$/, kind: "credentials" },
  { path: /(^|\/)(gcp|gcloud|google)[-_](key|credentials)\.json$/, kind: "credentials" },
  { path: /(^|\/)etc\/ssh\/ssh_host_\w+_key$/, kind: "private key" },
  { path: /(^|\/)etc\/ssl\/private\/[^/]+\.(key|pem)$/, kind: "private key" },
  { path: /(^|\/)(ca|client|private|server|ssl|tls)\.key$/, kind: "private key" },
  { path: /(^|\/)([\w.-]+[-_.])?(private[-_]?key|privkey|key)\.pem$/, kind: "private key" },
  { path: /\.(p12|pfx)$/, kind: "private key" }
];
var PACKAGED = /^(usr\/(lib|lib64|libexec|share|include|src)|usr\/local\/(go|lib|share)|lib|opt\/conda|var\/lib)\/|(^|\/)(node_modules|site-packages|dist-packages|pkg\/mod|vendor)\/|^etc\/(ssl\/certs|pki|ca-certificates)\//;
var PUBLIC = /(^|[-_./])(pub|public)([-_]?key)?([-_.]|$)|snakeoil/i;
function secretOf(path) {
  if (PACKAGED.test(path)) return null;
  const sample = isSample(path.replace("application_default_credentials", "credentials"));
  if (sample || PUBLIC.test(path.slice(path.lastIndexOf("/")))) return null;
  if (isEnvironmentFile(path)) return "environment file";
  return secretByName(path) ?? KNOWN.find((known) => known.path.test(path))?.kind ?? null;
}
__name(secretOf, "secretOf");

// src/image/files/tree.ts
var WHITEOUT = ".wh.";
var OPAQUE = ".wh..wh..opq";
var OF_AUFS = ".wh..wh.";
var MAX_SYMLINKS = 40;
function applyLayers(layers, hidden) {
  const root = folder({ path: "", kind: "folder", bytes: 0, mode: 493 }, 0);
  layers.forEach((layer, index) => {
    const entries = layer?.entries ?? [];
    const whiteouts = new Set(entries.filter(({ path }) => isWhiteout(path)));
    for (const { path } of whiteouts) takeAway(root, path, hidden);
    const recent = { path: "", children: null };
    for (const entry of entries) if (!whiteouts.has(entry)) put({ root, hidden, recent }, entry, index);
  });
  return root;
}
__name(applyLayers, "applyLayers");
function isWhiteout(path) {
  return path.startsWith(OF_AUFS) || path.startsWith(WHITEOUT, path.lastIndexOf("/") + 1);
}
__name(isWhiteout, "isWhiteout");
function takeAway(root, path, hidden) {
  const { parent, name } = split(path);
  const children = folderAt(root, parent)?.children;
  if (children == null) return;
  const names = name === OPAQUE ? [...children.keys()] : [name.slice(WHITEOUT.length)];
  for (const each of names) remove(children, each, hidden);
}
__name(takeAway, "takeAway");
function put({ root, hidden, recent }, entry, layer) {
  const { parent, name } = split(entry.path);
  if (recent.children === null || recent.path !== parent) {
    const found = folderAt(root, parent, (above, part) => {
      remove(above, part, hidden);
      const made = folder({ path: part, kind: "folder", bytes: 0, mode: 493 }, layer);
      above.set(part, made);
      return made;
    });
    recent.path = parent;
    recent.children = found?.children ?? null;
  }
  const { children } = recent;
  if (children === null) return;
  const before = children.get(name);
  if (entry.kind === "folder" && before?.children) {
    before.entry = entry;
    before.layer = layer;
    return;
  }
  const linked = entry.kind === "hardlink" ? nodeAt(root, entry.target) : null;
  if (linked !== null && linked === before) return;
  if (before !== void 0) recent.children = null;
  remove(children, name, hidden);
  if (linked === null || linked.children !== null)
    children.set(name, entry.kind === "folder" ? folder(entry, layer) : { entry, layer, links: 1, children: null });
  else {
    linked.links++;
    children.set(name, linked);
  }
}
__name(put, "put");
function remove(children, name, hidden) {
  const node = children.get(name);
  if (node === void 0) return;
  children.delete(name);
  if (node.children !== null) for (const child of [...node.children.keys()]) remove(node.children, child, hidden);
  else if (--node.links === 0) hidden(node);
}
__name(remove, "remove");
function folder(entry, layer) {
  return { entry, layer, links: 1, children: /* @__PURE__ */ new Map() };
}
__name(folder, "folder");
function split(path) {
  const slash = path.lastIndexOf("/");
  return { parent: path.slice(0, Math.max(0, slash)), name: path.slice(slash + 1) };
}
__name(split, "split");
function nodeAt(root, path) {
  const { parent, name } = split(path);
  return folderAt(root, parent)?.children?.get(name) ?? null;
}
__name(nodeAt, "nodeAt");
function folderAt(root, path, make = () => null) {
  const way = [root];
  const left = path.split("/").reverse();
  for (let links = 0; left.length > 0; ) {
    const part = left.pop();
    if (part === "" || part === ".") continue;
    if (part === "..") {
      if (way.length > 1) way.pop();
      continue;
    }
    const children = way.at(-1).children;
    const next = children.get(part);
    if (next?.entry.kind === "symlink") {
      if (++links > MAX_SYMLINKS) return null;
      const target = next.entry.target;
      if (target.startsWith("/")) way.length = 1;
      left.push(...target.split("/").reverse());
      continue;
    }
    const below = next?.children ? next : make(children, part);
    if (below === null) return null;
    way.push(below);
  }
  return way.at(-1);
}
__name(folderAt, "folderAt");

// src/image/files/contents-of.ts
var MAX_ROWS = 100;
var SETUID_OR_SETGID = 3072;
function contentsOf(layers) {
  const hidden = [];
  const visible = pathsIn(applyLayers(layers, (node) => hidden.push(node)));
  const places = placesOf(visible);
  const files = visible.map(([path, node]) => fileFact(path, node, places.get(node) ?? path));
  const setuid = files.filter(({ kind, mode = 0 }) => kind === void 0 && (mode & SETUID_OR_SETGID) !== 0);
  return {
    ...largest(files),
    ...wastedBy(hidden),
    setuid: setuid.slice(0, MAX_ROWS).map(({ path, mode = 0, layer }) => ({ path, mode, layer })),
    secrets: secretsIn(layers, visible),
    programs: programsIn(
      layers,
      visible.filter(([path, node]) => (places.get(node) ?? path) === path)
    )
  };
}
__name(contentsOf, "contentsOf");
function pathsIn(root) {
  const found = [];
  const visit = /* @__PURE__ */ __name((node, path) => {
    const { children, entry } = node;
    if (children === null) found.push([path === entry.path ? entry.path : path, node]);
    else for (const [name, child] of children) visit(child, path === "" ? name : `${path}/${name}`);
  }, "visit");
  visit(root, "");
  return found.sort(([one], [other]) => one < other ? -1 : 1);
}
__name(pathsIn, "pathsIn");
function placesOf(visible) {
  const places = /* @__PURE__ */ new Map();
  for (const [path, node] of visible)
    if (node.links > 1 && (!places.has(node) || path === node.entry.path)) places.set(node, path);
  return places;
}
__name(placesOf, "placesOf");
function fileFact(path, { entry, layer }, place) {
  if (path !== place) return { path, bytes: 0, layer, kind: "hardlink", target: place };
  const { kind, bytes, mode, target, crc } = entry;
  return {
    path,
    bytes,
    layer,
    ...kind !== "file" && kind !== "folder" && { kind },
    ...target !== void 0 && { target },
    ...kind !== "symlink" && mode !== 420 && { mode },
    ...bytes > 0 && crc !== void 0 && { crc }
  };
}
__name(fileFact, "fileFact");
function largest(files) {
  if (files.length <= MAX_FILES) return { files, leftOut: { files: 0, bytes: 0 } };
  const bySize = files.toSorted((one, other) => other.bytes - one.bytes);
  const kept = new Set(bySize.slice(0, MAX_FILES));
  const bytes = sum(bySize.slice(MAX_FILES));
  return { files: files.filter((file) => kept.has(file)), leftOut: { files: files.length - MAX_FILES, bytes } };
}
__name(largest, "largest");
function wastedBy(hidden) {
  const paths = /* @__PURE__ */ new Map();
  for (const { entry, layer } of hidden) {
    if (entry.bytes === 0) continue;
    const row = paths.get(entry.path) ?? { path: entry.path, bytes: 0, layers: [] };
    paths.set(entry.path, { ...row, bytes: row.bytes + entry.bytes, layers: [...row.layers, layer] });
  }
  const rows = [...paths.values()].sort((one, other) => other.bytes - one.bytes || (one.path < other.path ? -1 : 1));
  return { wastedBytes: sum(rows), wasted: rows.slice(0, MAX_ROWS) };
}
__name(wastedBy, "wastedBy");
function sum(rows) {
  return rows.reduce((total2, { bytes }) => total2 + bytes, 0);
}
__name(sum, "sum");
function secretsIn(layers, visible) {
  const found = secretEntries(layers);
  const gone = new Set(found.map(({ entry }) => entry));
  for (const [, { entry }] of visible) gone.delete(entry);
  return found.map(({ entry, what, layer }) => ({ path: entry.path, what, layer, removed: gone.has(entry) }));
}
__name(secretsIn, "secretsIn");
function secretEntries(layers) {
  const found = [];
  for (const [layer, contents] of layers.entries()) {
    for (const entry of contents?.entries ?? []) {
      if (entry.kind !== "file" || entry.bytes === 0 || isWhiteout(entry.path)) continue;
      const what = secretOf(entry.path);
      if (what !== null) found.push({ entry, what, layer });
      if (found.length === MAX_ROWS) return found;
    }
  }
  return found;
}
__name(secretEntries, "secretEntries");
function programsIn(layers, counted2) {
  const read3 = layers.map((layer) => new Map((layer?.programs ?? []).map((program) => [program.path, program])));
  const found = [];
  for (const [path, { entry, layer }] of counted2) {
    const program = entry.kind === "file" ? read3[layer]?.get(entry.path) : void 0;
    if (program && program.bytes === entry.bytes) found.push({ ...program, path, layer });
  }
  return found;
}
__name(programsIn, "programsIn");

// src/image/instructions.ts
var LONGEST = 1e3;
var MARK = "# buildkit";
function layerOrigins(config, stage) {
  const own = stage ? lineage(stage).reverse().flatMap(({ instructions }) => instructions) : [];
  const origins = [];
  let left = own.length;
  let aligned = own.length > 0;
  for (const { created_by: createdBy, empty_layer: empty } of [...config.history].reverse()) {
    const candidate = aligned ? own[left - 1] : void 0;
    const matches = candidate !== void 0 && keywordOf(createdBy) === candidate.keyword;
    if (matches) left--;
    else aligned = false;
    if (!empty)
      origins.unshift({
        createdBy: shownWords(createdBy.slice(0, LONGEST)),
        instruction: (matches ? shown(candidate) : readable(createdBy)).slice(0, LONGEST),
        line: matches ? candidate.line : null,
        part: matches || stage === null && createdBy.endsWith(MARK) ? "own" : "base"
      });
  }
  const missing = config.rootfs.diff_ids.length - origins.length;
  const unknown2 = { createdBy: "", instruction: "(no history)", line: null, part: "base" };
  return missing >= 0 ? [...Array(missing).fill(unknown2), ...origins] : origins.slice(-missing);
}
__name(layerOrigins, "layerOrigins");
function shown({ keyword, flags, args }) {
  const from = flags.find((flag) => flag.name === "from");
  return [keyword, ...from ? [`--from=${from.value}`] : [], args].join(" ");
}
__name(shown, "shown");
function keywordOf(createdBy) {
  return /^(?:\/bin\/sh -c #\(nop\)\s+)?([A-Z]+)\b/.exec(createdBy)?.[1] ?? (createdBy.startsWith("/bin/sh -c") ? "RUN" : "");
}
__name(keywordOf, "keywordOf");
function readable(createdBy) {
  const text3 = (createdBy.endsWith(MARK) ? createdBy.slice(0, -MARK.length) : createdBy).replace(/^\/bin\/sh -c #\(nop\)\s+/, "").replace(/^(RUN )?(\|\d+ .*?)?\/bin\/sh -c /, "RUN ").replace(/\s+/g, " ").trim();
  return text3 === "" ? "(no instruction recorded)" : text3;
}
__name(readable, "readable");

// src/image/layer/scan.ts
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join as join2 } from "node:path";

// src/image/layer/read-here.ts
import { join } from "node:path";
import { threadId } from "node:worker_threads";

// src/image/layer/read-layer.ts
import { createHash as createHash2 } from "node:crypto";
import zlib3 from "node:zlib";

// src/image/go/elf.ts
import { endianness } from "node:os";

// src/image/go/printable.ts
function printable(text3) {
  return text3.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
}
__name(printable, "printable");

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
__name(readElf, "readElf");
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
__name(readSegments, "readSegments");
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
  const text3 = fileBytes <= MAX_NAMES ? bytesAt(elf, namesAt, fileBytes) : null;
  if (!text3) return [];
  return all.slice(1).map(({ nameOffset, ...section }) => ({
    name: textAt(text3, nameOffset, 128) ?? "",
    ...section,
    fileBytes: section.type === SHT_NOBITS ? 0 : section.fileBytes
  })).filter((section) => section.fileBytes === 0 || section.offset + section.fileBytes <= elf.file.size);
}
__name(readSections, "readSections");
var WINDOW = 256 * 1024;
function bytesAt(elf, offset, length) {
  return allOf(elf, elf.file.read, offset, length);
}
__name(bytesAt, "bytesAt");
function windowAt(elf, offset, length) {
  return allOf(elf, elf.file.window, offset, length);
}
__name(windowAt, "windowAt");
function allOf({ file }, read3, offset, length) {
  if (!Number.isSafeInteger(offset + length) || offset < 0 || length < 0 || offset + length > file.size) return null;
  const bytes = read3(offset, length);
  return bytes.length === length ? bytes : null;
}
__name(allOf, "allOf");
function placeOf(elf, address) {
  for (const segment of elf.segments) {
    const into = address - segment.address;
    if (segment.type === PT_LOAD && into >= 0 && into < segment.fileBytes)
      return { offset: segment.offset + into, left: segment.fileBytes - into };
  }
  return null;
}
__name(placeOf, "placeOf");
function memoryAt(elf, address, length) {
  const place = placeOf(elf, address);
  return place && length <= place.left ? bytesAt(elf, place.offset, length) : null;
}
__name(memoryAt, "memoryAt");
function textAt(bytes, at, longest) {
  if (at < 0 || at >= bytes.length) return null;
  const end = bytes.indexOf(0, at);
  return end < 0 || end - at > longest ? null : printable(bytes.toString("utf8", at, end));
}
__name(textAt, "textAt");
function u16(elf, bytes, at) {
  return elf.bigEndian ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at);
}
__name(u16, "u16");
function u32(elf, bytes, at) {
  return elf.bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
}
__name(u32, "u32");
function word(elf, bytes, at) {
  if (elf.wordBytes === 4) return u32(elf, bytes, at);
  const [high, low] = elf.bigEndian ? [at, at + 4] : [at + 4, at];
  return u32(elf, bytes, high) * 4294967296 + u32(elf, bytes, low);
}
__name(word, "word");
function hostWords(elf, bytes) {
  const foreign = elf.bigEndian !== (endianness() === "BE");
  if (!foreign && bytes.byteOffset % 4 === 0) return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2);
  const copy = Uint8Array.from(bytes.subarray(0, bytes.length & ~3));
  if (foreign) Buffer.from(copy.buffer).swap32();
  return new Uint32Array(copy.buffer);
}
__name(hostWords, "hostWords");

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
__name(readBuildInformation, "readBuildInformation");
function placesToLook(elf) {
  const named2 = elf.sections.filter(({ name }) => name === ".go.buildinfo");
  if (named2.length > 0) return named2;
  return elf.segments.filter(({ type, flags }) => type === PT_LOAD && (flags & (PF_X | PF_W)) === PF_W);
}
__name(placesToLook, "placesToLook");
function findMagic(elf, offset, length) {
  const end = offset + length;
  for (let start = offset; start < end; start += WINDOW) {
    const bytes = windowAt(elf, start, Math.min(WINDOW + MAGIC.length, end - start));
    for (let at = bytes?.indexOf(MAGIC) ?? -1; bytes && at >= 0; at = bytes.indexOf(MAGIC, at + 1))
      if ((start + at) % ALIGN === 0) return start + at;
  }
  return null;
}
__name(findMagic, "findMagic");
function readBlock(elf, offset) {
  const header = bytesAt(elf, offset, HEADER);
  if (!header) return null;
  const [wordBytes, flags] = [header[14], header[15]];
  if ((flags & INLINE) !== 0) {
    const release3 = readPrefixed(elf, offset + HEADER, MAX_RELEASE);
    const text4 = release3 && readPrefixed(elf, release3.end, MAX_TEXT);
    return release3 && withoutFrame(release3.bytes, text4?.bytes ?? null);
  }
  if (wordBytes !== elf.wordBytes) return null;
  const pointers = { ...elf, bigEndian: (flags & BIG_ENDIAN) !== 0 };
  const release2 = readGoString(pointers, word(pointers, header, 16), MAX_RELEASE);
  const text3 = readGoString(pointers, word(pointers, header, 16 + wordBytes), MAX_TEXT);
  return release2 && withoutFrame(release2, text3);
}
__name(readBlock, "readBlock");
function withoutFrame(release2, framed) {
  if (release2.length === 0) return null;
  const whole4 = framed && framed.length >= 33 && framed[framed.length - 17] === 10;
  const text3 = whole4 ? framed.toString("utf8", 16, framed.length - 16) : "";
  return { goRelease: printable(release2.toString("utf8")), text: framed ? text3 : null };
}
__name(withoutFrame, "withoutFrame");
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
__name(readPrefixed, "readPrefixed");
function readGoString(elf, address, longest) {
  const header = memoryAt(elf, address, 2 * elf.wordBytes);
  const length = header ? word(elf, header, elf.wordBytes) : 0;
  return header && length <= longest ? memoryAt(elf, word(elf, header, 0), length) : null;
}
__name(readGoString, "readGoString");

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
  const [plain2, escapes] = [inner.split(ESCAPE), inner.match(new RegExp(ESCAPE, "g")) ?? []];
  if (quote !== '"' || plain2.some((piece) => /["\\\n]/.test(piece))) return null;
  return Buffer.concat(plain2.flatMap((piece, index) => [Buffer.from(piece), bytesOf(escapes[index] ?? "")])).toString();
}
__name(unquote, "unquote");
function bytesOf(sequence) {
  const [kind, digits] = [sequence[1] ?? "", sequence.slice(2)];
  if (sequence.length <= 2) return Buffer.from(SIMPLE[kind] ?? "");
  if (kind === "x") return Buffer.of(Number.parseInt(digits, 16));
  if (kind !== "u" && kind !== "U") return Buffer.of(Number.parseInt(sequence.slice(1), 8) & 255);
  const code = Number.parseInt(digits, 16);
  return Buffer.from(code <= 1114111 ? String.fromCodePoint(code) : "\uFFFD");
}
__name(bytesOf, "bytesOf");

// src/image/go/build-list.ts
var MAX_LINES = 2e4;
var MAX_SETTINGS = 1e3;
var LONGEST_SETTING = 64 * 1024;
function readBuildList(text3) {
  const list = { mainPackage: "", mainModule: null, modules: [], settings: [] };
  let last = null;
  for (const line of text3.split("\n").slice(0, MAX_LINES)) {
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
__name(readBuildList, "readBuildList");
function readVersion(columns) {
  const [path, version, sum3, ...more] = columns.split("	").map(printable);
  if (!path || version === void 0 || more.length > 0) return null;
  return { path, version, sum: sum3 || null };
}
__name(readVersion, "readVersion");
function readSetting(text3) {
  if (text3.length > LONGEST_SETTING) return null;
  const [, quotedKey, plainKey, rawValue] = /^(?:("(?:[^"\\]|\\.)*"|`[^`]*`)|([^="`][^=]*))=(.*)$/su.exec(text3) ?? [];
  const key = quotedKey === void 0 ? plainKey : unquote(quotedKey);
  const value = /^["`]/.test(rawValue ?? "") ? unquote(rawValue) : rawValue;
  return key == null || value == null ? null : { key: printable(key), value: printable(value) };
}
__name(readSetting, "readSetting");

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
__name(readDynamic, "readDynamic");
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
__name(readEntries, "readEntries");

// src/image/go/embedded.ts
import { createHash } from "node:crypto";

// src/image/go/embed-tables.ts
var HEADER_WORDS = 3;
var MAX_SLICES = 1e5;
var MAX_FILES2 = 5e4;
var LONGEST_NAME = 1024;
var MAX_SEARCH2 = 512 << 20;
var MAX_RELOCATIONS = 128 << 20;
function entryBytes(elf) {
  return 4 * elf.wordBytes + 16;
}
__name(entryBytes, "entryBytes");
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
    addressIn: /* @__PURE__ */ __name((at) => targets.get(start + at) ?? word(elf, bytes, at), "addressIn")
  }));
}
__name(findEmbedTables, "findEmbedTables");
function addressPlaces(elf, start, files) {
  return Array.from({ length: 2 * files }, (_, index) => {
    return start + (index >> 1) * entryBytes(elf) + (index & 1) * 2 * elf.wordBytes;
  });
}
__name(addressPlaces, "addressPlaces");
function readTables(elf, slices) {
  const size = elf.wordBytes;
  let room = MAX_FILES2;
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
__name(readTables, "readTables");
function findRelocated(elf, dynamic) {
  const found = [];
  eachRelative(elf, dynamic, (at, target) => {
    if (target === at + HEADER_WORDS * elf.wordBytes && found.length < MAX_SLICES) found.push(at);
  });
  return found;
}
__name(findRelocated, "findRelocated");
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
__name(eachRelative, "eachRelative");
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
__name(findInPlace, "findInPlace");
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
__name(eachSelfPointer, "eachSelfPointer");

// src/image/go/embedded.ts
var MAX_FILES3 = 2e4;
function readEmbedded(elf, dynamic) {
  const proved = /* @__PURE__ */ new Map();
  const provedBy = prover(elf);
  for (const table of findEmbedTables(elf, dynamic)) {
    for (const { path, address, bytes, hash } of readEntries2(elf, table)) {
      if (proved.size > MAX_FILES3) break;
      if (provedBy(address, bytes, hash)) proved.set(`${address} ${path}`, { path, bytes });
    }
  }
  const files = [...proved.values()].slice(0, MAX_FILES3);
  return {
    files: files.sort((a, b) => a.path < b.path ? -1 : a.path > b.path ? 1 : a.bytes - b.bytes),
    unread: proved.size > MAX_FILES3 ? [`More than ${MAX_FILES3} embedded files; the rest is left out.`] : []
  };
}
__name(readEmbedded, "readEmbedded");
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
__name(readEntries2, "readEntries");
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
__name(prover, "prover");
function hashesOf(elf, offset, bytes) {
  const [plain2, prefixed] = [createHash("sha256"), createHash("sha256").update(Buffer.of(1))];
  for (let start = 0; start < bytes; start += WINDOW) {
    const chunk = windowAt(elf, offset + start, Math.min(WINDOW, bytes - start));
    for (const hash of [plain2, prefixed]) hash.update(chunk ?? Buffer.alloc(0));
  }
  const sum3 = plain2.digest();
  return [sum3, sum3.map((byte) => byte ^ 255), prefixed.digest()].map((hash) => Buffer.from(hash.subarray(1, 16)));
}
__name(hashesOf, "hashesOf");

// src/image/go/find-function-table.ts
var FORMS = /* @__PURE__ */ new Map([
  [4294967280, 40],
  [4294967281, 44]
]);
var NAMES = [".gopclntab", ".data.rel.ro.gopclntab"];
var MAGIC_BYTES = 6;
var MAX_CANDIDATES = 1e3;
function findFunctionTable(elf) {
  const named2 = elf.sections.find(({ name }) => NAMES.includes(name));
  if (named2) return readHeader(elf, named2.offset, named2.fileBytes);
  const left = { bytes: elf.file.size, candidates: MAX_CANDIDATES };
  for (const { offset, fileBytes } of placesToLook2(elf)) {
    const found = search(elf, offset, fileBytes, left);
    if (found) return found;
  }
  return null;
}
__name(findFunctionTable, "findFunctionTable");
function placesToLook2(elf) {
  if (elf.sections.length > 0)
    return elf.sections.filter(({ flags }) => (flags & SHF_ALLOC) !== 0 && (flags & SHF_EXECINSTR) === 0);
  const loads = elf.segments.filter(({ type }) => type === PT_LOAD);
  const code = loads.filter(({ flags }) => (flags & PF_X) !== 0);
  return [...loads.filter((load) => !code.includes(load)), ...code];
}
__name(placesToLook2, "placesToLook");
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
__name(search, "search");
function readHeader(elf, offset, room) {
  const headerBytes2 = 8 + 8 * elf.wordBytes;
  const header = headerBytes2 <= room ? bytesAt(elf, offset, headerBytes2) : null;
  const recordBytes = header && FORMS.get(u32(elf, header, 0));
  if (!header || !recordBytes || header[4] !== 0 || header[5] !== 0) return null;
  if (![1, 2, 4].includes(header[6]) || header[7] !== elf.wordBytes) return null;
  const field = /* @__PURE__ */ __name((index) => word(elf, header, 8 + index * elf.wordBytes), "field");
  const [functions, namesAt, unitsAt, filesAt, positionsAt, recordsAt] = [0, 3, 4, 5, 6, 7].map(field);
  const order = [headerBytes2, namesAt, unitsAt, filesAt, positionsAt, recordsAt, recordsAt + 8 * functions + 4, room];
  if (functions === 0 || order.some((at, index) => index > 0 && at < order[index - 1])) return null;
  const [first, last] = [0, functions - 1].map((index) => bytesAt(elf, offset + recordsAt + 8 * index, 12));
  if (!first || !last) return null;
  const lastAt = recordsAt + u32(elf, last, 4);
  const record2 = lastAt + recordBytes <= room ? bytesAt(elf, offset + lastAt, recordBytes) : null;
  if (!record2 || u32(elf, first, 0) > u32(elf, first, 8) || u32(elf, first, 4) < 8 * functions + 4) return null;
  const end = lastAt + recordBytes + 4 * (u32(elf, record2, 28) + record2[recordBytes - 1]);
  return end > room ? null : { offset, functions, quantum: header[6], namesAt, unitsAt, positionsAt, recordsAt, end, recordBytes };
}
__name(readHeader, "readHeader");

// src/image/go/code-bytes.ts
function codeBytesReader(positions, quantum) {
  let left = 2 * positions.length;
  return (pcsp) => {
    if (pcsp === 0) return null;
    let code = 0;
    let number4 = 0;
    let shift = 1;
    let isDepth = true;
    for (let at = pcsp; at < positions.length && left > 0; at++, left--) {
      const byte = positions[at];
      number4 += (byte & 127) * shift;
      shift *= 128;
      if (byte >= 128) continue;
      if (isDepth && number4 === 0 && at > pcsp) return code;
      if (!isDepth) code += number4 * quantum;
      number4 = 0;
      shift = 1;
      isDepth = !isDepth;
    }
    return null;
  };
}
__name(codeBytesReader, "codeBytesReader");

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
__name(readFunctions, "readFunctions");
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
__name(readParts, "readParts");
function endOfName(names, from) {
  for (let at = from; at < names.length; at++) if (names[at] === 0) return at;
  return -1;
}
__name(endOfName, "endOfName");
var [NAME, POSITIONS, MORE_POSITIONS, UNIT] = [1, 4, 7, 8];
function readRecords(elf, bytes, { functions, recordBytes }) {
  const words = hostWords(elf, bytes);
  const fixed = recordBytes / 4;
  const lastByte = /* @__PURE__ */ __name((value) => elf.bigEndian ? value & 255 : value >>> 24, "lastByte");
  const lengthOf = /* @__PURE__ */ __name((at) => fixed + words[at + MORE_POSITIONS] + lastByte(words[at + fixed - 1]), "lengthOf");
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
__name(readRecords, "readRecords");
function positionBytesReader(starts, { words, places, fixed }) {
  const position = /* @__PURE__ */ __name((at, index) => words[index < 3 ? at + POSITIONS + index : at + fixed + index - 3], "position");
  const count = /* @__PURE__ */ __name((at) => 3 + words[at + MORE_POSITIONS], "count");
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
__name(positionBytesReader, "positionBytesReader");

// src/image/go/linking.ts
var PT_PHDR = 6;
var PT_GNU_EH_FRAME = 1685382480;
var DT_FLAGS_1 = 1879048187;
var DF_1_PIE = 134217728;
var OF_C_LINKERS = [".init", ".init_array", ".eh_frame", ".comment"];
function readLinking(elf, dynamic) {
  const named2 = /* @__PURE__ */ __name((matches) => elf.sections.some(({ name }) => matches(name)), "named");
  const segment = /* @__PURE__ */ __name((wanted) => elf.segments.some(({ type }) => type === wanted), "segment");
  const external = elf.sections.length > 0 ? named2((name) => OF_C_LINKERS.includes(name)) : segment(PT_GNU_EH_FRAME) || !segment(PT_PHDR);
  return {
    mode: external ? "external" : "internal",
    pie: elf.type === ET_DYN && (segment(PT_INTERP) || ((dynamic.values.get(DT_FLAGS_1) ?? 0) & DF_1_PIE) !== 0),
    libraries: dynamic.libraries,
    symbols: named2((name) => name === ".symtab"),
    debug: named2((name) => /^\.z?debug_info$/.test(name))
  };
}
__name(readLinking, "readLinking");

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
__name(packageOfSymbol, "packageOfSymbol");
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
__name(isAlsoOf, "isAlsoOf");
function unescapePath(path) {
  if (!path.includes("%")) return path;
  const bytes = path.replace(/%([\da-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString();
}
__name(unescapePath, "unescapePath");

// src/image/go/packages.ts
var MAX_PACKAGES = 2e4;
function packageSums() {
  const sums = /* @__PURE__ */ new Map();
  const sumOf = /* @__PURE__ */ __name((own) => {
    const known = sums.get(own);
    if (known) return known;
    const path = sums.size < MAX_PACKAGES ? own : "";
    const sum3 = sums.get(path) ?? { path, codeBytes: 0, tableBytes: 0, functions: 0 };
    sums.set(path, sum3);
    return sum3;
  }, "sumOf");
  let last = null;
  return {
    add(symbol, codeBytes, tableBytes) {
      const sum3 = last !== null && isAlsoOf(symbol, last.path) ? last : sumOf(packageOfSymbol(symbol));
      last = sum3;
      sum3.codeBytes += codeBytes;
      sum3.tableBytes += tableBytes;
      sum3.functions += 1;
    },
    packages(build) {
      const moduleOf = modulesByPath(build);
      return [...sums.values()].map(({ path, ...sum3 }) => ({ path: printable(path), module: moduleOf(path), ...sum3 })).sort((a, b) => b.codeBytes - a.codeBytes || (a.path < b.path ? -1 : 1));
    }
  };
}
__name(packageSums, "packageSums");
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
__name(modulesByPath, "modulesByPath");
function parentOf(path) {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
__name(parentOf, "parentOf");

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
__name(kindOf, "kindOf");
function measureSections(elf, table) {
  const parts = [];
  let [end, counted2] = [0, 0];
  const known = elf.sections.length > 0 ? elf.sections : elf.segments.filter(({ type }) => type === PT_LOAD).map(asSection);
  const inFile2 = known.filter(({ fileBytes }) => fileBytes > 0).sort((a, b) => a.offset - b.offset);
  for (const section of inFile2) {
    const start = Math.max(section.offset, end);
    end = Math.max(end, section.offset + section.fileBytes);
    if (end <= start) continue;
    counted2 += end - start;
    parts.push(...withoutTable({ name: section.name, bytes: end - start, kind: kindOf(section) }, start, table));
  }
  const rest = elf.file.size - counted2;
  return rest > 0 ? [...parts, { name: "", bytes: rest, kind: "other" }] : parts;
}
__name(measureSections, "measureSections");
function asSection({ flags, ...segment }) {
  const [writable, code] = [(flags & PF_W) !== 0, (flags & PF_X) !== 0];
  const sectionFlags = SHF_ALLOC | (writable ? SHF_WRITE : 0) | (code ? SHF_EXECINSTR : 0);
  return { ...segment, name: `r${writable ? "w" : "-"}${code ? "x" : "-"}`, flags: sectionFlags };
}
__name(asSection, "asSection");
function withoutTable(part, start, table) {
  const inside = table && table.offset >= start && table.offset + table.end <= start + part.bytes;
  if (!inside || part.kind === "functions") return [part];
  return [
    { ...part, bytes: part.bytes - table.end },
    { name: ".gopclntab", bytes: table.end, kind: "functions" }
  ];
}
__name(withoutTable, "withoutTable");

// src/image/go/upx.ts
var MARK2 = Buffer.from("UPX!");
function isPackedByUpx(elf) {
  if (elf.sections.length > 0) return false;
  const information = bytesAt(elf, elf.headersEnd, 12);
  return information?.subarray(4, 8).equals(MARK2) === true;
}
__name(isPackedByUpx, "isPackedByUpx");

// src/image/go/program.ts
function readGoProgram(file, path) {
  const elf = readElf(file);
  if (!elf) return null;
  if (isPackedByUpx(elf)) return packed2(path, file.size);
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
__name(readGoProgram, "readGoProgram");
function packed2(path, bytes) {
  return {
    ...{ path, bytes, packed: "upx", goRelease: "", mainPackage: "", mainModule: null, modules: [], settings: [] },
    linking: { mode: "internal", pie: false, libraries: [], symbols: false, debug: false },
    sections: [{ name: "", bytes, kind: "other" }],
    ...{ packages: [], embedded: [], unread: ["UPX packed the program; nothing but its size can be read."] }
  };
}
__name(packed2, "packed");

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
__name(crcOfZeros, "crcOfZeros");
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
__name(multiply, "multiply");

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
__name(isGzip, "isGzip");
async function gunzip(pieces, start, options, consume) {
  const gunzipAll = /* @__PURE__ */ __name(async (from, rest) => {
    await pipeline(joined(from, rest), zlib.createGunzip(options), consume);
  }, "gunzipAll");
  let first = start;
  while (headerBytes(first) === null && first.length < LONGEST_HEADER) {
    const next = await pieces.next();
    if (next.done) break;
    first = Buffer.concat([first, next.value]);
  }
  const header = headerBytes(first);
  if (header === null) return await gunzipAll(first, pieces);
  try {
    const inflate = zlib.createInflateRaw(options);
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
__name(gunzip, "gunzip");
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
__name(readTrailer, "readTrailer");
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
__name(oneAhead, "oneAhead");
function headerBytes(start) {
  const [CHECKSUM, EXTRA, NAME3, COMMENT, UNKNOWN] = [2, 4, 8, 16, 32];
  const flags = start[3];
  if (flags === void 0 || flags >= UNKNOWN) return null;
  let at = 10;
  if (flags & EXTRA) at += start.length < at + 2 ? start.length : 2 + start.readUInt16LE(at);
  for (const flag of [NAME3, COMMENT]) {
    if (!(flags & flag)) continue;
    const zero = start.indexOf(0, at);
    at = zero < 0 ? start.length : zero + 1;
  }
  if (flags & CHECKSUM) at += 2;
  return at < start.length ? at : null;
}
__name(headerBytes, "headerBytes");
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
__name(feed, "feed");
async function* joined(start, pieces) {
  try {
    if (start.length > 0) yield start;
    for (let next = await pieces.next(); !next.done; next = await pieces.next()) yield next.value;
  } finally {
    await pieces.return?.();
  }
}
__name(joined, "joined");

// src/image/layer/feed.ts
function whole(bytes, of) {
  return { bytes, pass: null, of };
}
__name(whole, "whole");
function feed2(reader, consumed = () => {
}) {
  let step = reader.next();
  let filled = 0;
  let block = Buffer.allocUnsafe(512);
  const take = /* @__PURE__ */ __name((piece) => {
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
  }, "take");
  const proceed = /* @__PURE__ */ __name((bytes) => {
    step = reader.next(bytes);
    filled = 0;
    while (!step.done && step.value.bytes === 0) step = reader.next(EMPTY);
  }, "proceed");
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
__name(feed2, "feed");
var EMPTY = Buffer.alloc(0);

// src/image/layer/zstd-frames.ts
function frameKind(magic) {
  if (magic === 4247762216) return "data";
  return magic >>> 4 === 25481893 ? "skippable" : null;
}
__name(frameKind, "frameKind");
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
  __name(readFrames, "readFrames");
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
__name(frameCutter, "frameCutter");
var FRAME = "a zstd frame";
function skip(bytes) {
  return { bytes, pass: /* @__PURE__ */ __name(() => {
  }, "pass"), of: FRAME };
}
__name(skip, "skip");
function* readFrame() {
  const descriptor2 = (yield whole(1, FRAME))[0];
  const singleSegment = (descriptor2 & 32) !== 0;
  const sizeBytes = [singleSegment ? 1 : 0, 2, 4, 8][descriptor2 >> 6];
  yield skip((singleSegment ? 0 : 1) + [0, 1, 2, 4][descriptor2 & 3] + sizeBytes);
  for (let last = false; !last; ) {
    const header = (yield whole(3, FRAME)).readUIntLE(0, 3);
    last = (header & 1) !== 0;
    yield skip((header >> 1 & 3) === 1 ? 1 : header >> 3);
  }
  if ((descriptor2 & 4) !== 0) yield skip(4);
}
__name(readFrame, "readFrame");

// src/image/layer/decompress.ts
var CHUNK = 512 * 1024;
async function decompress(blob, take) {
  const pieces = blob[Symbol.asyncIterator]();
  const start = await firstPiece(pieces);
  const consume = /* @__PURE__ */ __name(async (tar) => {
    let bytes = 0;
    for await (const piece of tar) {
      bytes += piece.length;
      take(piece);
      release(piece);
    }
    return bytes;
  }, "consume");
  const compression2 = compressionOf(start);
  if (compression2 === "gzip") await gunzip(pieces, start, BUFFERS, consume);
  else if (compression2 === "zstd") await pipeline2(cutAtFrames(joined(start, pieces)), zstdDecompress(), consume);
  else for await (const piece of joined(start, pieces)) take(piece);
  return compression2;
}
__name(decompress, "decompress");
var BUFFERS = { chunkSize: CHUNK, writableHighWaterMark: 1, readableHighWaterMark: 2 * CHUNK };
function release({ buffer, byteOffset, length }) {
  if (byteOffset + length === CHUNK && buffer.byteLength === CHUNK) freeMemory(new Uint8Array(buffer));
}
__name(release, "release");
function compressionOf(start) {
  if (isGzip(start)) return "gzip";
  if (start.length < 4) return "none";
  return frameKind(start.readUInt32LE()) === null ? "none" : "zstd";
}
__name(compressionOf, "compressionOf");
async function firstPiece(pieces) {
  let start = Buffer.alloc(0);
  while (start.length < 4) {
    const next = await pieces.next();
    if (next.done) break;
    start = start.length === 0 && next.value.length >= 4 ? next.value : Buffer.concat([start, next.value]);
  }
  return start;
}
__name(firstPiece, "firstPiece");
async function* cutAtFrames(pieces) {
  const cutter = frameCutter();
  for await (const piece of pieces) yield* cutter.cut(piece);
  cutter.end();
}
__name(cutAtFrames, "cutAtFrames");
function zstdDecompress() {
  if (typeof zlib2.createZstdDecompress !== "function")
    throw new Error(`layers compressed with zstd need Node 22.15 or newer; this is ${process.version}`);
  return zlib2.createZstdDecompress(BUFFERS);
}
__name(zstdDecompress, "zstdDecompress");

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
__name(wantsSpool, "wantsSpool");
function programSpool(shelf, size) {
  let isProgram = false;
  let tail = EMPTY2;
  let end = 0;
  if (size > IN_MEMORY) shelf.file ??= openSync(shelf.path, "w+", 384);
  else shelf.memory ??= Buffer.allocUnsafeSlow(IN_MEMORY);
  const { file, memory } = size > IN_MEMORY ? { file: shelf.file, memory: null } : { file: null, memory: shelf.memory };
  const search2 = /* @__PURE__ */ __name((piece, at) => {
    if (at < FIRST_PAGE && piece.subarray(0, FIRST_PAGE - at).includes(UPX)) isProgram = true;
    const seam = end === at ? Buffer.concat([tail, piece.subarray(0, BUILD_INFO.length)]) : EMPTY2;
    if (hasBuildInfo(piece) || seam.includes(BUILD_INFO)) isProgram = true;
    tail = Buffer.concat([tail, piece.subarray(-BUILD_INFO.length)]).subarray(-BUILD_INFO.length);
  }, "search");
  const fillWithZeros = /* @__PURE__ */ __name((to) => {
    if (memory !== null) memory.fill(0, end, to);
    else {
      ftruncateSync(file, end);
      ftruncateSync(file, to);
    }
  }, "fillWithZeros");
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
__name(programSpool, "programSpool");
function hasBuildInfo(piece) {
  for (let at = piece.indexOf(RARE); at >= 0; at = piece.indexOf(RARE, at + 1))
    if (at >= 2 && piece.subarray(at - 2, at - 2 + BUILD_INFO.length).equals(BUILD_INFO)) return true;
  return false;
}
__name(hasBuildInfo, "hasBuildInfo");
function closeShelf({ file }) {
  if (file !== null) closeSync(file);
}
__name(closeShelf, "closeShelf");
var EMPTY2 = Buffer.alloc(0);
function inMemory(memory, size) {
  const read3 = /* @__PURE__ */ __name((offset, length) => memory.subarray(Math.min(offset, size), Math.min(offset + length, size)), "read");
  return { size, read: read3, window: read3 };
}
__name(inMemory, "inMemory");
function inFile(file, size, shelf) {
  const lengthFrom = /* @__PURE__ */ __name((offset, length) => Math.max(Math.min(length, size - offset), 0), "lengthFrom");
  const readInto = /* @__PURE__ */ __name((content, offset, length) => content.subarray(0, readSync(file, content, 0, length, offset)), "readInto");
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
__name(inFile, "inFile");

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
__name(readPax, "readPax");
function decimal(bytes) {
  const digits = bytes.length > 16 ? "" : bytes.toString("latin1");
  const value = /^\d+$/.test(digits) ? Number(digits) : Number.NaN;
  return Number.isSafeInteger(value) ? value : Number.NaN;
}
__name(decimal, "decimal");

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
    size: number2(block, 124, 12),
    mode: number2(block, 100, 8),
    isGnu: format === "gnu"
  };
}
__name(readHeader2, "readHeader");
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
__name(formatOf, "formatOf");
function checkSum(block) {
  let unsigned = 8 * 32;
  for (let at = 0; at < 148; at++) unsigned += block[at];
  for (let at = 156; at < BLOCK; at++) unsigned += block[at];
  const sum3 = number2(block, 148, 8);
  if (sum3 === unsigned) return;
  const high = block.filter((byte, at) => byte >= 128 && (at < 148 || at >= 156)).length;
  if (sum3 !== unsigned - 256 * high) throw new Error("the checksum of a header is wrong");
}
__name(checkSum, "checkSum");
function number2(block, from, length) {
  const value = block[from] & 128 ? base256(block, from, length) : octal(block, from, from + length);
  if (!Number.isSafeInteger(value)) throw new Error("a number in a header cannot be read");
  return value;
}
__name(number2, "number");
function base256(block, from, length) {
  if (block[from] & 64) return Number.NaN;
  let value = block[from] & 63;
  for (let at = from + 1; at < from + length; at++) value = value * 256 + block[at];
  return value;
}
__name(base256, "base256");
function octal(block, from, end) {
  const [SPACE, ZERO, EIGHT] = [32, 48, 56];
  let at = from;
  let value = 0;
  while (at < end && (block[at] === SPACE || block[at] === 0)) at++;
  for (; at < end && block[at] >= ZERO && block[at] < EIGHT; at++) value = value * 8 + block[at] - ZERO;
  while (at < end && block[at] === SPACE) at++;
  return at === end || block[at] === 0 ? value : Number.NaN;
}
__name(octal, "octal");
function text(block, from = 0, to = block.length) {
  const zero = block.indexOf(0, from);
  return block.subarray(from, zero === -1 || zero > to ? to : zero);
}
__name(text, "text");
function nameOf(bytes) {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  return bytes.toString("latin1").replace(/[\x80-\xff]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16)}`);
}
__name(nameOf, "nameOf");
function cleanPath(name) {
  if (!UNCLEAN.test(name)) return name;
  const parts = [];
  for (const part of name.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}
__name(cleanPath, "cleanPath");
var UNCLEAN = /^\/|\/$|\/\/|^\.|\/\./;

// src/image/layer/sparse.ts
var MAX_RUNS = 1e5;
var PART = "the map of a sparse file";
function* readOldMap(header) {
  const runs = [];
  const size = number2(header, 483, 12);
  const add = /* @__PURE__ */ __name((block, from, count) => {
    for (let at = from; at < from + count * 24 && block[at] !== 0; at += 24)
      runs.push({ offset: number2(block, at, 12), length: number2(block, at + 12, 12) });
  }, "add");
  add(header, 386, 4);
  for (let more = header[482] !== 0; more; ) {
    if (runs.length > MAX_RUNS) throw new Error("a sparse file has too many parts");
    const block = yield whole(BLOCK, PART);
    add(block, 0, 21);
    more = block[504] !== 0;
  }
  return { size, runs, used: 0 };
}
__name(readOldMap, "readOldMap");
function* readPaxMap(pax) {
  const version = `${pax.get("GNU.sparse.major") ?? ""}.${pax.get("GNU.sparse.minor") ?? ""}`;
  const map = pax.get("GNU.sparse.map");
  const size = decimal(pax.get("GNU.sparse.size") ?? pax.get("GNU.sparse.realsize") ?? Buffer.alloc(0));
  if (version === "1.0") return yield* readMapInContent(size);
  if (map === void 0 || ![".", "0.0", "0.1"].includes(version)) return null;
  return { size, runs: runsOf(map.toString("latin1").split(",")), used: 0 };
}
__name(readPaxMap, "readPaxMap");
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
__name(readMapInContent, "readMapInContent");
function runsOf(numbers) {
  if (numbers.length % 2 !== 0 || numbers.length > 2 * MAX_RUNS) throw new Error(`${PART} cannot be read`);
  const values = numbers.map((each) => decimal(Buffer.from(each)));
  return values.flatMap((offset, at) => at % 2 === 0 ? [{ offset, length: values[at + 1] }] : []);
}
__name(runsOf, "runsOf");
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
__name(checkMap, "checkMap");

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
__name(readTar, "readTar");
var CONTENT = "the content of a file";
var PADDING = "the padding of a file";
function skip2(bytes, of) {
  return { bytes, pass: /* @__PURE__ */ __name(() => {
  }, "pass"), of };
}
__name(skip2, "skip");
function* readEnd() {
  const second = yield whole(BLOCK, null);
  if (!isZero(second)) throw new Error("one block of zeros between entries");
  yield skip2(Number.POSITIVE_INFINITY, null);
}
__name(readEnd, "readEnd");
function isZero(block) {
  return block.equals(ZEROS);
}
__name(isZero, "isZero");
var ZEROS = Buffer.alloc(BLOCK);
var EXTENDED = {
  x: /* @__PURE__ */ __name((content, before) => ({ ...before, pax: readPax(content) }), "x"),
  // For all entries that follow: Go's reader, and so the runtimes, leave it alone.
  g: /* @__PURE__ */ __name((_, before) => before, "g"),
  L: /* @__PURE__ */ __name((content, before) => ({ ...before, name: Buffer.from(text(content)) }), "L"),
  K: /* @__PURE__ */ __name((content, before) => ({ ...before, link: Buffer.from(text(content)) }), "K")
};
function* readExtended(header, before) {
  if (header.size > MAX_EXTENDED) throw new Error(`an extended header of ${header.size} bytes`);
  const content = yield whole(header.size, "an extended header");
  const after = EXTENDED[header.type](content, before);
  if (header.size % BLOCK > 0) yield skip2(BLOCK - header.size % BLOCK, "an extended header");
  return after;
}
__name(readExtended, "readExtended");
function* readMap(header, block, pax) {
  if (KINDS2[header.type] !== "file") return null;
  if (header.type !== "S") return pax.size === 0 ? null : yield* readPaxMap(pax);
  if (!header.isGnu) throw new Error("a sparse file in a format that has none");
  return yield* readOldMap(Buffer.from(block));
}
__name(readMap, "readMap");
function entryOf(kind, header, { pax, name, link }) {
  const raw = nameOf(pax.get("GNU.sparse.name") ?? name ?? pax.get("path") ?? header.name);
  const target = nameOf(link ?? pax.get("linkpath") ?? header.link);
  if (raw.length > MAX_PATH || target.length > MAX_PATH) throw new Error(`a name of more than ${MAX_PATH} characters`);
  const known = header.type === "\0" && raw.endsWith("/") ? "folder" : kind;
  const entry = { path: cleanPath(raw), kind: known, bytes: 0, mode: header.mode & 4095 };
  if (known === "symlink") return { ...entry, target };
  return known === "hardlink" ? { ...entry, target: cleanPath(target) } : entry;
}
__name(entryOf, "entryOf");
function* readContent(sink, bytes, map) {
  if (map !== null) checkMap(map, bytes);
  for (const { offset, length } of map?.runs ?? [{ offset: 0, length: bytes }]) {
    let at = offset;
    const pass = /* @__PURE__ */ __name((piece) => {
      sink?.piece(piece, at);
      at += piece.length;
    }, "pass");
    yield { bytes: length, pass, of: CONTENT };
  }
  sink?.end();
}
__name(readContent, "readContent");

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
__name(readLayer, "readLayer");
async function read(layer, blob, files, limits) {
  const tar = feed2(readTar(files.visit, limits));
  const stored = createHash2("sha256");
  const unpacked = createHash2("sha256");
  let storedBytes = 0;
  let bytes = 0;
  async function* counted2() {
    for await (const piece of blob) {
      stored.update(piece);
      storedBytes += piece.length;
      if (storedBytes > layer.size) throw new Error(`it has more than the ${layer.size} bytes that the manifest says`);
      yield Buffer.from(piece.buffer, piece.byteOffset, piece.length);
    }
  }
  __name(counted2, "counted");
  const compression2 = await decompress(counted2(), (piece) => {
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
  return { contents, compression: compression2, remarks: files.remarks };
}
__name(read, "read");
function expectDigest(what, found, expected) {
  if (`sha256:${found}` !== expected) throw new Error(`${what} to sha256:${found}, not ${expected}`);
}
__name(expectDigest, "expectDigest");
function filesOf(temporary, limits) {
  const entries = [];
  const programs = [];
  const remarks = [];
  let spool = null;
  const shelf = { path: temporary, memory: null, file: null, window: null };
  let tried = 0;
  const readProgram = /* @__PURE__ */ __name(({ path }) => {
    const file = spool?.file() ?? null;
    if (file === null) return;
    const program = tried++ < limits.programs ? readGoProgram(file, path) : null;
    if (program !== null) programs.push(program);
    if (tried === limits.programs + 1) remarks.push(`of its Go programs only ${limits.programs} were read`);
  }, "readProgram");
  const visit = /* @__PURE__ */ __name((found) => {
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
  }, "visit");
  return { entries, programs, remarks, visit, close: /* @__PURE__ */ __name(() => closeShelf(shelf), "close") };
}
__name(filesOf, "filesOf");

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
__name(bytesOf2, "bytesOf");

// src/image/layer/read-here.ts
async function readHere(layer, source, { folder: folder2, limits, signal }) {
  const bytes = bytesOf2(source);
  const temporary = join(folder2, `${threadId}`);
  return await readLayer(layer, signal === void 0 ? bytes : until(signal, bytes), { temporary, limits });
}
__name(readHere, "readHere");
async function* until(signal, bytes) {
  let end = /* @__PURE__ */ __name(() => {
  }, "end");
  const ended = new Promise((_, reject) => {
    end = /* @__PURE__ */ __name(() => reject(signal.reason), "end");
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
__name(until, "until");

// src/image/layer/threads.ts
import { once as once2 } from "node:events";
import { extname } from "node:path";
import { MessageChannel, Worker } from "node:worker_threads";

// src/image/layer/pump.ts
import { once } from "node:events";
var PIECE = 256 * 1024;
async function send(source, port, signal) {
  const post = /* @__PURE__ */ __name((message) => port.postMessage(message, "piece" in message ? [message.piece.buffer] : []), "post");
  try {
    for await (const piece of gathered(source)) {
      const taken = once(port, "message", { signal });
      post({ piece });
      await taken;
    }
    post({ end: true });
  } catch (error) {
    post({ error: error.message });
    signal.throwIfAborted();
  }
}
__name(send, "send");
async function* gathered(source) {
  let filled = 0;
  let buffer = new Uint8Array(new ArrayBuffer(PIECE));
  for await (const piece of source) {
    for (let at = 0; at < piece.length; ) {
      const part = piece.subarray(at, at + PIECE - filled);
      buffer.set(part, filled);
      at += part.length;
      filled += part.length;
      if (filled < PIECE) continue;
      yield buffer;
      buffer = new Uint8Array(new ArrayBuffer(PIECE));
      filled = 0;
    }
  }
  if (filled > 0) yield buffer.subarray(0, filled);
}
__name(gathered, "gathered");

// src/image/layer/threads.ts
var WORKER = new URL(`./worker${extname(import.meta.url)}`, import.meta.url);
function canUseThreads() {
  return extname(import.meta.url) !== ".ts" || Boolean(process.features.typescript);
}
__name(canUseThreads, "canUseThreads");
var HEAP = { maxYoungGenerationSizeMb: 6 };
async function readInThreads(layers, count, options) {
  const results = /* @__PURE__ */ new Map();
  const waiting = [...layers].sort((one, other) => other.size - one.size);
  const controller = new AbortController();
  const { signal } = controller;
  const threads = Array.from({ length: count - 1 }, () => startThread(options));
  const readers = [
    (layer, source) => readHere(layer, source, { ...options, signal }),
    ...threads.map(
      (thread) => (layer, source) => readIn(thread, layer, source)
    )
  ];
  const reading = readers.map(async (read3) => {
    for (let next = waiting.shift(); next !== void 0; next = waiting.shift()) {
      const { open: open6, ...layer } = next;
      const source = await open6();
      results.set(next, source && await read3(layer, source));
    }
  });
  try {
    await Promise.all(reading);
  } finally {
    controller.abort();
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
    await Promise.allSettled(reading);
  }
  return layers.map((layer) => results.get(layer));
}
__name(readInThreads, "readInThreads");
function startThread(workerData) {
  const worker = new Worker(WORKER, { workerData, resourceLimits: HEAP });
  const failed = new Promise((_, reject) => {
    worker.on("error", reject);
    worker.on("exit", () => reject(new Error("a thread that reads layers ended early")));
  });
  failed.catch(() => {
  });
  return { worker, failed };
}
__name(startThread, "startThread");
async function readIn({ worker, failed }, layer, source) {
  const answered = once2(worker, "message");
  const endPump = hand(worker, layer, source);
  try {
    const [answer] = await Promise.race([answered, failed]);
    if ("error" in answer) throw new Error(answer.error);
    return answer.read;
  } finally {
    endPump();
  }
}
__name(readIn, "readIn");
function hand(worker, layer, source) {
  if ("file" in source) {
    worker.postMessage({ layer, source });
    return () => {
    };
  }
  const { port1, port2 } = new MessageChannel();
  const controller = new AbortController();
  worker.postMessage({ layer, source: port2 }, [port2]);
  send(source, port1, controller.signal).catch(() => {
  });
  return () => {
    controller.abort();
    port1.close();
  };
}
__name(hand, "hand");

// src/image/layer/scan.ts
var WORTH_THREADS = 8 * 1024 * 1024;
var MAX_THREADS = 2;
async function scanLayers(layers, options) {
  const { known, temp, limits = LIMITS } = options;
  const unknown2 = [...new Map(layers.map((layer) => [layer.diffId, layer])).values()].filter(
    ({ diffId }) => !known.has(diffId)
  );
  const folder2 = await mkdtemp(join2(temp, "go-image-layers-"));
  try {
    const count = Math.min(unknown2.length, options.threads ?? threadsFor(unknown2));
    const inThreads = count > 1 && canUseThreads();
    const found = await (inThreads ? readInThreads(unknown2, count, { folder: folder2, limits }) : readAllHere(unknown2, { folder: folder2, limits }));
    const read3 = new Map(unknown2.map(({ diffId }, index) => [diffId, found[index]]));
    return layers.map((layer) => scanned(layer, known.get(layer.diffId) ?? null, read3.get(layer.diffId) ?? null));
  } finally {
    await rm(folder2, { recursive: true, force: true });
  }
}
__name(scanLayers, "scanLayers");
function threadsFor(layers) {
  const bytes = layers.reduce((sum3, { size }) => sum3 + size, 0);
  return bytes < WORTH_THREADS ? 1 : Math.min(availableParallelism(), MAX_THREADS);
}
__name(threadsFor, "threadsFor");
async function readAllHere(layers, options) {
  const results = [];
  for (const { open: open6, ...layer } of layers) {
    const source = await open6();
    results.push(source && await readHere(layer, source, options));
  }
  return results;
}
__name(readAllHere, "readAllHere");
function scanned({ digest: digest2, mediaType }, known, read3) {
  if (known !== null) return { contents: known, compression: null, remarks: [] };
  if (read3 === null) {
    const remark = `The layer ${digest2} is not here (${mediaType}): what it holds is not known.`;
    return { contents: null, compression: null, remarks: [remark] };
  }
  const said = compressionSaid(mediaType);
  const { contents, compression: compression2 } = read3;
  const remarks = read3.remarks.map((remark) => `The layer ${digest2}: ${remark}.`);
  if (said !== null && said !== compression2)
    remarks.push(`The layer ${digest2} is ${WORDS[compression2]}, and its media type says ${WORDS[said]}.`);
  return { contents, compression: compression2, remarks };
}
__name(scanned, "scanned");
var WORDS = {
  gzip: "compressed with gzip",
  zstd: "compressed with zstd",
  none: "not compressed"
};
function compressionSaid(mediaType) {
  if (!/^application\/vnd\.(oci\.image\.layer|docker\.image\.rootfs)\./.test(mediaType)) return null;
  if (mediaType.endsWith("zstd")) return "zstd";
  return mediaType.endsWith("gzip") ? "gzip" : "none";
}
__name(compressionSaid, "compressionSaid");

// src/image/media-type.ts
function compressionOf2(mediaType) {
  if (/[+.]zstd$/.test(mediaType)) return "zstd";
  return /[+.]gzip$/.test(mediaType) ? "gzip" : "none";
}
__name(compressionOf2, "compressionOf");
function isForeign(mediaType) {
  return /\.layer\.nondistributable\.v1\.tar|\.rootfs\.foreign\.diff\.tar/.test(mediaType);
}
__name(isForeign, "isForeign");

// src/image/settings.ts
var LONGEST_LIST = 500;
var LONGEST_TEXT = 4e3;
function settingsOf2({ config, created }) {
  return {
    user: cut(config?.User ?? ""),
    entrypoint: cutAll(config?.Entrypoint ?? []),
    command: cutAll(config?.Cmd ?? []),
    workingDirectory: cut(config?.WorkingDir ?? ""),
    ports: cutAll(Object.keys(config?.ExposedPorts ?? {}).sort()),
    created: created && !Number.isNaN(Date.parse(created)) ? cut(created) : null,
    labels: Object.fromEntries(
      Object.entries(config?.Labels ?? {}).slice(0, LONGEST_LIST).map(([name, value]) => [cut(name), cut(value)])
    ),
    environment: cutAll((config?.Env ?? []).map(shownEntry))
  };
}
__name(settingsOf2, "settingsOf");
function annotatedBase(annotations2) {
  const name = annotations2["org.opencontainers.image.base.name"];
  const digest2 = annotations2["org.opencontainers.image.base.digest"] ?? null;
  if (name === void 0 || name === "") return null;
  return { name: cut(name), digest: digest2 !== null && /^sha256:[0-9a-f]{64}$/.test(digest2) ? digest2 : null };
}
__name(annotatedBase, "annotatedBase");
function cut(text3) {
  return text3.slice(0, LONGEST_TEXT);
}
__name(cut, "cut");
function cutAll(texts2) {
  return texts2.slice(0, LONGEST_LIST).map(cut);
}
__name(cutAll, "cutAll");

// src/image/source/files.ts
import { constants } from "node:fs";
import { open as open2, realpath } from "node:fs/promises";
import { isAbsolute, join as join3, relative } from "node:path";

// src/image/source/documents.ts
import { createHash as createHash3 } from "node:crypto";
var MAX_DOCUMENT_BYTES = 4 * 1024 * 1024;
var digest = pipe(string(), regex(/^sha256:[0-9a-f]{64}$/, "not sha256 and 64 hexadecimal digits"));
var MAX_LAYERS = 1e4;
var annotations = nullish(record(string(), string()));
var texts = nullish(array(string()));
var short = pipe(string(), maxLength(255));
var descriptor = object({
  mediaType: optional(short, ""),
  digest,
  size: pipe(number(), safeInteger(), minValue(0)),
  artifactType: optional(string()),
  annotations,
  platform: nullish(object({ architecture: short, os: short, variant: optional(short) }))
});
var Index = object({ manifests: array(descriptor) });
var Manifest = object({
  config: descriptor,
  layers: nullish(pipe(array(descriptor), maxLength(MAX_LAYERS))),
  annotations,
  subject: nullish(descriptor)
});
var Config = object({
  architecture: optional(short, ""),
  os: optional(short, ""),
  variant: optional(short),
  created: nullish(string()),
  config: nullish(
    object({
      User: nullish(string()),
      Entrypoint: texts,
      Cmd: texts,
      WorkingDir: nullish(string()),
      ExposedPorts: nullish(record(string(), unknown())),
      Labels: nullish(record(string(), string())),
      Env: texts
    })
  ),
  rootfs: object({ diff_ids: nullish(pipe(array(string()), maxLength(MAX_LAYERS)), []) }),
  history: nullish(
    pipe(
      array(object({ created_by: optional(string(), ""), empty_layer: optional(boolean(), false) })),
      maxLength(MAX_LAYERS)
    ),
    []
  )
});
function parseDocument(schema, bytes, what) {
  const { success, output, issues } = safeParse(schema, parseJson(bytes, what));
  if (success) return output;
  const [issue] = issues;
  throw new Error(`${what} cannot be read: ${getDotPath(issue) ?? "it"}: ${issue.message}`);
}
__name(parseDocument, "parseDocument");
function parseJson(bytes, what) {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new Error(`${what} is not JSON`);
  }
}
__name(parseJson, "parseJson");
function verify(bytes, { digest: digest2, size }, what) {
  const found = digestOf(bytes);
  if (found !== digest2) throw new Error(`${what} ${digest2} is damaged: its content hashes to ${found}`);
  if (bytes.length !== size) throw new Error(`${what} ${digest2} has ${bytes.length} bytes, not ${size} as it is listed`);
  return bytes;
}
__name(verify, "verify");
function checkLength(bytes, what) {
  if (bytes > MAX_DOCUMENT_BYTES)
    throw new Error(`${what} has ${bytes} bytes, more than the ${MAX_DOCUMENT_BYTES} that it may have`);
}
__name(checkLength, "checkLength");
function digestOf(bytes) {
  return `sha256:${createHash3("sha256").update(bytes).digest("hex")}`;
}
__name(digestOf, "digestOf");

// src/image/source/files.ts
function folderFiles(folder2) {
  return {
    async locate(path) {
      var _stack = [];
      try {
        const root = await realpath(folder2);
        const file = await realpath(join3(root, path)).catch(unlessMissing);
        if (file === null) return null;
        const inside = relative(root, file);
        if (inside.startsWith("..") || isAbsolute(inside))
          throw new Error(`${path} is a link that leads out of the layout`);
        const handle = __using(_stack, await open2(file, constants.O_RDONLY | constants.O_NONBLOCK), true);
        const stats = await handle.stat();
        if (!stats.isFile()) throw new Error(`${path} is no file`);
        return { file, start: 0, end: stats.size };
      } catch (_) {
        var _error = _, _hasError = true;
      } finally {
        var _promise = __callDispose(_stack, _error, _hasError);
        _promise && await _promise;
      }
    }
  };
}
__name(folderFiles, "folderFiles");
async function readPart({ file, start, end }, what) {
  var _stack = [];
  try {
    checkLength(end - start, what);
    const handle = __using(_stack, await open2(file), true);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(end - start), 0, end - start, start);
    return buffer.subarray(0, bytesRead);
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
__name(readPart, "readPart");
function unlessMissing(error) {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
  throw error;
}
__name(unlessMissing, "unlessMissing");

// src/registry/image-name.ts
var HOST = "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:]+\\])(?::[0-9]+)?";
var NAME2 = new RegExp(`^(${PATH})(?::(\\w[\\w.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$`);
function parseImageName(written) {
  if (written.length > 1e3) return null;
  const { registry, rest, hasRegistry } = splitRegistry(written);
  const [, path = "", tag, digest2 = null] = NAME2.exec(rest) ?? [];
  if (path === "" || path.length > 255 || !new RegExp(`^${HOST}$`).test(registry)) return null;
  const name = registry === "docker.io" && !path.includes("/") ? `library/${path}` : path;
  const wanted = tag ?? (digest2 === null ? "latest" : null);
  const full = `${registry}/${name}${wanted === null ? "" : `:${wanted}`}${digest2 === null ? "" : `@${digest2}`}`;
  return { repository: repositoryAt(registry, name), tag: wanted, digest: digest2, full, hasRegistry };
}
__name(parseImageName, "parseImageName");
function splitRegistry(written) {
  const slash = written.indexOf("/");
  const first = slash < 0 ? "" : written.slice(0, slash);
  if (!/[.:A-Z]/.test(first) && first !== "localhost") return { registry: "docker.io", rest: written, hasRegistry: false };
  const registry = first === "index.docker.io" ? "docker.io" : first;
  return { registry, rest: written.slice(slash + 1), hasRegistry: true };
}
__name(splitRegistry, "splitRegistry");

// src/image/source/layout.ts
async function layoutSource(files, options) {
  const { name, tag, complete, dispose = /* @__PURE__ */ __name(async () => {
  }, "dispose") } = options;
  const index = await files.locate("index.json");
  if (index === null) throw new Error("there is no index.json");
  const { manifests } = parseDocument(Index, await readPart(index, "index.json"), "index.json");
  return {
    name,
    complete,
    roots: tag === null ? manifests : named(manifests, tag, name),
    ...blobsIn(files),
    [Symbol.asyncDispose]: dispose
  };
}
__name(layoutSource, "layoutSource");
function blobsIn(files) {
  const locate = /* @__PURE__ */ __name(({ digest: digest2 }) => files.locate(`blobs/${digest2.replace(":", "/")}`), "locate");
  return {
    async document(descriptor2, kind) {
      const part = await locate(descriptor2);
      return part && verify(await readPart(part, `the ${kind} ${descriptor2.digest}`), descriptor2, `the ${kind}`);
    },
    async layer(descriptor2) {
      const part = await locate(descriptor2);
      if (part !== null && part.end - part.start !== descriptor2.size)
        throw new Error(
          `the layer ${descriptor2.digest} is damaged: it has ${part.end - part.start} bytes of ${descriptor2.size}`
        );
      return part;
    }
  };
}
__name(blobsIn, "blobsIn");
function named(manifests, tag, source) {
  const wanted = parseImageName(tag)?.full;
  const found = manifests.filter((descriptor2) => {
    const names = namesOf(descriptor2);
    return names.includes(tag) || names.some((name) => name.includes("/") && parseImageName(name)?.full === wanted);
  });
  if (found.length > 0) return found;
  throw new UserError(
    "image-missing",
    `${source} has no image with the name "${tag}"; it has ${listed(manifests.flatMap(namesOf))}.`
  );
}
__name(named, "named");
function namesOf({ annotations: annotations2 }) {
  return ["io.containerd.image.name", "org.opencontainers.image.ref.name"].flatMap((key) => annotations2?.[key] ?? []);
}
__name(namesOf, "namesOf");
function listed(names) {
  const distinct = [...new Set(names)].map((name) => `"${name.slice(0, 200)}"`);
  if (distinct.length === 0) return "none with a name";
  return distinct.slice(0, 10).join(", ") + (distinct.length > 10 ? ` and ${distinct.length - 10} more` : "");
}
__name(listed, "listed");

// src/image/source/platforms.ts
var ARCHITECTURES = {
  aarch64: "arm64",
  x86_64: "amd64",
  "x86-64": "amd64",
  i386: "386",
  armhf: "arm/v7",
  armel: "arm/v6"
};
var PLAIN = { arm64: "v8", amd64: "v1" };
function platformName(os, architecture, variant = "") {
  const shown2 = PLAIN[architecture] === variant ? "" : variant;
  return [os, architecture, shown2].filter((part) => part !== "").join("/");
}
__name(platformName, "platformName");
function parsePlatforms(written) {
  return written.split(",").map((part) => part.trim()).filter((part) => part !== "").map((part) => {
    if (!/^[a-z0-9]+(\/[a-z0-9_-]+){1,2}$/i.test(part))
      throw new UserError("usage", `--platform is "${part}"; write it as linux/amd64 or linux/arm/v7.`);
    return part.toLowerCase();
  });
}
__name(parsePlatforms, "parsePlatforms");
function isSamePlatform(one, other) {
  return canonical(one) === canonical(other);
}
__name(isSamePlatform, "isSamePlatform");
function canonical(platform) {
  const [os = "", written = "", variant = ""] = platform.split("/");
  const [architecture = "", implied = ""] = (ARCHITECTURES[written] ?? written).split("/");
  return platformName(os, architecture, variant || implied || (architecture === "arm" ? "v7" : ""));
}
__name(canonical, "canonical");

// src/image/source/manifests.ts
var MAX_DEPTH = 8;
var MAX_ENTRIES = 2e3;
var AT_ONCE = 8;
async function readImages(source, wanted = []) {
  const entries = [];
  const attestations = [];
  await walk(source, entries, attestations);
  const chosen = entries.filter(({ descriptor: { platform } }) => {
    const known = platform?.os && platform.architecture ? nameOf2(platform) : null;
    return wanted.length === 0 || known === null || wanted.some((name) => isSamePlatform(name, known));
  });
  const read3 = await inBatches(chosen, (entry) => readEntry(source, entry, attestations));
  const whole4 = source.roots.filter((root) => !("digest" in root));
  const listedImages = await Promise.all(whole4.map(async (root) => ({ root, image: await readListed(source, root) })));
  const images = [...read3, ...listedImages].filter((found) => found !== null);
  if (images.length === 0 && chosen.length > 0) {
    const names = chosen.map(({ descriptor: { platform, digest: digest2 } }) => platform ? nameOf2(platform) : digest2);
    throw new UserError("image-missing", `${source.name} lists ${names.slice(0, 10).join(", ")}, but does not have it.`);
  }
  return choose(source, images, wanted, entries);
}
__name(readImages, "readImages");
function choose(source, found, wanted, entries) {
  const first = /* @__PURE__ */ new Map();
  for (const each of found) {
    const other = first.get(each.image.platform);
    if (other === void 0) first.set(each.image.platform, each);
    else if (other.root !== each.root && other.image.configDigest !== each.image.configDigest)
      throw new UserError(
        "image-ambiguous",
        `${source.name} has several images for ${each.image.platform}. Name one of them: it has ${listed(source.roots.flatMap((root) => "digest" in root ? namesOf(root) : []))}.`
      );
  }
  const images = [...first.values()].map(({ image }) => image);
  const missing = wanted.filter((name) => !images.some(({ platform }) => isSamePlatform(platform, name)));
  if (missing.length > 0) {
    const there = entries.flatMap(({ descriptor: { platform } }) => platform ? nameOf2(platform) : []);
    const names = [.../* @__PURE__ */ new Set([...there, ...images.map(({ platform }) => platform)])].join(", ");
    throw new UserError(
      "image-platform",
      `${source.name} has no image for ${missing.join(", ")}. It has ${names || "none"}.`
    );
  }
  return images;
}
__name(choose, "choose");
async function walk(source, entries, attestations) {
  const seen = /* @__PURE__ */ new Set();
  let count = 0;
  const visit = /* @__PURE__ */ __name(async (descriptor2, root, above, complete) => {
    const { digest: digest2, artifactType } = descriptor2;
    if (above.includes(digest2)) throw new Error(`the index ${digest2} has itself as an entry`);
    if (above.length > MAX_DEPTH) throw new Error(`indexes are nested more than ${MAX_DEPTH} deep`);
    if (++count > MAX_ENTRIES) throw new Error(`its indexes have more than ${MAX_ENTRIES} entries`);
    if (isAttestation(descriptor2)) return void attestations.push(descriptor2);
    if (artifactType !== void 0 && !isImageConfig(artifactType)) return;
    if (seen.has(digest2)) return;
    seen.add(digest2);
    if (isManifestType(descriptor2.mediaType)) return void entries.push({ descriptor: descriptor2, root, complete });
    const bytes = await source.document(descriptor2, "manifest");
    if (bytes === null) {
      if (above.length === 0) throw new Error(`the manifest ${digest2} is missing`);
      return;
    }
    const what = `the manifest ${digest2}`;
    const document = parseJson(bytes, what);
    if (!isIndex(document)) return void entries.push({ descriptor: descriptor2, root, complete });
    if ("layers" in document || "config" in document) throw new Error(`${what} is both an index and an image`);
    for (const child of parseDocument(Index, bytes, what).manifests) await visit(child, root, [...above, digest2], true);
  }, "visit");
  for (const root of source.roots) if ("digest" in root) await visit(root, root, [], source.complete);
}
__name(walk, "walk");
async function readEntry(source, entry, attestations) {
  const { descriptor: descriptor2, root, complete } = entry;
  const bytes = await source.document(descriptor2, "manifest");
  if (bytes === null && descriptor2 !== root) return null;
  if (bytes === null) throw new Error(`the manifest ${descriptor2.digest} is missing`);
  const what = `the manifest ${descriptor2.digest}`;
  if (isIndex(parseJson(bytes, what))) throw new Error(`${what} is listed as an image and is an index`);
  const { config, layers, annotations: annotations2 } = parseDocument(Manifest, bytes, what);
  if (!isImageConfig(config.mediaType)) {
    if (descriptor2 !== root) return null;
    throw new Error(`it is no image: its configuration is of the type ${config.mediaType}`);
  }
  const image = {
    ...await readConfig(source, config, descriptor2),
    manifestDigest: descriptor2.digest,
    layers: layers ?? [],
    annotations: { ...descriptor2.annotations, ...annotations2 },
    provenance: await hasProvenance(source, descriptor2, attestations, complete)
  };
  return { root, image };
}
__name(readEntry, "readEntry");
async function readListed(source, { config, layers }) {
  return { ...await readConfig(source, config, null), manifestDigest: "", layers, annotations: {}, provenance: null };
}
__name(readListed, "readListed");
async function readConfig(source, descriptor2, entry) {
  const bytes = await source.document(descriptor2, "config");
  if (bytes === null) throw new Error(`the configuration ${descriptor2.digest} is missing`);
  const config = parseDocument(Config, bytes, `the configuration ${descriptor2.digest}`);
  const listedAs = entry?.platform?.os && entry.platform.architecture ? entry.platform : config;
  return { platform: nameOf2(listedAs), configDigest: descriptor2.digest, config };
}
__name(readConfig, "readConfig");
async function hasProvenance(source, image, attestations, complete) {
  const own = attestations.filter(({ annotations: annotations2 }) => annotations2?.["vnd.docker.reference.digest"] === image.digest);
  if (own.length === 0) return complete ? false : null;
  const documents = await Promise.all(own.map((descriptor2) => source.document(descriptor2, "manifest")));
  const predicates = documents.flatMap((bytes) => bytes === null ? null : predicatesIn(bytes));
  if (predicates.some((type) => type?.startsWith("https://slsa.dev/provenance/"))) return true;
  return predicates.includes(null) ? null : false;
}
__name(hasProvenance, "hasProvenance");
function predicatesIn(bytes) {
  const { layers } = parseDocument(Manifest, bytes, "the attestation");
  return (layers ?? []).flatMap(({ annotations: annotations2 }) => annotations2?.["in-toto.io/predicate-type"] ?? []);
}
__name(predicatesIn, "predicatesIn");
function isAttestation({ annotations: annotations2, artifactType, platform }) {
  return annotations2?.["vnd.docker.reference.type"] === "attestation-manifest" || artifactType === "application/vnd.docker.attestation.manifest.v1+json" || platform?.os === "unknown";
}
__name(isAttestation, "isAttestation");
function isIndex(document) {
  return typeof document === "object" && document !== null && "manifests" in document;
}
__name(isIndex, "isIndex");
function isManifestType(mediaType) {
  return /^application\/vnd\.(oci\.image\.manifest\.v1|docker\.distribution\.manifest\.v2)\+json$/.test(mediaType);
}
__name(isManifestType, "isManifestType");
function isImageConfig(mediaType) {
  return /^$|^application\/(octet-stream|vnd\.(oci\.image\.config|docker\.container\.image)\.v1\+json)$/.test(mediaType);
}
__name(isImageConfig, "isImageConfig");
function nameOf2({ os, architecture, variant }) {
  return platformName(os, architecture, variant);
}
__name(nameOf2, "nameOf");
async function inBatches(items, read3) {
  const results = [];
  for (let start = 0; start < items.length; start += AT_ONCE)
    results.push(...await Promise.all(items.slice(start, start + AT_ONCE).map(read3)));
  return results;
}
__name(inBatches, "inBatches");

// src/image/young-heap.ts
import v8 from "node:v8";
async function withSmallYoungHeap(body) {
  v8.setFlagsFromString("--semi-space-growth-factor=1");
  try {
    return await body();
  } finally {
    v8.setFlagsFromString("--semi-space-growth-factor=2");
  }
}
__name(withSmallYoungHeap, "withSmallYoungHeap");

// src/image/measure.ts
function measureImage(source, options) {
  return withSmallYoungHeap(() => measure(source, options));
}
__name(measureImage, "measureImage");
async function measure(source, options) {
  const images = await readImages(source, options.platforms);
  if (images.length === 0) throw new Error(`there is no image in ${source.name}`);
  const scanned2 = await readLayers(source, images, options);
  const platforms = images.map((image) => platformFacts(image, scanned2, options.stage));
  const all = [...scanned2.values()];
  return {
    facts: { schema: 1, source: source.name, platforms },
    layers: all.flatMap(({ contents }) => contents ?? []),
    remarks: all.flatMap(({ remarks }) => remarks)
  };
}
__name(measure, "measure");
async function measureLayout(folder2, { source: name, ...options }) {
  var _stack = [];
  try {
    const source = __using(_stack, await layoutSource(folderFiles(folder2), { name, tag: null, complete: true }), true);
    return await measureImage(source, options);
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
__name(measureLayout, "measureLayout");
async function measureBuild(folder2, { stage, known, temp }, help) {
  if (folder2 === null) {
    help.warn(
      "The image was not measured: this builder cannot export an OCI layout. Turn on the containerd image store, or use a docker-container builder (docker/setup-buildx-action), with one node for all platforms."
    );
    return null;
  }
  return await help.attempt("The image could not be measured", null, async () => {
    const measured = await measureLayout(folder2, { source: "this build", stage, known, temp });
    await rm2(folder2, { recursive: true, force: true });
    for (const remark of measured.remarks) help.warn(remark);
    return measured;
  });
}
__name(measureBuild, "measureBuild");
async function readLayers(source, images, { known = /* @__PURE__ */ new Map(), temp, arrived = { done: 0, total: null } }) {
  const layers = /* @__PURE__ */ new Map();
  for (const image of images)
    for (const [index, layer] of image.layers.entries()) {
      const diffId = diffIdOf(image, index);
      layers.set(diffId, { ...layer, diffId, open: /* @__PURE__ */ __name(() => openLayer(source, layer, arrived), "open") });
    }
  const stored = [...layers.values()];
  const unknown2 = stored.filter(({ diffId, mediaType }) => !known.has(diffId) && !isForeign(mediaType));
  arrived.total = sum2(unknown2.map(({ size }) => size));
  const scanned2 = await scanLayers(stored, { known, temp });
  return new Map(stored.map(({ diffId }, index) => [diffId, scanned2[index]]));
}
__name(readLayers, "readLayers");
async function openLayer(source, layer, arrived) {
  const blob = await source.layer(layer);
  if (blob !== null) return "stream" in blob ? counted(blob.stream, arrived) : blob;
  if (isForeign(layer.mediaType)) return null;
  throw new Error(`the layer ${layer.digest} is missing`);
}
__name(openLayer, "openLayer");
async function* counted(pieces, arrived) {
  for await (const piece of pieces) {
    arrived.done += piece.length;
    yield piece;
  }
}
__name(counted, "counted");
function diffIdOf({ config, layers, configDigest }, index) {
  const diffIds = config.rootfs.diff_ids;
  if (diffIds.length !== layers.length)
    throw new Error(`the image ${configDigest} has ${layers.length} layers and ${diffIds.length} diff IDs`);
  return diffIds[index];
}
__name(diffIdOf, "diffIdOf");
function platformFacts(image, scanned2, stage) {
  const { platform, manifestDigest, configDigest, config, provenance } = image;
  const origins = layerOrigins(config, stage);
  const held = image.layers.map((_, index) => scanned2.get(diffIdOf(image, index))?.contents ?? null);
  const layers = image.layers.map(({ digest: digest2, mediaType, size }, index) => {
    const diskBytes = held[index]?.bytes ?? null;
    return {
      ...{ digest: digest2, diffId: diffIdOf(image, index), mediaType, downloadBytes: size, diskBytes: diskBytes ?? 0 },
      ...origins[index],
      ...diskBytes === null && { foreign: true }
    };
  });
  const distinct = new Map(layers.map((layer) => [layer.digest, layer.downloadBytes]));
  return {
    ...{ platform, manifestDigest, configDigest },
    downloadBytes: sum2([...distinct.values()]),
    diskBytes: sum2(layers.map((layer) => layer.diskBytes)),
    compression: compression(layers),
    layers,
    base: annotatedBase(image.annotations) ?? (stage && writtenBase(stage)),
    settings: settingsOf2(config),
    provenance,
    contents: contentsOf(held)
  };
}
__name(platformFacts, "platformFacts");
function writtenBase(stage) {
  const [name = "", digest2 = null] = rootImage(stage).split("@");
  return name === "scratch" || name === "" || name.includes("$") ? null : { name, digest: digest2 };
}
__name(writtenBase, "writtenBase");
function compression(layers) {
  const kinds = [...new Set(layers.map((layer) => compressionOf2(layer.mediaType)))];
  return kinds.length > 1 ? "mixed" : kinds[0] ?? "none";
}
__name(compression, "compression");
function sum2(values) {
  return values.reduce((total2, value) => total2 + value, 0);
}
__name(sum2, "sum");

// src/image/named.ts
import { mkdtemp as mkdtemp4, rm as rm5 } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join6 } from "node:path";

// src/image/source/open.ts
import { stat as stat2 } from "node:fs/promises";

// src/image/source/archive.ts
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp as mkdtemp2, open as open4, rm as rm3, stat } from "node:fs/promises";
import { join as join4 } from "node:path";
import { pipeline as pipeline3 } from "node:stream/promises";
import zlib4 from "node:zlib";

// src/image/source/docker-archive.ts
import { createHash as createHash4 } from "node:crypto";
var Listing = array(
  object({
    Config: string(),
    RepoTags: nullish(array(string()), []),
    Layers: nullish(array(string()), [])
  })
);
var WithoutLayers = object({ config: object({}), layers: nullish(never()) });
async function dockerArchiveSource(files, options) {
  const listing = await files.locate("manifest.json");
  const index = await files.locate("index.json");
  if (listing === null && index === null) throw new Error("there is neither an index.json nor a manifest.json");
  if (listing === null) return await layoutSource(files, { ...options, complete: true });
  const items = parseDocument(Listing, await readPart(listing, "manifest.json"), "manifest.json");
  if (index !== null) {
    const layout = await layoutSource(files, { ...options, complete: false });
    if (!await isWithoutLayers(layout, items)) return layout;
  }
  return await listedSource(files, items, options);
}
__name(dockerArchiveSource, "dockerArchiveSource");
async function isWithoutLayers(source, items) {
  if (!items.some(({ Layers }) => Layers.length > 0)) return false;
  for (const root of source.roots) {
    if (!("digest" in root)) continue;
    const bytes = await source.document(root, "manifest");
    const document = bytes === null ? null : parseJson(bytes, `the manifest ${root.digest}`);
    if (is(WithoutLayers, document)) return true;
  }
  return false;
}
__name(isWithoutLayers, "isWithoutLayers");
async function listedSource(files, items, options) {
  const { name, tag, dispose = /* @__PURE__ */ __name(async () => {
  }, "dispose") } = options;
  const parts = /* @__PURE__ */ new Map();
  const chosen = tag === null ? items : tagged(items, tag, name);
  const roots = await Promise.all(chosen.map((item) => readItem(files, item, parts)));
  const find = /* @__PURE__ */ __name(({ digest: digest2 }) => parts.get(digest2) ?? null, "find");
  return {
    name,
    complete: false,
    roots,
    async document(descriptor2, kind) {
      const part = find(descriptor2);
      return part && verify(await readPart(part, `the ${kind}`), descriptor2, `the ${kind}`);
    },
    layer: /* @__PURE__ */ __name(async (descriptor2) => find(descriptor2) ?? await blobsIn(files).layer(descriptor2), "layer"),
    [Symbol.asyncDispose]: dispose
  };
}
__name(listedSource, "listedSource");
async function readItem(files, item, parts) {
  const locate = /* @__PURE__ */ __name(async (path) => {
    const part = await files.locate(path);
    if (part === null) throw new Error(`${path} is missing, which manifest.json lists`);
    return part;
  }, "locate");
  const configPart = await locate(item.Config);
  const bytes = await readPart(configPart, item.Config);
  const diffIds = parseDocument(Config, bytes, item.Config).rootfs.diff_ids;
  if (diffIds.length !== item.Layers.length)
    throw new Error(`${item.Config} has ${diffIds.length} diff IDs for ${item.Layers.length} layers`);
  const config = {
    mediaType: "application/vnd.docker.container.image.v1+json",
    digest: digestOf(bytes),
    size: bytes.length
  };
  parts.set(config.digest, configPart);
  const layers = [];
  for (const [index, path] of item.Layers.entries()) {
    const part = await locate(path);
    const layer = await describeLayer(part, diffIds[index]);
    parts.set(layer.digest, part);
    layers.push(layer);
  }
  return { config, layers };
}
__name(readItem, "readItem");
var LAYER = "application/vnd.oci.image.layer.v1.tar";
async function describeLayer(part, diffId) {
  const size = part.end - part.start;
  const start = size < 4 ? Buffer.alloc(4) : await readPart({ ...part, end: part.start + 4 }, "a layer");
  const compression2 = start.readUInt16BE() === 8075 ? "+gzip" : start.readUInt32LE() === 4247762216 ? "+zstd" : "";
  const digest2 = compression2 === "" ? diffId : await digestOfPart(part);
  return { mediaType: `${LAYER}${compression2}`, digest: digest2, size };
}
__name(describeLayer, "describeLayer");
async function digestOfPart(part) {
  const hash = createHash4("sha256");
  for await (const chunk of bytesOf2(part)) hash.update(chunk);
  return `sha256:${hash.digest("hex")}`;
}
__name(digestOfPart, "digestOfPart");
function tagged(items, tag, source) {
  const wanted = parseImageName(tag)?.full;
  const found = items.filter(
    ({ RepoTags }) => RepoTags.some((name) => name === tag || wanted !== void 0 && parseImageName(name)?.full === wanted)
  );
  if (found.length > 0) return found;
  const names = listed(items.flatMap(({ RepoTags }) => RepoTags));
  throw new UserError("image-missing", `${source} has no image with the name "${tag}"; it has ${names}.`);
}
__name(tagged, "tagged");

// src/image/source/tar-files.ts
import { open as open3 } from "node:fs/promises";
import { posix } from "node:path";

// src/image/source/tar-header.ts
var HEADER2 = 512;
function readHeader3(block) {
  if (block.every((byte) => byte === 0)) return null;
  let sum3 = 8 * 32;
  for (const [index, byte] of block.entries()) if (index < 148 || index >= 156) sum3 += byte;
  if (octal2(block, 148, 8) !== sum3) throw new Error("this is no tar archive, or a damaged one");
  const type = String.fromCharCode(block[156]);
  const name = text2(block, 0, 100);
  const prefix = block.toString("latin1", 257, 263) === "ustar\0" ? text2(block, 345, 155) : "";
  return {
    path: prefix === "" ? name : `${prefix}/${name}`,
    size: hasContent(type) ? number3(block, 124, 12) : 0,
    type: type === "\0" || type === "7" ? "0" : type,
    link: text2(block, 157, 100)
  };
}
__name(readHeader3, "readHeader");
function readPaxRecords(content) {
  const found = {};
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(" ", at);
    const length = Number(content.toString("latin1", at, Math.max(space, at)));
    const record2 = content.subarray(space + 1, at + length - 1).toString();
    const equals = record2.indexOf("=");
    if (space < at || !Number.isSafeInteger(length) || at + length <= space || equals < 1)
      throw new Error("the archive has a damaged pax header");
    const [key, value] = [record2.slice(0, equals), record2.slice(equals + 1)];
    if (key === "path") found.path = value;
    if (key === "linkpath") found.link = value;
    if (key === "size") found.size = whole2(Number(value));
    if (key.startsWith("GNU.sparse.")) throw new Error("the archive has a sparse file, which no image is stored in");
    at += length;
  }
  return found;
}
__name(readPaxRecords, "readPaxRecords");
function hasContent(type) {
  return !"123456".includes(type);
}
__name(hasContent, "hasContent");
function number3(block, at, length) {
  if (block[at] < 128) return octal2(block, at, length);
  let value = block[at] & 127;
  for (let index = at + 1; index < at + length; index++) value = value * 256 + block[index];
  return whole2(value);
}
__name(number3, "number");
function octal2(block, at, length) {
  const digits = text2(block, at, length).trim();
  return /^[0-7]*$/.test(digits) ? Number.parseInt(digits || "0", 8) : Number.NaN;
}
__name(octal2, "octal");
function text2(block, at, length) {
  const field = block.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end < 0 ? length : end);
}
__name(text2, "text");
function whole2(value) {
  if (!Number.isSafeInteger(value) || value < 0) throw new Error("the archive has an entry of an impossible size");
  return value;
}
__name(whole2, "whole");

// src/image/source/tar-files.ts
var MAX_ENTRIES2 = 1e5;
var MAX_EXTENSION = 1024 * 1024;
var MAX_LINKS = 8;
async function tarFiles(file) {
  const entries = await readEntries3(file);
  return {
    async locate(path) {
      let at = path;
      for (let links = 0; links <= MAX_LINKS; links++) {
        const entry = entries.get(at);
        if (entry === void 0 || "file" in entry) return entry ?? null;
        at = entry.link;
      }
      throw new Error(`${path} is a link to a link, more than ${MAX_LINKS} times`);
    }
  };
}
__name(tarFiles, "tarFiles");
async function readEntries3(file) {
  var _stack = [];
  try {
    const handle = __using(_stack, await open3(file), true);
    const { size: length } = await handle.stat();
    const entries = /* @__PURE__ */ new Map();
    let more = {};
    let count = 0;
    for (let at = 0; at + HEADER2 <= length; ) {
      const plain2 = readHeader3(await read2(handle, at, HEADER2));
      if (plain2 === null) break;
      if (++count > MAX_ENTRIES2) throw new Error(`the archive has more than ${MAX_ENTRIES2} entries`);
      const isExtension = "xgLK".includes(plain2.type);
      const header = isExtension ? plain2 : { ...plain2, ...more };
      const start = at + HEADER2;
      const end = start + header.size;
      if (end > length) throw new Error(`the archive breaks off in ${header.path}`);
      at = start + Math.ceil(header.size / HEADER2) * HEADER2;
      if (isExtension) {
        if (header.size > MAX_EXTENSION) throw new Error(`the archive has a header of ${header.size} bytes`);
        more = { ...more, ...extensionOf(plain2.type, await read2(handle, start, header.size)) };
        continue;
      }
      more = {};
      const path = clean(header.path);
      if (header.type === "0") entries.set(path, { file, start, end });
      else if (header.type === "2") entries.set(path, { link: clean(posix.join(posix.dirname(path), header.link)) });
      else if (header.type === "1") entries.set(path, { link: clean(header.link) });
      else entries.delete(path);
    }
    return entries;
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
__name(readEntries3, "readEntries");
function extensionOf(type, content) {
  if (type === "x") return readPaxRecords(content);
  const text3 = content.toString().replace(/\0.*$/s, "");
  return type === "L" ? { path: text3 } : type === "K" ? { link: text3 } : {};
}
__name(extensionOf, "extensionOf");
function clean(path) {
  return posix.normalize(`/${path}`).replace(/^\/+|\/+$/g, "");
}
__name(clean, "clean");
async function read2(handle, at, length) {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, at);
  if (bytesRead < length) throw new Error("the archive breaks off");
  return buffer;
}
__name(read2, "read");

// src/image/source/archive.ts
var ALWAYS_ALLOWED = 1024 ** 3;
var MAX_RATIO = 100;
async function archiveSource(file, { name, tag, temp }) {
  const unpacked = await decompressed(file, temp);
  const dispose = /* @__PURE__ */ __name(async () => {
    if (unpacked !== null) await rm3(unpacked.folder, { recursive: true, force: true });
  }, "dispose");
  try {
    return await dockerArchiveSource(await tarFiles(unpacked?.file ?? file), { name, tag, dispose });
  } catch (error) {
    await dispose();
    throw error;
  }
}
__name(archiveSource, "archiveSource");
async function decompressed(file, temp) {
  const unpack = await decompressor(file);
  if (unpack === null) return null;
  const limit = Math.max(ALWAYS_ALLOWED, (await stat(file)).size * MAX_RATIO);
  const folder2 = await mkdtemp2(join4(temp, "go-image-archive-"));
  const target = join4(folder2, "archive.tar");
  try {
    await pipeline3(createReadStream(file), unpack, upTo(limit), createWriteStream(target));
    return { file: target, folder: folder2 };
  } catch (error) {
    await rm3(folder2, { recursive: true, force: true });
    throw error;
  }
}
__name(decompressed, "decompressed");
function upTo(limit) {
  return async function* (source) {
    let bytes = 0;
    for await (const chunk of source) {
      bytes += chunk.length;
      if (bytes > limit) throw new Error(`it unpacks to more than ${MAX_RATIO} times its size`);
      yield chunk;
    }
  };
}
__name(upTo, "upTo");
async function decompressor(file) {
  var _stack = [];
  try {
    const handle = __using(_stack, await open4(file), true);
    if (!(await handle.stat()).isFile()) throw new UserError("image-unreadable", `${file} is no file.`);
    const { buffer } = await handle.read(Buffer.alloc(6), 0, 6, 0);
    if (buffer.readUInt16BE() === 8075) return zlib4.createGunzip();
    if (buffer.readUInt32LE() === 4247762216) {
      if (typeof zlib4.createZstdDecompress === "function") return zlib4.createZstdDecompress();
      throw new Error(`it is compressed with zstd, which needs Node 22.15 or newer; this is ${process.version}`);
    }
    const other = OTHERS.find(({ magic }) => buffer.subarray(0, magic.length).equals(magic));
    if (other) throw new Error(`it is compressed with ${other.by}. Unpack it first: ${other.command}`);
    return null;
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
__name(decompressor, "decompressor");
var OTHERS = [
  { by: "xz", magic: Buffer.from("fd377a585a00", "hex"), command: "xz -dk FILE" },
  { by: "bzip2", magic: Buffer.from("BZh"), command: "bzip2 -dk FILE" }
];

// src/image/source/local-engine.ts
import { mkdtemp as mkdtemp3, rm as rm4 } from "node:fs/promises";
import { join as join5 } from "node:path";
async function askEngine(image, { execute }) {
  try {
    const { exitCode, stderr } = await execute("docker", ["image", "inspect", "--format={{.Id}}", "--", image]);
    return exitCode === 0 ? { has: true } : { has: false, why: stderr.trim() };
  } catch (error) {
    if (error.code === "ENOENT") return { has: false, why: "there is no docker command" };
    throw error;
  }
}
__name(askEngine, "askEngine");
async function engineSource(image, engine) {
  const folder2 = await mkdtemp3(join5(engine.temp, "go-image-engine-"));
  const dispose = /* @__PURE__ */ __name(() => rm4(folder2, { recursive: true, force: true }), "dispose");
  try {
    const file = join5(folder2, "image.tar");
    const { exitCode, stderr } = await engine.execute("docker", ["image", "save", `--output=${file}`, "--", image]);
    if (exitCode !== 0)
      throw new UserError(
        "image-missing",
        `The image "${image}" cannot be read from the local engine: ${stderr.trim()}`
      );
    const source = await archiveSource(file, { name: `docker:${image}`, tag: null, temp: folder2 });
    return { ...source, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}
__name(engineSource, "engineSource");

// src/image/source/reference.ts
var FORMS2 = "oci:DIR[:TAG], oci-archive:FILE[:TAG], docker-archive:FILE[:NAME], docker:NAME, REGISTRY/NAME[:TAG][@DIGEST] or NAME";
function parseReference(written) {
  const [, scheme, rest = ""] = /^([a-z-]+):(.*)$/s.exec(written) ?? [];
  if (scheme === "oci" || scheme === "oci-archive" || scheme === "docker-archive") {
    const { path, tag } = splitTag(rest);
    if (path === "") throw wrong(written, `after ${scheme}: comes the path of the image`);
    return { kind: scheme, path, tag };
  }
  if (scheme === "docker" && rest.startsWith("//")) return { kind: "registry", image: nameIn(written, rest.slice(2)) };
  if (scheme === "docker" || scheme === "docker-daemon") {
    if (parseImageName(rest) === null && !isId(rest)) throw wrong(written, `"${rest}" is no name of an image`);
    return { kind: "engine", id: rest };
  }
  if (isId(written)) return { kind: "either", id: written, image: null };
  if (/^[./~]/.test(written)) throw wrong(written, "a path needs to be told what is there");
  const image = nameIn(written, written);
  return image.hasRegistry ? { kind: "registry", image } : { kind: "either", id: written, image };
}
__name(parseReference, "parseReference");
function splitTag(text3) {
  const colon = text3.indexOf(":");
  if (colon < 0) return { path: text3, tag: null };
  return { path: text3.slice(0, colon), tag: text3.slice(colon + 1) || null };
}
__name(splitTag, "splitTag");
function isId(text3) {
  return /^(sha256:[0-9a-f]{12,64}|[0-9a-f]{64})$/.test(text3);
}
__name(isId, "isId");
function nameIn(written, text3) {
  const image = parseImageName(text3);
  if (image === null)
    throw wrong(written, "names have lower-case letters, digits and ._-/, a tag or a digest of sha256 may follow");
  return image;
}
__name(nameIn, "nameIn");
function wrong(written, why) {
  return new UserError("usage", `"${written.slice(0, 200)}" is no image: ${why}. Write ${FORMS2}.`);
}
__name(wrong, "wrong");

// src/registry/read-blob.ts
var RANGE = 2 * 1024 * 1024;
var AT_ONCE2 = 3;
var PIECE2 = 256 * 1024;
var ATTEMPTS = 4;
var PROGRESS = 64 * 1024;
async function* readBlob(repository, transport, blob) {
  const ask = /* @__PURE__ */ __name(async (start, end) => {
    const answer = await transport(`/v2/${repository.name}/blobs/${blob.digest}`, {
      // Or a proxy might compress what must have this digest.
      headers: { "accept-encoding": "identity", ...end > start && { range: `bytes=${start}-${end - 1}` } },
      expected: [200, 206]
    });
    checkRange(answer, start, blob.digest);
    return answer;
  }, "ask");
  yield* gathered2(readPieces(ask, blob.size), Math.min(blob.size, PIECE2));
}
__name(readBlob, "readBlob");
async function* readPieces(ask, size) {
  if (size <= 4 * RANGE) return yield* readRange(ask, 0, size);
  const first = await ask(0, RANGE);
  if (first.status === 200) return yield* readRange(ask, 0, size, first);
  const running = [{ start: 0, end: RANGE, answer: Promise.resolve(first) }];
  try {
    for (let next = RANGE; running.length > 0; running.shift()) {
      for (; next < size && running.length < AT_ONCE2; next += RANGE) {
        const end2 = Math.min(next + RANGE, size);
        const answer2 = ask(next, end2);
        answer2.catch(() => {
        });
        running.push({ start: next, end: end2, answer: answer2 });
      }
      const { start, end, answer } = running[0];
      yield* readRange(ask, start, end, await answer);
    }
  } finally {
    for (const { answer } of running) answer.then(({ body }) => body?.cancel()).catch(() => {
    });
  }
}
__name(readPieces, "readPieces");
async function* gathered2(pieces, bytes) {
  const next = takingTurns(bytes);
  let buffer = next();
  let filled = 0;
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      const copied = piece.copy(buffer, filled, at);
      at += copied;
      filled += copied;
      if (filled < bytes) continue;
      yield buffer;
      buffer = next();
      filled = 0;
    }
  }
  if (filled > 0) yield buffer.subarray(0, filled);
}
__name(gathered2, "gathered");
async function* readRange(ask, start, end, first) {
  let answer = first;
  let at = start;
  let failures = 0;
  while (at < end) {
    const before = at;
    let reason;
    answer ??= await ask(at, end);
    let skip3 = answer.status === 200 ? at : 0;
    try {
      for await (const chunk of answer.body ?? []) {
        const piece = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).subarray(skip3, skip3 + end - at);
        skip3 = Math.max(0, skip3 - chunk.length);
        at += piece.length;
        if (piece.length > 0) yield piece;
        freeMemory(chunk);
        if (at >= end) return;
      }
    } catch (error) {
      if (error.name !== "TypeError") throw error;
      reason = error;
    }
    answer = void 0;
    failures = at - before >= PROGRESS ? 1 : failures + 1;
    if (failures >= ATTEMPTS)
      throw new Error(`the download broke off ${failures} times at byte ${at} of ${end}`, { cause: reason });
  }
}
__name(readRange, "readRange");
function checkRange(answer, start, digest2) {
  if (answer.status !== 206) return;
  const [, from] = /^bytes (\d+)-/.exec(answer.headers.get("content-range") ?? "") ?? [];
  if (Number(from) !== start)
    throw new Error(`the registry answered for ${digest2} with another range than the one from byte ${start}`);
}
__name(checkRange, "checkRange");

// src/image/source/registry.ts
var ACCEPT = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json"
].join(", ");
async function registrySource(image, options) {
  const { repository, tag, digest: digest2, full } = image;
  const transport = createTransport(repository, "pull", options);
  const found = await getManifest(repository, transport, digest2 ?? tag, ACCEPT).catch((error) => {
    if (error instanceof RegistryError && error.status < 500)
      throw new UserError("image-missing", `The image ${full} cannot be read: ${error.message}`);
    throw error;
  });
  if (found === null)
    throw new UserError("image-missing", `There is no image ${full}: ${repository.registry} has none.`);
  if (digest2 !== null && found.digest !== digest2)
    throw new Error(`the manifest ${digest2} is damaged: its content hashes to ${found.digest}`);
  if (/docker\.distribution\.manifest\.v1\+/.test(found.mediaType))
    throw new UserError(
      "image-unreadable",
      `${full} is of Docker's first format, which ended in 2017. Push it again with a current client.`
    );
  const content = Buffer.from(found.text);
  const root = { mediaType: found.mediaType, digest: found.digest, size: content.length };
  return {
    name: full,
    roots: [root],
    complete: false,
    async document(descriptor2, kind) {
      if (kind === "manifest" && descriptor2.digest === root.digest) return content;
      const what = `the ${kind}`;
      checkLength(descriptor2.size, `${what} ${descriptor2.digest}`);
      const bytes = kind === "manifest" ? await getManifest(repository, transport, descriptor2.digest, ACCEPT).then(
        (got) => got && Buffer.from(got.text)
      ) : await whole3(readBlob(repository, transport, descriptor2)).catch(unlessMissing2);
      return bytes && verify(bytes, descriptor2, what);
    },
    layer: /* @__PURE__ */ __name(async (descriptor2) => ({ stream: readBlob(repository, transport, descriptor2) }), "layer"),
    [Symbol.asyncDispose]: async () => {
    }
  };
}
__name(registrySource, "registrySource");
async function whole3(pieces) {
  const read3 = [];
  for await (const piece of pieces) read3.push(Buffer.from(piece));
  return Buffer.concat(read3);
}
__name(whole3, "whole");
function unlessMissing2(error) {
  if (error instanceof RegistryError && error.status === 404) return null;
  throw error;
}
__name(unlessMissing2, "unlessMissing");

// src/image/source/open.ts
async function openImage(written, options) {
  const reference = parseReference(written);
  try {
    return await open5(written, reference, options);
  } catch (error) {
    throw unreadable(written, error);
  }
}
__name(openImage, "openImage");
function unreadable(name, error) {
  const { name: kind, code } = error;
  const isOther = error instanceof UserError || /^(Type|Range|Reference|Syntax|Abort)Error$/.test(kind) || code === "ENOSPC";
  return isOther ? error : new UserError("image-unreadable", `${name} cannot be read: ${messageOf(error)}`, { cause: error });
}
__name(unreadable, "unreadable");
async function open5(written, reference, options) {
  if (reference.kind === "engine") return await engineSource(reference.id, options);
  if (reference.kind === "registry") return await fromRegistry(reference.image, options);
  if (reference.kind === "either") return await fromEither(reference, options);
  const { kind, path, tag } = reference;
  const found = await stat2(path).catch(() => null);
  if (found === null) throw new UserError("image-missing", `${written}: there is no ${path}.`);
  if (kind === "oci" && !found.isDirectory())
    throw new UserError("image-unreadable", `${written}: ${path} is no folder. Of a file, write oci-archive:${path}.`);
  if (kind === "oci") return await layoutSource(folderFiles(path), { name: written, tag, complete: true });
  return await archiveSource(path, { name: written, tag, temp: options.temp });
}
__name(open5, "open");
async function fromRegistry(image, { env, execute, signal }) {
  return await registrySource(image, { credentials: dockerCredentials(env, execute), ...signal && { signal } });
}
__name(fromRegistry, "fromRegistry");
async function fromEither({ id, image }, options) {
  const engine = await askEngine(id, options);
  if (engine.has) return await engineSource(id, options);
  const locally = `The local engine does not have the image "${id}" (${engine.why})`;
  if (image === null) throw new UserError("image-missing", `${locally}.`);
  try {
    return await fromRegistry(image, options);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new UserError("image-missing", `${locally}, and as ${image.full} it cannot be read: ${messageOf(error)}`);
  }
}
__name(fromEither, "fromEither");

// src/image/named.ts
async function measureNamed(written, platforms, { watch, ...options }) {
  const wanted = parsePlatforms(platforms);
  const temp = await mkdtemp4(join6(tmpdir(), "go-image-"));
  const arrived = { done: 0, total: null };
  const said = /* @__PURE__ */ __name((seconds) => progressText(`measuring ${plain(written)}`, seconds, arrived.done > 0 ? arrived : null), "said");
  try {
    return await watch(said, async () => {
      var _stack = [];
      try {
        const source = __using(_stack, await openImage(written, { ...options, temp }), true);
        const { facts, remarks } = await measureImage(source, { stage: null, platforms: wanted, temp, arrived });
        return { facts, remarks };
      } catch (_) {
        var _error = _, _hasError = true;
      } finally {
        var _promise = __callDispose(_stack, _error, _hasError);
        _promise && await _promise;
      }
    });
  } catch (error) {
    throw options.signal?.aborted ? error : unreadable(written, error);
  } finally {
    await rm5(temp, { recursive: true, force: true });
  }
}
__name(measureNamed, "measureNamed");

// src/size/facts-file.ts
import { readFileSync, statSync } from "node:fs";
import { isAbsolute as isAbsolute2 } from "node:path";
var MOST_BYTES = 1e8;
function factsOfDocument(document, name) {
  if (typeof document === "object" && document !== null && "platforms" in document)
    return { facts: readFacts(document), created: null, commit: null, version: null };
  const { facts, created, source, tool } = readReport(document);
  if (facts === null) throw new UserError("no-facts", `${name} is the report of a build that was not measured.`);
  return { facts, created, commit: source.commit, version: tool.version };
}
__name(factsOfDocument, "factsOfDocument");
function readFactsFile(path, workspace) {
  const real = isAbsolute2(path) ? path : realPath(workspace, path);
  const found = real === null ? void 0 : statSync(real, { throwIfNoEntry: false });
  if (real === null || !found?.isFile())
    throw new UserError(
      "file-unreadable",
      `Input \`baseline\` is "${path}", and there is no such file in the checkout.`
    );
  if (found.size > MOST_BYTES)
    throw new UserError("file-unreadable", `Input \`baseline\` is "${path}", which has ${found.size} bytes: too many.`);
  let document;
  try {
    document = JSON.parse(readFileSync(real, "utf8"));
  } catch (error) {
    throw new UserError("file-unreadable", `${path} cannot be read: ${error.message}`);
  }
  return factsOfDocument(document, path);
}
__name(readFactsFile, "readFactsFile");

export {
  measureLayout,
  measureBuild,
  measureNamed,
  factsOfDocument,
  readFactsFile,
  diffImages
};
