import { appendFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../../kit/clock";

/** The logs of jobs, one file each, every line with its moment as GitHub writes it; and their summaries, which only the run's page shows. */
export class JobLogs {
  constructor(
    private readonly folder: string,
    private readonly clock: Pick<Clock, "now">,
  ) {}

  write(job: string, line: string): void {
    const moment = this.clock.now().toISOString().replace("Z", "0000Z");
    this.append(this.file(job), `${moment} ${line}\n`);
  }

  /** Of one of its steps, in Markdown. */
  addSummary(job: string, markdown: string): void {
    this.append(this.summaryFile(job), `${markdown.trimEnd()}\n`);
  }

  read(job: string): string {
    return textOf(this.file(job));
  }

  summary(job: string): string {
    return textOf(this.summaryFile(job));
  }

  remove(job: string): void {
    for (const file of [this.file(job), this.summaryFile(job)]) rmSync(file, { force: true });
  }

  clear(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private append(file: string, text: string): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    appendFileSync(file, text, { mode: 0o600 });
  }

  private file(job: string): string {
    return join(this.folder, `${job}.log`);
  }

  private summaryFile(job: string): string {
    return join(this.folder, `${job}.summary.md`);
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
