import { spawn } from "node:child_process";
import { once } from "node:events";
import { spawn as spawnInTerminal } from "@lydell/node-pty";
import type { AttachedStream } from "../types";
import { type Child, childOf } from "./child";

export interface AttachedSpawn {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** To change to before; absent when the arguments do that. */
  readonly account?: { readonly uid?: number; readonly gid?: number };
}

/** What a client without a terminal sends at the end of its input. */
const endOfInput = 0x04;

/** Starts a process whose input and output are a client's: on a terminal, or on pipes when the client wants none. */
export async function spawnAttached(what: AttachedSpawn, { stream, terminal }: AttachedStream): Promise<Child> {
  stream.on("error", () => stream.destroy());
  const child = terminal ? inTerminal(what, stream, terminal) : await onPipes(what, stream);
  stream.once("close", () => child.hangUp());
  return child;
}

function inTerminal(
  { file, args, cwd, env, account }: AttachedSpawn,
  stream: AttachedStream["stream"],
  size: NonNullable<AttachedStream["terminal"]>,
): Child {
  const pty = spawnInTerminal(file, [...args], {
    name: env["TERM"] ?? "xterm",
    cols: size.columns,
    rows: size.rows,
    cwd,
    env: { ...env },
    encoding: null,
    ...account,
  });
  // Its types say string whatever the encoding is.
  pty.onData((data: unknown) => void (stream.destroyed || stream.write(data as Buffer)));
  stream.on("data", (data: Buffer) => pty.write(data as unknown as string));
  const exited = new Promise<number>((done) =>
    pty.onExit(({ exitCode, signal }) => done(signal ? 128 + signal : exitCode)),
  );
  let over = false;
  void exited.then(() => (over = true));
  return { pid: pty.pid, exited, closed: exited, hangUp: () => void (over || pty.kill("SIGHUP")) };
}

async function onPipes({ file, args, ...options }: AttachedSpawn, stream: AttachedStream["stream"]): Promise<Child> {
  const { cwd, env, account } = options;
  const child = spawn(file, args, { cwd, env, detached: true, stdio: ["pipe", "pipe", "pipe"], ...account });
  await once(child, "spawn");
  child.stdin.on("error", () => undefined);
  for (const output of [child.stdout, child.stderr]) output.pipe(stream, { end: false });
  stream.on("data", (data: Buffer) => {
    const end = data.indexOf(endOfInput);
    if (child.stdin.writable) child.stdin.write(end < 0 ? data : data.subarray(0, end));
    if (end >= 0) child.stdin.end();
  });
  return childOf(child);
}
