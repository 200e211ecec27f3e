import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { OperationError } from "./errors";

/** What the operations need of the stacks' files: the same values that the program declares. */
export interface Settings {
  readonly app: string;
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

/**
 * The app that is named, else production's; and the repository, which one stack has for all.
 * @throws SettingsUnusable
 */
export function readSettings(folder: string, app: string | undefined): Settings {
  const stacks = readdirSync(folder).flatMap((file) => {
    const name = /^Pulumi\.([\w-]+)\.yaml$/.exec(file)?.[1];
    return name ? [{ name, config: readStack(folder, file) }] : [];
  });
  const production = stacks.find(({ name }) => name === "production")?.config["penny-university:application"].name;
  const chosen = app ?? production;
  if (!chosen) throw new SettingsUnusable(`${folder} has no Pulumi.production.yaml that names an app: give --app`);
  const owning = stacks.find(({ config }) => config["penny-university:repository"])?.config;
  const repository = owning?.["penny-university:repository"];
  const owner = process.env["GITHUB_OWNER"] || owning?.["github:owner"];
  return {
    app: chosen,
    repository: repository && owner ? { owner, name: repository.name, branch: repository.defaultBranch } : undefined,
  };
}

function readStack(folder: string, file: string): z.infer<typeof stackFile>["config"] {
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
