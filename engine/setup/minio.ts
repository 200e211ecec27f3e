import { provideMinio } from "../engine";
import { type Layout } from "../layout";
import { type Step } from "../report";

/** Brings the object store onto the machine in which a test keeps a state. @throws {NoWayWorked} */
export const minioStep = (layout: Layout): Step => ({
  title: "MinIO",
  run: async (report) => (await provideMinio(layout, report)).way,
});
