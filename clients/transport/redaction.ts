const secretName = /token|password|secret|value|api_?key|authorization|config/i;
/** Shorter texts are everywhere: taking them out would garble messages and protect nothing. */
const shortest = 4;

/** Every text in a request's body that may be a secret: the fields named so, or all of it when `all`. */
export function secretsIn(body: unknown, all = false): string[] {
  if (typeof body === "string") return all ? [body] : [];
  if (Array.isArray(body)) return body.flatMap((item) => secretsIn(item, all));
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([name, value]) => secretsIn(value, all || secretName.test(name)));
}

/** `text` with each of the secrets replaced, the longest first. */
export function redact(text: string, secrets: readonly string[]): string {
  return [...secrets]
    .filter((secret) => secret.length >= shortest)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, secret) => rest.replaceAll(secret, "[REDACTED]"), text);
}
