import { failedReview, type Review } from "../review/review";
import { OperationError } from "./errors";
import { type BaseCopy, copyBase, shortName } from "./infrastructure/base-copy";
import { openStackContext } from "./infrastructure/context";
import { type Engine } from "./infrastructure/engine";
import { OwnSandbox } from "./infrastructure/own-sandbox";
import { type Output } from "./output";
import { stackNames } from "./settings";
import { previewStack } from "./steps/preview-stack";

type Env = Readonly<Record<string, string | undefined>>;

export interface PreviewsOptions {
  readonly project: string;
  readonly env: Env;
  readonly stacks: readonly string[];
  /** The commit that the change starts from. */
  readonly base: string;
  readonly output: Output;
  readonly signal: AbortSignal;
}

export interface Previews {
  readonly reviews: readonly Review[];
  /** Where they ran: a sentence. */
  readonly where: string;
}

/** What the project would change: against what the credentials open, or without any on a sandbox to which the base was applied first. */
export async function previewAll(options: PreviewsOptions): Promise<Previews> {
  if (options.stacks.length === 0) return { reviews: [], where: "The change touches no stack's inputs." };
  return options.env["HEROKU_API_KEY"] ? againstServices(options) : onOwnSandbox(options);
}

async function againstServices({ project, env, stacks, output, signal }: PreviewsOptions): Promise<Previews> {
  const reviews: Review[] = [];
  for (const stack of stacks) {
    const context = await openStackContext({ stack, env, folder: project, output, signal });
    try {
      await context.engine.ready(stack, (line) => output.remark(line));
      reviews.push(await reviewed(stack, () => quietly(context.engine, { stack, output, signal })));
    } finally {
      await context.close();
    }
  }
  return { reviews, where: "Previewed against what runs now." };
}

async function onOwnSandbox(options: PreviewsOptions): Promise<Previews> {
  const { project, env, stacks, output, signal } = options;
  const base = await shortName(project, options.base);
  output.line(`Acts on a sandbox of its own, as there is no HEROKU_API_KEY: ${base} is applied first`);
  const copy = await copyBase(project, options.base);
  const sandbox = await timed(output, "Sandbox", () => OwnSandbox.start(project, env)).catch((error: unknown) => {
    copy.remove();
    throw error;
  });
  try {
    const reviews: Review[] = [];
    for (const stack of stacks)
      reviews.push(await reviewed(stack, () => afterBase({ sandbox, copy, stack, output, signal })));
    return { reviews, where: `Previewed on the sandbox, with ${base} applied first: nothing real was asked.` };
  } finally {
    await sandbox.close();
    copy.remove();
  }
}

interface AfterBase extends Pick<PreviewsOptions, "output" | "signal"> {
  readonly sandbox: OwnSandbox;
  readonly copy: BaseCopy;
  readonly stack: string;
}

async function afterBase({ sandbox, copy, stack, output, signal }: AfterBase): Promise<Review> {
  // A stack that the change brings has no state before it.
  if (stackNames(copy.folder).includes(stack))
    await timed(output, `Applying the base's ${stack}`, () => sandbox.up(copy.folder, stack));
  const engine = await sandbox.engine();
  await engine.ready(stack, (line) => output.remark(line));
  return quietly(engine, { stack, output, signal });
}

const quietly = (engine: Engine, { stack, output, signal }: Pick<AfterBase, "stack" | "output" | "signal">) =>
  timed(output, `Preview of ${stack}`, () => previewStack(engine, stack, signal));

/** Why there is no preview is told in its place: a program that does not run is a result, too. */
async function reviewed(stack: string, work: () => Promise<Review>): Promise<Review> {
  return work().catch((error: unknown) => {
    if (error instanceof OperationError) return failedReview(stack, error.message);
    throw error;
  });
}

async function timed<T>(output: Output, title: string, work: () => Promise<T>): Promise<T> {
  const progress = output.progress(title);
  return work().finally(() => progress.end());
}
