/** The desk's calls to the server. */

import type { ConversationDetail, Me, MessagePage, Queue, Suggestion } from '../shared/api';
import { requestJson } from '../shared/http';

export type Action = 'accept' | 'takeover' | 'reply' | 'note' | 'whisper' | 'transfer' | 'return' | 'close';

/** What goes with an action beside its words. */
export interface Extra {
  /** The page's own name for what is sent: sent twice, it is said once. */
  key?: string;
  code?: string;
  to_agent?: number;
  to_skill?: string;
}

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

  async act(id: string, action: Action, text: string, extra: Extra = {}): Promise<void> {
    await this.post(`/conversations/${encodeURIComponent(id)}/${action}`, { text, ...extra });
  }

  async sendFile(id: string, file: File, key: string): Promise<void> {
    const form = new FormData();
    form.set('key', key);
    form.set('file', file, file.name);
    await requestJson(`${ROOT}/files/${encodeURIComponent(id)}`, { method: 'POST', form, headers: this.headers() });
  }

  async suggest(query: string): Promise<Suggestion[]> {
    const { suggestions } = await requestJson<{ suggestions: Suggestion[] }>(`${ROOT}/suggest?q=${encodeURIComponent(query)}`);
    return suggestions ?? [];
  }

  get<T>(path: string): Promise<T> {
    return requestJson<T>(`${ROOT}${path}`);
  }

  post<T>(path: string, body: unknown): Promise<T> {
    return requestJson<T>(`${ROOT}${path}`, { method: 'POST', body, headers: this.headers() });
  }

  private headers(): Record<string, string> {
    return this.csrf ? { 'X-CSRF': this.csrf } : {};
  }

  private keep(me: Me): Me {
    this.csrf = me.csrf;
    return me;
  }
}
