import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  RULE_PAGES,
  __name,
  actionsLog,
  childEnvironment,
  execute,
  explain,
  getInput,
  getOctokit,
  init_check,
  init_context,
  init_core,
  init_errors,
  init_exec,
  init_github,
  init_inputs,
  init_log,
  init_open_store,
  init_plain,
  init_run,
  init_run_caches,
  init_shared_chunk,
  init_state,
  init_summary,
  openStore,
  plainLines,
  readContext,
  readInputs,
  restoreForSteps,
  run,
  savePostState,
  setFailed,
  setOutput,
  setSecret,
  summaryWriter
} from "./shared.js";

// src/main.ts
init_shared_chunk();
init_core();
init_github();
init_open_store();
init_check();
init_inputs();
init_plain();
init_run();
init_run_caches();
init_context();
init_errors();
init_exec();
init_log();
init_state();
init_summary();
import { randomUUID } from "node:crypto";
import { join } from "node:path";

// src/version.ts
init_shared_chunk();
var VERSION = "0.1.0";

// src/main.ts
var cancelled = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => cancelled.abort(new Error(`cancelled by ${signal}`)));
async function main() {
  const { env } = process;
  const context = await readContext(env);
  const inputs = readInputs((name) => getInput(name, { trimWhitespace: false }));
  const childEnv = childEnvironment(env, { layerCacheToken: false });
  const signal = cancelled.signal;
  const start = /* @__PURE__ */ __name((command, args, options) => execute(command, args, { env: childEnv, signal, ...options }), "start");
  const store = openStore(inputs.cacheStore, { env, temp: context.temp, execute: start, signal });
  const machine = {
    log: actionsLog,
    execute: start,
    signal,
    store,
    temp: join(context.temp, `go-image-${randomUUID()}`),
    now: /* @__PURE__ */ __name(() => /* @__PURE__ */ new Date(), "now"),
    env: childEnv,
    dockerHost: env.DOCKER_HOST ?? "",
    isRoot: process.getuid?.() === 0
  };
  const outcome = inputs.mode === "caches" ? { ...await restoreForSteps(inputs, context, machine), saves: [], failure: null } : { ...await run(inputs, context, { ...machine, ...ofBuilds(inputs, context) }), session: null };
  for (const [name, value] of Object.entries(outcome.outputs)) setOutput(name, value);
  const { saves, session, failure } = outcome;
  savePostState({ store: inputs.cacheStore, saves, session, restored: [...store.restored] });
  if (failure !== null) setFailed(failure);
}
__name(main, "main");
function ofBuilds({ githubToken }, { api }) {
  const { env } = process;
  return {
    mask: setSecret,
    octokit: githubToken === "" ? null : getOctokit(githubToken, { baseUrl: api }),
    writeSummary: summaryWriter(env),
    noDefaultAttestations: /^(1|t|true)$/i.test(env.BUILDX_NO_DEFAULT_ATTESTATIONS ?? ""),
    layerCacheEnv: childEnvironment(env, { layerCacheToken: true }),
    version: VERSION,
    rulePages: rulePages(env)
  };
}
__name(ofBuilds, "ofBuilds");
function rulePages({ GITHUB_ACTION_REPOSITORY, GITHUB_ACTION_REF, GITHUB_SERVER_URL }) {
  if (!GITHUB_ACTION_REPOSITORY || !GITHUB_ACTION_REF) return null;
  return `${GITHUB_SERVER_URL ?? "https://github.com"}/${GITHUB_ACTION_REPOSITORY}/blob/${GITHUB_ACTION_REF}/${RULE_PAGES}`;
}
__name(rulePages, "rulePages");
try {
  await main();
} catch (error) {
  if (cancelled.signal.aborted) setFailed("The step was cancelled.");
  else setFailed(plainLines(explain(error)).join("\n"));
}
process.exit();
