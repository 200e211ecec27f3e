import { Client } from "pg";

/** A connection to a database of the sandbox's; the caller ends it. */
export async function connectTo(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, ssl: { rejectUnauthorized: false } });
  await client.connect();
  return client;
}

/** The rows that a query answers, on a connection of its own. */
export async function rowsOf<Row = unknown>(url: string, query: string): Promise<Row[]> {
  const client = await connectTo(url);
  try {
    return (await client.query(query)).rows as Row[];
  } finally {
    await client.end();
  }
}
