import { type AnyResource } from "../engine/definition";
import { addon } from "./addon";
import { app } from "./app";
import { backupSchedule } from "./backup-schedule";
import { build } from "./build";
import { configVars } from "./config-vars";
import { formation } from "./formation";
import { oauthAuthorization } from "./oauth-authorization";
import { postgresRestore } from "./postgres-restore";
import { schedulerJob } from "./scheduler-job";

/** Every resource that the provider has. */
export const resources: readonly AnyResource[] = [
  addon,
  app,
  backupSchedule,
  build,
  configVars,
  formation,
  oauthAuthorization,
  postgresRestore,
  schedulerJob,
];
