import fc from "fast-check";

/** The parts of JSON Schema that the vendors' descriptions use. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly additionalProperties?: boolean | Schema;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly minimum?: number;
  readonly maximum?: number;
}

const deepest = 6;
const words = fc.constantFrom(
  "penny",
  "web",
  "main",
  "master",
  "heroku-postgresql:essential-0",
  "us",
  "Basic",
  "python manage.py x",
  "a b",
  "KEY_1",
);

/** Addresses are always of this machine: nothing that is made up may reach another. */
const byFormat: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  uuid: fc.uuid(),
  email: fc.constantFrom("somebody@example.com", "nobody@penny.test"),
  uri: fc.constantFrom("http://127.0.0.1:1/x", "https://localhost:1/y?z=1"),
  "date-time": fc.constantFrom("2026-11-23T10:00:00Z", "2019-01-01T00:00:00Z"),
};

/** A whole description: what holds the schemas that references name, and values, by property, of things that exist where the bodies are sent. */
export interface Description {
  readonly root: unknown;
  readonly existing: Readonly<Record<string, readonly unknown[]>>;
}

/** Bodies that a schema allows. */
export function fromSchema(schema: unknown, description: Description, depth = 0): fc.Arbitrary<unknown> {
  const { $ref, enum: values, anyOf, oneOf, allOf, example, ...plain } = (schema ?? {}) as Schema;
  const within = (inner: Schema): fc.Arbitrary<unknown> => fromSchema(inner, description, depth + 1);
  if (depth > deepest) return fc.constant(null);
  if ($ref !== undefined) return within(resolve($ref, description.root));
  if (values) return fc.constantFrom(...values);
  const choices = anyOf ?? oneOf;
  if (choices && plain.properties === undefined) return fc.oneof(...choices.map(within));
  if (allOf) return fc.tuple(...allOf.map(within)).map((parts) => Object.assign({}, ...parts) as unknown);
  const made = fc.oneof(...[plain.type ?? "object"].flat().map((type) => ofType(type, plain, within, description)));
  return example === undefined ? made : fc.oneof(made, fc.constant(example));
}

type Within = (inner: Schema) => fc.Arbitrary<unknown>;

function ofType(type: string, schema: Schema, within: Within, description: Description): fc.Arbitrary<unknown> {
  switch (type) {
    case "string":
      return byFormat[schema.format ?? ""] ?? words;
    case "integer":
      return fc.integer({ min: schema.minimum ?? 0, max: schema.maximum ?? 5 });
    case "number":
      return fc.double({ min: 0, max: 10, noNaN: true });
    case "boolean":
      return fc.boolean();
    case "array":
      return fc.array(schema.items ? within(schema.items) : words, { maxLength: 3 });
    case "object":
      return ofProperties(schema, within, description);
    default:
      return fc.constant(null);
  }
}

function ofProperties(schema: Schema, within: Within, { existing }: Description): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties, patternProperties } = schema;
  const named = Object.fromEntries(
    Object.entries(properties).map(([name, inner]) => {
      const values = existing[name];
      return [
        name,
        values ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...values) }, within(inner)) : within(inner),
      ];
    }),
  );
  const known = fc.record(named, { requiredKeys: required.filter((name) => name in named) });
  const [free] =
    typeof additionalProperties === "object" ? [additionalProperties] : Object.values(patternProperties ?? {});
  if (!free) return known;
  const more = fc.dictionary(words, within(free), { maxKeys: 3 });
  return fc.tuple(more, known).map(([loose, own]) => ({ ...loose, ...(own as object) }));
}

function resolve(reference: string, root: unknown): Schema {
  const parts = reference
    .replace(/^[^#]*#\//, "")
    .split("/")
    .map(decodeURIComponent);
  return parts.reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], root) as Schema;
}
