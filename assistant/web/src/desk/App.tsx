import { useDeskState } from './context';
import { Login } from './Login';
import { usePage } from './pages';
import type { Role } from '../shared/api';
import { useIdle } from './record/idle';
import { FirstPassword } from './record/OwnPage';
import { Toasts } from './Toasts';
import { TopBar } from './TopBar';

export function App() {
  const phase = useDeskState((state) => state.phase);
  const role = useDeskState((state) => state.me?.agent.role);
  const oneTime = useDeskState((state) => state.me?.agent.one_time);
  return (
    <>
      {phase === 'loading' && <p class="loading">正在打开工作台…</p>}
      {phase === 'login' && <Login />}
      {phase === 'in' && role && (oneTime ? <FirstPassword /> : <Workplace role={role} />)}
      <Toasts />
    </>
  );
}

function Workplace({ role }: { role: Role }) {
  const { page, rest } = usePage(role);
  useIdle();
  return (
    <div class="desk">
      <TopBar role={role} current={page?.id} />
      {page ? <page.View rest={rest} /> : <p class="loading">您的账号没有可打开的页面，请联系管理员。</p>}
    </div>
  );
}
