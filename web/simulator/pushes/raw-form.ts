import { signal } from '@preact/signals';
import type { PushEntry } from '../api/types.ts';

/** A push by hand as it was filled in. `appKey` '': the first app. `isOpen`: unfolded. */
export type RawForm = Readonly<{ isOpen: boolean; appKey: string; kind: string; body: string }>;

/** It outlives a visit of another page, and is forgotten with the window. */
export const rawForm = signal<RawForm>({
  isOpen: false,
  appKey: '',
  kind: 'cdr',
  body: '{"eventType":"fee","feeLst":[]}',
});

const inLines = (body: string): string => {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
};

/** Fills the form with a push that was made, so that it can be changed. */
export const takeOver = ({ appKey, operation, body }: PushEntry): void => {
  rawForm.value = { isOpen: true, appKey, kind: operation, body: inLines(body) };
};
