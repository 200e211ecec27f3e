import { z } from "zod";
import { created, paginate, type Api, type Call, type RepositoryCall, type UserCall } from "../api";
import { administers, permissionOn, type Viewer } from "../authentication";
import { gitOf } from "../context";
import type { Account, Repository, RepositorySettings } from "../entities";
import { failure, unprocessable, validationFailed } from "../errors";
import { createRepository, defaultSettings, deleteRepository, writeReadme } from "../repositories";
import { fullRepository, listedRepository } from "../serialize/repository";
import { account, organizationNamed } from "./accounts";

const text = z.string().nullish();
const flags = Object.entries(defaultSettings)
  .filter(([, value]) => typeof value === "boolean")
  .map(([name]) => name);
const titles = [
  "squash_merge_commit_title",
  "squash_merge_commit_message",
  "merge_commit_title",
  "merge_commit_message",
];
const settingsShape = {
  description: text,
  homepage: text,
  ...Object.fromEntries(flags.map((name) => [name, z.boolean().nullish()])),
  ...Object.fromEntries(titles.map((name) => [name, z.string().optional()])),
};
const shape = z.object({
  ...settingsShape,
  name: z.string().optional(),
  private: z.boolean().optional(),
  visibility: z.enum(["public", "private", "internal"]).optional(),
  default_branch: z.string().optional(),
  auto_init: z.boolean().optional(),
});
type Wanted = z.infer<typeof shape>;

export function repositoryRoutes(api: Api): void {
  api.user("POST", "/orgs/:org/repos", (call) => create(call, organizationNamed(call)));
  api.user("POST", "/user/repos", (call) => create(call, call.viewer.account));
  api.user("GET", "/user/repos", (call) =>
    list(
      call,
      call.context.state.repositories.filter(() => true),
    ),
  );
  api.open("GET", "/orgs/:org/repos", (call) => list(call, ownedBy(call, organizationNamed(call))));
  api.open("GET", "/users/:login/repos", (call) => list(call, ownedBy(call, account(call, call.params["login"]!))));
  api.repository("GET", "", "read", (call) => fullRepository(call.context, call.repository, call.permission));
  api.repository("PATCH", "", "admin", update);
  api.repository("DELETE", "", "admin", (call) => deleteRepository(call.context, call.repository));
  api.repository("GET", "/topics", "read", ({ repository }) => ({ names: [...repository.topics] }));
  api.repository("PUT", "/topics", "admin", replaceTopics);
  api.repository("GET", "/vulnerability-alerts", "admin", ({ repository }) => {
    if (!repository.vulnerabilityAlerts) throw failure(404, "Vulnerability alerts are disabled.");
  });
  for (const [method, vulnerabilityAlerts] of [
    ["PUT", true],
    ["DELETE", false],
  ] as const)
    api.repository(method, "/vulnerability-alerts", "admin", ({ context, repository }) => {
      context.state.repositories.update(repository.id, { vulnerabilityAlerts });
    });
}

const ownedBy = (call: Call, owner: Account): Repository[] =>
  call.context.state.repositories.filter((row) => row.ownerId === owner.id);

function list(call: Call, rows: readonly Repository[]): Record<string, unknown>[] {
  const permission = (row: Repository) => permissionOn(call.context.state, call.viewer, row);
  const visible = rows.filter((row) => permission(row) !== "none");
  return paginate(call, visible).map((row) => listedRepository(call.context, row, permission(row)));
}

async function create(call: UserCall, owner: Account): Promise<unknown> {
  const { context, viewer } = call;
  if (!administers(viewer, owner))
    throw failure(403, "You need admin access to the organization before adding a repository to it.");
  const wanted = call.body(shape);
  const name = checkedName(call, owner, wanted.name ?? "");
  const visibility = wanted.visibility ?? (wanted.private ? "private" : "public");
  const repository = await createRepository(context, { owner, name, visibility, settings: settingsOf(wanted) });
  if (wanted.auto_init) await writeReadme(gitOf(context, repository), repository, viewer.account, context.state.now());
  return created(call, fullRepository(context, repository, "admin"));
}

