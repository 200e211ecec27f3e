import type { App } from "../entities";

/** A thing as the API writes it. */
export type Wire = Record<string, unknown>;

export const appRef = ({ id, name }: App): Wire => ({ id, name });
