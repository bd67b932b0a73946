import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  about,
  baseline,
  budget,
  budgetChange,
  build,
  bytes as bytes2,
  cache,
  code,
  decision,
  dockerfile,
  joined,
  ledger,
  lineNumber,
  list,
  maybeBytes,
  maybeString,
  md,
  place,
  signedBytes,
  span,
  string as string2,
  text,
  time,
  whole
} from "./chunk-AU4MNPSW.js";
import {
  nameOf
} from "./chunk-XB74SI2F.js";
import {
  SECRET_NAME
} from "./chunk-AKOVMDGN.js";
import {
  NOISE_BYTES,
  array,
  boolean,
  bytes,
  check,
  count,
  delta,
  description,
  exactOptional,
  getDotPath,
  literal,
  maxLength,
  minValue,
  nullable,
  number,
  object,
  omit,
  optional,
  picklist,
  pipe,
  record,
  safeInteger,
  safeParse,
  string
} from "./chunk-JKRFVU7G.js";
import {
  UserError,
  __name,
  plain,
  shortened,
  shortenedInside
} from "./chunk-L77EYN5P.js";

// src/size/budget.ts
var PARTS = {
  download: {
    weigh: /* @__PURE__ */ __name((facts2) => facts2.downloadBytes, "weigh"),
    has: /* @__PURE__ */ __name((figure2) => `downloads ${figure2}`, "has"),
    grew: /* @__PURE__ */ __name((figure2) => `grew by ${figure2}`, "grew")
  },
  disk: {
    weigh: /* @__PURE__ */ __name((facts2) => facts2.diskBytes, "weigh"),
    has: /* @__PURE__ */ __name((figure2) => `has ${figure2} on disk`, "has"),
    grew: /* @__PURE__ */ __name((figure2) => `grew by ${figure2} on disk`, "grew")
  },
  binary: {
    weigh: programBytes,
    has: /* @__PURE__ */ __name((figure2) => `has Go programs of ${figure2}`, "has"),
    grew: /* @__PURE__ */ __name((figure2) => `has Go programs that grew by ${figure2}`, "grew")
  },
  own: {
    weigh: ownBytes,
    has: /* @__PURE__ */ __name((figure2) => `downloads ${figure2} of own layers`, "has"),
    grew: /* @__PURE__ */ __name((figure2) => `has own layers that grew by ${figure2}`, "grew")
  }
};
function programBytes({ contents: contents2 }) {
  if (contents2 === null || contents2.programs.length === 0) return null;
  return contents2.programs.reduce((sum, program2) => sum + program2.bytes, 0);
}
__name(programBytes, "programBytes");
function ownBytes({ layers }) {
  const blobs = new Map(layers.filter(({ part: part2 }) => part2 === "own").map((layer2) => [layer2.digest, layer2.downloadBytes]));
  return [...blobs.values()].reduce((sum, size2) => sum + size2, 0);
}
__name(ownBytes, "ownBytes");
function judge(budgets, before2, after2) {
  const names = after2.platforms.map(({ platform: platform2 }) => platform2);
  const nowhere = budgets.filter(({ platform: platform2 }) => platform2 !== null && !names.includes(platform2)).map((budget2) => `${quoted(budget2)} is for a platform that the image does not have; it has ${names.join(", ")}.`);
  const results = after2.platforms.flatMap((facts2) => {
    const older = before2?.platforms.find(({ platform: platform2 }) => platform2 === facts2.platform) ?? null;
    return budgetsFor(budgets, facts2.platform).map((budget2) => judgeOne(budget2, older, facts2));
  });
  return {
    verdicts: results.filter((result) => result !== null && typeof result === "object"),
    unjudged: [...nowhere, ...results.filter((result) => typeof result === "string")]
  };
}
__name(judge, "judge");
function budgetsFor(budgets, platform2) {
  const named = budgets.filter((budget2) => budget2.platform === platform2);
  const others = budgets.filter(
    ({ platform: of, input, part: part2 }) => of === null && !named.some((each) => each.input === input && each.part === part2)
  );
  return budgets.filter((budget2) => named.includes(budget2) || others.includes(budget2));
}
__name(budgetsFor, "budgetsFor");
function judgeOne(budget2, before2, after2) {
  const { input, part: part2, limit, written, file: file2 } = budget2;
  const { weigh } = PARTS[part2];
  const { platform: platform2 } = after2;
  const now = weigh(after2);
  if (now === null) {
    const why = after2.contents === null ? "the files of the image were not read" : "the image has no Go program";
    return `${quoted(budget2)} cannot be judged on ${platform2}: ${why}.`;
  }
  const verdict = /* @__PURE__ */ __name((actual, limit2, ok) => ({
    ...{ input, platform: platform2, part: part2, ok, actual, limit: limit2, written, file: file2, override: null }
  }), "verdict");
  if (input === "size-budget") {
    const allowed2 = "bytes" in limit ? limit.bytes : 0;
    return verdict(now, allowed2, now <= allowed2);
  }
  if (before2 === null) return null;
  const then = weigh(before2);
  if (then === null) return `${quoted(budget2)} cannot be judged on ${platform2}: the baseline does not say what it had.`;
  const allowed = "bytes" in limit ? limit.bytes : Math.floor(then * limit.percent / 100);
  return verdict(now - then, allowed, now - then <= Math.max(allowed, NOISE_BYTES));
}
__name(judgeOne, "judgeOne");
function quoted(budget2) {
  return `The ${budget2.input} \`${nameOf(budget2)} ${budget2.written}\`${budget2.file === null ? "" : ` of ${budget2.file}`}`;
}
__name(quoted, "quoted");
function overruns(verdicts) {
  return verdicts.filter(({ ok, override }) => !ok && override === null);
}
__name(overruns, "overruns");
var NAMED = 3;
function describeOverrun(verdicts, diff2, label) {
  const broken = overruns(verdicts);
  if (broken.length === 0) return null;
  const lines = broken.map(({ input, platform: platform2, part: part2, actual, limit, written, file: file2 }) => {
    const { has, grew } = PARTS[part2];
    const excess = `${bytes(actual - limit)} over \`${input}\` ${written}${file2 === null ? "" : ` of ${file2}`}`;
    return `${platform2} ${(input === "size-budget" ? has : grew)(bytes(actual))}, ${excess}`;
  });
  const grown = grownMost(diff2, broken[0].platform);
  const mostly = grown === "" ? "The report shows the layers that grew" : `What grew most: ${grown}`;
  const pass = !label ? "" : `, or label the pull request ${label}`;
  return `The image is too large: ${lines.join("; ")}. ${mostly}; raise the budget if that is meant${pass}.`;
}
__name(describeOverrun, "describeOverrun");
function grownMost(diff2, platform2) {
  const causes = diff2?.platforms.find((each) => each.platform === platform2)?.causes ?? [];
  return causes.filter((cause2) => cause2.bytes > NOISE_BYTES && cause2.kind !== "rest").slice(0, NAMED).map(({ kind, subject, bytes: more }) => `${nameOfCause(kind, subject)} ${delta(more)}`).join(", ");
}
__name(grownMost, "grownMost");
function nameOfCause(kind, subject) {
  return subject === "" ? kind.replaceAll("-", " ") : shortened(plain(subject), 80);
}
__name(nameOfCause, "nameOfCause");

