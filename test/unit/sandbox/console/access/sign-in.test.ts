import { SignIn } from "../../../../../sandbox/console/access/sign-in";

let now = Date.parse("2026-11-23T10:00:00Z");
const minute = 60_000;
const signIn = () => new SignIn("a secret of the sandbox", () => now);

test("an address lets one browser in, once", () => {
  const door = signIn();
  const token = door.issue();
  const opened = door.redeem(token);
  expect(door.admits(opened?.session)).toBe(true);
  expect(door.redeem(token)).toBeUndefined();
});

test("an address is good for five minutes", () => {
  const door = signIn();
  const token = door.issue();
  now += 6 * minute;
  expect(door.redeem(token)).toBeUndefined();
});

test("a session ends by itself, also when its cookie says otherwise", () => {
  const door = signIn();
  const { session, seconds } = door.redeem(door.issue())!;
  now += seconds * 1000 + 1;
  expect(door.admits(session)).toBe(false);
  const [, signature] = session.split(".");
  expect(door.admits(`${now + minute}.${signature}`)).toBe(false);
});

test("a session outlasts a restart, and is of no use to another sandbox", () => {
  const { session } = ((door) => door.redeem(door.issue())!)(signIn());
  expect(signIn().admits(session)).toBe(true);
  expect(new SignIn("another secret", () => now).admits(session)).toBe(false);
});

test.each([undefined, "", ".", "9999999999999.", "9999999999999.AAAA", "NaN.AAAA"])("%j is no session", (session) => {
  expect(signIn().admits(session)).toBe(false);
});
