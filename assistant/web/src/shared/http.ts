/** JSON over HTTP, with errors told apart by whether trying again can help. */

const TIMEOUT_MS = 20_000;
const UPLOAD_MS = 120_000;

/** The server refused, or could not be reached (`status` 0). `message` is fit to show. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  /** Whether the network failed rather than the server. */
  get unreachable(): boolean {
    return this.status === 0;
  }

  /** Whether the same request may succeed later. */
  get temporary(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

export interface RequestOptions {
  method?: 'GET' | 'POST';
  body?: unknown;
  /** Instead of a body: a form with files. */
  form?: FormData;
  headers?: Record<string, string>;
}

/** Make an error of a refused request's body, whatever the body is. */
export function errorOf(status: number, body: string): ApiError {
  try {
    const { error } = JSON.parse(body) as { error?: { code?: string; message?: string } };
    if (error?.message) return new ApiError(status, error.code ?? 'unknown', error.message);
  } catch {
    // not JSON: a proxy's page
  }
  return new ApiError(status, 'unknown', status >= 500 ? '服务暂时不可用，请稍后再试。' : '没有成功，请稍后再试。');
}

/** Return the JSON of a request. Throws ApiError. */
export async function requestJson<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const response = await send(path, options);
  const body = await response.text().catch(() => '');
  if (!response.ok) throw errorOf(response.status, body);
  try {
    return (body ? JSON.parse(body) : {}) as T;
  } catch {
    throw new ApiError(response.status, 'malformed', '服务暂时不可用，请稍后再试。');
  }
}

async function send(path: string, { method = 'GET', body, form, headers = {} }: RequestOptions): Promise<Response> {
  const init: RequestInit = { method, headers: { ...headers }, credentials: 'same-origin', cache: 'no-store' };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { ...headers, 'Content-Type': 'application/json' };
  }
  if (form) init.body = form;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), form ? UPLOAD_MS : TIMEOUT_MS);
  try {
    return await fetch(path, { ...init, signal: stop.signal });
  } catch {
    throw new ApiError(0, 'unreachable', '网络连接不上，请检查网络。');
  } finally {
    clearTimeout(timer);
  }
}
