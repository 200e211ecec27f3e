import type { FastifyInstance } from "fastify";
import { DateTime } from "luxon";
import type { Transfer } from "../../heroku-data/entities";
import type { App } from "../../heroku-platform/entities";
import type { Inside } from "../inside";
import { addEvents, addPage } from "../page";
import { paged, Pager, withQuery } from "../paging";
import { appNamed } from "../read/apps";
import { schedulesOf, timeline, transferName, transfersOf, transferState, type Day } from "../read/backups";
import { AppFrame } from "../ui/app-frame";
import { State } from "../ui/badge";
import { bytes } from "../ui/bytes";
import { Icon } from "../ui/icon";
import { Empty, Moment, Panel, Table } from "../ui/parts";

interface Params {
  readonly app: string;
}
interface Query {
  readonly page?: string;
}

/** `/apps/:app/backups`: which nights have a backup, when the next one is, and every transfer. */
export function addBackupsPage(server: FastifyInstance, inside: Inside): void {
  addPage<Params, Query>(server, inside, "/apps/:app/backups", ({ app: name }, query) => {
    const app = appNamed(inside, name);
    return {
      title: `Backups of ${name}`,
      section: "Apps",
      live: `/apps/${name}/backups/events${withQuery(query, {})}`,
      body: (
        <AppFrame platform={inside.services.platform.parts} app={app} page="Backups">
          <div data-region="backups">
            <Backups inside={inside} app={app} query={query} />
          </div>
        </AppFrame>
      ),
    };
  });
  addEvents<Params, Query>(server, inside, "/apps/:app/backups/events", (stream, { app: name }, query) => {
    stream.region("backups", () => <Backups inside={inside} app={appNamed(inside, name)} query={query} />);
  });
}

function Backups({ inside, app, query }: { readonly inside: Inside; readonly app: App; readonly query: Query }) {
  const transfers = transfersOf(inside, app.id);
  const page = paged(transfers, query.page);
  return (
    <>
      <Panel id="timeline" title="The last two weeks">
        <Timeline days={timeline(transfers, app.createdAt, inside.clock.now())} today={inside.clock.now()} />
        <Schedules inside={inside} app={app} />
      </Panel>
      <Panel id="transfers" title="Backups, restores and copies">
        {transfers.length === 0 ? (
          <Empty>
            None yet. Capture one: <code>heroku pg:backups:capture --app {app.name}</code>
          </Empty>
        ) : (
          <Transfers of={page.rows} />
        )}
        <Pager of={page} href={(number) => withQuery(query, { page: number })} />
      </Panel>
    </>
  );
}

function Timeline({ days, today }: { readonly days: readonly Day[]; readonly today: Date }) {
  return (
    <ol class="days">
      {days.map(({ date, backups, counts }) => (
        <li class={date === today.toISOString().slice(0, 10) ? "today" : undefined}>
          <time dateTime={date}>{DateTime.fromISO(date).toFormat("ccc d")}</time>
          {backups.map((backup) => (
            <Mark of={backup} />
          ))}
          {counts && backups.length === 0 ? <None /> : null}
        </li>
      ))}
    </ol>
  );
}

function None() {
  return (
    <span class="muted">
      <Icon name="dash" />
      <span class="unseen">none</span>
    </span>
  );
}

function Mark({ of }: { readonly of: Transfer }) {
  const state = of.deletedAt === null ? transferState(of) : "deleted";
  const icon = { succeeded: "check", failed: "cross", running: "arc" } as const;
  const shape = state in icon ? icon[state as keyof typeof icon] : "dash";
  return (
    <a class={`mark ${state}`} href={`#${transferName(of)}`} title={`${of.createdAt.slice(11, 16)} UTC: ${state}`}>
      <Icon name={shape} />
      <span class="wide" aria-hidden="true">
        {transferName(of)}
      </span>
      <span class="unseen">
        {transferName(of)}, {state}
      </span>
    </a>
  );
}

function Schedules({ inside, app }: { readonly inside: Inside; readonly app: App }) {
  const schedules = schedulesOf(inside, app.id);
  if (schedules.length === 0) return <Empty>No backup schedule: nights pass without a backup.</Empty>;
  return (
    <ul class="rows">
      {schedules.map((schedule) => (
        <li>
          <span class="kind">schedule</span>
          <span class="grow">
            <strong>{schedule.name}</strong> at {String(schedule.hour).padStart(2, "0")}:00 {schedule.timezone}
            <span class="muted sub">
              last run <Moment at={schedule.lastRunAt} />
            </span>
          </span>
          <span>
            next <Moment at={inside.services.data.context.firings.next(schedule, inside.clock.now())} />
          </span>
        </li>
      ))}
    </ul>
  );
}

const columns = [
  { title: "Name" },
  { title: "Status" },
  { title: "Begun" },
  { title: "Size", end: true, wide: true },
  { title: "From", wide: true },
  { title: "To", wide: true },
];

function Transfers({ of }: { readonly of: readonly Transfer[] }) {
  return (
    <Table
      caption="Backups, restores and copies"
      columns={columns}
      keys={of.map(transferName)}
      rows={of.map((row) => [
        <strong>{transferName(row)}</strong>,
        <>
          <State of={transferState(row)} /> {row.deletedAt === null ? null : <span class="muted">deleted</span>}
          {row.succeeded === false ? <span class="sub">{row.logs.at(-1)?.message}</span> : null}
        </>,
        <Moment at={row.createdAt} />,
        bytes(row.processedBytes),
        row.fromName,
        row.toName,
      ])}
    />
  );
}
