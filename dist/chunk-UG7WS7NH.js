import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  findingCounts,
  parseSize,
  readBudgets
} from "./chunk-XB74SI2F.js";
import {
  parse
} from "./chunk-EIAKX6NL.js";
import {
  UserError,
  __name,
  plain,
  shortened
} from "./chunk-L77EYN5P.js";

// src/dockerfile/lifetimes.ts
var RELEASES = [
  // GoogleContainerTools/distroless#2129 and SUPPORT_POLICY.md there.
  ...["static", "base-nossl", "base", "cc"].map((name) => ({
    ...{ image: `gcr.io/distroless/${name}-debian12`, release: /^/, endOfLife: "2026-09-01" },
    successor: `gcr.io/distroless/${name}-debian13:nonroot`
  })),
  // endoflife.date's products/debian.md: the last day before LTS, which is for some architectures alone, goes on.
  { image: "debian", release: /^(?:bookworm|12)(?:[.-]|$)/, endOfLife: "2026-07-11", successor: "debian:trixie-slim" },
  { image: "debian", release: /^(?:bullseye|11)(?:[.-]|$)/, endOfLife: "2024-08-14", successor: "debian:trixie-slim" },
  // https://alpinelinux.org/releases/, by endoflife.date's products/alpine-linux.md.
  { image: "alpine", release: /^3\.23(?:\.|$)/, endOfLife: "2027-11-01", successor: "alpine:3.24" },
  { image: "alpine", release: /^3\.22(?:\.|$)/, endOfLife: "2027-05-01", successor: "alpine:3.24" },
  { image: "alpine", release: /^3\.21(?:\.|$)/, endOfLife: "2026-11-01", successor: "alpine:3.24" },
  { image: "alpine", release: /^3\.20(?:\.|$)/, endOfLife: "2026-04-01", successor: "alpine:3.24" },
  { image: "alpine", release: /^3\.19(?:\.|$)/, endOfLife: "2025-11-01", successor: "alpine:3.24" },
  { image: "alpine", release: /^3\.18(?:\.|$)/, endOfLife: "2025-05-09", successor: "alpine:3.24" }
];
function lifetimeOf(reference) {
  const [named2 = ""] = reference.split("@", 1);
  const [, image = "", tag2 = ""] = /^(?:docker\.io\/)?(?:library\/)?(.*?)(?::([^/]*))?$/.exec(named2) ?? [];
  const found = RELEASES.find((one) => one.image === image && one.release.test(tag2));
  return found === void 0 ? {} : { endOfLife: found.endOfLife, successor: found.successor };
}
__name(lifetimeOf, "lifetimeOf");
function endedWarnings(images, today) {
  const day = today.toISOString().slice(0, 10);
  return images.flatMap(({ reference, endOfLife, successor }) => {
    if (endOfLife === void 0 || endOfLife >= day) return [];
    const remedy = successor === void 0 ? "Take one that still gets them." : `Take ${successor}.`;
    return [`${reference} has had no regular security fixes since ${endOfLife}. ${remedy}`];
  });
}
__name(endedWarnings, "endedWarnings");

