/** A value that components watch. */

import { useEffect, useRef, useState } from 'preact/hooks';

export class Store<T extends object> {
  private listeners = new Set<() => void>();

  constructor(private state: T) {}

  get(): T {
    return this.state;
  }

  /** Change some fields and tell whoever watches. */
  set(change: Partial<T>): void {
    this.state = { ...this.state, ...change };
    for (const listener of [...this.listeners]) listener();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}

/** Return a part of a store; the component renders again only when that part changes. */
export function useStore<T extends object, S>(store: Store<T>, select: (state: T) => S): S {
  const selected = select(store.get());
  const latest = useRef(select);
  latest.current = select;
  const [, redraw] = useState<S>(selected);
  useEffect(() => {
    const update = () => redraw(() => latest.current(store.get()));
    update(); // it may have changed between rendering and now
    return store.subscribe(update);
  }, [store]);
  return selected;
}
