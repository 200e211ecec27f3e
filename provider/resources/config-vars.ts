import { Refused, resource, string, stringMap, undefinedIfGone } from "../engine/definition";
import { configVarNames } from "./rules/names";
import { sameApp } from "./rules/same";
import { setConfigVars } from "./steps/set-config-vars";
import { waitForRelease } from "./steps/wait-for-release";

export const configVars = resource({
  name: "ConfigVars",
  description: `
Config vars of an app. Only the declared ones are owned: those that people or add-ons set are neither read nor touched. A var that is taken
out of the declaration is unset. All changes go in one request, and so make one release and one restart.

Import names the vars to own, the plain ones and, behind a second slash, the sensitive ones:
\`pulumi import heroku:index:ConfigVars web penny-university/FRONT_END_HOST,DJANGO_SETTINGS_MODULE/SECRET_KEY\`.

## Example

\`\`\`typescript
new heroku.ConfigVars("web", {
  app: app.id,
  vars: { DJANGO_SETTINGS_MODULE: "penny_university.settings.prod" },
  sensitiveVars: { SECRET_KEY: config.requireSecret("SECRET_KEY") },
});
\`\`\`
`,
  inputs: {
    app: string({ description: "The app's id (or name).", required: true, forceNew: true, sameThing: sameApp }),
    vars: stringMap({
      description: 'Vars whose values anybody may see in the state and in previews: `{ LOG_LEVEL: "info" }`.',
      validate: configVarNames,
    }),
    sensitiveVars: stringMap({
      description: "Vars whose values are secret: encrypted in the state, hidden in previews and in errors.",
      secret: true,
      validate: configVarNames,
    }),
  },
  outputs: {},
  importForm: "APP/PLAIN,NAMES/SENSITIVE,NAMES",
  check({ vars = {}, sensitiveVars = {} }) {
    return Object.keys(sensitiveVars)
      .filter((name) => Object.hasOwn(vars, name))
      .map((name) => ({
        property: "vars",
        path: `[${JSON.stringify(name)}]`,
        reason: "it stands in vars and in sensitiveVars: keep one",
      }));
  },
  async create({ app, vars, sensitiveVars }, context) {
    const { id } = await context.platform.apps.get(app, context.signal);
    const release = await setConfigVars(id, { ...vars, ...sensitiveVars }, [], context);
    context.made(id);
    if (release) await waitForRelease(id, release.id, context);
  },
  async find(importId, { platform, signal }) {
    const [app = "", ...lists] = importId.split("/");
    const [plain, sensitive] = lists.map((list) => list.split(",").filter(Boolean));
    const found = await platform.apps.get(app, signal).catch(undefinedIfGone);
    if (!found) return undefined;
    if (!plain?.length && !sensitive?.length)
      throw await namesMissing(app, () => platform.configVars.get(found.id, signal));
    return { id: found.id, inputs: { app: found.id, vars: blank(plain), sensitiveVars: blank(sensitive) } };
  },
  async read(id, { inputs: { app, vars, sensitiveVars } }, { platform, signal }) {
    const live = await platform.configVars.get(id, signal).catch(undefinedIfGone);
    if (!live) return undefined;
    return { inputs: { app, vars: pick(vars, live), sensitiveVars: pick(sensitiveVars, live) }, outputs: {} };
  },
  async update(id, { vars, sensitiveVars }, { inputs, outputs }, context) {
    const owned = [...names(inputs), ...names(outputs)];
    const release = await setConfigVars(id, { ...vars, ...sensitiveVars }, owned, context);
    if (release) await waitForRelease(id, release.id, context);
  },
  async delete(id, { inputs, outputs }, context) {
    const release = await setConfigVars(id, {}, [...names(inputs), ...names(outputs)], context);
    if (release) await waitForRelease(id, release.id, context);
  },
});

type Vars = Readonly<Record<string, string>>;

function names({ vars, sensitiveVars }: { readonly vars?: Vars; readonly sensitiveVars?: Vars }): string[] {
  return Object.keys({ ...vars, ...sensitiveVars });
}

/** The live values of the declared names, so that drift shows; the values of all others stay unread. */
function pick(declared: Vars | undefined, live: Vars): Vars | undefined {
  if (!declared) return undefined;
  return Object.fromEntries(
    Object.keys(declared).flatMap((name) => (Object.hasOwn(live, name) ? [[name, live[name] ?? ""]] : [])),
  );
}

function blank(list: readonly string[] | undefined): Vars | undefined {
  return list?.length ? Object.fromEntries(list.map((name) => [name, ""])) : undefined;
}

async function namesMissing(app: string, live: () => Promise<Vars>): Promise<Refused> {
  const all = Object.keys(await live())
    .sort()
    .join(",");
  const form = `${app}/PLAIN,NAMES/SENSITIVE,NAMES`;
  return new Refused(
    "names_missing",
    `say which config vars to own: ${form}. ${app} has ${all || "none"}; leave those of add-ons out`,
  );
}
