import { renderToString } from "preact-render-to-string";
import { bytes } from "../../../../sandbox/console/ui/bytes";
import { Lines, linesOf } from "../../../../sandbox/console/ui/log";
import { Now } from "../../../../sandbox/console/ui/now";
import { Moment } from "../../../../sandbox/console/ui/parts";

const at = (moment: string | null) =>
  renderToString(
    <Now.Provider value={new Date("2026-11-23T10:00:00Z")}>
      <Moment at={moment} />
    </Now.Provider>,
  ).replace(/<[^>]*>/g, "");

test.each([
  ["2026-11-23T10:00:44Z", "23 Nov, 10:00 now"],
  ["2026-11-23T07:00:00Z", "23 Nov, 07:00 3 hr. ago"],
  ["2026-11-24T02:30:00-06:00", "24 Nov, 08:30 in 22 hr."],
  ["2019-03-04T15:12:09Z", "4 Mar 2019, 15:12 7 yr. ago"],
  [null, "never"],
])("the moment %j reads %j", (moment, text) => expect(at(moment)).toBe(text));

test.each([
  [0, "0 bytes"],
  [999, "999 bytes"],
  [32_700, "32.7 kB"],
  [85_300_000, "85.3 MB"],
  [1_234_567_890, "1.2 GB"],
])("%d bytes are %s", (count, text) => expect(bytes(count)).toBe(text));

test("lines of a terminal lose their colors, keep their text, and what failed stands out", () => {
  const text = "\u001b[32mok\u001b[0m\n##[error]it broke\n<b>&\n";
  expect(renderToString(<Lines of={linesOf(text)} />)).toBe('<p>ok</p><p class="bad">it broke</p><p>&lt;b>&amp;</p>');
});
