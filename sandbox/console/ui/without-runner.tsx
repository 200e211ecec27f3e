import type { Inside } from "../inside";

/** Why jobs of workflows wait, where nothing on this machine runs them, and what helps. */
export function WithoutRunner({ of }: { readonly of: Inside }) {
  const waiting = of.services.github.actions.withoutRunner;
  if (waiting === 0) return null;
  return (
    <p class="notice" role="status">
      {waiting === 1 ? "A job of a workflow waits" : `${waiting} jobs of workflows wait`} for a runner, which this
      machine lacks. Bring it: <code>bin/actions-runner</code>
    </p>
  );
}
