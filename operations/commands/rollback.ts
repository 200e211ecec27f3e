import { type Command, InvalidArgumentError, Option } from "commander";
import { type Context } from "../context";
import { Refused } from "../errors";
import { fetchMirror, type Mirror } from "../git/mirror";
import { type RollbackFacts } from "../plans/rollback/facts";
import { planRollback } from "../plans/rollback/plan";
import { recommend, type Recommendation, strategies, type Strategy } from "../plans/rollback/recommend";
import { runRollback } from "../rollback";
import { decide, nameOf, type RollbackAsked, type RollbackDecision, unfinishedDecision } from "../rollback-decision";
import { confirm } from "../safety/confirmation";
import { guarded, type GuardedOptions, tellHolder } from "../safety/guarded";
import { type Journal } from "../safety/journal";
import { unfinishedRun } from "../safety/unfinished-run";
import { gatherRollbackFacts } from "../steps/gather-rollback-facts";
import { beginRun, goOn, touched } from "../unfinished";
import { withCommonOptions } from "./common-options";
import { withSession, type CommonOptions, type Invocation } from "./session";
import { showPlan } from "./show-plan";
import { afterwards, ended, showFacts, showWays } from "./show-rollback";

interface RollbackOptions extends CommonOptions, GuardedOptions {
  readonly to?: string;
  readonly pr?: number;
  readonly strategy?: Strategy;
  readonly backup?: string;
  readonly revertPr?: boolean;
  readonly plan?: boolean;
  readonly yes?: boolean;
}

export class WayImpossible extends Refused {
  readonly id = "way_impossible";
}

export function addRollbackCommand(program: Command, invocation: Invocation): void {
  withCommonOptions(program.command("rollback"))
    .description("go back to what stood before a bad change: finds out what happened, recommends a way, and takes it")
    .addOption(new Option("--to <release|commit>", "v12, or a commit or branch of the application").conflicts("pr"))
    .option("--pr <number>", "what stood before this pull request was merged", number)
    .addOption(new Option("--strategy <way>", "instead of the recommended way").choices([...strategies]))
    .option("--backup <name>", "restore this one; without it, the newest from before the change")
    .option("--revert-pr", "also open the pull request that takes the change off the branch")
    .option("--plan", "show what happened, what would be done and lost; change nothing")
    .option("-y, --yes", "do not ask; needs --app")
    .option("--take-over", "take the lock from whoever holds it")
    .option("--no-lock", "go on without GitHub: no lock, no audit log, history from Heroku's git alone")
    .action((options: RollbackOptions) =>
      withSession(invocation, options, (context) => rollback(withoutGitHub(context, options), options)),
    );
}

function withoutGitHub(context: Context, { lock }: RollbackOptions): Context {
  if (lock !== false) return context;
  return { ...context, github: undefined, remotes: { heroku: context.remotes.heroku } };
}

interface Decided {
  readonly decision: RollbackDecision;
  readonly mirror: Mirror;
  /** Undefined when it goes on with what was begun. */
  readonly found?: { readonly facts: RollbackFacts; readonly recommendation: Recommendation };
}

async function rollback(context: Context, options: RollbackOptions): Promise<void> {
  const unfinished = await unfinishedRun(context, options.lock);
  const stored = unfinishedDecision(unfinished, context.now());
  const resumed = stored !== undefined && isSame(options, stored.asked);
  const { decision, mirror, found } = resumed
    ? { decision: stored, mirror: await fetchMirror(context) }
    : await decideNow(context, options, stored, unfinished);
  const { plan } = decision;
  showPlan(context.output, plan);
  const next = found && afterwards(found.facts);
  const told = { app: context.app.name, ...(found && summary(found)), plan };
  if (options.plan) {
    await tellHolder(context, options);
    return context.output.result(told);
  }
  if (plan.steps.length === 0) {
    context.output.line(`Nothing is to be done: ${decision.wanted.words} serves already.`);
    if (next) context.output.line(next);
    return context.output.result({ ...told, done: plan.title, seconds: 0, steps: [] });
  }
  await confirm(context.app.name, options, { input: process.stdin, output: process.stderr, signal: context.signal });
  const began = Date.now();
  const journal =
    resumed && unfinished
      ? goOn(context, unfinished)
      : await beginRun(context, {
          what: nameOf(decision),
          decision,
          former: unfinished,
          locked: options.lock !== false,
        });
  const { operation, what } = journal;
  const steps = await guarded(context, { operation, what }, options, (verify) =>
    runRollback(context, { decision, journal, mirror }, verify),
  ).catch((error: unknown) => {
    // Somebody else holds the lock: nothing has begun.
    if (!journal.begun) journal.finish();
    throw error;
  });
  context.output.line(ended(plan.title, steps.length, Date.now() - began));
  if (next && !options.revertPr) context.output.line(next);
  context.output.result({ ...told, done: plan.title, seconds: Math.round((Date.now() - began) / 1000), steps });
}

async function decideNow(
  context: Context,
  options: RollbackOptions,
  stored: RollbackDecision | undefined,
  unfinished: Journal | undefined,
): Promise<Decided> {
  // Another way of an unfinished rollback goes to where that one was going.
  const to = options.to ?? (options.pr === undefined ? stored?.wanted.commit : undefined);
  const { backup, pr, strategy: wanted } = options;
  const captured = unfinished !== undefined && touched(unfinished) && unfinished.step("capture")?.endedAt !== undefined;
  const progress = context.output.progress("finding out what happened");
  const gathered = await gatherRollbackFacts(
    context,
    { to, pr, backup, restoring: wanted === "restore", captured },
    progress,
  ).finally(() => progress.end());
  const before = unfinished?.step("maintenance-on")?.data?.["before"];
  const facts = { ...gathered.facts, maintenance: unfinished ? before === true : gathered.facts.maintenance };
  const recommendation = recommend(facts);
  showFacts(context.output, facts);
  showWays(context.output, recommendation);
  const strategy = chosen(recommendation, wanted);
  const plan = planRollback(facts, strategy, Boolean(options.revertPr));
  return { decision: decide(facts, plan, askedOf(options)), mirror: gathered.mirror, found: { facts, recommendation } };
}

/** @throws WayImpossible */
function chosen({ ways, recommended }: Recommendation, wanted: Strategy | undefined): Strategy {
  const way = ways.find(({ strategy }) => strategy === (wanted ?? recommended));
  if (way?.possible === "no")
    throw new WayImpossible(
      `--strategy ${way.strategy} is not possible: ${way.reasons.join("; ")}. Nothing was changed`,
    );
  return wanted ?? recommended;
}

const askedOf = ({ to, pr, strategy, backup }: RollbackOptions): RollbackAsked => ({ to, pr, strategy, backup });

/** Without further words, or with the same again, an unfinished rollback is gone on with. */
function isSame(options: RollbackOptions, asked: RollbackAsked): boolean {
  const now = Object.entries(askedOf(options)).filter(([, value]) => value !== undefined);
  return now.every(([name, value]) => asked[name as keyof RollbackAsked] === value);
}

function summary({ facts, recommendation }: NonNullable<Decided["found"]>) {
  const { wanted, undone, commits, brought, backup, written, redeploy, master } = facts;
  return {
    wanted,
    undone,
    commits,
    migrations: brought,
    backup: backup?.name,
    written,
    redeploy,
    master,
    ...recommendation,
  };
}

function number(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError("Allowed: the number of a pull request.");
  return Number(text);
}
