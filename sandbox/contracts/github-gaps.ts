import type { Gap } from "../kit/gaps";

/** Written by cut-github.ts: do not edit. */
export const githubGaps: readonly Gap[] = [
  {
    method: "PATCH",
    path: "/orgs/:org",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/orgs/:org",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/cache/usage",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/cache/usage-by-repository",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/hosted-runners",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/orgs/:org/actions/hosted-runners",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/hosted-runners/images/custom",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/hosted-runners/images/custom/:image_definition_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/orgs/:org/actions/hosted-runners/images/custom/:image_definition_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/hosted-runners/images/custom/:image_definition_id/versions",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/hosted-runners/images/custom/:image_definition_id/versions/:version",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/orgs/:org/actions/hosted-runners/images/custom/:image_definition_id/versions/:version",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/hosted-runners/images/github-owned",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/hosted-runners/images/partner",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/hosted-runners/limits",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/hosted-runners/machine-sizes",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/hosted-runners/platforms",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/hosted-runners/:hosted_runner_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PATCH",
    path: "/orgs/:org/actions/hosted-runners/:hosted_runner_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/orgs/:org/actions/hosted-runners/:hosted_runner_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/oidc/customization/properties/repo",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/orgs/:org/actions/oidc/customization/properties/repo",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/orgs/:org/actions/oidc/customization/properties/repo/:custom_property_name",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/oidc/customization/sub",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/orgs/:org/actions/oidc/customization/sub",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/permissions",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/orgs/:org/actions/permissions",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/permissions/artifact-and-log-retention",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/orgs/:org/actions/permissions/artifact-and-log-retention",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/permissions/fork-pr-contributor-approval",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/orgs/:org/actions/permissions/fork-pr-contributor-approval",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/permissions/fork-pr-workflows-private-repos",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/orgs/:org/actions/permissions/fork-pr-workflows-private-repos",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/permissions/repositories",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/orgs/:org/actions/permissions/repositories",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/orgs/:org/actions/permissions/repositories/:repository_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/orgs/:org/actions/permissions/repositories/:repository_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/permissions/selected-actions",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/orgs/:org/actions/permissions/selected-actions",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/permissions/self-hosted-runners",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/orgs/:org/actions/permissions/self-hosted-runners",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/permissions/self-hosted-runners/repositories",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/orgs/:org/actions/permissions/self-hosted-runners/repositories",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/orgs/:org/actions/permissions/self-hosted-runners/repositories/:repository_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/orgs/:org/actions/permissions/self-hosted-runners/repositories/:repository_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/permissions/workflow",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/orgs/:org/actions/permissions/workflow",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/runner-groups",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/orgs/:org/actions/runner-groups",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/runner-groups/:runner_group_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PATCH",
    path: "/orgs/:org/actions/runner-groups/:runner_group_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/orgs/:org/actions/runner-groups/:runner_group_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/runner-groups/:runner_group_id/hosted-runners",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/runner-groups/:runner_group_id/repositories",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/orgs/:org/actions/runner-groups/:runner_group_id/repositories",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/orgs/:org/actions/runner-groups/:runner_group_id/repositories/:repository_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/orgs/:org/actions/runner-groups/:runner_group_id/repositories/:repository_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/runner-groups/:runner_group_id/runners",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/orgs/:org/actions/runner-groups/:runner_group_id/runners",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/orgs/:org/actions/runner-groups/:runner_group_id/runners/:runner_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/orgs/:org/actions/runner-groups/:runner_group_id/runners/:runner_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/runners",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/runners/downloads",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/orgs/:org/actions/runners/generate-jitconfig",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/orgs/:org/actions/runners/registration-token",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/orgs/:org/actions/runners/remove-token",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/runners/:runner_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/orgs/:org/actions/runners/:runner_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/runners/:runner_id/labels",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/orgs/:org/actions/runners/:runner_id/labels",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/orgs/:org/actions/runners/:runner_id/labels",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/orgs/:org/actions/runners/:runner_id/labels",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/orgs/:org/actions/runners/:runner_id/labels/:name",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/secrets/:secret_name/repositories",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/orgs/:org/actions/secrets/:secret_name/repositories",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/orgs/:org/actions/secrets/:secret_name/repositories/:repository_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/orgs/:org/actions/secrets/:secret_name/repositories/:repository_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/actions/variables/:name/repositories",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/orgs/:org/actions/variables/:name/repositories",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/orgs/:org/actions/variables/:name/repositories/:repository_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/orgs/:org/actions/variables/:name/repositories/:repository_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/orgs/:org/hooks",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/orgs/:org/hooks",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/orgs/:org/hooks/:hook_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "PATCH",
    path: "/orgs/:org/hooks/:hook_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/orgs/:org/hooks/:hook_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/orgs/:org/hooks/:hook_id/config",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "PATCH",
    path: "/orgs/:org/hooks/:hook_id/config",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/orgs/:org/hooks/:hook_id/deliveries",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/orgs/:org/hooks/:hook_id/deliveries/:delivery_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/orgs/:org/hooks/:hook_id/deliveries/:delivery_id/attempts",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/orgs/:org/hooks/:hook_id/pings",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/orgs/:org/invitations",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/orgs/:org/invitations",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/orgs/:org/invitations/:invitation_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/orgs/:org/invitations/:invitation_id/teams",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/orgs/:org/members/:username",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/orgs/:org/members/:username",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/orgs/:org/members/:username/codespaces",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/orgs/:org/members/:username/codespaces/:codespace_name",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/orgs/:org/members/:username/codespaces/:codespace_name/stop",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/orgs/:org/members/:username/copilot",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/orgs/:org/memberships/:username",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/orgs/:org/outside_collaborators",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "PUT",
    path: "/orgs/:org/outside_collaborators/:username",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/orgs/:org/outside_collaborators/:username",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/orgs/:org/rulesets",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/orgs/:org/rulesets",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/orgs/:org/rulesets/rule-suites",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/orgs/:org/rulesets/rule-suites/:rule_suite_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/orgs/:org/rulesets/:ruleset_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "PUT",
    path: "/orgs/:org/rulesets/:ruleset_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/orgs/:org/rulesets/:ruleset_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/orgs/:org/rulesets/:ruleset_id/history",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/orgs/:org/rulesets/:ruleset_id/history/:version_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/orgs/:org/teams/:team_slug/invitations",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/orgs/:org/teams/:team_slug/teams",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/actions/artifacts/:artifact_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/actions/artifacts/:artifact_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/actions/artifacts/:artifact_id/:archive_format",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/actions/cache/retention-limit",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/repos/:owner/:repo/actions/cache/retention-limit",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/actions/cache/storage-limit",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/repos/:owner/:repo/actions/cache/storage-limit",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/actions/cache/usage",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/actions/caches",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/actions/caches",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/actions/caches/:cache_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/actions/concurrency_groups",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/actions/concurrency_groups/:concurrency_group_name",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/actions/oidc/customization/sub",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/repos/:owner/:repo/actions/oidc/customization/sub",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/actions/permissions/access",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/repos/:owner/:repo/actions/permissions/access",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/actions/permissions/artifact-and-log-retention",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/repos/:owner/:repo/actions/permissions/artifact-and-log-retention",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/actions/permissions/fork-pr-contributor-approval",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/repos/:owner/:repo/actions/permissions/fork-pr-contributor-approval",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/actions/permissions/fork-pr-workflows-private-repos",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/repos/:owner/:repo/actions/permissions/fork-pr-workflows-private-repos",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/actions/runners",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/actions/runners/downloads",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/actions/runners/generate-jitconfig",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/actions/runners/registration-token",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/actions/runners/remove-token",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/actions/runners/:runner_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/actions/runners/:runner_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/actions/runners/:runner_id/labels",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/actions/runners/:runner_id/labels",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "PUT",
    path: "/repos/:owner/:repo/actions/runners/:runner_id/labels",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/actions/runners/:runner_id/labels",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/actions/runners/:runner_id/labels/:name",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/actions/runs/:run_id/approve",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/actions/runs/:run_id/concurrency_groups",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/actions/runs/:run_id/deployment_protection_rule",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/actions/runs/:run_id/timing",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/actions/workflows/:workflow_id/timing",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/assignees",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/assignees/:assignee",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/branches/:branch/protection/restrictions/apps",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/branches/:branch/protection/restrictions/apps",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/repos/:owner/:repo/branches/:branch/protection/restrictions/apps",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/branches/:branch/protection/restrictions/apps",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/branches/:branch/protection/restrictions/teams",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/branches/:branch/protection/restrictions/teams",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/repos/:owner/:repo/branches/:branch/protection/restrictions/teams",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/branches/:branch/protection/restrictions/teams",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/branches/:branch/protection/restrictions/users",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/branches/:branch/protection/restrictions/users",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/repos/:owner/:repo/branches/:branch/protection/restrictions/users",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/branches/:branch/protection/restrictions/users",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/check-runs/:check_run_id/annotations",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/check-runs/:check_run_id/rerequest",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/check-suites",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PATCH",
    path: "/repos/:owner/:repo/check-suites/preferences",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/check-suites/:check_suite_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/check-suites/:check_suite_id/check-runs",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/check-suites/:check_suite_id/rerequest",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/collaborators",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/collaborators/:username",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/repos/:owner/:repo/collaborators/:username",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/collaborators/:username",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/collaborators/:username/permission",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/comments",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/comments/:comment_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PATCH",
    path: "/repos/:owner/:repo/comments/:comment_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/comments/:comment_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/comments/:comment_id/reactions",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/comments/:comment_id/reactions",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/comments/:comment_id/reactions/:reaction_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/commits/:commit_sha/branches-where-head",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/commits/:commit_sha/comments",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/commits/:commit_sha/comments",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/commits/:ref/check-suites",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/contributors",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/deployments/:deployment_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/deployments/:deployment_id/statuses/:status_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/environments/:environment_name/deployment_protection_rules",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/environments/:environment_name/deployment_protection_rules",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/environments/:environment_name/deployment_protection_rules/apps",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/environments/:environment_name/deployment_protection_rules/:protection_rule_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/environments/:environment_name/deployment_protection_rules/:protection_rule_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/git/tags",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/git/tags/:tag_sha",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/hooks/:hook_id/tests",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/invitations",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PATCH",
    path: "/repos/:owner/:repo/invitations/:invitation_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/invitations/:invitation_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/repos/:owner/:repo/issues/comments/:comment_id/pin",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/issues/comments/:comment_id/pin",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/issues/comments/:comment_id/reactions",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/issues/comments/:comment_id/reactions",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/issues/comments/:comment_id/reactions/:reaction_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/issues/events",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/issues/events/:event_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/issues/:issue_number/assignees",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/issues/:issue_number/assignees",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/issues/:issue_number/assignees/:assignee",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/issues/:issue_number/dependencies/blocked_by",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/issues/:issue_number/dependencies/blocked_by",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/issues/:issue_number/dependencies/blocked_by/:issue_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/issues/:issue_number/dependencies/blocking",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/issues/:issue_number/events",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/issues/:issue_number/issue-field-values",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/issues/:issue_number/issue-field-values",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "PUT",
    path: "/repos/:owner/:repo/issues/:issue_number/issue-field-values",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/issues/:issue_number/issue-field-values/:issue_field_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "PUT",
    path: "/repos/:owner/:repo/issues/:issue_number/lock",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/issues/:issue_number/lock",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/issues/:issue_number/parent",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/issues/:issue_number/reactions",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/issues/:issue_number/reactions",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/issues/:issue_number/reactions/:reaction_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/issues/:issue_number/sub_issue",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/issues/:issue_number/sub_issues",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/issues/:issue_number/sub_issues",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "PATCH",
    path: "/repos/:owner/:repo/issues/:issue_number/sub_issues/priority",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/issues/:issue_number/suggestions",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/issues/:issue_number/suggestions/:suggestion_id/approve",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/issues/:issue_number/suggestions/:suggestion_id/dismiss",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/issues/:issue_number/timeline",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/keys",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/keys",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/keys/:key_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/keys/:key_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/languages",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/license",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/merge-upstream",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/merges",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/milestones",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/milestones",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/milestones/:milestone_number",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "PATCH",
    path: "/repos/:owner/:repo/milestones/:milestone_number",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/milestones/:milestone_number",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/milestones/:milestone_number/labels",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/pulls/comments",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/pulls/comments/:comment_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "PATCH",
    path: "/repos/:owner/:repo/pulls/comments/:comment_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/pulls/comments/:comment_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/pulls/comments/:comment_id/reactions",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/pulls/comments/:comment_id/reactions",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/pulls/comments/:comment_id/reactions/:reaction_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/pulls/:pull_number/codespaces",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/pulls/:pull_number/comments",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/pulls/:pull_number/comments/:comment_id/replies",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "PUT",
    path: "/repos/:owner/:repo/pulls/:pull_number/merge-async",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/pulls/:pull_number/merge-async/:uuid",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/pulls/:pull_number/requested_reviewers",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/pulls/:pull_number/requested_reviewers",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "PUT",
    path: "/repos/:owner/:repo/pulls/:pull_number/reviews/:review_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/pulls/:pull_number/reviews/:review_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/pulls/:pull_number/reviews/:review_id/comments",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/pulls/:pull_number/reviews/:review_id/events",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/readme/:dir",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/releases",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/releases",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/releases/assets/:asset_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PATCH",
    path: "/repos/:owner/:repo/releases/assets/:asset_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/releases/assets/:asset_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/releases/generate-notes",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/releases/latest",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/releases/tags/:tag",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/releases/:release_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PATCH",
    path: "/repos/:owner/:repo/releases/:release_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/releases/:release_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/releases/:release_id/assets",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/releases/:release_id/assets",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/releases/:release_id/reactions",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/releases/:release_id/reactions",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/repos/:owner/:repo/releases/:release_id/reactions/:reaction_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/rulesets/rule-suites",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/rulesets/rule-suites/:rule_suite_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/rulesets/:ruleset_id/history",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/rulesets/:ruleset_id/history/:version_id",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/tags",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/repos/:owner/:repo/teams",
    reason: "the pipeline's program does not call it, and no client that this project uses needs it",
  },
  {
    method: "POST",
    path: "/repos/:owner/:repo/transfer",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/repos/:template_owner/:template_repo/generate",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/teams/:team_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PATCH",
    path: "/teams/:team_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/teams/:team_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/teams/:team_id/invitations",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/teams/:team_id/members",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/teams/:team_id/members/:username",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/teams/:team_id/members/:username",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/teams/:team_id/members/:username",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/teams/:team_id/memberships/:username",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/teams/:team_id/memberships/:username",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/teams/:team_id/memberships/:username",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/teams/:team_id/repos",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/teams/:team_id/repos/:owner/:repo",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PUT",
    path: "/teams/:team_id/repos/:owner/:repo",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/teams/:team_id/repos/:owner/:repo",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/teams/:team_id/teams",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  { method: "PATCH", path: "/user", reason: "neither the program, its provider nor a client of this project calls it" },
  {
    method: "GET",
    path: "/user/emails",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/user/emails",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/user/emails",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/user/keys",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "POST",
    path: "/user/keys",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/user/keys/:key_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/user/keys/:key_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/user/memberships/orgs",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/user/memberships/orgs/:org",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PATCH",
    path: "/user/memberships/orgs/:org",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/user/repository_invitations",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "PATCH",
    path: "/user/repository_invitations/:invitation_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "DELETE",
    path: "/user/repository_invitations/:invitation_id",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
  {
    method: "GET",
    path: "/user/teams",
    reason: "neither the program, its provider nor a client of this project calls it",
  },
];
