import { useAlerts } from './alerts';
import { useDeskState } from './context';
import { useKeys } from './keys';
import { PacketPane } from './PacketPane';
import { QueuePane } from './QueuePane';
import { TalkPane } from './TalkPane';
import { PaneTabs } from './TopBar';

/** The queue, the conversation that is open, and what is known of it. */
export function TalkPage() {
  const pane = useDeskState((state) => state.pane);
  useKeys();
  useAlerts();
  return (
    <>
      <PaneTabs />
      <div class={`panes panes--${pane}`}>
        <QueuePane />
        <TalkPane />
        <PacketPane />
      </div>
    </>
  );
}
