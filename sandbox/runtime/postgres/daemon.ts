import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { runsAsRoot } from "../machine/account";
import { findProgram } from "../machine/programs";
import { type ClusterFiles } from "./cluster";
import { ClusterNotStarted } from "./errors";
import { type PostgresPrograms } from "./programs";

function settings(files: ClusterFiles, port: number): string[] {
  const values = {
    listen_addresses: "127.0.0.1",
    port,
    unix_socket_directories: "",
    hba_file: files.access,
    ssl: "on",
    ssl_cert_file: files.certificate,
    ssl_key_file: files.key,
    password_encryption: "scram-sha-256",
    max_connections: 250,
    shared_buffers: "64MB",
    // A killed server loses nothing by this, only a killed machine: the data is a rehearsal's.
    fsync: "off",
    full_page_writes: "off",
  };
  return Object.entries(values).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

/** As the server's user, and such that the server shuts down when this process dies, however it dies. */
function command(files: ClusterFiles, program: string[]): string[] {
  const setpriv = findProgram("setpriv");
  if (setpriv === undefined) return program;
  const { uid, gid } = files.account;
  const user = runsAsRoot() ? ["--reuid", String(uid), "--regid", String(gid), "--clear-groups"] : [];
  return [setpriv, ...user, "--no-new-privs", "--pdeathsig", "INT", ...program];
}

/** The running server; where setpriv is missing (macOS) it is stopped when this process exits. */
export class Daemon {
  private readonly ended: Promise<void>;
  private readonly onExit = () => this.child.kill("SIGINT");

  private constructor(
    private readonly child: ChildProcess,
    private readonly files: ClusterFiles,
  ) {
    this.ended = new Promise((done) => {
      child.once("exit", () => done());
      child.once("error", () => done());
    });
    process.once("exit", this.onExit);
  }

  /** Must be called on the main thread: the parent-death signal follows the spawning thread. */
  static spawn(files: ClusterFiles, programs: PostgresPrograms, port: number): Daemon {
    const log = openSync(files.log, "a", 0o600);
    try {
      const argv = command(files, [programs.postgres, "-D", files.data, ...settings(files, port)]);
      const asUser = runsAsRoot() && argv[0] === programs.postgres;
      const child = spawn(argv[0] as string, argv.slice(1), {
        cwd: files.folder,
        env: { PATH: process.env["PATH"], LC_ALL: "C", TZ: "UTC" },
        stdio: ["ignore", log, log],
        ...(asUser ? { uid: files.account.uid, gid: files.account.gid } : {}),
      });
      return new Daemon(child, files);
    } finally {
      closeSync(log);
    }
  }

  get running(): boolean {
    return this.child.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /**
   * Waits until `answers` is true, 30 s at most.
   * @throws ClusterNotStarted when the server ends before, or does not answer in time
   */
  async ready(answers: () => Promise<boolean>): Promise<void> {
    const end = Date.now() + 30_000;
    while (this.running && Date.now() < end) {
      if (await answers()) return;
      await Promise.race([sleep(20), this.ended]);
    }
    await this.stop();
    throw new ClusterNotStarted(
      this.files.log,
      readFileSync(this.files.log, "utf8").trim().split("\n").slice(-5).join("; "),
    );
  }

  /** A fast shutdown: sessions are ended, data is written; after 10 s an immediate one. */
  async stop(): Promise<void> {
    process.removeListener("exit", this.onExit);
    if (!this.running) return;
    this.child.kill("SIGINT");
    const timer = setTimeout(() => this.child.kill("SIGQUIT"), 10_000);
    await this.ended;
    clearTimeout(timer);
  }
}
