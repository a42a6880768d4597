/** The claim that is open, for the components that show it. */

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { useStore } from '../../shared/store';
import type { Case, CaseState } from './case';

export const CaseContext = createContext<Case | null>(null);

export function useCase(): Case {
  const found = useContext(CaseContext);
  if (!found) throw new Error('no claim around this component');
  return found;
}

/** Return a part of the open claim's state, and watch it. */
export function useCaseState<S>(select: (state: CaseState) => S): S {
  return useStore(useCase().store, select);
}
