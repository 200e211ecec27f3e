import { z } from "zod";
import { writeTree } from "../../kit/git/index-file";
import { created, type Api, type RepositoryCall } from "../api";
import { repositoryUrl } from "../context";
import { notFound, unprocessable } from "../errors";
import { nodeId } from "../node-ids";

const isSha = (text: string): boolean => /^[0-9a-f]{40}$/.test(text);

export function gitObjectRoutes(api: Api): void {
  api.repository("GET", "/git/trees/:sha", "read", async (call) => {
    const name = call.params["sha"]!;
    const sha =
      (await call.git.resolve(name).then((commit) => commit && call.git.parse(`${commit}^{tree}`))) ??
      (isSha(name) ? await call.git.parse(`${name}^{tree}`) : undefined);
    if (!sha) throw notFound();
    return tree(call, sha, call.query["recursive"] !== undefined);
  });
  api.repository("POST", "/git/trees", "write", createTree);
  api.repository("GET", "/git/blobs/:sha", "read", async (call) => {
    const sha = call.params["sha"]!;
    const content = isSha(sha) ? await call.git.blob(sha) : undefined;
    if (!content) throw notFound();
    return { ...blob(call, sha), size: content.length, content: content.toString("base64"), encoding: "base64" };
  });
  api.repository("POST", "/git/blobs", "write", async (call) => {
    const shape = z.object({ content: z.string(), encoding: z.enum(["utf-8", "base64"]).optional() });
    const { content, encoding } = call.body(shape);
    const sha = await call.git.writeBlob(Buffer.from(content, encoding === "base64" ? "base64" : "utf8"));
    return created(call, { url: blob(call, sha).url, sha });
  });
}

const blob = (call: RepositoryCall, sha: string) => ({
  sha,
  node_id: `${nodeId("Commit", call.repository.id)}${sha}`,
  url: `${repositoryUrl(call.context, call.repository)}/git/blobs/${sha}`,
});

async function tree(call: RepositoryCall, sha: string, recursive: boolean): Promise<Record<string, unknown>> {
  const url = repositoryUrl(call.context, call.repository);
  const entries = await call.git.tree(sha, recursive);
  return {
    sha,
    url: `${url}/git/trees/${sha}`,
    tree: entries.map((entry) => ({
      path: entry.path,
      mode: entry.mode,
      type: entry.type,
      sha: entry.sha,
      ...(entry.size === undefined ? {} : { size: entry.size }),
      url: `${url}/git/${entry.type}s/${entry.sha}`,
    })),
    truncated: false,
  };
}

const entryShape = z.object({
  path: z.string(),
  mode: z.enum(["100644", "100755", "040000", "160000", "120000"]).optional(),
  type: z.string().optional(),
  sha: z.string().nullish(),
  content: z.string().optional(),
});

async function createTree(call: RepositoryCall): Promise<unknown> {
  const wanted = call.body(z.object({ base_tree: z.string().optional(), tree: z.array(entryShape) }));
  const base = wanted.base_tree;
  if (base !== undefined && !(isSha(base) && (await call.git.parse(`${base}^{tree}`))))
    throw unprocessable("base_tree is not a valid tree oid");
  const changes = [];
  for (const { path, mode, sha, content } of wanted.tree) {
    if (path.split("/").some((part) => ["", ".", "..", ".git"].includes(part)))
      throw unprocessable("tree.path contains a malformed path component");
    if (sha && !isSha(sha)) throw unprocessable("tree.sha is not a valid object id");
    changes.push({
      path,
      mode,
      sha: content === undefined ? (sha ?? undefined) : await call.git.writeBlob(Buffer.from(content)),
    });
  }
  return created(call, await tree(call, await writeTree(call.git, base, changes), false));
}
