import { type Context } from "../context";
import { Refused } from "../errors";
import { type DeployedRelease } from "../plans/rollback/releases";

export class DeployRunning extends Refused {
  readonly id = "deploy_running";
}

/** A build or a release phase that is under way would overtake what is planned now. @throws DeployRunning */
export async function refuseWhileDeploying(
  { heroku, app, signal }: Context,
  releases: readonly DeployedRelease[],
): Promise<void> {
  const pending = releases.find(({ status }) => status === "pending");
  const end = `When it hangs: \`heroku ps:stop --process-type release --app ${app.name}\` ends a release phase. Nothing was changed`;
  if (pending)
    throw new DeployRunning(
      `the release phase of v${pending.version} is running: wait until it has ended, then run this again. ${end}`,
    );
  const building = (await heroku.platform.builds.latest(app.id, signal)).find(({ status }) => status === "pending");
  if (building)
    throw new DeployRunning(
      `a build of ${app.name} is running: wait until it has ended, then run this again. Nothing was changed`,
    );
}
