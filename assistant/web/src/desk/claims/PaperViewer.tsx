import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { BackIcon, ChevronIcon, DownloadIcon, MinusIcon, PlusIcon, TurnIcon } from '../../shared/icons';
import { fileUrl, pageUrl } from './client';
import { useCaseState } from './context';
import type { CaseFile } from './types';
import { boxOf, FIRST_VIEW, turned, type View, zoomed } from './view';

/** A file of a claim, page by page as pictures: larger, smaller, turned. */
export function PaperViewer({ number, file }: { number: string; file: CaseFile }) {
  const place = useRef<HTMLElement>(null);
  const picked = useCaseState((state) => state.file === file.id);
  useEffect(() => {
    if (picked) place.current?.scrollIntoView({ block: 'nearest' }); // below the list on a phone
  }, [picked]);
  const [page, setPage] = useState(1);
  const [view, setView] = useState<View>(FIRST_VIEW);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = KEYS[event.key];
    if (!act) return;
    setView(act);
    event.preventDefault();
  };
  const own = (
    <a class="tool" href={fileUrl(number, file.id)} download={file.name} aria-label="下载原文件" title="下载原文件">
      <DownloadIcon size={18} />
    </a>
  );
  return (
    <section ref={place} class="viewer" aria-label={`查看 ${file.name}`} onKeyDown={onKeyDown} data-testid="viewer">
      <div class="viewer__tools" role="group" aria-label="查看工具">
        <span class="viewer__name">{file.name}</span>
        {file.pages > 1 && <Pages page={page} count={file.pages} onPage={setPage} />}
        {file.pages > 0 && <Tools view={view} onView={setView} />}
        {own}
      </div>
      {file.pages > 0 ? <Sheet src={pageUrl(number, file.id, page)} name={`${file.name} 第${page}页`} view={view} /> : <p class="viewer--none">这种文件不能在这里显示，请下载查看。</p>}
    </section>
  );
}

const KEYS: Record<string, (view: View) => View> = {
  '+': (view) => zoomed(view, 1), '=': (view) => zoomed(view, 1), '-': (view) => zoomed(view, -1), '0': () => FIRST_VIEW, r: turned,
};

function Tools({ view, onView }: { view: View; onView: (view: View) => void }) {
  return (
    <>
      <button type="button" class="tool" onClick={() => onView(zoomed(view, -1))} aria-label="缩小" title="缩小（-）" data-testid="zoom-out">
        <MinusIcon size={18} />
      </button>
      <output class="viewer__zoom">{Math.round(view.zoom * 100)}%</output>
      <button type="button" class="tool" onClick={() => onView(zoomed(view, 1))} aria-label="放大" title="放大（+）" data-testid="zoom-in">
        <PlusIcon size={18} />
      </button>
      <button type="button" class="tool" onClick={() => onView(turned(view))} aria-label="旋转" title="旋转（r）" data-testid="turn">
        <TurnIcon size={18} />
      </button>
    </>
  );
}

function Pages({ page, count, onPage }: { page: number; count: number; onPage: (page: number) => void }) {
  return (
    <>
      <button type="button" class="tool" disabled={page <= 1} onClick={() => onPage(page - 1)} aria-label="上一页">
        <BackIcon size={18} />
      </button>
      <output class="viewer__zoom">
        {page}/{count}页
      </output>
      <button type="button" class="tool" disabled={page >= count} onClick={() => onPage(page + 1)} aria-label="下一页">
        <ChevronIcon size={18} />
      </button>
    </>
  );
}

/** The page itself, fitted to the frame's width and then enlarged; the frame scrolls. */
function Sheet({ src, name, view }: { src: string; name: string; view: View }) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const [size, setSize] = useState<{ src: string; width: number; height: number } | null>(null);
  const [broken, setBroken] = useState('');
  const box = size && boxOf(size, width, view);
  return (
    <div class="viewer__frame" ref={frame} tabIndex={0} role="group" aria-label="画面，可滚动">
      {broken === src ? (
        <p class="viewer--none">没有显示出来，请稍后再试或下载原文件。</p>
      ) : (
        <div class="viewer__sheet" style={box ? { width: `${box.outer.width}px`, height: `${box.outer.height}px` } : {}}>
          <img src={src} alt={name} loading="lazy" data-testid="sheet" style={box ? { width: `${box.inner.width}px`, height: `${box.inner.height}px`, transform: box.transform } : {}}
            onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => setSize({ src, width: naturalWidth, height: naturalHeight })} onError={() => setBroken(src)} />
        </div>
      )}
    </div>
  );
}

function useWidth(frame: { current: HTMLDivElement | null }): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => setWidth(frame.current?.clientWidth ?? 0), [frame]);
  useEffect(() => {
    if (!frame.current) return undefined;
    const watch = new ResizeObserver(() => setWidth(frame.current?.clientWidth ?? 0));
    watch.observe(frame.current);
    return () => watch.disconnect();
  }, [frame]);
  return width;
}
