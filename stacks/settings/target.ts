import { MixedTarget } from "./errors";

/** Where the program acts: on the local sandbox, or on the real services. */
export type Target = "sandbox" | "real";

const realHeroku = "https://api.heroku.com";
const realGitHub = "https://api.github.com/";

/** Read off the endpoints, never off a switch: what is called decides what this is. */
export function readTarget(env: Readonly<Record<string, string | undefined>>): Target {
  const heroku = env["HEROKU_API_URL"] || realHeroku;
  const github = env["GITHUB_BASE_URL"] || realGitHub;
  if (isLoopback(heroku) !== isLoopback(github)) throw new MixedTarget(heroku, github);
  return isLoopback(heroku) ? "sandbox" : "real";
}

function isLoopback(url: string): boolean {
  const host = URL.canParse(url) ? new URL(url).hostname : url;
  return host === "localhost" || host.endsWith(".localhost") || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}
