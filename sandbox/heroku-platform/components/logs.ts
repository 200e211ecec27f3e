import { EventEmitter } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { appendFile, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";

export interface LogLine {
  /** `2026-11-23T10:00:00.000000+00:00` */
  readonly time: string;
  readonly source: string;
  readonly dyno: string;
  readonly text: string;
}

/** As many lines as Heroku keeps of an app's log. */
const KEPT = 1500;

export const formatLogLine = ({ time, source, dyno, text }: LogLine): string => `${time} ${source}[${dyno}]: ${text}`;

/** The apps' logs: a ring for each, kept over a restart. */
export class Logs {
  private readonly rings = new Map<string, LogLine[]>();
  private readonly events = new EventEmitter().setMaxListeners(0);
  /** Lines that are still to be written, by app. */
  private readonly waiting = new Map<string, string[]>();
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly now: () => Date,
  ) {}

  /** @param source `app` or `heroku`; @param dyno `web.1`, `api`, `router`, `scheduler.4821` */
  add(appId: string, source: string, dyno: string, text: string): void {
    const time = this.now().toISOString().replace(/Z$/, "000+00:00");
    const ring = this.ring(appId);
    for (const part of text.split(/\r?\n/)) {
      const line = { time, source, dyno, text: part };
      ring.push(line);
      if (ring.length > KEPT) ring.shift();
      this.keep(appId, line);
      this.events.emit(appId, line);
      this.events.emit("line", appId, line);
    }
  }

  lines(appId: string, count = 100, matches: (line: LogLine) => boolean = () => true): LogLine[] {
    return this.ring(appId).filter(matches).slice(-count);
  }

  follow(appId: string, onLine: (line: LogLine) => void): () => void {
    this.events.on(appId, onLine);
    return () => void this.events.off(appId, onLine);
  }

  /** Calls back with every app's lines, as long as the sandbox runs. */
  followAll(onLine: (appId: string, line: LogLine) => void): void {
    this.events.on("line", onLine);
  }

  async remove(appId: string): Promise<void> {
    await this.writing;
    this.rings.delete(appId);
    await rm(this.file(appId), { force: true });
  }

  flush(): Promise<void> {
    return this.writing;
  }

  private ring(appId: string): LogLine[] {
    const ring = this.rings.get(appId) ?? this.load(appId);
    this.rings.set(appId, ring);
    return ring;
  }

  /** Lines that come while others are written go out together. */
  private keep(appId: string, line: LogLine): void {
    const text = `${JSON.stringify(line)}\n`;
    const queued = this.waiting.get(appId);
    if (queued) return void queued.push(text);
    this.waiting.set(appId, [text]);
    this.writing = this.writing.then(() => this.write(appId)).catch(() => undefined);
  }

  private async write(appId: string): Promise<void> {
    const lines = this.waiting.get(appId) ?? [];
    this.waiting.delete(appId);
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await appendFile(this.file(appId), lines.join(""), { mode: 0o600 });
  }

  /** Reads what was kept, and cuts the file to the ring's size. A line that a kill cut short is left out. */
  private load(appId: string): LogLine[] {
    let text: string;
    try {
      text = readFileSync(this.file(appId), "utf8");
    } catch {
      return [];
    }
    const found = text.split("\n");
    const lines = found.slice(-KEPT - 1).flatMap(parseLine);
    if (found.length > KEPT + 1 || found.at(-1) !== "")
      writeFileSync(this.file(appId), lines.map((line) => `${JSON.stringify(line)}\n`).join(""), { mode: 0o600 });
    return lines;
  }

  private file(appId: string): string {
    return join(this.folder, `${appId}.jsonl`);
  }
}

function parseLine(text: string): LogLine[] {
  try {
    return [JSON.parse(text) as LogLine];
  } catch {
    return [];
  }
}
