/** Fetching and changing things on the desk's pages: what fails is shown as a toast. */

import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, requestJson } from '../shared/http';
import { useDesk } from './context';
import type { Desk } from './desk';

export interface Remote<T> {
  data: T | null;
  /** Why there is nothing to show. */
  failed: string;
  reload: () => void;
  /** Put what a change returned in its place. */
  replace: (data: T) => void;
}

/** Return what stands under a path, fetched again when the path changes and every `everyMs` where given. */
export function useRemote<T>(path: string | null, everyMs?: number): Remote<T> {
  const [data, setData] = useState<T | null>(null);
  const [failed, setFailed] = useState('');
  const latest = useRef(path);
  latest.current = path;
  const reload = useCallback(() => {
    if (!path) return;
    requestJson<T>(path).then(
      (found) => {
        if (latest.current !== path) return; // the answer to an older question
        setData(found);
        setFailed('');
      },
      (error: unknown) => setFailed(messageOf(error)),
    );
  }, [path]);
  useEffect(() => {
    reload();
    if (!everyMs) return undefined;
    const timer = setInterval(reload, everyMs);
    return () => clearInterval(timer);
  }, [reload, everyMs]);
  return { data, failed, reload, replace: setData };
}

/** Return a function that changes something on the server; it gives null where that failed. */
export function useSend(): <T>(path: string, body: object) => Promise<T | null> {
  const desk = useDesk();
  return useCallback((path, body) => send(desk, path, body), [desk]);
}

/** Return a function that fetches something once; it gives null where that failed. */
export function useFetch(): <T>(path: string) => Promise<T | null> {
  const desk = useDesk();
  return useCallback((path) => attempt(desk, () => requestJson(path)), [desk]);
}

async function send<T>(desk: Desk, path: string, body: object): Promise<T | null> {
  const csrf = desk.store.get().me?.csrf ?? '';
  return attempt(desk, () => requestJson<T>(path, { method: 'POST', body, headers: { 'X-CSRF': csrf } }));
}

async function attempt<T>(desk: Desk, request: () => Promise<T>): Promise<T | null> {
  try {
    return await request();
  } catch (error) {
    desk.toast(messageOf(error), 'bad');
    return null;
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof ApiError)) throw error;
  return error.status === 401 ? '没有权限，或者登录已过期。' : error.message;
}
