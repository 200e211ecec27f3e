import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { policiesOf } from "../../../policy/pack";
import { type Rule } from "../../../policy/rule";
import { deployToken } from "../../../policy/rules/deploy-token";
import { readWaivers, type Waiver, WaiversUnusable } from "../../../policy/waivers";

const folder = mkdtempSync(join(tmpdir(), "waivers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(text: string): Waiver[] {
  const file = join(folder, "waivers.yaml");
  writeFileSync(file, text);
  return readWaivers(file, ["deploy-token", "web-awake"]);
}

const waiver: Waiver = {
  policy: "deploy-token",
  resource: "deploy",
  about: "scope global",
  reason: "Heroku documents no narrower scope that works.",
  until: "2027-05-31",
};

/** What the engine would be told: each policy's messages. */
async function told(waivers: readonly Waiver[], today: string, scopes = ["global"]): Promise<Record<string, string[]>> {
  const urn = "urn:pulumi:production::p::heroku:index:OauthAuthorization::deploy";
  const resource = {
    type: "heroku:index:OauthAuthorization",
    name: "deploy",
    urn,
    props: { scopes, expiresIn: 3600 },
    opts: { protect: false },
    propertyDependencies: {},
  };
  const reports: Record<string, string[]> = {};
  for (const policy of policiesOf({ rules: [deployToken as Rule], waivers, today })) {
    const messages: string[] = (reports[policy.name] = []);
    const report = (message: string) => void messages.push(message);
    if ("validateResource" in policy && typeof policy.validateResource === "function")
      await policy.validateResource(resource as never, report);
    if ("validateStack" in policy) await policy.validateStack({ resources: [resource] } as never, report);
  }
  return reports;
}

describe("a waiver", () => {
  it("lets a violation pass until its last day, and shows it with its reason", async () => {
    expect(await told([waiver], "2027-05-31")).toEqual({
      "deploy-token": [],
      "waivers-in-use": [
        "deploy-token: The token deploy has the scope global. Waived until 2027-05-31: Heroku documents no narrower scope that works.",
      ],
    });
    const [violation] = (await told([waiver], "2027-06-01"))["deploy-token"]!;
    expect(violation).toMatch(
      /^The token deploy has the scope global\. .* To waive it for a while, with a reason: policy\/waivers\.yaml\.$/,
    );
  });

  it("holds for its resource and its words only", async () => {
    expect((await told([{ ...waiver, resource: "other" }], "2027-01-01"))["deploy-token"]).toHaveLength(1);
    expect((await told([{ ...waiver, about: "never expires" }], "2027-01-01"))["deploy-token"]).toHaveLength(1);
  });

  it("is not shown when there is nothing to waive", async () => {
    expect(await told([waiver], "2027-01-01", ["write"])).toEqual({ "deploy-token": [], "waivers-in-use": [] });
  });
});

describe("policy/waivers.yaml", () => {
  it("may be empty", () => {
    expect(read("# none\n")).toEqual([]);
  });

  it.each([
    ["no reason", "- { policy: web-awake, until: 2027-01-01 }", /reason/],
    [
      "a reason of one word",
      "- { policy: web-awake, reason: later, until: 2027-01-01 }",
      /tell the reason in a sentence/,
    ],
    ["no end", "- { policy: web-awake, reason: We are moving to another plan. }", /until/],
    [
      "an unknown policy",
      "- { policy: web-awke, reason: We are moving to another plan., until: 2027-01-01 }",
      /no policy web-awke/,
    ],
    [
      "an unknown key",
      "- { policy: web-awake, reason: We are moving to another plan., until: 2027-01-01, for: x }",
      /for/,
    ],
  ])("is refused with %s", (_what, text, message) => {
    expect(() => read(text)).toThrow(WaiversUnusable);
    expect(() => read(text)).toThrow(message);
  });

  it("of this project is usable", () => {
    expect(() => readWaivers(join(__dirname, "../../../policy/waivers.yaml"), ["deploy-token"])).not.toThrow();
  });
});
