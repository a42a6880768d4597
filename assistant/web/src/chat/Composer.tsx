import { useRef, useState } from 'preact/hooks';
import { composing, useAutosize } from '../shared/autosize';
import { AttachIcon, CameraIcon, SendIcon } from '../shared/icons';
import { lengthOf } from '../shared/words';
import { ACCEPT } from './attachments';
import { useChat, useChatState } from './context';
import { Entries } from './entries';
import { TrayView } from './TrayView';

const COUNTED_FROM = 0.9; // of the limit

export function Composer() {
  const chat = useChat();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const limit = useChatState((state) => state.limits.text);
  const tray = useChatState((state) => state.tray);
  useAutosize(field, text);
  const length = lengthOf(text);
  const blocked = length > limit || (text.trim() === '' && tray.length === 0);

  const send = () => {
    if (blocked) return;
    if (tray.length > 0) chat.sendTray(text.trim());
    else chat.sendText(text.trim());
    setText('');
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || composing(event)) return;
    event.preventDefault();
    send();
  };
  const onInput = (event: Event) => {
    setText((event.currentTarget as HTMLTextAreaElement).value);
    chat.typing();
  };
  const onPaste = (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void chat.tray.add(files);
  };

  return (
    <form class="composer" aria-label="发消息" onSubmit={(event) => { event.preventDefault(); send(); }}>
      <QuickRow />
      <TrayView />
      <div class="composer__row">
        <CameraButton />
        <UploadButton />
        <textarea ref={field} class="composer__field" rows={1} value={text} placeholder={tray.length > 0 ? '可以写一句说明' : '请输入您的问题'}
          aria-label="消息内容" aria-describedby="composer-hint" aria-invalid={length > limit} enterkeyhint="send" autocomplete="off"
          onInput={onInput} onKeyDown={onKeyDown} onPaste={onPaste} data-testid="composer" />
        <button type="submit" class="composer__send" disabled={blocked} aria-label="发送" data-testid="send">
          <SendIcon size={22} />
        </button>
      </div>
      <div class="composer__foot">
        <p class="composer__hint" id="composer-hint">
          回车发送，Shift+回车换行；可拖入或粘贴图片
        </p>
        {length > limit * COUNTED_FROM && (
          <p class={`composer__count ${length > limit ? 'composer__count--over' : ''}`} role="status" data-testid="count">
            {length > limit ? `超出${length - limit}个字，请分几条发送` : `${length}/${limit}`}
          </p>
        )}
      </div>
    </form>
  );
}

/** Put what an input has picked into the tray. */
function usePick() {
  const chat = useChat();
  return (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    void chat.tray.add([...(input.files ?? [])]);
    input.value = '';
  };
}

/** Straight to the camera, where there is a finger rather than a mouse. */
function CameraButton() {
  const pick = usePick();
  return (
    <label class="composer__attach composer__attach--camera" title="拍照">
      <input class="sr-only" type="file" accept="image/*" capture="environment" onChange={pick} aria-label="拍照" data-testid="camera" />
      <CameraIcon size={24} />
    </label>
  );
}

function UploadButton() {
  const pick = usePick();
  return (
    <label class="composer__attach" title="发照片或PDF">
      <input class="sr-only" type="file" accept={ACCEPT} multiple onChange={pick} aria-label="发照片或PDF" data-testid="upload" />
      <AttachIcon size={24} />
    </label>
  );
}

/** The ways in, at hand once the welcome has scrolled away. */
function QuickRow() {
  const shown = useChatState((state) => (state.lines.length > 0 || state.echoes.length > 0) && state.owner !== 'agent' && state.tray.length === 0);
  return shown ? <Entries form="row" /> : null;
}
