import { statSync } from "node:fs";
import { join } from "node:path";
import { layoutOf } from "../../../../engine/layout";
import { engineEnvironment, prepareBackend, targetLine } from "../../../../engine/rehearsal/environment";
import { temporaryFolder } from "../../../support/temporary";

const cli = { program: "/opt/pulumi/pulumi", path: ["/opt/pulumi"] };

test("credentials and addresses of real services do not reach a rehearsal", () => {
  const layout = layoutOf({ SANDBOX_HOME: "/sandbox", PULUMI_HOME: "/pulumi" });
  const caller = {
    PATH: "/usr/bin",
    HEROKU_API_KEY: "real",
    HEROKU_ORGANIZATION: "real",
    GH_TOKEN: "real",
    GITHUB_OWNER: "real",
    PULUMI_ACCESS_TOKEN: "real",
    PULUMI_BACKEND_URL: "s3://real",
    PULUMI_CONFIG_PASSPHRASE: "real",
    PULUMI_STACK: "qa",
    LANG: "C",
  };

  const env = engineEnvironment(caller, layout, cli, { HEROKU_API_KEY: "sandbox" });

  expect(Object.entries(env).filter(([, value]) => value?.includes("real"))).toEqual([]);
  expect(env).toMatchObject({
    HEROKU_API_KEY: "sandbox",
    PULUMI_STACK: "qa",
    LANG: "C",
    PATH: "/opt/pulumi:/usr/bin",
    PULUMI_HOME: "/pulumi",
    PULUMI_BACKEND_URL: "file:///sandbox/pulumi/state?metadata=skip",
  });
});

test("what a person asks of Node comes after what makes a program quick, and so wins", () => {
  const layout = layoutOf({ SANDBOX_HOME: "/sandbox", PULUMI_HOME: "/pulumi" });

  const { NODE_OPTIONS } = engineEnvironment({ NODE_OPTIONS: "--stack-trace-limit=50" }, layout, cli, {});

  expect(NODE_OPTIONS).toMatch(/^--stack-trace-limit=\d --stack-trace-limit=50$/);
});

test("the passphrase is for its owner only, and stays the same", () => {
  const layout = layoutOf({ SANDBOX_HOME: temporaryFolder() });
  const passphrase = join(layout.sandbox, "pulumi", "passphrase");

  prepareBackend(layout);
  const first = statSync(passphrase);
  prepareBackend(layout);

  expect(first.mode & 0o777).toBe(0o600);
  expect(statSync(passphrase).mtimeMs).toBe(first.mtimeMs);
});

test("the target line says where a command acts, and as whom", () => {
  const variables = {
    HEROKU_API_URL: "http://127.0.0.1:7770",
    HEROKU_EMAIL: "me@penny.test",
    GITHUB_SERVER_URL: "http://127.0.0.1:7771",
  };

  expect(targetLine(variables)).toBe(
    "Target: sandbox (Heroku http://127.0.0.1:7770 as me@penny.test, GitHub http://127.0.0.1:7771)",
  );
});
