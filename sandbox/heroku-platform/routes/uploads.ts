import { createHash, timingSafeEqual } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ApiError } from "../../kit/errors";
import { Measure } from "../../kit/measure";
import { unpackSlug } from "../actions/unpack-slug";
import type { Platform } from "../platform";

type Blob = { Params: { file: string }; Querystring: { signature?: string } };
const MAX_BYTES = 2 * 1024 ** 3;

/** Where sources and slugs are put and got: addresses signed as the vendor's storage signs them, without credentials. */
export function uploadRoutes(scope: FastifyInstance, platform: Platform): void {
  const { sources, slugs } = platform.state;
  const idOf = (file: string): string => file.replace(/\.tgz$/, "");
  const refuse = (reply: FastifyReply): FastifyReply =>
    reply.code(403).type("text/plain").send("SignatureDoesNotMatch\n");
  scope.put<Blob>("/uploads/sources/:file", async (request, reply) => {
    const source = sources.get(idOf(request.params.file));
    if (!source || !sameSecret(source.secret, request.query.signature)) return refuse(reply);
    await receive(request, platform.path("sources", `${source.id}.tgz`));
    return reply.code(200).send();
  });
  scope.get<Blob>("/uploads/sources/:file", async (request, reply) => {
    const source = sources.get(idOf(request.params.file));
    if (!source || !sameSecret(source.secret, request.query.signature)) return refuse(reply);
    return sendFile(reply, platform.path("sources", `${source.id}.tgz`));
  });
  scope.put<Blob>("/uploads/slugs/:file", async (request, reply) => {
    const slug = slugs.get(idOf(request.params.file));
    if (!slug || !sameSecret(slug.secret, request.query.signature)) return refuse(reply);
    const file = platform.path("slug-blobs", `${slug.id}.tgz`);
    const sha256 = await receive(request, file);
    if (slug.checksum && slug.checksum.replace(/^sha256:/i, "").toLowerCase() !== sha256)
      return reply.code(400).type("text/plain").send("The blob is not the one of the slug's checksum.\n");
    await unpackSlug(platform, slug, file);
    return reply.code(200).send();
  });
  scope.get<Blob>("/uploads/slugs/:file", async (request, reply) => {
    const slug = slugs.get(idOf(request.params.file));
    if (!slug || !sameSecret(slug.secret, request.query.signature)) return refuse(reply);
    return sendFile(reply, platform.path("slug-blobs", `${slug.id}.tgz`));
  });
}

function sameSecret(secret: string, given: string | undefined): boolean {
  const [a, b] = [secret, given ?? ""].map((text) => createHash("sha256").update(text).digest()) as [Buffer, Buffer];
  return timingSafeEqual(a, b);
}

/** Takes a body into a file, whole or not at all. Returns its SHA-256, hex. */
async function receive(request: FastifyRequest, file: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const measure = new Measure(MAX_BYTES, () => new ApiError(400, "EntityTooLarge: an upload may have 2 GiB.\n"));
  const partial = `${file}.part`;
  const body = request.body instanceof Readable ? request.body : Readable.from([Buffer.alloc(0)]);
  try {
    await pipeline(body, measure, createWriteStream(partial, { mode: 0o600 }));
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
  return measure.sha256();
}

async function sendFile(reply: FastifyReply, file: string): Promise<FastifyReply> {
  const found = await stat(file).catch(() => undefined);
  if (!found) return reply.code(404).type("text/plain").send("NoSuchKey\n");
  return reply.type("application/gzip").header("content-length", found.size).send(createReadStream(file));
}
