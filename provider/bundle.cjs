"use strict";

/**
 * The provider and its packages in one file: it starts in half the time of the sources, and every preview waits for it.
 * `npm ci` makes it (`npm run prepare`); where a source or the lockfile is newer, the plugin runs from source.
 */
const { existsSync, readdirSync, statSync } = require("node:fs");
const { join, resolve } = require("node:path");

const root = resolve(__dirname, "..");
const bundleIn = (project) => join(project, "provider", ".bundle", "main.cjs");
const sources = ["clients", "provider"];

/** The bundle's path; undefined when it is missing or older than what it was made of. */
exports.freshBundle = function freshBundle(project = root) {
  const bundle = bundleIn(project);
  if (!existsSync(bundle)) return undefined;
  const made = statSync(bundle).mtimeMs;
  const files = [
    join(project, "package-lock.json"),
    ...sources.flatMap((folder) => typescriptBelow(join(project, folder))),
  ];
  return files.every((file) => statSync(file).mtimeMs <= made) ? bundle : undefined;
};

function typescriptBelow(folder) {
  const names = readdirSync(folder, { recursive: true });
  return names.filter((name) => name.endsWith(".ts")).map((name) => join(folder, name));
}

function makeBundle() {
  require("esbuild").buildSync({
    entryPoints: [join(__dirname, "main.ts")],
    outfile: bundleIn(root),
    bundle: true,
    platform: "node",
    target: "node20",
    keepNames: true,
    logLevel: "warning",
  });
}

if (require.main === module) makeBundle();
