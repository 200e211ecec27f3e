import { type Command } from "commander";

/** `--app` and `--json`, the same everywhere. */
export function withCommonOptions(command: Command): Command {
  return command
    .option("-a, --app <name>", "the Heroku app; without it, production's")
    .option("--json", "one JSON document on stdout, everything for people on stderr");
}
