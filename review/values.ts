import { looksSecret, redact } from "./secret-look";

const secretMark = "[secret]";
const unknownMark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const longest = 160;
/** What stands for a value that only the making of something will tell. */
export const notKnownYet = "(known after it is made)";

/** Inputs that change without anybody's doing. */
const noise = new Set(["__defaults", "etag"]);

export type Values = Readonly<Record<string, unknown>>;

/** Where in a value something is: `vars.A`, `checks[0].strict`, `vars["a.b"]`. */
function segments(path: string): string[] {
  const parts = path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|\[(\d+)\]|([^.[\]]+)/g);
  return [...parts].map(([, quoted, index, plain]) => quoted?.replaceAll('\\"', '"') ?? index ?? plain!);
}

/** The value at a path; `[secret]` when all above it is secret. */
export function valueAt(values: Values | null | undefined, path: string): unknown {
  let value: unknown = values ?? undefined;
  for (const segment of segments(path)) {
    if (value === secretMark || value === unknownMark) return value;
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Values)[segment];
  }
  return value;
}

/** Every leaf with its path; without noise and without what is empty, for providers do not agree on that. */
export function leaves(value: unknown, path = ""): [string, unknown][] {
  if (value === null || value === undefined || value === "") return [];
  if (Array.isArray(value)) return sorted(value).flatMap((item, index) => leaves(item, `${path}[${index}]`));
  if (typeof value !== "object") return [[path, value]];
  return Object.entries(value)
    .filter(([key]) => !noise.has(key))
    .flatMap(([key, inner]) => leaves(inner, joined(path, key)));
}

/** Lists of words are sets for most providers, and come in any order. */
const sorted = (list: unknown[]) => (list.every((item) => typeof item === "string") ? [...list].sort() : list);

function joined(path: string, key: string): string {
  const plain = /^[\w-]+$/.test(key);
  return plain ? (path === "" ? key : `${path}.${key}`) : `${path}[${JSON.stringify(key)}]`;
}

/** A value for people: short, on one line, and never a secret. */
export function shown(path: string, value: unknown): string {
  if (value === undefined || value === null) return "(none)";
  if (value === secretMark) return "(secret)";
  if (value === unknownMark) return notKnownYet;
  if (looksSecret(segments(path).at(-1) ?? "", value)) return "(hidden: looks like a secret)";
  const text = redact(typeof value === "string" ? value : JSON.stringify(withoutSecrets(value)));
  const line = text.replace(/\s*\n\s*/g, "⏎");
  return line.length > longest ? `${line.slice(0, longest)}… (${line.length} characters)` : line;
}

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [
    key,
    looksSecret(key, inner) ? secretMark : withoutSecrets(inner),
  ]);
  return Object.fromEntries(entries) as unknown;
}
