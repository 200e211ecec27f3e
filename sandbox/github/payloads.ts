import { gitOf, htmlUrl, type Context } from "./context";
import type { Account, Repository } from "./entities";
import type { GitHubEvent } from "./events";
import type { Pull } from "./pulls/refs";
import { organizationSimple, simpleUser } from "./serialize/account";
import { fullPull } from "./serialize/pull";
import { fullRepository } from "./serialize/repository";

type Payload = Record<string, unknown>;

const zeros = /^0+$/;

/** What every event tells: the repository, its organization, who did it. */
export function commonPayload(context: Context, repository: Repository, actor: Account): Payload {
  const owner = context.state.owner(repository);
  return {
    repository: fullRepository(context, repository, "read"),
    ...(owner.type === "Organization" ? { organization: organizationSimple(context, owner) } : {}),
    sender: simpleUser(context, actor),
  };
}

/** `github.event` of a push. */
export async function pushPayload(
  context: Context,
  repository: Repository,
  actor: Account,
  { ref, before, after }: Extract<GitHubEvent, { type: "push" }>,
): Promise<Payload> {
  const git = gitOf(context, repository);
  const known = !zeros.test(before) && (await git.commit(before)) !== undefined;
  const commits = await git.log({ from: after, limit: 20, ...(known ? { exclude: before } : {}) });
  const html = htmlUrl(context, repository);
  const shown = commits.reverse().map((commit) => ({
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: `${html}/commit/${commit.sha}`,
    author: { name: commit.author.name, email: commit.author.email },
    committer: { name: commit.committer.name, email: commit.committer.email },
  }));
  return {
    ...commonPayload(context, repository, actor),
    ref,
    before,
    after,
    base_ref: null,
    compare: `${html}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    created: zeros.test(before),
    deleted: false,
    forced: known && !(await git.isAncestor(before, after)),
    pusher: { name: actor.login, email: actor.email },
    commits: shown,
    head_commit: shown.at(-1) ?? null,
  };
}

/** `github.event` of a pull request. */
export async function pullPayload(
  context: Context,
  repository: Repository,
  actor: Account,
  action: string,
  pull: Pull,
): Promise<Payload> {
  const common = commonPayload(context, repository, actor);
  return { action, number: pull.number, pull_request: await fullPull(context, repository, pull), ...common };
}

/** `github.event` of a dispatch. */
export function dispatchPayload(
  context: Context,
  repository: Repository,
  actor: Account,
  dispatch: { readonly ref: string; readonly workflow: string; readonly inputs: Readonly<Record<string, unknown>> },
): Payload {
  const { ref, inputs, workflow } = dispatch;
  return { ...commonPayload(context, repository, actor), ref, inputs, workflow };
}
