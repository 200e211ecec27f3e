import { type Authorization, integer, isNotFound, resource, string, strings } from "../engine/definition";
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
const deploy = new heroku.OauthAuthorization("deploy", { description: "Deploys from CI", scopes: ["global"] });
new github.ActionsSecret("HEROKU_API_KEY", { repository: "penny_university", secretName: "HEROKU_API_KEY", value: deploy.token });
\`\`\`
`,
  inputs: {
    scopes: strings({
      description: "What the token may do: `global`, `identity`, `read`, `write`, `read-protected`, `write-protected`.",
      required: true,
      forceNew: true,
      unordered: true,
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
  },
  outputs: {
    token: string({ description: "The token.", required: true, secret: true }),
    userEmail: string({ description: "The email address of the account that the token acts for.", required: true }),
    expiresAt: string({ description: "When the token ends, in ISO 8601; empty when it never does." }),
  },
  importForm: "the authorization's id",
  async create({ scopes: scope, description, expiresIn }, context) {
    const made = await context.platform.authorizations.create({ scope, description, expires_in: expiresIn });
    const expiresAt = expiresIn === undefined ? undefined : isoTime(context.time.now() + expiresIn * 1000);
    // Later the API may show a masked token only.
    context.made(made.id, { token: made.access_token?.token ?? "", expiresAt });
  },
  async find(importId, { platform, signal }) {
    try {
      return { id: (await platform.authorizations.get(importId, signal)).id, inputs: {} };
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  },
  async read(id, { outputs }, { platform, signal, time }) {
    try {
      const live = await platform.authorizations.get(id, signal);
      const expiresAt = outputs.expiresAt ?? expiry(live, time.now());
      if (!live.access_token || (expiresAt && Date.parse(expiresAt) <= time.now())) return undefined;
      return {
        inputs: { scopes: live.scope, description: live.description },
        outputs: { token: token(live.access_token.token, outputs.token), userEmail: live.user.email, expiresAt },
      };
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
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

function expiry({ access_token }: Authorization, now: number): string | undefined {
  const seconds = access_token?.expires_in;
  return seconds == null ? undefined : isoTime(now + seconds * 1000);
}

/** The live token; where Heroku masks it (`prefix**********suffix`), the one that is known. */
function token(live: string, known: string | undefined): string {
  return live.includes("***") ? (known ?? "") : live;
}
