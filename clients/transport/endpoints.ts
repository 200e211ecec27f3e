export interface Endpoints {
  readonly platform: string;
  readonly data: string;
  readonly scheduler: string;
}

export class BadEndpoint extends Error {
  readonly id = "bad_endpoint";
  override readonly name = "BadEndpoint";
}

const names: Readonly<Record<keyof Endpoints, string>> = {
  platform: "HEROKU_API_URL",
  data: "HEROKU_DATA_API_URL",
  scheduler: "HEROKU_SCHEDULER_API_URL",
};
const herokuEndpoints: Endpoints = {
  platform: "https://api.heroku.com",
  data: "https://api.data.heroku.com",
  scheduler: "https://particleboard.heroku.com",
};

/**
 * The three APIs' base URLs, without a trailing slash: what is given, else the environment's, else Heroku's own.
 * @throws BadEndpoint for what is no URL, for plain http beyond this machine, and for a mix of this machine and elsewhere:
 * half a rehearsal would change real things.
 */
export function resolveEndpoints(
  given: Partial<Endpoints> = {},
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Endpoints {
  const one = (api: keyof Endpoints) => checked(api, given[api] || environment[names[api]] || herokuEndpoints[api]);
  const endpoints = { platform: one("platform"), data: one("data"), scheduler: one("scheduler") };
  refuseMix(endpoints);
  return endpoints;
}

export function isLoopback(url: string): boolean {
  const { hostname } = new URL(url);
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  );
}

function checked(api: keyof Endpoints, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const wrong = (why: string) =>
    new BadEndpoint(`${names[api]} ${why}. Allowed: https URLs, and http for 127.0.0.1 or localhost`);
  if (!url || !["http:", "https:"].includes(url.protocol)) throw wrong("is not a URL of http or https");
  // Never shown: it may hold a password.
  if (url.username || url.password) throw wrong("holds a user or a password: the key goes into HEROKU_API_KEY");
  if (url.protocol === "http:" && !isLoopback(text))
    throw wrong(`is ${text}: plain http would show the key to the network`);
  return text.replace(/\/+$/, "");
}

function refuseMix(endpoints: Endpoints): void {
  const apis = Object.keys(names) as (keyof Endpoints)[];
  const local = apis.filter((api) => isLoopback(endpoints[api]));
  if (local.length === 0 || local.length === apis.length) return;
  const shown = apis.map((api) => `${names[api]} = ${endpoints[api]}`).join(", ");
  throw new BadEndpoint(`Some of Heroku's APIs are on this machine and some are not: ${shown}. Set all three, or none`);
}
