import { createHash } from "node:crypto";

/** The same UUID for the same name, on every machine: for what Heroku has once and for all (plans, regions, stacks). */
export function stableUuid(name: string): string {
  const hex = createHash("sha256").update(`heroku:${name}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
