import { type JobSettings } from "../settings";
import { type Problem } from "./errors";

/** https://docs.djangoproject.com/en/stable/ref/django-admin/: Django's own, and those of its contrib applications. */
const djangos =
  `changepassword check clearsessions collectstatic compilemessages createcachetable createsuperuser dbshell diffsettings dumpdata
  findstatic flush inspectdb loaddata makemessages makemigrations migrate ogrinspect optimizemigration remove_stale_contenttypes runserver
  sendtestemail shell showmigrations sqlflush sqlmigrate sqlsequencereset squashmigrations startapp startproject test testserver`.split(
    /\s+/,
  );

/**
 * A job that runs `manage.py <command>` must name a command of Django's or the application's; one of a package is declared as such. A repository without
 * manage.py does not have the application yet.
 */
export function checkManagementCommands(jobs: JobSettings, paths: readonly string[]): Problem[] {
  if (!paths.some((path) => /(^|\/)manage\.py$/.test(path))) return [];
  const own = paths.flatMap((path) => /(?:^|\/)management\/commands\/([a-zA-Z]\w*)\.py$/.exec(path)?.[1] ?? []);
  return Object.entries(jobs).flatMap(([name, { command, commandOfPackage }]) => {
    const wanted = managementCommand(command);
    if (wanted === undefined || commandOfPackage || [...djangos, ...own].includes(wanted)) return [];
    const there = own.length > 0 ? `It has ${[...own].sort().join(", ")}` : "It has none of its own";
    const message = `runs the management command ${wanted}, which the application does not have. ${there}: correct the name, or, when an installed package brings it, add \`commandOfPackage: true\``;
    return [{ where: `jobs.${name}.command`, message }];
  });
}

function managementCommand(command: string): string | undefined {
  return /(?:^|[\s/])(?:manage\.py|django-admin)\s+([a-zA-Z]\w*)/.exec(command)?.[1];
}
