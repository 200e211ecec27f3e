import { join } from "node:path";
import type { Clock } from "../kit/clock";
import { GitRepository } from "../kit/git/repository";
import type { Repository } from "./entities";
import type { Events } from "./events";
import type { State } from "./state";

/** What every part of the simulator stands on. */
export interface Context {
  readonly state: State;
  readonly clock: Clock;
  readonly events: Events;
  /** Where the bare repositories lie. */
  readonly repositoriesFolder: string;
  /** Git configuration for pushes. */
  readonly pushConfiguration: Readonly<Record<string, string>>;
  /** Where the simulator is reached, without a final slash: `http://127.0.0.1:7771`. */
  url(): string;
}

export function gitOf(context: Context, repository: Pick<Repository, "id">): GitRepository {
  return new GitRepository(join(context.repositoriesFolder, `${repository.id}.git`));
}

export const apiUrl = (context: Context): string => `${context.url()}/api/v3`;

/** `https://…/api/v3/repos/owner/name` */
export function repositoryUrl(context: Context, repository: Repository): string {
  return `${apiUrl(context)}/repos/${context.state.owner(repository).login}/${repository.name}`;
}

export function htmlUrl(context: Context, repository: Repository): string {
  return `${context.url()}/${context.state.owner(repository).login}/${repository.name}`;
}
