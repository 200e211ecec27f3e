import type * as library from "@actions/expressions";

type Library = typeof library;
type Data = library.data.ExpressionData;

/** Contexts that an expression sees: `{ github: {…}, needs: {…} }`. */
export type Contexts = Readonly<Record<string, unknown>>;

/** What `success()` and its like answer in a job's condition. */
export interface JobStatus {
  readonly success: boolean;
  readonly failure: boolean;
  readonly cancelled: boolean;
}

const statusFunctions = ["success", "failure", "cancelled", "always"] as const;
const contextNames = ["github", "inputs", "vars", "needs", "matrix", "strategy", "env", "secrets", "jobs"];

/** GitHub's own expression language, by its own library. */
export class Expressions {
  private constructor(private readonly library: Library) {}

  /** The library is an ES module: it is loaded, not required. */
  static async load(): Promise<Expressions> {
    return new Expressions(await import("@actions/expressions"));
  }

  /** The value of `${{ … }}` in a text: of one expression alone its own, otherwise text. What is no text is walked through. */
  fill(value: unknown, contexts: Contexts): unknown {
    if (Array.isArray(value)) return value.map((item) => this.fill(item, contexts));
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.fill(item, contexts)]));
    if (typeof value !== "string") return value;
    const alone = /^\s*\$\{\{((?:(?!\}\}).)*)\}\}\s*$/s.exec(value)?.[1];
    if (alone !== undefined) return this.evaluate(alone, contexts);
    return value.replace(/\$\{\{(.*?)\}\}/gs, (_, source: string) => this.text(source, contexts));
  }

  /** A job's `if`; without one, and with one that asks for no status, `success()` is wanted. */
  condition(source: string | undefined, contexts: Contexts, status: JobStatus): boolean {
    const bare = (source ?? "success()").trim().replace(/^\$\{\{([\s\S]*)\}\}$/, "$1");
    const asksStatus = /\b(success|failure|cancelled|always)\s*\(/i.test(bare);
    const whole = asksStatus ? bare : `success() && (${bare})`;
    return truthy(this.evaluate(whole, contexts, status));
  }

  evaluate(source: string, contexts: Contexts, status?: JobStatus): unknown {
    return JSON.parse(JSON.stringify(this.run(source, contexts, status), this.library.data.replacer)) as unknown;
  }

  private text(source: string, contexts: Contexts): string {
    return this.run(source, contexts).coerceString();
  }

  private run(source: string, contexts: Contexts, status?: JobStatus): Data {
    const { Evaluator, Lexer, Parser, data } = this.library;
    const functions = statusFunctions.map((name) => ({
      name,
      minArgs: 0,
      maxArgs: 0,
      call: () => new data.BooleanData(name === "always" ? true : (status?.[name] ?? false)),
    }));
    const parsed = new Parser(new Lexer(source.trim()).lex().tokens, contextNames, status ? functions : []).parse();
    const known = Object.entries(contexts).map(([key, value]) => ({ key, value: this.asData(value) }));
    const rest = contextNames.filter((name) => !(name in contexts)).map((key) => ({ key, value: new data.Null() }));
    const table = new Map(functions.map((each) => [each.name, each]));
    return new Evaluator(parsed, new data.Dictionary(...known, ...rest), table).evaluate();
  }

  private asData(value: unknown): Data {
    return JSON.parse(JSON.stringify(value ?? null), this.library.data.reviver) as Data;
  }
}

const truthy = (value: unknown): boolean =>
  value !== null && value !== false && value !== 0 && value !== "" && !Number.isNaN(value);
