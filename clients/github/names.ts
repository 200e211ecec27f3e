/** In the form of octokit's parameters. */
export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}
