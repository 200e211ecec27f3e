import { type Command } from "commander";
import { driftIssue, driftLabel, issueMarker } from "../../review/drift-issue";
import { exitCodes } from "../errors";
import { type StackContext } from "../infrastructure/context";
import { ownRepository } from "../infrastructure/reports";
import { postIssue } from "../steps/post-issue";
import { soundPreview } from "../up";
import { type Invocation } from "./session";
import { withStack } from "./stack-session";

interface DriftOptions {
  readonly stack: string;
  readonly post?: boolean;
  readonly json?: boolean;
}

const goodbye = "The last run found everything as declared: closed.";

export function addDriftCommand(program: Command, invocation: Invocation): void {
  program
    .command("drift")
    .description("what is not as declared, and both ways out; exit code 5 when there is something")
    .option("-s, --stack <name>", "the stack", "production")
    .option("--post", "keep one issue of GITHUB_REPOSITORY up to date instead: open, update or close it")
    .option("--json", "one JSON document on stdout, everything for people on stderr")
    .action((options: DriftOptions) =>
      withStack(invocation, options, (context) => drift(context, options, invocation)),
    );
}

async function drift(context: StackContext, { post }: DriftOptions, { env }: Invocation): Promise<number> {
  const { stack, engine, output } = context;
  await engine.ready(stack, (line) => output.remark(line));
  const review = await soundPreview(context);
  const issue = driftIssue(review);
  output.line(issue ? `\n${issue.title}\n\n${issue.body}` : `Everything of ${stack} is as declared.`);
  output.result({ stack, drift: issue !== undefined, changes: review.changes, found: review.drift });
  if (!post) return issue ? exitCodes.unhealthy : exitCodes.done;
  const own = ownRepository(env);
  try {
    const posted = await postIssue(own, { label: driftLabel, marker: issueMarker(stack), goodbye }, issue);
    output.line(`Drift issue of ${stack}: ${posted}`);
    return exitCodes.done;
  } finally {
    await own.close();
  }
}
