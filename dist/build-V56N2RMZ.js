import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  renderText
} from "./chunk-Z6M67WSK.js";
import {
  run
} from "./chunk-YQ4HFWPQ.js";
import "./chunk-HQX67FW5.js";
import "./chunk-ZH5PFBIT.js";
import "./chunk-JR47DU2G.js";
import {
  folderStore,
  terminalLog
} from "./chunk-264VTIL4.js";
import "./chunk-XKAZMFME.js";
import "./chunk-AU4MNPSW.js";
import {
  ownFolder
} from "./chunk-JNWG25UB.js";
import "./chunk-B4AVES6Q.js";
import "./chunk-HNOMRKUH.js";
import "./chunk-AWNBONL7.js";
import "./chunk-ZCFSZA2V.js";
import {
  startWith
} from "./chunk-GGLHXDP5.js";
import {
  childEnvironment
} from "./chunk-GKC4T433.js";
import "./chunk-JARR3KQP.js";
import {
  VERSION
} from "./chunk-NCP553QR.js";
import {
  readInputs
} from "./chunk-UG7WS7NH.js";
import "./chunk-XB74SI2F.js";
import {
  folderOf,
  inputFrom,
  json
} from "./chunk-KMXZLHT7.js";
import "./chunk-EIAKX6NL.js";
import "./chunk-OKIPWZVI.js";
import "./chunk-VDBOFADO.js";
import "./chunk-AKOVMDGN.js";
import "./chunk-4PQ7ZB5M.js";
import "./chunk-UT4CUW2Z.js";
import "./chunk-UUQY4CUZ.js";
import "./chunk-JKRFVU7G.js";
import "./chunk-IGNF7UFV.js";
import "./chunk-RPTUHRE5.js";
import "./chunk-KZXV7NL4.js";
import {
  __name
} from "./chunk-L77EYN5P.js";

// src/cli/verbs/build.ts
import { randomUUID } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
var build = /* @__PURE__ */ __name(async (words, options, terminal) => {
  const folder = folderOf(words);
  const inputs = readInputs((name) => inputFrom(options, name));
  const store = folderStore(options["cache-dir"] ?? ownFolder(terminal.env));
  const log = terminalLog(terminal.complain, terminal.env.GO_IMAGE_DEBUG !== void 0, terminal.screen);
  const env = childEnvironment(terminal.env, { layerCacheToken: false });
  const outcome = await run(inputs, localContext(folder), {
    log,
    execute: startWith(terminal.env, terminal.signal),
    signal: terminal.signal,
    store,
    temp: join(tmpdir(), `go-image-${randomUUID()}`),
    now: /* @__PURE__ */ __name(() => /* @__PURE__ */ new Date(), "now"),
    mask: /* @__PURE__ */ __name(() => {
    }, "mask"),
    octokit: null,
    writeSummary: /* @__PURE__ */ __name(async () => {
    }, "writeSummary"),
    noDefaultAttestations: false,
    env,
    layerCacheEnv: env,
    dockerHost: terminal.env.DOCKER_HOST ?? "",
    isRoot: process.getuid?.() === 0,
    version: VERSION,
    rulePages: null
  });
  for (const { name, key, file } of outcome.saves) await store.save(name, key, file);
  terminal.print(options.json ? json(outcome.report) : renderText(outcome.report, terminal.terminal));
  if (outcome.failure !== null) terminal.complain(`go-image: ${outcome.failure}
`);
  return outcome.failure === null ? 0 : 1;
}, "build");
function localContext(folder) {
  return {
    ...{ server: null, api: "", repository: null, event: "local", ref: "", commit: null, sha: null, runUrl: null },
    ...{
      runId: `${Date.now()}`,
      runAttempt: "1",
      job: "",
      ...{ pullRequest: null, workflowRun: null, message: null },
      ...{ workspace: folder, temp: tmpdir(), cacheMode: null }
    }
  };
}
__name(localContext, "localContext");
export {
  build
};
