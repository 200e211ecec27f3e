import { seal } from "tweetnacl-sealedbox-js";
import { nodeId, parseNodeId } from "../../../../sandbox/github/node-ids";
import { matches } from "../../../../sandbox/github/protection/rules";
import { simulatedGitHub, type SimulatedGitHub } from "../../../support/github-contract";

let github: SimulatedGitHub;
beforeAll(async () => {
  github = await simulatedGitHub();
});
afterAll(() => github.stop());

const send = (method: string, path: string, body?: unknown, authorization = `Bearer ${github.token}`, more = {}) =>
  fetch(github.apiUrl + path, {
    method,
    headers: { ...(authorization ? { authorization } : {}), "content-type": "application/json", ...more },
    body: body === undefined ? undefined : JSON.stringify(body),
  });

const O = "/repos/orchard/apples";

it("takes what curl sends by -d, as in GitHub's own examples", async () => {
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const answer = await send("POST", "/repos/orchard/apples/issues", { title: "Worms" }, undefined, form);
  expect([answer.status, await answer.json()]).toEqual([201, expect.objectContaining({ title: "Worms" })]);
});

describe("who asks", () => {
  it.each([
    "Bearer contract-token",
    "token contract-token",
    `Basic ${Buffer.from("x:contract-token").toString("base64")}`,
  ])("is known by %s", async (authorization) => {
    expect(await (await send("GET", "/user", undefined, authorization)).json()).toMatchObject({ login: "gardener" });
  });

  it("is refused with a wrong token, and asked for one where it is missing", async () => {
    const wrong = await send("GET", O, undefined, "Bearer wrong");
    expect([wrong.status, ((await wrong.json()) as { message: string }).message]).toEqual([401, "Bad credentials"]);
    expect((await send("PATCH", O, {}, "")).status).toBe(401);
  });

  it("sees a public repository without credentials, and not that a private one exists", async () => {
    expect((await send("GET", O, undefined, "")).status).toBe(200);
    expect((await send("GET", "/repos/orchard/hidden", undefined, "")).status).toBe(404);
  });
});

describe("an ETag", () => {
  it("answers 304 while nothing has changed, and 200 after a change", async () => {
    const tag = (await send("GET", O)).headers.get("etag");
    const again = () => send("GET", O, undefined, undefined, { "if-none-match": tag });
    expect((await again()).status).toBe(304);
    await send("PATCH", O, { description: "changed" });
    expect((await again()).status).toBe(200);
  });
});

describe("a secret", () => {
  const put = async (value: string) => {
    const key = (await (await send("GET", `${O}/actions/secrets/public-key`)).json()) as {
      key: string;
      key_id: string;
    };
    const sealed = Buffer.from(seal(Buffer.from(value), Buffer.from(key.key, "base64"))).toString("base64");
    return send("PUT", `${O}/actions/secrets/key`, { key_id: key.key_id, encrypted_value: sealed });
  };
  const updatedAt = async (): Promise<string> => {
    const body = (await (await send("GET", `${O}/actions/secrets/KEY`)).json()) as { updated_at: string };
    return body.updated_at;
  };

  it("is opened for the runner and answered to nobody", async () => {
    expect((await put("the value")).status).toBe(201);
    expect(github.simulator.context.state.secrets.all()[0]).toMatchObject({ name: "KEY", value: "the value" });
    expect(await (await send("GET", `${O}/actions/secrets`)).text()).not.toContain("the value");
  });

  it("has a new updated_at after each PUT, and only then", async () => {
    const first = await updatedAt();
    expect(await updatedAt()).toBe(first);
    expect((await put("another")).status).toBe(204);
    expect((await updatedAt()) > first).toBe(true);
  });

  it("is refused when it is not sealed for the key", async () => {
    const key = (await (await send("GET", `${O}/actions/secrets/public-key`)).json()) as { key_id: string };
    const answer = await send("PUT", `${O}/actions/secrets/BAD`, { key_id: key.key_id, encrypted_value: "AAAA" });
    expect(answer.status).toBe(422);
  });
});

describe("a repository", () => {
  it("answers under its former name with a redirect to its id", async () => {
    await send("POST", "/orgs/orchard/repos", { name: "old" });
    await send("PATCH", "/repos/orchard/old", { name: "new" });
    const answer = await fetch(`${github.apiUrl}/repos/orchard/old`, { redirect: "manual" });
    expect(answer.status).toBe(301);
    expect(answer.headers.get("location")).toMatch(/\/api\/v3\/repositories\/\d+$/);
  });

  it("that is private has no protection on the free plan", async () => {
    const answer = await send("GET", "/repos/meadow/secluded/branches/main/protection");
    expect([answer.status, ((await answer.json()) as { message: string }).message]).toEqual([
      403,
      "Upgrade to GitHub Pro or make this repository public to enable this feature.",
    ]);
  });

  it("refuses a file on a protected branch by 409 with the reason, and only where administrators are not exempt", async () => {
    await send("POST", "/orgs/orchard/repos", { name: "guarded", auto_init: true });
    const checks = { strict: false, contexts: ["backend"] };
    const rule = { required_status_checks: checks, required_pull_request_reviews: null, restrictions: null };
    const G = "/repos/orchard/guarded";
    const write = (path: string) => send("PUT", `${G}/contents/${path}`, { message: "m", content: "aGk=" });
    await send("PUT", `${G}/branches/main/protection`, { ...rule, enforce_admins: true });
    const refused = await write("a.txt");
    expect([refused.status, ((await refused.json()) as { message: string }).message]).toEqual([
      409,
      'Could not create file: Required status check "backend" is expected.',
    ]);
    await send("PUT", `${G}/branches/main/protection`, { ...rule, enforce_admins: false });
    expect((await write("a.txt")).status).toBe(201);
  });

  it.each(["../x", ".git/config", "a//b"])("refuses the path %s", async (path) => {
    const answer = await send("PUT", `${O}/contents/${encodeURIComponent(path)}`, { message: "m", content: "aGk=" });
    expect(answer.status).toBe(422);
  });
});

describe("node ids", () => {
  it("are read in both of GitHub's forms", () => {
    expect(nodeId("User", "541842")).toBe("U_kgDOAAhEkg");
    expect(parseNodeId("U_kgDOAAhEkg")).toEqual({ type: "User", id: "541842" });
    expect(parseNodeId(Buffer.from("010:Repository1234").toString("base64"))).toEqual({
      type: "Repository",
      id: "1234",
    });
    expect(parseNodeId("penny_university")).toBeUndefined();
  });
});

describe("a protection rule's pattern", () => {
  it.each([
    ["release/*", "release/1", true],
    ["release/*", "release/1/2", false],
    ["**/x", "a/b/x", true],
    ["*", "a", true],
    ["v[0-9].?", "v1.2", true],
    ["master", "master2", false],
    ["a.b", "axb", false],
  ] as const)("%s on %s: %s", (pattern, branch, expected) => {
    expect(matches(pattern, branch)).toBe(expected);
  });
});
