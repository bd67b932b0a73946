import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  MADE_BEFORE
} from "./chunk-AWNBONL7.js";
import {
  FINAL_BASES,
  NONROOT,
  NO_FLAGS,
  REFERENCE,
  endedWarnings,
  finalBase,
  flagChoices
} from "./chunk-UG7WS7NH.js";
import {
  newestRelease,
  readIgnoreFile
} from "./chunk-UUQY4CUZ.js";
import {
  array,
  boolean,
  bytes,
  count,
  exactOptional,
  getDotPath,
  grouped,
  integer,
  isoDate,
  minValue,
  number,
  optional,
  picklist,
  pipe,
  record,
  regex,
  safeParse,
  strictObject,
  string
} from "./chunk-JKRFVU7G.js";
import {
  cgoModule,
  checkoutFiles,
  chosenMains,
  moduleDirsOf,
  place,
  programOf
} from "./chunk-IGNF7UFV.js";
import {
  gitIgnore,
  isAtOrBelow,
  wildcard
} from "./chunk-RPTUHRE5.js";
import {
  readInside
} from "./chunk-KZXV7NL4.js";
import {
  UserError,
  __name,
  plain,
  shortened
} from "./chunk-L77EYN5P.js";

// src/build/secrets.ts
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
function readSecrets(input, entries, warn) {
  return entries.flatMap((entry) => {
    const at = entry.indexOf("=");
    const id = entry.slice(0, Math.max(at, 0)).trim();
    if (id !== "" && at < entry.length - 1) return [{ id, value: entry.slice(at + 1) }];
    warn(`Input \`${input}\` has an entry without a key or a value, which is left out; an entry reads like key=value.`);
    return [];
  });
}
__name(readSecrets, "readSecrets");
function givenIds(inputs) {
  const read = /* @__PURE__ */ __name((input, entries) => readSecrets(input, entries, () => {
  }), "read");
  const secrets = [
    ...read("secrets", inputs.secrets),
    ...read("secret-envs", inputs.secretEnvs),
    ...presentFiles(read("secret-files", inputs.secretFiles), () => {
    })
  ];
  return { secrets: secrets.map(({ id }) => id), ssh: inputs.ssh.map((entry) => entry.split("=")[0]) };
}
__name(givenIds, "givenIds");
function presentFiles(files, warn) {
  return files.flatMap(({ id, value: path }) => {
    if (existsSync(path)) return [{ id, path, value: null }];
    warn(`Input \`secret-files\` names ${path} for ${id}, which does not exist; it is left out.`);
    return [];
  });
}
__name(presentFiles, "presentFiles");
function planSecrets(secrets, folder, mask) {
  return secrets.map(({ id, value }, index) => {
    for (const line of value.split(/\r\n|\r|\n/)) if (line.trim() !== "") mask(line);
    return { id, path: join(folder, `${index}`), value };
  });
}
__name(planSecrets, "planSecrets");
async function writeSecrets(files) {
  for (const { path, value } of files) {
    if (value === null) continue;
    await mkdir(dirname(path), { recursive: true, mode: 448 });
    await writeFile(path, value, { mode: 384 });
  }
}
__name(writeSecrets, "writeSecrets");
function gitTokenSecret(options) {
  const { token, server, secrets } = options;
  if (token === "" || server === null) return [];
  const id = `GIT_AUTH_TOKEN.${new URL(server).host}`;
  return secrets.some((secret) => secret.id === "GIT_AUTH_TOKEN" || secret.id === id) ? [] : [{ id, value: token }];
}
__name(gitTokenSecret, "gitTokenSecret");

// src/dockerfile/bases-file.ts
import { readFile, realpath } from "node:fs/promises";
import { resolve, sep } from "node:path";
var MOST_BYTES = 256 * 1024;
var day = pipe(string(), isoDate());
var bytes2 = pipe(number(), integer(), minValue(0));
var base = strictObject({
  reference: pipe(string(), regex(REFERENCE)),
  user: optional(pipe(string(), regex(/^\d+(:\d+)?$/)), NONROOT),
  libc: optional(picklist(["glibc", "musl", "none", "unknown"]), "unknown"),
  debian: exactOptional(picklist(["trixie", "bookworm"])),
  cxx: optional(boolean(), false),
  packages: exactOptional(picklist(["apt", "apk"])),
  shell: optional(boolean(), false),
  certificates: optional(boolean(), false),
  zones: optional(boolean(), false),
  users: optional(boolean(), false),
  size: exactOptional(strictObject({ download: exactOptional(bytes2), disk: exactOptional(bytes2) })),
  endOfLife: exactOptional(day),
  successor: exactOptional(pipe(string(), regex(REFERENCE))),
  checked: exactOptional(day),
  source: exactOptional(string()),
  forCgo: exactOptional(array(string())),
  reason: optional(string(), "named in the file of the input `bases`")
});
var table = record(pipe(string(), regex(REFERENCE)), base);
async function readBases(file, workspace) {
  if (file === "") return FINAL_BASES;
  const invalid = /* @__PURE__ */ __name((problem) => new UserError("bases-invalid", `The bases of ${plain(file)}: ${problem}.`), "invalid");
  const path = resolve(workspace, file);
  const [real, root] = await Promise.all([realpath(path), realpath(workspace)]).catch((error) => {
    throw invalid(error.message);
  });
  if (path.startsWith(resolve(workspace) + sep) && !real.startsWith(root + sep))
    throw invalid("it is a link that leads out of the checkout");
  const text = await readFile(real, "utf8").catch((error) => {
    throw invalid(error.message);
  });
  if (text.length > MOST_BYTES) throw invalid(`it is larger than ${MOST_BYTES} bytes`);
  return { ...FINAL_BASES, ...parseBases(text, invalid) };
}
__name(readBases, "readBases");
function parseBases(text, invalid) {
  const result = safeParse(table, parseJson(text), { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = shortened(plain(getDotPath(issue) ?? "its top"), 200);
  throw invalid(
    `at ${path}: expected ${issue.expected ?? "another key"}, found ${shortened(plain(issue.received), 60)}`
  );
}
__name(parseBases, "parseBases");
function parseJson(text) {
  try {
    const value = JSON.parse(text);
    return Array.isArray(value) ? void 0 : value;
  } catch {
    return void 0;
  }
}
__name(parseJson, "parseJson");

// src/dockerfile/kept-out.ts
import { lstatSync, readdirSync } from "node:fs";
import { join as join2 } from "node:path";
var MOST_FILES = 1e4;
function measureKeptOut(root, ignore) {
  const found = { files: 0, bytes: 0, of: 0, complete: true };
  const folders = [""];
  for (let folder = folders.pop(); folder !== void 0; folder = folders.pop()) {
    for (const entry of entriesOf(join2(root, folder))) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) folders.push(path);
      if (!entry.isFile()) continue;
      if (found.of === MOST_FILES) return { ...found, complete: false };
      found.of++;
      if (ignore(path) === null) continue;
      found.files++;
      found.bytes += lstatSync(join2(root, path), { throwIfNoEntry: false })?.size ?? 0;
    }
  }
  return found;
}
__name(measureKeptOut, "measureKeptOut");
function entriesOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
__name(entriesOf, "entriesOf");
function describeKeptOut({ files, bytes: size, of, complete }) {
  const all = complete ? count(of, "file") : `the first ${count(of, "file")}`;
  if (files === 0) return `keeps none of ${all} out of the build context`;
  return `keeps ${bytes(size)} in ${grouped(files)} of ${all} out of the build context`;
}
__name(describeKeptOut, "describeKeptOut");

// src/dockerfile/own-ignore.ts
import { posix } from "node:path";
var IGNORE_FILE = ".dockerignore";
var MOST_NEEDS = 2e3;
var MOST_FILES2 = 200;
function hiddenNeeds(project, files, ignore) {
  const lines = /* @__PURE__ */ new Map();
  for (const need of needs(project, files).slice(0, MOST_NEEDS)) {
    const [path] = need;
    const by = path === void 0 ? null : ignore(path);
    if (path === void 0 || by === null || need.some((other) => ignore(other) === null)) continue;
    const known = lines.get(by.line);
    if (known) known.paths.push(path);
    else lines.set(by.line, { text: by.text, paths: [path] });
  }
  return [...lines].map(([line, { text, paths }]) => {
    const more = paths.length > 1 ? ` and ${paths.length - 1} more that` : ", which";
    const remedy = "Take the line out, or let in what is needed by a line with ! after it.";
    return plain(`${IGNORE_FILE}:${line} "${text}" keeps out ${paths[0]}${more} go build reads. ${remedy}`);
  });
}
__name(hiddenNeeds, "hiddenNeeds");
function needs(project, files) {
  const { modules, decision, pgo, packages, embeds } = project;
  const built = new Set(moduleDirsOf(chosenMains(decision)));
  if (built.size === 0) return [];
  const workspace = project.workspace?.uses.some((dir) => built.has(dir)) ? project.workspace : null;
  const own = modules.filter(({ dir }) => built.has(dir) || workspace?.uses.includes(dir));
  const vendored = [...own.filter(({ vendor }) => vendor).map(({ dir }) => dir), ...workspace?.vendor ? ["."] : []];
  const single = [
    ...own.map(({ dir }) => posix.join(dir, "go.mod")),
    ...own.filter(({ goSum }) => goSum).map(({ dir }) => posix.join(dir, "go.sum")),
    ...workspace ? [workspace.file] : [],
    ...[...own, ...workspace ? [workspace] : []].flatMap(({ localReplaces }) => localReplaces).map(({ dir }) => posix.join(dir, "go.mod")),
    ...vendored.map((dir) => posix.join(dir, "vendor", "modules.txt")),
    ...pgo
  ];
  return [
    ...[...new Set(single)].filter((path) => files.kind(path) === "file").map((path) => [path]),
    ...packages.map((dir) => goFiles(dir, files)),
    ...embeds.flatMap((embed) => embedded(embed, files))
  ];
}
__name(needs, "needs");
function goFiles(dir, files) {
  const names = files.names(dir).filter((name) => /^[^_.].*\.go$/.test(name) && !name.endsWith("_test.go"));
  const sorted = names.sort((a, b) => Number(a.includes("_")) - Number(b.includes("_")));
  return sorted.slice(0, MOST_FILES2).map((name) => posix.join(dir, name));
}
__name(goFiles, "goFiles");
function embedded({ dir, patterns, missing }, files) {
  return patterns.filter((pattern) => !missing.includes(pattern)).map((pattern) => filesBelow(matched(dir, pattern.replace(/^all:/, ""), files), pattern.startsWith("all:"), files));
}
__name(embedded, "embedded");
function matched(dir, pattern, files) {
  return pattern.split("/").reduce(
    (paths, segment) => {
      const matches = wildcard(segment, "^");
      return paths.flatMap(
        (path) => files.names(path).filter((name) => matches?.(name)).map((name) => posix.join(path, name))
      ).slice(0, MOST_FILES2);
    },
    [dir]
  );
}
__name(matched, "matched");
function filesBelow(paths, all, files) {
  const queue = [...paths];
  const found = [];
  for (let at = 0; at < queue.length && at < MOST_FILES2; at++) {
    const next = queue[at];
    if (files.kind(next) === "file") found.push(next);
    else
      queue.push(
        ...files.names(next).filter((name) => all || !/^[._]/.test(name)).slice(0, MOST_FILES2).map((name) => posix.join(next, name))
      );
  }
  return found;
}
__name(filesBelow, "filesBelow");

