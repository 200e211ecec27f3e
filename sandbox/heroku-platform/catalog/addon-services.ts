import { stableUuid } from "../stable-uuid";

/** An add-on service of Heroku's marketplace. */
export interface AddonService {
  readonly id: string;
  readonly name: string;
  readonly humanName: string;
  readonly cliPlugin: string | null;
  readonly multiple: boolean;
  readonly sharing: boolean;
  /** The start of the names that add-ons get: `postgresql-curved-12345`. */
  readonly namePrefix: string;
  /** The name of the first attachment; a further one is called after a color. */
  readonly attachmentName: string;
  /** Why the sandbox cannot provision it. */
  readonly unavailable?: string;
}

export interface AddonPlan {
  readonly id: string;
  /** `heroku-postgresql:essential-0` */
  readonly name: string;
  readonly humanName: string;
  readonly service: string;
  readonly cents: number;
  readonly default: boolean;
  /** Of a database. */
  readonly connectionLimit: number;
}

const service = (name: string, humanName: string, more: Partial<AddonService>): AddonService => ({
  id: stableUuid(`addon-service:${name}`),
  name,
  humanName,
  cliPlugin: null,
  multiple: false,
  sharing: false,
  namePrefix: name,
  attachmentName: name.toUpperCase().replaceAll("-", "_"),
  ...more,
});

export const addonServices: readonly AddonService[] = [
  service("heroku-postgresql", "Heroku Postgres", {
    cliPlugin: "heroku-pg-extras",
    multiple: true,
    sharing: true,
    namePrefix: "postgresql",
    attachmentName: "DATABASE",
  }),
  service("scheduler", "Heroku Scheduler", {}),
  service("papertrail", "Papertrail", {
    unavailable: "there is no log service behind it; the app's log is read through log sessions",
  }),
  service("heroku-redis", "Heroku Key-Value Store", {
    multiple: true,
    sharing: true,
    unavailable: "there is no Redis server behind it, and an address that nobody answers would be a lie",
  }),
];

const plan = (name: string, humanName: string, dollars: number, connectionLimit = 0, isDefault = false): AddonPlan => ({
  id: stableUuid(`plan:${name}`),
  name,
  humanName,
  service: name.split(":")[0] ?? name,
  cents: dollars * 100,
  default: isDefault,
  connectionLimit,
});

const tier = (kind: string, label: string, prices: Readonly<Record<number, number>>): AddonPlan[] =>
  Object.entries(prices).map(([number, dollars]) =>
    plan(`heroku-postgresql:${kind}-${number}`, `${label} ${number}`, dollars, tierConnections[Number(number)] ?? 500),
  );
/** Connections of the standard and premium plans by their number. */
const tierConnections: Readonly<Record<number, number>> = { 0: 120, 2: 400 };

export const addonPlans: readonly AddonPlan[] = [
  plan("heroku-postgresql:essential-0", "Essential 0", 5, 20, true),
  plan("heroku-postgresql:essential-1", "Essential 1", 9, 20),
  plan("heroku-postgresql:essential-2", "Essential 2", 20, 40),
  ...tier("standard", "Standard", { 0: 50, 2: 200, 3: 400, 4: 750, 5: 1400, 6: 2000, 7: 3500, 8: 4500, 9: 9000 }),
  ...tier("premium", "Premium", { 0: 200, 2: 350, 3: 750, 4: 1200, 5: 2500, 6: 3500, 7: 6000, 8: 8500, 9: 16000 }),
  plan("scheduler:standard", "Standard", 0, 0, true),
  plan("papertrail:choklad", "Choklad", 0, 0, true),
  plan("heroku-redis:mini", "Mini", 3, 0, true),
];

/** By id or name. */
export const findService = (idOrName: string): AddonService | undefined =>
  addonServices.find(({ id, name }) => id === idOrName || name === idOrName);

/** By id, full name, or a service's name (then its default plan). */
export const findPlan = (idOrName: string): AddonPlan | undefined =>
  addonPlans.find(({ id, name }) => id === idOrName || name === idOrName) ??
  addonPlans.find(({ service: name, default: isDefault }) => isDefault && name === idOrName);

/** `essential`, `standard`, `premium` of `heroku-postgresql:essential-0`. */
export const tierOf = (planName: string): string => planName.split(":")[1]?.split("-")[0] ?? "";
