import { boolean, resource, string, strings } from "../engine/definition";
import { appName } from "./rules/names";

export const app = resource({
  name: "App",
  description: `
A Heroku app. Its id is the app's UUID, so renaming it is an update that keeps everything else.

Import by id or by name: \`pulumi import heroku:index:App web penny-university\`.

## Example

\`\`\`typescript
const app = new heroku.App("web", { name: "penny-university", region: "us", stack: "heroku-24" }, { protect: true });
export const url = app.webUrl;
\`\`\`

An app is not deleted while one of its add-ons is attached to another app, for that app would lose its data.
`,
  inputs: {
    name: string({
      description:
        "The app's name: 3 to 30 of a-z, 0-9 and -, beginning with a letter, not ending with -. Unique in all of Heroku. Example: `penny-university`.",
      required: true,
      validate: appName,
    }),
    region: string({
      description:
        "Where the app runs: `us`, `eu`, or a region of a Private Space. Heroku's default is `us`. Cannot be changed.",
      forceNew: true,
      computed: true,
    }),
    stack: string({
      description:
        "The operating system image that the next build uses, such as `heroku-24`. A change takes effect with the next build.",
      computed: true,
    }),
    team: string({
      description: "The name of the Heroku Team that owns the app; a personal app has none. Cannot be changed here.",
      forceNew: true,
      computed: true,
    }),
    maintenance: boolean({
      description: "Whether visitors get the maintenance page. Undeclared, it stays as somebody set it.",
      computed: true,
    }),
    acm: boolean({
      description:
        "Whether Heroku issues and renews certificates for the app's domains (Automated Certificate Management).",
      computed: true,
    }),
    buildpacks: strings({
      description:
        'The buildpacks of the next build in their order, as names or URLs: `["heroku/nodejs", "heroku/python"]`. Undeclared, Heroku detects them.',
      computed: true,
    }),
  },
  outputs: {
    webUrl: string({ description: "Where the app answers: `https://<name>-<suffix>.herokuapp.com/`.", required: true }),
    gitUrl: string({ description: "Where to push: `https://git.heroku.com/<name>.git`.", required: true }),
    ownerEmail: string({ description: "The email address of the app's owner.", required: true }),
    createdAt: string({ description: "When the app was made, in ISO 8601.", required: true }),
  },
});
