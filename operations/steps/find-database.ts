import { type Context } from "../context";
import { OperationError } from "../errors";

export interface FoundDatabase {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
}

export class NoDatabase extends OperationError {
  readonly id = "no_database";
  constructor(app: string) {
    super(`${app} has no database attached as DATABASE. \`bin/penny up\` makes the one that the stack declares`);
  }
}

/** The app's DATABASE: where DATABASE_URL points. @throws NoDatabase */
export async function findDatabase({ app, heroku, signal }: Context): Promise<FoundDatabase> {
  const attachments = await heroku.platform.addons.attachmentsOfApp(app.id, signal);
  const attachment = attachments.find(({ name }) => name === "DATABASE");
  if (!attachment) throw new NoDatabase(app.name);
  const { id, name } = attachment.addon;
  const { num_bytes: bytes } = await heroku.data.databases.get(id, signal);
  return { id, name, bytes };
}
