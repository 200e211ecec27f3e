import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { awaitOneOff, runOneOff } from "../actions/run-one-off";
import type { Dyno } from "../components/dyno";
import { readBody, reference } from "../conventions/body";
import { sendList } from "../conventions/pagination";
import type { App } from "../entities";
import { conflict, invalidParams, notFound } from "../errors";
import { findApp } from "../find";
import type { Platform } from "../platform";
import { attachUrl } from "../urls";
import { dynoWire } from "../wire/dynos";

const DAY_SECONDS = 86_400;
const creation = z.object({
  command: z.string().min(1),
  attach: z.boolean().nullish(),
  size: reference.nullish(),
  type: z.string().nullish(),
  // The CLI sends numbers (COLUMNS), and no value for a TERM that is not set.
  env: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).nullish()).nullish(),
  force_no_tty: z.boolean().nullish(),
  time_to_live: z.number().int().positive().max(DAY_SECONDS).nullish(),
});
type OfApp = { Params: { app: string } };
type OfDyno = { Params: { app: string; dyno: string } };
type OfType = { Params: { app: string; type: string } };

export function dynoRoutes(scope: FastifyInstance, platform: Platform): void {
  scope.get<OfApp>("/apps/:app/dynos", (request, reply) => {
    const app = findApp(platform, request.params.app);
    return sendList(
      request,
      reply,
      dynosOf(platform, app).map((dyno) => dynoWire(app, dyno)),
    );
  });
  scope.get<OfDyno>("/apps/:app/dynos/:dyno", ({ params }) => {
    const app = findApp(platform, params.app);
    return dynoWire(app, findDyno(platform, app, params.dyno));
  });
  scope.post<OfApp>("/apps/:app/dynos", async (request, reply) => {
    const app = findApp(platform, request.params.app);
    const { command, attach, size, type, env, time_to_live, force_no_tty } = readBody(request, creation);
    if (type != null && !/^[-\w]{1,128}$/.test(type)) throw invalidParams(`Type ${type} is not a process type.`);
    const wanted = {
      command,
      type: type ?? "run",
      size: size ?? undefined,
      env: textsOf(env ?? {}),
      timeToLiveSeconds: time_to_live ?? DAY_SECONDS,
    };
    void reply.code(201);
    if (attach) {
      const waiting = awaitOneOff(platform, app, wanted, force_no_tty ?? false) ?? noCode();
      return dynoWire(app, waiting.dyno, attachUrl(platform, waiting.secret));
    }
    return dynoWire(app, ((await runOneOff(platform, app, wanted)) ?? noCode()).dyno);
  });
  const restart = (app: App, matches: (dyno: Dyno) => boolean): number => {
    const once = platform.oneOffs.of(app.id).filter(matches);
    for (const { id } of once) void platform.oneOffs.stop(id);
    return once.length + platform.dynos.restart(app.id, matches);
  };
  scope.delete<OfApp>("/apps/:app/dynos", ({ params }, reply) => {
    platform.dynos.restart(findApp(platform, params.app).id);
    void reply.code(202);
    return {};
  });
  const one = ({ params }: { params: OfDyno["Params"] }): object => {
    const app = findApp(platform, params.app);
    const dyno = findDyno(platform, app, params.dyno);
    restart(app, ({ id }) => id === dyno.id);
    return {};
  };
  const ofType = ({ params }: { params: OfType["Params"] }): object => {
    const app = findApp(platform, params.app);
    if (restart(app, ({ type }) => type === params.type) === 0)
      throw notFound("formation", `process type (${params.type})`);
    return {};
  };
  scope.delete<OfDyno>("/apps/:app/dynos/:dyno", (request, reply) => reply.code(202).send(one(request)));
  scope.post<OfDyno>("/apps/:app/dynos/:dyno/actions/stop", (request, reply) => reply.code(202).send(one(request)));
  scope.delete<OfType>("/apps/:app/formations/:type", (request, reply) => reply.code(202).send(ofType(request)));
  scope.post<OfType>("/apps/:app/formations/:type/actions/stop", (request, reply) =>
    reply.code(202).send(ofType(request)),
  );
}

function noCode(): never {
  throw conflict("The app has no release with code yet: deploy it first.");
}

const textsOf = (env: Readonly<Record<string, string | number | boolean | null | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value == null ? [] : [[name, String(value)]])));

const dynosOf = (platform: Platform, app: App): Dyno[] => [
  ...platform.dynos.list(app.id),
  ...platform.oneOffs.of(app.id),
];

function findDyno(platform: Platform, app: App, idOrName: string): Dyno {
  const dyno = dynosOf(platform, app).find(({ id, name }) => id === idOrName || name === idOrName);
  if (!dyno) throw notFound("dyno");
  return dyno;
}
