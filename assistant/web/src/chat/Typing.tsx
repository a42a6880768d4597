import { useChatState } from './context';

export function Typing() {
  const typist = useChatState((state) => state.typist);
  if (!typist) return null;
  const words = typist.who === 'agent' ? `客服${typist.name}正在输入` : '正在为您查询';
  return (
    <div class="typing" aria-live="off" data-testid="typing">
      <span class="typing__dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      <span>{words}</span>
    </div>
  );
}
