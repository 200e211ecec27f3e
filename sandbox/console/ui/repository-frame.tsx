import type { ComponentChildren } from "preact";
import { type Open, pullsOf } from "../read/repositories";
import { Tabs } from "./parts";

export type RepositoryPage = "Branches" | "Pull requests" | "Actions" | "Settings";

/** What all pages of one repository have. */
export function RepositoryFrame({
  open,
  page,
  children,
}: {
  readonly open: Open;
  readonly page: RepositoryPage;
  readonly children: ComponentChildren;
}) {
  const count = pullsOf(open).filter(({ state }) => state === "open").length;
  const tabs = [
    { title: "Branches", href: open.path },
    { title: "Pull requests", href: `${open.path}/pulls`, count },
    { title: "Actions", href: `${open.path}/runs` },
    { title: "Settings", href: `${open.path}/settings` },
  ];
  return (
    <>
      <header class="title">
        <h1>
          <a href="/repositories">Repositories</a> <span aria-hidden="true">/</span> {open.fullName}
        </h1>
        <span class="kind">{open.repository.visibility}</span>
      </header>
      <Tabs label={open.fullName} tabs={tabs} current={page} />
      {children}
    </>
  );
}
