import type { FastifyInstance, FastifyRequest } from "fastify";
import type { AppSummary } from "../heroku-platform/directory";
import { readAttributes } from "./attributes";
import type { Job } from "./entities";
import { addonNotFound, appNotFound, jobNotFound, mediaType } from "./errors";
import type { HerokuSchedulerOptions } from "./options";
import { jobResource } from "./serialize";
import type { State } from "./state";

const base = "/apps/:app/jobs";

/** `GET` and `POST /apps/:app/jobs`, `PATCH` and `DELETE /apps/:app/jobs/:job`; Heroku has no GET of one job. */
export function addJobRoutes(server: FastifyInstance, options: HerokuSchedulerOptions, state: State): void {
  const now = () => options.clock.now().toISOString();
  server.addHook("onRequest", async (request, reply) => {
    void reply.type(mediaType);
    options.directory.authenticate(request);
  });
  server.get(base, (request) => ({ data: state.jobsOf(appOf(options, state, request).id).map(jobResource) }));
  server.post(base, (request, reply) => {
    const { id: appId } = appOf(options, state, request);
    const settings = readAttributes(request);
    const times = { ranAt: null, expireAfter: null, createdAt: now(), updatedAt: now() };
    void reply.code(201);
    return { data: jobResource(state.jobs.insert({ id: state.nextId(), appId, ...settings, ...times })) };
  });
  server.patch(`${base}/:job`, (request) => {
    const job = jobOf(options, state, request);
    const settings = readAttributes(request, job);
    return { data: jobResource(state.jobs.update(job.id, { ...settings, updatedAt: now() })) };
  });
  server.delete(`${base}/:job`, (request, reply) => {
    state.jobs.remove(jobOf(options, state, request).id);
    return reply.code(204).send();
  });
}

/** The app that the path names, which must have the add-on: without it, there are no jobs. */
function appOf({ directory }: HerokuSchedulerOptions, state: State, request: FastifyRequest): AppSummary {
  const app = directory.findApp((request.params as { app: string }).app);
  if (!app) throw appNotFound();
  if (directory.hasAddon(app.id, "scheduler")) return app;
  state.jobs.removeWhere((job) => job.appId === app.id);
  throw addonNotFound();
}

function jobOf(options: HerokuSchedulerOptions, state: State, request: FastifyRequest): Job {
  const app = appOf(options, state, request);
  const job = state.jobs.get((request.params as { job: string }).job);
  if (job?.appId !== app.id) throw jobNotFound();
  return job;
}
