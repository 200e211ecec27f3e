import { herokuPlatformGaps } from "../../../sandbox/contracts/heroku-platform-gaps";
import { createHerokuPlatform, platformFailure, type HerokuPlatformOptions } from "../../../sandbox/heroku-platform";
import { Clock } from "../../../sandbox/kit/clock";
import { createServer } from "../../../sandbox/kit/server";
import { Store } from "../../../sandbox/kit/store";
import { createRuntime } from "../../../sandbox/runtime";
import { links } from "../../support/heroku-schema";

const plain = (method: string, route: string): string =>
  `${method} ${route.replace(/:\w+/g, ":").replace("/users/~/", "/users/:/")}`;
const schema = new Set(links.map(({ method, route }) => plain(method, route)));
const gaps = herokuPlatformGaps.map(({ method, path }) => plain(method, path));

/** The routes of the simulator, and which of them are gaps. */
async function routes(): Promise<Map<string, { readonly gap: boolean }>> {
  const store = new Store();
  const server = createServer({ name: "heroku", stores: [store], failure: platformFailure });
  const found = new Map<string, { gap: boolean }>();
  server.addHook("onRoute", ({ method, url, config }) => {
    const gap = config !== undefined && "gap" in config;
    for (const one of [method].flat()) found.set(plain(one, url), { gap });
  });
  const options: HerokuPlatformOptions = {
    store,
    clock: new Clock(),
    folder: "unused",
    apiKey: "unused",
    url: () => "",
    routerPort: () => 0,
    ...createRuntime({ home: "/unused" }),
  };
  createHerokuPlatform(options).register(server);
  await server.ready();
  return found;
}

describe("the sandbox's Platform API beside Heroku's schema", () => {
  it("answers for every endpoint: it is implemented, or stands among the gaps with its reason", async () => {
    const found = await routes();
    expect([...schema].filter((endpoint) => !found.has(endpoint))).toEqual([]);
  });

  it("lists nothing among the gaps that is implemented, and nothing that Heroku does not have", async () => {
    const found = await routes();
    expect(gaps.filter((endpoint) => !schema.has(endpoint))).toEqual([]);
    expect(gaps.filter((endpoint) => !found.get(endpoint)?.gap)).toEqual([]);
    expect(new Set(gaps).size).toBe(gaps.length);
    expect(herokuPlatformGaps.filter(({ reason }) => reason.length < 10)).toEqual([]);
  });
});
