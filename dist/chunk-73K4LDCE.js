import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  diffImages,
  factsOfDocument,
  measureNamed
} from "./chunk-HQX67FW5.js";
import {
  startWatching
} from "./chunk-XKAZMFME.js";
import {
  startWith
} from "./chunk-GGLHXDP5.js";
import {
  readJson
} from "./chunk-KMXZLHT7.js";
import {
  __name
} from "./chunk-L77EYN5P.js";

// src/report/of-diff.ts
function reportOfDiff(options) {
  const { name, before, after, version, baseName } = options;
  const created = (/* @__PURE__ */ new Date(0)).toISOString();
  return {
    schema: 1,
    tool: { name: "go-image", version },
    created,
    image: { name, tags: [], digest: null, id: null, part: name },
    source: { server: null, repository: null, commit: null, ref: null, pullRequest: null, runUrl: null, job: "" },
    project: null,
    dockerfile: { origin: "repository", path: null, text: null, excerpts: [], findings: [], failing: null },
    build: { outcome: "success", seconds: 0, steps: { total: 0, cached: 0 }, failure: null },
    caches: [],
    ledger: null,
    facts: after,
    baseline: before ? {
      ...{ found: true, commit: null, ref: baseName ?? null, created, why: "named on the command line" },
      ...{ how: "given", distance: null, measuredBy: null }
    } : { found: false, why: "nothing to compare with" },
    diff: diffImages(before, after),
    ...{ budgets: [], budgetChanges: [], trend: [] },
    decisions: [],
    timeline: [],
    warnings: []
  };
}
__name(reportOfDiff, "reportOfDiff");

// src/cli/read-source.ts
async function readSource(source, platforms, terminal) {
  if (!source.endsWith(".json")) {
    const { env, signal, complain } = terminal;
    const { watch } = startWatching(complain, terminal.screen);
    const { facts, remarks } = await measureNamed(source, platforms, {
      execute: startWith(env, signal),
      ...{ env, signal, watch }
    });
    for (const remark of remarks) complain(`warning: ${remark}
`);
    return facts;
  }
  return factsOfDocument(readJson(source, terminal), source).facts;
}
__name(readSource, "readSource");

export {
  reportOfDiff,
  readSource
};