// src/dockerfile/runtime-files.ts
import { lstatSync as lstatSync2, realpathSync } from "node:fs";
import { join as join3, posix as posix2 } from "node:path";
var MOST_BYTES2 = 64 * 1024 * 1024;
var MOST_ENTRIES = 5e3;
var MOST_LEFT_OUT = 50;
var SECRET = /^(?:\.env(?:\..*)?|\.netrc|\.npmrc|\.pgpass|\.git-credentials|id_(?:rsa|dsa|ecdsa|ed25519)|credentials(?:\.json)?|secrets?\.(?:ya?ml|json|toml)|.*\.(?:pem|key|p12|pfx|jks|kdbx|keystore|tfstate))$/i;
var NEVER = /* @__PURE__ */ new Set([".git", "node_modules"]);
var PLAIN = /^[\w.][\w./+@~-]*$/;
var CARRIED = /^[^\p{Cc}\p{Zl}\p{Zp}]*\S$/u;
function readRuntimeFiles(root, facts, hides) {
  const files = checkoutFiles(root);
  const ignore = gitIgnore(files);
  const found = facts.filter(({ kind }) => kind === "runtime-file").map(({ subject, opens = subject, evidence }) => {
    const looked = look({ root, files, ignore, hides }, subject, opens);
    return { path: subject, opens, evidence, ...looked };
  });
  const copied = found.filter(({ refused }) => refused === null);
  return found.filter((file) => file.refused !== null || !copied.some((other) => isWithin(file, other)));
}
__name(readRuntimeFiles, "readRuntimeFiles");
function isWithin(file, other) {
  const below = posix2.relative(other.path, file.path);
  return below !== "" && !below.startsWith("..") && posix2.join(other.opens, below) === file.opens;
}
__name(isWithin, "isWithin");
function look(checkout, path, opens) {
  const { root, files, ignore, hides } = checkout;
  const refuse = /* @__PURE__ */ __name((refused) => ({ bytes: 0, without: [], refused }), "refuse");
  if (!PLAIN.test(path) || !PLAIN.test(opens)) return refuse("has characters that a Dockerfile cannot carry safely");
  const absolute = join3(root, path);
  if (realpathSync(absolute) !== join3(realpathSync(root), ...path.split("/"))) return refuse("is reached by a link");
  if (SECRET.test(posix2.basename(path))) return refuse("has the name of a secret: mount it where the image runs");
  const ignored = ignore(path, lstatSync2(absolute).isDirectory());
  if (ignored !== null)
    return refuse(`is ignored by git (${ignored.file}:${ignored.line}), and may be on this disk only`);
  const { bytes: bytes3, entries, files: found, without } = walk(root, path, files, ignore);
  const lines = hides === null ? [] : [...found, ...found.length === 0 ? [path] : []].map(hides);
  if (lines.length > 0 && !lines.includes(null)) return refuse(`is kept out of the build context by ${lines[0]}`);
  if (entries > MOST_ENTRIES) return refuse(`holds more than ${MOST_ENTRIES} files`);
  if (bytes3 > MOST_BYTES2) return refuse(`is larger than ${MOST_BYTES2 / 1024 / 1024} MB: mount it where the image runs`);
  const bare = without.find((inside) => !CARRIED.test(inside) || hides !== null && hides(inside) === null);
  if (bare !== void 0 && hides !== null)
    return refuse(`holds ${bare}: add that to .dockerignore to have the rest copied`);
  if (bare !== void 0 || without.length > MOST_LEFT_OUT) return refuse("holds too much that is no part of it");
  return { bytes: bytes3, without: without.sort(), refused: null };
}
__name(look, "look");
function walk(root, path, { names }, ignore) {
  const total = { bytes: 0, entries: 0, files: [], without: [] };
  const queue = [path];
  for (let at = 0; at < queue.length && total.entries <= MOST_ENTRIES; at++) {
    const next = queue[at];
    const stat = lstatSync2(join3(root, next), { throwIfNoEntry: false });
    const name = posix2.basename(next);
    const isFolder = stat?.isDirectory() ?? false;
    total.entries++;
    if (next !== path && (NEVER.has(name) || SECRET.test(name) || ignore(next, isFolder) !== null)) {
      total.without.push(next);
    } else if (isFolder) {
      const inside = names(next).slice(0, MOST_ENTRIES + 1);
      queue.push(...inside.map((child) => posix2.join(next, child)));
    } else {
      total.files.push(next);
      total.bytes += stat?.isFile() ? stat.size : 0;
    }
  }
  return total;
}
__name(walk, "walk");

// src/dockerfile/builder-images.ts
var INFO = "https://github.com/docker-library/repo-info/blob/master/repos/golang/remote";
var BUILDER_IMAGES = {
  alpine: {
    ...{ manager: "apk", libc: "musl", compiler: false, size: { download: 75169503 } },
    ...{ noEnd: "its tag moves on to the next Alpine", checked: "2026-11-21", source: `${INFO}/1.27-alpine.md` }
  },
  trixie: {
    ...{ manager: "apt", libc: "glibc", compiler: true, size: { download: 316194729 } },
    ...{ endOfLife: "2028-08-09", checked: "2026-11-21", source: `${INFO}/1.27-trixie.md` }
  },
  bookworm: {
    ...{ manager: "apt", libc: "glibc", compiler: true, size: { download: 300568722 } },
    // endoflife.date's products/debian.md.
    ...{ endOfLife: "2026-07-11", successor: "a base of Debian trixie; the builder follows it" },
    ...{ checked: "2026-11-21", source: `${INFO}/1.27-bookworm.md` }
  }
};
function builderImage(release, variant) {
  const { manager } = BUILDER_IMAGES[variant];
  return { image: `golang:${release}-${variant}`, variant, manager };
}
__name(builderImage, "builderImage");

