/** What the page and the loader on another site (embed.js) tell each other. No content ever goes that way. */

/** Whether the page stands in a frame that embed.js has made. */
export const embedded = window.parent !== window && new URLSearchParams(location.search).get('embed') === '1';

/** Ask the loader to close the window. */
export function askToClose(): void {
  if (embedded) window.parent.postMessage({ type: 'qiyun:close' }, '*');
}

/** Tell the loader how many messages wait to be read. */
export function tellUnread(count: number): void {
  if (embedded) window.parent.postMessage({ type: 'qiyun:unread', count }, '*');
}

/** Hear from the loader whether the window is open. */
export function onShown(handle: (shown: boolean) => void): void {
  if (!embedded) return;
  window.addEventListener('message', (event: MessageEvent<{ type?: string; shown?: boolean }>) => {
    if (event.source === window.parent && event.data?.type === 'qiyun:shown') handle(event.data.shown === true);
  });
}
