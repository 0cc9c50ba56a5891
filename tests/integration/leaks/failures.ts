import type { Mode } from '../../../shared/kernel/mode.ts';
import { changeDocument } from '../keys/change-document.ts';
import { spoil, withBrokenSeal, withUnknownKey } from '../keys/spoil.ts';
import { BUSINESS_JOBS, reportOf } from './business.ts';
import { type Bound, bindIn } from './journey.ts';
import type { LeakStack } from './leak-stack.ts';
import { appOf, MODES, NEXT_SECRET, PEOPLE, REFERENCE, WORDS } from './planted.ts';

const { a, b, next, stranger, refused, typed } = PEOPLE;

/** `+8613527184096` as the platform's free texts may quote it. */
const QUOTED = [
  refused,
  '13527184096',
  '0086-135-2718-4096',
  '86 135 2718 4096',
  '１３５２７１８４０９６',
  '一三五二七一八四零九六',
  '%2B8613527184096',
  '%252B8613527184096',
  '\\u0031\\u0033\\u0035\\u0032\\u0037\\u0031\\u0038\\u0034\\u0030\\u0039\\u0036',
];

/** Documented codes of several classes, and one that no page has. */
const REFUSALS = [
  [403, '1012105'],
  [403, '1012008'],
  [400, '1010002'],
  [500, '1010001'],
  [403, '7654321'],
] as const;

const FAULTS = ['drop-before', 'drop-after', 'http-500', 'error-page', 'empty', 'throttled'] as const;

/** The platform refuses with words that quote numbers, answers nonsense, or not at all. */
export const platformFails = async (leaks: LeakStack, mode: Mode, { bindingId }: Bound): Promise<void> => {
  const { ask, platform, invoke, stack } = leaks;
  const path = `/bindings/${bindingId}`;
  const operations = [
    (suffix: string) => bindIn(leaks, mode, { a: refused }, suffix),
    () => ask('PATCH', path, { b: refused, a: refused }),
    () => ask('PATCH', path, { ttlSeconds: 86_400, callback: { number: refused } }),
    () => ask('PUT', `${path}/temporary-callee`, { callee: refused, ttlSeconds: 600 }),
    () => ask('GET', `${path}?verify=true`),
    () => ask('POST', '/parties/change', { from: a, to: refused, app: mode.toLowerCase() }),
    () => ask('POST', '/reports', reportOf(refused)),
    () => ask('GET', `/reports?number=${encodeURIComponent(refused)}`),
    () => ask('DELETE', path),
    () => invoke('recording-archiver'),
  ];
  let serial = 0;
  for (const operation of operations)
    for (const [index, [httpStatus, code]] of REFUSALS.entries()) {
      const text = QUOTED.filter((_, at) => at % REFUSALS.length === index).join(' and ');
      platform.refuseNext(httpStatus, code, `The number ${text} is not valid.`);
      serial += 1;
      await operation(`-refused-${serial}`);
    }
  platform.refuseNothing();
  for (const kind of FAULTS) {
    await stack.control.faults.add({ on: 'any', kind, times: 1 });
    serial += 1;
    await bindIn(leaks, mode, { a: stranger }, `-faulty-${serial}`);
    await stack.control.faults.clear();
    await stack.advance(120);
  }
  await ask('POST', '/bindings', { mode: 'AXB', app: 'proxied', a: refused, b: next });
};

/** The platform does not end its answer before our patience does: in all modes at once, because that takes real seconds. */
export const platformIsSilent = async (leaks: LeakStack): Promise<void> => {
  const { control } = leaks.stack;
  const modes = MODES.filter((mode) => mode !== 'X');
  for (const mode of modes)
    await control.faults.add({ on: 'bind', kind: 'truncated', appKey: appOf(mode).appKey });
  await Promise.all(modes.map((mode) => bindIn(leaks, mode, { a: typed }, '-late')));
  await control.faults.clear();
};

/** Lists that name nobody. */
const LISTS = ['/reports', '/blocks', '/pool', '/usage?by=x', '/usage?by=reference', '/calls?app=axb'];

const JOBS = ['recording-archiver', 'binding-sweeper', 'measure-state', 'report-status', 'report-numbers'];

/** Each table in turn is away, or takes what it is told and does not say so. */
export const storeFails = async (leaks: LeakStack, mode: Mode, { bindingId, x }: Bound): Promise<void> => {
  const { stack, ask } = leaks;
  for (const [name, table] of Object.entries(stack.tables))
    for (const verdict of ['before', 'after'] as const) {
      stack.store.judge = ({ input }) => (input.table === table ? verdict : 'ok');
      await bindIn(leaks, mode, { a: next }, `-${name}-${verdict}`);
      await ask('PATCH', `/bindings/${bindingId}`, { b: stranger });
      await ask('GET', `/calls?party=${encodeURIComponent(stranger)}`);
      await stack.control.placeCall({ from: stranger, to: x, outcome: 'busy' });
      await stack.control.sendText({ from: stranger, to: x, content: WORDS }).catch(() => undefined);
      stack.store.judge = () => 'ok';
    }
  await stack.advance(400);
};

/** The functions that no request waits for, and the lists, each while a table is away. */
export const jobsFail = async ({ stack, ask, invoke }: LeakStack): Promise<void> => {
  const number = encodeURIComponent(a);
  for (const table of Object.values(stack.tables)) {
    stack.store.judge = ({ input }) => (input.table === table ? 'before' : 'ok');
    for (const job of JOBS) await invoke(job);
    for (const [job, event] of BUSINESS_JOBS) await invoke(job, event);
    await ask('POST', '/parties/change', { from: a, to: next });
    await ask('POST', '/blocks', { party: next });
    await ask('POST', '/reports', reportOf(next));
    await invoke('manage-privacy', { action: 'look', party: a, operator: 'dora' });
    for (const path of [`/bindings?a=${number}`, `/messages?x=${number}`, '/numbers', ...LISTS])
      await ask('GET', path);
    stack.store.judge = () => 'ok';
  }
};

/** Items that no key opens any more, and a changed document that is refused. */
export const itemsFail = async (leaks: LeakStack): Promise<void> => {
  const { stack, ask, invoke } = leaks;
  for (const table of [
    'BINDINGS_TABLE',
    'CALLS_TABLE',
    'MESSAGES_TABLE',
    'NUMBERS_TABLE',
    'PUSHES_TABLE',
    'USAGE_TABLE',
  ] as const) {
    let serial = 0;
    for (const change of [withBrokenSeal, withUnknownKey])
      await spoil(
        stack,
        table,
        (item) =>
          ['sealed', 'route', 'answer', 'x'].some((name) => typeof item[name] === 'string') &&
          serial++ % 7 === 3,
        change,
      );
  }
  for (const query of [`a=${encodeURIComponent(a)}`, `reference=${REFERENCE}-AXB`])
    await ask('GET', `/bindings?${query}`);
  for (const party of [a, b, next, stranger]) await ask('GET', `/calls?party=${encodeURIComponent(party)}`);
  await ask('GET', '/numbers?limit=100');
  for (const path of LISTS) await ask('GET', path);
  for (const job of JOBS) await invoke(job);
  for (const [job, event] of BUSINESS_JOBS) await invoke(job, event);
  await changeDocument(stack, (document) => ({
    apps: [{ ...document.apps[0], appSecret: NEXT_SECRET, mode: stranger, [NEXT_SECRET]: 1 }],
    other: NEXT_SECRET,
  }));
  await ask('GET', '/health');
  await ask('GET', `/bindings?a=${encodeURIComponent(a)}`);
};
