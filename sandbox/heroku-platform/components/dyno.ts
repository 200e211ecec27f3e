import type { RunningProcess, Slug as BuiltSlug } from "../../runtime/types";

/** What a dyno runs, and with what. */
export interface DynoOrder {
  readonly appId: string;
  readonly type: string;
  readonly command: string;
  readonly size: string;
  readonly release: { readonly id: string; readonly version: number };
  readonly slug: BuiltSlug;
  readonly env: Readonly<Record<string, string>>;
}

/** A dyno; it lives in memory only, as its process ends with the sandbox. */
export interface Dyno extends Omit<DynoOrder, "slug" | "env"> {
  readonly id: string;
  readonly name: string;
  state: "crashed" | "down" | "idle" | "starting" | "up" | "complete";
  readonly createdAt: string;
  updatedAt: string;
}

/** Hears of what becomes of dynos. */
export type DynoListener = (dyno: Dyno, action: "create" | "update" | "destroy") => void;

/** A dyno whose process runs. */
export interface RunningDyno {
  readonly dyno: Dyno;
  readonly process: RunningProcess;
}
