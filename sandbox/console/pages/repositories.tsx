import type { FastifyInstance } from "fastify";
import type { Inside } from "../inside";
import { addPage } from "../page";
import { paged, Pager, withQuery } from "../paging";
import { openOf, pullsOf } from "../read/repositories";
import { Empty, Moment, Table } from "../ui/parts";

interface Query {
  readonly page?: string;
}

/** `/repositories`: all repositories, by name. */
export function addRepositoriesPage(server: FastifyInstance, inside: Inside): void {
  addPage<unknown, Query>(server, inside, "/repositories", (_params, query) => ({
    title: "Repositories",
    section: "Repositories",
    body: (
      <>
        <h1>Repositories</h1>
        <Repositories inside={inside} query={query} />
      </>
    ),
  }));
}

function Repositories({ inside, query }: { readonly inside: Inside; readonly query: Query }) {
  const { context } = inside.services.github;
  const all = context.state.repositories.all().map((repository) => openOf(context, repository));
  if (all.length === 0) return <Empty>There are no repositories.</Empty>;
  const page = paged(
    all.sort((a, b) => a.fullName.localeCompare(b.fullName)),
    query.page,
  );
  return (
    <>
      <Table
        caption="Repositories"
        columns={[{ title: "Name" }, { title: "Open pull requests", end: true }, { title: "Pushed", wide: true }]}
        rows={page.rows.map((open) => [
          <>
            <a href={open.path}>{open.fullName}</a> <span class="kind">{open.repository.visibility}</span>
            <span class="muted sub">{open.repository.settings.description}</span>
          </>,
          pullsOf(open).filter(({ state }) => state === "open").length,
          <Moment at={open.repository.pushedAt} />,
        ])}
      />
      <Pager of={page} href={(number) => withQuery(query, { page: number })} />
    </>
  );
}
