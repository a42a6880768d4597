/** Inline icons, drawn on a grid of 24. They are decoration: the words are beside them or in a label. */

import type { ComponentChildren } from 'preact';

interface IconProps {
  size?: number;
}

/** Sizes are given in pixels of the usual type, and grow with it. */
const rem = (size: number) => `${size / 16}rem`;

function make(paths: () => ComponentChildren) {
  return ({ size = 20 }: IconProps) => (
    <svg class="icon" viewBox="0 0 24 24" width={rem(size)} height={rem(size)} fill="none" stroke="currentColor" stroke-width="1.8"
      stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">
      {paths()}
    </svg>
  );
}

export const LogoIcon = ({ size = 32 }: IconProps) => (
  <svg class="icon" viewBox="0 0 32 32" width={rem(size)} height={rem(size)} fill="none" stroke-linecap="round" aria-hidden="true" focusable="false">
    <path d="M7.5 20.5a4 4 0 0 1 1-7.9 6.5 6.5 0 0 1 12.4-1.1 4.6 4.6 0 0 1 3.6 8.6" stroke="currentColor" stroke-width="2.2" />
    <path d="M11 24.5h10" stroke="var(--accent-bright)" stroke-width="2.4" />
  </svg>
);
export const PhoneIcon = make(() => <path d="M6 3h3l1.5 4.5L8 9.5a12 12 0 0 0 6.5 6.5l2-2.5L21 15v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z" />);
export const DownloadIcon = make(() => <path d="M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 20h14" />);
export const SendIcon = make(() => <path d="M12 19V5m-6 6 6-6 6 6" />);
export const AttachIcon = make(() => <path d="m20 11.5-7.8 7.8a5 5 0 0 1-7-7l8-8a3.3 3.3 0 0 1 4.7 4.7l-7.9 7.9a1.7 1.7 0 0 1-2.4-2.4l7.2-7.2" />);
export const CameraIcon = make(() => <><rect x="3" y="6" width="18" height="14" rx="3" /><path d="M8.5 6 10 3.5h4L15.5 6" /><circle cx="12" cy="13" r="3.5" /></>);
export const FileIcon = make(() => <><path d="M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8z" /><path d="M14 3v5h5M9 13h6M9 17h4" /></>);
export const ThumbUpIcon = make(() => <path d="M7 11v9H4v-9zm0 0 4-7.5c1.4 0 2.2 1 2 2.4L12.4 10H19a1.6 1.6 0 0 1 1.6 2l-1.5 6.500A2 2 0 0 1 17.2 20H7" />);
export const ThumbDownIcon = make(() => <path d="M7 13V4H4v9zm0 0 4 7.500c1.4 0 2.2-1 2-2.400l-.6-4.100H19a1.6 1.6 0 0 0 1.6-2l-1.5-6.500A2 2 0 0 0 17.2 4H7" />);
export const CloseIcon = make(() => <path d="M6 6l12 12M18 6 6 18" />);
export const CheckIcon = make(() => <path d="m5 12.5 4.5 4.5L19 7.5" />);
export const DownIcon = make(() => <path d="M12 5v14m-6-6 6 6 6-6" />);
export const ChevronIcon = make(() => <path d="m9 6 6 6-6 6" />);
export const RetryIcon = make(() => <><path d="M20 11a8 8 0 1 0-2.3 6.2" /><path d="M20 5v6h-6" /></>);
export const AlertIcon = make(() => <><path d="M12 4 2.5 20h19z" /><path d="M12 10v4.5M12 17.5v.01" /></>);
export const BookIcon = make(() => <><path d="M5 4.5A2.5 2.5 0 0 1 7.5 2H19v16H7.5A2.5 2.5 0 0 0 5 20.5z" /><path d="M5 20.5A1.5 1.5 0 0 0 6.5 22H19v-4M9 7h6M9 11h4" /></>);
export const ShieldIcon = make(() => <><path d="M12 3 4.5 6v5.5c0 4.5 3 8 7.5 9.5 4.5-1.5 7.5-5 7.5-9.5V6z" /><path d="m9 12 2.2 2.2L15.2 10" /></>);
export const ClipboardIcon = make(() => <><rect x="5" y="4" width="14" height="17" rx="2" /><path d="M9 4a1.5 1.5 0 0 1 1.5-1.5h3A1.5 1.5 0 0 1 15 4v1.5H9zM9 11h6M9 15h4" /></>);
export const ClockIcon = make(() => <><circle cx="12" cy="12" r="8.5" /><path d="M12 7.5V12l3 2" /></>);
export const PersonIcon = make(() => <><circle cx="12" cy="8" r="3.8" /><path d="M4.5 20.5c.8-4 3.8-6 7.5-6s6.7 2 7.5 6" /></>);
export const FlagIcon = make(() => <path d="M6 21V4h11l-2 4 2 4H6" />);
export const OfflineIcon = make(() => <><path d="M4 4l16 16M8.5 15.5a5 5 0 0 1 6 0M5 12a10 10 0 0 1 4.5-2.5M19 12a10 10 0 0 0-3-2" /><path d="M12 19.5v.01" /></>);
export const NoteIcon = make(() => <><path d="M5 4h14v10l-5 6H5z" /><path d="M19 14h-5v6M8.5 9h7M8.5 13h3" /></>);
export const BulbIcon = make(() => <><path d="M9 17.5a6.5 6.5 0 1 1 6 0V19H9zM10 22h4" /></>);
export const SoundIcon = make(() => <><path d="M4 9.5v5h3.5L12 19V5L7.5 9.5z" /><path d="M15.5 9a4.5 4.5 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11" /></>);
export const MuteIcon = make(() => <><path d="M4 9.5v5h3.5L12 19V5L7.5 9.5z" /><path d="m16 9.5 5 5m0-5-5 5" /></>);
export const ExitIcon = make(() => <><path d="M10 4H5v16h5M9.5 12H20m-4-4 4 4-4 4" /></>);
export const PauseIcon = make(() => <path d="M9 5v14M15 5v14" />);
export const TurnIcon = make(() => <><path d="M20 12a8 8 0 1 1-2.5-5.8" /><path d="M20 3v5h-5" /></>);
export const PlusIcon = make(() => <path d="M12 5v14M5 12h14" />);
export const MinusIcon = make(() => <path d="M5 12h14" />);
export const BackIcon = make(() => <path d="m15 6-6 6 6 6" />);
export const EyeIcon = make(() => <><path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" /><circle cx="12" cy="12" r="2.8" /></>);
