import { createHash, randomBytes } from "node:crypto";
import { mkdir, rename, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { type Account, ownAccount, runsAsRoot } from "../machine/account";
import { baseFolder, canReach } from "../machine/folders";
import { buildAccount } from "../processes/accounts";
import { systemPath } from "../processes/environment";
import { findIsolation, type Isolation } from "../processes/isolation";
import { launch } from "../processes/launch";
import { copyTree, giveTo, makeWorkplace, openWorkplaces, removeWorkplace } from "../processes/workplace";
import { type Builder, type BuildRequest, type BuiltSlug } from "../types";
import { type BuildContext, type BuildpackResult, type RunOptions } from "./buildpack";
import { chooseBuildpacks } from "./detect";
import { BuildOutput } from "./output";
import { readProcfile } from "./procfile";
import { unpack } from "./source";

export interface LocalBuilderOptions {
  /** SANDBOX_HOME. */
  readonly home: string;
}

interface Workplace {
  readonly place: string;
  readonly account: Account;
  readonly isolation: Isolation;
}

/** Builds on this machine as a user of their own, with nothing of the caller's environment. */
export class LocalBuilder implements Builder {
  private isolation: Isolation | undefined;

  constructor(private readonly options: LocalBuilderOptions) {}

  /** @throws BuildFailed, LanguageNotFound; the signal's reason when it is aborted */
  async build(request: BuildRequest): Promise<BuiltSlug> {
    const account = buildAccount(this.options.home);
    this.isolation ??= findIsolation(account);
    const place = await makeWorkplace(openWorkplaces(this.options.home, "builds", account), account);
    try {
      return await this.buildIn({ place, account, isolation: this.isolation }, request);
    } finally {
      await removeWorkplace(place);
    }
  }

  private async buildIn(work: Workplace, request: BuildRequest): Promise<BuiltSlug> {
    const output = new BuildOutput(request.log);
    const app = join(work.place, "app");
    output.step("Building on the Heroku-24 stack");
    await unpack(request.archive, app);
    await giveTo(work.account, app);
    const context = await this.context(work, request, output);
    const results: BuildpackResult[] = [];
    if (request.buildpacks.length === 0) output.step("Determining which buildpack to use for this app");
    const buildpacks = chooseBuildpacks(app, request.buildpacks, output);
    for (const buildpack of buildpacks) {
      if (request.buildpacks.length > 0) output.step(`Using buildpack: ${buildpack.id}`);
      output.step(`${buildpack.name} app detected`);
      results.push(await buildpack.build(context));
    }
    const processTypes = discoverTypes(app, results, buildpacks.at(-1)?.name ?? "", output);
    const size = await compress(app, results, output);
    await settle(app, request.slugFolder);
    const detectedBuildpack = buildpacks.at(-1)?.name ?? "";
    const dependencies = results.flatMap((result) => result.dependencies);
    const env = slugEnvironment(results);
    return { folder: request.slugFolder, processTypes, size, detectedBuildpack, env, dependencies };
  }

  private async context(work: Workplace, request: BuildRequest, output: BuildOutput): Promise<BuildContext> {
    const cache = await this.cacheFolder(request.cacheFolder, work.account);
    const app = join(work.place, "app");
    const base = {
      PATH: systemPath,
      LANG: "C.UTF-8",
      HOME: work.place,
      TMPDIR: join(work.place, "tmp"),
      USER: "build",
    };
    const run = async (argv: readonly string[], { env = {}, cwd = app, log = output.program }: RunOptions = {}) => {
      request.signal?.throwIfAborted();
      const step = { argv, account: work.account, env: { ...base, ...env, HOME: work.place }, cwd, log };
      const child = await launch(step, work.isolation);
      const abort = () => void child.stop(1000);
      request.signal?.addEventListener("abort", abort, { once: true });
      const code = await child.exited;
      request.signal?.removeEventListener("abort", abort);
      request.signal?.throwIfAborted();
      return code;
    };
    const newFolder = () => this.newFolder(work.account);
    return { app, cache, scratch: join(work.place, "tmp"), env: request.env, output, run, newFolder };
  }

  private async newFolder(account: Account): Promise<string> {
    const folder = join(baseFolder(this.options.home, account), "environments", randomBytes(8).toString("hex"));
    await mkdir(folder, { recursive: true });
    await giveTo(account, folder);
    return folder;
  }

  /** The caller's cache folder where the build's user can reach it, else one of the same name outside SANDBOX_HOME. */
  private async cacheFolder(wanted: string, account: Account): Promise<string> {
    const name = createHash("sha256").update(wanted).digest("hex").slice(0, 12);
    const outside = join(baseFolder(this.options.home, account), "build-cache", name);
    const folder = canReach(dirname(wanted), account) ? wanted : outside;
    await mkdir(folder, { recursive: true });
    if ((await stat(folder)).uid !== account.uid) await giveTo(account, folder);
    return folder;
  }
}

function discoverTypes(
  app: string,
  results: readonly BuildpackResult[],
  buildpack: string,
  output: BuildOutput,
): Record<string, string> {
  const declared = readProcfile(app);
  const defaults = Object.assign({}, ...results.map((result) => result.defaultTypes)) as Record<string, string>;
  const missing = Object.entries(defaults).filter(([type]) => declared[type] === undefined);
  const sorted = (names: string[]) => (names.length > 0 ? names.sort().join(", ") : "(none)");
  output.step("Discovering process types");
  output.detail(`Procfile declares types -> ${sorted(Object.keys(declared))}`);
  if (missing.length > 0) output.detail(`Default types for ${buildpack} -> ${sorted(missing.map(([type]) => type))}`);
  return { ...Object.fromEntries(missing), ...declared };
}

function slugEnvironment(results: readonly BuildpackResult[]): Record<string, string> {
  const env = Object.assign({}, ...results.map((result) => result.env)) as Record<string, string>;
  const path = [...results].reverse().flatMap((result) => result.path);
  return { ...env, PATH: [...path, systemPath].join(":") };
}

/** Heroku packs the slug; here it stays a folder, and only its size is told. */
async function compress(app: string, results: readonly BuildpackResult[], output: BuildOutput): Promise<number> {
  output.step("Compressing...");
  const folders = [app, ...results.flatMap((result) => result.dependencies)];
  const { stdout } = await execa("du", ["-sk", ...folders]);
  const kilobytes = stdout.split("\n").reduce((sum, line) => sum + Number.parseInt(line, 10), 0);
  output.detail(`Done: ${(kilobytes / 1024).toFixed(1)}M`);
  return kilobytes * 1024;
}

/** Lays the built application where it is kept, as this process's user. */
async function settle(app: string, slugFolder: string): Promise<void> {
  if (runsAsRoot()) await giveTo(ownAccount(), app);
  await mkdir(dirname(slugFolder), { recursive: true });
  try {
    await rename(app, slugFolder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    await copyTree(app, slugFolder);
  }
}
