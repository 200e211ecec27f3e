import { type Context, type Transfer } from "../../engine/definition";

export type RestoreStatus = "pending" | "succeeded" | "failed";

/** The restores onto an app's database, the newest last; copies of a database are none. */
export async function restoresOf(app: string, { data, signal }: Context): Promise<Transfer[]> {
  const transfers = await data.transfers.list(app, signal);
  return transfers
    .filter(({ to_type, from_type }) => to_type === "pg_restore" && from_type !== "pg_dump")
    .sort((one, other) => one.num - other.num);
}

export function statusOf({ finished_at, succeeded }: Transfer): RestoreStatus {
  if (finished_at === null) return "pending";
  return succeeded ? "succeeded" : "failed";
}

/** As the heroku CLI calls it: `r003`. */
export const restoreName = ({ num }: Transfer): string => `r${String(num).padStart(3, "0")}`;
