import { herokuPlatformDeviations } from "../../sandbox/contracts/heroku-platform-deviations";
import { contractTarget, type ContractTarget } from "./heroku-contract";
import type { Answer, CallOptions } from "./heroku-platform";
import { linkOf, statusOf, violations } from "./heroku-schema";

export type Row = Record<string, unknown>;

/** Calls of the Platform API whose answers are held against the schema that Heroku publishes. */
export interface Checker {
  readonly target: ContractTarget;
  /** `GET /apps/:` of all that was called. */
  readonly called: ReadonlySet<string>;
  /** Calls, and fails with all violations that are not known deviations. */
  checked<T = Row>(method: string, path: string, body?: unknown, options?: CallOptions): Promise<Answer<T>>;
  close(): Promise<void>;
}

export async function openChecker(): Promise<Checker> {
  const target = await contractTarget();
  const called = new Set<string>();
  return {
    target,
    called,
    close: () => target.close(),
    async checked(method, path, body, options) {
      const answer = await target.call(method, path, { ...options, body });
      const link = linkOf(method, path);
      if (!link) throw new Error(`${method} ${path} is not in Heroku's schema`);
      const endpoint = `${method} ${link.route}`;
      called.add(endpoint);
      if (!statusOf(link).includes(answer.status))
        throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      const known = (violation: string): boolean =>
        herokuPlatformDeviations.some((row) => row.endpoint.test(endpoint) && row.violation.test(violation));
      const found = violations(link, answer.body).filter((violation) => !known(violation));
      if (found.length > 0) throw new Error(`${endpoint}:\n  ${found.join("\n  ")}`);
      return answer as never;
    },
  };
}
