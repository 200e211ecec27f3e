import fc from "fast-check";
import { request } from "undici";
import type { Endpoint } from "./heroku";
import { parametersOf, pathOf, requests, type FuzzedRequest } from "./request";

/** An answer, and what it answers. */
export interface Heard {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly type: string;
  readonly text: string;
  /** Parsed; undefined when it is no JSON. */
  readonly body: unknown;
}

export interface FuzzerOptions {
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What there is, by the names of the routes' parameters. */
  readonly known: Readonly<Record<string, readonly string[]>>;
  /** Requests to each endpoint. */
  readonly runs: number;
  /** What is wrong with the form of a failure. */
  readonly wrongFailure: (heard: Heard) => string | undefined;
  /** What is wrong with an answer of 2xx. */
  readonly wrongAnswer: (heard: Heard, endpoint: Endpoint) => readonly string[];
}

/** The same requests each time; more, or others, when FUZZ_RUNS (requests to each endpoint) or FUZZ_SEED say so. */
const seed = Number(process.env["FUZZ_SEED"] ?? 20_261_123);
const patienceMs = 20_000;

/** Sends made-up requests, and learns the ids and names of what there is: later requests ask for them. */
export class Fuzzer {
  readonly found: string[] = [];
  sent = 0;
  /** `GET /apps/:app` of all that was answered with success at least once: what lies behind the checks of their requests was reached. */
  readonly reached = new Set<string>();
  private attacks = 0;
  private readonly learned = new Map<string, Set<string>>();

  constructor(private readonly options: FuzzerOptions) {}

  /** Notes the smallest request that was answered wrongly, if there is one. */
  async attack(endpoint: Endpoint, body: fc.Arbitrary<unknown> | undefined): Promise<void> {
    this.attacks += 1;
    let last = "";
    const property = fc.asyncProperty(requests(parametersOf(endpoint.route), body), async (made) => {
      const wrong = this.judge(endpoint, await this.send(endpoint, made));
      if (wrong === undefined) return true;
      last = `${wrong}\n  body: ${made.body?.slice(0, 500)}\n  headers: ${JSON.stringify(made.headers)}`;
      return false;
    });
    const result = await fc.check(property, {
      numRuns: Number(process.env["FUZZ_RUNS"] ?? this.options.runs),
      seed: seed + this.attacks,
      interruptAfterTimeLimit: 60_000,
    });
    if (result.failed) this.found.push(`${endpoint.method} ${endpoint.route}: ${last || String(result.errorInstance)}`);
  }

  private async send({ method, route }: Endpoint, made: FuzzedRequest): Promise<Heard> {
    const path = pathOf(route, made, (parameter, collection) => this.known(parameter, collection));
    const type = made.body === undefined ? undefined : { "content-type": "application/json" };
    const answer = await request(`${this.options.base}${path}`, {
      method: method as "GET",
      headers: { ...this.options.headers, ...type, ...made.headers },
      body: made.body,
      headersTimeout: patienceMs,
      bodyTimeout: patienceMs,
    });
    const text = await answer.body.text();
    this.sent += 1;
    const body = parsed(text);
    if (answer.statusCode < 300) {
      this.reached.add(`${method} ${route}`);
      this.learn(collectionOf(route), body);
    }
    return { method, path, status: answer.statusCode, type: String(answer.headers["content-type"] ?? ""), text, body };
  }

  private judge(endpoint: Endpoint, heard: Heard): string | undefined {
    const { method, path, status, text } = heard;
    const said = `${method} ${path} answered ${status}`;
    if (status === 501) return text.includes("sandbox") ? undefined : `${said}: ${text}`;
    if (status >= 500) return `${said}: ${text}`;
    if (status >= 400) {
      const wrong = this.options.wrongFailure(heard);
      return wrong === undefined ? undefined : `${said} in another form than the vendor's: ${wrong}`;
    }
    const another = /\/\.{0,2}(\/|\?|$)/.test(path); // without an identity, a path is that of the collection
    const wrong = status < 300 && !another ? this.options.wrongAnswer(heard, endpoint) : [];
    return wrong.length === 0 ? undefined : `${said}: ${wrong.join("; ")}`;
  }

  /** What there is for sure takes three parts of four, what was seen on the way the rest. */
  private known(parameter: string, collection: string): readonly string[] {
    const learned = [...(this.learned.get(collection) ?? [])];
    const sure = this.options.known[parameter] ?? [];
    return sure.length === 0
      ? learned
      : [...Array(Math.max(1, learned.length * 3)).keys()].map((at) => sure[at % sure.length] ?? "").concat(learned);
  }

  private learn(collection: string, body: unknown): void {
    const names = this.learned.get(collection) ?? new Set<string>();
    this.learned.set(collection, names);
    for (const row of [body].flat())
      for (const key of ["id", "name", "number", "uuid", "sha", "ref"]) {
        const value: unknown = typeof row === "object" && row !== null ? Reflect.get(row, key) : undefined;
        if (names.size < 20 && (typeof value === "string" || typeof value === "number")) names.add(String(value));
      }
  }
}

/** `builds`, of `/apps/:app/builds` as of `/apps/:app/builds/:build`. */
const collectionOf = (route: string): string => route.split("/").findLast((part) => /^[\w-]+$/.test(part)) ?? "";

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
