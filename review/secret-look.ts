const names = /(^|_)(SECRET|TOKEN|PASSWORD|PASSWD|PASSPHRASE|PRIVATE|CREDENTIALS?|DSN|API_?KEY|ACCESS_?KEY|KEY)(_|$)/i;
/** Names of what is public by its nature. */
const harmlessNames = /(^|_)(PUBLIC|PUBLISHABLE)(_|$)/i;

/** Forms of well-known credentials. */
const forms = [
  /^HRKU-[\w-]{20,}/,
  /^gh[pousr]_\w{20,}/,
  /^github_pat_\w{20,}/,
  /^xox[abeoprs]-[\w-]{10,}/,
  /^xapp-[\w-]{10,}/,
  /^SG\.[\w-]{16,}\.[\w-]{16,}/,
  /^(AKIA|ASIA)[A-Z0-9]{16}$/,
  /^(sk|rk)_(live|test)_\w{16,}/,
  /^eyJ[\w-]{10,}\.eyJ[\w-]{10,}\./,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /hooks\.slack\.com\/(services|workflows)\//,
  /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/i,
  /^https?:\/\/[0-9a-f]{32}@/i,
];

/** Whether a value, by its name or by itself, looks like a secret. Names alone decide only about values that are text of some length. */
export function looksSecret(name: string, value: unknown): boolean {
  if (typeof value !== "string" || value === "") return false;
  if (forms.some((form) => form.test(value))) return true;
  if (harmlessNames.test(name)) return false;
  return (names.test(name) && !isPlainChoice(value)) || isRandom(value);
}

/** `true`, `12`: no secret is that short. */
function isPlainChoice(value: string): boolean {
  return value.length < 6 || /^(true|false|none|\d{1,5})$/i.test(value);
}

const commitOrUuid = /^([0-9a-f]{40}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** One long word of mixed letters and digits, with the entropy of a generated key. */
function isRandom(value: string): boolean {
  if (!/^[\w+/=-]{32,}$/.test(value) || commitOrUuid.test(value)) return false;
  return /\d/.test(value) && /[A-Za-z]/.test(value) && entropy(value) > 3.5;
}

/** Bits per character. */
function entropy(text: string): number {
  const counts = [...text].reduce(
    (all, letter) => all.set(letter, (all.get(letter) ?? 0) + 1),
    new Map<string, number>(),
  );
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}

const anywhere =
  /HRKU-[\w-]{20,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|xox[abeoprs]-[\w-]{10,}|SG\.[\w-]{16,}\.[\w-]{16,}|(?:AKIA|ASIA)[A-Z0-9]{16}|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+/g;

/** Takes credentials out of running text, such as an error message: a second line of defence behind the engine's own `[secret]`. */
export function redact(text: string): string {
  return text.replace(anywhere, "(hidden)").replace(/([a-z][a-z0-9+.-]*:\/\/)[^/\s@]+@/gi, "$1(hidden)@");
}
