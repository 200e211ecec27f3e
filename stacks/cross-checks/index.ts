import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import { type ApplicationCode } from "../application-code";
import { UnusableWorkflow } from "../required-checks/errors";
import { type RepositorySettings, type Settings } from "../settings";
import { isWorkflow, type Workflows } from "../workflows";
import { checkPushes } from "./branches";
import { Contradictions, type Problem } from "./errors";
import { checkManagementCommands } from "./management-commands";
import { checkPlan, type Tier } from "./plan";
import { checkProcesses } from "./processes";
import { checkSameNames } from "./same-names";
import { checkReads, type WorkflowText } from "./workflow-reads";

/**
 * Compares settings, application and workflows before anything is changed. Throws Contradictions with all problems, an unusable workflow among
 * them, or UnusableWorkflow where that is all. `code` is undefined where there is none yet, and `workflows` in a stack without repository.
 */
export async function crossCheck(
  settings: Settings,
  code: ApplicationCode | undefined,
  workflows: Workflows | Promise<Workflows> | undefined,
  owner: string,
): Promise<void> {
  const { repository } = settings;
  const found = await Promise.all([
    code ? applicationProblems(settings, code) : [],
    repository && workflows ? workflowProblems(repository, code, workflows).catch(unusable) : [],
    repository ? tierOf(repository, owner).then((tier) => checkPlan(repository, tier)) : [],
  ]);
  const problems = found.flatMap((each) => (each instanceof UnusableWorkflow ? problemOf(each) : each));
  const alone = found.find((each) => each instanceof UnusableWorkflow);
  if (alone && problems.length === 1) throw alone;
  if (problems.length > 0) throw new Contradictions(pulumi.getStack(), problems);
}

function unusable(error: unknown): UnusableWorkflow {
  if (error instanceof UnusableWorkflow) return error;
  throw error;
}

const problemOf = ({ file, reason }: UnusableWorkflow): Problem => ({ where: file, message: reason });

async function applicationProblems({ application, jobs }: Settings, code: ApplicationCode): Promise<Problem[]> {
  const procfile = Object.keys(application.processes).length > 0 ? await code.text("Procfile") : undefined;
  return [...checkProcesses(application, procfile), ...checkManagementCommands(jobs, code.paths)];
}

async function workflowProblems(
  settings: RepositorySettings,
  code: ApplicationCode | undefined,
  planned: Workflows | Promise<Workflows>,
): Promise<Problem[]> {
  const { files, ci, requiredChecks } = await planned;
  const delivered = files.filter(({ path }) => isWorkflow(path));
  const ours = delivered.map(({ source, text }) => ({ file: source, text }));
  const theirs = await textsOf(
    code,
    delivered.map(({ path }) => path),
  );
  const others = [...ours, ...theirs].filter(({ file }) => file !== ci.file && file !== ci.path);
  return [
    ...checkPushes(settings, ci),
    ...(await checkReads(settings, ours, theirs)),
    ...checkSameNames(requiredChecks, others),
  ];
}

/** The repository's other workflows. */
async function textsOf(code: ApplicationCode | undefined, except: readonly string[]): Promise<WorkflowText[]> {
  const paths = code?.paths.filter((path) => isWorkflow(path) && !except.includes(path)) ?? [];
  return Promise.all(paths.map(async (path) => ({ file: path, text: (await code?.text(path)) ?? "" })));
}

/** The plan is asked for only where it matters, and told only of organizations. */
async function tierOf({ name, create, options }: RepositorySettings, owner: string): Promise<Tier> {
  const isPrivate = create ? options.visibility === "private" : (await github.getRepository({ name })).private;
  if (!isPrivate) return { isPrivate, plan: undefined };
  const organization = await github.getOrganization({ name: owner, summaryOnly: true }).catch(() => undefined);
  return { isPrivate, plan: organization?.plan };
}
