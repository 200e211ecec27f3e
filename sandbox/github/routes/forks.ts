import { z } from "zod";
import { paginate, type Api, type RepositoryCall } from "../api";
import { administers } from "../authentication";
import { gitOf } from "../context";
import type { Account, Repository } from "../entities";
import { failure } from "../errors";
import { createRepository } from "../repositories";
import { fullRepository, minimalRepository } from "../serialize/repository";
import { account } from "./accounts";
import { mustBeKnown } from "./found";

const shape = z.object({
  organization: z.string().optional(),
  name: z.string().optional(),
  default_branch_only: z.boolean().optional(),
});

/** Forks: copies of a repository that belong to somebody else. */
export function forkRoutes(api: Api): void {
  api.repository("GET", "/forks", "read", (call) =>
    paginate(call, forksOf(call)).map((row) => minimalRepository(call.context, row)),
  );
  api.repository("POST", "/forks", "read", create);
}

const forksOf = ({ context, repository }: RepositoryCall): Repository[] =>
  context.state.repositories.filter((row) => row.parentId === repository.id);

/** GitHub makes forks in the background; here they are there when it is answered. An owner's fork is made once. */
async function create(call: RepositoryCall): Promise<unknown> {
  mustBeKnown(call);
  const { context, viewer } = call;
  const wanted = call.body(shape);
  const owner = wanted.organization === undefined ? viewer!.account : account(call, wanted.organization);
  if (!administers(viewer, owner))
    throw failure(403, "You need admin access to the organization before adding a repository to it.");
  const existing = forksOf(call).find((row) => row.ownerId === owner.id);
  const fork = existing ?? (await copy(call, owner, wanted));
  void call.reply.code(202);
  return fullRepository(context, fork, "admin");
}

async function copy(
  { context, repository, git }: RepositoryCall,
  owner: Account,
  { name = repository.name, default_branch_only: onlyDefault = false }: z.infer<typeof shape>,
): Promise<Repository> {
  const { visibility, defaultBranch, settings } = repository;
  if (context.state.repository(owner.login, name))
    throw failure(422, "Validation Failed", { errors: ["name already exists on this account"] });
  const fork = await createRepository(context, {
    owner,
    name,
    visibility,
    defaultBranch,
    settings: { ...settings, has_issues: false },
    parentId: repository.id,
  });
  const branches = onlyDefault
    ? [`+refs/heads/${defaultBranch}:refs/heads/${defaultBranch}`]
    : ["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"];
  if ((await git.refs("refs/heads/")).length > 0)
    await gitOf(context, fork).text(["fetch", "--quiet", "--no-tags", `file://${git.folder}`, ...branches]);
  return fork;
}
