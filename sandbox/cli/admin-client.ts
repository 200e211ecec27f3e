import type { Urls } from "../environment";
import type { Home, Ports, SandboxRecord } from "../home";
import type { Happening } from "../kit/journal";
import { processStart } from "../runtime/machine/process-identity";
import { NotAnswering, NotRunning, Refused } from "./errors";

export interface ClockBody {
  readonly now: string;
  readonly ahead_ms: number;
  readonly paused: boolean;
}

export interface StatusBody {
  readonly home: string;
  readonly pid: number;
  readonly started_at: string;
  readonly ports: Ports;
  readonly urls: Urls;
  readonly log: string;
  readonly clock: ClockBody;
  readonly faults: number;
  /** Jobs of workflows that wait because nothing on this machine runs them. */
  readonly jobs_without_runner: number;
}

/** Whether the process that sandbox.json names lives: not a later one that got its pid. */
export function livingPid(record: SandboxRecord | undefined): number | undefined {
  const running = record?.running;
  if (!running) return undefined;
  const born = processStart(running.pid);
  return born !== undefined && (running.born === undefined || born === running.born) ? running.pid : undefined;
}

/** Calls the admin API of a running sandbox. */
export class AdminClient {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** @throws NotRunning, NotAnswering */
  static async connect(home: Home): Promise<{ admin: AdminClient; record: SandboxRecord; status: StatusBody }> {
    const record = home.read();
    const pid = livingPid(record);
    if (!record || pid === undefined) throw new NotRunning();
    const admin = new AdminClient(`http://127.0.0.1:${record.ports.admin}`, record.credentials.adminToken);
    const status = await admin.status().catch(() => undefined);
    if (status?.pid !== pid) throw new NotAnswering(pid, home.logFile);
    return { admin, record, status };
  }

  /** Asked by every command, so without loading the client that waits without limit. */
  async status(): Promise<StatusBody> {
    const headers = { authorization: `Bearer ${this.token}` };
    const answer = await fetch(`${this.url}/status`, { headers, signal: AbortSignal.timeout(5000) });
    if (!answer.ok) throw new Refused("GET /status", answer.status, await answer.text());
    return (await answer.json()) as StatusBody;
  }

  async call<T>(method: "GET" | "POST" | "DELETE", path: string, body?: unknown): Promise<T> {
    const answer = await this.send(method, path, body);
    return (await answer.body.json()) as T;
  }

  /** Lets time pass; tells what ran as it runs. */
  async advance(ms: number, tell: (happening: Happening) => void): Promise<ClockBody> {
    const { body } = await this.send("POST", "/clock/advance", { ms });
    let rest = "";
    let clock: ClockBody | undefined;
    for await (const chunk of body) {
      const lines = (rest + String(chunk)).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) clock = hear(line, tell) ?? clock;
    }
    if (!clock) throw new Refused("to advance the clock", 500, "it ended before the time had passed: bin/sandbox logs");
    return clock;
  }

  private async send(method: "GET" | "POST" | "DELETE", path: string, body: unknown) {
    const { request } = await import("undici");
    const answer = await request(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...(body ? { "content-type": "application/json" } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    if (answer.statusCode < 400) return answer;
    const { message } = (await answer.body.json()) as { message?: string };
    throw new Refused(`${method} ${path}`, answer.statusCode, message ?? "no reason given");
  }
}

function hear(line: string, tell: (happening: Happening) => void): ClockBody | undefined {
  const heard = JSON.parse(line) as { happening?: Happening; clock?: ClockBody; error?: string };
  if (heard.happening) tell(heard.happening);
  if (heard.error) throw new Refused("to advance the clock", 500, heard.error);
  return heard.clock;
}
