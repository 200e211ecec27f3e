import { z } from "zod";

/** A resource in `pulumi preview --json`; secret values are `[secret]` there, unknown ones a fixed UUID. */
const state = z.object({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  custom: z.boolean().optional(),
  inputs: z.record(z.string(), z.unknown()).nullish(),
  outputs: z.record(z.string(), z.unknown()).nullish(),
});

const step = z.object({
  op: z.string(),
  urn: z.string(),
  oldState: state.nullish(),
  newState: state.nullish(),
  diffReasons: z.array(z.string()).nullish(),
  replaceReasons: z.array(z.string()).nullish(),
  detailedDiff: z.record(z.string(), z.object({ kind: z.string(), inputDiff: z.boolean().optional() })).nullish(),
});

const diagnostic = z.object({ message: z.string(), severity: z.string(), urn: z.string().optional() });

const digest = z.object({
  steps: z
    .array(step)
    .nullish()
    .transform((steps) => steps ?? []),
  diagnostics: z
    .array(diagnostic)
    .nullish()
    .transform((diagnostics) => diagnostics ?? []),
});

export type State = z.output<typeof state>;
export type Step = z.output<typeof step>;
/** What `pulumi preview --json --refresh --diff` prints (CLI 3.259), as far as it is used; added fields are let through. */
export type Digest = z.output<typeof digest>;

/** The text is no preview. */
export class PreviewUnreadable extends Error {
  readonly id = "preview_unreadable";
  constructor(why: string) {
    super(
      `This is not what \`pulumi preview --json\` prints: ${why}\nRun it again, and give its standard output alone.`,
    );
  }
}

/** @throws {PreviewUnreadable} */
export function readDigest(text: string): Digest {
  const read = digest.safeParse(parsed(text));
  if (!read.success) throw new PreviewUnreadable(z.prettifyError(read.error));
  return read.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new PreviewUnreadable((error as Error).message);
  }
}
