import type { Timestamped } from "./entities";

export const stages = ["test", "review", "development", "staging", "production"] as const;
export type Stage = (typeof stages)[number];

export interface Pipeline extends Timestamped {
  readonly name: string;
  readonly owner: { readonly id: string; readonly type: string } | null;
  /** Config vars of a stage's apps that are made for a test or a review. */
  readonly config: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** An app's place in a pipeline; an app has one at most. */
export interface Coupling extends Timestamped {
  readonly appId: string;
  readonly pipelineId: string;
  readonly stage: Stage;
}

export interface PromotionTarget {
  readonly id: string;
  readonly appId: string;
  readonly releaseId: string | null;
  readonly error: string | null;
}

export interface Promotion extends Timestamped {
  readonly pipelineId: string;
  readonly sourceAppId: string;
  readonly sourceReleaseId: string;
  readonly targets: readonly PromotionTarget[];
}