// src/size/history.ts
var text2 = pipe(string(), maxLength(500));
var bytes3 = pipe(number(), safeInteger(), minValue(0));
var time2 = pipe(
  text2,
  check((value) => /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value)), "Expected an RFC 3339 time")
);
var platform = object({
  platform: pipe(text2, description("`linux/amd64`.")),
  download: pipe(bytes3, description("Compressed, in bytes.")),
  disk: pipe(bytes3, description("Uncompressed, in bytes.")),
  binary: pipe(nullable(bytes3), description("Of the Go programs, in bytes; null where none was found."))
});
var BuildPoint = object({
  commit: pipe(nullable(text2), description("That was built; null where it is not known.")),
  created: pipe(time2, description("When, in UTC.")),
  platforms: pipe(array(platform), maxLength(50), description("Of the image."))
});
var MOST_POINTS = 50;
var History = pipe(array(BuildPoint), maxLength(MOST_POINTS));
function withBuild(history, commit, created, facts2) {
  const point = {
    ...{ commit, created },
    platforms: facts2.platforms.slice(0, 50).map((platform2) => ({
      platform: platform2.platform,
      download: platform2.downloadBytes,
      disk: platform2.diskBytes,
      binary: programBytes(platform2)
    }))
  };
  const figures = JSON.stringify(point.platforms);
  const isAgain = /* @__PURE__ */ __name((each) => each.commit === commit && JSON.stringify(each.platforms) === figures, "isAgain");
  const others = history.filter((each) => commit === null || !isAgain(each));
  return [...others, point].slice(-MOST_POINTS);
}
__name(withBuild, "withBuild");

// src/image/facts.ts
var MAX_FILES = 5e4;

// src/report/schema/image.ts
var part = picklist(["base", "own"]);
var layer = object({
  digest: about("Digest of the blob as a registry stores it, compressed: `sha256:\u2026`.", string2),
  diffId: about("Digest of the uncompressed tar (OCI image-spec config.md, `rootfs.diff_ids`).", string2),
  mediaType: about("As in the manifest.", string2),
  downloadBytes: about("Compressed size in bytes, from the manifest.", bytes2),
  diskBytes: about("Uncompressed size of the tar in bytes.", bytes2),
  createdBy: about("As the image's history has it, at most 1000 characters.", string2),
  instruction: about("The same for people: the instruction of the Dockerfile on one line.", string2),
  line: about(
    "Line of the Dockerfile that made it; null for the base image, or when it cannot be told.",
    nullable(lineNumber)
  ),
  part: about("`base`: from the base image. `own`: made by this Dockerfile.", part),
  foreign: exactOptional(
    about("A layer that a registry need not have, and that was not there: `diskBytes` is 0.", literal(true))
  )
});
var moduleVersion = object({
  path: about("Module path.", string2),
  version: about("As the build list has it: `v1.2.3`, a pseudo-version, `(devel)`.", string2),
  sum: about("The `h1:` of go.sum; null where the program has none.", maybeString)
});
var goModule = object({
  ...moduleVersion.entries,
  replacedBy: about("What a replace directive put in its place; null without one.", nullable(moduleVersion))
});
var section = object({
  name: about("As the ELF file has it; empty for what is in no section.", string2),
  bytes: about("Of the file, in bytes.", bytes2),
  kind: about(
    "`code`: machine code. `functions`: the function table. `types`: type descriptors. `constants`: strings, embedded files, other read-only data. `data`: variables. `debug`: DWARF. `symbols`: names for tools.",
    picklist(["code", "functions", "types", "constants", "data", "debug", "symbols", "other"])
  )
});
var goPackage = object({
  path: about("Import path; `main` is the main package, empty are functions that have none.", string2),
  module: about("Module path, `std` for the standard library; null where the build list has none for it.", maybeString),
  codeBytes: about("Machine code in bytes, as `go tool nm -size` counts.", bytes2),
  tableBytes: about("Its own part of the function table, in bytes.", bytes2),
  functions: about("Number of its functions.", whole)
});
var linking = object({
  mode: about(
    "Who linked it: the go command's own linker or that of the C compiler.",
    picklist(["internal", "external"])
  ),
  pie: about("Position-independent.", boolean()),
  libraries: about("Shared libraries that it needs (DT_NEEDED); empty for a static one.", list(string2)),
  symbols: about("Has a symbol table; `-s` leaves it out.", boolean()),
  debug: about("Has DWARF; `-w` leaves it out.", boolean())
});
var layerIndex = about("Index into `layers`, from 0.", whole);
var path = about("In the image, without a slash at the start.", string2);
var program = object({
  path,
  layer: layerIndex,
  bytes: about("Of the file.", bytes2),
  goRelease: about("`go1.27.3`.", string2),
  mainPackage: about("Import path of the main package.", string2),
  mainModule: about("The module of the main package; null where the program does not say.", nullable(goModule)),
  modules: about("Dependencies, in the order of the build information.", list(goModule)),
  settings: about(
    "Build settings: `-ldflags`, `CGO_ENABLED`, `vcs.revision`.",
    list(object({ key: about("Name of the setting.", string2), value: about("Its value.", string2) }))
  ),
  packed: about(
    "`upx` where the program is packed: nothing but its size is known then. Else null.",
    nullable(literal("upx"))
  ),
  linking: about("How it was linked.", linking),
  sections: about("What the file is made of, in its order. Sums to `bytes`.", list(section)),
  packages: about("By the function table, the largest first.", list(goPackage)),
  embedded: about(
    "Files of go:embed, found by their hash.",
    list(object({ path: about("As the source names it.", string2), bytes: about("Of its content.", bytes2) }))
  ),
  unread: about("What could not be read, as sentences.", list(string2))
});
var layerPrograms = list(omit(program, ["layer"]));
var file = object({
  path,
  bytes: about("Of its content; 0 for links and devices.", bytes2),
  layer: layerIndex,
  kind: exactOptional(about("Left out for a regular file.", picklist(["symlink", "hardlink", "device", "fifo"]))),
  target: exactOptional(about("Where a link leads.", string2)),
  mode: exactOptional(about("Permission bits with setuid, setgid and sticky; left out for 0644.", whole)),
  crc: exactOptional(
    about("CRC-32 of the content in 8 hexadecimal digits: tells changed from same, and is no proof.", string2)
  )
});
var contents = object({
  files: about(
    "Files as a container sees them, without folders, sorted by path.",
    pipe(array(file), maxLength(MAX_FILES))
  ),
  leftOut: about(
    `The smallest files of more than ${MAX_FILES}.`,
    object({ files: about("How many.", whole), bytes: about("Of all of them.", bytes2) })
  ),
  wastedBytes: about("Bytes of files that a later layer replaces or removes.", bytes2),
  wasted: about(
    "The largest of these first, at most 100.",
    list(
      object({
        path,
        bytes: about("Of all its earlier contents.", bytes2),
        layers: about("Indexes into `layers`.", list(whole))
      })
    )
  ),
  setuid: about(
    "Files that run as another user or group, at most 100.",
    list(object({ path, mode: about("Permission bits.", whole), layer: layerIndex }))
  ),
  secrets: about(
    "Files whose names look like keys or passwords, at most 100.",
    list(
      object({
        path,
        what: about("What it looks like: `private key`.", string2),
        layer: layerIndex,
        removed: about("A later layer removes it; it is still in the image.", boolean())
      })
    )
  ),
  programs: about("Programs that the go command built.", list(program))
});
var settings = object({
  user: about("Empty for root.", string2),
  entrypoint: about("Words of the command.", list(string2)),
  command: about("Words of the command.", list(string2)),
  workingDirectory: about("Empty where it is not set.", string2),
  ports: about("`8080/tcp`.", list(string2)),
  created: about("RFC 3339; null where it is not given.", maybeString),
  labels: about("By their names.", record(string2, string2)),
  environment: about("`NAME=value`; a value that looks secret is `(not shown)`.", list(string2))
});
var base = object({
  name: about("As the Dockerfile or an annotation has it.", string2),
  digest: about("Of its index or manifest; null where nothing tells.", maybeString)
});
var facts = object({
  schema: about("Version of this part.", literal(1)),
  source: about("Where it was read from: `this build`, `oci:DIR`, a reference.", string2),
  platforms: about(
    "One for each platform; attestations are none.",
    list(
      object({
        platform: about("`linux/amd64`, `linux/arm/v7`.", string2),
        manifestDigest: about("Empty in an archive by a Docker older than 25, which has no manifest.", string2),
        configDigest: about("Of the image's configuration.", string2),
        downloadBytes: about("Sum over different compressed layers, in bytes.", bytes2),
        diskBytes: about("Sum over all uncompressed layers, in bytes.", bytes2),
        compression: about("`gzip`, `zstd`, `none` or `mixed`.", string2),
        layers: about("Base first.", list(layer)),
        base: optional(
          about("The image that this one stands on; null where nothing says so.", nullable(base)),
          null
        ),
        settings: optional(
          about(
            "What the image's configuration says about running it; null where it was not read.",
            nullable(settings)
          ),
          null
        ),
        provenance: optional(
          about(
            "Whether SLSA provenance by BuildKit is beside the image; null where that cannot be told.",
            nullable(boolean())
          ),
          null
        ),
        contents: optional(about("Files and programs; null where only sizes were read.", nullable(contents)), null)
      })
    )
  )
});

