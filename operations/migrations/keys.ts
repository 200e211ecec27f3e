/** `users.0001_initial`: the label has no dot, so keys sort as Django sorts (label, name). */
export type Key = `${string}.${string}`;

export const keyOf = ({ app, name }: { readonly app: string; readonly name: string }): Key => `${app}.${name}`;

export function partsOf(key: Key): { readonly app: string; readonly name: string } {
  const dot = key.indexOf(".");
  return { app: key.slice(0, dot), name: key.slice(dot + 1) };
}

/** By code units, as Python compares; a locale's order differs. */
export const inOrder = (keys: Iterable<Key>): Key[] => [...keys].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
