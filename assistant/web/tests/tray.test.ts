import { beforeEach, expect, test, vi } from 'vitest';
import { type ChatState, FIRST_STATE } from '../src/chat/state';
import { Tray } from '../src/chat/tray';
import { Store } from '../src/shared/store';

const pdf = (name: string, content = 'x') => new File([content], name, { type: 'application/pdf' });

function trayWith() {
  const store = new Store<ChatState>(FIRST_STATE);
  return { store, tray: new Tray(store) };
}

beforeEach(() => {
  vi.stubGlobal('URL', { createObjectURL: () => 'blob:1', revokeObjectURL: () => undefined });
});

test('each file that cannot be sent is told with its reason, the others go in', async () => {
  const { store, tray } = trayWith();
  await tray.add([pdf('a.pdf'), pdf('empty.pdf', ''), new File(['MZ'], 'setup.exe', { type: 'application/x-msdownload' })]);
  expect(store.get().tray.map((one) => one.file.name)).toEqual(['a.pdf']);
  expect(store.get().refused.map((one) => one.name)).toEqual(['empty.pdf', 'setup.exe']);
});

test('of more than twenty files the rest is told one by one', async () => {
  const { store, tray } = trayWith();
  await tray.add(Array.from({ length: 23 }, (_, n) => pdf(`${n}.pdf`)));
  expect(store.get().tray.length).toBe(20);
  expect(store.get().refused.map((one) => one.name)).toEqual(['20.pdf', '21.pdf', '22.pdf']);
});

test('an iPhone picture that this browser cannot draw is told with a way out', async () => {
  const { store, tray } = trayWith();
  await tray.add([new File(['heic'], 'IMG_1.HEIC', { type: 'image/heic' })]);
  expect(store.get().tray).toEqual([]);
  expect(store.get().refused[0]?.reason).toContain('截图');
});
