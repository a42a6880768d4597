import { Overview } from './Overview';
import { Quality } from './Quality';
import { WorkList } from './WorkList';

const TABS = [['figures', '数据'], ['quality', '质检'], ['worklist', '待改进']] as const;

/** The supervisor's page: figures, quality review, the work list. */
export function SupervisorPage({ rest }: { rest: string }) {
  const [tab = '', key = ''] = rest.split('/');
  const open = TABS.find(([id]) => id === tab)?.[0] ?? 'figures';
  return (
    <main class="page">
      <div class="page__head">
        <h2>主管</h2>
        <nav class="tabs" aria-label="主管栏目">
          {TABS.map(([id, name]) => (
            <a key={id} href={`#/supervisor/${id}`} aria-current={id === open ? 'page' : undefined} data-testid={`tab-${id}`}>
              {name}
            </a>
          ))}
        </nav>
      </div>
      {open === 'figures' && <Overview />}
      {open === 'quality' && <Quality sample={key} />}
      {open === 'worklist' && <WorkList />}
    </main>
  );
}
