import type { Dispatcher } from "undici";
import { dispatcherFor, http } from "./dispatcher";
import { type Failure, apiError, ApiError, Cancelled, Unreachable, Unreadable } from "./errors";
import { RateLimit } from "./rate-limit";
import { redact, secretsIn } from "./redaction";
import { defaultRetry, type RetryOptions, withRetry } from "./retry";
import { systemTime, type Time } from "./time";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Request {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether every text in the body is a secret; without it, those of fields named like one. */
  readonly secretBody?: boolean;
  /** Whether sending it twice does no more than once; of itself true for all but POST, as no PATCH of ours is relative. */
  readonly repeatable?: boolean;
  readonly signal?: AbortSignal;
}

export interface Response<T> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: T;
}

export interface TransportOptions {
  /** For messages: `Heroku Platform API`. */
  readonly service: string;
  /** Without a trailing slash. */
  readonly baseUrl: string;
  /** Sent as Bearer; never told in errors. */
  readonly apiKey: string;
  /** What every request says it accepts and sends. */
  readonly mediaType: string;
  readonly userAgent?: string;
  /** For the answer's headers, and between parts of its body; 60 seconds. */
  readonly timeoutMs?: number;
  readonly retry?: Partial<RetryOptions>;
  readonly dispatcher?: Dispatcher;
  readonly time?: Time;
}

/** JSON over HTTP, with the key, repeats where they are safe, and one error class for each kind of failure. */
export class Transport {
  readonly #options: TransportOptions;
  readonly #time: Time;
  readonly #rateLimit: RateLimit;
  #dispatcher: Promise<Dispatcher> | undefined;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#dispatcher = options.dispatcher && Promise.resolve(options.dispatcher);
    this.#time = options.time ?? systemTime;
    this.#rateLimit = new RateLimit(this.#time);
  }

  /**
   * @throws ApiError (of the class that fits) for an answer above 299; Unreachable, Unreadable, Cancelled.
   */
  async send<T>(method: Method, path: string, options: Request = {}): Promise<Response<T>> {
    const failure = { service: this.#options.service, method, path: path.split("?")[0] ?? path };
    try {
      return await withRetry(() => this.#once<T>(failure, path, options), {
        repeatable: options.repeatable ?? method !== "POST",
        waitAsked: (error) => (error instanceof ApiError ? this.#rateLimit.waitAsked(error) : undefined),
        time: this.#time,
        options: { ...defaultRetry, ...this.#options.retry },
        signal: options.signal,
      });
    } catch (error) {
      throw options.signal?.aborted ? new Cancelled(failure) : error;
    }
  }

  /** The whole list: further pages are asked for as `Next-Range` says. */
  async list<T>(path: string, options: Request = {}): Promise<T[]> {
    const items: T[] = [];
    let range: string | undefined;
    do {
      const headers: Record<string, string> = { ...options.headers, ...(range === undefined ? {} : { range }) };
      const page = await this.send<T[]>("GET", path, { ...options, headers });
      items.push(...page.body);
      range = page.status === 206 ? header(page.headers, "next-range") : undefined;
    } while (range !== undefined);
    return items;
  }

  async close(): Promise<void> {
    await (await this.#dispatcher)?.close();
  }

  async #once<T>(failure: Failure & { method: string }, path: string, options: Request): Promise<Response<T>> {
    await this.#rateLimit.pace(options.signal);
    const answer = await this.#exchange(failure, path, options);
    this.#rateLimit.observe(answer.headers);
    const text = await this.#read(failure, answer);
    const contentType = header(answer.headers, "content-type") ?? "";
    const body = parse(text);
    if (answer.statusCode > 299) throw this.#failed(failure, answer, body, options);
    if (body === unreadable) throw new Unreadable(failure, answer.statusCode, contentType);
    return { status: answer.statusCode, headers: answer.headers, body: body as T };
  }

  async #exchange(
    failure: Failure,
    path: string,
    { body, headers, signal }: Request,
  ): Promise<Dispatcher.ResponseData> {
    const { baseUrl, apiKey, mediaType, userAgent = "pulumi-resource-heroku", timeoutMs = 60_000 } = this.#options;
    const { request } = await http();
    try {
      return await request(`${baseUrl}${path}`, {
        method: failure.method as Dispatcher.HttpMethod,
        dispatcher: await this.#connections(),
        signal,
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
        headers: {
          accept: mediaType,
          authorization: `Bearer ${apiKey}`,
          "user-agent": userAgent,
          ...(body === undefined ? {} : { "content-type": contentTypeFor(mediaType) }),
          ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    } catch (error) {
      throw this.#unreachable(failure, error);
    }
  }

  #connections(): Promise<Dispatcher> {
    return (this.#dispatcher ??= dispatcherFor(this.#options.baseUrl));
  }

  async #read(failure: Failure, answer: Dispatcher.ResponseData): Promise<string> {
    try {
      return await answer.body.text();
    } catch (error) {
      throw this.#unreachable(failure, error);
    }
  }

  #unreachable(failure: Failure, error: unknown): Unreachable {
    const { origin } = new URL(this.#options.baseUrl);
    const code = codeOf(error);
    const why = redact(reason(error, code), [this.#options.apiKey]);
    return new Unreachable(failure, origin, !neverConnected.has(code ?? ""), why);
  }

  #failed(failure: Failure, answer: Dispatcher.ResponseData, body: unknown, options: Request): ApiError {
    const secrets = [this.#options.apiKey, ...secretsIn(options.body, options.secretBody)];
    const { id, message } = said(body);
    const requestId = header(answer.headers, "request-id")?.split(",")[0];
    const error = apiError({
      ...failure,
      status: answer.statusCode,
      apiId: id,
      apiMessage: message === undefined ? undefined : redact(message, secrets),
      requestId,
    });
    this.#rateLimit.remember(error, answer.headers);
    return error;
  }
}

const neverConnected = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);
const unreadable = Symbol("unreadable");

function parse(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return unreadable;
  }
}

function contentTypeFor(mediaType: string): string {
  return mediaType === "application/vnd.api+json" ? mediaType : "application/json";
}

/** `{id, message}`, or JSON:API's `{errors: [{code, title, detail}]}`. */
function said(body: unknown): { id?: string; message?: string } {
  if (typeof body !== "object" || body === null) return {};
  const { id, message, errors } = body as Record<string, unknown>;
  const text = (value: unknown) => (typeof value === "string" ? value : undefined);
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  if (typeof first !== "object" || first === null) return { id: text(id), message: text(message) };
  const { code, title, detail } = first as Record<string, unknown>;
  return { id: text(code), message: text(detail) ?? text(title) };
}

function codeOf(error: unknown): string | undefined {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  return typeof code === "string" ? code : cause === undefined ? undefined : codeOf(cause);
}

function reason(error: unknown, code: string | undefined): string {
  const message = error instanceof Error ? error.message : String(error);
  return message || code || "the connection failed";
}

export function header(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  name: string,
): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
