import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  renderText
} from "./chunk-Z6M67WSK.js";
import {
  COMMENT_MARKER,
  renderBadge,
  renderComment,
  renderHtml,
  renderJunit,
  renderSummary
} from "./chunk-ZH5PFBIT.js";
import {
  renderSarif
} from "./chunk-JARR3KQP.js";
import {
  json
} from "./chunk-KMXZLHT7.js";
import {
  RULES
} from "./chunk-VDBOFADO.js";
import {
  UserError,
  __name
} from "./chunk-L77EYN5P.js";

// src/cli/rendered.ts
function rendered(report, format, { terminal }) {
  if (format === "markdown") return renderComment(report, { marker: COMMENT_MARKER });
  if (format === "summary") return renderSummary(report);
  if (format === "text") return renderText(report, terminal);
  if (format === "html") return renderHtml(report);
  if (format === "sarif") {
    const { dockerfile, tool } = report;
    return json(
      renderSarif(dockerfile.findings, { file: dockerfile.path ?? "Dockerfile", rules: RULES, version: tool.version })
    );
  }
  if (format === "junit") return renderJunit(report);
  if (format === "badge") return JSON.stringify(renderBadge(report));
  throw new UserError(
    "usage",
    `--format is "${format}"; it can be text, markdown, summary, html, sarif, junit, badge or json.`
  );
}
__name(rendered, "rendered");

export {
  rendered
};
