import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GitHubClient } from "../../../../clients/github";
import { leaveToReviewers } from "../../../../operations/steps/leave-to-reviewers";
import { simulatedGitHub, type GitHubUnderTest } from "../../../support/github-contract";
import { temporaryFolder } from "../../../support/temporary";

let simulator: GitHubUnderTest;
let github: GitHubClient;
const repository = { owner: "orchard", repo: "apples" };
const named = (name: string) => ({ ...repository, environment_name: name });
const rest = () => simulator.octokit.rest;
const steps = { stack: "qa", digest: "d1" };

beforeAll(async () => {
  simulator = await simulatedGitHub();
  const { apiUrl, token } = simulator;
  github = new GitHubClient({ apiUrl, token, repository });
});
afterAll(async () => {
  await github?.close();
  await simulator?.stop();
});

describe("an environment", () => {
  const shown = async (name: string) => (await rest().repos.getEnvironment(named(name))).data;

  it("asks the given reviewer when it asks nobody so far, and is open to one branch", async () => {
    await github.environments.put("gate", { branch: "master", reviewer: await github.environments.ownAccount() });
    const { protection_rules: rules } = await shown("gate");
    expect(rules).toMatchObject([{ reviewers: [{ reviewer: { login: "gardener" } }] }, { type: "branch_policy" }]);
    const { data } = await rest().repos.listDeploymentBranchPolicies(named("gate"));
    expect(data.branch_policies.map(({ name }) => name)).toEqual(["master"]);
  });

  it("keeps what somebody set by hand", async () => {
    const { data: somebody } = await rest().users.getByUsername({ username: "somebody" });
    const byHand = {
      wait_timer: 5,
      prevent_self_review: true,
      reviewers: [{ type: "User" as const, id: somebody.id }],
    };
    const policy = { protected_branches: true, custom_branch_policies: false };
    await rest().repos.createOrUpdateEnvironment({ ...named("kept"), ...byHand, deployment_branch_policy: policy });
    const before = await shown("kept");
    await github.environments.put("kept", { reviewer: await github.environments.ownAccount() });
    expect({ ...(await shown("kept")), updated_at: "" }).toEqual({ ...before, updated_at: "" });
  });
});

describe("steps that nobody approved", () => {
  const env = (outputs: string) => ({
    GITHUB_API_URL: simulator.apiUrl,
    GITHUB_TOKEN: simulator.token,
    GITHUB_SERVER_URL: simulator.gitUrl,
    GITHUB_REPOSITORY: "orchard/apples",
    GITHUB_RUN_ID: "7",
    GITHUB_OUTPUT: outputs,
  });
  const outputs = (): string => {
    const file = join(temporaryFolder(), "outputs");
    writeFileSync(file, "");
    return file;
  };

  it("are handed on where an environment asks somebody", async () => {
    const file = outputs();
    expect(await leaveToReviewers(env(file), "gate", steps)).toBe(`${simulator.gitUrl}/orchard/apples/actions/runs/7`);
    expect(readFileSync(file, "utf8")).toBe("qa=d1\n");
  });

  it.each(["not-there", "open"])("are not where the environment is %s, for nobody would be asked", async (name) => {
    await github.environments.put("open");
    const file = outputs();
    expect(await leaveToReviewers(env(file), name, steps)).toBeUndefined();
    expect(readFileSync(file, "utf8")).toBe("");
  });
});
