import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import { checksToRequire, requiredChecks } from "./required-checks";
import { type RepositorySettings } from "./settings";

export interface ContinuousIntegration {
  /** Where the workflow lies in the application's repository. */
  readonly path: string;
  /** What is delivered; undefined when the repository keeps a workflow of its own. */
  readonly content: string | undefined;
  readonly requiredChecks: readonly string[];
}

const path = ".github/workflows/ci.yml";
/** First line of a delivered workflow: it tells ours from one that the application's team wrote. */
const marker = "# Delivered by the pipeline's Pulumi program";

/**
 * The workflow to deliver and the checks to require, in view of the one that is on the default branch now.
 * A ci.yml that was not delivered from here stays, unless `ci.overwrite` says otherwise.
 */
export async function continuousIntegration(
  settings: RepositorySettings,
  projectFolder: string,
): Promise<ContinuousIntegration> {
  const content = readFileSync(resolve(projectFolder, settings.ci.workflow), "utf8");
  const declared = content.startsWith(marker) ? content : `${marker}: edit ${settings.ci.workflow} there.\n${content}`;
  const live = settings.create ? undefined : await deliveredWorkflow(settings);
  if (live === undefined || live.startsWith(marker) || settings.ci.overwrite)
    return { path, content: declared, requiredChecks: checksToRequire(settings.ci.workflow, declared, live) };
  void pulumi.log.warn(
    `${settings.name} has a ${path} of its own: it stays, and its jobs are the required checks. To replace it set repository.ci.overwrite: true.`,
  );
  return { path, content: undefined, requiredChecks: requiredChecks(`${settings.name}/${path}`, live) };
}

async function deliveredWorkflow({ name, defaultBranch }: RepositorySettings): Promise<string | undefined> {
  const file = await github.getRepositoryFile({ repository: name, branch: defaultBranch, file: path });
  return file.content || undefined;
}
