import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chunksOf } from "../../../support/chunks";
import { stagePlatform, stateOf } from "../../../support/heroku-platform";
import { tarball, webApplication } from "../../../support/sources";

jest.setTimeout(60_000);

describe("the Platform API's simulator after an end", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "penny-recovery-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("has a build's release on the disk before the build's log says that it is made", async () => {
    const stage = await stagePlatform({ folder });
    try {
      await stage.call("POST", "/apps", { body: { name: "kept" } });
      const source = await stage.call<{ source_blob: { get_url: string; put_url: string } }>("POST", "/sources");
      const archive = new Uint8Array(await tarball(webApplication()));
      await fetch(source.body.source_blob.put_url, { method: "PUT", body: archive });
      const body = { source_blob: { url: source.body.source_blob.get_url, version: "89abcdef" } };
      const build = await stage.call("POST", "/apps/kept/builds", { body });
      const stream = await fetch(String(build.body["output_stream_url"]));
      let text = "";
      for await (const chunk of chunksOf(stream)) {
        text += Buffer.from(chunk).toString();
        if (text.includes("Released v3")) break;
      }
      expect(stateOf(folder)).toContain("Deploy 89abcdef");
    } finally {
      await stage.close();
      rmSync(stage.runtime.outsideFolder, { recursive: true, force: true });
    }
  });

  it("keeps apps and their config, and removes a slug that was being laid out", async () => {
    const first = await stagePlatform({ folder });
    await first.call("POST", "/apps", { body: { name: "kept" } });
    await first.call("PATCH", "/apps/kept/config-vars", { body: { A: "1" } });
    await first.close();
    mkdirSync(join(folder, "heroku", "slugs", "half-made"), { recursive: true });
    const second = await stagePlatform({ folder });
    try {
      expect((await second.call("GET", "/apps/kept/config-vars")).body).toEqual({ A: "1" });
      expect(existsSync(join(folder, "heroku", "slugs", "half-made"))).toBe(false);
    } finally {
      await second.close();
      rmSync(second.runtime.outsideFolder, { recursive: true, force: true });
    }
  });
});
