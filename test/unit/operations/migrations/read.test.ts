import { join } from "node:path";
import { Python } from "../../../../operations/migrations/ask-python";
import { type Migration } from "../../../../operations/migrations/migration";
import { readMigrations } from "../../../../operations/migrations/read";
import { sourcesFrom } from "../../../../operations/migrations/sources";
import { pythonFiles } from "../../../support/migrations";

const fixture = pythonFiles(join(__dirname, "../../../fixtures/penny"));
const head = "from django.conf import settings\nfrom django.db import migrations, models\n\n";

async function read(source: string, path = "shop/migrations/0002_x.py"): Promise<Migration> {
  const { migrations } = await readMigrations(sourcesFrom([{ path, source }]));
  return migrations[0] as Migration;
}
/** A migration with this class body, below this text. */
const written = (body: string, above = "") =>
  read(`${head}${above}\nclass Migration(migrations.Migration):\n    ${body.trim().replaceAll("\n", "\n    ")}\n`);
const reversible = async (operation: string, above = "") =>
  (await written(`operations = [${operation}]`, above)).operations.map((each) => each.reversible);

describe("the fixture application", () => {
  it("is read whole: keys, dependencies, operations, settings", async () => {
    const set = await readMigrations(sourcesFrom(fixture), { settingsModule: "penny_university.settings.prod" });
    expect(set.doubts).toEqual([]);
    expect(set.settings).toEqual(new Map([["AUTH_USER_MODEL", "users.User"]]));
    expect(set.migrations.flatMap(({ unknown }) => unknown)).toEqual([]);
    expect(set.migrations.map(({ key }) => key).sort()).toEqual([
      "pennychat.0001_initial",
      "pennychat.0002_participant",
      "pennychat.0003_backgroundtask",
      "pennychat.0004_pennychat_status",
      "users.0001_initial",
      "users.0002_socialprofile",
      "users.0003_user_display_name",
      "users.0004_fill_display_name",
    ]);
    const status = set.migrations.find(({ name }) => name === "0004_pennychat_status");
    expect(status?.dependencies).toEqual([
      { app: "users", name: "0004_fill_display_name" },
      { app: "pennychat", name: "0003_backgroundtask" },
    ]);
    expect(status?.operations.map(({ name, reversible }) => [name, reversible])).toEqual([
      ["AddField", "yes"],
      ["RunPython", "noop"],
    ]);
    expect(status?.operations[0]?.losses.map(({ text }) => text)).toEqual([
      "the column pennychat.status goes, with all its values",
    ]);
  });
});

