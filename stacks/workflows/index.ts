import * as pulumi from "@pulumi/pulumi";
import { type ApplicationCode } from "../application-code";
import { checksToRequire, requiredChecks } from "../required-checks";
import { type RepositorySettings } from "../settings";
import { blobSha, declaredFiles, deliveredPath, isDelivered, type WorkflowFile } from "./declared";

export { type WorkflowFile } from "./declared";

export interface Workflows {
  /** What is delivered; nothing when the repository keeps a ci.yml of its own. */
  readonly files: readonly WorkflowFile[];
  /** Whether the default branch has them all as they are declared. */
  readonly arrived: boolean;
  /** The names of the checks that branch protection requires. */
  readonly requiredChecks: readonly string[];
}

/**
 * The workflows to deliver and the checks to require, in view of what is on the default branch now; `code` is undefined for a repository
 * that the program makes. A file that was not delivered from here stays, unless `ci.overwrite` says otherwise.
 */
export async function planWorkflows(
  { name, defaultBranch, ci }: RepositorySettings,
  project: string,
  code: ApplicationCode | undefined,
): Promise<Workflows> {
  const declared = declaredFiles(project, ci.workflow, defaultBranch);
  const changed = declared.filter((file) => code?.blob(file.path) !== blobSha(file));
  const foreign = ci.overwrite ? [] : await notDelivered(changed, code);
  const path = deliveredPath(ci.workflow);
  const source = (file: string, text: string) => ({
    ...{ file, text, branch: defaultBranch },
    called: async (at: string) => declared.find((each) => each.path === at)?.content ?? code?.text(at),
  });
  if (foreign.length > 0) void pulumi.log.warn(announcement(name, foreign));
  if (foreign.includes(path)) {
    const live = (await code?.text(path)) ?? "";
    return { files: [], arrived: true, requiredChecks: await requiredChecks(source(`${name}/${path}`, live)) };
  }
  const wanted = declared.find((file) => file.path === path)!;
  const live = changed.includes(wanted) ? await code?.text(path) : wanted.content;
  return {
    files: declared.filter((file) => !foreign.includes(file.path)),
    arrived: changed.every((file) => foreign.includes(file.path)),
    requiredChecks: await checksToRequire(source(ci.workflow, wanted.content), live),
  };
}

async function notDelivered(files: readonly WorkflowFile[], code: ApplicationCode | undefined): Promise<string[]> {
  const texts = await Promise.all(files.map(async ({ path }) => ({ path, text: await code?.text(path) })));
  return texts.filter(({ text }) => text !== undefined && !isDelivered(text)).map(({ path }) => path);
}

function announcement(repository: string, paths: readonly string[]): string {
  return (
    `${repository} has files of its own where the pipeline delivers some: ${paths.join(", ")}. They stay as they are, and a ci.yml among them ` +
    `tells the required checks. To replace them set repository.ci.overwrite: true.`
  );
}
