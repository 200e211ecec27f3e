"use strict";

/**
 * How the executables in bin/ begin, without any dependency: a new clone has no node_modules. Checks Node, installs the
 * npm packages when they are missing or not those of the lockfile, and goes on in TypeScript.
 */
const { spawnSync } = require("node:child_process");
const { existsSync, readFileSync } = require("node:fs");
const { join, resolve } = require("node:path");

const project = resolve(__dirname, "..");
const OLDEST_NODE = [20, 19];

/** Loads a TypeScript file of the project. */
exports.run = function run(file) {
  requireNode();
  requirePackages();
  require("./typescript.cjs");
  return require(join(project, file));
};

function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  fail(`Node ${OLDEST_NODE.join(".")} or newer is needed; this is ${process.versions.node}. https://nodejs.org/`);
}

function requirePackages() {
  const missing = whatIsMissing();
  if (missing === undefined) return;
  const start = Date.now();
  process.stderr.write(`npm packages: ${missing.why}; npm ${missing.command.join(" ")} …\n`);
  // npm's own output goes to stderr: stdout belongs to the command that a person typed.
  const { status, error } = spawnSync("npm", missing.command, { cwd: project, stdio: ["ignore", 2, 2] });
  if (error) fail(`npm could not be started: ${error.message}`);
  if (status !== 0)
    fail(`npm ${missing.command.join(" ")} failed (see above). Mend what it names, and run this again.`);
  process.stderr.write(`✓ npm packages (${Math.round((Date.now() - start) / 1000)} s)\n`);
}

/** @returns {{ why: string, command: string[] } | undefined} */
function whatIsMissing() {
  // npm writes this file last, so an interrupted install does not have it.
  const installed = join(project, "node_modules", ".package-lock.json");
  if (!existsSync(installed)) return { why: "not installed", command: ["ci"] };
  const different = firstDifference(packagesIn(join(project, "package-lock.json")), packagesIn(installed));
  if (different) return { why: `${different} is not the lockfile's`, command: ["ci"] };
  if (!existsSync(join(project, "sdks", "heroku", "bin", "index.js")))
    return { why: "@pulumi/heroku is not compiled", command: ["run", "prepare"] };
  return undefined;
}

const packagesIn = (file) => JSON.parse(readFileSync(file, "utf8")).packages;

/** Packages that are optional (for another platform, say) may be absent. */
function firstDifference(wanted, installed) {
  return Object.keys(wanted).find((path) => {
    const { link, optional, devOptional, version } = wanted[path];
    if (!path.startsWith("node_modules/") || link) return false;
    const found = installed[path];
    return found === undefined ? !(optional || devOptional) : found.version !== version;
  });
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
