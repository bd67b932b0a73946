import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  BUDGET_INPUTS,
  BUDGET_PARTS
} from "./chunk-XB74SI2F.js";
import {
  array,
  boolean,
  check,
  description,
  finite,
  literal,
  maxLength,
  minValue,
  nullable,
  number,
  object,
  optional,
  picklist,
  pipe,
  safeInteger,
  string,
  variant
} from "./chunk-JKRFVU7G.js";
import {
  __name,
  plain,
  plainLines,
  shortenedInside
} from "./chunk-L77EYN5P.js";

// src/report/schema/values.ts
var longestString = 1e4;
var longestArray = 5e3;
var string2 = pipe(string(), maxLength(longestString));
var maybeString = nullable(string2);
var whole = pipe(number(), safeInteger(), minValue(0));
var bytes = whole;
var maybeBytes = nullable(bytes);
var signedBytes = pipe(number(), safeInteger());
var lineNumber = pipe(number(), safeInteger(), minValue(1));
var seconds = pipe(number(), finite(), minValue(0));
var finite2 = pipe(number(), finite());
var time = pipe(
  string2,
  check((text2) => /^\d{4}-\d\d-\d\dT/.test(text2) && !Number.isNaN(Date.parse(text2)), "Expected an RFC 3339 time")
);
function list(item) {
  return pipe(array(item), maxLength(longestArray));
}
__name(list, "list");
function about(text2, schema) {
  return pipe(schema, description(text2));
}
__name(about, "about");

