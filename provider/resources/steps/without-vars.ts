import { type Context, redact } from "../../engine/definition";

const secretName = /key|token|secret|passw|credential|dsn|private|auth/i;
const withPassword = /^[a-z+]+:\/\/[^/@\s]*:([^/@\s]+)@/i;

/** What a dyno printed, ready for an error: without the values of those config vars of its app that are secrets by name or form. */
export async function withoutVars(text: string, app: string, { platform, signal }: Context): Promise<string> {
  if (text === "") return text;
  // Unread vars could not be taken out: then nothing of the text is shown.
  const vars = await platform.configVars.get(app, signal).catch(() => undefined);
  if (!vars) return "";
  const secrets = Object.entries(vars).flatMap(([name, value]) => {
    const password = withPassword.exec(value)?.[1];
    return password === undefined ? (secretName.test(name) ? [value] : []) : [value, password];
  });
  return redact(text, secrets);
}
