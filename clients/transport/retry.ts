import { ApiError, ClientError, RateLimited, ServerFailed, Unreachable } from "./errors";
import { type Time } from "./time";

export interface RetryOptions {
  /** Repeats after the first attempt. */
  readonly retries: number;
  readonly firstDelayMs: number;
  readonly longestDelayMs: number;
}
export const defaultRetry: RetryOptions = { retries: 5, firstDelayMs: 250, longestDelayMs: 60_000 };

/** Heroku answers so for some seconds after an app was made; the request did nothing. */
const beingProvisioned = /being provisioned/i;

/** Whether the same request may be sent again: `repeatable` when sending it twice does no more than once. */
function mayRepeat(error: unknown, repeatable: boolean): boolean {
  if (error instanceof RateLimited) return true;
  if (error instanceof Unreachable) return repeatable || !error.sent;
  if (error instanceof ServerFailed) return repeatable && error.status !== 501;
  return error instanceof ApiError && beingProvisioned.test(error.apiMessage ?? "");
}

/** How long the API asked to wait, in milliseconds. */
export type WaitAsked = (error: unknown) => number | undefined;

/** Runs `attempt` again, with growing and scattered pauses, as long as that is safe. */
export async function withRetry<T>(
  attempt: () => Promise<T>,
  context: {
    readonly repeatable: boolean;
    readonly waitAsked: WaitAsked;
    readonly time: Time;
    readonly options: RetryOptions;
    readonly signal?: AbortSignal;
  },
): Promise<T> {
  const { repeatable, waitAsked, time, options, signal } = context;
  const delays = await jitter(options);
  const { ConstantBackoff, handleWhen, retry } = await policies();
  let failed: unknown;
  const policy = retry(
    handleWhen((error) => {
      failed = error;
      return (
        error instanceof ClientError &&
        mayRepeat(error, repeatable) &&
        (waitAsked(error) ?? 0) <= options.longestDelayMs
      );
    }),
    // The pause is taken below, from `time`, where the API may ask for a longer one.
    { maxAttempts: options.retries, backoff: new ConstantBackoff(0) },
  );
  return policy.execute(async ({ attempt: repeat }) => {
    if (repeat > 0) await time.sleep(Math.max(delays(), waitAsked(failed) ?? 0), signal);
    return attempt();
  }, signal);
}

/** Loaded at the first request, as the HTTP client is. */
const policies = () => import("cockatiel");

async function jitter({ firstDelayMs, longestDelayMs }: RetryOptions): Promise<() => number> {
  const { decorrelatedJitterGenerator, ExponentialBackoff } = await policies();
  const factory = new ExponentialBackoff({
    initialDelay: firstDelayMs,
    maxDelay: longestDelayMs,
    generator: decorrelatedJitterGenerator,
  });
  let current: { duration: number; next(context: unknown): { duration: number } } | undefined;
  return () => {
    current = (current ?? factory).next(undefined) as typeof current;
    return current?.duration ?? firstDelayMs;
  };
}
