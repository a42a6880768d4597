/** Browser storage that may be switched off (private windows, frames on other sites). */

function area(kind: 'local' | 'session'): Storage | null {
  try {
    return kind === 'local' ? window.localStorage : window.sessionStorage;
  } catch {
    return null;
  }
}

/** Return a stored string, or null. */
export function recall(key: string, kind: 'local' | 'session' = 'local'): string | null {
  try {
    return area(kind)?.getItem(key) ?? null;
  } catch {
    return null;
  }
}

/** Store a string; null removes it. */
export function remember(key: string, value: string | null, kind: 'local' | 'session' = 'local'): void {
  try {
    if (value === null) area(kind)?.removeItem(key);
    else area(kind)?.setItem(key, value);
  } catch {
    // full or switched off: the page works without
  }
}
