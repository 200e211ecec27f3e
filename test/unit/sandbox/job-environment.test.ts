import { Home } from "../../../sandbox/home";
import { jobMachine } from "../../../sandbox/job-environment";
import type { PartsContext } from "../../../sandbox/parts-context";
import { temporaryFolder } from "../../support/temporary";

const home = new Home(temporaryFolder());
const url = "http://127.0.0.1:1";
const machine = jobMachine({
  home,
  ports: { heroku: 1, herokuTls: 2, github: 3, router: 4, admin: 5, console: 6 },
  urls: { heroku: url },
  credentials: { herokuApiKey: "a-key", githubToken: "a-token" },
} as unknown as PartsContext);

it("tells jobs where Heroku and Slack are, and no key", () => {
  expect(machine.env).toMatchObject({
    SLACK_API_URL: `${url}/slack/api`,
    HEROKU_API_URL: expect.any(String) as string,
  });
  expect(JSON.stringify(machine.env)).not.toMatch(/a-key|a-token/);
});
