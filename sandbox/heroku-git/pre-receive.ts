import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { HookPipes } from "../kit/git/http-backend";

/** What a push wants to change, and where its objects lie until it is accepted. */
export interface Push {
  readonly commands: readonly { readonly old: string; readonly new: string; readonly ref: string }[];
  /** For git commands that read the pushed commits. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Tells the simulator what is pushed (3), shows what it answers as it comes (5: git sends it on as `remote: …`), and ends with its
 * verdict (4). It decides nothing itself.
 */
const hook = `#!/bin/sh
{ echo "$GIT_OBJECT_DIRECTORY"; echo "$GIT_ALTERNATE_OBJECT_DIRECTORIES"; cat; echo; } >&3
cat <&5
read verdict <&4 && exit "$verdict"
exit 1
`;

/** Writes the hook into `folder`; returns the git configuration with which a repository uses it. */
export function installPreReceive(folder: string): Readonly<Record<string, string>> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "pre-receive");
  writeFileSync(file, hook);
  chmodSync(file, 0o755);
  return { "core.hooksPath": folder };
}

/** Lets `decide` accept or reject a push; `say` shows lines to the person who pushes. Without a push, nothing happens. */
export async function speakPreReceive(
  { fromGit, toGit, toPerson }: HookPipes,
  decide: (push: Push, say: (text: string) => void) => Promise<boolean>,
): Promise<void> {
  const push = await readPush(fromGit);
  if (!push) return;
  let accepted = false;
  try {
    accepted = await decide(push, (text) => void (toPerson.destroyed || toPerson.write(text)));
  } finally {
    toPerson.end();
    toGit.end(accepted ? "0\n" : "1\n");
  }
}

async function readPush(fromGit: HookPipes["fromGit"]): Promise<Push | undefined> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: fromGit })) {
    if (lines.length >= 2 && line === "") break;
    lines.push(line);
  }
  const [objects, alternates, ...commands] = lines;
  if (objects === undefined || commands.length === 0) return undefined;
  return {
    env: { GIT_OBJECT_DIRECTORY: objects, GIT_ALTERNATE_OBJECT_DIRECTORIES: alternates ?? "" },
    commands: commands.map((line) => {
      const [old = "", fresh = "", ...ref] = line.split(" ");
      return { old, new: fresh, ref: ref.join(" ") };
    }),
  };
}
