import type { FastifyInstance } from "fastify";
import type { Inside } from "../inside";
import { addEvents } from "../page";
import { Chronicle } from "../read/chronicle";
import { addAppPage } from "./app";
import { addActivityPage } from "./app-activity";
import { addBackupsPage } from "./app-backups";
import { addLogsPage } from "./app-logs";
import { addOutputPages } from "./app-output";
import { addSettingsPage } from "./app-settings";
import { addAppsPage } from "./apps";
import { addClockPage } from "./clock";
import { addOverviewPage } from "./overview";
import { addPullPage } from "./pull";
import { addPullsPage } from "./pulls";
import { addRepositoriesPage } from "./repositories";
import { addRepositoryPage } from "./repository";
import { addRepositorySettingsPage } from "./repository-settings";
import { addRequestsPage } from "./requests";
import { addRunPage } from "./run";
import { addRunsPage } from "./runs";

const pages = [
  addAppsPage,
  addAppPage,
  addActivityPage,
  addOutputPages,
  addBackupsPage,
  addLogsPage,
  addSettingsPage,
  addRepositoriesPage,
  addRepositoryPage,
  addPullsPage,
  addPullPage,
  addRunsPage,
  addRunPage,
  addRepositorySettingsPage,
  addRequestsPage,
];

/** All pages of the console. */
export function addPages(server: FastifyInstance, inside: Inside): void {
  const chronicle = new Chronicle(inside.journal);
  addEvents(server, inside, "/events", () => undefined);
  addOverviewPage(server, inside, chronicle);
  addClockPage(server, inside, chronicle);
  for (const add of pages) add(server, inside);
}
