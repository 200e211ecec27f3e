import { type AnyResource, ApiError, type Context } from "./definition";
import { InitFailed } from "./init-failed";
import { read } from "./read";
import { salvage } from "./salvage";
import { known, type State } from "./state";
import { revealAll, type Values } from "./values";

/** @throws InitFailed, with what was reached, when something failed half-way. */
export async function update(resource: AnyResource, old: State, inputs: Values, context: Context): Promise<State> {
  const { id, properties } = old;
  try {
    await resource.update(id, revealAll(inputs), known(old.inputs, properties), context);
    const seen = await read(resource, { id, inputs, properties }, context);
    if (!seen) throw new Error(`${resource.name} ${id} is gone. Run \`up --refresh\` to make it again`);
    return seen;
  } catch (error) {
    throw new InitFailed(await salvage(resource, { id, inputs, properties }, context), withNextStep(error));
  }
}

/** Scheduler's 404 is not known to say what is missing, so that the status alone counts here. */
function withNextStep(error: unknown): unknown {
  if (!(error instanceof ApiError) || error.status !== 404) return error;
  return new Error(`${error.message}. Was it deleted by hand? Then \`up --refresh\` makes it again`, { cause: error });
}
