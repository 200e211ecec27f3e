import {
  type AnyDataSource,
  type AnyField,
  type AnyResource,
  type Fields,
  type FieldType,
  type PackageDefinition,
} from "./definition";

/** The parts of a Pulumi package schema that are used: https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/ */
export interface TypeSpec {
  readonly type?: "string" | "integer" | "boolean" | "array" | "object";
  readonly $ref?: string;
  readonly items?: TypeSpec;
  readonly additionalProperties?: TypeSpec;
}
export interface PropertySpec extends TypeSpec {
  readonly description: string;
  readonly default?: unknown;
  readonly secret?: true;
  readonly willReplaceOnChanges?: true;
}
export interface ObjectSpec {
  readonly type?: "object";
  readonly description: string;
  readonly properties: Readonly<Record<string, PropertySpec>>;
  readonly required: readonly string[];
}
export interface PackageSpec {
  readonly name: string;
  readonly version: string;
  readonly config: unknown;
  readonly provider: unknown;
  readonly types: Readonly<Record<string, ObjectSpec>>;
  readonly resources: Readonly<Record<string, unknown>>;
  readonly functions: Readonly<Record<string, unknown>>;
}

/** `heroku:index:App`. */
export function token({ name }: { readonly name: string }, member: { readonly name: string }): string {
  return `${name}:index:${member.name}`;
}

/** The package's schema, from which the SDK and its documentation are made. The same definition always gives the same schema. */
export function packageSchema(definition: PackageDefinition): PackageSpec {
  const { name, version, displayName, description, config, resources, functions } = definition;
  return {
    name,
    version,
    ...{ displayName, description, keywords: ["pulumi", "heroku", "category/cloud"], license: "MIT" },
    language: { nodejs: { packageName: `@pulumi/${name}`, respectSchemaVersion: true, ...node } },
    config: { variables: properties(name, config) },
    // No defaultInfo: an explicit provider would write the environment's value into the state, in plain text.
    provider: { description, inputProperties: properties(name, config) },
    types: objectTypes(name, [...resources, ...functions]),
    resources: Object.fromEntries(
      resources.map((resource) => [token(definition, resource), resourceSpec(name, resource)]),
    ),
    functions: Object.fromEntries(functions.map((source) => [token(definition, source), functionSpec(name, source)])),
  } as PackageSpec;
}

const node = { dependencies: { "@pulumi/pulumi": "^3.248.0" } };

function resourceSpec(packageName: string, { description, inputs, outputs }: AnyResource) {
  return {
    description: description.trim(),
    inputProperties: properties(packageName, inputs),
    requiredInputs: required(inputs),
    properties: { ...properties(packageName, withoutDefaults(inputs)), ...properties(packageName, outputs) },
    required: [...alwaysThere(inputs), ...required(outputs)],
  };
}

function functionSpec(packageName: string, { description, inputs, outputs }: AnyDataSource) {
  return {
    description: description.trim(),
    inputs: { properties: properties(packageName, inputs), required: required(inputs) },
    outputs: { properties: properties(packageName, outputs), required: required(outputs) },
  };
}

function properties(packageName: string, fields: Fields): Record<string, PropertySpec> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, propertySpec(packageName, field)]));
}

function propertySpec(packageName: string, { description, type, secret, forceNew, ...field }: AnyField): PropertySpec {
  return {
    ...typeSpec(packageName, type),
    description,
    ...(field.default === undefined ? {} : { default: field.default }),
    ...(secret ? { secret } : {}),
    ...(forceNew === true ? { willReplaceOnChanges: true } : {}),
  };
}

function typeSpec(packageName: string, type: FieldType): TypeSpec {
  switch (type.kind) {
    case "list":
      return { type: "array", items: { type: type.of } };
    case "map":
      return { type: "object", additionalProperties: { type: type.of } };
    case "object":
      return { type: "object", $ref: `#/types/${token({ name: packageName }, type)}` };
    default:
      return { type: type.kind };
  }
}

function objectTypes(
  packageName: string,
  members: readonly (AnyResource | AnyDataSource)[],
): Record<string, ObjectSpec> {
  const fields = members.flatMap(({ inputs, outputs }) => [...Object.values(inputs), ...Object.values(outputs)]);
  const types = fields.flatMap(({ type }) => (type.kind === "object" ? [type] : []));
  return Object.fromEntries(types.map((type) => [token({ name: packageName }, type), objectSpec(packageName, type)]));
}

function objectSpec(packageName: string, type: FieldType & { kind: "object" }): ObjectSpec {
  const { description, fields } = type;
  return { type: "object", description, properties: properties(packageName, fields), required: required(fields) };
}

/** An output shows what Heroku says: a default is of inputs only. */
function withoutDefaults(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, { ...field, default: undefined }]));
}

function required(fields: Fields): string[] {
  return names(fields, (field) => field.required);
}

/** Inputs that every resource has once it is made: declared, filled in, or told by Heroku. */
function alwaysThere(fields: Fields): string[] {
  return names(fields, (field) => field.required || field.default !== undefined || (field.computed ?? false));
}

function names(fields: Fields, chosen: (field: AnyField) => boolean): string[] {
  return Object.entries(fields)
    .filter(([, field]) => chosen(field))
    .map(([name]) => name);
}
