import { type ClientConfig } from "pg";
import { type Context } from "../context";
import { NoDatabase } from "./find-database";

/** How to connect to the app's DATABASE_URL. Heroku's certificates are signed by itself: encrypted, not verified, as the Heroku CLI does. @throws NoDatabase */
export async function liveDatabase({ heroku, signal }: Context, app: string): Promise<ClientConfig> {
  const url = (await heroku.platform.configVars.get(app, signal))["DATABASE_URL"];
  if (!url) throw new NoDatabase(app);
  return {
    connectionString: url,
    ssl: { rejectUnauthorized: false },
    connectionTimeoutMillis: 15_000,
    lock_timeout: 10_000,
  };
}
