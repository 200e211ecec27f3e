import { permissionOn } from "../../../sandbox/github/authentication";
import { callerOf } from "../../support/github-caller";
import { simulatedGitHub, type SimulatedGitHub } from "../../support/github-contract";

jest.setTimeout(30_000);

const T = "/orgs/{org}/teams/{team_slug}";
const path = "/orgs/orchard/teams/pickers-2";
let github: SimulatedGitHub;
const { send, agrees } = callerOf(() => github);

beforeAll(async () => {
  github = await simulatedGitHub();
});
afterAll(() => github.stop());

describe("teams", () => {
  let id: number;
  let organization: number;

  it("are made, listed and changed as GitHub's published description says", async () => {
    organization = (await send<{ id: number }>("GET", "/orgs/orchard")).body.id;
    const made = await agrees<{ id: number; slug: string; members_count: number }>(
      "POST /orgs/{org}/teams",
      "/orgs/orchard/teams",
      { name: "Pickers 2", privacy: "closed" },
    );
    expect(made).toMatchObject({ slug: "pickers-2", members_count: 1 });
    id = made.id;
    await agrees("GET /orgs/{org}/teams", "/orgs/orchard/teams");
    await agrees(`PATCH ${T}`, path, { description: "They pick." });
    expect(await agrees(`GET ${T}`, path)).toMatchObject({ description: "They pick." });
    expect((await send("POST", "/orgs/orchard/teams", { name: "pickers 2" })).status).toBe(422);
  });

  it("are found by ids, as GitHub's Terraform provider asks", async () => {
    expect((await send("GET", `/organizations/${organization}/team/${id}`)).body).toMatchObject({ slug: "pickers-2" });
    expect((await send("GET", `/organizations/${organization}/team/1`)).status).toBe(404);
  });

  it("give their members what the team may do with a repository", async () => {
    await send("PUT", "/orgs/orchard/memberships/somebody", { role: "member" });
    await agrees(`PUT ${T}/memberships/{username}`, `${path}/memberships/somebody`, { role: "member" });
    await agrees(`GET ${T}/members`, `${path}/members`);
    const byId = `/organizations/${organization}/team/${id}/repos/orchard/hidden`;
    expect((await send("PUT", byId, { permission: "push" })).status).toBe(204);
    const state = github.simulator.context.state;
    const token = { id: "", accountId: state.account("somebody")!.id, scopes: [] };
    const viewer = { account: state.account("somebody")!, token };

    expect(permissionOn(state, viewer, state.repository("orchard", "hidden")!)).toBe("write");
  });

  it("answer the provider's question about a repository with its role", async () => {
    const url = `${github.apiUrl}/organizations/${organization}/team/${id}/repos/orchard/hidden`;
    const authorization = `Bearer ${github.token}`;
    const answer = await fetch(url, {
      headers: { authorization, accept: "application/vnd.github.v3.repository+json" },
    });
    expect(await answer.json()).toMatchObject({ name: "hidden", role_name: "write" });
    expect((await fetch(url, { headers: { authorization } })).status).toBe(204);
    await agrees(`GET ${T}/repos`, `${path}/repos`);
    await agrees(`DELETE ${T}/repos/{owner}/{repo}`, `${path}/repos/orchard/hidden`);
    expect((await fetch(url, { headers: { authorization } })).status).toBe(404);
  });

  it("go with what belongs to them", async () => {
    await agrees(`DELETE ${T}/memberships/{username}`, `${path}/memberships/somebody`);
    await agrees(`DELETE ${T}`, path);
    expect((await send("GET", path)).status).toBe(404);
    expect(github.simulator.context.state.teamMemberships.all()).toEqual([]);
  });

  it("are made by who administers the organization only", async () => {
    const bot = github.simulator.issueToken("orchard", "apples", "write");
    expect((await send("POST", "/orgs/orchard/teams", { name: "Bots" }, bot)).status).toBe(403);
  });
});
