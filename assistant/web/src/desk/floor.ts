/** The floor's calls: seats, colleagues, calls back, replies at hand, search. */

import type { ActiveTalk, Callback, Canned, Floor, FoundLine, Seat } from '../shared/api';
import type { Client } from './client';

export type SeatChange = Partial<Pick<Seat, 'state' | 'automatic' | 'capacity' | 'skills'>>;
export type CannedFields = Pick<Canned, 'shortcut' | 'title' | 'text' | 'shared'> & { id?: number };

export interface Found {
  lines: FoundLine[];
  next: number | null;
}

export class FloorClient {
  constructor(private readonly client: Client) {}

  floor = () => this.client.get<Floor>('/floor');
  changeSeat = (change: SeatChange) => this.client.post<Floor>('/seat', change);
  active = async () => (await this.client.get<{ active: ActiveTalk[] }>('/active')).active;
  callbacks = async () => (await this.client.get<{ callbacks: Callback[] }>('/callbacks')).callbacks;
  finishCallback = (id: number, result: string) => this.client.post(`/callbacks/${id}/finish`, { result });
  saveCanned = (fields: CannedFields) => this.client.post('/canned', fields);
  removeCanned = (id: number) => this.client.post(`/canned/${id}/remove`, {});

  canned = async (conversation?: string) => {
    const query = conversation ? `?conversation=${encodeURIComponent(conversation)}` : '';
    return (await this.client.get<{ canned: Canned[] }>(`/canned${query}`)).canned;
  };

  search = (words: string, before: number | null, from: string) => {
    const query = new URLSearchParams({ q: words, ...(before === null ? {} : { before: String(before) }), ...(from ? { from } : {}) });
    return this.client.get<Found>(`/search?${query.toString()}`);
  };
}
