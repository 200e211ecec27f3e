import { simulatedGitHub, type SimulatedGitHub } from "../../../support/github-contract";
import { atTerminal } from "../../../support/terminal";

jest.setTimeout(120_000);

let simulator: SimulatedGitHub;
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

/** `bin/penny bootstrap` at a terminal, where somebody answers each question. */
const bootstrap = (answer: (question: string) => string, given: Readonly<Record<string, string>> = {}) =>
  atTerminal("bin/penny", ["bootstrap", "--repository", "orchard/apples"], {
    env: {
      PATH: process.env["PATH"] ?? "",
      GITHUB_API_URL: simulator.apiUrl,
      GITHUB_TOKEN: simulator.token,
      ...given,
    },
    question: /^.{0,2}([A-Z_]+) \([^)]*\):/m,
    answer,
  });

describe("penny bootstrap at a terminal", () => {
  it("changes nothing when the person gives up", async () => {
    const { code, screen } = await bootstrap(() => "\u0003");
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
    const { code, screen } = await bootstrap((question) => {
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

  it("gives an environment a value of its own, and says whom each role at AWS must trust", async () => {
    const given = {
      AWS_ROLE_ARN: "arn:aws:iam::1:role/writes",
      PREVIEW_AWS_ROLE_ARN: "arn:aws:iam::1:role/reads",
    };
    const asked: string[] = [];
    const { code, screen } = await bootstrap((question) => {
      asked.push(question);
      return "\r";
    }, given);
    expect({ code, asked }).toMatchObject({ code: 0, asked: expect.not.arrayContaining(["AWS_ROLE_ARN"]) as unknown });
    const { data } = await simulator.octokit.rest.actions.listEnvironmentVariables({
      ...repository,
      environment_name: "preview",
    });
    expect(data.variables).toMatchObject([{ name: "AWS_ROLE_ARN", value: "arn:aws:iam::1:role/reads" }]);
    expect(screen).toMatch(/role\/reads +repo:orchard\/apples:environment:preview/);
    expect(screen).toMatch(/role\/writes +repo:orchard\/apples:environment:infrastructure/);
  });

  it("names the template that subjects follow, where the repository has one", async () => {
    const { octokit } = simulator;
    const template = { use_default: false, include_claim_keys: ["repository_owner", "environment"] };
    await octokit.rest.actions.setCustomOidcSubClaimForRepo({ ...repository, ...template });
    const { code, screen } = await bootstrap(() => "\r", { AWS_ROLE_ARN: "arn:aws:iam::1:role/writes" });
    expect(code).toBe(0);
    expect(screen).toContain("(repository_owner, environment)");
    expect(screen).not.toContain("repo:orchard/apples");
  });

  it("says which right the token lacks to tell whom roles must trust, when all else is done", async () => {
    simulator.faults.add({ id: "f", path: "oidc/customization", act: "answer", status: 403 });
    const { code, screen } = await bootstrap(() => "\r", { AWS_ROLE_ARN: "arn:aws:iam::1:role/writes" });
    expect(code).toBe(0);
    expect(screen).toMatch(/infrastructure +AWS_ROLE_ARN +set/);
    expect(screen).toContain("Give it read access to Actions");
  });
});
