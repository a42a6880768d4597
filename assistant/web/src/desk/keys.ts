/** Keys of the desk: j and k walk through the conversations, Enter takes the one that waits, r begins an answer. */

import { useEffect } from 'preact/hooks';
import { composing } from '../shared/autosize';
import { useDesk } from './context';
import { standing } from './state';

export function useKeys(): void {
  const desk = useDesk();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!plainKey(event)) return;
      if (event.key === 'j') desk.move(1);
      else if (event.key === 'k') desk.move(-1);
      else if (event.key === 'Enter' && !pressing(event.target) && standing(desk.store.get()) === 'waiting') void desk.act('accept');
      else if (event.key === 'r') focusReply();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [desk]);
}

/** Whether a key press is a command: no modifier, nothing being written. */
export function plainKey(event: KeyboardEvent): boolean {
  return !(event.ctrlKey || event.metaKey || event.altKey || composing(event) || writing(event.target));
}

/** Go to where one writes; a slash there looks for a reply at hand. */
function focusReply(): void {
  document.querySelector<HTMLTextAreaElement>('[data-testid="reply-input"]')?.focus();
}

function writing(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, dialog[open]') !== null;
}

/** Whether Enter has a meaning of its own there; the entries of the queue give theirs up once they are selected. */
export function pressing(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  const control = target.closest('button, a, summary');
  return control !== null && control.getAttribute('aria-current') !== 'true';
}
