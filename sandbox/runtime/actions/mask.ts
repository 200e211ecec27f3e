/** Hides secrets in text, whole and line by line: the runner masks only some of what it prints. */
export class Mask {
  private readonly values = new Set<string>();

  constructor(secrets: Iterable<string>) {
    for (const secret of secrets) this.add(secret);
  }

  add(secret: string): void {
    for (const value of [secret, ...secret.split(/\r?\n/)]) if (value.trim().length > 0) this.values.add(value);
  }

  hide(text: string): string {
    const longestFirst = [...this.values].sort((a, b) => b.length - a.length);
    return longestFirst.reduce((hidden, value) => hidden.replaceAll(value, "***"), text);
  }

  holds(text: string): boolean {
    return this.hide(text) !== text;
  }
}
