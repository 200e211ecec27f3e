import type { FastifyInstance } from "fastify";
import { attachedNames, configVars } from "../../heroku-platform/config-vars";
import type { App } from "../../heroku-platform/entities";
import type { Inside } from "../inside";
import { addPage } from "../page";
import { appNamed } from "../read/apps";
import { AppFrame } from "../ui/app-frame";
import { Empty, Facts, Moment, Panel, Table } from "../ui/parts";

interface Params {
  readonly app: string;
}
interface Query {
  /** Whose value is shown; `*`: all. */
  readonly reveal?: string;
}

const everything = "*";

/** `/apps/:app/settings`: config vars, whose values are shown one by one when asked for, and what else hangs on the app. */
export function addSettingsPage(server: FastifyInstance, inside: Inside): void {
  addPage<Params, Query>(server, inside, "/apps/:app/settings", ({ app: name }, query) => {
    const app = appNamed(inside, name);
    return {
      title: `Settings of ${name}`,
      section: "Apps",
      body: (
        <AppFrame platform={inside.services.platform.parts} app={app} page="Settings">
          <Panel id="config" title="Config vars" aside={<a href={`?reveal=${everything}`}>Reveal all</a>}>
            <ConfigVars inside={inside} app={app} reveal={query.reveal} />
          </Panel>
          <div class="columns">
            <Panel id="domains" title="Domains">
              <Domains inside={inside} app={app} />
            </Panel>
            <Panel id="about" title="About">
              <About inside={inside} app={app} />
            </Panel>
          </div>
        </AppFrame>
      ),
    };
  });
}

interface Shown {
  readonly inside: Inside;
  readonly app: App;
}

function ConfigVars({ inside, app, reveal }: Shown & { readonly reveal: string | undefined }) {
  const { state } = inside.services.platform.parts;
  const vars = configVars(state, app);
  const attached = attachedNames(state, app.id);
  const names = Object.keys(vars).sort();
  const shows = (name: string) => reveal === name || reveal === everything;
  if (names.length === 0) return <Empty>No config vars.</Empty>;
  return (
    <Table
      caption="Config vars"
      columns={[{ title: "Name" }, { title: "Value" }, { title: "Show", end: true }]}
      keys={names}
      rows={names.map((name) => [
        <>
          <code>{name}</code>
          {attached.includes(name) ? <span class="muted sub">of an add-on</span> : null}
        </>,
        shows(name) ? <code class="value">{vars[name]}</code> : <Masked />,
        shows(name) ? <a href={`?#${name}`}>Hide</a> : <Reveal name={name} />,
      ])}
    />
  );
}

function Masked() {
  return (
    <span class="muted">
      <span aria-hidden="true">••••••••</span>
      <span class="unseen">hidden</span>
    </span>
  );
}

function Reveal({ name }: { readonly name: string }) {
  return (
    <a href={`?reveal=${encodeURIComponent(name)}#${name}`}>
      Reveal<span class="unseen"> {name}</span>
    </a>
  );
}

function Domains({ inside, app }: Shown) {
  const domains = inside.services.platform.parts.state.domains.where("appId", app.id);
  if (domains.length === 0) return <Empty>No custom domains.</Empty>;
  return (
    <ul class="rows">
      {domains.map(({ hostname, cname }) => (
        <li>
          <span class="grow">
            <strong>{hostname}</strong>
            <span class="muted sub">{cname}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function About({ inside, app }: Shown) {
  const { state } = inside.services.platform.parts;
  const people = state.collaborators.where("appId", app.id).map(({ email }) => email);
  const count = (rows: readonly { readonly appId: string }[]) => String(rows.length);
  return (
    <Facts
      of={{
        Created: <Moment at={app.createdAt} />,
        Region: app.region,
        Stack: app.stack,
        Buildpacks: app.buildpacks.join(", ") || app.detectedBuildpack || "found at the first build",
        Features:
          Object.keys(app.features)
            .filter((name) => app.features[name])
            .join(", ") || "none",
        Collaborators: people.join(", ") || "only the owner",
        Webhooks: count(state.webhooks.where("appId", app.id)),
        "Log drains": count(state.drains.where("appId", app.id)),
      }}
    />
  );
}
