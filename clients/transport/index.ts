export * from "./endpoints";
export * from "./errors";
export { redact } from "./redaction";
export { type Time, systemTime } from "./time";
export * from "./signed-url";
export * from "./transport";