// src/dockerfile/c-packages.ts
var both = /* @__PURE__ */ __name((...run) => ({ trixie: run, bookworm: run }), "both");
var each = /* @__PURE__ */ __name((trixie, bookworm) => ({ trixie: [trixie], bookworm: [bookworm] }), "each");
var C_PACKAGES = [
  { names: ["stdc++", "gcc_s"], build: null, run: both() },
  { names: ["atomic"], build: null, run: both("libatomic1") },
  { names: ["gomp"], build: null, run: both("libgomp1") },
  { names: ["acl", "libacl"], build: "libacl1-dev", run: both("libacl1") },
  { names: ["asound", "alsa"], build: "libasound2-dev", run: each("libasound2t64", "libasound2") },
  { names: ["assuan", "libassuan"], build: "libassuan-dev", run: each("libassuan9", "libassuan0") },
  { names: ["btrfs"], build: "libbtrfs-dev", run: each("libbtrfs0t64", "libbtrfs0") },
  { names: ["bz2"], build: "libbz2-dev", run: both("libbz2-1.0") },
  { names: ["cap", "libcap"], build: "libcap-dev", run: both("libcap2") },
  { names: ["cephfs"], build: "libcephfs-dev", run: both("libcephfs2") },
  { names: ["curl", "libcurl"], build: "libcurl4-openssl-dev", run: each("libcurl4t64", "libcurl4") },
  { names: ["devmapper"], build: "libdevmapper-dev", run: both("libdevmapper1.02.1") },
  { names: ["ffi", "libffi"], build: "libffi-dev", run: both("libffi8") },
  { names: ["freetype", "freetype2"], build: "libfreetype-dev", run: both("libfreetype6") },
  { names: ["git2", "libgit2"], build: "libgit2-dev", run: each("libgit2-1.9", "libgit2-1.5") },
  { names: ["gpg-error"], build: "libgpg-error-dev", run: both("libgpg-error0") },
  { names: ["gpgme"], build: "libgpgme-dev", run: each("libgpgme11t64", "libgpgme11") },
  { names: ["heif", "libheif"], build: "libheif-dev", run: both("libheif1") },
  { names: ["jpeg", "libjpeg"], build: "libjpeg62-turbo-dev", run: both("libjpeg62-turbo") },
  { names: ["ldap", "lber"], build: "libldap-dev", run: each("libldap2", "libldap-2.5-0") },
  { names: ["leptonica"], build: "libleptonica-dev", run: { trixie: ["libleptonica6"] } },
  { names: ["lept"], build: "libleptonica-dev", run: { bookworm: ["liblept5"] } },
  { names: ["lz4", "liblz4"], build: "liblz4-dev", run: both("liblz4-1") },
  { names: ["lzma", "liblzma"], build: "liblzma-dev", run: both("liblzma5") },
  {
    ...{ names: ["MagickWand", "MagickCore"], build: "libmagickwand-dev" },
    run: each("libmagickwand-7.q16-10", "libmagickwand-6.q16-6")
  },
  { names: ["mariadb", "libmariadb", "mariadbclient"], build: "libmariadb-dev", run: both("libmariadb3") },
  { names: ["mysqlclient"], build: "libmariadb-dev-compat", run: both("libmariadb3") },
  { names: ["netfilter_queue", "libnetfilter_queue"], build: "libnetfilter-queue-dev", run: both("libnetfilter-queue1") },
  { names: ["nl-3", "libnl-3.0"], build: "libnl-3-dev", run: both("libnl-3-200") },
  { names: ["olm"], build: "libolm-dev", run: both("libolm3") },
  { names: ["opus"], build: "libopus-dev", run: both("libopus0") },
  { names: ["pam"], build: "libpam0g-dev", run: both("libpam0g") },
  { names: ["pcap", "libpcap"], build: "libpcap-dev", run: each("libpcap0.8t64", "libpcap0.8") },
  { names: ["png", "libpng", "png16", "libpng16"], build: "libpng-dev", run: each("libpng16-16t64", "libpng16-16") },
  { names: ["pq", "libpq"], build: "libpq-dev", run: both("libpq5") },
  { names: ["rados"], build: "librados-dev", run: both("librados2") },
  { names: ["rbd"], build: "librbd-dev", run: both("librbd1") },
  { names: ["rdkafka"], build: "librdkafka-dev", run: both("librdkafka1") },
  { names: ["rocksdb"], build: "librocksdb-dev", run: each("librocksdb9.10", "librocksdb7.8") },
  { names: ["seccomp", "libseccomp"], build: "libseccomp-dev", run: both("libseccomp2") },
  { names: ["selinux", "libselinux"], build: "libselinux1-dev", run: both("libselinux1") },
  { names: ["snappy"], build: "libsnappy-dev", run: both("libsnappy1v5") },
  { names: ["sodium", "libsodium"], build: "libsodium-dev", run: both("libsodium23") },
  { names: ["sqlite3"], build: "libsqlite3-dev", run: both("libsqlite3-0") },
  { names: ["ssl", "crypto", "openssl", "libssl", "libcrypto"], build: "libssl-dev", run: each("libssl3t64", "libssl3") },
  { names: ["systemd", "libsystemd"], build: "libsystemd-dev", run: both("libsystemd0") },
  // It recognizes nothing without the data of a language; English is the one that it takes unasked.
  { names: ["tesseract"], build: "libtesseract-dev", run: both("libtesseract5", "tesseract-ocr-eng") },
  { names: ["udev", "libudev"], build: "libudev-dev", run: both("libudev1") },
  { names: ["usb-1.0", "libusb-1.0"], build: "libusb-1.0-0-dev", run: both("libusb-1.0-0") },
  { names: ["uuid"], build: "uuid-dev", run: both("libuuid1") },
  { names: ["vips"], build: "libvips-dev", run: each("libvips42t64", "libvips42") },
  { names: ["webp", "libwebp"], build: "libwebp-dev", run: both("libwebp7") },
  { names: ["webpdemux", "libwebpdemux"], build: "libwebp-dev", run: both("libwebpdemux2") },
  { names: ["webpmux", "libwebpmux"], build: "libwebp-dev", run: both("libwebpmux3") },
  { names: ["xml2", "libxml-2.0"], build: "libxml2-dev", run: both("libxml2") },
  { names: ["xslt", "libxslt"], build: "libxslt1-dev", run: both("libxslt1.1") },
  { names: ["z", "zlib"], build: "zlib1g-dev", run: both("zlib1g") },
  { names: ["zmq", "libzmq"], build: "libzmq3-dev", run: both("libzmq5") },
  { names: ["zstd", "libzstd"], build: "libzstd-dev", run: both("libzstd1") }
];
function packagesOf(library) {
  return C_PACKAGES.find(({ names }) => names.includes(library)) ?? null;
}
__name(packagesOf, "packagesOf");

// src/dockerfile/c-libraries.ts
var C_LIBRARIES = [
  // SQLite comes as one C file in the module.
  { module: "github.com/mattn/go-sqlite3", cxx: false, musl: { tags: [] } },
  { module: "github.com/rqlite/go-sqlite3", cxx: false, musl: { tags: [] } },
  { module: "gorm.io/driver/sqlite", cxx: false, musl: { tags: [] } },
  {
    ...{ module: "github.com/golang-migrate/migrate/v4/database/sqlite3", cxx: false },
    musl: { tags: [] }
  },
  // All of their C code is in the module.
  ...[
    "github.com/mutecomm/go-sqlcipher",
    "github.com/smacker/go-tree-sitter",
    "github.com/tree-sitter/go-tree-sitter"
  ].map((module) => ({ module, cxx: false, musl: { tags: [] } })),
  // Archives for glibc come with the module; the last one loads what it is told to at run time, which a program that is
  // linked statically cannot.
  ...["github.com/tursodatabase/go-libsql", "github.com/bytecodealliance/wasmtime-go", "github.com/miekg/pkcs11"].map(
    (module) => ({ module, cxx: false, musl: null })
  ),
  // librdkafka comes as one archive for glibc and one for musl (its README, "Using Go Modules").
  { module: "github.com/confluentinc/confluent-kafka-go", cxx: false, musl: { tags: ["musl"] } },
  // DuckDB comes as archives for glibc.
  { module: "github.com/marcboeker/go-duckdb", cxx: true, musl: null },
  { module: "github.com/duckdb/duckdb-go", cxx: true, musl: null }
];
var BOUND = [
  "github.com/libgit2/git2go",
  "github.com/linxGnu/grocksdb",
  "github.com/tecbot/gorocksdb",
  "gocv.io/x/gocv",
  "gopkg.in/gographics/imagick.v2"
];
function cNeeds({ cgo: { evidence }, facts }) {
  const paths = evidence.map(pathOf);
  const known = paths.map(libraryOf);
  const modules = [...new Set(known.filter((library) => library !== void 0))];
  const linked = [
    ...facts.filter(({ kind }) => kind === "c-library").map(({ subject }) => subject),
    ...paths.flatMap((path) => cgoModule(path)?.libraries ?? [])
  ];
  const libraries = [...new Set(linked)].map((library) => ({ library, found: packagesOf(library) }));
  const tied = modules.find(({ musl }) => musl === null);
  const shared = libraries.filter(({ found }) => found !== null && !inEveryCompiler(found));
  const run = shared.map(({ library, found }) => ({ library, packages: found.run }));
  return {
    cxx: known.includes(void 0) || modules.some(({ cxx }) => cxx),
    build: [...new Set(shared.flatMap(({ found }) => found?.build ?? []))].sort(),
    run,
    musl: tied || shared.length > 0 ? null : { tags: [...new Set(modules.flatMap(({ musl }) => musl?.tags ?? []))].sort() },
    because: tied?.module ?? shared[0]?.library ?? null,
    unknown: paths.find((path) => isBound(path)) ?? paths.find((path) => cgoModule(path)?.libraries.some((library) => packagesOf(library) === null)) ?? paths.find((path) => cgoModule(path)?.libraries.length === 0 && !libraryOf(path)) ?? libraries.flatMap(({ library, found }) => found === null ? [`the C library ${plain(library)}`] : [])[0] ?? null
  };
}
__name(cNeeds, "cNeeds");
function inEveryCompiler({ build, run }) {
  return build === null && Object.values(run).every((names) => names.length === 0);
}
__name(inEveryCompiler, "inEveryCompiler");
function pathOf({ text = "" }) {
  return /"([^"]*)"/.exec(text)?.[1] ?? "";
}
__name(pathOf, "pathOf");
function isBound(path) {
  return BOUND.some((module) => isAtOrBelow(path, module));
}
__name(isBound, "isBound");
function libraryOf(path) {
  return C_LIBRARIES.find(({ module }) => isAtOrBelow(path, module));
}
__name(libraryOf, "libraryOf");

// src/dockerfile/builder.ts
function chooseBuilder(project, release, base2, bases) {
  const alpine = { ...builderImage(release, "alpine"), basePackages: [] };
  if (!project.cgo.needed) return { ...alpine, crossCompiles: true, cgo: null, tags: [], packages: [], base: base2, reason: "" };
  const needs2 = cNeeds(project);
  if (needs2.unknown !== null)
    throw new UserError(
      "cgo-needed",
      `The program needs cgo for ${needs2.unknown}, and which packages have C libraries that fit it is not known here. Add a Dockerfile of your own; this action builds it with the same caches.`
    );
  const wanted = base2.forCgo?.length ? base2.forCgo.flatMap((name) => bases[name] ?? []) : [base2];
  const shared = wanted.find((candidate) => holds(candidate, needs2));
  if (shared) {
    const debian = shared.debian;
    return {
      ...{ ...builderImage(release, debian), crossCompiles: false },
      cgo: { static: false, reason: "compiled on the target platform, emulated where the builder is of another" },
      ...{ tags: [], packages: needs2.build, base: shared, basePackages: sharedLibraries(shared, needs2) },
      reason: `with a C compiler and the glibc of the base, Debian ${debian}`
    };
  }
  if (needs2.musl === null) throw cgoNeeded(base2, wanted, needs2);
  return {
    ...{ ...alpine, crossCompiles: false },
    cgo: { static: true, reason: "linked statically with musl, so that the base needs no C library" },
    ...{ tags: needs2.musl.tags, packages: ["gcc", ...needs2.cxx ? ["g++"] : [], "musl-dev"], base: base2 },
    reason: "musl is made to be linked statically"
  };
}
__name(chooseBuilder, "chooseBuilder");
function holds({ libc, debian, cxx, packages }, needs2) {
  if (libc !== "glibc" || debian === void 0 || needs2.cxx && !cxx) return false;
  return needs2.run.every((one) => packages === "apt" && one.packages[debian] !== void 0);
}
__name(holds, "holds");
function sharedLibraries({ debian }, needs2) {
  return [...new Set(needs2.run.flatMap((one) => one.packages[debian] ?? []))].sort();
}
__name(sharedLibraries, "sharedLibraries");
function installLines(manager, packages) {
  if (packages.length === 0) return [];
  if (manager === "apk") return [`RUN apk add --no-cache ${packages.join(" ")}`];
  return [
    "RUN apt-get update \\",
    `    && apt-get install -y --no-install-recommends ${packages.join(" ")} \\`,
    "    && rm -rf /var/lib/apt/lists/*"
  ];
}
__name(installLines, "installLines");
function cgoNeeded({ reference }, wanted, needs2) {
  const { because, run } = needs2;
  const releases = wanted.flatMap(({ packages, debian }) => packages === "apt" && debian !== void 0 ? [debian] : []);
  const absent = run.find(
    ({ packages }) => releases.length > 0 && releases.every((debian) => packages[debian] === void 0)
  );
  if (absent)
    return new UserError(
      "cgo-needed",
      `The program needs cgo for ${absent.library}, which Debian ${releases[0]} has no package of. Add a Dockerfile of your own.`
    );
  const glibc = wanted.some(({ libc }) => libc === "glibc");
  const lacks = !glibc ? "no glibc for it" : run.length > 0 ? "no apt-get for its shared library" : "no C++ runtime";
  return new UserError(
    "cgo-needed",
    `The program needs cgo for ${because}, which cannot be linked statically, and the base ${reference} has ${lacks}. Use \`base: distroless\` or \`base: debian\`.`
  );
}
__name(cgoNeeded, "cgoNeeded");

