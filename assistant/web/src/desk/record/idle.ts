/** An open desk that nobody touches for half an hour logs itself out. */

import { useEffect } from 'preact/hooks';
import { useDesk } from '../context';

export const IDLE_MS = 30 * 60_000;
const LOOK_MS = 15_000;
const SIGNS = ['pointerdown', 'keydown', 'wheel'] as const;

export function useIdle(): void {
  const desk = useDesk();
  useEffect(() => {
    let touched = Date.now();
    const touch = () => {
      touched = Date.now();
    };
    for (const sign of SIGNS) addEventListener(sign, touch, { passive: true });
    const timer = setInterval(() => {
      if (Date.now() - touched < IDLE_MS) return;
      clearInterval(timer);
      void desk.logout();
      desk.toast('长时间没有操作，已退出登录。', 'bad');
    }, LOOK_MS);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) removeEventListener(sign, touch);
    };
  }, [desk]);
}
