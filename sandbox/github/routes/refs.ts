import { z } from "zod";
import type { Ref } from "../../kit/git/objects";
import { created, paginate, type Api, type RepositoryCall } from "../api";
import { repositoryUrl } from "../context";
import { failure, notFound, unprocessable } from "../errors";
import { moveRef } from "../pushes";
import { refNodeId } from "../serialize/commit";

export function refRoutes(api: Api): void {
  api.repository("GET", "/git/ref/*", "read", async (call) => serialize(call, await existing(call)));
  api.repository("GET", "/git/matching-refs/*", "read", async (call) => {
    const found = await call.git.refs(`refs/${call.params["*"]}`);
    return paginate(call, found).map((ref) => serialize(call, ref));
  });
  api.repository("POST", "/git/refs", "write", create);
  api.repository("PATCH", "/git/refs/*", "write", update);
  api.repository("DELETE", "/git/refs/*", "write", remove);
}

const named = (call: RepositoryCall): string => `refs/${call.params["*"]}`;

async function existing(call: RepositoryCall): Promise<Ref> {
  const found = (await call.git.refs(named(call))).find((ref) => ref.ref === named(call));
  if (!found) throw notFound();
  return found;
}

function serialize(call: RepositoryCall, { ref, sha, type }: Ref): Record<string, unknown> {
  const url = repositoryUrl(call.context, call.repository);
  return {
    ref,
    node_id: refNodeId(call.repository, ref),
    url: `${url}/git/${ref}`,
    object: { sha, type, url: `${url}/git/${type}s/${sha}` },
  };
}

async function create(call: RepositoryCall): Promise<unknown> {
  const { ref, sha } = call.body(z.object({ ref: z.string(), sha: z.string() }));
  if (!/^refs\/[^/]+\//.test(ref) || !(await call.git.isValidRef(ref)))
    throw unprocessable("Reference name must start with 'refs/' and be a valid ref name");
  const type = await objectType(call, sha);
  if (!type) throw unprocessable("Object does not exist");
  if ((await call.git.refs(ref)).some((row) => row.ref === ref)) throw unprocessable("Reference already exists");
  const refused = await moveRef(call, { ref, old: undefined, new: sha });
  if (refused) throw unprocessable(refused);
  return created(call, serialize(call, { ref, sha, type }));
}

async function update(call: RepositoryCall): Promise<unknown> {
  const { sha, force = false } = call.body(z.object({ sha: z.string(), force: z.boolean().optional() }));
  const ref = await existing(call).catch(() => undefined);
  if (!ref) throw unprocessable("Reference does not exist");
  const type = await objectType(call, sha);
  if (!type) throw unprocessable("Object does not exist");
  if (!force && !(await call.git.isAncestor(ref.sha, sha))) throw unprocessable("Update is not a fast forward");
  const refused = await moveRef(call, { ref: ref.ref, old: ref.sha, new: sha });
  if (refused) throw unprocessable(refused);
  return serialize(call, { ref: ref.ref, sha, type });
}

async function remove(call: RepositoryCall): Promise<void> {
  const ref = await existing(call).catch(() => undefined);
  if (!ref) throw unprocessable("Reference does not exist");
  if (ref.ref === `refs/heads/${call.repository.defaultBranch}`)
    throw unprocessable("Cannot delete the default branch");
  const refused = await moveRef(call, { ref: ref.ref, old: ref.sha, new: undefined });
  if (refused) throw failure(422, refused);
}

async function objectType(call: RepositoryCall, sha: string): Promise<string | undefined> {
  if (!/^[0-9a-f]{40}$/.test(sha)) return undefined;
  const known = await call.git.parse(`${sha}^{object}`);
  return known ? (await call.git.text(["cat-file", "-t", sha])).trim() : undefined;
}
