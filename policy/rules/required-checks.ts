import { requiredChecks as checksOf } from "../../stacks/required-checks";
import { type Declared, ofType, type Rule, type Violation } from "../rule";

const workflow = /^\.github\/workflows\/ci\.ya?ml$/;

/** What can never come blocks every pull request; what is missing guards nothing. */
export const requiredChecks: Rule = {
  kind: "stack",
  id: "required-checks",
  title: "Required checks are strict, and each is one that the workflow reports",
  reason:
    "Without `strict` a stale branch merges untested with master; a check that no job reports is waited for in vain.",
  mend: "Leave repository.protection.strict true; contexts come from the workflow (stacks/required-checks).",
  check: (resources) =>
    each(resources, (protection, reported) => {
      const { strict, contexts } = declared(protection);
      const foreign = reported ? contexts.filter((context) => !reported.includes(context)) : [];
      return [
        ...(strict ? [] : ["Required checks are not strict: a branch may merge without master's newest commits."]),
        ...(contexts.length > 0 ? [] : ["No check is required."]),
        ...foreign.map((context) => `The check "${context}" is required, but no job of the workflow reports it.`),
      ];
    }),
};

/** Advisory: while a job is renamed, an incomplete list is what keeps pull requests from being blocked. */
export const requiredChecksComplete: Rule = {
  kind: "stack",
  id: "required-checks-complete",
  title: "Every job that the workflow runs for a pull request is required",
  reason: "A job that is not required may fail and the pull request merges all the same.",
  mend: "While a job is renamed this is as it should be: the next `up` after the delivery merged completes the list.",
  level: "advisory",
  check: (resources) =>
    each(resources, (protection, reported = []) => {
      const { contexts } = declared(protection);
      return reported
        .filter((check) => !contexts.includes(check))
        .map((check) => `The job "${check}" of the workflow is not required.`);
    }),
};

async function each(
  resources: readonly Declared[],
  problems: (protection: Declared, reported: string[] | undefined) => string[],
): Promise<Violation[]> {
  const files = ofType(resources, "github:index/repositoryFile:RepositoryFile");
  const at = (path: string) => files.find(({ props }) => props.file === path)?.props.content;
  const file = files.find(({ props }) => workflow.test(String(props.file)));
  const source = file && {
    file: String(file.props.file),
    text: String(file.props.content),
    branch: String(file.props.branch),
    called: async (path: string) => (at(path) === undefined ? undefined : String(at(path))),
  };
  const reported = source && (await checksOf(source));
  return ofType(resources, "github:index/branchProtection:BranchProtection").flatMap((resource) =>
    problems(resource, reported).map((message) => ({ message, resource })),
  );
}

function declared({ props }: Declared): { strict: boolean; contexts: string[] } {
  const [checks] = (props.requiredStatusChecks ?? []) as { strict?: boolean; contexts?: string[] }[];
  return { strict: checks?.strict === true, contexts: checks?.contexts ?? [] };
}
