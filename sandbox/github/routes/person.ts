import { z } from "zod";

/** An author or committer as git takes it: a name that is not empty once git has cut what it does not allow, and a time that it can read. */
export const person = z.object({
  name: z.string().regex(/^(?=.*[\p{L}\p{N}])[^\0\n<>]*$/u, "is not a name that git allows"),
  email: z.string().regex(/^[^\0\n<>]*$/, "is not an address that git allows"),
  date: z.iso.datetime({ offset: true }).optional(),
});
