import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  RULE_PAGES,
  checkSubject,
  readSubject
} from "./chunk-OKIPWZVI.js";
import {
  RULES,
  contextReport
} from "./chunk-VDBOFADO.js";
import {
  UserError,
  __name
} from "./chunk-L77EYN5P.js";

// src/cli/check.ts
import { relative, resolve } from "node:path";
async function checkFile(options) {
  const { path, file } = placeOf(options);
  const text = readText(path, options);
  const subject = await subjectOf(text, path, file, options);
  return {
    ...checkSubject(subject, RULES, RULE_PAGES),
    context: contextReport(subject),
    programs: subject.programs.flatMap(({ dir }) => dir === null ? [] : [dir]),
    ...{ path, file, text }
  };
}
__name(checkFile, "checkFile");
function placeOf({ folder, file }) {
  const path = file === "" ? resolve(folder, "Dockerfile") : resolve(file);
  return { path, file: relative(folder, path) || path };
}
__name(placeOf, "placeOf");
function readText(path, { readFile }) {
  try {
    return readFile(path);
  } catch (error) {
    throw new UserError("file-unreadable", `The Dockerfile ${path} cannot be read: ${error.message}`);
  }
}
__name(readText, "readText");
async function subjectOf(text, path, file, { folder, inspect, target, buildArgs, platforms, today }) {
  const subject = await readSubject({ text, path, file, context: folder, inspect, target, buildArgs, platforms, today });
  if (subject !== null) return subject;
  throw new UserError(
    "file-unreadable",
    target === "" ? `${file} has no FROM, so that it builds nothing.` : `${file} has no stage "${target}"; correct --target.`
  );
}
__name(subjectOf, "subjectOf");

export {
  checkFile,
  subjectOf
};
