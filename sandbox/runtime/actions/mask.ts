/** Hides secrets in text, whole and line by line, also where a program wrote them in another form: as GitHub's runner does. */
export class Mask {
  private readonly values = new Set<string>();
  private longestFirst: readonly string[] = [];

  constructor(secrets: Iterable<string>) {
    for (const secret of secrets) this.add(secret);
  }

  add(secret: string): void {
    for (const value of [secret, ...secret.split(/[\r\n]+/).map((line) => line.trim())])
      for (const form of formsOf(value)) if (form.trim().length > 0) this.values.add(form);
    this.longestFirst = [...this.values].sort((a, b) => b.length - a.length);
  }

  hide(text: string): string {
    return this.longestFirst.reduce((hidden, value) => hidden.replaceAll(value, "***"), text);
  }

  holds(text: string): boolean {
    return this.hide(text) !== text;
  }
}

/** As it is, in JSON, in an address, in XML, and in base64. */
function formsOf(value: string): string[] {
  const xml = value.replace(/[&<>"']/g, (character) => entities[character]!);
  return [value, JSON.stringify(value).slice(1, -1), inAddress(value), xml, ...inBase64(value)];
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/** Half of a character, which no address can say, stays as it is. */
const inAddress = (value: string): string => (/\p{Surrogate}/u.test(value) ? value : encodeURIComponent(value));

/** Base64 writes three bytes as four letters: a text that stands inside of another one looks in one of three ways, but for its ends. */
function inBase64(value: string): string[] {
  const bytes = Buffer.from(value);
  const inside = [0, 1, 2].map((shift) => {
    const whole = bytes.subarray(shift, shift + Math.floor((bytes.length - shift) / 3) * 3);
    return whole.toString("base64");
  });
  return [bytes.toString("base64"), ...inside.filter((form) => form.length >= shortestInside)];
}

/** Fewer letters stand in other texts by chance. */
const shortestInside = 8;
