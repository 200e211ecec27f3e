import { Agent, EnvHttpProxyAgent, fetch as undiciFetch, type RequestInit } from "undici";
import { type Failure, isLoopback, Unreachable } from "../transport";
import { redact } from "../transport/redaction";
import { defaultRetry, withRetry } from "../transport/retry";
import { type Time } from "../transport/time";
import { gitHubError } from "./errors";

/** What octokit's hook is given of a request: method, template and parameters. */
interface Sending {
  readonly method: string;
  readonly url: string;
}

export interface RequestsOptions {
  readonly apiUrl: string;
  readonly token: string;
  readonly time: Time;
}

/** How octokit's requests are sent: through the proxy that the environment names, repeated where that is safe, failing with our errors. */
export function requests({ apiUrl, token, time }: RequestsOptions) {
  const connect = { connect: { timeout: 10_000 } };
  const dispatcher = isLoopback(apiUrl) ? new Agent(connect) : new EnvHttpProxyAgent(connect);
  const wrap = <T>(options: Sending, send: () => Promise<T>): Promise<T> => {
    const failure = { service: "GitHub API", method: options.method, path: pathOf(apiUrl, options) };
    return withRetry(
      async () => {
        try {
          return await send();
        } catch (error) {
          throw ours(failure, error, apiUrl, token);
        }
      },
      { repeatable: options.method !== "POST", waitAsked: () => undefined, time, options: defaultRetry },
    );
  };
  return {
    wrap,
    fetch: (url: string, init: RequestInit) => undiciFetch(url, { ...init, dispatcher }),
    close: () => dispatcher.close(),
  };
}

/** The template with its parameters in place, for messages. */
function pathOf(apiUrl: string, { url, ...rest }: Sending): string {
  const parameters: Readonly<Record<string, unknown>> = rest;
  const path = url.replace(apiUrl, "");
  return path.replace(/\{\+?(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole)).split("?")[0]!;
}

/** Octokit's RequestError; of its classes there may be several. */
interface RequestError extends Error {
  readonly status: number;
  readonly response?: { readonly headers: Readonly<Record<string, unknown>>; readonly data: unknown };
}

function isRequestError(error: unknown): error is RequestError {
  return error instanceof Error && "status" in error && typeof error.status === "number";
}

function ours(failure: Failure, error: unknown, apiUrl: string, token: string): unknown {
  if (!isRequestError(error)) return error;
  const { response, status } = error;
  if (response) {
    const { message } = (response.data ?? {}) as { message?: unknown };
    const apiMessage = typeof message === "string" ? redact(message, [token]) : undefined;
    const requestId = response.headers["x-github-request-id"];
    return gitHubError({ ...failure, status, apiMessage, requestId: requestId ? String(requestId) : undefined });
  }
  const why = redact(String(error.cause ?? error.message), [token]);
  const unsent = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/.test(why);
  return new Unreachable(failure, new URL(apiUrl).origin, !unsent, why);
}
