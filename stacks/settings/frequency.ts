import { z } from "zod";

const allowed = [
  "every 10 minutes",
  "hourly at :MM (00, 10, 20, 30, 40 or 50)",
  "daily at HH:MM (UTC, on the hour or the half hour)",
] as const;

const forms = [/^every 10 minutes$/, /^hourly at :[0-5]0$/, /^daily at ([01]\d|2[0-3]):(00|30)$/];

/** When Heroku Scheduler runs a job: it knows these three forms and nothing else. */
export const frequency = z.string().refine((value) => forms.some((form) => form.test(value)), {
  error: (issue) =>
    `${JSON.stringify(issue.input)} is not a frequency that Heroku Scheduler has. Allowed: ${allowed.join("; ")}`,
});
