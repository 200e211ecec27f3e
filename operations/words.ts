/** `8 s`, `3 min 20 s`, `5 h 10 min`, `2 d 4 h`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [minutes, hours, days] = [Math.floor(seconds / 60), Math.floor(seconds / 3600), Math.floor(seconds / 86_400)];
  const both = (big: number, unit: string, small: number, smaller: string) =>
    small === 0 ? `${big} ${unit}` : `${big} ${unit} ${small} ${smaller}`;
  if (days > 0) return both(days, "d", hours % 24, "h");
  if (hours > 0) return both(hours, "h", minutes % 60, "min");
  if (minutes > 0) return both(minutes, "min", seconds % 60, "s");
  return `${seconds} s`;
}

/** `1.5 GB`, with units of 1024 as Heroku shows them. */
export function size(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}

/** `2026-11-23 10:00 UTC`. */
export function moment(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

export const plural = (count: number, word: string, words = `${word}s`): string =>
  `${count} ${count === 1 ? word : words}`;
