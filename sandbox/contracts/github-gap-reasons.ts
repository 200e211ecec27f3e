/** Why the sandbox lacks endpoints of GitHub, by the beginning of their paths; a path that is not here is of an area that nothing in this project uses. */
const later = "the pipeline's program does not call it, and no client that this project uses needs it";
const unused = "neither the program, its provider nor a client of this project calls it";

const reasons: readonly (readonly [RegExp, string])[] = [
  [/^\/repos\/\{owner\}\/\{repo\}\/(pulls|issues|labels|milestones|assignees|merges|merge-upstream)/, later],
  [/^\/repos\/\{owner\}\/\{repo\}\/(actions\/(runs|jobs|workflows|artifacts|caches|runners)|deployments|dispatches)/, later],
  [/^\/repos\/\{owner\}\/\{repo\}\/(check-runs|check-suites|statuses|commits|comments|compare)/, unused],
  [/^\/repos\/\{owner\}\/\{repo\}\/(rulesets|rules|hooks|teams)/, later],
  [/^\/repos\/\{owner\}\/\{repo\}\/(branches|git|contents|readme|environments|actions)/, unused],
  [/^\/repos\/\{owner\}\/\{repo\}\/(collaborators|keys|tags|releases|languages|contributors|forks|license|invitations|generate|transfer)/, unused],
  [/^\/repos\/\{owner\}\/\{repo\}(\/topics|\/vulnerability-alerts|\/tarball|\/zipball)?$/, unused],
  [/^\/repos\/\{template_owner\}\/\{template_repo\}\/generate$/, unused],
  [/^\/orgs\/\{org\}(\/(teams|repos|members|memberships|hooks|rulesets|outside_collaborators|invitations)|$)/, later],
  [/^\/orgs\/\{org\}\/actions\//, unused],
  [/^\/teams\//, unused],
  [/^\/user(\/(orgs|repos|teams|keys|emails|memberships)|$)/, unused],
  [/^\/users\/\{username\}(\/(repos|orgs|keys|gpg_keys)|$)/, unused],
]; // prettier-ignore

/** The reason of a path of the OpenAPI description; undefined when its area is out of use. */
export function gapReason(path: string): string | undefined {
  return reasons.find(([pattern]) => pattern.test(path))?.[1];
}
