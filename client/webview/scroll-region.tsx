/** A part that scrolls by itself: named, and reachable by keyboard, since nothing else scrolls it. */
import type { ComponentChildren } from "preact";

interface ScrollRegionProps {
  readonly label: string;
  readonly isWide?: boolean;
  readonly children: ComponentChildren;
}

export function ScrollRegion({ label, isWide = false, children }: ScrollRegionProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section class={isWide ? "scroll wide" : "scroll"} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
