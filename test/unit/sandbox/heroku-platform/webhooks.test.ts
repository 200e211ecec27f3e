import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { webhookSubjects } from "../../../../sandbox/heroku-platform/components/webhook-sender";
import { certificateFor } from "../../../support/certificate";
import { stagePlatform, type PlatformStage } from "../../../support/heroku-platform";
import { tarball } from "../../../support/sources";

interface Told {
  readonly resource: string;
  readonly action: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly previous_data: Readonly<Record<string, unknown>>;
  readonly actor: { readonly email: string };
}

jest.setTimeout(60_000);

describe("webhooks of an app", () => {
  const told: Told[] = [];
  let forged = 0;
  let stage: PlatformStage;
  let server: Server;
  beforeAll(async () => {
    stage = await stagePlatform();
    server = createServer((request, response) => {
      let text = "";
      request.setEncoding("utf8").on("data", (part: string) => (text += part));
      request.on("end", () => {
        const signature = createHmac("sha256", "known").update(text).digest("base64");
        if (request.headers["heroku-webhook-hmac-sha256"] !== signature) forged += 1;
        told.push(JSON.parse(text) as Told);
        response.end();
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    await stage.call("POST", "/apps", { body: { name: "watched" } });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const include = webhookSubjects.map((subject) => `api:${subject}`);
    const body = { include, level: "notify", url, secret: "known" };
    await stage.call("POST", "/apps/watched/webhooks", { body });
  });
  afterAll(async () => {
    await stage.close();
    await new Promise((done) => server.close(done));
  });

  /** Resolves when this was told. */
  const heard = async (what: string): Promise<Told> => {
    for (;;) {
      const found = told.find(({ resource, action }) => `${resource} ${action}` === what);
      if (found) return found;
      await new Promise((done) => setImmediate(done));
    }
  };
  const change = (method: string, path: string, body?: object) => stage.call(method, `/apps/watched${path}`, { body });

  it("are told what an update changed, and who did it, signed with their secret", async () => {
    await change("PATCH", "", { maintenance: true });
    const { data, previous_data, actor } = await heard("app update");
    expect([data["maintenance"], previous_data]).toEqual([true, { maintenance: false }]);
    expect(actor.email).toBe("developer@penny.test");
    expect(forged).toBe(0);
  });

  it("are told of domains, certificates and collaborators that come and go", async () => {
    await change("POST", "/domains", { hostname: "www.penny.test" });
    await change("DELETE", "/domains/www.penny.test");
    const made = await change("POST", "/sni-endpoints", certificateFor("www.penny.test"));
    await change("DELETE", `/sni-endpoints/${String(made.body["id"])}`);
    await change("POST", "/collaborators", { user: "friend@penny.test" });
    await change("DELETE", "/collaborators/friend@penny.test");
    for (const subject of ["domain", "sni-endpoint", "collaborator"])
      for (const action of ["create", "destroy"]) await heard(`${subject} ${action}`);
  });

  it("are told of add-ons and their attachments", async () => {
    await change("POST", "/addons", { plan: "scheduler:standard" });
    await stage.clock.advance(1500);
    await change("DELETE", "/addons/scheduler");
    expect((await heard("addon update")).previous_data).toEqual({ state: "provisioning" });
    for (const subject of ["addon", "addon-attachment"])
      for (const action of ["create", "destroy"]) await heard(`${subject} ${action}`);
  });

  it("are told of releases, formations and dynos", async () => {
    const archive = new Uint8Array(await tarball({ file: "content" }, "app"));
    const slug = await stage.call<{ id: string; blob: { url: string } }>("POST", "/apps/watched/slugs", {
      body: { process_types: { worker: "sleep 600" } },
    });
    await fetch(slug.body.blob.url, { method: "PUT", body: archive });
    await change("POST", "/releases", { slug: slug.body.id });
    await change("PATCH", "/formation/worker", { quantity: 1 });
    expect((await heard("dyno create")).data).toMatchObject({ name: "worker.1", state: "down" });
    await change("PATCH", "/formation/worker", { quantity: 0 });
    for (const what of ["release create", "release update", "formation update", "dyno update", "dyno destroy"])
      await heard(what);
  });

  it("are told nothing at addresses that are not on this machine, and the delivery says so", async () => {
    const body = { include: ["api:app"], level: "notify", url: "https://hooks.example.com/" };
    await stage.call("POST", "/apps/watched/webhooks", { body });
    await change("PATCH", "", { maintenance: false });
    for (;;) {
      const { body: deliveries } = await stage.call<{ last_attempt: { error_class: string } | null }[]>(
        "GET",
        "/apps/watched/webhook-deliveries",
      );
      if (deliveries.some(({ last_attempt }) => last_attempt?.error_class === "NotOnThisMachine")) return;
    }
  });

  it("are told last that the app is gone", async () => {
    await change("DELETE", "");
    await heard("app destroy");
  });
});
