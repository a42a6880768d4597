/** Messages that came while nobody looked: in the title, and for the loader on another site. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { useChatState } from './context';
import { embedded, onShown, tellUnread } from './embed';

export function useUnread(): void {
  const lines = useChatState((state) => state.lines);
  const loaded = useChatState((state) => state.loaded);
  const title = useChatState((state) => `${state.company.short} 在线客服`);
  const looking = useLooking();
  const seen = useRef(-1);
  const said = lines.filter((line) => line.from !== 'customer').length;
  if (loaded && (looking || seen.current < 0 || seen.current > said)) seen.current = said;
  const unread = loaded ? said - seen.current : 0;
  useEffect(() => {
    document.title = unread > 0 ? `（${unread}条新消息）${title}` : title;
    tellUnread(unread);
  }, [unread, title]);
}

/** Return whether the page is in front of the customer. */
function useLooking(): boolean {
  const [visible, setVisible] = useState(document.visibilityState === 'visible');
  const [open, setOpen] = useState(true);
  useEffect(() => {
    const update = () => setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', update);
    onShown(setOpen);
    return () => document.removeEventListener('visibilitychange', update);
  }, []);
  return visible && (open || !embedded);
}
