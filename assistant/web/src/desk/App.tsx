import { useAlerts } from './alerts';
import { useDeskState } from './context';
import { useKeys } from './keys';
import { Login } from './Login';
import { PacketPane } from './PacketPane';
import { QueuePane } from './QueuePane';
import { TalkPane } from './TalkPane';
import { Toasts } from './Toasts';
import { PaneTabs, TopBar } from './TopBar';

export function App() {
  const phase = useDeskState((state) => state.phase);
  return (
    <>
      {phase === 'loading' && <p class="loading">正在打开工作台…</p>}
      {phase === 'login' && <Login />}
      {phase === 'in' && <Workplace />}
      <Toasts />
    </>
  );
}

function Workplace() {
  const pane = useDeskState((state) => state.pane);
  useKeys();
  useAlerts();
  return (
    <div class="desk">
      <TopBar />
      <PaneTabs />
      <div class={`panes panes--${pane}`}>
        <QueuePane />
        <TalkPane />
        <PacketPane />
      </div>
    </div>
  );
}
