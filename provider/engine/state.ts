import { type AnyField, type AnyResource, type Known, type Live, type Plain } from "./definition";
import { hasSecret, isAbsent, reveal, revealAll, secret, secretLike, type Value, type Values } from "./values";

/** Inputs and outputs as a resource's calls see them. */
export function known(inputs: Values, outputs: Values): Known<Plain, Plain> {
  return { inputs: revealAll(inputs), outputs: revealAll(outputs) };
}

/** A resource as the state keeps it. */
export interface State {
  readonly id: string;
  readonly inputs: Values;
  readonly properties: Values;
}

/**
 * What goes into the state of what Heroku says. Of the inputs, those that were declared: what nobody declared is not owned and no
 * drift. `all` keeps every input, for an import.
 */
export function state(
  resource: AnyResource,
  id: string,
  live: Live<Plain, Plain>,
  declared: Values,
  all = false,
): State {
  const inputs: Values = {};
  const properties: Values = {};
  for (const [name, field] of Object.entries(resource.inputs)) {
    const value = liveInput(field, live.inputs[name] as Value, declared[name]);
    if (isAbsent(value)) continue;
    properties[name] = value;
    if (all || !field.computed || !isAbsent(declared[name])) inputs[name] = value;
  }
  for (const [name, field] of Object.entries(resource.outputs)) {
    const value = live.outputs[name] as Value;
    if (!isAbsent(value)) properties[name] = field.secret ? secret(value) : value;
  }
  return { id, inputs, properties };
}

function liveInput(field: AnyField, live: Value, declared: Value): Value {
  const value = isAbsent(live) && field.writeOnly ? declared : live;
  const ordered = field.unordered && sameItems(value, declared) ? declared : value;
  return field.secret ? secret(ordered) : secretLike(declared, ordered);
}

function sameItems(a: Value, b: Value): boolean {
  const list = (value: Value) => JSON.stringify([...((reveal(value) ?? []) as string[])].sort());
  return !isAbsent(b) && !isAbsent(a) && !hasSecret(b) && list(a) === list(b);
}
