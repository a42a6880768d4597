/** What the customer has sent and the server's transcript does not show yet. */

import { newId } from '../shared/ids';

export type EchoState = 'queued' | 'sending' | 'sent' | 'failed';

export interface Echo {
  /** Goes to the server with every attempt, which stores it once. */
  id: string;
  at: string;
  text: string;
  payload?: string;
  file?: File;
  preview?: string | null;
  state: EchoState;
  /** Share of a file that has gone out, 0 to 1. */
  progress: number;
  error?: string;
}

const base = () => ({ id: newId(), at: new Date().toISOString(), state: 'queued' as const, progress: 0 });

export const textEcho = (text: string): Echo => ({ ...base(), text });
export const choiceEcho = (title: string, payload: string): Echo => ({ ...base(), text: title, payload });
export const fileEcho = (file: File, caption: string, preview: string | null): Echo => ({ ...base(), text: caption, file, preview });

/** Return the unsent texts as a string that outlives a reload; files cannot. */
export function packEchoes(echoes: readonly Echo[]): string | null {
  const kept = echoes.filter((echo) => !echo.file && echo.state !== 'sent');
  if (kept.length === 0) return null;
  return JSON.stringify(kept.map(({ id, at, text, payload }) => ({ id, at, text, payload })));
}

/** Return the echoes of such a string, queued again under their old ids; what is not one is left out. */
export function unpackEchoes(packed: string | null): Echo[] {
  if (!packed) return [];
  try {
    const rows = JSON.parse(packed) as unknown;
    return Array.isArray(rows) ? rows.filter(isRow).map((row) => ({ ...row, state: 'queued' as const, progress: 0 })) : [];
  } catch {
    return [];
  }
}

function isRow(row: unknown): row is { id: string; at: string; text: string; payload?: string } {
  if (typeof row !== 'object' || row === null) return false;
  const { id, at, text, payload } = row as Record<string, unknown>;
  const optional = payload === undefined || typeof payload === 'string';
  return typeof id === 'string' && typeof at === 'string' && typeof text === 'string' && optional;
}
