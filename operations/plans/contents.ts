import { plural } from "../words";

/** A table at one moment. */
export interface TableContents {
  /** Without `public.`. */
  readonly table: string;
  readonly rows: number;
  readonly checksum: string;
}

export interface TableDifference {
  readonly table: string;
  readonly kind: "same" | "changed" | "only-in-backup" | "only-live";
  readonly inBackup: number;
  readonly live: number;
}

/** How a restored backup and the live database differ, table by table. */
export function compareContents(backup: readonly TableContents[], live: readonly TableContents[]): TableDifference[] {
  const names = [...new Set([...backup, ...live].map(({ table }) => table))].sort();
  return names.map((table) => {
    const [then, now] = [backup, live].map((tables) => tables.find((each) => each.table === table));
    const kind = !then ? "only-live" : !now ? "only-in-backup" : then.checksum === now.checksum ? "same" : "changed";
    return { table, kind, inBackup: then?.rows ?? 0, live: now?.rows ?? 0 };
  });
}

/** What must not be in a backup that is meant to be used; empty when it is sound. */
export function defects(differences: readonly TableDifference[], exact: boolean): string[] {
  const inBackup = differences.filter(({ kind }) => kind !== "only-live");
  if (inBackup.length === 0) return ["it holds no table at all"];
  if (!exact) return [];
  return differences
    .filter(({ kind }) => kind !== "same")
    .map(({ table, inBackup: then, live }) => `${table} differs: ${then} rows in it, ${live} now`);
}

/** What a restore would change in a table, in words. */
export function describeDifference({ table, kind, inBackup, live }: TableDifference): string {
  if (kind === "only-live") return `${table}: the table is new, with ${plural(live, "row")}`;
  if (kind === "only-in-backup")
    return `${table}: the table is gone now, and comes back with ${plural(inBackup, "row")}`;
  if (inBackup === live) return `${table}: ${plural(live, "row")} then and now, but not the same`;
  return `${table}: ${plural(inBackup, "row")} in the backup, ${live} now`;
}
