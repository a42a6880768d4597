import { useEffect, useMemo } from 'preact/hooks';
import { BackIcon } from '../../shared/icons';
import { useStore } from '../../shared/store';
import { useDesk } from '../context';
import { ActionBar } from './ActionBar';
import { AssessPart } from './AssessPart';
import { Case, type Tab } from './case';
import { CaseHead } from './CaseHead';
import { CaseContext, useCase, useCaseState } from './context';
import type { ClaimList } from './list';
import { NotesPart } from './NotesPart';
import { PapersPart } from './PapersPart';
import { ReportPart } from './ReportPart';
import { TalkPart } from './TalkPart';
import { TimelinePart } from './TimelinePart';
import { TrailPart } from './TrailPart';

/** One claim: what was reported beside its papers, what has been decided, and what can be done now. */
export function CasePage({ number, list }: { number: string; list: ClaimList }) {
  const desk = useDesk();
  const open = useMemo(() => new Case(desk, number), [desk, number]);
  useEffect(() => open.watch(), [open]);
  const handlers = useStore(list.store, (state) => state.found?.handlers);
  return (
    <CaseContext.Provider value={open}>
      <main class="case" aria-label={`案件 ${number}`}>
        <nav class="case__back">
          <a href="#/claims" data-testid="back">
            <BackIcon size={16} /> 案件列表
          </a>
        </nav>
        <Inside handlers={handlers ?? []} />
      </main>
    </CaseContext.Provider>
  );
}

function Inside({ handlers }: { handlers: { id: number; name: string }[] }) {
  const claim = useCaseState((state) => state.claim);
  const fault = useCaseState((state) => state.fault);
  const tab = useCaseState((state) => state.tab);
  if (!claim) return <p class="loading" role="status">{fault || '正在打开案件…'}</p>;
  return (
    <>
      <CaseHead claim={claim} />
      <ActionBar claim={claim} handlers={handlers} />
      <Tabs />
      <div class={`case__body case__body--${tab}`}>
        <section class="case__left" aria-label={TABS.find(([id]) => id === tab)?.[1] ?? '报案'} tabIndex={0}>
          <Left tab={tab} />
        </section>
        <section class="case__right" aria-label="材料" tabIndex={0}>
          <PapersPart claim={claim} />
        </section>
      </div>
    </>
  );
}

function Left({ tab }: { tab: Tab }) {
  const claim = useCaseState((state) => state.claim);
  if (!claim) return null;
  if (tab === 'assess') return <AssessPart claim={claim} />;
  if (tab === 'timeline') return <TimelinePart claim={claim} />;
  if (tab === 'talk') return <TalkPart claim={claim} />;
  if (tab === 'notes') return <NotesPart claim={claim} />;
  if (tab === 'trail') return <TrailPart claim={claim} />;
  return <ReportPart claim={claim} />;
}

const TABS: readonly [Tab, string][] = [
  ['report', '报案'],
  ['papers', '材料'],
  ['assess', '定损'],
  ['timeline', '进展'],
  ['talk', '对话'],
  ['notes', '备注'],
  ['trail', '留痕'],
];

/** What is shown; the papers have a place of their own on a wide screen. */
function Tabs() {
  const open = useCase();
  const tab = useCaseState((state) => state.tab);
  return (
    <nav class="case__tabs" aria-label="案件内容">
      {TABS.map(([id, name]) => (
        <button key={id} type="button" class={`case__tab case__tab--${id}`} aria-current={tab === id ? 'page' : undefined} onClick={() => open.show(id)} data-testid={`tab-${id}`}>
          {name}
        </button>
      ))}
    </nav>
  );
}
