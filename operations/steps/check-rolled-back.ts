import { type Context } from "../context";
import { OperationError } from "../errors";
import { type Key } from "../migrations/keys";
import { short } from "../plans/rollback/facts";
import { type StepRun } from "../run-steps";
import { plural } from "../words";
import { readAppliedMigrations } from "./read-applied-migrations";

export class NotRolledBack extends OperationError {
  readonly id = "not_rolled_back";
}

export interface RolledBack {
  readonly commit: string;
  /** Migrations that must not be in the database any more. */
  readonly undone: readonly Key[];
}

/** As long as Heroku gives a web dyno to bind its port, and some. */
const bootMs = 90_000;

/** Whether the commit serves, its dynos are up, and the database has none of what was undone. @throws NotRolledBack */
export async function checkRolledBack(context: Context, { commit, undone }: RolledBack, run: StepRun): Promise<string> {
  const { heroku, app, signal } = context;
  const releases = await heroku.platform.releases.newest(app.id, 20, signal);
  const current = releases.find((release) => release.current);
  const slug = current?.slug && (await heroku.platform.slugs.get(app.id, current.slug.id, signal));
  if (!current || slug?.commit !== commit)
    throw new NotRolledBack(
      `v${current?.version} serves ${slug?.commit ?? "code of an unknown commit"}, not ${short(commit)}: somebody deployed meanwhile. \`bin/penny status\` tells more`,
    );
  const left = (await readAppliedMigrations(context)).filter(({ key }) => undone.includes(key)).map(({ key }) => key);
  if (left.length > 0)
    throw new NotRolledBack(
      `the database still has ${left.join(", ")}: run the same command again, or restore the backup`,
    );
  const up = await awaitDynos(context, current.version, run);
  return `v${current.version} serves ${short(commit)}, ${plural(up, "web dyno")} up${undone.length > 0 ? `, and ${undone.join(", ")} ${undone.length === 1 ? "is" : "are"} gone from the database` : ""}`;
}

/** @returns how many web dynos are up with the release */
async function awaitDynos(context: Context, version: number, run: StepRun): Promise<number> {
  const { heroku, app, signal, time, pollMs } = context;
  for (const end = time.now() + bootMs; ; await time.sleep(pollMs, signal)) {
    const web = (await heroku.platform.dynos.list(app.id, signal)).filter(({ type }) => type === "web");
    const up = web.filter(({ state, release }) => state === "up" && release.version >= version);
    if (up.length === web.length) return up.length;
    const crashed = web.filter(({ state }) => state === "crashed").map(({ name }) => name);
    if (crashed.length > 0)
      throw new NotRolledBack(
        `${crashed.join(", ")} crashed with v${version}: \`heroku logs --app ${app.name}\` tells why`,
      );
    if (time.now() > end)
      throw new NotRolledBack(
        `${plural(web.length - up.length, "web dyno")} of v${version} did not come up: \`heroku logs --app ${app.name}\` tells why`,
      );
    run.progress.update(`${up.length} of ${web.length} web dynos are up`);
  }
}
