/** One thing that a command will do. */
export interface PlannedStep<Id extends string = string> {
  readonly id: Id;
  readonly title: string;
  /** What is gone afterwards; absent when nothing is. */
  readonly loses?: string;
  /** An estimate. */
  readonly seconds: number;
}

export interface Plan<Id extends string = string> {
  readonly title: string;
  /** What a person should know before agreeing. */
  readonly notes: readonly string[];
  readonly steps: readonly PlannedStep<Id>[];
}
