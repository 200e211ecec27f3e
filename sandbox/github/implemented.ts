import { createServer } from "../kit/server";
import { createApi } from "./api";
import type { Context } from "./context";
import { allRoutes } from "./routes";
import { archiveRoutes } from "./routes/archives";
import { githubServer } from "./server";

export interface Endpoint {
  readonly method: string;
  /** As the router writes it, without `/api/v3`. */
  readonly path: string;
}

/** The REST endpoints that the simulator has, read off its router. */
export function implementedEndpoints(): Endpoint[] {
  const found: Endpoint[] = [];
  const server = createServer({ name: "github", stores: [], ...githubServer });
  server.addHook("onRoute", ({ method, url }) => {
    if (method !== "HEAD" && url.startsWith("/api/v3") && !url.startsWith("/api/v3/_"))
      found.push({ method: String(method), path: url.slice("/api/v3".length) });
  });
  const context = {} as Context;
  const api = createApi(server, context);
  allRoutes(api, () => {
    throw new Error("only the routes are wanted");
  });
  archiveRoutes(api, server, context);
  return found;
}

/** Two paths that differ only in the names of their parameters are the same endpoint. */
export const pathShape = (path: string): string => path.replace(/\{[^}]+\}|:[a-z_]+|\*/gi, "{}");
