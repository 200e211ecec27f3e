import { type GitHubClient } from "../../clients/github";
import { driftLabel, issueMarker } from "../../review/drift-issue";

export interface KnownDrift {
  /** `Drift: 2 things of production not as declared`. */
  readonly title: string;
  /** For people. */
  readonly url: string;
}

/** What the last nightly run found of a stack; undefined when it found nothing. */
export async function findKnownDrift({ issues }: GitHubClient, stack: string): Promise<KnownDrift | undefined> {
  const found = (await issues.open(driftLabel)).find(({ body }) => body.startsWith(issueMarker(stack)));
  return found && { title: found.title, url: found.url };
}
