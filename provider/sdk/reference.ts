import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { heroku } from "../definition";
import { packageSchema } from "../engine/schema";

export const referenceFile = resolve(__dirname, "../../docs/reference/heroku-provider.md");

interface Property {
  readonly type?: string;
  readonly items?: Property;
  readonly additionalProperties?: Property;
  readonly $ref?: string;
  readonly description?: string;
  readonly secret?: boolean;
  readonly default?: unknown;
  readonly willReplaceOnChanges?: boolean;
}

type Properties = Readonly<Record<string, Property>>;

interface Thing {
  readonly description?: string;
  readonly inputProperties?: Properties;
  readonly requiredInputs?: readonly string[];
  readonly properties?: Properties;
}

interface Call {
  readonly description?: string;
  readonly inputs?: { readonly properties?: Properties; readonly required?: readonly string[] };
  readonly outputs?: { readonly properties?: Properties };
}

/** What @pulumi/heroku offers, as a page: every resource and function with its properties. */
export function referenceText(): string {
  const schema = packageSchema(heroku) as unknown as {
    readonly resources: Readonly<Record<string, Thing>>;
    readonly functions: Readonly<Record<string, Call>>;
  };
  return [
    "<!-- Made by bin/generate-sdk from the provider's definitions: edit those. -->",
    "# The Heroku provider",
    ...sorted(schema.resources).map(([token, thing]) => resource(token, thing)),
    ...sorted(schema.functions).map(([token, call]) => invocation(token, call)),
  ]
    .join("\n\n")
    .concat("\n");
}

export function writeReference(): void {
  mkdirSync(dirname(referenceFile), { recursive: true });
  writeFileSync(referenceFile, referenceText());
}

function resource(
  token: string,
  { description, inputProperties = {}, requiredInputs = [], properties = {} }: Thing,
): string {
  const outputs = Object.fromEntries(Object.entries(properties).filter(([name]) => !(name in inputProperties)));
  return section(token, description, [
    ["Inputs", table(inputProperties, requiredInputs)],
    ["Outputs", table(outputs, [])],
  ]);
}

function invocation(token: string, { description, inputs, outputs }: Call): string {
  return section(token, description, [
    ["Arguments", table(inputs?.properties ?? {}, inputs?.required ?? [])],
    ["Result", table(outputs?.properties ?? {}, [])],
  ]);
}

function section(
  token: string,
  description: string | undefined,
  tables: readonly (readonly [string, string])[],
): string {
  const filled = tables.filter(([, rows]) => rows !== "").map(([title, rows]) => `**${title}**\n\n${rows}`);
  // An example is a part of its resource, not a chapter of the page.
  return [`## ${token.split(":").at(-1)}`, (description ?? "").trim().replace(/^## /gm, "### "), ...filled].join(
    "\n\n",
  );
}

function table(properties: Properties, required: readonly string[]): string {
  const rows = sorted(properties).map(
    ([name, property]) => `| \`${name}\` | ${typeOf(property)} | ${notes(property, required.includes(name))} |`,
  );
  return rows.length === 0 ? "" : ["| name | type | |", "| --- | --- | --- |", ...rows].join("\n");
}

function notes(
  { description = "", secret, willReplaceOnChanges, default: preset }: Property,
  required: boolean,
): string {
  const marks = [
    ...(required ? ["required"] : []),
    ...(secret ? ["secret"] : []),
    ...(willReplaceOnChanges ? ["a change replaces"] : []),
    ...(preset === undefined ? [] : [`default \`${JSON.stringify(preset)}\``]),
  ];
  const text = description.trim().replaceAll("\n", " ").replaceAll("|", "\\|");
  return marks.length === 0 ? text : `${text} _(${marks.join(", ")})_`;
}

function typeOf({ type, items, additionalProperties, $ref }: Property): string {
  if ($ref) return $ref.split(/[/:]/).at(-1) ?? $ref;
  if (items) return `list of ${typeOf(items)}`;
  return additionalProperties ? `map of ${typeOf(additionalProperties)}` : (type ?? "any");
}

function sorted<T>(things: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(things).sort(([left], [right]) => left.localeCompare(right));
}
