import { Mask } from "../../../../../sandbox/runtime/actions/mask";

const secret = 'p&ss<w>0rd"with\\slash';

describe("a mask", () => {
  it("hides secrets whole and line by line, the longest first", () => {
    const mask = new Mask(["abc", "abcdef", "first line\r\n  second line\n"]);
    expect(mask.hide("abcdef abc")).toBe("*** ***");
    expect(mask.hide("only second line")).toBe("only ***");
  });

  it.each([
    ["JSON", JSON.stringify({ key: secret })],
    ["an address", `?q=${encodeURIComponent(secret)}`],
    ["XML", "<a>p&amp;ss&lt;w&gt;0rd&quot;with\\slash</a>"],
    ["base64", Buffer.from(secret).toString("base64")],
  ])("hides a secret written as %s", (_, text) => {
    const hidden = new Mask([secret]).hide(text);
    expect(hidden).toContain("***");
    expect(hidden).not.toMatch(/ss.*w.*rd|c3M8/);
  });

  it.each(["", "u", "us", "user:"])("hides a secret inside of a base64 that begins with %j", (before) => {
    const encoded = Buffer.from(`${before}${secret}`).toString("base64");
    const hidden = new Mask([secret]).hide(encoded);
    const left = Buffer.from(hidden.replace("***", ""), "base64").toString("latin1");
    expect(hidden).toContain("***");
    expect(left).not.toContain(secret.slice(2, -2));
  });

  it("hides each line of a secret in JSON", () => {
    const text = JSON.stringify('-----BEGIN-----\nabc "quoted"\n-----END-----');
    const hidden = new Mask(['-----BEGIN-----\nabc "quoted"\n-----END-----']).hide(text);
    expect(hidden).toBe('"***"');
  });
});
