/** What lets Pulumi's programs start quickly. What the caller has in NODE_OPTIONS comes last, and so wins. */
export function programEnvironment({ NODE_OPTIONS }: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  return {
    PULUMI_SKIP_UPDATE_CHECK: "true",
    // Types are checked by `npm test`; checking them in every run costs two seconds.
    PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    // Pulumi notes where each promise was made, by way of source maps: ten frames deep, a third of a second of a preview.
    NODE_OPTIONS: ["--stack-trace-limit=3", NODE_OPTIONS].filter(Boolean).join(" "),
  };
}
