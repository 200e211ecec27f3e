import { type AnyResource, type Context, isNotFound } from "./definition";
import { known, type State } from "./state";

/** What is gone already is what a deletion wants. */
export async function remove(
  resource: AnyResource,
  { id, inputs, properties }: State,
  context: Context,
): Promise<void> {
  try {
    await resource.delete(id, known(inputs, properties), context);
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}
