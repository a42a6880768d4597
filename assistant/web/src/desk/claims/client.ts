/** The desk's calls about claims. */

import type { Line, MessagePage } from '../../shared/api';
import { requestJson } from '../../shared/http';
import type { Desk } from '../desk';
import { type Filter, queryOf } from './filter';
import type { ClaimCase, DueCall, ListPage } from './types';

const ROOT = '/desk/api/claims';

const pathOf = (number: string) => `${ROOT}/${encodeURIComponent(number)}`;

/** Return where a page of a file is drawn. */
export const pageUrl = (number: string, file: number, page: number) => `${pathOf(number)}/files/${file}/pages/${page}`;
/** Return where a file's own bytes are. */
export const fileUrl = (number: string, file: number) => `${pathOf(number)}/files/${file}`;
/** Return where the closing file is made. */
export const closingUrl = (number: string) => `${pathOf(number)}/file.pdf`;

export class ClaimsClient {
  constructor(private readonly desk: Desk) {}

  list(filter: Filter): Promise<ListPage> {
    return requestJson<ListPage>(`${ROOT}?${queryOf(filter)}`);
  }

  case(number: string): Promise<ClaimCase> {
    return requestJson<ClaimCase>(pathOf(number));
  }

  /** Do something with a claim and return it as it is after. */
  async act(number: string, call: string, body: object): Promise<ClaimCase> {
    return (await this.post<{ claim: ClaimCase }>(`${pathOf(number)}/${call}`, body)).claim;
  }

  async transcript(conversation: string): Promise<Line[]> {
    return (await requestJson<MessagePage>(`/desk/api/conversations/${encodeURIComponent(conversation)}/messages?after=0`)).messages;
  }

  /** Return the calls that are to be made to customers, the first due first. */
  async followups(): Promise<DueCall[]> {
    return (await requestJson<{ followups: DueCall[] }>('/desk/api/followups')).followups;
  }

  async followedUp(id: number, text: string): Promise<void> {
    await this.post(`/desk/api/followups/${id}`, { text });
  }

  private post<T>(path: string, body: object): Promise<T> {
    const csrf = this.desk.store.get().me?.csrf ?? '';
    return requestJson<T>(path, { method: 'POST', body, headers: { 'X-CSRF': csrf } });
  }
}
