import { UnusableWorkflow } from "../required-checks/errors";
import { Expressions, type Reference } from "../required-checks/expressions";
import { isMapping, type Job, readWorkflow, type Workflow } from "../required-checks/workflow";
import { type RepositorySettings } from "../settings";
import { type Problem } from "./errors";

export interface WorkflowText {
  readonly file: string;
  readonly text: string;
}

/** Where the deploy key is: only jobs of the environment can read it. */
const deployKey = "HEROKU_API_KEY";
const automatic = ["GITHUB_TOKEN"];

interface Read extends Reference {
  readonly file: string;
  /** Undefined outside jobs. */
  readonly job: Job | undefined;
}

/** Secrets and variables that the delivered workflows read and nothing sets, and declared secrets that no workflow reads. */
export async function checkReads(
  settings: RepositorySettings,
  delivered: readonly WorkflowText[],
  others: readonly WorkflowText[],
): Promise<Problem[]> {
  const expressions = await Expressions.load();
  const reads = delivered.flatMap((workflow) => readsOf(workflow, expressions));
  const unset = reads.filter((read) => !read.optional && !isSet(read, settings));
  const read = new Set(reads.map(({ name }) => name.toUpperCase()));
  const unread = settings.actionsSecrets.filter((name) => !read.has(name.toUpperCase()));
  const elsewhere = others.map(({ text }) => text).join("\n");
  return [
    ...distinct(unset.map((each) => problemOf(each, settings))),
    ...unread
      .filter((name) => !new RegExp(`\\bsecrets\\s*(\\.|\\[\\s*')${name}\\b|secrets:\\s*inherit`, "i").test(elsewhere))
      .map((name) => ({
        where: "repository.actionsSecrets",
        message: `${name} is read by no workflow: leave it out, so that a secret that nobody needs is kept nowhere`,
      })),
  ];
}

function isSet({ context, name, job }: Read, settings: RepositorySettings): boolean {
  const { actionsSecrets, actionsVariables, setElsewhere } = settings;
  if (has(setElsewhere, name)) return true;
  if (context === "vars") return has(["HEROKU_APP", ...Object.keys(actionsVariables)], name);
  return (
    has([...automatic, ...actionsSecrets], name) ||
    (has([deployKey], name) && environmentOf(job) === settings.environment)
  );
}

function problemOf({ context, name, file, job }: Read, { environment }: RepositorySettings): Problem {
  const where = job ? `${job.place}: jobs.${job.id}` : file;
  if (context === "secrets" && has([deployKey], name))
    return {
      where,
      message: `reads the secret ${name}, which only jobs with \`environment: ${environment}\` can read`,
    };
  const [kind, setting] =
    context === "vars" ? ["variable", "repository.actionsVariables"] : ["secret", "repository.actionsSecrets"];
  const message = `reads the ${kind} ${name}, which nothing sets. Add it to ${setting}; to repository.setElsewhere when somebody else sets it; or say what holds without it: \`${context}.${name} || ''\``;
  return { where, message };
}

/** Every expression of a workflow; conditions are expressions without brackets. */
function readsOf({ file, text }: WorkflowText, expressions: Expressions): Read[] {
  const workflow = readWorkflow(file, text);
  const given = calledWith(workflow);
  const { jobs: _jobs, ...around } = workflow.source;
  const places = [{ job: undefined, source: around }, ...workflow.jobs.map((job) => ({ job, source: job.source }))];
  const reads = places.flatMap(({ job, source }) =>
    expressionsIn(source).flatMap((each) =>
      referencesOf(file, each, expressions).map((found) => ({ ...found, file, job })),
    ),
  );
  return reads.filter(({ context, name }) => context !== "secrets" || !has(given, name));
}

function referencesOf(file: string, source: string, expressions: Expressions): Reference[] {
  try {
    return expressions.references(source);
  } catch (error) {
    throw new UnusableWorkflow(file, `\`${source.trim()}\`: ${(error as Error).message}. Correct the expression.`);
  }
}

/** Names of the secrets that whoever calls the workflow gives it. */
function calledWith({ on }: Workflow): string[] {
  const secrets = on["workflow_call"]?.["secrets"];
  return isMapping(secrets) ? Object.keys(secrets) : [];
}

function expressionsIn(value: unknown, key = ""): string[] {
  if (typeof value === "string") {
    const within = [...value.matchAll(/\$\{\{(.*?)\}\}/gs)].map(([, source]) => source!);
    return within.length === 0 && key === "if" && value.trim() !== "" ? [value] : within;
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => expressionsIn(item, name));
}

function environmentOf(job: Job | undefined): unknown {
  return isMapping(job?.environment) ? job.environment["name"] : job?.environment;
}

/** GitHub's names of secrets and variables are the same in capitals. */
const has = (names: readonly string[], name: string): boolean =>
  names.some((each) => each.toUpperCase() === name.toUpperCase());

const distinct = (problems: readonly Problem[]): Problem[] => [
  ...new Map(problems.map((each) => [`${each.where} ${each.message}`, each])).values(),
];
