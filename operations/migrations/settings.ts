import { posix } from "node:path";
import { type SettingsFile } from "./answers";
import { type Python } from "./ask-python";
import { type Sources } from "./sources";

/** `value` undefined: nothing sets it, so Django's default holds. `unknown`: something sets it that only Python could tell. */
export type Setting =
  | { readonly kind: "value"; readonly value: string }
  | { readonly kind: "unset" }
  | { readonly kind: "unknown"; readonly why: string };

/** The file of a module: `a.b` → `a/b.py` or `a/b/__init__.py`, also where the project lies in a folder. */
function fileOf(sources: Sources, module: string): string | undefined {
  const path = module.replaceAll(".", "/");
  const wanted = [`${path}.py`, `${path}/__init__.py`];
  const exact = wanted.find((each) => sources.paths.includes(each));
  if (exact !== undefined) return exact;
  const inFolders = sources.paths.filter((each) => wanted.some((end) => each.endsWith(`/${end}`)));
  return inFolders.length === 1 ? inFolders[0] : undefined;
}

/** `from .base import *` in `a/settings/prod.py` → `a/settings/base`, as a module's path. */
function starModule(file: string, star: SettingsFile["stars"][number]): string {
  if (star.level === 0) return star.module;
  let folder = posix.dirname(file);
  for (let level = 1; level < star.level; level++) folder = posix.dirname(folder);
  return [...folder.split("/"), ...star.module.split(".")].filter((part) => part !== "" && part !== ".").join(".");
}

/** Reads settings from a settings module and what it takes over by `import *`, without executing them. */
export class Settings {
  private readonly files = new Map<string, SettingsFile | string>();

  constructor(
    private readonly sources: Sources,
    private readonly python: Python,
    private readonly names: readonly string[],
  ) {}

  async read(name: string, module: string, seen: readonly string[] = []): Promise<Setting> {
    const path = fileOf(this.sources, module);
    if (path === undefined) return { kind: "unknown", why: `the settings module ${module} is not in the repository` };
    if (seen.includes(path)) return { kind: "unset" };
    const file = await this.file(path);
    if (typeof file === "string") return { kind: "unknown", why: `${path}: ${file}` };
    if (file.unknown.includes(name)) return { kind: "unknown", why: `${path} computes ${name}` };
    const own = file.values[name];
    for (const star of file.stars.toReversed()) {
      if (own !== undefined && star.line < own.line) continue;
      const taken = await this.read(name, starModule(path, star), [...seen, path]);
      if (taken.kind !== "unset") return taken;
    }
    return own === undefined ? { kind: "unset" } : { kind: "value", value: own.value };
  }

  private async file(path: string): Promise<SettingsFile | string> {
    const known = this.files.get(path);
    if (known !== undefined) return known;
    const sources = await this.sources.read([path]);
    const [answer] = await this.python.ask(
      "settings",
      sources.map((file) => ({ ...file, kind: "settings" as const, names: this.names })),
    );
    const file = answer === undefined ? "it cannot be read" : "error" in answer ? answer.error.message : answer;
    this.files.set(path, file);
    return file;
  }
}
