import { ApiError } from "../kit/errors";

/** JSON:API failures. No client of Heroku's is known to read them: form and words are unverified. */
function failure(status: number, title: string, detail: string, attribute?: string): ApiError {
  const source = attribute === undefined ? {} : { source: { pointer: `/data/attributes/${attribute}` } };
  const body = { errors: [{ status: String(status), title, detail, ...source }] };
  return new ApiError(status, body, { "content-type": mediaType });
}

export const mediaType = "application/vnd.api+json; charset=utf-8";

export const appNotFound = (): ApiError => failure(404, "Not Found", "Couldn't find that app.");

export const addonNotFound = (): ApiError =>
  failure(404, "Not Found", "The app does not have the Heroku Scheduler add-on.");

export const jobNotFound = (): ApiError => failure(404, "Not Found", "Couldn't find that job.");

export const badDocument = (detail: string): ApiError => failure(400, "Bad Request", detail);

export const invalid = (attribute: string, detail: string): ApiError =>
  failure(422, "Unprocessable Entity", detail, attribute);