// src/report/schema/diff.ts
var size = object({
  download: about("Compressed, in bytes.", bytes2),
  disk: about("Uncompressed, in bytes.", bytes2)
});
var before = about("In the older image; null where it is not there.", nullable(size));
var after = about("In the newer image; null where it is not there.", nullable(size));
var twoSided = {
  before: about("Bytes in the older image; null where it is not there.", maybeBytes),
  after: about("Bytes in the newer image; null where it is not there.", maybeBytes)
};
var layerChange = object({
  kind: about(
    "`moved`: the same content at another place. `rebased`: the same files on other layers below.",
    picklist(["same", "changed", "added", "removed", "moved", "rebased"])
  ),
  part: about("From the base image, or made by this Dockerfile.", part),
  instruction: about("The instruction of the Dockerfile on one line.", string2),
  line: about("In the newer image's Dockerfile; null when it is not known.", nullable(lineNumber)),
  ...{ before, after }
});
var fileGroup = object({
  count: about("Of all of them.", whole),
  bytes: about("Of content: what was added, what was removed (positive), or the difference.", signedBytes),
  files: about("The 200 largest.", list(object({ path: about("Without a slash at the start.", string2), ...twoSided })))
});
var moduleChange = object({
  path: about("Module path; `std` is the standard library.", string2),
  version: about(
    "With ` => ` for a replaced one; the Go release for `std`.",
    object({
      before: about("Null where the module is new.", maybeString),
      after: about("Null where it is gone.", maybeString)
    })
  ),
  before: about("Bytes of code and function table.", bytes2),
  after: about("Bytes of code and function table.", bytes2)
});
var programDiff = object({
  path: about("In the newer image, else in the older one.", string2),
  part: about("Of the layer that it is in.", part),
  ...twoSided,
  goRelease: about(
    "Null where it is the same.",
    nullable(object({ before: about("`go1.27.3`.", string2), after: about("`go1.27.4`.", string2) }))
  ),
  modules: about("Those that differ, the largest change first, at most 1000.", list(moduleChange)),
  packages: about(
    "Those that differ, the largest change first, at most 1000. Bytes are code and function table.",
    list(
      object({
        path: about("Import path; `main` is the main package.", string2),
        module: about("Module path; null where the build list has none for it.", maybeString),
        ...twoSided
      })
    )
  ),
  sections: about(
    "Sections of the file that differ.",
    list(
      object({ name: about("As the ELF file has it.", string2), kind: about("What it holds.", string2), ...twoSided })
    )
  ),
  settings: about(
    "Build settings that differ; values of `-X` are left out.",
    list(
      object({
        key: about("Name of the setting.", string2),
        before: about("Null where it was not set.", maybeString),
        after: about("Null where it is not set.", maybeString)
      })
    )
  ),
  embedded: about(
    "Files of go:embed that differ.",
    list(object({ path: about("As the source names it.", string2), ...twoSided }))
  )
});
var causeKinds = [
  ...["base", "module-added", "module-removed", "module-changed", "own-code", "standard-library", "symbols"],
  ...["setting", "embedded", "program-added", "program-removed", "file", "replaced-below", "rest"]
];
var wantedBy = object({
  package: about("Import path of the package of this project that imports it.", string2),
  file: about("Relative to the repository.", string2),
  line: about("Of the import.", lineNumber),
  through: about("The direct dependency on the way; null where there is none between.", maybeString)
});
var cause = object({
  kind: about("What changed; report.md beside this file has them all.", picklist(causeKinds)),
  bytes: about("On disk, signed.", signedBytes),
  subject: about("Module, file, folder, image or flag; empty for `rest`.", string2),
  before: about("Version, name or value in the older image; null where there is none.", maybeString),
  after: about("Version, name or value in the newer image; null where there is none.", maybeString),
  program: about("Path of the program that it is about; null for the image.", maybeString),
  wantedBy: about("The import that a new module comes from; null where nothing is known.", nullable(wantedBy))
});
var diff = object({
  schema: about("Version of this part.", literal(1)),
  platforms: about(
    "One for each platform of either image.",
    list(
      object({
        platform: about("`linux/amd64`, `linux/arm/v7`.", string2),
        before: about("Null when the platform is new, or without a baseline.", nullable(size)),
        after: about("Null when the platform is gone.", nullable(size)),
        layers: about("Of both images, in the order of the newer one.", list(layerChange)),
        files: optional(
          about(
            "Files of the final image; null where only sizes are known of a side.",
            nullable(
              object({
                added: about("Not in the older image.", fileGroup),
                removed: about("Not in the newer image.", fileGroup),
                changed: about("In both, with other content.", fileGroup)
              })
            )
          ),
          null
        ),
        programs: optional(about("Go programs that differ in more than their commit.", list(programDiff)), []),
        settings: optional(
          about(
            "What differs in the image's configuration; a value that looks secret is `(not shown)`.",
            list(
              object({
                name: about("`user`, `entrypoint`, the name of a label.", string2),
                before: about("Empty where it was not set.", string2),
                after: about("Empty where it is not set.", string2)
              })
            )
          ),
          []
        ),
        caveats: optional(about("Why the two sides do not compare like with like, as sentences.", list(string2)), []),
        causes: optional(
          about("Why the size on disk changed, the largest first. Sums exactly to the change.", list(cause)),
          []
        )
      })
    )
  )
});

