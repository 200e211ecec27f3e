import * as pulumi from "@pulumi/pulumi";
import { type ApplicationCode } from "../application-code";
import { checksToRequire, requiredChecks } from "../required-checks";
import { type RepositorySettings } from "../settings";
import { blobSha, declaredFiles, deliveredPath, isDelivered, isWorkflow, type WorkflowFile } from "./declared";
import { refuseInvalid } from "./github-parser";
import { type DeliveryWay, wayOf } from "./way";

export { isWorkflow, type WorkflowFile } from "./declared";
export { deliveredOutput, type DeliveryWay, proposedOutput } from "./way";

export interface Workflows {
  /** What is delivered; nothing when the repository keeps a ci.yml of its own. */
  readonly files: readonly WorkflowFile[];
  /** The one that tests and deploys: the declared one, or the repository's own. */
  readonly ci: { readonly file: string; readonly path: string; readonly text: string };
  /** How they are delivered. */
  readonly way: DeliveryWay;
  /** The names of the checks that branch protection requires. */
  readonly requiredChecks: readonly string[];
}

/**
 * The workflows to deliver and the checks to require, in view of what is on the default branch now; `code` is undefined for a repository
 * that the program makes. A file that was not delivered from here stays, unless `ci.overwrite` says otherwise.
 */
export async function planWorkflows(
  settings: RepositorySettings,
  project: string,
  code: ApplicationCode | undefined,
): Promise<Workflows> {
  const { name, defaultBranch, ci } = settings;
  const declared = declaredFiles(project, ci.workflow, defaultBranch);
  const changed = declared.filter((file) => code?.blob(file.path) !== blobSha(file));
  const foreign = ci.overwrite ? [] : await notDelivered(changed, code);
  const isOurs = (file: WorkflowFile) => !foreign.includes(file.path);
  const path = deliveredPath(ci.workflow);
  const source = (file: string, text: string) => ({
    ...{ file, text, branch: defaultBranch },
    called: async (at: string) => declared.find((each) => each.path === at)?.text ?? code?.text(at),
  });
  if (foreign.length > 0) void pulumi.log.warn(announcement(name, foreign));
  if (foreign.includes(path)) {
    const ci = source(`${name}/${path}`, (await code?.text(path)) ?? "");
    return {
      files: [],
      ci: { ...ci, path },
      way: await wayOf(settings, [], []),
      requiredChecks: await requiredChecks(ci),
    };
  }
  const files = declared.filter(isOurs);
  const due = changed.filter(isOurs);
  await Promise.all(due.filter((file) => isWorkflow(file.path)).map((file) => refuseInvalid(file.source, file.text)));
  const wanted = declared.find((file) => file.path === path)!;
  const live = changed.includes(wanted) ? await code?.text(path) : undefined;
  return {
    files,
    ci: { file: wanted.source, path, text: wanted.text },
    way: await wayOf(settings, files, due),
    requiredChecks: await checksToRequire(
      source(wanted.source, wanted.text),
      live === undefined ? undefined : source(`${path} on ${defaultBranch} of ${name}`, live),
    ),
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
