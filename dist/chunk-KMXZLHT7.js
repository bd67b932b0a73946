import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  parse
} from "./chunk-EIAKX6NL.js";
import {
  UserError,
  __name
} from "./chunk-L77EYN5P.js";

// src/cli/secret-options.ts
function secretIds(values = []) {
  return values.map((value) => readSecretOption(value).id);
}
__name(secretIds, "secretIds");
function secretEntries(values = [], from) {
  return values.map(readSecretOption).filter((option) => option.from === from).map(({ id, name }) => `${id}=${name}`);
}
__name(secretEntries, "secretEntries");
function readSecretOption(value) {
  const fields = new Map(fieldsOf(value).map((field) => [field.split("=")[0], field.slice(field.indexOf("=") + 1)]));
  const { id = "", src, env, ...others } = Object.fromEntries(fields);
  if (!/^[\w.-]+$/.test(id) || src !== void 0 && env !== void 0 || Object.keys(others).length > 0)
    throw new UserError("usage", "--secret reads id=ID,src=FILE or id=ID,env=NAME.");
  return src === void 0 ? { id, from: "env", name: env ?? id } : { id, from: "src", name: src };
}
__name(readSecretOption, "readSecretOption");
function fieldsOf(value) {
  try {
    const [fields = [], ...others] = parse(value, { relaxQuotes: true });
    return others.length === 0 ? fields : [];
  } catch {
    return [];
  }
}
__name(fieldsOf, "fieldsOf");

// src/cli/command-line.ts
import { resolve } from "node:path";
function folderOf(words) {
  if (words.length > 1) throw new UserError("usage", `Expected one folder, found ${words.join(" ")}.`);
  return resolve(words[0] ?? ".");
}
__name(folderOf, "folderOf");
function exactly(count, words, usage) {
  if (words.length === count) return words;
  throw new UserError("usage", `Usage: go-image ${usage}`);
}
__name(exactly, "exactly");
function inputFrom(options, name) {
  if (name === "tags") return csvLines(options.tag);
  if (name === "platforms") return options.platform ?? "";
  if (name === "test") return (options.test ?? []).join("\n");
  if (name === "fail-on") return options["fail-on"] ?? "error";
  if (name === "build-args") return csvLines(options["build-arg"]);
  if (name === "ssh") return (options.ssh ?? []).join("\n");
  if (name === "size-budget" || name === "size-increase") return (options[name] ?? []).join("\n");
  if (name === "secret-files") return csvLines(secretEntries(options.secret, "src"));
  if (name === "secret-envs") return csvLines(secretEntries(options.secret, "env"));
  const value = options[name];
  return typeof value === "string" || typeof value === "boolean" ? String(value) : "";
}
__name(inputFrom, "inputFrom");
function csvLines(values = []) {
  return values.map((value) => `"${value.replaceAll('"', '""')}"`).join("\n");
}
__name(csvLines, "csvLines");
function readJson(file, { readFile }) {
  try {
    return JSON.parse(readFile(file));
  } catch (error) {
    throw new UserError("file-unreadable", `${file} cannot be read: ${error.message}`);
  }
}
__name(readJson, "readJson");
function json(value) {
  return JSON.stringify(value, null, 2);
}
__name(json, "json");

export {
  secretIds,
  folderOf,
  exactly,
  inputFrom,
  readJson,
  json
};
