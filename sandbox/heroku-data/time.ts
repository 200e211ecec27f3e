/** `2026-11-23 10:00:00 +0000`: the Data API's form. */
export function dataTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} +0000`;
}

export const dataTimeOrNull = (iso: string | null): string | null => (iso === null ? null : dataTime(iso));
