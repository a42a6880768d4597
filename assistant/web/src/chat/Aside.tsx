import { PhoneIcon, ShieldIcon } from '../shared/icons';
import { useChatState } from './context';
import { Entries } from './entries';

/** What a wide screen has room for beside the conversation. */
export function Aside() {
  const { name, hotline } = useChatState((state) => state.company);
  const begun = useChatState((state) => state.lines.length > 0 || state.echoes.length > 0);
  return (
    <aside class="aside" aria-label="服务信息">
      {begun && (
        <section class="aside__part">
          <h2>常用服务</h2>
          <Entries form="list" />
        </section>
      )}
      <section class="aside__part">
        <h2>
          <PhoneIcon size={18} /> 客服热线
        </h2>
        <p class="aside__number">
          <a href={`tel:${hotline.replace(/-/g, '')}`}>{hotline}</a>
        </p>
        <p>报案全天24小时受理，节假日不休。</p>
      </section>
      <section class="aside__part">
        <h2>
          <ShieldIcon size={18} /> 安全提示
        </h2>
        <p>我们不会向您索要银行卡密码和短信验证码，也不会让您向个人账户转账。</p>
      </section>
      <p class="aside__company">{name}</p>
    </aside>
  );
}
