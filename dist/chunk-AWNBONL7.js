import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  chosenMains,
  describeCandidates,
  moduleDirsOf,
  place,
  programOf,
  shown
} from "./chunk-IGNF7UFV.js";
import {
  UserError,
  __name
} from "./chunk-L77EYN5P.js";

// src/go/demand.ts
function demandProgram(project) {
  const stop = stopOf(project);
  if (stop !== null) throw new UserError(stop.code, stop.message);
}
__name(demandProgram, "demandProgram");
function stopOf({ decision, obstacles, facts, workspace }) {
  if (decision.kind === "choose") return { code: decision.code, message: describeCandidates(decision) };
  if (decision.kind === "refuse") return { code: decision.code, message: decision.reason };
  const mains = chosenMains(decision);
  const dirs = moduleDirsOf(mains);
  if (dirs.length > 1 && !dirs.every((dir) => workspace?.uses.includes(dir)))
    return { code: "main-several", message: ofSeveralModules(mains, dirs) };
  return obstacles[0] ?? facts.map(missingSource).find((stop) => stop !== null) ?? null;
}
__name(stopOf, "stopOf");
var MADE_BEFORE = {
  frontend: {
    ...{ code: "embed-missing", made: "built" },
    remedy: "Run that in a step before this one, or commit what it makes."
  },
  "embed-missing": {
    ...{ code: "embed-missing", made: "made" },
    remedy: "Commit the file, or make it in a step before this one."
  },
  generated: {
    ...{ code: "generated-missing", made: "generated" },
    remedy: "Generate it in a step before this one, or commit it."
  }
};
function missingSource({ kind, certain, says, evidence: [at] }) {
  const stop = certain ? MADE_BEFORE[kind] : void 0;
  if (stop === void 0) return null;
  return { code: stop.code, message: `${at ? `${place(at)}: ` : ""}${says} ${stop.remedy}` };
}
__name(missingSource, "missingSource");
function ofSeveralModules(mains, dirs) {
  const found = `programs of ${dirs.length} modules, ${dirs.map(shown).join(" and ")}`;
  return [
    `The input main names ${found}, which no go.work has together: one go build cannot compile them. Use a step for each:`,
    ...mains.map(({ dir, importPath }) => `  with: { main: ${shown(dir)}, image: \u2026/${programOf({ importPath })} }`)
  ].join("\n");
}
__name(ofSeveralModules, "ofSeveralModules");

export {
  demandProgram,
  stopOf,
  MADE_BEFORE
};
