import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  bytes,
  count,
  duration
} from "./chunk-JKRFVU7G.js";
import {
  UserError,
  __commonJS,
  __name,
  __require,
  __toESM,
  messageOf,
  plain,
  shortened
} from "./chunk-L77EYN5P.js";

// required:node:http
var require_node_http = __commonJS({
  "required:node:http"(exports, module) {
    module.exports = __require("node:http");
  }
});

// required:node:https
var require_node_https = __commonJS({
  "required:node:https"(exports, module) {
    module.exports = __require("node:https");
  }
});

// src/registry/credentials.ts
import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
function dockerCredentials(env, execute) {
  return async (registry) => {
    const file = join(env.DOCKER_CONFIG || join(env.HOME || homedir(), ".docker"), "config.json");
    const config = await readConfig(file);
    const server = registry === "docker.io" ? "https://index.docker.io/v1/" : registry;
    const helper = config.credHelpers?.[server] ?? config.credsStore;
    const found = helper ? await askHelper(helper, server, execute) : null;
    return found ?? loginOf(config, server);
  };
}
__name(dockerCredentials, "dockerCredentials");
async function readConfig(file) {
  let text;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return {};
    throw error;
  }
  try {
    return JSON.parse(text) ?? {};
  } catch {
    throw new Error(`${file} is not JSON; \`docker login\` writes it`);
  }
}
__name(readConfig, "readConfig");
function loginOf(config, server) {
  const auths = Object.entries(config.auths ?? {});
  const found = auths.find(([key]) => key === server) ?? auths.find(([key]) => hostOf(key) === hostOf(server));
  if (found === void 0) return null;
  const { auth, username, password, identitytoken } = found[1];
  if (identitytoken) return { kind: "identity", token: identitytoken };
  if (username && password) return { kind: "password", username, password };
  const [, name, secret] = /^([^:]*):(.*?)\0*$/s.exec(Buffer.from(auth ?? "", "base64").toString()) ?? [];
  return name && secret ? { kind: "password", username: name, password: secret } : null;
}
__name(loginOf, "loginOf");
function hostOf(server) {
  return server.replace(/^https?:\/\//, "").replace(/\/.*$/, "");
}
__name(hostOf, "hostOf");
async function askHelper(helper, server, execute) {
  if (!/^[\w.-]+$/.test(helper)) throw new Error(`docker's configuration names an odd credential helper, ${helper}`);
  const program = `docker-credential-${helper}`;
  const { exitCode, stdout } = await execute(program, ["get"], { input: `${server}
` });
  if (exitCode !== 0 && /credentials not found/i.test(stdout)) return null;
  if (exitCode !== 0)
    throw new Error(`${program} failed for ${server} (exit code ${exitCode}): ${stdout.slice(0, 200)}`);
  let answer;
  try {
    answer = JSON.parse(stdout);
  } catch {
    throw new Error(`${program} gave no JSON for ${server}`);
  }
  const { Username: username, Secret: secret } = answer;
  if (typeof username !== "string" || typeof secret !== "string" || secret === "") return null;
  return username === "<token>" ? { kind: "identity", token: secret } : { kind: "password", username, password: secret };
}
__name(askHelper, "askHelper");

// src/report/progress-text.ts
function progressText(what, seconds, amount = null) {
  if (amount === null || amount.done === 0 && amount.total === null) return `${what}, ${duration(seconds)}`;
  const { done, total } = amount;
  const rate = seconds > 0 ? done / seconds : 0;
  const parts = [
    total === null ? bytes(done) : `${bytes(done)} of ${bytes(total)}`,
    ...rate > 0 ? [`${bytes(rate)}/s`] : [],
    // Nothing is left of what has come, and nobody knows before anything has.
    ...rate > 0 && total !== null && total > done ? [`${duration((total - done) / rate)} left`] : []
  ];
  return `${what}: ${parts.join(", ")}`;
}
__name(progressText, "progressText");
function buildText(seconds, { done, now }) {
  const running = now === null ? [] : [`now ${shortened(plain(now), LONGEST_STEP)}`];
  const parts = done === 0 ? running : [`${count(done, "step")} done`, ...running];
  const passed = `build, ${duration(seconds)}`;
  return parts.length === 0 ? passed : `${passed}: ${parts.join(", ")}`;
}
__name(buildText, "buildText");
var LONGEST_STEP = 80;
var TELLING = /* @__PURE__ */ new Set(["build", "caches in"]);
function watchPart(log, name, body) {
  return TELLING.has(name) ? body() : log.watch((seconds) => progressText(name, seconds), body);
}
__name(watchPart, "watchPart");

// src/runner/watch.ts
var SHOWN_AFTER = 1e3;
var DRAWN_EVERY = 200;
var SILENCE = { first: 5e3, longest: 6e4 };
var CLEAR = "\r\x1B[J";
function startWatching(write, screen) {
  const running = /* @__PURE__ */ new Set();
  let timer = null;
  let drawn = "";
  let spoken = performance.now();
  let silence = SILENCE.first;
  const clear = /* @__PURE__ */ __name(() => {
    if (drawn !== "") write(CLEAR);
    drawn = "";
  }, "clear");
  const tick = /* @__PURE__ */ __name(() => {
    const now = performance.now();
    const shown = [...running].filter(({ since }) => now - since >= SHOWN_AFTER);
    if (shown.length === 0) return clear();
    const text = shown.map(({ say, since }) => say((now - since) / 1e3)).join(" \xB7 ");
    if (screen !== null) {
      const line = fitting(text, screen.width());
      if (line !== drawn) write(`${CLEAR}${line}`);
      drawn = line;
    } else if (now - spoken >= silence) {
      write(`  \u2026 ${text}
`);
      spoken = now;
      silence = Math.min(silence * 2, SILENCE.longest);
    }
  }, "tick");
  const stop = /* @__PURE__ */ __name(() => {
    if (running.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
    clear();
  }, "stop");
  return {
    async watch(say, body) {
      const item = { say, since: performance.now() };
      running.add(item);
      timer ??= setInterval(tick, DRAWN_EVERY).unref();
      try {
        return await body();
      } finally {
        running.delete(item);
        stop();
      }
    },
    line(text) {
      clear();
      write(`${text}
`);
      spoken = performance.now();
      silence = SILENCE.first;
    }
  };
}
__name(startWatching, "startWatching");
function fitting(text, width) {
  const points = Array.from(text);
  return points.length < width ? text : `${points.slice(0, Math.max(width - 2, 0)).join("")}\u2026`;
}
__name(fitting, "fitting");

// src/registry/reference.ts
var COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
var PATH = `${COMPONENT}(?:/${COMPONENT})*`;
var REPOSITORY = new RegExp(`^([A-Za-z0-9.-]+(?::\\d+)?)/(${PATH})$`);
function parseRepository(written) {
  const match = REPOSITORY.exec(written);
  const registry = match?.[1] ?? "";
  const name = match?.[2] ?? "";
  if (match === null || !(/[.:]/.test(registry) || registry === "localhost") || name.length > 255) {
    throw new UserError(
      "input-cache-store",
      `\`cache-store: registry=${written}\` is not a repository. Write host and path in lower case, without tag or digest: \`registry=ghcr.io/acme/ledger-cache\`.`
    );
  }
  return repositoryAt(registry, name);
}
__name(parseRepository, "parseRepository");
function repositoryAt(registry, name) {
  if (registry === "docker.io") return { registry, origin: "https://registry-1.docker.io", name };
  return { registry, origin: `${isLoopback(registry) ? "http" : "https"}://${registry}`, name };
}
__name(repositoryAt, "repositoryAt");
function isLoopback(host) {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(host);
}
__name(isLoopback, "isLoopback");
function isAllowed(url) {
  return url.protocol === "https:" || url.protocol === "http:" && isLoopback(url.host);
}
__name(isAllowed, "isAllowed");

// src/registry/transport.ts
import { setTimeout as delay } from "node:timers/promises";

// src/registry/challenge.ts
function parseChallenges(header) {
  const challenges = [];
  const part = /([!#$%&'*+.^`|~\w-]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+)))?/g;
  for (const [whole, name = "", quoted, bare] of header.matchAll(part)) {
    if (!whole.includes("=")) challenges.push({ scheme: name.toLowerCase(), parameters: {} });
    else if (challenges.length > 0)
      challenges.at(-1).parameters[name.toLowerCase()] = quoted?.replace(/\\(.)/g, "$1") ?? bare ?? "";
  }
  return challenges;
}
__name(parseChallenges, "parseChallenges");

// src/registry/read-text.ts
async function readText(response, limit, what = "the answer") {
  const chunks = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limit) throw new Error(`${what} is larger than the ${limit} bytes that it may have`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
__name(readText, "readText");

// src/registry/authorize.ts
var MAX_TOKEN_BYTES = 1024 * 1024;
async function authorize(challenge, asking) {
  const challenges = parseChallenges(challenge ?? "");
  const bearer = challenges.find(({ scheme }) => scheme === "bearer");
  if (bearer !== void 0) return `Bearer ${await fetchToken(bearer.parameters, asking)}`;
  const basic = challenges.some(({ scheme }) => scheme === "basic");
  return basic && asking.login?.kind === "password" ? basicHeader(asking.login) : null;
}
__name(authorize, "authorize");
async function fetchToken(parameters, asking) {
  const { repository, login } = asking;
  const realm = URL.canParse(parameters.realm ?? "") ? new URL(parameters.realm) : null;
  if (realm === null || !isAllowed(realm))
    throw new Error(`${repository.registry} sends us for a token to a place that is not an https address`);
  const query = {
    ...parameters.service !== void 0 && { service: parameters.service },
    scope: `repository:${repository.name}:${asking.access}`
  };
  const response = await (login?.kind === "identity" ? asking.send(realm, {
    method: "POST",
    body: new URLSearchParams({
      ...query,
      grant_type: "refresh_token",
      client_id: "go-image",
      refresh_token: login.token
    })
  }) : asking.send(withQuery(realm, query), {
    headers: login === null ? {} : { authorization: basicHeader(login) }
  }));
  if (!response.ok) {
    await response.body?.cancel();
    const who = login === null ? "anonymously" : "with the credentials that docker has for it";
    throw new Error(
      `${repository.registry} gives no token (${asking.access}) for ${repository.name}, asked ${who}: status ${response.status}. Log in before this step (docker/login-action) with an account that may use this repository.`
    );
  }
  const text = await readText(response, MAX_TOKEN_BYTES);
  const token = tokenOf(text);
  if (token === null) throw new Error(`the token server of ${repository.registry} (${realm.host}) sent no token`);
  return token;
}
__name(fetchToken, "fetchToken");
function tokenOf(text) {
  try {
    const { token, access_token } = JSON.parse(text);
    const found = token || access_token;
    return typeof found === "string" && /^[\x21-\x7e]+$/.test(found) ? found : null;
  } catch {
    return null;
  }
}
__name(tokenOf, "tokenOf");
function basicHeader({ username, password }) {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}
__name(basicHeader, "basicHeader");
function withQuery(url, query) {
  const result = new URL(url);
  for (const [name, value] of Object.entries(query)) result.searchParams.set(name, value);
  return result;
}
__name(withQuery, "withQuery");

// src/registry/fetch.ts
var import_node_http = __toESM(require_node_http(), 1);
var import_node_https = __toESM(require_node_https(), 1);
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

// src/runner/memory.ts
function freeMemory({ buffer, byteLength }) {
  if (buffer.byteLength === byteLength && buffer instanceof ArrayBuffer) buffer.transfer?.(0);
}
__name(freeMemory, "freeMemory");
function takingTurns(bytes2) {
  const buffers = [];
  let calls = 0;
  return () => {
    const turn = calls++ % 2;
    buffers[turn] ??= Buffer.allocUnsafeSlow(bytes2);
    return buffers[turn];
  };
}
__name(takingTurns, "takingTurns");

// src/registry/fetch.ts
var IDLE_MS = 3e5;
var MAX_ANSWER_BYTES = 64 * 1024;
var streamingFetch = /* @__PURE__ */ __name((input, init = {}) => {
  const body = init.body;
  if (body instanceof Readable) return upload(new URL(String(input)), init, body);
  const isBlob = (init.method ?? "GET") === "GET" && new Headers(init.headers).get("accept-encoding") === "identity";
  return isBlob ? download(new URL(String(input)), init) : globalThis.fetch(input, init);
}, "streamingFetch");
function download(url, { headers, signal }) {
  return new Promise((resolve, reject) => {
    const request = clientOf(url).request(url, {
      headers: Object.fromEntries(new Headers(headers)),
      ...signal && { signal }
    });
    const asFetch = /* @__PURE__ */ __name((cause) => signal?.aborted ? signal.reason : new TypeError("fetch failed", { cause }), "asFetch");
    freeParsed(request);
    request.setTimeout(IDLE_MS, () => request.destroy(new Error(`nothing came for ${IDLE_MS / 1e3} s`)));
    request.on("error", (error) => reject(asFetch(error)));
    request.on("response", (answer) => {
      try {
        const { statusCode: status = 0 } = answer;
        const empty = status === 204 || status === 304;
        resolve(new Response(empty ? null : bodyOf(answer, asFetch), { status, headers: headersOf(answer) }));
      } catch (error) {
        request.destroy();
        reject(error);
      }
    });
    request.end();
  });
}
__name(download, "download");
function freeParsed(request) {
  request.on("socket", (socket) => {
    socket.off("data", freeMemory).on("data", freeMemory);
    request.on("close", () => socket.off("data", freeMemory));
  });
}
__name(freeParsed, "freeParsed");
function bodyOf(answer, asFetch) {
  let detach = /* @__PURE__ */ __name(() => {
  }, "detach");
  return new ReadableStream(
    {
      start(controller) {
        const take = /* @__PURE__ */ __name((piece) => {
          controller.enqueue(piece);
          answer.pause();
        }, "take");
        const end = /* @__PURE__ */ __name(() => controller.close(), "end");
        answer.on("error", (error) => controller.error(asFetch(error)));
        answer.on("data", take).on("end", end).pause();
        detach = /* @__PURE__ */ __name(() => answer.off("data", take).off("end", end), "detach");
      },
      pull: /* @__PURE__ */ __name(() => void answer.resume(), "pull"),
      cancel() {
        detach();
        if (Number(answer.headers["content-length"]) <= MAX_ANSWER_BYTES) answer.resume();
        else answer.destroy();
      }
    },
    { highWaterMark: 0 }
  );
}
__name(bodyOf, "bodyOf");
function clientOf({ protocol }) {
  return protocol === "https:" ? import_node_https.default : import_node_http.default;
}
__name(clientOf, "clientOf");
function upload(url, { method, headers, signal }, body) {
  return new Promise((resolve, reject) => {
    const request = clientOf(url).request(url, {
      method: method ?? "PUT",
      headers: Object.fromEntries(new Headers(headers)),
      ...signal && { signal }
    });
    const fail = /* @__PURE__ */ __name((cause) => reject(signal?.aborted ? signal.reason : new TypeError("upload failed", { cause })), "fail");
    request.setTimeout(IDLE_MS, () => request.destroy(new Error(`no answer for ${IDLE_MS / 1e3} s`)));
    let answered = false;
    request.on("response", (answer) => {
      answered = true;
      const { statusCode: status = 0 } = answer;
      answer.on("error", fail);
      const response = new Response(Readable.toWeb(answer), { status: 200 });
      readText(response, MAX_ANSWER_BYTES).then((text) => {
        const empty = status === 204 || status === 304;
        resolve(new Response(empty ? null : text, { status, headers: headersOf(answer) }));
        if (!request.writableFinished) {
          body.destroy();
          request.destroy();
        }
      }, fail);
    });
    request.on("error", (error) => {
      if (!answered) fail(error);
    });
    pipeline(body, request).catch((error) => {
      if (!answered) fail(error);
    });
  });
}
__name(upload, "upload");
function headersOf(answer) {
  const headers = new Headers();
  for (const [name, values] of Object.entries(answer.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  return headers;
}
__name(headersOf, "headersOf");

// src/registry/transport.ts
var RegistryError = class extends Error {
  static {
    __name(this, "RegistryError");
  }
  name = "RegistryError";
  status;
  constructor(status, message) {
    super(message);
    this.status = status;
  }
};
var ATTEMPTS = 4;
var FIRST_WAIT_MS = 500;
var LONGEST_WAIT_MS = 6e4;
var REDIRECTS = 5;
var MAX_ERROR_BYTES = 64 * 1024;
function createTransport(repository, access, options) {
  const fetch = options.fetch ?? streamingFetch;
  const wait = options.wait ?? ((milliseconds) => delay(milliseconds, void 0, signalOf(options)));
  let authorization = Promise.resolve(null);
  const retrying = /* @__PURE__ */ __name(async (attempts, send) => {
    for (let attempt = 1; ; attempt++) {
      let pause = FIRST_WAIT_MS * 2 ** (attempt - 1) * (1 + Math.random() / 4);
      try {
        const response = await send();
        if (attempt >= attempts || !isPassing(response.status)) return response;
        await response.body?.cancel();
        pause = retryAfter(response) ?? pause;
      } catch (error) {
        options.signal?.throwIfAborted();
        if (attempt >= attempts || !isNetwork(error)) throw describeNetwork(error, repository);
      }
      await wait(Math.min(pause, LONGEST_WAIT_MS));
    }
  }, "retrying");
  const fetchOnce = /* @__PURE__ */ __name((url, init) => fetch(url, { redirect: "manual", ...signalOf(options), ...init }), "fetchOnce");
  const follow = /* @__PURE__ */ __name(async (start, message, header) => {
    let url = start;
    for (let redirects = 0; redirects <= REDIRECTS; redirects++) {
      const own = url.origin === repository.origin;
      const init = initOf(message, own ? header : null);
      const response = await fetchOnce(url, init);
      const location = response.headers.get("location");
      if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return response;
      await response.body?.cancel();
      if (message.body !== void 0) throw new Error(`${repository.registry} redirects an upload, which is not done`);
      url = new URL(location, url);
      if (!isAllowed(url))
        throw new Error(`${repository.registry} redirects to ${url.protocol}//${url.host}, without TLS`);
    }
    throw new Error(`${repository.registry} redirects more than ${REDIRECTS} times`);
  }, "follow");
  return async (address, message) => {
    const url = new URL(address, repository.origin);
    const attempts = message.attempts ?? ATTEMPTS;
    const used = authorization;
    let response = await retrying(attempts, async () => follow(url, message, await used));
    if (response.status === 401) {
      const challenge = response.headers.get("www-authenticate");
      await response.body?.cancel();
      if (authorization === used) {
        authorization = options.credentials(repository.registry).then(
          (login) => authorize(challenge, {
            repository,
            access,
            login,
            send: /* @__PURE__ */ __name((to, init) => retrying(ATTEMPTS, () => fetchOnce(to, init)), "send")
          })
        );
        authorization.catch(() => {
        });
      }
      const renewed = authorization;
      const header = await renewed.catch((error) => {
        if (authorization === renewed) authorization = Promise.resolve(null);
        throw error;
      });
      response = await retrying(attempts, () => follow(url, message, header));
    }
    if (message.expected.includes(response.status)) return response;
    throw await refusal(response, message.method ?? "GET", repository);
  };
}
__name(createTransport, "createTransport");
function initOf({ method, headers, body, length }, authorization) {
  return {
    method: method ?? "GET",
    headers: {
      ...headers,
      ...length !== void 0 && { "content-length": `${length}` },
      ...authorization !== null && { authorization }
    },
    ...body !== void 0 && { body: body(), duplex: "half" }
  };
}
__name(initOf, "initOf");
function signalOf({ signal }) {
  return signal === void 0 ? {} : { signal };
}
__name(signalOf, "signalOf");
function isPassing(status) {
  return status === 429 || status >= 500 && status !== 501;
}
__name(isPassing, "isPassing");
function retryAfter(response) {
  const value = response.headers.get("retry-after");
  if (value === null) return null;
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1e3 : Date.parse(value) - Date.now();
  return Number.isNaN(milliseconds) ? null : Math.max(milliseconds, 0);
}
__name(retryAfter, "retryAfter");
function isNetwork(error) {
  const { name, cause } = error;
  return name === "TypeError" && cause !== void 0;
}
__name(isNetwork, "isNetwork");
function describeNetwork(error, { registry }) {
  if (!isNetwork(error)) return error;
  const { cause } = error;
  const code = cause.code;
  return new Error(`${registry} cannot be reached: ${messageOf(cause) || code}`, { cause });
}
__name(describeNetwork, "describeNetwork");
async function refusal(response, method, { registry, name }) {
  const text = await readText(response, MAX_ERROR_BYTES).catch(() => "");
  const said = reasonOf(text);
  const remedy = response.status === 401 || response.status === 403 ? " Log in before this step (docker/login-action) with an account that may use this repository." : "";
  return new RegistryError(
    response.status,
    `${registry} answers ${method} for ${name} with status ${response.status}${said && ` (${said})`}.${remedy}`
  );
}
__name(refusal, "refusal");
function reasonOf(text) {
  try {
    const { errors } = JSON.parse(text);
    const words = errors.map(({ code, message }) => [code, message].filter(Boolean).join(": ")).join("; ");
    return words.replace(/[^\x20-\x7e]+/g, " ").slice(0, 200);
  } catch {
    return "";
  }
}
__name(reasonOf, "reasonOf");

// src/registry/repository.ts
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { Readable as Readable2 } from "node:stream";
var MANIFEST = "application/vnd.oci.image.manifest.v1+json";
var MAX_MANIFEST_BYTES = 4 * 1024 * 1024;
var UPLOAD_ATTEMPTS = 3;
var READ_BYTES = 256 * 1024;
var CHUNK_BYTES = 64 * 1024 * 1024;
async function getManifest({ name }, transport, reference, accept = MANIFEST) {
  const response = await transport(`/v2/${name}/manifests/${reference}`, { headers: { accept }, expected: [200, 404] });
  if (response.status === 404) {
    await response.body?.cancel();
    return null;
  }
  const text = await readText(response, MAX_MANIFEST_BYTES, `the manifest ${reference}`);
  const digest = digestOf(text);
  const announced = response.headers.get("docker-content-digest");
  if (announced?.startsWith("sha256:") && announced !== digest)
    throw new Error(`the manifest ${reference} is damaged: its digest is ${digest}, the registry says ${announced}`);
  return { text, digest, mediaType: (response.headers.get("content-type") ?? "").split(";")[0].trim() };
}
__name(getManifest, "getManifest");
async function hasManifest({ name }, transport, reference) {
  const response = await transport(`/v2/${name}/manifests/${reference}`, {
    method: "HEAD",
    headers: { accept: MANIFEST },
    expected: [200, 404]
  });
  return response.status === 200;
}
__name(hasManifest, "hasManifest");
async function putManifest({ name }, transport, tag, manifest) {
  const response = await transport(`/v2/${name}/manifests/${tag}`, {
    method: "PUT",
    headers: { "content-type": MANIFEST },
    body: /* @__PURE__ */ __name(() => manifest, "body"),
    expected: [201]
  });
  await response.body?.cancel();
}
__name(putManifest, "putManifest");
var MAX_TAG_PAGES = 50;
var TAGS_PER_PAGE = 1e3;
var MAX_TAGS_BYTES = 4 * 1024 * 1024;
async function listTags(repository, transport) {
  const tags = [];
  let next = new URL(`/v2/${repository.name}/tags/list?n=${TAGS_PER_PAGE}`, repository.origin);
  for (let page = 0; next !== null && page < MAX_TAG_PAGES; page++) {
    const response = await transport(next, { expected: [200, 404] });
    if (response.status === 404) {
      await response.body?.cancel();
      return tags;
    }
    const listed = parseTags(await readText(response, MAX_TAGS_BYTES));
    tags.push(...listed);
    next = nextPage(repository, response.headers.get("link"));
  }
  return tags;
}
__name(listTags, "listTags");
function parseTags(text) {
  const { tags } = JSON.parse(text) ?? {};
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string" && /^\w[\w.-]{0,127}$/.test(tag)) : [];
}
__name(parseTags, "parseTags");
function nextPage({ name, origin }, link) {
  const target = /<([^>]*)>\s*;[^,]*\brel="?next"?/.exec(link ?? "")?.[1];
  if (target === void 0 || !URL.canParse(target, origin)) return null;
  const { pathname, search } = new URL(target, origin);
  return pathname === `/v2/${name}/tags/list` ? new URL(pathname + search, origin) : null;
}
__name(nextPage, "nextPage");
async function deleteManifest({ name }, transport, digest) {
  const response = await transport(`/v2/${name}/manifests/${digest}`, {
    method: "DELETE",
    // 405 and 400 (UNSUPPORTED): distribution-spec, "Content Management", which registries need not have.
    expected: [200, 202, 204, 400, 401, 403, 404, 405]
  });
  await response.body?.cancel();
  return response.ok || response.status === 404;
}
__name(deleteManifest, "deleteManifest");
async function openBlob({ name }, transport, digest) {
  const response = await transport(`/v2/${name}/blobs/${digest}`, {
    // Or a proxy might compress what must have this digest.
    headers: { "accept-encoding": "identity" },
    expected: [200]
  });
  if (response.body === null) throw new Error(`the blob ${digest} came without content`);
  return Readable2.fromWeb(response.body);
}
__name(openBlob, "openBlob");
async function putBlob(repository, transport, blob, source) {
  const existing = await transport(`/v2/${repository.name}/blobs/${blob.digest}`, {
    method: "HEAD",
    expected: [200, 404]
  });
  if (existing.status === 200) return;
  const read = /* @__PURE__ */ __name((start, length) => {
    if ("text" in source) return source.text.slice(start, start + length);
    return length === 0 ? "" : createReadStream(source.file, { start, end: start + length - 1, highWaterMark: READ_BYTES });
  }, "read");
  for (let attempt = 1; ; attempt++) {
    try {
      return await uploadWhole(repository, transport, blob, read);
    } catch (error) {
      if (error instanceof RegistryError && error.status === 413)
        return await uploadChunks(repository, transport, blob, read);
      const refused = error instanceof RegistryError && error.status < 500 && error.status !== 429;
      if (attempt >= UPLOAD_ATTEMPTS || refused) throw error;
    }
  }
}
__name(putBlob, "putBlob");
async function uploadWhole(repository, transport, blob, read) {
  const session = await startUpload(repository, transport);
  const response = await transport(withDigest(session, blob.digest), {
    method: "PUT",
    headers: { "content-type": "application/octet-stream" },
    body: /* @__PURE__ */ __name(() => read(0, blob.size), "body"),
    length: blob.size,
    expected: [201],
    attempts: 1
  });
  await response.body?.cancel();
}
__name(uploadWhole, "uploadWhole");
async function uploadChunks(repository, transport, blob, read) {
  let session = await startUpload(repository, transport);
  for (let start = 0; start < blob.size; start += CHUNK_BYTES) {
    const length = Math.min(CHUNK_BYTES, blob.size - start);
    const response2 = await transport(session, {
      method: "PATCH",
      headers: { "content-type": "application/octet-stream", "content-range": `${start}-${start + length - 1}` },
      body: /* @__PURE__ */ __name(() => read(start, length), "body"),
      length,
      expected: [202],
      attempts: 1
    });
    session = await sessionOf(repository, response2);
  }
  const response = await transport(withDigest(session, blob.digest), { method: "PUT", expected: [201] });
  await response.body?.cancel();
}
__name(uploadChunks, "uploadChunks");
async function startUpload(repository, transport) {
  const response = await transport(`/v2/${repository.name}/blobs/uploads/`, { method: "POST", expected: [202] });
  return sessionOf(repository, response);
}
__name(startUpload, "startUpload");
async function sessionOf({ registry, origin }, response) {
  await response.body?.cancel();
  const location = response.headers.get("location");
  if (location === null) throw new Error(`${registry} did not say where to upload to`);
  const url = new URL(location, response.url || origin);
  return url.host === new URL(origin).host ? new URL(url.pathname + url.search, origin) : url;
}
__name(sessionOf, "sessionOf");
function withDigest(session, digest) {
  const url = new URL(session);
  url.searchParams.set("digest", digest);
  return url;
}
__name(withDigest, "withDigest");
function digestOf(text) {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
__name(digestOf, "digestOf");

export {
  require_node_http,
  dockerCredentials,
  PATH,
  parseRepository,
  repositoryAt,
  require_node_https,
  freeMemory,
  takingTurns,
  RegistryError,
  createTransport,
  MANIFEST,
  getManifest,
  hasManifest,
  putManifest,
  listTags,
  deleteManifest,
  openBlob,
  putBlob,
  digestOf,
  progressText,
  buildText,
  watchPart,
  startWatching
};
