import type { Gap } from "../kit/gaps";

export const herokuPlatformGaps: readonly Gap[] = [];
