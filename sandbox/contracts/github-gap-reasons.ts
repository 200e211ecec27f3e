/**
 * Why the sandbox lacks endpoints of GitHub, by the beginning of their paths: the first that fits. A path that is not here is of an area that nothing
 * in this project uses.
 */
const unused = "nothing that this project declares or runs calls it";
const machine = "jobs run on this machine: there are no runners to manage";
const repository = /^\/repos\/\{owner\}\/\{repo\}/.source;
const at = (paths: string): RegExp => new RegExp(`${repository}\\/(${paths})`);

const reasons: readonly (readonly [RegExp, string])[] = [
  [/^\/(repos\/\{owner\}\/\{repo\}|orgs\/\{org\})\/actions\/(runners|hosted-runners|runner-groups)/, machine],
  [at("actions/(artifacts|permissions/artifact)"), "jobs keep no artifacts here: they pass outputs"],
  [/^\/(repos|orgs)\/.*\/actions\/(caches|cache)\b/, "nothing is cached between jobs here"],
  [/^\/(repos|orgs)\/.*\/actions\/oidc\//, "the form of subjects in identity tokens is set for each repository"],
  [
    at(
      "deployments|environments/.*deployment_protection|actions/runs/.*/(deployment_protection_rule|approve|concurrency)",
    ),
    "it has GitHub's own protection of environments only",
  ],
  [
    at("(pulls|issues|commits).*(reactions|comments)|comments"),
    "comments are those on issues and pull requests as a whole, without reactions",
  ],
  [at("(rulesets|rules)"), "it keeps no history of rulesets"],
  [/^\/(repos\/\{owner\}\/\{repo\}|user)\/keys/, "git goes over HTTPS with a token: an SSH key would open nothing"],
  [at("releases"), "it publishes no releases"],
  [at("milestones"), "issues have labels, and no milestones"],
  [at("check-suites"), "check runs stand for themselves, without suites"],
  [
    /\/(collaborators|outside_collaborators|invitations|repository_invitations)\b/,
    "people have their rights by organizations and teams, and nobody is invited",
  ],
  [/^\/orgs\/\{org\}\/(hooks|rulesets)/, "webhooks and rulesets are those of repositories"],
  [
    /^\/orgs\/\{org\}\/actions\/(secrets|variables)\/.*\/repositories/,
    "what an organization has is for all of its repositories",
  ],
  [/^\/orgs\/\{org\}\/actions\/permissions/, "what Actions may do is set for each repository"],
  [at("pulls|issues|labels|milestones|assignees|merges|merge-upstream"), unused],
  [
    at(
      "actions|dispatches|check-runs|check-suites|statuses|commits|compare|hooks|teams|branches|git|contents|readme|environments",
    ),
    unused,
  ],
  [at("collaborators|keys|tags|releases|languages|contributors|forks|license|invitations|generate|transfer"), unused],
  [new RegExp(`${repository}(/topics|/vulnerability-alerts|/tarball|/zipball)?$`), unused],
  [/^\/repos\/\{template_owner\}\/\{template_repo\}\/generate$/, unused],
  [/^\/orgs\/\{org\}(\/(teams|repos|members|memberships|hooks|rulesets|outside_collaborators|invitations)|$)/, unused],
  [/^\/orgs\/\{org\}\/actions\//, unused],
  [/^\/teams\//, unused],
  [/^\/user(\/(orgs|repos|teams|keys|emails|memberships)|$)/, unused],
  [/^\/users\/\{username\}(\/(repos|orgs|keys|gpg_keys)|$)/, unused],
];

/** The reason of a path of the OpenAPI description; undefined when its area is out of use. */
export function gapReason(path: string): string | undefined {
  return reasons.find(([pattern]) => pattern.test(path))?.[1];
}
