const bounds = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;
const names = ["", "", "", "jan feb mar apr may jun jul aug sep oct nov dec", "sun mon tue wed thu fri sat"];

/** The values that one field of a cron expression names. */
function field(text: string, index: number): Set<number> {
  const [low, high] = bounds[index]!;
  const words = names[index]!.split(" ");
  const number = (value: string): number => {
    const word = words.indexOf(value.toLowerCase());
    return word >= 0 ? word + low : Number(value) % (index === 4 ? 7 : Infinity);
  };
  const found = new Set<number>();
  for (const part of text.split(",")) {
    const [range = "", step = "1"] = part.split("/");
    const [from, to] =
      range === "*"
        ? [low, high]
        : [
            number(range.split("-")[0]!),
            range.includes("-") ? number(range.split("-")[1]!) : part.includes("/") ? high : number(range),
          ];
    for (let value = from; value <= to; value += Number(step) || 1) found.add(value);
  }
  return found;
}

/** The first minute (UTC) later than `after` that a cron expression of five fields names; undefined when there is none within a year. */
export function nextCron(expression: string, after: Date): Date | undefined {
  const texts = expression.trim().split(/\s+/);
  if (texts.length !== 5) return undefined;
  const [minutes, hours, days, months, weekdays] = texts.map(field) as [
    Set<number>,
    Set<number>,
    Set<number>,
    Set<number>,
    Set<number>,
  ];
  const either = texts[2] !== "*" && texts[4] !== "*";
  const at = new Date(Math.floor(after.getTime() / 60_000) * 60_000 + 60_000);
  const end = after.getTime() + 366 * 86_400_000;
  while (at.getTime() <= end) {
    const [day, weekday] = [days.has(at.getUTCDate()), weekdays.has(at.getUTCDay())];
    if (!months.has(at.getUTCMonth() + 1) || !(either ? day || weekday : day && weekday)) at.setUTCHours(24, 0, 0, 0);
    else if (!hours.has(at.getUTCHours())) at.setUTCHours(at.getUTCHours() + 1, 0, 0, 0);
    else if (!minutes.has(at.getUTCMinutes())) at.setUTCMinutes(at.getUTCMinutes() + 1);
    else return at;
  }
  return undefined;
}
