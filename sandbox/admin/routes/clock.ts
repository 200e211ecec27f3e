import type { FastifyInstance } from "fastify";
import type { Clock } from "../../kit/clock";
import { bodyOf, invalid } from "../body";
import type { Steered } from "../inside";

/** ISO 8601 and milliseconds ahead of this machine's clock. */
export function clockBody(clock: Clock): { now: string; ahead_ms: number; paused: boolean } {
  const now = clock.now();
  return { now: now.toISOString(), ahead_ms: now.getTime() - Date.now(), paused: clock.paused };
}

/** `GET /clock`, `POST /clock/pause|resume`, `POST /clock/advance {ms}`: the last answers lines of JSON, one for each thing that ran, then the clock. */
export function addClockRoutes(server: FastifyInstance, sandbox: Pick<Steered, "clock" | "journal">): void {
  server.get("/clock", () => clockBody(sandbox.clock));
  server.post("/clock/pause", () => {
    sandbox.clock.pause();
    return clockBody(sandbox.clock);
  });
  server.post("/clock/resume", () => {
    sandbox.clock.resume();
    return clockBody(sandbox.clock);
  });
  server.post("/clock/advance", (request, reply) => {
    const { ms } = bodyOf(request);
    if (typeof ms !== "number" || !Number.isFinite(ms) || ms < 0) throw invalid("ms must be a number of at least 0");
    const { raw } = reply.hijack(); // lines go out as things run; that the client went away is no failure
    raw.writeHead(200, { "content-type": "application/x-ndjson" }).flushHeaders();
    void advance(sandbox, ms, (line) => raw.write(`${JSON.stringify(line)}\n`)).finally(() => raw.end());
  });
}

async function advance(
  sandbox: Pick<Steered, "clock" | "journal">,
  ms: number,
  write: (line: unknown) => void,
): Promise<void> {
  const { clock } = sandbox;
  const stop = sandbox.journal.listen((happening) => write({ happening }));
  try {
    await clock.advance(ms);
    write({ clock: clockBody(clock) });
  } catch (error) {
    write({ error: (error as Error).message });
  } finally {
    stop();
  }
}
