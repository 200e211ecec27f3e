import type { FastifyInstance } from "fastify";
import type { AnsweredRequest } from "../../kit/requests";
import type { Inside } from "../inside";
import { addEvents, addPage } from "../page";
import { paged, Pager, withQuery } from "../paging";
import { Empty, Facts, Moment, Panel, Table } from "../ui/parts";
import { addFaultForms, Faults } from "./faults";

export interface Query {
  readonly service?: string;
  /** `failed`: 400 and above. */
  readonly status?: string;
  readonly q?: string;
  readonly page?: string;
}

/** `/requests`: what was asked of the simulators, how long it took, and the faults that are acted out. */
export function addRequestsPage(server: FastifyInstance, inside: Inside): void {
  addPage<unknown, Query>(server, inside, "/requests", (_params, query) => ({
    title: "Requests",
    section: "Requests",
    live: `/requests/events${withQuery(query, {})}`,
    body: (
      <>
        <h1>Requests</h1>
        <p class="lead">
          What clients asked of Heroku and GitHub here since the sandbox was started, the newest first.
        </p>
        <Faults inside={inside} />
        <Panel id="log" title="Log" aside={<Filter query={query} />}>
          <div data-region="requests">
            <Answered inside={inside} query={query} />
          </div>
        </Panel>
      </>
    ),
  }));
  addEvents<unknown, Query>(server, inside, "/requests/events", (stream, _params, query) => {
    stream.region("requests", () => <Answered inside={inside} query={query} />);
  });
  addFaultForms(server, inside);
}

function Answered({ inside, query }: { readonly inside: Inside; readonly query: Query }) {
  const found = inside.requests
    .all()
    .filter((row) => matches(row, query))
    .reverse();
  if (found.length === 0)
    return <Empty>No requests {query.service || query.status || query.q ? "match" : "yet"}.</Empty>;
  const page = paged(found, query.page, 100);
  return (
    <>
      <Latency of={found} />
      <Table
        caption="Requests"
        columns={[
          { title: "When", wide: true },
          { title: "Request" },
          { title: "Status", end: true },
          { title: "Took", end: true },
        ]}
        keys={page.rows.map(({ number }) => `request-${number}`)}
        rows={page.rows.map((row) => [
          <Moment at={row.at} />,
          <>
            <code>
              <strong>{row.method}</strong> {row.path}
            </code>{" "}
            <span class="kind">{row.service}</span>
          </>,
          <span class={row.status >= 500 ? "bad" : row.status >= 400 ? "warn" : undefined}>{row.status}</span>,
          `${row.ms} ms`,
        ])}
      />
      <Pager of={page} href={(number) => withQuery(query, { page: number })} />
    </>
  );
}

function matches(row: AnsweredRequest, { service = "", status, q = "" }: Query): boolean {
  return (
    (service === "" || row.service === service) && (status !== "failed" || row.status >= 400) && row.path.includes(q)
  );
}

function Latency({ of }: { readonly of: readonly AnsweredRequest[] }) {
  const sorted = of.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number) => `${sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]} ms`;
  const failed = of.filter(({ status }) => status >= 500).length;
  return (
    <Facts
      inline
      of={{ Requests: of.length, Median: at(0.5), "99th percentile": at(0.99), "Status 500 and above": failed }}
    />
  );
}

function Filter({ query }: { readonly query: Query }) {
  const option = (value: string, chosen: string | undefined, label: string) => (
    <option value={value} selected={value === (chosen ?? "")}>
      {label}
    </option>
  );
  return (
    <form class="search" role="search" method="get">
      <label>
        Service{" "}
        <select name="service">
          {option("", query.service, "both")}
          {option("heroku", query.service, "heroku")}
          {option("github", query.service, "github")}
        </select>
      </label>
      <label>
        Status{" "}
        <select name="status">
          {option("", query.status, "any")}
          {option("failed", query.status, "400 and above")}
        </select>
      </label>
      <label>
        Path <input type="search" name="q" value={query.q} />
      </label>
      <button type="submit">Filter</button>
    </form>
  );
}
