import { useState } from 'preact/hooks';
import { FileIcon } from '../shared/icons';
import { sizeOf } from '../shared/words';
import { useChat } from './context';

interface Props {
  id: string;
  name: string;
  type: string;
  size: number;
}

/** A file the customer sent: the picture itself where this page still has it, else its name. */
export function FileView({ id, name, type, size }: Props) {
  const preview = useChat().previews.get(id);
  const [broken, setBroken] = useState(false);
  if (preview && !broken && type.startsWith('image/')) {
    return <img class="sent-picture" src={preview} alt={`您发的图片：${name}`} onError={() => setBroken(true)} />;
  }
  return (
    <div class="sent-file">
      <FileIcon size={26} />
      <span class="sent-file__name">{name}</span>
      <span class="sent-file__size">{sizeOf(size)}</span>
    </div>
  );
}
