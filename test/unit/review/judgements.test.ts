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
});
