import { judgeApproval } from "../../../../operations/plans/approval";
import { fingerprint } from "../../../../review/steps";
import { change } from "../../review/previews";

const scale = change("update", "heroku:index:Formation", "web", [["quantity", "1", "2"]]);
const hour = change("update", "heroku:index:BackupSchedule", "database-backups", [["hour", "2", "4"]]);
const renewal = change("replace", "heroku:index:OauthAuthorization", "deploy", [
  ["expiresAt", "2026-12-01", "(known after it is made)"],
]);

describe("an up", () => {
  it("goes on with exactly the steps that were approved", () => {
    expect(judgeApproval([scale], fingerprint([scale]))).toBe("approved");
    expect(judgeApproval([scale, hour], fingerprint([scale]))).toBe("different");
    expect(judgeApproval([hour], fingerprint([scale, hour]))).toBe("different");
  });

  it("does not go on with steps that nobody has seen", () => {
    expect(judgeApproval([scale], undefined)).toBe("unseen");
  });

  it("needs nobody's word when there is nothing to do", () => {
    expect(judgeApproval([], undefined)).toBe("nothing");
    expect(judgeApproval([], fingerprint([scale]))).toBe("nothing");
  });

  it("renews a token by itself, but nothing along with it", () => {
    expect(judgeApproval([renewal], undefined)).toBe("renewal");
    expect(judgeApproval([renewal, scale], undefined)).toBe("unseen");
  });
});
