import { render } from 'preact';
import '../shared/base.css';
import './styles/frame.css';
import './styles/overlays.css';
import './styles/buttons.css';
import './styles/login.css';
import './styles/queue.css';
import './styles/talk.css';
import './styles/reply.css';
import './styles/packet.css';
import './styles/office.css';
import '../shared/assessed.css';
import './styles/claims.css';
import './styles/case.css';
import './styles/case-papers.css';
import './styles/case-assess.css';
import './styles/pages.css';
import './styles/complaints.css';
import './styles/supervisor.css';
import './styles/practice.css';
import './styles/floor.css';
import { App } from './App';
import { DeskContext } from './context';
import { Desk } from './desk';

const desk = new Desk();
const root = document.getElementById('app');
if (root) {
  render(
    <DeskContext.Provider value={desk}>
      <App />
    </DeskContext.Provider>,
    root,
  );
}
void desk.start();
