import { type ApplicationSettings } from "../settings";
import { type Problem } from "./errors";

/** Process types that are scaled must stand in the Procfile; without one, Heroku's buildpack may know how to run `web`. */
export function checkProcesses({ processes }: ApplicationSettings, procfile: string | undefined): Problem[] {
  const types = procfile === undefined ? ["web"] : typesOf(procfile);
  const lacking = Object.keys(processes).filter((type) => !types.includes(type));
  const known = procfile === undefined ? "The application has no Procfile" : `The Procfile has ${types.join(", ")}`;
  return lacking.map((type) => ({
    where: `application.processes.${type}`,
    message: `is a process type that the application does not have. ${known}: correct the setting, or add the type to the Procfile`,
  }));
}

/** https://devcenter.heroku.com/articles/procfile#procfile-format */
function typesOf(procfile: string): string[] {
  return [...procfile.matchAll(/^([\w-]+):[ \t]*\S/gm)].map(([, type]) => type!);
}
