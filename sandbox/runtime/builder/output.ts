/** Lines of a build in Heroku's form. */
export class BuildOutput {
  constructor(private readonly write: (line: string) => void) {}

  step(text: string): void {
    this.write(`-----> ${text}`);
  }

  detail(text: string): void {
    this.write(`       ${text}`.trimEnd());
  }

  /** A line of a program that the build runs. */
  readonly program = (line: string): void => this.detail(line);

  problem(...lines: string[]): void {
    for (const line of lines) this.write(` !     ${line}`.trimEnd());
  }
}
