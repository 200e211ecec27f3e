/** The parts of an answer as they come. (The browser's types, which the console's pages bring, know no iterable streams; Node has them.) */
export const chunksOf = (response: Response): AsyncIterable<Uint8Array> =>
  response.body as unknown as AsyncIterable<Uint8Array>;
