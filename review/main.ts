import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { changesOf } from "./changes";
import { comment, commentMarker } from "./comment";
import { readDigest } from "./digest";
import { driftIssue, issueMarker } from "./drift-issue";
import { connect, postComment, postIssue } from "./github";
import { type Review, reviewOf } from "./review";
import { compareSteps } from "./steps";

interface Options {
  readonly stack: string;
  readonly events?: string;
  readonly pull?: number;
  readonly post?: boolean;
}

const readPreview = (file: string) => readFileSync(file === "-" ? 0 : file, "utf8");

function review(file: string, { stack, events }: Options): Review {
  return reviewOf({ stack, preview: readPreview(file), events: events && readFileSync(events, "utf8") });
}

function program(): Command {
  const command = new Command("review").description(
    "Turns what `pulumi preview --json --refresh --diff` printed into what people read",
  );
  command.exitOverride();
  command
    .command("comment")
    .description("the pull request's comment; fails when the preview failed or a policy is violated")
    .argument("<preview>", "file with the preview's output; - is standard input")
    .requiredOption("--stack <name>")
    .option("--events <file>", "event log of the same run, which has the policies' results")
    .option("--pull <number>", "post it at this pull request of GITHUB_REPOSITORY, updating an earlier one", Number)
    .action(async (file: string, options: Options) => {
      const found = review(file, options);
      const { stack, pull } = options;
      if (pull === undefined) console.log(comment(found));
      else
        console.log(
          await postComment(connect(process.env), { pull, marker: commentMarker(stack), body: comment(found) }),
        );
      if (found.errors.length > 0 || (found.policies?.violations.length ?? 0) > 0) process.exitCode = 1;
    });
  command
    .command("drift")
    .description("the issue that tells drift; fails when the preview failed")
    .argument("<preview>", "file with the preview's output; - is standard input")
    .requiredOption("--stack <name>")
    .option("--post", "open, update or close the issue in GITHUB_REPOSITORY")
    .action(async (file: string, options: Options) => {
      const found = review(file, options);
      if (found.errors.length > 0)
        throw new Error(`The preview failed, so nothing is known:\n${found.errors.join("\n")}`);
      const issue = driftIssue(found);
      if (options.post) console.log(await postIssue(connect(process.env), issueMarker(options.stack), issue));
      else console.log(issue ? `${issue.title}\n\n${issue.body}` : "No drift");
    });
  command
    .command("same")
    .description("whether two previews have the same steps: 0 yes, 3 no")
    .argument("<previewed>")
    .argument("<now>")
    .action((previewed: string, now: string) => {
      const [before, after] = [previewed, now].map((file) => changesOf(readDigest(readPreview(file))));
      const { same, added, gone } = compareSteps(before!, after!);
      console.log(same ? "The steps are those of the preview" : "The steps are not those of the preview:");
      for (const line of gone) console.log(`- ${line}`);
      for (const line of added) console.log(`+ ${line}`);
      if (!same) process.exitCode = 3;
    });
  return command;
}

/** Runs `bin/review` with these arguments. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    await program().parseAsync([...args], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else {
      console.error(error instanceof Error ? error.message : String(error));
      process.exitCode = 1;
    }
  }
}
