import { Octokit } from "@octokit/rest";

export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

/** What happened to a comment or an issue. */
export type Outcome = "created" | "updated" | "unchanged" | "closed" | "none";

/** The variables that say where to post are missing. */
export class NowhereToPost extends Error {
  readonly id = "nowhere_to_post";
  constructor(missing: string) {
    super(
      `${missing} is not set. GitHub Actions sets GITHUB_REPOSITORY; give GITHUB_TOKEN in the step's env, and the pull request by --pull.`,
    );
  }
}

const label = "drift";

/** @throws {NowhereToPost} */
export function connect(env: NodeJS.ProcessEnv): { octokit: Octokit; at: Repository } {
  const { GITHUB_API_URL: baseUrl = "https://api.github.com", GITHUB_TOKEN: auth, GITHUB_REPOSITORY: name } = env;
  if (!auth) throw new NowhereToPost("GITHUB_TOKEN");
  const [owner, repo] = (name ?? "").split("/");
  if (!owner || !repo) throw new NowhereToPost("GITHUB_REPOSITORY");
  return { octokit: new Octokit({ baseUrl, auth, log: silent }), at: { owner, repo } };
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** Keeps one comment of a pull request up to date: the first one that begins with the marker. */
export async function postComment(
  { octokit, at }: ReturnType<typeof connect>,
  { pull, marker, body }: { readonly pull: number; readonly marker: string; readonly body: string },
): Promise<Outcome> {
  const comments = await octokit.paginate(octokit.rest.issues.listComments, {
    ...at,
    issue_number: pull,
    per_page: 100,
  });
  const mine = comments.find((one) => one.body?.startsWith(marker));
  if (mine?.body === body) return "unchanged";
  if (mine) await octokit.rest.issues.updateComment({ ...at, comment_id: mine.id, body });
  else await octokit.rest.issues.createComment({ ...at, issue_number: pull, body });
  return mine ? "updated" : "created";
}

/** Keeps at most one open issue: opened or updated while there is drift, closed with a word when there is none. */
export async function postIssue(
  { octokit, at }: ReturnType<typeof connect>,
  marker: string,
  issue: { readonly title: string; readonly body: string } | undefined,
): Promise<Outcome> {
  const open = await octokit.paginate(octokit.rest.issues.listForRepo, {
    ...at,
    state: "open",
    labels: label,
    per_page: 100,
  });
  const mine = open.find((one) => !one.pull_request && one.body?.startsWith(marker));
  if (!issue && !mine) return "none";
  if (!issue) return close(octokit, at, mine!.number);
  if (mine?.body === issue.body && mine.title === issue.title) return "unchanged";
  if (mine) await octokit.rest.issues.update({ ...at, issue_number: mine.number, ...issue });
  else await octokit.rest.issues.create({ ...at, ...issue, labels: [label] });
  return mine ? "updated" : "created";
}

async function close(octokit: Octokit, at: Repository, number: number): Promise<Outcome> {
  const body = "The last run found everything as declared: closed.";
  await octokit.rest.issues.createComment({ ...at, issue_number: number, body });
  await octokit.rest.issues.update({ ...at, issue_number: number, state: "closed", state_reason: "completed" });
  return "closed";
}
