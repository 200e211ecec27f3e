import { environment } from "./environment";
import type { PartsContext } from "./parts-context";
import type { JobMachine } from "./runtime/actions/types";
import { tlsFiles } from "./tls/files";

const credentials = ["HEROKU_API_KEY", "HEROKU_EMAIL"];

/**
 * What the machine that runs jobs of workflows knows of Heroku and Slack: where they are, as a runner behind a company's gateway would, and no key.
 * Clients find the real one where these variables are not set.
 */
export function jobMachine({ home, ports, urls, credentials: keys }: PartsContext): JobMachine {
  const variables = Object.entries(environment(home, ports, keys, ""));
  const endpoints = variables.filter(([name]) => name.startsWith("HEROKU_") && !credentials.includes(name));
  const slack = { SLACK_API_URL: `${urls.heroku}/slack/api` };
  return { env: { ...Object.fromEntries(endpoints), ...slack }, bundleFile: tlsFiles(home.path("tls")).bundleFile };
}
