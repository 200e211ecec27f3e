import {
  ApiError,
  makeOnce,
  Refused,
  resource,
  string,
  stringMap,
  strings,
  undefinedIfGone,
} from "../engine/definition";
import { addonName, planName } from "./rules/names";
import { isPostgres, serviceOf, tierChange } from "./rules/plan";
import { reference } from "./rules/reference";
import { sameApp } from "./rules/same";
import { refuseWhenShared } from "./steps/refuse-when-shared";
import { waitForAddon } from "./steps/wait-for-addon";

export const addon = resource({
  name: "Addon",
  description: `
An add-on of an app, such as Heroku Postgres. Its creation waits until Heroku has provisioned it and its config vars are there. A creation that
takes longer than \`customTimeouts.create\` (20 minutes) keeps the add-on; the next \`up\` goes on waiting for it.

Another plan of the same service is an update in place. Heroku Postgres cannot change between tiers in place: that needs a new database
and a copy of the data, and is refused with the way to do it. Another service makes a new add-on.

Import by id or by name: \`pulumi import heroku:index:Addon database postgresql-round-12345\`.

## Example

\`\`\`typescript
const database = new heroku.Addon("database", { app: app.id, plan: "heroku-postgresql:essential-0" }, { protect: true });
\`\`\`
`,
  inputs: {
    app: string({
      description: "The id (or name) of the app that owns and pays for it.",
      required: true,
      forceNew: true,
      sameThing: sameApp,
    }),
    plan: string({
      description: "Service and plan: `heroku-postgresql:essential-0`, `scheduler:standard`.",
      required: true,
      forceNew: (old, now) => serviceOf(old) !== serviceOf(now),
      canonical: (plan) => plan.toLowerCase(),
      validate: planName,
    }),
    name: string({
      description: "The add-on's name, unique in all of Heroku; Heroku makes one up when none is given.",
      computed: true,
      validate: addonName,
    }),
    config: stringMap({
      description:
        'Options of the creation, such as `{ version: "16" }` for Heroku Postgres. Heroku does not tell them afterwards, and they cannot be changed.',
      // An imported add-on has none in the state: declaring them then must not make a new, empty database.
      forceNew: () => true,
      writeOnly: true,
    }),
  },
  outputs: {
    addonService: string({ description: "The service: `heroku-postgresql`.", required: true }),
    configVars: strings({
      description: 'The names of the config vars that it gives its app: `["DATABASE_URL"]`. Their values are not read.',
      required: true,
    }),
    providerId: string({ description: "The add-on's id at the service that provides it.", required: true }),
    state: string({
      description: "`provisioned`, or `provisioning` after a creation that was given up.",
      required: true,
    }),
    webUrl: string({ description: "The add-on's dashboard.", required: true }),
  },
  importForm: "the add-on's id or name",
  check({ plan }, olds) {
    const reason = plan && olds?.plan && tierChange(olds.plan, plan);
    return reason ? [{ property: "plan", reason }] : [];
  },
  async create({ app, plan, name, config }, context) {
    const { addons } = context.platform;
    const { id } = await makeOnce(
      {
        what: `add-on ${plan} of app ${app}`,
        make: () => addons.create(app, { plan, name, config }),
        alike: async () => (await addons.listOfApp(app)).filter((one) => one.addon_service.name === serviceOf(plan)),
      },
      context,
    );
    context.made(id);
    await waitForAddon(id, context);
  },
  async find(importId, { platform, signal }) {
    const addon = await platform.addons.get(importId, signal).catch(undefinedIfGone);
    return addon && { id: addon.id, inputs: { app: addon.app.id } };
  },
  async read(id, { inputs }, { platform, signal }) {
    const addon = await platform.addons.get(id, signal).catch(undefinedIfGone);
    if (!addon || addon.state === "deprovisioning" || addon.state === "deprovisioned") return undefined;
    const { name, app, plan, addon_service, config_vars, provider_id, state, web_url } = addon;
    return {
      inputs: { app: reference(inputs.app, app), plan: plan.name, name },
      outputs: {
        ...{ addonService: addon_service.name, configVars: config_vars, state },
        ...{ providerId: provider_id ?? "", webUrl: web_url ?? "" },
      },
    };
  },
  async update(id, { plan, name, config }, { inputs }, context) {
    if (config && !inputs.config)
      context.log("warning", "config is for the creation only: this add-on was made without it");
    const { platform, signal } = context;
    const live = await platform.addons.get(id, signal);
    if (name !== undefined && name !== live.name) await platform.addons.update(live.app.id, id, { name });
    if (plan !== live.plan.name)
      await platform.addons.update(live.app.id, id, { plan }).catch((error: unknown) => refusePlan(error, plan));
    await waitForAddon(id, context);
  },
  async delete(id, _known, context) {
    const addon = await context.platform.addons.get(id, context.signal);
    await refuseWhenShared([addon], context);
    await context.platform.addons.delete(addon.app.id, id);
  },
});

/** Heroku decides which plans of a database can follow which in place; its words, and the way when they cannot. */
function refusePlan(error: unknown, plan: string): never {
  if (!(error instanceof ApiError) || error.status !== 422 || !isPostgres(plan)) throw error;
  throw new Refused(
    "plan_refused",
    `${error.message}. A database that cannot change in place is moved: \`penny upgrade\` guides through it`,
  );
}
