import type { Context } from "../context";
import type { Repository } from "../entities";

/** Repositories that are made, or renamed, later have ids in their subjects. https://docs.github.com/en/actions/reference/security/oidc#immutable-subject-claims */
const lastOfNames = "2026-07-15T23:59:59Z";

/** How a repository's subjects are made, as its API answers it. */
export interface SubjectForm {
  readonly use_default: boolean;
  readonly include_claim_keys?: readonly string[];
  readonly use_immutable_subject: boolean;
  /** `repo:owner@1/name@2`, or `repo:owner/name` */
  readonly sub_claim_prefix: string;
}

export function subjectForm({ state }: Context, repository: Repository): SubjectForm {
  const chosen = state.oidcSubjects.get(repository.id);
  const { createdAt, renamedAt = createdAt } = repository;
  const immutable = chosen?.use_immutable_subject ?? renamedAt > lastOfNames;
  const owner = state.owner(repository);
  const named = (name: string, id: string): string => (immutable ? `${name}@${id}` : name);
  const keys =
    chosen?.use_default === false && chosen.include_claim_keys?.length ? chosen.include_claim_keys : undefined;
  return {
    use_default: keys === undefined,
    ...(keys ? { include_claim_keys: keys } : {}),
    use_immutable_subject: immutable,
    sub_claim_prefix: `repo:${named(owner.login, owner.id)}/${named(repository.name, repository.id)}`,
  };
}

/** What parts of a subject are set apart by. */
const escaped = (value: string): string => value.replaceAll(":", "%3A");

/** The environment of a job, that it was a pull request's, or the ref: the first that there is. */
function circumstances({ environment, event_name, ref }: Readonly<Record<string, string>>): string {
  if (environment !== undefined) return `environment:${escaped(environment)}`;
  return event_name?.startsWith("pull_request") ? "pull_request" : `ref:${escaped(ref ?? "")}`;
}

/** The `sub` of a token with these claims. */
export function subject(form: SubjectForm, claims: Readonly<Record<string, string>>): string {
  const parts: Readonly<Record<string, string>> = { repo: form.sub_claim_prefix, context: circumstances(claims) };
  const keys = form.include_claim_keys ?? ["repo", "context"];
  return keys.map((key) => parts[key] ?? `${key}:${escaped(claims[key] ?? "")}`).join(":");
}
