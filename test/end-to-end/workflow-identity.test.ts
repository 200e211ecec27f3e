import { createRemoteJWKSet, jwtVerify, type JWTPayload } from "jose";
import { openWorkflowStage, type Run, type WorkflowStage } from "../support/workflow-stage";

/** Jobs that really run tell others who they are. */
jest.setTimeout(120_000);

const O = "/repos/penny-university/penny_university";
const ask = `
          echo "asked with $ACTIONS_ID_TOKEN_REQUEST_TOKEN"
          echo "token: $(curl -sf -H "Authorization: Bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=somebody" | python3 -c 'import json, sys; print(json.load(sys.stdin)["value"])')"`;
const files = {
  ".github/workflows/who.yml": `
on: { push: { branches: [master] } }
permissions: { contents: read }
jobs:
  production:
    runs-on: ubuntu-24.04
    environment: production
    permissions: { id-token: write }
    steps:
      - run: |${ask}
  called:
    permissions: { id-token: write }
    uses: ./.github/workflows/called.yml
  pinned:
    permissions: { id-token: write }
    uses: penny-university/penny_university/.github/workflows/called.yml@v1
  nobody:
    runs-on: ubuntu-24.04
    steps: [{ run: 'test -z "$ACTIONS_ID_TOKEN_REQUEST_URL$ACTIONS_ID_TOKEN_REQUEST_TOKEN"' }]
`,
  ".github/workflows/called.yml": `
on: workflow_call
jobs:
  tell:
    runs-on: ubuntu-24.04
    steps:
      - run: |${ask}
`,
};
let stage: WorkflowStage;
let run: Run;
let prefix: string;

beforeAll(async () => {
  stage = await openWorkflowStage();
  await stage.push("v1", files, "A branch that is called as a tag");
  await stage.clone.git("tag", "v1");
  await stage.clone.git("push", "-q", "origin", "refs/tags/v1");
  const { sha } = await stage.push("master", {}, "Ask who runs");
  run = await stage.runFor(sha, "push");
  const form = await stage.send<{ sub_claim_prefix: string }>("GET", `${O}/actions/oidc/customization/sub`);
  prefix = form.body.sub_claim_prefix;
}, 300_000);

afterAll(() => stage?.open.close());

/** What a job's token says, once its signature has been looked at as somebody does who trusts this GitHub. */
async function identityOf(job: string): Promise<JWTPayload> {
  const token = /token: (\S+)\n/.exec(await stage.logOf(run, job))![1]!;
  const issuer = `${stage.open.sandbox.urls.github}/_services/token`;
  const keys = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks`));
  const currentDate = stage.open.sandbox.clock.machineNow();
  return (await jwtVerify(token, keys, { issuer, audience: "somebody", currentDate })).payload;
}

it("gives a job that may write `id-token` tokens which others can check", async () => {
  expect(run.conclusion).toBe("success");
  expect(await identityOf("production")).toMatchObject({
    sub: `${prefix}:environment:production`,
    environment: "production",
    repository: "penny-university/penny_university",
    run_id: String(run.id),
    sha: run.head_sha,
    job_workflow_ref: "penny-university/penny_university/.github/workflows/who.yml@refs/heads/master",
  });
  const log = await stage.logOf(run, "production");
  expect(log).toContain("IdToken: write");
  expect(log).toContain("asked with ***");
});

it("names the workflow that a job stands in, when another one calls that", async () => {
  expect(await identityOf("called / tell")).toMatchObject({
    sub: `${prefix}:ref:refs/heads/master`,
    workflow_ref: "penny-university/penny_university/.github/workflows/who.yml@refs/heads/master",
    job_workflow_ref: "penny-university/penny_university/.github/workflows/called.yml@refs/heads/master",
  });
});

it("names the tag that another workflow is called at, before a branch of its name", async () => {
  expect(await identityOf("pinned / tell")).toMatchObject({
    job_workflow_ref: "penny-university/penny_university/.github/workflows/called.yml@refs/tags/v1",
  });
});

it("gives a job without that permission nothing to ask with", async () => {
  expect(await stage.conclusions(run)).toMatchObject({ nobody: "success" });
});
