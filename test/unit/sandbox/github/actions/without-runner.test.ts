import { Visitor } from "../../../../support/console";
import { callerOn } from "../../../../support/github-caller";
import { openSandbox, type OpenSandbox } from "../../../../support/sandbox";

/** A machine without the program that runs workflows: jobs wait, and whoever looks is told what helps. */
jest.setTimeout(60_000);

const O = "/repos/penny-university/penny_university";
let stage: OpenSandbox;
let visitor: Visitor;
const { send, put } = callerOn(() => stage);

beforeAll(async () => {
  stage = await openSandbox();
  visitor = await Visitor.signIn(stage.sandbox);
});
afterAll(() => stage?.close());

async function status(): Promise<unknown> {
  const { urls, credentials } = stage.sandbox;
  const answer = await fetch(`${urls.admin}/status`, {
    headers: { authorization: `Bearer ${credentials.adminToken}` },
  });
  return answer.json();
}

it("says nothing while nothing waits", async () => {
  expect(await status()).toMatchObject({ jobs_without_runner: 0 });
  expect((await visitor.get("/")).html).not.toContain("bin/actions-runner");
});

it("keeps a job queued, as GitHub does, and says why and what helps", async () => {
  await put(
    O,
    ".github/workflows/ci.yml",
    "on: push\njobs: { test: { runs-on: ubuntu-latest, steps: [{ run: 'true' }] } }\n",
  );
  await stage.sandbox.services.github.actions.settled();
  const { body } = await send<{ workflow_runs: { id: number; status: string }[] }>("GET", `${O}/actions/runs`);
  const [run] = body.workflow_runs;
  const { jobs } = (await send<{ jobs: object[] }>("GET", `${O}/actions/runs/${run!.id}/jobs`)).body;
  expect(jobs).toMatchObject([{ name: "test", status: "queued", runner_name: null }]);
  expect(await status()).toMatchObject({ jobs_without_runner: 1 });
  const pages = ["/", `/repositories/penny-university/penny_university/runs/${run!.id}`];
  for (const page of pages) {
    const { html } = await visitor.get(page);
    expect(html).toContain("A job of a workflow waits for a runner, which this machine lacks.");
    expect(html).toContain("<code>bin/actions-runner</code>");
  }
});
