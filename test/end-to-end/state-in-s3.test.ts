import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Infrastructure } from "../support/infrastructure";
import { openObjectStore, type ObjectStore } from "../support/object-store";
import { type Run } from "../support/pipeline";

/** This repository's own workflows, with the state in S3: no key of AWS's is stored, runs are known by their identity tokens. */
jest.setTimeout(600_000);

let own: Infrastructure;
let store: ObjectStore;
let pull: number;

async function success(running: Promise<Run>): Promise<void> {
  const run = await running;
  const log = run.conclusion === "success" || (await own.log(run));
  expect({ conclusion: run.conclusion, log }).toEqual({ conclusion: "success", log: true });
}

beforeAll(async () => {
  own = await Infrastructure.open({
    state: async ({ env, home }) => {
      store = await openObjectStore(`${env["GITHUB_SERVER_URL"]}/_services/token`);
      // On GitHub's machines clients find AWS by themselves.
      mkdirSync(join(home, "runner"));
      writeFileSync(join(home, "runner/.env"), `AWS_ENDPOINT_URL_STS=${store.url}\n`);
      const { backendUrl: PULUMI_BACKEND_URL, role: AWS_ROLE_ARN, key } = store;
      return { PULUMI_BACKEND_URL, AWS_ROLE_ARN, AWS_REGION: "us-east-1", ...key };
    },
  });
});
afterAll(async () => {
  await own?.close();
  await store?.close();
});

describe("a state in S3", () => {
  it("is opened by a preview's identity", async () => {
    expect((await own.bootstrap()).exitCode).toBe(0);
    const { secrets } = await own.body<{ secrets: { name: string }[] }>("GET", "/environments/preview/secrets");
    expect(secrets.map(({ name }) => name).filter((name) => name.startsWith("AWS_"))).toEqual([]);
    pull = await own.openPull("larger", (text) =>
      text.replace("quantity: 1, size: Basic", "quantity: 1, size: Standard-1X"),
    );
    await success(own.ended("preview.yml"));
    const [comment] = await own.body<{ body: string }[]>("GET", `/issues/${pull}/comments`);
    expect(comment!.body).not.toContain("on the sandbox");
  });

  it("is written by the merge's", async () => {
    const resources = () => store.objects().filter((name) => name.includes("production.json"));
    const before = resources();
    await own.merge(pull);
    await success(own.ended("up.yml"));
    expect((await own.stage.heroku("GET", "/apps/penny-university")).status).toBe(200);
    expect(resources()).toEqual(expect.arrayContaining(before));
    expect(store.objects().some((name) => /history\/.*production/.test(name))).toBe(true);
  });
});
