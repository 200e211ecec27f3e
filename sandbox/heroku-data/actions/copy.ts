import { rm, stat } from "node:fs/promises";
import type { PostgresAddon } from "../../heroku-platform/directory";
import type { Database } from "../../runtime/types";
import type { Context } from "../context";
import type { Transfer } from "../entities";
import { badRequest } from "../errors";
import type { Job } from "../transfers";
import { addressOf } from "./capture";

export interface CopyRequest {
  readonly from_name?: unknown;
  readonly from_url?: unknown;
  readonly to_name?: unknown;
  readonly to_url?: unknown;
}

/** Begins to replace all that is in one database by what is in another (`pg:copy`). */
export function copy(context: Context, addon: PostgresAddon, body: CopyRequest): Transfer {
  const from = databaseOf("from_url", body.from_url);
  const to = databaseOf("to_url", body.to_url);
  const ends = {
    fromName: text(body.from_name, from.name),
    fromType: "pg_dump",
    fromUrl: addressOf(from),
    toName: text(body.to_name, to.name),
    toType: "pg_restore",
    toUrl: addressOf(to),
  } as const;
  return context.transfers.start({ addon, ...ends }, (job) => move(context, from, to, job)).transfer;
}

function databaseOf(field: string, url: unknown): Database {
  if (typeof url !== "string" || !/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url))
    throw badRequest(`${field} must be a postgres:// URL`);
  const { hostname, port, username, password, pathname } = new URL(url);
  return {
    name: decodeURIComponent(pathname.slice(1)),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    host: hostname,
    port: Number(port || 5432),
    url,
  };
}

const text = (value: unknown, fallback: string): string => (typeof value === "string" && value ? value : fallback);

async function move({ databases, state }: Context, from: Database, to: Database, job: Job): Promise<number> {
  const file = state.dumpFile(job.transfer.id);
  try {
    await databases.dump(from, file, job.log, job.signal);
    const { size } = await stat(file);
    job.source(size);
    await databases.restore(to, file, job.log, { signal: job.signal });
    return size;
  } finally {
    await rm(file, { force: true });
  }
}