// src/dockerfile/compile-stage.ts
import { posix as posix4 } from "node:path";

// src/dockerfile/instructions.ts
function argLines(names) {
  return names.length > 0 ? [`ARG ${names.join(" ")}`] : [];
}
__name(argLines, "argLines");
function runLines(mounts, command) {
  const [first, ...rest] = [...mounts.map((mount) => `--mount=${mount} \\`), ...command];
  return [`RUN ${first}`, ...rest.map((line) => `    ${line}`)];
}
__name(runLines, "runLines");

// src/dockerfile/quality-stage.ts
import { posix as posix3 } from "node:path";
var QUALITY_STAGE = "test";
var PASSED = "/tested";
var passedMount = `type=bind,from=${QUALITY_STAGE},source=${PASSED},target=${PASSED}`;
var passedCopy = `COPY --from=${QUALITY_STAGE} ${PASSED} ${PASSED}`;
function qualityBuilder(checks, project, release, builder) {
  if (!checks.some(({ cgo }) => cgo) || builder.manager === "apt") return { ...builder, reason: "" };
  const { debian } = FINAL_BASES;
  const reason = "the race detector needs a C compiler";
  if (project.cgo.needed) return { ...chooseBuilder(project, release, debian, FINAL_BASES), reason };
  return { ...builderImage(release, debian.debian), packages: [], tags: [], reason };
}
__name(qualityBuilder, "qualityBuilder");
var SOURCES = "type=bind,target=/src";
function qualityStage(style, stage) {
  const { checks, builder, folder, fetching, compiling, modules, results, access } = stage;
  const isPortable = style === "portable";
  const installing = isPortable ? [] : [...access.mounts, results];
  const mounts = {
    mount: [...access.mounts, `${SOURCES},rw`, ...modules, results],
    layer: [`${SOURCES},rw`, results],
    portable: []
  }[style];
  const environment = style === "mount" ? access.environment : [];
  const isElsewhere = folder !== "/src" && stage.download.length === 0;
  const tags = stage.tags.length > 0 ? [`-tags=${stage.tags.join(",")}`] : [];
  const goFlags = ["-trimpath", ...tags, ...fetching.includes("GOFLAGS") ? ["$GOFLAGS"] : []].join(" ");
  return [
    `FROM ${isPortable ? "" : "--platform=$BUILDPLATFORM "}${builder.image} AS ${QUALITY_STAGE}`,
    ...installLines(builder.manager, [...builder.packages, ...access.packages[builder.manager]]),
    `WORKDIR ${isPortable ? "/src" : folder}`,
    ...argLines(fetching),
    ...stage.download,
    ...checks.flatMap(({ tool }) => tool ? runLines(installing, installTool(tool)) : []),
    ...isPortable ? ["COPY . /src", ...isElsewhere ? [`WORKDIR ${folder}`] : []] : [],
    ...argLines(compiling),
    `ENV ${stage.environment} GOFLAGS="${goFlags}"`,
    ...checks.flatMap(
      (check) => commandsOf(check, environment, stage.otherFolders).flatMap((lines) => runLines(mounts, lines))
    ),
    // It makes the folder, and starts no container for that.
    `WORKDIR ${PASSED}`,
    ""
  ];
}
__name(qualityStage, "qualityStage");
function installTool({ package: path, version }) {
  const modules = "/tmp/tool-modules";
  return [
    `CGO_ENABLED=0 GOFLAGS=-trimpath GOTOOLCHAIN=auto GOMODCACHE=${modules} GOBIN=/usr/local/bin \\`,
    `go install ${path}@${version} \\`,
    `&& rm -rf ${modules}`
  ];
}
__name(installTool, "installTool");
function commandsOf(check, environment, otherFolders) {
  const lines = linesOf(check, environment);
  if (check.name === "run") return [lines];
  return [lines, ...otherFolders.map((folder) => [`${goingTo(folder)}${lines[0]}`, ...lines.slice(1)])];
}
__name(commandsOf, "commandsOf");
function goingTo(folder) {
  return `cd ${folder} && `;
}
__name(goingTo, "goingTo");
function linesOf({ name, command, cgo }, environment) {
  const json = /* @__PURE__ */ __name((words) => `[${words.map((word) => JSON.stringify(word)).join(", ")}]`.replaceAll("<", "\\u003c"), "json");
  const env = environment.length > 0 ? ["/usr/bin/env", ...environment] : [];
  if (name === "run") return [json([...env, "/bin/sh", "-c", command])];
  return [...environment.map((pair) => `${pair} \\`), cgo ? `CGO_ENABLED=1 ${command}` : command];
}
__name(linesOf, "linesOf");
function qualityChoices(checks, builder, modules) {
  if (checks.length === 0) return [];
  const choice = checks.map(({ name, command }) => name === "run" ? `run: ${command}` : name).join(", ");
  const tools = checks.flatMap(({ tool }) => tool ? [`${posix3.basename(tool.package)} ${tool.version}`] : []);
  const reason = [
    "before the compile step, in its caches",
    ...modules.length > 1 ? [`in each of the modules ${modules.join(", ")}`] : [],
    ...builder.reason === "" ? [] : [`in ${builder.image}: ${builder.reason}`],
    ...tools.length > 0 ? [`with ${tools.join(" and ")}`] : []
  ].join("; ");
  return [{ what: "test", choice, reason, evidence: [] }];
}
__name(qualityChoices, "qualityChoices");

