/** An answer that differs from the vendor's schema on purpose. */
export interface Deviation {
  /** `GET /apps/:/…`, with each identity as `:`. */
  readonly endpoint: RegExp;
  /** The violation, as the contract test words it. */
  readonly violation: RegExp;
  readonly reason: string;
}

export const herokuPlatformDeviations: readonly Deviation[] = [
  {
    endpoint: /apps|acm/,
    violation: /^\/web_url must match pattern/,
    reason: "the sandbox's router serves http://<name>-<hex>.localhost:<port>/ on this machine, not herokuapp.com",
  },
  {
    endpoint: /\/domains(\/|$)/,
    violation: /^\/hostname must match format "uri"/,
    reason: "Heroku answers with a bare host name, too: its schema's format is stricter than its answers",
  },
  {
    endpoint: /addons/,
    violation: /^\/provision_message is missing$/,
    reason: "only clients that send X-Heroku-Legacy-Provider-Messages get it, as the heroku CLI does",
  },
];
