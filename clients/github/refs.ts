import { type Octokit } from "@octokit/rest";
import { Invalid, isNotFound } from "../transport";
import { type RepositoryName } from "./names";

/** A ref is given without `refs/`: `heads/master`, `penny/lock`. */
export class Refs {
  constructor(
    private readonly octokit: Octokit,
    private readonly repository: RepositoryName,
  ) {}

  /** The object's SHA; undefined when there is no such ref. */
  async get(ref: string): Promise<string | undefined> {
    try {
      return (await this.octokit.rest.git.getRef({ ...this.repository, ref })).data.object.sha;
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  /** False when it is there already: of several at once, one makes it. */
  async create(ref: string, sha: string): Promise<boolean> {
    return refusable(/already exists|updated meanwhile|update failed/i, () =>
      this.octokit.rest.git.createRef({ ...this.repository, ref: `refs/${ref}`, sha }),
    );
  }

  /** False when the ref has moved, so that `sha` does not descend from where it is; or is gone. */
  async fastForward(ref: string, sha: string): Promise<boolean> {
    return refusable(/fast forward|does not exist|updated meanwhile|update failed/i, () =>
      this.octokit.rest.git.updateRef({ ...this.repository, ref, sha, force: false }),
    );
  }

  /** False when it was gone already. */
  async delete(ref: string): Promise<boolean> {
    return refusable(/does not exist/i, () => this.octokit.rest.git.deleteRef({ ...this.repository, ref }));
  }
}

async function refusable(refusal: RegExp, request: () => Promise<unknown>): Promise<boolean> {
  try {
    await request();
    return true;
  } catch (error) {
    if (error instanceof Invalid && refusal.test(error.apiMessage ?? "")) return false;
    throw error;
  }
}
