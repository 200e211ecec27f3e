/** A time in Heroku's form: UTC, to the second. */
export const isoSeconds = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, "Z");
