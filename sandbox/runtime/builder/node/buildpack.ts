import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { satisfies } from "semver";
import { type BuildContext, type Buildpack } from "../buildpack";
import { BuildFailed, LanguageNotFound } from "../errors";
import { readWithin } from "../read-within";

interface PackageJson {
  readonly engines?: { readonly node?: string };
  readonly scripts?: Readonly<Record<string, string>>;
}

function readPackage(app: string): PackageJson {
  try {
    return JSON.parse(readWithin(app, "package.json") ?? "") as PackageJson;
  } catch (error) {
    throw new BuildFailed(`package.json cannot be read (${(error as Error).message})`);
  }
}

/** npm's own settings of this machine: a registry of the company's, a proxy, a certificate. */
function installerSettings(): Record<string, string> {
  const wanted =
    /^(npm_config_(registry|cafile|proxy|https_proxy|noproxy)|https?_proxy|no_proxy|NODE_EXTRA_CA_CERTS)$/i;
  const given = Object.entries(process.env).filter(([name, value]) => wanted.test(name) && value !== undefined);
  return Object.fromEntries(given) as Record<string, string>;
}

/** The folder of a node and npm that the build's user can run: the one that runs the sandbox, else the system's. */
async function findNode(context: BuildContext): Promise<{ folder: string; version: string }> {
  for (const folder of new Set([dirname(realpathSync(process.execPath)), "/usr/bin", "/usr/local/bin"])) {
    let version = "";
    if (!existsSync(join(folder, "npm"))) continue;
    const log = (line: string) => (version = line.trim().replace(/^v/, ""));
    if ((await context.run([join(folder, "node"), "--version"], { log, cwd: "/" })) === 0) return { folder, version };
  }
  throw new LanguageNotFound("no node with npm that every user can run", "apt-get install nodejs npm");
}

function announce({ output }: BuildContext, wanted: string | undefined, version: string): void {
  output.detail(`engines.node (package.json):   ${wanted ?? "unspecified"}`);
  if (wanted !== undefined && !satisfies(version, wanted))
    output.problem(`Warning: node ${wanted} is not on this machine: this build uses ${version} instead.`);
  output.detail(`Using node ${version}`);
}

async function npm(
  context: BuildContext,
  node: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<void> {
  const path = { PATH: `${node}:/usr/local/bin:/usr/bin:/bin`, npm_config_cache: join(context.cache, "npm") };
  const quiet = { npm_config_update_notifier: "false", npm_config_fund: "false", npm_config_audit: "false" };
  const code = await context.run([join(node, "npm"), ...args], { env: { ...env, ...quiet, ...path } });
  if (code === 0) return;
  context.output.problem("Build failed", "");
  throw new BuildFailed(`npm ${args.join(" ")} ended with exit code ${code}`);
}

export const nodejs: Buildpack = {
  name: "Node.js",
  id: "heroku/nodejs",
  detect: (app) => existsSync(join(app, "package.json")),
  async build(context) {
    const { app, env, output } = context;
    const { engines, scripts = {} } = readPackage(app);
    output.step("Installing binaries");
    const { folder, version } = await findNode(context);
    announce(context, engines?.node, version);
    output.step("Installing dependencies");
    const locked = existsSync(join(app, "package-lock.json"));
    output.detail(locked ? "Installing node modules (package-lock.json)" : "Installing node modules (package.json)");
    await npm(context, folder, [locked ? "ci" : "install", "--include=dev"], installerSettings());
    const build = ["heroku-postbuild", "build"].find((name) => scripts[name] !== undefined);
    if (build !== undefined) {
      output.step("Build");
      output.detail(`Running ${build}`);
      await npm(context, folder, ["run", build], { NODE_ENV: "production", ...env });
    }
    output.step("Pruning devDependencies");
    await npm(context, folder, ["prune", "--omit=dev", "--ignore-scripts"], installerSettings());
    const start = scripts["start"] !== undefined || existsSync(join(app, "server.js"));
    return {
      env: { NODE_ENV: "production", NODE_HOME: dirname(folder), WEB_CONCURRENCY: "1" },
      path: ["$HOME/node_modules/.bin", folder],
      defaultTypes: (start ? { web: "npm start" } : {}) as Record<string, string>,
      dependencies: [],
    };
  },
};
