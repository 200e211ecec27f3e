import { isMapping, type Mapping, type Workflow } from "./workflow-file";

/** The inputs that a workflow declares for a start by hand. */
export function dispatchInputs({ on }: Workflow): Readonly<Record<string, Mapping>> {
  const declared = on["workflow_dispatch"]?.["inputs"];
  return Object.fromEntries(Object.entries(isMapping(declared) ? declared : {}).map(([name, row]) => [name, isMapping(row) ? row : {}])); // prettier-ignore
}

/** `inputs` as expressions see them: the event carries texts only. */
export function typedInputs(workflow: Workflow, payload: Mapping): Record<string, unknown> {
  const declared = dispatchInputs(workflow);
  const given = Object.entries(isMapping(payload["inputs"]) ? payload["inputs"] : {});
  return Object.fromEntries(given.map(([name, value]) => [name, declared[name]?.["type"] === "boolean" ? value === "true" : value])); // prettier-ignore
}

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
