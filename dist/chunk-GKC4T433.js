import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  __name
} from "./chunk-L77EYN5P.js";

// src/runner/exec.ts
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
var GRACE_MS = 5e3;
function execute(command, args, options) {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    if (options.signal?.aborted) return reject(options.signal.reason);
    const child = spawn(command, args, {
      ...options.cwd !== void 0 && { cwd: options.cwd },
      env: options.env,
      // A process group of its own: a killed `docker` would leave its plugin behind, which holds our pipes open.
      detached: true,
      stdio: [options.input === void 0 ? "ignore" : "pipe", "pipe", "pipe"]
    });
    const output = { stdout: [], stderr: [] };
    for (const stream of ["stdout", "stderr"]) {
      createInterface({ input: child[stream], crlfDelay: Number.POSITIVE_INFINITY }).on("line", (line) => {
        output[stream].push(line);
        options.onLine?.(line, stream);
      });
    }
    let force;
    const cancel = /* @__PURE__ */ __name(() => {
      child.kill("SIGINT");
      force = setTimeout(() => killGroup(child.pid), GRACE_MS);
    }, "cancel");
    const settle = /* @__PURE__ */ __name(() => {
      clearTimeout(force);
      options.signal?.removeEventListener("abort", cancel);
    }, "settle");
    options.signal?.addEventListener("abort", cancel, { once: true });
    child.on("error", (error) => {
      settle();
      reject(error);
    });
    child.on("close", (code, signal) => {
      settle();
      if (options.signal?.aborted) return reject(options.signal.reason);
      const text = { stdout: output.stdout.join("\n"), stderr: output.stderr.join("\n") };
      resolve({ exitCode: code ?? (signal ? 128 : 1), ...text, seconds: (performance.now() - started) / 1e3 });
    });
    child.stdin?.on("error", () => {
    });
    child.stdin?.end(options.input);
  });
}
__name(execute, "execute");
function killGroup(pid) {
  try {
    if (pid !== void 0) process.kill(-pid, "SIGKILL");
  } catch {
  }
}
__name(killGroup, "killGroup");
var PRIVATE = /^(INPUT_|STATE_|ACTIONS_RUNTIME_TOKEN$|ACTIONS_ID_TOKEN_|ACTIONS_RESULTS_URL$|ACTIONS_CACHE_URL$)/;
function childEnvironment(env, options) {
  return Object.fromEntries(
    Object.entries(env).filter((entry) => {
      const [name, value] = entry;
      if (value === void 0) return false;
      if (options.layerCacheToken && /^ACTIONS_(RUNTIME_TOKEN|RESULTS_URL|CACHE_URL)$/.test(name)) return true;
      return !PRIVATE.test(name);
    })
  );
}
__name(childEnvironment, "childEnvironment");

export {
  execute,
  childEnvironment
};
