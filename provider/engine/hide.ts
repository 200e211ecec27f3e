import { redact } from "../../clients/transport";
import { isValues, reveal, Secret, type Value, type Values } from "./values";

/** Every text that is a secret, in each form in which a message may quote it: as it is, as JSON, line by line, a URL without its query. */
export function secretTexts(values: readonly Values[]): string[] {
  return values.flatMap((each) => inside(each, false)).flatMap(forms);
}

function inside(value: Value, secret: boolean): string[] {
  if (value instanceof Secret) return inside(value.reveal(), true);
  if (Array.isArray(value)) return value.flatMap((item) => inside(item, secret));
  if (isValues(value)) return Object.values(value).flatMap((item) => inside(item, secret));
  return secret && (typeof value === "string" || typeof value === "number") ? [String(reveal(value))] : [];
}

function forms(text: string): string[] {
  const lines = text.includes("\n") ? text.split("\n").filter((line) => line.trim().length >= 8) : [];
  return [text, JSON.stringify(text).slice(1, -1), ...lines, ...partsOfUrl(text)];
}

function partsOfUrl(text: string): string[] {
  if (!/^https?:/.test(text) || !URL.canParse(text)) return [];
  const { origin, pathname, search } = new URL(text);
  return [...(pathname.length > 1 ? [`${origin}${pathname}`] : []), ...(search ? [search] : [])];
}

/** Runs `work`; what it throws, whatever API or command worded it, comes without the secrets. */
export async function hiding<T>(secrets: readonly string[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error) error.message = redact(error.message, secrets);
    throw error;
  }
}
