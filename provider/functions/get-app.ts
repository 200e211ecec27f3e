import { boolean, dataSource, string, strings } from "../engine/definition";

export const getApp = dataSource({
  name: "getApp",
  description: "An app that this program does not own.",
  inputs: {
    name: string({ description: "The app's name (or id).", required: true }),
  },
  outputs: {
    id: string({ description: "The app's UUID.", required: true }),
    name: string({ description: "The app's name.", required: true }),
    region: string({ description: "Where the app runs: `us`, `eu`, …", required: true }),
    stack: string({ description: "The stack of the next build.", required: true }),
    team: string({ description: "The team that owns the app; a personal app has none." }),
    maintenance: boolean({ description: "Whether visitors get the maintenance page.", required: true }),
    acm: boolean({ description: "Whether Heroku issues the certificates of the app's domains.", required: true }),
    buildpacks: strings({ description: "The app's buildpacks in their order.", required: true }),
    webUrl: string({ description: "Where the app answers.", required: true }),
    gitUrl: string({ description: "Where to push.", required: true }),
  },
  async invoke({ name }, { platform, signal }) {
    const app = await platform.apps.get(name, signal);
    const { region, build_stack, team, maintenance, acm, web_url, git_url } = app;
    return {
      ...{
        id: app.id,
        name: app.name,
        region: region.name,
        stack: build_stack.name,
        team: team?.name,
        maintenance,
        acm,
      },
      ...{ buildpacks: await platform.buildpacks.list(app.id, signal), webUrl: web_url ?? "", gitUrl: git_url },
    };
  },
});
