import { type Stage } from "./stage";

/** The ids of the authorizations by which production is deployed. */
export async function deployKeys(stage: Stage): Promise<string[]> {
  const { body } = await stage.heroku("GET", "/oauth/authorizations");
  const rows = body as { readonly id: string; readonly description: string }[];
  return rows.filter(({ description }) => description.startsWith("Deploys ")).map(({ id }) => id);
}

/** Lets something happen. @returns the requests that made, stored or revoked keys meanwhile, in their order: `POST /oauth/authorizations 201` */
export async function keyRequestsDuring(stage: Stage, happening: () => Promise<void>): Promise<string[]> {
  const log = async () => (await stage.sandbox("logs", "--lines", "100000")).stdout.split("\n");
  const before = (await log()).length;
  await happening();
  const request = /(POST|PUT|DELETE) \S*(\/oauth\/authorizations\S*|\/secrets\/HEROKU_API_KEY) \d+/;
  return (await log()).slice(before).flatMap((line) => request.exec(line)?.[0] ?? []);
}

/** The new one is made and set as the secret before the old one is revoked. */
export const renewalOf = (old: string): unknown[] => [
  expect.stringMatching(/^POST \/oauth\/authorizations 201/),
  expect.stringMatching(/^PUT .*\/environments\/production\/secrets\/HEROKU_API_KEY 204/),
  `DELETE /oauth/authorizations/${old} 200`,
];
