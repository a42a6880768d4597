import { useEffect, useState } from 'preact/hooks';
import { ExitIcon, LogoIcon, MuteIcon, OfflineIcon, SoundIcon } from '../shared/icons';
import { useDesk, useDeskState } from './context';
import { type Pane, pending } from './state';
import type { Role } from '../shared/api';
import { pagesOf } from './pages';
import { SeatTool } from './SeatTool';

const ROLES: Record<Role, string> = {
  agent: '坐席', supervisor: '班长', admin: '管理员', claims: '理赔员', auditor: '审计', trainee: '学员',
};

export function TopBar({ role, current }: { role: Role; current: string | undefined }) {
  const desk = useDesk();
  const me = useDeskState((state) => state.me);
  const online = useDeskState((state) => state.online);
  return (
    <header class="top">
      <div class="top__brand">
        <LogoIcon size={28} />
        <h1>坐席工作台</h1>
      </div>
      <PageLinks role={role} current={current} />
      <div class="top__tools">
        {!online && (
          <span class="top__offline" role="status">
            <OfflineIcon size={18} /> 网络断开，正在重连
          </span>
        )}
        <SeatTool />
        <SoundTool />
        {me && (
          <span class="top__me" data-testid="me">
            {me.agent.name}
            <small>{ROLES[me.agent.role]}</small>
          </span>
        )}
        <button type="button" class="top__tool" onClick={() => void desk.logout()} aria-label="退出登录" title="退出登录" data-testid="logout">
          <ExitIcon />
        </button>
      </div>
    </header>
  );
}

function PageLinks({ role, current }: { role: Role; current: string | undefined }) {
  const news = useDeskState((state) => state.queue.complaint_news);
  const pages = pagesOf(role);
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(false), [current]);
  if (pages.length < 2) return null;
  return (
    <nav class={`top__pages ${open ? 'top__pages--open' : ''}`} aria-label="页面">
      <button type="button" class="top__menu" aria-expanded={open} onClick={() => setOpen(!open)} data-testid="page-menu">
        {pages.find(({ id }) => id === current)?.title ?? '页面'} <span aria-hidden="true">▾</span>
      </button>
      <div class="top__links">
        {pages.map(({ id, title }) => (
          <a key={id} href={`#/${id}`} aria-current={id === current ? 'page' : undefined} data-testid={`page-${id}`}>
            {title}
            {id === 'complaints' && news > 0 && <span class="count" title="客户有新情况" data-testid="complaints-news">{news}</span>}
          </a>
        ))}
      </div>
    </nav>
  );
}

function SoundTool() {
  const desk = useDesk();
  const sound = useDeskState((state) => state.sound);
  return (
    <button type="button" class="top__tool" aria-pressed={sound} aria-label="新消息提示音" title={sound ? '提示音：开' : '提示音：关'}
      onClick={() => desk.setSound(!sound)}>
      {sound ? <SoundIcon /> : <MuteIcon />}
    </button>
  );
}

const PANES: readonly [Pane, string][] = [
  ['queue', '队列'],
  ['talk', '会话'],
  ['packet', '资料'],
];

/** Which pane a narrow screen shows. */
export function PaneTabs() {
  const desk = useDesk();
  const pane = useDeskState((state) => state.pane);
  const waiting = useDeskState((state) => pending(state.queue));
  return (
    <nav class="pane-tabs" aria-label="切换栏目">
      {PANES.map(([id, name]) => (
        <button key={id} type="button" aria-current={pane === id ? 'page' : undefined} onClick={() => desk.show(id)} data-testid={`pane-${id}`}>
          {name}
          {id === 'queue' && waiting > 0 && <span class="count">{waiting}</span>}
        </button>
      ))}
    </nav>
  );
}
