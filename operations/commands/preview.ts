import { type Command } from "commander";
import { GitHubForbidden } from "../../clients/github";
import { comment, commentMarker } from "../../review/comment";
import { isSound } from "../../review/review";
import { exitCodes } from "../errors";
import { changedFiles } from "../infrastructure/base-copy";
import { ownRepository, summarize } from "../infrastructure/reports";
import { Output } from "../output";
import { touchedStacks } from "../plans/touched-stacks";
import { previewAll, type Previews } from "../previews";
import { stackNames } from "../settings";
import { showReview } from "../show-review";
import { postComment } from "../steps/post-comment";
import { type Invocation, project } from "./session";

interface PreviewOptions {
  readonly base: string;
  readonly pull?: number;
  readonly json?: boolean;
}

export function addPreviewCommand(program: Command, invocation: Invocation): void {
  program
    .command("preview")
    .description(
      "what the change since a commit would do to each stack whose inputs it touches; without HEROKU_API_KEY on a sandbox of its own. " +
        "Fails when a preview fails or a policy is violated",
    )
    .option("--base <commit>", "what the change starts from", "origin/main")
    .option("--pull <number>", "keep one comment of this pull request of GITHUB_REPOSITORY up to date", Number)
    .option("--json", "one JSON document on stdout, everything for people on stderr")
    .action((options: PreviewOptions) => preview(invocation, options));
}

async function preview(invocation: Invocation, { base, pull, json }: PreviewOptions): Promise<void> {
  const { env, signal, streams, ended } = invocation;
  const output = new Output(Boolean(json), streams);
  const stacks = touchedStacks(await changedFiles(project, base), stackNames(project));
  const previews = await previewAll({ project, env, stacks, base, output, signal });
  if (stacks.length === 0) output.line(`Nothing to preview: no stack's inputs differ from ${base}.`);
  for (const review of previews.reviews) showReview(output, review);
  await report(invocation, output, { ...previews, pull });
  output.result({ stacks: previews.reviews });
  ended(previews.reviews.every(isSound) ? exitCodes.done : exitCodes.failed);
}

/** On the run's page, and as the pull request's comment. */
async function report(
  { env }: Invocation,
  output: Output,
  { reviews, where, pull }: Previews & { readonly pull?: number },
): Promise<void> {
  const body = comment(reviews, { where, all: "the job's log" });
  summarize(env, body);
  if (pull === undefined) return;
  const own = ownRepository(env);
  try {
    const updateOnly = reviews.length === 0;
    const posted = await postComment(own, { pull, marker: commentMarker, body, updateOnly });
    output.line(`Comment of pull request ${pull}: ${posted}`);
  } catch (error) {
    if (!(error instanceof GitHubForbidden)) throw error;
    // A fork's run may only read.
    output.remark("The run may not comment on the pull request, as from a fork: the preview is on the run's page.");
  } finally {
    await own.close();
  }
}
