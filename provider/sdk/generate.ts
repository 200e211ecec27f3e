import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { heroku } from "../definition";
import { packageSchema } from "../engine/schema";

const root = resolve(__dirname, "../..");
export const generatorFolder = join(root, "engine/modules/sdk-generator");
export const sdkFolder = join(root, "sdks/heroku");
/** The schema that the SDK in its folder was made from: by it, staleness is seen without Go. */
export const schemaFile = "schema.json";

export class SdkGeneratorFailed extends Error {
  readonly id = "sdk_generator_failed";
  constructor(why: string) {
    super(
      `The SDK could not be generated: ${why}. It needs Go 1.25 or newer on PATH, and Go's module proxy for the first time.`,
    );
  }
}

/** The text of the schema file. */
export function schemaText(): string {
  return `${JSON.stringify(packageSchema(heroku), null, 2)}\n`;
}

/**
 * Writes the SDK's sources and the schema they were made from into `folder`, which is replaced except for compiled code.
 * Needs Go: the generator is Pulumi's own, two minutes to build the first time.
 */
export function generateSdk(folder: string): void {
  const fresh = mkdtempSync(join(tmpdir(), "heroku-sdk-"));
  try {
    writeFileSync(join(fresh, schemaFile), schemaText());
    runGenerator(join(fresh, schemaFile), fresh);
    adapt(fresh);
    replace(folder, fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function runGenerator(schema: string, out: string): void {
  try {
    execFileSync("go", ["run", "-C", generatorFolder, "-trimpath", ".", schema, out], {
      stdio: ["ignore", "inherit", "inherit"],
    });
  } catch (cause) {
    throw new SdkGeneratorFailed(cause instanceof Error ? cause.message : String(cause));
  }
}

/** Makes the generated sources a workspace of this repository: compiled into bin/ by the root's TypeScript. */
function adapt(folder: string): void {
  const edit = (file: string, change: (text: string) => string) =>
    writeFileSync(join(folder, file), change(readFileSync(join(folder, file), "utf8")));
  edit("package.json", (text) => {
    const { scripts: _scripts, devDependencies: _devDependencies, ...manifest } = JSON.parse(text);
    const entry = { main: "bin/index.js", types: "bin/index.d.ts", files: ["bin", "README.md"] };
    return `${JSON.stringify({ ...manifest, private: true, ...entry }, null, 2)}\n`;
  });
  // Compiled code lies one folder deeper than its package.json.
  edit("utilities.ts", (text) => text.replace("'./package.json'", "'../package.json'"));
  for (const file of [".gitignore", ".gitattributes"]) rmSync(join(folder, file), { force: true });
}

function replace(folder: string, fresh: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (name !== "bin" && name !== "node_modules") rmSync(join(folder, name), { recursive: true });
  }
  cpSync(fresh, folder, { recursive: true });
}
