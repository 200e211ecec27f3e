import { IANAZone } from "luxon";
import { type Wrong } from "../../engine/definition";

export function hourOfDay(hour: number): Wrong[] {
  if (Number.isInteger(hour) && hour >= 0 && hour <= 23) return [];
  return [{ reason: `${hour} is not an hour of the day. Allowed: 0 to 23` }];
}

/** `america/chicago` is America/Chicago. */
export function canonicalTimezone(zone: string): string {
  const lower = zone.toLowerCase();
  if (lower === "utc") return "UTC";
  return Intl.supportedValuesOf("timeZone").find((known) => known.toLowerCase() === lower) ?? zone;
}

/** Heroku takes full names of the tz database and UTC, not abbreviations such as CST. */
export function timezone(zone: string): Wrong[] {
  if (zone.toUpperCase() === "UTC" || (zone.includes("/") && IANAZone.isValidZone(zone))) return [];
  return [
    {
      reason: `${JSON.stringify(zone)} is not a time zone. Allowed: names of the tz database, such as America/Chicago, or UTC`,
    },
  ];
}
