import { Duration } from "luxon";
import { WrongArgument } from "./errors";

const units: Readonly<Record<string, "seconds" | "minutes" | "hours" | "days" | "weeks">> = {
  s: "seconds",
  m: "minutes",
  h: "hours",
  d: "days",
  w: "weeks",
};

const day = 24 * 3_600_000;

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

const timeOfDay = /^([01]?\d|2[0-3]):([0-5]\d)$/;

/** Milliseconds that are to pass: a duration, or from `now` until a time of day (UTC) comes next. @throws WrongArgument */
export function parseSpan(text: string, now: Date): number {
  const [, hour, minute] = timeOfDay.exec(text.trim()) ?? [];
  if (hour === undefined || minute === undefined) return parseDuration(text);
  const sinceThen = now.getTime() - new Date(now).setUTCHours(Number(hour), Number(minute), 0, 0);
  return sinceThen < 0 ? -sinceThen : day - sinceThen;
}

function notADuration(text: string): WrongArgument {
  return new WrongArgument(
    `"${text}" is neither a duration nor a time of day. Write it as 90s, 30m, 8h, 2d, 1w or 1h30m, or as 08:30 (UTC).`,
  );
}
