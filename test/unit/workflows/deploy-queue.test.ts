import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { openReviewedSandbox, type ReviewedSandbox } from "../../support/reviewed-sandbox";

jest.setTimeout(60_000);

const O = "/repos/penny-university/penny_university";
const project = join(__dirname, "../../..");
/** A job of a workflow of this project, as far as its turn is concerned: it holds its place until a reviewer lets it go. */
function waitingJob(file: string, job: string): string {
  const { jobs } = parse(readFileSync(join(project, file), "utf8")) as {
    jobs: Record<string, { concurrency: unknown }>;
  };
  const { concurrency } = jobs[job]!;
  expect(concurrency).toEqual(expect.anything());
  const steps = [{ run: "true" }];
  const held = { "runs-on": "ubuntu-latest", environment: "staging", concurrency, steps };
  return stringify({ on: "push", jobs: { [job]: held } });
}

let stage: ReviewedSandbox;
beforeEach(async () => {
  stage = await openReviewedSandbox(O);
});
afterEach(() => stage?.close());

const settled = () => stage.sandbox.services.github.actions.settled();

async function pushed(text: string): Promise<number> {
  await stage.put(O, ".github/workflows/ci.yml", text);
  await settled();
  const { body } = await stage.send<{ workflow_runs: { id: number }[] }>("GET", `${O}/actions/runs`);
  return body.workflow_runs[0]!.id;
}

async function conclusionOf(run: number): Promise<string | null> {
  await settled();
  return (await stage.send<{ conclusion: string | null }>("GET", `${O}/actions/runs/${run}`)).body.conclusion;
}

describe.each([
  ["workflows/ci.yml", "deploy"],
  [".github/workflows/up.yml", "up"],
])("while a job of %s is at it, %s", (file, job) => {
  it("of the newest commit keeps its turn, also when an old run is started again", async () => {
    const text = waitingJob(file, job);
    const old = await pushed(text);
    await stage.send("POST", `${O}/actions/runs/${old}/cancel`);
    expect(await conclusionOf(old)).toBe("cancelled");
    const running = await pushed(`${text}# 2\n`);
    const newest = await pushed(`${text}# 3\n`);
    expect((await stage.send("POST", `${O}/actions/runs/${old}/rerun`)).status).toBe(201);
    expect(await Promise.all([running, newest, old].map(conclusionOf))).toEqual([null, null, null]);
  });
});
