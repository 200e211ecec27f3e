import { z } from "zod";
import { prepareCommit } from "../../kit/git/commit-files";
import type { Commit, Signature, TreeEntry } from "../../kit/git/objects";
import { isTreePath } from "../../kit/git/tree-path";
import { created, type Api, type RepositoryCall } from "../api";
import { htmlUrl, repositoryUrl } from "../context";
import { failure, notFound, unprocessable } from "../errors";
import { changeObstacles, refusalOf } from "../protection/push";
import { recordChange } from "../pushes";
import { emailOf } from "../repositories";
import { gitCommit } from "../serialize/commit";
import { person } from "./person";

const shared = {
  message: z.string(),
  branch: z.string().optional(),
  author: person.nullish(),
  committer: person.nullish(),
};
const putShape = z.object({ ...shared, content: z.string(), sha: z.string().nullish() });
const deleteShape = z.object({ ...shared, sha: z.string() });
type Write = z.infer<typeof putShape> | z.infer<typeof deleteShape>;

export function contentRoutes(api: Api): void {
  api.repository("GET", "/contents", "read", get);
  api.repository("GET", "/contents/*", "read", get);
  api.repository("PUT", "/contents/*", "write", (call) => write(call, call.body(putShape)));
  api.repository("DELETE", "/contents/*", "write", (call) => write(call, deletion(call)));
  api.repository("GET", "/readme", "read", async (call) => {
    const { ref, commit } = await atRef(call);
    const entries = commit ? await call.git.tree(commit) : [];
    const readme = entries.find((entry) => /^readme(\.|$)/i.test(entry.path));
    if (!commit || !readme) throw notFound();
    return answer(call, ref, commit, readme.path);
  });
}

/** By the body, or by the query as some clients send it. */
function deletion(call: RepositoryCall): z.infer<typeof deleteShape> {
  if (call.request.body) return call.body(deleteShape);
  const asked = deleteShape.safeParse(call.query);
  if (!asked.success) throw unprocessable('Invalid request.\n\n"message", "sha" weren\'t supplied.');
  return asked.data;
}

const pathOf = (call: RepositoryCall): string => (call.params["*"] ?? "").replace(/^\/+|\/+$/g, "");

