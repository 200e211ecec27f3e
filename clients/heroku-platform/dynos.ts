import { type Transport } from "../transport";
import { appPath, type Named } from "./apps";

/** https://devcenter.heroku.com/articles/platform-api-reference#dyno: what is used of it. */
export interface Dyno extends Named {
  /** Process type; `run` for one-off dynos of people, `scheduler` for Heroku Scheduler's. */
  readonly type: string;
  readonly command: string;
  readonly state: string;
  readonly release: { readonly id: string; readonly version: number };
  readonly created_at: string;
  /** `rendezvous://host:port/id`, where the client of an attached one-off dyno meets it; whoever knows it can talk with the dyno. */
  readonly attach_url?: string | null;
}

/** A dyno is given by its id or its name. */
export class Dynos {
  constructor(private readonly transport: Transport) {}

  async list(app: string, signal?: AbortSignal): Promise<Dyno[]> {
    return this.transport.list<Dyno>(path(app), { signal });
  }

  /** A one-off dyno that starts when its client comes, and talks over pipes; it runs the code of the app's current release. */
  async attach(app: string, command: string, signal?: AbortSignal): Promise<Dyno> {
    const body = { command, attach: true, force_no_tty: true, type: "run" };
    return (await this.transport.send<Dyno>("POST", path(app), { body, signal })).body;
  }

  async restartAll(app: string, signal?: AbortSignal): Promise<void> {
    await this.transport.send("DELETE", path(app), { signal });
  }

  async stop(app: string, dyno: string, signal?: AbortSignal): Promise<void> {
    const stop = `${path(app)}/${encodeURIComponent(dyno)}/actions/stop`;
    await this.transport.send("POST", stop, { repeatable: true, signal });
  }
}

const path = (app: string) => `${appPath(app)}/dynos`;
