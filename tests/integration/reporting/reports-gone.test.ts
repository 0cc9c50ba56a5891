import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signedHeaders } from '../../../shared/platform/reporting/cloud-signature.ts';
import { DEMO_ACCOUNT } from '../../../simulator/simulator.ts';
import { person } from '../../harness/fixtures.ts';
import type { Stack } from '../../harness/stack.ts';
import { startReportingStack } from './reporting-stack.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startReportingStack('enforce');
});
afterAll(() => stack.close());

const refresh = () => stack.invoke('report-numbers');
const stateOf = async (number: string) => {
  const { body } = await stack.request('GET', '/reports?limit=100');
  const { items } = body as { items: { number: string; state: string }[] };
  return items.find((item) => item.number === number)?.state;
};
const bind = async (a: string) => {
  const answer = await stack.request('POST', '/bindings', { body: { mode: 'AXB', a, b: person(900) } });
  return answer.status;
};

/** Takes a report off the platform's list, as the vendor's console does. */
const removeInConsole = async (number: string) => {
  const url = `${stack.simulator.url}/v1.0/privatenumber/a-number`;
  const body = JSON.stringify({ numbers: [number] });
  const request = { method: 'DELETE', url, headers: { 'content-type': 'application/json' }, body };
  const headers = signedHeaders(request, DEMO_ACCOUNT, stack.clock());
  const answer = await fetch(url, { method: 'DELETE', headers, body });
  expect(answer.status).toBe(200);
};

/** Lets one question of the refresh be answered, and not the next one. The oldest fault strikes first. */
const afterOneAnswer = async (
  fault:
    | Readonly<{ kind: 'drop-before' }>
    | Readonly<{ kind: 'result-code'; httpStatus: number; code: string }>,
) => {
  await stack.control.faults.add({ on: 'report-query', kind: 'slow', delayMs: 1 });
  await stack.control.faults.add({ on: 'report-query', ...fault });
};

describe('a report that the platform does not have any more', () => {
  test.each(['reported', 'failed'] as const)(
    'and that was %s is met by the next refresh',
    async (outcome) => {
      const [gone, stays] = outcome === 'reported' ? [person(1), person(2)] : [person(3), person(4)];
      for (const number of [gone, stays]) await stack.control.reports.decide({ number, outcome });
      await refresh();
      await removeInConsole(gone);
      await stack.advance(3600);

      expect(await refresh()).toMatchObject({ remaining: 0 });

      expect([await stateOf(gone), await stateOf(stays)]).toStrictEqual(['unknown', outcome]);
      expect(await bind(gone)).toBe(422);
    },
  );

  test('is met although the refresh was cut short before it looked', async () => {
    const gone = person(5);
    await stack.control.reports.decide({ number: gone, outcome: 'reported' });
    await refresh();
    await removeInConsole(gone);
    await stack.advance(3600);
    // The page is answered, the question for the number that it does not name is not.
    await afterOneAnswer({ kind: 'drop-before' });

    expect(await refresh()).toMatchObject({ failed: 'platform-unavailable', remaining: 1 });
    expect(await stateOf(gone)).toBe('reported');

    expect(await refresh()).toMatchObject({ remaining: 0 });
    expect(await stateOf(gone)).toBe('unknown');
  });
});

test('a page that the platform refuses is not asked for for ever', async () => {
  for (let at = 0; at < 101; at += 1)
    await stack.control.reports.decide({ number: person(1000 + at), outcome: 'reported' });
  await afterOneAnswer({ kind: 'result-code', httpStatus: 400, code: 'PPT.0002' });
  const pages = async () => {
    const asked = await stack.control.journal({ kind: 'request', operation: 'report-query' });
    return asked.flatMap((entry) => (entry.kind === 'request' ? [JSON.parse(entry.body).page] : []));
  };

  expect(await refresh()).toMatchObject({ pages: 1, failed: 'platform-rejected' });
  const before = (await pages()).length;
  expect(await refresh()).toMatchObject({ remaining: 0 });
  expect((await pages()).slice(before, before + 2)).toStrictEqual([1, 2]);
});
