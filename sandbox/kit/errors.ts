/** What a vendor answers when a request fails; handlers throw it, the service's server renders it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly body: Record<string, unknown> | string | undefined,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(typeof body === "string" ? body : String(body?.["message"] ?? `HTTP ${status}`));
    this.name = new.target.name;
  }
}
