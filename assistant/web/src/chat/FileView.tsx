import { useEffect, useState } from 'preact/hooks';
import { FileIcon } from '../shared/icons';
import { sizeOf } from '../shared/words';
import { useChat } from './context';

interface Props {
  id: string;
  name: string;
  type: string;
  size: number;
  /** The line that brought it, once it stands in the conversation. */
  seq?: number;
  from?: '您' | '客服';
}

/** A file of the conversation: the picture itself where a browser can show it, else its name to save it by. */
export function FileView({ id, name, type, size, seq, from = '您' }: Props) {
  const chat = useChat();
  const [address, setAddress] = useState(chat.previews.get(id));
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    if (address || seq === undefined) return;
    void chat.file(seq).then(setAddress, () => setBroken(true));
  }, [chat, seq]);
  if (address && !broken && type.startsWith('image/')) {
    return <img class="sent-picture" src={address} alt={`${from}发的图片：${name}`} onError={() => setBroken(true)} data-testid="picture" />;
  }
  const card = (
    <>
      <FileIcon size={26} />
      <span class="sent-file__name">{name}</span>
      <span class="sent-file__size">{sizeOf(size)}</span>
    </>
  );
  if (!address) return <div class="sent-file">{card}</div>;
  return (
    <a class="sent-file" href={address} download={name}>
      {card}
    </a>
  );
}
