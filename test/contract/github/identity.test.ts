import { createRemoteJWKSet, jwtVerify } from "jose";
import type { WorkflowRun } from "../../../sandbox/github/actions/entities";
import { claimsOf } from "../../../sandbox/github/identity/claims";
import { callerOf } from "../../support/github-caller";
import { simulatedGitHub, type SimulatedGitHub } from "../../support/github-contract";

jest.setTimeout(30_000);

const S = "/repos/{owner}/{repo}/actions/oidc/customization/sub";
const at = (name: string): string => `/repos/orchard/${name}/actions/oidc/customization/sub`;
let github: SimulatedGitHub;
const { send, agrees } = callerOf(() => github);

beforeAll(async () => {
  github = await simulatedGitHub({
    organizations: [{ login: "orchard", plan: "team" }],
    users: [],
    repositories: [
      { owner: "orchard", name: "apples", defaultBranch: "master", createdAt: "2019-05-01T08:00:00Z" },
      { owner: "orchard", name: "cherries", defaultBranch: "master", createdAt: "2019-05-01T08:00:00Z" },
      { owner: "orchard", name: "pears", defaultBranch: "master" },
    ],
  });
});
afterAll(() => github.stop());

describe("the subject of identity tokens", () => {
  it("has ids in repositories that were made, or renamed, after 15 July 2026", async () => {
    expect(await agrees(`GET ${S}`, at("apples"))).toEqual({
      use_default: true,
      use_immutable_subject: false,
      sub_claim_prefix: "repo:orchard/apples",
    });
    expect(await agrees(`GET ${S}`, at("pears"))).toMatchObject({
      use_immutable_subject: true,
      sub_claim_prefix: expect.stringMatching(/^repo:orchard@\d+\/pears@\d+$/) as string,
    });
    expect(await agrees(`GET ${S}`, at("cherries"))).toMatchObject({ use_immutable_subject: false });
    await send("PATCH", "/repos/orchard/cherries", { name: "plums" });
    expect(await agrees(`GET ${S}`, at("plums"))).toMatchObject({ use_immutable_subject: true });
    await send("POST", "/orgs/orchard/repos", { name: "cherries" });
    expect(await agrees(`GET ${S}`, at("plums"))).toMatchObject({ use_immutable_subject: true });
  });

  it("is what somebody who may write has chosen", async () => {
    const keys = ["repo", "job_workflow_ref"];
    await agrees(`PUT ${S}`, at("apples"), { use_default: false, include_claim_keys: keys });
    expect(await agrees(`GET ${S}`, at("apples"))).toMatchObject({ use_default: false, include_claim_keys: keys });
    await agrees(`PUT ${S}`, at("apples"), { use_default: true, use_immutable_subject: true });
    expect(await agrees(`GET ${S}`, at("apples"))).toMatchObject({ use_default: true, use_immutable_subject: true });
    await agrees(`PUT ${S}`, at("apples"), { use_default: true, use_immutable_subject: false });
    const bad = await send("PUT", at("apples"), { use_default: false, include_claim_keys: ["a:b"] });
    expect(bad.status).toBe(422);
  });
});

describe("an identity token", () => {
  const run = {
    name: "Up",
    event: "push",
    ref: "refs/heads/master",
    sha: "0".repeat(40),
    runNumber: 7,
    attempt: 1,
    payload: {},
  };
  const granted = (environment?: string) => {
    const { context, actions } = github.simulator;
    const repository = context.state.repository("orchard", "apples")!;
    const row = { ...run, id: "1", workflowId: "1", actorId: context.state.account("orchard")!.id };
    const workflow = { ref: "orchard/apples/.github/workflows/up.yml@refs/heads/master", sha: run.sha };
    const job = { checkRunId: "9", environment, workflow };
    return actions.identity.grant(claimsOf(context, repository, row as unknown as WorkflowRun, job));
  };
  const ask = (variables: Readonly<Record<string, string>>, audience?: string, bearer?: string) => {
    const url = new URL(variables["ACTIONS_ID_TOKEN_REQUEST_URL"]!);
    if (audience) url.searchParams.set("audience", audience);
    const token = bearer ?? variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"];
    return fetch(url, { headers: { authorization: `Bearer ${token}` } });
  };
  const issued = async (answer: Response): Promise<string> => ((await answer.json()) as { value: string }).value;
  /** As somebody does who trusts this GitHub. */
  const verified = async (token: string, audience: string) => {
    const issuer = `${github.gitUrl}/_services/token`;
    const found = await fetch(`${issuer}/.well-known/openid-configuration`);
    const { jwks_uri } = (await found.json()) as { jwks_uri: string };
    const currentDate = github.simulator.context.clock.machineNow();
    return (await jwtVerify(token, createRemoteJWKSet(new URL(jwks_uri)), { issuer, audience, currentDate })).payload;
  };

  it("says who a job is, for whom it was asked, and can be checked by the issuer's keys", async () => {
    const payload = await verified(
      await issued(await ask(granted("production").variables, "sts.amazonaws.com")),
      "sts.amazonaws.com",
    );
    expect(payload).toMatchObject({
      sub: "repo:orchard/apples:environment:production",
      environment: "production",
      repository: "orchard/apples",
      ref: "refs/heads/master",
      workflow: "Up",
      run_number: "7",
      check_run_id: "9",
      job_workflow_ref: "orchard/apples/.github/workflows/up.yml@refs/heads/master",
    });
    expect(payload.exp! - payload.iat!).toBe(300);
  });

  it("is for the repository's owner when nobody else is named", async () => {
    await verified(await issued(await ask(granted().variables)), `${github.gitUrl}/orchard`);
  });

  it("is given to the job alone, and no longer than it runs", async () => {
    const { variables, revoke } = granted();
    expect((await ask(variables, "x", "somebody")).status).toBe(401);
    expect((await ask(granted().variables, "x", variables["ACTIONS_ID_TOKEN_REQUEST_TOKEN"])).status).toBe(401);
    expect((await ask(variables, "x")).status).toBe(200);
    revoke();
    expect((await ask(variables, "x")).status).toBe(401);
  });
});
