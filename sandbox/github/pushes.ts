import type { Viewer } from "./authentication";
import { gitOf, htmlUrl, type Context } from "./context";
import type { Repository } from "./entities";
import type { Judgement, RefCommand } from "./git/proc-receive";
import { changeObstacles, refusalOf, type RefChange } from "./protection/push";
import { followPulls } from "./pulls/follow";

const zeros = "0".repeat(40);

interface Actor {
  readonly context: Context;
  readonly repository: Repository;
  readonly actor: Viewer;
}

/** Changes a ref for somebody who uses the API. Returns protection's reason when it is refused. */
export async function moveRef({ context, repository, actor }: Actor, change: RefChange): Promise<string | undefined> {
  const refusal = refusalOf(await changeObstacles(context, repository, actor, change));
  if (refusal !== undefined) return refusal;
  const git = gitOf(context, repository);
  if (change.new === undefined) await git.deleteRef(change.ref);
  else if (!(await git.updateRef(change.ref, change.new, change.old ?? ""))) return "Reference was updated meanwhile";
  await recordChange(context, repository, actor, change);
  return undefined;
}

/** One `git push`: it is decided over, and told of when git has done it. */
export class Push {
  private readonly allowed: RefChange[] = [];

  constructor(private readonly by: Actor) {}

  async judge(commands: readonly RefCommand[]): Promise<Judgement> {
    const judgement = await judgePush(this.by, commands);
    const refused = new Set(judgement.verdicts.filter((row) => row.rejection !== undefined).map((row) => row.ref));
    this.allowed.push(...commands.filter((row) => !refused.has(row.ref)).map(changeOf));
    return judgement;
  }

  async announce(): Promise<void> {
    const { context, repository, actor } = this.by;
    const git = gitOf(context, repository);
    for (const change of this.allowed)
      // Git itself may have failed to move it.
      if ((await git.parse(change.ref)) !== change.old) await recordChange(context, repository, actor, change);
  }
}

/** Decides over the refs of one `git push`, in GitHub's words. */
async function judgePush({ context, repository, actor }: Actor, commands: readonly RefCommand[]): Promise<Judgement> {
  const messages: string[] = [];
  const verdicts = [];
  for (const command of commands) {
    const change = changeOf(command);
    const { classic, rulesets, bypassed } = await changeObstacles(context, repository, actor, change);
    const own = isDefaultBranchDeletion(repository, change);
    verdicts.push({ ref: command.ref, rejection: own ?? rejection(classic, rulesets) });
    if (rulesets.length > 0) messages.push(refusedByRulesets(context, repository, command.ref, rulesets));
    if (classic.length > 0) messages.push(refused(command.ref, classic));
    else if (rulesets.length === 0 && bypassed.length > 0) messages.push(bypass(command.ref, bypassed));
  }
  return { verdicts, message: messages.join("") };
}

function rejection(classic: readonly string[], rulesets: readonly string[]): string | undefined {
  if (rulesets.length > 0) return "push declined due to repository rule violations";
  return classic.length > 0 ? "protected branch hook declined" : undefined;
}

const changeOf = ({ ref, old, new: fresh }: RefCommand): RefChange => ({ ref, old: known(old), new: known(fresh) });
const known = (sha: string): string | undefined => (sha === zeros ? undefined : sha);
const listed = (reasons: readonly string[]): string => reasons.map((reason) => `- ${reason}\n`).join("\n");

const refused = (ref: string, reasons: readonly string[]): string =>
  `error: GH006: Protected branch update failed for ${ref}.\n\n${listed(reasons)}`;

function refusedByRulesets(context: Context, repository: Repository, ref: string, reasons: readonly string[]): string {
  const page = `${htmlUrl(context, repository)}/rules?ref=${encodeURIComponent(ref)}`;
  const head = `error: GH013: Repository rule violations found for ${ref}.\nReview all repository rules at ${page}`;
  return `${head}\n\n${listed(reasons)}\n`;
}

const bypass = (ref: string, reasons: readonly string[]): string =>
  `Bypassed rule violations for ${ref}:\n\n${listed(reasons)}\n`;

const isDefaultBranchDeletion = (repository: Repository, change: RefChange): string | undefined =>
  change.new === undefined && change.ref === `refs/heads/${repository.defaultBranch}`
    ? `refusing to delete the current branch: ${change.ref}`
    : undefined;

/** Remembers that a ref was changed, and tells those who act on it. */
export async function recordChange(
  context: Context,
  repository: Repository,
  actor: Viewer,
  change: RefChange,
): Promise<void> {
  const { state, events } = context;
  state.repositories.update(repository.id, { pushedAt: state.now() });
  events.emit({
    type: "push",
    repositoryId: repository.id,
    ref: change.ref,
    before: change.old ?? zeros,
    after: change.new ?? zeros,
    actorId: actor.account.id,
  });
  await followPulls(context, repository, actor, change);
}
