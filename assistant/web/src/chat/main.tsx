import { render } from 'preact';
import '../shared/base.css';
import './styles/page.css';
import './styles/notices.css';
import './styles/log.css';
import './styles/typing.css';
import './styles/welcome.css';
import './styles/cards.css';
import './styles/choices.css';
import './styles/rating.css';
import './styles/papers.css';
import '../shared/assessed.css';
import './styles/result.css';
import './styles/composer.css';
import { App } from './App';
import { Chat } from './chat';
import { ChatContext } from './context';

const chat = new Chat();
const root = document.getElementById('app');
if (root) {
  render(
    <ChatContext.Provider value={chat}>
      <App />
    </ChatContext.Provider>,
    root,
  );
}
void chat.start();
