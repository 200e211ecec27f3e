import { copyFileSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { stringify } from "yaml";
import type { Account } from "../machine/account";
import { canReach } from "../machine/folders";
import { copyTree, giveTo } from "../processes/workplace";
import type { CellRequest, JobMachine } from "./types";

/** The files of one cell, all below one folder that only its account can enter. */
export interface Place {
  readonly checkout: string;
  readonly workflow: string;
  readonly event: string;
  readonly vars: string;
  readonly env: string;
  readonly secrets: string;
  readonly outputs: string;
  readonly actions: readonly string[];
  readonly home: string;
  readonly work: string;
  readonly cache: string;
  readonly temporary: string;
  /** The machine's users and the cell's own. */
  readonly users: string;
  /** Authorities that clients trust: the system's, this machine's own and the sandbox's. */
  readonly certificates: string | undefined;
}

const quiet = {
  env: { GIT_CONFIG_NOSYSTEM: "1", GIT_CONFIG_GLOBAL: "/dev/null", GIT_TERMINAL_PROMPT: "0", HOME: "/nonexistent" },
};

/** Lays out `folder` for a cell and gives it to the account. */
export async function preparePlace(
  folder: string,
  account: Account,
  request: CellRequest,
  machine: JobMachine | undefined,
): Promise<Place> {
  const at = (...parts: string[]): string => join(folder, ...parts);
  for (const name of ["home", "work", "cache", "tmp", "actions"]) mkdirSync(at(name), { recursive: true });
  writeFileSync(at("workflow.yml"), request.workflow);
  writeFileSync(at("event.json"), JSON.stringify(request.payload));
  writeFileSync(at("vars.yml"), stringify(request.vars));
  writeFileSync(at("env.yml"), stringify(request.env));
  writeFileSync(at("outputs"), "");
  await checkOut(at("checkout"), request);
  const actions: string[] = [];
  for (const [index, { uses, folder: from }] of request.actions.entries()) {
    await copyTree(from, at("actions", String(index)));
    actions.push(`${uses}=${at("actions", String(index))}`);
  }
  const { uid, gid, name } = account;
  writeFileSync(at("users"), `${readFileSync("/etc/passwd", "utf8")}${name}:x:${uid}:${gid}::${at("home")}:/bin/sh\n`);
  if (machine?.pulumiHome) await layPulumi(at("home", ".pulumi"), machine.pulumiHome, account);
  const certificates = machine && writeCertificates(at("certificates.pem"), machine);
  await execa("mkfifo", ["-m", "600", at("secrets.yml")]);
  await giveTo(account, folder);
  return {
    checkout: at("checkout"),
    workflow: at("workflow.yml"),
    event: at("event.json"),
    vars: at("vars.yml"),
    env: at("env.yml"),
    secrets: at("secrets.yml"),
    outputs: at("outputs"),
    actions,
    home: at("home"),
    work: at("work"),
    cache: at("cache"),
    temporary: at("tmp"),
    users: at("users"),
    certificates,
  };
}

/** Pulumi looks for plugins in real folders only; of the large programs a link is enough where the job can follow it. */
async function layPulumi(home: string, from: string, account: Account): Promise<void> {
  const [versions, plugins] = [join(from, "versions"), join(from, "plugins")];
  mkdirSync(home);
  if (!existsSync(versions)) return;
  if (canReach(versions, account)) symlinkSync(versions, join(home, "versions"));
  else await copyTree(versions, join(home, "versions"));
  if (existsSync(plugins)) await copyTree(plugins, join(home, "plugins"));
}

function writeCertificates(file: string, { bundleFile }: JobMachine): string {
  const own = process.env["NODE_EXTRA_CA_CERTS"];
  const files = [bundleFile, ...(own && existsSync(own) ? [own] : [])];
  writeFileSync(file, files.map((each) => readFileSync(each, "utf8")).join("\n"));
  return file;
}

/** What the built-in actions/checkout copies: the commit, with `origin` where it is reached. */
async function checkOut(folder: string, { repository, sha, ref, remote, fullHistory }: CellRequest): Promise<void> {
  const git = (...args: string[]) => execa("git", ["-C", folder, "-c", "advice.detachedHead=false", ...args], quiet);
  mkdirSync(folder);
  await git("init", "--quiet");
  const depth = fullHistory ? [] : ["--depth=1"];
  const source = `file://${repository}`;
  await git("-c", "protocol.version=2", "fetch", "--quiet", "--no-tags", ...depth, source, sha);
  const branch = ref.startsWith("refs/heads/") ? ["-B", ref.slice("refs/heads/".length)] : ["--detach"];
  // As actions/checkout does; and act copies no empty folders: without any ref it would be no repository.
  if (branch[0] === "--detach") await git("update-ref", ref.replace(/^refs\/(?!tags)/, "refs/remotes/"), sha);
  await git("checkout", "--quiet", ...branch, sha);
  await git("remote", "add", "origin", remote);
}

/**
 * Hands over the secrets through a pipe with a name: whoever opens it first, the runner, reads them, and nothing of them is on the disk
 * or left for a step to read. Returns what gives up waiting for a reader.
 */
export function handOverSecrets(file: string, secrets: Readonly<Record<string, string>>): () => Promise<void> {
  const writing = open(file, "w").then(async (pipe) => {
    await pipe.writeFile(JSON.stringify(secrets)).catch(() => undefined);
    await pipe.close();
  });
  return async () => {
    // A reader of our own lets the opening end, when nobody else ever read.
    const reader = await open(file, "r+").catch(() => undefined);
    await writing.catch(() => undefined);
    await reader?.close();
  };
}

/** Values that the last step wrote, in the order of their names, each ended by a NUL. */
export async function readOutputs(file: string, names: readonly string[]): Promise<Record<string, string>> {
  const values = (await readFile(file, "utf8").catch(() => "")).split("\0");
  return Object.fromEntries(
    names.flatMap((name, index) => (index < values.length - 1 ? [[name, values[index]!]] : [])),
  );
}

/** The runner's program where every account can run it: it may lie below a folder that only this process's user can enter. */
export function reachableProgram(program: string, folder: string): string {
  const copy = join(folder, "act");
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  if (!existsSync(copy)) copyFileSync(program, copy);
  return copy;
}
