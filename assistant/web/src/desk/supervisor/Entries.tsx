import { useState } from 'preact/hooks';
import { stampOf } from '../../shared/time';
import { useDesk } from '../context';
import { useSend } from '../remote';
import { Section } from '../Section';
import { type Draft, EntryForm, type Proposal, type Shelf } from './EntryForm';
import { KINDS, topicOf } from './words';

const ROOT = '/desk/api/worklist/entries';
const STATES = { waiting: '等待审核', published: '已启用', refused: '已退回' };

interface Props {
  shelf: Shelf;
  onDone: (after: Shelf) => void;
}

/** Entries on their way into the knowledge base: what waits for a second person, and what became of the others. */
export function Entries({ shelf, onDone }: Props) {
  return (
    <Section title={`拟写的知识（待审核 ${shelf.waiting.length}）`}>
      {shelf.waiting.length === 0 && <p class="empty">没有等待审核的条目</p>}
      <ul class="worklist" data-testid="entries">
        {shelf.waiting.map((proposal) => <Row key={proposal.id} proposal={proposal} shelf={shelf} onDone={onDone} />)}
      </ul>
      {shelf.decided.length > 0 && (
        <details>
          <summary>已处理的条目（{shelf.decided.length}）</summary>
          <ul class="worklist" data-testid="entries-decided">
            {shelf.decided.map((proposal) => <Row key={proposal.id} proposal={proposal} shelf={shelf} onDone={onDone} />)}
          </ul>
        </details>
      )}
    </Section>
  );
}

function Row({ proposal, shelf, onDone }: { proposal: Proposal } & Props) {
  const send = useSend();
  const desk = useDesk();
  const [open, setOpen] = useState<'refuse' | 'rewrite' | null>(null);
  const act = async (step: string, body: object, words: string) => {
    const after = await send<Shelf>(`${ROOT}/${proposal.id}/${step}`, body);
    if (!after) return;
    desk.toast(words, 'good');
    setOpen(null);
    onDone(after);
  };
  return (
    <li class="work" data-testid="entry">
      <p class="work__text">{proposal.question}</p>
      {proposal.similar.length > 0 && <p class="soft">相似说法：{proposal.similar.join('；')}</p>}
      <p class="verbatim">{proposal.answer}</p>
      <p class="soft">依据：{proposal.cites.map(({ kind, title }) => `${KINDS[kind] ?? ''} ${title}`).join('；')}</p>
      <p class="soft">
        {STATES[proposal.state]} · {topicOf(proposal.topic, shelf.products)} · {proposal.by} {stampOf(proposal.at)}拟写
        {proposal.decided_by && ` · ${proposal.decided_by} ${stampOf(proposal.decided_at ?? '')}处理`}
      </p>
      {proposal.state === 'refused' && <p class="notice">退回原因：{proposal.remark}</p>}
      <Actions proposal={proposal} onAct={act} onOpen={setOpen} />
      {open === 'refuse' && <Refusal onSend={(remark) => act('refuse', { remark }, '已退回')} />}
      {open === 'rewrite' && (
        <EntryForm start={{ ...proposal, similar: proposal.similar.join('\n') }} shelf={shelf}
          onSave={(draft: Draft) => act('rewrite', draft, '已提交，等另一位主管审核')} />
      )}
    </li>
  );
}

interface ActionProps {
  proposal: Proposal;
  onAct: (step: string, body: object, words: string) => Promise<void>;
  onOpen: (open: 'refuse' | 'rewrite') => void;
}

function Actions({ proposal, onAct, onOpen }: ActionProps) {
  if (proposal.state === 'published') return null;
  const waiting = proposal.state === 'waiting';
  return (
    <div class="actions">
      {waiting && !proposal.own && (
        <button type="button" class="button button--main" onClick={() => void onAct('approve', {}, '已启用')} data-testid="entry-approve">审核通过，启用</button>
      )}
      {waiting && !proposal.own && <button type="button" class="button" onClick={() => onOpen('refuse')} data-testid="entry-refuse">退回</button>}
      {waiting && proposal.own && <span class="soft">自己写的，要由另一位主管审核</span>}
      <button type="button" class="button" onClick={() => onOpen('rewrite')} data-testid="entry-rewrite">修改</button>
    </div>
  );
}

function Refusal({ onSend }: { onSend: (remark: string) => Promise<void> }) {
  const [remark, setRemark] = useState('');
  return (
    <form class="form" onSubmit={(event) => { event.preventDefault(); void onSend(remark); }}>
      <label><span>退回原因</span><input required maxLength={500} value={remark} onInput={(event) => setRemark(event.currentTarget.value)} data-testid="refuse-remark" /></label>
      <button type="submit" class="button" data-testid="refuse-confirm">确认退回</button>
    </form>
  );
}
