import { PostgresServer } from "../../sandbox/runtime/postgres/server";

/** A program that serves databases until it is ended: tests kill it. Argument: SANDBOX_HOME. It prints a DATABASE_URL. */
async function main(home: string): Promise<void> {
  const server = new PostgresServer({ home });
  await server.start();
  console.log((await server.createDatabase({ connectionLimit: 5 })).url);
  setInterval(() => undefined, 60_000);
}

void main(process.argv[2]!);
