import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { flush, pktLine, pktLines } from "./pkt-line";

/** One ref that a push wants to change; a SHA of zeros is "does not exist". */
export interface RefCommand {
  readonly old: string;
  readonly new: string;
  readonly ref: string;
}

/** What becomes of it: undefined lets git update the ref, a text is the reason in `! [remote rejected] … (<reason>)`. */
export interface Verdict {
  readonly ref: string;
  readonly rejection?: string;
}

export interface Judgement {
  readonly verdicts: readonly Verdict[];
  /** Shown to the person who pushes, as `remote: …`. */
  readonly message: string;
}

/**
 * Only a proc-receive hook can give a rejection GitHub's own wording. Ours holds no logic: it connects git's pipes to three more
 * that the simulator gave to `git http-backend` (3: what git says, 4: what we answer, 5: what the person is told). Its own input is
 * kept as 6, because a shell gives its background commands none.
 */
const hook = "#!/bin/sh\nexec 6<&0\ncat <&6 >&3 2>/dev/null &\ncat <&5 >&2 &\ncat <&4\nwait $!\n";

/** Writes the hook into `folder` and returns the git configuration that makes git use it; nobody pushes the refs of pull requests. */
export function installHook(folder: string): Readonly<Record<string, string>> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "proc-receive");
  writeFileSync(file, hook);
  chmodSync(file, 0o755);
  return { "core.hooksPath": folder, "receive.procReceiveRefs": "refs/", "receive.hideRefs": "refs/pull" };
}

/** Speaks the proc-receive protocol with git and lets `judge` decide. */
export async function speakProcReceive(
  streams: { readonly fromGit: Readable; readonly toGit: Writable; readonly toPerson: Writable },
  judge: (commands: readonly RefCommand[]) => Promise<Judgement>,
): Promise<void> {
  const lines = pktLines(streams.fromGit);
  try {
    const features = await section(lines);
    if (features.length === 0) return;
    streams.toGit.write(pktLine("version=1\0\n") + flush);
    const commands = (await section(lines)).map(parseCommand);
    const { verdicts, message } = await judge(commands);
    streams.toPerson.end(message);
    streams.toGit.write(verdicts.map(report).join("") + flush);
  } finally {
    streams.toPerson.end();
    streams.toGit.end();
    await lines.return(undefined);
  }
}

async function section(lines: AsyncGenerator<string | undefined>): Promise<string[]> {
  const found: string[] = [];
  for (let next = await lines.next(); !next.done && next.value !== undefined; next = await lines.next())
    found.push(next.value);
  return found;
}

function parseCommand(line: string): RefCommand {
  const [old, fresh, ...ref] = line.split(" ");
  return { old: old!, new: fresh!, ref: ref.join(" ") };
}

const report = ({ ref, rejection }: Verdict): string =>
  rejection === undefined
    ? pktLine(`ok ${ref}\n`) + pktLine("option fall-through\n")
    : pktLine(`ng ${ref} ${rejection}\n`);
