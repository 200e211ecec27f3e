import type { FastifyInstance } from "fastify";
import type { Job, WorkflowRun } from "../../github/actions/entities";
import { notFound } from "../errors";
import type { EventStream } from "../events";
import type { Inside } from "../inside";
import { addEvents, addPage } from "../page";
import { withQuery } from "../paging";
import { loginOf, type Open, openRepository, type RepositoryParams } from "../read/repositories";
import { Mark, State } from "../ui/badge";
import { Lines, linesOf, Log } from "../ui/log";
import { Empty, Facts, Moment, Panel } from "../ui/parts";
import { RepositoryFrame } from "../ui/repository-frame";
import { WithoutRunner } from "../ui/without-runner";

interface Params extends RepositoryParams {
  readonly run: string;
}
interface Query {
  /** Whose log is shown. */
  readonly job?: string;
}

interface Shown {
  readonly open: Open;
  readonly row: WorkflowRun;
  readonly jobs: readonly Job[];
  /** Whose log is shown: the one that is asked for, else the first that failed, runs, or is there at all. */
  readonly chosen: Job | undefined;
}

/** `/repositories/:owner/:repo/runs/:run`: a workflow run, its jobs, and the log of one of them as it grows. */
export function addRunPage(server: FastifyInstance, inside: Inside): void {
  const path = "/repositories/:owner/:repo/runs/:run";
  addPage<Params, Query>(server, inside, path, (params, query) => {
    const shown = find(inside, params, query);
    const { open, row, chosen } = shown;
    return {
      title: `${row.title} · ${row.name} #${row.runNumber}`,
      section: "Repositories",
      live: `${open.path}/runs/${row.id}/events${withQuery(query, {})}`,
      body: (
        <RepositoryFrame open={open} page="Actions">
          <div data-region="run">
            <WithoutRunner of={inside} />
            <Summary {...shown} />
          </div>
          <div data-region="summaries">
            <Summaries of={shown.jobs} inside={inside} />
          </div>
          <div class="columns run">
            <Panel id="jobs" title="Jobs">
              <div data-region="jobs">
                <JobList {...shown} />
              </div>
            </Panel>
            <Panel id="log" title="Log">
              <Log name="job" label="Log of the job">
                <Lines of={chosen ? jobLines(readLog(inside, chosen)) : []} />
              </Log>
            </Panel>
          </div>
        </RepositoryFrame>
      ),
    };
  });
  addEvents<Params, Query>(server, inside, `${path}/events`, (stream, params, query) => {
    const top = () => (
      <>
        <WithoutRunner of={inside} />
        <Summary {...find(inside, params, query)} />
      </>
    );
    stream.region("run", top);
    stream.region("summaries", () => <Summaries of={find(inside, params, query).jobs} inside={inside} />, 2000);
    stream.region("jobs", () => <JobList {...find(inside, params, query)} />, 500);
    followLog(inside, stream, () => find(inside, params, query).chosen);
  });
}

function find(inside: Inside, { run, ...params }: Params, { job }: Query): Shown {
  const open = openRepository(inside, params);
  const { state } = open.context;
  const row = state.runs.get(run);
  if (row?.repositoryId !== open.repository.id) throw notFound("workflow run", `${run} of ${open.fullName}`);
  const jobs = state.jobs.filter((each) => each.runId === row.id);
  const telling =
    jobs.find(({ conclusion }) => conclusion === "failure") ?? jobs.find(({ status }) => status === "in_progress");
  return { open, row, jobs, chosen: jobs.find(({ id }) => id === job) ?? telling ?? jobs[0] };
}

function Summary({ open, row }: Shown) {
  return (
    <section class="panel" aria-label="Run">
      <h2 class="subject">{row.title}</h2>
      <Facts
        inline
        of={{
          State: <State of={row.conclusion ?? row.status} />,
          Workflow: `${row.name} #${row.runNumber}${row.attempt > 1 ? `, attempt ${row.attempt}` : ""}`,
          Event: `${row.event} by ${loginOf(open, row.actorId)}`,
          Commit: (
            <>
              <code>{row.headSha.slice(0, 7)}</code> on {row.headBranch}
            </>
          ),
          ...(row.pullNumber === null
            ? {}
            : { "Pull request": <a href={`${open.path}/pulls/${row.pullNumber}`}>#{row.pullNumber}</a> }),
          Begun: <Moment at={row.startedAt} />,
        }}
      />
    </section>
  );
}

/** What jobs wrote for whoever looks at the run: Markdown, as it was written. */
function Summaries({ of, inside }: { readonly of: readonly Job[]; readonly inside: Inside }) {
  const written = of.map(({ id, name }) => ({ id, name, text: inside.services.github.actions.logs.summary(id) }));
  return (
    <>
      {written
        .filter(({ text }) => text !== "")
        .map(({ id, name, text }) => (
          <Panel id={`summary-${id}`} title={`Summary of ${name}`}>
            <p class="prose">{text}</p>
          </Panel>
        ))}
    </>
  );
}

function JobList({ jobs, chosen }: Shown) {
  if (jobs.length === 0) return <Empty>None yet.</Empty>;
  return (
    <ul class="rows jobs">
      {jobs.map((job) => (
        <li>
          <State of={job.conclusion ?? job.status} />
          <span class="grow">
            <a href={`?job=${job.id}`} id={`job-${job.id}`} aria-current={job.id === chosen?.id ? "true" : undefined}>
              {job.name}
            </a>
            {job.environment ? <span class="muted sub">deploys to {job.environment}</span> : null}
          </span>
          {job.id === chosen?.id ? <Steps of={job} /> : null}
        </li>
      ))}
    </ul>
  );
}

function Steps({ of }: { readonly of: Job }) {
  return (
    <ol class="steps">
      {of.steps.map(({ name, status, conclusion }) => (
        <li>
          <Mark of={conclusion ?? status} /> {name}
        </li>
      ))}
    </ol>
  );
}

/** Without the moment in front of each line, which only the file needs. */
const jobLines = (text: string): string[] =>
  text === ""
    ? []
    : linesOf(text)
        .map((line) => line.replace(/^\d{4}-\S+Z /, ""))
        .filter((line) => line !== "##[endgroup]");

const readLog = ({ services }: Inside, { id }: Job): string => services.github.actions.logs.read(id);

/** The file is looked at twice a second while somebody does. Without a wish, it goes to another job when that one tells more. */
function followLog(inside: Inside, stream: EventStream, choose: () => Job | undefined): void {
  let [shown, seen] = ["", 0];
  stream.repeat(() => {
    const job = choose();
    if (!job) return;
    const text = readLog(inside, job);
    const end = text.lastIndexOf("\n") + 1;
    const fresh = job.id !== shown;
    if (fresh || end > seen) stream.lines("job", <Lines of={jobLines(text.slice(fresh ? 0 : seen, end))} />, fresh);
    [shown, seen] = [job.id, end];
  }, 500);
}
