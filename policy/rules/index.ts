import { type Rule } from "../rule";
import { branchKept } from "./branch-kept";
import { databaseBackedUp } from "./database-backed-up";
import { databaseProtected } from "./database-protected";
import { deployToken } from "./deploy-token";
import { noPlainSecrets } from "./no-plain-secrets";
import { requiredChecks, requiredChecksComplete } from "./required-checks";
import { runnableJobs } from "./runnable-jobs";
import { webAwake } from "./web-awake";

export const rules: readonly Rule[] = [
  databaseProtected,
  databaseBackedUp,
  webAwake,
  requiredChecks,
  requiredChecksComplete,
  branchKept,
  noPlainSecrets,
  deployToken,
  runnableJobs,
];