async function atRef(call: RepositoryCall): Promise<{ ref: string; commit: string | undefined }> {
  const ref = call.query["ref"] || call.repository.defaultBranch;
  const commit = await call.git.resolve(ref);
  if (!commit && call.query["ref"]) throw failure(404, `No commit found for the ref ${ref}`);
  return { ref: ref.replace(/^refs\/heads\//, ""), commit };
}

async function get(call: RepositoryCall): Promise<unknown> {
  const { ref, commit } = await atRef(call);
  if (!commit) throw failure(404, "This repository is empty.");
  const path = pathOf(call);
  if (path !== "" && !isTreePath(path)) throw notFound();
  return answer(call, ref, commit, path);
}

async function answer(call: RepositoryCall, ref: string, commit: string, path: string): Promise<unknown> {
  const entry = await call.git.entry(commit, path);
  if (!entry) throw notFound();
  const raw = /\bvnd\.github\.(v3\.)?raw\b/.test(call.request.headers.accept ?? "");
  if (entry.type === "tree") {
    const entries = await call.git.tree(entry.sha);
    return entries.map((row) => file(call, ref, { ...row, path: path ? `${path}/${row.path}` : row.path }));
  }
  const content = await call.git.blob(entry.sha);
  if (raw) return call.reply.type("application/vnd.github.raw; charset=utf-8").send(content);
  return { ...file(call, ref, entry), content: wrapped(content), encoding: "base64" };
}

const wrapped = (content: Buffer | undefined): string =>
  (content ?? Buffer.alloc(0))
    .toString("base64")
    .replace(/(.{60})/g, "$1\n")
    .replace(/([^\n])$/, "$1\n");

/** `content-file` without its content. The provider panics when `url` has no `?ref=`. */
function file(call: RepositoryCall, ref: string, entry: TreeEntry): Record<string, unknown> {
  const [url, html] = [repositoryUrl(call.context, call.repository), htmlUrl(call.context, call.repository)];
  const path = entry.path.split("/").map(encodeURIComponent).join("/");
  const kind = entry.type === "tree" ? "tree" : "blob";
  const self = `${url}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const git = `${url}/git/${kind}s/${entry.sha}`;
  const page = `${html}/${kind}/${ref}/${path}`;
  return {
    type: entry.type === "tree" ? "dir" : entry.type === "commit" ? "submodule" : "file",
    size: entry.size ?? 0,
    name: entry.path.split("/").at(-1),
    path: entry.path,
    sha: entry.sha,
    url: self,
    git_url: git,
    html_url: page,
    download_url: entry.type === "blob" ? `${html}/raw/${ref}/${path}` : null,
    _links: { self, git, html: page },
  };
}

async function write(call: RepositoryCall, wanted: Write): Promise<unknown> {
  const { context, repository, git, actor } = call;
  const path = checkedPath(pathOf(call));
  const branch = (wanted.branch ?? repository.defaultBranch).replace(/^refs\/heads\//, "");
  const parent = await git.branch(branch);
  if (!parent && (await git.refs("refs/heads/")).length > 0) throw failure(404, `Branch ${branch} not found`);
  const existing = parent ? await git.entry(parent, path) : undefined;
  const content = "content" in wanted ? decoded(wanted.content) : undefined;
  const verb = content === undefined ? "delete" : existing ? "update" : "create";
  checkSha(path, wanted.sha ?? undefined, existing, verb);
  const files = [{ path, content, mode: existing?.mode }];
  const sha = await prepareCommit(git, { branch, message: wanted.message, ...signatures(call, wanted), files }, parent);
  const change = { ref: `refs/heads/${branch}`, old: parent, new: sha };
  const refusal = refusalOf(await changeObstacles(context, repository, actor, change), `Could not ${verb} file: `);
  if (refusal) throw failure(409, refusal);
  if (!(await git.updateRef(change.ref, sha, parent ?? ""))) throw failure(409, `${branch} was updated meanwhile`);
  await recordChange(context, repository, actor, change);
  const made = gitCommit(context, repository, (await git.commit(sha)) as Commit);
  if (verb === "delete") return { content: null, commit: made };
  const body = { content: file(call, branch, (await git.entry(sha, path))!), commit: made };
  return verb === "create" ? created(call, body) : body;
}

function checkedPath(path: string): string {
  if (!isTreePath(path)) throw unprocessable("path contains a malformed path component");
  return path;
}

function decoded(content: string): Buffer {
  const text = content.replace(/\s/g, "");
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw unprocessable("content is not valid Base64");
  return Buffer.from(text, "base64");
}

function checkSha(path: string, sha: string | undefined, existing: TreeEntry | undefined, verb: string): void {
  if (verb === "delete" && !existing) throw notFound();
  if (!existing) return;
  if (existing.type === "tree") throw unprocessable(`${path} is a directory`);
  if (sha === undefined) throw unprocessable(`Invalid request.\n\n"sha" wasn't supplied.`);
  if (sha !== existing.sha) throw failure(409, `${path} does not match ${sha}`);
}

/** Who is not named is the other one; of both, whoever asks. */
function signatures(call: RepositoryCall, { author, committer }: Write): { author: Signature; committer: Signature } {
  const committed = signature(call, committer ?? author);
  return { author: author ? signature(call, author) : committed, committer: committed };
}

function signature(call: RepositoryCall, given: z.infer<typeof person> | null | undefined): Signature {
  const { account } = call.actor;
  const now = call.context.state.now();
  if (!given) return { name: account.name ?? account.login, email: emailOf(account), date: now };
  return { name: given.name, email: given.email, date: given.date ?? now };
}
