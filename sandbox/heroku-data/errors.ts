import { ApiError } from "../kit/errors";

/** The Data API's failures; which words are not on record, sandbox/contracts/heroku-data.schema.json marks. */

const failure = (status: number, id: string, message: string): ApiError => new ApiError(status, { id, message });

export const badRequest = (message: string): ApiError => failure(400, "bad_request", message);

export const unknownTimezone = (timezone: string): ApiError => badRequest(`Unknown time zone "${timezone}"`);

export const notFound = (message = "Not found."): ApiError => failure(404, "not_found", message);

export const appNotFound = (): ApiError => notFound("Couldn't find that app.");

export const gone = (): ApiError => failure(410, "gone", "This backup was deleted.");

export const alreadyFinished = (): ApiError => badRequest("Transfer has already finished and cannot be canceled");

/** A body with a message would make the heroku CLI say "Not found." instead of "not yet provisioned". */
export const notProvisioned = (): ApiError => new ApiError(404, undefined);
