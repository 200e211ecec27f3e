import * as proxy from "@pulumi/policy/proxy";
import { policiesOf } from "../../../policy/pack";
import { type Declared, isUnknown, type Rule } from "../../../policy/rule";
import { databaseBackedUp } from "../../../policy/rules/database-backed-up";
import { deployToken } from "../../../policy/rules/deploy-token";
import { noPlainSecrets } from "../../../policy/rules/no-plain-secrets";
import { runnableJobs } from "../../../policy/rules/runnable-jobs";
import { type Waiver } from "../../../policy/waivers";
import { database, declared, found } from "./declared";

/** What @pulumi/policy puts round a resource's values; its types keep it to themselves. */
const { unknownCheckingProxy, unknownStringValue } = proxy as unknown as {
  readonly unknownCheckingProxy: (props: object) => Readonly<Record<string, unknown>>;
  readonly unknownStringValue: string;
};
const schedule = declared(
  "heroku:index:BackupSchedule",
  "database-backups",
  {},
  { propertyDependencies: { database: [database().urn] } },
);

interface Run {
  readonly rules: readonly Rule[];
  readonly waivers?: readonly Waiver[];
  readonly declares: readonly Declared[];
  /** What the engine hands to policies of stacks; what the program declares when left out. */
  readonly stack?: readonly Declared[];
}

/** As the engine does it: each declared resource alone, and then the stack, with `--refresh` also what is no longer declared. */
async function told({ rules, waivers = [], declares, stack = declares }: Run): Promise<string[]> {
  const messages: string[] = [];
  const report = (message: string) => void messages.push(message);
  const policies = policiesOf({ rules, waivers, today: "2027-01-01" });
  for (const policy of policies)
    if ("validateResource" in policy && typeof policy.validateResource === "function")
      for (const resource of declares) await policy.validateResource(shown(resource) as never, report);
  for (const policy of policies)
    if ("validateStack" in policy)
      await Promise.resolve(policy.validateStack({ resources: stack.map(shown) } as never, report)).catch(cannotTell);
  return messages;

  function cannotTell(error: unknown): void {
    if (!isUnknown(error)) throw error;
    messages.push("cannot tell yet");
  }
}

const shown = ({ propertyDependencies, protect, ...resource }: Declared) => ({
  ...resource,
  opts: { protect },
  propertyDependencies: Object.fromEntries(
    Object.entries(propertyDependencies).map(([property, urns]) => [property, urns.map((urn) => ({ urn }))]),
  ),
});

describe("the pack", () => {
  it("judges what the program declares, and not what is still there and about to go", async () => {
    const stack = [database(), schedule];
    expect(await told({ rules: [databaseBackedUp], declares: stack })).toEqual([]);
    expect(await told({ rules: [databaseBackedUp], declares: [database()], stack })).toEqual([
      expect.stringMatching(/^The database database has no backup schedule\. Declare .* policy\/waivers\.yaml\.$/),
    ]);
  });

  it("shows the waivers of what can be judged when another rule must wait for a value", async () => {
    const waiver = { policy: deployToken.id, reason: "There is no narrower scope that works.", until: "2027-05-31" };
    const unknown = declared(
      "heroku:index:SchedulerJob",
      "digest",
      unknownCheckingProxy({ command: unknownStringValue }),
    );
    const token = declared("heroku:index:OauthAuthorization", "deploy", { scopes: ["global"], expiresIn: 60 });
    expect(await told({ rules: [runnableJobs, deployToken], waivers: [waiver], declares: [unknown, token] })).toEqual([
      "cannot tell yet",
      expect.stringMatching(/^deploy-token: The token deploy has the scope global\. Waived until 2027-05-31/),
    ]);
  });
});

describe("a value that nobody knows yet", () => {
  it("hides no secret beside it", async () => {
    const props = unknownCheckingProxy({ vars: { APP_ID: unknownStringValue, API_TOKEN: "swordfish-7" } });
    expect(await found(noPlainSecrets, declared("heroku:index:ConfigVars", "application", props))).toEqual([
      "API_TOKEN is plain text, and looks like a secret.",
    ]);
  });
});
