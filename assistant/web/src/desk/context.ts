/** The desk, for the components that act on it. */

import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { useStore } from '../shared/store';
import type { Desk } from './desk';
import type { DeskState } from './state';

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('no desk around this component');
  return desk;
}

/** Return a part of the desk's state, and watch it. */
export function useDeskState<S>(select: (state: DeskState) => S): S {
  return useStore(useDesk().store, select);
}

/** Return the time in milliseconds, anew every second. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
