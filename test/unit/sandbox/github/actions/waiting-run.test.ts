import { openReviewedSandbox, type ReviewedSandbox } from "../../../../support/reviewed-sandbox";

jest.setTimeout(60_000);

const O = "/repos/penny-university/penny_university";
const workflow = (more = "") =>
  `on: push\njobs:\n  deploy: { runs-on: ubuntu-latest, environment: staging, steps: [{ run: 'true' }] }\n${more}`;
let stage: ReviewedSandbox;
beforeEach(async () => {
  stage = await openReviewedSandbox(O);
});
afterEach(() => stage?.close());

async function only(): Promise<{ id: number; status: string }> {
  await stage.sandbox.services.github.actions.settled();
  const { body } = await stage.send<{ workflow_runs: { id: number; status: string }[] }>("GET", `${O}/actions/runs`);
  expect(body.workflow_runs).toHaveLength(1);
  return body.workflow_runs[0]!;
}

it("calls a run waiting when nothing of it but a reviewer's word is awaited, and no longer when it was given", async () => {
  await stage.put(O, ".github/workflows/ci.yml", workflow());
  const run = await only();
  expect(run.status).toBe("waiting");
  expect((await stage.send("GET", `${O}/actions/runs?status=waiting`)).body).toMatchObject({ total_count: 1 });
  const pending = `${O}/actions/runs/${run.id}/pending_deployments`;
  const [{ environment }] = (await stage.send<[{ environment: { id: number } }]>("GET", pending)).body;
  await stage.send("POST", pending, { environment_ids: [environment.id], state: "approved", comment: "Go." });
  expect((await only()).status).toBe("in_progress");
});

it("calls a run in progress as long as another of its jobs is to run", async () => {
  const other = "  test: { runs-on: ubuntu-latest, steps: [{ run: 'true' }] }\n";
  await stage.put(O, ".github/workflows/ci.yml", workflow(other));
  expect((await only()).status).toBe("in_progress");
});

it("waits as well for a job that wants no record of a deployment, and makes none", async () => {
  await stage.put(O, ".github/workflows/ci.yml", workflow());
  await only();
  const deployments = async () => (await stage.send<unknown[]>("GET", `${O}/deployments`)).body.length;
  expect(await deployments()).toBe(1);
  const quiet = workflow().replace("environment: staging", "environment: { name: staging, deployment: false }");
  await stage.put(O, ".github/workflows/ci.yml", quiet);
  await stage.sandbox.services.github.actions.settled();
  const waiting = await stage.send("GET", `${O}/actions/runs?status=waiting`);
  expect(waiting.body).toMatchObject({ total_count: 2 });
  expect(await deployments()).toBe(1);
});
