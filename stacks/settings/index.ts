import * as pulumi from "@pulumi/pulumi";
import { parseSettings, secretNames } from "./parse";
import { type Settings } from "./schema";
import { readSecrets, type Secrets } from "./secrets";
import { readTarget, type Target } from "./target";

export interface Environment {
  readonly target: Target;
  readonly settings: Settings;
  readonly secrets: Secrets;
  /** The account that owns the repositories. */
  readonly githubOwner: string;
  /** `https://github.com`, or the sandbox's. */
  readonly githubUrl: string;
}

/** Everything that the program is told, checked before anything is called. */
export function readEnvironment(): Environment {
  const target = readTarget(process.env);
  const stack = pulumi.getStack();
  const githubOwner = process.env["GITHUB_OWNER"] || new pulumi.Config("github").get("owner");
  const settings = parseSettings({
    stack,
    project: pulumi.getProject(),
    config: pulumi.runtime.allConfig(),
    githubOwner,
  });
  return {
    target,
    settings,
    secrets: readSecrets(secretNames(settings), target, stack),
    githubOwner: githubOwner ?? "",
    githubUrl: target === "sandbox" ? sandboxGitHubUrl() : "https://github.com",
  };
}

function sandboxGitHubUrl(): string {
  const url = process.env["GITHUB_SERVER_URL"] || process.env["GITHUB_BASE_URL"] || "";
  return url.replace(/\/+$/, "");
}

export type { ApplicationSettings, DatabaseSettings, JobSettings, RepositorySettings, Settings } from "./schema";
export type { Secrets } from "./secrets";
