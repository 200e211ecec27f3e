import type { FastifyInstance, FastifyRequest } from "fastify";
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
  server.get(base, (request) => ({ data: state.jobsOf(addonOf(options, request).addonId).map(jobResource) }));
  server.post(base, (request, reply) => {
    const addon = addonOf(options, request);
    const settings = readAttributes(request);
    const times = { ranAt: null, expireAfter: null, createdAt: now(), updatedAt: now() };
    void reply.code(201);
    return { data: jobResource(state.jobs.insert({ id: state.nextId(), ...addon, ...settings, ...times })) };
  });
  server.patch(`${base}/:job`, (request) => {
    const job = jobOf(options, state, request);
    const settings = readAttributes(request, job);
    return { data: jobResource(state.jobs.update(job.id, { ...settings, updatedAt: now() })) };
  });
  server.delete(`${base}/:job`, (request, reply) => {
    state.jobs.remove(jobOf(options, state, request).id);
    return reply.removeHeader("content-type").code(204).send();
  });
}

/** The add-on of the app that the path names: without it, there are no jobs. */
function addonOf({ directory }: HerokuSchedulerOptions, request: FastifyRequest): { appId: string; addonId: string } {
  const app = directory.findApp((request.params as { app: string }).app);
  if (!app) throw appNotFound();
  const addonId = directory.addonId(app.id, "scheduler");
  if (addonId === undefined) throw addonNotFound();
  return { appId: app.id, addonId };
}

function jobOf(options: HerokuSchedulerOptions, state: State, request: FastifyRequest): Job {
  const { addonId } = addonOf(options, request);
  const job = state.jobs.get((request.params as { job: string }).job);
  if (job?.addonId !== addonId) throw jobNotFound();
  return job;
}
