/** The desk's calls to the server. */

import type { ConversationDetail, Me, MessagePage, Queue, Suggestion } from '../shared/api';
import { requestJson } from '../shared/http';

export type Action = 'accept' | 'reply' | 'note' | 'transfer' | 'return' | 'close';

const ROOT = '/desk/api';

export class Client {
  private csrf = '';

  async me(): Promise<Me> {
    return this.keep(await requestJson<Me>(`${ROOT}/me`));
  }

  async login(name: string, password: string): Promise<Me> {
    return this.keep(await this.post<Me>('/login', { name, password }));
  }

  async logout(): Promise<void> {
    await this.post('/logout', {});
    this.csrf = '';
  }

  queue(): Promise<Queue> {
    return requestJson<Queue>(`${ROOT}/queue`);
  }

  conversation(id: string): Promise<ConversationDetail> {
    return requestJson<ConversationDetail>(`${ROOT}/conversations/${encodeURIComponent(id)}`);
  }

  messages(id: string, after: number): Promise<MessagePage> {
    return requestJson<MessagePage>(`${ROOT}/conversations/${encodeURIComponent(id)}/messages?after=${after}`);
  }

  async act(id: string, action: Action, text: string): Promise<void> {
    await this.post(`/conversations/${encodeURIComponent(id)}/${action}`, { text });
  }

  async suggest(query: string): Promise<Suggestion[]> {
    const { suggestions } = await requestJson<{ suggestions: Suggestion[] }>(`${ROOT}/suggest?q=${encodeURIComponent(query)}`);
    return suggestions ?? [];
  }

  private post<T>(path: string, body: unknown): Promise<T> {
    const headers: Record<string, string> = this.csrf ? { 'X-CSRF': this.csrf } : {};
    return requestJson<T>(`${ROOT}${path}`, { method: 'POST', body, headers });
  }

  private keep(me: Me): Me {
    this.csrf = me.csrf;
    return me;
  }
}
