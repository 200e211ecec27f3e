import { type State } from "./state";

/** It was made or changed, but not to its end. The engine keeps what there is, and the next `up` finishes it. */
export class InitFailed extends Error {
  readonly id = "init_failed";
  override readonly name = "InitFailed";
  constructor(
    readonly state: State,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
