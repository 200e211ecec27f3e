import type { FastifyInstance } from "fastify";
import { gitOf } from "../../github/context";
import type { Inside } from "../inside";
import { addEvents, addPage } from "../page";
import { currentRelease, webState } from "../read/apps";
import { isBackup, transfersOf, transferState } from "../read/backups";
import { checksOf } from "../read/checks";
import type { Chronicle } from "../read/chronicle";
import { dueNext } from "../read/due";
import { type Open, openOf, pullsOf, runsOf } from "../read/repositories";
import { State } from "../ui/badge";
import { CheckSummary } from "../ui/checks";
import { Happenings, Upcoming } from "../ui/happenings";
import { Empty, Facts, Moment, Panel } from "../ui/parts";
import { WithoutRunner } from "../ui/without-runner";

const most = 12;

/** `/`: how everything stands. */
export function addOverviewPage(server: FastifyInstance, inside: Inside, chronicle: Chronicle): void {
  addPage(server, inside, "/", async () => ({
    title: "Overview",
    section: "Overview",
    live: "/overview/events",
    body: (
      <>
        <h1>Overview</h1>
        <div data-region="overview">{await overview(inside, chronicle)}</div>
      </>
    ),
  }));
  addEvents(server, inside, "/overview/events", (stream) => {
    stream.region("overview", () => overview(inside, chronicle), 2000);
  });
}

async function overview(inside: Inside, chronicle: Chronicle) {
  const { context } = inside.services.github;
  const repositories = context.state.repositories
    .all()
    .slice(0, most)
    .map((row) => openOf(context, row));
  const faults = inside.faults.list().length;
  return (
    <>
      {faults > 0 ? (
        <p class="notice" role="status">
          {faults === 1 ? "A fault is" : `${faults} faults are`} acted out: <a href="/requests#faults">see which</a>
        </p>
      ) : null}
      <WithoutRunner of={inside} />
      <div class="cards">
        <Apps inside={inside} />
        {await Promise.all(repositories.map(repositoryCard))}
      </div>
      <div class="columns">
        <Panel id="due" title="Falls due next">
          <Upcoming of={dueNext(inside).slice(0, 6)} />
        </Panel>
        <Panel id="happened" title="Happened">
          <Happenings of={chronicle.newest(6)} />
        </Panel>
      </div>
    </>
  );
}

function Apps({ inside }: { readonly inside: Inside }) {
  const platform = inside.services.platform.parts;
  const apps = platform.state.apps.all().slice(0, most);
  if (apps.length === 0)
    return (
      <Empty>
        There are no apps yet. Let the program make production: <code>npm start</code>
      </Empty>
    );
  return (
    <>
      {apps.map((app) => {
        const release = currentRelease(platform, app.id);
        const backup = transfersOf(inside, app.id).find(isBackup);
        return (
          <section class="card" aria-labelledby={`app-${app.id}`}>
            <p class="kind">Heroku app</p>
            <h2 id={`app-${app.id}`}>
              <a href={`/apps/${app.name}`}>{app.name}</a>
            </h2>
            <Facts
              of={{
                Web: <State of={webState(platform, app)} />,
                Release: release ? (
                  <>
                    v{release.version}, <Moment at={release.createdAt} />
                  </>
                ) : (
                  "none"
                ),
                Backup: backup ? (
                  <>
                    <State of={transferState(backup)} /> <Moment at={backup.createdAt} />
                  </>
                ) : (
                  "none"
                ),
              }}
            />
          </section>
        );
      })}
    </>
  );
}

async function repositoryCard(open: Open) {
  const { context, repository } = open;
  const sha = await gitOf(context, repository).branch(repository.defaultBranch);
  const pulls = pullsOf(open).filter(({ state }) => state === "open").length;
  const run = runsOf(open).at(-1);
  return (
    <section class="card" aria-labelledby={`repository-${repository.id}`}>
      <p class="kind">GitHub repository</p>
      <h2 id={`repository-${repository.id}`}>
        <a href={open.path}>{open.fullName}</a>
      </h2>
      <Facts
        of={{
          [repository.defaultBranch]: sha ? <CheckSummary of={checksOf(open, sha)} /> : "empty",
          "Open pull requests": pulls,
          "Last run": run ? <a href={`${open.path}/runs/${run.id}`}>{run.title}</a> : "none",
        }}
      />
    </section>
  );
}
