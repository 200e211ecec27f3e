import { type Target } from "../target";

/** A repository elsewhere, and how it is opened. */
export interface Remote {
  /** Without credentials. */
  readonly url: string;
  readonly user: string;
  /** A secret: it is given to git by its environment, never in a command line. */
  readonly password: string;
}

/** git's home of an API: `https://api.github.com` → `https://github.com`; an Enterprise server's ends in /api/v3. */
export const serverOf = (api: string) =>
  api === "https://api.github.com" ? "https://github.com" : api.replace(/\/api\/v3$/, "");

export function gitHubRemote({ github }: Target, repository: { owner: string; name: string }, token: string): Remote {
  const url = `${serverOf(github)}/${repository.owner}/${repository.name}.git`;
  return { url, user: "x-access-token", password: token };
}

/** The repository that Heroku keeps of an app; a push to its `main` is a deploy. https://devcenter.heroku.com/articles/git */
export function herokuRemote({ kind, heroku }: Target, app: string, apiKey: string): Remote {
  const host = kind === "sandbox" ? heroku.platform : "https://git.heroku.com";
  return { url: `${host}/${app}.git`, user: "heroku", password: apiKey };
}
