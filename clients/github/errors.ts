import { type Answer, ApiError, Conflict, Invalid, NotFound, RateLimited, ServerFailed } from "../transport";

export class GitHubUnauthorized extends ApiError {
  override readonly id = "unauthorized";
  constructor(answer: Answer) {
    super(answer, "Check GITHUB_TOKEN: it may have expired; `gh auth token` shows one");
  }
}

export class GitHubForbidden extends ApiError {
  override readonly id = "forbidden";
  constructor(answer: Answer) {
    super(answer, "GITHUB_TOKEN needs write access to the repository's contents");
  }
}

/** The class that fits an answer of GitHub's. A 404 is also the answer to who may not see the thing. */
export function gitHubError(answer: Answer): ApiError {
  const { status } = answer;
  if (status === 401) return new GitHubUnauthorized(answer);
  if (status === 429 || (status === 403 && /rate limit/i.test(answer.apiMessage ?? ""))) return new RateLimited(answer);
  if (status === 403) return new GitHubForbidden(answer);
  if (status === 404) return new NotFound(answer);
  if (status === 409) return new Conflict(answer);
  if (status === 422) return new Invalid(answer);
  return status >= 500 ? new ServerFailed(answer) : new ApiError(answer);
}
