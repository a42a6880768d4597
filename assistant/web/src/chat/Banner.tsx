import { ClockIcon, OfflineIcon, PersonIcon } from '../shared/icons';
import { useChatState } from './context';
import { lastAgent, waitWords } from './transcript';

/** One line under the header: no connection, or with whom the customer talks. */
export function Banner() {
  return (
    <div class="banners" role="status">
      <Connection />
      <Service />
    </div>
  );
}

function Connection() {
  const online = useChatState((state) => state.online);
  const hotline = useChatState((state) => state.company.hotline);
  if (online) return null;
  return (
    <p class="banner banner--offline" data-testid="offline">
      <OfflineIcon size={18} />
      <span>
        网络连不上，正在重试。您发的消息会在恢复后自动送出；着急请拨 <a href={`tel:${hotline.replace(/-/g, '')}`}>{hotline}</a>
      </span>
    </p>
  );
}

function Service() {
  const owner = useChatState((state) => state.owner);
  const place = useChatState((state) => state.place);
  const wait = useChatState((state) => state.wait);
  const agent = useChatState((state) => lastAgent(state.lines));
  if (owner === 'queue') {
    const ahead = waitWords(wait) || (place !== null && place > 1 ? `前面还有 ${place - 1} 位` : '马上就到您');
    return (
      <p class="banner banner--queue" data-testid="queue-banner">
        <ClockIcon size={18} />
        <span>{wait?.callback_at ? ahead : `正在为您转接人工客服，${ahead}`}</span>
      </p>
    );
  }
  if (owner !== 'agent') return null;
  return (
    <p class="banner banner--agent" data-testid="agent-banner">
      <PersonIcon size={18} />
      <span>{agent ? `客服${agent}正在为您服务` : '人工客服正在为您服务'}</span>
    </p>
  );
}
