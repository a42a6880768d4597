import type { ComponentChildren } from 'preact';

/** A titled part of a page. */
export function Section({ title, tools, children }: { title: string; tools?: ComponentChildren; children: ComponentChildren }) {
  return (
    <section class="section">
      <div class="section__head">
        <h3>{title}</h3>
        {tools}
      </div>
      {children}
    </section>
  );
}
