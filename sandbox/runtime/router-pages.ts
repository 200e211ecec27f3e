/** An error of Heroku's router. Source: https://devcenter.heroku.com/articles/error-codes */
export interface RouterError {
  readonly code: string;
  readonly description: string;
  /** What a visitor reads. */
  readonly title: string;
  readonly text: string;
}

const failed = (code: string, description: string): RouterError => ({
  code,
  description,
  title: "Application error",
  text: "An error occurred in the application and your page could not be served. If you are the application owner, check your logs for details.",
});

export const routerErrors = {
  H10: failed("H10", "App crashed"),
  H12: failed("H12", "Request timeout"),
  H13: failed("H13", "Connection closed without response"),
  H14: failed("H14", "No web processes running"),
  H20: failed("H20", "App boot timeout"),
  H21: failed("H21", "Backend connection refused"),
  H80: {
    code: "H80",
    description: "Maintenance mode",
    title: "Offline for Maintenance",
    text: "This application is undergoing maintenance right now. Please check back later.",
  },
} as const satisfies Record<string, RouterError>;

export const errorPage = ({ title, text, code }: RouterError): string =>
  page(title, `<h1>${title}</h1><p>${text}</p><p><small>${code}</small></p>`);

export function noSuchApp(hosts: readonly string[]): string {
  const list = hosts.map((host) => `<li><code>${host}</code></li>`).join("");
  const hint =
    list === ""
      ? "<p>The sandbox has no apps yet.</p>"
      : `<p>The sandbox serves these hosts. Where such names do not resolve, send one as the Host header:</p><ul>${list}</ul>`;
  return page("No such app", `<h1>No such app</h1><p>There is no app configured at that hostname.</p>${hint}`);
}

const page = (title: string, body: string): string =>
  `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">` +
  `<title>${title}</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:36em;margin:12vh auto;padding:0 1em;color-scheme:light dark}</style>` +
  `</head><body>${body}</body></html>\n`;
