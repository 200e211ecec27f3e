import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { Advance } from "../advance";
import { wrongInput } from "../errors";
import { readForm } from "../forms";
import type { Inside } from "../inside";
import { addEvents, addPage } from "../page";
import type { Chronicle } from "../read/chronicle";
import { dueNext } from "../read/due";
import { Badge } from "../ui/badge";
import { ClockLine } from "../ui/clock-line";
import { Happenings, Upcoming } from "../ui/happenings";
import { Act, Moment, Panel } from "../ui/parts";

const hour = 3_600_000;
const steps = {
  "10 minutes": hour / 6,
  "An hour": hour,
  "A night (8 hours)": 8 * hour,
  "A day": 24 * hour,
  "A week": 168 * hour,
};
const longest = 366 * 24;

/** `/clock`: the sandbox's time, what falls due in it, and buttons that let it pass. */
export function addClockPage(server: FastifyInstance, inside: Inside, chronicle: Chronicle): void {
  const advance = new Advance(inside);
  addPage(server, inside, "/clock", () => ({
    title: "Clock",
    section: "Clock",
    live: "/clock/events",
    body: (
      <>
        <h1>Clock</h1>
        <p class="lead">
          The sandbox has a time of its own. When it passes, backups are captured, Scheduler jobs run and workflows
          start, one after the other, as they would in a night.
        </p>
        <p class="time" data-region="clock">
          <ClockLine clock={inside.clock} />
        </p>
        <div data-region="dial">
          <Dial inside={inside} advance={advance} />
        </div>
        <div class="columns">
          <Panel id="due" title="Falls due next">
            <div data-region="due">
              <Upcoming of={dueNext(inside).slice(0, 25)} />
            </div>
          </Panel>
          <Panel id="happened" title="Happened">
            <div data-region="happened">
              <Happenings of={chronicle.newest(100)} />
            </div>
          </Panel>
        </div>
      </>
    ),
  }));
  addEvents(server, inside, "/clock/events", (stream) => {
    stream.region("dial", () => <Dial inside={inside} advance={advance} />, 500);
    stream.region("due", () => <Upcoming of={dueNext(inside).slice(0, 25)} />);
    stream.region("happened", () => <Happenings of={chronicle.newest(100)} />, 500);
  });
  addSteering(server, inside, advance);
}

function Dial({ inside, advance }: { readonly inside: Inside; readonly advance: Advance }) {
  const { clock } = inside;
  const busy = advance.target !== undefined;
  return (
    <section class="panel" aria-labelledby="pass">
      {advance.target ? (
        <p role="status">
          <Badge tone="busy">Time passes</Badge> until <Moment at={advance.target} />
        </p>
      ) : null}
      {advance.failure ? (
        <p role="alert">
          <Badge tone="bad">Time stopped early</Badge> {advance.failure}
        </p>
      ) : null}
      <p id="pass">Let time pass:</p>
      <div class="acts">
        {Object.entries(steps).map(([label, ms]) => (
          <Act
            action="/clock/advance"
            label={label}
            fields={{ hours: String(ms / hour) }}
            disabled={busy}
            id={`pass-${ms}`}
          />
        ))}
        {clock.paused ? (
          <Act action="/clock/resume" label="Resume" quiet id="resume" />
        ) : (
          <Act action="/clock/pause" label="Pause" quiet id="pause" />
        )}
      </div>
    </section>
  );
}

function addSteering(server: FastifyInstance, inside: Inside, advance: Advance): void {
  const form = z.object({ hours: z.coerce.number().positive().max(longest) });
  server.post("/clock/advance", (request, reply) => {
    const { hours } = readForm(request, form);
    if (!advance.start(hours * hour)) throw wrongInput("Time is passing already: wait until it has.");
    return reply.redirect("/clock", 303);
  });
  server.post("/clock/pause", (_request, reply) => {
    inside.clock.pause();
    return reply.redirect("/clock", 303);
  });
  server.post("/clock/resume", (_request, reply) => {
    inside.clock.resume();
    return reply.redirect("/clock", 303);
  });
}
