import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { create } from "tar";

/** A .tar.gz of these files below one top folder, as GitHub packs a repository. */
export async function tarball(files: Readonly<Record<string, string>>, top = "repository-0123456"): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), "penny-source-"));
  try {
    for (const [name, text] of Object.entries(files)) {
      const path = join(folder, top, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    const file = join(folder, "source.tgz");
    await create({ gzip: true, cwd: folder, file }, [top]);
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A web application without dependencies that says its release, and how its release phase ends. */
export function webApplication(
  more: { readonly release?: string; readonly version?: string } = {},
): Record<string, string> {
  const server = `
    const { createServer } = require("node:http");
    console.log("serving ${more.version ?? "v1"}");
    createServer((request, response) => {
      if (request.url === "/exit") process.exit(3);
      response.end(JSON.stringify({ version: "${more.version ?? "v1"}", greeting: process.env.GREETING ?? null, dyno: process.env.DYNO, path: request.url, forwarded: request.headers["x-forwarded-proto"] ?? null }));
    }).listen(Number(process.env.PORT), "127.0.0.1");
  `;
  const types = { ...(more.release ? { release: more.release } : {}), web: "node server.js", worker: "sleep 600" };
  return {
    "package.json": JSON.stringify({ name: "tiny", version: "1.0.0", private: true }),
    "server.js": server,
    Procfile: Object.entries(types)
      .map(([type, command]) => `${type}: ${command}\n`)
      .join(""),
  };
}