// src/dockerfile/stamps.ts
var TOLD = [
  {
    ...{ what: "version", argument: "VERSION", fallback: "dev", names: /^(?:build|app)?version$/i },
    reason: "set to the version of this build",
    value: /* @__PURE__ */ __name(({ version }) => version, "value")
  },
  {
    ...{ what: "commit", argument: "COMMIT", fallback: "", standsIn: true },
    ...{ names: /^(?:(?:git|build)?commit|(?:git)?revision|git(?:sha|hash)|commit(?:sha|hash))$/i },
    ...{ common: /^(?:commit|revision)$/i, reason: "set to the commit of this build" },
    value: /* @__PURE__ */ __name(({ commit }) => commit !== null && /^[0-9a-f]{40,64}$/i.test(commit) ? commit : null, "value")
  },
  {
    ...{ what: "date", argument: "DATE", fallback: "", standsIn: true },
    ...{ names: /^(?:build(?:date|time)|commitdate|date)$/i, common: /^date$/i },
    reason: "set to the time of the commit, so that a second build gives the same program",
    value: /* @__PURE__ */ __name(({ created }) => created?.toISOString().replace(".000Z", "Z") ?? null, "value")
  }
];
var PLAIN_PATH = /^[\w./~-]+$/;
var STANDS_IN = /^(?:|\(?(?:dev|devel|development)\)?|unknown|none|n\/a|unset|undefined|snapshot|local|v?0\.0\.0(?:-\w+)?|\$Format:%[Hh]\$|1970-01-01T00:00:00Z)$/i;
function stampsOf(main, variables) {
  const inMain = main.versionVariables.map((variable) => ({ ...variable, importPath: "main" }));
  const all = [...inMain, ...variables.filter(({ importPath }) => importPath !== "main")];
  return TOLD.flatMap((told) => {
    const own = inMain.find((one) => fits(told, one, all) && (!told.standsIn || standsIn(one)));
    const found = own === void 0 ? elsewhere(told, variables) : [own];
    const [only, ...others] = found;
    if (only === void 0 || others.length > 0) return [];
    return [{ symbol: symbolOf(only), argument: told.argument, evidence: only.evidence }];
  });
}
__name(stampsOf, "stampsOf");
function fits({ names, common, what }, { name, evidence }, all) {
  if (!names.test(name)) return false;
  if (!common?.test(name)) return true;
  const others = TOLD.filter((told) => told.what !== what);
  return all.some((one) => one.evidence.file === evidence.file && others.some((told) => told.names.test(one.name)));
}
__name(fits, "fits");
function elsewhere(told, variables) {
  return variables.filter(
    (variable) => variable.importPath !== "main" && fits(told, variable, variables) && PLAIN_PATH.test(variable.importPath) && standsIn(variable)
  );
}
__name(elsewhere, "elsewhere");
function standsIn(variable) {
  return STANDS_IN.test(initialValue(variable) ?? "another");
}
__name(standsIn, "standsIn");
function symbolOf({ importPath, name }) {
  return `${importPath}.${name}`;
}
__name(symbolOf, "symbolOf");
function initialValue({ name, evidence: { text = "" } }) {
  const [before = "", value] = text.split("=", 2);
  if (value === void 0) return "";
  if (!new RegExp(`\\b${name}(?:\\s+string)?\\s*$`).test(before) || before.includes(",")) return null;
  return /^\s*["`]([^"`\\]*)["`]\s*(?:\/[/*].*)?$/.exec(value)?.[1] ?? null;
}
__name(initialValue, "initialValue");
function stampArguments(stamps) {
  return TOLD.filter(({ argument: argument2 }) => stamps.some((stamp) => stamp.argument === argument2)).map(
    ({ argument: argument2, fallback }) => `ARG ${argument2}=${fallback}`
  );
}
__name(stampArguments, "stampArguments");
function stampValues(dockerfile, known) {
  return TOLD.flatMap(({ argument: argument2, value }) => {
    const told = new RegExp(`^ARG ${argument2}=`, "m").test(dockerfile) ? value(known) : null;
    return told === null ? [] : [`${argument2}=${told}`];
  });
}
__name(stampValues, "stampValues");
function stampChoices(stamps, variables) {
  return TOLD.flatMap((told) => {
    const { what, argument: argument2, reason } = told;
    const set = stamps.filter((stamp) => stamp.argument === argument2);
    const rows = [...new Map(set.map((stamp) => [`${stamp.symbol} ${place(stamp.evidence)}`, stamp])).values()].map(
      ({ symbol, evidence: { file, line } }) => ({ what, choice: `-X ${symbol}`, reason, evidence: [{ file, line }] })
    );
    if (rows.length > 0) return rows;
    const open = elsewhere(told, variables);
    if (open.length < 2) return [];
    return [
      {
        ...{ what, choice: "not set", evidence: open.map(({ evidence: { file, line } }) => ({ file, line })).slice(0, 5) },
        reason: `nothing says which of ${open.map(symbolOf).slice(0, 5).join(", ")} is the ${what} of this build`
      }
    ];
  });
}
__name(stampChoices, "stampChoices");

// src/dockerfile/compile-stage.ts
var FETCH_ARGUMENTS = [
  ...["GOPROXY", "GOSUMDB", "GOPRIVATE", "GONOPROXY", "GONOSUMDB", "GOINSECURE", "GOFLAGS", "GOTOOLCHAIN"]
];
var COMPILE_ARGUMENTS = ["GOAMD64", "GOARM64", "GOEXPERIMENT", "GOFIPS140"];
var UPX = { apk: "upx", apt: "upx-ucl" };
function compileStage(project, module, settings) {
  const { builder, flags, buildArgs, programs, access } = settings;
  const given = new Set(buildArgs.map((arg) => arg.split("=")[0]));
  const fetching = FETCH_ARGUMENTS.filter((name) => given.has(name));
  const fixed = Object.entries({ GOAMD64: flags.amd64, GOFIPS140: flags.fips140 }).filter(([, value]) => value !== "");
  const compiling = COMPILE_ARGUMENTS.filter((name) => given.has(name) && !fixed.some(([known]) => known === name));
  const folder = posix4.join("/src", module.dir);
  const alone = project.workspace !== null && !project.workspace.uses.includes(module.dir);
  const sums = moduleFiles(alone ? { ...project, workspace: null } : project, module);
  const download = `${alone ? "GOWORK=off " : ""}go mod download`;
  const signingIn = access.environment.map((pair) => `${pair} \\`);
  const bound = sums.map((file) => {
    const how = file.endsWith(".work.sum") ? ",rw" : "";
    return `type=bind,source=${file},target=/src/${file}${how}`;
  });
  const { image, crossCompiles, cgo } = builder;
  const onTargetPlatform = `FROM ${image} AS build`;
  const from = crossCompiles ? `FROM --platform=$BUILDPLATFORM ${image} AS build` : onTargetPlatform;
  const platform = crossCompiles ? ["TARGETOS", "TARGETARCH", "TARGETVARIANT"] : [];
  const { manager } = builder;
  const packages = [...builder.packages, ...access.packages[manager], ...flags.upx ? [UPX[manager]] : []];
  const install = installLines(manager, packages);
  const stamping = stampArguments(programs.flatMap(({ stamps }) => stamps));
  const ofTarget = [
    ...alone ? ["GOWORK=off"] : [],
    `CGO_ENABLED=${cgo === null ? 0 : 1}`,
    ...fixed.map((pair) => pair.join("="))
  ].join(" ");
  const crossing = "GOOS=$TARGETOS GOARCH=$TARGETARCH GOARM=${TARGETVARIANT#v}";
  const forPlatform = crossCompiles ? `${ofTarget} ${crossing}` : ofTarget;
  const linking = /* @__PURE__ */ __name(({ stamps }) => [
    "-s",
    ...cgo?.static ? ["-linkmode external -extldflags -static"] : [],
    ...stamps.map(({ symbol, argument: argument2 }) => `-X ${symbol}=$${argument2}`),
    ...flags.ldflags === "" ? [] : [flags.ldflags]
  ].join(" "), "linking");
  const tags = [.../* @__PURE__ */ new Set([...builder.tags, ...flags.tags])];
  const selecting = [
    ...tags.length > 0 ? [`-tags=${tags.join(",")}`] : [],
    ...flags.gcflags === "" ? [] : [`-gcflags="${flags.gcflags}"`]
  ];
  const files = programs.map(({ name }) => `/out/${name}`).join(" ");
  const compile = [
    `${["go build -trimpath -buildvcs=false", ...selecting, ...linkFlags(programs, linking)].join(" ")} \\`,
    // The slash at the end is what makes go take several packages.
    `      -o ${programs.length > 1 ? "/out/" : files} ${programs.map((one) => one.package).join(" ")} \\`,
    ...flags.upx ? [`    && upx -q ${files} \\`] : [],
    // A fixed time makes the layer of an unchanged program the same bytes on every machine.
    `    && touch -d @0 ${files}`
  ];
  const run = /* @__PURE__ */ __name((mounts, environment, before = []) => {
    const [first, ...rest] = compile;
    return [...runLines(mounts, [...before, `${environment} \\`, first]), ...rest];
  }, "run");
  const sources = "type=bind,target=/src";
  const modules = "type=cache,id=gomod,target=/go/pkg/mod";
  const results = "type=cache,id=gobuild,target=/root/.cache/go-build";
  const downloadLayer = module.vendor ? [] : runLines([...access.mounts, ...bound], [...signingIn, download]);
  const downloadCopied = module.vendor ? [] : [
    ...sums.map((file) => `COPY ${file} ${posix4.dirname(file) === "." ? "./" : `${posix4.dirname(file)}/`}`),
    ...module.dir === "." ? [] : [`WORKDIR ${folder}`],
    `RUN ${download}`
  ];
  const { quality } = settings;
  const isTested = quality.checks.length > 0;
  const passed = isTested ? [passedMount] : [];
  const tests = /* @__PURE__ */ __name((style, download2 = []) => isTested ? qualityStage(style, {
    ...quality,
    ...{ folder, fetching, compiling, results, access, download: download2 },
    otherFolders: moduleDirsOf(chosenMains(project.decision)).filter((dir) => dir !== module.dir).map((dir) => posix4.join("/src", demandPlain(dir))),
    modules: module.vendor ? [] : [modules],
    environment: ofTarget,
    tags: [.../* @__PURE__ */ new Set([...quality.builder.tags, ...flags.tags])]
  }) : [], "tests");
  return {
    /**
     * One compile step that sees the sources through a bind mount and Go's caches through cache mounts. It has no download
     * step of its own: on a fresh builder the layer cache would restore that as done while its cache mount is empty.
     */
    mount: /* @__PURE__ */ __name(() => [
      ...tests("mount"),
      from,
      ...install,
      `WORKDIR ${folder}`,
      ...argLines([...platform, ...fetching, ...compiling]),
      ...stamping,
      ...run(
        [...access.mounts, sources, ...module.vendor ? [] : [modules], results, ...passed],
        forPlatform,
        signingIn
      )
    ], "mount"),
    /** Modules in a layer of their own, before all that is of one platform: a plain layer cache brings it back. */
    layer: /* @__PURE__ */ __name(() => [
      ...tests("layer", downloadLayer),
      from,
      ...install,
      `WORKDIR ${folder}`,
      ...argLines(fetching),
      ...downloadLayer,
      ...argLines([...platform, ...compiling]),
      ...stamping,
      ...run([sources, results, ...passed], forPlatform)
    ], "layer"),
    /** Without any mount, and on the platform that it is for: for kaniko and builders from before BuildKit. */
    portable: /* @__PURE__ */ __name(() => [
      ...tests("portable", downloadCopied),
      onTargetPlatform,
      ...install,
      "WORKDIR /src",
      ...argLines(fetching),
      ...downloadCopied,
      "COPY . /src",
      ...module.vendor && module.dir !== "." ? [`WORKDIR ${folder}`] : [],
      ...argLines(compiling),
      ...stamping,
      ...isTested ? [passedCopy] : [],
      ...run([], ofTarget)
    ], "portable")
  };
}
__name(compileStage, "compileStage");
function linkFlags(programs, linking) {
  const flags = programs.map(linking);
  const [same] = flags;
  if (flags.every((one) => one === same)) return [`-ldflags="${same}"`];
  return programs.map((program, index) => `-ldflags="${program.package}=${flags[index]}"`);
}
__name(linkFlags, "linkFlags");
function demandPlain(dir) {
  if (/^[\w./+~-]*$/.test(dir)) return dir;
  throw new UserError("main-path", `The folder "${dir}" has characters that a Dockerfile cannot carry safely.`);
}
__name(demandPlain, "demandPlain");
function moduleFiles({ workspace, modules }, module) {
  const main = [module.dir, ...workspace?.uses ?? []];
  const replaced = [...modules.filter(({ dir }) => main.includes(dir)), ...workspace ? [workspace] : []].flatMap(({ localReplaces }) => localReplaces).map(({ dir }) => dir);
  const dirs = [.../* @__PURE__ */ new Set([...main, ...replaced])].filter((dir) => !dir.startsWith(".."));
  return [
    ...workspace === null ? [] : [workspace.file, ...workspace.sum ? [`${workspace.file}.sum`] : []],
    ...dirs.map(demandPlain).flatMap((dir) => {
      const found = modules.find((one) => one.dir === dir);
      const files = found?.goSum === true ? ["go.mod", "go.sum"] : ["go.mod"];
      return files.map((file) => posix4.join(dir, file));
    })
  ];
}
__name(moduleFiles, "moduleFiles");

// src/dockerfile/fact-row.ts
function factRow(what, choice, reason, evidence) {
  return { what, choice, reason, evidence: evidence.slice(0, 3).map(({ file, line }) => ({ file, line })) };
}
__name(factRow, "factRow");

// src/dockerfile/ignore.ts
var NATIVE_SOURCES = [
  "s",
  "S",
  "sx",
  "h",
  "hh",
  "hpp",
  "hxx",
  "c",
  "cc",
  "cpp",
  "cxx",
  "m",
  "f",
  "F",
  "for",
  "f90",
  "syso"
];
function writeIgnoreFile(project, runtimeFiles = [], checks = []) {
  const vendored = project.workspace?.vendor ? ["vendor"] : project.modules.filter((module) => module.vendor).map((module) => inFolder(module.dir, "vendor"));
  const opened = runtimeFiles.filter(({ refused }) => refused === null);
  return `${[
    opened.length === 0 ? "# Everything stays out of the build context but what `go build` reads." : "# Everything stays out of the build context but what `go build` reads and what the program opens.",
    "*",
    "!**/*.go",
    "!**/go.mod",
    "!**/go.sum",
    ...project.workspace ? [`!${project.workspace.file}`, `!${project.workspace.file}.sum`] : [],
    ...NATIVE_SOURCES.map((extension) => `!**/*.${extension}`),
    // Libraries that #cgo lines name by ${SRCDIR}.
    ...project.cgo.needed ? ["!**/*.a"] : [],
    "!**/default.pgo",
    // With `/**`: BuildKit does not try a folder's own pattern on a folder that `*` has excluded already
    // (moby/patternmatcher, MatchesUsingParentResults), so that `!**/*.go` would bring its files back.
    ...checks.length > 0 ? ["!**/testdata/**"] : ["**/*_test.go", "**/testdata/**"],
    ...checks.flatMap(({ configuration = [] }) => configuration.map((pattern) => `!${pattern}`)),
    "**/node_modules/**",
    ...opened.flatMap(({ path, without }) => [`!${path}`, `!${path}/**`, ...without.map(literally)]),
    ...vendored.map((dir) => `!${dir}`),
    ...unique(project.embeds.flatMap(embedded2)),
    // Last, because an embedded `.` lets in everything; cmd/go embeds nothing of it, and every commit changes it.
    ".git/**"
  ].join("\n")}
`;
}
__name(writeIgnoreFile, "writeIgnoreFile");
function literally(path) {
  return path.replace(/[*?[\]\\]/g, "\\$&");
}
__name(literally, "literally");
function embedded2(embed) {
  return embed.patterns.flatMap((pattern) => {
    if (/[\r\n]/.test(pattern)) return [];
    const path = inFolder(embed.dir, pattern.replace(/^all:/, ""));
    return path === "." ? [`!${embed.dir === "." ? "**" : embed.dir}`] : [`!${path}`, `!${path}/**`];
  });
}
__name(embedded2, "embedded");
function inFolder(dir, name) {
  return dir === "." ? name : `${dir}/${name}`;
}
__name(inFolder, "inFolder");
function unique(lines) {
  return [...new Set(lines)];
}
__name(unique, "unique");

// src/dockerfile/left-to-you.ts
import { posix as posix5 } from "node:path";
var ANSWERS = {
  exec: programAnswer,
  health: healthAnswer,
  "pgo-elsewhere": /* @__PURE__ */ __name(({ says, subject }) => ({ choice: `${subject} is not used`, reason: says, remedy: "", advice: true }), "pgo-elsewhere")
};
var EVERYWHERE = /* @__PURE__ */ new Set([
  ...["sh", "awk", "basename", "cat", "chmod", "chown", "cp", "cut", "date", "df", "dirname", "du", "echo", "env"],
  ...["false", "find", "grep", "gzip", "head", "id", "ln", "ls", "mkdir", "mktemp", "mv"],
  ...["nproc", "printf", "pwd", "readlink", "rm", "rmdir", "sed", "sleep", "sort", "stat", "sync", "tail", "tar"],
  ...["tee", "test", "touch", "tr", "true", "uname", "uniq", "wc", "whoami", "xargs"]
]);
function programAnswer({ subject, certain }, { base: base2 }) {
  const name = subject.replace(/^(?:\/usr)?\/s?bin\//, "");
  if (base2.shell && EVERYWHERE.has(name)) return null;
  const starts = certain ? "the program starts it" : "the program may start it";
  const unknown = base2.packages !== void 0 || base2.libc === "unknown";
  return {
    choice: unknown ? `${subject} may not be in ${base2.reference}` : `${subject} is not in ${base2.reference}`,
    reason: starts,
    remedy: EVERYWHERE.has(name) ? "`base: alpine` has it." : "Let `base` name an image that has it; alpine and debian have a package manager to make one."
  };
}
__name(programAnswer, "programAnswer");
function healthAnswer({ subject, evidence: [at] }, { programs }) {
  const [only, ...others] = programs;
  const dir = posix5.dirname(at?.file ?? "");
  const program = programs.find(({ main }) => main.dir === dir) ?? (others.length === 0 ? only : void 0);
  const command = `["/${program?.name ?? "PROGRAM"}", ${JSON.stringify(subject)}]`;
  return {
    ...{ choice: "no HEALTHCHECK", advice: true },
    reason: `the program has "${subject}", but what it asks and how long that may take is for you to say`,
    remedy: `In a Dockerfile that you keep: HEALTHCHECK CMD ${command}. In Kubernetes, which does not read that line: livenessProbe: {exec: {command: ${command}}}.`
  };
}
__name(healthAnswer, "healthAnswer");
function answerTo(fact, ground) {
  const before = MADE_BEFORE[fact.kind];
  if (before === void 0) return ANSWERS[fact.kind]?.(fact, ground) ?? null;
  return { choice: `${fact.subject} is not ${before.made} here`, reason: fact.says, remedy: before.remedy };
}
__name(answerTo, "answerTo");
function leftToYou(facts, ground) {
  const left = { choices: [], warnings: [] };
  for (const fact of facts) {
    const answer = answerTo(fact, ground);
    if (answer === null) continue;
    const { choice, reason, remedy, advice = false } = answer;
    if (fact.certain && !advice)
      left.warnings.push(plain(`${choice}: ${reason} (${place(fact.evidence[0])}). ${remedy}`));
    else {
      const told = remedy === "" ? reason : `${reason.replace(/\.$/, "")}. ${remedy}`;
      left.choices.push(factRow(fact.kind, choice, told, fact.evidence));
    }
  }
  return left;
}
__name(leftToYou, "leftToYou");

// src/dockerfile/needs.ts
import { posix as posix6 } from "node:path";
var WORK_FOLDER = "/home/nonroot";
var GO_ZONES = "/usr/local/go/lib/time/zoneinfo.zip";
var ZONES = "/usr/share/zoneinfo.zip";
var NEEDS = [
  {
    kind: "zones",
    lacks: /* @__PURE__ */ __name((base2) => !base2.zones, "lacks"),
    commands: /* @__PURE__ */ __name(() => ["mkdir -p /files/usr/share", `cp ${GO_ZONES} /files${ZONES}`], "commands"),
    // https://pkg.go.dev/time#LoadLocation
    environment: `ZONEINFO=${ZONES}`,
    choice: ZONES,
    reason: "the program loads time zones, which the base does not have; it is the database of the Go release"
  },
  {
    kind: "users",
    // What nobody has described may have users of its own.
    lacks: /* @__PURE__ */ __name((base2) => !base2.users && base2.libc !== "unknown", "lacks"),
    commands: /* @__PURE__ */ __name(({ user }) => {
      const [uid, gid = uid] = user.split(":");
      return [
        `mkdir -p /files/etc /files${WORK_FOLDER}`,
        `chown ${user} /files${WORK_FOLDER}`,
        `echo 'nonroot:x:${uid}:${gid}:nonroot:${WORK_FOLDER}:/sbin/nologin' > /files/etc/passwd`,
        `echo 'nonroot:x:${gid}:' > /files/etc/group`
      ];
    }, "commands"),
    environment: null,
    choice: "/etc/passwd and /etc/group",
    reason: "the program looks up users, and the base has none; they have the one that it runs as"
  },
  {
    kind: "temp-folder",
    lacks: /* @__PURE__ */ __name((base2) => base2.reference === "scratch", "lacks"),
    commands: /* @__PURE__ */ __name(() => ["mkdir -p /files/tmp", "chmod 1777 /files/tmp"], "commands"),
    environment: null,
    choice: "/tmp",
    reason: "the program writes temporary files, and scratch has no folder for them"
  }
];
function furnish(facts, files, builder) {
  const { base: base2 } = builder;
  const needed = NEEDS.flatMap((need) => {
    const own = facts.filter(({ kind }) => kind === need.kind);
    return own.length > 0 && need.lacks(base2) ? [{ need, facts: own }] : [];
  });
  const copied = files.filter(({ refused }) => refused === null);
  const choices2 = [
    ...needed.map(
      ({ need: { kind, choice, reason }, facts: own }) => factRow(
        kind,
        choice,
        reason,
        own.flatMap((one) => one.evidence)
      )
    ),
    ...files.map(
      ({ path, opens, refused, evidence }) => refused === null ? factRow("runtime-file", posix6.join(WORK_FOLDER, opens), reasonOf(path, opens), evidence) : factRow("runtime-file", `${path} is not copied`, `the program opens it, and it ${refused}`, evidence)
    )
  ];
  if (needed.length === 0 && copied.length === 0) return { stage: [], copies: [], settings: [], choices: choices2 };
  const commands = [
    ...copied.length > 0 ? ["chmod -R a+rX /files", `chown ${base2.user} /files${WORK_FOLDER}`] : [],
    ...needed.flatMap(({ need }) => need.commands(base2)),
    "find /files -exec touch -h -d @0 {} +"
  ];
  return {
    stage: [
      "",
      `FROM ${builder.crossCompiles ? "--platform=$BUILDPLATFORM " : ""}${builder.image} AS files`,
      ...copied.map(({ path, opens }) => `COPY ${path} ${posix6.join("/files", WORK_FOLDER, opens)}`),
      `RUN ${[...new Set(commands)].join(" \\\n    && ")}`
    ],
    copies: ["COPY --from=files /files/ /"],
    settings: [
      ...needed.flatMap(({ need }) => need.environment === null ? [] : [`ENV ${need.environment}`]),
      ...copied.length > 0 ? [`WORKDIR ${WORK_FOLDER}`] : []
    ],
    choices: choices2
  };
}
__name(furnish, "furnish");
function reasonOf(path, opens) {
  const named = path === opens ? "it" : `${path}, as ${opens},`;
  return `the program opens ${named} in the folder that it is started in`;
}
__name(reasonOf, "reasonOf");

// src/dockerfile/private-advice.ts
var FORGES = {
  "github.com": {
    login: "x-access-token",
    keys: "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/githubs-ssh-key-fingerprints"
  },
  "gitlab.com": { login: "oauth2", keys: "https://docs.gitlab.com/user/gitlab_com/#ssh-known_hosts-entries" },
  "bitbucket.org": { login: "x-token-auth", keys: "https://bitbucket.org/site/ssh" }
};
var PAGE = "docs/private-modules.md";
function howToGive(missing) {
  switch (missing.kind) {
    case "portable":
      return `\`style: portable\` has no mounts, so that no step of it can have a secret: use \`style: mount\` or \`style: layer\` (${PAGE}).`;
    case "no host":
      return `The build is given \`ssh\`, and no host of a private module is known: name it in \`build-args\`, GOPRIVATE=git.example.com (${PAGE}).`;
    case "nothing given": {
      const { login } = forge(missing.host);
      const netrc = `netrc=machine ${missing.host} login ${login} password \${{ secrets.MODULES_TOKEN }}`;
      return [
        `Give the build a token, \`secrets: ${netrc}\`, or an SSH key,`,
        `\`ssh: default=PATH\` with \`secret-files: known_hosts=PATH\` (${PAGE}).`,
        "It needs neither when the modules are vendored, or come from a proxy that GOPROXY in `build-args` names."
      ].join(" ");
    }
  }
}
__name(howToGive, "howToGive");
function howToKnow(hosts) {
  const sources = hosts.map((host) => `${host}: ${forge(host).keys}`).join("; ");
  return [
    `The build is given \`ssh\` and no secret known_hosts, which the Dockerfile requires: another server could pass for ${hosts.join(", ")}.`,
    `Put the keys into a file and add \`secret-files: known_hosts=PATH\` (${sources}).`
  ].join(" ");
}
__name(howToKnow, "howToKnow");
function forge(host) {
  if (Object.hasOwn(FORGES, host)) return FORGES[host];
  return { login: "USER", keys: `\`ssh-keyscan ${host}\`, compared with what its administrators say` };
}
__name(forge, "forge");

// src/dockerfile/private-modules.ts
var NETRC = "type=secret,id=netrc,target=/root/.netrc,required";
var KNOWN_HOSTS = "type=secret,id=known_hosts,target=/root/.ssh/known_hosts,required";
var NO_ACCESS = { mounts: [], environment: [], packages: { apk: [], apt: [] } };
var MODULE_PATH = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[\w.~-]+)*$/i;
function privateModules(facts, options) {
  const { style, vendored, given, buildArgs } = options;
  const modules = facts.filter(({ kind, subject }) => kind === "private-module" && MODULE_PATH.test(subject)).sort((one, other) => Number(other.certain) - Number(one.certain));
  const [first] = modules;
  const hosts = hostsOf(modules, argument(buildArgs, "GOPRIVATE") ?? "");
  const netrc = given.secrets.includes("netrc");
  const isGiven = netrc || given.ssh.length > 0;
  const proxied = namesProxy(argument(buildArgs, "GOPROXY") ?? "");
  const left = /* @__PURE__ */ __name((missing) => ({ access: NO_ACCESS, ...leftOver(modules, missing) }), "left");
  if (vendored || !isGiven && (proxied || first === void 0)) return { access: NO_ACCESS, choices: [], warnings: [] };
  if (style === "portable") return left({ kind: "portable", isGiven });
  if (!isGiven) return left({ kind: "nothing given", host: hostOf(first.subject) });
  if (!netrc && hosts.length === 0) return left({ kind: "no host" });
  return signIn({ modules, hosts, netrc, proxied, given, buildArgs });
}
__name(privateModules, "privateModules");
function signIn({ modules, hosts, netrc, proxied, given, buildArgs }) {
  const ssh = given.ssh.length > 0 && hosts.length > 0;
  const byGit = ssh || !proxied;
  const patterns = privatePatterns(modules, byGit, buildArgs);
  const packages = [...byGit ? ["git"] : [], ...ssh ? ["openssh-client"] : []];
  const how = [...patterns, ...byGit ? ["git is installed where the builder has none"] : []];
  return {
    access: {
      mounts: [...netrc ? [NETRC] : [], ...ssh ? [sshMount(given.ssh), KNOWN_HOSTS] : []],
      environment: [...patterns, ...ssh ? gitBySsh(hosts) : []],
      packages: { apk: packages, apt: [] }
    },
    choices: [
      ...netrc && !ssh ? [netrcChoice(modules, how)] : [],
      ...netrc && ssh ? [netrcChoice([], ["git takes SSH for the hosts of private modules"])] : [],
      ...ssh ? [sshChoice(modules, hosts, how)] : []
    ],
    warnings: [
      ...ssh && !given.secrets.includes("known_hosts") ? [howToKnow(hosts)] : [],
      ...given.ssh.length > 0 && !ssh ? [howToGive({ kind: "no host" })] : []
    ]
  };
}
__name(signIn, "signIn");
function argument(buildArgs, name) {
  const found = buildArgs.findLast((one) => one.startsWith(`${name}=`));
  return found === void 0 ? null : found.slice(name.length + 1);
}
__name(argument, "argument");
function namesProxy(value) {
  return value.split(/[,|]/).map((one) => one.trim().replace(/\/$/, "")).some((one) => !["", "direct", "off", "https://proxy.golang.org"].includes(one));
}
__name(namesProxy, "namesProxy");
function hostsOf(modules, goPrivate) {
  const paths = [...modules.map(({ subject }) => subject), ...goPrivate.split(",").map((one) => one.trim())];
  return [...new Set(paths.map(hostOf).filter((host) => MODULE_PATH.test(host)))].sort();
}
__name(hostsOf, "hostsOf");
function hostOf(path) {
  return path.split("/")[0];
}
__name(hostOf, "hostOf");
function privatePatterns(modules, byGit, buildArgs) {
  const name = byGit ? "GOPRIVATE" : "GONOSUMDB";
  const isSet = ["GOPRIVATE", name].some((one) => buildArgs.some((arg) => arg.split("=")[0] === one));
  const paths = [...new Set(modules.map(({ subject }) => subject))].sort();
  const patterns = paths.filter((path) => !paths.some((other) => path.startsWith(`${other}/`)));
  return isSet || patterns.length === 0 ? [] : [`${name}=${patterns.join(",")}`];
}
__name(privatePatterns, "privatePatterns");
function gitBySsh(hosts) {
  return [
    `GIT_CONFIG_COUNT=${hosts.length}`,
    ...hosts.flatMap((host, index) => [
      `GIT_CONFIG_KEY_${index}=url.ssh://git@${host}/.insteadOf`,
      `GIT_CONFIG_VALUE_${index}=https://${host}/`
    ])
  ];
}
__name(gitBySsh, "gitBySsh");
function sshMount(ids) {
  const id = ids.includes("default") ? void 0 : ids.find((one) => /^[\w.-]+$/.test(one));
  return id === void 0 ? "type=ssh,required" : `type=ssh,id=${id},required`;
}
__name(sshMount, "sshMount");
function netrcChoice(modules, how) {
  const reason = [
    "the build is given it, and the steps that may fetch modules have it as /root/.netrc",
    ...how,
    "elsewhere: docker buildx build --secret id=netrc,src=$HOME/.netrc"
  ].join("; ");
  return row("secret netrc", reason, modules);
}
__name(netrcChoice, "netrcChoice");
function sshChoice(modules, hosts, how) {
  const reason = [
    `the build is given \`ssh\`, and git takes it instead of HTTPS for ${hosts.join(", ")}`,
    ...how,
    "elsewhere: docker buildx build --ssh default --secret id=known_hosts,src=$HOME/.ssh/known_hosts"
  ].join("; ");
  return row("ssh and secret known_hosts", reason, modules);
}
__name(sshChoice, "sshChoice");
function row(choice, reason, modules) {
  const evidence = modules.flatMap(({ evidence: evidence2 }) => evidence2);
  return factRow("private-module", choice, reason, evidence);
}
__name(row, "row");
function leftOver(modules, missing) {
  const [first] = modules;
  const remedy = howToGive(missing);
  if (first === void 0) return { choices: [], warnings: [remedy] };
  const more = modules.length > 1 ? ` and ${modules.length - 1} more` : "";
  const choice = `${first.subject}${more} ${more === "" ? "is" : "are"} fetched without a secret`;
  if (first.certain || missing.kind === "portable" && missing.isGiven)
    return {
      choices: [],
      warnings: [plain(`${choice}: ${first.says.replace(/\.$/, "")} (${place(first.evidence[0])}). ${remedy}`)]
    };
  return { choices: [row(choice, `${first.says} ${remedy}`, modules)], warnings: [] };
}
__name(leftOver, "leftOver");

