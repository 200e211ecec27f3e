import { OperationsPending, pendingIn } from "../../../../operations/steps/find-pending-operations";

const urn = "urn:pulumi:production::penny-university::heroku:index:Addon::database";
/** As CLI 3.259 exports the state of a stack whose `up` was killed. */
const killed = {
  version: 3,
  deployment: {
    manifest: { time: "2026-11-23T10:00:00Z", magic: "", version: "v3.259.0" },
    resources: [
      {
        urn: "urn:pulumi:production::penny-university::pulumi:pulumi:Stack::s",
        custom: false,
        type: "pulumi:pulumi:Stack",
      },
    ],
    pending_operations: [
      {
        type: "creating",
        resource: { urn, custom: true, type: "heroku:index:Addon", inputs: { plan: "heroku-postgresql:essential-0" } },
      },
    ],
  },
};

describe("the state of a stack", () => {
  it("tells what a killed run was at", () => {
    expect(pendingIn(JSON.stringify(killed))).toEqual([{ type: "creating", urn }]);
  });

  it("has nothing pending after a run that ended, nor when it is new", () => {
    const { pending_operations: _pending, ...ended } = killed.deployment;
    expect(pendingIn(JSON.stringify({ version: 3, deployment: ended }))).toEqual([]);
    expect(pendingIn(JSON.stringify({ version: 3, deployment: { manifest: {}, pending_operations: null } }))).toEqual(
      [],
    );
  });
});

describe("the refusal to go on", () => {
  it("names every operation and both ways out, as they are typed here", () => {
    const { message, exitCode } = new OperationsPending("production", pendingIn(JSON.stringify(killed)), "bin/pulumi");
    expect(message).toContain(`- creating ${urn}`);
    expect(message).toContain("bin/pulumi refresh --stack production --clear-pending-creates");
    expect(message).toContain("Nothing was changed");
    expect(exitCode).toBe(4);
  });
});
