import type { FastifyInstance } from "fastify";
import type { Inside } from "../inside";
import { addPage } from "../page";
import { paged, Pager, withQuery } from "../paging";
import { checksOf } from "../read/checks";
import { loginOf, type Open, openRepository, pullsOf, pullState, type RepositoryParams } from "../read/repositories";
import { PullBadge } from "../ui/badge";
import { CheckSummary } from "../ui/checks";
import { Empty, Moment } from "../ui/parts";
import { RepositoryFrame } from "../ui/repository-frame";

interface Query {
  readonly page?: string;
  /** `all`: closed and merged ones, too. */
  readonly state?: string;
}

/** `/repositories/:owner/:repo/pulls`: pull requests, newest first. */
export function addPullsPage(server: FastifyInstance, inside: Inside): void {
  addPage<RepositoryParams, Query>(server, inside, "/repositories/:owner/:repo/pulls", (params, query) => {
    const open = openRepository(inside, params);
    return {
      title: `Pull requests of ${open.fullName}`,
      section: "Repositories",
      body: (
        <RepositoryFrame open={open} page="Pull requests">
          <div class="panel">
            <p class="filters">
              <a href="?" aria-current={query.state === "all" ? undefined : "true"}>
                Open
              </a>
              <a href="?state=all" aria-current={query.state === "all" ? "true" : undefined}>
                All
              </a>
            </p>
            <Pulls open={open} query={query} />
          </div>
        </RepositoryFrame>
      ),
    };
  });
}

function Pulls({ open, query }: { readonly open: Open; readonly query: Query }) {
  const pulls = pullsOf(open).filter(({ state }) => query.state === "all" || state === "open");
  if (pulls.length === 0) return <Empty>No {query.state === "all" ? "" : "open "}pull requests.</Empty>;
  const page = paged(pulls, query.page);
  return (
    <>
      <ul class="rows">
        {page.rows.map((row) => (
          <li>
            <PullBadge state={pullState(row)} />
            <span class="grow">
              <a href={`${open.path}/pulls/${row.number}`}>{row.title}</a>
              <span class="muted sub">
                #{row.number} by {loginOf(open, row.authorId)}: {row.pull.head} into {row.pull.base}
              </span>
            </span>
            <CheckSummary of={checksOf(open, row.pull.headSha)} />
            <Moment at={row.createdAt} />
          </li>
        ))}
      </ul>
      <Pager of={page} href={(number) => withQuery(query, { page: number })} />
    </>
  );
}
