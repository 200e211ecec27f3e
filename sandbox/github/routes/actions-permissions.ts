import { z } from "zod";
import { type Api, type RepositoryCall } from "../api";
import { repositoryUrl } from "../context";
import type { ActionsPermissions } from "../entities";
import { failure } from "../errors";

const defaults: Omit<ActionsPermissions, "id"> = {
  enabled: true,
  allowed_actions: "all",
  sha_pinning_required: false,
  selected: { github_owned_allowed: true, verified_allowed: false, patterns_allowed: [] },
  workflow: { default_workflow_permissions: "read", can_approve_pull_request_reviews: false },
};

export function actionsPermissionRoutes(api: Api): void {
  api.repository("GET", "/actions/permissions", "admin", (call) => {
    const { enabled, allowed_actions, sha_pinning_required } = permissionsOf(call);
    const selected = `${repositoryUrl(call.context, call.repository)}/actions/permissions/selected-actions`;
    const more = allowed_actions === "selected" ? { selected_actions_url: selected } : {};
    return { enabled, ...(enabled ? { allowed_actions } : {}), ...more, sha_pinning_required };
  });
  api.repository("PUT", "/actions/permissions", "admin", (call) => {
    const shape = z.object({
      enabled: z.boolean(),
      allowed_actions: z.enum(["all", "local_only", "selected"]).optional(),
      sha_pinning_required: z.boolean().optional(),
    });
    change(call, call.body(shape));
  });
  api.repository("GET", "/actions/permissions/selected-actions", "admin", (call) => onlyWhenSelected(call).selected);
  api.repository("PUT", "/actions/permissions/selected-actions", "admin", (call) => {
    const { selected } = onlyWhenSelected(call);
    const shape = z.object({
      github_owned_allowed: z.boolean().optional(),
      verified_allowed: z.boolean().optional(),
      patterns_allowed: z.array(z.string()).optional(),
    });
    change(call, { selected: { ...selected, ...given(call.body(shape)) } });
  });
  api.repository("GET", "/actions/permissions/workflow", "admin", (call) => permissionsOf(call).workflow);
  api.repository("PUT", "/actions/permissions/workflow", "admin", (call) => {
    const shape = z.object({
      default_workflow_permissions: z.enum(["read", "write"]).optional(),
      can_approve_pull_request_reviews: z.boolean().optional(),
    });
    change(call, { workflow: { ...permissionsOf(call).workflow, ...given(call.body(shape)) } });
  });
}

function permissionsOf({ context, repository }: RepositoryCall): Omit<ActionsPermissions, "id"> {
  return context.state.permissions.get(repository.id) ?? defaults;
}

function onlyWhenSelected(call: RepositoryCall): Omit<ActionsPermissions, "id"> {
  const permissions = permissionsOf(call);
  if (permissions.allowed_actions !== "selected")
    throw failure(409, "Actions policy for this repository does not allow the configuration of selected actions");
  return permissions;
}

function change(call: RepositoryCall, fields: Partial<Omit<ActionsPermissions, "id">>): void {
  const { state } = call.context;
  const changed = { ...permissionsOf(call), ...given(fields), id: call.repository.id };
  state.permissions.remove(call.repository.id);
  state.permissions.insert(changed);
}

const given = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
