import { type Octokit } from "@octokit/rest";
import { seal } from "tweetnacl-sealedbox-js";
import { Conflict, Invalid } from "../transport";
import { type RepositoryName } from "./names";

/** Environments of GitHub Actions, and their secrets and variables. */
export class Environments {
  constructor(
    private readonly octokit: Octokit,
    private readonly repository: RepositoryName,
  ) {}

  /** Makes it or brings it up to date. @param branch the only one whose runs may use it; any may when undefined */
  async put(name: string, branch?: string): Promise<void> {
    const at = { ...this.repository, environment_name: name };
    const policy = branch === undefined ? null : { protected_branches: false, custom_branch_policies: true };
    await this.octokit.rest.repos.createOrUpdateEnvironment({ ...at, deployment_branch_policy: policy });
    if (branch === undefined) return;
    const { data } = await this.octokit.rest.repos.listDeploymentBranchPolicies({ ...at, per_page: 100 });
    for (const other of data.branch_policies.filter((each) => each.name !== branch))
      await this.octokit.rest.repos.deleteDeploymentBranchPolicy({ ...at, branch_policy_id: other.id! });
    if (!data.branch_policies.some((each) => each.name === branch))
      await this.octokit.rest.repos.createDeploymentBranchPolicy({ ...at, name: branch });
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
}
