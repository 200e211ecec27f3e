import { type Context } from "../context";
import { type AuditEntry } from "./audit";

/** Who does this, where: what lock and audit log need of a context. */
export type Actor = Pick<Context, "github" | "operator" | "output" | "now" | "signal"> & {
  readonly app: { readonly name: string };
};

export function entryOf(context: Actor, entry: Omit<AuditEntry, "at" | "operator" | "app">): AuditEntry {
  return { at: context.now().toISOString(), operator: context.operator, app: context.app.name, ...entry };
}
