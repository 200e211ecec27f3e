import { execFileSync } from "node:child_process";
import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { remoteGit, RemoteGitFailed } from "../../../../operations/git/remote-git";
import { temporaryFolder } from "../../../support/temporary";

const folder = temporaryFolder();
const signal = new AbortController().signal;
const password = "HRKU-a-secret-key";
let server: Server;
let url: string;
let authorization: string | undefined;

beforeAll(async () => {
  execFileSync("git", ["-C", folder, "init", "-q", "--bare"]);
  server = createServer((request, response) => {
    authorization = request.headers.authorization;
    response.writeHead(403).end(`no way for ${authorization}`);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/app.git`;
});
afterAll(() => server.close());

const fetch = (from: string) => remoteGit(folder, { url: from, user: "heroku", password }, ["fetch", from], { signal });

it("opens a remote with its credentials, which no error tells", async () => {
  const error = (await fetch(url).catch((caught: unknown) => caught)) as RemoteGitFailed;
  expect(error).toBeInstanceOf(RemoteGitFailed);
  const basic = Buffer.from(`heroku:${password}`).toString("base64");
  expect(authorization).toBe(`Basic ${basic}`);
  expect(error.message).toMatch(/^git fetch with http:\/\/127\.0\.0\.1:\d+\/app\.git failed: .*403/s);
  for (const secret of [password, basic]) expect(error.message).not.toContain(secret);
});

it("shows the credentials of one remote to no other", async () => {
  authorization = undefined;
  const other = url.replace("app.git", "other.git");
  await remoteGit(folder, { url, user: "heroku", password }, ["fetch", other], { signal }).catch(() => undefined);
  expect(authorization).toBeUndefined();
});
