import { z } from "zod";
import type { Api, RepositoryCall } from "../api";
import { repositoryUrl } from "../context";
import { notFound } from "../errors";
import { mergePull } from "../pulls/merge";
import { updateBranch } from "../pulls/update";
import { pullOf } from "./found";

const mergeShape = z.object({
  commit_title: z.string().optional(),
  commit_message: z.string().optional(),
  sha: z.string().optional(),
  merge_method: z.enum(["merge", "squash", "rebase"]).default("merge"),
});

export function pullMergeRoutes(api: Api): void {
  api.repository("GET", "/pulls/:number/merge", "read", (call) => {
    if (pullOf(call).pull.mergedAt === null) throw notFound();
  });
  api.repository("PUT", "/pulls/:number/merge", "write", merge);
  api.repository("PUT", "/pulls/:number/update-branch", "write", async (call) => {
    const row = pullOf(call);
    const { expected_head_sha } = call.body(z.object({ expected_head_sha: z.string().optional() }));
    await updateBranch(call.context, call.repository, call.actor, row, expected_head_sha);
    void call.reply.code(202);
    const url = `${repositoryUrl(call.context, call.repository)}/pulls/${row.number}`;
    return { message: "Updating pull request branch.", url };
  });
}

async function merge(call: RepositoryCall): Promise<unknown> {
  const { context, repository, actor } = call;
  const { merge_method: method, commit_title: title, commit_message: message, sha } = call.body(mergeShape);
  const merged = await mergePull(context, repository, actor, pullOf(call), { method, title, message, sha });
  return { sha: merged, merged: true, message: "Pull Request successfully merged" };
}
