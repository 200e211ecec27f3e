import type { ComponentChildren } from "preact";
import type { App } from "../../heroku-platform/entities";
import type { Platform } from "../../heroku-platform/platform";
import { webUrl } from "../../heroku-platform/urls";
import { Badge } from "./badge";
import { Tabs } from "./parts";

const pages = {
  Overview: "",
  Activity: "/activity",
  Backups: "/backups",
  Logs: "/logs",
  Settings: "/settings",
} as const;

/** What all pages of one app have: its name, the way to it, and to its other pages. */
export function AppFrame({
  platform,
  app,
  page,
  children,
}: {
  readonly platform: Platform;
  readonly app: App;
  readonly page: keyof typeof pages;
  readonly children: ComponentChildren;
}) {
  const tabs = Object.entries(pages).map(([title, path]) => ({ title, href: `/apps/${app.name}${path}` }));
  return (
    <>
      <header class="title">
        <h1>
          <a href="/apps">Apps</a> <span aria-hidden="true">/</span> {app.name}
        </h1>
        {app.maintenance ? <Badge tone="warn">maintenance mode</Badge> : null}
        <a class="button" href={webUrl(platform, app)} rel="noreferrer" target="_blank">
          Open app
        </a>
      </header>
      <Tabs label={app.name} tabs={tabs} current={page} />
      {children}
    </>
  );
}
