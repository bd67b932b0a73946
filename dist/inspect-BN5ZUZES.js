import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  inspectFolder
} from "./chunk-SIWVXXKD.js";
import {
  stopOf
} from "./chunk-AWNBONL7.js";
import "./chunk-GKC4T433.js";
import {
  json
} from "./chunk-KMXZLHT7.js";
import "./chunk-EIAKX6NL.js";
import {
  chosenMains,
  place,
  saidBy,
  shown
} from "./chunk-IGNF7UFV.js";
import "./chunk-RPTUHRE5.js";
import "./chunk-KZXV7NL4.js";
import {
  __name,
  plain,
  plainLines
} from "./chunk-L77EYN5P.js";

// src/cli/project-text.ts
function projectText(project) {
  const { modules, workspace, decision, mainsBy, embeds, facts, linkVariables, cgo, ownDockerfile, pgo, warnings } = project;
  const lines = [
    ...modules.map((module) => [
      "module",
      `${module.path}${module.go ? ` (go ${module.go})` : ""} \xB7 ${module.dir === "." ? "" : `${module.dir}/`}go.mod:${module.lines.module}`
    ]),
    ...workspace ? [["work", `${workspace.file} uses ${workspace.uses.join(", ")}`]] : []
  ];
  for (const main of chosenMains(decision)) {
    lines.push(["main", `${shown(main.dir)} \xB7 ${decision.reason}; ${saidBy(mainsBy)} \xB7 ${place(main.evidence)}`]);
    for (const { name, evidence } of main.versionVariables) lines.push(["version", `main.${name} \xB7 ${place(evidence)}`]);
    for (const { port, evidence } of main.ports) lines.push(["port", `${port} \xB7 ${place(evidence)}`]);
  }
  lines.push(["cgo", cgo.needed ? cgo.evidence.map(place).join(", ") : "not needed"]);
  for (const { patterns, missing, evidence } of embeds)
    lines.push([
      "embed",
      `${patterns.join(" ")} \xB7 ${place(evidence)}${missing.length > 0 ? ` \xB7 MISSING ${missing.join(" ")}` : ""}`
    ]);
  for (const { importPath, name, evidence } of linkVariables.filter((variable) => variable.importPath !== "main"))
    lines.push(["version", plain(`${importPath}.${name} \xB7 ${place(evidence)}`)]);
  for (const fact of facts) lines.push(["fact", factText(fact)]);
  for (const profile of pgo) lines.push(["pgo", profile]);
  if (ownDockerfile) lines.push(["file", `${ownDockerfile} \xB7 the repository's own`]);
  for (const warning of warnings) lines.push(["warning", warning]);
  const text = lines.map(([name, value]) => `${name.padEnd(8)} ${plain(value)}`).join("\n");
  const open = openQuestion(project);
  return open === null ? text : [text, "", ...plainLines(open)].join("\n");
}
__name(projectText, "projectText");
function openQuestion(project) {
  const { obstacles, ownDockerfile, facts } = project;
  if (obstacles.length > 0) return obstacles.map(({ message }) => message).join("\n");
  return stopOf({ ...project, facts: ownDockerfile === null ? facts : [] })?.message ?? null;
}
__name(openQuestion, "openQuestion");
function factText({ kind, certain, says, evidence: [first, ...others] }) {
  const more = others.length > 0 ? ` and ${others.length} more` : "";
  return plain(`${kind}${certain ? "" : " (inferred)"} \xB7 ${says} \xB7 ${first?.file}:${first?.line}${more}`);
}
__name(factText, "factText");

// src/cli/verbs/inspect.ts
var inspect = /* @__PURE__ */ __name(async (words, options, terminal) => {
  const project = await inspectFolder(words, options, terminal);
  const { print } = terminal;
  print(options.json ? json(project) : projectText(project));
  return openQuestion(project) === null ? 0 : 1;
}, "inspect");
export {
  inspect
};
