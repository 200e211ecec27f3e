import { type Dependency, type UnknownPart } from "./answers";
import { type Key } from "./keys";
import { type Operation } from "./operations";

/** A migration as its file has it. A file that cannot be parsed has `error`, and nothing in its lists. */
export interface Migration {
  readonly key: Key;
  readonly app: string;
  readonly name: string;
  readonly path: string;
  /** null: not said, so Django goes by the dependencies. */
  readonly initial: boolean | null;
  /** false: a failure in the middle leaves it half done. */
  readonly atomic: boolean;
  readonly dependencies: readonly Dependency[];
  readonly runBefore: readonly Key[];
  readonly replaces: readonly Key[];
  readonly operations: readonly Operation[];
  readonly unknown: readonly UnknownPart[];
  readonly error?: { readonly message: string; readonly line: number };
}

/** The migrations of a commit. */
export interface MigrationSet {
  readonly migrations: readonly Migration[];
  /** AUTH_USER_MODEL, and what else swappable dependencies name: → `users.User`; null when its value cannot be told. */
  readonly settings: ReadonlyMap<string, string | null>;
  /** What is not certain about the whole set, each a sentence. */
  readonly doubts: readonly string[];
}
