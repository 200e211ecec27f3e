import { isMapping } from "./workflow-file";

/**
 * Writes the inputs of a called workflow into a job: act gives a job its inputs only through the caller, which it does not see. `inputs` in an
 * expression becomes `fromJSON('{…}')`, so that booleans and numbers stay what they are.
 */
export function withInputs(value: unknown, inputs: Readonly<Record<string, unknown>>, key = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => withInputs(item, inputs));
  if (isMapping(value)) return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, withInputs(item, inputs, name)])); // prettier-ignore
  if (typeof value !== "string") return value;
  const bare = key === "if" && !value.includes("${{");
  return bare ? inExpression(value, inputs) : value.replace(/\$\{\{[\s\S]*?\}\}/g, (part) => inExpression(part, inputs));
} // prettier-ignore

function inExpression(source: string, inputs: Readonly<Record<string, unknown>>): string {
  // Texts are left alone, and so are properties of that name.
  return source.replace(/'(?:[^']|'')*'|(?<![.\w-])inputs(?![\w-])/gi, (part) =>
    part.startsWith("'") ? part : literal(inputs),
  );
}

/** A brace of a value would end the expression, a quote the text. */
function literal(inputs: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(inputs).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value).replaceAll("}", "\\u007d")}`); // prettier-ignore
  return `fromJSON('${`{${pairs.join(",")}}`.replaceAll("'", "''")}')`;
}
