import { join } from "node:path";
import { execa } from "execa";
import { type z } from "zod";
import { answers } from "./answers";
import { PythonMissing, ReaderFailed } from "./errors";

/** A file's path in its repository, and its text. */
export interface SourceFile {
  readonly path: string;
  readonly source: string;
}

type Kind = "migration" | "apps" | "settings";
export interface Question extends SourceFile {
  readonly kind: Kind;
  readonly names?: readonly string[];
}
type Answer<K extends Kind> = z.infer<(typeof answers)[K]>;

const reader = join(__dirname, "reader");
const limit = 60_000;

async function run(program: string, input: string): Promise<string[]> {
  const result = await execa(program, ["-I", "-S", "-B", reader], {
    input,
    reject: false,
    timeout: limit,
    maxBuffer: 500_000_000,
    env: { PATH: process.env["PATH"] },
    extendEnv: false,
  });
  if (result.code === "ENOENT") throw new PythonMissing(program);
  if (result.timedOut) throw new ReaderFailed(program, `no answer for ${limit / 1000} s`);
  if (result.failed)
    throw new ReaderFailed(program, result.stderr.trim().split("\n").at(-1) || `it ended with ${result.exitCode}`);
  return result.stdout.split("\n");
}

/** Asks for many files at once; the answers come in the order of the questions. */
export class Python {
  constructor(private readonly program = "python3") {}

  /**
   * One process that parses and executes nothing of what it reads: isolated, without site packages and without this process's environment.
   * @throws PythonMissing, ReaderFailed
   */
  async ask<K extends Kind>(kind: K, files: readonly Question[]): Promise<Answer<K>[]> {
    if (files.length === 0) return [];
    const [header, ...lines] = await run(this.program, files.map((file) => JSON.stringify(file) + "\n").join(""));
    if (!answers.header.safeParse(parsed(header)).success || lines.length !== files.length)
      throw new ReaderFailed(this.program, `${files.length} files were asked for, ${lines.length} answers came`);
    return lines.map((line, at) => {
      const answer = answers[kind].safeParse(parsed(line));
      if (!answer.success) throw new ReaderFailed(this.program, `the answer on ${files[at]?.path} has another form`);
      return answer.data as Answer<K>;
    });
  }
}

function parsed(line: string | undefined): unknown {
  try {
    return JSON.parse(line ?? "");
  } catch {
    return undefined;
  }
}
