import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import addFormats from "ajv-formats";

/** A check of answers against a schema of sandbox/contracts: sentences of what is wrong, none when it is right. */
export function schemaOf(name: string): (definition: string, body: unknown) => string[] {
  const file = join(__dirname, "../../sandbox/contracts", `${name}.schema.json`);
  const ajv = addFormats(
    new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true, keywords: ["x-unverified"] }),
  );
  ajv.addSchema(JSON.parse(readFileSync(file, "utf8")) as object);
  return (definition, body) => {
    const validate = ajv.getSchema(`${name}#/definitions/${definition}`);
    if (!validate) throw new Error(`${file} has no definition ${definition}`);
    if (validate(body)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || "/"} ${message ?? ""}`);
  };
}
