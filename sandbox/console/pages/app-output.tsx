import type { FastifyInstance } from "fastify";
import { notFound } from "../errors";
import type { EventStream } from "../events";
import type { Inside } from "../inside";
import { addEvents, addPage } from "../page";
import { appNamed } from "../read/apps";
import { AppFrame } from "../ui/app-frame";
import { State } from "../ui/badge";
import { Lines, linesOf, Log } from "../ui/log";
import { Empty, Facts, Moment, Panel } from "../ui/parts";

interface OfRelease {
  readonly app: string;
  readonly version: string;
}
interface OfBuild {
  readonly app: string;
  readonly build: string;
}

/** `/apps/:app/releases/:version` and `/apps/:app/builds/:build`: what they are, and what they wrote. */
export function addOutputPages(server: FastifyInstance, inside: Inside): void {
  addReleasePage(server, inside);
  addBuildPage(server, inside);
}

function addReleasePage(server: FastifyInstance, inside: Inside): void {
  addPage<OfRelease>(server, inside, "/apps/:app/releases/:version", ({ app: name, version }) => {
    const platform = inside.services.platform.parts;
    const { app, release } = releaseOf(inside, name, version);
    const slug = release.slugId === null ? undefined : platform.state.slugs.get(release.slugId);
    return {
      title: `v${release.version} of ${name}`,
      section: "Apps",
      live: `/apps/${name}/releases/${version}/events`,
      body: (
        <AppFrame platform={platform} app={app} page="Activity">
          <Panel id="release" title={`Release v${release.version}`} aside={<State of={release.status} />}>
            <Facts
              of={{
                What: release.description,
                When: <Moment at={release.createdAt} />,
                By: platform.state.accounts.get(release.userId)?.email ?? "somebody who is gone",
                Commit: slug?.commit ? <code>{slug.commit}</code> : "none",
                "Add-ons": release.addonPlanNames.join(", ") || "none",
              }}
            />
          </Panel>
          <Panel id="output" title="Release phase">
            <Output inside={inside} stream={release.streamId} none="This release had no release phase." />
          </Panel>
        </AppFrame>
      ),
    };
  });
  addEvents<OfRelease>(server, inside, "/apps/:app/releases/:version/events", (events, { app, version }) => {
    followOutput(inside, events, releaseOf(inside, app, version).release.streamId);
  });
}

function releaseOf(inside: Inside, name: string, version: string) {
  const app = appNamed(inside, name);
  const { releases } = inside.services.platform.parts.state;
  const release = releases.find((row) => row.appId === app.id && row.version === Number(version));
  if (!release) throw notFound("release", `v${version} of ${name}`);
  return { app, release };
}

function addBuildPage(server: FastifyInstance, inside: Inside): void {
  addPage<OfBuild>(server, inside, "/apps/:app/builds/:build", ({ app: name, build: id }) => {
    const platform = inside.services.platform.parts;
    const { app, build } = buildOf(inside, name, id);
    return {
      title: `Build of ${name}`,
      section: "Apps",
      live: `/apps/${name}/builds/${id}/events`,
      body: (
        <AppFrame platform={platform} app={app} page="Activity">
          <Panel id="build" title="Build" aside={<State of={build.status} />}>
            <Facts
              of={{
                Source: build.source.versionDescription ?? build.source.version ?? "without a version",
                When: <Moment at={build.createdAt} />,
                Stack: build.stack,
              }}
            />
          </Panel>
          <Panel id="output" title="Output">
            <Output inside={inside} stream={build.streamId} none="It wrote nothing." />
          </Panel>
        </AppFrame>
      ),
    };
  });
  addEvents<OfBuild>(server, inside, "/apps/:app/builds/:build/events", (events, { app, build }) => {
    followOutput(inside, events, buildOf(inside, app, build).build.streamId);
  });
}

function buildOf(inside: Inside, name: string, id: string) {
  const app = appNamed(inside, name);
  const build = inside.services.platform.parts.state.builds.find((row) => row.appId === app.id && row.id === id);
  if (!build) throw notFound("build", `${id} of ${name}`);
  return { app, build };
}

function followOutput(inside: Inside, events: EventStream, id: string | null): void {
  const { streams } = inside.services.platform.parts;
  if (id === null) return;
  const add = (text: string, fresh = false) => events.lines("output", <Lines of={linesOf(text)} />, fresh);
  add(streams.read(id) ?? "", true);
  events.onEnd(streams.follow(id, add, () => undefined));
}

function Output({
  inside,
  stream,
  none,
}: {
  readonly inside: Inside;
  readonly stream: string | null;
  readonly none: string;
}) {
  const text = stream === null ? undefined : inside.services.platform.parts.streams.read(stream);
  if (text === undefined) return <Empty>{none}</Empty>;
  return (
    <Log name="output" label="Output">
      <Lines of={linesOf(text)} />
    </Log>
  );
}
