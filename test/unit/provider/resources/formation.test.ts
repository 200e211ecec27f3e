import { stageProvider, type ProviderStage } from "../../../support/provider-stage";

describe("Formation", () => {
  let stage: ProviderStage;
  beforeAll(async () => {
    stage = await stageProvider();
  });
  afterAll(() => stage.close());

  const web = { app: "penny-university", type: "web" };

  it("waits for nothing before the first release: it says what to do first", async () => {
    const app = (await stage.provider.make("App", { name: "never-built" })).id;
    const failed = stage.provider.make("Formation", { app, type: "web", quantity: 1 });
    await expect(failed).rejects.toThrow(/has no process type web. It has none before its first release: deploy first/);
  });

  it.each([
    ["basic", 2, "Basic"],
    ["Eco", 3, "Eco"],
  ])("of the size %s does not run %i dynos: previews say so", async (size, quantity, name) => {
    const { failures } = await stage.provider.check("Formation", { ...web, size, quantity });
    expect(failures).toEqual([
      `quantity: ${quantity} dynos of the size ${name} cannot run: Heroku runs one for a process type. Declare a size from Standard-1X on, or quantity 1`,
    ]);
  });

  it.each([{ size: "Basic", quantity: 1 }, { size: "standard-1x", quantity: 2 }, { quantity: 2 }])(
    "may be %j",
    async (scale) => {
      expect((await stage.provider.check("Formation", { ...web, ...scale })).failures).toEqual([]);
    },
  );

  it("whose size is Heroku's choice is refused a second dyno in the preview, once the size is known to be Basic", async () => {
    const outputs = { ...web, size: "Basic", command: "gunicorn" };
    const old = { id: "01234567-89ab-cdef-0123-456789abcdef", inputs: { ...web, quantity: 1 }, properties: outputs };
    const diff = (size: string) =>
      stage.provider.diff("Formation", { ...old, properties: { ...outputs, size } }, { ...web, quantity: 2 });
    await expect(diff("Basic")).rejects.toThrow("2 dynos of the size Basic cannot run");
    expect(await diff("Standard-1X")).toEqual(["quantity: UPDATE"]);
  });
});
