import { type AnyDataSource } from "../engine/definition";
import { getAddon } from "./get-addon";
import { getApp } from "./get-app";

/** Every function that the provider has. */
export const functions: readonly AnyDataSource[] = [getAddon, getApp];
