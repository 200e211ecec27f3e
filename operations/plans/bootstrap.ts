/** A value that a workflow of this repository reads, and the variable in which `penny bootstrap` is given it. */
export interface Wanted {
  readonly environment: "preview" | "infrastructure";
  /** The name in the environment, as the workflow reads it. */
  readonly name: string;
  readonly kind: "secret" | "variable";
  /** The name in bootstrap's own environment, and the one that sets the value of this environment alone: `PREVIEW_…`. */
  readonly from: string;
  readonly own: string;
  /** What it is, for people. */
  readonly what: string;
}

/** Where unapproved steps of an `up` wait for a person; its job reads no secret. */
export const approval = "approval";
export const environments = ["preview", "infrastructure"] as const;

const rights = {
  preview: {
    heroku: "a Heroku key that can only read: heroku authorizations:create --scope read-protected",
    github: "a fine-grained GitHub token: read Administration, Contents, Environments, Secrets, Variables",
  },
  infrastructure: {
    heroku: "a Heroku key of scope global: heroku authorizations:create --description pipeline",
    github:
      "a fine-grained GitHub token: write Administration, Contents, Workflows, Pull requests, Environments, Secrets, Variables, Actions",
  },
};

type Given = Readonly<Record<string, string | undefined>>;

/** Under the same names here and there. */
const state: readonly Pick<Wanted, "name" | "kind" | "what">[] = [
  {
    name: "PULUMI_BACKEND_URL",
    kind: "secret",
    what: "where the state is: s3://…, gs://…, postgres://…; not for Pulumi Cloud",
  },
  {
    name: "PULUMI_ACCESS_TOKEN",
    kind: "secret",
    what: "Pulumi Cloud's token, when the state is there",
  },
  {
    name: "PULUMI_CONFIG_PASSPHRASE",
    kind: "secret",
    what: "opens the secrets of the state, outside Pulumi Cloud",
  },
  {
    name: "AWS_ROLE_ARN",
    kind: "variable",
    what: "the role that runs take by OIDC, for a state in S3",
  },
  { name: "AWS_REGION", kind: "variable", what: "its region" },
];

/** All that the workflows read, in the order in which a person is told of it. */
export const wanted: readonly Wanted[] = environments.flatMap((environment) => {
  const prefix = environment.toUpperCase();
  const { heroku, github } = rights[environment];
  const ofItsOwn = (name: string, from: string, what: string): Wanted => ({
    environment,
    name,
    kind: "secret",
    what,
    from,
    own: from,
  });
  return [
    ofItsOwn("HEROKU_API_KEY", `${prefix}_HEROKU_API_KEY`, heroku),
    ofItsOwn("PENNY_GITHUB_TOKEN", `${prefix}_GITHUB_TOKEN`, github),
    ...state.map((each): Wanted => ({ ...each, environment, from: each.name, own: `${prefix}_${each.name}` })),
  ];
});

/** The variable that gives a value, the environment's own before the one of both. */
export const sourceOf = ({ own, from }: Wanted, given: Given): string | undefined =>
  [own, from].find((name) => given[name]);

/** Each value that is needed once, also where two environments take it. */
export const asked = (given: Given): readonly Wanted[] =>
  wanted
    .filter((each) => sourceOf(each, given) === undefined)
    .filter(({ from }, index, missing) => missing.findIndex((each) => each.from === from) === index);
