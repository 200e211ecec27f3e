import { type AnyField, type AnyResource, type Context, type Fields, type Plain, type Unfinished } from "./definition";
import { Refused } from "./refused";
import {
  hasUnknown,
  isAbsent,
  isValues,
  knownParts,
  reveal,
  revealAll,
  Secret,
  Unknown,
  type Value,
  type Values,
} from "./values";

export type ChangeKind = "add" | "delete" | "update";
export interface Change {
  /** A path of the engine's: `vars["LOG_LEVEL"]`. */
  readonly path: string;
  readonly property: string;
  readonly kind: ChangeKind;
  readonly replaces: boolean;
}

export interface Before {
  /** Without it, whether its making had ended is not asked. */
  readonly id?: string;
  readonly inputs: Values;
  readonly outputs?: Values;
}

/**
 * What differs between the inputs of the last time and the new ones. Nothing that Heroku was left to choose is a difference, and
 * what it chose is none when it is declared later. Without a context, two names of one thing cannot be told from two things.
 * @throws Refused `change_refused` when the resource cannot become what is declared
 */
export async function diff(
  resource: AnyResource,
  { id, inputs: oldInputs, outputs: oldOutputs = {} }: Before,
  news: Values,
  context?: Context,
): Promise<Change[]> {
  const known = revealAll({ ...oldInputs, ...oldOutputs });
  const refusal = resource.refuse?.(known, knownParts(news));
  if (refusal) throw new Refused("change_refused", refusal);
  const unfinished = id === undefined ? undefined : await resource.unfinished?.(id, known, context);
  const again = unfinished ? [finishing(unfinished)] : [];
  const found = Object.keys({ ...oldInputs, ...news }).map(async (property): Promise<Change[]> => {
    const field = Object.hasOwn(resource.inputs, property) ? resource.inputs[property] : undefined;
    if (!field) return [];
    const declared = oldInputs[property];
    const old = isAbsent(declared) && field.computed ? oldOutputs[property] : declared;
    const differences = inputChanges(property, field, old, news[property]);
    if (differences.length === 0 || (await sameThing(field, old, news[property], context))) return [];
    return isAbsent(declared) && !isAbsent(old) ? differences.map(asAddition) : differences;
  });
  return [...again, ...(await Promise.all(found)).flat()];
}

function finishing({ output, replaces }: Unfinished<Plain>): Change {
  return { path: output, property: output, kind: "update", replaces };
}

function inputChanges(property: string, field: AnyField, oldValue: Value, newValue: Value): Change[] {
  if (field.computed && isAbsent(newValue)) return [];
  const [old, now] = field.unordered ? [sorted(oldValue), sorted(newValue)] : [oldValue, newValue];
  const replaces = forcesNew(field, old, now);
  return changes(property, old, now).map(({ path, kind }) => ({ path, property, kind, replaces }));
}

/** The state's inputs do not have it, only its outputs. */
function asAddition({ property, replaces }: Change): Change {
  return { path: property, property, kind: "add", replaces };
}

async function sameThing(field: AnyField, old: Value, now: Value, context?: Context): Promise<boolean> {
  if (!field.sameThing || !context || isAbsent(old) || isAbsent(now) || hasUnknown([old, now])) return false;
  return field.sameThing(reveal(old) as never, reveal(now) as never, context);
}

function forcesNew({ forceNew = false, computed }: AnyField, old: Value, now: Value): boolean {
  // Heroku tells of no such value: the update brings it, or says why it cannot. A new thing for that would be a surprise.
  if (computed && isAbsent(old)) return false;
  if (typeof forceNew === "boolean") return forceNew;
  return !isAbsent(old) && !isAbsent(now) && !hasUnknown(now) && forceNew(reveal(old) as never, reveal(now) as never);
}

/** What never changes while a resource lives: what depends on it need not be looked at again. */
export function stables(fields: Fields): string[] {
  return Object.entries(fields)
    .filter(([, field]) => field.forceNew === true && !field.sameThing)
    .map(([name]) => name);
}

function changes(path: string, old: Value, now: Value): { path: string; kind: ChangeKind }[] {
  if (old instanceof Secret) return changes(path, old.reveal(), now);
  if (now instanceof Secret) return changes(path, old, now.reveal());
  if (isAbsent(old)) return isAbsent(now) ? [] : [{ path, kind: "add" }];
  if (isAbsent(now)) return [{ path, kind: "delete" }];
  if (isValues(old) && isValues(now))
    return Object.keys({ ...old, ...now }).flatMap((name) =>
      changes(member(path, name), own(old, name), own(now, name)),
    );
  if (Array.isArray(old) && Array.isArray(now))
    return Array.from({ length: Math.max(old.length, now.length) }).flatMap((_, i) =>
      changes(`${path}[${i}]`, old[i], now[i]),
    );
  return now instanceof Unknown || old !== now ? [{ path, kind: "update" }] : [];
}

function own(values: Values, name: string): Value {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function member(path: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}

function sorted(value: Value): Value {
  const list = value === undefined ? value : reveal(value);
  return Array.isArray(list) ? [...list].sort() : value;
}
