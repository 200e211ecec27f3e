import { rm } from "node:fs/promises";
import type { Platform } from "../platform";

/** After a start: what the end of the sandbox cut off has failed, and the dynos of the formations run again. */
export async function recover(platform: Platform): Promise<void> {
  const { state } = platform;
  const updatedAt = platform.timestamp();
  for (const { id } of state.builds.filter(({ status }) => status === "pending"))
    state.builds.update(id, { status: "failed", updatedAt });
  for (const { id } of state.releases.filter(({ status }) => status === "pending"))
    state.releases.update(id, { status: "failed", updatedAt });
  await rm(platform.path("archives"), { recursive: true, force: true });
  await rm(platform.path("moves"), { recursive: true, force: true });
  for (const { id } of state.apps.all()) platform.dynos.reconcile(id);
}
