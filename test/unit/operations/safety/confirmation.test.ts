import { PassThrough } from "node:stream";
import { confirm, NotConfirmed } from "../../../../operations/safety/confirmation";

function asking(answer: string, isTTY = true) {
  const input = Object.assign(new PassThrough(), { isTTY });
  input.write(answer);
  return { input, output: Object.assign(new PassThrough(), { isTTY }) };
}

describe("confirmation", () => {
  it("is the app's name, typed", async () => {
    await expect(confirm("penny-university", {}, asking("penny-university\n"))).resolves.toBeUndefined();
    await expect(confirm("penny-university", {}, asking("yes\n"))).rejects.toThrow('"yes" is not penny-university');
  });

  it("is given up by Ctrl-C, which is no defect", async () => {
    await expect(confirm("penny-university", {}, asking("\u0003"))).rejects.toMatchObject({
      id: "interrupted",
      message: "interrupted: nothing was changed",
    });
  });

  it("is --yes only beside the app's name", async () => {
    await expect(
      confirm("penny-university", { yes: true, app: "penny-university" }, asking("", false)),
    ).resolves.toBeUndefined();
    await expect(confirm("penny-university", { yes: true }, asking("", false))).rejects.toThrow(NotConfirmed);
  });

  it("is not given by a pipe", async () => {
    await expect(confirm("penny-university", {}, asking("penny-university\n", false))).rejects.toThrow(
      /nobody is there/,
    );
  });
});
