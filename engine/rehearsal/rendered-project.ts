import { lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { sync as writeFileSync } from "write-file-atomic";
import { parseDocument, stringify } from "yaml";
import { SettingsUnreadable } from "./errors";

type Yaml = Readonly<Record<string, unknown>>;

/** What belongs to the real stack's secrets, and never enters a rehearsal. */
const secretFields = new Set(["encryptionsalt", "encryptedkey", "secretsprovider"]);
const stackFile = /^Pulumi\.(.+)\.yaml$/;

/** The stacks that the repository declares: the names of its Pulumi.<stack>.yaml files. */
export function declaredStacks(project: string): string[] {
  return readdirSync(project).flatMap((file) => stackFile.exec(file)?.[1] ?? []);
}

export function projectName(project: string): string {
  return String(read(join(project, "Pulumi.yaml")).name);
}

/** The settings files in the rendered folder of which the project has none: removed there, or of a stack that Pulumi made. */
function withoutOriginal(project: string, rendered: string): string[] {
  const original = new Set(declaredStacks(project));
  return declaredStacks(rendered).filter((stack) => !original.has(stack));
}

/**
 * Renders the project for the sandbox: the same settings without production's secrets and keys, at the sandbox's pace.
 * The program itself is not copied: `program` is a link to the repository, so that an edit takes effect at once.
 * Of a stack whose settings file was removed only the rehearsal's salt stays: what was declared once counts no more.
 * @param stack the stack in use; a settings file of another stack that cannot be read is left out
 * @throws {SettingsUnreadable}
 */
export function renderProject(project: string, rendered: string, stack: string | undefined): void {
  mkdirSync(rendered, { recursive: true });
  link(project, join(rendered, "program"));
  write(join(rendered, "Pulumi.yaml"), renderedProjectFile(read(join(project, "Pulumi.yaml")), project));
  for (const name of declaredStacks(project)) {
    const file = `Pulumi.${name}.yaml`;
    try {
      write(join(rendered, file), renderedStackFile(read(join(project, file)), saltOf(join(rendered, file))));
    } catch (error) {
      if (name === stack || !(error instanceof SettingsUnreadable)) throw error;
      rmSync(join(rendered, file), { force: true });
    }
  }
  for (const name of withoutOriginal(project, rendered)) {
    const path = join(rendered, `Pulumi.${name}.yaml`);
    write(path, renderedStackFile({}, saltOf(path)));
  }
}

export function renderedProjectFile(file: Yaml, project: string): Yaml {
  const { main = ".", plugins } = file as { main?: string; plugins?: Record<string, { path?: string }[]> };
  const absolute = Object.entries(plugins ?? {}).map(([kind, list]) => [
    kind,
    list.map((plugin) => (plugin.path ? { ...plugin, path: resolve(project, plugin.path) } : plugin)),
  ]);
  return { ...file, main: join("program", main), ...(plugins ? { plugins: Object.fromEntries(absolute) } : {}) };
}

/** @param salt the rehearsal's own, which Pulumi wrote into the file that this one replaces */
export function renderedStackFile(file: Yaml, salt: string | undefined): Yaml {
  const kept = Object.entries(file).filter(([key]) => !secretFields.has(key));
  const config = withoutSecrets(file.config ?? {}) as Yaml;
  return {
    ...Object.fromEntries(kept),
    ...(salt ? { encryptionsalt: salt } : {}),
    config: { ...config, "github:writeDelayMs": "1" },
  };
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => !isSecure(item)).map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  const plain = Object.entries(value).filter(([, inner]) => !isSecure(inner));
  return Object.fromEntries(plain.map(([key, inner]) => [key, withoutSecrets(inner)]));
}

function isSecure(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).join() === "secure";
}

function saltOf(file: string): string | undefined {
  const earlier = lstatSync(file, { throwIfNoEntry: false }) ? read(file).encryptionsalt : undefined;
  return typeof earlier === "string" ? earlier : undefined;
}

function read(file: string): Yaml {
  const document = parseDocument(readFileSync(file, "utf8"));
  const [error] = document.errors;
  if (error) throw new SettingsUnreadable(file, error.message);
  const value: unknown = document.toJS();
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Yaml;
  if (value === null) return {};
  throw new SettingsUnreadable(file, "a map of settings is expected");
}

/** Written only when it changes: another command may be reading it. */
function write(file: string, value: Yaml): void {
  const text = stringify(value);
  const earlier = lstatSync(file, { throwIfNoEntry: false }) ? readFileSync(file, "utf8") : undefined;
  if (text !== earlier) writeFileSync(file, text);
}

function link(target: string, path: string): void {
  const earlier = lstatSync(path, { throwIfNoEntry: false });
  if (earlier?.isSymbolicLink() && readlinkSync(path) === target) return;
  rmSync(path, { recursive: true, force: true });
  symlinkSync(target, path, "dir");
}
