import { type AnyResource, type Context } from "./definition";
import { known, state, type State } from "./state";
import { type Values } from "./values";

/** Refresh: what the resource is now; undefined when it is gone. */
export async function read(resource: AnyResource, old: State, context: Context): Promise<State | undefined> {
  const live = await resource.read(old.id, known(old.inputs, old.properties), context);
  return live && state(resource, old.id, live, old.inputs);
}

/** Import, and `App.get`: what has this id or name; undefined when nothing has. */
export async function importResource(
  resource: AnyResource,
  importId: string,
  context: Context,
): Promise<State | undefined> {
  const found = await resource.find(importId, context);
  if (!found) return undefined;
  const inputs = found.inputs as Values;
  const live = await resource.read(found.id, known(inputs, {}), context);
  return live && state(resource, found.id, live, inputs, true);
}
