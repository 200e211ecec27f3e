import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { spawn } from "@lydell/node-pty";
import { project } from "./stage";

export interface Shown {
  readonly code: number;
  /** All that was ever shown, without its colours. */
  readonly screen: string;
}

export interface Person {
  readonly env: Readonly<Record<string, string>>;
  /** What a question looks like; its first group names it. */
  readonly question: RegExp;
  /** What is typed, once for each question. */
  readonly answer: (question: string) => string;
}

/** Runs a program of bin/ at a terminal, where somebody answers. */
export function atTerminal(
  program: string,
  args: readonly string[],
  { env, question, answer }: Person,
): Promise<Shown> {
  const terminal = spawn(join(project, program), [...args], { cwd: project, env, cols: 500 });
  const answered = new Set<string>();
  let screen = "";
  terminal.onData((text) => {
    screen += text;
    for (const [, asked] of stripVTControlCharacters(screen).matchAll(new RegExp(question, "gm"))) {
      if (answered.has(asked!)) continue;
      answered.add(asked!);
      terminal.write(answer(asked!));
    }
  });
  return new Promise((resolve) =>
    terminal.onExit(({ exitCode }) => resolve({ code: exitCode, screen: stripVTControlCharacters(screen) })),
  );
}
