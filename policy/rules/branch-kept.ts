import { type Declared, ofType, type Rule } from "../rule";

export const branchKept: Rule = {
  kind: "stack",
  id: "branch-kept",
  title: "The default branch is protected, and takes no force push and no deletion",
  reason: "A force push rewrites what was tested and deployed, and goes round every required check.",
  mend: "Keep allowsForcePushes and allowsDeletions false in stacks/delivery.ts, with the default branch as pattern.",
  check: (resources) => {
    const rules = ofType(resources, "github:index/branchProtection:BranchProtection");
    const unguarded = ofType(resources, "github:index/branchDefault:BranchDefault").filter(
      ({ props }) => !rules.some((rule) => rule.props.pattern === props.branch),
    );
    return [
      ...unguarded.map((resource) => ({
        message: `No protection is declared for the default branch ${String(resource.props.branch)}.`,
        resource,
      })),
      ...rules.flatMap((resource) => openings(resource).map((message) => ({ message, resource }))),
    ];
  },
};

function openings({ props }: Declared): string[] {
  const branch = String(props.pattern);
  return [
    ...(props.allowsForcePushes === true ? [`Force pushes to ${branch} are allowed.`] : []),
    ...(props.allowsDeletions === true ? [`The deletion of ${branch} is allowed.`] : []),
  ];
}
