import { counted } from './counted.ts';
import type { StatusReport } from './read-status.ts';
import { linesOf, type StatusLine } from './status-line.ts';

/** How full the pool of an app is, an area a line. */
export const poolLines = ({
  app,
  mode,
  needsNumbers,
  pool,
}: StatusReport['apps'][number]): readonly StatusLine[] => {
  const { ok, wrong, notRead } = linesOf('pool');
  const name = `pool of ${app} (${mode})`;
  if ('failed' in pool) return [{ ...notRead(name, pool.failed), app }];
  const { areas, unreadable } = pool.value;
  const lines = areas.map(({ area, states, looked, busy }): StatusLine => {
    const line = `${name}, ${area === 'none' ? 'no area' : area}`;
    const counts = Object.entries(states).map(([state, count]) => `${count} ${state}`);
    const text = `${counts.join(', ')}; of ${looked} looked at, ${counted(busy, 'has', 'have')} a live binding`;
    const facts = { app, text, values: { area, ...states, looked, busy } };
    const isLost = (states.suspended ?? 0) + (states.unavailable ?? 0) > 0;
    if (needsNumbers && (states.available ?? 0) === 0)
      return wrong(line, 'pool-nearly-empty', { code: 'pool-empty', ...facts });
    return isLost
      ? wrong(line, 'numbers-lost', { code: 'pool-numbers-lost', ...facts })
      : ok(line, { code: 'pool-filled', ...facts });
  });
  const none = { code: 'pool-without-numbers', app, text: 'no number' };
  const closed = {
    code: 'pool-unreadable',
    app,
    text: `${unreadable} cannot be opened`,
    values: { unreadable },
  };
  return [
    ...lines,
    ...(areas.length === 0 && needsNumbers ? [wrong(name, 'pool-nearly-empty', none)] : []),
    ...(unreadable === 0 ? [] : [wrong(name, 'items-unreadable', closed)]),
  ];
};
