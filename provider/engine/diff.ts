import { type AnyField, type AnyResource, type Fields } from "./definition";
import { hasUnknown, isAbsent, isValues, reveal, revealAll, Secret, Unknown, type Value, type Values } from "./values";

export type ChangeKind = "add" | "delete" | "update";
export interface Change {
  /** A path of the engine's: `vars["LOG_LEVEL"]`. */
  readonly path: string;
  readonly property: string;
  readonly kind: ChangeKind;
  readonly replaces: boolean;
}

/** What differs between the inputs of the last time and the new ones. Nothing that Heroku was left to choose is a difference. */
export function diff(resource: AnyResource, oldInputs: Values, news: Values, oldOutputs: Values = {}): Change[] {
  const spent = resource.spent?.(revealAll(oldOutputs));
  const again: Change[] = spent === undefined ? [] : [{ path: spent, property: spent, kind: "update", replaces: true }];
  return [...again, ...inputChanges(resource, oldInputs, news)];
}

function inputChanges(resource: AnyResource, oldInputs: Values, news: Values): Change[] {
  return Object.keys({ ...oldInputs, ...news }).flatMap((property) => {
    const field = resource.inputs[property];
    if (!field) return [];
    if (field.computed && isAbsent(news[property])) return [];
    const old = field.unordered ? sorted(oldInputs[property]) : oldInputs[property];
    const now = field.unordered ? sorted(news[property]) : news[property];
    const replaces = forcesNew(field, old, now);
    return changes(property, old, now).map(({ path, kind }) => ({ path, property, kind, replaces }));
  });
}

function forcesNew({ forceNew = false }: AnyField, old: Value, now: Value): boolean {
  if (typeof forceNew === "boolean") return forceNew;
  return !isAbsent(old) && !isAbsent(now) && !hasUnknown(now) && forceNew(reveal(old) as never, reveal(now) as never);
}

/** What never changes while a resource lives: what depends on it need not be looked at again. */
export function stables(fields: Fields): string[] {
  return Object.entries(fields)
    .filter(([, field]) => field.forceNew === true)
    .map(([name]) => name);
}

function changes(path: string, old: Value, now: Value): { path: string; kind: ChangeKind }[] {
  if (old instanceof Secret) return changes(path, old.reveal(), now);
  if (now instanceof Secret) return changes(path, old, now.reveal());
  if (isAbsent(old)) return isAbsent(now) ? [] : [{ path, kind: "add" }];
  if (isAbsent(now)) return [{ path, kind: "delete" }];
  if (isValues(old) && isValues(now))
    return Object.keys({ ...old, ...now }).flatMap((name) => changes(member(path, name), old[name], now[name]));
  if (Array.isArray(old) && Array.isArray(now))
    return Array.from({ length: Math.max(old.length, now.length) }).flatMap((_, i) =>
      changes(`${path}[${i}]`, old[i], now[i]),
    );
  return now instanceof Unknown || old !== now ? [{ path, kind: "update" }] : [];
}

function member(path: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}

function sorted(value: Value): Value {
  const list = value === undefined ? value : reveal(value);
  return Array.isArray(list) ? [...list].sort() : value;
}
