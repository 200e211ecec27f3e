import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stageProvider, type ProviderStage } from "../../../support/provider-stage";

jest.setTimeout(60_000);

describe("Build", () => {
  let stage: ProviderStage;
  let folder: string;
  beforeEach(async () => {
    stage = await stageProvider();
    folder = mkdtempSync(join(tmpdir(), "build-source-"));
  });
  afterEach(async () => {
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("of a folder uploads it, makes a release, and is made again only when a file changes; then its processes can be scaled", async () => {
    const { provider } = stage;
    writeFileSync(join(folder, "package.json"), '{"name":"x","version":"1.0.0"}');
    writeFileSync(join(folder, "Procfile"), "worker: sleep 60\n");
    const app = (await provider.make("App", { name: "built" })).id;
    const made = await provider.make("Build", { app, source: { path: folder, version: "one" } });
    expect(made.properties).toMatchObject({ status: "succeeded", releaseId: expect.any(String) });
    const seen = await provider.read("Build", made.id, made);
    expect(await provider.diff("Build", seen!, made.inputs)).toEqual([]);
    writeFileSync(join(folder, "more.txt"), "changed");
    const { inputs } = await provider.check("Build", { app, source: { path: folder, version: "one" } });
    expect(await provider.diff("Build", seen!, inputs)).toEqual(["source.checksum: UPDATE_REPLACE"]);
    const formation = await provider.make("Formation", { app, type: "worker", quantity: 0, size: "basic" });
    expect(formation.properties).toMatchObject({ size: "Basic", quantity: 0 });
    expect((await provider.read("Formation", "built/worker"))?.id).toBe(formation.id);
    await provider.delete("Formation", formation);
  });

  it("that fails is not kept, and tells the end of its output", async () => {
    const { provider } = stage;
    writeFileSync(join(folder, "readme.txt"), "nothing that a buildpack knows");
    const app = (await provider.make("App", { name: "unbuildable" })).id;
    const failed = await provider.make("Build", { app, source: { path: folder } }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ message: expect.stringMatching(/^build .* failed: .*\nIts last lines:\n/s) });
    expect(failed).not.toHaveProperty("state");
  });

  it("that had not ended when it was last seen is waited for, and made again when it has failed since", async () => {
    const { provider, heroku } = stage;
    writeFileSync(join(folder, "Procfile"), "worker: sleep 60\n");
    writeFileSync(join(folder, "package.json"), '{"name":"x","version":"1.0.0"}');
    const app = (await provider.make("App", { name: "interrupted" })).id;
    const made = await provider.make("Build", { app, source: { path: folder } });
    const cutOff = { ...made, properties: { ...made.properties, status: "pending" } };
    expect(await provider.diff("Build", cutOff, made.inputs)).toEqual(["status: UPDATE"]);

    rmSync(join(folder, "package.json"));
    await provider.make("Build", { app, source: { path: folder } }).catch(() => undefined);
    const builds = await heroku<{ id: string; status: string }[]>("GET", "/apps/interrupted/builds");
    const { id } = builds.body.find(({ status }) => status === "failed")!;
    expect(await provider.diff("Build", { ...cutOff, id }, made.inputs)).toEqual(["status: UPDATE_REPLACE"]);
    const unseen = { id, inputs: made.inputs, properties: made.inputs };
    expect(await provider.diff("Build", unseen, made.inputs)).toEqual(["status: UPDATE_REPLACE"]);
  });

  describe("whose release phase fails", () => {
    const withRelease = (command: string) => {
      writeFileSync(join(folder, "package.json"), '{"name":"x","version":"1.0.0"}');
      writeFileSync(join(folder, "Procfile"), `release: ${command}\nworker: sleep 60\n`);
    };

    it("is not kept, and tells the end of its output without the app's secrets", async () => {
      const { provider } = stage;
      withRelease('echo "migrating $PLAIN_NAME as $SECRET_KEY at $DATABASE_URL"; exit 3');
      const app = (await provider.make("App", { name: "unreleasable" })).id;
      const secrets = { SECRET_KEY: "s3cret-key-itself", DATABASE_URL: "postgres://u:s3cret-password@h:5432/d" };
      await provider.make("ConfigVars", { app, vars: { PLAIN_NAME: "in-the-open" }, sensitiveVars: secrets });
      const failed: unknown = await provider
        .make("Build", { app, source: { path: folder } })
        .catch((error: unknown) => error);
      expect(failed).not.toHaveProperty("state");
      const { message } = failed as Error;
      expect(message).toMatch(/failed in its release phase.*releases:output.*migrating in-the-open as \[REDACTED\]/s);
      expect(message).not.toContain("s3cret");
    });

    it("while nobody waited for it any more is made again by the next up", async () => {
      const { provider } = stage;
      withRelease("exit 3");
      const app = (await provider.make("App", { name: "given-up" })).id;
      const { inputs } = await provider.check("Build", { app, source: { path: folder } });
      const left = await provider.create("Build", inputs, { timeout: 0.001 }).catch((error: unknown) => error);
      const { state } = left as { state: Awaited<ReturnType<typeof provider.make>> };
      expect(state.properties).toMatchObject({ status: "pending" });
      const again = await provider.update("Build", state, inputs).catch((error: unknown) => error);
      const { state: ended } = again as { state: typeof state };
      expect(ended.properties).toMatchObject({ status: "failed" });
      expect(await provider.diff("Build", ended, inputs)).toEqual(["status: UPDATE_REPLACE"]);
    });

    it("after a change of config vars leaves them owned, so that the next up finishes or a destroy unsets them", async () => {
      const { provider, heroku } = stage;
      withRelease('test -z "$BREAK" || (echo "broken by $BREAK"; exit 3)');
      const app = (await provider.make("App", { name: "broken-by-var" })).id;
      await provider.make("Build", { app, source: { path: folder } });
      const failed: unknown = await provider
        .make("ConfigVars", { app, sensitiveVars: { BREAK: "s3cret-value" } })
        .catch((error: unknown) => error);
      expect(failed).toMatchObject({
        message: expect.stringMatching(/failed in its release phase.*broken by \[REDACTED\]/s) as string,
        state: { id: app },
      });
      await provider.delete("ConfigVars", (failed as { state: Awaited<ReturnType<typeof provider.make>> }).state);
      expect((await heroku("GET", `/apps/${app}/config-vars`)).body).toEqual({});
    });
  });

  it("has a url or a path, not both and not neither", async () => {
    const reasons = async (source: Record<string, string>) =>
      (await stage.provider.check("Build", { app: "a", source })).failures;
    expect(await reasons({})).toEqual(["source: it has neither a url nor a path: give one of them"]);
    expect(await reasons({ url: "https://x.example/a.tar.gz", path: "." })).toEqual([
      "source: it has a url and a path: give one of them",
    ]);
    expect(await reasons({ path: "/no/such/folder" })).toEqual([
      expect.stringContaining("there is no folder or file /no/such/folder"),
    ]);
  });
});
