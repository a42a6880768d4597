import { useMemo } from 'preact/hooks';
import { DownIcon } from '../shared/icons';
import { placeLines } from '../shared/lines';
import { dayLabel } from '../shared/time';
import { useChatState } from './context';
import { EchoRow } from './EchoRow';
import { MessageRow } from './MessageRow';
import { useFollow } from './follow';
import { activeSeq, currentCards } from './transcript';
import { Typing } from './Typing';
import { Welcome } from './Welcome';

const FULL_PAGE = 500; // as many as the server gives at once

export function Log() {
  const lines = useChatState((state) => state.lines);
  const echoes = useChatState((state) => state.echoes);
  const loaded = useChatState((state) => state.loaded);
  const placed = useMemo(() => placeLines(lines), [lines]);
  const cards = useMemo(() => currentCards(lines), [lines]);
  const withAgent = useChatState((state) => state.owner === 'agent'); // what the bot offered before is over
  const active = withAgent ? 0 : activeSeq(lines, echoes);
  const typing = useChatState((state) => state.typist !== null);
  const failed = echoes.filter((echo) => echo.state === 'failed').length;
  const follow = useFollow(lines, echoes.length, `${typing ? 'typing' : ''}${failed || ''}`);
  const { frame } = follow;
  const cut = lines.length >= FULL_PAGE && (lines[0]?.seq ?? 0) > 1;
  return (
    <div class="log">
      <div class="log__scroll" ref={frame} onScroll={follow.onScroll} role="log" aria-label="对话记录" aria-live="polite"
        aria-busy={!loaded} tabIndex={0} data-testid="log">
        <div class="log__content">
          <Welcome />
          {cut && <p class="log__mark">更早的对话没有在这里显示</p>}
          {placed.map(({ line, day, head }) => [
            day && (
              <p key={`day-${line.seq}`} class="log__mark log__day">
                <span>{dayLabel(line.at)}</span>
              </p>
            ),
            <MessageRow key={line.seq} line={line} head={head} active={line.seq === active} current={cards.has(line.seq)} />,
          ])}
          {echoes.map((echo) => (
            <EchoRow key={echo.id} echo={echo} />
          ))}
          <Typing />
        </div>
      </div>
      {follow.missed > 0 && (
        <button type="button" class="log__pill" onClick={follow.toEnd} data-testid="new-messages">
          <DownIcon size={16} />
          {follow.missed} 条新消息
        </button>
      )}
    </div>
  );
}
