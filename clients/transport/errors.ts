/** What is known of a request that failed. Never its body, its query or its headers: they may hold secrets. */
export interface Failure {
  /** `Heroku Platform API`. */
  readonly service: string;
  readonly method: string;
  /** Without host and query. */
  readonly path: string;
}

/** What the API answered. */
export interface Answer extends Failure {
  readonly status: number;
  /** The API's own name for the error, such as `invalid_params`. */
  readonly apiId?: string;
  /** The API's own words. */
  readonly apiMessage?: string;
  /** For Heroku's support. */
  readonly requestId?: string;
}

const asked = ({ service, method, path }: Failure) => `${service}: ${method} ${path}`;

/** Any failure of a request. */
export abstract class ClientError extends Error implements Failure {
  /** Names the kind of failure; stable across versions. */
  abstract readonly id: string;
  readonly service: string;
  readonly method: string;
  readonly path: string;
  constructor({ service, method, path }: Failure, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.service = service;
    this.method = method;
    this.path = path;
  }
}

/** The API answered, and the answer is an error of which no class below is more exact. */
export class ApiError extends ClientError implements Answer {
  readonly id: string = "api_error";
  readonly status: number;
  readonly apiId?: string;
  readonly apiMessage?: string;
  readonly requestId?: string;
  constructor(answer: Answer, nextStep = "") {
    const { status, apiId, apiMessage, requestId } = answer;
    const said = [status, apiId].filter(Boolean).join(" ");
    const request = requestId ? ` (request ${requestId})` : "";
    super(
      answer,
      `${asked(answer)} answered ${said}: ${apiMessage ?? "no message"}${request}${nextStep && `. ${nextStep}`}`,
    );
    this.status = status;
    this.apiId = apiId;
    this.apiMessage = apiMessage;
    this.requestId = requestId;
  }
}

/** The API itself says that the thing does not exist (`not_found`); a 404 of anything between us and the API is not this. */
export class NotFound extends ApiError {
  override readonly id = "not_found";
}

export class Unauthorized extends ApiError {
  override readonly id = "unauthorized";
  constructor(answer: Answer) {
    super(answer, "Check HEROKU_API_KEY: `heroku authorizations:create` makes a new key");
  }
}

export class Forbidden extends ApiError {
  override readonly id = "forbidden";
  constructor(answer: Answer) {
    super(answer, "The key's account needs access to this; `heroku access` lists who has it");
  }
}

export class PaymentRequired extends ApiError {
  override readonly id = "payment_required";
  constructor(answer: Answer) {
    super(answer, "The account owes money or has no payment method: https://dashboard.heroku.com/account/billing");
  }
}

export class Conflict extends ApiError {
  override readonly id = "conflict";
}

export class Invalid extends ApiError {
  override readonly id = "invalid";
}

export class RateLimited extends ApiError {
  override readonly id = "rate_limited";
  constructor(answer: Answer) {
    super(answer, "Requests come back at about 75 a minute: wait some minutes, then run it again");
  }
}

export class ServerFailed extends ApiError {
  override readonly id = "server_failed";
  constructor(answer: Answer) {
    super(answer, "It is their side that fails: see https://status.heroku.com, then run it again");
  }
}

function remedy(why: string): string {
  if (/certificate (is not yet valid|has expired)/i.test(why))
    return "Check this machine's clock and, where there is one, the proxy";
  return "Check that it can be reached from here";
}

/** No answer came. `sent` is false when the request never left, so that a repeat is always safe. */
export class Unreachable extends ClientError {
  readonly id = "unreachable";
  constructor(
    failure: Failure,
    readonly origin: string,
    readonly sent: boolean,
    why: string,
  ) {
    super(failure, `${asked(failure)}: no answer from ${origin}: ${why}. ${remedy(why)}, then run it again`);
  }
}

/** An answer that is no JSON, such as the page of a proxy. */
export class Unreadable extends ClientError {
  readonly id = "unreadable_answer";
  constructor(failure: Failure, status: number, contentType: string) {
    super(
      failure,
      `${asked(failure)} answered ${status} with ${contentType || "no content type"} instead of JSON. Is there a proxy in between?`,
    );
  }
}

/** The signal given with the request was aborted. */
export class Cancelled extends ClientError {
  readonly id = "cancelled";
  constructor(failure: Failure) {
    super(failure, `${asked(failure)} was cancelled`);
  }
}

export function isNotFound(error: unknown): error is NotFound {
  return error instanceof NotFound;
}

/** Whether the request may have done its work although no answer tells so. */
export function mayBeDone(error: unknown): error is ClientError {
  if (error instanceof Unreachable) return error.sent;
  return error instanceof Unreadable || (error instanceof ServerFailed && error.status !== 501);
}

/** The class that fits an answer. */
export function apiError(answer: Answer): ApiError {
  const { status, apiId } = answer;
  if (apiId === "not_found") return new NotFound(answer);
  if (status === 401) return new Unauthorized(answer);
  if (status === 402) return new PaymentRequired(answer);
  if (status === 403) return new Forbidden(answer);
  if (status === 409) return new Conflict(answer);
  if (status === 429) return new RateLimited(answer);
  if (status === 400 || status === 422) return new Invalid(answer);
  return status >= 500 ? new ServerFailed(answer) : new ApiError(answer);
}
