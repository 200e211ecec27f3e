import type { ComponentChildren } from "preact";
import { assetUrl } from "../access/assets";

const sections = {
  Overview: "/",
  Apps: "/apps",
  Repositories: "/repositories",
  Requests: "/requests",
  Clock: "/clock",
} as const;

export type Section = keyof typeof sections;

export interface LayoutProps {
  readonly title: string;
  readonly section?: Section;
  /** The page's event stream. */
  readonly live?: string;
  /** The sandbox's time; left out for those who are not signed in. */
  readonly clock?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Layout({ title, section, live, clock, children }: LayoutProps) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · Sandbox`}</title>
        <link rel="icon" href={assetUrl("icon.svg")} />
        <link rel="stylesheet" href={assetUrl("console.css")} />
        <script src={assetUrl("console.js")} defer />
      </head>
      <body data-live={live}>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <header class="top">
          <a class="brand" href="/">
            <img src={assetUrl("icon.svg")} alt="" width="28" height="28" />
            Sandbox
          </a>
          {clock === undefined ? null : <Navigation section={section} />}
          {clock === undefined ? null : (
            <a class="clock" href="/clock" title="The sandbox's time">
              <span data-region="clock">{clock}</span>
            </a>
          )}
        </header>
        <main id="main" tabIndex={-1}>
          {children}
        </main>
      </body>
    </html>
  );
}

function Navigation({ section }: { readonly section: Section | undefined }) {
  return (
    <nav class="sections" aria-label="Sections">
      {Object.entries(sections).map(([name, href]) => (
        <a href={href} aria-current={name === section ? "page" : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}
