import { type Wrong } from "../../engine/definition";

export function processType(type: string): Wrong[] {
  if (type === "release")
    return [{ reason: "the release phase runs by itself with each release and cannot be scaled" }];
  if (/^[A-Za-z0-9_-]+$/.test(type)) return [];
  return [{ reason: `${JSON.stringify(type)} is not a process type. Allowed: letters, digits, _ and -` }];
}

export function quantity(count: number): Wrong[] {
  if (Number.isInteger(count) && count >= 0) return [];
  return [{ reason: `${count} is not a number of dynos. Allowed: 0, 1, 2, …` }];
}