// src/dockerfile/programs.ts
import { posix as posix7 } from "node:path";
function programsOf(project) {
  const [first, ...others] = chosenMains(project.decision);
  if (first === void 0) throw new Error(`no main package was chosen: ${project.decision.kind}`);
  const { moduleDir } = first;
  const program = /* @__PURE__ */ __name((main) => {
    const name = programName(main);
    const stamps = stampsOf(main, project.linkVariables);
    return { main, name, package: packageArgument(main, moduleDir), target: targetName(name), stamps };
  }, "program");
  const programs = [program(first), ...others.map(program)];
  demandDistinct(programs);
  const modules = project.modules.filter(({ dir }) => programs.some(({ main }) => main.moduleDir === dir));
  return {
    programs,
    module: modules.find(({ dir }) => dir === moduleDir),
    release: newestRelease(modules, project.workspace)
  };
}
__name(programsOf, "programsOf");
function programName(main) {
  const name = programOf(main);
  if (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) return name;
  throw new UserError(
    "main-name",
    `The package ${main.importPath} ends in "${name}", which cannot name a program file.`
  );
}
__name(programName, "programName");
function packageArgument(main, moduleDir) {
  const path = posix7.relative(moduleDir, main.dir);
  demandPlain(moduleDir);
  demandPlain(path);
  if (path.startsWith("../")) return path;
  return path === "" ? "." : `./${path}`;
}
__name(packageArgument, "packageArgument");
var TAKEN = /* @__PURE__ */ new Set(["build", "files", "test", "base", "scratch", "context"]);
function targetName(name) {
  const lower = name.toLowerCase();
  return /^[a-z]/.test(lower) && !TAKEN.has(lower) ? lower : `app-${lower}`;
}
__name(targetName, "targetName");
function demandDistinct(programs) {
  for (const [index, { main, target }] of programs.entries()) {
    const other = programs.slice(0, index).find((one2) => one2.target === target);
    if (other === void 0) continue;
    const [one, two] = [other.main.dir, main.dir].map((dir) => dir === "." ? "." : `./${dir}`);
    throw new UserError(
      "main-name",
      `The input main names ${one} and ${two}, and both programs would be called ${target}. Use a step for each.`
    );
  }
}
__name(demandDistinct, "demandDistinct");
function imageStages([first, ...others], {
  from,
  prepare,
  user,
  settings
}) {
  const copy = /* @__PURE__ */ __name(({ name }) => `COPY --from=build /out/${name} /${name}`, "copy");
  const expose = /* @__PURE__ */ __name((ports) => ports.length > 0 ? [`EXPOSE ${[...new Set(ports)].join(" ")}`] : [], "expose");
  const start = /* @__PURE__ */ __name(({ name }) => `ENTRYPOINT ["/${name}"]`, "start");
  if (others.length === 0)
    return [
      ...[`FROM ${from}`, ...prepare, copy(first), `USER ${user}`, ...settings],
      ...[...expose(portsOf(first)), start(first)]
    ];
  const programs = [first, ...others];
  return [
    ...[`FROM ${from} AS base`, ...prepare, `USER ${user}`, ...settings],
    ...programs.flatMap((program) => [
      ...["", `FROM base AS ${program.target}`, copy(program)],
      ...[...expose(portsOf(program)), start(program)]
    ]),
    // A layer for each, so that a program that did not change is not sent again.
    ...["", "FROM base", ...programs.map(copy), ...expose(programs.flatMap(portsOf)), start(first)]
  ];
}
__name(imageStages, "imageStages");
function portsOf({ main }) {
  return main.ports.slice(0, 1).map(({ port }) => port);
}
__name(portsOf, "portsOf");
function programChoices(programs) {
  const [first, ...others] = programs;
  const at = /* @__PURE__ */ __name(({ evidence: { file, line } }) => ({ file, line }), "at");
  const ports = programs.flatMap(
    ({ main, name }) => main.ports.slice(0, 1).map((port) => ({
      ...{ what: "port", choice: `${port.port}`, evidence: [at(port)] },
      reason: others.length === 0 ? "the program listens there" : `${name} listens there`
    }))
  );
  if (others.length === 0) return ports;
  const targets = programs.map(({ target }) => target).join(", ");
  return [
    {
      ...{ what: "targets", choice: targets, evidence: programs.map(({ main }) => at(main)) },
      reason: "the input `target` takes one of them; without it, the image has all programs"
    },
    {
      ...{ what: "entrypoint", choice: `/${first.name}`, evidence: [] },
      reason: "the first program that the input `main` names; `--entrypoint` starts another one"
    },
    ...ports
  ];
}
__name(programChoices, "programChoices");

