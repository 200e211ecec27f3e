import { isProgram } from "../files";
import { buildWithGo, type Build } from "../go/build";
import { type Layout } from "../layout";
import { type Way } from "../ways";
import { actionsRunnerProgram } from "./programs";

export function runnerAlreadyHere(layout: Layout): Way<string> {
  return {
    name: "already here",
    attempt: async () => (isProgram(layout.actProgram) ? layout.actProgram : undefined),
  };
}

export function runnerGoBuild(layout: Layout, build: Build = buildWithGo): Way<string> {
  return {
    name: "built with Go",
    attempt: async (report) => {
      await build(actionsRunnerProgram(layout), layout, report);
      return layout.actProgram;
    },
  };
}
