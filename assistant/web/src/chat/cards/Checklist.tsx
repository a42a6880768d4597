import type { ChecklistItem } from '../../shared/api';
import { AlertIcon, CheckIcon, ClipboardIcon } from '../../shared/icons';
import { ACCEPT } from '../attachments';
import { useChat, useChatState } from '../context';

interface Props {
  items: ChecklistItem[];
  claim: string;
  /** No newer list of the same claim has come. */
  current: boolean;
}

/** The papers of a claim, or, without a claim, those that are usually needed. */
export function Checklist({ items, claim, current }: Props) {
  const received = items.filter((item) => item.state === 'received').length;
  if (!current) return <p class="card card--past">当时已收 {received}/{items.length} 项，最新清单见下方</p>;
  return (
    <section class="card" aria-label="材料清单" data-testid="checklist">
      <h3 class="card__title">
        <ClipboardIcon /> <span class="card__name">{claim ? '理赔材料清单' : '一般需要的材料'}</span>
        {claim && (
          <span class="card__count" data-testid="checklist-count">
            {received}/{items.length}
          </span>
        )}
      </h3>
      {claim && <p class="card__sub">报案号 {claim}</p>}
      {claim && <progress class="bar" max={items.length} value={received} aria-label={`已收${received}项，共${items.length}项`} />}
      <ul class="papers">
        {items.map((item) => (
          <Paper key={item.id} item={item} wanted={claim !== ''} />
        ))}
      </ul>
    </section>
  );
}

function Paper({ item, wanted }: { item: ChecklistItem; wanted: boolean }) {
  return (
    <li class={`paper paper--${item.state}`} data-testid="checklist-item" data-item={item.id} data-state={item.state}>
      <span class="paper__mark">{markOf(item)}</span>
      <div class="paper__main">
        <p class="paper__name">
          {item.name}
          {wanted && <span class="paper__state">{stateOf(item)}</span>}
        </p>
        {item.form && <p class="paper__form">{item.form}</p>}
        {item.state === 'rejected' && item.reason && <p class="paper__reason">{item.reason}</p>}
        {item.state !== 'received' && (item.why || item.how) && (
          <details class="paper__help">
            <summary>怎么准备</summary>
            {item.why && <p>用途：{item.why}</p>}
            {item.how && <p>办法：{item.how}</p>}
          </details>
        )}
      </div>
      {wanted && item.state !== 'received' && <PaperUpload item={item} />}
    </li>
  );
}

function markOf(item: ChecklistItem) {
  if (item.state === 'received') return <CheckIcon size={14} />;
  return item.state === 'rejected' ? <AlertIcon size={14} /> : null;
}

function stateOf(item: ChecklistItem): string {
  return { received: '已收', rejected: '需重拍', missing: '未交' }[item.state];
}

/** The button of one paper; while a file for it is under way, how far it has come. */
function PaperUpload({ item }: { item: ChecklistItem }) {
  const chat = useChat();
  const underway = useChatState((state) => {
    const echo = state.echoes.find((one) => one.file && one.text === item.name && one.state !== 'failed');
    return echo ? Math.round(echo.progress * 100) : null;
  });
  if (underway !== null) return <span class="paper__underway">上传中 {underway}%</span>;
  const pick = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    void chat.tray.add([...(input.files ?? [])], item.name);
    input.value = '';
  };
  return (
    <label class="paper__upload">
      <input class="sr-only" type="file" accept={ACCEPT} multiple onChange={pick} aria-label={`上传${item.name}`} data-testid="checklist-upload" />
      <span aria-hidden="true">上传</span>
    </label>
  );
}
