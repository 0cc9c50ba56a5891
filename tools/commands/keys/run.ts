import type { KeysReport } from '../../../functions/manage-keys/handler.ts';
import type { SealedCount } from '../../../shared/keys/count-sealed.ts';
import { repeated } from '../repeated.ts';
import type { Invoke } from '../replay/run.ts';

/** Where each data key is in use. `dataKeyIds`: those of the document, the one that seals first. */
export type KeysInUse = Readonly<{ dataKeyIds: readonly string[]; counts: readonly SealedCount[] }>;

/** All runs of a reseal as one. */
export type ResealResult = Readonly<{
  from: string;
  dryRun: boolean;
  resealed: number;
  changed: number;
  unreadable: readonly string[];
  unreadableCount: number;
}>;

type Tell = (line: string) => void;
type Page<Action extends KeysReport['action']> = Extract<KeysReport, { action: Action }>;

/** Counts until every table was walked over. */
export const countKeys = async (invoke: Invoke, tell: Tell): Promise<KeysInUse> => {
  let dataKeyIds: readonly string[] = [];
  const counts = new Map<string, SealedCount>();
  await toTheEnd<'count'>(invoke, { action: 'count' }, tell, (page) => {
    ({ dataKeyIds } = page);
    for (const one of page.counts) {
      const place = `${one.dataKeyId} ${one.table} ${one.kind}`;
      counts.set(place, { ...one, count: one.count + (counts.get(place)?.count ?? 0) });
    }
  });
  return { dataKeyIds, counts: [...counts.values()] };
};

/** Seals anew until every table was walked over. */
export const resealAll = async (
  order: Readonly<{ from: string; dryRun: boolean; writesPerSecond: number }>,
  invoke: Invoke,
  tell: Tell,
): Promise<ResealResult> => {
  const { from, dryRun, writesPerSecond } = order;
  const total = { resealed: 0, changed: 0, unreadableCount: 0 };
  const unreadable: string[] = [];
  await toTheEnd<'reseal'>(invoke, { action: 'reseal', from, dryRun, writesPerSecond }, tell, (page) => {
    total.resealed += page.resealed;
    total.changed += page.changed;
    total.unreadableCount += page.unreadableCount;
    unreadable.push(...page.unreadable);
    tell(`${total.resealed} sealed anew, ${total.changed} changed meanwhile`);
  });
  return { from, dryRun, ...total, unreadable };
};

/** Repeats an order until every table was walked over. */
export const toTheEnd = async <Action extends KeysReport['action']>(
  invoke: Invoke,
  order: object,
  tell: Tell,
  take: (page: Page<Action>) => void,
): Promise<void> => {
  let after: object | null = null;
  do {
    const event: object = after === null ? order : { ...order, after };
    const page = (await repeated(() => invoke('manage-keys', event), tell)) as Page<Action>;
    take(page);
    after = page.next;
    if (page.next !== null) tell(`in the table of ${page.next.table}`);
  } while (after !== null);
};
