import type { Credentials, Home, Ports } from "./home";
import { tlsFiles } from "./tls/files";

export interface Urls {
  /** Platform, Data and Scheduler API. */
  readonly heroku: string;
  /** The html and git host; REST is below /api/v3, GraphQL at /api/graphql. */
  readonly github: string;
  /** Web dynos, by host name. */
  readonly router: string;
  readonly admin: string;
  /** The same as `heroku`, and git, for clients that insist on TLS; its certificate is for this name. */
  readonly herokuTls: string;
  /** Pages for people: bin/sandbox console signs them in. */
  readonly console: string;
}

export function urlsOf(ports: Ports): Urls {
  const at = (port: number) => `http://127.0.0.1:${port}`;
  return {
    heroku: at(ports.heroku),
    github: at(ports.github),
    router: at(ports.router),
    admin: at(ports.admin),
    herokuTls: `https://localhost:${ports.herokuTls}`,
    console: at(ports.console),
  };
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
    ...herokuCli(urls),
    ...trust(home),
    ...github(urls.github, credentials),
    ...gitCredentials(urls),
    SANDBOX_HOME: home.folder,
    PULUMI_HOME: pulumiHome,
    // The attributes, a file beside each, are not replaced in one step: a run that is killed meanwhile leaves a state that nothing can read.
    PULUMI_BACKEND_URL: `file://${home.path("pulumi", "state")}?metadata=skip`,
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
    ...Object.fromEntries(herokux.map((api) => [`HEROKUX_${api}_API_URL`, url])),
  };
}

/**
 * All over TLS, as git remotes and rendezvous must be. The CLI takes the scheme and port of the Data API from HEROKU_HOST; without
 * HEROKU_PARTICLEBOARD_URL it would show the key to the real service, and without HEROKU_DISABLE_AUTOUPDATE leave a process behind.
 */
function herokuCli({ heroku: url, herokuTls }: Urls): Record<string, string> {
  const { host, hostname } = new URL(herokuTls);
  return {
    HEROKU_HOST: herokuTls,
    HEROKU_GIT_HOST: host,
    HEROKU_DATA_HOST: hostname,
    HEROKU_PARTICLEBOARD_URL: url,
    HEROKU_BUILDPACK_REGISTRY_URL: url,
    HEROKU_DISABLE_AUTOUPDATE: "1",
    HEROKU_SKIP_NEW_VERSION_CHECK: "true",
    DISABLE_TELEMETRY: "true",
  };
}

/** The sandbox's authority in addition to the system's; nothing is installed. */
function trust(home: Home): Record<string, string> {
  const { authorityFile, bundleFile } = tlsFiles(home.path("tls"));
  return { NODE_EXTRA_CA_CERTS: authorityFile, GIT_SSL_CAINFO: bundleFile, CURL_CA_BUNDLE: bundleFile };
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

/** Lets git sign in at both hosts, in this environment only: the helpers read the keys from it, so that they stand in no address and no file. */
function gitCredentials({ github: githubUrl, herokuTls }: Urls): Record<string, string> {
  const helper = (user: string, variable: string) =>
    `!f() { test "$1" = get && echo username=${user} && echo "password=$${variable}"; }; f`;
  return {
    GIT_CONFIG_COUNT: "2",
    GIT_CONFIG_KEY_0: `credential.${githubUrl}.helper`,
    GIT_CONFIG_VALUE_0: helper("x-access-token", "GITHUB_TOKEN"),
    GIT_CONFIG_KEY_1: `credential.${herokuTls}.helper`,
    GIT_CONFIG_VALUE_1: helper("heroku", "HEROKU_API_KEY"),
  };
}
