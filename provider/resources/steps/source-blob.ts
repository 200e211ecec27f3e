import { type Context, putFile } from "../../engine/definition";
import { archive } from "./archive";

interface Source {
  readonly url?: string;
  readonly path?: string;
  readonly checksum?: string;
  readonly version?: string;
}

/** What Heroku is to build; a `path` is uploaded to Heroku first. */
export async function sourceBlob({ url, path, checksum, version }: Source, { platform, signal, time }: Context) {
  if (path === undefined) return { url: url ?? "", checksum, version };
  const { put_url, get_url } = await platform.builds.createSource(signal);
  await archive(path, (file) => putFile(put_url, file, { time, signal }));
  return { url: get_url, checksum, version };
}
