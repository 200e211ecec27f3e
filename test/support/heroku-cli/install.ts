import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { lock } from "proper-lockfile";

const place = join(__dirname, "../../../.tools/heroku-cli");
const declared = ["package.json", "package-lock.json", ".npmrc"].map((name) => join(__dirname, name));

/**
 * The folder of the heroku CLI's executable. The first call installs the CLI into the project's `.tools` folder from the lockfile
 * beside this file (a minute, 395 MB); it stays there until the lockfile changes.
 */
export async function installHerokuCli(): Promise<string> {
  mkdirSync(place, { recursive: true });
  const release = await lock(place, { retries: { retries: 300, minTimeout: 1000, maxTimeout: 1000 } });
  try {
    const wanted = declared.map((file) => readFileSync(file, "utf8")).join("\n");
    const stamp = join(place, "installed");
    if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
      rmSync(stamp, { force: true });
      await install();
      writeFileSync(stamp, wanted);
    }
  } finally {
    await release();
  }
  return join(place, "node_modules/.bin");
}

async function install(): Promise<void> {
  for (const file of declared) writeFileSync(join(place, file.slice(__dirname.length + 1)), readFileSync(file));
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const { failed, all } = await execa("npm", args, { cwd: place, all: true, reject: false });
  if (failed)
    throw new Error(`The heroku CLI could not be installed into ${place}; npm's registry must be reachable:\n${all}`);
}
