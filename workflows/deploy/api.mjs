/**
 * What the steps of the deploy job share: calls to Heroku's and GitHub's APIs by Node's own fetch, so that nothing has to be installed.
 * A runner that reaches the APIs elsewhere says so by the variables that the vendors' own clients know.
 */

const { env } = process;
const herokuUrl = env.HEROKU_API_URL || "https://api.heroku.com";
const herokuDataUrl = env.HEROKU_DATA_API_URL || "https://api.data.heroku.com";
const githubUrl = env.GITHUB_API_URL || "https://api.github.com";

/** The value of a variable that the workflow sets; throws when it does not. */
export function variable(name) {
  const value = env[name];
  if (value) return value;
  throw new Error(`${name} is not set: is the job in the environment that holds it, and is it one of its variables?`);
}

/** https://devcenter.heroku.com/articles/platform-api-reference */
export const heroku = (method, path, options) => request(herokuUrl, herokuHeaders(), method, path, options);

/** The API that the heroku CLI's pg:backups uses. */
export const herokuData = (method, path, options) => request(herokuDataUrl, herokuHeaders(), method, path, options);

/** https://docs.github.com/rest, below this repository */
export const github = (method, path, options) =>
  request(githubUrl, githubHeaders(), method, `/repos/${variable("GITHUB_REPOSITORY")}${path}`, options);

/** An API said no. */
export class Refused extends Error {
  constructor(method, path, status, text) {
    super(`${method} ${path} was answered ${status}: ${messageOf(text)}`);
    this.status = status;
  }
}

/** The answer that says that there is no such thing becomes undefined. */
export async function ifFound(answer) {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return undefined;
    throw error;
  }
}

/** Asks again and again until `done` says yes of the answer; throws after `minutes`. */
export async function poll(what, minutes, ask, done) {
  for (const end = Date.now() + minutes * 60_000; ;) {
    const answer = await ask();
    if (done(answer)) return answer;
    if (Date.now() > end) throw new Error(`${what} has not ended after ${minutes} minutes.`);
    await new Promise((resolve) => setTimeout(resolve, Number(env.POLL_SECONDS ?? 3) * 1000));
  }
}

/** Runs a step; what goes wrong becomes the job's annotation. */
export function step(work) {
  work().catch((error) => {
    console.log(`::error::${error.message.replaceAll("%", "%25").replaceAll("\n", "%0A")}`);
    process.exitCode = 1;
  });
}

const herokuHeaders = () => ({
  accept: "application/vnd.heroku+json; version=3",
  authorization: `Bearer ${variable("HEROKU_API_KEY")}`,
});
const githubHeaders = () => ({
  accept: "application/vnd.github+json",
  authorization: `Bearer ${variable("GITHUB_TOKEN")}`,
});

async function request(base, headers, method, path, { body, range } = {}) {
  const response = await fetch(base + path, {
    method,
    headers: {
      ...headers,
      ...(range && { range }),
      ...(body && { "content-type": "application/json" }),
    },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Refused(method, path, response.status, text);
  return text ? JSON.parse(text) : undefined;
}

function messageOf(text) {
  try {
    return JSON.parse(text).message ?? text;
  } catch {
    return text.slice(0, 200);
  }
}
