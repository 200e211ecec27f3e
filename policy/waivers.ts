import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const waiver = z.strictObject({
  policy: z.string(),
  /** The resource's name in the program; every resource when there is none. */
  resource: z.string().optional(),
  /** Words that the violation's message must contain; any message when there are none. */
  about: z.string().optional(),
  reason: z.string().min(20, "tell the reason in a sentence"),
  /** The last day on which it holds: a waiver without an end is a hole. */
  until: z.iso.date(),
});

export type Waiver = z.output<typeof waiver>;

/** policy/waivers.yaml cannot be used. */
export class WaiversUnusable extends Error {
  readonly id = "waivers_unusable";
  constructor(file: string, why: string) {
    super(
      `${file} is not usable: ${why}\nEach waiver has policy, reason, until (YYYY-MM-DD), and may have resource and about.`,
    );
  }
}

/**
 * @param ids the policies that there are
 * @throws {WaiversUnusable}
 */
export function readWaivers(file: string, ids: readonly string[]): Waiver[] {
  const read = z.array(waiver).safeParse(parse(readFileSync(file, "utf8")) ?? []);
  if (!read.success) throw new WaiversUnusable(file, z.prettifyError(read.error));
  const unknown = read.data.find(({ policy }) => !ids.includes(policy));
  if (unknown) throw new WaiversUnusable(file, `there is no policy ${unknown.policy}. Policies: ${ids.join(", ")}`);
  return read.data;
}

/** The waiver that holds today for this violation, if any. */
export function waiverFor(
  waivers: readonly Waiver[],
  { policy, resource, message }: { policy: string; resource: string | undefined; message: string },
  today: string,
): Waiver | undefined {
  return waivers.find(
    (one) =>
      one.policy === policy &&
      (one.resource === undefined || one.resource === resource) &&
      (one.about === undefined || message.includes(one.about)) &&
      today <= one.until,
  );
}
