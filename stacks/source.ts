import * as github from "@pulumi/github";
import { type Source } from "./release";

/** The head of a branch, as a tarball that Heroku can download. The repository must be public: docs/real-services.md tells the other way. */
export function branchSource(
  githubUrl: string,
  owner: string,
  { repository, branch }: { repository: string; branch: string },
): Source {
  const commit = github.getBranchOutput({ repository, branch }).sha;
  return { commit, url: commit.apply((sha) => `${githubUrl}/${owner}/${repository}/archive/${sha}.tar.gz`) };
}
