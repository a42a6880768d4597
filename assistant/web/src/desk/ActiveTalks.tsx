import type { ActiveTalk } from '../shared/api';
import { useDesk, useDeskState } from './context';

/** Who talks with whom, for a supervisor to look in on. */
export function ActiveTalks({ now }: { now: number }) {
  const active = useDeskState((state) => state.active);
  const me = useDeskState((state) => state.me?.agent);
  const others = active.filter((talk) => talk.agent !== me?.name);
  if (me?.role !== 'supervisor' && me?.role !== 'admin') return null;
  return (
    <section aria-label="同事的会话">
      <h2 class="group-title">
        同事的会话
        <span class="count count--quiet">{others.length}</span>
      </h2>
      {others.length === 0 && <p class="empty">现在没有</p>}
      <ul>
        {others.map((talk) => (
          <li key={talk.conversation_id}>
            <Talk talk={talk} now={now} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Talk({ talk, now }: { talk: ActiveTalk; now: number }) {
  const desk = useDesk();
  const selected = useDeskState((state) => state.selected === talk.conversation_id);
  const minutes = talk.unanswered_since ? Math.floor((now - Date.parse(talk.unanswered_since)) / 60_000) : 0;
  return (
    <button type="button" class="entry" aria-current={selected ? 'true' : undefined} onClick={() => void desk.open(talk.conversation_id, 'talk')}
      data-testid="active-item">
      <span class="entry__top">
        <strong class="entry__who">{talk.customer}</strong>
        {minutes > 0 && <span class="due due--soon">{minutes}分钟未回</span>}
      </span>
      <span class="entry__reason">
        {talk.reason_text}
        <small>坐席 {talk.agent}</small>
      </span>
    </button>
  );
}
