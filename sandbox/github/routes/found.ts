import type { RepositoryCall } from "../api";
import type { Issue } from "../entities";
import { notFound, requiresAuthentication } from "../errors";
import { isPull, type Pull } from "../pulls/refs";

export function issueOf(call: RepositoryCall): Issue {
  const { context, repository, params } = call;
  const number = Number(params["number"]);
  const found = context.state.issues.find((row) => row.repositoryId === repository.id && row.number === number);
  if (!found) throw notFound();
  return found;
}

export const pullsOf = ({ context, repository }: RepositoryCall): Pull[] =>
  context.state.issues.filter((row) => row.repositoryId === repository.id).filter(isPull);

export function pullOf(call: RepositoryCall): Pull {
  const found = pullsOf(call).find((row) => String(row.number) === call.params["number"]);
  if (!found) throw notFound();
  return found;
}

/** Whoever can read may write issues and pull requests, but nobody unknown. */
export function mustBeKnown(call: RepositoryCall): void {
  if (!call.viewer) throw requiresAuthentication();
}
