import { type RepositorySettings } from "../settings";
import { type Problem } from "./errors";

/** What GitHub tells of a repository and of its owner's plan; undefined where it does not tell. */
export interface Tier {
  readonly isPrivate: boolean;
  readonly plan: string | undefined;
}

/**
 * On the free plan, private repositories have neither branch protection nor environments: GitHub answers 403 in the middle of an `up`.
 * https://docs.github.com/get-started/learning-about-github/githubs-plans
 */
export function checkPlan(
  { name, environment, defaultBranch }: RepositorySettings,
  { isPrivate, plan }: Tier,
): Problem[] {
  if (!isPrivate || plan !== "free") return [];
  return [
    {
      where: "repository.name",
      message: `${name} is private, and its owner's plan is GitHub's free one, which has neither the protection of ${defaultBranch} nor the environment ${environment} for private repositories. Make the repository public, or take a paid plan`,
    },
  ];
}
