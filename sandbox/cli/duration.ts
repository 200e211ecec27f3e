import { Duration } from "luxon";
import { WrongArgument } from "./errors";

const units: Readonly<Record<string, "seconds" | "minutes" | "hours" | "days" | "weeks">> = {
  s: "seconds",
  m: "minutes",
  h: "hours",
  d: "days",
  w: "weeks",
};

const part = /(\d+(?:\.\d+)?)\s*(s|m|h|d|w)[a-z]*\s*/y;

/** Milliseconds of `8h`, `30m`, `2d`, `90 s`, `1h30m`, `2 hours`. @throws WrongArgument */
export function parseDuration(text: string): number {
  let total = Duration.fromMillis(0);
  if (text.trim() === "") throw notADuration(text);
  part.lastIndex = 0;
  for (let at = 0; at < text.length; at = part.lastIndex) {
    const found = part.exec(text.toLowerCase());
    const unit = found && units[found[2] ?? ""];
    if (!unit) throw notADuration(text);
    total = total.plus({ [unit]: Number(found[1]) });
  }
  return total.toMillis();
}

function notADuration(text: string): WrongArgument {
  return new WrongArgument(`"${text}" is not a duration. Write it as 90s, 30m, 8h, 2d, 1w or 1h30m.`);
}