// src/dockerfile/bases.ts
var REFERENCE = /^\w[\w./:@-]*$/;
var DISTROLESS = "https://github.com/GoogleContainerTools/distroless/blob/main/base/README.md";
var NONROOT = "65532:65532";
var CHECKED = "2026-11-21";
var ONE_YEAR_ON = "one year after the release of Debian 14, which has no date";
var UNPUBLISHED = "nobody publishes it";
var FINAL_BASES = {
  distroless: {
    ...{ reference: "gcr.io/distroless/static-debian13:nonroot", user: NONROOT, libc: "none", cxx: false, shell: false },
    ...{ certificates: true, zones: true, users: true, checked: CHECKED, source: DISTROLESS },
    ...{ noSize: "around 2 MiB, by its README", noEnd: ONE_YEAR_ON },
    forCgo: ["distroless-base", "distroless-cc", "debian"],
    reason: "no shell, CA certificates, time zones and a non-root user in 2 MB"
  },
  "distroless-base": {
    ...{ reference: "gcr.io/distroless/base-debian13:nonroot", user: NONROOT, libc: "glibc", debian: "trixie" },
    ...{ cxx: false, shell: false, certificates: true, zones: true, users: true, checked: CHECKED, source: DISTROLESS },
    ...{ noSize: UNPUBLISHED, noEnd: ONE_YEAR_ON },
    reason: "glibc of Debian 13, no shell, CA certificates, time zones and a non-root user"
  },
  "distroless-cc": {
    ...{ reference: "gcr.io/distroless/cc-debian13:nonroot", user: NONROOT, libc: "glibc", debian: "trixie", cxx: true },
    ...{ shell: false, certificates: true, zones: true, users: true, checked: CHECKED },
    source: "https://github.com/GoogleContainerTools/distroless/blob/main/cc/README.md",
    ...{ noSize: UNPUBLISHED, noEnd: ONE_YEAR_ON },
    reason: "glibc and libstdc++ of Debian 13, no shell, CA certificates, time zones and a non-root user"
  },
  scratch: {
    ...{ reference: "scratch", user: NONROOT, libc: "none", cxx: false, shell: false, certificates: false },
    ...{ zones: false, users: false, size: { download: 0, disk: 0 }, checked: CHECKED },
    source: "https://hub.docker.com/_/scratch",
    noEnd: "it is empty",
    reason: "nothing but the program and CA certificates"
  },
  alpine: {
    ...{ reference: "alpine:3.24", user: NONROOT, libc: "musl", cxx: false, packages: "apk", shell: true },
    ...{ certificates: true, zones: false, users: true, size: { download: 3849738, disk: 842e4 }, checked: CHECKED },
    source: "https://github.com/docker-library/repo-info/blob/master/repos/alpine/local/3.24.2.md",
    // https://alpinelinux.org/releases/, as aquasecurity/trivy has it (pkg/detector/ospkg/alpine/alpine.go).
    endOfLife: "2028-06-01",
    reason: "a shell and a package manager at hand"
  },
  debian: {
    ...{ reference: "debian:trixie-slim", user: NONROOT, libc: "glibc", debian: "trixie", cxx: true, packages: "apt" },
    ...{ shell: true, certificates: false, zones: true, users: true, size: { download: 29780765 }, checked: CHECKED },
    ...{ endOfLife: "2028-08-09", source: "https://www.debian.org/releases/trixie/" },
    reason: "glibc, a shell and a package manager at hand"
  },
  chainguard: {
    ...{ reference: "cgr.dev/chainguard/static:latest", user: NONROOT, libc: "none", cxx: false, shell: false },
    ...{ certificates: true, zones: true, users: true, checked: CHECKED },
    source: "https://images.chainguard.dev/directory/image/static/overview",
    ...{ noSize: UNPUBLISHED, noEnd: "its tag moves on, and is made anew each day" },
    reason: "no shell, CA certificates, time zones and a non-root user; its tag moves"
  }
};
function finalBase(input, bases = FINAL_BASES) {
  const named2 = Object.hasOwn(bases, input) ? bases[input] : void 0;
  if (named2) return named2;
  const known = Object.values(bases).find(({ reference }) => reference === input);
  if (known) return { ...known, forCgo: [] };
  return {
    ...{ reference: input, user: NONROOT, libc: "unknown", cxx: false, shell: false },
    ...{ certificates: true, zones: false, users: false },
    ...lifetimeOf(input),
    reason: "named by the input `base`"
  };
}
__name(finalBase, "finalBase");

