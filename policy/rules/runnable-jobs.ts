import { type Declared, ofType, type Rule } from "../rule";

/** What Scheduler has, https://devcenter.heroku.com/articles/scheduler; the seconds between two runs. */
const frequencies: readonly [RegExp, number][] = [
  [/^every 10 minutes$/, 600],
  [/^hourly at :[0-5]0$/, 3600],
  [/^daily at ([01]\d|2[0-3]):(00|30)$/, 86_400],
];
const servers = /\b(gunicorn|uvicorn|daphne|runserver|celery (-A \S+ )?(worker|beat)|npm (run )?start)\b/;

export const runnableJobs: Rule = {
  kind: "stack",
  id: "runnable-jobs",
  title: "Heroku Scheduler can run every job as declared",
  reason: "Scheduler runs one-off dynos at three frequencies only, and stops what is still there at the next run.",
  mend: "Change jobs in Pulumi.<stack>.yaml; what must run all the time is a process type of the Procfile instead.",
  check: (resources) => {
    const jobs = ofType(resources, "heroku:index:SchedulerJob");
    const scheduler = ofType(resources, "heroku:index:Addon").some(({ props }) =>
      String(props.plan).startsWith("scheduler"),
    );
    const without = jobs.length > 0 && !scheduler ? [{ message: "Jobs are declared without Scheduler's add-on." }] : [];
    return [...without, ...jobs.flatMap((resource) => problems(resource).map((message) => ({ message, resource })))];
  },
};

function problems({ name, props }: Declared): string[] {
  const command = String(props.command ?? "").trim();
  const seconds = frequencies.find(([form]) => form.test(String(props.frequency)))?.[1];
  const duration = Number(/--duration[ =](\d+)/.exec(command)?.[1] ?? 0);
  return [
    ...(seconds === undefined
      ? [`The job ${name} has a frequency that Scheduler lacks: ${String(props.frequency)}.`]
      : []),
    ...(command === "" ? [`The job ${name} has no command.`] : []),
    ...(servers.test(command) ? [`The job ${name} runs a server, which never ends.`] : []),
    ...(seconds !== undefined && duration > seconds
      ? [`The job ${name} runs for ${duration} s, but begins anew every ${seconds} s.`]
      : []),
  ];
}
