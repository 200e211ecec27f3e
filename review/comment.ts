import { type Action, type Change } from "./changes";
import { type Drift } from "./drift";
import { called, code } from "./names";
import { type PolicyFinding } from "./policies";
import { type Review } from "./review";
import { fingerprint } from "./steps";

/** GitHub takes 65,536 characters. */
const longest = 60_000;
const signs: Readonly<Record<Action, string>> = { create: "+", import: "=", update: "~", replace: "±", delete: "-" };
const past: Readonly<Record<Action, string>> = {
  create: "created",
  import: "imported",
  update: "changed",
  replace: "replaced",
  delete: "deleted",
};
const order: readonly Action[] = ["delete", "replace", "update", "create", "import"];

/** By which a stack's comment is found again. */
export const commentMarker = (stack: string): string => `<!-- infrastructure-preview: ${stack} -->`;

/** One comment in Markdown: risks first, then what changes, drift and policies; the full diff folded. */
export function comment(review: Review): string {
  const { stack, changes } = review;
  const head = [
    commentMarker(stack),
    `<!-- steps: ${fingerprint(changes)} -->`,
    `### ${headline(review)}`,
    ...errors(review),
    ...risks(review),
    ...table(changes),
    ...drift(review.drift),
    ...policies(review),
  ].join("\n");
  return `${head}\n${folded(changes, longest - head.length)}`;
}

function headline({ stack, changes, errors }: Review): string {
  if (errors.length > 0) return `${stack}: the preview failed`;
  if (changes.length === 0) return `${stack}: nothing changes`;
  const counts = order.map((action) => [changes.filter((change) => change.action === action).length, past[action]]);
  return `${stack}: ${counts
    .filter(([count]) => count !== 0)
    .map((parts) => parts.join(" "))
    .join(", ")}`;
}

function errors({ errors: messages }: Review): string[] {
  return messages.flatMap((message) => ["", fence(message.split("\n"))]);
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
  const listed = action === "update" || action === "replace" ? properties : [];
  const some = listed.slice(0, 4).map(({ path, before, after }) => `${code(path)}: ${short(before)} → ${short(after)}`);
  const more = listed.length > 4 ? [`and ${listed.length - 4} more`] : [];
  return `| ${past[action]} | ${called(change)} | ${[...some, ...more].join("<br>")} |`;
}

const short = (value: string) => code(value.length > 60 ? `${value.slice(0, 60)}…` : value);

function drift(found: readonly Drift[]): string[] {
  if (found.length === 0) return [];
  const lines = found.map((one) => {
    if (one.gone) return `- ${called(one)} is gone`;
    const changed = one.properties.map(
      ({ path, before, after }) => `${code(path)}: ${short(before)} → ${short(after)}`,
    );
    return `- ${called(one)}: ${changed.join("; ")}`;
  });
  return [
    "",
    "**Drift found**: changed by somebody since the last `up`, which this one undoes or takes over",
    ...lines,
  ];
}

function policies({ policies: results }: Review): string[] {
  if (!results) return [];
  const { violations, advice, passed } = results;
  const summary = `${violations.length} violated, ${advice.length} with advice, ${passed.length} hold`;
  return ["", `**Policies**: ${summary}`, ...violations.map(line("❌")), ...advice.map(line("ℹ️"))];
}

const line =
  (sign: string) =>
  ({ policy, resource, message }: PolicyFinding) =>
    `- ${sign} ${code(policy)}${resource ? ` at ${code(resource)}` : ""}: ${escaped(message)}`;

/** Text in which no Markdown, no HTML and no mention takes effect. */
function escaped(text: string): string {
  return text.replace(/[<>[\]*_~|\\]/g, "\\$&").replace(/@/g, "@\u200b");
}

function folded(changes: readonly Change[], room: number): string {
  if (changes.length === 0) return "";
  const lines = changes.flatMap((change) => [
    `${sign(change.action)} ${change.type} ${change.name}`,
    ...change.properties.flatMap(({ path, before, after }) => [
      ...(before === "(none)" ? [] : [`-   ${path}: ${before}`]),
      ...(after === "(none)" ? [] : [`+   ${path}: ${after}`]),
    ]),
  ]);
  const kept = fitting(lines, room - 200);
  const cut = kept.length < lines.length ? [`  … ${lines.length - kept.length} more lines: see the job's log`] : [];
  return `\n<details><summary>Full diff</summary>\n\n${fence([...kept, ...cut], "diff")}\n\n</details>\n`;
}

const sign = (action: Action) => signs[action];

function fitting(lines: readonly string[], room: number): string[] {
  let left = room;
  return lines.filter((text) => (left -= text.length + 1) > 0);
}

/** A code block with a fence longer than any in it. */
function fence(lines: readonly string[], language = ""): string {
  const text = lines.join("\n");
  const ticks = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `${ticks}${language}\n${text}\n${ticks}`;
}
