import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";

const project = join(__dirname, "../..");
/** `sdks` is generated, and Pulumi's generator lets its types name each other. */
const passedOver = ["node_modules", "sdks"];

const folders = readdirSync(project, { withFileTypes: true }).filter(
  (entry) => entry.isDirectory() && !entry.name.startsWith(".") && !passedOver.includes(entry.name),
);
const modules = folders
  .flatMap(({ name }) =>
    readdirSync(join(project, name), { recursive: true, encoding: "utf8" }).map((file) => join(project, name, file)),
  )
  .filter((file) => /(?<!\.d)\.tsx?$/.test(file));

/** What a module imports from this repository, also for its types alone. */
function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, "utf8"), true, true);
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith("."))
    .flatMap(({ fileName }) => {
      const path = join(dirname(file), fileName);
      return [`${path}.ts`, `${path}.tsx`, join(path, "index.ts")].find(existsSync) ?? [];
    });
}

/** The first chain of imports that comes back to where it began. */
function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const without = new Set<string>();
  const visit = (module: string, chain: readonly string[]): string[] | undefined => {
    if (chain.includes(module)) return [...chain.slice(chain.indexOf(module)), module];
    if (without.has(module)) return undefined;
    for (const next of graph.get(module) ?? []) {
      const cycle = visit(next, [...chain, module]);
      if (cycle) return cycle;
    }
    without.add(module);
    return undefined;
  };
  for (const module of graph.keys()) {
    const cycle = visit(module, []);
    if (cycle) return cycle;
  }
  return undefined;
}

describe("the modules of this repository", () => {
  const graph = new Map(modules.map((module) => [module, importsOf(module)]));

  it("import each other", () => {
    expect(graph.get(join(project, "sandbox/main.ts"))).toContain(join(project, "sandbox/sandbox.ts"));
  });

  it("import nothing in a circle, not even a type: each can be read after what it stands on", () => {
    expect(findCycle(graph)?.map((file) => relative(project, file))).toBeUndefined();
  });
});
