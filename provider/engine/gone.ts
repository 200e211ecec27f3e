import { isNotFound } from "../../clients/transport";

/** For `.catch`: what the API itself does not know is undefined; any other error stays one. */
export function undefinedIfGone(error: unknown): undefined {
  if (!isNotFound(error)) throw error;
}
