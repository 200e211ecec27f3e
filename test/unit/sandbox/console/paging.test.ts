import { paged, withQuery } from "../../../../sandbox/console/paging";

const rows = Array.from({ length: 101 }, (_, index) => index);

test("many rows come in pages, the last of which may be short", () => {
  expect(paged(rows, "1")).toMatchObject({ page: 1, pages: 3, total: 101 });
  expect(paged(rows, "3").rows).toEqual([100]);
});

test.each(["0", "-4", "x", undefined, "1e99", "2.7"])("page %j is one that there is", (wanted) => {
  const { page, pages, rows: shown } = paged(rows, wanted);
  expect(page).toBeGreaterThanOrEqual(1);
  expect(page).toBeLessThanOrEqual(pages);
  expect(shown.length).toBeGreaterThan(0);
});

test("no rows are one empty page", () => expect(paged([], "5")).toEqual({ rows: [], page: 1, pages: 1, total: 0 }));

test("a link to another page keeps the rest of the query", () => {
  expect(withQuery({ q: "a&b", page: "1" }, { page: 2 })).toBe("?q=a%26b&page=2");
  expect(withQuery({ q: "" }, { page: undefined })).toBe("?");
});
