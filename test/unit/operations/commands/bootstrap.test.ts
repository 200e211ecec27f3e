import { join } from "node:path";
import { spawn } from "@lydell/node-pty";
import { simulatedGitHub, type GitHubUnderTest } from "../../../support/github-contract";
import { project } from "../../../support/stage";

jest.setTimeout(120_000);

let simulator: GitHubUnderTest;
beforeAll(async () => {
  simulator = await simulatedGitHub();
});
afterAll(() => simulator?.stop());

const repository = { owner: "orchard", repo: "apples" };
const environments = async () =>
  (await simulator.octokit.rest.repos.getAllEnvironments(repository)).data.environments!.map(({ name }) => name).sort();
const secrets = async (environment_name: string) =>
  (await simulator.octokit.rest.actions.listEnvironmentSecrets({ ...repository, environment_name })).data.secrets
    .map(({ name }) => name)
    .sort();

interface Ended {
  readonly code: number;
  readonly screen: string;
}

/** `bin/penny bootstrap` at a terminal, where somebody answers each question. */
function atTerminal(
  answer: (question: string) => string,
  given: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const env = {
    PATH: process.env["PATH"] ?? "",
    GITHUB_API_URL: simulator.apiUrl,
    GITHUB_TOKEN: simulator.token,
    ...given,
  };
  const terminal = spawn(join(project, "bin/penny"), ["bootstrap", "--repository", "orchard/apples"], {
    cwd: project,
    env,
    cols: 500,
  });
  let screen = "";
  let heard = "";
  terminal.onData((text) => {
    screen += text;
    heard += text;
    const question = /([A-Z_]+) \([^)]*\): $/.exec(heard);
    if (!question) return;
    heard = "";
    terminal.write(answer(question[1]!));
  });
  return new Promise((resolve) => terminal.onExit(({ exitCode }) => resolve({ code: exitCode, screen })));
}

describe("penny bootstrap at a terminal", () => {
  it("changes nothing when the person gives up", async () => {
    const { code, screen } = await atTerminal(() => "\u0003");
    expect({ code, screen }).toMatchObject({
      code: 130,
      screen: expect.stringContaining("nothing was changed") as unknown,
    });
    expect(await environments()).toEqual([]);
  });

  it("asks for what is not given, shows nothing of it, and says which rights each token needs", async () => {
    const answers: Readonly<Record<string, string>> = {
      PREVIEW_HEROKU_API_KEY: "typed-heroku-key",
      PULUMI_CONFIG_PASSPHRASE: "typed-passphrase",
    };
    const asked: string[] = [];
    const given = { INFRASTRUCTURE_HEROKU_API_KEY: "key-of-the-environment" };
    const { code, screen } = await atTerminal((question) => {
      asked.push(question);
      return `${answers[question] ?? ""}\r`;
    }, given);
    expect({ code, screen: code === 0 || screen }).toEqual({ code: 0, screen: true });
    expect(asked).toEqual([
      ...["PREVIEW_HEROKU_API_KEY", "PREVIEW_GITHUB_TOKEN", "PULUMI_BACKEND_URL", "PULUMI_ACCESS_TOKEN"],
      ...["PULUMI_CONFIG_PASSPHRASE", "AWS_ROLE_ARN", "AWS_REGION", "INFRASTRUCTURE_GITHUB_TOKEN"],
    ]);
    expect(screen).not.toMatch(/typed-|key-of-the-environment/);
    expect(screen).toContain("heroku authorizations:create --scope read-protected");
    expect(await secrets("preview")).toEqual(["HEROKU_API_KEY", "PULUMI_CONFIG_PASSPHRASE"]);
    expect(await secrets("infrastructure")).toEqual(["HEROKU_API_KEY", "PULUMI_CONFIG_PASSPHRASE"]);
    expect(await environments()).toEqual(["approval", "infrastructure", "preview"]);
  });
});
