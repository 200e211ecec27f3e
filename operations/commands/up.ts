import { randomUUID } from "node:crypto";
import { type Command } from "commander";
import { type Review } from "../../review/review";
import { fingerprint } from "../../review/steps";
import { type StackContext } from "../infrastructure/context";
import { ownRepository } from "../infrastructure/reports";
import { NotConfirmed, typed } from "../safety/confirmation";
import { type Ended, guarded, type GuardedOptions } from "../safety/guarded";
import { findPreviewedSteps } from "../steps/find-previewed-steps";
import { leaveToReviewers } from "../steps/leave-to-reviewers";
import { type Agreement, applyApproved, CommitSuperseded, soundPreview, StepsUnapproved } from "../up";
import { duration } from "../words";
import { type Invocation } from "./session";
import { withStack } from "./stack-session";

interface UpOptions extends GuardedOptions {
  readonly stack: string;
  readonly plan?: boolean;
  readonly yes?: boolean;
  readonly approve?: string;
  readonly commit?: string;
  readonly approval?: string;
  readonly json?: boolean;
}

export function addUpCommand(program: Command, invocation: Invocation): void {
  program
    .command("up")
    .description("bring about what the stack declares, as it was previewed and approved, and nothing else")
    .option("-s, --stack <name>", "the stack", "production")
    .option("--plan", "show the steps and their digest, change nothing")
    .option("-y, --yes", "do not ask: apply the steps that --approve or --commit names, or none")
    .option("--approve <digest>", "the steps that were agreed to, as --plan or a refusal shows them")
    .option(
      "--commit <sha>",
      "the steps that were previewed in the pull request of GITHUB_REPOSITORY that became this commit",
    )
    .option(
      "--approval <environment>",
      "in a workflow: leave steps that nobody approved to the reviewers of this environment, their digest as the output that has the stack's name; fail where it asks nobody",
    )
    .option("--take-over", "take the lock from whoever holds it")
    .option("--no-lock", "go on without lock and audit log, for a repository that is yet to be made")
    .option("--json", "one JSON document on stdout, everything for people on stderr")
    .action((options: UpOptions) => withStack(invocation, options, (context) => up(context, options, invocation)));
}

async function up(context: StackContext, options: UpOptions, { env }: Invocation): Promise<void> {
  const { stack, output, engine } = context;
  await engine.ready(stack, (line) => output.remark(line));
  if (options.plan) {
    const review = await soundPreview(context);
    return output.result({ ...told(review), applied: false });
  }
  const named = options.approve || (await previewed(context, options, env));
  const seen = named === undefined ? await agreed(context, options) : undefined;
  const began = Date.now();
  const review = await applied(context, options, { approved: named ?? seen, seen }, env);
  if (!review) return;
  const ms = Date.now() - began;
  output.line(`Done: ${stack} is as declared, in ${duration(ms)}.`);
  output.result({ ...told(review), applied: true, seconds: Math.round(ms / 1000) });
}

/** @returns undefined when the steps were left to reviewers */
async function applied(
  context: StackContext,
  options: UpOptions,
  agreement: Agreement,
  env: Invocation["env"],
): Promise<Review | undefined> {
  const { approved } = agreement;
  const what = `up ${context.stack}${approved ? ` ${approved.slice(0, 12)}` : ""}`;
  const apply = async (): Promise<Ended<Review>> => {
    try {
      return { result: await applyApproved(context, agreement, env) };
    } catch (error) {
      // The state knows what was reached: nobody needs to be held back.
      return { error, inTheMiddle: false };
    }
  };
  try {
    return await guarded(context, { operation: randomUUID(), what }, options, apply);
  } catch (error) {
    const left =
      error instanceof StepsUnapproved &&
      options.approval &&
      (await leaveToReviewers(env, options.approval, error.steps));
    if (!left) throw error;
    context.output.line(`Nothing was changed: these steps wait for the reviewers of ${options.approval}, at ${left}`);
    return undefined;
  }
}

/** In a workflow: what the pull request of this commit was previewed with. @throws CommitSuperseded */
async function previewed({ stack }: StackContext, { commit }: UpOptions, env: Invocation["env"]) {
  if (!commit) return undefined;
  const own = ownRepository(env);
  const branch = env["GITHUB_REF_NAME"];
  try {
    const head = branch && (await own.refs.get(`heads/${branch}`));
    if (head && head !== commit) throw new CommitSuperseded(branch, commit, head);
    return await findPreviewedSteps(own, commit, stack);
  } finally {
    await own.close();
  }
}

/** A person at a terminal sees the steps, and agrees to them. */
async function agreed(context: StackContext, { yes }: UpOptions): Promise<string | undefined> {
  if (yes) return undefined;
  const { stack, signal } = context;
  if (!process.stdin.isTTY)
    throw new NotConfirmed("nobody is there to agree: add --yes --approve <digest>, or --plan to look only");
  const { changes } = await soundPreview(context);
  if (changes.length > 0) await typed("stack", stack, { input: process.stdin, output: process.stderr, signal });
  return fingerprint(changes);
}

const told = ({ stack, changes, risks }: Review) => ({
  stack,
  digest: fingerprint(changes),
  risks,
  steps: changes.map(({ action, type, name }) => ({ action, type, name })),
});
