import type { FastifyInstance } from "fastify";
import { ApiError } from "./errors";

/** An endpoint that the vendor has and the sandbox does not; it stands in sandbox/contracts. */
export interface Gap {
  readonly method: string;
  /** The route, in the router's form: `/apps/:app/acm`. */
  readonly path: string;
  readonly reason: string;
}

/** One reason for many endpoints, each as `GET POST /path`. */
export function because(reason: string, endpoints: readonly string[]): Gap[] {
  return endpoints.flatMap((endpoint) => {
    const words = endpoint.split(" ");
    const path = words.pop() ?? "";
    return words.map((method) => ({ method, path, reason }));
  });
}

/** Answers 501 with the endpoint's name and the reason for every gap, so that nobody takes a gap for the vendor's behaviour. */
export function answerGaps(server: FastifyInstance, service: string, gaps: readonly Gap[]): void {
  for (const gap of gaps) {
    if (server.hasRoute({ method: gap.method as "GET", url: gap.path })) continue;
    server.route({
      method: gap.method as "GET",
      url: gap.path,
      config: { gap: true },
      exposeHeadRoute: false,
      handler: () => {
        const message = `The sandbox does not do ${gap.method} ${gap.path} of ${service}: ${gap.reason}`;
        throw new ApiError(501, { id: "not_implemented_by_sandbox", message });
      },
    });
  }
}
