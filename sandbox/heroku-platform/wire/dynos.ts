import type { Dyno } from "../components/dyno";
import type { App } from "../entities";
import { appRef, type Wire } from "./wire";

export const dynoWire = (app: App, dyno: Dyno, attachUrl: string | null = null): Wire => ({
  app: appRef(app),
  attach_url: attachUrl,
  command: dyno.command,
  created_at: dyno.createdAt,
  id: dyno.id,
  name: dyno.name,
  release: dyno.release,
  size: dyno.size,
  state: dyno.state,
  type: dyno.type,
  updated_at: dyno.updatedAt,
});
