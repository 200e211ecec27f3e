/** Drawn, not written: not every font has such characters. */
const shapes = {
  check: "M3.5 8.5l3 3 6-7",
  cross: "M4 4l8 8M12 4l-8 8",
  dot: "M8 5.500a2.500 2.500 0 1 0 0 5a2.500 2.500 0 1 0 0-5",
  ring: "M8 3.500a4.500 4.500 0 1 0 0 9a4.500 4.500 0 1 0 0-9",
  dash: "M3.500 8h9",
  bang: "M8 3v6M8 12.200v.3",
  arc: "M8 3a5 5 0 1 1-5 5",
  lock: "M4.500 7.500h7v5h-7zM6 7.500V5.500a2 2 0 0 1 4 0v2",
  merge: "M5 5v6M5 3.200v.3M5 12.500v.3M11 9.500v.3M5 5.500c0 3 3 3.500 5.500 3.700",
} as const;

export type IconName = keyof typeof shapes;

/** Decoration: what it means stands beside it in words. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  );
}
