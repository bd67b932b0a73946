import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  __name
} from "./chunk-L77EYN5P.js";

// src/dockerfile/check/secret-files.ts
import { posix } from "node:path";
var PRIVATE_KEY = /-----BEGIN (?:[A-Z]+ )?(?:ENCRYPTED )?PRIVATE KEY-----|^PuTTY-User-Key-File/m;
var SECRET_SETTING = /^[ \t]*(?:export[ \t]+)?([A-Z0-9_]*(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_KEY|CREDS?|CREDENTIALS|DSN))[ \t]*=[ \t]*(?!["']?(?:\$|<|$))["']?[^\s"'#]/im;
var KNOWN = [
  { name: /^id_(rsa|dsa|ecdsa|ed25519)(_sk)?$/, kind: "private key", holds: null },
  { name: /\.ppk$/i, kind: "private key", holds: null },
  { name: /\.(pem|key|rsa)$/i, kind: "private key", holds: PRIVATE_KEY },
  { name: /^[._]netrc$/, kind: "credentials", holds: null },
  { name: /^\.git-credentials$/, kind: "credentials", holds: null },
  { name: /^\.pgpass$/, kind: "credentials", holds: null },
  { name: /^\.npmrc$/, kind: "credentials", holds: /_authToken\s*=\s*(?!\$\{?\w)\S/ },
  { name: /\.json$/, kind: "credentials", holds: /"type"\s*:\s*"service_account"[\s\S]*"private_key"/ },
  { name: /^credentials$/, kind: "credentials", holds: /aws_secret_access_key/i },
  { name: /^\.env(\.[\w-]+)?$|^[\w-]+\.env$/, kind: "environment file", holds: SECRET_SETTING }
];
var SAMPLE = /(^|[._-])(examples?|samples?|templates?|tmpl|dist|defaults?|test|tests|testing|ci)([._-]|$)/i;
var TEST_FOLDER = /(^|\/)(testdata|tests?|fixtures?|examples?|mocks?)(\/|$)/i;
var SNIFFED_BYTES = 4096;
function isSample(path) {
  return SAMPLE.test(posix.basename(path)) || TEST_FOLDER.test(path);
}
__name(isSample, "isSample");
function isEnvironmentFile(path) {
  return KNOWN.at(-1).name.test(posix.basename(path)) && !isSample(path);
}
__name(isEnvironmentFile, "isEnvironmentFile");
function secretByName(path) {
  const name = posix.basename(path);
  return KNOWN.find((known) => known.holds === null && known.name.test(name))?.kind ?? null;
}
__name(secretByName, "secretByName");
function secretIn(path, head) {
  if (isSample(path) || head.trim() === "") return null;
  const name = posix.basename(path);
  const known = KNOWN.find((each) => each.name.test(name));
  if (known === void 0) return null;
  const start = head.slice(0, SNIFFED_BYTES);
  return known.holds === null || known.holds.test(start) ? known.kind : null;
}
__name(secretIn, "secretIn");
function mayBeSecret(path) {
  const name = posix.basename(path);
  return KNOWN.some((known) => known.name.test(name)) && !isSample(path);
}
__name(mayBeSecret, "mayBeSecret");
function secretSetting(text) {
  return SECRET_SETTING.exec(text)?.[1] ?? null;
}
__name(secretSetting, "secretSetting");
var SECRET_NAME = /(?:^|_)(?:TOKEN|PASSWORD|PASSWD|SECRET|PAT|API_?KEY|ACCESS_KEY|PRIVATE_KEY|SSH_KEY|CREDENTIALS)$/i;

export {
  SNIFFED_BYTES,
  isSample,
  isEnvironmentFile,
  secretByName,
  secretIn,
  mayBeSecret,
  secretSetting,
  SECRET_NAME
};
