import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { type AddressInfo } from "node:net";
import { NoIdentity, workloadIdentity } from "../../../../operations/infrastructure/workload-identity";

/** GitHub's service for identity tokens, as a run reaches it. */
let server: Server;
let asked: { url: string; authorization: string | undefined }[];
let status = 200;

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push({ url: request.url!, authorization: request.headers.authorization });
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify({ count: 1, value: `token ${asked.length}` }));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
});
afterAll(() => void server.close());
beforeEach(() => {
  asked = [];
  status = 200;
});

const run = (more: Record<string, string> = {}) => ({
  AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/state",
  ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token?api-version=2.0`,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "of-the-run",
  ...more,
});

describe("a run of GitHub Actions with a role", () => {
  it("gets a token for AWS, in a file that only its user can read", async () => {
    const { AWS_WEB_IDENTITY_TOKEN_FILE: file } = await workloadIdentity(run())();
    expect(asked).toEqual([
      { url: "/token?api-version=2.0&audience=sts.amazonaws.com", authorization: "Bearer of-the-run" },
    ]);
    expect(existsSync(file!) && readFileSync(file!, "utf8")).toBe("token 1");
    expect(statSync(file!).mode & 0o777).toBe(0o600);
  });

  it("gets a new one for each engine that is started: after five minutes AWS refuses one", async () => {
    const identity = workloadIdentity(run());
    const { AWS_WEB_IDENTITY_TOKEN_FILE: file } = await identity();
    expect(await identity()).toEqual({ AWS_WEB_IDENTITY_TOKEN_FILE: file });
    expect(readFileSync(file!, "utf8")).toBe("token 2");
  });

  it("asks for none without a role, outside of a run, or when there is one", async () => {
    expect(await workloadIdentity(run({ AWS_ROLE_ARN: "" }))()).toEqual({});
    expect(await workloadIdentity(run({ ACTIONS_ID_TOKEN_REQUEST_URL: "" }))()).toEqual({});
    expect(await workloadIdentity(run({ AWS_WEB_IDENTITY_TOKEN_FILE: "/there" }))()).toEqual({});
    expect(asked).toEqual([]);
  });

  it("says what its job lacks when there is no token for it", async () => {
    status = 403;
    await expect(workloadIdentity(run())()).rejects.toThrow(NoIdentity);
    await expect(workloadIdentity(run())()).rejects.toThrow(/id-token: write/);
  });
});
