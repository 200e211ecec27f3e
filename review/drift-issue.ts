import { type Change } from "./changes";
import { fence } from "./markdown";
import { called, code } from "./names";
import { isRenewal } from "./renewal";
import { type Review } from "./review";
import { type Risk } from "./risks";
import { fingerprint } from "./steps";

/** What every such issue is labelled. */
export const driftLabel = "drift";

/** By which a stack's issue is found again. */
export const issueMarker = (stack: string): string => `<!-- drift: ${stack} -->`;

export interface DriftIssue {
  readonly title: string;
  readonly body: string;
}

/** Nightly, the program is what was last applied: every step that it would take is drift. Undefined when there is none. */
export function driftIssue({ stack, changes, drift, risks }: Review): DriftIssue | undefined {
  if (drift.length === 0 && (changes.length === 0 || isRenewal(changes))) return undefined;
  const count = new Set([...changes, ...drift].map(({ type, name }) => `${type}::${name}`)).size;
  const known = new Set(changes.map(({ type, name }) => `${type}::${name}`));
  const unplanned = drift.filter(({ type, name }) => !known.has(`${type}::${name}`));
  const body = [
    issueMarker(stack),
    `${code(stack)} is not as declared: somebody changed it outside this repository, or a change was merged and not applied.`,
    "",
    ...changes.flatMap((change) => lines(change, stack)),
    ...unplanned.map((one) => `- ${called(one)} differs from what the last \`up\` left.`),
    "",
    ...warning(risks),
    `**To undo it**: \`bin/penny up --stack ${stack}\` makes everything as declared again; or start the workflow \`Up\` with these steps approved:`,
    fence([`gh workflow run up.yml -f stack=${stack} -f approve=${fingerprint(changes)}`], "sh"),
    "**To accept it**: change the code as told above, in a pull request; its preview then shows no step for it.",
    "",
    "This issue is kept up to date by each nightly run, and closed by the first that finds nothing.",
  ].join("\n");
  return { title: `Drift: ${count} ${count === 1 ? "thing" : "things"} of ${stack} not as declared`, body };
}

/** An `up` alone would bring back less than there was. */
function warning(risks: readonly Risk[]): string[] {
  const data = risks.find(({ id }) => id === "data");
  return data
    ? [`⚠️ ${data.because.join("; ")}: docs/runbooks/recreate.md, first, tells how the data come back.`, ""]
    : [];
}

const fileOf = (stack: string): string => `Pulumi.${stack}.yaml`;

function lines(change: Change, stack: string): string[] {
  const { action, properties } = change;
  if (action === "create" || action === "import")
    return [`- ${called(change)} is gone. To accept: ${removal(change, fileOf(stack))}.`];
  if (action === "delete")
    return [`- ${called(change)} is there, but no longer declared. To accept: declare it again.`];
  return [
    `- ${called(change)}`,
    ...properties.map(
      ({ path, before, after }) =>
        `  - ${code(path)} ${differs(before, after)}. To accept: ${acceptance(change, { path, actual: before, stack })}.`,
    ),
  ];
}

const differs = (actual: string, declared: string): string =>
  actual === "(secret)" && declared === "(secret)"
    ? "is another secret than the declared one"
    : `is ${code(actual)}, declared ${code(declared)}`;

/** Where the setting of a property stands in Pulumi.<stack>.yaml; docs/settings.md. */
const places: readonly (readonly [string, (name: string, path: string) => string | undefined])[] = [
  ["heroku:index:ConfigVars", (_name, path) => (path.startsWith("vars.") ? `configVars.${path.slice(5)}` : undefined)],
  ["heroku:index:Formation", (name, path) => `application.processes.${name.replace(/^release-/, "")}.${path}`],
  ["heroku:index:BackupSchedule", (_name, path) => `database.backups.${path}`],
  ["heroku:index:Addon", (name, path) => (name === "database" ? `database.${path}` : undefined)],
  ["heroku:index:SchedulerJob", (name, path) => `jobs.${name}.${path}`],
  ["github:index/repository:Repository", (_name, path) => `repository.options.${path}`],
  ["github:index/actionsVariable:ActionsVariable", (name) => `repository.actionsVariables.${name}`],
  [
    "github:index/branchProtection:BranchProtection",
    (_name, path) =>
      /strict$|^enforceAdmins$/.test(path) ? `repository.protection.${path.split(".").at(-1)}` : undefined,
  ],
];

interface Found {
  readonly path: string;
  readonly actual: string;
  readonly stack: string;
}

function acceptance({ type, name }: Change, { path, actual, stack }: Found): string {
  const file = code(fileOf(stack));
  const place = places.find(([of]) => of === type)?.[1](name, path);
  if (actual === "(secret)")
    return `set the secret anew with ${code(`pulumi config set --secret ${path.split(".").at(-1)} --stack ${stack}`)}`;
  if (!place) return "change its declaration in stacks/";
  if (actual === "(none)") return `take ${code(place)} out of ${file}`;
  return `set ${code(place)} to ${code(actual)} in ${file}`;
}

/** What is removed to accept that something is gone; where a policy wants it, that has to be waived. */
const removals: Readonly<Record<string, (name: string, file: string) => string>> = {
  "heroku:index:SchedulerJob": (name, file) => `take ${code(`jobs.${name}`)} out of ${code(file)}`,
  "github:index/actionsSecret:ActionsSecret": (name, file) =>
    `take ${code(name)} out of ${code("repository.actionsSecrets")} in ${code(file)}`,
  "github:index/actionsVariable:ActionsVariable": (name, file) =>
    `take ${code(`repository.actionsVariables.${name}`)} out of ${code(file)}`,
  "heroku:index:BackupSchedule": () => against("stacks/database.ts", "database-backed-up"),
  "github:index/branchProtection:BranchProtection": () => against("stacks/delivery.ts", "branch-kept"),
};

const against = (file: string, policy: string): string =>
  `take its declaration out of ${code(file)}, and waive the policy ${code(policy)}, which wants it, in ${code("policy/waivers.yaml")}`;

const removal = ({ type, name }: Change, file: string): string =>
  removals[type]?.(name, file) ?? "take its declaration out of stacks/";
