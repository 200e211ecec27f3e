import { type Change } from "./changes";
import { type Drift } from "./drift";
import { weakenings } from "./gate";
import { called } from "./names";

export type RiskId = "data" | "backups" | "gate" | "restart" | "release-phase";

export interface Risk {
  readonly id: RiskId;
  readonly label: string;
  /** What brings it about, in Markdown. */
  readonly because: readonly string[];
}

const labels: readonly (readonly [RiskId, string])[] = [
  ["data", "Replaces or deletes data"],
  ["backups", "Loses the backup schedule"],
  ["gate", "Weakens the gate"],
  ["restart", "Restarts all dynos"],
  ["release-phase", "Runs the release phase"],
];

/** What a reviewer must know first, gravest first. @param drift what of it somebody else removed */
export function risksOf(changes: readonly Change[], drift: readonly Drift[] = []): Risk[] {
  const found = [...judged(changes), ...changes.flatMap((change) => emptied(change, drift))];
  return labels.flatMap(([id, label]) => {
    const because = found.filter(([risk]) => risk === id).map(([, why]) => why);
    return because.length > 0 ? [{ id, label, because }] : [];
  });
}

type Judged = readonly [RiskId, string];

function judged(changes: readonly Change[]): Judged[] {
  const created = (type: string) => changes.some((change) => change.type === type && change.action === "create");
  // What is new has nothing to lose, and nothing runs on it yet.
  const running = !created("heroku:index:App");
  return changes.flatMap((change) => [
    ...losses(change),
    ...weakenings(change).map((why): Judged => ["gate", why]),
    ...(running ? releases(change) : []),
  ]);
}

const holdsDatabase = (change: Change): boolean => change.type === "heroku:index:App" || isPostgres(change);

/** What was removed by hand comes back without what it held. */
function emptied(change: Change, drift: readonly Drift[]): Judged[] {
  const gone = drift.some((one) => one.gone && one.type === change.type && one.name === change.name);
  if (change.action !== "create" || !gone || !holdsDatabase(change)) return [];
  return [["data", `${called(change)} is gone, and is made anew, empty`]];
}

function losses(change: Change): Judged[] {
  const { type, action } = change;
  if (action !== "delete" && action !== "replace") return [];
  const why = `${called(change)} is ${action === "delete" ? "deleted" : "replaced"}`;
  if (holdsDatabase(change))
    return [
      ["data", `${why}: its data go, and its backups with it`],
      ["backups", `${why}: a schedule belongs to its database`],
    ];
  if (type === "heroku:index:Addon") return [["data", `${why}: what the service keeps goes with it`]];
  return type === "heroku:index:BackupSchedule" ? [["backups", why]] : [];
}

/** Heroku makes a release of each of these: it restarts the dynos, and runs the Procfile's `release`. */
function releases(change: Change): Judged[] {
  const { type, action } = change;
  const all = (why: string): Judged[] => [
    ["restart", why],
    ["release-phase", why],
  ];
  if (type === "heroku:index:ConfigVars") return all(`${called(change)} change${names(change)}`);
  if (type === "heroku:index:Build" && action !== "delete") return all(`${called(change)} is deployed`);
  if (type === "heroku:index:Addon" && !isScheduler(change))
    return all(`${called(change)}: its config vars may change`);
  const resized = change.properties.some(({ path }) => path === "size");
  return type === "heroku:index:Formation" && action !== "create" && resized
    ? [["restart", `${called(change)} get another size`]]
    : [];
}

function names({ properties }: Change): string {
  const vars = properties.map(({ path }) => path.split(".").slice(1).join(".")).filter((name) => name !== "");
  return vars.length > 0 ? ` (${[...new Set(vars)].join(", ")})` : "";
}

const planOf = ({ old, new: now }: Change) => String(old?.inputs?.plan ?? now?.inputs?.plan ?? "");
const isPostgres = (change: Change) =>
  change.type === "heroku:index:Addon" && planOf(change).startsWith("heroku-postgresql");
const isScheduler = (change: Change) => planOf(change).startsWith("scheduler");
