import { AlertIcon, CheckIcon, RetryIcon } from '../shared/icons';
import { useChat } from './context';
import type { Echo } from './echo';
import { FileView } from './FileView';

/** What the customer has just sent, with how far it has come. */
export function EchoRow({ echo }: { echo: Echo }) {
  const { file } = echo;
  return (
    <article class="row row--customer row--echo" data-testid="message" data-from="customer" data-kind="customer" data-seq="" data-state={echo.state}>
      <span class="sr-only">您：</span>
      {file && <FileView id={echo.id} name={file.name} type={file.type} size={file.size} />}
      {file && echo.state === 'sending' && <Progress share={echo.progress} name={file.name} />}
      {echo.text && <p class="bubble bubble--customer">{echo.text}</p>}
      <State echo={echo} />
    </article>
  );
}

function Progress({ share, name }: { share: number; name: string }) {
  const percent = Math.round(share * 100);
  return (
    <div class="upload">
      <progress class="upload__bar" max={100} value={percent} aria-label={`正在上传${name}`} data-testid="upload-progress" />
      <span class="upload__percent">{percent}%</span>
    </div>
  );
}

function State({ echo }: { echo: Echo }) {
  const chat = useChat();
  if (echo.state === 'failed') {
    return (
      <div class="state state--failed" data-testid="send-failed">
        <p role="alert">
          <AlertIcon size={16} /> 没有发出去{echo.error ? `：${echo.error}` : ''}
        </p>
        <button type="button" class="state__button" onClick={() => chat.retry(echo.id)} data-testid="retry">
          <RetryIcon size={16} /> 重新发送
        </button>
        <button type="button" class="state__button" onClick={() => chat.discard(echo.id)} data-testid="discard">
          删除
        </button>
      </div>
    );
  }
  if (echo.state === 'sent') {
    return (
      <p class="state">
        <CheckIcon size={14} /> 已发送
      </p>
    );
  }
  return (
    <div class="state">
      <span>{echo.state === 'queued' ? '等待发送' : '发送中…'}</span>
      {echo.file && (
        <button type="button" class="state__button" onClick={() => chat.discard(echo.id)} aria-label={`取消上传${echo.file.name}`} data-testid="cancel-upload">
          取消
        </button>
      )}
    </div>
  );
}
