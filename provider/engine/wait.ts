import { type Context } from "./context";

export class WaitTimedOut extends Error {
  readonly id = "wait_timed_out";
  override readonly name = "WaitTimedOut";
}

export class WaitCancelled extends Error {
  readonly id = "wait_cancelled";
  override readonly name = "WaitCancelled";
}

const firstPauseMs = 500;
const longestPauseMs = 5_000;

/**
 * Polls until `poll` answers something, with pauses that grow from half a second to five seconds.
 * @throws WaitTimedOut after `context.timeoutMs`; what `poll` throws; WaitCancelled when `context.signal` is aborted.
 */
export async function waitUntil<T>(
  what: string,
  poll: () => Promise<T | undefined>,
  { time, signal, timeoutMs, log }: Context,
): Promise<T> {
  const deadline = time.now() + timeoutMs;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 1.5, longestPauseMs)) {
    const result = await poll();
    if (result !== undefined) return result;
    if (time.now() + pause > deadline) throw new WaitTimedOut(tooLong(what, timeoutMs));
    log("info", `waiting until ${what}`, { ephemeral: true });
    await time.sleep(pause, signal).catch((error: unknown) => {
      throw signal.aborted
        ? new WaitCancelled(`cancelled while waiting until ${what}. The next \`up\` goes on waiting`)
        : error;
    });
  }
}

function tooLong(what: string, timeoutMs: number): string {
  const minutes = Math.round(timeoutMs / 6_000) / 10;
  return `gave up after ${minutes} minutes waiting until ${what}. The next \`up\` goes on waiting; \`customTimeouts\` allows for more`;
}
