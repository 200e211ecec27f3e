/**
 * Every version that set-up pins. The Go modules beside this file (`modules/<name>/go.mod`) and package.json name them
 * too; a unit test fails when they disagree.
 */
export const versions = {
  /** The Pulumi CLI: npm package `pulumi`, Go module github.com/pulumi/pulumi/pkg/v3. */
  pulumi: "3.259.0",
  /** The Node language host that is built: the newest that lies inside the tagged module github.com/pulumi/pulumi/sdk/v3. */
  languageHost: "3.68.0",
  /** The GitHub plugin: the version that the npm package @pulumi/github asks the engine for. */
  githubPlugin: "6.15.0",
  /** nektos/act, which runs the jobs of workflows on the sandbox. */
  act: "0.2.82",
  /** rhysd/actionlint, which the tests look through the workflows with. */
  actionlint: "1.7.12",
  /** minio/minio, where tests keep a state as in S3; it tags no module version. */
  minio: "0.0.0-20260212201848-7aac2a2c5b7c",
  /** The oldest Go that the modules compile with. */
  go: "1.25.11",
} as const;
