import { type Context, integer, isNotFound, Refused, resource, string, undefinedIfGone } from "../engine/definition";
import { canonicalDynoSize, dynoSize, tooManyDynos } from "./rules/dyno-size";
import { processType, quantity } from "./rules/process";
import { reference, splitImportId } from "./rules/reference";
import { sameApp } from "./rules/same";

export const formation = resource({
  name: "Formation",
  description: `
How many dynos of which size run one process type of an app. Process types come with the first release: deploy first (\`Build\`).

Deleting it scales the process type to 0; with \`retainOnDelete\` the dynos keep running.

Import by the app (its id or name) and the process type: \`pulumi import heroku:index:Formation web penny-university/web\`.

## Example

\`\`\`typescript
new heroku.Formation("web", { app: app.id, type: "web", quantity: 1, size: "Basic" }, { dependsOn: build });
\`\`\`
`,
  inputs: {
    app: string({ description: "The app's id (or name).", required: true, forceNew: true, sameThing: sameApp }),
    type: string({
      description: "The process type, as the app's Procfile names it: `web`.",
      required: true,
      forceNew: true,
      validate: processType,
    }),
    quantity: integer({ description: "How many dynos run, 0 or more.", required: true, validate: quantity }),
    size: string({
      description:
        "The size of a dyno: `Eco`, `Basic`, `Standard-1X`, … An app cannot mix Eco or Basic with other sizes.",
      computed: true,
      canonical: canonicalDynoSize,
      validate: dynoSize,
    }),
  },
  outputs: {
    command: string({ description: "What its dynos run.", required: true }),
  },
  importForm: "APP/TYPE: the app's id or name, the process type",
  check({ size, quantity: dynos }) {
    const reason = tooManyDynos(size, dynos);
    return reason ? [{ property: "quantity", reason }] : [];
  },
  refuse: (known, { size = known.size, quantity: dynos }) => tooManyDynos(size, dynos),
  async create({ app, type, ...scale }, context) {
    try {
      context.made((await context.platform.formations.update(app, type, scale)).id);
    } catch (error) {
      throw isNotFound(error) ? await noProcessType(app, type, context) : error;
    }
  },
  async find(importId, { platform, signal }) {
    const parts = splitImportId(importId);
    if (!parts) throw new Refused("import_id", `${importId} is not APP/TYPE, such as penny-university/web`);
    const found = await platform.formations.get(parts.parent, parts.rest, signal).catch(undefinedIfGone);
    return found && { id: found.id, inputs: { app: found.app.id, type: found.type } };
  },
  async read(_id, { inputs }, { platform, signal }) {
    const found = await platform.formations.get(inputs.app, inputs.type, signal).catch(undefinedIfGone);
    if (!found) return undefined;
    const { app, type, quantity: dynos, size, command } = found;
    const live = { app: reference(inputs.app, app), type, quantity: dynos, size: canonicalDynoSize(size) };
    return { inputs: live, outputs: { command } };
  },
  async update(_id, { app, type, ...scale }, _known, { platform }) {
    await platform.formations.update(app, type, scale);
  },
  async delete(_id, { inputs, outputs }, { platform }) {
    await platform.formations.update(inputs.app ?? outputs.app ?? "", inputs.type ?? outputs.type ?? "", {
      quantity: 0,
    });
  },
});

async function noProcessType(app: string, type: string, { platform, signal }: Context): Promise<Refused> {
  const types = (await platform.formations.list(app, signal)).map((formation) => formation.type).join(", ");
  const has = types
    ? `It has ${types}: is \`${type}\` in the Procfile?`
    : "It has none before its first release: deploy first, by a Build or `git push`";
  return new Refused("no_process_type", `app ${app} has no process type ${type}. ${has}`);
}
