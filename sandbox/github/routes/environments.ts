import { z } from "zod";
import { paginate, type Api, type RepositoryCall } from "../api";
import { htmlUrl, repositoryUrl } from "../context";
import type { DeploymentPolicy, Environment } from "../entities";
import { failure, notFound, unprocessable } from "../errors";
import { nodeId } from "../node-ids";
import { simpleUser } from "../serialize/account";
import { teamSimple } from "../serialize/team";

const shape = z.object({
  wait_timer: z.number().int().min(0).max(43200).optional(),
  prevent_self_review: z.boolean().optional(),
  can_admins_bypass: z.boolean().optional(),
  reviewers: z
    .array(z.object({ type: z.enum(["User", "Team"]), id: z.number().int() }))
    .max(6)
    .nullish(),
  deployment_branch_policy: z
    .object({ protected_branches: z.boolean(), custom_branch_policies: z.boolean() })
    .nullish(),
});
const path = "/environments/:environment";

export function environmentRoutes(api: Api): void {
  api.repository("GET", "/environments", "read", (call) => {
    const found = call.context.state.environments.filter((row) => row.repositoryId === call.repository.id);
    return { total_count: found.length, environments: paginate(call, found).map((row) => serialize(call, row)) };
  });
  api.repository("GET", path, "read", (call) => serialize(call, environmentOf(call)));
  api.repository("PUT", path, "admin", put);
  api.repository("DELETE", path, "admin", remove);
  policyRoutes(api);
}

function known(call: RepositoryCall): Environment | undefined {
  const wanted = call.params["environment"]!.toLowerCase();
  return call.context.state.environments.find(
    (row) => row.repositoryId === call.repository.id && row.name.toLowerCase() === wanted,
  );
}

export function environmentOf(call: RepositoryCall): Environment {
  const found = known(call);
  if (!found) throw notFound();
  return found;
}

function put(call: RepositoryCall): unknown {
  const { state } = call.context;
  const wanted = call.body(shape);
  const policy = wanted.deployment_branch_policy ?? null;
  if (policy && policy.protected_branches === policy.custom_branch_policies)
    throw unprocessable("Validation Failed: protected_branches and custom_branch_policies cannot have the same value");
  checkReviewers(call, wanted.reviewers ?? []);
  const free = state.owner(call.repository).plan === "free" && call.repository.visibility !== "public";
  if (free && (wanted.wait_timer || wanted.reviewers?.length))
    throw unprocessable(
      "Failed to create the environment protection rule. Please ensure the billing plan supports the required reviewers protection rule.",
    );
  const now = state.now();
  const fields = {
    waitTimer: wanted.wait_timer ?? 0,
    preventSelfReview: wanted.prevent_self_review ?? false,
    canAdminsBypass: wanted.can_admins_bypass ?? true,
    reviewers: wanted.reviewers ?? [],
    branchPolicy: policy,
  };
  const existing = known(call);
  if (existing) return serialize(call, state.environments.update(existing.id, { ...fields, updatedAt: now }));
  const name = call.params["environment"]!;
  const made = { id: state.nextId("environment"), repositoryId: call.repository.id, name, ...fields };
  return serialize(call, state.environments.insert({ ...made, createdAt: now, updatedAt: now }));
}

function checkReviewers({ context }: RepositoryCall, reviewers: Environment["reviewers"]): void {
  for (const { type, id } of reviewers) {
    const found = type === "User" ? context.state.accounts.get(String(id)) : context.state.teams.get(String(id));
    if (!found) throw unprocessable(`Validation Failed: the ${type.toLowerCase()} ${id} is not a valid reviewer`);
  }
}

function remove(call: RepositoryCall): void {
  const { state } = call.context;
  const { id } = environmentOf(call);
  state.environments.remove(id);
  state.deploymentPolicies.removeWhere((row) => row.environmentId === id);
  for (const rows of [state.secrets, state.variables]) rows.removeWhere((row) => row.scope === `environment:${id}`);
  state.keys.remove(`environment:${id}`);
}

