import type { FastifyInstance } from "fastify";
import type { Inside } from "../inside";
import { addEvents } from "../page";
import { Chronicle } from "../read/chronicle";
import { addClockPage } from "./clock";

/** All pages of the console. */
export function addPages(server: FastifyInstance, inside: Inside): void {
  const chronicle = new Chronicle(inside.journal);
  addEvents(server, inside, "/events", () => undefined);
  addClockPage(server, inside, chronicle);
}
