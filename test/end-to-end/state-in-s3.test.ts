import { Infrastructure } from "../support/infrastructure";
import { openObjectStore, type ObjectStore } from "../support/object-store";

/** This repository's own workflows, with the state in S3: no key of AWS's is stored, runs are known by their identity tokens. */
jest.setTimeout(600_000);

interface Secrets {
  readonly secrets: readonly { readonly name: string }[];
}

let own: Infrastructure;
let store: ObjectStore;
let pull: number;

beforeAll(async () => {
  own = await Infrastructure.open({
    state: async ({ env }) => {
      store = await openObjectStore(`${env["GITHUB_SERVER_URL"]}/_services/token`);
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
  it("is given to the workflows with a role and no key, and bootstrap says whom the role must trust", async () => {
    const { exitCode, all } = await own.bootstrap();
    expect({ exitCode, all: exitCode === 0 || all }).toEqual({ exitCode: 0, all: true });
    const form = await own.body<{ sub_claim_prefix: string }>("GET", "/actions/oidc/customization/sub");
    expect(form.sub_claim_prefix).toMatch(/^repo:penny-university@\d+\/infrastructure@\d+$/);
    for (const environment of ["preview", "infrastructure"]) {
      expect(`${all}\n`).toContain(`${store.role}  ${form.sub_claim_prefix}:environment:${environment}\n`);
      const { secrets } = await own.body<Secrets>("GET", `/environments/${environment}/secrets`);
      expect(secrets.filter(({ name }) => name.startsWith("AWS_"))).toEqual([]);
    }
  });

  it("is read by a preview, by its identity, and not written", async () => {
    const before = store.asked().length;
    pull = await own.openPull("larger", (text) =>
      text.replace("quantity: 1, size: Basic", "quantity: 1, size: Standard-1X"),
    );
    await own.success(own.ended("preview.yml"));
    const [comment] = await own.body<{ body: string }[]>("GET", `/issues/${pull}/comments`);
    expect(comment!.body).not.toContain("on the sandbox");
    const asked = store.asked().slice(before);
    expect(asked).toContainEqual(expect.stringMatching(/^AssumeRole/));
    expect(asked).toContainEqual(expect.stringMatching(/^GetObject .*production\.json$/));
    expect(asked.filter((one) => !/^(AssumeRole|Get|Head|List)/.test(one))).toEqual([]);
  });

  it("is written by the merge's", async () => {
    const before = store.asked().length;
    await own.merge(pull);
    await own.success(own.ended("up.yml"));
    expect((await own.stage.heroku("GET", "/apps/penny-university")).status).toBe(200);
    const asked = store.asked().slice(before);
    expect(asked).toContainEqual(expect.stringMatching(/^PutObject .*production\.json$/));
    expect(asked.filter((one) => !/^(AssumeRole|Get|Head|List|Put|Copy|Delete)/.test(one))).toEqual([]);
  });
});
