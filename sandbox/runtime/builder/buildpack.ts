import { type BuildOutput } from "./output";

/** What a buildpack is given. */
export interface BuildContext {
  /** The application's source, which becomes the slug. */
  readonly app: string;
  /** Shared by the builds of an app; the build's user owns it. */
  readonly cache: string;
  /** For this build alone, outside the slug. */
  readonly scratch: string;
  /** The app's config vars. */
  readonly env: Readonly<Record<string, string>>;
  readonly output: BuildOutput;
  /** Runs a program as the build's user with `env` only; its output is logged. Answers with its exit code. */
  run(argv: readonly string[], options?: RunOptions): Promise<number>;
  /** A folder of its own for dependencies that processes use where they lie; the build's user owns it. */
  newFolder(): Promise<string>;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Instead of the build's log. */
  readonly log?: (line: string) => void;
}

export interface BuildpackResult {
  /** For every process; `$HOME` stands for the slug's folder. PATH is put before the system's. */
  readonly env: Readonly<Record<string, string>>;
  readonly path: readonly string[];
  readonly defaultTypes: Readonly<Record<string, string>>;
  /** Those of `newFolder` that the slug needs, and that count as part of it. */
  readonly dependencies: readonly string[];
}

export interface Buildpack {
  /** As Heroku calls it: `Python`. */
  readonly name: string;
  /** As the app's buildpack list names it: `heroku/python`. */
  readonly id: string;
  detect(app: string): boolean;
  /** @throws BuildFailed, LanguageNotFound */
  build(context: BuildContext): Promise<BuildpackResult>;
}
