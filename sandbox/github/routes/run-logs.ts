import { randomBytes } from "node:crypto";
import { zip } from "../../kit/zip";
import type { Actions } from "../actions/actions";
import type { WorkflowRun } from "../actions/entities";
import { jobsAtAttempt } from "../actions/rows";
import type { Api, Call, RepositoryCall } from "../api";
import { apiUrl } from "../context";
import { failure, notFound } from "../errors";
import { attemptOf, jobOf, runOf } from "./found-run";

interface Download {
  readonly type: string;
  readonly content: () => string | Buffer;
}

/** Downloads that were asked for: their links are good for one reading, as GitHub's are for a minute. */
const links = new Map<string, Download>();
const mostLinks = 1000;

/** Logs: of a job as text, of a run as an archive. */
export function runLogRoutes(api: Api, actions: () => Actions): void {
  api.repository("GET", "/actions/jobs/:job/logs", "read", (call) => {
    const { id } = jobOf(call);
    return redirect(call, { type: "text/plain; charset=utf-8", content: () => actions().logs.read(id) });
  });
  api.repository("GET", "/actions/runs/:run/logs", "read", (call) => archive(call, actions(), runOf(call)));
  api.repository("GET", "/actions/runs/:run/attempts/:attempt/logs", "read", (call) =>
    archive(call, actions(), attemptOf(call)),
  );
  api.repository("DELETE", "/actions/runs/:run/logs", "write", (call) => {
    const run = runOf(call);
    if (run.status !== "completed") throw failure(403, "Logs of a run that is in progress cannot be deleted");
    for (const { id } of call.context.state.jobs.filter((row) => row.runId === run.id)) actions().logs.remove(id);
  });
  api.open("GET", "/_logs/:key", download);
}

/** `0_backend.txt`, `1_versions (1).txt` …, as GitHub names them. */
function archive(call: RepositoryCall, { logs }: Actions, run: WorkflowRun): unknown {
  const content = (): Buffer => {
    const jobs = jobsAtAttempt(call.context, run, run.attempt).filter(({ conclusion }) => conclusion !== "skipped");
    return zip(
      jobs.map(({ id, name }, index) => ({
        name: `${index}_${name.replace(/[/\\:*?"<>|]/g, "")}.txt`,
        content: Buffer.from(logs.read(id)),
      })),
    );
  };
  return redirect(call, { type: "application/zip", content });
}

function redirect(call: Call, wanted: Download): unknown {
  const key = randomBytes(16).toString("hex");
  links.set(key, wanted);
  for (const old of [...links.keys()].slice(0, -mostLinks)) links.delete(old);
  return call.reply
    .code(302)
    .header("location", `${apiUrl(call.context)}/_logs/${key}`)
    .send();
}

function download({ params, reply }: Call): unknown {
  const found = links.get(params["key"]!);
  if (found === undefined) throw notFound();
  links.delete(params["key"]!);
  return reply.type(found.type).send(found.content());
}
