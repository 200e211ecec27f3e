import { EngineError } from "../errors";

/** A static check: a program of node_modules/.bin that counts as one. */
export interface StaticCheck {
  readonly name: string;
  readonly command: readonly string[];
}

const staticChecks: readonly StaticCheck[] = [
  { name: "lint", command: ["eslint", "."] },
  { name: "format", command: ["prettier", "--check", "."] },
  { name: "types", command: ["tsc", "--noEmit", "-p", "tsconfig.json"] },
];

export const suites = ["unit", "contract", "end-to-end"] as const;
export type Suite = (typeof suites)[number];

export interface SuiteRun {
  readonly suite: Suite;
  /** Test files or patterns as jest takes them; empty for all. */
  readonly only: readonly string[];
}

export interface Plan {
  readonly checks: readonly StaticCheck[];
  readonly suites: readonly SuiteRun[];
}

/** An argument that names neither a check, nor a suite, nor a file below test/. */
export class UnknownCheck extends EngineError {
  readonly id = "unknown_check";
  constructor(argument: string) {
    const known = [...staticChecks.map(({ name }) => name), ...suites].join(", ");
    super(`${argument} is no check`, `Known: ${known}, or a path such as test/unit/engine`);
  }
}

/** What to run: everything without arguments, else what they name. @throws {UnknownCheck} */
export function planFor(args: readonly string[]): Plan {
  if (args.length === 0) return { checks: staticChecks, suites: suites.map((suite) => ({ suite, only: [] })) };
  const unknown = args.find((argument) => kindOf(argument) === undefined);
  if (unknown !== undefined) throw new UnknownCheck(unknown);
  return {
    checks: staticChecks.filter(({ name }) => args.includes(name)),
    suites: suites.flatMap((suite) => {
      const only = args.filter((argument) => suiteOf(argument) === suite);
      if (args.includes(suite)) return [{ suite, only: [] }];
      return only.length > 0 ? [{ suite, only }] : [];
    }),
  };
}

/** Whether the tests in a browser are among those that are run. */
export const needsBrowser = ({ suites }: Plan): boolean =>
  suites.some(
    ({ suite, only }) =>
      suite === "end-to-end" &&
      (only.length === 0 || only.some((path) => /console/.test(path) || !path.endsWith(".test.ts"))),
  );

function kindOf(argument: string): string | undefined {
  const named = [...staticChecks.map(({ name }) => name), ...suites].find((name) => name === argument);
  return named ?? suiteOf(argument);
}

/** The suite that a path below test/ belongs to. */
function suiteOf(path: string): Suite | undefined {
  return suites.find((suite) => new RegExp(`(^|/)test/${suite}(/|$)`).test(path));
}
