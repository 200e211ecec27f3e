import { object, resource, string, strings } from "../engine/definition";
import { buildSource, checksum } from "./rules/source";

const source = object(
  {
    name: "BuildSource",
    typeDescription: "What is built: either `url` or `path`.",
    fields: {
      url: string({ description: "Where Heroku downloads a .tar.gz of the code; https, reachable by Heroku." }),
      path: string({
        description:
          "A folder (or a .tar.gz) on this machine, which is uploaded. Of a git checkout, what git ignores is left out.",
      }),
      checksum: string({
        description:
          "`SHA256:` and the archive's 64 hexadecimal digits: Heroku refuses another archive. Computed for a `path`, so that changed files make a new build.",
        validate: checksum,
      }),
      version: string({ description: "What the release is described by, such as the commit." }),
    },
  },
  { description: "What is built.", required: true, forceNew: true, validate: buildSource },
);

export const build = resource({
  name: "Build",
  description: `
A build of an app, and the release it makes. Its creation waits until the build and the release phase have succeeded; when one of them
fails, the error ends with its last lines. A build cannot be changed: another source makes a new one. Deleting it only forgets it.

Import by the app (its id or name) and the build's id: \`pulumi import heroku:index:Build first penny-university/01234567-89ab-cdef-0123-456789abcdef\`.

## Example

\`\`\`typescript
new heroku.Build("first", {
  app: app.id,
  source: { url: "https://github.com/penny-university/penny_university/archive/master.tar.gz", version: "master" },
});
\`\`\`
`,
  inputs: {
    app: string({ description: "The app's id (or name).", required: true, forceNew: true }),
    source,
    buildpacks: strings({
      description: "The buildpacks of this build, as names or URLs; undeclared, those of the app.",
      forceNew: true,
      computed: true,
    }),
  },
  outputs: {
    status: string({ description: "`succeeded`, `failed` or `pending`.", required: true }),
    stack: string({ description: "The stack it was built on: `heroku-24`.", required: true }),
    releaseId: string({ description: "The id of the release it made." }),
    slugId: string({ description: "The id of the slug it made." }),
    outputStreamUrl: string({
      description: "Where Heroku keeps the build's output. Whoever has the URL can read it.",
      required: true,
      secret: true,
    }),
  },
});