// src/dockerfile/write.ts
function writeDockerfile(project, options) {
  const { programs, module, release } = programsOf(project);
  const { style = "mount", goFlags = NO_FLAGS, runtimeFiles = [], checks = [] } = options;
  const bases = options.bases ?? FINAL_BASES;
  const builder = chooseBuilder(project, release.tag, finalBase(options.base, bases), bases);
  const { base: base2 } = builder;
  const certificates = "COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/";
  const { stage, copies, settings, choices: needs2 } = furnish(project.facts, runtimeFiles, builder);
  const left = leftToYou(project.facts, { base: base2, programs });
  const { buildArgs, given = { secrets: [], ssh: [] } } = options;
  const { access, ...fetched } = privateModules(project.facts, { style, vendored: module.vendor, given, buildArgs });
  const quality = { checks, builder: qualityBuilder(checks, project, release.tag, builder) };
  const settingsOfStage = { builder, flags: goFlags, buildArgs, programs, access, quality };
  const dockerfile = [
    ...compileStage(project, module, settingsOfStage)[style](),
    ...stage,
    "",
    ...imageStages(programs, {
      from: base2.reference,
      prepare: [...installLines("apt", builder.basePackages), ...base2.certificates ? [] : [certificates], ...copies],
      ...{ user: base2.user, settings }
    }),
    ""
  ].join("\n");
  const rows = [
    ...choices(project, programs, builder, release, style),
    ...[
      ...needs2,
      ...fetched.choices,
      ...left.choices,
      ...flagChoices(goFlags),
      ...qualityChoices(checks, quality.builder, moduleDirsOf(chosenMains(project.decision)))
    ]
  ];
  const images = { builder: builder.image, test: quality.builder.image, base: base2.reference };
  const ignore = writeIgnoreFile(project, runtimeFiles, checks);
  const warnings = [...ended(builder, quality.builder, options.today), ...fetched.warnings, ...left.warnings];
  return { dockerfile, ignore, choices: rows, warnings, images, release: release.newest };
}
__name(writeDockerfile, "writeDockerfile");
function ended({ base: base2, image, variant }, test, today) {
  if (today === void 0) return [];
  const builders = [{ image, variant }, ...test.image === image ? [] : [test]];
  return endedWarnings([base2, ...builders.map((one) => ({ reference: one.image, ...BUILDER_IMAGES[one.variant] }))], today);
}
__name(ended, "ended");
var STYLE_REASONS = {
  layer: "modules are in a layer, which plain layer caches keep",
  portable: "no mounts, for builders that are not BuildKit"
};
function choices(project, programs, builder, release, style) {
  const at = /* @__PURE__ */ __name((evidence) => evidence ? [{ file: evidence.file, line: evidence.line }] : [], "at");
  const { image, base: base2, cgo } = builder;
  const onlyGo = 'no package of the program imports "C" for linux';
  return [
    {
      ...{ what: "builder", choice: image, evidence: at(release.evidence) },
      reason: builder.reason === "" ? release.reason : `${release.reason}; ${builder.reason}`
    },
    ...style === "mount" ? [] : [{ what: "style", choice: style, reason: STYLE_REASONS[style], evidence: [] }],
    cgo === null ? { what: "cgo", choice: "off", reason: onlyGo, evidence: [] } : factRow("cgo", "on", cgo.reason, project.cgo.evidence),
    { what: "base", choice: base2.reference, reason: base2.reason, evidence: [] },
    ...base2.certificates ? [] : certificateChoice(project),
    { what: "user", choice: base2.user, reason: "numeric and not root, as Kubernetes wants it", evidence: [] },
    ...stampChoices(
      programs.flatMap(({ stamps }) => stamps),
      project.linkVariables
    ),
    ...programChoices(programs),
    ...project.pgo.map((choice) => ({ what: "pgo", choice, reason: "Go uses the profile beside main", evidence: [] }))
  ];
}
__name(choices, "choices");
function certificateChoice({ facts }) {
  const choice = "/etc/ssl/certs/ca-certificates.crt";
  const reason = "the program opens TLS connections, and the base has no CA certificates; they are those of the builder";
  return facts.filter(({ kind }) => kind === "certificates").map(({ evidence }) => factRow("certificates", choice, reason, evidence));
}
__name(certificateChoice, "certificateChoice");

