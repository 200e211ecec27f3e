import { type Check, rollup } from "../read/checks";
import { State } from "./badge";
import { Empty } from "./parts";

/** One word for all, and how many passed. */
export function CheckSummary({ of }: { readonly of: readonly Check[] }) {
  const state = rollup(of);
  if (!state) return <span class="muted">no checks</span>;
  return <State of={state} />;
}

export function Checks({ of }: { readonly of: readonly Check[] }) {
  if (of.length === 0) return <Empty>No checks were reported on this commit, and none are required.</Empty>;
  return (
    <ul class="rows">
      {of.map(({ name, state, required, href }) => (
        <li>
          <State of={state} />
          <span class="grow">{href ? <a href={href}>{name}</a> : name}</span>
          {required ? <span class="kind">required</span> : null}
        </li>
      ))}
    </ul>
  );
}
