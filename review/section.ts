import { type Action, type Change } from "./changes";
import { type Drift } from "./drift";
import { escaped, fence } from "./markdown";
import { called, code } from "./names";
import { type PolicyFinding } from "./policies";
import { type Review } from "./review";

const past: Readonly<Record<Action, string>> = {
  create: "created",
  import: "imported",
  update: "changed",
  replace: "replaced",
  delete: "deleted",
};
const order: readonly Action[] = ["delete", "replace", "update", "create", "import"];
/** More properties of one resource than these stand in the full diff only. */
const listed = 4;

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

function risks({ risks: found }: Review): string[] {
  if (found.length === 0) return [];
  return ["", ...found.map(({ label, because }) => `- ⚠️ **${label}**: ${because.join("; ")}`)];
}

function table(changes: readonly Change[]): string[] {
  if (changes.length === 0) return [];
  const rows = order.flatMap((action) => changes.filter((change) => change.action === action)).map(row);
  return ["", "| | what | how |", "|---|---|---|", ...rows];
}

function row(change: Change): string {
  const { action, properties } = change;
  const told = action === "update" || action === "replace" ? properties : [];
  const some = told.slice(0, listed).map(({ path, before, after }) => `${code(path)}: ${turns(before, after)}`);
  const more = told.length > listed ? [`and ${told.length - listed} more`] : [];
  return `| ${past[action]} | ${called(change)} | ${[...some, ...more].join("<br>")} |`;
}

const turns = (before: string, after: string): string =>
  before === "(secret)" && after === "(secret)" ? "another secret" : `${short(before)} → ${short(after)}`;
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

function policies({ policies: results }: Review): string[] {
  if (!results) return [];
  const { violations, advice, passed } = results;
  const summary = `**Policies**: ${violations.length} violated, ${passed.length} hold`;
  return ["", summary, ...violations.map(line("❌")), ...foldedAdvice(advice)];
}

function foldedAdvice(advice: readonly PolicyFinding[]): string[] {
  if (advice.length === 0) return [];
  const title = `<details><summary>${advice.length} with advice</summary>`;
  return ["", title, "", ...advice.map(line("ℹ️")), "", "</details>"];
}

const line =
  (sign: string) =>
  ({ policy, resource, message }: PolicyFinding): string =>
    `- ${sign} ${code(policy)}${resource ? ` at ${code(resource)}` : ""}: ${escaped(message)}`;
