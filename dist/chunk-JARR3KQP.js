import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  __name,
  plain
} from "./chunk-L77EYN5P.js";

// src/report/sarif.ts
var LEVELS = { error: "error", warning: "warning", info: "note" };
function renderSarif(findings, { file, rules, version, suppressed = [] }) {
  const uri = uriOf(file);
  const used = [...findings, ...suppressed.map(({ finding }) => finding)];
  const descriptors = rulesOf(used, rules);
  const resultOf = /* @__PURE__ */ __name((finding) => ({
    ruleId: plain(finding.rule),
    ruleIndex: descriptors.findIndex(({ id }) => id === plain(finding.rule)),
    level: LEVELS[finding.severity],
    message: { text: textOf(finding) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri },
          ...finding.line !== null && { region: regionOf(finding, finding.line) }
        }
      }
    ],
    ...finding.evidence.length > 0 && {
      relatedLocations: finding.evidence.map((each, id) => ({
        id,
        physicalLocation: {
          artifactLocation: { uri: uriOf(each.file) },
          region: { startLine: each.line }
        }
      }))
    },
    ...finding.fingerprint !== null && { partialFingerprints: { "goImage/v1": finding.fingerprint } },
    ...finding.fix !== null && {
      fixes: [
        {
          description: { text: message(finding.fix.title) },
          artifactChanges: [{ artifactLocation: { uri }, replacements: finding.fix.edits.map(replacementOf) }]
        }
      ]
    }
  }), "resultOf");
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "go-image", version, rules: descriptors } },
        columnKind: "utf16CodeUnits",
        results: [
          ...findings.map(resultOf),
          ...suppressed.map(({ finding, reason }) => ({
            ...resultOf(finding),
            suppressions: [{ kind: "inSource", ...reason !== "" && { justification: message(reason) } }]
          }))
        ]
      }
    ]
  };
}
__name(renderSarif, "renderSarif");
function rulesOf(findings, rules) {
  const first = /* @__PURE__ */ new Map();
  for (const finding of findings) if (!first.has(finding.rule)) first.set(finding.rule, finding);
  return [...first].map(([id, finding]) => {
    const rule = rules.find((each) => each.id === id);
    return {
      id: plain(id),
      shortDescription: { text: rule?.title ?? message(id) },
      fullDescription: { text: rule?.why ?? rule?.title ?? message(id) },
      help: { text: rule ? `${rule.why}
${rule.source}` : message(finding.url ?? id) },
      defaultConfiguration: { level: LEVELS[rule?.severity ?? finding.severity] },
      ...finding.url !== null && /^https?:\/\/[!-~]+$/.test(finding.url) && { helpUri: finding.url }
    };
  });
}
__name(rulesOf, "rulesOf");
function textOf(finding) {
  return message(finding.remedy === null ? finding.message : `${finding.message}. ${finding.remedy}`);
}
__name(textOf, "textOf");
function message(text) {
  return plain(text).replaceAll("](", "] (");
}
__name(message, "message");
function uriOf(file) {
  return file.toWellFormed().split("/").map(encodeURIComponent).join("/");
}
__name(uriOf, "uriOf");
function regionOf({ column, endLine, endColumn }, startLine) {
  return {
    startLine,
    ...column !== null && { startColumn: column },
    ...endLine !== null && { endLine },
    ...column !== null && endColumn !== null && { endColumn }
  };
}
__name(regionOf, "regionOf");
function replacementOf({ line, column, endLine, endColumn, text }) {
  return {
    deletedRegion: { startLine: line, startColumn: column, endLine, endColumn },
    insertedContent: { text }
  };
}
__name(replacementOf, "replacementOf");

export {
  renderSarif
};
