import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGitHub, type GitHubUnderTest } from "../../support/github-contract";

jest.setTimeout(30_000);

const folder = mkdtempSync(join(tmpdir(), "github-git-"));
const name = `contract-${process.pid}`;
const person = { NAME: "A", EMAIL: "a@example.com" };
let github: GitHubUnderTest;
let repo: { owner: string; repo: string };

interface GitAnswer {
  readonly status: number;
  readonly output: string;
}

function git(...args: string[]): Promise<GitAnswer> {
  const identity = Object.entries(person).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ]);
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    GIT_TERMINAL_PROMPT: "0",
    GIT_CONFIG_NOSYSTEM: "1",
    ...Object.fromEntries(identity),
  };
  return new Promise((resolve) => {
    const child = execFile("git", args, { cwd: folder, env }, (_error, stdout, stderr) =>
      resolve({ status: child.exitCode ?? -1, output: stdout + stderr }),
    );
  });
}

async function commit(text: string): Promise<string> {
  writeFileSync(join(folder, "file.txt"), text);
  await git("add", "--all");
  await git("commit", "--quiet", "-m", text);
  return (await git("rev-parse", "HEAD")).output.trim();
}

const protect = (enforce_admins: boolean) =>
  github.octokit.rest.repos.updateBranchProtection({
    ...repo,
    branch: "main",
    required_status_checks: { strict: true, contexts: ["backend"] },
    enforce_admins,
    required_pull_request_reviews: null,
    restrictions: null,
  });

beforeAll(async () => {
  github = await startGitHub();
  repo = { owner: github.owner, repo: name };
  await github.octokit.rest.repos.createInOrg({ org: github.owner, name, auto_init: true });
  const remote = `${github.gitUrl.replace("://", `://x-access-token:${github.token}@`)}/${github.owner}/${name}.git`;
  await git("clone", "--quiet", remote, ".");
}, 30_000);
afterAll(async () => {
  await github.octokit.rest.repos.delete(repo);
  await github.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("git over HTTP", () => {
  it("pushes a commit that the API then shows", async () => {
    const sha = await commit("one");
    expect(await git("push", "origin", "main")).toMatchObject({ status: 0 });
    const branch = await github.octokit.rest.repos.getBranch({ ...repo, branch: "main" });
    expect(branch.data.commit.sha).toBe(sha);
  });

  it("refuses a push without the required check in GitHub's words, and lets the other branch of the same push land", async () => {
    await protect(true);
    await commit("two");
    await git("branch", "side");
    const { status, output } = await git("push", "origin", "main", "side");
    expect(status).toBe(1);
    expect(output).toContain("error: GH006: Protected branch update failed for refs/heads/main.");
    expect(output).toContain('- Required status check "backend" is expected.');
    expect(output).toContain("! [remote rejected] main -> main (protected branch hook declined)");
    expect(output).toContain("[new branch]      side -> side");
  });

  it("takes the push once the check has passed on that commit", async () => {
    const sha = (await git("rev-parse", "HEAD")).output.trim();
    await github.octokit.rest.repos.createCommitStatus({ ...repo, sha, state: "success", context: "backend" });
    expect(await git("push", "origin", "main")).toMatchObject({ status: 0 });
  });

  it("refuses a force push even of an administrator who is exempt from the rest", async () => {
    await protect(false);
    await git("reset", "--quiet", "--hard", "HEAD~1");
    const { status, output } = await git("push", "--force", "origin", "main");
    expect(status).toBe(1);
    expect(output).toContain("- Cannot force-push to this branch");
  });

  it("asks for credentials before a push, and refuses wrong ones", async () => {
    const url = `${github.gitUrl}/${github.owner}/${name}.git`;
    const answer = await fetch(`${url}/info/refs?service=git-receive-pack`);
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([401, 'Basic realm="GitHub"']);
    const wrong = await git("push", url.replace("://", "://x-access-token:wrong@"), "main");
    expect(wrong.output).toMatch(/Authentication failed|Invalid username or token/);
  });
});
