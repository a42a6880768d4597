/** A text field that grows with its text. */

import { type RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** Fit a field's height to `text`, up to the `max-height` its style sets. */
export function useAutosize(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const box = field.current;
    if (!box) return;
    box.style.height = '';
    if (!text) return; // its rows give the height, in whatever type
    box.style.height = 'auto';
    const border = box.offsetHeight - box.clientHeight;
    box.style.height = `${box.scrollHeight + border}px`;
  }, [field, text]);
}

/** Whether a key press belongs to an input method that is composing (229 is Safari's way to say so). */
export function composing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
