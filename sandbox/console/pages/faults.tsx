import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { type Fault, faultActs } from "../../kit/faults";
import { readForm } from "../forms";
import type { Inside } from "../inside";
import { Act, Empty, Panel } from "../ui/parts";

/** The faults in force, and forms that add and end them. */
export function Faults({ inside }: { readonly inside: Inside }) {
  const faults = inside.faults.list();
  return (
    <Panel
      id="faults"
      title="Faults"
      aside={faults.length > 0 ? <Act action="/faults/clear" label="End all" quiet /> : null}
    >
      {faults.length === 0 ? (
        <Empty>None: requests are answered as the vendors would answer them.</Empty>
      ) : (
        <ul class="rows">
          {faults.map((fault) => (
            <li>
              <span class="grow">{describe(fault)}</span>
              <Act action="/faults/end" label="End" fields={{ id: fault.id }} quiet />
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>Act out a fault</summary>
        <NewFault />
      </details>
    </Panel>
  );
}

/** `503 for GET ^/apps of heroku, 2 times` */
function describe({ act, status = 500, delayMs = 0, jitterMs = 0, service, method, path, times }: Fault): string {
  const what = {
    answer: `Status ${status}`,
    drop: "Connections are cut",
    reset: "Connections are reset",
    "lose-answer": "Done, but the answer is lost",
    "cut-answer": "Done, but half of the answer is lost",
    delay: jitterMs > 0 ? `${delayMs} to ${delayMs + jitterMs} ms later` : `${delayMs} ms later`,
  }[act];
  const late = act !== "delay" && delayMs > 0 ? ` after ${delayMs} ms` : "";
  const which = [method?.toUpperCase() ?? "any request", path && `to ${path}`, service && `of ${service}`];
  return [`${what}${late}`, "for", ...which.filter(Boolean), times === undefined ? "" : `, ${times} times`]
    .join(" ")
    .replace(" ,", ",");
}

function NewFault() {
  return (
    <form class="fields" method="post" action="/faults">
      <label>
        What happens
        <select name="act">
          <option value="delay">The answer is late</option>
          <option value="answer">Another status is answered</option>
          <option value="drop">The connection is cut, nothing is done</option>
          <option value="reset">The connection is reset, nothing is done</option>
          <option value="lose-answer">It is done, but the answer is lost</option>
          <option value="cut-answer">It is done, but half of the answer is lost</option>
        </select>
      </label>
      <label>
        Delay (ms)
        <input name="delayMs" type="number" min="0" max="600000" placeholder="500" />
      </label>
      <label>
        Up to so much more, at random (ms)
        <input name="jitterMs" type="number" min="0" max="600000" placeholder="0" />
      </label>
      <label>
        Status
        <input name="status" type="number" min="200" max="599" placeholder="503" />
      </label>
      <label>
        Service
        <select name="service">
          <option value="">both</option>
          <option value="heroku">heroku</option>
          <option value="github">github</option>
        </select>
      </label>
      <label>
        Method
        <input name="method" placeholder="any" />
      </label>
      <label>
        Path (regular expression)
        <input name="path" placeholder="^/apps" />
      </label>
      <label>
        Times
        <input name="times" type="number" min="1" placeholder="every time" />
      </label>
      <button type="submit">Act it out</button>
    </form>
  );
}

const form = z.object({
  act: z.enum(faultActs),
  delayMs: z.coerce.number().int().min(0).max(600_000).optional(),
  jitterMs: z.coerce.number().int().min(0).max(600_000).optional(),
  status: z.coerce.number().int().min(200).max(599).optional(),
  service: z.enum(["heroku", "github"]).optional(),
  method: z
    .string()
    .regex(/^[a-z]+$/i)
    .optional(),
  path: z.string().refine(isPattern, "must be a regular expression").optional(),
  times: z.coerce.number().int().min(1).optional(),
});

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) !== undefined;
  } catch {
    return false;
  }
}

export function addFaultForms(server: FastifyInstance, { faults }: Inside): void {
  server.post("/faults", (request, reply) => {
    faults.add({ id: randomUUID(), ...readForm(request, form) });
    return reply.redirect("/requests#faults", 303);
  });
  server.post("/faults/end", (request, reply) => {
    faults.remove(readForm(request, z.object({ id: z.string() })).id);
    return reply.redirect("/requests#faults", 303);
  });
  server.post("/faults/clear", (_request, reply) => {
    faults.clear();
    return reply.redirect("/requests#faults", 303);
  });
}
