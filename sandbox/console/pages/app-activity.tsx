import type { FastifyInstance } from "fastify";
import { eligibleForRollback } from "../../heroku-platform/eligible-for-rollback";
import type { App, Build, Release } from "../../heroku-platform/entities";
import type { Inside } from "../inside";
import { addEvents, addPage } from "../page";
import { paged, Pager, withQuery } from "../paging";
import { appNamed } from "../read/apps";
import { AppFrame } from "../ui/app-frame";
import { Badge, State } from "../ui/badge";
import { Empty, Moment } from "../ui/parts";

interface Params {
  readonly app: string;
}
interface Query {
  readonly page?: string;
}

/** `/apps/:app/activity`: releases and builds, newest first. */
export function addActivityPage(server: FastifyInstance, inside: Inside): void {
  addPage<Params, Query>(server, inside, "/apps/:app/activity", ({ app: name }, query) => {
    const app = appNamed(inside, name);
    return {
      title: `Activity of ${name}`,
      section: "Apps",
      live: `/apps/${name}/activity/events${withQuery(query, {})}`,
      body: (
        <AppFrame platform={inside.services.platform.parts} app={app} page="Activity">
          <div class="panel" data-region="activity">
            <Activity inside={inside} app={app} query={query} />
          </div>
        </AppFrame>
      ),
    };
  });
  addEvents<Params, Query>(server, inside, "/apps/:app/activity/events", (stream, { app: name }, query) => {
    stream.region("activity", () => <Activity inside={inside} app={appNamed(inside, name)} query={query} />);
  });
}

type Event = { readonly release: Release } | { readonly build: Build };

function Activity({ inside, app, query }: { readonly inside: Inside; readonly app: App; readonly query: Query }) {
  const { state } = inside.services.platform.parts;
  const releases = state.releases.where("appId", app.id).map((release): Event => ({ release }));
  const builds = state.builds.where("appId", app.id).map((build): Event => ({ build }));
  const at = (event: Event) => ("release" in event ? event.release : event.build).createdAt;
  const version = (event: Event) => ("release" in event ? event.release.version : 0);
  const all = [...releases, ...builds].sort((a, b) => at(b).localeCompare(at(a)) || version(b) - version(a));
  if (all.length === 0) return <Empty>Nothing was built or released yet.</Empty>;
  const page = paged(all, query.page);
  return (
    <>
      <ul class="rows">
        {page.rows.map((event) =>
          "release" in event ? (
            <ReleaseRow inside={inside} app={app} release={event.release} />
          ) : (
            <BuildRow app={app} build={event.build} />
          ),
        )}
      </ul>
      <Pager of={page} href={(number) => withQuery(query, { page: number })} />
    </>
  );
}

function ReleaseRow({
  inside,
  app,
  release,
}: {
  readonly inside: Inside;
  readonly app: App;
  readonly release: Release;
}) {
  const possible = eligibleForRollback(inside.services.platform.parts, release);
  return (
    <li>
      <State of={release.status} />
      <span class="grow">
        <strong>
          <a href={`/apps/${app.name}/releases/${release.version}`} id={`v${release.version}`}>
            v{release.version}
          </a>
        </strong>{" "}
        {release.description}
        <span class="sub muted">{release.current ? "" : possible ? "can be rolled back to" : ""}</span>
      </span>
      {release.current ? <Badge tone="good">current</Badge> : null}
      <Moment at={release.createdAt} />
    </li>
  );
}

function BuildRow({ app, build }: { readonly app: App; readonly build: Build }) {
  return (
    <li>
      <State of={build.status} />
      <span class="grow">
        <a href={`/apps/${app.name}/builds/${build.id}`} id={build.id}>
          Build
        </a>{" "}
        of <code>{build.source.version?.slice(0, 8) ?? "a source without a version"}</code>
      </span>
      <Moment at={build.createdAt} />
    </li>
  );
}
