/** The chat, for the components that act on it. */

import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { useStore } from '../shared/store';
import type { Chat } from './chat';
import type { ChatState } from './state';

export const ChatContext = createContext<Chat | null>(null);

export function useChat(): Chat {
  const chat = useContext(ChatContext);
  if (!chat) throw new Error('no chat around this component');
  return chat;
}

/** Return a part of the chat's state, and watch it. */
export function useChatState<S>(select: (state: ChatState) => S): S {
  return useStore(useChat().store, select);
}
