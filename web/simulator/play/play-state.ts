import { signal } from '@preact/signals';
import type { BindForm } from './bind-body.ts';
import { A, B, STRANGER } from './people.ts';
import type { Who } from './who.ts';

export type CallForm = Readonly<{
  who: Who;
  from: string;
  to?: string;
  extension?: string;
  outcome: string;
  talkSeconds: string;
  hangUpBy: string;
  pace: string;
}>;

export type TextForm = Readonly<{ who: Who; from: string; to?: string; content: string }>;

/** The forms as they were filled in. They outlive a visit of another page, and are forgotten with the window. */
export const bindForm = signal<BindForm>({ a: A, b: B, x: '', ttlSeconds: '3600', record: true });

/** `to`, `extension`: absent until somebody has chosen; then the binding decides. */
export const callForm = signal<CallForm>({
  who: 'a',
  from: STRANGER,
  outcome: 'answered',
  talkSeconds: '20',
  hangUpBy: 'caller',
  pace: 'instant',
});

export const textForm = signal<TextForm>({ who: 'a', from: STRANGER, content: 'On my way' });