describe("dependencies", () => {
  it("are read from lists, tuples, annotations, joined strings and names that mean one thing", async () => {
    const { dependencies, unknown } = await written(
      `dependencies: list = BASE + [["shop", "0001_" "initial"], (APP, "0001" + "_x")]`,
      `APP = "users"\nBASE = [("auth", u"__latest__")]\n`,
    );
    expect(unknown).toEqual([]);
    expect(dependencies).toEqual([
      { app: "auth", name: "__latest__" },
      { app: "shop", name: "0001_initial" },
      { app: "users", name: "0001_x" },
    ]);
  });

  it("keep which setting a swappable one names", async () => {
    const { dependencies } = await written(
      `dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]`,
    );
    expect(dependencies).toEqual([{ setting: "AUTH_USER_MODEL" }]);
  });

  it.each([
    ["a comprehension", `dependencies = [(a, "0001") for a in APPS]`, ""],
    ["a name that an if changes", `dependencies = BASE`, `BASE = []\nif settings.X:\n    BASE = [("a", "0001")]\n`],
    ["a name that += changes", `dependencies = BASE`, `BASE = []\nBASE += [("a", "0001")]\n`],
    [
      "a list that a function appends to",
      `dependencies = BASE`,
      `BASE = []\ndef f():\n    BASE.append(("a", "0001"))\n`,
    ],
    ["an element that a function makes", `dependencies = [f("a")]`, ""],
    ["an f-string", `dependencies = [("a", f"{x}")]`, ""],
    ["a condition in the class", `dependencies = []\nif True:\n    dependencies = [("a", "0001")]`, ""],
    ["an append in the class", `dependencies = []\ndependencies.append(("a", "0001"))`, ""],
    ["an own __init__", `def __init__(self, *args):\n    pass`, ""],
    ["another's names", `dependencies = []`, `from .base import *\n`],
  ])("are listed as unknown for %s", async (_, body, above) => {
    const { unknown, error } = await written(body, above);
    expect(error).toBeUndefined();
    expect(unknown).not.toEqual([]);
    expect(unknown[0]?.line).toBeGreaterThan(3);
  });

  it("are unknown where the class has another base, or is changed after its definition", async () => {
    const other = await read("from x import Base\nclass Migration(Base):\n    dependencies = []\n");
    expect(other.unknown).toEqual([{ what: "base class", text: "Base", line: 2 }]);
    const late = await read(
      `${head}class Migration(migrations.Migration):\n    pass\nMigration.dependencies = [("a", "b")]\n`,
    );
    expect(late.unknown.map(({ what }) => what)).toEqual(["class"]);
  });

  it("are not taken from text that only looks like a class", async () => {
    const { dependencies } = await read(
      `"""\nclass Migration(migrations.Migration):\n    dependencies = [("a", "b")]\n"""\n${head}class Migration(migrations.Migration):\n    dependencies = []\n`,
    );
    expect(dependencies).toEqual([]);
  });

  it("come with run_before, replaces, initial and atomic", async () => {
    expect(
      await written(
        `initial = True\natomic = False\nrun_before = [("a", "0001")]\nreplaces = [("shop", "0001"), ("shop", "0002")]`,
      ),
    ).toMatchObject({
      initial: true,
      atomic: false,
      runBefore: ["a.0001"],
      replaces: ["shop.0001", "shop.0002"],
      unknown: [],
    });
  });
});

describe("reversibility", () => {
  it.each([
    ["migrations.RunPython(f)", "no"],
    ["migrations.RunPython(f, None)", "no"],
    ["migrations.RunPython(f, reverse_code=None)", "no"],
    ["migrations.RunPython(f, undo)", "yes"],
    ["migrations.RunPython(code=f, reverse_code=undo)", "yes"],
    ["migrations.RunPython(f, migrations.RunPython.noop)", "noop"],
    ["migrations.RunPython(f, idle)", "noop"],
    ["migrations.RunPython(f, lambda apps, editor: None)", "noop"],
    ["migrations.RunPython(f, refuse)", "no"],
    ["migrations.RunPython(f, elidable=True)", "no"],
    ["migrations.RunPython(*both)", "unknown"],
    ["migrations.RunPython(f, **more)", "unknown"],
    ["migrations.RunPython(f, undo if X else None)", "unknown"],
    ["migrations.RunPython(f, NOT_DEFINED_HERE)", "unknown"],
    [`migrations.RunSQL("DELETE FROM x")`, "no"],
    [`migrations.RunSQL("a", "b")`, "yes"],
    [`migrations.RunSQL("a", reverse_sql=migrations.RunSQL.noop)`, "noop"],
    [`migrations.RunSQL("a", "")`, "noop"],
    [`m.operations.RunPython(f)`, "no"],
    [`TrigramExtension()`, "yes"],
    [`AddField("a", "b")`, "unknown"],
    [`Own()`, "unknown"],
    [`*OTHERS`, "unknown"],
    [`migrations.NewerThanThis()`, "unknown"],
    [`migrations.AlterModelOptions("a", {})`, "yes"],
  ])("of %s is %s", async (operation, expected) => {
    const above = [
      "import django.db.migrations as m",
      "from django.contrib.postgres.operations import TrigramExtension",
      "from third_party import AddField",
      "def undo(apps, editor):\n    apps.get_model('a', 'B').objects.all().delete()",
      `def idle(apps, editor):\n    """Nothing to do."""\n    return None`,
      "def refuse(apps, editor):\n    raise RuntimeError('no way back')",
      "class Own(migrations.RunPython):\n    reversible = True",
    ];
    expect(await reversible(operation, above.join("\n") + "\n")).toEqual([expected]);
  });

  it("of SeparateDatabaseAndState is that of what it does to the database", async () => {
    const operation = `migrations.SeparateDatabaseAndState(
        database_operations=[migrations.RunSQL("a"), migrations.AddField("x", "y", models.TextField())],
        state_operations=[migrations.DeleteModel("Z")])`;
    const { operations } = await written(`operations = [${operation}]`);
    expect(operations.map(({ name, reversible }) => [name, reversible])).toEqual([
      ["RunSQL", "no"],
      ["AddField", "yes"],
    ]);
    expect(
      await reversible(`migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Z")])`),
    ).toEqual([]);
    expect(await reversible(`migrations.SeparateDatabaseAndState(OPERATIONS)`)).toEqual(["unknown"]);
  });
});

