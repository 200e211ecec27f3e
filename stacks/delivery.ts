import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import * as heroku from "@pulumi/heroku";
import { type Repository } from "./repository";
import { type RepositorySettings, type Secrets } from "./settings";
import { WorkflowDelivery } from "./workflow-delivery";
import { type Workflows } from "./workflows";

export interface DeliveryArgs {
  readonly settings: RepositorySettings;
  readonly repository: Repository;
  readonly app: heroku.App;
  readonly secrets: Secrets;
  readonly workflows: Workflows;
}

/** The way from a pull request to production: the gate on the default branch, the workflow, and what its deploy job may use. */
export class Delivery extends pulumi.ComponentResource {
  readonly authorization: heroku.OauthAuthorization;
  readonly environment: github.RepositoryEnvironment;
  readonly workflows: WorkflowDelivery;
  readonly protection: github.BranchProtection;

  constructor(name: string, args: DeliveryArgs, options?: pulumi.ComponentResourceOptions) {
    super("penny:index:Delivery", name, {}, options);
    const { settings, repository, workflows } = args;
    this.authorization = this.deployAuthorization(args);
    this.environment = this.deployEnvironment(args);
    const credentials = [this.deployKey(args), ...this.actionsSecrets(args), ...this.actionsVariables(args)];
    this.workflows = new WorkflowDelivery(
      "workflows",
      { settings, repository, way: workflows.way },
      { parent: this, dependsOn: credentials },
    );
    this.protection = new github.BranchProtection(
      settings.defaultBranch,
      {
        repositoryId: repository.repository.nodeId,
        pattern: settings.defaultBranch,
        enforceAdmins: settings.protection.enforceAdmins,
        allowsForcePushes: false,
        allowsDeletions: false,
        requiredStatusChecks: [{ strict: settings.protection.strict, contexts: [...workflows.requiredChecks] }],
      },
      { parent: this, dependsOn: [repository.defaultBranch, ...credentials, this.workflows] },
    );
    this.registerOutputs({});
  }

  /** Replaced by the first `up` in the last third of its life: the secret has the new token before the old one is revoked. */
  private deployAuthorization({ app, settings }: DeliveryArgs): heroku.OauthAuthorization {
    const expiresIn = settings.deployKeyDays * 24 * 3600;
    const description = pulumi.interpolate`Deploys ${app.name} from GitHub Actions`;
    return new heroku.OauthAuthorization(
      "deploy",
      { description, scopes: ["global"], expiresIn, renewBefore: Math.floor(expiresIn / 3) },
      { parent: this },
    );
  }

  private deployEnvironment({ settings, repository }: DeliveryArgs): github.RepositoryEnvironment {
    return new github.RepositoryEnvironment(
      settings.environment,
      {
        repository: repository.repository.name,
        environment: settings.environment,
        deploymentBranchPolicy: { protectedBranches: true, customBranchPolicies: false },
      },
      { parent: this },
    );
  }

  /** A secret of the environment, so that only runs on the protected branch can read it. */
  private deployKey({ repository }: DeliveryArgs): pulumi.Resource {
    return new github.ActionsEnvironmentSecret(
      "HEROKU_API_KEY",
      {
        repository: repository.repository.name,
        environment: this.environment.environment,
        secretName: "HEROKU_API_KEY",
        value: this.authorization.token,
      },
      { parent: this },
    );
  }

  private actionsSecrets({ settings, repository, secrets }: DeliveryArgs): pulumi.Resource[] {
    return settings.actionsSecrets.map(
      (secretName) =>
        new github.ActionsSecret(
          secretName,
          { repository: repository.repository.name, secretName, value: secrets[secretName] },
          { parent: this },
        ),
    );
  }

  private actionsVariables({ settings, repository, app }: DeliveryArgs): pulumi.Resource[] {
    const variables = { HEROKU_APP: app.name, ...settings.actionsVariables };
    return Object.entries(variables).map(
      ([variableName, value]) =>
        new github.ActionsVariable(
          variableName,
          { repository: repository.repository.name, variableName, value },
          { parent: this },
        ),
    );
  }
}
