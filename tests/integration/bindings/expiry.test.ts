import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { person, RIDES } from '../../harness/fixtures.ts';
import { type Stack, startStack } from '../../harness/stack.ts';

type Body = { bindingId: string; subscriptionId: string; x: string; status: string; code: string };

describe('the end of a binding', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ startAt: new Date('2026-03-01T08:00:00.000Z') });
  });
  afterAll(() => stack.close());

  const bind = async (body: object) => {
    const answer = await stack.request('POST', '/bindings', { body: { mode: 'AXB', ...body } });
    expect(answer.status).toBe(201);
    return answer.body as Body;
  };
  const read = async (bindingId: string) =>
    (await stack.request('GET', `/bindings/${bindingId}`)).body as Body;

  it('comes by time: expired at once for readers, counted by the sweeper a minute later', async () => {
    const { bindingId } = await bind({ a: person(1), b: person(2), ttlSeconds: 60 });
    await stack.advance(60);
    const atEnd = await read(bindingId);
    const early = await stack.invoke('binding-sweeper');
    await stack.advance(61);

    const late = await stack.invoke('binding-sweeper');

    expect(atEnd.status).toBe('expired');
    expect(early).toMatchObject({ expired: 0 });
    expect(late).toMatchObject({ expired: 1, remaining: 0 });
    expect((await read(bindingId)).status).toBe('expired');
    expect(await stack.control.bindings()).toEqual([]);
  });

  it('is done although the platform has ended it before', async () => {
    const { bindingId, x } = await bind({ a: person(3), b: person(4) });
    await fetchPlatformUnbindAll(x);

    const released = await stack.request('DELETE', `/bindings/${bindingId}`);

    expect([released.status, (released.body as Body).status]).toEqual([200, 'released']);
  });

  it('is accepted and done later when the account is in arrears', async () => {
    const { bindingId } = await bind({ a: person(5), b: person(6) });
    await stack.control.faults.add({
      on: 'unbind',
      kind: 'result-code',
      httpStatus: 403,
      code: '1010029',
      times: 1,
    });

    const accepted = await stack.request('DELETE', `/bindings/${bindingId}`);
    await stack.advance(3601);
    const report = await stack.invoke('binding-sweeper');

    expect([accepted.status, (accepted.body as Body).status]).toEqual([202, 'releasing']);
    expect(report).toMatchObject({ released: 1 });
    expect((await read(bindingId)).status).toBe('released');
  });

  it('asked for by ten requests at once is one end, and all are told so', async () => {
    const { bindingId } = await bind({ a: person(7), b: person(8) });

    const answers = await Promise.all(
      Array.from({ length: 10 }, () => stack.request('DELETE', `/bindings/${bindingId}`)),
    );

    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(new Set(answers.map(({ body }) => (body as Body).status))).toEqual(new Set(['released']));
  });

  it('whose answer was lost is found to have happened', async () => {
    const { bindingId } = await bind({ a: person(9), b: person(10) });
    await stack.control.faults.add({ on: 'unbind', kind: 'drop-after', times: 1 });

    const released = await stack.request('DELETE', `/bindings/${bindingId}`);

    expect([released.status, (released.body as Body).status]).toEqual([200, 'released']);
  });

  it('is asked for by subscription id alone, never by X', async () => {
    const requests = await stack.control.journal({ kind: 'request', operation: 'unbind' });

    const queries = requests.map((entry) => ('query' in entry ? String(entry.query) : ''));

    expect(queries.length).toBeGreaterThan(0);
    for (const query of queries) expect(query).not.toContain('relationNum');
  });

  /** Somebody else wipes the number in the console's place. */
  const fetchPlatformUnbindAll = async (x: string): Promise<void> => {
    for (const { subscriptionId } of await stack.control.bindings({ x })) {
      const { authenticationHeaders } = await import('../../../shared/platform/client/signature.ts');
      const headers = authenticationHeaders({
        scheme: 'AKSK',
        appKey: RIDES.appKey,
        appSecret: RIDES.appSecret,
        nonce: 'console',
        created: '2026-03-01T08:02:01Z',
      });
      const path = `/rest/caas/relationnumber/partners/v1.0?subscriptionId=${subscriptionId}`;
      await fetch(`${stack.simulator.url}${path}`, { method: 'DELETE', headers });
    }
  };
});
