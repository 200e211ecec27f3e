import { type AnyResource, type Context, type Plain } from "./definition";
import { InitFailed } from "./init-failed";
import { read } from "./read";
import { salvage } from "./salvage";
import { type State } from "./state";
import { revealAll, type Values } from "./values";

/** @throws InitFailed when it was made and something failed later; the error itself when nothing was made. */
export async function create(resource: AnyResource, inputs: Values, context: Context): Promise<State> {
  let old: State | undefined;
  const made = (id: string, outputs: Plain = {}) => {
    old = { id, inputs, properties: outputs as Values };
  };
  try {
    await resource.create(revealAll(inputs), { ...context, made });
    const current = madeIn(old, resource);
    const seen = await read(resource, current, context);
    if (!seen)
      throw new Error(`${resource.name} ${current.id} was created, but Heroku does not know it. Run \`up\` again`);
    return seen;
  } catch (error) {
    if (!old) throw error;
    throw new InitFailed(await salvage(resource, old, context), error);
  }
}

function madeIn(state: State | undefined, { name }: AnyResource): State {
  if (!state) throw new Error(`${name} was created, but its id was not told: a mistake in the provider`);
  return state;
}
