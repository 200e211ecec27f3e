import { createHash } from "node:crypto";

/** The same UUID for the same name, on every machine: for what Heroku has once and for all (plans, regions, stacks). */
export function stableUuid(name: string): string {
  const hex = createHash("sha256").update(`heroku:${name}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
