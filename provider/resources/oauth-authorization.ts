import { integer, resource, string, strings } from "../engine/definition";
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
    description: string({ description: "What it is for; shown in the account's list of authorizations." }),
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
});
