import type { LeakStack } from './leak-stack.ts';

const WINDOW = { from: '2026-02-27', to: '2026-03-20' };

type Listed = { items?: { itemId: string }[] };

/** The operators' look with a key of the API. Nobody is to read a number or a text in any answer. */
export const operatorsLookWithKey = async ({ ask, stack }: LeakStack): Promise<void> => {
  await ask('GET', '/operations/status');
  await ask('GET', '/operations/recordings');
  await ask('GET', '/operations/pushes?from=2026-02-27&to=2026-03-06');
  const { items = [] } = (await ask('GET', '/operations/quarantine')).body as Listed;
  for (const { itemId } of items) await ask('GET', `/operations/quarantine/${itemId}`);
  const [last] = items.slice(-1);
  if (last !== undefined)
    await ask('POST', '/operations/quarantine/discard', { itemId: last.itemId, dryRun: true });
  await ask('POST', '/operations/quarantine/replay', WINDOW);
  await ask('POST', '/operations/pushes/replay', WINDOW);
  const calls = (await stack.items('CALLS_TABLE')).map(({ pk }) => String(pk));
  const callIds = new Set(calls.filter((pk) => pk.startsWith('C#')).map((pk) => pk.slice('C#'.length)));
  for (const callId of callIds) await ask('POST', '/operations/recordings/retry', { callId });
};