function serialize(call: RepositoryCall, environment: Environment): Record<string, unknown> {
  const { context, repository } = call;
  const name = encodeURIComponent(environment.name);
  const rule = (offset: number, type: string) => {
    const id = Number(environment.id) * 10 + offset;
    return { id, node_id: `GA_${nodeId("Environment", String(id))}`, type };
  };
  const { waitTimer, reviewers, branchPolicy } = environment;
  return {
    id: Number(environment.id),
    node_id: nodeId("Environment", environment.id),
    name: environment.name,
    url: `${repositoryUrl(context, repository)}/environments/${name}`,
    html_url: `${htmlUrl(context, repository)}/deployments/activity_log?environments_filter=${name}`,
    created_at: environment.createdAt,
    updated_at: environment.updatedAt,
    can_admins_bypass: environment.canAdminsBypass,
    protection_rules: [
      ...(waitTimer > 0 ? [{ ...rule(1, "wait_timer"), wait_timer: waitTimer }] : []),
      ...(reviewers.length > 0
        ? [
            {
              ...rule(2, "required_reviewers"),
              prevent_self_review: environment.preventSelfReview,
              reviewers: reviewers.map((row) => reviewer(call, row)),
            },
          ]
        : []),
      ...(branchPolicy ? [rule(3, "branch_policy")] : []),
    ],
    deployment_branch_policy: branchPolicy,
  };
}

function reviewer(
  { context }: RepositoryCall,
  { type, id }: Environment["reviewers"][number],
): Record<string, unknown> {
  const user = type === "User" ? context.state.accounts.get(String(id)) : undefined;
  const team = type === "Team" ? context.state.teams.get(String(id)) : undefined;
  return { type, reviewer: user ? simpleUser(context, user) : team ? teamSimple(context, team) : null };
}

function policyRoutes(api: Api): void {
  const base = `${path}/deployment-branch-policies`;
  api.repository("GET", base, "read", (call) => {
    const rows = policiesOf(call);
    return { total_count: rows.length, branch_policies: paginate(call, rows).map(policy) };
  });
  api.repository("POST", base, "admin", createPolicy);
  api.repository("GET", `${base}/:policy`, "read", (call) => policy(policyNamed(call)));
  api.repository("PUT", `${base}/:policy`, "admin", (call) => {
    const { name } = call.body(z.object({ name: z.string() }));
    return policy(call.context.state.deploymentPolicies.update(policyNamed(call).id, { name }));
  });
  api.repository(
    "DELETE",
    `${base}/:policy`,
    "admin",
    (call) => void call.context.state.deploymentPolicies.remove(policyNamed(call).id),
  );
}

function policiesOf(call: RepositoryCall): DeploymentPolicy[] {
  const { id } = environmentOf(call);
  return call.context.state.deploymentPolicies.filter((row) => row.environmentId === id);
}

function policyNamed(call: RepositoryCall): DeploymentPolicy {
  const found = policiesOf(call).find((row) => row.id === call.params["policy"]);
  if (!found) throw notFound();
  return found;
}

function createPolicy(call: RepositoryCall): unknown {
  const { state } = call.context;
  const environment = environmentOf(call);
  if (!environment.branchPolicy?.custom_branch_policies) throw notFound();
  const { name, type } = call.body(z.object({ name: z.string(), type: z.enum(["branch", "tag"]).default("branch") }));
  const same = policiesOf(call).find((row) => row.name === name && row.type === type);
  const url = `${repositoryUrl(call.context, call.repository)}/environments/${encodeURIComponent(environment.name)}`;
  if (same)
    throw failure(303, "Deployment branch policy already exists", {
      headers: { location: `${url}/deployment-branch-policies/${same.id}` },
    });
  return policy(
    state.deploymentPolicies.insert({
      id: state.nextId("deploymentPolicy"),
      environmentId: environment.id,
      name,
      type,
    }),
  );
}

const policy = ({ id, name, type }: DeploymentPolicy): Record<string, unknown> => ({
  id: Number(id),
  node_id: `GA_${nodeId("Environment", id)}`,
  name,
  type,
});
