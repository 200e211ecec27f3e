import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";

interface Contract {
  readonly answers: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: unknown;
}

const file = join(__dirname, "../../sandbox/contracts/github-rest.schema.json");
const contract = JSON.parse(readFileSync(file, "utf8")) as Contract;
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema({ $id: "github", components: contract.components });

const shape = (path: string): string => path.replace(/\{[^}]+\}/g, "{}");
const compiled = new Map<string, ValidateFunction | undefined>();

/** What is wrong with an answer of GitHub's endpoint, such as `GET /repos/{owner}/{repo}`; nothing when the published description agrees. */
export function faultsOf(endpoint: string, status: number, body: unknown): string[] {
  const key = Object.keys(contract.answers).find((name) => shape(name) === shape(endpoint));
  if (!key) throw new Error(`${endpoint} is not in github-rest.schema.json`);
  const schema = contract.answers[key]![String(status)];
  if (schema === undefined) return [`${endpoint} does not answer ${status}`];
  if (schema === null) return body === "" || body === undefined ? [] : [`${endpoint} answers ${status} without a body`];
  const id = `${key} ${status}`;
  if (!compiled.has(id)) compiled.set(id, ajv.compile(rooted(schema) as object));
  const validate = compiled.get(id)!;
  return validate(body) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

const rooted = (schema: unknown): unknown =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"github#/components'));