// src/report/schema.ts
var deepest = 24;
var image = object({
  name: about("For people: its reference, else the name of the program.", string2),
  tags: about("Full references.", list(string2)),
  digest: about("As buildx reported it; null where it did not.", maybeString),
  id: about("As buildx reported it; null where it did not.", maybeString),
  part: optional(about("With the values of the matrix: what tells builds of this name apart.", string2), "")
});
var source = object({
  server: about("`https://github.com` or an enterprise server; null on a laptop, like all of these.", maybeString),
  repository: about("`owner/name`.", maybeString),
  commit: about("Full hash; of a pull request, the head of its branch.", maybeString),
  ref: about("Short name: `main`, `v1.2.3`, `12/merge`.", maybeString),
  pullRequest: about("Its number; null where there is none.", nullable(lineNumber)),
  runUrl: about("Address of the job, or of its workflow run where the job has no number.", maybeString),
  job: optional(about("Id of the job in its workflow; empty on a laptop.", string2), "")
});
var project = object({
  module: about("Path of the module.", string2),
  main: about("The main package as a folder: `./cmd/app`.", string2),
  go: about("As go.mod names the release; null where it names none.", maybeString)
});
var report = object({
  schema: about("Version of this document. It grows by one when a field changes its meaning.", literal(1)),
  tool: about(
    "What wrote it.",
    object({ name: about("Always this.", literal("go-image")), version: about("Of the action.", string2) })
  ),
  created: about("When the report was made, in UTC.", time),
  image: about("What was built.", image),
  source: about("Where the sources come from.", source),
  project: about("Null where it was not read: a Git context, or no readable Go project.", nullable(project)),
  dockerfile: about("What was built from.", dockerfile),
  build: about("How the build went.", build),
  caches: about("Empty when Go's caches had no part in the build.", list(cache)),
  ledger: optional(
    about("Whether the caches pay for themselves; null where none was used.", nullable(ledger)),
    null
  ),
  facts: about("What the image is made of; null when it was not measured.", nullable(facts)),
  baseline: about("What it is compared with.", baseline),
  diff: about("What changed; null without facts. Without a baseline, every layer is `added`.", nullable(diff)),
  budgets: about("One for each budget and platform that was judged.", list(budget)),
  budgetChanges: optional(about("Budgets that are others than the baseline was judged by.", list(budgetChange)), []),
  trend: optional(about("The last builds of the default branch, oldest first.", History), []),
  decisions: about("Choices made without asking.", list(decision)),
  timeline: about("Parts of the run, which may overlap.", list(span)),
  warnings: about("What degraded, and what to do about it.", list(string2))
});
function readFacts(json) {
  return read(facts, json, (problem) => new UserError("facts-invalid", `These are not facts of an image: ${problem}`));
}
__name(readFacts, "readFacts");
function readPrograms(json) {
  return read(layerPrograms, json, (problem) => new UserError("facts-invalid", `These are no Go programs: ${problem}`));
}
__name(readPrograms, "readPrograms");
function readReport(json) {
  return read(report, json, (problem) => new UserError("report-invalid", `This is not a report of go-image: ${problem}`));
}
__name(readReport, "readReport");
function read(schema, json, invalid) {
  if (isDeeper(json, deepest)) throw invalid(`it nests more than ${deepest} levels.`);
  const result = safeParse(schema, json, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path2 = getDotPath(issue) ?? "";
  if (path2 === "schema" && typeof issue.input === "number") {
    throw invalid(
      `it has schema ${issue.input}, and this version of go-image reads schema 1. Use the same version for both.`
    );
  }
  const expected = issue.type === "check" ? issue.message : `expected ${expectation(issue)}`;
  throw invalid(`at ${shortened(path2, 200) || "its top"}: ${expected}, found ${found(issue)}.`);
}
__name(read, "read");
function expectation({ type, expected, requirement }) {
  if (type === "max_length") return `at most ${requirement} entries or characters`;
  if (type === "safe_integer") return "a whole number";
  if (type === "min_value") return `${requirement} or more`;
  if (type === "finite") return "a finite number";
  return shortened(expected ?? type, 200);
}
__name(expectation, "expectation");
function found({ type, input, received }) {
  if (type === "max_length" && (typeof input === "string" || Array.isArray(input))) return String(input.length);
  if (typeof input === "string") return JSON.stringify(shortened(plain(input), 60));
  return shortened(plain(received), 60);
}
__name(found, "found");
function isDeeper(json, limit) {
  let level = [json];
  for (let depth = 0; depth <= limit && level.length > 0; depth++) {
    level = level.flatMap((value) => typeof value === "object" && value !== null ? Object.values(value) : []);
  }
  return level.length > 0;
}
__name(isDeeper, "isDeeper");

// src/size/diff-layers.ts
var MOST_WASTED = 100;
function diffLayers(before2, after2) {
  const old = placed(before2);
  const now = placed(after2);
  const free = new Set(old);
  const pair = /* @__PURE__ */ __name(({ layer: layer2 }, same2) => {
    const partner = [...free].find((candidate) => candidate.layer.part === layer2.part && same2(candidate.layer));
    if (partner) free.delete(partner);
    return partner;
  }, "pair");
  const same = new Map(now.map((each) => [each, pair(each, ({ diffId }) => diffId === each.layer.diffId)]));
  const inOrder = longestRising([...same.values()].flatMap((partner) => partner ? [partner.index] : []));
  const changes = now.map((each) => {
    const twin = same.get(each);
    if (twin) return change(inOrder.has(twin.index) ? "same" : "moved", each.layer, twin.layer, each.layer);
    const partner = pair(each, ({ instruction }) => instruction === each.layer.instruction);
    if (!partner) return change("added", each.layer, null, each.layer);
    const kind = isRebased(before2, partner, after2, each) ? "rebased" : "changed";
    return change(kind, each.layer, partner.layer, each.layer);
  });
  const removed = [...free].map(({ layer: layer2 }) => change("removed", { ...layer2, line: null }, layer2, null));
  return [...changes, ...removed];
}
__name(diffLayers, "diffLayers");
function placed(facts2) {
  return (facts2?.layers ?? []).map((layer2, index) => ({ layer: layer2, index }));
}
__name(placed, "placed");
function isRebased(before2, old, after2, now) {
  const below = /* @__PURE__ */ __name((facts2, { index }) => facts2.layers.slice(0, index).map(({ diffId }) => diffId), "below");
  if (below(before2, old).join() === below(after2, now).join()) return false;
  const was = wholeContent(before2, old);
  const is = wholeContent(after2, now);
  return was !== null && is !== null && was.length === is.length && was.every((file2, at) => isSameFile(file2, is[at]));
}
__name(isRebased, "isRebased");
function wholeContent({ contents: contents2 }, { index }) {
  if (contents2 === null || contents2.leftOut.files > 0) return null;
  const { wasted } = contents2;
  if (wasted.length >= MOST_WASTED || wasted.some(({ layers }) => layers.includes(index))) return null;
  const files = contents2.files.filter(({ layer: layer2 }) => layer2 === index);
  return files.length === 0 ? null : files;
}
__name(wholeContent, "wholeContent");
function isSameFile(a, b) {
  return a.path === b.path && a.bytes === b.bytes && a.kind === b.kind && a.target === b.target && isSameContent(a, b);
}
__name(isSameFile, "isSameFile");
function isSameContent(a, b) {
  return a.mode === b.mode && (a.crc === b.crc || a.crc === void 0 || b.crc === void 0);
}
__name(isSameContent, "isSameContent");
function longestRising(values) {
  const tails = [];
  for (const value of values) {
    const at = tails.findIndex((tail) => tail.value > value);
    const place2 = at < 0 ? tails.length : at;
    tails[place2] = { value, previous: tails[place2 - 1] ?? null };
  }
  const members = /* @__PURE__ */ new Set();
  for (let each = tails.at(-1) ?? null; each !== null; each = each.previous) members.add(each.value);
  return members;
}
__name(longestRising, "longestRising");
function change(kind, shown, before2, after2) {
  return {
    kind,
    part: shown.part,
    instruction: shown.instruction,
    line: shown.line,
    before: before2 && { download: before2.downloadBytes, disk: before2.diskBytes },
    after: after2 && { download: after2.downloadBytes, disk: after2.diskBytes }
  };
}
__name(change, "change");

// src/size/diff-files.ts
var MOST_FILES = 200;
function diffFiles(before2, after2) {
  const old = new Map(before2.files.map((file2) => [file2.path, file2]));
  const now = new Map(after2.files.map((file2) => [file2.path, file2]));
  const added = after2.files.filter((file2) => !old.has(file2.path) && !mayBeLeftOut(file2, before2));
  const removed = before2.files.filter((file2) => !now.has(file2.path) && !mayBeLeftOut(file2, after2));
  const changed = after2.files.flatMap((file2) => {
    const was = old.get(file2.path);
    return was === void 0 || isSameFile(was, file2) ? [] : [{ path: file2.path, before: was.bytes, after: file2.bytes }];
  });
  return {
    added: group(added.map(({ path: path2, bytes: bytes4 }) => ({ path: path2, before: null, after: bytes4 }))),
    removed: group(removed.map(({ path: path2, bytes: bytes4 }) => ({ path: path2, before: bytes4, after: null }))),
    changed: group(changed)
  };
}
__name(diffFiles, "diffFiles");
function mayBeLeftOut({ bytes: bytes4 }, { leftOut, files }) {
  return leftOut.files > 0 && bytes4 <= smallestOf(files);
}
__name(mayBeLeftOut, "mayBeLeftOut");
var smallest = /* @__PURE__ */ new WeakMap();
function smallestOf(files) {
  const known = smallest.get(files) ?? files.reduce((least, { bytes: bytes4 }) => Math.min(least, bytes4), Number.MAX_VALUE);
  smallest.set(files, known);
  return known;
}
__name(smallestOf, "smallestOf");
function group(all) {
  const signed = all.reduce((sum, each) => sum + difference(each), 0);
  const files = all.toSorted(byDifference).slice(0, MOST_FILES);
  return { count: all.length, bytes: all.every(({ after: after2 }) => after2 === null) ? 0 - signed : signed, files };
}
__name(group, "group");
function difference({ before: before2, after: after2 }) {
  return (after2 ?? 0) - (before2 ?? 0);
}
__name(difference, "difference");
function byDifference(a, b) {
  return Math.abs(difference(b)) - Math.abs(difference(a)) || (a.path < b.path ? -1 : 1);
}
__name(byDifference, "byDifference");

// src/image/secret-values.ts
var OTHER_NAME = /pass|auth(?!or)|cred|dsn|secret|token|key$|salt|cookie|session|signature/i;
var VALUE = /:\/\/[^\s/@]{0,200}:[^\s/@]{1,200}@|-----BEGIN |\b(?:gh[pousr]_|github_pat_|glpat-|AKIA|ASIA|xox[abpr]-|AIza|eyJ[\w-]{8})/;
var OPTION = /--?[\w-]{0,40}(?:password|passwd|secret|token|api-?key)(?:=|["\s,])/i;
function looksSecret(name, value) {
  return SECRET_NAME.test(name) || OTHER_NAME.test(name) || VALUE.test(value) || OPTION.test(value);
}
__name(looksSecret, "looksSecret");
var NOT_SHOWN = "(not shown)";
function shownEntry(entry) {
  const at = entry.indexOf("=");
  if (at < 0) return VALUE.test(entry) ? NOT_SHOWN : entry;
  const [name, value] = [entry.slice(0, at), entry.slice(at + 1)];
  return value !== "" && looksSecret(name, value) ? `${name}=${NOT_SHOWN}` : entry;
}
__name(shownEntry, "shownEntry");
function shownWords(line) {
  return line.replace(/[^\s'"=]{1,200}=[^\s'"]+/g, shownEntry);
}
__name(shownWords, "shownWords");
var LONGEST_LINE = 2e3;
var SETTING = /([\w.-]{1,100})["']?[ \t]{0,8}[:=]{1,2}[ \t]{0,8}(?=[^\s:=])/g;
var OLD_SETTING = /^\s*(?:ENV|LABEL)\s+([\w.-]{1,100})\s+(?=\S)/i;
var AROUND_SECRET = /--password-stdin|\bchpasswd\b|\bsshpass\b|\bhtpasswd\b|\blogin\s+\S{1,200}\s+password\b/i;
var BEFORE_SECRET = /\bauthorization["']?\s{0,8}:|\s(?:-u|--user)[ =]["']?(?=[^\s:]{1,200}:\S)/gi;
var NO_VALUE = /^["']?(?:\$\w+|\$\{\w+\}|\$\(cat \/run\/secrets\/[\w.-]+\))["']?(?=[\s;&|\\)]|$)/;
var RANDOM = /[\w+-]{32,}/g;
function shownLine(line) {
  const text3 = line.slice(0, LONGEST_LINE);
  const from = Math.min(...secretPlaces(text3));
  return from === Number.POSITIVE_INFINITY ? text3 : `${text3.slice(0, from)}${NOT_SHOWN}`;
}
__name(shownLine, "shownLine");
function secretPlaces(line) {
  const around = AROUND_SECRET.test(line) ? [0] : [];
  const value = VALUE.exec(line)?.index ?? [];
  const option = OPTION.exec(line);
  const old = OLD_SETTING.exec(line);
  const settings2 = [...line.matchAll(SETTING), ...old === null ? [] : [old]].filter((match) => {
    const name = match[1];
    return (SECRET_NAME.test(name) || OTHER_NAME.test(name)) && !NO_VALUE.test(line.slice(endOf(match)));
  });
  const random = [...line.matchAll(RANDOM)].filter(
    ([word]) => /[a-z]/.test(word) && /[A-Z]/.test(word) && /\d/.test(word)
  );
  return [
    ...around,
    ...[value].flat(),
    ...option === null ? [] : [endOf(option)],
    ...settings2.map(endOf),
    ...[...line.matchAll(BEFORE_SECRET)].map(endOf),
    ...random.map(({ index }) => index)
  ];
}
__name(secretPlaces, "secretPlaces");
function endOf(match) {
  return match.index + match[0].length;
}
__name(endOf, "endOf");

// src/size/diff-settings.ts
var OF_THE_BUILD = /* @__PURE__ */ new Set([
  "org.opencontainers.image.created",
  "org.opencontainers.image.revision",
  "org.opencontainers.image.version",
  "org.opencontainers.image.ref.name",
  "org.opencontainers.image.base.digest",
  "org.label-schema.build-date",
  "org.label-schema.vcs-ref",
  "org.label-schema.version"
]);
var LONGEST_VALUE = 1e3;
var READ = [
  ({ user }) => [["user", user]],
  ({ entrypoint }) => [["entrypoint", asWords(entrypoint)]],
  ({ command }) => [["command", asWords(command)]],
  ({ workingDirectory }) => [["working directory", workingDirectory]],
  ({ ports }) => [["ports", ports.toSorted().join(" ")]],
  ({ labels }) => Object.entries(labels).flatMap(([name, value]) => OF_THE_BUILD.has(name) ? [] : [[`label ${name}`, value]]),
  ({ environment }) => environment.map((entry) => {
    const [name = "", ...value] = entry.split("=");
    return [`environment ${name}`, value.join("=")];
  })
];
function diffSettings(before2, after2) {
  if (before2 === null || after2 === null) return [];
  const valuesOf = /* @__PURE__ */ __name((settings2) => new Map(READ.flatMap((read2) => read2(settings2))), "valuesOf");
  const [old, now] = [valuesOf(before2), valuesOf(after2)];
  const names = [.../* @__PURE__ */ new Set([...now.keys(), ...old.keys()])];
  return names.flatMap((name) => {
    const [was, is] = [old.get(name) ?? "", now.get(name) ?? ""];
    if (was === is) return [];
    const secret = looksSecret(name, was) || looksSecret(name, is);
    const shown = /* @__PURE__ */ __name((value) => secret && value !== "" ? NOT_SHOWN : value.slice(0, LONGEST_VALUE), "shown");
    return [{ name: name.slice(0, LONGEST_VALUE), before: shown(was), after: shown(is) }];
  });
}
__name(diffSettings, "diffSettings");
function asWords(words) {
  return words.length === 0 ? "" : JSON.stringify(words);
}
__name(asWords, "asWords");

// src/size/diff-programs.ts
var MOST = 1e3;
function pairPrograms(before2, after2) {
  const free = new Map(before2.map((program2) => [program2.path, program2]));
  const take = /* @__PURE__ */ __name((program2) => {
    if (program2) free.delete(program2.path);
    return program2 ?? null;
  }, "take");
  const byPath = new Map(after2.map((program2) => [program2, take(free.get(program2.path))]));
  const alone = after2.filter((program2) => byPath.get(program2) === null);
  const only = /* @__PURE__ */ __name((programs, mainPackage) => {
    const found2 = programs.filter((program2) => program2.mainPackage === mainPackage);
    return found2.length === 1 ? found2[0] : void 0;
  }, "only");
  const pairs = after2.map((program2) => {
    const samePath = byPath.get(program2) ?? null;
    if (samePath !== null || ["", "command-line-arguments"].includes(program2.mainPackage))
      return { before: samePath, after: program2 };
    const isOnly = only(alone, program2.mainPackage) === program2;
    return { before: isOnly ? take(only([...free.values()], program2.mainPackage)) : null, after: program2 };
  });
  return [...pairs, ...[...free.values()].map((program2) => ({ before: program2, after: null }))];
}
__name(pairPrograms, "pairPrograms");
function diffPrograms(before2, after2) {
  if (before2.contents === null || after2.contents === null) return [];
  const partOf = /* @__PURE__ */ __name(({ before: old, after: now }) => (now ? after2.layers[now.layer] : before2.layers[old.layer])?.part ?? "own", "partOf");
  return pairPrograms(before2.contents.programs, after2.contents.programs).map((pair) => diffProgram(pair, partOf(pair))).filter(isDifferent).toSorted(byDifference);
}
__name(diffPrograms, "diffPrograms");
function diffProgram(pair, part2) {
  const { before: before2, after: after2 } = pair;
  const changes = {
    ...{ path: (after2 ?? before2).path, part: part2, before: before2?.bytes ?? null, after: after2?.bytes ?? null },
    ...{ goRelease: null, modules: [], packages: [], sections: [], settings: [], embedded: [] }
  };
  if (before2 === null || after2 === null) return changes;
  const release2 = { before: before2.goRelease, after: after2.goRelease };
  return {
    ...changes,
    goRelease: release2.before === release2.after ? null : release2,
    modules: diffModules(before2, after2),
    packages: listed(
      sides(before2, after2, (program2) => program2.packages.map((each) => ({ ...each, bytes: codeAndTable(each) })))
    ).map(({ path: path2, item, ...bytes4 }) => ({ path: path2, module: item.module, ...bytes4 })),
    sections: listed(
      sides(before2, after2, (program2) => program2.sections.map(({ name, ...each }) => ({ ...each, path: name })))
    ).map(({ path: path2, item, ...bytes4 }) => ({ name: path2, kind: item.kind, ...bytes4 })),
    settings: diffBuildSettings(before2, after2),
    embedded: listed(sides(before2, after2, ({ embedded }) => embedded)).map(({ path: path2, before: before3, after: after3 }) => ({
      ...{ path: path2, before: before3, after: after3 }
    }))
  };
}
__name(diffProgram, "diffProgram");
function isDifferent(program2) {
  const { before: before2, after: after2, goRelease, modules, packages, sections, settings: settings2, embedded } = program2;
  return before2 !== after2 || goRelease !== null || [modules, packages, sections, settings2, embedded].some(notEmpty);
}
__name(isDifferent, "isDifferent");
function notEmpty(list2) {
  return list2.length > 0;
}
__name(notEmpty, "notEmpty");
function codeAndTable({ codeBytes, tableBytes }) {
  return codeBytes + tableBytes;
}
__name(codeAndTable, "codeAndTable");
function moduleOf({ mainModule }, { path: path2, module }) {
  return module ?? (path2 === "main" ? mainModule?.path ?? null : null);
}
__name(moduleOf, "moduleOf");
function bytesByModule(program2) {
  const bytes4 = /* @__PURE__ */ new Map();
  for (const each of program2.packages) {
    const module = moduleOf(program2, each);
    if (module !== null) bytes4.set(module, (bytes4.get(module) ?? 0) + codeAndTable(each));
  }
  return bytes4;
}
__name(bytesByModule, "bytesByModule");
function versionOf({ version, replacedBy }) {
  return replacedBy === null ? version : `${version} => ${`${replacedBy.path} ${replacedBy.version}`.trim()}`;
}
__name(versionOf, "versionOf");
function versionsOf({ goRelease, modules }) {
  return new Map([["std", goRelease], ...modules.map((module) => [module.path, versionOf(module)])]);
}
__name(versionsOf, "versionsOf");
function diffModules(before2, after2) {
  const [oldVersions, newVersions] = [versionsOf(before2), versionsOf(after2)];
  const [oldBytes, newBytes] = [bytesByModule(before2), bytesByModule(after2)];
  const paths = /* @__PURE__ */ new Set([...newVersions.keys(), ...newBytes.keys(), ...oldVersions.keys(), ...oldBytes.keys()]);
  return [...paths].map((path2) => ({
    path: path2,
    version: { before: oldVersions.get(path2) ?? null, after: newVersions.get(path2) ?? null },
    ...{ before: oldBytes.get(path2) ?? 0, after: newBytes.get(path2) ?? 0 }
  })).filter(({ version, before: before3, after: after3 }) => version.before !== version.after || before3 !== after3).toSorted(byDifference).slice(0, MOST);
}
__name(diffModules, "diffModules");
var OF_THE_COMMIT = /* @__PURE__ */ new Set(["vcs.revision", "vcs.time"]);
function diffBuildSettings(before2, after2) {
  const [old, now] = [settingsOf(before2), settingsOf(after2)];
  return [.../* @__PURE__ */ new Set([...now.keys(), ...old.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key) ?? null, now.get(key) ?? null];
    if (was === is) return [];
    const shown = /* @__PURE__ */ __name((value) => value !== null && looksSecret("", value) ? NOT_SHOWN : value?.slice(0, LONGEST_VALUE) ?? null, "shown");
    return [{ key, before: shown(was), after: shown(is) }];
  });
}
__name(diffBuildSettings, "diffBuildSettings");
function settingsOf({ settings: settings2 }) {
  return new Map(
    settings2.flatMap(
      ({ key, value }) => OF_THE_COMMIT.has(key) ? [] : [[key, key === "-ldflags" ? withoutValues(value) : value]]
    )
  );
}
__name(settingsOf, "settingsOf");
function withoutValues(flags) {
  return flags.replace(
    /-X[\s=]+(?:'([^'=]*)=[^']*|"([^"=]*)=[^"]*|([^\s='"]*)=\S*)/g,
    (_, ...[single, double, bare]) => `-X ${single ?? double ?? bare}=\u2026`
  );
}
__name(withoutValues, "withoutValues");
function sides(before2, after2, of) {
  const both = /* @__PURE__ */ new Map();
  const add = /* @__PURE__ */ __name((side) => (item) => {
    const found2 = both.get(item.path) ?? { path: item.path, item, before: null, after: null };
    both.set(item.path, { ...found2, item, [side]: (found2[side] ?? 0) + item.bytes });
  }, "add");
  of(before2).forEach(add("before"));
  of(after2).forEach(add("after"));
  return [...both.values()];
}
__name(sides, "sides");
function listed(all) {
  return all.filter(({ before: before2, after: after2 }) => before2 !== after2).toSorted(byDifference).slice(0, MOST);
}
__name(listed, "listed");

// src/report/why.ts
var LONGEST_NAME = 100;
var LONGEST_WORDS = 60;
var MOST_SENTENCES = 5;
var SENTENCES = {
  base: /* @__PURE__ */ __name(({ subject, before: before2, after: after2 }, { say, name, words }) => {
    if (subject === "") return { what: say`base image`, noun: true };
    if (before2 === null && after2 === null) return { what: say`base image ${name(subject)}`, noun: true };
    if (isDigest(before2) || isDigest(after2))
      return { what: say`base image ${name(subject)} ${words(`${shortDigest(before2)} \u2192 ${shortDigest(after2)}`)}` };
    return { what: say`base image ${name(before2 ?? "unknown")} → ${name(after2 ?? "unknown")}` };
  }, "base"),
  "module-added": /* @__PURE__ */ __name(({ subject, after: after2, wantedBy: wantedBy2 }, { say, name, words, place: place2 }) => {
    const what = say`${versioned(subject, after2, { say, name, words })} is new`;
    if (wantedBy2 === null) return { what };
    const where2 = place2(wantedBy2.file, wantedBy2.line);
    const { through } = wantedBy2;
    return { what, more: through === null ? say`wanted by ${where2}` : say`wanted by ${where2} through ${name(through)}` };
  }, "module-added"),
  "module-removed": /* @__PURE__ */ __name(({ subject, before: before2 }, write) => ({ what: write.say`${versioned(subject, before2, write)} is gone` }), "module-removed"),
  "module-changed": /* @__PURE__ */ __name(({ subject, before: before2, after: after2, bytes: bytes4 }, write) => {
    const { say, name, words } = write;
    if (before2 !== after2)
      return { what: say`${name(subject)} ${words(`${before2 ?? "unknown"} \u2192 ${after2 ?? "unknown"}`)}` };
    return { what: say`${moreOrLess(bytes4, write)} of ${versioned(subject, after2, write)}` };
  }, "module-changed"),
  "own-code": /* @__PURE__ */ __name((_, { say }) => ({ what: say`own code`, noun: true }), "own-code"),
  "standard-library": /* @__PURE__ */ __name(({ before: before2, after: after2, bytes: bytes4 }, write) => {
    const { say, words } = write;
    if (before2 !== after2) return { what: say`Go ${words(`${release(before2)} \u2192 ${release(after2)}`)}` };
    return { what: say`${moreOrLess(bytes4, write)} of the standard library` };
  }, "standard-library"),
  symbols: /* @__PURE__ */ __name(({ before: before2, after: after2 }, { say, words }) => {
    if (before2 === after2) return { what: words(after2 ?? "symbols"), noun: true };
    if (after2 === null) return { what: say`${words(before2)} are stripped now` };
    if (before2 === null) return { what: say`not stripped any more: ${words(after2)}` };
    return { what: words(`${before2} \u2192 ${after2}`) };
  }, "symbols"),
  setting: /* @__PURE__ */ __name(({ subject, before: before2, after: after2 }, { say, name, words }) => before2 === null && after2 === null ? { what: say`${name(subject)} changed` } : { what: say`${name(subject)} ${words(`${before2 ?? "unset"} \u2192 ${after2 ?? "unset"}`)}` }, "setting"),
  embedded: /* @__PURE__ */ __name(({ subject, before: before2, after: after2, bytes: bytes4 }, { say, name }) => {
    if (before2 === null) return { what: say`${name(subject)} is embedded now` };
    if (after2 === null) return { what: say`${name(subject)} is not embedded any more` };
    return { what: bytes4 > 0 ? say`${name(subject)} embeds more` : say`${name(subject)} embeds less` };
  }, "embedded"),
  "program-added": /* @__PURE__ */ __name(({ subject }, { say, name }) => ({ what: say`program ${name(`/${subject}`)} is new` }), "program-added"),
  "program-removed": /* @__PURE__ */ __name(({ subject }, { say, name }) => ({ what: say`program ${name(`/${subject}`)} is gone` }), "program-removed"),
  file: /* @__PURE__ */ __name(({ subject, before: before2, after: after2 }, { say, name }) => {
    const path2 = name(`/${subject}`);
    if (before2 === null) return { what: say`${path2} is new` };
    return after2 === null ? { what: say`${path2} is gone` } : { what: path2, noun: true };
  }, "file"),
  "replaced-below": /* @__PURE__ */ __name(({ subject }, { say, name }) => ({
    what: say`files that later layers replace or remove, most in ${name(`/${subject}`)}`
  }), "replaced-below"),
  rest: /* @__PURE__ */ __name((_, { say }) => ({ what: say`rest`, noun: true }), "rest")
};
function hasCauses(diff2) {
  return diff2 !== void 0 && diff2.files !== null && diff2.causes.some(({ kind }) => kind !== "rest");
}
__name(hasCauses, "hasCauses");
function whySentences(report2, causes, programs, most = MOST_SENTENCES) {
  const named = causes.filter(({ kind }) => kind !== "rest");
  const [shown, others] = [named.slice(0, most), named.slice(most)];
  const several = programsOf(causes) > 1;
  const more = others.reduce((sum, { bytes: bytes4 }) => sum + bytes4, 0);
  return [
    ...shown.map((cause2) => sentence(cause2, markdownOf(report2), { several, programs })),
    ...others.length === 0 ? [] : [md`${text(count(others.length, "smaller cause"))} ${figure(more)}`],
    ...causes.filter(({ kind }) => kind === "rest").map((cause2) => sentence(cause2, markdownOf(report2), { several, programs }))
  ];
}
__name(whySentences, "whySentences");
function whyText({ causes, programs }) {
  const several = programsOf(causes) > 1;
  return causes.map((cause2) => {
    const { what, more } = SENTENCES[cause2.kind](cause2, asText);
    return [what, ...where(cause2, asText, { several, programs }), ...more === void 0 ? [] : [more]].join(", ");
  });
}
__name(whyText, "whyText");
function sentence(cause2, write, among) {
  const { what, noun, more } = SENTENCES[cause2.kind](cause2, write);
  const first = noun ? md`${what} ${figure(cause2.bytes)}` : md`${what}, ${figure(cause2.bytes)}`;
  return joined([first, ...where(cause2, write, among), more ?? null], ", ");
}
__name(sentence, "sentence");
function where(cause2, { say, name }, { several, programs }) {
  const { kind, program: program2 } = cause2;
  const most = heaviestPackage(cause2, programs);
  const isFile = /^program-|^file$/.test(kind);
  return [
    ...most === null ? [] : [say`most in ${name(most)}`],
    ...several && program2 !== null && !isFile ? [say`in ${name(`/${program2}`)}`] : []
  ];
}
__name(where, "where");
var WITH_PACKAGES = ["own-code", "standard-library", "module-changed"];
function heaviestPackage({ kind, subject, bytes: bytes4, program: program2 }, programs) {
  if (!WITH_PACKAGES.includes(kind)) return null;
  const packages = programs.find(({ path: path2 }) => path2 === program2)?.packages.filter(({ module }) => module === subject) ?? [];
  const [heaviest] = packages.toSorted((a, b) => (difference(b) - difference(a)) * Math.sign(bytes4));
  return heaviest === void 0 || heaviest.path === subject ? null : heaviest.path;
}
__name(heaviestPackage, "heaviestPackage");
function programsOf(causes) {
  return new Set(causes.flatMap(({ program: program2 }) => program2 ?? [])).size;
}
__name(programsOf, "programsOf");
function figure(bytes4) {
  return text(delta(bytes4, 0));
}
__name(figure, "figure");
function versioned(module, version, { say, name, words }) {
  return version === null || version === "" ? name(module) : say`${name(module)} ${words(version)}`;
}
__name(versioned, "versioned");
function moreOrLess(bytes4, { say }) {
  return bytes4 > 0 ? say`more` : say`less`;
}
__name(moreOrLess, "moreOrLess");
function release(written) {
  return written?.replace(/^go(?=\d)/, "") ?? "unknown";
}
__name(release, "release");
function isDigest(name) {
  return name !== null && /^sha\d+:[0-9a-f]+$/.test(name);
}
__name(isDigest, "isDigest");
function shortDigest(digest) {
  return digest === null ? "unknown" : digest.replace(/^sha256:/, "").slice(0, 12);
}
__name(shortDigest, "shortDigest");
function markdownOf({ source: source2 }) {
  return {
    say: md,
    name: /* @__PURE__ */ __name((raw) => code(shortenedInside(raw, LONGEST_NAME)), "name"),
    words: /* @__PURE__ */ __name((raw) => text(shortened(raw, LONGEST_WORDS)), "words"),
    place: /* @__PURE__ */ __name((file2, line) => place(source2, file2, line), "place")
  };
}
__name(markdownOf, "markdownOf");
var asText = {
  say: /* @__PURE__ */ __name((strings, ...values) => String.raw({ raw: strings }, ...values), "say"),
  name: /* @__PURE__ */ __name((raw) => shortenedInside(plain(raw), LONGEST_NAME), "name"),
  words: /* @__PURE__ */ __name((raw) => shortened(plain(raw), LONGEST_WORDS), "words"),
  place: /* @__PURE__ */ __name((file2, line) => `${shortenedInside(plain(file2), LONGEST_NAME)}:${line}`, "place")
};

// src/size/trend.ts
function trendOf(history, platform2, most) {
  return history.flatMap(({ commit, created, platforms }) => {
    const found2 = platforms.find((each) => each.platform === platform2);
    return found2 ? [{ commit, created, download: found2.download, disk: found2.disk, binary: found2.binary }] : [];
  }).slice(-most);
}
__name(trendOf, "trendOf");
var BARS = [..."\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"];
function sparkline(values) {
  const { low, high } = rangeOf(values);
  return values.map((value) => BARS[Math.round((value - low) / (high - low) * (BARS.length - 1))]).join("");
}
__name(sparkline, "sparkline");
function rangeOf(values) {
  const [smallest2, largest] = [Math.min(...values), Math.max(...values)];
  const least = Math.max(largest / 100, 1);
  if (largest - smallest2 >= least) return { low: smallest2, high: largest };
  const middle = (smallest2 + largest) / 2;
  return { low: Math.max(middle - least / 2, 0), high: Math.max(middle - least / 2, 0) + least };
}
__name(rangeOf, "rangeOf");

// src/report/largest.ts
function largestOf(rows, count2) {
  const found2 = [];
  for (const row of rows) {
    if (found2.length >= count2 && row.bytes <= (found2.at(-1)?.bytes ?? Number.POSITIVE_INFINITY)) continue;
    const at = found2.findLastIndex(({ bytes: bytes4 }) => bytes4 >= row.bytes) + 1;
    found2.splice(at, 0, row);
    if (found2.length > count2) found2.pop();
  }
  return found2;
}
__name(largestOf, "largestOf");

export {
  judge,
  overruns,
  describeOverrun,
  History,
  withBuild,
  MAX_FILES,
  readFacts,
  readPrograms,
  readReport,
  NOT_SHOWN,
  shownEntry,
  shownWords,
  shownLine,
  diffLayers,
  diffFiles,
  mayBeLeftOut,
  difference,
  byDifference,
  LONGEST_VALUE,
  diffSettings,
  pairPrograms,
  diffPrograms,
  codeAndTable,
  moduleOf,
  bytesByModule,
  versionOf,
  versionsOf,
  settingsOf,
  hasCauses,
  whySentences,
  whyText,
  trendOf,
  sparkline,
  rangeOf,
  largestOf
};
