import { appendFileSync } from "node:fs";
import { GitHubForbidden } from "../../clients/github";
import { ownRepository } from "../infrastructure/reports";

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Hands steps that nobody approved on to the workflow's next job, which waits for the reviewers of an environment: as an output of this one,
 * the stack's name and the digest.
 * @returns where the reviewers see it; undefined where nobody would be asked, so that the next job would go on at once
 */
export async function leaveToReviewers(
  env: Env,
  environment: string,
  { stack, digest }: { readonly stack: string; readonly digest: string },
): Promise<string | undefined> {
  const { GITHUB_OUTPUT: outputs, GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name, GITHUB_RUN_ID: run } = env;
  if (!outputs || !(await asksReviewers(env, environment))) return undefined;
  appendFileSync(outputs, `${stack}=${digest}\n`);
  return `${server}/${name}/actions/runs/${run}`;
}

async function asksReviewers(env: Env, environment: string): Promise<boolean> {
  const own = ownRepository(env);
  try {
    return await own.environments.asksReviewers(environment);
  } catch (error) {
    if (error instanceof GitHubForbidden) return false;
    throw error;
  } finally {
    await own.close();
  }
}
