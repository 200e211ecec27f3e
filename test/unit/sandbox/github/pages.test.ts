import { openSandbox, type OpenSandbox } from "../../../support/sandbox";

let open: OpenSandbox;
beforeAll(async () => {
  open = await openSandbox();
}, 60_000);
afterAll(() => open.close());

const get = (path: string) => fetch(`${open.sandbox.urls.github}${path}`, { redirect: "manual" });

describe("a page of GitHub in a browser", () => {
  it.each([
    ["", ""],
    ["/pulls", "/pulls"],
    ["/pull/3", "/pulls/3"],
    ["/pull/3/files", "/pulls/3"],
    ["/actions", "/runs"],
    ["/actions/runs/12/job/34", "/runs/12"],
    ["/settings/branches", "/settings"],
    ["/tree/master", ""],
  ])("%j is the console's %j", async (path, page) => {
    const repository = "/penny-university/penny_university";
    const answer = await get(repository + path);
    expect(answer.status).toBe(302);
    expect(answer.headers.get("location")).toBe(`${open.sandbox.urls.console}/repositories${repository}${page}`);
  });

  it("is not found where there is no repository", async () => {
    expect((await get("/penny-university/nothing")).status).toBe(404);
    expect((await get("/api/v3")).status).toBe(404);
  });
});

describe("a file's download_url", () => {
  it("answers the file as it is, also of a branch with a slash in its name", async () => {
    const api = `${open.sandbox.urls.github}/api/v3/repos/penny-university/penny_university`;
    const headers = {
      authorization: `Bearer ${open.sandbox.credentials.githubToken}`,
      "content-type": "application/json",
    };
    const { object } = (await (await fetch(`${api}/git/ref/heads/master`, { headers })).json()) as {
      object: { sha: string };
    };
    await fetch(`${api}/git/refs`, {
      method: "POST",
      headers,
      body: JSON.stringify({ ref: "refs/heads/feature/x", sha: object.sha }),
    });
    const shown = await fetch(`${api}/contents/Procfile?ref=feature/x`, { headers });
    const { download_url, content } = (await shown.json()) as { download_url: string; content: string };
    expect(await (await fetch(download_url)).text()).toBe(Buffer.from(content, "base64").toString());
  });
});
