import { z } from "zod";

/** Values that the engine itself gives a meaning. */
const kept = new Set(["04da6b54-80e4-46f7-96ec-b56ff0331ba9"]);
/** Where a machine keeps the program is no part of a preview. */
const places = ["sourcePosition", "stackTrace"];
const ballast = new Set(["__pulumi_raw_state_delta", "__meta", "outputs", ...places]);
const longest = 120;

const preview = z.looseObject({ steps: z.array(z.looseObject({})) });

/** A preview's output without what differs from run to run or is long; a line for each step. */
export function scrubbed(text: string): string {
  const { steps: all, config: _config, duration: _duration, ...rest } = preview.parse(JSON.parse(anonymous(text)));
  const planned = new Set(all.filter(isPlanned).map(({ urn }) => urn));
  const steps = all.filter(({ urn }) => planned.has(urn));
  const lines = steps.map((step) => JSON.stringify(slim(step, !isPlanned(step))));
  return `${JSON.stringify(rest).slice(0, -1)},"steps":[\n${lines.join(",\n")}\n]}\n`;
}

/** Of an event log, the lines that policies wrote. */
export function scrubbedEvents(text: string): string {
  const lines = anonymous(text).split("\n");
  return lines
    .filter((line) => /^\{"sequence":\d+,"timestamp":\d+,"policy/.test(line))
    .map((line) => `${line.replace(/"timestamp":\d+/, '"timestamp":0')}\n`)
    .join("");
}

/** What nothing follows after it was looked at is left out. */
const isPlanned = ({ op }: Readonly<Record<string, unknown>>) => op !== "refresh" && op !== "read";

function anonymous(text: string): string {
  const ids = new Map<string, string>();
  const numbered = (id: string) => {
    if (!ids.has(id)) ids.set(id, `00000000-0000-4000-8000-${String(ids.size + 1).padStart(12, "0")}`);
    return kept.has(id) ? id : ids.get(id)!;
  };
  return text
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, numbered)
    .replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:7771")
    .replaceAll(/(\.localhost):\d+/g, "$1:7772")
    .replaceAll(/\b[0-9a-f]{40,64}\b/g, (digits) => "0".repeat(digits.length))
    .replaceAll(/"(file:\/\/)?\/[^"\s]*\/(policy|provider)\//g, '"$1/project/$2/');
}

function slim(value: unknown, withoutOutputs: boolean): unknown {
  if (typeof value === "string")
    return value.length > longest && !value.startsWith("urn:") ? `${value.slice(0, longest)}…` : value;
  if (Array.isArray(value)) return value.map((item) => slim(item, withoutOutputs));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !ballast.has(key) || (key === "outputs" && !withoutOutputs));
  return Object.fromEntries(entries.map(([key, inner]) => [key, slim(inner, withoutOutputs)])) as unknown;
}
