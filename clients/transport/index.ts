export * from "./endpoints";
export * from "./errors";
export { type Time, systemTime } from "./time";
export * from "./transport";
