import { readWithin } from "./read-within";

const declaration = /^([A-Za-z0-9_-]+):\s*(\S.*)$/;

/** The process types that `text` declares; lines of another form are passed over, as at Heroku. */
export function parseProcfile(text: string): Record<string, string> {
  const types: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const [, type, command] = declaration.exec(line) ?? [];
    if (type !== undefined && command !== undefined) types[type] = command.trim();
  }
  return types;
}

/** Of the application in `folder`; none when it has no Procfile. */
export function readProcfile(folder: string): Record<string, string> {
  return parseProcfile(readWithin(folder, "Procfile") ?? "");
}
