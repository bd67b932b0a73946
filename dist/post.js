import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  getOctokit,
  openStore,
  packAfterSteps,
  readPostState,
  summaryWriter
} from "./chunk-WXKGU423.js";
import {
  getInput,
  isLedger,
  noteUploads,
  parseStoredKey,
  readContext,
  rememberedUploads,
  startActionsLog
} from "./chunk-264VTIL4.js";
import {
  progressText
} from "./chunk-XKAZMFME.js";
import "./chunk-AU4MNPSW.js";
import "./chunk-HNOMRKUH.js";
import {
  childEnvironment,
  execute
} from "./chunk-GKC4T433.js";
import {
  readInputs
} from "./chunk-UG7WS7NH.js";
import "./chunk-XB74SI2F.js";
import "./chunk-EIAKX6NL.js";
import "./chunk-4PQ7ZB5M.js";
import "./chunk-UT4CUW2Z.js";
import {
  bytes,
  count,
  duration
} from "./chunk-JKRFVU7G.js";
import "./chunk-IGNF7UFV.js";
import "./chunk-RPTUHRE5.js";
import "./chunk-KZXV7NL4.js";
import {
  __callDispose,
  __name,
  __using,
  messageOf
} from "./chunk-L77EYN5P.js";

// src/post.ts
import { randomUUID } from "node:crypto";
import { join } from "node:path";

// src/cache/save-within.ts
import { rm, stat } from "node:fs/promises";

