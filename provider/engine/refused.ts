/** What a resource refuses to do, with the reason and the way to do it instead. */
export class Refused extends Error {
  override readonly name = "Refused";
  constructor(
    /** Names the reason; stable across versions. */
    readonly id: string,
    message: string,
  ) {
    super(message);
  }
}
