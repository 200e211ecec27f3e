import { isMapping, type Mapping } from "./workflow-file";

/** What a job's expressions see and the runner does not know. */
export interface WrittenContexts {
  /** Of a called workflow: its runner does not see the caller. */
  readonly inputs?: Mapping;
  readonly strategy?: Mapping;
  /** Of the jobs that it needs, results and outputs: the runner does not run them. */
  readonly needs?: Mapping;
  /** Properties that the runner's own `github` context lacks. */
  readonly github?: Mapping;
}

const aText = /'(?:[^']|'')*'/.source;
const aProperty = /(?<![.\w-])github\.([a-z_]+)(?![\w-])/.source;
const aContext = /(?<![.\w-])(inputs|strategy|needs)(?![\w-])/.source;
const parts = new RegExp(`${aText}|${aProperty}|${aContext}`, "gi");

/** Writes contexts into the expressions of a job as `fromJSON('{…}')`, so that booleans and numbers stay what they are. */
export function writeContexts(value: unknown, contexts: WrittenContexts, key = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => writeContexts(item, contexts));
  if (isMapping(value))
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, writeContexts(item, contexts, name)]));
  if (typeof value !== "string") return value;
  const bare = key === "if" && !value.includes("${{");
  return bare
    ? inExpression(value, contexts)
    : value.replace(/\$\{\{[\s\S]*?\}\}/g, (part) => inExpression(part, contexts));
}

/** Texts are left alone, and so are properties of the same names. */
function inExpression(source: string, contexts: WrittenContexts): string {
  return source.replace(parts, (part, property: string | undefined, context: string | undefined) => {
    const value =
      context === undefined
        ? contexts.github?.[property?.toLowerCase() ?? ""]
        : contexts[context.toLowerCase() as "inputs" | "strategy" | "needs"];
    return value === undefined ? part : literal(value);
  });
}

const literal = (value: unknown): string => `fromJSON('${json(value).replaceAll("'", "''")}')`;

/** Without braces that could begin or end an expression. */
function json(value: unknown): string {
  if (!isMapping(value)) return JSON.stringify(value).replaceAll("{", "\\u007b").replaceAll("}", "\\u007d");
  return `{ ${Object.entries(value)
    .map(([name, each]) => `${JSON.stringify(name)}: ${json(each)}`)
    .join(", ")} }`;
}
