import { comment } from "../review/comment";
import { isSound, type Review } from "../review/review";
import { fingerprint } from "../review/steps";
import { exitCodes, Interrupted, OperationError, Refused } from "./errors";
import { type StackContext } from "./infrastructure/context";
import { summarize } from "./infrastructure/reports";
import { judgeApproval } from "./plans/approval";
import { showReview } from "./show-review";
import { findPendingOperations, OperationsPending } from "./steps/find-pending-operations";
import { policyPack, previewStack } from "./steps/preview-stack";

type Env = Readonly<Record<string, string | undefined>>;

/** The steps are not those that somebody agreed to. */
export class StepsUnapproved extends OperationError {
  readonly id = "steps_unapproved";
  override readonly exitCode = exitCodes.unapproved;
  constructor(
    why: string,
    readonly steps: { readonly stack: string; readonly digest: string },
  ) {
    const { stack, digest } = steps;
    super(
      `${why}: nothing was changed. Read the steps above; to approve exactly these:\n` +
        `  bin/penny up --stack ${stack} --yes --approve ${digest}\n` +
        `or in GitHub Actions: gh workflow run up.yml -f stack=${stack} -f approve=${digest}`,
    );
  }
}

/** The engine, or a policy, refuses what is declared. */
export class Unsound extends Refused {
  readonly id = "unsound";
  constructor(stack: string) {
    super(`${stack} cannot be applied for the reasons above: nothing was changed. Mend the declaration`);
  }
}

/** The branch has gone on, so that this commit would take back what came after it. */
export class CommitSuperseded extends Refused {
  readonly id = "commit_superseded";
  constructor(branch: string, commit: string, head: string) {
    super(
      `${branch} is at ${head.slice(0, 12)} and no longer at ${commit.slice(0, 12)}: nothing was changed. ` +
        "Its own run applies what is there; an older one is not run again",
    );
  }
}

export class UpFailed extends OperationError {
  readonly id = "up_failed";
  constructor(stack: string, code: number | NodeJS.Signals) {
    super(
      `the up of ${stack} ended with ${code}; what it reached is kept. Mend what it names above, and run it again: ` +
        "the steps that are left have a digest of their own",
    );
  }
}

/**
 * Previews, and shows it.
 * @param seen the digest of steps that were shown before: they are not shown again
 * @throws OperationsPending, Unsound
 */
export async function soundPreview(context: StackContext, seen?: string): Promise<Review> {
  const { engine, stack, output, signal } = context;
  const pending = await findPendingOperations(engine, stack);
  if (pending.length > 0) throw new OperationsPending(stack, pending, engine.command);
  const progress = output.progress(`Preview of ${stack}`);
  const review = await previewStack(engine, stack, signal).finally(() => progress.end());
  const digest = fingerprint(review.changes);
  const isShown = digest === seen && isSound(review);
  if (!isShown) showReview(output, review);
  if (!isSound(review)) throw new Unsound(stack);
  if (!isShown) output.line(`Digest of these steps: ${digest}`);
  return review;
}

/** What somebody agreed to, as digests: `seen` are steps that this run has shown. */
export interface Agreement {
  readonly approved?: string;
  readonly seen?: string;
}

/** Under the lock: what is previewed now is compared with what was approved, and only then applied. */
export async function applyApproved(context: StackContext, { approved, seen }: Agreement, env: Env): Promise<Review> {
  const { engine, stack, output, signal } = context;
  const review = await soundPreview(context, seen);
  const approval = judgeApproval(review.changes, approved);
  if (approval === "unseen" || approval === "different") {
    summarize(env, comment([review], { where: "These steps wait for an approval.", all: "the job's log" }));
    const why =
      approval === "unseen" ? "nobody has approved these steps" : "the steps are no longer those that were approved";
    throw new StepsUnapproved(why, { stack, digest: fingerprint(review.changes) });
  }
  const args = ["up", "--yes", "--skip-preview", "--refresh", "--policy-pack", policyPack, "--stack", stack];
  const code = await engine.show(args, output.json ? "stderr" : "inherit");
  if (code !== 0 && signal.aborted)
    throw new Interrupted(
      `what the up of ${stack} reached is kept. Run it again: the steps that are left have a digest of their own`,
    );
  if (code !== 0) throw new UpFailed(stack, code);
  return review;
}
