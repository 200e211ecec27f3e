import type { FastifyInstance } from "fastify";
import type { App } from "../../heroku-platform/entities";
import { nextRun } from "../../heroku-scheduler/frequency";
import type { Inside } from "../inside";
import { addEvents, addPage } from "../page";
import { appNamed, currentRelease, dynosOf } from "../read/apps";
import { AppFrame } from "../ui/app-frame";
import { State } from "../ui/badge";
import { bytes } from "../ui/bytes";
import { Empty, Facts, Moment, Panel, Table } from "../ui/parts";

interface Params {
  readonly app: string;
}

interface Shown {
  readonly inside: Inside;
  readonly app: App;
}

/** `/apps/:app`: what runs, what it stands on, and what runs when. */
export function addAppPage(server: FastifyInstance, inside: Inside): void {
  addPage<Params>(server, inside, "/apps/:app", ({ app: name }) => {
    const app = appNamed(inside, name);
    return {
      title: app.name,
      section: "Apps",
      live: `/apps/${app.name}/events`,
      body: (
        <AppFrame platform={inside.services.platform.parts} app={app} page="Overview">
          <div data-region="app">
            <Overview inside={inside} app={app} />
          </div>
        </AppFrame>
      ),
    };
  });
  addEvents<Params>(server, inside, "/apps/:app/events", (stream, { app: name }) => {
    stream.region("app", () => <Overview inside={inside} app={appNamed(inside, name)} />);
  });
}

function Overview({ inside, app }: Shown) {
  return (
    <div class="columns">
      <div>
        <Panel id="dynos" title="Dynos">
          <Dynos inside={inside} app={app} />
        </Panel>
        <Panel id="jobs" title="Scheduler jobs">
          <Jobs inside={inside} app={app} />
        </Panel>
      </div>
      <div>
        <Panel id="release" title="Current release">
          <CurrentRelease inside={inside} app={app} />
        </Panel>
        <Panel id="addons" title="Add-ons">
          <Addons inside={inside} app={app} />
        </Panel>
      </div>
    </div>
  );
}

function Dynos({ inside, app }: Shown) {
  const platform = inside.services.platform.parts;
  const dynos = dynosOf(platform, app.id);
  const idle = platform.state.formations.filter((row) => row.appId === app.id && row.quantity === 0);
  if (dynos.length === 0 && idle.length === 0)
    return <Empty>No process types: this app has no release with code yet.</Empty>;
  return (
    <ul class="rows">
      {dynos.map((dyno) => (
        <li>
          <State of={dyno.state} />
          <span class="grow">
            <strong>{dyno.name}</strong> <span class="muted">{dyno.size}</span>
            <code class="sub">{dyno.command}</code>
          </span>
          <Moment at={dyno.createdAt} />
        </li>
      ))}
      {idle.map(({ type, size, command }) => (
        <li>
          <State of="off" />
          <span class="grow">
            <strong>{type}</strong> <span class="muted">0 × {size}</span>
            <code class="sub">{command}</code>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Jobs({ inside, app }: Shown) {
  const now = inside.clock.now();
  const jobs = inside.services.scheduler.state.jobs.filter((job) => job.appId === app.id);
  if (jobs.length === 0) return <Empty>No jobs: Heroku Scheduler runs nothing for this app.</Empty>;
  return (
    <Table
      caption="Scheduler jobs"
      columns={[{ title: "Command" }, { title: "Last run" }, { title: "Next run" }, { title: "Dyno", wide: true }]}
      rows={jobs.map((job) => [
        <code>{job.command}</code>,
        <Moment at={job.ranAt} />,
        <Moment at={nextRun(job, now)} />,
        job.dynoSize,
      ])}
    />
  );
}

function CurrentRelease({ inside, app }: Shown) {
  const platform = inside.services.platform.parts;
  const release = currentRelease(platform, app.id);
  if (!release) return <Empty>Not released yet.</Empty>;
  const slug = release.slugId === null ? undefined : platform.state.slugs.get(release.slugId);
  return (
    <Facts
      of={{
        Version: <a href={`/apps/${app.name}/releases/${release.version}`}>v{release.version}</a>,
        What: release.description,
        When: <Moment at={release.createdAt} />,
        Commit: slug?.commit ? <code>{slug.commit.slice(0, 8)}</code> : "none: no code yet",
        ...(slug?.size ? { Slug: bytes(slug.size) } : {}),
        Stack: `${app.stack}, ${app.region}`,
        ...(slug?.buildpack ? { Language: slug.buildpack } : {}),
      }}
    />
  );
}

function Addons({ inside, app }: Shown) {
  const { state } = inside.services.platform.parts;
  const attached = state.attachments.where("appId", app.id);
  if (attached.length === 0) return <Empty>No add-ons.</Empty>;
  return (
    <ul class="rows">
      {attached.map(({ name, addonId }) => {
        const addon = state.addons.get(addonId);
        return addon ? (
          <li>
            <State of={addon.state} />
            <span class="grow">
              <strong>{addon.plan}</strong>
              <span class="muted sub">
                {addon.name} as {name}
                {addon.appId === app.id ? "" : `, of ${state.apps.get(addon.appId)?.name ?? "another app"}`}
              </span>
            </span>
          </li>
        ) : null;
      })}
    </ul>
  );
}
