/** A value that a workflow of this repository reads, and the variable in which `penny bootstrap` is given it. */
export interface Wanted {
  readonly environment: "preview" | "infrastructure";
  /** The name in the environment, as the workflow reads it. */
  readonly name: string;
  readonly kind: "secret" | "variable";
  /** The name in bootstrap's own environment. */
  readonly from: string;
  /** What it is, for people. */
  readonly what: string;
}

export const environments = ["preview", "infrastructure"] as const;

const state: readonly Omit<Wanted, "environment">[] = [
  { name: "PULUMI_BACKEND_URL", kind: "secret", from: "PULUMI_BACKEND_URL", what: "where the state is: s3://…, gs://…, postgres://…; not for Pulumi Cloud" },
  { name: "PULUMI_ACCESS_TOKEN", kind: "secret", from: "PULUMI_ACCESS_TOKEN", what: "Pulumi Cloud's token, when the state is there" },
  { name: "PULUMI_CONFIG_PASSPHRASE", kind: "secret", from: "PULUMI_CONFIG_PASSPHRASE", what: "opens the secrets of the state, outside Pulumi Cloud" },
  { name: "AWS_ROLE_ARN", kind: "variable", from: "AWS_ROLE_ARN", what: "the role that runs take by OIDC, for a state in S3" },
  { name: "AWS_REGION", kind: "variable", from: "AWS_REGION", what: "its region" },
]; // prettier-ignore

/** All that the workflows read, in the order in which a person is told of it. */
export const wanted: readonly Wanted[] = environments.flatMap((environment) => {
  const prefix = environment.toUpperCase();
  const rights = environment === "preview" ? "that can only read" : "with the rights of docs/real-services.md";
  return [
    { environment, name: "HEROKU_API_KEY", kind: "secret", from: `${prefix}_HEROKU_API_KEY`, what: `a Heroku key ${rights}` },
    { environment, name: "PENNY_GITHUB_TOKEN", kind: "secret", from: `${prefix}_GITHUB_TOKEN`, what: `a GitHub token ${rights}` },
    ...state.map((each) => ({ environment, ...each })),
  ] as Wanted[]; // prettier-ignore
});
