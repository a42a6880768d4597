import { useAlerts } from './alerts';
import { useEffect } from 'preact/hooks';
import { useDesk, useDeskState } from './context';
import { useKeys } from './keys';
import { PacketPane } from './PacketPane';
import { QueuePane } from './QueuePane';
import { TalkPane } from './TalkPane';
import { PaneTabs } from './TopBar';

/** The queue, the conversation that is open, and what is known of it. */
export function TalkPage() {
  const desk = useDesk();
  const pane = useDeskState((state) => state.pane);
  useEffect(() => {
    const { selected } = desk.store.get();
    if (selected) desk.watch(selected); // another page may have watched another conversation meanwhile
  }, [desk]);
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
