import { diffLines } from "./diff-lines";
import { fence, fitting } from "./markdown";
import { isSound, type Review } from "./review";
import { section } from "./section";
import { fingerprint } from "./steps";

/** What GitHub takes as the body of a comment: 65,536 characters. Some are kept for what surrounds the diffs. */
const longest = 65_000;

/** By which the comment is found again. */
export const commentMarker = "<!-- infrastructure-preview -->";

export interface CommentContext {
  /** Where the previews ran, with what applied: a sentence. */
  readonly where: string;
  /** Where all of it is to be read, when it does not fit: "the job's log". */
  readonly all: string;
}

/** One comment in Markdown for all stacks that were previewed; the full diffs are folded. */
export function comment(reviews: readonly Review[], { where, all }: CommentContext): string {
  const marks = reviews.filter(isSound).map(({ stack, changes }) => stepsMark(stack, fingerprint(changes)));
  const head = [commentMarker, ...marks].join("\n");
  const sections = reviews.map((review) => section(review).join("\n"));
  const merge = marks.length > 0 ? " A merge applies exactly these steps; any others wait for an approval." : "";
  const end = `<sub>${where}${merge}</sub>`;
  const told = [head, ...sections, end].join("\n\n");
  if (told.length > longest) return cut(told, all);
  const room = (longest - told.length) / Math.max(1, reviews.length);
  const parts = sections.map((text, index) => `${text}\n${folded(reviews[index]!, room, all)}`);
  return [head, ...parts, end].join("\n\n");
}

const stepsMark = (stack: string, digest: string): string => `<!-- steps of ${stack}: ${digest} -->`;

/** The digest of a stack's steps that a comment was made with; undefined when it had none to approve. */
export function digestIn(body: string, stack: string): string | undefined {
  // Only the head: what follows quotes values and messages that anybody may have chosen.
  const marks = body.split("\n\n")[0]!.matchAll(/^<!-- steps of (\S+): ([0-9a-f]{64}) -->$/gm);
  return [...marks].find(([, of]) => of === stack)?.[2];
}

function folded({ changes }: Review, room: number, all: string): string {
  if (changes.length === 0) return "";
  const lines = fitting(diffLines(changes), room - 200, all);
  return `\n<details><summary>Full diff</summary>\n\n${fence(lines, "diff")}\n\n</details>`;
}

function cut(text: string, all: string): string {
  return fitting(text.split("\n"), longest - 200, all).join("\n");
}
