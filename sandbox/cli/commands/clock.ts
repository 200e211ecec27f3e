import type { Command } from "commander";
import { Duration } from "luxon";
import { AdminClient, type ClockBody } from "../admin-client";
import { type CliContext, remark, say } from "../context";
import { parseSpan } from "../duration";
import { onlySubcommands } from "../only-subcommands";
import { Telling } from "../telling";

export function addClockCommand(program: Command, { home }: CliContext): void {
  const clock = program.command("clock").description("the sandbox's time: show it, let it pass at once, stop it");
  onlySubcommands(clock, async () => say(clockLine((await AdminClient.connect(home)).status.clock)));
  clock
    .command("advance <duration>")
    .description(
      "let time pass at once (8h, 30m, 2d, '90 s'), or until a time of day in UTC (08:30): all that falls due runs, one after the other",
    )
    .action(async (text: string) => {
      const { admin, status } = await AdminClient.connect(home);
      const from = new Date(status.clock.now);
      const ms = parseSpan(text, from);
      const told = new Telling({ from, ms }, say, remark);
      const ticking = setInterval(() => told.tick(), 500);
      const now = await admin.advance(ms, (happening) => told.add(happening)).finally(() => clearInterval(ticking));
      told.end();
      say(clockLine(now));
    });
  for (const verb of ["pause", "resume"] as const)
    clock
      .command(verb)
      .description(verb === "pause" ? "stand still: no job or backup falls due" : "go on from where it stands")
      .action(async () => {
        const { admin } = await AdminClient.connect(home);
        say(clockLine(await admin.call<ClockBody>("POST", `/clock/${verb}`)));
      });
}

/** `2026-11-23 10:00:00 UTC, 8 hours ahead of this machine, paused` */
export function clockLine({ now, ahead_ms: ahead, paused }: ClockBody): string {
  return `${now.slice(0, 19).replace("T", " ")} UTC${offset(ahead)}${paused ? ", paused" : ""}`;
}

function offset(ahead: number): string {
  // To advance takes a moment, during which this machine's clock goes on: "8 hours ahead", not "7 hours, 59 minutes, 58 seconds".
  const grain = Math.abs(ahead) < 60_000 ? 1 : 10;
  const seconds = Math.round(ahead / 1000 / grain) * grain;
  if (seconds === 0) return "";
  const words = Duration.fromObject({ days: 0, hours: 0, minutes: 0, seconds: Math.abs(seconds) })
    .normalize()
    .removeZeros()
    .toHuman();
  return `, ${words} ${seconds > 0 ? "ahead of" : "behind"} this machine`;
}
