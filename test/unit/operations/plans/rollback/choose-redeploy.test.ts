import { chooseRedeploy } from "../../../../../operations/plans/rollback/choose-redeploy";
import { releasesOf } from "../../../../support/releases";

describe("how a commit comes into force again", () => {
  const releases = releasesOf("a", "b", { commit: "c", status: "failed" });
  const choose = (commit: string, heroku: string | undefined, descends = true) =>
    chooseRedeploy({ commit, releases, heroku, descends });

  it("needs nothing when it serves", () => {
    expect(choose("b", "c")).toEqual({ way: "none", version: 2, slug: "slug-b" });
  });

  it("is a release of the code that was built, where that is kept", () => {
    expect(choose("a", "c")).toEqual({ way: "release", version: 1, slug: "slug-a" });
    const gone = releases.map((each) => ({ ...each, reusable: false }));
    expect(chooseRedeploy({ commit: "a", releases: gone, heroku: "c", descends: false })).toEqual({
      way: "push",
      force: true,
    });
  });

  it("is git push of what was never in force, by force only when it does not descend from what Heroku has", () => {
    expect(choose("d", "c")).toEqual({ way: "push", force: false });
    expect(choose("d", "c", false)).toEqual({ way: "push", force: true });
    expect(choose("d", undefined)).toEqual({ way: "push", force: false });
  });

  it("is a build where Heroku's git stands at it already", () => {
    expect(choose("c", "c")).toEqual({ way: "build" });
  });
});
