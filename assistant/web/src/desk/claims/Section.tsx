import type { ComponentChildren } from 'preact';

/** A part of a claim under a heading; empty, it says so. */
export function Section({ title, empty, children }: { title: string; empty?: string | false; children?: ComponentChildren }) {
  return (
    <section class="part">
      <h3>{title}</h3>
      {empty ? <p class="empty">{empty}</p> : children}
    </section>
  );
}
