import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { OperationError } from "./errors";

/** What the operations need of the stacks' files: the same values that the program declares. */
export interface Settings {
  readonly app: string;
  /** The stack that declares the app; undefined when none does. */
  readonly stack: string | undefined;
  readonly repository: { readonly owner: string; readonly name: string; readonly branch: string } | undefined;
}

export class SettingsUnusable extends OperationError {
  readonly id = "settings_unusable";
}

/** Only what is read here; the rest of a stack's file is the program's to check. */
const stackFile = z.object({
  config: z.looseObject({
    "github:owner": z.string().optional(),
    "penny-university:application": z.looseObject({ name: z.string() }),
    "penny-university:repository": z
      .looseObject({ name: z.string(), defaultBranch: z.string().default("master") })
      .optional(),
  }),
});

type StackConfig = z.infer<typeof stackFile>["config"];

const nameOf = (file: string) => /^Pulumi\.([\w-]+)\.yaml$/.exec(file)?.[1];

/** The stacks that the folder declares: the names of its Pulumi.<stack>.yaml files. */
export const stackNames = (folder: string): string[] => readdirSync(folder).flatMap((file) => nameOf(file) ?? []);

/**
 * The app that is named, else production's; and the repository, which one stack has for all.
 * @throws SettingsUnusable
 */
export function readSettings(folder: string, app: string | undefined): Settings {
  const stacks = readStacks(folder);
  const nameOfApp = (stack: string) => stacks.get(stack)?.["penny-university:application"].name;
  const chosen = app ?? nameOfApp("production");
  if (!chosen) throw new SettingsUnusable(`${folder} has no Pulumi.production.yaml that names an app: give --app`);
  const stack = [...stacks.keys()].find((name) => nameOfApp(name) === chosen);
  return { app: chosen, stack, repository: repositoryOf(stacks) };
}

/** The same for the app of a stack. @throws SettingsUnusable */
export function readStackSettings(folder: string, stack: string): Settings {
  const stacks = readStacks(folder);
  const config = stacks.get(stack);
  if (!config) throw new SettingsUnusable(`there is no stack ${stack}: ${folder} has ${[...stacks.keys()].join(", ")}`);
  return { app: config["penny-university:application"].name, stack, repository: repositoryOf(stacks) };
}

const readStacks = (folder: string): Map<string, StackConfig> =>
  new Map(stackNames(folder).map((name) => [name, readStack(folder, `Pulumi.${name}.yaml`)]));

function repositoryOf(stacks: ReadonlyMap<string, StackConfig>): Settings["repository"] {
  const owning = [...stacks.values()].find((config) => config["penny-university:repository"]);
  const repository = owning?.["penny-university:repository"];
  const owner = process.env["GITHUB_OWNER"] || owning?.["github:owner"];
  return repository && owner ? { owner, name: repository.name, branch: repository.defaultBranch } : undefined;
}

function readStack(folder: string, file: string): StackConfig {
  const path = join(folder, file);
  try {
    return stackFile.parse(parse(readFileSync(path, "utf8"))).config;
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new SettingsUnusable(
      `${path} cannot be read: ${why}. Mend it, or run \`bin/pulumi preview\` for all that is wrong`,
    );
  }
}
