import { RequestError } from "@octokit/request-error";
import { type Octokit } from "@octokit/rest";
import { Agent, EnvHttpProxyAgent, fetch as undiciFetch, type RequestInit } from "undici";
import { type Failure, isLoopback, Unreachable } from "../transport";
import { redact } from "../transport/redaction";
import { defaultRetry, withRetry } from "../transport/retry";
import { type Time } from "../transport/time";
import { gitHubError } from "./errors";

type Wrap = Parameters<Octokit["hook"]["wrap"]>[1];

export interface RequestsOptions {
  readonly apiUrl: string;
  readonly token: string;
  readonly time: Time;
}

/** How octokit's requests are sent: through the proxy that the environment names, repeated where that is safe, failing with our errors. */
export function requests({ apiUrl, token, time }: RequestsOptions) {
  const connect = { connect: { timeout: 10_000 } };
  const dispatcher = isLoopback(apiUrl) ? new Agent(connect) : new EnvHttpProxyAgent(connect);
  const wrap: Wrap = (request, options) => {
    const failure = { service: "GitHub API", method: options.method, path: pathOf(apiUrl, options) };
    return withRetry(
      async () => {
        try {
          return await request(options);
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
function pathOf(apiUrl: string, { url, ...parameters }: Record<string, unknown>): string {
  const path = String(url).replace(apiUrl, "");
  return path.replace(/\{\+?(\w+)\}/g, (whole, name: string) => String(parameters[name] ?? whole)).split("?")[0]!;
}

function ours(failure: Failure, error: unknown, apiUrl: string, token: string): unknown {
  if (!(error instanceof RequestError)) return error;
  const { response, status } = error;
  const requestId = response?.headers["x-github-request-id"];
  if (response) {
    const { message } = (response.data ?? {}) as { message?: unknown };
    const apiMessage = typeof message === "string" ? redact(message, [token]) : undefined;
    return gitHubError({ ...failure, status, apiMessage, requestId: requestId?.toString() });
  }
  const refused = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/.test(String(error.cause ?? error.message));
  return new Unreachable(failure, new URL(apiUrl).origin, !refused, redact(error.message, [token]));
}
