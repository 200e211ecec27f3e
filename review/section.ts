import { type Action, type Change } from "./changes";
import { type Drift } from "./drift";
import { escaped, fence } from "./markdown";
import { called, code } from "./names";
import { type PolicyFinding } from "./policies";
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
  return `| ${past[change.action]} | ${called(change)} | ${[...told.slice(0, listed), ...more].join("<br>")} |`;
}

function howOf(change: Change): string[] {
  const { action, name, properties } = change;
  if (!isWhole(change)) return properties.map(({ path, before, after }) => `${code(path)}: ${turns(before, after)}`);
  // Of what comes or goes as a whole: not what it belongs to, not its name again, nor what nobody knows yet.
  const own = properties.filter(({ path }) => !/^(app|addon|repository|environment)(Id)?$/.test(path));
  const values = own.map(({ path, before, after }) => ({ path, value: action === "delete" ? before : after }));
  const telling = values.filter(({ value }) => value !== name && value !== notKnownYet);
  return telling.map(({ path, value }) => `${code(path)}: ${short(value)}`);
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
  const summary =
    violations.length === 0 ? `all ${passed.length} hold` : `${violations.length} violated, ${passed.length} hold`;
  return ["", `**Policies**: ${summary}`, ...violations.map(line("❌")), ...foldedAdvice(advice)];
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
