import { isProgram } from "../files";
import { buildWithGo, type Build, type GoProgram } from "../go/build";
import { type Layout } from "../layout";
import { type Way } from "../ways";

/** A tool that a build from its Go module alone brings: found where that puts it. */
export function toolAlreadyHere({ target }: GoProgram): Way<string> {
  return {
    name: "already here",
    attempt: async () => (isProgram(target) ? target : undefined),
  };
}

export function toolGoBuild(program: GoProgram, layout: Layout, build: Build = buildWithGo): Way<string> {
  return {
    name: "built with Go",
    attempt: async (report) => {
      await build(program, layout, report);
      return program.target;
    },
  };
}
