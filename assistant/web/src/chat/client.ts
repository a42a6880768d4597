/** The chat's calls to the server. */

import type { MessagePage, Session } from '../shared/api';
import { ApiError, errorOf, requestJson } from '../shared/http';
import { newId } from '../shared/ids';
import { recall, remember } from '../shared/storage';
import type { Echo } from './echo';

const TOKEN_KEY = 'qiyun.session';
const STALLED_MS = 60_000;

export class Client {
  private token = recall(TOKEN_KEY);
  private readonly underway = new Map<string, () => void>();

  /** Begin a session, or go on with the one this browser has. */
  async begin(): Promise<Session> {
    const session = await requestJson<Session>('/api/chat/session', { method: 'POST', headers: this.headers() });
    this.token = session.token;
    remember(TOKEN_KEY, session.token);
    return session;
  }

  /** Forget a session that the server no longer knows. */
  forget(): void {
    this.token = null;
    remember(TOKEN_KEY, null);
  }

  messages(after: number): Promise<MessagePage> {
    return requestJson<MessagePage>(`/api/chat/messages?after=${after}`, { headers: this.headers() });
  }

  /** Return a link to the conversation as a file; it expires. */
  async transcriptLink(): Promise<string> {
    const { url } = await requestJson<{ url: string }>('/api/chat/transcript', { method: 'POST', headers: this.headers() });
    return url;
  }

  /** Return the address of a line's file; the page makes it, for the call needs the session's key. */
  async file(seq: number): Promise<string> {
    const response = await fetch(`/api/chat/files/${seq}`, { headers: this.headers() });
    if (!response.ok) throw errorOf(response.status, await response.text().catch(() => ''));
    return URL.createObjectURL(await response.blob());
  }

  async post({ id, text, payload }: Echo): Promise<void> {
    const body = payload === undefined ? { id, text } : { id, payload, title: text };
    await requestJson('/api/chat/messages', { method: 'POST', body, headers: this.headers() });
  }

  /** Break off a file that is going out. */
  cancel(id: string): void {
    this.underway.get(id)?.();
  }

  /** Tell what the customer thinks of an answer. */
  async rate(seq: number, good: boolean): Promise<void> {
    const body = { id: newId(), payload: `/rate_reply${JSON.stringify({ seq, good })}`, title: '' };
    await requestJson('/api/chat/messages', { method: 'POST', body, headers: this.headers() });
  }

  /** Send a file; `onProgress` hears the share that has gone out. XMLHttpRequest, because fetch does not tell. */
  upload(echo: Echo, onProgress: (share: number) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const unreachable = () => reject(new ApiError(0, 'unreachable', '网络连接不上，请检查网络。'));
      let watch = setTimeout(() => request.abort(), STALLED_MS);
      const alive = () => {
        clearTimeout(watch);
        watch = setTimeout(() => request.abort(), STALLED_MS);
      };
      request.upload.onprogress = (event) => {
        alive();
        if (event.lengthComputable) onProgress(event.loaded / event.total);
      };
      request.onload = () => (request.status < 300 ? resolve() : reject(errorOf(request.status, request.responseText)));
      request.onerror = unreachable;
      request.onabort = unreachable;
      request.onloadend = () => {
        clearTimeout(watch);
        this.underway.delete(echo.id);
      };
      this.underway.set(echo.id, () => {
        reject(new ApiError(400, 'cancelled', '已取消。'));
        request.abort();
      });
      request.open('POST', '/api/chat/files');
      for (const [name, value] of Object.entries(this.headers())) request.setRequestHeader(name, value);
      request.send(formOf(echo));
    });
  }

  private headers(): Record<string, string> {
    return this.token ? { 'X-Session': this.token } : {};
  }
}

function formOf(echo: Echo): FormData {
  const form = new FormData();
  form.set('id', echo.id);
  form.set('caption', echo.text);
  if (echo.file) form.set('file', echo.file, echo.file.name);
  return form;
}
