import { execFileSync } from "node:child_process";
import { type RepositoryName } from "../../clients/github";
import { type Target } from "../target";
import { serverOf } from "./remote";

/** This project's own repository on the GitHub that is called; not the application's. Undefined where nothing tells it. */
export function ownRepositoryName(
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
  { github }: Target,
): RepositoryName | undefined {
  return parseName(env["GITHUB_REPOSITORY"] ?? "") ?? nameInUrl(originOf(folder), new URL(serverOf(github)));
}

/** Of `https://github.com/owner/name.git`, `ssh://git@github.com/owner/name`, `git@github.com:owner/name`; of that server alone. */
export function nameInUrl(url: string, server: URL): RepositoryName | undefined {
  const [, host, path] = /^(?:[^@/:]+@)?([^/:]+):([^/].*)$/.exec(url) ?? partsOf(url);
  const same = host === server.host || host === server.hostname;
  return same ? parseName((path ?? "").replace(/\.git$/, "")) : undefined;
}

function partsOf(url: string): readonly [string, string, string] | readonly [] {
  if (!URL.canParse(url)) return [];
  const { host, pathname } = new URL(url);
  return [url, host, pathname.slice(1)];
}

function parseName(text: string): RepositoryName | undefined {
  const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(text) ?? [];
  return owner && repo ? { owner, repo } : undefined;
}

function originOf(folder: string): string {
  try {
    const args = ["-C", folder, "remote", "get-url", "origin"];
    return execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "";
  }
}
