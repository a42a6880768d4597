/** Keeps the end of the conversation in view, unless the customer has scrolled up to read. */

import { type RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Line } from '../shared/api';

const NEAR_PX = 120;
const MARGIN_PX = 12;

export interface Follow {
  frame: RefObject<HTMLDivElement | null>;
  /** Messages that came while the customer was reading further up. */
  missed: number;
  onScroll: () => void;
  toEnd: () => void;
}

/** `tail` names what stands below the messages, such as who types; when it changes, the end moves. */
export function useFollow(lines: readonly Line[], echoes: number, tail: string): Follow {
  const frame = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const before = useRef({ lines: 0, echoes: 0 });
  const [missed, setMissed] = useState(0);

  const toEnd = () => {
    following.current = true;
    setMissed(0);
    const box = frame.current;
    box?.scrollTo({ top: box.scrollHeight });
  };
  const onScroll = () => {
    const box = frame.current;
    if (!box) return;
    following.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    if (following.current) setMissed(0);
  };

  useLayoutEffect(() => {
    const known = before.current;
    const fresh = lines.slice(known.lines);
    const sent = echoes > known.echoes;
    const first = known.lines === 0;
    before.current = { lines: lines.length, echoes };
    if (fresh.length === 0 && !sent) return;
    const theirs = fresh.filter((line) => line.from !== 'customer');
    if (sent || first) toEnd();
    else if (!following.current) setMissed((count) => count + theirs.length);
    else showFrom(frame.current, theirs[0]);
  }, [lines, echoes]);

  useLayoutEffect(() => {
    if (tail && following.current) toEnd();
  }, [tail]);

  useEffect(() => {
    // a keyboard that opens, a composer that grows: stay at the end
    if (!frame.current) return undefined;
    const stay = () => following.current && frame.current?.scrollTo({ top: frame.current.scrollHeight });
    const watch = new ResizeObserver(stay);
    watch.observe(frame.current);
    return () => watch.disconnect();
  }, []);

  return { frame, missed, onScroll, toEnd };
}

/** Scroll to the end, but no further than where the new messages begin: a long answer is read from its start. */
function showFrom(box: HTMLDivElement | null, line: Line | undefined): void {
  if (!box) return;
  const start = line && box.querySelector(`[data-seq="${line.seq}"]`);
  const end = box.scrollHeight - box.clientHeight;
  const top = start ? start.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop - MARGIN_PX : end;
  box.scrollTo({ top: Math.min(end, top) });
}
