import type * as library from "@actions/expressions";
import { type Expr, type Literal } from "@actions/expressions/ast";
import { type FunctionDefinition } from "@actions/expressions/funcs/info";

type Library = typeof library;
type Data = library.data.ExpressionData;

/** A value that only a run knows. */
export const unknown = Symbol("unknown");
export type Value = string | number | boolean | null | readonly unknown[] | object;
export type Known = Value | typeof unknown;

/** What is known of the contexts before a run: a property that is not there is unknown, one of a `complete` context is null. */
export interface Knowledge {
  readonly contexts: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly complete: readonly string[];
  /** What `success()` answers. */
  readonly success: boolean;
}

/** One use of a context in an expression: `secrets.HEROKU_API_KEY`. */
export interface Reference {
  readonly context: string;
  readonly name: string;
  /** Whether the expression itself says what holds without it: `vars.X || 'y'`, `vars.X != ''`. */
  readonly optional: boolean;
}

const contexts = [
  "github",
  "env",
  "vars",
  "job",
  "jobs",
  "steps",
  "runner",
  "secrets",
  "strategy",
  "matrix",
  "needs",
  "inputs",
];
/** What they answer when nothing went wrong; `success()` is told. */
const statusFunctions: Readonly<Record<string, boolean>> = { always: true, failure: false, cancelled: false };

/** GitHub's expressions, by GitHub's own library, read before a run: what only the run knows stays `unknown`. */
export class Expressions {
  private constructor(private readonly library: Library) {}

  /** The library is an ES module alone: it is imported, not required. */
  static async load(): Promise<Expressions> {
    return new Expressions(await import("@actions/expressions"));
  }

  /** The value of an expression, without `${{ }}`. Throws on what is not one. */
  evaluate(source: string, knowledge: Knowledge): Known {
    return this.known(this.parse(source), knowledge);
  }

  /** A text, list or mapping with its `${{ }}` filled in; `unknown` when one of them is. */
  fill(value: unknown, knowledge: Knowledge): Known {
    if (typeof value === "string") return this.fillText(value, knowledge);
    if (typeof value !== "object" || value === null) return value as Value;
    const filled = Object.entries(value).map(([key, item]) => [key, this.fill(item, knowledge)] as const);
    if (filled.some(([, item]) => item === unknown)) return unknown;
    return Array.isArray(value) ? filled.map(([, item]) => item) : Object.fromEntries(filled);
  }

  /** All uses of `secrets` and `vars` in an expression. */
  references(source: string): Reference[] {
    return this.referencesOf(this.parse(source), false);
  }

