import type { Told } from "../read/chronicle";
import type { Due } from "../read/due";
import { State } from "./badge";
import { Empty, Moment } from "./parts";

/** What ran on its own, newest first. */
export function Happenings({ of }: { readonly of: readonly Told[] }) {
  if (of.length === 0)
    return <Empty>Nothing has fallen due since the sandbox was started. Let a night pass on the clock's page.</Empty>;
  return (
    <ul class="rows">
      {of.map(({ happening: { at, kind, app, subject, result, detail }, times }) => (
        <li>
          <State of={result} />
          <span class="grow">
            <strong>{kind === "backup" ? `Backup of ${subject}` : <code>{subject}</code>}</strong>
            <span class="muted sub">
              <a href={`/apps/${app}`}>{app}</a>, {times === 1 ? detail : `${times} times, the last: ${detail}`}
            </span>
          </span>
          <Moment at={at} />
        </li>
      ))}
    </ul>
  );
}

/** What will run on its own, soonest first. */
export function Upcoming({ of }: { readonly of: readonly Due[] }) {
  if (of.length === 0) return <Empty>Nothing is scheduled: no backup schedule, no Scheduler job, no workflow.</Empty>;
  return (
    <ul class="rows">
      {of.map(({ at, kind, what, app }) => (
        <li>
          <span class="kind">{kind}</span>
          <span class="grow">
            {kind === "job" ? <code>{what}</code> : what}
            {app ? (
              <span class="muted sub">
                <a href={`/apps/${app}`}>{app}</a>
              </span>
            ) : null}
          </span>
          <Moment at={at} />
        </li>
      ))}
    </ul>
  );
}
