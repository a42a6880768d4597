/** Keys of the list of claims: j and k walk, Enter opens. */

import { useEffect } from 'preact/hooks';
import { plainKey, pressing } from '../keys';
import type { ClaimList } from './list';

export function useListKeys(list: ClaimList): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!plainKey(event)) return;
      if (event.key === 'j') list.move(1);
      else if (event.key === 'k') list.move(-1);
      else if (event.key === 'Enter' && !pressing(event.target)) list.open();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [list]);
}
