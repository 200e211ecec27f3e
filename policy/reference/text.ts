import { type Rule } from "../rule";

/** docs/reference/policies.md. */
export function reference(rules: readonly Rule[]): string {
  return `# Policies

Made from \`policy/rules\` by \`npm run reference\`. Every preview, \`penny up\` and \`npm start\` holds what is declared against these rules: a mandatory one
that is violated stops the change before anything is called; an advisory one is shown. To run them by hand:

\`\`\`sh
bin/pulumi preview --policy-pack policy/pulumi-analyzer-policy-penny
\`\`\`

**To waive one** for a while, add to \`policy/waivers.yaml\` what is waived, why, and until when. Without an end, or with a reason of a word, it is refused;
while it holds it is shown as \`waivers-in-use\` in every preview; after its last day the rule stops the change again.

\`\`\`yaml
- policy: web-awake
  resource: release-web        # its name in the program; every resource when left out
  about: scaled to no dyno     # words of the message; any message when left out
  reason: The site is closed for the move to another database.
  until: 2027-03-31
\`\`\`

${rules.map(ruleText).join("\n\n")}
`;
}

function ruleText({ id, title, reason, mend, level = "mandatory", stacks }: Rule): string {
  const where = stacks ? `in ${stacks.join(", ")}` : "in every stack";
  return [
    `## \`${id}\``,
    "",
    `**${title}.** ${level === "advisory" ? "Advisory" : "Mandatory"}, ${where}.`,
    "",
    `- Why: ${reason}`,
    `- To mend: ${mend}`,
  ].join("\n");
}
