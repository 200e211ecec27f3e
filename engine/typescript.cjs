"use strict";

/**
 * TypeScript, compiled by tsx as it is required. tsx reads every JavaScript file of every package, too, in search of ES modules,
 * which takes a third of a command's start: packages that are none by their own word are left to Node.
 */
const { readFileSync } = require("node:fs");
const Module = require("node:module");
const { basename, dirname, join, sep } = require("node:path");

const byNode = Module._extensions[".js"];
require("tsx/cjs");
const byTsx = Module._extensions[".js"];
const types = new Map();

Module._extensions[".js"] = (module, file) => (isCommonJs(file) ? byNode : byTsx)(module, file);

function isCommonJs(file) {
  if (!file.includes(`${sep}node_modules${sep}`)) return false;
  return file.endsWith(".cjs") || typeOf(dirname(file)) === "commonjs";
}

/** What the nearest package.json says: `commonjs` or `module`. */
function typeOf(folder) {
  if (!types.has(folder)) types.set(folder, readType(folder) ?? typeOf(dirname(folder)));
  return types.get(folder);
}

function readType(folder) {
  if (basename(folder) === "node_modules") return "commonjs";
  try {
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).type ?? "commonjs";
  } catch (error) {
    if (error.code === "ENOENT") return undefined;
    throw error;
  }
}
