import { useEffect, useState } from 'preact/hooks';
import type { Callback } from '../shared/api';
import { countdown, stampOf } from '../shared/time';
import { useDesk, useNow } from './context';

const AGAIN_MS = 30_000;

/** Messages left outside the hours: whom to call back, until when. */
export function CallbackPage() {
  const desk = useDesk();
  const now = useNow();
  const [all, setAll] = useState<Callback[] | null>(null);
  const load = () => desk.try(async () => setAll(await desk.floor.callbacks()));
  useEffect(() => {
    void load();
    const timer = setInterval(() => void load(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [desk]);
  const look = async (id: string) => {
    location.hash = '#/talk';
    await desk.open(id, 'talk');
  };
  return (
    <main class="page page--single" aria-label="回电">
      <section class="page__main">
        <h2>待回电（{all?.length ?? 0}）</h2>
        {all?.length === 0 && <p class="empty">没有要回的电话</p>}
        <ul class="cards">
          {(all ?? []).map((callback) => (
            <li key={callback.id} class="card" data-testid="callback">
              <p class="card__head">
                <strong>{callback.customer}</strong> {callback.phone ?? '还没有留电话'}
                <Due callback={callback} now={now} />
              </p>
              <p class="card__text">
                登记 {stampOf(callback.created_at)}，最迟 {stampOf(callback.due_at)} 回电
              </p>
              <Finish callback={callback} onDone={() => void load()} />
              <p class="card__foot">
                <button type="button" class="button" onClick={() => void look(callback.conversation_id)}>
                  看会话
                </button>
              </p>
            </li>
          ))}
        </ul>
      </section>
    </main>
  );
}

function Due({ callback, now }: { callback: Callback; now: number }) {
  const { text, level } = countdown(callback.created_at, callback.due_at, now);
  return <span class={`due due--${level}`}>{text}</span>;
}

function Finish({ callback, onDone }: { callback: Callback; onDone: () => void }) {
  const desk = useDesk();
  const [result, setResult] = useState('');
  const finish = async (event: SubmitEvent) => {
    event.preventDefault();
    if (await desk.try(() => desk.floor.finishCallback(callback.id, result))) onDone();
  };
  return (
    <form class="form form--row" onSubmit={finish}>
      <label>
        <span class="sr-only">回电结果</span>
        <input value={result} placeholder="回电结果" required onInput={(event) => setResult(event.currentTarget.value)} data-testid="callback-result" />
      </label>
      <button type="submit" class="button button--main" data-testid="callback-finish">
        已回电
      </button>
    </form>
  );
}
