import type { FastifyInstance } from "fastify";
import type { WorkflowRun } from "../../github/actions/entities";
import type { Inside } from "../inside";
import { addEvents, addPage } from "../page";
import { paged, Pager, withQuery } from "../paging";
import { loginOf, type Open, openRepository, type RepositoryParams, runsOf } from "../read/repositories";
import { State } from "../ui/badge";
import { Empty, Moment } from "../ui/parts";
import { RepositoryFrame } from "../ui/repository-frame";

interface Query {
  readonly page?: string;
}

/** `/repositories/:owner/:repo/runs`: workflow runs, newest first. */
export function addRunsPage(server: FastifyInstance, inside: Inside): void {
  const path = "/repositories/:owner/:repo/runs";
  addPage<RepositoryParams, Query>(server, inside, path, (params, query) => {
    const open = openRepository(inside, params);
    return {
      title: `Workflow runs of ${open.fullName}`,
      section: "Repositories",
      live: `${open.path}/runs-events${withQuery(query, {})}`,
      body: (
        <RepositoryFrame open={open} page="Actions">
          <div class="panel" data-region="runs">
            <Runs open={open} query={query} />
          </div>
        </RepositoryFrame>
      ),
    };
  });
  addEvents<RepositoryParams, Query>(server, inside, `${path}-events`, (stream, params, query) => {
    stream.region("runs", () => <Runs open={openRepository(inside, params)} query={query} />);
  });
}

function Runs({ open, query }: { readonly open: Open; readonly query: Query }) {
  const runs = runsOf(open).reverse();
  if (runs.length === 0) return <Empty>No workflow has run yet: push a commit, or open a pull request.</Empty>;
  const page = paged(runs, query.page);
  return (
    <>
      <ul class="rows">
        {page.rows.map((row) => (
          <Row open={open} row={row} />
        ))}
      </ul>
      <Pager of={page} href={(number) => withQuery(query, { page: number })} />
    </>
  );
}

function Row({ open, row }: { readonly open: Open; readonly row: WorkflowRun }) {
  return (
    <li>
      <State of={row.conclusion ?? row.status} />
      <span class="grow">
        <a href={`${open.path}/runs/${row.id}`} id={`run-${row.id}`}>
          {row.title}
        </a>
        <span class="muted sub">
          {row.name} #{row.runNumber}: {row.event} on {row.headBranch}, by {loginOf(open, row.actorId)}
        </span>
      </span>
      <Moment at={row.createdAt} />
    </li>
  );
}
