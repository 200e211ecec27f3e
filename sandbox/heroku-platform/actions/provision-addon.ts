import { randomUUID } from "node:crypto";
import type { Ticker } from "../../kit/clock";
import type { Database } from "../../runtime/types";
import { findPlan, findService, type AddonPlan, type AddonService } from "../catalog/addon-services";
import type { Addon, App } from "../entities";
import { invalidParams, notInSandbox } from "../errors";
import { newAddonName, newColorName } from "../naming";
import type { Platform } from "../platform";
import { copyOf } from "./copy-database";
import { createRelease } from "./create-release";
import { forkSource } from "./fork-source";

export interface NewAddon {
  readonly plan: string;
  readonly name?: string;
  readonly attachment?: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** The plan and its service; the words of Heroku's refusal are those that its CLI looks for. */
export function planWithService(name: string): { plan: AddonPlan; service: AddonService } {
  const plan = findPlan(name);
  const service = plan && findService(plan.service);
  if (!plan || !service)
    throw invalidParams(`Couldn't find either the add-on service or the add-on plan of "${name}".`);
  if (service.unavailable) throw notInSandbox(`the add-on ${plan.name}`, service.unavailable);
  return { plan, service };
}

/** Orders an add-on: it is `provisioning`, and attached, until the clock says that it is done. */
export function orderAddon(platform: Platform, app: App, userId: string, wanted: NewAddon): Addon {
  const { state } = platform;
  const { plan, service } = planWithService(wanted.plan);
  if (!service.multiple && hasService(platform, app.id, service.name))
    throw invalidParams(`${app.name} already has the ${service.name} add-on, and can have it only once.`);
  const forkOf = forkSource(platform, app, plan, wanted.config)?.id;
  const taken = (name: string): boolean => state.addons.find((row) => row.name === name) !== undefined;
  const name = wanted.name ?? newAddonName(service.namePrefix, taken);
  if (!/^[a-zA-Z][A-Za-z0-9_-]+$/.test(name)) throw invalidParams(`Name ${name} is not a valid name of an add-on.`);
  if (taken(name)) throw invalidParams(`Name ${name} is already taken`);
  const attachment = wanted.attachment ?? freeAttachmentName(platform, app.id, service);
  const addon = state.addons.insert({
    id: randomUUID(),
    appId: app.id,
    name,
    plan: plan.name,
    state: "provisioning",
    dueAt: new Date(platform.options.clock.now().getTime() + (platform.options.provisioningMs ?? 1500)).toISOString(),
    config: wanted.config,
    forkOf,
    providerId: randomUUID(),
    userId,
    database: null,
    ...platform.stamps(),
  });
  state.attachments.insert({
    id: randomUUID(),
    addonId: addon.id,
    appId: app.id,
    name: attachment,
    namespace: null,
    ...platform.stamps(),
  });
  return addon;
}

/** `DATABASE` for the first database, `HEROKU_POSTGRESQL_<COLOR>` for a further one. */
export function freeAttachmentName(platform: Platform, appId: string, service: AddonService): string {
  const taken = (name: string): boolean =>
    platform.state.attachments.find((row) => row.appId === appId && row.name === name) !== undefined;
  return taken(service.attachmentName) ? newColorName(service.name, taken) : service.attachmentName;
}

const hasService = (platform: Platform, appId: string, service: string): boolean =>
  platform.state.addons.find((row) => row.appId === appId && row.plan.startsWith(`${service}:`)) !== undefined;

/** Ends provisionings that are due: the database is made, its config var set, and the release of the attachment made. */
export class Provisioning implements Ticker {
  readonly name = "heroku add-ons";
  private readonly inWork = new Map<string, Promise<void>>();

  constructor(private readonly platform: Platform) {}

  nextDue(): Date | undefined {
    const waiting = this.waiting().map(({ dueAt }) => Date.parse(dueAt));
    return waiting.length > 0 ? new Date(Math.min(...waiting)) : undefined;
  }

  async run(due: Date): Promise<void> {
    for (const addon of this.waiting())
      if (Date.parse(addon.dueAt) <= due.getTime()) this.inWork.set(addon.id, this.provision(addon));
  }

  async settle(): Promise<void> {
    await Promise.all(this.inWork.values());
  }

  private waiting(): Addon[] {
    return this.platform.state.addons.filter(({ id, state }) => state === "provisioning" && !this.inWork.has(id));
  }

  private async provision(addon: Addon): Promise<void> {
    try {
      await finishProvisioning(this.platform, addon);
      await this.platform.options.store.flush();
      this.inWork.delete(addon.id);
    } catch (error) {
      // It stays `provisioning`, as an add-on of Heroku's does that its partner cannot make; a restart tries again.
      process.stderr.write(`heroku: the add-on ${addon.name} could not be provisioned: ${(error as Error).message}\n`);
      this.platform.logs.add(addon.appId, "heroku", "addons", `${addon.name}: ${(error as Error).message}`);
    }
  }
}

async function finishProvisioning(platform: Platform, addon: Addon): Promise<void> {
  const { state, options } = platform;
  const database = await databaseFor(platform, addon);
  if (!state.addons.get(addon.id)) {
    if (database) await options.databases.dropDatabase(database);
    return;
  }
  state.addons.update(addon.id, { state: "provisioned", database, updatedAt: platform.timestamp() });
  for (const { appId, name } of state.attachments.where("addonId", addon.id))
    createRelease(platform, appId, {
      description: `Attach ${name} (@ref:${addon.name})`,
      userId: addon.userId,
      releasePhase: false,
    });
}

/** A new database, with what the source holds when it is a fork; null for an add-on that is none. */
async function databaseFor(platform: Platform, addon: Addon): Promise<Database | null> {
  const { state, options } = platform;
  const connectionLimit = findPlan(addon.plan)?.connectionLimit ?? 0;
  if (connectionLimit === 0) return null;
  const source = addon.forkOf === undefined ? undefined : state.addons.get(addon.forkOf)?.database;
  if (!source) return options.databases.createDatabase({ connectionLimit });
  return copyOf(platform, source, connectionLimit);
}