// src/report/schema/run.ts
var maybeLine = nullable(lineNumber);
var place = object({
  file: about("Relative to the repository.", string2),
  line: about("From 1.", lineNumber)
});
var edit = object({
  line: about("Where it begins, from 1.", lineNumber),
  column: about("Where it begins, from 1 in UTF-16 units.", lineNumber),
  endLine: about("Where it ends.", lineNumber),
  endColumn: about("Where it ends, exclusive.", lineNumber),
  text: about("What to put in its place.", string2)
});
var finding = object({
  rule: about("Id of the rule, or name of BuildKit's check.", string2),
  severity: about("How bad it is.", picklist(["error", "warning", "info"])),
  line: about("In the Dockerfile, from 1; null where it is about the file as a whole.", maybeLine),
  column: optional(about("From 1 in UTF-16 units; null for BuildKit's checks.", maybeLine), null),
  endLine: about("The last line that it is about; null like `line`.", maybeLine),
  endColumn: optional(about("Exclusive; null for BuildKit's checks.", maybeLine), null),
  message: about("What happens, and why it matters here.", string2),
  remedy: optional(about("What to write instead; null where nothing can be said.", maybeString), null),
  evidence: optional(about("Places that prove it.", list(place)), []),
  url: about("Page that explains it; null without one.", maybeString),
  fingerprint: optional(
    about("Stays when lines move, 16 hexadecimal digits; null where it is not known.", maybeString),
    null
  ),
  fix: optional(
    about(
      "Null where it is not certain that the image stays right.",
      nullable(object({ title: about("What it does.", string2), edits: about("All of them together.", list(edit)) }))
    ),
    null
  )
});
var dockerfile = object({
  origin: about("The repository's own, or one that was written for this build.", picklist(["repository", "written"])),
  path: about("Relative to the workspace; null when it was written.", maybeString),
  text: about("Null when it was not written.", maybeString),
  excerpts: optional(
    about(
      "Lines around the findings of the repository's own, in the order of the file. A value that looks secret, and the rest of its instruction, is `(not shown)`.",
      list(
        object({
          from: about("Number of the first of them, from 1.", lineNumber),
          lines: about("Each of at most 300 characters.", list(string2))
        })
      )
    ),
    []
  ),
  findings: about("Of the rules and of BuildKit.", list(finding)),
  failing: optional(
    about("How many of the findings fail the step; null where that is not known.", nullable(whole)),
    null
  )
});
var build = object({
  outcome: about("Whether there is an image.", picklist(["success", "failure"])),
  seconds: about("Of `docker buildx build`.", seconds),
  steps: about(
    "Steps of the Dockerfile.",
    object({
      total: about("All that BuildKit went through.", whole),
      cached: about("Those of them that came from the layer cache.", whole)
    })
  ),
  failure: about(
    "Null when it did not fail.",
    nullable(
      object({
        step: about("The instruction that failed; null where that is not known.", maybeString),
        line: about("Of it in the Dockerfile; null where that is not known.", maybeLine),
        lines: about("The last that it printed, at most 12.", list(string2))
      })
    )
  )
});
var cacheSeconds = nullable(seconds);
var named = about("Of the part of the key.", string2);
var cache = object({
  kind: about("The modules, or the results of compiling.", picklist(["modules", "build"])),
  key: about("The key asked for.", string2),
  parts: optional(
    about("What the key is made of.", list(object({ name: named, value: about("Its value.", string2) }))),
    []
  ),
  matchedKey: about("Of the newest entry that was restored; null where none was.", maybeString),
  changed: optional(
    about(
      "Parts of the key in which the matched one differs.",
      list(
        object({
          name: named,
          before: about("In the matched key.", string2),
          after: about("In the key asked for.", string2)
        })
      )
    ),
    []
  ),
  hit: about(
    "`exact`: this very key. `older`: one by a shorter prefix. `none`: a miss. `warm`: the builder had the cache already. `off`: not restored by rule.",
    picklist(["exact", "older", "none", "warm", "off"])
  ),
  way: optional(
    about(
      "How it came into the builder's mount, or into the runner's own cache; null when nothing did.",
      nullable(picklist(["direct", "portable", "runner"]))
    ),
    null
  ),
  restoredBytes: about("Packed bytes that were restored; null where nothing was.", maybeBytes),
  savedBytes: about("Packed bytes that will be saved when the job ends; null where nothing is.", maybeBytes),
  seconds: about(
    "What each step took; null where it was not done.",
    object({
      lookup: optional(about("Finding the entry.", cacheSeconds), null),
      download: about("Fetching it.", cacheSeconds),
      in: about("Putting it into the builder. One step may put in both caches: each carries its time.", cacheSeconds),
      pack: optional(about("Packing what was added.", cacheSeconds), null),
      out: about("Taking it out of the builder, packing included.", cacheSeconds),
      upload: optional(about("Of the newest run that uploaded this cache.", cacheSeconds), null)
    })
  ),
  added: about("Compile results or modules that this build added; null when not looked at.", nullable(whole)),
  hits: optional(
    about("Compile results that this build found in it; null where that cannot be told.", nullable(whole)),
    null
  ),
  total: optional(about("All results in it after the build; null when not looked at.", nullable(whole)), null),
  verdict: about("One sentence.", string2)
});
var ledger = object({
  steps: about("Seconds of the steps that use the caches.", seconds),
  without: about(
    "The same steps in the newest run without caches; null while none is remembered.",
    nullable(
      object({
        seconds: about("Of these steps.", seconds),
        commit: about("That was built; null where it is not known.", maybeString),
        created: about("When, in UTC.", time)
      })
    )
  ),
  cost: about("Seconds that the caches took of this run, without the upload at the job's end.", seconds),
  verdict: about("One sentence.", string2),
  advice: about("What to turn off when it has not paid over several runs; null where it has.", maybeString)
});
var baseline = variant("found", [
  object({
    found: about("There is something to compare with.", literal(true)),
    commit: about("Of the build compared with; null where it is not known.", maybeString),
    ref: about("Its branch or tag; null where it is not known.", maybeString),
    created: about("When it was measured, in UTC.", time),
    why: about('Why that one: completes "taken because".', string2),
    how: optional(
      about(
        "How it is related: `exact` to where the change starts, `ancestor` of that, `newest` of the default branch, `given` by input, `rebuilt` for the comparison; null where that is not known.",
        nullable(picklist(["exact", "ancestor", "newest", "given", "rebuilt"]))
      ),
      null
    ),
    distance: optional(
      about("Commits between it and where the change starts; null where that is not known.", nullable(whole)),
      null
    ),
    measuredBy: optional(about("Version of go-image; null where it is not known.", maybeString), null)
  }),
  object({
    found: about("There is nothing to compare with.", literal(false)),
    why: about("Why there is none.", string2)
  })
]);
var budget = object({
  input: about("The input that has it.", picklist(BUDGET_INPUTS)),
  platform: about("`linux/amd64`.", string2),
  part: optional(about("What it is about.", picklist(BUDGET_PARTS)), "download"),
  ok: about("False fails the step, unless `override` says who let it pass.", boolean()),
  // Growth may be negative, and a limit of `5 %` need not be whole.
  actual: about("Bytes of that part, or its growth for `size-increase`.", finite2),
  limit: about("In bytes. A percentage is turned into bytes of the baseline.", finite2),
  written: about("As the workflow or the file has it: `10 MB`, `5 %`.", string2),
  file: optional(about("The settings file that has it; null for the input.", maybeString), null),
  override: optional(
    about(
      "Who let it pass; null where nobody did, or nobody needed to.",
      nullable(
        object({
          by: about("A label of the pull request, or the trailer of a commit.", picklist(["label", "trailer"])),
          name: about("Of the label or trailer.", string2),
          reason: about("What the trailer says; null for a label.", maybeString)
        })
      )
    ),
    null
  )
});
var budgetChange = object({
  input: about("The input that has it.", picklist(BUDGET_INPUTS)),
  name: about("`download`, `linux/arm64 disk`.", string2),
  before: about("As it was written; null where there was none.", maybeString),
  after: about("As it is written; null where there is none.", maybeString)
});
var decision = object({
  what: about("What was to be chosen.", string2),
  choice: about("What was taken.", string2),
  reason: about("Why.", string2),
  evidence: about("Places that it rests on.", list(place))
});
var span = object({
  name: about("Of the part of the run.", string2),
  start: about("Seconds, on one clock of whichever zero.", finite2),
  end: about("Seconds, on the same clock.", finite2)
});

