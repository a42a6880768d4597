import { useState } from 'preact/hooks';
import { longDay, stampOf } from '../../shared/time';
import { useCase, useCaseState } from './context';
import type { ClaimCase, Followup } from './types';
import { actionOf } from './words';

/** The calls after a claim: those made, and those due. */
export function FollowupList({ claim }: { claim: ClaimCase }) {
  const allowed = actionOf(claim, 'followup').allowed;
  return (
    <ul class="plain">
      {claim.followups.map((one) => (
        <li key={one.id}>
          <strong>{longDay(one.due_on)}</strong>
          {one.done_at ? (
            <p class="words">
              {one.text}
              <small>
                {one.by} {stampOf(one.done_at)}
              </small>
            </p>
          ) : allowed ? (
            <Record one={one} />
          ) : (
            <small>还没回访</small>
          )}
        </li>
      ))}
    </ul>
  );
}

function Record({ one }: { one: Followup }) {
  const open = useCase();
  const busy = useCaseState((state) => state.busy);
  const [text, setText] = useState('');
  const save = async (event: SubmitEvent) => {
    event.preventDefault();
    if (await open.followUp(one.id, text.trim())) setText('');
  };
  return (
    <form class="inline-form" onSubmit={save}>
      <input value={text} required maxLength={1000} placeholder="客户怎么说" aria-label={`${longDay(one.due_on)}回访记录`}
        onInput={(event) => setText((event.currentTarget as HTMLInputElement).value)} />
      <button type="submit" class="button" disabled={busy || !text.trim()}>
        记录回访
      </button>
    </form>
  );
}
