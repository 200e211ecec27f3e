import { cpSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { type SourceFile } from "../../../operations/migrations/ask-python";
import { keyOf, type Key } from "../../../operations/migrations/keys";
import { type MigrationSet } from "../../../operations/migrations/migration";
import { readMigrations } from "../../../operations/migrations/read";
import { sourcesFrom } from "../../../operations/migrations/sources";
import { planMigrateBack } from "../../../operations/plans/migrate-back/migrate-back";
import { type MigrateBackPlan } from "../../../operations/plans/migrate-back/plan";
import { askDjango, writePackages, type Case, type Judgement } from "../../support/django";
import { drawnMigrations, fileOf, type Drawn } from "../../support/migration-files";
import { migration, pythonFiles, setOf } from "../../support/migrations";
import { temporaryFolder } from "../../support/temporary";

jest.setTimeout(180_000);

interface Situation {
  readonly migrations: readonly Drawn[];
  readonly added: readonly Key[];
  /** The database's rows; all migrations when it is not given. */
  readonly rows?: readonly Key[];
}

interface Compared {
  readonly plan: MigrateBackPlan;
  readonly case: Case;
  readonly rows: readonly Key[];
}

const settings = { path: "conf/prod.py", source: `AUTH_USER_MODEL = "a.User"\n` };

/** Everything from the files on disk, as Django takes it. */
async function planned({ migrations, added, rows = migrations.map(({ key }) => key) }: Situation): Promise<Compared> {
  const files = [settings, ...migrations.map(fileOf)];
  const set = await readMigrations(sourcesFrom(files), { settingsModule: "conf.prod" });
  return onDisk(set, files, added, rows);
}

function onDisk(
  set: MigrationSet,
  files: readonly SourceFile[],
  added: readonly Key[],
  rows: readonly Key[],
): Compared {
  const folder = temporaryFolder();
  writePackages(folder, files);
  const plan = planMigrateBack({ set, added, rows });
  const apps = [...new Set(set.migrations.map(({ app }) => app))];
  // Where there is nothing to run, Django is asked for its opinion on the state all the same.
  const commands = plan.commands.length > 0 ? plan.commands : [{ app: apps[0] as string, target: "zero" }];
  return { plan, rows, case: { folder, apps, user: "a.User", rows, commands } };
}

const unappliedBy = (plan: MigrateBackPlan) =>
  plan.commands.map(({ unapplies }) => unapplies.map(({ migration }) => migration));

async function compare(situation: Situation): Promise<{ plan: MigrateBackPlan; judgement: Judgement }> {
  const compared = await planned(situation);
  const [judgement] = askDjango([compared.case]);
  return { plan: compared.plan, judgement: judgement as Judgement };
}

const chain = (app: string, ...names: string[]): Drawn[] =>
  names.map((name, at) => ({
    key: keyOf({ app, name }),
    needs: at === 0 ? [] : [keyOf({ app, name: names[at - 1] as string })],
  }));

describe("what the plan says is unapplied is what Django unapplies, in its order", () => {
  it.each<[string, Situation]>([
    [
      "independent apps",
      { migrations: [...chain("a", "m1", "m2"), ...chain("b", "m1", "m2")], added: ["a.m2", "b.m2"] },
    ],
    ["to zero", { migrations: chain("a", "m1", "m2"), added: ["a.m1", "a.m2"] }],
    [
      "a dependency between apps",
      {
        migrations: [...chain("a", "m1", "m2"), { key: "b.m1" }, { key: "b.m2", needs: ["b.m1", "a.m2"] }],
        added: ["a.m2", "b.m2"],
      },
    ],
    [
      "apps that depend on each other by turns",
      {
        migrations: [
          ...chain("a", "m1", "m2"),
          { key: "b.m1", needs: ["a.m1"] },
          { key: "b.m2", needs: ["b.m1", "a.m2"] },
          { key: "a.m3", needs: ["a.m2", "b.m2"] },
        ],
        added: ["a.m2", "a.m3", "b.m2"],
      },
    ],
    [
      "a merge that the change brought",
      {
        migrations: [
          ...chain("a", "m1", "m2_x"),
          { key: "a.m2_y", needs: ["a.m1"] },
          { key: "a.m3", needs: ["a.m2_x", "a.m2_y"] },
        ],
        added: ["a.m3"],
      },
    ],
    [
      "a branch with its merge, beside which another stands",
      {
        migrations: [
          ...chain("a", "m1", "m2_x"),
          { key: "a.m2_y", needs: ["a.m1"] },
          { key: "a.m3", needs: ["a.m2_x", "a.m2_y"] },
        ],
        added: ["a.m2_y", "a.m3"],
      },
    ],
    [
      "run_before another app's",
      {
        migrations: [
          ...chain("a", "m1"),
          ...chain("b", "m1", "m2"),
          { key: "a.m2", needs: ["a.m1"], runBefore: ["b.m2"] },
        ],
        added: ["a.m2", "b.m2"],
      },
    ],
    [
      "__first__, __latest__ and a swappable model",
      {
        migrations: [
          ...chain("a", "m1", "m2"),
          { key: "b.m1", swappable: true },
          { key: "b.m2", needs: ["b.m1", "a.__latest__"] },
          { key: "c.m1", needs: ["b.__first__"] },
        ],
        added: ["a.m2", "b.m1", "b.m2", "c.m1"],
      },
    ],
    [
      "after a squash that stands for all",
      {
        migrations: [
          ...chain("a", "m1", "m2", "m3"),
          { key: "a.m1_squashed", replaces: ["a.m1", "a.m2"] },
          { key: "b.m1", needs: ["a.m2"] },
        ],
        added: ["a.m3", "b.m1"],
      },
    ],
    [
      "after a squash of which the database has a part",
      {
        migrations: [
          ...chain("a", "m1", "m2", "m3"),
          { key: "a.sq", replaces: ["a.m1", "a.m2", "a.m3"] },
          { key: "a.m4", needs: ["a.sq"] },
        ],
        added: ["a.m2"],
        rows: ["a.m1", "a.m2"],
      },
    ],
    [
      "a squash whose originals are gone",
      {
        migrations: [
          { key: "a.sq", replaces: ["a.m1", "a.m2"] },
          { key: "a.m3", needs: ["a.m2"] },
        ],
        added: ["a.m3"],
        rows: ["a.m1", "a.m2", "a.m3"],
      },
    ],
    [
      "a squash that came with all that it replaces",
      {
        migrations: [...chain("a", "m0", "m1", "m2"), { key: "a.sq", needs: ["a.m0"], replaces: ["a.m1", "a.m2"] }],
        added: ["a.m1", "a.m2", "a.sq"],
      },
    ],
    [
      "a half-failed release",
      { migrations: chain("a", "m1", "m2", "m3"), added: ["a.m2", "a.m3"], rows: ["a.m1", "a.m2"] },
    ],
  ])("%s", async (_, situation) => {
    const { plan, judgement } = await compare(situation);
    expect(plan.commands).not.toEqual([]);
    expect(judgement.commands).toEqual(unappliedBy(plan));
    for (const key of situation.added)
      expect(judgement.rows.map(([app, name]) => keyOf({ app, name }))).not.toContain(key);
  });

  it("on random migrations, changes and databases", () => {
    const situation = drawnMigrations.chain((migrations) =>
      fc.record({
        migrations: fc.constant(migrations),
        added: fc.subarray(
          migrations.map(({ key }) => key),
          { minLength: 1 },
        ),
        rows: fc
          .nat(migrations.length)
          .map((count) => migrations.slice(0, migrations.length - (count % 3)).map(({ key }) => key)),
      }),
    );
    const all = fc.sample(situation, { seed: 6, numRuns: 40 }).map(({ migrations, added, rows }) => {
      const set = setOf(migrations.map(({ key, needs = [] }) => migration(key, { needs })));
      return onDisk(set, migrations.map(fileOf), added, rows);
    });
    const some = all.filter(({ plan }) => plan.commands.length > 0);
    expect(some.length).toBeGreaterThan(20);
    const judgements = askDjango(some.map((each) => each.case));
    some.forEach(({ plan }, at) => expect(judgements[at]?.commands).toEqual(unappliedBy(plan)));
  });
});

describe("what the plan refuses for the sake of the graph, Django refuses too", () => {
  it.each<[string, string, Situation]>([
    [
      "conflicting-leaves",
      "Conflicting migrations",
      { migrations: [...chain("a", "m1", "m2"), { key: "a.m3", needs: ["a.m1"] }], added: ["a.m2"] },
    ],
    [
      "missing-dependency",
      "NodeNotFoundError",
      { migrations: [...chain("a", "m1"), { key: "a.m2", needs: ["a.m1", "a.m0"] }], added: ["a.m2"] },
    ],
    [
      "dependency-cycle",
      "CircularDependencyError",
      {
        migrations: [
          { key: "a.m1", needs: ["b.m1"] },
          { key: "b.m1", needs: ["a.m1"] },
        ],
        added: ["b.m1"],
      },
    ],
    [
      "broken-history",
      "InconsistentMigrationHistory",
      { migrations: chain("a", "m1", "m2", "m3"), added: ["a.m3"], rows: ["a.m1", "a.m3"] },
    ],
    [
      "ambiguous-target",
      "More than one migration matches",
      { migrations: chain("a", "m1", "m1_more", "m2"), added: ["a.m1_more", "a.m2"] },
    ],
  ])("%s", async (id, said, situation) => {
    const { plan, judgement } = await compare(situation);
    expect(plan.verdict).toBe("refused");
    expect(plan.reasons.map((reason) => reason.id)).toContain(id);
    expect(judgement.commands[0]).toMatchObject({ error: expect.stringContaining(said) as string });
  });
});

it("takes the fixture application's real tables back, command by command", async () => {
  const folder = temporaryFolder();
  cpSync(join(__dirname, "../../fixtures/penny"), folder, { recursive: true });
  const set = await readMigrations(sourcesFrom(pythonFiles(folder)), {
    settingsModule: "penny_university.settings.prod",
  });
  const added: Key[] = [
    "users.0003_user_display_name",
    "users.0004_fill_display_name",
    "pennychat.0004_pennychat_status",
  ];
  const plan = planMigrateBack({ set, added, rows: set.migrations.map(({ key }) => key) });
  expect(plan.commands.map(({ text }) => text)).toEqual([
    "python manage.py migrate pennychat 0003_backgroundtask",
    "python manage.py migrate users 0002_socialprofile",
  ]);
  const apps = ["django.contrib.contenttypes", "django.contrib.auth", "users", "pennychat"];
  const [judgement] = askDjango([{ folder, apps, user: "users.User", rows: null, commands: plan.commands }]);
  expect(judgement?.commands).toEqual(unappliedBy(plan));
});
