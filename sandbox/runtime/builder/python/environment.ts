import { existsSync } from "node:fs";
import { chmod, cp, readlink, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type BuildContext } from "../buildpack";
import { BuildFailed, LanguageNotFound } from "../errors";
import { findPip, type Interpreter } from "./interpreter";
import { type Requirements } from "./requirements";

/** pip's own settings of this machine (an index of the company's, a certificate): they are the installer's, not the application's. */
function installerSettings(): Record<string, string> {
  const wanted = /^(PIP_|https?_proxy$|no_proxy$|SSL_CERT_|REQUESTS_CA_BUNDLE$)/i;
  const given = Object.entries(process.env).filter(([name, value]) => wanted.test(name) && value !== undefined);
  return Object.fromEntries(given) as Record<string, string>;
}

/**
 * Makes a virtual environment with pip in it. pip is copied from the interpreter's own: quicker by seconds than ensurepip, which
 * Debian moreover leaves out.
 */
async function makeVirtualEnvironment(context: BuildContext, interpreter: Interpreter, folder: string): Promise<void> {
  const pip = await findPip(context, interpreter);
  const without = pip === undefined ? [] : ["--without-pip"];
  const lines: string[] = [];
  const command = [interpreter.file, "-I", "-m", "venv", ...without, folder];
  if ((await context.run(command, { log: (line) => lines.push(line), cwd: "/" })) !== 0)
    throw new LanguageNotFound(
      `pip was not found (${lines.at(-1) ?? "no message"})`,
      "apt-get install python3-pip (Debian, Ubuntu), or python3 -m ensurepip",
    );
  if (pip === undefined) return;
  const version = interpreter.version.split(".").slice(0, 2).join(".");
  await cp(pip, join(folder, "lib", `python${version}`, "site-packages", "pip"), { recursive: true });
  const script = join(folder, "bin", "pip");
  await writeFile(script, `#!/bin/sh\nexec "${join(folder, "bin", "python")}" -m pip "$@"\n`);
  await chmod(script, 0o755);
}

async function install(context: BuildContext, folder: string, requirements: Requirements): Promise<void> {
  const { output, cache, app } = context;
  const command = [join(folder, "bin", "python"), "-m", "pip", "install", "--no-input", "--disable-pip-version-check"];
  const env = { ...installerSettings(), PIP_CACHE_DIR: join(cache, "pip"), PIP_PROGRESS_BAR: "off" };
  const code = await context.run([...command, ...requirements.args], { env, cwd: app });
  if (code === 0) return;
  output.problem(
    "",
    "Error: Unable to install dependencies using pip.",
    "",
    "See the log output above for more information.",
    "",
  );
  throw new BuildFailed(`${requirements.shown} ended with exit code ${code}`);
}

const underway = new Map<string, Promise<string>>();

async function make(context: BuildContext, interpreter: Interpreter, what: Requirements): Promise<string> {
  const folder = await context.newFolder();
  try {
    await makeVirtualEnvironment(context, interpreter, folder);
    await install(context, folder, what);
    return folder;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Where a link of the cache points to, if all is there: its python is a link to the interpreter, which an upgrade can take away. */
async function kept(link: string): Promise<string | undefined> {
  const folder = await readlink(link).catch(() => undefined);
  return folder !== undefined && existsSync(join(folder, "bin", "python")) ? folder : undefined;
}

/**
 * The virtual environment for these requirements and this interpreter, made once: the cache has a link to it. It lies outside the
 * cache and the slug: its programs name it by its full path, and a slug needs it when the cache was emptied, too.
 */
export async function environmentFor(
  context: BuildContext,
  interpreter: Interpreter,
  what: Requirements,
): Promise<string> {
  const link = join(context.cache, `python-${interpreter.version}-${what.fingerprint.slice(0, 16)}`);
  await underway.get(link)?.catch(() => undefined);
  const known = await kept(link);
  if (known !== undefined) {
    context.output.step("Restoring cache: the requirements have not changed");
    return known;
  }
  context.output.step(`Installing dependencies using '${what.shown}'`);
  const making = make(context, interpreter, what);
  underway.set(link, making);
  const folder = await making.finally(() => underway.delete(link));
  await rm(link, { recursive: true, force: true });
  await symlink(folder, link);
  return folder;
}
