import { type Transfer } from "../../clients/heroku-data";
import { ClientError, Unauthorized } from "../../clients/transport";
import { type Context } from "../context";
import { OperationError } from "../errors";
import { type Progress } from "../output";
import { size } from "../words";

export class TransferFailed extends OperationError {
  readonly id = "transfer_failed";
  constructor(
    what: string,
    readonly transfer: Transfer,
  ) {
    const { canceled_at: canceled, logs = [] } = transfer;
    const lines = logs.filter(({ level }) => level === "error").map(({ message }) => message.trim());
    const why = canceled ? "it was cancelled" : (lines.at(-1) ?? logs.at(-1)?.message ?? "Heroku tells no reason");
    super(`${what} failed: ${why}`);
  }
}

/** As many as the Heroku CLI takes before it gives up. */
const failuresTolerated = 21;

/**
 * Waits until Heroku has finished a backup or a restore. Terminal states: succeeded, failed, cancelled.
 * @throws TransferFailed
 */
export async function waitForTransfer(
  context: Context,
  uuid: string,
  what: string,
  progress: Progress,
): Promise<Transfer> {
  const { signal, time, pollMs } = context;
  for (let failures = 0; ; await time.sleep(pollMs, signal)) {
    try {
      const transfer = await look(context, uuid, what);
      if (transfer.finished_at !== null) return transfer;
      failures = 0;
      progress.update(size(transfer.processed_bytes));
    } catch (error) {
      failures += 1;
      const passing = error instanceof ClientError && !(error instanceof Unauthorized) && !signal.aborted;
      if (!passing || failures > failuresTolerated) throw error;
    }
  }
}

/** How far it is. @throws TransferFailed */
async function look({ heroku, app, signal }: Context, uuid: string, what: string): Promise<Transfer> {
  const { transfers } = heroku.data;
  const transfer = await transfers.get(app.id, uuid, false, signal);
  if (transfer.finished_at === null || transfer.succeeded) return transfer;
  throw new TransferFailed(what, await transfers.get(app.id, uuid, true, signal));
}
