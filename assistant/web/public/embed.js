// @ts-check
/*
 * Puts the chat on any page:
 *   <script src="https://chat.example.com/embed.js" defer></script>
 * Options on the tag: data-label (the button's words), data-side ("left" or "right").
 * The chat runs in a frame of its own site; the two exchange no content, only "close", "shown" and a number of unread messages.
 */
(() => {
  const script = /** @type {HTMLScriptElement | null} */ (document.currentScript);
  if (!script || document.getElementById('qiyun-chat')) return;
  const home = new URL(script.src).origin;
  const label = script.dataset.label || '在线客服';
  const side = script.dataset.side === 'left' ? 'left' : 'right';

  const host = document.createElement('div');
  host.id = 'qiyun-chat';
  const root = host.attachShadow({ mode: 'open' });
  const style = document.createElement('style');
  style.textContent = `
    :host { all: initial; }
    .launcher { position: fixed; ${side}: 20px; bottom: calc(20px + env(safe-area-inset-bottom)); z-index: 2147483000; display: inline-flex;
      align-items: center; gap: 8px; min-height: 52px; padding: 0 20px; border: 0; border-radius: 26px; background: #0e4a52; color: #fff;
      font: 500 16px/1 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; box-shadow: 0 6px 24px rgba(18, 48, 58, .3); cursor: pointer; }
    .launcher:hover { background: #0f5c63; }
    .launcher:focus-visible { outline: 3px solid #e9a15b; outline-offset: 2px; }
    .unread { min-width: 22px; padding: 4px 6px; border-radius: 11px; background: #a84f1b; font-size: 13px; text-align: center; box-sizing: border-box; }
    .unread[hidden], .frame[hidden], .launcher[hidden] { display: none; }
    .frame { position: fixed; ${side}: 20px; bottom: 20px; z-index: 2147483001; width: 400px; height: min(680px, calc(100vh - 40px)); border: 0;
      border-radius: 16px; background: #f5f4ef; box-shadow: 0 12px 48px rgba(18, 48, 58, .35); }
    @media (max-width: 520px) { .frame { inset: 0; width: 100%; height: 100%; border-radius: 0; } }
  `;

  const launcher = document.createElement('button');
  launcher.type = 'button';
  launcher.className = 'launcher';
  launcher.setAttribute('aria-expanded', 'false');
  launcher.append(icon(), label);
  const unread = document.createElement('span');
  unread.className = 'unread';
  unread.hidden = true;
  launcher.append(unread);
  root.append(style, launcher);
  if (document.body) document.body.append(host);
  else document.addEventListener('DOMContentLoaded', () => document.body.append(host));

  /** @type {HTMLIFrameElement | null} */
  let frame = null;
  launcher.addEventListener('click', open);
  window.addEventListener('message', (event) => {
    if (event.origin !== home || !frame || event.source !== frame.contentWindow) return;
    if (event.data?.type === 'qiyun:close') close();
    if (event.data?.type === 'qiyun:unread') showUnread(Number(event.data.count) || 0);
  });

  function open() {
    frame ??= makeFrame();
    frame.hidden = false;
    launcher.hidden = true;
    launcher.setAttribute('aria-expanded', 'true');
    frame.focus();
    tell(true);
  }

  function close() {
    if (!frame) return;
    frame.hidden = true;
    launcher.hidden = false;
    launcher.setAttribute('aria-expanded', 'false');
    launcher.focus();
    tell(false);
  }

  function makeFrame() {
    const made = document.createElement('iframe');
    made.className = 'frame';
    made.title = label;
    made.src = `${home}/?embed=1`;
    made.allow = 'clipboard-write';
    root.append(made);
    return made;
  }

  /** @param {boolean} shown */
  function tell(shown) {
    frame?.contentWindow?.postMessage({ type: 'qiyun:shown', shown }, home);
  }

  /** @param {number} count */
  function showUnread(count) {
    unread.hidden = count === 0;
    unread.textContent = String(count);
    launcher.setAttribute('aria-label', count > 0 ? `${label}，${count}条新消息` : label);
  }

  function icon() {
    const space = 'http://www.w3.org/2000/svg';
    const picture = document.createElementNS(space, 'svg');
    const path = document.createElementNS(space, 'path');
    for (const [name, value] of Object.entries({ viewBox: '0 0 24 24', width: '22', height: '22', fill: 'none', stroke: 'currentColor',
      'stroke-width': '1.8', 'stroke-linejoin': 'round', 'aria-hidden': 'true' })) picture.setAttribute(name, value);
    path.setAttribute('d', 'M4 5.5h16v11h-9l-4.5 3.5v-3.5H4z');
    picture.append(path);
    return picture;
  }
})();
