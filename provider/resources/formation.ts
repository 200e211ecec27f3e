import { integer, resource, string } from "../engine/definition";
import { canonicalDynoSize, dynoSize } from "./rules/dyno-size";
import { processType, quantity } from "./rules/process";

export const formation = resource({
  name: "Formation",
  description: `
How many dynos of which size run one process type of an app. Process types come with the first release: deploy first (\`Build\`).

Deleting it scales the process type to 0; with \`retainOnDelete\` the dynos keep running.

Import by the app (its id or name) and the process type: \`pulumi import heroku:index:Formation web penny-university/web\`.

## Example

\`\`\`typescript
new heroku.Formation("web", { app: app.id, type: "web", quantity: 1, size: "Basic" }, { dependsOn: build });
\`\`\`
`,
  inputs: {
    app: string({ description: "The app's id (or name).", required: true, forceNew: true }),
    type: string({
      description: "The process type, as the app's Procfile names it: `web`.",
      required: true,
      forceNew: true,
      validate: processType,
    }),
    quantity: integer({ description: "How many dynos run, 0 or more.", required: true, validate: quantity }),
    size: string({
      description:
        "The size of a dyno: `Eco`, `Basic`, `Standard-1X`, … An app cannot mix Eco or Basic with other sizes.",
      computed: true,
      canonical: canonicalDynoSize,
      validate: dynoSize,
    }),
  },
  outputs: {
    command: string({ description: "What its dynos run.", required: true }),
  },
});
