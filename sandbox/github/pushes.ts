import type { Viewer } from "./authentication";
import { gitOf, type Context } from "./context";
import type { Repository } from "./entities";
import type { Judgement, RefCommand } from "./git/proc-receive";
import { protectionObstacles, type RefChange } from "./protection/push";
import { followPulls } from "./pulls/follow";

const zeros = "0".repeat(40);

interface Actor {
  readonly context: Context;
  readonly repository: Repository;
  readonly actor: Viewer;
}

/** Changes a ref for somebody who uses the API. Returns protection's reason when it is refused. */
export async function moveRef({ context, repository, actor }: Actor, change: RefChange): Promise<string | undefined> {
  const { reasons } = await protectionObstacles(context, repository, actor, change);
  if (reasons[0] !== undefined) return reasons.join(" ");
  const git = gitOf(context, repository);
  if (change.new === undefined) await git.deleteRef(change.ref);
  else if (!(await git.updateRef(change.ref, change.new, change.old ?? ""))) return "Reference was updated meanwhile";
  await recordChange(context, repository, actor, change);
  return undefined;
}

/** Decides over the refs of one `git push`, in GitHub's words. */
export async function judgePush(
  { context, repository, actor }: Actor,
  commands: readonly RefCommand[],
): Promise<Judgement> {
  const messages: string[] = [];
  const verdicts = [];
  for (const command of commands) {
    const change = { ref: command.ref, old: known(command.old), new: known(command.new) };
    const own = isDefaultBranchDeletion(repository, change);
    const { reasons, bypassed } = await protectionObstacles(context, repository, actor, change);
    if (own) verdicts.push({ ref: command.ref, rejection: own });
    else if (reasons.length > 0) verdicts.push({ ref: command.ref, rejection: "protected branch hook declined" });
    else verdicts.push({ ref: command.ref });
    if (reasons.length > 0) messages.push(refusal(command.ref, reasons));
    else if (bypassed.length > 0) messages.push(bypass(command.ref, bypassed));
  }
  return { verdicts, message: messages.join("") };
}

const known = (sha: string): string | undefined => (sha === zeros ? undefined : sha);
const listed = (reasons: readonly string[]): string => reasons.map((reason) => `- ${reason}\n`).join("\n");

const refusal = (ref: string, reasons: readonly string[]): string =>
  `error: GH006: Protected branch update failed for ${ref}.\n\n${listed(reasons)}`;

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
