import { type ApiError } from "./errors";
import { type Time } from "./time";

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Heroku gives 4500 requests, refilled at about 75 a minute: https://devcenter.heroku.com/articles/platform-api-reference#rate-limits */
const refillMs = 60_000 / 75;
/** Below this many, requests go out only as fast as they are refilled. */
const scarce = 50;

/** Keeps to the API's pace: waits as it asks, and slows down before nothing is left. */
export class RateLimit {
  #remaining = Infinity;
  /** When the last of those that wait goes out. */
  #turn = 0;
  readonly #asked = new WeakMap<ApiError, number>();

  constructor(private readonly time: Time) {}

  /** Requests at the same time go out one after the other, too. */
  async pace(signal?: AbortSignal): Promise<void> {
    if (this.#remaining >= scarce) return;
    const now = this.time.now();
    this.#turn = Math.max(now, this.#turn) + refillMs;
    await this.time.sleep(this.#turn - now, signal);
  }

  observe(headers: Headers): void {
    const remaining = Number(headers["ratelimit-remaining"] ?? NaN);
    this.#remaining = Number.isFinite(remaining) ? remaining : Infinity;
  }

  /** Notes what an error's answer said in Retry-After: seconds, or a date. */
  remember(error: ApiError, headers: Headers): void {
    const text = headers["retry-after"];
    if (typeof text !== "string") return;
    const seconds = Number(text);
    const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(text) - this.time.now();
    if (Number.isFinite(wait)) this.#asked.set(error, Math.max(0, wait));
  }

  waitAsked(error: ApiError): number | undefined {
    return this.#asked.get(error);
  }
}
