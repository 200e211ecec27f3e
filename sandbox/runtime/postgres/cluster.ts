import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { sync as writeFileAtomic } from "write-file-atomic";
import { type Account, findAccount, ownAccount, runsAsRoot } from "../machine/account";
import { baseFolder } from "../machine/folders";
import { freePort } from "../machine/ports";
import { ClusterNotMade, ClusterVersionDiffers } from "./errors";
import { type PostgresPrograms } from "./programs";

/** Where a cluster's files lie, and who owns them. */
export interface ClusterFiles {
  readonly folder: string;
  readonly data: string;
  readonly certificate: string;
  readonly key: string;
  readonly access: string;
  readonly log: string;
  readonly state: string;
  readonly account: Account;
}

/** What must stay the same over restarts, so that a DATABASE_URL stays valid; readable by the sandbox's user only. */
export interface ClusterState {
  readonly port: number;
  readonly superuserPassword: string;
}

/** PostgreSQL refuses to run as root: an unprivileged user then, else the user of this process. */
export function clusterAccount(): Account {
  if (!runsAsRoot()) return ownAccount();
  return findAccount("postgres") ?? findAccount("nobody") ?? { uid: 65534, gid: 65534, name: "nobody" };
}

export function clusterFiles(home: string, account: Account): ClusterFiles {
  const folder = join(baseFolder(home, account), "postgres");
  return {
    folder,
    data: join(folder, "data"),
    certificate: join(folder, "server.crt"),
    key: join(folder, "server.key"),
    access: join(folder, "pg_hba.conf"),
    log: join(folder, "server.log"),
    state: join(folder, "cluster.json"),
    account,
  };
}

/** As the server's user, with nothing of the caller's environment but PATH. */
async function runAs(account: Account, program: string, args: string[], made: string, cwd: string): Promise<void> {
  const result = await execa(program, args, {
    ...(runsAsRoot() ? { uid: account.uid, gid: account.gid } : {}),
    env: { PATH: process.env["PATH"], LC_ALL: "C" },
    extendEnv: false,
    cwd,
    all: true,
    reject: false,
  });
  if (result.failed) throw new ClusterNotMade(program, made, String(result.all || result.message));
}

async function makeCertificate({ account, certificate, key, folder }: ClusterFiles): Promise<void> {
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-days", "3650"];
  const files = ["-keyout", key, "-out", certificate];
  await runAs(account, "openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...subject, ...files], key, folder);
}

async function makeData(files: ClusterFiles, programs: PostgresPrograms, password: string): Promise<void> {
  const unfinished = `${files.data}.unfinished`;
  const passwordFile = join(files.folder, "password");
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  chownSync(passwordFile, files.account.uid, files.account.gid);
  const locale = process.platform === "darwin" ? "en_US.UTF-8" : "C.UTF-8";
  try {
    await runAs(
      files.account,
      programs.initdb,
      ["-D", unfinished, "-U", "postgres", "-E", "UTF8", `--locale=${locale}`, "--auth=scram-sha-256"].concat([
        `--pwfile=${passwordFile}`,
        "--no-sync",
        "--no-instructions",
      ]),
      files.data,
      files.folder,
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, files.data);
}

/** Only TLS over TCP, and only with a password, as Heroku Postgres. */
const accessRules = ["hostssl all all 127.0.0.1/32 scram-sha-256", "hostssl all all ::1/128 scram-sha-256", ""];

/**
 * Makes what is missing of a cluster (an interrupted making is begun anew) and answers with its state.
 * @throws ClusterNotMade, ClusterVersionDiffers
 */
export async function prepareCluster(files: ClusterFiles, programs: PostgresPrograms): Promise<ClusterState> {
  mkdirSync(files.folder, { recursive: true, mode: 0o700 });
  chownSync(files.folder, files.account.uid, files.account.gid);
  if (!existsSync(files.certificate)) await makeCertificate(files);
  writeFileSync(files.access, accessRules.join("\n"));
  if (existsSync(files.data) && existsSync(files.state)) {
    const made = readFileSync(join(files.data, "PG_VERSION"), "utf8").trim();
    if (made !== programs.majorVersion) throw new ClusterVersionDiffers(files.data, made, programs.majorVersion);
    return JSON.parse(readFileSync(files.state, "utf8")) as ClusterState;
  }
  rmSync(files.data, { recursive: true, force: true });
  const state = { port: await freePort(), superuserPassword: randomBytes(24).toString("hex") };
  writeFileAtomic(files.state, JSON.stringify(state), { mode: 0o600 });
  await makeData(files, programs, state.superuserPassword);
  return state;
}
