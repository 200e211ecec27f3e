import { isRepeatable } from "../../../../engine/start/forget-pending";
import { describeOutputs } from "../../../../engine/start/summary";

const urn = (type: string) => `urn:pulumi:production::penny::penny:index:Jobs$${type}::name`;

test.each([
  ["heroku:index:ConfigVars", true],
  ["heroku:index:App", true],
  ["github:index/actionsSecret:ActionsSecret", true],
  ["heroku:index:Addon", false],
  ["heroku:index:SchedulerJob", false],
  ["heroku:index:OauthAuthorization", false],
  ["github:index/branchProtection:BranchProtection", false],
])("a creation of %s that may have happened can be repeated: %s", (type, expected) => {
  expect(isRepeatable(urn(type))).toBe(expected);
});

test("outputs are shown one a line, lists and maps one an entry", () => {
  const lines = describeOutputs({
    app: "penny",
    requiredChecks: ["backend", "frontend"],
    jobs: { tasks: "hourly" },
    none: [],
  });

  expect(lines).toEqual([
    "  app              penny",
    "  required checks  backend",
    "                   frontend",
    "  jobs             tasks: hourly",
    "  none             none",
  ]);
});
