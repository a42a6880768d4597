/** Files picked and shown, until the customer sends them or takes them out. */

import type { Store } from '../shared/store';
import { newId } from '../shared/ids';
import { type Attachment, attach, prepare } from './attachments';
import type { ChatState } from './state';

const MOST = 20; // at once

export class Tray {
  constructor(private readonly store: Store<ChatState>) {}

  /** Put files in; `item` is the paper of the checklist they are for. What cannot be sent is shown beside them, each with its reason. */
  async add(files: Iterable<File>, item = ''): Promise<void> {
    this.store.set({ refused: [] });
    for (const file of files) {
      if (this.store.get().tray.length >= MOST) this.refuse(file, `一次最多传${MOST}个文件，这个请稍后再传。`);
      else await this.addOne(file, item);
    }
  }

  remove(id: string): void {
    const gone = this.store.get().tray.find((one) => one.id === id);
    if (gone?.preview) URL.revokeObjectURL(gone.preview);
    const { tray, refused } = this.store.get();
    this.store.set({ tray: tray.filter((one) => one.id !== id), refused: refused.filter((one) => one.id !== id) });
  }

  /** Return what lies here and leave it empty. */
  empty(): Attachment[] {
    const { tray } = this.store.get();
    this.store.set({ tray: [], refused: [] });
    return tray;
  }

  private refuse(file: File, reason: string): void {
    this.store.set({ refused: [...this.store.get().refused, { id: newId(), name: file.name, reason }] });
  }

  private async addOne(file: File, item: string): Promise<void> {
    try {
      const ready = await prepare(file, this.store.get().limits.upload_mb);
      this.store.set({ tray: [...this.store.get().tray, attach(ready, item)] });
    } catch (error) {
      this.refuse(file, error instanceof Error ? error.message : '这个文件没能打开，请换一个。');
    }
  }
}