// src/cache/bound.ts
import { createHash } from "node:crypto";
var KEPT_DIFFERENCES = 2;
var KEPT_LINES = 4;
var UNWANTED_MS = 24 * 36e5;
var REMEMBERED_MS = 7 * 24 * 36e5;
function chooseRemovals({ stored, saving, restored, maximum, scope, now }) {
  const untouchable = /* @__PURE__ */ new Set([...restored, ...saving.map(({ key }) => key)]);
  const mayGo = /* @__PURE__ */ __name((entry) => !untouchable.has(entry.key) && (isPull(entry.scope) || !isPull(scope)), "mayGo");
  const superseded = findSuperseded(stored, [...untouchable], now).filter(mayGo);
  const candidates = stored.filter((entry) => mayGo(entry) && !superseded.includes(entry)).sort((a, b) => Number(isPull(b.scope)) - Number(isPull(a.scope)) || lastUse(a) - lastUse(b));
  const staying = stored.filter((entry) => !mayGo(entry));
  const room = maximum - total(chooseSaves(total(staying), saving, maximum).fits);
  let left = total(staying) + total(candidates);
  const unused = [];
  for (const entry of candidates) {
    if (left <= room) break;
    unused.push(entry);
    left -= entry.bytes;
  }
  return [
    ...superseded.map((entry) => ({ entry, why: "superseded" })),
    ...unused.map((entry) => ({ entry, why: "unused" }))
  ];
}
__name(chooseRemovals, "chooseRemovals");
function chooseSaves(kept, saving, maximum) {
  const fits = [];
  const refused = [];
  for (const entry of saving.toSorted((a, b) => a.bytes - b.bytes)) {
    if (kept + total(fits) + entry.bytes <= maximum) fits.push(entry);
    else refused.push({ entry, why: entry.bytes > maximum ? "alone" : "total" });
  }
  return { fits, refused };
}
__name(chooseSaves, "chooseSaves");
function rememberedEntries(remembered, now) {
  const recent = remembered.filter(({ time, bytes: bytes2 }) => now - time < REMEMBERED_MS && Number.isSafeInteger(bytes2));
  const byKey = new Map(recent.filter(({ bytes: bytes2 }) => bytes2 >= 0).map(({ key, bytes: bytes2 }) => [key, { key, bytes: bytes2 }]));
  return [...byKey.values()];
}
__name(rememberedEntries, "rememberedEntries");
function total(entries) {
  return entries.reduce((sum, { bytes: bytes2 }) => sum + bytes2, 0);
}
__name(total, "total");
function findSuperseded(stored, current, now) {
  const known = stored.map((entry) => ({ entry, key: parseStoredKey(entry.key) })).filter((one) => one.key !== null).sort((a, b) => b.entry.created - a.entry.created);
  const families = groupBy(known, ({ entry, key }) => `${entry.scope ?? ""} ${key.family}`);
  const ofKind = /* @__PURE__ */ __name((what) => [...families.values()].filter((family) => family[0].key.what === what), "ofKind");
  const oldBases = ofKind("base").flatMap((family) => replacedBases(family, now));
  const bases = known.filter((one) => one.key.what === "base" && !oldBases.includes(one)).map(({ entry }) => entry.key);
  const liveBases = new Set([...bases, ...current].map(hashOfBase));
  const isDead = /* @__PURE__ */ __name(({ key }) => !liveBases.has(key.base), "isDead");
  const replaced = ofKind("difference").flatMap(replacedDifferences);
  const dead = ofKind("difference").flat().filter(isDead);
  const oldSmall = ofKind("small").flatMap((family) => family.slice(family[0].key.kept));
  return [.../* @__PURE__ */ new Set([...replaced, ...dead, ...oldBases, ...oldSmall])].map(({ entry }) => entry);
}
__name(findSuperseded, "findSuperseded");
function replacedBases([newest, ...others], now) {
  const lines = /* @__PURE__ */ new Set([newest.key.line]);
  return others.filter(({ entry, key: { line } }) => {
    const replaced = lines.has(line) || now - lastUse(entry) > UNWANTED_MS;
    lines.add(line);
    return replaced;
  });
}
__name(replacedBases, "replacedBases");
function replacedDifferences(differences) {
  const newestOfLines = [...groupBy(differences, ({ key }) => key.line).values()].map(([newest]) => newest);
  const kept = /* @__PURE__ */ new Set([...differences.slice(0, KEPT_DIFFERENCES), ...newestOfLines.slice(0, KEPT_LINES)]);
  return differences.filter((one) => !kept.has(one));
}
__name(replacedDifferences, "replacedDifferences");
function groupBy(items, nameOf) {
  const groups = /* @__PURE__ */ new Map();
  for (const item of items) {
    const name = nameOf(item);
    const group = groups.get(name);
    if (group === void 0) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}
__name(groupBy, "groupBy");
function hashOfBase(key) {
  return createHash("sha256").update(key).digest("hex").slice(0, 16);
}
__name(hashOfBase, "hashOfBase");
function isPull(scope) {
  return scope?.startsWith("refs/pull/") ?? false;
}
__name(isPull, "isPull");
function lastUse({ lastUsed, created }) {
  return Math.max(lastUsed ?? 0, created);
}
__name(lastUse, "lastUse");

// src/cache/kept.ts
function describeKept({ maximum, entries, listed: listed2, removed }, grants) {
  if (!listed2) return `at least ${bytes(total(entries))} of ${bytes(maximum)}; to see the other entries, ${grants.list}`;
  const gone = [
    describeRemoved("superseded", removed, "superseded one", "superseded ones"),
    describeRemoved("unused", removed, "least recently used one", "least recently used ones")
  ].filter((text) => text !== "");
  const what = `${bytes(total(entries))} of ${bytes(maximum)} in ${count(entries.length, "entry", "entries")}`;
  return gone.length === 0 ? what : `${what} (${gone.join("; ")})`;
}
__name(describeKept, "describeKept");
function describeRemoved(why, removed, one, many) {
  const entries = removed.filter((removal) => removal.why === why).map(({ entry }) => entry);
  return entries.length === 0 ? "" : `${count(entries.length, one, many)} removed, ${bytes(total(entries))}`;
}
__name(describeRemoved, "describeRemoved");
function describeRefused({ refused, maximum, entries, listed: listed2, stuck }, grants) {
  if (refused.length === 0) return null;
  const names = refused.map(({ entry }) => `${entry.key} (${bytes(entry.bytes)})`).join(", ");
  const were = `${names} ${refused.length === 1 ? "was" : "were"} not saved`;
  if (refused.every(({ why }) => why === "alone"))
    return `${were}: more than \`cache-max-size\`, ${bytes(maximum)}, allows for all entries together. Raise it.`;
  const full = `Go Image's entries have ${listed2 ? "" : "at least "}${bytes(total(entries))} and would pass \`cache-max-size\`, ${bytes(maximum)}`;
  if (!listed2) return `${were}: ${full}. To have older entries removed, ${grants.remove}; or raise \`cache-max-size\`.`;
  if (stuck)
    return `${were}: ${full}, and this job may not remove older ones. To allow it, ${grants.remove}; or raise \`cache-max-size\`.`;
  return `${were}: ${full}, and the others are in use. Raise \`cache-max-size\`.`;
}
__name(describeRefused, "describeRefused");

// src/cache/weigh.ts
import { open } from "node:fs/promises";
import { promisify } from "node:util";
import { deflateRaw } from "node:zlib";
var compress = promisify(deflateRaw);
var SAMPLES = 32;
var SAMPLE_BYTES = 128 * 1024;
async function estimateCompressed(file) {
  var _stack = [];
  try {
    const handle = __using(_stack, await open(file), true);
    const { size } = await handle.stat();
    const step = Math.max(SAMPLE_BYTES, Math.floor(size / SAMPLES));
    let read = 0;
    let compressed = 0;
    for (let position = 0; position < size; position += step) {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, position);
      read += bytesRead;
      compressed += (await compress(buffer.subarray(0, bytesRead), { level: 1 })).length;
    }
    return read === 0 ? 0 : Math.ceil(size * Math.min(1, compressed / read));
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
__name(estimateCompressed, "estimateCompressed");

// src/cache/save-within.ts
var MAX_REMOVALS = 100;
var RETRIED_SECONDS = 15;
async function saveWithin(store, saving, log2) {
  if (saving.saves.length === 0) return;
  if (saving.maximum === 0) log2.info("\u25B8 Caches kept  nothing was saved or removed: `cache-max-size` is 0");
  else await saveWhatFits(store, saving, log2);
  for (const { file } of saving.saves) await rm(file, { force: true });
}
__name(saveWithin, "saveWithin");
async function saveWhatFits(store, saving, log2) {
  const { saves, maximum, grants } = saving;
  const entries = await weigh(saves, log2);
  const before = await listed(store, log2);
  const { removed, stuck } = await makeRoom(store, before, entries, saving, log2);
  const left = before?.filter((entry) => !removed.some((removal) => removal.entry.id === entry.id));
  const kept = left ?? rememberedEntries(saving.remembered, saving.now);
  const { fits, refused } = chooseSaves(total(kept), entries, maximum);
  const saved = [];
  const untaken = [];
  const untried = [];
  let gaveUp = false;
  for (const save of saves.toSorted((a, b) => Number(isLedger(a)) - Number(isLedger(b)))) {
    const entry = fits.find(({ key }) => key === save.key);
    if (entry === void 0) continue;
    if (gaveUp) {
      untried.push(save.key);
      continue;
    }
    if (isLedger(save)) await noteUploads(save.file, saved);
    const { outcome, seconds } = await upload(store, save, log2);
    if (outcome === "saved") saved.push({ ...entry, seconds });
    if (outcome === "not taken") untaken.push(save.key);
    gaveUp = outcome !== "saved" && seconds > RETRIED_SECONDS;
  }
  if (untried.length > 0)
    log2.warning(
      `${untried.join(", ")} ${untried.length === 1 ? "was" : "were"} not saved: the store did not answer before.`
    );
  const tried = saved.length + untaken.length;
  const after = tried === 0 || left === void 0 ? null : await store.list().catch(() => null);
  const stays = /* @__PURE__ */ __name((entry) => !removed.some((removal) => removal.entry.id === entry.id), "stays");
  const known = after?.filter(stays) ?? kept;
  const missing = saved.filter(({ key }) => !known.some((entry) => entry.key === key));
  const result = {
    ...{ maximum, removed, refused, stuck },
    entries: [...known, ...missing],
    listed: left !== void 0
  };
  log2.info(`\u25B8 Caches kept  ${describeKept(result, grants)}`);
  const lost = left === void 0 ? [] : untaken.filter((key) => !known.some((entry) => entry.key === key));
  if (lost.length > 0)
    log2.warning(`${lost.join(", ")} could not be saved: the store took nothing. Later runs do without.`);
  const warning = describeRefused(result, grants);
  if (warning !== null) log2.warning(warning);
}
__name(saveWhatFits, "saveWhatFits");
async function weigh(saves, log2) {
  const entries = [];
  for (const { key, file } of saves)
    try {
      entries.push({ key, bytes: await estimateCompressed(file) });
    } catch (error) {
      log2.warning(`${key} could not be saved: ${messageOf(error)}`);
    }
  return entries;
}
__name(weigh, "weigh");
async function listed(store, log2) {
  try {
    return await store.list();
  } catch (error) {
    log2.warning(`What is in the cache could not be listed: ${messageOf(error)}`);
    return null;
  }
}
__name(listed, "listed");
async function makeRoom(store, stored, entries, { restored, maximum, scope, now }, log2) {
  const removals = stored ? chooseRemovals({ stored, saving: entries, restored, maximum, scope, now }) : [];
  const removed = [];
  for (const removal of removals.slice(0, MAX_REMOVALS)) {
    try {
      if (!await store.remove(removal.entry)) return { removed, stuck: true };
      removed.push(removal);
    } catch (error) {
      log2.info(`  ${removal.entry.key} could not be removed: ${messageOf(error)}`);
      return { removed, stuck: true };
    }
  }
  return { removed, stuck: false };
}
__name(makeRoom, "makeRoom");
async function upload(store, { name, key, file }, log2) {
  const started = performance.now();
  const since = /* @__PURE__ */ __name(() => (performance.now() - started) / 1e3, "since");
  try {
    const { size } = await stat(file);
    const said = /* @__PURE__ */ __name((passed) => progressText(`saving ${key}, ${bytes(size)}`, passed), "said");
    const saved = await log2.watch(said, () => store.save(name, key, file));
    const seconds = since();
    log2.info(saved ? `\u25B8 Saved  ${key} \xB7 ${bytes(size)} in ${duration(seconds)}` : `\u25B8 Not saved  ${key}`);
    return { outcome: saved ? "saved" : "not taken", seconds };
  } catch (error) {
    log2.warning(`${key} could not be saved: ${messageOf(error)}`);
    return { outcome: "failed", seconds: since() };
  }
}
__name(upload, "upload");

// src/post.ts
var log = startActionsLog();
async function main() {
  const state = readPostState();
  if (state.saves.length === 0 && state.session === null) return;
  const { env } = process;
  const childEnv = childEnvironment(env, { layerCacheToken: false });
  const inputs = readInputs((name) => getInput(name, { trimWhitespace: false }));
  const { githubToken, cacheMaxSize } = inputs;
  const baseUrl = env.GITHUB_API_URL ?? "https://api.github.com";
  const temp = env.RUNNER_TEMP ?? "/tmp";
  const start = /* @__PURE__ */ __name((command, args, options) => execute(command, args, { env: childEnv, ...options }), "start");
  const store = openStore(state.store, {
    ...{ env, temp, execute: start },
    octokit: githubToken === "" ? null : getOctokit(githubToken, { baseUrl })
  });
  const saves = state.session === null ? state.saves : await packed(state.session, inputs, { store, start, childEnv, temp });
  await saveWithin(
    store,
    {
      ...{ saves, restored: state.restored, remembered: await rememberedUploads(saves), grants: store.grants },
      ...{ maximum: cacheMaxSize.bytes, scope: env.GITHUB_REF ?? "", now: Date.now() }
    },
    log
  );
}
__name(main, "main");
async function packed(session, inputs, { store, start, childEnv, temp }) {
  const { env } = process;
  return await packAfterSteps(session, inputs, await readContext(env), {
    ...{ log, execute: start, signal: new AbortController().signal, store, env: childEnv },
    ...{ temp: join(temp, `go-image-${randomUUID()}`), now: /* @__PURE__ */ __name(() => /* @__PURE__ */ new Date(), "now") },
    ...{ dockerHost: "", isRoot: process.getuid?.() === 0 },
    writeSummary: summaryWriter(env)
  });
}
__name(packed, "packed");
try {
  await main();
} catch (error) {
  log.warning(`Go's caches could not be saved: ${messageOf(error)}`);
}
process.exit();
