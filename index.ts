import { Application } from "./stacks/application";
import { applicationCode } from "./stacks/application-code";
import { BackgroundJobs } from "./stacks/background-jobs";
import { crossCheck } from "./stacks/cross-checks";
import { Database } from "./stacks/database";
import { Delivery } from "./stacks/delivery";
import { describe } from "./stacks/outputs";
import { Release } from "./stacks/release";
import { Repository } from "./stacks/repository";
import { readEnvironment } from "./stacks/settings";
import { branchSource } from "./stacks/source";
import { optionsThatWait } from "./stacks/take-over";
import { planWorkflows } from "./stacks/workflows";

export = async () => {
  const environment = readEnvironment();
  const { settings, secrets, githubUrl, githubOwner } = environment;
  const { firstBuild } = settings.application;
  const code = await applicationCode(settings);
  const planned = settings.repository && planWorkflows(settings.repository, __dirname, code);
  await crossCheck(settings, code, planned, githubOwner);
  const workflows = await planned;

  const repository =
    settings.repository &&
    new Repository("repository", settings.repository, await optionsThatWait(settings.repository));
  const application = new Application("application", {
    settings: settings.application,
    configVars: settings.configVars,
    sensitiveConfigVars: Object.fromEntries(settings.secretConfigVars.map((name) => [name, secrets[name]!])),
  });
  const { app } = application;
  const database = new Database("database", { settings: settings.database, app }, { dependsOn: [application] });
  const release = new Release(
    "release",
    { settings: settings.application, app, source: firstBuild && branchSource(githubUrl, githubOwner, firstBuild) },
    { dependsOn: [database] },
  );
  const jobs = new BackgroundJobs("background-jobs", { settings: settings.jobs, app }, { dependsOn: [release] });
  const delivery =
    settings.repository && repository && workflows
      ? new Delivery(
          "delivery",
          { settings: settings.repository, repository, app, secrets, workflows },
          { dependsOn: [release] },
        )
      : undefined;

  return describe({ settings, application, database, release, jobs, repository, delivery, workflows });
};
