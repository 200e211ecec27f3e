import type { RunningProcess } from "../../runtime/types";

/** A dyno; it lives in memory only, as its process ends with the sandbox. */
export interface Dyno {
  readonly id: string;
  readonly appId: string;
  readonly name: string;
  readonly type: string;
  readonly command: string;
  readonly size: string;
  readonly release: { readonly id: string; readonly version: number };
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
