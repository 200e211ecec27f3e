import { isMap, isScalar, isSeq, parseDocument, visit } from "yaml";

type Mapping = Readonly<Record<string, unknown>>;
const isMapping = (value: unknown): value is Mapping =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Contexts whose values no stranger chooses. */
const harmless =
  /^(github\.(sha|run_id|run_number|run_attempt|token|repository|repository_owner|event_name|server_url|api_url|workspace|job)|runner\.\w+|job\.\w+|strategy\.[\w-]+|hashFiles\(.*\))$/;

/** What zizmor and GitHub's hardening guide warn of: https://docs.github.com/actions/reference/security/secure-use */
export function hazards(text: string): string[] {
  const document = parseDocument(text);
  const root = document.toJS() as Mapping;
  const jobs = Object.entries(isMapping(root["jobs"]) ? root["jobs"] : {}) as [string, Mapping][];
  const steps = jobs.flatMap(([id, job]) =>
    (Array.isArray(job["steps"]) ? (job["steps"] as Mapping[]) : []).map((step) => ({ id, step })),
  );
  return [
    ...triggers(root["on"]),
    ...permissions("the workflow", root["permissions"], true),
    ...jobs.flatMap(([id, job]) => permissions(`jobs.${id}`, job["permissions"], false)),
    ...jobs.flatMap(([id, job]) =>
      job["timeout-minutes"] === undefined && job["uses"] === undefined ? [`jobs.${id} has no timeout-minutes`] : [],
    ),
    ...jobs.flatMap(([id, job]) =>
      job["secrets"] === "inherit" ? [`jobs.${id} hands on all secrets: name those that it needs`] : [],
    ),
    ...actions(text),
    ...steps.flatMap(({ id, step }) => checkouts(id, step)),
    ...steps.flatMap(({ id, step }) => injections(id, step)),
  ];
}

function triggers(on: unknown): string[] {
  const events = isMapping(on) ? Object.keys(on) : [on].flat().map(String);
  const dangerous = events.filter((event) => event === "pull_request_target" || event === "workflow_run");
  return dangerous.map((event) => `${event} runs with secrets for what strangers wrote`);
}

function permissions(where: string, given: unknown, wanted: boolean): string[] {
  if (given === undefined) return wanted ? [`${where} has no permissions: it gets the repository's default ones`] : [];
  if (typeof given === "string") return [`${where} has the permissions ${given}: name the single ones`];
  const writes = wanted && isMapping(given) ? Object.keys(given).filter((name) => given[name] === "write") : [];
  return writes.map((name) => `${where} has the permission ${name}: write: give it to the job that needs it`);
}

/** Pinned by the commit, with the version in a comment for whoever brings it up to date. */
function actions(text: string): string[] {
  const found: string[] = [];
  visit(parseDocument(text), {
    Pair(_key, { key, value }) {
      if (!isScalar(key) || key.value !== "uses" || !isScalar(value) || isMap(value) || isSeq(value)) return;
      const uses = String(value.value);
      if (uses.startsWith("./")) return;
      if (!/@[0-9a-f]{40}$/.test(uses)) found.push(`${uses} is not pinned to a commit`);
      else if (!/^\s*v\d+\.\d+\.\d+/.test(value.comment ?? "")) found.push(`${uses} names no version in a comment`);
    },
  });
  return found;
}

function checkouts(id: string, step: Mapping): string[] {
  if (!String(step["uses"]).startsWith("actions/checkout@")) return [];
  const given = isMapping(step["with"]) ? step["with"] : {};
  return given["persist-credentials"] === false
    ? []
    : [`jobs.${id} leaves its token in the work tree: set persist-credentials: false`];
}

/** Values belong into `env`: in a script, whoever chooses them chooses what runs. */
function injections(id: string, step: Mapping): string[] {
  const { script } = isMapping(step["with"]) ? step["with"] : {};
  const expressions = [...String(step["run"] ?? script ?? "").matchAll(/\$\{\{\s*(.*?)\s*\}\}/gs)].map(
    ([, source]) => source!,
  );
  return expressions
    .filter((source) => !harmless.test(source))
    .map((source) => `jobs.${id} puts ${source} into a script: pass it by env`);
}