function checkedName(call: Call, owner: Account, given: string): string {
  const name = given.replace(/[^\w.-]+/g, "-");
  const complain = (code: string, message: string) =>
    failure(422, "Repository creation failed.", { errors: [{ resource: "Repository", field: "name", code, message }] });
  if (name === "" || name.length > 100) throw complain("missing_field", "name is too short (minimum is 1 character)");
  if (call.context.state.repository(owner.login, name)) throw complain("custom", "name already exists on this account");
  return name;
}

function settingsOf(wanted: Wanted): Partial<RepositorySettings> {
  const named = Object.entries(wanted).filter(([name, value]) => name in settingsShape && value !== undefined);
  const usable = named.filter(([name, value]) => value !== null || name === "description" || name === "homepage");
  return Object.fromEntries(usable) as Partial<RepositorySettings>;
}

async function update(call: RepositoryCall): Promise<unknown> {
  const { context, repository, actor } = call;
  const { state } = context;
  const wanted = call.body(shape);
  const settings = { ...repository.settings, ...settingsOf(wanted) };
  const merging = [settings.allow_merge_commit, settings.allow_squash_merge, settings.allow_rebase_merge];
  if (!merging.some(Boolean)) throw noMergeMethod();
  const change = {
    settings,
    name: await renamed(call, wanted.name),
    visibility: changedVisibility(repository, wanted),
    defaultBranch: await changedDefaultBranch(call, wanted.default_branch),
  };
  const same = Object.entries(change).every(
    ([key, value]) => JSON.stringify(value) === JSON.stringify(repository[key as "name"]),
  );
  const renaming = change.name === repository.name ? {} : { renamedAt: state.now() };
  if (!same) state.repositories.update(repository.id, { ...change, ...renaming, updatedAt: state.now() });
  return fullRepository(
    context,
    state.repositories.get(repository.id)!,
    permissionOn(state, actor as Viewer, repository),
  );
}

const noMergeMethod = () =>
  validationFailed({
    resource: "Repository",
    field: "merge_commit_allowed",
    code: "no_merge_method",
    message: "Sorry, you need to allow at least one merge strategy. (no_merge_method)",
  });

async function renamed(call: RepositoryCall, wanted: string | undefined): Promise<string> {
  const { context, repository } = call;
  if (wanted === undefined || wanted === repository.name) return repository.name;
  const owner = context.state.owner(repository);
  if (wanted.toLowerCase() === repository.name.toLowerCase()) return wanted;
  const name = checkedName(call, owner, wanted);
  const former = `${owner.login}/${repository.name}`.toLowerCase();
  context.state.formerNames.remove(former);
  context.state.formerNames.insert({ id: former, repositoryId: repository.id });
  context.state.formerNames.remove(`${owner.login}/${name}`.toLowerCase());
  return name;
}

function changedVisibility(repository: Repository, wanted: Wanted): Repository["visibility"] {
  if (wanted.visibility !== undefined) {
    if (wanted.visibility === repository.visibility) throw unprocessable(`Visibility is already ${wanted.visibility}.`);
    return wanted.visibility;
  }
  if (wanted.private === undefined || wanted.private === (repository.visibility !== "public"))
    return repository.visibility;
  return wanted.private ? "private" : "public";
}

async function changedDefaultBranch({ repository, git }: RepositoryCall, wanted: string | undefined): Promise<string> {
  if (wanted === undefined || wanted === repository.defaultBranch) return repository.defaultBranch;
  if (!(await git.branch(wanted)))
    throw validationFailed({
      resource: "Repository",
      field: "default_branch",
      code: "invalid",
      message: `The branch ${wanted} was not found. Please push that ref first or create it via the Git Data API.`,
    });
  await git.setHead(wanted);
  return wanted;
}

function replaceTopics(call: RepositoryCall): unknown {
  const { state } = call.context;
  const { names } = call.body(z.object({ names: z.array(z.string()) }));
  const topics = [...new Set(names.map((name) => name.toLowerCase()))];
  if (topics.some((name) => !/^[a-z0-9][a-z0-9-]{0,49}$/.test(name)))
    throw unprocessable(
      "Topics must start with a lowercase letter or number, consist of 50 characters or less, and can include hyphens.",
    );
  state.repositories.update(call.repository.id, { topics, updatedAt: state.now() });
  return { names: topics };
}
