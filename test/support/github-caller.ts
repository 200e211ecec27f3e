import type { GitHubUnderTest } from "./github-contract";
import { faultsOf } from "./github-schema";
import type { OpenSandbox } from "./sandbox";

export interface GitHubAnswer<T> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

export interface GitHubCaller {
  send<T = { readonly message: string }>(
    method: string,
    path: string,
    body?: unknown,
    token?: string,
  ): Promise<GitHubAnswer<T>>;
  /** Sends a request and expects the answer that GitHub's published description promises. */
  agrees<T = Record<string, unknown>>(endpoint: string, path: string, body?: unknown): Promise<T>;
  /** Commits a file by the contents API; returns the commit's SHA. */
  put(repository: string, path: string, text: string, branch?: string): Promise<string>;
}

/** Requests to the GitHub of a sandbox in this process. */
export const callerOn = (open: () => Pick<OpenSandbox, "sandbox">): GitHubCaller =>
  callerOf(() => {
    const { urls, credentials } = open().sandbox;
    return { apiUrl: `${urls.github}/api/v3`, token: credentials.githubToken };
  });

/** Requests to GitHub's REST API without a client in between. */
export function callerOf(github: () => Pick<GitHubUnderTest, "apiUrl" | "token">): GitHubCaller {
  const send: GitHubCaller["send"] = async <T>(method: string, path: string, body?: unknown, token?: string) => {
    const { apiUrl, token: own } = github();
    const headers = { authorization: `Bearer ${token ?? own}`, "content-type": "application/json" };
    const answer = await fetch(apiUrl + path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    const json = answer.headers.get("content-type")?.includes("json") && text !== "";
    return { status: answer.status, body: (json ? JSON.parse(text) : text) as T, headers: answer.headers };
  };
  return {
    send,
    agrees: async <T>(endpoint: string, path: string, body?: unknown) => {
      const answer = await send<T>(endpoint.split(" ")[0]!, path, body);
      expect({ path, faults: faultsOf(endpoint, answer.status, answer.body) }).toEqual({ path, faults: [] });
      return answer.body;
    },
    put: async (repository, path, text, branch) => {
      const at = branch === undefined ? "" : `?ref=${encodeURIComponent(branch)}`;
      const known = await send<{ sha?: string }>("GET", `${repository}/contents/${path}${at}`);
      const content = Buffer.from(text).toString("base64");
      const wish = { message: `Change ${path}`, content, sha: known.body.sha, branch };
      const made = await send<{ commit: { sha: string } }>("PUT", `${repository}/contents/${path}`, wish);
      expect([200, 201]).toContain(made.status);
      return made.body.commit.sha;
    },
  };
}
