import { useEffect } from 'preact/hooks';
import { CloseIcon } from '../shared/icons';
import { useChat, useChatState } from './context';

const SHOWN_MS = 7000;

/** Words for the customer that pass by: a file that is too large, and the like. */
export function Notice() {
  const chat = useChat();
  const notice = useChatState((state) => state.notice);
  useEffect(() => {
    if (!notice) return undefined;
    const timer = setTimeout(() => chat.notify(''), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [chat, notice]);
  return (
    <div class="notices" role="alert">
      {notice && (
        <p class="notice">
          <span>{notice}</span>
          <button type="button" class="notice__close" onClick={() => chat.notify('')} aria-label="关闭提示">
            <CloseIcon size={16} />
          </button>
        </p>
      )}
    </div>
  );
}
