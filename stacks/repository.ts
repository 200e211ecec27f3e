import * as github from "@pulumi/github";
import * as pulumi from "@pulumi/pulumi";
import { type RepositorySettings } from "./settings";

/**
 * Every property of a repository that somebody may have set by hand: what is not declared stays as it is. The list must be complete: where
 * an import finds a difference that is not ignored, the engine (3.259) goes on to an update for which it ignores nothing.
 */

const properties = [
  "allowAutoMerge",
  "allowForking",
  "allowMergeCommit",
  "allowRebaseMerge",
  "allowSquashMerge",
  "allowUpdateBranch",
  "archived",
  "autoInit",
  "deleteBranchOnMerge",
  "description",
  "hasDiscussions",
  "hasDownloads",
  "hasIssues",
  "hasProjects",
  "hasWiki",
  "homepageUrl",
  "ignoreVulnerabilityAlertsDuringRead",
  "isTemplate",
  "mergeCommitMessage",
  "mergeCommitTitle",
  "pages",
  "private",
  "securityAndAnalysis",
  "squashMergeCommitMessage",
  "squashMergeCommitTitle",
  "template",
  "topics",
  "visibility",
  "vulnerabilityAlerts",
  "webCommitSignoffRequired",
];

/** The GitHub repository and its default branch: taken over when it exists, and kept when the stack is destroyed. */
export class Repository extends pulumi.ComponentResource {
  readonly repository: github.Repository;
  readonly defaultBranch: github.BranchDefault;

  /** @param waiting declared options that this `up` leaves as they are: see take-over.ts */
  constructor(
    name: string,
    settings: RepositorySettings,
    waiting: readonly string[],
    options?: pulumi.ComponentResourceOptions,
  ) {
    super("penny:index:Repository", name, {}, options);
    const left = properties.filter((property) => !(property in settings.options) || waiting.includes(property));
    const kept = { parent: this, retainOnDelete: true };
    this.repository = new github.Repository(
      name,
      // A new repository gets a first commit: without one it has no branch to protect.
      { name: settings.name, ...settings.options, ...(settings.create ? { autoInit: true } : {}) },
      {
        ...kept,
        protect: true,
        ignoreChanges: settings.create ? [] : left,
        import: settings.create ? undefined : settings.name,
      },
    );
    this.defaultBranch = new github.BranchDefault(
      name,
      { repository: this.repository.name, branch: settings.defaultBranch, rename: settings.create || undefined },
      { ...kept, ignoreChanges: ["etag"] },
    );
    this.registerOutputs({});
  }
}