// src/dockerfile/from-checkout.ts
function writeFromCheckout(root, project, options, replaceIgnore = false) {
  const text = replaceIgnore ? null : readInside(root, IGNORE_FILE);
  const own = text === null ? null : readIgnoreFile(text);
  const hides = /* @__PURE__ */ __name((path) => {
    const by = own?.(path) ?? null;
    return by === null ? null : `${IGNORE_FILE}:${by.line} "${by.text}"`;
  }, "hides");
  const runtimeFiles = readRuntimeFiles(root, project.facts, own === null ? null : hides);
  const written = writeDockerfile(project, { ...options, runtimeFiles });
  const row2 = {
    what: "ignore file",
    choice: own === null ? "an allow-list" : `${IGNORE_FILE} of the repository`,
    reason: describeKeptOut(measureKeptOut(root, own ?? readIgnoreFile(written.ignore))),
    evidence: own === null ? [] : [{ file: IGNORE_FILE, line: 1 }]
  };
  const hidden = own === null ? [] : hiddenNeeds(project, checkoutFiles(root), own);
  return {
    ...written,
    choices: [...written.choices, row2],
    warnings: [...hidden, ...written.warnings],
    ownIgnore: own !== null
  };
}
__name(writeFromCheckout, "writeFromCheckout");

export {
  readSecrets,
  givenIds,
  presentFiles,
  planSecrets,
  writeSecrets,
  gitTokenSecret,
  QUALITY_STAGE,
  goingTo,
  stampValues,
  readBases,
  writeFromCheckout
};
