import { isMapping, type Mapping } from "./workflow-file";

/** What a job's expressions see and the runner does not know. */
export interface WrittenContexts {
  /** Of a called workflow: its runner does not see the caller. */
  readonly inputs?: Mapping;
  readonly strategy?: Mapping;
  /** Properties that the runner's own `github` context lacks. */
  readonly github?: Mapping;
}

const aText = /'(?:[^']|'')*'/.source;
const aProperty = /(?<![.\w-])github\.([a-z_]+)(?![\w-])/.source;
const aContext = /(?<![.\w-])(inputs|strategy)(?![\w-])/.source;
const parts = new RegExp(`${aText}|${aProperty}|${aContext}`, "gi");

/** Writes contexts into the expressions of a job as `fromJSON('{…}')`, so that booleans and numbers stay what they are. */
export function writeContexts(value: unknown, contexts: WrittenContexts, key = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => writeContexts(item, contexts));
  if (isMapping(value)) return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, writeContexts(item, contexts, name)])); // prettier-ignore
  if (typeof value !== "string") return value;
  const bare = key === "if" && !value.includes("${{");
  return bare ? inExpression(value, contexts) : value.replace(/\$\{\{[\s\S]*?\}\}/g, (part) => inExpression(part, contexts));
} // prettier-ignore

/** Texts are left alone, and so are properties of the same names. */
function inExpression(source: string, contexts: WrittenContexts): string {
  return source.replace(parts, (part, property: string | undefined, context: string | undefined) => {
    const value = context === undefined
        ? contexts.github?.[property?.toLowerCase() ?? ""]
        : contexts[context.toLowerCase() as "inputs" | "strategy"]; // prettier-ignore
    return value === undefined ? part : literal(value);
  });
}

/** A brace of a value would end the expression, a quote the text. */
function literal(value: unknown): string {
  const json = isMapping(value)
    ? `{${Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}:${withoutBraces(each)}`).join(",")}}`
    : withoutBraces(value); // prettier-ignore
  return `fromJSON('${json.replaceAll("'", "''")}')`;
}

const withoutBraces = (value: unknown): string => JSON.stringify(value).replaceAll("}", "\\u007d");
