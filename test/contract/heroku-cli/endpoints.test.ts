import { callsOfCli } from "../../support/heroku-cli/calls";
import { installHerokuCli } from "../../support/heroku-cli/install";
import { openSandbox, type OpenSandbox } from "../../support/sandbox";

jest.setTimeout(300_000);

/** What the CLI calls at hosts that it names in its code and no variable can change. */
const elsewhere = /^(\/favorites|\/user\/notifications|\/reports|\/apps\/x\/(router-metrics|formation\/\w+\/metrics))/;

describe("the endpoints that the heroku CLI calls", () => {
  let stage: OpenSandbox;
  beforeAll(async () => {
    stage = await openSandbox();
  });
  afterAll(() => stage?.close());

  it("are implemented, or say that and why they are not", async () => {
    const calls = callsOfCli(await installHerokuCli()).filter(({ path }) => !elsewhere.test(path));
    expect(calls.length).toBeGreaterThan(200); // fewer: the CLI holds its clients under other names now
    const unknown: string[] = [];
    for (const { method, path } of calls) {
      const { body } = await stage.heroku<{ message?: string }>(method, path, method === "GET" ? {} : { body: {} });
      if (body.message?.startsWith("The requested API endpoint was not found")) unknown.push(`${method} ${path}`);
    }
    expect(unknown).toEqual([]);
  });
});
