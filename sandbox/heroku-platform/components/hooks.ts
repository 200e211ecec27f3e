import type { AppSummary, PostgresAddon } from "../directory";

type Listener<T> = (subject: T) => Promise<void> | void;

/** What other services are told. */
export class Hooks {
  readonly addonRemoved: Listener<PostgresAddon>[] = [];
  readonly appRemoved: Listener<AppSummary>[] = [];

  async tell<T>(listeners: readonly Listener<T>[], subject: T): Promise<void> {
    for (const listener of listeners) await listener(subject);
  }
}
