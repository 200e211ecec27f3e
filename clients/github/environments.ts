import { type Octokit, type RestEndpointMethodTypes } from "@octokit/rest";
import { seal } from "tweetnacl-sealedbox-js";
import { Conflict, Invalid, NotFound } from "../transport";
import { type RepositoryName } from "./names";

export interface EnvironmentRules {
  /** The only one whose runs may use it; any may when undefined. */
  readonly branch?: string;
  /** The id of an account that is asked when nobody is asked so far. */
  readonly reviewer?: number;
}

export interface SubjectForm {
  /** What they begin with: `repo:owner@1/name@2`, in older repositories `repo:owner/name`. */
  readonly prefix: string;
  /** The claims that they are made of instead, where somebody chose so; empty when the organization did. */
  readonly template?: readonly string[];
}

interface Known {
  /** Minutes. */
  readonly waitTimer: number;
  readonly preventSelfReview: boolean;
  readonly reviewers: { type: "User" | "Team"; id: number }[];
  readonly branchPolicy: { protected_branches: boolean; custom_branch_policies: boolean } | null;
}

const namedBranches = { protected_branches: false, custom_branch_policies: true };

/** Environments of GitHub Actions, and their secrets and variables. */
export class Environments {
  constructor(
    private readonly octokit: Octokit,
    private readonly repository: RepositoryName,
  ) {}

  /** Makes it or brings it up to date. What somebody set by hand, reviewers before all, stays: GitHub forgets what a request leaves out. */
  async put(name: string, { branch, reviewer }: EnvironmentRules = {}): Promise<void> {
    const at = { ...this.repository, environment_name: name };
    const known = await this.find(name);
    const given = reviewer === undefined ? [] : [{ type: "User" as const, id: reviewer }];
    const reviewers = known?.reviewers.length ? known.reviewers : given;
    await this.octokit.rest.repos.createOrUpdateEnvironment({
      ...at,
      ...(known?.waitTimer ? { wait_timer: known.waitTimer } : {}),
      ...(reviewers.length > 0 ? { reviewers, prevent_self_review: known?.preventSelfReview ?? false } : {}),
      deployment_branch_policy: branch === undefined ? (known?.branchPolicy ?? null) : namedBranches,
    });
    if (branch !== undefined) await this.openTo(at, branch);
  }

  /** Whether a job waits there until somebody lets it go on. */
  async asksReviewers(name: string): Promise<boolean> {
    return ((await this.find(name))?.reviewers.length ?? 0) > 0;
  }

  /** How the subjects of identity tokens are made. https://docs.github.com/en/rest/actions/oidc */
  async subjects(): Promise<SubjectForm> {
    const { data } = await this.octokit.rest.actions.getCustomOidcSubClaimForRepo({ ...this.repository });
    const { sub_claim_prefix: prefix } = data as typeof data & { readonly sub_claim_prefix?: string };
    return {
      prefix: prefix ?? `repo:${this.repository.owner}/${this.repository.repo}`,
      ...(data.use_default ? {} : { template: data.include_claim_keys ?? [] }),
    };
  }

  private async openTo(at: RepositoryName & { readonly environment_name: string }, branch: string): Promise<void> {
    const { data } = await this.octokit.rest.repos.listDeploymentBranchPolicies({ ...at, per_page: 100 });
    for (const other of data.branch_policies.filter((each) => each.name !== branch))
      await this.octokit.rest.repos.deleteDeploymentBranchPolicy({ ...at, branch_policy_id: other.id! });
    if (!data.branch_policies.some((each) => each.name === branch))
      await this.octokit.rest.repos.createDeploymentBranchPolicy({ ...at, name: branch });
  }

  private async find(name: string): Promise<Known | undefined> {
    try {
      return known((await this.octokit.rest.repos.getEnvironment({ ...this.repository, environment_name: name })).data);
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  }

  /** The value leaves this machine only sealed with the environment's public key. */
  async setSecret(name: string, secret: string, value: string): Promise<void> {
    const at = { ...this.repository, environment_name: name };
    const { data } = await this.octokit.rest.actions.getEnvironmentPublicKey(at);
    const sealed = Buffer.from(seal(Buffer.from(value), Buffer.from(data.key, "base64"))).toString("base64");
    const given = { key_id: data.key_id, encrypted_value: sealed };
    await this.octokit.rest.actions.createOrUpdateEnvironmentSecret({ ...at, secret_name: secret, ...given });
  }

  async setVariable(name: string, variable: string, value: string): Promise<void> {
    const at = { ...this.repository, environment_name: name };
    try {
      await this.octokit.rest.actions.createEnvironmentVariable({ ...at, name: variable, value });
    } catch (error) {
      if (!(error instanceof Conflict || error instanceof Invalid)) throw error; // it is there
      await this.octokit.rest.actions.updateEnvironmentVariable({ ...at, name: variable, value });
    }
  }

  async defaultBranch(): Promise<string> {
    return (await this.octokit.rest.repos.get({ ...this.repository })).data.default_branch;
  }

  /** The id of the account whose token this is. */
  async ownAccount(): Promise<number> {
    return (await this.octokit.rest.users.getAuthenticated()).data.id;
  }
}

type Answered = RestEndpointMethodTypes["repos"]["getEnvironment"]["response"]["data"];

/** Each kind of rule has some of these. */
interface Rule {
  readonly wait_timer?: number;
  readonly prevent_self_review?: boolean;
  readonly reviewers?: readonly { readonly type?: "User" | "Team"; readonly reviewer?: { readonly id: number } }[];
}

function known({ protection_rules, deployment_branch_policy }: Answered): Known {
  const rules: Rule = Object.assign({}, ...(protection_rules ?? [])) as Rule;
  return {
    waitTimer: rules.wait_timer ?? 0,
    preventSelfReview: rules.prevent_self_review ?? false,
    reviewers: (rules.reviewers ?? []).flatMap(({ type, reviewer }) =>
      type && reviewer ? [{ type, id: reviewer.id }] : [],
    ),
    branchPolicy: deployment_branch_policy ?? null,
  };
}
