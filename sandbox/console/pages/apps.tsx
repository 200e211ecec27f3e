import type { FastifyInstance } from "fastify";
import type { Inside } from "../inside";
import { addEvents, addPage } from "../page";
import { paged, Pager, withQuery } from "../paging";
import { currentRelease, webState } from "../read/apps";
import { State } from "../ui/badge";
import { Empty, Moment, Table } from "../ui/parts";

interface Query {
  readonly q?: string;
  readonly page?: string;
}

/** `/apps`: all apps, by name. */
export function addAppsPage(server: FastifyInstance, inside: Inside): void {
  addPage<unknown, Query>(server, inside, "/apps", (_params, query) => ({
    title: "Apps",
    section: "Apps",
    live: `/apps-events${withQuery(query, {})}`,
    body: (
      <>
        <h1>Apps</h1>
        <form class="search" role="search" method="get">
          <label>
            Name <input type="search" name="q" value={query.q} placeholder="penny" />
          </label>
          <button type="submit">Find</button>
        </form>
        <div data-region="apps">
          <Apps inside={inside} query={query} />
        </div>
      </>
    ),
  }));
  addEvents<unknown, Query>(server, inside, "/apps-events", (stream, _params, query) => {
    stream.region("apps", () => <Apps inside={inside} query={query} />);
  });
}

function Apps({ inside, query }: { readonly inside: Inside; readonly query: Query }) {
  const platform = inside.services.platform.parts;
  const { q = "" } = query;
  const found = platform.state.apps.filter(({ name }) => name.includes(q)).sort((a, b) => a.name.localeCompare(b.name));
  if (found.length === 0) return <NoApps wanted={q} />;
  const page = paged(found, query.page);
  return (
    <>
      <Table
        caption="Apps"
        columns={[{ title: "Name" }, { title: "Web" }, { title: "Release" }, { title: "Released", wide: true }]}
        rows={page.rows.map((app) => {
          const release = currentRelease(platform, app.id);
          return [
            <a href={`/apps/${app.name}`} id={`app-${app.name}`}>
              {app.name}
            </a>,
            <State of={webState(platform, app)} />,
            release ? `v${release.version}` : "none",
            <Moment at={app.releasedAt} />,
          ];
        })}
      />
      <Pager of={page} href={(number) => withQuery(query, { page: number })} />
    </>
  );
}

function NoApps({ wanted }: { readonly wanted: string }) {
  if (wanted !== "") return <Empty>No app has “{wanted}” in its name.</Empty>;
  return (
    <Empty>
      There are no apps yet. Let the program make production: <code>npm start</code>
    </Empty>
  );
}
