import type { Credentials, Home, Ports } from "./home";

export interface Urls {
  /** Platform, Data and Scheduler API. */
  readonly heroku: string;
  /** The html and git host; REST is below /api/v3, GraphQL at /api/graphql. */
  readonly github: string;
  /** Web dynos, by host name. */
  readonly router: string;
  readonly admin: string;
}

export function urlsOf(ports: Ports): Urls {
  const at = (port: number) => `http://127.0.0.1:${port}`;
  return { heroku: at(ports.heroku), github: at(ports.github), router: at(ports.router), admin: at(ports.admin) };
}

/** The variables that point real clients at this sandbox. */
export function environment(
  home: Home,
  ports: Ports,
  credentials: Credentials,
  pulumiHome: string,
): Record<string, string> {
  const urls = urlsOf(ports);
  return {
    ...heroku(urls.heroku, credentials),
    ...github(urls.github, credentials),
    SANDBOX_HOME: home.folder,
    PULUMI_HOME: pulumiHome,
    PULUMI_BACKEND_URL: `file://${home.path("pulumi", "state")}`,
    PULUMI_CONFIG_PASSPHRASE_FILE: home.path("pulumi", "passphrase"),
    PULUMI_SKIP_UPDATE_CHECK: "true",
  };
}

/** A host that is left out here is asked by the client at its default: the real service, with the sandbox's key. */
function heroku(url: string, credentials: Credentials): Record<string, string> {
  const herokux = ["CONNECT_CENTRAL", "DATA", "KOLKRABBI", "METRICS", "POSTGRES", "REDIS", "REGISTRY", "SCHEDULER"];
  return {
    HEROKU_API_KEY: credentials.herokuApiKey,
    HEROKU_EMAIL: credentials.herokuEmail,
    HEROKU_API_URL: url,
    HEROKU_DATA_API_URL: url,
    HEROKU_SCHEDULER_API_URL: url,
    HEROKU_HOST: url,
    HEROKU_DATA_HOST: new URL(url).hostname, // the heroku CLI takes scheme and port from HEROKU_HOST
    HEROKU_PARTICLEBOARD_URL: url,
    HEROKU_DISABLE_AUTOUPDATE: "1",
    HEROKU_SKIP_NEW_VERSION_CHECK: "true",
    DISABLE_TELEMETRY: "true",
    ...Object.fromEntries(herokux.map((api) => [`HEROKUX_${api}_API_URL`, url])),
  };
}

function github(url: string, credentials: Credentials): Record<string, string> {
  return {
    GITHUB_TOKEN: credentials.githubToken,
    GITHUB_BASE_URL: `${url}/`,
    GITHUB_API_URL: `${url}/api/v3`,
    GITHUB_GRAPHQL_URL: `${url}/api/graphql`,
    GITHUB_SERVER_URL: url,
  };
}
