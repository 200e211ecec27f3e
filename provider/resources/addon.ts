import { resource, string, stringMap, strings } from "../engine/definition";
import { addonName, planName } from "./rules/names";

export const addon = resource({
  name: "Addon",
  description: `
An add-on of an app, such as Heroku Postgres. Its creation waits until Heroku has provisioned it and its config vars are there. A creation that
takes longer than \`customTimeouts.create\` (20 minutes) keeps the add-on; the next \`up\` goes on waiting for it.

Another plan of the same service is an update in place. Heroku Postgres cannot change between tiers in place: that needs a new database
and a copy of the data, and is refused with the way to do it. Another service makes a new add-on.

Import by id or by name: \`pulumi import heroku:index:Addon database postgresql-round-12345\`.

## Example

\`\`\`typescript
const database = new heroku.Addon("database", { app: app.id, plan: "heroku-postgresql:essential-0" }, { protect: true });
\`\`\`
`,
  inputs: {
    app: string({
      description: "The id (or name) of the app that owns and pays for it.",
      required: true,
      forceNew: true,
    }),
    plan: string({
      description: "Service and plan: `heroku-postgresql:essential-0`, `scheduler:standard`.",
      required: true,
      validate: planName,
    }),
    name: string({
      description: "The add-on's name, unique in all of Heroku; Heroku makes one up when none is given.",
      computed: true,
      validate: addonName,
    }),
    config: stringMap({
      description:
        'Options of the creation, such as `{ version: "16" }` for Heroku Postgres. Heroku does not tell them afterwards, and they cannot be changed.',
      forceNew: true,
      writeOnly: true,
    }),
  },
  outputs: {
    addonService: string({ description: "The service: `heroku-postgresql`.", required: true }),
    configVars: strings({
      description: 'The names of the config vars that it gives its app: `["DATABASE_URL"]`. Their values are not read.',
      required: true,
    }),
    providerId: string({ description: "The add-on's id at the service that provides it.", required: true }),
    state: string({
      description: "`provisioned`, or `provisioning` after a creation that was given up.",
      required: true,
    }),
    webUrl: string({ description: "The add-on's dashboard.", required: true }),
  },
});
