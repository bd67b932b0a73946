import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  RULE_PAGES,
  UserError,
  __name,
  actionsLog,
  childEnvironment,
  contentOf,
  execute,
  explain,
  getInput,
  getOctokit,
  init_check,
  init_comment_parts,
  init_comments,
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
  init_schema,
  init_shared_chunk,
  init_state,
  init_summary,
  init_summary2,
  init_worth_telling,
  isWorthTelling,
  keepComment,
  openStore,
  partOf,
  plainLines,
  readContext,
  readInputs,
  readReport,
  renderSummary,
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
import { randomUUID } from "node:crypto";
import { join as join2 } from "node:path";

// src/run-comment.ts
init_shared_chunk();
init_comment_parts();

// src/report/read-reports.ts
init_shared_chunk();
init_errors();
init_schema();
import { lstat, readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
var MAX_BYTES = 64 * 1024 * 1024;
var MAX_REPORTS = 256;
var DEEPEST = 4;
async function readReports(place, workspace) {
  if (place === "")
    throw new UserError("input-report", "`mode: comment` needs `report`: the folder with the downloaded artifacts.");
  const files = await reportFiles(resolve(workspace, place), 0);
  if (files.length > MAX_REPORTS)
    throw new UserError("input-report", `${place} has ${files.length} JSON files; at most ${MAX_REPORTS} are read.`);
  const bytes = (await Promise.all(files.map((file) => lstat(file)))).reduce((sum, { size }) => sum + size, 0);
  if (bytes > MAX_BYTES)
    throw new UserError("report-invalid", `${place} has ${bytes} bytes of JSON; reports are not that long.`);
  return await Promise.all(files.toSorted().map(readOne));
}
__name(readReports, "readReports");
async function reportFiles(path, depth) {
  const found = await lstat(path).catch(() => null);
  if (found?.isFile()) return depth === 0 || path.endsWith(".json") ? [path] : [];
  if (!found?.isDirectory() || depth > DEEPEST) return [];
  const names = await readdir(path);
  return (await Promise.all(names.map((name) => reportFiles(join(path, name), depth + 1)))).flat();
}
__name(reportFiles, "reportFiles");
async function readOne(path) {
  try {
    return readReport(JSON.parse(await readFile(path, "utf8")));
  } catch (error) {
    if (error instanceof UserError) throw new UserError(error.code, `${path}: ${error.message}`);
    throw new UserError("report-invalid", `${path} is not JSON: ${error.message}`);
  }
}
__name(readOne, "readOne");

// src/run-comment.ts
init_summary();
init_worth_telling();
init_comments();
init_errors();

// src/runner/pull-request.ts
init_shared_chunk();
init_errors();
async function originOf(reports, context, octokit) {
  const { repository, workflowRun: run2, pullRequest: own, server } = context;
  if (repository === null) throw new UserError("input-mode", "`mode: comment` works in a workflow on GitHub.");
  const { owner, name: repo } = repository;
  const place = { owner, repo, server };
  if (own !== null) {
    const { runId, runAttempt, runUrl } = context;
    const origin = { ...place, number: own.number, commit: own.headSha, runId, runAttempt, runUrl };
    return sameCommit(reports, origin.commit) ?? { origin };
  }
  if (run2 === null)
    throw new UserError(
      "input-mode",
      `\`mode: comment\` works on the events workflow_run and pull_request; this is ${context.event}.`
    );
  if (run2.event !== "pull_request") return { why: `the run was started by ${run2.event}, not by a pull request` };
  const numbers = new Set(reports.map(({ source }) => source.pullRequest));
  const [number] = numbers;
  if (numbers.size > 1 || number == null) return { why: "the reports do not name one pull request" };
  const differing = sameCommit(reports, run2.headSha);
  if (differing !== null) return differing;
  const pull = await pullRequest(octokit, { owner, repo, pull_number: number });
  if (pull === null) return { why: `there is no pull request #${number} here` };
  const from = pull.head.repo?.full_name ?? null;
  if (from !== run2.headRepository || pull.base.repo.full_name !== `${owner}/${repo}`)
    return { why: `the run is not of pull request #${number}, which the report names` };
  if (pull.head.sha !== run2.headSha)
    return { why: `the run is not of the newest commit of pull request #${number}; the run for that one reports` };
  return {
    origin: { ...place, number, commit: run2.headSha, runId: run2.id, runAttempt: run2.attempt, runUrl: run2.url || null }
  };
}
__name(originOf, "originOf");
function sameCommit(reports, commit) {
  const other = reports.find(({ source }) => source.commit !== commit);
  return other === void 0 ? null : { why: "a report is of another commit than its run" };
}
__name(sameCommit, "sameCommit");
async function pullRequest(octokit, place) {
  try {
    return (await octokit.rest.pulls.get(place)).data;
  } catch (error) {
    if (error.status === 404) return null;
    throw error;
  }
}
__name(pullRequest, "pullRequest");

// src/run-comment.ts
async function commentOnReports({ report: place, comment: mode, commentThreshold: threshold }, context, { log, octokit, writeSummary }) {
  if (octokit === null)
    throw new UserError("input-github-token", "`mode: comment` needs `github-token`, which may write pull requests.");
  const reports = await readReports(place, context.workspace);
  if (reports.length === 0) {
    log.notice(`No report in ${place}: the run ended before it wrote one.`, { title: "Go Image" });
    return null;
  }
  const found = await originOf(reports, context, octokit);
  if ("why" in found) {
    log.notice(`No comment: ${found.why}.`, { title: "Go Image" });
    return null;
  }
  const { origin } = found;
  const own = reports.map((report) => asOf(origin, report));
  for (const report of own) await writeSummary(`${renderSummary(report)}
`);
  if (mode === "never") return null;
  const result = await keepComment(
    octokit,
    { owner: origin.owner, repo: origin.repo, issue_number: origin.number },
    contentOf(
      own.map((report) => partOf(report, origin)),
      own.some((report) => isWorthTelling(report, mode, threshold))
    )
  );
  if (result.done === "refused") {
    log.notice(`No comment: ${result.why}. The job summary has the same text.`, { title: "Go Image" });
    return null;
  }
  if (result.url !== null) log.info(`\u25B8 Report  comment ${result.done}: ${result.url}`);
  return result.url;
}
__name(commentOnReports, "commentOnReports");
function asOf({ owner, repo, number, server, commit, runUrl }, report) {
  const { ref, job } = report.source;
  return {
    ...report,
    source: { ...{ server, repository: `${owner}/${repo}`, commit, ref, job, runUrl }, pullRequest: number }
  };
}
__name(asOf, "asOf");

// src/main.ts
init_context();
init_errors();
init_exec();
init_log();
init_state();
init_summary2();

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
    temp: join2(context.temp, `go-image-${randomUUID()}`),
    now: /* @__PURE__ */ __name(() => /* @__PURE__ */ new Date(), "now"),
    env: childEnv,
    dockerHost: env.DOCKER_HOST ?? "",
    isRoot: process.getuid?.() === 0
  };
  if (inputs.mode === "comment") return await comment(inputs, context);
  const outcome = inputs.mode === "caches" ? { ...await restoreForSteps(inputs, context, machine), saves: [], failure: null } : { ...await run(inputs, context, { ...machine, ...ofBuilds(inputs, context) }), session: null };
  for (const [name, value] of Object.entries(outcome.outputs)) setOutput(name, value);
  const { saves, session, failure } = outcome;
  savePostState({ store: inputs.cacheStore, saves, session, restored: [...store.restored] });
  if (failure !== null) setFailed(failure);
}
__name(main, "main");
async function comment(inputs, context) {
  const url = await commentOnReports(inputs, context, {
    log: actionsLog,
    octokit: octokitOf(inputs, context),
    writeSummary: summaryWriter(process.env)
  });
  setOutput("comment-url", url ?? "");
}
__name(comment, "comment");
function octokitOf({ githubToken }, { api }) {
  return githubToken === "" ? null : getOctokit(githubToken, { baseUrl: api });
}
__name(octokitOf, "octokitOf");
function ofBuilds(inputs, context) {
  const { env } = process;
  return {
    mask: setSecret,
    octokit: octokitOf(inputs, context),
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
