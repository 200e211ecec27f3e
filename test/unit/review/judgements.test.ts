import { driftOf } from "../../../review/drift";
import { readPolicies } from "../../../review/policies";
import { looksSecret } from "../../../review/secret-look";

describe("drift", () => {
  const urn = (type: string) => `urn:pulumi:production::penny-university::${type}::database`;
  const found = (type: string, custom: boolean) => {
    const state = (inputs: Record<string, unknown>) => ({ urn: urn(type), type, custom, inputs });
    const steps = [
      { op: "refresh", urn: urn(type), oldState: state({ plan: "essential-0" }) },
      { op: "update", urn: urn(type), oldState: state({ plan: "essential-1" }) },
    ];
    return driftOf({ steps, diagnostics: [] }).map(({ type: of }) => of);
  };

  it("is of what a provider asks for, and never of the components around it", () => {
    expect(found("heroku:index:Addon", true)).toEqual(["heroku:index:Addon"]);
    expect(found("penny:index:Database", false)).toEqual([]);
  });
});

describe("what looks like a secret", () => {
  it.each([
    ["a generated key", "VALUE", "q7Zp2Lw9Xv4Tn8Kr1Ym6Bc3Df5Gh0Js2", true],
    ["a commit", "SOURCE_VERSION", "4b825dc642cb6eb9a060e54bf8d69288fbee4904", false],
    ["a UUID", "APP_ID", "c61852dd-eed7-4127-84d2-7396d606cd9e", false],
    ["a token by its name", "API_KEY", "not-so-random", true],
    ["a public key by its name", "PUBLIC_KEY", "not-so-random", false],
    ["a switch by its value", "USE_TOKEN", "true", false],
  ])("%s: %s=%s", (_what, name, value, expected) => {
    expect(looksSecret(name, value)).toBe(expected);
  });
});

describe("the results of policies", () => {
  const violation = { policyName: "web-awake", enforcementLevel: "mandatory", message: "Web is awake\nIt sleeps" };
  const log = [
    { policyAnalyzeSummaryEvent: { passed: ["web-awake", "no-plain-secrets"] } },
    { policyEvent: violation },
    { policyAnalyzeStackSummaryEvent: { passed: ["no-plain-secrets"] } },
  ];

  it("name as passed only what found nothing anywhere, once each", () => {
    const { violations, passed } = readPolicies(log.map((line) => JSON.stringify(line)).join("\n"));
    expect(violations).toEqual([{ policy: "web-awake", message: "It sleeps", resource: undefined }]);
    expect(passed).toEqual(["no-plain-secrets"]);
  });

  it("tell apart what is violated, waived, and not to be known before something is made", () => {
    const told = (policyName: string, message: string, enforcementLevel = "advisory") => ({
      policyEvent: { policyName, enforcementLevel, message: `What it is for\n${message}` },
    });
    const unknown = "string value at .vars.APP_ID can't be known during preview";
    const { waived, blind, advice, passed } = readPolicies(
      [
        told("waivers-in-use", "deploy-token: The token has the scope global. Waived until 2027-05-31: No other: yet."),
        told(
          "no-plain-secrets",
          `can't run policy 'no-plain-secrets' from policy pack 'penny@v0.1.0' during preview: ${unknown}`,
        ),
        told("required-checks-complete", "The job is not required."),
        { policyAnalyzeSummaryEvent: { passed: ["deploy-token", "no-plain-secrets", "waivers-in-use", "web-awake"] } },
      ]
        .map((event) => JSON.stringify(event))
        .join("\n"),
    );
    expect(waived).toMatchObject([
      { policy: "deploy-token", message: "The token has the scope global. Waived until 2027-05-31: No other: yet." },
    ]);
    expect(blind).toMatchObject([{ policy: "no-plain-secrets", message: unknown }]);
    expect(advice).toMatchObject([{ policy: "required-checks-complete", message: "The job is not required." }]);
    expect(passed).toEqual(["web-awake"]);
  });
});
