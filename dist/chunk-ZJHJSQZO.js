import {createRequire as __createRequire} from 'node:module';const require=__createRequire(import.meta.url);
import {
  UserError,
  __name
} from "./chunk-L77EYN5P.js";

// src/cli/write-files.ts
import { randomUUID } from "node:crypto";
import { link, readFile, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
async function writeFiles(folder, files, force) {
  const found = await Promise.all(
    files.map(async ({ isSame = /* @__PURE__ */ __name(() => false, "isSame"), ...file }) => {
      const before = await contentOf(join(folder, file.name));
      return { ...file, before: before !== null && isSame(before) ? file.text : before };
    })
  );
  const blocked = found.find(({ before, text, optional }) => before !== null && before !== text && !optional);
  if (blocked && !force) throw exists(join(folder, blocked.name));
  const written = [];
  for (const { name, text, before, optional } of found) {
    if (before === text) written.push({ name, outcome: "unchanged" });
    else if (before !== null && optional && !force) written.push({ name, outcome: "kept" });
    else {
      await put(join(folder, name), text, force);
      written.push({ name, outcome: "written" });
    }
  }
  return written;
}
__name(writeFiles, "writeFiles");
async function replaceFile(path, text) {
  const real = await realpath(path);
  const partial = `${real}.${randomUUID()}.partial`;
  try {
    await writeFile(partial, text, { flag: "wx", mode: (await stat(real)).mode });
    await rename(partial, real);
  } catch (error) {
    throw new UserError("file-unwritable", `${path} cannot be written: ${error.message}`);
  } finally {
    await rm(partial, { force: true });
  }
}
__name(replaceFile, "replaceFile");
async function contentOf(path) {
  return await readFile(path, "utf8").catch((error) => {
    if (error.code === "ENOENT") return null;
    throw new UserError("file-unreadable", `${path} cannot be read: ${error.message}`);
  });
}
__name(contentOf, "contentOf");
async function put(path, text, force) {
  const partial = `${path}.${randomUUID()}.partial`;
  try {
    await writeFile(partial, text, { flag: "wx" });
    if (force) return await rename(partial, path);
    await link(partial, path);
  } catch (error) {
    const { code, message } = error;
    throw code === "EEXIST" ? exists(path) : new UserError("file-unwritable", `${path} cannot be written: ${message}`);
  } finally {
    await rm(partial, { force: true });
  }
}
__name(put, "put");
function exists(path) {
  return new UserError(
    "file-exists",
    `${path} exists already, with another content; nothing was written. --force replaces it.`
  );
}
__name(exists, "exists");

export {
  writeFiles,
  replaceFile
};
