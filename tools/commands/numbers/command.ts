import { readFile } from 'node:fs/promises';
import type {
  ImportedPool,
  NumberByOrder,
  NumberLine,
  NumberPage,
  PoolNow,
} from '../../../functions/manage-pool/handler.ts';
import { askedNumber } from '../asked-number.ts';
import { invokerOf } from '../invoke.ts';
import { deploymentCommand } from '../ops/deployment-command.ts';
import type { Invoke } from '../replay/run.ts';
import { NUMBERS_USAGE, type NumbersOrder, readNumbersArguments } from './arguments.ts';
import { describeChange, describeImport, describeNumbers, describePool, numbersTable } from './print.ts';

/** The pool of private numbers: how full it is, its numbers, and changes of them. */
export const numbersCommand = deploymentCommand({
  name: 'numbers',
  summary: 'how full the pool is; list, export, import, drain and reserve private numbers',
  usage: NUMBERS_USAGE,
  read: readNumbersArguments,
  async run({ order, ...asked }, { answer, tell }) {
    const invoke = invokerOf(asked);
    if (order.action === 'report') {
      const pool = (await invoke('manage-pool', order)) as PoolNow;
      answer(pool, () => describePool(pool));
      return pool.pools.some(({ cities }) => cities.some(({ low }) => low)) ? 1 : 0;
    }
    if (order.action === 'import') {
      const { file, ...rest } = order;
      const table = (await readFile(file)).toString('base64');
      const imported = (await invoke('manage-pool', { ...rest, table })) as ImportedPool;
      answer(imported, () => describeImport(imported));
      return imported.dryRun && imported.forceNeeded ? 1 : 0;
    }
    if (order.action === 'change') {
      const { change, x, ...rest } = order;
      const changed = (await invoke('manage-pool', {
        ...rest,
        ...change,
        x: await askedNumber(x),
      })) as NumberByOrder;
      answer(changed, () => describeChange(changed, change));
      return 0;
    }
    const { items, unreadable } = await readAll(invoke, order, tell);
    answer({ items, unreadable }, () =>
      order.action === 'export' ? numbersTable(items) : describeNumbers(items, unreadable),
    );
    return 0;
  },
});

/** All pages; those that cannot be opened stand on the first one. */
const readAll = async (
  invoke: Invoke,
  { app, areaCode, state }: Extract<NumbersOrder, { action: 'list' | 'export' }>,
  tell: (line: string) => void,
): Promise<Pick<NumberPage, 'items' | 'unreadable'>> => {
  const items: NumberLine[] = [];
  const unreadable: string[] = [];
  let after: NumberPage['next'] = null;
  do {
    const order = { action: 'list', app, areaCode, state, ...(after === null ? {} : { after }) };
    const page = (await invoke('manage-pool', order)) as NumberPage;
    items.push(...page.items);
    unreadable.push(...page.unreadable);
    after = page.next;
    if (after !== null) tell(`${items.length} so far`);
  } while (after !== null);
  return { items, unreadable };
};
