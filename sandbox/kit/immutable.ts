/**
 * JSON-like data that nobody can change, all the way down: a copy, but for the parts that are so already.
 * What freezes the outside only would pass for such a part, so nothing else in the sandbox freezes what it stores.
 */
export function immutable<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  const copy: unknown = Array.isArray(value)
    ? value.map(immutable)
    : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, immutable(item)]));
  return Object.freeze(copy) as T;
}
