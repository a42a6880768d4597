import { useState } from 'preact/hooks';
import { stampOf } from '../../shared/time';
import { useCase, useCaseState } from './context';
import { Section } from './Section';
import type { ClaimCase } from './types';
import { actionOf } from './words';

/** What colleagues should know; the customer never sees it. */
export function NotesPart({ claim }: { claim: ClaimCase }) {
  const { allowed, why } = actionOf(claim, 'note');
  return (
    <Section title="内部备注">
      {allowed ? <NoteForm /> : <p class="empty">{why}</p>}
      <ul class="plain" data-testid="notes">
        {[...claim.notes].reverse().map(({ at, by, text }) => (
          <li key={at}>
            <strong>{by}</strong> <time dateTime={at}>{stampOf(at)}</time>
            <p class="words">{text}</p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function NoteForm() {
  const open = useCase();
  const busy = useCaseState((state) => state.busy);
  const [text, setText] = useState('');
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (await open.act('note', { text: text.trim() }, '备注已保存')) setText('');
  };
  return (
    <form class="note-form" onSubmit={save}>
      <textarea rows={3} value={text} required maxLength={2000} aria-label="写备注" placeholder="只有同事能看到"
        onInput={(event) => setText((event.currentTarget as HTMLTextAreaElement).value)} data-testid="note-text" />
      <button type="submit" class="button button--main" disabled={busy || !text.trim()} data-testid="note-save">
        保存备注
      </button>
    </form>
  );
}
