/** One page of many rows. */
export interface Paged<T> {
  readonly rows: readonly T[];
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

/** Clamps what a query asks for to the pages that there are. */
export function paged<T>(rows: readonly T[], wanted: unknown, size = 50): Paged<T> {
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const page = Math.min(pages, Math.max(1, Math.floor(Number(wanted)) || 1));
  return { rows: rows.slice((page - 1) * size, page * size), page, pages, total: rows.length };
}

/** The way to the other pages; nothing where there is only one. */
export function Pager({ of, href }: { readonly of: Paged<unknown>; readonly href: (page: number) => string }) {
  if (of.pages === 1) return null;
  return (
    <nav class="pager" aria-label="Pages">
      {of.page > 1 ? <a href={href(of.page - 1)}>Newer</a> : null}
      <span>
        Page {of.page} of {of.pages} <span class="muted">({of.total} in all)</span>
      </span>
      {of.page < of.pages ? <a href={href(of.page + 1)}>Older</a> : null}
    </nav>
  );
}

/** A query with one of its values changed, as a link: `?service=github&page=2`. */
export function withQuery(query: object, change: Readonly<Record<string, string | number | undefined>>): string {
  const entries = Object.entries({ ...query, ...change }).filter(([, value]) => value !== undefined && value !== "");
  return `?${new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString()}`;
}
