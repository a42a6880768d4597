/** Files the customer has picked: checked, and made smaller where that is needed, before they go out. */

import { newId } from '../shared/ids';

const READY = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'application/pdf']);
const BY_NAME = /\.(jpe?g|png|webp|gif|pdf)$/i;
const HEIC = /hei[cf]$/i;
const LONGEST_SIDE = 3000; // enough to read small print on a photographed page
const QUALITY = 0.85;

// no HEIC among them: an iPhone gives its pictures as JPEG then
export const ACCEPT = 'image/jpeg,image/png,image/webp,image/gif,application/pdf';

/** A picked file that cannot be sent, and why. */
export interface Refused {
  id: string;
  name: string;
  reason: string;
}

export interface Attachment {
  id: string;
  file: File;
  /** An address to show the picture from; null for what is no picture. */
  preview: string | null;
  /** The paper of the checklist that this is, or nothing. */
  item: string;
}

/** Whether the server takes this kind of file as it is. */
export function acceptable(file: { type: string; name: string }): boolean {
  return READY.has(file.type) || (file.type === '' && BY_NAME.test(file.name));
}

/** Return the file ready to send. Throws Error with words for the customer. */
export async function prepare(file: File, limitMb: number): Promise<File> {
  const limit = limitMb * 1024 * 1024;
  if (file.size === 0) throw new Error(`文件“${file.name}”是空的，请重新选择。`);
  if (HEIC.test(file.type) || HEIC.test(file.name)) return asJpeg(file, limit);
  if (acceptable(file) && file.size <= limit) return file;
  if (!file.type.startsWith('image/')) throw new Error(refusal(file, limitMb));
  const smaller = await redraw(file).catch(() => null);
  if (!smaller || smaller.size > limit) throw new Error(refusal(file, limitMb));
  return smaller;
}

/** Return an iPhone's picture in the form that everybody can open. Throws Error with a way out where this browser cannot. */
async function asJpeg(file: File, limit: number): Promise<File> {
  const drawn = await redraw(file).catch(() => null);
  if (!drawn) {
    throw new Error(`“${file.name}”是苹果手机的HEIC照片，这里打不开。请把照片截屏后传截图，或在手机“设置－相机－格式”里选“兼容性最佳”再拍一张。`);
  }
  if (drawn.size > limit) throw new Error(refusal(file, limit / 1024 / 1024));
  return drawn;
}

function refusal(file: File, limitMb: number): string {
  if (!acceptable(file)) return `文件“${file.name}”暂不支持，请传照片或PDF。`;
  return `文件“${file.name}”超过${limitMb}MB，请压缩后再传。`;
}

/** Draw a picture again as JPEG, no longer than LONGEST_SIDE. */
async function redraw(file: File): Promise<File> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  if (!blob) throw new Error('not a picture');
  return new File([blob], `${file.name.replace(/\.[^.]*$/, '')}.jpg`, { type: 'image/jpeg' });
}

/** Return an attachment; pictures get an address to be shown from. */
export function attach(file: File, item: string): Attachment {
  const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : null;
  return { id: newId(), file, preview, item };
}
