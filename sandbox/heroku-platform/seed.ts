import { randomUUID } from "node:crypto";
import type { Platform } from "./platform";
import { tokenFields } from "./routes/oauth";

/** Makes, where it is missing, what the simulator starts with: the account with its API key, and its teams. */
export function seed(platform: Platform): void {
  const { accounts, authorizations, teams } = platform.state;
  const { account, apiKey, teams: names = [] } = platform.options;
  if (!accounts.find(() => true))
    accounts.insert({
      id: randomUUID(),
      email: account?.email ?? "developer@penny.test",
      name: account?.name ?? "Penny Developer",
      ...platform.stamps(),
    });
  const key = authorizations.find((row) => row.apiKey);
  const fields = tokenFields(platform, apiKey, null);
  if (!key)
    authorizations.insert({
      id: randomUUID(),
      description: "API key",
      scope: ["global"],
      apiKey: true,
      ...fields,
      ...platform.stamps(),
    });
  else if (key.tokenDigest !== fields.tokenDigest) authorizations.update(key.id, fields);
  for (const name of names)
    if (!teams.find((team) => team.name === name)) teams.insert({ id: randomUUID(), name, ...platform.stamps() });
}
