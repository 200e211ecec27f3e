import type { FastifyInstance } from "fastify";
import type { LogLine } from "../../heroku-platform/components/logs";
import type { Inside } from "../inside";
import { addEvents, addPage } from "../page";
import { withQuery } from "../paging";
import { appNamed } from "../read/apps";
import { AppFrame } from "../ui/app-frame";
import { Log } from "../ui/log";
import { Panel } from "../ui/parts";

interface Params {
  readonly app: string;
}
interface Query {
  /** `web`, `router`, `scheduler`: what the dyno's name begins with. */
  readonly dyno?: string;
  readonly q?: string;
}

const shown = 1500;

/** `/apps/:app/logs`: the app's log as it grows. */
export function addLogsPage(server: FastifyInstance, inside: Inside): void {
  addPage<Params, Query>(server, inside, "/apps/:app/logs", ({ app: name }, query) => {
    const app = appNamed(inside, name);
    const { logs } = inside.services.platform.parts;
    return {
      title: `Logs of ${name}`,
      section: "Apps",
      live: `/apps/${name}/logs/events${withQuery(query, {})}`,
      body: (
        <AppFrame platform={inside.services.platform.parts} app={app} page="Logs">
          <Panel id="log" title="Log" aside={<Filter query={query} />}>
            <Log name="app" label={`Log of ${name}`}>
              <AppLines of={logs.lines(app.id, shown, matching(query))} />
            </Log>
          </Panel>
        </AppFrame>
      ),
    };
  });
  addEvents<Params, Query>(server, inside, "/apps/:app/logs/events", (stream, { app: name }, query) => {
    const { logs } = inside.services.platform.parts;
    const [app, matches] = [appNamed(inside, name), matching(query)];
    stream.lines("app", <AppLines of={logs.lines(app.id, shown, matches)} />, true);
    stream.onEnd(logs.follow(app.id, (line) => matches(line) && stream.lines("app", <AppLines of={[line]} />)));
  });
}

function matching({ dyno = "", q = "" }: Query): (line: LogLine) => boolean {
  return (line) => line.dyno.startsWith(dyno) && line.text.includes(q);
}

function Filter({ query }: { readonly query: Query }) {
  return (
    <form class="search" role="search" method="get">
      <label>
        Dyno{" "}
        <select name="dyno">
          {["", "web", "scheduler", "release", "run", "router", "api"].map((name) => (
            <option value={name} selected={name === (query.dyno ?? "")}>
              {name || "all"}
            </option>
          ))}
        </select>
      </label>
      <label>
        Text <input type="search" name="q" value={query.q} />
      </label>
      <button type="submit">Filter</button>
    </form>
  );
}

function AppLines({ of }: { readonly of: readonly LogLine[] }) {
  return (
    <>
      {of.map(({ time, source, dyno, text }) => (
        <p class={/\bat=error\b|^Error\b|crashed/.test(text) ? "bad" : undefined}>
          <span class="at">{time.slice(5, 19).replace("T", " ")}</span>{" "}
          <span class={`who ${source}`}>{`${source}[${dyno}]`}</span> {text}
        </p>
      ))}
    </>
  );
}
