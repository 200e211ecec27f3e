/** A failure that a person can act on: the message says what was wrong, where, and the next step; `id` stays the same. */
export abstract class Failure extends Error {
  abstract readonly id: string;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
