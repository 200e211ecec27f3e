import { ApiError } from "../kit/errors";

const docs = "https://docs.github.com/rest";

export interface FieldError {
  readonly resource: string;
  readonly field?: string;
  readonly code: string;
  readonly message?: string;
}

/** A failure in GitHub's form: `{message, errors?, documentation_url, status}`. */
export function failure(
  status: number,
  message: string,
  more: { errors?: readonly (FieldError | string)[]; docs?: string; headers?: Readonly<Record<string, string>> } = {},
): ApiError {
  const errors = more.errors ? { errors: more.errors } : {};
  const body = { message, ...errors, documentation_url: more.docs ?? docs, status: String(status) };
  return new ApiError(status, body, more.headers);
}

export const badCredentials = (): ApiError => failure(401, "Bad credentials");
export const requiresAuthentication = (): ApiError => failure(401, "Requires authentication");
export const notFound = (): ApiError => failure(404, "Not Found");
export const mustBeAdmin = (): ApiError => failure(403, "Must have admin rights to Repository.");
export const mustHavePush = (): ApiError => failure(403, "Resource not accessible by personal access token");
export const mustBeApp = (): ApiError => failure(403, "You must authenticate via a GitHub App.");
export const archived = (): ApiError => failure(403, "Repository was archived so is read-only.");
export const branchNotFound = (): ApiError => failure(404, "Branch not found");
/** The provider knows this text by heart. */
export const branchNotProtected = (): ApiError => failure(404, "Branch not protected");
export const needsPaidPlan = (): ApiError =>
  failure(403, "Upgrade to GitHub Pro or make this repository public to enable this feature.");

/** GitHub says here that it reads the head or the base of a pull request. */
export const notMergeable = (): ApiError => failure(405, "Pull Request is not mergeable");
export const validationFailed = (...errors: FieldError[]): ApiError => failure(422, "Validation Failed", { errors });
export const unprocessable = (message: string): ApiError => failure(422, message);

/** Source: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
export const secondaryRateLimit = (): ApiError =>
  failure(429, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.", {
    docs: `${docs}/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits`,
    headers: { "retry-after": "60" },
  });

/** The repository has another name now. A GET is redirected by 301, everything else by 307, which keeps method and body. */
export function moved(method: string, url: string): ApiError {
  const status = method === "GET" || method === "HEAD" ? 301 : 307;
  const body = {
    message: "Moved Permanently",
    url,
    documentation_url: `${docs}/guides/best-practices-for-using-the-rest-api`,
  };
  return new ApiError(status, body, { location: url });
}
