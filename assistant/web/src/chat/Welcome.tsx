import { useChatState } from './context';
import { Entries } from './entries';

export function Welcome() {
  const short = useChatState((state) => state.company.short);
  return (
    <section class="welcome" aria-label="欢迎">
      <h2 class="welcome__title">您好，这里是{short}</h2>
      <p class="welcome__text">有什么可以帮您？直接打字说就行，也可以点下面的按钮。</p>
      <Entries form="tiles" />
      <p class="welcome__note">遇到危险或有人受伤，请先拨打 120、110 或 119，人安全了再处理保险的事。</p>
    </section>
  );
}
