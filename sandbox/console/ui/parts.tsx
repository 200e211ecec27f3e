import { DateTime } from "luxon";
import type { ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import { Now } from "./now";

interface Children {
  readonly children: ComponentChildren;
}

/** A section of a page under a heading of its own. */
export function Panel({
  id,
  title,
  aside,
  children,
}: Children & { readonly id: string; readonly title: string; readonly aside?: ComponentChildren }) {
  return (
    <section class="panel" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}

/** Nothing is here, and what brings something. */
export function Empty({ children }: Children) {
  return <p class="empty">{children}</p>;
}

/** A moment: as the sandbox's clock showed it, and how far from now. */
export function Moment({ at }: { readonly at: string | Date | null | undefined }) {
  const now = useContext(Now);
  if (!at) return <span class="muted">never</span>;
  const moment =
    typeof at === "string" ? DateTime.fromISO(at, { zone: "utc" }) : DateTime.fromJSDate(at, { zone: "utc" });
  const year = moment.year === DateTime.fromJSDate(now, { zone: "utc" }).year ? "" : " yyyy";
  return (
    <time dateTime={moment.toISO() ?? ""} title={`${moment.toFormat("d LLLL yyyy, HH:mm:ss")} UTC`}>
      <span>{moment.toFormat(`d LLL${year}, HH:mm`)}</span> <span class="muted">{relative(moment, now)}</span>
    </time>
  );
}

function relative(moment: DateTime, now: Date): string {
  const seconds = Math.abs(moment.toMillis() - now.getTime()) / 1000;
  if (seconds < 60) return "now";
  return moment.toRelative({ base: DateTime.fromJSDate(now, { zone: "utc" }), locale: "en", style: "short" }) ?? "";
}

/** Names and what stands behind them. */
export function Facts({
  of,
  inline,
}: {
  readonly of: Readonly<Record<string, ComponentChildren>>;
  readonly inline?: boolean;
}) {
  return (
    <dl class={inline ? "stats" : "facts"}>
      {Object.entries(of).map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A column; `wide` ones are left out where there is no room, on a phone. */
export interface Column {
  readonly title: string;
  readonly wide?: boolean;
  readonly end?: boolean;
}

const classOf = ({ wide, end }: Column): string | undefined =>
  [wide && "wide", end && "end"].filter(Boolean).join(" ") || undefined;

export function Table({
  caption,
  columns,
  rows,
  keys,
}: {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly ComponentChildren[])[];
  /** Ids of the rows' elements. */
  readonly keys?: readonly string[];
}) {
  return (
    <table>
      <caption class="unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th scope="col" class={classOf(column)}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, index) => (
          <tr id={keys?.[index]}>
            {cells.map((cell, at) => (
              <td class={columns[at] && classOf(columns[at])}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export interface Tab {
  readonly title: string;
  readonly href: string;
  readonly count?: number;
}

/** The pages of one thing. */
export function Tabs({
  label,
  tabs,
  current,
}: {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly current: string;
}) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map(({ title, href, count }) => (
        <a href={href} aria-current={title === current ? "page" : undefined}>
          {title}
          {count === undefined ? null : <span class="count">{count}</span>}
        </a>
      ))}
    </nav>
  );
}

/** A button that does something: a form, so that it works without script. */
export function Act({
  id,
  action,
  label,
  fields = {},
  quiet,
  disabled,
}: {
  /** Where the button is drawn anew, so that it keeps the focus. */
  readonly id?: string;
  readonly action: string;
  readonly label: ComponentChildren;
  readonly fields?: Readonly<Record<string, string>>;
  readonly quiet?: boolean;
  readonly disabled?: boolean;
}) {
  return (
    <form method="post" action={action} class="act">
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button id={id} type="submit" class={quiet ? "quiet" : undefined} disabled={disabled}>
        {label}
      </button>
    </form>
  );
}
