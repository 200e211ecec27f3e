import { posix } from "node:path";
import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import { type Repository } from "./repository";
import { type RepositorySettings } from "./settings";
import { type DeliveryWay, type WorkflowFile } from "./workflows";

export interface WorkflowDeliveryArgs {
  readonly settings: RepositorySettings;
  readonly repository: Repository;
  readonly way: DeliveryWay;
}

/** The workflows in the application's repository: written to the default branch, or proposed by a pull request where it refuses that. */
export class WorkflowDelivery extends pulumi.ComponentResource {
  readonly pullRequest: github.RepositoryPullRequest | undefined;

  constructor(
    name: string,
    private readonly args: WorkflowDeliveryArgs,
    options: pulumi.ComponentResourceOptions,
  ) {
    super("penny:index:WorkflowDelivery", name, {}, options);
    const { direct, proposed } = args.way;
    for (const file of direct) this.write(file);
    this.pullRequest = proposed && this.propose(proposed.branch, proposed.files);
    this.registerOutputs({});
  }

  /** `[skip ci]`: delivering a workflow must not start a deploy. */
  private write({ path, source, content }: WorkflowFile): void {
    const { settings, repository, way } = this.args;
    new github.RepositoryFile(
      nameOf(path),
      {
        repository: repository.repository.name,
        branch: settings.defaultBranch,
        file: path,
        content,
        commitMessage: `Deliver ${source} [skip ci]`,
        overwriteOnCreate: true,
      },
      {
        parent: this,
        retainOnDelete: true,
        dependsOn: [repository.defaultBranch],
        ignoreChanges: way.guarded ? ["content", "commitMessage"] : [],
      },
    );
  }

  /** All of it is kept when it is merged or no longer wanted: people may have removed the branch. */
  private propose(branchName: string, files: readonly WorkflowFile[]): github.RepositoryPullRequest {
    const { settings, repository } = this.args;
    const kept = { parent: this, retainOnDelete: true };
    const branch = new github.Branch(
      "workflows",
      { repository: repository.repository.name, branch: branchName, sourceBranch: settings.defaultBranch },
      { ...kept, dependsOn: [repository.defaultBranch], ignoreChanges: ["etag", "sourceSha"] },
    );
    const written = files.map(
      ({ path, source, content }) =>
        new github.RepositoryFile(
          `proposed-${nameOf(path)}`,
          {
            repository: repository.repository.name,
            branch: branch.branch,
            file: path,
            content,
            commitMessage: `Deliver ${source}`,
            overwriteOnCreate: true,
          },
          kept,
        ),
    );
    return new github.RepositoryPullRequest(
      "workflows",
      {
        baseRepository: repository.repository.name,
        baseRef: settings.defaultBranch,
        headRef: branch.branch,
        title: "Deliver the pipeline's workflows",
        body: `The pipeline's program declares these files; ${settings.defaultBranch} takes them by pull request alone. When this is merged, the next \`up\` requires all checks of the new workflow.\n\n${files.map(({ path }) => `- ${path}`).join("\n")}\n`,
      },
      { parent: this, dependsOn: written },
    );
  }
}

const nameOf = (path: string): string => posix.relative(".github/workflows", path);
