import { type AnyResource, type Context } from "./definition";
import { read } from "./read";
import { type State } from "./state";
import { secret } from "./values";

const patienceMs = 10_000;

/** What can still be seen of a resource after a failure or a cancellation; what is known of it when nothing can. */
export async function salvage(resource: AnyResource, old: State, context: Context): Promise<State> {
  try {
    const seen = await read(resource, old, { ...context, signal: AbortSignal.timeout(patienceMs) });
    return seen ?? remembered(resource, old);
  } catch {
    return remembered(resource, old);
  }
}

function remembered(resource: AnyResource, { id, inputs, properties }: State): State {
  const outputs = Object.entries(properties).map(([name, value]) => [
    name,
    resource.outputs[name]?.secret ? secret(value) : value,
  ]);
  return { id, inputs, properties: { ...inputs, ...Object.fromEntries(outputs) } };
}
