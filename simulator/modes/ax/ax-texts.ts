import { decideSms } from '../block-answer.ts';
import type { IncomingText, TextRoute } from '../mode.ts';
import { isMobile } from '../number-choice.ts';
import { attributionTo } from './ax-routing.ts';
import type { AxBinding, AxStore } from './ax-store.ts';

/** The receiver A wrote behind a half-width `@` at the end, and the text without it; undefined: none that is valid. */
const readSuffix = (content: string): { receiver: string; content: string } | undefined => {
  const at = content.lastIndexOf('@');
  const written = at < 0 ? undefined : /^(?:\+?86)?(1\d{10})$/.exec(content.slice(at + 1))?.[1];
  const receiver = `+86${written}`;
  return written && isMobile(receiver) ? { receiver, content: content.slice(0, at) } : undefined;
};

const fromA = (binding: AxBinding, { from, content }: IncomingText): TextRoute => {
  const attribution = attributionTo(binding, from);
  const suffix = readSuffix(content);
  if (suffix) return { kind: 'forward', ...attribution, ...suffix };
  const decide = (answer: Parameters<typeof decideSms>[0]) =>
    decideSms(answer, { from, content, attribution });
  return { kind: 'ask', ...attribution, decide };
};

/**
 * Others reach A, who learns their number from `[From…]`; A reaches the number behind the `@`, and without one the
 * customer is asked. Source: `privatenumber_02_0008`.
 */
export const routeAxText = (store: AxStore, text: IncomingText): TextRoute => {
  const { x, from, content } = text;
  const binding = store.on(x);
  if (!binding) return { kind: 'refuse', sendResult: 2, direction: 2, subscriptionId: null };
  const attribution = attributionTo(binding, from);
  if (binding.turnFlag === 'off') return { kind: 'refuse', sendResult: 3, ...attribution };
  if (binding.privateSms === 'false') return { kind: 'refuse', sendResult: 11, ...attribution };
  if (binding.a === from) return fromA(binding, text);
  return { kind: 'forward', ...attribution, receiver: binding.a, content: `${content}[From${from}]` };
};
