import { provideCli, provideGithubPlugin } from "../engine";
import { type Cli } from "../install/already-here";
import { type Layout } from "../layout";
import { type Step } from "../report";
import { versions } from "../versions";

/** The steps that bring the engine onto the machine; `cli()` is known once they have run. */
export function engineSteps(layout: Layout): { readonly steps: readonly Step[]; cli(): Cli } {
  let cli: Cli | undefined;
  const known = () => {
    if (cli === undefined) throw new Error("the engine's set-up has not run");
    return cli;
  };
  const steps: Step[] = [
    {
      title: `Pulumi ${versions.pulumi}`,
      run: async (report) => {
        const { way, result } = await provideCli(layout, report);
        cli = result;
        return way;
      },
    },
    {
      title: `GitHub plugin ${versions.githubPlugin}`,
      run: async (report) => (await provideGithubPlugin(layout, known(), report)).way,
    },
  ];
  return { steps, cli: known };
}
