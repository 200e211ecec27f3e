const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return uuid.test(text);
}

/** How a live thing is written into the inputs: as it was declared, by id or by name, as long as that is true. */
export function reference(declared: string | undefined, live: { readonly id: string; readonly name: string }): string {
  return declared === live.name ? live.name : live.id;
}

/** `APP/REST`: an app, and a thing of it. Undefined when the text has no slash or a part is empty. */
export function splitImportId(text: string): { readonly parent: string; readonly rest: string } | undefined {
  const slash = text.indexOf("/");
  if (slash < 1 || slash === text.length - 1) return undefined;
  return { parent: text.slice(0, slash), rest: text.slice(slash + 1) };
}
