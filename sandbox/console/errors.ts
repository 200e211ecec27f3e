/** A page that answers with a failure: what was wrong, and where to go on. */
export class PageError extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    message: string,
  ) {
    super(message);
    this.name = new.target.name;
  }
}

/** `notFound("app", "penny")` */
export const notFound = (kind: string, name: string): PageError =>
  new PageError(404, "Not found", `This sandbox has no ${kind} ${name}. It may have been deleted, or renamed.`);

export const wrongInput = (message: string): PageError => new PageError(422, "That cannot be done", message);
