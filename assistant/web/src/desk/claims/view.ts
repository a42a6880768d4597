/** How a page is looked at: pure geometry. */

export interface View {
  zoom: number;
  /** Degrees clockwise. */
  turn: 0 | 90 | 180 | 270;
}

export const FIRST_VIEW: View = { zoom: 1, turn: 0 };
const STEPS = [0.5, 0.75, 1, 1.5, 2, 3, 4] as const;

/** Return the view one step larger or smaller. */
export function zoomed(view: View, step: 1 | -1): View {
  const at = STEPS.findIndex((zoom) => zoom >= view.zoom);
  return { ...view, zoom: STEPS[Math.min(STEPS.length - 1, Math.max(0, at + step))] ?? 1 };
}

/** Return the view turned a quarter clockwise. */
export function turned(view: View): View {
  return { ...view, turn: ((view.turn + 90) % 360) as View['turn'] };
}

export interface Size {
  width: number;
  height: number;
}

export interface Box {
  /** What it takes on the page. */
  outer: Size;
  /** What the picture itself measures before it is turned. */
  inner: Size;
  transform: string;
}

/** Return the box of a picture that fits a frame's width at zoom 1, however it is turned. */
export function boxOf(picture: Size, frame: number, { zoom, turn }: View): Box {
  const lying = turn === 90 || turn === 270;
  const scale = (frame / (lying ? picture.height : picture.width)) * zoom;
  const inner = { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) };
  const outer = lying ? { width: inner.height, height: inner.width } : inner;
  const shift = `${(outer.width - inner.width) / 2}px, ${(outer.height - inner.height) / 2}px`;
  return { outer, inner, transform: `translate(${shift}) rotate(${turn}deg)` };
}
