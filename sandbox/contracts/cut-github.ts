/**
 * Cuts what the simulator of GitHub needs out of GitHub's OpenAPI description, which is too large to depend on (385 MB unpacked):
 *
 *   npm pack @octokit/openapi@23.0.2
 *   tar xzf octokit-openapi-23.0.2.tgz package/generated/api.github.com.json
 *   node --require tsx/cjs sandbox/contracts/cut-github.ts package/generated/api.github.com.json
 *
 * It writes github-rest.schema.json (the requests and answers of every implemented endpoint) and github-gaps.ts (the endpoints of the areas in use that are
 * not implemented, each with its reason).
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { implementedEndpoints, pathShape } from "../github/implemented";
import { gapReason } from "./github-gap-reasons";

type Json = Readonly<Record<string, unknown>>;

interface Operation {
  readonly requestBody?: Json;
  readonly responses?: Readonly<Record<string, Json>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Json>>;
    readonly responses: Readonly<Record<string, Json>>;
  };
}

const uninteresting = ["description", "example", "examples", "title", "deprecated", "externalDocs", "x-github"];

/** JSON Schema of an OpenAPI 3.0 schema: `nullable` becomes a type of its own, prose goes. */
function plain(value: unknown, inProperties = false): unknown {
  if (Array.isArray(value)) return value.map((item) => plain(item));
  if (typeof value !== "object" || value === null) return value;
  const { nullable, ...rest } = value as Record<string, unknown>;
  const kept = Object.entries(rest).filter(([key]) => inProperties || !uninteresting.includes(key));
  const schema = Object.fromEntries(
    kept.map(([key, item]) => [key, plain(item, key === "properties" && !inProperties)]),
  );
  if (inProperties && nullable !== undefined) return { ...schema, nullable: plain(nullable) };
  return nullable === true ? { anyOf: [schema, { type: "null" }] } : schema;
}

/** What is written down of each implemented endpoint, by its name: `GET /repos/{owner}/{repo}`. */
function ofImplemented<T>({ paths }: Description, read: (operation: Operation) => T | undefined): Record<string, T> {
  const implemented = new Set(implementedEndpoints().map(({ method, path }) => `${method} ${pathShape(path)}`));
  const found: Record<string, T> = {};
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) {
      const key = `${method.toUpperCase()} ${path}`;
      const value = implemented.has(pathShape(key)) ? read(operation) : undefined;
      if (value !== undefined) found[key] = value;
    }
  return found;
}

const answersOf = (description: Description): Record<string, Record<string, unknown>> =>
  ofImplemented(description, ({ responses = {} }) => {
    const good = Object.entries(responses).filter(([status]) => status.startsWith("2"));
    return Object.fromEntries(good.map(([status, answer]) => [status, schemaOf(description, answer)]));
  });

const requestsOf = (description: Description): Record<string, unknown> =>
  ofImplemented(description, ({ requestBody }) => requestBody && (schemaOf(description, requestBody) ?? undefined));

function schemaOf({ components }: Description, answer: Json): unknown {
  const reference = answer["$ref"];
  const resolved = typeof reference === "string" ? components.responses[reference.split("/").at(-1)!]! : answer;
  const content = resolved["content"] as Readonly<Record<string, { schema?: unknown }>> | undefined;
  return plain(content?.["application/json"]?.schema ?? null);
}

/** The named schemas that are reached from `value`. */
function reached(
  description: Description,
  value: unknown,
  found: Record<string, unknown> = {},
): Record<string, unknown> {
  for (const [, name] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
    if (found[name!] !== undefined) continue;
    found[name!] = plain(description.components.schemas[name!]);
    reached(description, found[name!], found);
  }
  return found;
}

function gapsOf(description: Description): string {
  const implemented = new Set(implementedEndpoints().map(({ method, path }) => `${method} ${pathShape(path)}`));
  const byReason = new Map<string, Map<string, string[]>>();
  for (const [path, methods] of Object.entries(description.paths))
    for (const method of Object.keys(methods).map((name) => name.toUpperCase())) {
      const reason = gapReason(path);
      if (reason === undefined || path.includes("}...{") || implemented.has(`${method} ${pathShape(path)}`)) continue;
      const paths = byReason.get(reason) ?? new Map<string, string[]>();
      const route = path.replace(/\{([^}]+)\}/g, ":$1");
      byReason.set(reason, paths.set(route, [...(paths.get(route) ?? []), method]));
    }
  const rows = [...byReason].map(([reason, paths]) => {
    const endpoints = [...paths].map(([route, methods]) => `    ${JSON.stringify(`${methods.join(" ")} ${route}`)},\n`);
    return `  ...because(${JSON.stringify(reason)}, [\n${endpoints.join("")}  ]),`;
  });
  return rows.join("\n");
}

const description = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Description;
const answers = answersOf(description);
const requests = requestsOf(description);
const schemas = reached(description, [requests, answers]);
const cut = { requests, answers, components: { schemas } };
writeFileSync(join(__dirname, "github-rest.schema.json"), `${JSON.stringify(cut)}\n`);
writeFileSync(
  join(__dirname, "github-gaps.ts"),
  `import { because, type Gap } from "../kit/gaps";\n\n/** Written by cut-github.ts: do not edit. */\nexport const githubGaps: readonly Gap[] = [\n${gapsOf(description)}\n];\n`,
);
