import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";

const own = join(__dirname, "../assets");

const files = {
  "console.css": [join(own, "console.css"), "text/css; charset=utf-8"],
  "console.js": [join(own, "console.js"), "text/javascript; charset=utf-8"],
  "icon.svg": [join(own, "icon.svg"), "image/svg+xml"],
} as const;

type Asset = keyof typeof files;

const contents = new Map<Asset, { readonly body: Buffer; readonly version: string }>();

function load(name: Asset) {
  const known = contents.get(name);
  if (known) return known;
  const body = readFileSync(files[name][0]);
  const made = { body, version: createHash("sha256").update(body).digest("hex").slice(0, 12) };
  contents.set(name, made);
  return made;
}

/** The address of a file, which changes with its content. */
export const assetUrl = (name: Asset): string => `/assets/${load(name).version}/${name}`;

/** Style, script and icon, without sign-in. */
export function addAssetRoutes(server: FastifyInstance): void {
  for (const name of Object.keys(files) as Asset[])
    server.get(`/assets/:version/${name}`, { config: { open: true } }, (_request, reply) =>
      reply.header("cache-control", "public, max-age=31536000, immutable").type(files[name][1]).send(load(name).body),
    );
}
