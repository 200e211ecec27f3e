import type { Account } from "../../../../../sandbox/runtime/machine/account";
import { runsAsRoot } from "../../../../../sandbox/runtime/machine/account";
import { AccountPool, TooManyProcesses } from "../../../../../sandbox/runtime/processes/accounts";

describe("the users that processes run as", () => {
  it("are as many as the sandbox runs processes, and one more when one has ended", () => {
    const pool = new AccountPool("/home/of/a/sandbox");
    const taken: Account[] = [];
    expect(() => {
      for (;;) taken.push(pool.take());
    }).toThrow(TooManyProcesses);
    expect(taken.length).toBeGreaterThan(100);
    expect(new Set(taken.map(({ uid }) => uid)).size).toBe(runsAsRoot() ? taken.length : 1);
    pool.giveBack(taken[7] as Account);
    expect(pool.take().uid).toBe(taken[7]?.uid);
    expect(() => pool.take()).toThrow(TooManyProcesses);
  });

  it("are others for the jobs of workflows", () => {
    const [dyno, job] = [new AccountPool("/a").take(), new AccountPool("/a", "job").take()];
    expect(dyno.uid === job.uid).toBe(!runsAsRoot());
  });
});
