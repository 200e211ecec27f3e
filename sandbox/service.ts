import type { FastifyInstance } from "fastify";
import type { Ticker } from "./kit/clock";
import type { Store } from "./kit/store";

/** A simulator on one of the sandbox's listeners. */
export interface Service {
  readonly name: string;
  readonly listener: "heroku" | "github";
  readonly store: Store;
  readonly tickers: readonly Ticker[];
  /** Adds the routes. */
  register(server: FastifyInstance): void;
  /** Makes what the service starts with, once; then what ran when the sandbox ended runs again. */
  start?(): Promise<void>;
  /** Ends what the service runs; its state stays. */
  close(): Promise<void>;
}
