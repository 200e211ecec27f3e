import { appendFileSync } from "node:fs";
import { GitHubClient } from "../../clients/github";
import { OperationError } from "../errors";

type Env = Readonly<Record<string, string | undefined>>;

/** The variables that say where to post are missing. */
export class NowhereToPost extends OperationError {
  readonly id = "nowhere_to_post";
  constructor(missing: string) {
    super(`${missing} is not set. GitHub Actions sets GITHUB_REPOSITORY; give REPORT_TOKEN (the run's github.token)`);
  }
}

/** This repository on GitHub, where comments and issues go; not the application's. @throws NowhereToPost */
export function ownRepository(env: Env): GitHubClient {
  const apiUrl = (env["GITHUB_API_URL"] || "https://api.github.com").replace(/\/+$/, "");
  const token = env["REPORT_TOKEN"] || env["GITHUB_TOKEN"];
  if (!token) throw new NowhereToPost("REPORT_TOKEN");
  const [owner, repo] = (env["GITHUB_REPOSITORY"] ?? "").split("/");
  if (!owner || !repo) throw new NowhereToPost("GITHUB_REPOSITORY");
  return new GitHubClient({ apiUrl, token, repository: { owner, repo } });
}

/** Shows Markdown on the page of the workflow's run, where there is one. */
export function summarize(env: Env, markdown: string): void {
  const file = env["GITHUB_STEP_SUMMARY"];
  if (file) appendFileSync(file, `${markdown}\n`);
}
