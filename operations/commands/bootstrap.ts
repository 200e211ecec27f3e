import { type Command } from "commander";
import { GitHubForbidden, type GitHubClient } from "../../clients/github";
import { Invalid, NotFound } from "../../clients/transport";
import { table } from "../../engine/table";
import { ownRepository } from "../infrastructure/reports";
import { Output } from "../output";
import { approval, asked, environments, sourceOf, type Wanted, wanted } from "../plans/bootstrap";
import { askHidden } from "../safety/question";
import { type Invocation } from "./session";

interface BootstrapOptions {
  readonly repository?: string;
  readonly plan?: boolean;
}
type Values = Readonly<Record<string, string | undefined>>;

export function addBootstrapCommand(program: Command, invocation: Invocation): void {
  program
    .command("bootstrap")
    .description(
      "give this repository's workflows what they need: the environments preview and infrastructure with their secrets, and approval with a reviewer. " +
        "Values come from the environment, and what is missing is asked for at a terminal; " +
        "PREVIEW_ or INFRASTRUCTURE_ before a name is for that environment alone. " +
        "GITHUB_TOKEN must be of an administrator of the repository. It may be run again at any time",
    )
    .option("--repository <owner/name>", "this repository on GitHub; without it GITHUB_REPOSITORY")
    .option("--plan", "tell which values are given and which are missing, change nothing")
    .action((options: BootstrapOptions) => bootstrap(invocation, options));
}

async function bootstrap(invocation: Invocation, { repository, plan }: BootstrapOptions): Promise<void> {
  const { env, streams } = invocation;
  const output = new Output(false, streams);
  const own = ownRepository({ ...env, ...(repository ? { GITHUB_REPOSITORY: repository } : {}) });
  try {
    output.line(`Acts on ${repository ?? env["GITHUB_REPOSITORY"]}`);
    const values = plan ? env : await completed(invocation);
    const said = plan ? [] : await bringAbout(own, values, output);
    const lines = wanted.map((each) => {
      const source = sourceOf(each, values);
      return [each.environment, each.name, stateOf(source, plan), source ?? `${each.from}: ${each.what}`];
    });
    for (const line of [...table(lines), ...said]) output.line(line);
  } finally {
    await own.close();
  }
}

const stateOf = (source: string | undefined, plan = false): string =>
  source ? (plan ? "would be set" : "set") : "not given";

/** What is not given is asked for where somebody is there to answer. */
async function completed({ env, signal, streams }: Invocation): Promise<Values> {
  const missing = asked(env);
  if (!process.stdin.isTTY || missing.length === 0) return env;
  streams.stderr.write("What you type is not shown. Enter alone leaves a value out.\n");
  const answers: Record<string, string> = {};
  for (const { from, what } of missing)
    answers[from] = await askHidden(`${from} (${what}):`, { input: process.stdin, output: streams.stderr, signal });
  return { ...env, ...answers };
}

/** @returns what is to be said of the reviewers, and of roles at AWS */
async function bringAbout(own: GitHubClient, values: Values, output: Output): Promise<string[]> {
  const progress = output.progress("Environments and secrets");
  try {
    const branch = await own.environments.defaultBranch();
    for (const name of environments) await own.environments.put(name, name === "preview" ? {} : { branch });
    for (const each of wanted) await hand(own, each, values);
    return [await askReviewers(own, branch), ...(await trustOf(own, values))];
  } finally {
    progress.end();
  }
}

async function hand({ environments: there }: GitHubClient, to: Wanted, values: Values): Promise<void> {
  const value = values[sourceOf(to, values) ?? ""];
  if (!value) return;
  if (to.kind === "secret") await there.setSecret(to.environment, to.name, value);
  else await there.setVariable(to.environment, to.name, value);
}

/** Whom the roles at AWS must trust, where there are any. */
async function trustOf(own: GitHubClient, values: Values): Promise<string[]> {
  const roles = wanted.filter((each) => each.name === "AWS_ROLE_ARN" && sourceOf(each, values));
  if (roles.length === 0) return [];
  try {
    const form = await own.environments.subjects();
    return form.template ? [ownSubjects(form.template)] : subjectsOf(form.prefix, roles, values);
  } catch (error) {
    if (!(error instanceof NotFound || error instanceof GitHubForbidden)) throw error;
    return [
      "Whom the roles at AWS must trust cannot be told: GITHUB_TOKEN may not read it. Give it read access to Actions, and run this again.",
    ];
  }
}

const subjectsOf = (prefix: string, roles: readonly Wanted[], values: Values): string[] => [
  "Each role must trust GitHub's OpenID provider, for the audience sts.amazonaws.com and the subject of its environment:",
  ...table(roles.map((each) => [values[sourceOf(each, values)!]!, `${prefix}:environment:${each.environment}`])),
];

const ownSubjects = (template: readonly string[]): string =>
  `The subjects of identity tokens follow a template here (${template.join(", ") || "the organization's"}): the roles at AWS must trust ` +
  "what it makes, for the audience sts.amazonaws.com. https://docs.github.com/en/actions/reference/security/oidc#customizing-the-token-claims";

/** Of the environment in which unapproved steps wait. A plan without reviewers has none, and there such a run fails. */
async function askReviewers({ environments: there }: GitHubClient, branch: string): Promise<string> {
  try {
    await there.put(approval, { branch, reviewer: await there.ownAccount() });
    return "Steps that nobody has seen wait for the reviewers of the environment approval: you, unless others are named in the repository's settings.";
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return `No reviewers can be asked here (${error.message}): an up with steps that nobody has seen fails, and says how to approve them.`;
  }
}
