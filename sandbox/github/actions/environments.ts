import type { Context } from "../context";
import type { Environment, Repository } from "../entities";
import { matches, ruleFor } from "../protection/rules";
import type { WorkflowRun } from "./entities";

/** The environment of a job, made when it does not exist, as GitHub does. */
export function environmentNamed({ state }: Context, repository: Repository, name: string): Environment {
  const wanted = name.toLowerCase();
  const known = state.environments.find(
    (row) => row.repositoryId === repository.id && row.name.toLowerCase() === wanted,
  );
  const now = state.now();
  return (
    known ??
    state.environments.insert({
      id: state.nextId("environment"),
      repositoryId: repository.id,
      name,
      waitTimer: 0,
      preventSelfReview: false,
      canAdminsBypass: true,
      reviewers: [],
      branchPolicy: null,
      createdAt: now,
      updatedAt: now,
    })
  );
}

/** Why a run may not deploy to an environment; undefined when it may. A pull request's ref is no branch, and so protected by nothing. */
export function deploymentRefusal(
  { state }: Context,
  repository: Repository,
  environment: Environment,
  { ref }: Pick<WorkflowRun, "ref">,
): string | undefined {
  const { branchPolicy } = environment;
  if (!branchPolicy) return undefined;
  const [kind, name] = ref.startsWith("refs/tags/")
    ? (["tag", ref.slice(10)] as const)
    : (["branch", ref.replace(/^refs\/(heads\/)?/, "")] as const);
  const branch = ref.startsWith("refs/heads/");
  const allowed = branchPolicy.protected_branches
    ? branch && ruleFor(state, repository, name) !== undefined
    : state.deploymentPolicies
        .filter((row) => row.environmentId === environment.id && row.type === kind)
        .some((row) => matches(row.name, name));
  const what = kind === "tag" ? "Tag" : "Branch";
  return allowed
    ? undefined
    : `${what} "${name}" is not allowed to deploy to ${environment.name} due to environment protection rules.`;
}

const valuesOf = (rows: readonly { readonly name: string; readonly value: string }[]): Record<string, string> =>
  Object.fromEntries(rows.map(({ name, value }) => [name, value]));

type Kind = "secrets" | "variables";

const inScope = ({ state }: Context, kind: Kind, scope: string): Record<string, string> =>
  kind === "secrets"
    ? valuesOf(state.secrets.filter((row) => row.scope === scope))
    : valuesOf(state.variables.filter((row) => row.scope === scope));

/** Secrets or variables that belong to an environment. */
export const ofEnvironment = (context: Context, kind: Kind, environment: Environment | undefined) =>
  environment ? inScope(context, kind, `environment:${environment.id}`) : {};

/** Secrets or variables that a job sees: the environment's before the repository's before the organization's. */
export const visible = (
  context: Context,
  kind: Kind,
  repository: Repository,
  environment: Environment | undefined,
) => ({
  ...inScope(context, kind, `organization:${repository.ownerId}`),
  ...inScope(context, kind, `repository:${repository.id}`),
  ...ofEnvironment(context, kind, environment),
});
