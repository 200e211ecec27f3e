import * as github from "@pulumi/github";
import { Refusal } from "./errors";
import { ownOutput } from "./own-outputs";
import { type Settings } from "./settings";
import { takenOverOutput } from "./take-over";

/** The branch that the settings name is not there, or the token does not see it. */
export class NoSuchBranch extends Refusal {
  readonly id = "no_such_branch";

  constructor(setting: string, repository: string, branch: string) {
    super(
      `${setting}: the repository ${repository} has no branch ${branch}, or GITHUB_TOKEN does not see it; nothing was changed. ` +
        `Push the branch, correct the setting, or give the token access.`,
    );
  }
}

/** What lies on a branch of the application's repository, as far as the program looks at it. */
export interface ApplicationCode {
  readonly repository: string;
  readonly branch: string;
  readonly paths: readonly string[];
  /** git's name for the file's content; undefined when there is no such file. */
  blob(path: string): string | undefined;
  text(path: string): Promise<string | undefined>;
}

/** The application's code, where the settings say that it exists already. Throws NoSuchBranch. */
export async function applicationCode({ repository, application }: Settings): Promise<ApplicationCode | undefined> {
  if (repository?.create && (await ownOutput(takenOverOutput)) === undefined) return undefined;
  if (repository) return readCode("repository.defaultBranch", repository.name, repository.defaultBranch);
  const { firstBuild } = application;
  return firstBuild && readCode("application.firstBuild.branch", firstBuild.repository, firstBuild.branch);
}

/** Reads the list of files in one call, and their texts when they are asked for. */
async function readCode(setting: string, repository: string, branch: string): Promise<ApplicationCode> {
  const { entries } = await github.getTree({ repository, treeSha: branch, recursive: true }).catch((error: Error) => {
    throw /\b40[49]\b/.test(error.message) ? new NoSuchBranch(setting, repository, branch) : error;
  });
  const blobs = new Map(entries.filter(({ type }) => type === "blob").map(({ path, sha }) => [path, sha]));
  const texts = new Map<string, Promise<string>>();
  const read = (file: string) => github.getRepositoryFile({ repository, branch, file }).then(({ content }) => content);
  return {
    repository,
    branch,
    paths: [...blobs.keys()],
    blob: (path) => blobs.get(path),
    text: async (path) => {
      if (!blobs.has(path)) return undefined;
      if (!texts.has(path)) texts.set(path, read(path));
      return texts.get(path);
    },
  };
}
