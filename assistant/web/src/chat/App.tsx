import { useEffect, useState } from 'preact/hooks';
import { Aside } from './Aside';
import { Banner } from './Banner';
import { Composer } from './Composer';
import { useChat, useChatState } from './context';
import { Header } from './Header';
import { Log } from './Log';
import { Notice } from './Notice';
import { useUnread } from './unread';

export function App() {
  const large = useChatState((state) => state.large);
  const dropping = useFileDrop();
  useUnread();
  useEffect(() => {
    document.documentElement.classList.toggle('large', large);
  }, [large]);
  return (
    <div class="page">
      <Header />
      <Banner />
      <div class="page__body">
        <main class="column" aria-label="在线客服">
          <Log />
          <Composer />
        </main>
        <Aside />
      </div>
      <Notice />
      {dropping && <div class="drop-hint" aria-hidden="true">松开鼠标，添加文件</div>}
    </div>
  );
}

/** Take files dropped anywhere on the page; return whether some hover over it. */
function useFileDrop(): boolean {
  const chat = useChat();
  const [over, setOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const carries = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const move = (step: number) => (event: DragEvent) => {
      if (!carries(event)) return;
      event.preventDefault();
      depth = Math.max(0, depth + step);
      setOver(depth > 0);
    };
    const drop = (event: DragEvent) => {
      move(-depth)(event);
      if (carries(event)) void chat.tray.add(event.dataTransfer?.files ?? []);
    };
    const stop = new AbortController();
    const { signal } = stop;
    document.addEventListener('dragenter', move(1), { signal });
    document.addEventListener('dragover', move(0), { signal });
    document.addEventListener('dragleave', move(-1), { signal });
    document.addEventListener('drop', drop, { signal });
    return () => stop.abort();
  }, [chat]);
  return over;
}
