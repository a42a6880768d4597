import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { dayLabel } from '../shared/time';
import { placeLines } from '../shared/lines';
import { ActionDialog, type DialogAction } from './ActionDialog';
import { useDesk, useDeskState, useNow } from './context';
import { DeskComposer } from './DeskComposer';
import { Supervision } from './Supervision';
import { inOrder, standing } from './state';
import { TalkLine } from './TalkLine';

export function TalkPane() {
  const detail = useDeskState((state) => state.detail);
  const selected = useDeskState((state) => state.selected);
  if (!detail) {
    return (
      <main class="pane pane--talk pane--blank" aria-label="会话">
        <p class="empty">{selected ? '正在打开会话…' : '从左边选一个会话'}</p>
      </main>
    );
  }
  return (
    <main class="pane pane--talk" aria-label="会话">
      <TalkHead key={detail.conversation_id} />
      <Transcript key={detail.conversation_id} />
      <TalkFoot id={detail.conversation_id} />
    </main>
  );
}

function TalkHead() {
  const [asking, setAsking] = useState<DialogAction | null>(null);
  const mine = useDeskState((state) => standing(state) === 'mine');
  const customer = useDeskState((state) => state.detail?.customer);
  const listed = useDeskState((state) => inOrder(state.queue).find((item) => item.conversation_id === state.selected));
  // it leaves the queue when it ends, and the name stays
  const known = useRef(listed);
  if (listed) known.current = listed;
  const who = known.current;
  return (
    <header class="talk-head">
      <h2>{who?.customer ?? customer ?? '会话'}</h2>
      {who && <span class="talk-head__reason">{who.reason_text}</span>}
      {mine && (
        <div class="talk-head__tools">
          <button type="button" class="button" onClick={() => setAsking('transfer')} data-testid="transfer">
            转交
          </button>
          <button type="button" class="button" onClick={() => setAsking('return')} data-testid="return">
            交还助手
          </button>
          <button type="button" class="button button--danger" onClick={() => setAsking('close')} data-testid="close">
            结束会话
          </button>
        </div>
      )}
      {asking && <ActionDialog action={asking} onDone={() => setAsking(null)} />}
    </header>
  );
}

function Transcript() {
  const lines = useDeskState((state) => state.lines);
  const frame = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useEffect(() => {
    // the suggestions unfold, the composer grows: stay at the end
    if (!frame.current) return undefined;
    const watch = new ResizeObserver(() => atEnd.current && frame.current?.scrollTo({ top: frame.current.scrollHeight }));
    watch.observe(frame.current);
    return () => watch.disconnect();
  }, []);
  useLayoutEffect(() => {
    const box = frame.current;
    if (box && (atEnd.current || lines[lines.length - 1]?.from === 'agent')) box.scrollTo({ top: box.scrollHeight });
  }, [lines]);
  const onScroll = () => {
    const box = frame.current;
    if (box) atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 120;
  };
  return (
    <div class="transcript" ref={frame} onScroll={onScroll} role="log" aria-label="对话记录" tabIndex={0} data-testid="transcript">
      {placeLines(lines).map(({ line, day }) => [
        day && (
          <p key={`day-${line.seq}`} class="transcript__day">
            {dayLabel(line.at)}
          </p>
        ),
        <TalkLine key={line.seq} line={line} />,
      ])}
      <Typing />
    </div>
  );
}

function Typing() {
  const until = useDeskState((state) => state.typingUntil);
  const now = useNow();
  return (
    <p class="transcript__typing" aria-live="off">
      {until > now ? '客户正在输入…' : ''}
    </p>
  );
}

const CLOSED_TO_US = {
  others: '该会话由其他坐席处理，仅供查看。',
  none: '该会话现在由智能助手处理或已结束，仅供查看。',
} as const;

function TalkFoot({ id }: { id: string }) {
  const desk = useDesk();
  const place = useDeskState(standing);
  const role = useDeskState((state) => state.me?.agent.role);
  if (place === 'mine') return <DeskComposer key={id} id={id} />;
  if (place === 'others' && (role === 'supervisor' || role === 'admin')) return <Supervision id={id} />;
  if (place !== 'waiting') return <p class="talk-foot talk-foot--closed">{CLOSED_TO_US[place]}</p>;
  return (
    <div class="talk-foot">
      <button type="button" class="button button--main button--wide" onClick={() => void desk.act('accept')} data-testid="accept">
        接入会话
      </button>
    </div>
  );
}
