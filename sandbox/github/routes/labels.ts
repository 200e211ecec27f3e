import { z } from "zod";
import { created, paginate, type Api, type RepositoryCall } from "../api";
import type { Label } from "../entities";
import { notFound, validationFailed } from "../errors";
import { label, labelsOf } from "../serialize/issue";
import { issueOf } from "./found";

/** Labels are named alone, or in objects. */
export const labelNames = z
  .array(z.union([z.string(), z.object({ name: z.string() })]))
  .transform((rows) => rows.map((row) => (typeof row === "string" ? row : row.name)));

const labelsBody = z.union([labelNames, z.object({ labels: labelNames.default([]) }).transform((body) => body.labels)]);
const fields = { color: z.string().optional(), description: z.string().nullish() };

export function labelRoutes(api: Api): void {
  api.repository("GET", "/labels", "read", (call) => paginate(call, all(call)).map((row) => shown(call, row)));
  api.repository("POST", "/labels", "write", create);
  api.repository("GET", "/labels/:name", "read", (call) => shown(call, labelOf(call)));
  api.repository("PATCH", "/labels/:name", "write", (call) => {
    const row = labelOf(call);
    const { new_name, color, description } = call.body(z.object({ ...fields, new_name: z.string().optional() }));
    const wish = {
      name: new_name ?? row.name,
      color: color ?? row.color,
      description: description === undefined ? row.description : description,
    };
    return shown(call, call.context.state.labels.update(row.id, wish));
  });
  api.repository("DELETE", "/labels/:name", "write", (call) => void call.context.state.labels.remove(labelOf(call).id));
  onIssues(api);
}

function onIssues(api: Api): void {
  const path = "/issues/:number/labels";
  const show = (call: RepositoryCall) => labelsOf(call.context, call.repository, issueOf(call));
  const set = (call: RepositoryCall, labels: readonly string[]) => {
    const { id } = issueOf(call);
    call.context.state.issues.update(id, { labels: [...new Set(labels)], updatedAt: call.context.state.now() });
    return show(call);
  };
  api.repository("GET", path, "read", (call) => paginate(call, show(call)));
  api.repository("POST", path, "write", (call) =>
    set(call, [...issueOf(call).labels, ...ensureLabels(call, call.body(labelsBody))]),
  );
  api.repository("PUT", path, "write", (call) => set(call, ensureLabels(call, call.body(labelsBody))));
  api.repository("DELETE", path, "write", (call) => void set(call, []));
  api.repository("DELETE", `${path}/:name`, "write", (call) => {
    const { labels } = issueOf(call);
    if (!labels.includes(call.params["name"]!)) throw notFound();
    return set(
      call,
      labels.filter((name) => name !== call.params["name"]),
    );
  });
}

const all = ({ context, repository }: RepositoryCall): Label[] =>
  context.state.labels.filter((row) => row.repositoryId === repository.id);

const shown = (call: RepositoryCall, row: Label) => label(call.context, call.repository, row);

function named(call: RepositoryCall, name: string): Label | undefined {
  return all(call).find((row) => row.name.toLowerCase() === name.toLowerCase());
}

function labelOf(call: RepositoryCall): Label {
  const found = named(call, call.params["name"]!);
  if (!found) throw notFound();
  return found;
}

function insert(call: RepositoryCall, name: string, color = "ededed", description: string | null = null): Label {
  const { state } = call.context;
  return state.labels.insert({ id: state.nextId("label"), repositoryId: call.repository.id, name, color, description });
}

function create(call: RepositoryCall): unknown {
  const { name, color, description } = call.body(z.object({ ...fields, name: z.string() }));
  if (named(call, name)) throw validationFailed({ resource: "Label", code: "already_exists", field: "name" });
  return created(call, shown(call, insert(call, name, color?.replace(/^#/, ""), description ?? null)));
}

/** The names as they are stored; labels that do not exist are made, as GitHub does when an issue gets one. */
export function ensureLabels(call: RepositoryCall, names: readonly string[]): string[] {
  return names.map((name) => (named(call, name) ?? insert(call, name)).name);
}
