import { appendFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../../kit/clock";

/** The logs of jobs, one file each, every line with its moment as GitHub writes it. */
export class JobLogs {
  constructor(
    private readonly folder: string,
    private readonly clock: Pick<Clock, "now">,
  ) {}

  write(job: string, line: string): void {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const moment = this.clock.now().toISOString().replace("Z", "0000Z");
    appendFileSync(this.file(job), `${moment} ${line}\n`, { mode: 0o600 });
  }

  read(job: string): string {
    try {
      return readFileSync(this.file(job), "utf8");
    } catch {
      return "";
    }
  }

  remove(job: string): void {
    rmSync(this.file(job), { force: true });
  }

  clear(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private file(job: string): string {
    return join(this.folder, `${job}.log`);
  }
}
