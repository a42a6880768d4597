import { useState } from 'preact/hooks';
import { AlertIcon, CloseIcon, FileIcon } from '../shared/icons';
import { sizeOf } from '../shared/words';
import type { Attachment, Refused } from './attachments';
import { useChat, useChatState } from './context';

/** What has been picked, to look at before it goes out. */
export function TrayView() {
  const tray = useChatState((state) => state.tray);
  const refused = useChatState((state) => state.refused);
  if (tray.length + refused.length === 0) return null;
  return (
    <>
      {refused.length > 0 && (
        <ul class="refused" aria-label="不能发送的文件">
          {refused.map((one) => (
            <RefusedItem key={one.id} refused={one} />
          ))}
        </ul>
      )}
      {tray.length > 0 && (
        <ul class="tray" aria-label="待发送的文件" data-testid="tray">
          {tray.map((attachment) => (
            <TrayItem key={attachment.id} attachment={attachment} />
          ))}
        </ul>
      )}
    </>
  );
}

function RefusedItem({ refused: { id, name, reason } }: { refused: Refused }) {
  const chat = useChat();
  return (
    <li class="refused__item" data-testid="tray-refused">
      <AlertIcon size={20} />
      <span class="refused__text" role="alert">
        {reason}
      </span>
      <button type="button" class="refused__close" onClick={() => chat.tray.remove(id)} aria-label={`知道了：${name}`}>
        <CloseIcon size={16} />
      </button>
    </li>
  );
}

function TrayItem({ attachment: { id, file, preview, item } }: { attachment: Attachment }) {
  const chat = useChat();
  const [broken, setBroken] = useState(false);
  return (
    <li class="tray__item">
      {preview && !broken ? (
        <img class="tray__picture" src={preview} alt="" onError={() => setBroken(true)} />
      ) : (
        <span class="tray__picture tray__picture--none">
          <FileIcon size={28} />
        </span>
      )}
      <span class="tray__text">
        {item && <strong>{item}</strong>}
        <span class="tray__name">{file.name}</span>
        <span class="tray__size">{sizeOf(file.size)}</span>
      </span>
      <button type="button" class="tray__remove" onClick={() => chat.tray.remove(id)} aria-label={`移除${file.name}`} data-testid="tray-remove">
        <CloseIcon size={16} />
      </button>
    </li>
  );
}