  private fillText(text: string, knowledge: Knowledge): Known {
    const alone = /^\s*\$\{\{((?:(?!\}\}).)*)\}\}\s*$/s.exec(text)?.[1];
    if (alone !== undefined) return this.evaluate(alone, knowledge);
    const parts = text.split(/\$\{\{(.*?)\}\}/s);
    const filled = parts.map((part, index) => (index % 2 === 0 ? part : this.evaluate(part, knowledge)));
    return filled.includes(unknown) ? unknown : filled.map((part) => this.asText(part as Value)).join("");
  }

  private asText(value: Value): string {
    return this.data(value).coerceString();
  }

  private parse(source: string): Expr {
    const { Lexer, Parser } = this.library;
    return new Parser(new Lexer(source.trim()).lex().tokens, contexts, this.functions(true)).parse();
  }

  private functions(success: boolean): FunctionDefinition[] {
    const answers = { success, ...statusFunctions, hashFiles: "" };
    return Object.entries(answers).map(([name, answer]) => ({
      name,
      minArgs: 0,
      maxArgs: 255,
      call: () => this.data(answer),
    }));
  }

  private known(expr: Expr, knowledge: Knowledge): Known {
    return expr.accept<Known>({
      visitLiteral: ({ literal }) => this.plain(literal),
      visitGrouping: ({ group }) => this.known(group, knowledge),
      visitLogical: ({ operator, args }) => this.logical(operator.lexeme === "&&", args, knowledge),
      visitUnary: (node) => this.computed(node, [node.expr], knowledge),
      visitBinary: (node) => this.computed(node, [node.left, node.right], knowledge),
      visitFunctionCall: (node) =>
        /^hashFiles$/i.test(node.functionName.lexeme) ? unknown : this.computed(node, node.args, knowledge),
      visitContextAccess: (node) => this.lookUp(node, knowledge),
      visitIndexAccess: (node) => this.lookUp(node, knowledge),
    });
  }

  /** `&&` is decided by a false operand and `||` by a true one, whatever the others are. */
  private logical(isAnd: boolean, args: readonly Expr[], knowledge: Knowledge): Known {
    const values = args.map((arg) => this.known(arg, knowledge));
    const decisive = values.find((value) => value !== unknown && truthy(value) !== isAnd);
    if (decisive === undefined) return values.includes(unknown) ? unknown : values.at(-1)!;
    return values.includes(unknown) ? !isAnd : decisive;
  }

  private computed(expr: Expr, operands: readonly Expr[], knowledge: Knowledge): Known {
    if (operands.some((operand) => this.known(operand, knowledge) === unknown)) return unknown;
    const { Evaluator, data } = this.library;
    const known = Object.entries(knowledge.contexts).map(([key, value]) => ({ key, value: this.data(value) }));
    const rest = contexts
      .filter((name) => !(name in knowledge.contexts))
      .map((key) => ({ key, value: new data.Null() }));
    const functions = this.functions(knowledge.success).map((each) => [each.name.toLowerCase(), each] as const);
    return this.plain(new Evaluator(expr, new data.Dictionary(...known, ...rest), new Map(functions)).evaluate());
  }

  private lookUp(expr: Expr, { contexts: known, complete }: Knowledge): Known {
    const [context, ...names] = this.path(expr) ?? [];
    if (context === undefined) return unknown;
    const missing = complete.includes(context) ? null : unknown;
    const start: unknown = known[context] ?? missing;
    return names.reduce<unknown>((value, name) => {
      if (typeof value !== "object" || value === null) return value === unknown ? unknown : null;
      const found = Object.entries(value).find(([key]) => key.toLowerCase() === name.toLowerCase());
      return found ? found[1] : missing;
    }, start) as Known;
  }

  /** `github.event.action` as names; undefined when it is more than that. */
  private path(expr: Expr): string[] | undefined {
    const none = () => undefined;
    return expr.accept<string[] | undefined>({
      ...{ visitLiteral: none, visitUnary: none, visitBinary: none, visitLogical: none, visitGrouping: none },
      visitFunctionCall: none,
      visitContextAccess: ({ name }) => [name.lexeme.toLowerCase()],
      visitIndexAccess: ({ expr: before, index }) => {
        const [names, name] = [this.path(before), this.text(index)];
        return names && name !== undefined ? [...names, name] : undefined;
      },
    });
  }

  /** The text of a literal. */
  private text(expr: Expr): string | undefined {
    const literal = (expr as Partial<Literal>).literal;
    return literal?.coerceString();
  }

  private referencesOf(expr: Expr, optional: boolean): Reference[] {
    const [context, name] = this.path(expr) ?? [];
    if ((context === "secrets" || context === "vars") && name !== undefined) return [{ context, name, optional }];
    const all = (parts: readonly Expr[], maybe: boolean) => parts.flatMap((part) => this.referencesOf(part, maybe));
    return expr.accept<Reference[]>({
      visitLiteral: () => [],
      visitContextAccess: () => [],
      visitGrouping: ({ group }) => this.referencesOf(group, optional),
      visitUnary: ({ expr: operand }) => this.referencesOf(operand, true),
      visitBinary: ({ left, right }) => all([left, right], true),
      visitLogical: ({ args }) => [...all(args.slice(0, -1), true), ...all(args.slice(-1), optional)],
      visitFunctionCall: ({ args }) => all(args, optional),
      visitIndexAccess: ({ expr: before, index }) => all([before, index], optional),
    });
  }

  private data(value: Value): Data {
    return JSON.parse(JSON.stringify(value), this.library.data.reviver) as Data;
  }

  private plain(value: Data): Value {
    return JSON.parse(JSON.stringify(value, this.library.data.replacer)) as Value;
  }
}

const truthy = (value: Value): boolean => value !== null && value !== false && value !== 0 && value !== "";
