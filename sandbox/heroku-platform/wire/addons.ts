import { addonPlans, findPlan, findService, type AddonPlan, type AddonService } from "../catalog/addon-services";
import { cedar } from "../catalog/places";
import { varsOfAttachment } from "../config-vars";
import type { Addon, Attachment } from "../entities";
import type { Platform } from "../platform";
import type { Wire } from "./wire";

/** The wire forms of add-ons. */

/** When the catalog's entries were made; Heroku gives each a date, and nobody depends on it. */
const CATALOG_DATE = "2024-05-01T00:00:00Z";

export interface Inlined {
  readonly plan: boolean;
  readonly service: boolean;
  /** The values of the config vars beside an attachment. */
  readonly configVars: boolean;
}

const price = (plan: AddonPlan): Wire => ({ cents: plan.cents, contract: false, unit: "month" });

export const serviceWire = (service: AddonService): Wire => ({
  cli_plugin_name: service.cliPlugin,
  created_at: CATALOG_DATE,
  human_name: service.humanName,
  id: service.id,
  name: service.name,
  state: "ga",
  supported_generations: [cedar],
  supports_multiple_installations: service.multiple,
  supports_sharing: service.sharing,
  updated_at: CATALOG_DATE,
});

export const planWire = (plan: AddonPlan): Wire => ({
  addon_service: { id: findService(plan.service)?.id, name: plan.service },
  compliance: [],
  created_at: CATALOG_DATE,
  default: plan.default,
  description: `${findService(plan.service)?.humanName ?? plan.service} ${plan.humanName}`,
  human_name: plan.humanName,
  id: plan.id,
  installable_inside_private_network: true,
  installable_outside_private_network: true,
  name: plan.name,
  price: price(plan),
  space_default: false,
  state: "ga",
  updated_at: CATALOG_DATE,
  visible: true,
});

export const plansOf = (service: AddonService): AddonPlan[] =>
  addonPlans.filter((plan) => plan.service === service.name);

export function addonWire(platform: Platform, addon: Addon, inlined: Inlined): Wire {
  const { apps, attachments } = platform.state;
  const app = apps.get(addon.appId);
  const plan = findPlan(addon.plan);
  const service = plan && findService(plan.service);
  if (!app || !plan || !service) throw new Error(`the add-on ${addon.name} has no app or no plan`);
  const own = attachments.filter((row) => row.addonId === addon.id && row.appId === addon.appId);
  return {
    actions: [],
    addon_service: inlined.service ? serviceWire(service) : { id: service.id, name: service.name },
    app: { id: app.id, name: app.name },
    billed_price: price(plan),
    billing_entity: { id: app.id, name: app.name, type: "app" },
    config_vars: own.flatMap((attachment) => varsOfAttachment(attachment, addon)),
    created_at: addon.createdAt,
    id: addon.id,
    name: addon.name,
    plan: inlined.plan ? planWire(plan) : { id: plan.id, name: plan.name },
    provider_id: addon.providerId,
    state: addon.state,
    updated_at: addon.updatedAt,
    web_url: `https://addons-sso.heroku.com/apps/${app.id}/addons/${addon.id}`,
  };
}

export function attachmentWire(platform: Platform, attachment: Attachment, inlined: Inlined): Wire {
  const { apps, addons } = platform.state;
  const addon = addons.get(attachment.addonId);
  const app = apps.get(attachment.appId);
  const owner = addon && apps.get(addon.appId);
  const plan = addon && findPlan(addon.plan);
  if (!addon || !app || !owner || !plan) throw new Error(`the attachment ${attachment.name} hangs on nothing`);
  return {
    addon: {
      app: { id: owner.id, name: owner.name },
      id: addon.id,
      name: addon.name,
      ...(inlined.plan ? { plan: planWire(plan) } : {}),
    },
    app: { id: app.id, name: app.name },
    created_at: attachment.createdAt,
    id: attachment.id,
    log_input_url: null,
    name: attachment.name,
    namespace: attachment.namespace,
    updated_at: attachment.updatedAt,
    web_url: `https://addons-sso.heroku.com/apps/${owner.id}/addons/${addon.id}`,
    ...(inlined.configVars ? { config_vars: varsOfAttachment(attachment, addon) } : {}),
  };
}