// src/report/markdown.ts
function md(strings, ...values) {
  return strings.reduce((text2, piece, index) => `${text2}${values[index - 1] ?? ""}${piece}`);
}
__name(md, "md");
function joined(parts, separator) {
  return parts.filter((part) => part !== null).join(separator);
}
__name(joined, "joined");
var reference = /@(?=\w)|#(?=\d)|(?<=\b(?:[Gg][Hh]|[A-Z][A-Z0-9]*))-(?=\d)|:(?=\/\/)|(?<=\b[Ww]{3})\.|:(?=[\w+-]+:)|\$/;
var entity = /[&<>"|\\]/;
var backslash = /[`*_~[\]#!]|^[-+](?=[\s-]|$)|^=(?=[=\s]|$)|(?<=^\d{1,9})[.)](?=\s|$)/;
var special = new RegExp(
  `(?<reference>${reference.source})|(?<entity>${entity.source})|(?<backslash>${backslash.source})`,
  "g"
);
var specialInHtml = new RegExp(`(${reference.source})|[&<>"']`, "g");
function text(raw) {
  return plain(raw).replace(special, (match, ...rest) => {
    const kind = rest.at(-1);
    if (kind.reference !== void 0) return `<span>${match}</span>`;
    return kind.entity === void 0 ? `\\${match}` : numericEntity(match);
  });
}
__name(text, "text");
function prose(raw) {
  const parts = plain(raw).split(/(?<!`)`([^`]+)`(?!`)/);
  return parts.map((part, index) => index % 2 === 1 ? code(part) : spaced(part)).join("");
}
__name(prose, "prose");
function code(raw) {
  const content = plain(raw);
  if (content === "") return "";
  if (/\||<!--|-->/.test(content)) return `<code>${entities(content)}</code>`;
  const fence = "`".repeat(longestRun(content, "`") + 1);
  const pad = content.startsWith("`") || content.endsWith("`") ? " " : "";
  return `${fence}${pad}${content}${pad}${fence}`;
}
__name(code, "code");
function link(label, url) {
  const target = url === null ? null : linkTarget(url);
  return target === null ? label : `[${label}](${target})`;
}
__name(link, "link");
function html(raw) {
  return plain(raw).replace(
    specialInHtml,
    (match, inReference) => inReference === void 0 ? numericEntity(match) : `<span>${match}</span>`
  );
}
__name(html, "html");
function codeBlock(content, language = "") {
  const lines = plainLines(content).join("\n").trimEnd();
  if (/<!--|-->/.test(lines)) return `<pre>${lines.replace(/[&<>"']/g, numericEntity)}</pre>`;
  const fence = "`".repeat(Math.max(3, longestRun(lines, "`") + 1));
  return `${fence}${language}
${lines}
${fence}`;
}
__name(codeBlock, "codeBlock");
function table(columns, rows) {
  const line = /* @__PURE__ */ __name((cells) => `|${cells.map((cell) => cell === "" ? " " : ` ${cell} `).join("|")}|`, "line");
  return [
    line(columns.map(({ title }) => text(title))),
    `|${columns.map(({ align }) => align === "left" ? ":--" : "--:").join("|")}|`,
    ...rows.map(line)
  ].join("\n");
}
__name(table, "table");
function details(title, body, open = false) {
  return `<details${open ? " open" : ""}><summary>${html(title)}</summary>

${body}

</details>`;
}
__name(details, "details");
function longestRun(content, character) {
  let longest = 0;
  let run = 0;
  for (const each of content) {
    run = each === character ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}
__name(longestRun, "longestRun");
var longestUrl = 2e3;
function linkTarget(url) {
  return safeUrl(url)?.replaceAll("&", "&amp;") ?? null;
}
__name(linkTarget, "linkTarget");
function safeUrl(url) {
  if (url.length > longestUrl || !URL.canParse(url)) return null;
  const { protocol, username, password, href } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") return null;
  if (username !== "" || password !== "") return null;
  return href.replace(/[()<>[\]\\|`*_~\s"']/g, percentEncoded);
}
__name(safeUrl, "safeUrl");
function percentEncoded(character) {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}
__name(percentEncoded, "percentEncoded");
function spaced(part) {
  const inner = part.trim();
  if (inner === "") return part;
  return `${part.startsWith(" ") ? " " : ""}${text(inner)}${part.endsWith(" ") ? " " : ""}`;
}
__name(spaced, "spaced");
function entities(content) {
  return content.replace(/[!-/:-@[-`{-~]/g, (each) => each === "@" ? `<span>&#64;</span>` : numericEntity(each));
}
__name(entities, "entities");
function numericEntity(character) {
  return `&#${character.charCodeAt(0)};`;
}
__name(numericEntity, "numericEntity");

// src/report/links.ts
var longestPath = 120;
function place2(source, file, line) {
  if (file === null) return line === null ? null : text(`line ${line}`);
  const label = `${shortenedInside(file, longestPath)}${line === null ? "" : `:${line}`}`;
  const url = blobUrl(source, file, line);
  return url === null ? code(label) : link(text(label), url);
}
__name(place2, "place");
function commitName(source, commit, ref) {
  const name = [ref, shortCommit(commit)].filter((part) => part !== null).join("@");
  if (name === "") return null;
  return link(code(shortenedInside(name, longestPath)), commitUrl(source, commit));
}
__name(commitName, "commitName");
function shortCommit(commit) {
  return isCommit(commit) ? commit.slice(0, 7) : commit;
}
__name(shortCommit, "shortCommit");
function commitUrl(source, commit) {
  const base = repositoryUrl(source);
  return base !== null && isCommit(commit) ? `${base}/commit/${commit}` : null;
}
__name(commitUrl, "commitUrl");
function blobUrl(source, file, line) {
  const base = repositoryUrl(source);
  if (base === null || !isCommit(source.commit)) return null;
  const segments = file.split("/");
  if (segments.some((segment) => segment === "" || segment === "." || segment === "..")) return null;
  const path = segments.map((segment) => encodeURIComponent(segment.toWellFormed())).join("/");
  return `${base}/blob/${source.commit}/${path}${line === null ? "" : `#L${line}`}`;
}
__name(blobUrl, "blobUrl");
function repositoryUrl({ server, repository }) {
  if (server === null || repository === null || !/^[\w.-]+\/[\w.-]+$/.test(repository)) return null;
  return `${server}/${repository}`;
}
__name(repositoryUrl, "repositoryUrl");
function isCommit(commit) {
  return commit !== null && /^[0-9a-f]{7,64}$/.test(commit);
}
__name(isCommit, "isCommit");
function runWord(address) {
  return /\/job\/\d+$/.test(address) ? "job" : "run";
}
__name(runWord, "runWord");

export {
  string2 as string,
  maybeString,
  whole,
  bytes,
  maybeBytes,
  signedBytes,
  lineNumber,
  time,
  list,
  about,
  dockerfile,
  build,
  cache,
  ledger,
  baseline,
  budget,
  budgetChange,
  decision,
  span,
  md,
  joined,
  text,
  prose,
  code,
  link,
  codeBlock,
  table,
  details,
  safeUrl,
  place2 as place,
  commitName,
  shortCommit,
  commitUrl,
  blobUrl,
  runWord
};