describe("data loss", () => {
  it.each([
    [`migrations.RemoveField("user", "bio")`, "applying", "certain", "user.bio"],
    [`migrations.DeleteModel(name="Old")`, "applying", "certain", "Old"],
    [`migrations.AddField(model_name="user", name="bio", field=f)`, "reversing", "certain", "user.bio"],
    [`migrations.CreateModel("New", fields=[])`, "reversing", "certain", "New"],
    [`migrations.RunSQL("DROP TABLE x", "")`, "applying", "possible", "SQL"],
    [`migrations.RunPython(f, g)`, "applying", "possible", "Python"],
  ])("of %s is told: %s, %s", async (operation, when, certainty, text) => {
    const { operations } = await written(`operations = [${operation}]`);
    expect(operations[0]?.losses[0]).toMatchObject({ when, certainty, text: expect.stringContaining(text) as string });
  });

  it("is none for a model without a table of its own", async () => {
    for (const option of [`"proxy": True`, `"managed": False`]) {
      const { operations } = await written(`operations = [migrations.CreateModel("V", [], options={${option}})]`);
      expect(operations[0]?.losses).toEqual([]);
    }
  });
});

describe("files that are no migrations", () => {
  it("are told with the line of the mistake", async () => {
    const wrong = await read("x = 1\ndef (:\n");
    expect(wrong.error).toMatchObject({
      line: 2,
      message: expect.stringMatching(/^Python 3\.\d+\.\d+ cannot parse it/) as string,
    });
    expect((await read("x = 1\n")).error?.message).toContain("no Migration class");
    expect((await read("x = '\0'\n")).error).toBeDefined();
  });

  it("are left out where Django leaves them out", async () => {
    const paths = [
      "a/migrations/__init__.py",
      "a/migrations/_helper.py",
      "a/migrations/~x.py",
      "a/migrations/sub/0001.py",
      "a/x.py",
    ];
    const { migrations } = await readMigrations(sourcesFrom(paths.map((path) => ({ path, source: "" }))));
    expect(migrations).toEqual([]);
  });

  it("do not run anything of what is read", async () => {
    const { error } = await read(`import os\nos._exit(3)\n${head}class Migration(migrations.Migration):\n    pass\n`);
    expect(error).toBeUndefined();
  });
});

it("says what to install when there is no Python", async () => {
  const python = new Python("python-that-is-not-there");
  await expect(python.ask("apps", [{ kind: "apps", path: "a", source: "" }])).rejects.toMatchObject({
    id: "python_missing",
  });
});

it("says so when the reader ends without answers", async () => {
  await expect(new Python("false").ask("apps", [{ kind: "apps", path: "a", source: "" }])).rejects.toMatchObject({
    id: "reader_failed",
  });
});
