import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { versions } from "./versions";

/** Where things lie. All paths are absolute. */
export interface Layout {
  /** The repository's root. */
  readonly project: string;
  /** PULUMI_HOME: Pulumi's own folder for its programs, plugins and workspaces. */
  readonly home: string;
  /** Where the npm package `pulumi` (`npx pulumi`) looks for the CLI: `$PULUMI_HOME/versions/<version>/bin`. */
  readonly bin: string;
  readonly cli: string;
  readonly languageHost: string;
  readonly githubPlugin: string;
  readonly githubPluginProgram: string;
  /** What runs the jobs of workflows on the sandbox, which looks for it there. */
  readonly actProgram: string;
  readonly actionlintProgram: string;
  readonly minioProgram: string;
  /** The Go modules that the builds start from. */
  readonly modules: string;
  /** The sandbox's data: SANDBOX_HOME, or `.sandbox` in the project. */
  readonly sandbox: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

export const projectRoot = resolve(__dirname, "..");

/** The layout for an environment: PULUMI_HOME and SANDBOX_HOME are respected, the project's own folders are the default. */
export function layoutOf(environment: Environment, project = projectRoot): Layout {
  const home = absolute(environment.PULUMI_HOME) ?? join(project, ".pulumi-home");
  const bin = join(home, "versions", versions.pulumi, "bin");
  const githubPlugin = join(home, "plugins", `resource-github-v${versions.githubPlugin}`);
  return {
    project,
    home,
    bin,
    cli: join(bin, "pulumi"),
    languageHost: join(bin, "pulumi-language-nodejs"),
    githubPlugin,
    githubPluginProgram: join(githubPlugin, "pulumi-resource-github"),
    actProgram: join(home, "tools", `act-${versions.act}`, "act"),
    actionlintProgram: join(home, "tools", `actionlint-${versions.actionlint}`, "actionlint"),
    minioProgram: join(home, "tools", `minio-${versions.minio}`, "minio"),
    modules: join(__dirname, "modules"),
    sandbox: absolute(environment.SANDBOX_HOME) ?? join(project, ".sandbox"),
  };
}

function absolute(path: string | undefined): string | undefined {
  return path ? resolve(path.replace(/^~(?=\/|$)/, homedir())) : undefined;
}