// src/dockerfile/go-flags.ts
var NO_FLAGS = { tags: [], ldflags: "", gcflags: "", amd64: "", fips140: "", upx: false };
var WORDS = /^-[\w ./:=,@+%~'-]*$/;
var OR_PATTERN = /^[\w./-]*=?-[\w ./:=,@+%~'-]*$/;
var PLAIN = "without `$`, backquotes, backslashes, double quotes and line breaks";
var RULES = {
  "go-tags": { form: /^[\p{L}\p{N}_.]+(?:,[\p{L}\p{N}_.]+)*$/u, reads: "tags with commas between them, netgo,osusergo" },
  "go-ldflags": { form: WORDS, reads: `flags such as -X 'main.commit=1a2b3c' -w, ${PLAIN}` },
  "go-gcflags": { form: OR_PATTERN, reads: `flags such as all=-N -l, ${PLAIN}` },
  goamd64: { form: /^v[1-4]$/, reads: "v1, v2, v3 or v4" },
  gofips140: {
    form: /^(?:off|latest|inprocess|certified|v\d+\.\d+\.\d+)$/,
    reads: "off, latest, inprocess, certified or a version such as v1.0.0"
  }
};
function readGoFlags(text, upx) {
  const one = /* @__PURE__ */ __name((name) => {
    const value = text(name);
    const { form, reads } = RULES[name];
    if (value === "" || form.test(value)) return value;
    const found = JSON.stringify(shortened(plain(value), 80));
    throw new UserError("input-flags", `Input \`${name}\` is ${found}; it can be ${reads}.`);
  }, "one");
  return {
    tags: one("go-tags").split(",").filter(Boolean),
    ldflags: one("go-ldflags"),
    gcflags: one("go-gcflags"),
    amd64: one("goamd64"),
    fips140: one("gofips140"),
    upx
  };
}
__name(readGoFlags, "readGoFlags");
function compileFlagWords({ tags, gcflags, amd64, fips140 }) {
  return Object.entries({ tags: tags.toSorted().join(","), gcflags, amd64, fips140 }).filter(([, value]) => value !== "").map(([name, value]) => `${name}=${value}`);
}
__name(compileFlagWords, "compileFlagWords");
function flagChoices(flags) {
  const { tags, ldflags, gcflags, amd64, fips140, upx } = flags;
  const row = /* @__PURE__ */ __name((what, choice, reason = "asked for") => ({ what, choice, reason, evidence: [] }), "row");
  return [
    ...tags.length > 0 ? [row("tags", tags.join(","))] : [],
    ...ldflags !== "" ? [row("ldflags", ldflags)] : [],
    ...gcflags !== "" ? [row("gcflags", gcflags)] : [],
    ...amd64 !== "" ? [row("goamd64", amd64, AMD64_ADVICE[amd64])] : [],
    ...fips140 !== "" ? [row("gofips140", fips140, fips140 === "latest" ? FIPS_LATEST : void 0)] : [],
    ...upx ? [row("upx", "on", UPX_ADVICE)] : []
  ];
}
__name(flagChoices, "flagChoices");
var [OLD_PROCESSORS, FIPS_LATEST, UPX_ADVICE] = [
  "asked for; on a processor without that level the program ends at its start",
  "asked for; it is the newest source, which no certificate is for",
  // Go 1.27.4, UPX 4.2.4, an HTTP server of 6.6 MB, median of 40 starts on linux/amd64: docs/go-flags.md.
  "asked for, not advised: measured 4 % less to download, 12 times the time to start, 6 MB more memory, and scanners cannot read the modules in it"
];
var AMD64_ADVICE = { v2: OLD_PROCESSORS, v3: OLD_PROCESSORS, v4: OLD_PROCESSORS };

// src/dockerfile/quality-checks.ts
var CHECKS = {
  vet: { command: "go vet ./..." },
  test: { command: "go test ./..." },
  race: { command: "go test -race ./...", cgo: true },
  // Without -fuzz a fuzz test runs its seeds: those of f.Add and of testdata/fuzz (https://go.dev/doc/security/fuzz).
  "fuzz-seed": { command: "go test -run '^Fuzz' ./..." },
  staticcheck: {
    command: "staticcheck ./...",
    tool: { package: "honnef.co/go/tools/cmd/staticcheck", version: "v0.8.2", released: "2026-10-12" },
    configuration: ["**/staticcheck.conf"]
  },
  "golangci-lint": {
    // Its paths are else relative to its configuration, and source lines could be taken for messages.
    command: "golangci-lint run --path-mode=abs --output.text.print-issued-lines=false ./...",
    tool: {
      package: "github.com/golangci/golangci-lint/v2/cmd/golangci-lint",
      ...{ version: "v2.15.0", released: "2026-10-16" }
    },
    configuration: ["yml", "yaml", "toml", "json"].map((extension) => `**/.golangci.${extension}`)
  }
};
var LONGEST = 8e3;
function readChecks(input) {
  const lines = input.split(/\r\n|\n|\r/).map((line) => line.trim()).filter((line) => line !== "");
  const checks = lines.flatMap((line) => {
    const [, command] = /^run:(.*)$/.exec(line) ?? [];
    if (command !== void 0) return [ofUser(command.trim())];
    return line.split(",").map((word) => word.trim()).filter((word) => word !== "").map(named);
  });
  return checks.filter((check, index) => checks.findIndex((other) => other.command === check.command) === index);
}
__name(readChecks, "readChecks");
function named(word) {
  const name = Object.keys(CHECKS).find((known) => known === word);
  if (name !== void 0) return { name, ...CHECKS[name] };
  const shown = shortened(plain(word), 80);
  throw new UserError(
    "input-test",
    `Input \`test\` has "${shown}"; it can have ${Object.keys(CHECKS).join(", ")}, and lines that read run: COMMAND.`
  );
}
__name(named, "named");
function ofUser(command) {
  if (command !== "" && command.length <= LONGEST && !new RegExp("\\p{Cc}", "u").test(command)) return { name: "run", command };
  throw new UserError(
    "input-test",
    `Input \`test\` has a line \`run:\` without a command, or with one that has control characters or is longer than ${LONGEST} characters. Put long scripts into a file of the repository.`
  );
}
__name(ofUser, "ofUser");

// src/report/gate.ts
var FAIL_ON = ["never", "error", "warning"];
var FAIL_SCOPES = ["new", "all"];
var NAMED = 5;
function failingFindings(findings, known, { failOn, scope }) {
  const counts = /* @__PURE__ */ __name((severity) => severity === "error" && failOn !== "never" || severity === "warning" && failOn === "warning", "counts");
  const isOld = /* @__PURE__ */ __name((print) => scope === "new" && print !== null && (known?.has(print) ?? false), "isOld");
  return findings.filter(({ severity, fingerprint }) => counts(severity) && !isOld(fingerprint));
}
__name(failingFindings, "failingFindings");
function describeFindings(failing, known, { scope }, file) {
  if (failing.length === 0) return null;
  const listed = failing.slice(0, NAMED).map(
    ({ rule, line, message }) => `${plain(file)}${line === null ? "" : `:${line}`} ${plain(rule)} ${shortened(plain(message), 200)}`
  );
  const more = failing.length > NAMED ? [`and ${failing.length - NAMED} more in the report`] : [];
  const which = scope === "new" && known !== null ? ", new with this change" : "";
  const how = `Mend them, or silence one with a comment above its line: # go-image ignore=${plain(failing[0].rule)} REASON.`;
  return `The Dockerfile has ${findingCounts([...failing])}${which}: ${[...listed, ...more].join("; ")}. ${how}`;
}
__name(describeFindings, "describeFindings");

// src/size/baseline-input.ts
var WORDS2 = ["auto", "off", "rebuild"];
var WITH_COLON = /[:@]/;
var WITH_HOST = /^[^/]*\.[^/]*\//;
var REF_NAME = /^[\w][\w./+-]{0,200}$/;
function readBaselineInput(value) {
  const word = WORDS2.find((name) => name === (value || "auto"));
  if (word !== void 0) return { kind: word };
  if (/\.json$/i.test(value)) return { kind: "file", path: value };
  if (!/[\s\p{Cc}]/u.test(value) && !value.startsWith("-") && value.length <= 500) {
    if (WITH_COLON.test(value) || WITH_HOST.test(value)) return { kind: "image", source: value };
    if (REF_NAME.test(value) && !value.includes("..")) return { kind: "commit", name: value };
  }
  throw new UserError(
    "input-value",
    `Input \`baseline\` is "${value}"; it can be ${WORDS2.join(", ")}, a file that ends with .json, an image with its tag, or a commit, branch or tag of this repository.`
  );
}
__name(readBaselineInput, "readBaselineInput");

// src/inputs.ts
var CACHE_MODES = ["auto", "read-only", "always", "off"];
var MODES = ["build", "caches", "comment"];
var COMPILE_PLACES = ["docker", "runner"];
var DOCKERFILE_STYLES = ["mount", "layer", "portable"];
var CACHE_MOUNTS = ["add", "keep"];
var TRANSFERS = ["auto", "direct", "portable"];
var LAYER_CACHE_MODES = ["auto", "off"];
var CHECKS2 = ["on", "off"];
var COMMENT_MODES = ["auto", "always", "on-change", "never"];
function readInputs(get) {
  const text = /* @__PURE__ */ __name((name) => get(name).trim(), "text");
  const lines = /* @__PURE__ */ __name((name) => list(get(name), { commas: false }), "lines");
  const items = /* @__PURE__ */ __name((name) => list(get(name), { commas: true }), "items");
  const mode = oneOf("mode", text("mode") || "build", MODES);
  const compile = oneOf("compile", text("compile") || "docker", COMPILE_PLACES);
  return {
    mode,
    main: text("main"),
    module: text("module"),
    image: imageName(text("image")),
    base: baseImage(text("base") || "distroless"),
    bases: text("bases"),
    style: oneOf("style", text("style") || "mount", DOCKERFILE_STYLES),
    goFlags: readGoFlags(text, flag("upx", text("upx"))),
    checks: checksFor(readChecks(get("test")), { mode, compile }),
    cache: oneOf("cache", text("cache") || "auto", CACHE_MODES),
    compile,
    cacheMounts: oneOf("cache-mounts", text("cache-mounts") || "add", CACHE_MOUNTS),
    cacheStore: cacheStore(text("cache-store") || "github"),
    cacheMaxSize: parseSize("cache-max-size", text("cache-max-size") || "3GB"),
    cacheTransfer: oneOf("cache-transfer", text("cache-transfer") || "auto", TRANSFERS),
    layerCache: oneOf("layer-cache", text("layer-cache") || "auto", LAYER_CACHE_MODES),
    budgets: {
      "size-budget": readBudgets("size-budget", get("size-budget").split("\n"), null),
      "size-increase": readBudgets("size-increase", get("size-increase").split("\n"), null)
    },
    sizeOverrideLabel: overrideLabel(text("size-override-label") || "size-increase-ok"),
    baseline: readBaselineInput(text("baseline")),
    check: oneOf("check", text("check") || "on", CHECKS2) === "on",
    gate: {
      failOn: oneOf("fail-on", text("fail-on") || "never", FAIL_ON),
      scope: oneOf("fail-scope", text("fail-scope") || "new", FAIL_SCOPES)
    },
    suggest: flag("suggest", text("suggest")),
    prove: flag("prove", text("prove")),
    comment: oneOf("comment", text("comment") || "auto", COMMENT_MODES),
    report: text("report"),
    commentKey: text("comment-key"),
    commentThreshold: text("comment-threshold") ? parseSize("comment-threshold", text("comment-threshold")).bytes : null,
    commentHide: flag("comment-hide", text("comment-hide")),
    matrix: matrixValues(text("matrix")),
    checkRunId: /^[1-9]\d{0,18}$/.exec(text("check-run-id").trim())?.[0] ?? null,
    githubToken: text("github-token"),
    build: {
      addHosts: items("add-hosts"),
      allow: items("allow"),
      annotations: lines("annotations"),
      attests: lines("attests"),
      buildArgs: lines("build-args"),
      buildContexts: lines("build-contexts"),
      builder: text("builder"),
      cacheFrom: lines("cache-from"),
      cacheTo: lines("cache-to"),
      call: text("call"),
      cgroupParent: text("cgroup-parent"),
      context: text("context"),
      file: text("file"),
      labels: lines("labels"),
      load: flag("load", text("load")),
      network: text("network"),
      noCache: flag("no-cache", text("no-cache")),
      noCacheFilters: items("no-cache-filters"),
      outputs: list(get("outputs"), { commas: false, quotes: false }),
      platforms: items("platforms").map(platform),
      provenance: text("provenance"),
      pull: flag("pull", text("pull")),
      push: flag("push", text("push")),
      sbom: text("sbom"),
      secrets: list(get("secrets"), { commas: false, trim: false }),
      secretEnvs: items("secret-envs"),
      secretFiles: lines("secret-files"),
      shmSize: text("shm-size"),
      ssh: items("ssh"),
      tags: items("tags").map(tag),
      target: text("target"),
      ulimit: lines("ulimit")
    }
  };
}
__name(readInputs, "readInputs");
function list(value, options) {
  if (value.trim() === "") return [];
  let records;
  try {
    records = parse(options.trim === false ? value : value.trim(), {
      relaxQuotes: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      ...options.quotes === false && { quote: null }
    });
  } catch (error) {
    throw new UserError("input-list", `Cannot read a list: ${error.message}. Write one item a line.`);
  }
  return records.flatMap((record) => {
    if (!options.commas) return [record.join(",")];
    return record.length === 1 ? record[0].split(",") : record;
  }).filter((item) => item !== "").map((item) => options.trim === false ? item : item.trim());
}
__name(list, "list");
function checksFor(checks, { mode, compile }) {
  if (checks.length === 0 || mode === "build" && compile === "docker") return checks;
  const other = mode === "build" ? `compile: ${compile}` : `mode: ${mode}`;
  throw new UserError(
    "input-test",
    `Input \`test\` is for a program that Docker compiles, not with \`${other}\`. Leave one of them out, or run go test in a step before this one (docs/go-test.md).`
  );
}
__name(checksFor, "checksFor");
function cacheStore(value) {
  if (value === "github" || /^registry=./.test(value) || /^folder=\//.test(value)) return value;
  throw new UserError(
    "input-value",
    `Input \`cache-store\` is "${value}"; it can be github, registry=REF or folder=DIR with an absolute DIR.`
  );
}
__name(cacheStore, "cacheStore");
function oneOf(name, value, allowed) {
  const found = allowed.find((option) => option === value);
  if (found) return found;
  throw new UserError("input-value", `Input \`${name}\` is "${value}"; it can be ${allowed.join(", ")}.`);
}
__name(oneOf, "oneOf");
function flag(name, value) {
  if (/^(true|True|TRUE)$/.test(value)) return true;
  if (/^(false|False|FALSE|)$/.test(value)) return false;
  throw new UserError("input-value", `Input \`${name}\` is "${value}"; it can be true or false.`);
}
__name(flag, "flag");
function platform(value) {
  if (/^[a-z0-9]+(\([^)]*\))?(\/[a-z0-9_.]+){0,2}$/i.test(value)) return value;
  throw new UserError("input-platform", `Input \`platforms\` has "${value}"; a platform reads like linux/amd64.`);
}
__name(platform, "platform");
function tag(value) {
  if (/^[^\s,"'-][^\s,"']*$/.test(value)) return value;
  throw new UserError("input-tag", `Input \`tags\` has "${value}"; a tag reads like ghcr.io/me/app:v1.`);
}
__name(tag, "tag");
function baseImage(value) {
  if (REFERENCE.test(value)) return value;
  throw new UserError(
    "input-base",
    `Input \`base\` is "${value}"; it can be ${Object.keys(FINAL_BASES).join(", ")} or an image reference.`
  );
}
__name(baseImage, "baseImage");
function overrideLabel(value) {
  return value === "off" ? "" : value;
}
__name(overrideLabel, "overrideLabel");
function imageName(value) {
  if (value === "") return "";
  const [, repository = ""] = /^(?:[^/]*[.:][^/]*\/)?(.*)$/.exec(value) ?? [];
  if (/[:@]/.test(repository))
    throw new UserError(
      "input-image",
      `Input \`image\` is "${value}", which has a tag or digest. Leave it out (tags follow the event) or use \`tags\`.`
    );
  if (/^[a-z0-9][a-z0-9._:/-]*[a-z0-9]$/.test(value)) return value;
  throw new UserError(
    "input-image",
    `Input \`image\` is "${value}"; a reference reads like ghcr.io/me/app, in lower case, without a tag.`
  );
}
__name(imageName, "imageName");
function matrixValues(json) {
  try {
    const matrix = JSON.parse(json || "null");
    if (typeof matrix !== "object" || matrix === null) return [];
    return Object.values(matrix).map((value) => typeof value === "object" ? JSON.stringify(value) : String(value));
  } catch {
    return [];
  }
}
__name(matrixValues, "matrixValues");

export {
  endedWarnings,
  REFERENCE,
  NONROOT,
  FINAL_BASES,
  finalBase,
  NO_FLAGS,
  compileFlagWords,
  flagChoices,
  failingFindings,
  describeFindings,
  readInputs
};
