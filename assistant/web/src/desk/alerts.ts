/** Word of new work for an agent who looks elsewhere: the page's title, and a sound where it is wanted. */

import { useEffect, useRef } from 'preact/hooks';
import { useDeskState } from './context';
import { pending } from './state';

const TITLE = '栖云保险 坐席工作台';

export function useAlerts(): void {
  const count = useDeskState((state) => pending(state.queue));
  const sound = useDeskState((state) => state.sound);
  const before = useRef(count);
  useEffect(() => {
    document.title = count > 0 ? `（${count}）${TITLE}` : TITLE;
    if (sound && count > before.current) chime();
    before.current = count;
  }, [count, sound]);
  useEffect(
    () => () => {
      document.title = TITLE;
    },
    [],
  );
}

/** Play two short soft tones. */
function chime(): void {
  const audio = new AudioContext();
  for (const [at, pitch] of [[0, 660], [0.14, 880]] as const) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.08, audio.currentTime + at);
    volume.gain.exponentialRampToValueAtTime(0.0001, audio.currentTime + at + 0.25);
    tone.connect(volume).connect(audio.destination);
    tone.start(audio.currentTime + at);
    tone.stop(audio.currentTime + at + 0.25);
  }
  setTimeout(() => void audio.close(), 1000);
}
