import { readTarget } from "../../../../stacks/settings/target";

describe("the target", () => {
  it("is real without endpoints, and the sandbox with both on this machine", () => {
    expect(readTarget({})).toBe("real");
    expect(readTarget({ HEROKU_API_URL: "http://127.0.0.1:7770", GITHUB_BASE_URL: "http://localhost:7771/" })).toBe(
      "sandbox",
    );
  });

  it.each([
    [{ HEROKU_API_URL: "http://127.0.0.1:7770" }],
    [{ GITHUB_BASE_URL: "http://127.0.0.1:7771/" }],
    [{ HEROKU_API_URL: "http://127.0.0.1.example.com", GITHUB_BASE_URL: "http://127.0.0.1:7771/" }],
  ])("is refused when %j mixes the two", (env) => {
    expect(() => readTarget(env)).toThrow("nothing was called");
  });
});
