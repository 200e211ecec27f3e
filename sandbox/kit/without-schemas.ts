const none = (): never => {
  throw new Error("the sandbox's routes have no JSON schemas");
};

/** Of Fastify: the compilers of schemas, which it would load, are left out. They take a tenth of a start, and no route has a schema. */
export const withoutSchemas = {
  schemaController: { compilersFactory: { buildValidator: none, buildSerializer: none } },
} as const;
