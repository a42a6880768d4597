import type { QueueItem } from '../shared/api';
import { countdown } from '../shared/time';
import { ActiveTalks } from './ActiveTalks';
import { useDesk, useDeskState, useNow } from './context';

export function QueuePane() {
  const { mine, waiting } = useDeskState((state) => state.queue);
  const now = useNow();
  return (
    <section class="pane pane--queue" aria-label="会话队列">
      <div class="pane__scroll">
        <QueueGroup title="我的会话" items={mine} now={now} empty="还没有接入会话" timed={false} />
        <QueueGroup title="等待中" items={waiting} now={now} empty="现在没有人在等" timed />
        <ActiveTalks now={now} />
      </div>
      <p class="keys-hint">
        <kbd>j</kbd>
        <kbd>k</kbd>选择　<kbd>Enter</kbd>接入　<kbd>r</kbd>回复　<kbd>/</kbd>快捷回复　<kbd>Ctrl+Enter</kbd>发送
      </p>
    </section>
  );
}

interface GroupProps {
  title: string;
  items: QueueItem[];
  now: number;
  empty: string;
  timed: boolean;
}

function QueueGroup({ title, items, now, empty, timed }: GroupProps) {
  return (
    <section aria-label={title}>
      <h2 class="group-title">
        {title}
        <span class="count count--quiet">{items.length}</span>
      </h2>
      {items.length === 0 && <p class="empty">{empty}</p>}
      <ul>
        {items.map((item) => (
          <li key={item.conversation_id}>
            <QueueEntry item={item} now={now} timed={timed} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function QueueEntry({ item, now, timed }: { item: QueueItem; now: number; timed: boolean }) {
  const desk = useDesk();
  const selected = useDeskState((state) => state.selected === item.conversation_id);
  return (
    <button type="button" class={`entry entry--${item.reason}`} aria-current={selected ? 'true' : undefined}
      onClick={() => void desk.open(item.conversation_id, 'talk')} data-testid="queue-item" data-conversation={item.conversation_id}>
      <span class="entry__top">
        <strong class="entry__who">{item.customer}</strong>
        {timed ? <Due item={item} now={now} /> : item.unread > 0 && !selected && <span class="count" aria-label={`${item.unread}条未读`}>{item.unread}</span>}
      </span>
      <span class="entry__reason">
        {item.reason_text}
        <small>{channelName(item.channel)}</small>
      </span>
      <span class="entry__last">{item.last_text}</span>
      {item.kept_for && <span class="entry__kept">首问坐席 {item.kept_for.name} 优先</span>}
      {item.note && <span class="entry__note">备注：{item.note}</span>}
    </button>
  );
}

function Due({ item, now }: { item: QueueItem; now: number }) {
  const { text, level } = countdown(item.requested_at, item.due_at, now);
  return <span class={`due due--${level}`}>{text}</span>;
}

const CHANNELS: Record<string, string> = {
  web: '网页',
  wechat: '微信',
  wecom: '企业微信',
  dingtalk: '钉钉',
  feishu: '飞书',
  telegram: 'Telegram',
};

function channelName(channel: string): string {
  return CHANNELS[channel] ?? channel;
}
