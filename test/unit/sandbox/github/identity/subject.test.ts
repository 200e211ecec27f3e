import { subject, type SubjectForm } from "../../../../../sandbox/github/identity/subject";

/** https://docs.github.com/en/actions/reference/security/oidc#example-subject-claims */
const form: SubjectForm = {
  use_default: true,
  use_immutable_subject: false,
  sub_claim_prefix: "repo:octo-org/octo-repo",
};
const push = { event_name: "push", ref: "refs/heads/demo-branch" };
const pull = { event_name: "pull_request", ref: "refs/pull/1/merge" };

it("names the job's environment before all else", () => {
  expect(subject(form, { ...pull, environment: "Production" })).toBe("repo:octo-org/octo-repo:environment:Production");
});

it("says of a pull request's job only that it is one", () => {
  expect(subject(form, pull)).toBe("repo:octo-org/octo-repo:pull_request");
});

it("names the branch or tag of any other", () => {
  expect(subject(form, push)).toBe("repo:octo-org/octo-repo:ref:refs/heads/demo-branch");
  expect(subject(form, { ...push, ref: "refs/tags/v1" })).toBe("repo:octo-org/octo-repo:ref:refs/tags/v1");
});

it("lets no value pass for two parts", () => {
  expect(subject(form, { ...push, environment: "Production:V1" })).toBe(
    "repo:octo-org/octo-repo:environment:Production%3AV1",
  );
});

it("is made of the claims that were chosen", () => {
  const chosen = { ...form, use_default: false, include_claim_keys: ["repo", "context", "job_workflow_ref"] };
  expect(subject(chosen, { ...push, job_workflow_ref: "a/b/.github/workflows/c.yml@refs/heads/main" })).toBe(
    "repo:octo-org/octo-repo:ref:refs/heads/demo-branch:job_workflow_ref:a/b/.github/workflows/c.yml@refs/heads/main",
  );
});
