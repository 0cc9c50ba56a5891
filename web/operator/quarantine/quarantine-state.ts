import { createLoader } from '../../kit/state/loaded.ts';
import { ask, type Page, type Schemas } from '../api.ts';
import type { Asked } from '../api-shapes.ts';
import { pushesApp } from '../journal/pushes-state.ts';
import { pageAfter, pagesAgain } from '../lists/read-again.ts';
import { atSignOut } from '../session.ts';

export type Quarantined = Schemas['QuarantineList']['items'][number];
export type QuarantinedItem = Schemas['QuarantineItem'];

/** The items in quarantine, the oldest first. */
export const quarantine = createLoader<Asked<Page<Quarantined>, string>>();

/** Asks for it; with `cursor` the page after that is added. */
export const loadQuarantine = (cursor?: string): void => {
  const before = cursor === undefined ? undefined : quarantine.state.peek().value;
  const asked = before?.asked ?? pushesApp.peek();
  void quarantine.load((aborted) => pageAfter(asked, before, askItems(aborted)));
};

/** Reads anew what is shown of it, as far as it is shown. */
export const readQuarantineAgain = (): void => {
  const before = quarantine.state.peek().value;
  void quarantine.load((aborted) => pagesAgain(pushesApp.peek(), before, askItems(aborted)));
};

const askItems = (signal: AbortSignal) => (app: string, cursor: string | undefined) =>
  ask<Page<Quarantined>>('GET', 'operations/quarantine', { query: { app, limit: '30', cursor }, signal });

/** Takes one that has left out of the list, without fetching it anew. */
export const itemLeft = (itemId: string): void =>
  quarantine.change((page) => ({ ...page, items: page.items.filter((item) => item.itemId !== itemId) }));

atSignOut(quarantine.clear);
