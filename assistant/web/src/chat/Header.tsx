import { CloseIcon, DownloadIcon, LogoIcon, PhoneIcon } from '../shared/icons';
import { useChat, useChatState } from './context';
import { askToClose, embedded } from './embed';

export function Header() {
  const { short, hotline } = useChatState((state) => state.company);
  return (
    <header class="header">
      <div class="header__inner">
        <div class="brand">
          <LogoIcon size={34} />
          <div>
            <h1 class="brand__name">{short}</h1>
            <p class="brand__sub">在线客服</p>
          </div>
        </div>
        <div class="header__tools">
          <a class="tool tool--phone" href={`tel:${hotline.replace(/-/g, '')}`} aria-label={`拨打24小时报案热线 ${hotline}`} data-testid="hotline">
            <PhoneIcon />
            <span class="tool__wide">
              24小时报案热线 <strong>{hotline}</strong>
            </span>
          </a>
          <ExportTool />
          <LargeTool />
          {embedded && (
            <button type="button" class="tool" onClick={askToClose} aria-label="关闭客服窗口">
              <CloseIcon />
            </button>
          )}
        </div>
      </div>
    </header>
  );
}

function ExportTool() {
  const chat = useChat();
  const empty = useChatState((state) => state.lines.length === 0);
  return (
    <button type="button" class="tool" onClick={() => void chat.download()} disabled={empty} aria-label="下载聊天记录" title="下载聊天记录" data-testid="export">
      <DownloadIcon />
      <span class="tool__wide">下载聊天记录</span>
    </button>
  );
}

function LargeTool() {
  const chat = useChat();
  const large = useChatState((state) => state.large);
  return (
    <button type="button" class="tool tool--text" aria-pressed={large} onClick={() => chat.setLarge(!large)} data-testid="large-type">
      大字
    </button>
  );
}
