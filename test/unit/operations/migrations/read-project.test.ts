import { type SourceFile } from "../../../../operations/migrations/ask-python";
import { readMigrations } from "../../../../operations/migrations/read";
import { sourcesFrom } from "../../../../operations/migrations/sources";

/** What migrations mean is told in part by the project around them: its app configurations and its settings. */
const head = "from django.conf import settings\nfrom django.db import migrations, models\n\n";

describe("an app's label", () => {
  const file: SourceFile = {
    path: "apps/shop/migrations/0001_initial.py",
    source: `${head}class Migration(migrations.Migration):\n    pass\n`,
  };
  const labels = async (source: string) => {
    const { migrations, doubts } = await readMigrations(sourcesFrom([file, { path: "apps/shop/apps.py", source }]));
    return { label: migrations[0]?.app, doubts };
  };

  it.each([
    [`class A(AppConfig):\n    name = "apps.shop"`, "shop"],
    [`class A(AppConfig):\n    name = "apps.shop"\n    label = "store"`, "store"],
    [
      `class Base(AppConfig):\n    pass\nclass A(Base):\n    name = "apps.shop"\n    label = "store"\n    default = True`,
      "store",
    ],
    [`class A(AppConfig):\n    name = "apps.other_folder"`, "other_folder"],
    [`x = 1`, "shop"],
  ])("is what %s says", async (text, label) => {
    expect((await labels(`from django.apps import AppConfig\n${text}\n`)).label).toBe(label);
  });

  it("is in doubt when it is computed, or several configurations are there", async () => {
    const computed = await labels(`from django.apps import AppConfig\nclass A(AppConfig):\n    label = f()\n`);
    expect(computed.doubts[0]).toContain("apps/shop/apps.py");
    const several = await labels(
      "from django.apps import AppConfig\nclass A(AppConfig):\n    name = 'a'\nclass B(AppConfig):\n    name = 'b'\n",
    );
    expect(several).toMatchObject({ label: "shop", doubts: [expect.stringContaining("INSTALLED_APPS")] });
  });
});

describe("the setting of a swappable dependency", () => {
  const swappable: SourceFile = {
    path: "shop/migrations/0001.py",
    source: `${head}class Migration(migrations.Migration):\n    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]\n`,
  };
  const settings = async (prod: string, base = "") => {
    const files = [swappable, { path: "site/conf/prod.py", source: prod }, { path: "site/conf/base.py", source: base }];
    const set = await readMigrations(sourcesFrom(files), { settingsModule: "conf.prod" });
    return { value: set.settings.get("AUTH_USER_MODEL"), doubts: set.doubts };
  };

  it.each([
    ["its own file", `AUTH_USER_MODEL = "people.Person"`, "", "people.Person"],
    ["a file it takes over", "from .base import *", `AUTH_USER_MODEL = "people.Person"`, "people.Person"],
    ["the later of both", `from .base import *\nAUTH_USER_MODEL = "b.B"`, `AUTH_USER_MODEL = "a.A"`, "b.B"],
    [
      "the later of both, the other way round",
      `AUTH_USER_MODEL = "b.B"\nfrom .base import *`,
      `AUTH_USER_MODEL = "a.A"`,
      "a.A",
    ],
    ["Django's default", "from .base import *", "", "auth.User"],
  ])("is read from %s", async (_, prod, base, value) => {
    expect(await settings(prod, base)).toEqual({ value, doubts: [] });
  });

  it("is in doubt when it is computed, or its module is not there", async () => {
    expect(await settings(`import os\nAUTH_USER_MODEL = os.environ["X"]`)).toMatchObject({
      value: null,
      doubts: [expect.stringContaining("computes")],
    });
    expect(await settings("from elsewhere import *")).toMatchObject({
      value: null,
      doubts: [expect.stringContaining("elsewhere"), expect.any(String)],
    });
  });

  it("goes with a doubt when migrations are placed elsewhere", async () => {
    expect((await settings(`AUTH_USER_MODEL = "a.A"\nMIGRATION_MODULES = {"a": "b.c"}`)).doubts[0]).toContain(
      "MIGRATION_MODULES",
    );
  });
});
