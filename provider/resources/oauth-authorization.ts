import {
  type Authorization,
  integer,
  makeOnce,
  resource,
  string,
  strings,
  undefinedIfGone,
} from "../engine/definition";
import { lifetime, scopes } from "./rules/authorization";

export const oauthAuthorization = resource({
  name: "OauthAuthorization",
  description: `
A token for Heroku's API, such as the one by which a workflow deploys. The token is a secret output. When it has expired or was revoked,
\`refresh\` shows that it is gone, and the next \`up\` makes a new one.

Import by id: \`pulumi import heroku:index:OauthAuthorization deploy 01234567-89ab-cdef-0123-456789abcdef\`. Where Heroku masks the tokens of
existing authorizations, the imported one has no token.

## Example

\`\`\`typescript
const days = 24 * 3600;
const deploy = new heroku.OauthAuthorization("deploy", {
  description: "Deploys from CI",
  scopes: ["global"],
  expiresIn: 90 * days,
  renewBefore: 30 * days,
});
new github.ActionsSecret("HEROKU_API_KEY", { repository: "penny_university", secretName: "HEROKU_API_KEY", value: deploy.token });
\`\`\`
`,
  inputs: {
    scopes: strings({
      description: "What the token may do: `global`, `identity`, `read`, `write`, `read-protected`, `write-protected`.",
      required: true,
      forceNew: true,
      unordered: true,
      canonical: (scopes) => [...new Set(scopes)],
      validate: scopes,
    }),
    description: string({
      description: "What it is for; shown in the account's list of authorizations.",
      computed: true,
    }),
    expiresIn: integer({
      description: "After how many seconds the token ends; undeclared, it never does. Another value makes a new token.",
      forceNew: true,
      writeOnly: true,
      validate: lifetime,
    }),
    renewBefore: integer({
      description:
        "From how many seconds before its end an `up` makes a new token. Whatever depends on the token gets the new one before the old one is revoked. Undeclared, it ends.",
      writeOnly: true,
      validate: lifetime,
    }),
  },
  outputs: {
    token: string({ description: "The token.", required: true, secret: true }),
    userEmail: string({ description: "The email address of the account that the token acts for.", required: true }),
    expiresAt: string({ description: "When the token ends, in ISO 8601; empty when it never does." }),
  },
  importForm: "the authorization's id",
  check({ expiresIn, renewBefore }) {
    if (renewBefore === undefined || (expiresIn !== undefined && renewBefore < expiresIn)) return [];
    const reason = `${renewBefore} is not before the token's end. Allowed: less than expiresIn, which must be declared too`;
    return [{ property: "renewBefore", reason }];
  },
  async unfinished(_id, { expiresAt, renewBefore }, context) {
    if (!expiresAt || renewBefore === undefined || !context) return undefined;
    const due = Date.parse(expiresAt) - renewBefore * 1000 <= context.time.now();
    return due ? { output: "expiresAt", replaces: true } : undefined;
  },
  async create({ scopes: scope, description, expiresIn }, context) {
    const { authorizations } = context.platform;
    const alike = async () => (await authorizations.list()).filter((one) => isLike(one, scope, description));
    const make = () => authorizations.create({ scope, description, expires_in: expiresIn });
    const made = await makeOnce({ what: `authorization ${description ?? scope.join()}`, make, alike }, context);
    const revoke = async (error: unknown) => {
      await authorizations.delete(made.id);
      throw error;
    };
    const expiresAt = expiresIn === undefined ? undefined : isoTime(context.time.now() + expiresIn * 1000);
    // Only the creation's own answer surely tells the token; when it was lost, nobody has it, and a new one takes its place.
    const whole = isMasked(made) ? await authorizations.regenerate(made.id).catch(revoke) : made;
    context.made(made.id, { token: whole.access_token?.token ?? "", expiresAt });
  },
  async find(importId, { platform, signal }) {
    const found = await platform.authorizations.get(importId, signal).catch(undefinedIfGone);
    return found && { id: found.id, inputs: {} };
  },
  async read(id, { outputs }, { platform, signal, time }) {
    const live = await platform.authorizations.get(id, signal).catch(undefinedIfGone);
    if (!live?.access_token) return undefined;
    const expiresAt = endOf(live, outputs.expiresAt, time.now());
    if (expiresAt && Date.parse(expiresAt) <= time.now()) return undefined;
    return {
      inputs: { scopes: live.scope, description: live.description },
      outputs: { token: token(live, outputs.token), userEmail: live.user.email, expiresAt },
    };
  },
  async update(id, { description }, _known, { platform, signal }) {
    const live = await platform.authorizations.get(id, signal);
    if (description !== undefined && description !== live.description)
      await platform.authorizations.update(id, { description });
  },
  async delete(id, _known, { platform }) {
    await platform.authorizations.delete(id);
  },
});

const isoTime = (milliseconds: number) => new Date(milliseconds).toISOString();

const minute = 60_000;

/** When it ends by this machine's clock: as it was reckoned before, unless Heroku, whose clock may be another, says otherwise. */
function endOf({ access_token }: Authorization, before: string | undefined, now: number): string | undefined {
  const seconds = access_token?.expires_in;
  if (seconds == null) return before;
  const end = now + seconds * 1000;
  return before !== undefined && Math.abs(Date.parse(before) - end) < minute ? before : isoTime(end);
}

/** The live token; where Heroku masks it (`prefix**********suffix`), the one that is known. */
function token(live: Authorization, known: string | undefined): string {
  return isMasked(live) ? (known ?? "") : (live.access_token?.token ?? "");
}

function isMasked({ access_token }: Authorization): boolean {
  return !access_token || access_token.token.includes("***");
}

function isLike(one: Authorization, scope: readonly string[], description: string | undefined): boolean {
  // Undeclared, Heroku may describe it in its own words.
  const described = description === undefined || one.description === description;
  return described && [...one.scope].sort().join() === [...scope].sort().join();
}
