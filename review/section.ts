import { type Action, type Change } from "./changes";
import { type Drift } from "./drift";
import { escaped, fence } from "./markdown";
import { called, code } from "./names";
import { type PolicyFinding, type PolicyResults } from "./policies";
import { type Review } from "./review";
import { notKnownYet } from "./values";

const past: Readonly<Record<Action, string>> = {
  create: "created",
  import: "imported",
  update: "changed",
  replace: "replaced",
  delete: "deleted",
};
const order: readonly Action[] = ["delete", "replace", "update", "create", "import"];
/** More properties of one resource than these stand in the full diff only, and all of what comes or goes where that is more than ten things. */
const listed = 4;
const wholes = 10;

/** What is told of one stack, in Markdown: risks first, then what changes, drift and policies. */
export function section(review: Review): string[] {
  return [
    `### ${headline(review)}`,
    ...review.errors.flatMap((message) => ["", fence(message.split("\n"))]),
    ...risks(review),
    ...table(review.changes),
    ...drift(review.drift),
    ...policies(review),
  ];
}

/** `production: 1 deleted, 5 changed`. */
export function headline({ stack, changes, errors }: Review): string {
  if (errors.length > 0) return `${stack}: the preview failed`;
  if (changes.length === 0) return `${stack}: nothing changes`;
  const counts = order.map((action) => ({
    action,
    count: changes.filter((change) => change.action === action).length,
  }));
  return `${stack}: ${counts
    .filter(({ count }) => count > 0)
    .map(({ action, count }) => `${count} ${past[action]}`)
    .join(", ")}`;
}

/** What has the same reasons is told once. */
function risks({ risks: found }: Review): string[] {
  if (found.length === 0) return [];
  const labels = new Map<string, string[]>();
  for (const { label, because } of found) {
    const reasons = because.join("; ");
    labels.set(reasons, [...(labels.get(reasons) ?? []), `**${label}**`]);
  }
  return ["", ...[...labels].map(([reasons, of]) => `- ⚠️ ${of.join(" · ")}: ${reasons}`)];
}

function table(changes: readonly Change[]): string[] {
  if (changes.length === 0) return [];
  const sorted = order.flatMap((action) => changes.filter((change) => change.action === action));
  const named = sorted.filter(isWhole).length > wholes;
  const rows = sorted.map((change) => row(change, named && isWhole(change) ? [] : howOf(change)));
  return ["", "| | what | how |", "|---|---|---|", ...rows];
}

const isWhole = ({ action }: Change): boolean => action !== "update" && action !== "replace";

function row(change: Change, told: readonly string[]): string {
  const more = told.length > listed ? [`and ${told.length - listed} more`] : [];
  const cells = [past[change.action], called(change), [...told.slice(0, listed), ...more].join("<br>")];
  return `| ${cells.map(inCell).join(" | ")} |`;
}

/** GitHub takes a pipe for the cell's end, also in code, unless it is escaped; https://github.github.com/gfm/#example-200 */
const inCell = (text: string): string => text.replaceAll("|", "\\|");

function howOf(change: Change): string[] {
  const { action, name, properties } = change;
  if (!isWhole(change)) return properties.map(({ path, before, after }) => `${code(path)}: ${turns(before, after)}`);
  // Of what comes or goes as a whole: not what it belongs to, not its name again, nor what nobody knows yet.
  const own = properties.filter(({ path }) => !/^(app|addon|database|repository|environment)(Id)?$/.test(path));
  const values = own.map(({ path, before, after }) => ({ path, value: action === "delete" ? before : after }));
  const telling = values.filter(({ value }) => value !== name && value !== notKnownYet);
  return telling.map(({ path, value }) => `${code(path)}: ${short(value)}`);
}

function turns(before: string, after: string): string {
  if (before === "(secret)" && after === "(secret)") return "another secret";
  return short(before) === short(after) ? "differs further on" : `${short(before)} → ${short(after)}`;
}
const short = (value: string): string => code(value.length > 60 ? `${value.slice(0, 60)}…` : value);

function drift(found: readonly Drift[]): string[] {
  if (found.length === 0) return [];
  const lines = found.map((one) => {
    if (one.gone) return `- ${called(one)} is gone`;
    const changed = one.properties.map(({ path, before, after }) => `${code(path)}: ${turns(before, after)}`);
    return `- ${called(one)}: ${changed.join("; ")}`;
  });
  const title = "**Drift found**: changed by somebody since the last `up`, which this one undoes or takes over";
  return ["", title, ...lines];
}

function policies({ policies: results, errors }: Review): string[] {
  if (!results) return [];
  const { violations, advice, waived, blind } = results;
  // Where the preview failed, most resources never came before a policy.
  const came = errors.length > 0 ? ", as far as the preview came" : "";
  return [
    "",
    `**Policies**: ${summary(results)}${came}`,
    ...violations.map(line("❌")),
    ...folded([...waived.map(line("🔕")), ...blind.map(line("❔")), ...advice.map(line("ℹ️"))]),
  ];
}

function summary({ violations, waived, blind, advice, passed }: PolicyResults): string {
  const counts = [
    [violations, "violated"],
    [waived, "waived"],
    [blind, "cannot tell yet"],
    [advice, "with advice"],
  ] as const;
  const others = counts.filter(([findings]) => findings.length > 0);
  if (others.length === 0) return `all ${passed.length} hold`;
  const told = others.map(([findings, how]) => `${new Set(findings.map(({ policy }) => policy)).size} ${how}`);
  return [...told, `${passed.length} hold`].join(", ");
}

function folded(lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  return ["", "<details><summary>Waivers and advice</summary>", "", ...lines, "", "</details>"];
}

const line =
  (sign: string) =>
  ({ policy, resource, message }: PolicyFinding): string =>
    `- ${sign} ${code(policy)}${resource ? ` at ${code(resource)}` : ""}: ${escaped(message)}`;
