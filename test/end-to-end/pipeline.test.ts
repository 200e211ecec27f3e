import { provideActionsRunner } from "../../engine/engine";
import { layoutOf } from "../../engine/layout";
import { silentReport } from "../../engine/report";
import { Pipeline } from "../support/pipeline";

/**
 * The way from a pull request to production, as `up` makes it: GitHub's rules, the delivered workflow, the real application. Each test goes on
 * where the one before it stopped.
 */
jest.setTimeout(600_000);

let pipeline: Pipeline;

beforeAll(async () => {
  await provideActionsRunner(layoutOf(process.env), silentReport);
  pipeline = await Pipeline.open();
});
afterAll(() => pipeline?.close());

const heading = (text: string) => ({
  "templates/home.html": (page: string) => page.replace(/<h1>.*<\/h1>/, `<h1>${text}</h1>`),
});

describe("a pull request", () => {
  const sum =
    "from unittest import TestCase\n\n\nclass Sum(TestCase):\n    def test_sum(self):\n        self.assertEqual(1 + 1, 3)\n";
  let number: number;

  it("with a failing backend test cannot be merged, nor pushed past the gate", async () => {
    const { sha } = await pipeline.commit("feature", "Greet", {
      ...heading("Hello"),
      "pennychat/management/commands/background_tasks.py": (text) =>
        text.replace("summary =", 'self.stderr.write("the new version works")\n        summary ='),
      "users/tests/test_sum.py": () => sum,
    });
    number = await pipeline.openPull("feature", "Greet");
    const run = await pipeline.run(sha, "pull_request");
    expect(await pipeline.conclusions(run)).toEqual({
      frontend: "success",
      backend: "failure",
      integration: "success",
      deploy: "skipped",
      tell: "skipped",
    });
    const merge = await pipeline.merge(number);
    expect(merge).toMatchObject({ status: 405, message: 'Required status check "backend" is failing.' });
    const push = await pipeline.push("feature", "master");
    expect(push.exitCode).toBe(1);
    expect(push.said).toContain("remote: error: GH006: Protected branch update failed for refs/heads/master.");
    expect(await pipeline.page()).not.toContain("Hello");
  });

  it("can be merged when it is mended; master runs the tests again, and deploys", async () => {
    const { sha } = await pipeline.commit("feature", "Mend", {
      "users/tests/test_sum.py": (text) => text.replace("3)", "2)"),
    });
    await pipeline.run(sha, "pull_request");
    const merge = await pipeline.merge(number);
    expect(merge).toMatchObject({ status: 200 });
    const run = await pipeline.run(merge.sha, "push");
    expect(await pipeline.conclusions(run)).toEqual({
      frontend: "success",
      backend: "success",
      integration: "success",
      deploy: "success",
      tell: "success",
    });
    expect(await pipeline.page()).toContain("<h1>Hello</h1>");
    expect(await pipeline.backups()).toEqual([expect.objectContaining({ succeeded: true, from_type: "pg_dump" })]);
    expect(await pipeline.slackMessages()).toEqual([expect.stringContaining(`${merge.sha.slice(0, 8)} is deployed`)]);
  });
});

it("the next run of the Scheduler's job runs the new code", async () => {
  await pipeline.stage.sandbox("clock", "advance", "10m");
  await pipeline.logged(/app\[scheduler\.\d+\]: the new version works/);
});

it("what fails on master only is not deployed, and the team is told", async () => {
  const before = await pipeline.releases();
  const place =
    'import os\nfrom unittest import TestCase\n\n\nclass Place(TestCase):\n    def test_place(self):\n        self.assertNotEqual(os.environ.get("GITHUB_REF"), "refs/heads/master")\n';
  const changes = { ...heading("Broken"), "users/tests/test_place.py": () => place };
  const { sha } = await pipeline.mergeUntested("place", "Fail on master", changes);
  const run = await pipeline.run(sha, "push");
  expect(run.conclusion).toBe("failure");
  expect(await pipeline.conclusions(run)).toMatchObject({ backend: "failure", deploy: "skipped", tell: "success" });
  expect(await pipeline.releases()).toBe(before);
  expect(await pipeline.page()).not.toContain("Broken");
  expect((await pipeline.slackMessages())[0]).toContain(`backend failed for ${sha.slice(0, 8)} on master`);
});

describe("a release phase that fails on production's data", () => {
  let sha: string;

  it("leaves the old version serving, and says so", async () => {
    await pipeline.runOneOff("python manage.py load_examples");
    const migration =
      'from django.db import migrations\n\n\ndef split(apps, _editor):\n    if apps.get_model("users", "User").objects.filter(first_name="Grace").exists():\n        raise ValueError("a name that cannot be split")\n\n\nclass Migration(migrations.Migration):\n    dependencies = [("users", "0004_fill_display_name")]\n    operations = [migrations.RunPython(split, migrations.RunPython.noop)]\n';
    const changes = {
      ...heading("Split"),
      "users/tests/test_place.py": () => "",
      "users/migrations/0005_split_names.py": () => migration,
    };
    ({ sha } = await pipeline.mergeUntested("split", "Split names", changes));
    const run = await pipeline.run(sha, "push");
    expect(await pipeline.conclusions(run)).toMatchObject({ backend: "success", deploy: "failure", tell: "success" });
    const log = await pipeline.jobLog(run, "deploy");
    expect(log).toContain("ValueError: a name that cannot be split");
    expect(log).toMatch(/The release phase of penny-university v\d+ failed: v\d+ goes on serving/);
    expect(await pipeline.page()).toContain("<h1>Hello</h1>");
  });

  it("runs again, with the same build, when the failed job is started again", async () => {
    await pipeline.runOneOff(`python manage.py shell -c "from users.models import User; User.objects.all().delete()"`);
    const before = await pipeline.releases();
    await pipeline.startAgain(await pipeline.run(sha, "push"));
    expect(await pipeline.conclusions(await pipeline.run(sha, "push"))).toMatchObject({ deploy: "success" });
    expect(await pipeline.releases()).toBe(before + 1);
    expect(await pipeline.page()).toContain("<h1>Split</h1>");
  });
});
