import { DateTime } from "luxon";
import type { Clock } from "../../kit/clock";
import { Icon } from "./icon";

/** The sandbox's time to the second. */
export function ClockLine({ clock }: { readonly clock: Pick<Clock, "now" | "paused"> }) {
  const now = DateTime.fromJSDate(clock.now(), { zone: "utc" });
  return (
    <>
      {clock.paused ? <Icon name="dash" /> : null}
      {now.toFormat("d LLL yyyy, HH:mm:ss")} UTC{clock.paused ? ", paused" : ""}
    </>
  );
}
