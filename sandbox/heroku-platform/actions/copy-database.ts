import { randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import type { Database } from "../../runtime/types";
import type { Platform } from "../platform";

/** Makes a database that holds what `from` holds. */
export async function copyOf(platform: Platform, from: Database, connectionLimit: number): Promise<Database> {
  const { databases } = platform.options;
  const file = platform.path("moves", `${randomUUID()}.dump`);
  await mkdir(platform.path("moves"), { recursive: true, mode: 0o700 });
  const created = await databases.createDatabase({ connectionLimit });
  try {
    await databases.dump(from, file, () => undefined);
    await databases.restore(created, file, () => undefined);
    return created;
  } catch (error) {
    await databases.dropDatabase(created);
    throw error;
  } finally {
    await rm(file, { force: true });
  }
}
