import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  __name
} from "./chunk-L77EYN5P.js";

// src/go/inside.ts
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
var MOST_BYTES = 4 * 1024 * 1024;
function readInside(root, path) {
  const real = realFile(root, path);
  return real === null ? null : headOf(real, MOST_BYTES);
}
__name(readInside, "readInside");
function isFileInside(root, path) {
  return realFile(root, path) !== null;
}
__name(isFileInside, "isFileInside");
function realFile(root, path) {
  const real = realPath(root, path);
  return real !== null && statSync(real, { throwIfNoEntry: false })?.isFile() ? real : null;
}
__name(realFile, "realFile");
function realPath(root, path) {
  try {
    return leadsTo(realpathSync(root), path);
  } catch {
    return null;
  }
}
__name(realPath, "realPath");
function leadsTo(top, path) {
  try {
    const real = realpathSync(join(top, path));
    return real === top || real.startsWith(top.endsWith(sep) ? top : top + sep) ? real : null;
  } catch {
    return null;
  }
}
__name(leadsTo, "leadsTo");
function headOf(path, most) {
  let descriptor;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return null;
  }
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return null;
    const buffer = Buffer.allocUnsafe(Math.min(most, stat.size));
    return buffer.toString("utf8", 0, readSync(descriptor, buffer, 0, buffer.length, 0));
  } finally {
    closeSync(descriptor);
  }
}
__name(headOf, "headOf");

export {
  readInside,
  isFileInside,
  realPath,
  leadsTo,
  headOf
};
