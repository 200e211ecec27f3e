import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ErrorObject, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";

/** A link of Heroku's hyper-schema: one endpoint. */
export interface Link {
  readonly method: string;
  /** The route, with each identity as `:`. */
  readonly route: string;
  readonly rel: string;
  readonly title: string;
  readonly targetSchema: object | undefined;
}

interface HyperSchema {
  readonly definitions: Readonly<
    Record<
      string,
      {
        readonly $ref?: string;
        readonly links?: readonly { method: string; href: string; rel: string; title: string; targetSchema?: object }[];
      }
    >
  >;
}

const file = join(__dirname, "../../sandbox/contracts/heroku-platform.schema.json");
const schema = JSON.parse(readFileSync(file, "utf8")) as HyperSchema & Record<string, unknown>;

export const links: readonly Link[] = Object.entries(schema.definitions).flatMap(([name, definition]) =>
  (definition.links ?? []).map(({ method, href, rel, title, targetSchema }) => ({
    method,
    route: href.replace(/\{[^}]*\}/g, ":"),
    rel,
    title: `${name} ${title}`,
    targetSchema: targetSchema ?? (rel === "self" || rel === "create" ? { $ref: `#/definitions/${name}` } : undefined),
  })),
);

/** Routes in which no endpoint is hidden by a parameter: `/teams/apps` comes before `/teams/:`. */
const bySpecificity = [...links].sort((a, b) => a.route.split(":").length - b.route.split(":").length);

export function linkOf(method: string, path: string): Link | undefined {
  const plain = path.split("?")[0] ?? "";
  const fits = ({ route }: Link): boolean => new RegExp(`^${route.replace(/:/g, "[^/]+")}$`).test(plain);
  return bySpecificity.find((link) => link.method === method && fits(link));
}

/** What Heroku's documentation says of the status that a link answers with. */
export function statusOf({ rel }: Link): readonly number[] {
  if (rel === "create") return [201];
  return rel === "empty" ? [202] : [200, 206];
}

const ajv = addFormats(
  new Ajv({ strict: false, unicodeRegExp: false, validateSchema: false, allErrors: true, logger: false }),
);
ajv.addSchema({ definitions: schema.definitions, $id: "heroku" });
const compiled = new Map<string, ValidateFunction>();

/** What is wrong with an answer by the schema: sentences, none when it is right. */
export function violations(link: Link, body: unknown): string[] {
  if (!link.targetSchema) return [];
  const text = JSON.stringify(link.targetSchema).replaceAll('"#/definitions', '"heroku#/definitions');
  const validate = compiled.get(text) ?? ajv.compile(JSON.parse(text) as object);
  compiled.set(text, validate);
  validate(body);
  return [...new Set((validate.errors ?? []).map(describeError)), ...missing(link.targetSchema, body)];
}

const describeError = ({ instancePath, message, params }: ErrorObject): string =>
  `${instancePath.replace(/^\/\d+(?=\/|$)/, "") || "/"} ${message} ${JSON.stringify(params)}`;

/** Properties that the schema has and the answer has not: a client's type promises them. */
function missing(target: object, body: unknown): string[] {
  const { $ref, items } = target as { $ref?: string; items?: { $ref?: string } };
  const reference = $ref ?? items?.$ref;
  const [first] = Array.isArray(body) ? (body as unknown[]) : [body];
  if (!reference || typeof first !== "object" || first === null) return [];
  const properties = propertiesOf(reference);
  return Object.keys(properties)
    .filter((name) => !(name in first))
    .map((name) => `/${name} is missing`);
}

function propertiesOf(reference: string): object {
  const parts = reference.replace("#/", "").split("/");
  const found = parts.reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], schema);
  return (found as { properties?: object } | undefined)?.properties ?? {};
}
