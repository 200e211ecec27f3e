import {
  type Build,
  type Context,
  makeOnce,
  object,
  Refused,
  resource,
  string,
  strings,
  undefinedIfGone,
} from "../engine/definition";
import { buildpackName } from "./rules/names";
import { splitImportId } from "./rules/reference";
import { sameApp } from "./rules/same";
import { buildSource, checksum } from "./rules/source";
import { archiveChecksum } from "./steps/archive";
import { sourceBlob } from "./steps/source-blob";
import { BuildFailed, waitForBuild } from "./steps/wait-for-build";

const source = object({
  name: "BuildSource",
  description: "What is built: either `url` or `path`.",
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
})({ description: "What is built.", required: true, forceNew: true, writeOnly: true, validate: buildSource });

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
    app: string({ description: "The app's id (or name).", required: true, forceNew: true, sameThing: sameApp }),
    source,
    buildpacks: strings({
      description: "The buildpacks of this build, as names or URLs; undeclared, those of the app.",
      forceNew: true,
      writeOnly: true,
      canonical: (buildpacks) => buildpacks.map(buildpackName),
    }),
  },
  outputs: {
    status: string({
      description: "`succeeded`, `failed` (the build or its release phase) or `pending`.",
      required: true,
    }),
    stack: string({ description: "The stack it was built on: `heroku-24`.", required: true }),
    releaseId: string({ description: "The id of the release it made." }),
    slugId: string({ description: "The id of the slug it made." }),
    outputStreamUrl: string({
      description: "Where Heroku keeps the build's output. Whoever has the URL can read it.",
      required: true,
      secret: true,
    }),
  },
  importForm: "APP/BUILD: the app's id or name, the build's id",
  async complete(inputs) {
    const { path } = inputs.source;
    if (path === undefined) return inputs;
    return { ...inputs, source: { ...inputs.source, checksum: await archiveChecksum(path) } };
  },
  async create({ app, source: declared, buildpacks }, context) {
    const source_blob = await sourceBlob(declared, context);
    const { builds } = context.platform;
    const order = { source_blob, ...(buildpacks && { buildpacks: buildpacks.map(buildpackRef) }) };
    const build = await makeOnce(
      {
        what: `a build of app ${app}`,
        make: () => builds.create(app, order),
        alike: async () => (await builds.latest(app)).filter((one) => one.source_blob.url === source_blob.url),
      },
      context,
    );
    try {
      await waitForBuild(app, build.id, context);
    } catch (error) {
      // There is nothing to keep of a failed build; one that goes on is kept, and waited for by the next up.
      if (!(error instanceof BuildFailed)) context.made(build.id);
      throw error;
    }
    context.made(build.id);
  },
  async find(importId, { platform, signal }) {
    const parts = splitImportId(importId);
    if (!parts)
      throw new Refused(
        "import_id",
        `${importId} is not APP/BUILD, such as penny-university/01234567-89ab-cdef-0123-456789abcdef`,
      );
    const build = await platform.builds.get(parts.parent, parts.rest, signal).catch(undefinedIfGone);
    if (!build) return undefined;
    const { url, version, checksum: sum } = build.source_blob;
    return {
      id: build.id,
      inputs: { app: build.app.id, source: { url, version: version ?? undefined, checksum: sum ?? undefined } },
    };
  },
  async read(id, { inputs, outputs }, context) {
    const { platform, signal } = context;
    const { app } = inputs;
    const build = await platform.builds.get(app, id, signal).catch(undefinedIfGone);
    if (build) return { inputs: { app }, outputs: outputsOf(build, await outcome(build, outputs.status, context)) };
    // Heroku forgets old builds while their releases live on: only with its app is a build gone.
    const alive = await platform.apps.get(app, signal).catch(undefinedIfGone);
    const { status, stack, releaseId, slugId, outputStreamUrl = "" } = outputs;
    return alive && status && stack
      ? { inputs: { app }, outputs: { status, stack, releaseId, slugId, outputStreamUrl } }
      : undefined;
  },
  async unfinished(id, { app, status }, context) {
    if (status === "succeeded") return undefined;
    // A run that was cut off has not seen its status, or only that it was pending.
    const now = status !== "failed" && app && context ? await statusNow(app, id, context) : status;
    return { output: "status", replaces: now === "failed" };
  },
  async update(id, { app }, _known, context) {
    await waitForBuild(app, id, context);
  },
  // A build has happened: deleting it only forgets it.
  async delete() {},
});

/** What came of a build that was under way when it was last seen; a run that stopped did not wait for it. */
async function statusNow(app: string, id: string, context: Context): Promise<string> {
  const build = await context.platform.builds.get(app, id, context.signal).catch(undefinedIfGone);
  return build ? outcome(build, undefined, context) : "failed";
}

/** A build is of no use while its release phase has not succeeded; once it has, that is not asked again. */
async function outcome(build: Build, known: string | undefined, context: Context): Promise<string> {
  if (known === "succeeded" || !build.release) return build.status;
  const { platform, signal } = context;
  const release = await platform.releases.get(build.app.id, build.release.id, signal).catch(undefinedIfGone);
  return release?.status === "failed" || release?.status === "pending" ? release.status : build.status;
}

function outputsOf({ stack, release, slug, output_stream_url }: Build, status: string) {
  return { status, stack, releaseId: release?.id, slugId: slug?.id, outputStreamUrl: output_stream_url };
}

function buildpackRef(buildpack: string): { name: string } | { url: string } {
  return /^https?:/.test(buildpack) ? { url: buildpack } : { name: buildpack };
}
