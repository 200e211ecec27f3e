import { nameInUrl } from "../../../../operations/git/own-name";

const gitHub = new URL("https://github.com");

describe("the name of a repository in the URL of a remote", () => {
  it.each([
    "https://github.com/penny-university/pipeline.git",
    "https://github.com/penny-university/pipeline",
    "https://somebody:secret@github.com/penny-university/pipeline.git",
    "git@github.com:penny-university/pipeline.git",
    "ssh://git@github.com/penny-university/pipeline.git",
  ])("is found in %s", (url) => {
    expect(nameInUrl(url, gitHub)).toEqual({ owner: "penny-university", repo: "pipeline" });
  });

  it.each([
    "https://gitlab.com/penny-university/pipeline.git",
    "/srv/git/pipeline",
    "../pipeline",
    "",
    "git@github.com",
  ])("is not in %s", (url) => {
    expect(nameInUrl(url, gitHub)).toBeUndefined();
  });

  it("is that of a server with a port, too", () => {
    const server = new URL("http://127.0.0.1:7771");
    expect(nameInUrl("http://127.0.0.1:7771/a/b.git", server)).toEqual({ owner: "a", repo: "b" });
    expect(nameInUrl("http://127.0.0.1:8000/a/b.git", server)).toBeUndefined();
  });
});
