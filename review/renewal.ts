import { type Change } from "./changes";

/**
 * Whether the changes are no more than what the program does by itself when a token comes near its end: a new token, and the secrets that
 * take its value. `expiresAt` is the property by which the provider says so.
 */
export function isRenewal(changes: readonly Change[]): boolean {
  const tokens = changes.filter(renewsToken);
  return tokens.length > 0 && changes.every((change) => renewsToken(change) || takesValue(change));
}

const renewsToken = ({ type, action, properties }: Change): boolean =>
  type === "heroku:index:OauthAuthorization" && action === "replace" && only(properties, "expiresAt");

const takesValue = ({ type, action, properties }: Change): boolean =>
  /^github:index\/actions(Environment)?Secret:/.test(type) &&
  action === "update" &&
  properties.every(({ path }) => /^(value|plaintextValue|encryptedValue)$/.test(path));

const only = (properties: Change["properties"], path: string): boolean =>
  properties.length > 0 && properties.every((property) => property.path === path);
