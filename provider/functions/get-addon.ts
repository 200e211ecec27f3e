import { dataSource, string, strings } from "../engine/definition";

export const getAddon = dataSource({
  name: "getAddon",
  description: "An add-on that this program does not own.",
  inputs: {
    name: string({ description: "The add-on's name (or id).", required: true }),
    app: string({ description: "The id or name of an app it belongs to; needed when `name` is that of a service." }),
  },
  outputs: {
    id: string({ description: "The add-on's UUID.", required: true }),
    name: string({ description: "The add-on's name.", required: true }),
    appId: string({ description: "The UUID of the app that owns it.", required: true }),
    plan: string({ description: "Service and plan: `heroku-postgresql:essential-0`.", required: true }),
    addonService: string({ description: "The service: `heroku-postgresql`.", required: true }),
    configVars: strings({ description: "The names of its config vars.", required: true }),
    providerId: string({ description: "The add-on's id at the service that provides it.", required: true }),
    state: string({
      description: "`provisioning`, `provisioned`, `deprovisioning` or `deprovisioned`.",
      required: true,
    }),
    webUrl: string({ description: "The add-on's dashboard.", required: true }),
  },
  async invoke({ name, app }, { platform, signal }) {
    const found = app ? platform.addons.getOfApp(app, name, signal) : platform.addons.get(name, signal);
    const addon = await found;
    const { plan, addon_service, config_vars, provider_id, state, web_url } = addon;
    return {
      ...{
        id: addon.id,
        name: addon.name,
        appId: addon.app.id,
        plan: plan.name,
        addonService: addon_service.name,
        state,
      },
      ...{ configVars: config_vars, providerId: provider_id ?? "", webUrl: web_url ?? "" },
    };
  },
});
