import { resource, string, stringMap } from "../engine/definition";
import { configVarNames } from "./rules/names";

export const configVars = resource({
  name: "ConfigVars",
  description: `
Config vars of an app. Only the declared ones are owned: those that people or add-ons set are neither read nor touched. A var that is taken
out of the declaration is unset. All changes go in one request, and so make one release and one restart.

Import names the vars to own, the plain ones and, behind a second slash, the sensitive ones:
\`pulumi import heroku:index:ConfigVars web penny-university/FRONT_END_HOST,DJANGO_SETTINGS_MODULE/SECRET_KEY\`.

## Example

\`\`\`typescript
new heroku.ConfigVars("web", {
  app: app.id,
  vars: { DJANGO_SETTINGS_MODULE: "penny_university.settings.prod" },
  sensitiveVars: { SECRET_KEY: config.requireSecret("SECRET_KEY") },
});
\`\`\`
`,
  inputs: {
    app: string({ description: "The app's id (or name).", required: true, forceNew: true }),
    vars: stringMap({
      description: 'Vars whose values anybody may see in the state and in previews: `{ LOG_LEVEL: "info" }`.',
      validate: configVarNames,
    }),
    sensitiveVars: stringMap({
      description: "Vars whose values are secret: encrypted in the state, hidden in previews and in errors.",
      secret: true,
      validate: configVarNames,
    }),
  },
  outputs: {},
});
