import { ownAccount } from "../../../../../sandbox/runtime/machine/account";
import { findIsolation, processGroup } from "../../../../../sandbox/runtime/processes/isolation";
import { launch } from "../../../../../sandbox/runtime/processes/launch";
import { uniqueSleep, untilGone } from "../../../../support/processes";

jest.setTimeout(30_000);

describe("where namespaces are forbidden", () => {
  it("a process still has its exit code, and its group is ended with it", async () => {
    const token = uniqueSleep();
    const argv = ["/bin/sh", "-c", `${token} & exit 5`];
    const request = { argv, account: ownAccount(), env: { PATH: "/usr/bin:/bin" }, cwd: "/", log: () => undefined };
    const run = await launch(request, processGroup);
    expect(await run.exited).toBe(5);
    expect(await untilGone(token)).toEqual([]);
  });

  it("a stop waits for the whole group", async () => {
    const lines: string[] = [];
    let seen: () => void;
    const up = new Promise<void>((done) => (seen = done));
    const log = (line: string) => (lines.push(line), line === "up" && seen());
    const inner = "trap 'sleep 0.2; echo finished; exit' TERM; echo up; while :; do sleep 0.01; done";
    const argv = ["/bin/sh", "-c", `bash -c "${inner}"; echo next`];
    const run = await launch(
      { argv, account: ownAccount(), env: { PATH: "/usr/bin:/bin" }, cwd: "/", log },
      processGroup,
    );
    await up;
    await run.stop();
    expect(lines).toContain("finished");
    expect(lines).not.toContain("next");
  });
});

it("finds the isolation that this machine allows", () => {
  expect(["namespace", "group", "bare"]).toContain(findIsolation(ownAccount()).kind);
});
